"""Taking something further is counted as nothing bad, and timed for the company alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from conftest import SignIn
from tandem.access.audit import record
from tandem.access.models import Event
from tandem.organisation.calendar import Days
from tandem.organisation.models import Area, Person
from tandem.partnership.models import Pair, Signal
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, WholeCast, area, hire, pair_up
from tandem.rooms.escalations import actions, deciding, keeping, straight
from tandem.rooms.escalations.models import Because, Escalation, JointNote, NoteReader, StraightWord
from tandem.rooms.escalations.rules import Step
from tandem.rooms.escalations.tests.stories import decided, sent, talk, views, word
from tandem.rooms.escalations.times import NAMES, ended_in, lines, year

TODAY = TUESDAY.date()
IN_JUNE = datetime(2026, 6, 1, 8, tzinfo=UTC)  # a Monday of a closed quarter


def test_no_signal_no_portfolio_and_no_timeline_counts_it(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    cast, helen = whole_cast, sign_in(whole_cast.helen)

    def counted() -> list[object]:
        look_for_signals(at=TUESDAY)
        pages = [helen.get(each).text for each in ("/app/partners/all/", "/app/partners/")]
        return [Signal.objects.count(), timeline(cast.pair, cast.sam), [*map(numbers, pages)]]

    before = counted()
    talk(cast)
    views(cast)
    decided(cast)
    sent(cast)
    word(cast, cast.ruth)
    assert counted() == before


def numbers(text: str) -> list[str]:
    main = text[text.index("<main") : text.index("</main")]
    return re.findall(r">[^<>]*\d[^<>]*<", main)


def pairs(number: int, cast: Cast) -> list[Pair]:
    """That many more, each of its own area below the head of HR's sight."""
    made = []
    for each in range(number):
        there: Area = area(f"Depot {each}", cast.areas.supply)
        leader, hr = hire(f"Lea{each}", "Berg", there), hire(f"Hal{each}", "Berg", there)
        made.append(pair_up(there, leader, hr))
    return made


def settled_in(pair: Pair, days: int) -> None:
    """Both views were asked for on a Monday in June, and settled so many days later."""
    about = {"pair": pair, "matter": "Rest days", "because": Because.TWICE}
    point = actions.begin_with_views(**about, by=pair.leader, at=IN_JUNE)  # type: ignore[arg-type]
    at = IN_JUNE + timedelta(days=days)
    actions.say_what_we_agreed(point=point, words="So.", by=pair.leader, at=at)
    actions.agree_that_it_is_settled(point=point, by=pair.hr_partner, at=at)


def took(step: Step, today: date = TODAY) -> int | None:
    return next(each.days for each in lines(today) if each.name == NAMES[step])


@pytest.mark.slow
def test_time_in_a_step_is_told_from_eight_pairs_on_and_of_no_pair(
    cast: Cast, sign_in: SignIn
) -> None:
    made = pairs(8, cast)
    for pair in made[:7]:
        settled_in(pair, days=2)
    assert took(Step.VIEWS) is None
    settled_in(made[7], days=4)
    assert took(Step.VIEWS) == 2
    text = sign_in(cast.helen).get("/app/sticking-points/how-long/").text
    assert "2 working days" in text
    assert text.count("Too few pairs to say") == 3
    assert not any(pair.leader.last_name in text for pair in made)
    assert sign_in(cast.vera).get("/app/sticking-points/how-long/").status_code == 404


def test_the_year_is_of_closed_quarters_so_nothing_of_today_shows(cast: Cast) -> None:
    assert year(TODAY).after == date(2026, 10, 1)
    decided(cast)
    assert all(line.days is None for line in lines(TODAY))


def test_a_talk_is_timed_for_nobody(cast: Cast) -> None:
    assert Step.TALK not in NAMES
    actions.let_rest(point=talk(cast), by=cast.sam, at=TUESDAY)
    assert Escalation.objects.get().views_on is None


def took_each() -> list[tuple[Step, int]]:
    """Days each step took that ended in the first quarter after MONDAY."""
    first = MONDAY.date()
    there = ended_in(Days(first, first + timedelta(days=90)))
    return sorted((step, (until - since).days) for step, _pair, since, until in there)


