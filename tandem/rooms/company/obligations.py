"""What the set-up of the company asks today, and what people are told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.access.roles import Permission
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import (
    Duty,
    Import,
    ImportState,
    Notice,
    Person,
    TwoKeyRequest,
    Wish,
)
from tandem.organisation.seats import Vacancy, vacancies
from tandem.organisation.two_keys import may_confirm
from tandem.organisation.widening import LastOne, last_ones
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.rooms.company import two_key_words

WORKING_DAYS = 5  # in which somebody is named, or looks after the side
ONE_BY_ONE = 3  # more than these become one line


@asks
def find_somebody_for_vacant_sides(person: Person, today: date) -> Iterator[Obligation]:
    """For sides of areas that nobody has looked after for five working days."""
    if not person.may(Permission.SET_UP_COMPANY, today):
        return
    week_ago = WorkingDays().add_working_days(today, -WORKING_DAYS)
    waiting = [each for each in vacancies(today) if each.since <= week_ago]
    if len(waiting) > ONE_BY_ONE:
        yield obligation(all_of_them(waiting), waiting[0].since)
        return
    for vacancy in waiting:
        yield obligation(one_of_them(vacancy), vacancy.since)


def obligation(line: Line, since: date) -> Obligation:
    return Obligation(Matter.ANSWER, LINE, line.sentence, since, line.url, about=line)


def one_of_them(vacancy: Vacancy) -> Line:
    area = vacancy.area
    words = {
        Duty.LEADS: _("“%(area)s” needs somebody who leads it."),
        Duty.HR_PARTNER: _("“%(area)s” needs an HR partner."),
    }
    return Line(
        id=f"vacant-{vacancy.duty.value}-{area.pk}",
        sentence=words[vacancy.duty] % {"area": area.name},
        act=_("Name somebody"),
        known=_("vacant since %(day)s") % {"day": date_format(vacancy.since, "j F Y")},
        url=reverse("company:area", args=[area.pk]),
    )


def all_of_them(waiting: list[Vacancy]) -> Line:
    count = len(waiting)
    sentence = ngettext(
        "%(n)s side of an area needs somebody.", "%(n)s sides of areas need somebody.", count
    )
    first = date_format(waiting[0].since, "j F Y")
    return Line(
        id="vacant",
        sentence=sentence % {"n": count},
        act=_("Look at them"),
        known=_("the first one vacant since %(day)s") % {"day": first},
        url=reverse("company:page"),
    )


@asks
def read_what_came_in(person: Person, today: date) -> Iterator[Obligation]:
    """One for each file of the watched folder until somebody has read what came of it."""
    if not person.may(Permission.IMPORT_PEOPLE, today):
        return
    for import_ in Import.objects.unread().order_by("checked_at"):
        yield obligation(what_came_in(import_), localdate(import_.checked_at))


def what_came_in(import_: Import) -> Line:
    words = {
        ImportState.UNUSABLE: _("“%(file)s” could not be used."),
        ImportState.CHECKED: _("“%(file)s” waits for your word."),
    }
    came_in = words.get(ImportState(import_.state), _("“%(file)s” came in."))
    unusable = import_.state == ImportState.UNUSABLE
    return Line(
        id=f"import-{import_.pk}",
        sentence=came_in % {"file": import_.file_name},
        known=_("Nothing was changed.") if unusable else summary(import_),
        act=_("See why") if unusable else _("Look at it"),
        url=reverse("company:import", args=[import_.pk]),
    )


def summary(import_: Import) -> str:
    """People new, changed and gone, and rows that were not taken."""
    people = import_.counts.get("people", {})
    told = _("%(new)s new, %(changed)s changed, %(left)s left.") % {
        kind: number_format(people.get(kind, 0)) for kind in ("new", "changed", "left")
    }
    if not import_.rejected:
        return told
    back = ngettext(
        "%(count)s row needs a word from you.",
        "%(count)s rows need a word from you.",
        import_.rejected,
    ) % {"count": number_format(import_.rejected)}
    return f"{told} {back}"


@asks
def confirm_what_was_asked(person: Person, today: date) -> Iterator[Obligation]:
    """For whoever could turn the second key; and the way to what is open, for its two keys."""
    confirms = person.may(Permission.CONFIRM_OPENING, today)
    wishes = [Wish.ROLE] if person.may(Permission.GIVE_ROLES, today) else []
    wishes += [Wish.OPENING] if confirms else []
    wishes += two_key_words.HOLDING if person.may(Permission.CONFIRM_HOLD, today) else ()
    morning = make_aware(datetime.combine(today, time.min))
    if not getattr(person, "has_requests", True):  # asked with who is signed in
        return
    if wishes:
        waiting = TwoKeyRequest.objects.waiting(morning).filter(wish__in=wishes)
        for request in waiting.select_related("asked_by"):
            if may_confirm(request, person, max(morning, request.asked_at)):
                yield obligation(line_of_request(request), localdate(request.asked_at))
    if confirms or person.may(Permission.ASK_TO_OPEN, today):
        mine = TwoKeyRequest.objects.of(Wish.OPENING).by_one_of(person)
        for request in mine.filter(open_until__gt=morning):
            yield obligation(line_of_open(request), localdate(request.settled_at))


def line_of_request(request: TwoKeyRequest) -> Line:
    until = date_format(localdate(request.expires_at), "j F Y")
    return Line(
        id=f"two-keys-{request.pk}",
        sentence=two_key_words.asked_sentence(request),
        known=_("can be confirmed until %(day)s") % {"day": until},
        act=_("Look at it"),
        url=reverse("company:two_keys", args=[request.pk]),
    )


def line_of_open(request: TwoKeyRequest) -> Line:
    return Line(
        id=f"open-{request.pk}",
        sentence=_("Sealed words are open to you."),
        known=_("until %(moment)s") % {"moment": two_key_words.moment(request.open_until)},
        act=_("Look at it"),
        url=reverse("company:two_keys", args=[request.pk]),
    )


@asks
def read_what_one_is_told(person: Person, today: date) -> Iterator[Obligation]:
    """Words of one's own were opened, or a set-up looked at: until it is read."""
    if not getattr(person, "has_notices", True):
        return
    unread = [*Notice.objects.visible_to(person).unread()]
    for told in two_key_words.told_by(unread):
        line = Line(
            id=f"notice-{told.notice.pk}",
            sentence=told.sentence,
            known=date_format(told.notice.given_on, "j F Y"),
            act=_("Read it"),
            url=f"{reverse('company:notices')}#notice-{told.notice.pk}",
        )
        yield replace(obligation(line, told.notice.given_on), is_about_reader=True)


@asks
def keep_somebody_who_gives_roles(person: Person, today: date) -> Iterator[Obligation]:
    """Before the last administrator or HR administrator leaves, and while there is none."""
    if not person.may(Permission.GIVE_ROLES, today):
        return
    for each in last_ones(today):
        yield obligation(line_of_last_one(each), today)


def line_of_last_one(each: LastOne) -> Line:
    words = {"role": each.role.name, "name": each.person.name if each.person else ""}
    if each.leaves_on is None:
        sentence = _("Nobody who can sign in is %(role)s.") % words
        known = _("your operator gives it at the terminal")
    else:
        sentence = _("%(name)s is the last %(role)s who can sign in, and leaves.") % words
        known = _("gone from %(day)s on") % {"day": date_format(each.leaves_on, "j F Y")}
    return Line(
        id=f"last-{each.role.key}",
        sentence=sentence,
        known=known,
        act=_("See the roles"),
        url=reverse("company:roles"),
    )
