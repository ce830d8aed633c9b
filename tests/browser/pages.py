"""Every page of the product as a member of the cast meets it, and the mock-up beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.demo.company import invent
from tandem.demo.export import export_with_three_mistakes
from tandem.organisation.calendars import add_day, set_calendar, sites
from tandem.organisation.models import Area, Assignment, Duty, Import, Person, SiteCalendar
from tandem.organisation.settings import set_value
from tandem.organisation.values import BY_KEY
from tandem.partnership.changing import actions as changing
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, steps_open_to
from tandem.partnership.commitments.tests.quarters import REPORT, THANKS, promised
from tandem.partnership.deleting.actions import propose
from tandem.partnership.models import (
    CharterEntry,
    CoOwnedOutcome,
    Deletion,
    Outcome,
    Pair,
    PartnerWish,
    RoleReview,
    Signal,
)
from tandem.partnership.reminders.actions import keep
from tandem.partnership.reminders.models import Reminder
from tandem.partnership.role_review.asking import year_of
from tandem.partnership.testing import TUESDAY
from tandem.rooms.company import duty_files, uploads
from tandem.rooms.escalations.models import Escalation, StraightBecause, StraightWord
from tandem.rooms.escalations.reach import straight as outside_the_line
from tandem.rooms.escalations.straight import go_straight
from tandem.rooms.mail.links import spoken_in, stop_token, token_for

BROKEN = "broken_promises"


@dataclass(frozen=True)
class Shot:
    """One page: who looks, where, and the name of the mock-up it is held against."""

    name: str
    who: str
    address: Callable[[], str]
    mock_up: str = ""


def area(name: str) -> str:
    return Area.objects.get(name=name).get_absolute_url()


def a_reminder(first_name: str) -> str:
    whose = Person.objects.filter(first_name=first_name).order_by("last_name")[0]
    found = Reminder.objects.visible_to(whose).open().first()
    kept = found or keep(what="Buy a thank-you card", on=None, by=whose, at=TUESDAY)
    return kept.get_absolute_url()


def set_up(name: str, deed: str = "") -> str:
    page = Area.objects.get(name=name)
    if deed:
        return reverse("company:change_area", args=[page.pk, deed])
    return reverse("company:area", args=[page.pk])


def person(first: str, last: str) -> Person:
    return Person.objects.get(first_name=first, last_name=last)


def pair(leader: str = "Sam Lindqvist") -> Pair:
    """With Mira."""
    return Pair.objects.of_two(person(*leader.split()), person("Mira", "Okafor")).still().get()


def old_words() -> str:
    """Sam and Mira have one promise that ended in June of last year, and Sam proposes."""
    two = pair()
    if not Deletion.objects.filter(pair=two).exists():
        promised(two.leader, two.hr_partner, REPORT, THANKS, asked_on=date(2025, 6, 2))
        propose(pair=two, by=two.leader, at=TUESDAY)
    return reverse("commitments:old_words", args=[two.pk])


def ownership(name: str = "", **asked: str) -> str:
    """The map of an area, or of where one works, with something asked of it."""
    found = Area.objects.filter(name=name).first()
    url = reverse("ownership:area", args=[found.pk]) if found else reverse("ownership:page")
    return f"{url}?{urlencode(asked)}" if asked else url


def row(domain: str, act: str = "") -> str:
    """Of Sam and Mira."""
    operations = Area.objects.get(name="Operations")
    if act:
        return reverse("ownership:act", args=[operations.pk, domain, act])
    return reverse("ownership:row", args=[operations.pk, domain])


def charter(leader: str = "Sam Lindqvist", name: str = "page", *more: object) -> str:
    return reverse(f"charters:{name}", args=[pair(leader).pk, *more])


def an_expectation(deed: str) -> str:
    """What Priya expects of Mira."""
    two = pair("Priya Raman")
    entry = CharterEntry.objects.of(two).filter(key="of_hr")[0]
    return reverse(f"charters:{deed}", args=[two.pk, entry.pk])


def asked_now() -> str:
    """A leader whose year with Mira is open and was not answered by her."""
    mira = person("Mira", "Okafor")
    for each in Pair.objects.visible_to(mira).filter(hr_partner=mira).order_by("area__name"):
        opened = year_of(each, TUESDAY.date())
        if opened and not RoleReview.objects.of(each).in_year(opened).filter(by=mira).exists():
            return each.leader.name
    raise LookupError("Mira has answered everybody.")


def review(leader: str = "Sam Lindqvist", name: str = "page") -> str:
    return reverse(f"role_reviews:{name}", args=[pair(leader).pk])


def a_wish() -> str:
    """Sam has asked Helen for a different partner."""
    two, helen = pair(), person("Helen", "Achterberg")
    asked = PartnerWish.objects.filter(pair=two).first()
    words = "We talk past each other, and I have tried."
    wish = asked or changing.ask(pair=two, to=helen, words=words, by=two.leader, at=TUESDAY)
    return reverse("pairs:wish", args=[wish.pk])


def outcome(name: str = "Night shift: people choose to stay", deed: str = "") -> str:
    """Of Sam and Mira."""
    mine = Outcome.objects.visible_to(person("Mira", "Okafor"))
    found = next(each for each in mine if each.name == name)
    return reverse(f"outcomes:{deed or 'page'}", args=[found.pk])


def what_both_own() -> str:
    return CoOwnedOutcome.objects.running().order_by("name")[0].get_absolute_url()


def sticking_point(leader: str = "Jonas Weir") -> Escalation:
    """With Mira."""
    return Escalation.objects.of(pair(leader))[0]


def straight_word() -> str:
    """Sam has gone past the line."""
    two = pair()
    because, to = StraightBecause.SAFETY, outside_the_line(two, TUESDAY.date())[0]
    sent = StraightWord.objects.filter(pair=two).first() or go_straight(
        pair=two, to=to, because=because, words="The gate at dock 4.", by=two.leader, at=TUESDAY
    )
    return sent.get_absolute_url()


def signal(deed: str = "") -> str:
    """Jonas and Mira are asked about promises that passed without a word."""
    asked = Signal.objects.get(pair__leader=person("Jonas", "Weir"))
    if deed:
        return reverse("signals:act", args=[asked.pk, deed])
    return asked.get_absolute_url()


def promise(what: str) -> Commitment:
    mira = person("Mira", "Okafor")
    return next(each for each in Commitment.objects.visible_to(mira) if each.what == what)


def answer(what: str, act: str) -> str:
    return reverse("commitments:act", args=[promise(what).pk, act])


def applied_import() -> str:
    applied = Import.objects.applied().latest("applied_at")
    return reverse("company:import", args=[applied.pk])


def checked_import() -> str:
    """The company's own export with three mistakes, checked and waiting."""
    waiting = Import.objects.waiting().first()
    if waiting is None:
        content = export_with_three_mistakes(invent(TUESDAY.date())).text.encode()
        file = SimpleUploadedFile("personnel-november.csv", content)
        by, at = str(person("Mira", "Okafor").pk), TUESDAY.isoformat()
        uploads.receive(uploads.Sent([file]), uploads.Wish([str(file.name)], by, at))
        waiting = Import.objects.waiting().get()
    return reverse("company:import", args=[waiting.pk])


