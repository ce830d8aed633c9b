"""The first hundred days: what the charter shows as done, and what nobody can know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.models import Pair
from tandem.rooms.charters.hundred_days import DAYS, hundred_days, is_new

BEGAN = date(2026, 11, 23)
FLAGS = "wms"  # why they do this, the map, signed


def plan(day: int, held: str, pair: Pair | None = None) -> str:
    """x done, > next, a dot for what comes after; of a pair that is so many days old."""
    found = hundred_days(
        pair or Pair(start_on=BEGAN), BEGAN + timedelta(days=day),
        {"why": "w" in held, "map": "m" in held}, WorkingDays,
        charter_on=BEGAN + timedelta(days=30), is_signed="s" in held,
    )  # fmt: skip
    return "".join("x" if each.is_done else ">" if each.is_next else "." for each in found)


@pytest.mark.parametrize(
    ("day", "held", "picture"),
    [
        (0, "", ">...."),
        (0, "w", "x>..."),
        (0, "m", ">x..."),  # what comes first is still next, whatever was done before it
        (0, "wm", "xx>.."),
        (0, "wms", "xxx>."),
        (31, "", ">...."),  # a planned day that passed makes nothing done
        (60, "wms", "xxx>."),  # on its day the look back is still to come
        (61, "wms", "xxx.>"),  # nobody knows whether they talked: neither done nor next
        (61, "", ">...."),
        (90, "wms", "xxx.>"),
        (91, "wms", "xxx.>"),  # the ninetieth day is a Sunday, so it is planned for this one
        (92, "wms", "xxx.."),  # nothing is next any more
        (99, "wms", "xxx.."),
        (99, "", ">...."),
        (100, "", ""),
        (500, "wms", ""),
    ],
)
def test_done_is_what_the_charter_shows_and_the_first_that_is_not_is_next(
    day: int, held: str, picture: str
) -> None:
    assert plan(day, held) == picture


@pytest.mark.parametrize(
    ("day", "ended", "new"),
    [
        (0, None, True),
        (99, None, True),
        (100, None, False),
        (9, 10, True),
        (10, 10, False),  # the day it ends is no day of the pair
        (11, 10, False),
    ],
)
def test_a_pair_is_new_for_a_hundred_days_and_as_long_as_it_is_one(
    day: int, ended: int | None, new: bool
) -> None:
    end_on = None if ended is None else BEGAN + timedelta(days=ended)
    pair = Pair(start_on=BEGAN, end_on=end_on)
    assert is_new(pair, BEGAN + timedelta(days=day)) is new
    assert bool(plan(day, "", pair)) is new


def test_each_day_is_named_with_what_it_is_for() -> None:
    nothing = {"why": False, "map": False}
    found = hundred_days(
        Pair(start_on=BEGAN), BEGAN, nothing, WorkingDays, charter_on=date(2026, 12, 23),
        is_signed=False,
    )  # fmt: skip
    assert [(each.said, each.words) for each in found] == [
        ("Mon 30 Nov", "Meet, and tell each other why you do this"),
        ("Mon 7 Dec", "Walk the ownership map together"),
        ("Wed 23 Dec", "Agree the charter"),
        ("Fri 22 Jan", "Look back together for the first time"),
        ("Mon 22 Feb", "Review the people data for the first time"),
    ]


def test_a_charter_signed_before_all_else_stands_first_on_the_day_it_was_signed() -> None:
    nothing = {"why": False, "map": False}
    first, *rest = hundred_days(
        Pair(start_on=BEGAN), date(2026, 11, 25), nothing, WorkingDays,
        charter_on=date(2026, 11, 24), is_signed=True,
    )  # fmt: skip
    assert (first.said, first.words, first.is_done) == ("Tue 24 Nov", "Agree the charter", True)
    assert [each.is_next for each in rest] == [True, False, False, False]


held_sets = st.sets(st.sampled_from(FLAGS)).map("".join)


@given(st.integers(0, DAYS - 2), held_sets, held_sets)
def test_time_and_agreement_undo_nothing_that_is_done(day: int, held: str, more: str) -> None:
    before, after = plan(day, held), plan(day + 1, held + more)
    assert all(after[at] == "x" for at, each in enumerate(before) if each == "x")


@given(st.integers(0, DAYS - 1), held_sets)
def test_there_is_one_next_thing_until_all_is_done_or_past(day: int, held: str) -> None:
    picture = plan(day, held)
    assert picture.count(">") == (0 if picture == "xxx.." else 1)
    assert "x" not in picture[3:], "what nobody knows is not called done"
    assert "." not in picture.partition(">")[0][:3], "nothing before it is left open"
