"""Counting who was there and who left, against a slow plain count person by person."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.life_table import SEEN_FROM_HIRE, STILL_HERE, LifeTable, life_table

Spell = tuple[int, int, int]  # entry, exit, reason
SPELLS = st.lists(
    st.tuples(st.integers(-1, 8), st.integers(1, 6), st.integers(0, 2)).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
    ),
    max_size=12,
)


def table(spells: list[Spell]) -> LifeTable:
    entry, exit_, reason = ([spell[part] for spell in spells] for part in range(3))
    return life_table(entry, exit_, reason, reasons=2)


def recount(spells: list[Spell], tenure: int) -> tuple[int, int]:
    """At risk at a tenure, and left at it: one look at every person."""
    at_risk = sum(entry < tenure <= exit_ for entry, exit_, _reason in spells)
    left = sum(exit_ == tenure and reason != STILL_HERE for _entry, exit_, reason in spells)
    return at_risk, left


@given(SPELLS)
def test_at_every_tenure_it_counts_what_a_look_at_everybody_finds(spells: list[Spell]) -> None:
    tenures = np.arange(20)
    at_risk, left = table(spells).at(tenures)
    counted = list(zip(at_risk.tolist(), left.tolist(), strict=True))
    assert counted == [recount(spells, tenure) for tenure in range(20)]


@given(SPELLS)
def test_nobody_is_lost_and_nobody_left_without_being_at_risk(spells: list[Spell]) -> None:
    found = table(spells)
    assert found.people == len(spells)
    assert found.leavers == sum(reason != STILL_HERE for *_, reason in spells)
    assert (found.left.sum(axis=1) <= found.at_risk).all()
    assert found.seen_until == max((exit_ for _, exit_, _ in spells), default=SEEN_FROM_HIRE)


@given(SPELLS)
def test_what_is_known_ends_where_it_breaks(spells: list[Spell]) -> None:
    """Until then there is no tenure without anybody, and none at which all in sight left while
    others were still to come."""
    found = table(spells)
    for tenure in range(found.since, found.known_until + 1):
        at_risk, left = recount(spells, tenure)
        assert at_risk > 0
        assert left < at_risk or not any(entry >= tenure for entry, *_ in spells)
    if found.known_until < found.seen_until:
        at_risk, left = recount(spells, found.known_until + 1)
        assert at_risk == left


@pytest.mark.parametrize(
    ("spells", "since", "until"),
    [
        ([(-1, 5, 1), (-1, 9, 0)], 0, 9),  # seen from hiring
        ([(300, 400, 1), (310, 500, 0)], 301, 500),  # nobody was seen in their first 300 days
        (
            [(-1, 2, 1), (5, 9, 1), (5, 10, 0)],
            0,
            1,
        ),  # the only one left before others came in sight
        ([(-1, 2, 0), (5, 9, 1), (5, 10, 0)], 0, 2),  # nobody was in sight from day 3 to day 5
        ([(-1, 2, 0), (2, 9, 1), (2, 10, 0)], 0, 10),  # handed over from day to day: no break
        ([(-1, 9, 1), (-1, 9, 1)], 0, 9),  # all left at the end, and nobody comes after
        ([], 0, -1),
    ],
)
def test_from_when_to_when_something_is_known(spells: list[Spell], since: int, until: int) -> None:
    found = table(spells)
    assert (found.since, found.known_until) == (since, until)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (([-1], [4, 5], [0]), "different lengths"),
        (([-1], [-1], [1]), "gone before they were in sight"),  # left before starting
        (([5], [5], [0]), "gone before they were in sight"),
        (([-2], [5], [0]), "gone before they were in sight"),
        (([-1], [5], [3]), "reason is none"),
    ],
)
def test_what_cannot_be_is_refused(columns: tuple[list[int], ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        life_table(*columns, reasons=2)


def test_who_leaves_on_the_first_day_was_at_risk_on_it() -> None:
    at_risk, left = table([(-1, 0, 1), (-1, 3, 0)]).at(np.array([0]))
    assert (at_risk.tolist(), left.tolist()) == ([2], [1])