def invite() -> str:
    stranger = Person.objects.here_on(TUESDAY.date()).filter(account=None).first()
    assert stranger is not None
    return reverse("company:invite", args=[stranger.pk])


def calendar() -> str:
    """A site with a calendar and a day of its own."""
    site = max(sites(TUESDAY.date())[1:], key=lambda each: each.people).name
    if not SiteCalendar.objects.of(site).exists():
        by, eve = person("Mira", "Okafor"), date(2026, 12, 24)
        set_calendar(
            site=site, country="DE", subdivision="BY", weekdays=range(5), by=by, at=TUESDAY
        )
        add_day(site=site, day=eve, works=False, name="Christmas Eve", by=by, at=TUESDAY)
    return f"{reverse('company:calendar')}?{urlencode({'site': site})}"


def value() -> str:
    known = BY_KEY["commitment_reply_days"]
    set_value(
        known=known, value=Decimal(7), reason="Shift workers read on Mondays.",
        by=person("Mira", "Okafor"), at=TUESDAY,
    )  # fmt: skip
    return reverse("company:value", args=[known.key])


def feature() -> str:
    return reverse("company:feature", args=["area_people"])


def named(address: str) -> Callable[[], str]:
    return lambda: reverse(address)


A_DAY = "?as_of=2025-03-01"


