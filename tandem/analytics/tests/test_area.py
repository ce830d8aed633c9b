from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from tandem.analytics.area import HISTORY, AreaMonth, AreaNumbers, ShownMonth, area_numbers
from tandem.analytics.control import Verdict
from tandem.analytics.intervals import garwood
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.results import Hidden, Interval

OCTOBER = date(2026, 10, 1)
CALM = [1, 2, 1, 2, 3, 1, 2, 1, 2, 1, 2, 2] * 3


def months(own_choice: list[int], people: int = 140) -> list[AreaMonth]:
    """Months up to October; each leaver is replaced, one more retires every month."""
    first = month_number(OCTOBER) + 1 - len(own_choice)
    return [
        AreaMonth(
            month=month_of(first + index),
            opening=people,
            joiners=left,
            moved_in=2,
            leavers=left + 1,
            own_choice=left,
            retirements=1,
            moved_out=1,
            closing=people,
            leavers_in_year=sum(own_choice[max(0, index - 11) : index + 1]) + 12,
            own_choice_in_year=sum(own_choice[max(0, index - 11) : index + 1]),
            average_headcount_in_year=float(people),
        )
        for index, left in enumerate(own_choice)
    ]


def numbers(own_choice: list[int], people: int = 140, *, since: date | None = None) -> AreaNumbers:
    return area_numbers(months(own_choice, people), only_leavers=False, known_since=since)


OPERATIONS = numbers([*CALM[:-1], 7])


def test_a_full_page_shows_24_months_the_judged_one_last() -> None:
    assert HISTORY == 36
    assert OPERATIONS.window == Months(date(2024, 11, 1), date(2026, 11, 1))
    assert len(OPERATIONS.months) == len(OPERATIONS.own_choice) == 24
    assert OPERATIONS.headcounts == [140] * 24
    assert OPERATIONS.months[-1] == ShownMonth(
        month=OCTOBER,
        leavers=8,
        own_choice=7,
        retirements=1,
        opening=140,
        joiners=7,
        moved_in=2,
        moved_out=1,
        closing=140,
    )


def test_the_last_month_is_judged_by_24_before_it() -> None:
    assert OPERATIONS.judgement.month == OCTOBER
    assert OPERATIONS.judgement.months == 24  # one more than the page shows
    assert OPERATIONS.judgement.verdict is Verdict.REAL_MOVE


def test_every_shown_month_has_the_rate_of_the_year_that_ends_with_it() -> None:
    first, last = OPERATIONS.own_choice[0], OPERATIONS.own_choice[-1]
    assert first.window == Months(date(2023, 12, 1), date(2024, 12, 1))
    assert last.window == Months(date(2025, 11, 1), date(2026, 11, 1))
    assert (last.measure, last.n, last.denominator) == ("K03", 25, 140)
    assert last.value == 25 / 140
    low, high = garwood(25)
    assert last.interval == Interval(low / 140, high / 140)


def test_total_turnover_counts_retirements_too() -> None:
    assert (OPERATIONS.total.measure, OPERATIONS.total.n) == ("K02", 37)
    assert OPERATIONS.total.window == OPERATIONS.own_choice[-1].window


def test_nine_people_have_headcounts_and_leavers_but_no_reasons_and_no_rate() -> None:
    small = numbers(CALM, people=9)
    assert small.judgement.verdict is Verdict.TOO_FEW
    assert {month.own_choice for month in small.months} == {None}
    assert {month.retirements for month in small.months} == {None}
    assert small.headcounts == [9] * 24
    assert small.months[-1].leavers == 3
    assert {result.hidden for result in (*small.own_choice, small.total)} == {Hidden.TOO_FEW}


def test_of_a_small_area_that_is_empty_now_no_reason_is_told() -> None:
    rows = months(CALM, people=4)
    emptied = {**{f.name: getattr(rows[-1], f.name) for f in fields(AreaMonth)}, "closing": 0}
    gone = area_numbers([*rows[:-1], AreaMonth(**emptied)], only_leavers=False)
    assert gone.judgement.verdict is Verdict.NO_RATE
    assert gone.judgement.count is None
    assert {month.own_choice for month in gone.months} == {None}


def test_only_leavers_leave_counts_and_nothing_else() -> None:
    leavers = area_numbers(months(CALM), only_leavers=True)
    assert leavers.judgement.verdict is Verdict.NO_RATE
    assert [month.own_choice for month in leavers.months] == CALM[12:]
    assert leavers.headcounts == []
    assert leavers.months[-1] == ShownMonth(month=OCTOBER, leavers=3, own_choice=2, retirements=1)
    results = (*leavers.own_choice, leavers.total)
    assert {result.hidden for result in results} == {Hidden.ONLY_LEAVERS}


@pytest.mark.parametrize(("known", "rates"), [(11, 0), (12, 1), (20, 9), (23, 12), (36, 24)])
def test_months_of_which_the_facts_know_nothing_are_left_out(known: int, rates: int) -> None:
    since = month_of(month_number(OCTOBER) + 1 - known)
    page = numbers(CALM, since=since)
    assert len(page.months) == min(known, 24)
    assert page.window.first == max(since, date(2024, 11, 1))
    assert page.known_since == since
    assert sum(result.hidden is None for result in page.own_choice) == rates
    assert page.judgement.months == min(known - 1, 24)


def test_under_a_known_year_the_years_rate_says_so() -> None:
    page = numbers(CALM, since=date(2026, 1, 1))
    assert page.total.hidden is Hidden.TOO_SHORT
    assert page.judgement.verdict is Verdict.NOISE  # nine earlier months are enough for that


def test_eight_known_months_are_too_short_to_judge() -> None:
    assert numbers(CALM, since=date(2026, 3, 1)).judgement.verdict is Verdict.TOO_SHORT


def test_a_single_month_is_a_page() -> None:
    page = numbers([2])
    assert len(page.months) == 1
    assert page.judgement.verdict is Verdict.TOO_SHORT
