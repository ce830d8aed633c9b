"""Clocks of promises wait while somebody is away or an area has its hands full."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from tandem.organisation import absences
from tandem.organisation.calendar import Days, WorkingDays
from tandem.organisation.models import AbsenceKind, Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.clocks import (
    answer_by,
    answer_calendars_of,
    calendars_of,
    silence_leads_to,
)
from tandem.partnership.commitments.kept import Became
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.reliable import courses_since
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.commitments.rules import Act
from tandem.partnership.commitments.timers import has_slipped, judged_on
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
# 2026: 23 November is a Monday.
MON, TUE, WED, THU, FRI, SAT = (date(2026, 11, day) for day in range(23, 29))
NEXT_MON, NEXT_TUE, NEXT_WED = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2))


def away(
    person: Person, first: date, last: date | None, *, kind: AbsenceKind = AbsenceKind.LEAVE,
    at: datetime = TUESDAY,
) -> None:  # fmt: skip
    absences.enter(person=person, first=first, last=last, kind=kind, by=person, at=at)


def sam_asks_mira(due_on: date, cast: Cast) -> Commitment:
    said = Said(what="Exit themes, one page", due_on=due_on)
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def mira_promised(due_on: date, cast: Cast) -> Commitment:
    asked = sam_asks_mira(due_on, cast)
    return actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=cast.mira, at=MONDAY)


def row_for(reader: Person, promise: Commitment, today: date = TODAY) -> PromiseRow:
    [row] = rows([promise], Person.objects.get(pk=reader.pk), today)
    return row


def test_the_reply_clock_waits_for_who_was_asked(cast: Cast) -> None:
    promise = sam_asks_mira(date(2026, 12, 18), cast)
    assert answer_by(promise, TODAY) == NEXT_MON
    away(cast.mira, WED, THU)
    assert answer_by(promise, TODAY) == NEXT_WED


def test_it_does_not_wait_for_who_asked(cast: Cast) -> None:
    promise = sam_asks_mira(date(2026, 12, 18), cast)
    away(cast.sam, WED, THU)
    assert answer_by(promise, TODAY) == NEXT_MON


def test_silent_acceptance_waits_for_who_is_to_look_at_it(cast: Cast) -> None:
    promise = mira_promised(FRI, cast)
    promise = actions.take(
        commitment=promise, act=Act.REPORT_DONE, said=Said(), by=cast.mira, at=MONDAY
    )
    away(cast.mira, WED, THU)
    assert answer_by(promise, TODAY) == NEXT_MON, "Mira has said her word"
    away(cast.sam, WED, THU)
    assert answer_by(promise, TODAY) == NEXT_WED


def test_a_clock_that_waits_for_nobody_knows_whom_says_no_day_and_never_runs_out(
    cast: Cast,
) -> None:
    promise = sam_asks_mira(date(2026, 12, 18), cast)
    away(cast.mira, WED, None, kind=AbsenceKind.SICKNESS)
    for today in (WED, NEXT_MON, date(2027, 3, 1)):
        assert answer_by(promise, today) is None
        coming = silence_leads_to(promise, today)
        assert coming is not None
        assert coming.on > today


def test_back_early_the_rest_of_the_days_count_again(cast: Cast) -> None:
    promise = sam_asks_mira(date(2026, 12, 18), cast)
    entered = absences.enter(
        person=cast.mira, first=TUE, last=FRI, kind=AbsenceKind.OTHER, by=cast.mira, at=TUESDAY
    )
    assert answer_by(promise, TODAY) == date(2026, 12, 4)
    back_on_thursday = TUESDAY + timedelta(days=2)
    absences.end_early(absence=entered, by=cast.mira, at=back_on_thursday)
    assert answer_by(promise, THU) == NEXT_WED


def test_a_crunch_of_either_area_waits_for_who_works_there(cast: Cast) -> None:
    """Mira, whose word it is, works in no area that has its hands full."""
    promise = sam_asks_mira(date(2026, 12, 18), cast)
    absences.declare_crunch(
        area=cast.areas.operations, first=TUE, last=FRI, reason="Line 4", by=cast.sam, at=TUESDAY
    )
    assert answer_by(promise, TODAY) == NEXT_MON
    said = Said(what="The rota", due_on=date(2026, 12, 18))
    other_way = actions.ask(of=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    assert answer_by(other_way, TODAY) == date(2026, 12, 4)


def test_the_calendars_of_many_promises_are_each_of_who_has_the_word(cast: Cast) -> None:
    asked = sam_asks_mira(FRI, cast)
    done = mira_promised(FRI, cast)
    done = actions.take(commitment=done, act=Act.REPORT_DONE, said=Said(), by=cast.mira, at=MONDAY)
    away(cast.sam, WED, WED)
    away(cast.mira, THU, THU)
    found = answer_calendars_of([asked, done, mira_promised(FRI, cast)], TODAY)
    assert found.keys() == {asked.pk, done.pk}, "nobody is waited for in what is promised"
    assert [day in found[asked.pk] for day in (WED, THU)] == [True, False]
    assert [day in found[done.pk] for day in (WED, THU)] == [False, True]
    assert THU not in calendars_of([done], TODAY)[cast.mira.pk]


@pytest.mark.parametrize(
    ("away", "judged"),
    [
        ((), FRI),
        ((Days(MON, FRI),), FRI),  # back on the day itself
        ((Days(THU, SAT),), NEXT_MON),
        ((Days(FRI, NEXT_TUE),), NEXT_TUE),
        ((Days(SAT, NEXT_WED),), FRI),  # away only afterwards: it was due before
    ],
)
def test_an_agreed_day_inside_days_away_is_judged_on_the_first_day_back(
    away: tuple[Days, ...], judged: date
) -> None:
    assert judged_on(FRI, WorkingDays(away=away)) == judged


def test_an_agreed_day_on_a_weekend_is_judged_as_before() -> None:
    assert judged_on(SAT, WorkingDays()) == SAT


def test_nothing_slips_on_a_day_away_and_it_does_on_the_day_after_the_first_back(
    cast: Cast,
) -> None:
    promise = mira_promised(WED, cast)
    away(cast.mira, WED, FRI)
    slipped = {}
    for today in (THU, FRI, SAT, NEXT_MON, NEXT_TUE):
        calendar = calendars_of([promise], today)[cast.mira.pk]
        slipped[today] = has_slipped(promise.standing, today, calendar)
        row = row_for(cast.sam, promise, today)
        assert (row.needs_new_date, row.look == "slipped") == (slipped[today], slipped[today])
    assert [day for day, is_so in slipped.items() if is_so] == [NEXT_TUE]


def test_who_was_away_after_the_date_is_not_asked_before_they_are_back(cast: Cast) -> None:
    promise = mira_promised(TUE, cast)
    away(cast.mira, WED, FRI)
    assert not row_for(cast.sam, promise, THU).needs_new_date
    assert row_for(cast.sam, promise, NEXT_MON).needs_new_date


def test_both_read_until_when_and_never_what_it_is(cast: Cast) -> None:
    promise = mira_promised(FRI, cast)
    away(cast.mira, TUE, date(2026, 12, 4), kind=AbsenceKind.SICKNESS)
    assert row_for(cast.sam, promise).away_words == [
        "Mira is away until Fri 4 Dec; the clock waits."
    ]
    assert row_for(cast.mira, promise).away_words == [
        "You are away until Fri 4 Dec; the clock waits."
    ]
    assert row_for(cast.mira, promise).away_in_a_list == []  # told once for the day
    assert row_for(cast.sam, promise).away_in_a_list == row_for(cast.sam, promise).away_words


def test_a_customer_who_is_away_is_said_to_be_and_no_clock_of_the_performer_waits(
    cast: Cast,
) -> None:
    promise = mira_promised(FRI, cast)
    away(cast.sam, TUE, None)
    assert row_for(cast.mira, promise).away_words == ["Sam is away."]


def test_a_crunch_says_its_area_and_why(cast: Cast) -> None:
    said = Said(what="The rota", due_on=FRI)
    promise = actions.ask(of=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    absences.declare_crunch(
        area=cast.areas.operations, first=TUE, last=FRI, reason="Line 4 moves",
        by=cast.sam, at=TUESDAY,
    )  # fmt: skip
    assert row_for(cast.mira, promise).away_words == [
        "Operations has its hands full until Fri 27 Nov (Line 4 moves); the clock waits."
    ]


def test_what_is_over_says_nothing_of_anybody(cast: Cast) -> None:
    promise = mira_promised(FRI, cast)
    for act, by in ((Act.REPORT_DONE, cast.mira), (Act.THANK, cast.sam)):
        promise = actions.take(commitment=promise, act=act, said=Said(), by=by, at=MONDAY)
    away(cast.mira, TUE, FRI)
    assert row_for(cast.sam, promise).away_words == []


def test_the_worker_takes_no_step_while_the_clock_waits_and_takes_it_afterwards(
    cast: Cast,
) -> None:
    asked = sam_asks_mira(date(2026, 12, 18), cast)
    done = mira_promised(FRI, cast)
    done = actions.take(commitment=done, act=Act.REPORT_DONE, said=Said(), by=cast.mira, at=MONDAY)
    away(cast.mira, WED, FRI)
    away(cast.sam, WED, WED)
    steps: dict[tuple[UUID, str], date] = {}
    for ahead in range(13):
        at = TUESDAY + timedelta(days=ahead)
        take_time(at=at)
        for promise in (asked, done):
            state = Commitment.objects.get(pk=promise.pk).state
            steps.setdefault((promise.pk, state), at.date())
    # Five working days from Monday end on the next one: one day later for Sam, three for Mira.
    assert steps[done.pk, "satisfied"] == NEXT_WED
    assert steps[asked.pk, "lapsed"] == date(2026, 12, 4)


def test_a_promise_due_while_its_performer_was_away_is_kept_on_the_first_day_back(
    cast: Cast,
) -> None:
    promise = mira_promised(WED, cast)
    away(cast.mira, WED, FRI)
    back = TUESDAY + timedelta(days=6)
    promise = actions.take(
        commitment=promise, act=Act.REPORT_DONE, said=Said(), by=cast.mira, at=back
    )
    actions.take(commitment=promise, act=Act.THANK, said=Said(), by=cast.sam, at=back)
    [course] = courses_since(Commitment.objects.filter(pk=promise.pk), MON, NEXT_WED)
    assert course.became is Became.KEPT


def test_replies_and_thanks_are_counted_without_the_days_away_of_whose_word_it_was(
    cast: Cast,
) -> None:
    """Asked on Monday, answered on Friday, reported then, thanked a week later."""
    friday = MONDAY + timedelta(days=4)
    promise = sam_asks_mira(date(2026, 12, 18), cast)
    said = ((Act.PROMISE, cast.mira, 0), (Act.REPORT_DONE, cast.mira, 0), (Act.THANK, cast.sam, 7))
    for act, by, days in said:
        actions.take(
            commitment=promise, act=act, said=Said(), by=by, at=friday + timedelta(days=days)
        )

    def counted() -> tuple[int | None, tuple[int, ...]]:
        both = Commitment.objects.between(cast.sam, cast.mira)
        [course] = courses_since(both, MON, date(2026, 12, 10))
        return course.reply_days, course.acceptance_days

    assert counted() == (4, (5,))
    away(cast.mira, TUE, THU)
    assert counted() == (1, (5,))
    away(cast.sam, NEXT_MON, NEXT_TUE)
    assert counted() == (1, (3,))