def operations(name: str, *args: str) -> str:
    return reverse(name, args=[Area.objects.get(name="Operations").pk, *args])


def duties_checked() -> str:
    """Two duties that would change, and a row that needs a word."""
    rows = "Area,Leader,HR partner,Since\nQuality,,V-20481,2026-11-02\nNowhere,V-20481,,\n"
    file = SimpleUploadedFile("duties.csv", rows.encode())
    return reverse("company:duties_checked", args=[duty_files.keep(file, "Autumn review")])


def duty_of_operations(name: str) -> str:
    there = Assignment.objects.at(Area.objects.get(name="Operations")).held()
    return reverse(f"company:{name}", args=[there.get(duty=Duty.LEADS, end_on=None).pk])


def crunch() -> str:
    return reverse("absences:crunch", args=[Area.objects.get(name="Operations").pk])


AWAY = (
    Shot("away", "mira", named("absences:page")),
    Shot("enter-days-away", "mira", named("absences:enter")),
    Shot("name-a-deputy", "mira", named("absences:name_deputy")),
    Shot("hands-full", "sam", crunch),
    Shot("before-you-go", "mira", named("commitments:before_you_go")),
)
PEOPLE_SIDE = (
    Shot("days-away-of-all", "mira", named("company:away")),
    Shot("own-duties", "mira", named("company:mine")),
    Shot("correct-a-duty", "mira", lambda: duty_of_operations("correct_duty")),
    Shot("end-a-duty", "mira", lambda: duty_of_operations("end_duty")),
    Shot("who-leaves", "mira", named("company:leavers")),
    Shot("reasons", "mira", named("company:reasons")),
    Shot("notices", "mira", named("company:notices")),
    Shot("looks-at-a-set-up", "pia", named("company:looks")),
    Shot("ask-to-open", "pia", named("company:ask_to_open")),
    Shot("roles", "mira", named("company:roles")),
    Shot("roles-of-an-administrator", "pia", named("company:roles")),
    Shot("give-a-role", "mira", lambda: reverse("company:give_role", args=["chro"]) + "?q=an"),
    Shot("area-and-its-two", "mira", lambda: operations("company:area")),
    Shot("give-a-duty", "mira", lambda: operations("company:give_duty", "leads") + "?q=an"),
    Shot("duties-file", "mira", named("company:duties_file")),
    Shot("duties-checked", "mira", duties_checked),
    Shot("pairs-suggested", "mira", named("company:suggestions")),
    Shot("invitations", "mira", named("company:invitations")),
    Shot("invite-many", "mira", lambda: reverse("company:invite_many") + "?who=everybody"),
)


def link_of_a_letter() -> str:
    """As Mira gets it: another day for something she promised."""
    meant, mira = promise(THEMES), person("Mira", "Okafor")
    spoken = spoken_in([meant])[meant.pk]
    token = token_for(mira, meant, Act.RENEGOTIATE, spoken=spoken, today=TUESDAY.date())
    return reverse("letters:act", args=[token])


def a_letter_to_jonas() -> str:
    """Its link to another day, for something he promised Sam and no other test looks at."""
    jonas, sam = person("Jonas", "Weir"), person("Sam", "Lindqvist")
    said = Said(what="A slot in the depot round", due_on=date(2026, 12, 4))
    asked = actions.ask(of=jonas, said=said, by=sam, at=TUESDAY, source=Source.FORM)
    meant = actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=jonas, at=TUESDAY)
    spoken = spoken_in([meant])[meant.pk]
    token = token_for(jonas, meant, Act.RENEGOTIATE, spoken=spoken, today=TUESDAY.date())
    return reverse("letters:act", args=[token])


def no_more_letters() -> str:
    return reverse("letters:stop", args=[stop_token(person("Mira", "Okafor"))])


def act_on(act: Act) -> Callable[[], str]:
    """The form of an act on the first promise to which Mira may say it."""

    def address() -> str:
        mira, today = person("Mira", "Okafor"), TUESDAY.date()
        for each in Commitment.objects.visible_to(mira).own(mira).by_day():
            steps = steps_open_to(each.standing, each.side_of(mira), on=today)
            if act in {step.act for step in steps}:
                return reverse("commitments:act", args=[each.pk, act])
        raise LookupError(f"Mira has no promise to which she may say {act}.")

    return address


