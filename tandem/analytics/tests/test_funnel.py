"""One area among its siblings: exact limits, how far the areas scatter, and where one lies."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from scipy import stats

from tandem.analytics.funnel import (
    FAR,
    FEWEST_UNITS,
    USUAL,
    Centre,
    Place,
    Siblings,
    Unit,
    among,
    centre,
)

CALM = [Unit(14, 100), Unit(7, 50), Unit(29, 200), Unit(21, 150), Unit(4, 30)]


def judged(own: Unit, others: list[Unit]) -> Siblings | None:
    return among(own, [(f"area {i}", unit) for i, unit in enumerate(others)], left_out=0)


@pytest.mark.parametrize(("leavers", "people"), [(0, 20.0), (3, 20.0), (25, 142.0), (60, 300.0)])
def test_without_scatter_the_tails_are_those_of_the_poisson_law(
    leavers: int, people: float
) -> None:
    below, above = Centre(0.142, 0.0).tails(Unit(leavers, people))
    assert below == pytest.approx(stats.poisson.cdf(leavers, 0.142 * people))
    assert above == pytest.approx(stats.poisson.sf(leavers - 1, 0.142 * people))


@pytest.mark.parametrize(("leavers", "people"), [(0, 20.0), (3, 20.0), (25, 142.0), (60, 300.0)])
def test_with_scatter_they_are_those_of_poisson_counts_with_gamma_rates(
    leavers: int, people: float
) -> None:
    rate, between = 0.142, 0.002
    shape = rate**2 / between
    mixture = stats.nbinom(shape, shape / (shape + rate * people))
    below, above = Centre(rate, between).tails(Unit(leavers, people))
    assert below == pytest.approx(mixture.cdf(leavers))
    assert above == pytest.approx(mixture.sf(leavers - 1))
    assert mixture.var() == pytest.approx(rate * people + between * people**2)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.95, 0.99])
@pytest.mark.parametrize("people", [12.0, 55.5, 142.0, 900.0])
def test_a_limit_lies_between_the_counts_on_either_side_of_it(share: float, people: float) -> None:
    """Interpolated, so that the line is smooth; at most one leaver from the exact quantile."""
    limit = Centre(0.142, 0.0).limit(share, people) * people
    exact = stats.poisson.ppf(share, 0.142 * people)
    assert max(0, exact - 1) <= limit <= exact


def test_limits_narrow_as_areas_grow_and_scatter_widens_them() -> None:
    chance, scattered = Centre(0.142, 0.0), Centre(0.142, 0.003)
    sizes = [20.0, 50.0, 100.0, 200.0, 400.0, 800.0]
    highs = [chance.limit(0.95, people) for people in sizes]
    assert all(before > after for before, after in pairwise(highs))
    for people in sizes:
        assert scattered.limit(0.95, people) > chance.limit(0.95, people)
        assert scattered.limit(0.05, people) <= chance.limit(0.05, people)
    # However large an area is, it still differs from the others by as much as they do.
    assert scattered.limit(0.95, 1e6) > 0.142 + 1.5 * 0.003**0.5


def test_areas_that_scatter_no_more_than_chance_have_no_scatter() -> None:
    found = centre(CALM)
    assert found is not None
    assert found.rate == pytest.approx(75 / 530)
    assert found.between == 0


@pytest.mark.slow
def test_the_scatter_of_invented_areas_is_found_again() -> None:
    dice = random.Random(8)
    true = 0.04
    shape = (0.15 / true) ** 2
    found = []
    for _ in range(60):
        units = []
        for _unit in range(40):
            people = dice.uniform(50, 600)
            rate = dice.gammavariate(shape, 0.15 / shape)
            units.append(Unit(int(stats.poisson.ppf(dice.random(), people * rate)), people))
        middle = centre(units)
        assert middle is not None
        found.append(middle.between**0.5)
    mean = sum(found) / len(found)
    assert true * 0.85 < mean < true * 1.15


@pytest.mark.slow
@pytest.mark.parametrize(("areas", "at_most"), [(5, 0.04), (13, 0.03), (30, 0.03)])
def test_of_calm_areas_few_are_called_unusual(areas: int, at_most: float) -> None:
    dice = random.Random(4)
    called = 0
    for _ in range(400):
        units = [
            Unit(int(stats.poisson.ppf(dice.random(), people * 0.14)), people)
            for people in (dice.uniform(20, 300) for _ in range(areas))
        ]
        found = judged(units[0], units[1:])
        called += found is not None and found.place is not Place.INSIDE
    assert called <= 400 * at_most


def test_one_area_far_off_does_not_hide_itself_by_widening_the_limits() -> None:
    far = Unit(60, 150)
    others = [*CALM, *CALM]
    found = judged(far, others)
    assert found is not None
    assert found.place is Place.HIGH
    assert found.far < FAR
    assert found.outside >= 1


@pytest.mark.parametrize(
    ("leavers", "place"),
    [(14, Place.INSIDE), (20, Place.INSIDE), (45, Place.HIGH), (1, Place.LOW), (0, Place.LOW)],
)
def test_where_an_area_of_a_hundred_lies(leavers: int, place: Place) -> None:
    found = judged(Unit(leavers, 100), [*CALM, *CALM, *CALM])
    assert found is not None
    assert found.place is place


def test_fewer_than_three_leavers_are_never_high() -> None:
    others = [Unit(1, 200), Unit(0, 300), Unit(1, 250), Unit(0, 180), Unit(1, 400)]
    found = judged(Unit(2, 10), others)
    assert found is not None
    assert found.far < FAR
    assert found.place is Place.INSIDE


def test_nothing_is_said_of_too_few_or_where_nobody_left() -> None:
    assert judged(CALM[0], CALM[1 : FEWEST_UNITS - 1]) is None
    assert judged(CALM[0], CALM[1:FEWEST_UNITS]) is not None
    assert judged(Unit(0, 50), [Unit(0, 50)] * 9) is None
    assert centre([]) is None


def test_the_others_come_by_size_and_never_by_rate() -> None:
    found = judged(CALM[0], CALM[1:])
    assert found is not None
    assert [unit.people for unit in found.others] == [30, 50, 150, 200]
    assert found.ids == ("area 3", "area 0", "area 2", "area 1")
    assert found.count == 5


def test_the_drawn_limits_reach_from_the_smallest_to_the_largest() -> None:
    found = judged(CALM[0], CALM[1:])
    assert found is not None
    limits = found.limits()
    assert (limits[0].people, limits[-1].people) == (30, 200)
    for limit in limits:
        assert limit.far_low <= limit.low < found.rate < limit.high < limit.far_high
    assert USUAL > FAR
