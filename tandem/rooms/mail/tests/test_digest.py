"""The letter of the day: what it says, to whom, when, and once."""

from __future__ import annotations

import re
import smtplib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Account, Event
from tandem.organisation.absences import enter
from tandem.organisation.calendars import add_day
from tandem.organisation.models import AbsenceKind, Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.registers import Matter, obligations
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave
from tandem.rooms.mail.actions import Wishes, set_wishes
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.posting import call_for_letters, give_mailboxes, late
from tandem.rooms.mail.rules import Rhythm, is_quiet
from tandem.rooms.mail.tests.post import SITE, Post, hours, links, text
from tandem.rooms.mail.tests.stories import DUE, WHAT
from tandem.rooms.mail.tests.stories import sam_asks_mira as ask

WEDNESDAY, THURSDAY = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)
SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture
def asked(cast: Cast) -> Commitment:
    """Sam asks Mira for something, on Monday, for a day next week."""
    return ask(cast)


def wish(person: Person, **changed: object) -> None:
    usual = {
        "rhythm": Rhythm.WORKING_DAYS, "minute": 450, "quiet_from": 1140, "quiet_until": 420,
        "urgent": True,
    }  # fmt: skip
    set_wishes(person=person, wishes=Wishes(**usual | changed), by=person, at=MONDAY)  # type: ignore[arg-type]  # named one by one


