"""What became of requests, as tables; and that no count of all points at somebody."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.partnership.commitments.all_pairs import asked_of
from tandem.partnership.commitments.following_up import (
    TOLD_FROM,
    AskedOfBoth,
    FollowUp,
    Together,
    follow_up,
    joined,
    of_sum,
)
from tandem.partnership.commitments.reliability import Figures, figures_of
from tandem.partnership.commitments.reliable import OfPair
from tandem.partnership.commitments.spread import PAIRS_FROM
from tandem.partnership.commitments.summing import counts_of
from tandem.partnership.commitments.tests.test_reliability import WINDOW, courses
from tandem.partnership.models import Pair

BUSY = FollowUp(in_time=5, later=5, waiting=3, unanswered=2)


@pytest.mark.parametrize(
    ("line", "became"),
    [
        ("ask 2 for 13; promise 2", FollowUp(in_time=1)),
        ("ask 2 for 13; promise 9", FollowUp(in_time=1)),  # the fifth working day
        ("ask 2 for 23; promise 10", FollowUp(later=1)),
        ("ask 2 for 13; decline 4", FollowUp(in_time=1)),  # a no is an answer
        ("ask 2 for 13; clarify 4", FollowUp(in_time=1)),  # so is asking back
        ("ask 23 for 30", FollowUp(waiting=1)),
        ("ask 2 for 13; lapse 10", FollowUp(unanswered=1)),
        ("ask 2 for 13; withdraw 4", FollowUp()),  # nobody had to answer any more
        ("offer 2 for 13; thank 3", FollowUp()),  # nothing was asked of who offered
    ],
)
def test_each_request_is_in_one_class_or_none(line: str, became: FollowUp) -> None:
    assert follow_up(figures_of("Mira", courses(line), WINDOW), 5) == became


def test_both_sides_are_measured_alike() -> None:
    line = "ask 2 for 23; promise 10"
    told = courses(line) + courses(line, performer="Sam", customer="Mira")
    mira, sam = (follow_up(figures_of(who, told, WINDOW), 5) for who in ("Mira", "Sam"))
    assert mira == sam == FollowUp(later=1)


def test_a_company_that_gives_more_days_finds_more_in_time() -> None:
    figures = figures_of("Mira", courses("ask 2 for 23; promise 10"), WINDOW)
    assert follow_up(figures, 6) == FollowUp(in_time=1)


def test_seven_pairs_that_were_asked_something_are_not_counted_and_eight_are() -> None:
    every = sum([BUSY] * PAIRS_FROM, FollowUp())
    assert of_sum(PAIRS_FROM - 1, every) == ()
    assert [each.number for each in of_sum(PAIRS_FROM, every)] == [40, 40, 40]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((9, 5, 5), [((0,), 9), ((1,), 5), ((2,), 5)]),
        ((9, 4, 5), [((0, 1), 13), ((2,), 5)]),
        ((9, 5, 1), [((0,), 9), ((1, 2), 6)]),
        ((2, 9, 5), [((0, 1), 11), ((2,), 5)]),
        ((9, 0, 4), [((0, 1, 2), 13)]),  # beside none it is still too few
        ((8, 0, 0), [((0,), 8), ((1,), 0), ((2,), 0)]),
        ((1, 1, 1), [((0, 1, 2), 3)]),
    ],
)
def test_one_to_four_are_told_with_their_neighbour(
    numbers: tuple[int, ...], told: list[tuple[tuple[int, ...], int]]
) -> None:
    assert joined(numbers) == tuple(Together(*each) for each in told)


@given(st.tuples(*[st.integers(0, 30)] * 3))
def test_nothing_is_lost_and_nothing_small_stands_alone(numbers: tuple[int, ...]) -> None:
    told = joined(numbers)
    assert sum(each.number for each in told) == sum(numbers)
    assert len(told) == 1 or all(not 0 < each.number < TOLD_FROM for each in told)


def test_one_side_is_never_told_without_the_other() -> None:
    asked = Figures(window=WINDOW, answer_days=(1, 2, 3))
    nobody = Figures(window=WINDOW)
    assert told_of(OfPair(asked, nobody)) is None
    both = told_of(OfPair(asked, asked))
    assert both and both.leaders == both.hr_partners


def told_of(each: OfPair) -> AskedOfBoth | None:
    """Of eight pairs like this one."""
    pairs = [(Pair(leader_id=uuid4(), hr_partner_id=uuid4()), each)] * PAIRS_FROM
    return asked_of(counts_of(pairs, (), 5))
