"""From many promises to the figures of one side: what is counted, and from how many on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.calendar import Days
from tandem.partnership.commitments.in_time import Clock
from tandem.partnership.commitments.kept import Became, Course, course_of
from tandem.partnership.commitments.reliability import (
    Figures,
    Guard,
    Moving,
    figures_of,
    measured,
    moving,
)
from tandem.partnership.commitments.standing import Reason
from tandem.partnership.commitments.tests.telling import november, story

TODAY = november(30)
WINDOW = Days.last(90, today=TODAY)
GIVEN = "ask 2 for 13; promise 3; "
LINES = {
    Became.KEPT: "report 12; thank 12",
    Became.KEPT_ON_NEW_DAY: "renegotiate 9 for 20; agree 10; report 20; thank 23",
    Became.KEPT_LATE_WARNED: "risk 9 for 20; report 20; thank 23",
    Became.TAKEN_BACK: "take_back 9",
    Became.KEPT_LATE: "report 16; thank 17",
    Became.NOT_KEPT: "risk 9 for 20",
    Became.SILENT_MISS: "on_track 9",
}


def courses(line: str, times: int = 1, **about: object) -> list[Course]:
    told = story(line, **about)  # type: ignore[arg-type]  # the names of `story`
    return [course_of(told, TODAY, Clock())] * times


def of_mira(*became: Became) -> Figures:
    told = [course for each in became for course in courses(GIVEN + LINES[each])]
    return figures_of("Mira", told, WINDOW)


def test_every_class_counts_as_in_the_table() -> None:
    table = {
        # became: honoured, half, not honoured, silent misses
        Became.KEPT: (1, 0, 0, 0),
        Became.KEPT_ON_NEW_DAY: (1, 0, 0, 0),
        Became.KEPT_LATE_WARNED: (0, 1, 0, 0),
        Became.TAKEN_BACK: (0, 1, 0, 0),
        Became.KEPT_LATE: (0, 0, 1, 0),
        Became.NOT_KEPT: (0, 0, 1, 0),
        Became.SILENT_MISS: (0, 0, 1, 1),
    }
    assert table.keys() == set(Became)
    for became, counts in table.items():
        one = of_mira(became)
        assert (one.honoured, one.half, one.not_honoured, one.silent_misses) == counts, became
        assert one.eligible == 1


def test_the_honour_rate_is_honoured_and_half_of_the_half_by_what_is_eligible() -> None:
    eight = of_mira(
        *[Became.KEPT] * 4, Became.KEPT_ON_NEW_DAY, Became.KEPT_LATE_WARNED, Became.TAKEN_BACK,
        Became.SILENT_MISS,
    )  # fmt: skip
    assert eight.honour_rate == Fraction(5 + 1, 8)
    assert (eight.silent_misses, eight.eligible) == (1, 8)
    assert eight.renegotiation_rate == Fraction(1, 8)


def test_under_eight_there_are_counts_and_no_rate() -> None:
    seven = of_mira(*[Became.KEPT] * 7)
    assert (seven.eligible, seven.honoured) == (7, 7)
    assert (seven.honour_rate, seven.renegotiation_rate, seven.moving) == (None,) * 3
    assert of_mira(*[Became.KEPT] * 8).honour_rate == 1


def test_a_company_may_ask_for_more_before_it_shows_a_rate() -> None:
    told = courses(GIVEN + LINES[Became.KEPT], 9)
    assert figures_of("Mira", told, WINDOW, rate_from=10).honour_rate is None


@pytest.mark.parametrize(
    ("today", "eligible"),
    [
        (november(12), 0),  # not due yet, though done
        (november(13), 1),
        (november(13) + timedelta(days=89), 1),
        (november(13) + timedelta(days=90), 0),
    ],
)
def test_the_window_is_the_last_ninety_days_by_the_agreed_day(today: date, eligible: int) -> None:
    told = story(GIVEN + "report 10; thank 11")
    course = course_of(told, today, Clock())
    assert figures_of("Mira", [course], Days.last(90, today=today)).eligible == eligible


def test_the_agreed_day_decides_and_not_the_first_one() -> None:
    moved = courses(GIVEN + LINES[Became.KEPT_ON_NEW_DAY])
    assert figures_of("Mira", moved, Days(november(14), november(30))).eligible == 1
    assert figures_of("Mira", moved, Days(november(1), november(20))).eligible == 0


def test_what_is_left_out_of_what_is_eligible() -> None:
    out = [
        *courses(GIVEN + "release 9"),
        *courses(GIVEN + "outside_hands 16; agree 17"),
        *courses(GIVEN + "on_track 9", customer="Mira"),
        *courses("ask 2 for 13; decline 3"),
        *courses("ask 2 for 13; lapse 10"),
    ]
    assert figures_of("Mira", out, WINDOW).eligible == 0


@pytest.mark.parametrize(
    ("percent", "silent", "reading"),
    [
        (4, 1, Moving.NOT_DARED),
        (4, 0, Moving.OTHERWISE),  # few, and nothing was silent
        (5, 1, Moving.OTHERWISE),
        (9, 0, Moving.OTHERWISE),
        (10, 0, Moving.HEALTHY),
        (35, 1, Moving.HEALTHY),
        (36, 0, Moving.OTHERWISE),
        (50, 0, Moving.OTHERWISE),
        (51, 0, Moving.OVER_PROMISED),
    ],
)
def test_the_share_of_moved_promises_is_read_as_a_question(
    percent: int, silent: int, reading: Moving
) -> None:
    assert moving(Fraction(percent, 100), silent) is reading


def test_a_promise_renegotiated_twice_counts_once_and_last_minute_is_shown_beside_it() -> None:
    twice = "renegotiate 9 for 20; agree 10; renegotiate 20 for 27; agree 23; report 27; thank 30"
    figures = figures_of("Mira", courses(GIVEN + twice), WINDOW)
    assert (figures.renegotiated, figures.last_minute, figures.honoured) == (1, 1, 1)


@pytest.mark.parametrize(
    ("requests", "noes", "asks"),
    [(14, 0, False), (15, 0, True), (15, 1, False), (40, 0, True)],
)
def test_without_a_no_in_fifteen_requests_the_pair_is_asked_whether_no_is_possible(
    requests: int, noes: int, asks: bool
) -> None:
    for no in ("decline 3", "counter 3 for 20"):
        told = courses("ask 2 for 13; promise 3", requests - noes)
        told += courses(f"ask 2 for 13; {no}", noes)
        figures = figures_of("Mira", told, WINDOW)
        assert figures.requests == requests
        assert figures.asks_whether_no_is_possible is asks


def test_a_no_is_counted_of_requests_and_in_no_rate() -> None:
    told = courses("ask 2 for 13; promise 3", 3) + courses("ask 2 for 13; decline 3")
    mira = figures_of("Mira", told, WINDOW)
    assert (mira.declined, mira.requests, mira.eligible) == (1, 4, 3)
    assert figures_of("Sam", told, WINDOW).requests == 0


def test_reply_time_is_the_median_of_each_side_and_lapsed_is_unanswered() -> None:
    told = [
        *courses("ask 2 for 13; promise 2"),
        *courses("ask 2 for 13; promise 4"),
        *courses("ask 2 for 13; decline 9"),
        *courses("ask 2 for 13; lapse 10"),
        *courses("ask 2 for 13; promise 5", performer="Sam", customer="Mira"),
    ]
    mira, sam = figures_of("Mira", told, WINDOW), figures_of("Sam", told, WINDOW)
    assert (mira.requests, mira.answered, mira.unanswered, mira.reply_days) == (4, 3, 1, 2)
    assert (sam.requests, sam.reply_days) == (1, 3)


def test_request_quality_belongs_to_the_one_who_asks() -> None:
    told = [
        *courses("ask 2 for 13; promise 2"),
        *courses("ask 2 for 13; promise 2", done_means=False),
        *courses("ask 2 for 13; clarify 3; answer 4; promise 5"),
        *courses("offer 2 for 13; thank 3"),
    ]
    sam, mira = figures_of("Sam", told, WINDOW), figures_of("Mira", told, WINDOW)
    assert (sam.asked, sam.asked_clearly) == (3, 1)
    assert (mira.asked, mira.asked_clearly) == (0, 0)


def test_acceptance_is_the_customers_with_silence_told_apart() -> None:
    told = [
        *courses(GIVEN + "report 12; thank 12"),
        *courses(GIVEN + "report 9; thank 12"),
        *courses(GIVEN + "report 9; silence 17"),
    ]
    sam = figures_of("Sam", told, WINDOW)
    assert (sam.accepted, sam.acceptance_days, sam.accepted_by_silence) == (2, 1.5, 1)


def test_reasons_of_misses_and_of_moves_are_told_apart() -> None:
    waiting = Reason.WAITING_FOR_DECISION
    told = [
        *courses(GIVEN + "take_back 9", 2, reason=Reason.TOO_MUCH_AT_ONCE),
        *courses(GIVEN + "renegotiate 9 for 20; keep 10", reason=waiting),
        *courses(GIVEN + LINES[Became.KEPT_ON_NEW_DAY], 3, reason=waiting),
        *courses(GIVEN + "on_track 9"),  # nobody said why
    ]
    mira = figures_of("Mira", told, WINDOW)
    assert mira.missed_because == {Reason.TOO_MUCH_AT_ONCE: 2, Reason.WAITING_FOR_DECISION: 1}
    assert mira.moved_because == {Reason.WAITING_FOR_DECISION: 3}


def test_many_tiny_promises_are_told_beside_the_rate() -> None:
    tiny = courses("ask 13 for 13; promise 13; report 13; thank 13", 8)
    assert Guard.TINY in figures_of("Mira", tiny, WINDOW).guards
    assert Guard.TINY not in figures_of("Mira", tiny[:7], WINDOW).guards
    longer = courses(GIVEN + LINES[Became.KEPT], 9)
    assert Guard.TINY not in figures_of("Mira", tiny + longer, WINDOW).guards


def test_eight_accepted_by_one_person_on_one_day_are_told_beside_the_rate() -> None:
    eight = courses(GIVEN + "report 12; thank 16", 8)
    assert Guard.BULK in figures_of("Mira", eight, WINDOW).guards
    spread = eight[:7] + courses(GIVEN + "report 12; thank 17", 7)
    assert Guard.BULK not in figures_of("Mira", spread, WINDOW).guards
    two = eight[:4] + [replace(each, customer="Ana") for each in eight[4:]]
    assert Guard.BULK not in figures_of("Mira", two, WINDOW).guards  # four by each of two people
    silent = courses(GIVEN + "report 9; silence 17", 9)
    assert Guard.BULK not in figures_of("Mira", silent, WINDOW).guards


MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (MONDAY, None),
        (MONDAY + timedelta(days=29), None),
        (MONDAY + timedelta(days=30), MONDAY + timedelta(days=30)),
        (MONDAY + timedelta(days=118), MONDAY + timedelta(days=30)),
        (MONDAY + timedelta(days=120), MONDAY + timedelta(days=31)),
    ],
)
def test_the_first_thirty_days_of_a_pair_are_never_measured(
    today: date, first: date | None
) -> None:
    days = measured(today, start_on=MONDAY)
    assert (days.first if days else None) == first


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2027, 3, 31), date(2027, 1, 1)),
        (date(2028, 3, 31), date(2028, 1, 2)),  # over a leap day it is ninety days as well
        (date(2028, 2, 29), date(2027, 12, 2)),
    ],
)
def test_a_window_is_ninety_days_whatever_the_year(today: date, first: date) -> None:
    days = measured(today, start_on=MONDAY)
    assert days == Days(first, today + timedelta(days=1))
    assert (days.after - days.first).days == 90


def test_what_falls_due_after_the_pair_ended_is_not_theirs() -> None:
    end_on = MONDAY + timedelta(days=60)
    days = measured(MONDAY + timedelta(days=70), start_on=MONDAY, end_on=end_on)
    assert days and days.after == end_on
    assert measured(MONDAY + timedelta(days=200), start_on=MONDAY, end_on=end_on) is None


ALL_LINES = [*(GIVEN + line for line in LINES.values()), "ask 2 for 13; decline 3",
             GIVEN + "release 9", GIVEN + "renegotiate 9 for 20; agree 10"]  # fmt: skip
KNOWN = [courses(line)[0] for line in ALL_LINES]
SOME = st.lists(st.sampled_from(KNOWN), max_size=40)


@given(SOME)
def test_eligible_is_the_sum_of_all_classes(told: Sequence[Course]) -> None:
    figures = figures_of("Mira", told, WINDOW)
    assert figures.eligible == sum(figures.outcomes.values())
    assert figures.honoured + figures.half + figures.not_honoured == figures.eligible
    assert figures.silent_misses <= figures.not_honoured
    rate = figures.honour_rate
    assert rate is None or 0 <= rate <= 1


@given(SOME, st.randoms(use_true_random=False))
def test_the_order_in_which_promises_are_read_does_not_matter(
    told: Sequence[Course], random: Random
) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert figures_of("Mira", shuffled, WINDOW) == figures_of("Mira", told, WINDOW)


@given(SOME)
def test_leader_and_hr_partner_are_counted_alike(told: Sequence[Course]) -> None:
    """What Mira promised Sam counts for her as the same would count for him."""
    turned = [replace(each, customer=each.performer, performer=each.customer) for each in told]
    assert figures_of("Sam", turned, WINDOW) == figures_of("Mira", told, WINDOW)