def test_it_says_what_waits_who_and_by_when_and_no_word_of_it(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    [letter] = post.at(TUESDAY)
    assert letter["To"] == "Mira Okafor <mira.okafor@varnholm.example>"
    for kind in ("plain", "html"):
        said = text(letter, kind)
        assert "One thing waits for you." in said
        assert "Sam asked you for something." in said
        assert "Due Thu 3 Dec" in said
        assert f"{SITE}{asked.get_absolute_url()}" in said
        assert "Nobody reads replies to this address." in said
        assert WHAT not in said
    assert list(links(letter)) == ["Yes, I will", "Yes, if / by …", "No, because …"]


def test_what_waits_for_nobody_is_asked_for_all_at_once(post: Post, asked: Commitment) -> None:
    with CaptureQueriesContext(connection) as questions:
        assert len(post.at(TUESDAY)) == 1
    said = [each["sql"] for each in questions.captured_queries]
    assert any("escalations_escalation" in each for each in said)
    assert not [each for each in said if each.startswith('SELECT "escalations_')]


def test_it_says_the_same_as_today_in_the_same_order(post: Post, cast: Cast) -> None:
    for day in range(3, 8):
        ask(cast, due_on=date(2026, 12, day))
    promised = ask(cast, due_on=date(2026, 11, 23))
    actions.take(commitment=promised, act=Act.PROMISE, said=Said(), by=cast.mira, at=MONDAY)
    post.at(TUESDAY)
    [letter] = post.to("Mira")
    said, asked = text(letter), obligations(cast.mira, TUESDAY.date())
    in_order = [each.url for matter in Matter for each in asked if each.matter is matter]
    assert re.findall(rf"Read it in Tandem: {SITE}(\S+)", said) == in_order
    assert len(in_order) == 6
    assert said.index("Waiting for you") < said.index("Needs a new date")
    assert {"Renegotiate", "Report done"} <= set(links(letter))


def test_its_headers_thread_it_and_let_a_mail_program_stop_it(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    [first] = post.at(TUESDAY)
    ask(cast, at=TUESDAY + hours(2))
    [second] = post.at(WEDNESDAY)
    assert first["Message-ID"] != second["Message-ID"]
    assert "2026-11-24" in first["Message-ID"]
    assert first["References"] == first["In-Reply-To"] == second["References"]
    assert first["Subject"] == second["Subject"]
    assert first["Reply-To"] == "Replies are not read <no-reply@varnholm.example>"
    assert first["List-Id"] == "Tandem <letters.tandem.varnholm.example>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["List-Unsubscribe"].strip().startswith(f"<{SITE}/letters/stop/")
    assert str(cast.mira.pk) not in first.as_string()


def test_where_nothing_waits_nothing_comes(post: Post) -> None:
    assert post.at(TUESDAY) == []
    assert Mailbox.objects.exclude(settled_on=TUESDAY.date()).count() == 0


def test_it_comes_once_a_day_however_often_a_worker_looks(post: Post, asked: Commitment) -> None:
    times = [TUESDAY + hours(each) for each in (0, 0.01, 1, 5)]
    assert [len(post.at(each)) for each in times] == [1, 0, 0, 0]


def test_a_clock_that_is_set_back_brings_no_second_one(post: Post, asked: Commitment) -> None:
    assert len(post.at(WEDNESDAY)) == 1
    assert post.at(TUESDAY) == []


@pytest.mark.parametrize(("hour", "minute", "number"), [(7, 29, 0), (7, 30, 1), (18, 59, 1)])
def test_it_waits_for_its_hour(
    post: Post, asked: Commitment, hour: int, minute: int, number: int
) -> None:
    assert len(post.at(TUESDAY.replace(hour=hour, minute=minute))) == number


def test_a_worker_that_begins_in_the_quiet_hours_leaves_it_to_the_next_day(
    post: Post, asked: Commitment
) -> None:
    night = [TUESDAY.replace(hour=19), TUESDAY.replace(hour=23, minute=59)]
    night += [WEDNESDAY.replace(hour=0), WEDNESDAY.replace(hour=6, minute=59)]
    assert [post.at(each) for each in night] == [[], [], [], []]
    assert len(post.at(WEDNESDAY)) == 1


@pytest.mark.parametrize("quiet", [(1140, 420), (720, 780), (720, 720), (420, 1140), (0, 1)])
def test_the_database_finds_the_quiet_hours_as_the_rules_do(
    post: Post, cast: Cast, quiet: tuple[int, int]
) -> None:
    Mailbox.objects.update(quiet_from=quiet[0], quiet_until=quiet[1])
    for minute in (0, 1, 419, 420, 719, 720, 779, 780, 1139, 1140, 1439):
        at = TUESDAY.replace(hour=minute // 60, minute=minute % 60)
        assert Mailbox.objects.loud(at).exists() is not is_quiet(minute, *quiet)


def test_days_off_and_holidays_of_the_site_bring_none(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    add_day(site="", day=WEDNESDAY.date(), works=False, name="Fair", by=cast.farid, at=TUESDAY)
    days = [WEDNESDAY, THURSDAY, SATURDAY, SATURDAY + timedelta(days=1)]
    assert [len(post.at(each)) for each in days] == [0, 1, 0, 0]


def test_days_away_bring_none_and_the_first_day_back_does(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    enter(
        person=cast.mira, first=TUESDAY.date(), last=THURSDAY.date(), kind=AbsenceKind.SICKNESS,
        by=cast.mira, at=MONDAY,
    )  # fmt: skip
    for at in (TUESDAY, WEDNESDAY, THURSDAY):
        assert post.at(at) == []
    [letter] = post.at(FRIDAY)
    assert "sick" not in text(letter)


def test_weekly_is_monday_daily_is_every_day_and_none_is_none(post: Post, cast: Cast) -> None:
    """Every evening there is something new."""
    Mailbox.objects.exclude(person=cast.mira).delete()
    week = [MONDAY + timedelta(days=each) for each in range(8)]
    numbers: dict[Rhythm, list[int]] = {}
    for rhythm in Rhythm:
        Mailbox.objects.update(settled_on=None, told_at=None)
        wish(cast.mira, rhythm=rhythm, urgent=False)
        numbers[rhythm] = []
        for day in week:
            ask(cast, due_on=date(2027, 1, 15), at=day - hours(10))
            numbers[rhythm].append(len(post.at(day)))
    assert numbers[Rhythm.DAILY] == [1] * 8
    assert numbers[Rhythm.WORKING_DAYS] == [1, 1, 1, 1, 1, 0, 0, 1]
    assert numbers[Rhythm.WEEKLY] == [1, 0, 0, 0, 0, 0, 0, 1]
    assert numbers[Rhythm.NEVER] == [0] * 8


BERLIN = ZoneInfo("Europe/Berlin")
NIGHTS = [
    datetime(2027, 3, 28, tzinfo=BERLIN),  # 02:00 to 03:00 is missing
    datetime(2026, 10, 25, tzinfo=BERLIN),  # 02:00 to 03:00 comes twice
]


@pytest.mark.parametrize("night", NIGHTS, ids=["forward", "back"])
def test_in_the_night_the_clock_is_moved_it_comes_once(
    post: Post, cast: Cast, night: datetime
) -> None:
    early = night - timedelta(days=20)
    ask(cast, due_on=date(2027, 12, 1), at=early)
    wish(cast.mira, minute=150, quiet_from=0, quiet_until=0, rhythm=Rhythm.DAILY, urgent=False)
    begin = night.astimezone(UTC)
    with timezone.override(BERLIN):
        came = [len(post.at(begin + hours(each / 4))) for each in range(24)]
    assert sum(came) == 1


@pytest.mark.parametrize("night", NIGHTS, ids=["forward", "back"])
def test_around_that_night_quiet_hours_and_the_hour_are_those_of_the_clock_on_the_wall(
    post: Post, cast: Cast, night: datetime
) -> None:
    """What is asked in the evening for the next day comes at 07:00, the day's letter at 08:30."""
    wish(cast.mira, minute=510, rhythm=Rhythm.DAILY)
    ask(cast, due_on=date(2027, 12, 1), at=night - timedelta(days=20))
    evening = (night - timedelta(hours=5)).astimezone(UTC)
    came: list[str] = []
    with timezone.override(BERLIN):
        post.at(evening - hours(1))
        ask(cast, due_on=night.date(), at=evening)
        for half in range(32):
            at = evening + hours(half / 2)
            came += [f"{timezone.localtime(at):%H:%M}" for _ in post.at(at)]
    assert came == ["07:00", "08:30"]


def test_very_much_is_counted_whole_and_named_in_part(post: Post, cast: Cast) -> None:
    for _ in range(25):
        ask(cast)
    [letter] = post.at(TUESDAY)
    assert "25 things wait for you." in text(letter)
    assert "13 more stand on Today:" in text(letter)
    assert text(letter).count("Sam asked you for something.") == 12


def test_who_left_or_can_sign_in_no_more_gets_none(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    account = Account.objects.filter(email=cast.mira.email)
    account.update(is_active=False)
    assert post.at(TUESDAY) == []
    account.update(is_active=True)
    assert len(post.at(WEDNESDAY)) == 1
    leave(cast.mira)
    assert [one["To"] for one in post.at(THURSDAY) if cast.mira.email in one["To"]] == []


def test_whoever_gets_an_account_gets_a_mailbox_and_it_is_made_once(post: Post, cast: Cast) -> None:
    assert Mailbox.objects.count() < Person.objects.exclude(account=None).count()
    for _ in range(2):
        give_mailboxes(at=TUESDAY)
    assert Mailbox.objects.count() == Person.objects.exclude(account=None).count()


def test_without_a_server_an_address_or_real_people_nothing_is_looked_at(
    post: Post, asked: Commitment
) -> None:
    whole = post.settings.SITE
    for lacking in ({"mail": None}, {"url": ""}, {"demo": True}):
        post.settings.SITE = replace(whole, **lacking)
        assert call_for_letters(at=TUESDAY) == 0
    post.settings.SITE = whole
    assert len(post.at(TUESDAY)) == 1


# ---- a server that is away, slow or strict


def test_a_server_that_is_away_is_tried_again_and_each_letter_comes_once(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    actions.ask(of=cast.kim, said=Said(what=WHAT, due_on=DUE), by=cast.sam, at=MONDAY,
                source=Source.FORM)  # fmt: skip
    post.goes_away()
    assert post.at(TUESDAY) == []
    post.work()
    post.comes_back()
    post.work()
    assert sorted(each["To"].split()[0] for each in post.letters) == ["Kim", "Mira"]
    assert post.stopped == []
    assert post.at(TUESDAY + hours(3)) == []


def test_a_day_without_a_server_loses_nothing_and_doubles_nothing(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    post.goes_away()
    for hour in range(8, 22):
        post.at(TUESDAY.replace(hour=hour))
        for _ in range(4):
            post.work()
    assert post.stopped == []  # the operator finds no heap of stopped tasks either
    ask(cast, due_on=date(2026, 12, 8), at=TUESDAY)
    post.comes_back()
    [letter] = post.at(WEDNESDAY)
    assert "Two things wait for you." in text(letter)
    assert post.at(WEDNESDAY + hours(1)) == []


def test_it_comes_later_the_same_day_once_the_server_is_back(post: Post, asked: Commitment) -> None:
    post.goes_away()
    post.at(TUESDAY)
    for _ in range(4):
        post.work()
    post.comes_back()
    assert post.at(TUESDAY + hours(0.9)) == []
    assert len(post.at(TUESDAY + hours(1.1))) == 1


def test_a_task_that_was_left_lying_writes_to_nobody_at_night(
    post: Post, asked: Commitment
) -> None:
    call_for_letters(at=TUESDAY)  # and then the worker is gone
    call_for_letters(at=WEDNESDAY.replace(hour=3))  # a new one begins with its round
    post.work()
    assert post.letters == []
    assert len(post.at(WEDNESDAY)) == 1


def test_letters_that_are_two_hours_late_are_counted(post: Post, asked: Commitment) -> None:
    hour = TUESDAY.replace(hour=7, minute=30)
    assert [late(at=hour + hours(each)) for each in (1.9, 2)] == [0, Mailbox.objects.count()]
    post.at(TUESDAY + hours(3))
    assert late(at=TUESDAY + hours(4)) == 0


def test_of_two_workers_at_once_one_takes_each_person_up(post: Post, asked: Commitment) -> None:
    first, second = call_for_letters(at=TUESDAY), call_for_letters(at=TUESDAY)
    assert (first, second) == (Mailbox.objects.count(), 0)
    post.work()
    assert len(post.letters) == 1


def test_a_worker_that_falls_while_the_server_takes_it_sends_no_second_one(
    post: Post, asked: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Not an error anybody catches."""

    send = smtplib.SMTP.sendmail

    def taken_and_gone(*given: object, **named: object) -> None:
        send(*given, **named)  # type: ignore[arg-type]  # handed on
        raise Killed

    monkeypatch.setattr(smtplib.SMTP, "sendmail", taken_and_gone)
    call_for_letters(at=TUESDAY)
    with pytest.raises(Killed):
        post.work()
    monkeypatch.undo()
    post.work()  # the next worker takes the task up
    assert len(post.letters) == 1
    assert post.at(TUESDAY + hours(2)) == []
    assert len(post.at(WEDNESDAY)) == 1, "what waited then waits still"


GREYLISTED = "451 4.7.1 come again in a minute"


def test_who_is_put_off_gets_it_later_and_the_others_at_once(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    actions.ask(of=cast.kim, said=Said(what=WHAT, due_on=DUE), by=cast.sam, at=MONDAY,
                source=Source.FORM)  # fmt: skip
    post.manners.recipients["mira.okafor@varnholm.example"] = GREYLISTED
    assert [each["To"].split()[0] for each in post.at(TUESDAY)] == ["Kim"]
    post.manners.recipients.clear()
    post.work()
    assert [each["To"].split()[0] for each in post.letters] == ["Kim", "Mira"]
    assert not Mailbox.objects.returned().exists()


def test_a_letter_the_server_wants_not_at_all_is_not_pressed_on_it(
    post: Post, asked: Commitment
) -> None:
    post.manners.to_a_message = "554 5.7.1 looks like an advertisement"
    assert post.at(TUESDAY) == []
    post.manners.to_a_message = "250 taken"
    assert post.at(TUESDAY + hours(2)) == []
    assert len(post.at(WEDNESDAY)) == 1
    assert post.stopped == []


def test_a_server_that_refuses_everybody_is_told_to_the_operator(
    post: Post, asked: Commitment
) -> None:
    post.manners.refuses_sender = True
    post.at(TUESDAY)
    assert [type(each) for each in post.stopped] == [smtplib.SMTPSenderRefused]
    assert not Mailbox.objects.returned().exists()
    post.manners.refuses_sender = False
    assert len(post.at(TUESDAY + hours(2))) == 1


# ---- an address that does not work


def test_an_address_the_server_refuses_for_good_is_left_alone_until_it_is_another(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    post.manners.recipients["mira.okafor@varnholm.example"] = "550 5.1.1 no such mailbox"
    assert post.at(TUESDAY) == []
    assert Mailbox.objects.get(person=cast.mira).returned_on == TUESDAY.date()
    assert Event.objects.filter(what="mail.came_back", about=cast.mira.pk).count() == 1
    post.manners.recipients.clear()
    assert post.at(WEDNESDAY) == []
    rename(cast.mira, "mira@varnholm.example")
    [letter] = post.at(THURSDAY)
    assert letter["To"] == "Mira Okafor <mira@varnholm.example>"


def rename(person: Person, email: str) -> None:
    person.email = email
    record("person.changed", person, by=OPERATOR, at=TUESDAY)


def test_before_the_day_who_does_it_is_asked_how_it_goes_and_nobody_else(
    post: Post, cast: Cast, asked: Commitment
) -> None:
    actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=cast.mira, at=MONDAY)
    for wanted in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY):
        assert post.at(wanted) == []  # Thursday 3 December is far
    [letter] = post.at(TUESDAY + timedelta(days=7))
    assert "The day of something you promised Sam is near. How does it go?" in text(letter, "plain")
    assert letter["To"].startswith("Mira Okafor")
    assert list(links(letter)) == ["On track", "Renegotiate", "Report done"]
    assert WHAT not in text(letter, "html")


def test_of_what_is_open_with_somebody_who_has_left_one_line_leads_to_where_it_is_settled(
    post: Post, cast: Cast
) -> None:
    near = ask(cast, due_on=WEDNESDAY.date())
    actions.take(commitment=near, act=Act.PROMISE, said=Said(), by=cast.mira, at=MONDAY)
    ask(cast)
    leave(cast.sam)
    post.at(TUESDAY)
    [letter] = post.to("Mira")
    said = text(letter)
    assert "One thing waits for you." in said
    assert "Sam leaves or moves on: 2 promises between you are open." in said
    assert f"{SITE}/app/promises/before-you-go/" in said
    assert "How does it go?" not in said
    assert not links(letter), "nothing asks who is gone"