def test_what_was_left_to_rest_is_not_told_as_settled_or_sent(cast: Cast) -> None:
    actions.let_rest(point=views(cast), by=cast.sam, at=MONDAY + timedelta(days=30))
    assert took_each() == []


def test_what_two_settle_after_they_sent_it_ends_the_step_it_was_in(cast: Cast) -> None:
    for passed_on in (False, True):
        note = sent(cast)
        if passed_on:
            deciding.pass_on(note=note, by=cast.vera, at=MONDAY + timedelta(days=2))
        point, at = note.escalation, MONDAY + timedelta(days=3)
        actions.say_what_we_agreed(point=point, words="So.", by=cast.sam, at=at)
        actions.agree_that_it_is_settled(point=point, by=cast.mira, at=at)
    assert took_each() == [
        (Step.NOTE, 2), (Step.NOTE, 3), (Step.TOP, 1), (Step.VIEWS, 0), (Step.VIEWS, 0),
    ]  # fmt: skip


def test_what_went_straight_is_told_until_somebody_sees_to_it(whole_cast: WholeCast) -> None:
    """That is what two working days are meant for; looking into it takes its own time."""
    first, other = (word(whole_cast, whole_cast.ruth, at=MONDAY) for _each in range(2))
    straight.take(word=first, by=whole_cast.ruth, at=MONDAY + timedelta(days=2))
    at = MONDAY + timedelta(days=9)
    for each in (first, other):
        straight.answer(word=each, answer="Seen to.", by=whole_cast.ruth, at=at)
    assert took_each() == [(Step.STRAIGHT, 2), (Step.STRAIGHT, 9)]


# ---- how long it is kept


def aged(row: Escalation | StraightWord, **days: date) -> None:
    for name, on in days.items():
        setattr(row, name, on)
    record("test.aged", row, by=row.by, at=TUESDAY)


def test_two_years_after_its_end_it_goes_row_and_key_and_the_event_stays(cast: Cast) -> None:
    note = decided(cast)
    point = Escalation.objects.get()
    aged(point, ended_on=date(2024, 11, 25))
    assert keeping.clear_ended(at=TUESDAY) == 0  # a day more
    aged(point, ended_on=date(2024, 11, 24))
    assert keeping.clear_ended(at=TUESDAY) == 1
    assert keeping.clear_ended(at=TUESDAY) == 0
    assert not Escalation.objects.exists()
    assert not JointNote.objects.exists()
    assert not NoteReader.objects.exists()
    assert Event.objects.about(note.pk).filter(what="escalation.note_cleared").exists()


def test_what_is_running_stays_however_old_while_they_are_a_pair(cast: Cast) -> None:
    point = views(cast)
    aged(point, begun_on=date(2020, 1, 1), views_on=date(2020, 1, 1))
    assert keeping.clear_ended(at=TUESDAY) == 0
    cast.pair.end_on = date(2024, 11, 24)
    record("test.pair_ended", cast.pair, by=cast.sam, at=TUESDAY)
    assert keeping.clear_ended(at=TUESDAY) == 1


def test_what_went_straight_goes_three_years_after_its_answer(whole_cast: WholeCast) -> None:
    cast = whole_cast
    sent_straight = word(cast, cast.ruth)
    straight.answer(word=sent_straight, answer="Seen to.", by=cast.ruth, at=TUESDAY)
    row = StraightWord.objects.get()
    aged(row, answered_on=date(2023, 11, 25))
    assert keeping.clear_ended(at=TUESDAY) == 0
    aged(row, answered_on=date(2023, 11, 24))
    assert keeping.clear_ended(at=TUESDAY) == 1
    assert localdate(TUESDAY) == TODAY
    assert Person.objects.filter(pk=cast.ruth.pk).exists()


@pytest.mark.parametrize("taken", [False, True])
def test_what_went_straight_and_was_never_answered_ends_as_well(
    whole_cast: WholeCast, *, taken: bool
) -> None:
    cast = whole_cast
    row = word(cast, cast.ruth)
    aged(row, sent_on=date(2023, 11, 24))
    if taken:
        aged(row, sent_on=date(2023, 11, 20), taken_on=date(2023, 11, 24))
    assert keeping.clear_ended(at=MONDAY) == 0
    assert keeping.clear_ended(at=TUESDAY) == 1
    assert keeping.clear_ended(at=TUESDAY) == 0
    assert not StraightWord.objects.exists()