SAID = (
    *(Act.COUNTER, Act.DECLINE, Act.CLARIFY, Act.AT_RISK, Act.TAKE_BACK, Act.RELEASE),
    *(Act.NOT_YET, Act.REPLACE, Act.HAND_OVER, Act.OUTSIDE_HANDS, Act.SAY_WHY, Act.REOPEN),
)
THEMES = "Exit themes for the night shift, one page"
PAGES = (
    Shot("welcome", "-", named("demo:welcome"), "welcome"),
    Shot("sign-in", "-", named("account_login")),
    Shot("today", "mira", named("today:page"), "today"),
    Shot("today-of-a-new-leader", "priya", named("today:page"), "today-first"),
    Shot("today-of-an-employee", "kim", named("today:page")),
    Shot("in-one-line", "mira", named("today:quick")),
    Shot("a-reminder", "mira", lambda: a_reminder("Mira")),
    Shot("partners", "mira", named("pairs:list")),
    Shot("pair", "mira", lambda: pair().get_absolute_url(), "pair"),
    Shot("charter", "mira", lambda: charter("Priya Raman"), "charter"),
    Shot("charter-signed-and-changed", "sam", charter),
    Shot("charter-part", "sam", lambda: charter("Sam Lindqvist", "part", "wrong")),
    Shot("charter-list", "mira", lambda: charter("Priya Raman", "part", "of_hr")),
    Shot("charter-write", "sam", lambda: charter("Sam Lindqvist", "write", "rhythm")),
    Shot("charter-add", "sam", lambda: charter("Sam Lindqvist", "add", "success")),
    Shot("charter-as-signed", "mira", lambda: charter("Sam Lindqvist", "version", 1)),
    Shot("charter-nobody-touched", "mira", lambda: charter("Ana Duarte")),
    Shot("charter-answer", "mira", lambda: an_expectation("answer")),
    Shot("charter-entry", "priya", lambda: an_expectation("entry")),
    Shot("charter-differ", "sam", lambda: charter("Sam Lindqvist", "differ", "rights")),
    Shot("vision", "mira", lambda: reverse("visions:page", args=[pair().pk])),
    Shot("vision-of-another-pair", "kim", lambda: reverse("visions:page", args=[pair().pk])),
    Shot("vision-write", "sam", lambda: reverse("visions:write", args=[pair().pk])),
    Shot("goals", "mira", lambda: reverse("goals:page", args=[pair().pk])),
    Shot("goals-not-two-yet", "mira", lambda: reverse("goals:page", args=[pair("Ana Duarte").pk])),
    Shot("two-way-review", "mira", lambda: review()),
    Shot("two-way-review-open", "mira", lambda: review(asked_now())),
    Shot("two-way-review-answer", "mira", lambda: review(asked_now(), "answer")),
    Shot("two-way-review-told", "helen", named("role_reviews:told")),
    Shot("so-far", "mira", lambda: reverse("pairs:so_far", args=[pair().pk])),
    Shot("both-ways", "mira", lambda: reverse("pairs:both_ways", args=[pair().pk])),
    Shot("set-up", "priya", lambda: reverse("pairs:set_up", args=[pair("Priya Raman").pk])),
    Shot("pair-with-a-signal", "mira", lambda: pair("Jonas Weir").get_absolute_url(), "pair"),
    Shot(
        "who-owns-this",
        "mira",
        lambda: ownership("Operations", q="parental leave return"),
        "ownership",
    ),
    Shot("outcomes", "mira", named("outcomes:list")),
    Shot("today-in-no-pair", "kim", named("today:page"), "today-first"),
    Shot("what-is-kept", "kim", named("held")),
    Shot("first-hundred-days", "priya", named("ownership:first_days")),
    Shot("how-you-came-together", "sam", lambda: reverse("pairs:about", args=[pair().pk])),
    Shot("a-different-partner", "sam", a_wish),
    Shot("asked-in-confidence", "helen", a_wish),
    Shot("all-partnerships", "helen", named("pairs:portfolio"), "portfolio"),
    Shot("what-you-carry", "mira", named("pairs:carrying")),
    Shot("four", "mira", lambda: reverse("outcomes:four", args=[pair().area_id])),
    Shot(
        "four-to-begin-with",
        "mira",
        lambda: reverse("outcomes:four", args=[pair("Ana Duarte").area_id]),
    ),
    Shot("outcomes-of-an-employee", "kim", named("outcomes:list")),
    Shot("outcome-of-two", "sam", outcome),
    Shot("outcome-new", "sam", lambda: reverse("outcomes:new", args=[pair().pk])),
    Shot("outcome-waits", "sam", lambda: outcome("New joiners are productive by week 8")),
    Shot("outcome-changed", "sam", lambda: outcome(deed="change")),
    Shot("outcome-both-own", "helen", what_both_own),
    Shot("who-owns-this-of-an-employee", "kim", lambda: ownership(q="payslip wrong")),
    Shot("who-owns-nonsense", "kim", lambda: ownership(q="asdf qwer")),
    Shot("a-map-nobody-touched", "priya", ownership),
    Shot("map-of-an-area", "mira", lambda: ownership("Operations")),
    Shot("partnership-map", "mira", lambda: reverse("ownership:map", args=[pair().pk])),
    Shot("what-needs-an-owner", "mira", lambda: reverse("ownership:gaps", args=[pair().pk])),
    Shot("row-seen-differently", "mira", lambda: row("onboard")),
    Shot("row-signed-twice", "kim", lambda: row("change")),
    Shot("row-changed", "mira", lambda: row("engage", "edit")),
    Shot("row-and-a-view", "mira", lambda: row("onboard", "differ")),
    Shot("heads-ups", "mira", lambda: reverse("heads_ups:page", args=[pair().pk])),
    Shot("next-talk", "mira", lambda: reverse("talks:page", args=[pair().pk])),
    Shot("openness", "sam", lambda: reverse("openness:page", args=[pair().pk])),
    Shot("first-step", "sam", lambda: reverse("openness:first_step", args=[pair().pk])),
    Shot("why-i-do-this", "mira", lambda: reverse("openness:why", args=[pair().pk])),
    Shot("what-presses", "sam", lambda: reverse("openness:context", args=[pair().pk])),
    Shot("up-at-night", "mira", lambda: reverse("openness:worries", args=[pair().pk])),
    Shot("between-us", "mira", lambda: reverse("openness:between_us", args=[pair().pk])),
    Shot("sticking-points", "sam", lambda: reverse("escalations:page", args=[pair().pk])),
    Shot("both-views", "mira", lambda: sticking_point().get_absolute_url()),
    Shot("how-i-see-it", "mira", lambda: reverse("escalations:view", args=[sticking_point().pk])),
    Shot("one-note-decided", "mira", lambda: sticking_point("Sam Lindqvist").get_absolute_url()),
    Shot(
        "one-note",
        "mira",
        lambda: sticking_point("Sam Lindqvist").note.get_absolute_url(),
    ),
    Shot("straight", "mira", lambda: reverse("escalations:straight", args=[pair().pk])),
    Shot("sent-straight", "sam", straight_word),
    Shot("how-long-steps-take", "helen", named("escalations:times")),
    Shot("kept-over-time", "mira", lambda: reverse("pairs:over_time", args=[pair().pk])),
    Shot("all-pairs", "helen", named("pairs:all_pairs")),
    Shot("signals", "mira", named("signals:list")),
    Shot("what-was-noticed", "mira", lambda: reverse("signals:of_pair", args=[pair().pk])),
    Shot("signal", "mira", signal),
    Shot("signal-begin", "mira", lambda: signal("start")),
    Shot("signal-not-true", "mira", lambda: signal("dismiss")),
    Shot("signal-later", "mira", lambda: signal("put_off")),
    Shot("signals-and-rules", "mira", named("signals:detectors")),
    Shot("signal-and-its-switch", "mira", lambda: reverse("signals:detector", args=[BROKEN])),
    Shot("promises", "mira", named("commitments:list")),
    Shot("promises-that-wait", "mira", lambda: reverse("commitments:part", args=["waiting"])),
    Shot(
        "without-a-word",
        "mira",
        lambda: reverse("commitments:silent", args=[pair("Jonas Weir").pk]),
    ),
    Shot("how-mine-went", "mira", named("commitments:kept")),
    Shot("promise", "mira", lambda: promise(THEMES).get_absolute_url()),
    Shot("renegotiate", "mira", lambda: answer(THEMES, "renegotiate")),
    *(Shot(f"say-{act.value.replace('_', '-')}", "mira", act_on(act)) for act in SAID),
    Shot("requests", "mira", lambda: reverse("commitments:requests", args=[pair().pk])),
    Shot("old-words", "mira", old_words),
    Shot("new-request", "sam", lambda: reverse("commitments:new") + "?request=promote"),
    Shot("habits", "sam", lambda: reverse("commitments:habits", args=[pair().pk])),
    Shot("habit", "sam", lambda: reverse("commitments:new") + "?request=habit_open"),
    Shot("hard-talk", "sam", lambda: reverse("commitments:new") + "?request=hard_talk"),
    Shot("new-promise", "mira", named("commitments:new")),
    Shot("find-an-area", "mira", named("areas:find")),
    Shot("find-on-a-day", "mira", lambda: reverse("areas:find") + A_DAY),
    Shot("area-as-it-was", "mira", lambda: area("Operations") + A_DAY),
    Shot("area-on-no-day", "mira", lambda: area("Operations") + "?as_of=31.02.2025"),
    Shot("area", "mira", lambda: area("Operations"), "area"),
    Shot("area-years", "mira", lambda: area("Operations") + "years/"),
    Shot("area-of-nine", "noor", lambda: area("Quality")),
    Shot("whole-company", "helen", lambda: area("Varnholm Foods")),
    Shot("find", "mira", lambda: reverse("people:find") + "?q=sam"),
    Shot("find-with-a-slip", "mira", lambda: reverse("people:find") + "?q=okafro"),
    Shot("card", "mira", lambda: person("Sam", "Lindqvist").get_absolute_url()),
    Shot("own-card", "kim", lambda: person("Kim", "Bakker").get_absolute_url()),
    Shot("company", "mira", named("company:page")),
    Shot("company-on-a-day", "mira", lambda: reverse("company:page") + A_DAY),
    Shot("area-set-up", "mira", lambda: set_up("Operations")),
    Shot("move-an-area", "mira", lambda: set_up("Operations", "move")),
    Shot("split-an-area", "mira", lambda: set_up("Quality", "split")),
    Shot("name-somebody-acting", "mira", lambda: set_up("Operations", "acting")),
    Shot("choose-a-file", "mira", named("company:new_import")),
    Shot("import-checked", "mira", checked_import, "import"),
    Shot("import-columns", "mira", lambda: checked_import() + "columns/"),
    Shot("import-places", "mira", lambda: checked_import() + "places/impossible_date/"),
    Shot("import-before-and-after", "mira", lambda: checked_import() + "people/changed/"),
    Shot("import-applied", "mira", applied_import),
    Shot("pair-by-hand", "mira", named("company:pair")),
    Shot("invite", "mira", invite),
    Shot("calendars", "mira", named("company:calendars")),
    Shot("calendar", "mira", calendar),
    Shot("values", "mira", named("company:values")),
    Shot("value", "mira", value),
    Shot("features", "mira", named("company:features")),
    Shot("feature", "mira", feature),
    Shot("changes", "mira", named("company:changes")),
    Shot("mail", "pia", named("company:mail")),
    Shot("your-own", "-", named("demo:your_own")),
    *AWAY,
    *PEOPLE_SIDE,
    Shot("me", "mira", named("me")),
    Shot("letters", "mira", named("mail:wishes")),
    Shot("letters-that-came-back", "mira", named("mail:returned")),
    Shot("link-of-a-letter", "-", link_of_a_letter),
    Shot("no-more-letters", "-", no_more_letters),
    Shot("second-proof", "mira", named("mfa_index")),
    Shot("where-signed-in", "mira", named("sessions")),
    Shot("change-password", "mira", named("account_set_password")),
    Shot("sign-out", "mira", named("account_logout")),
    Shot("account-closed", "mira", named("account_inactive")),
    Shot("components", "mira", named("demo:components"), "components"),
)
