"""How pairs are spread, and that nobody can be found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.calendar import Days
from tandem.partnership.commitments.spread import (
    EDGES,
    PAIRS_FROM,
    TOGETHER_FROM,
    Stretch,
    closed_quarter,
    often_enough,
    place_of,
    quarter_of,
    spread_of,
    told_on,
)
from tandem.partnership.commitments.standing import Reason


def spread(of: Sequence[Fraction]) -> tuple[Stretch, ...]:
    places = Counter(place_of(rate) for rate in of)
    return spread_of([places[at] for at in range(len(EDGES))])


def rates(*percents: int) -> list[Fraction]:
    return [Fraction(percent, 100) for percent in percents]


def shown(*percents: int) -> list[tuple[int, int, int]]:
    return [(int(s.low * 100), int(s.high * 100), s.pairs) for s in spread(rates(*percents))]


def test_seven_pairs_are_no_distribution_and_eight_are() -> None:
    assert shown(*[90] * 7) == []
    assert shown(*[90] * 8) == [(0, 50, 0), (50, 70, 0), (70, 85, 0), (85, 100, 8)]


def test_an_edge_belongs_to_the_stretch_above_it_and_all_kept_to_the_last() -> None:
    table = shown(0, 49, 49, 50, 50, 69, 70, 70, 84, 85, 99, 100)
    assert table == [(0, 50, 3), (50, 70, 3), (70, 85, 3), (85, 100, 3)]


@pytest.mark.parametrize(
    ("percents", "told"),
    [
        ((40, 90, 90, 90, 90, 90, 90, 90), [(0, 85, 1), (85, 100, 7)]),
        ((40, 40, 40, 60, 90, 90, 90, 90), [(0, 50, 3), (50, 85, 1), (85, 100, 4)]),
    ],
)
def test_one_pair_alone_is_never_a_stretch(
    percents: tuple[int, ...], told: list[tuple[int, int, int]]
) -> None:
    stretches = shown(*percents)
    assert stretches != told
    assert sum(pairs for *_, pairs in stretches) == len(percents)
    assert all(pairs == 0 or pairs >= TOGETHER_FROM for *_, pairs in stretches)


PERCENTS = st.lists(st.integers(0, 100), max_size=60)


@given(PERCENTS)
def test_every_pair_is_in_one_stretch_and_none_is_nearly_alone(percents: list[int]) -> None:
    stretches = spread(rates(*percents))
    if len(percents) < PAIRS_FROM:
        assert stretches == ()
        return
    assert sum(each.pairs for each in stretches) == len(percents)
    assert all(each.pairs == 0 or each.pairs >= TOGETHER_FROM for each in stretches)
    assert stretches[0].low == 0
    assert stretches[-1].high == 1
    assert all(a.high == b.low for a, b in pairwise(stretches))


@pytest.mark.parametrize(
    ("today", "first", "after"),
    [
        (date(2026, 11, 24), date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 10, 14), date(2026, 4, 1), date(2026, 7, 1)),  # a fortnight is not over
        (date(2026, 10, 15), date(2026, 7, 1), date(2026, 10, 1)),
        (date(2027, 1, 15), date(2026, 10, 1), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2027, 10, 1), date(2028, 1, 1)),
    ],
)
def test_a_quarter_is_told_a_fortnight_after_its_end(today: date, first: date, after: date) -> None:
    assert closed_quarter(today) == Days(first, after)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_on_every_day_of_a_quarter_the_same_closed_one_is_told_or_the_one_before(
    today: date,
) -> None:
    quarter = closed_quarter(today)
    assert told_on(quarter) < today  # so nothing said on the day of looking changes it
    assert today <= told_on(quarter_of(quarter.after))
    assert today in quarter_of(today)
    assert quarter_of(quarter.after - timedelta(days=1)) == quarter


def test_a_reason_named_fewer_than_five_times_is_not_told() -> None:
    told = often_enough({Reason.FORGOT: 4, Reason.TOO_MUCH_AT_ONCE: 5, Reason.UNCLEAR_ASK: 9})
    assert list(told.items()) == [(Reason.UNCLEAR_ASK, 9), (Reason.TOO_MUCH_AT_ONCE, 5)]


def test_reasons_named_equally_often_keep_system_causes_first() -> None:
    told = often_enough({Reason.FORGOT: 6, Reason.UNCLEAR_ASK: 6})
    assert list(told) == [Reason.UNCLEAR_ASK, Reason.FORGOT]
