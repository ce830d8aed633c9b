"""Against published tables and closed forms, not against ourselves."""

from math import log

import pytest

from tandem.analytics.intervals import drawn_toward, garwood, wilson


@pytest.mark.parametrize(
    ("count", "level", "low", "high"),
    [
        (0, 0.95, 0.0, 3.689),  # the classic table of exact Poisson limits
        (1, 0.95, 0.0253, 5.572),
        (10, 0.95, 4.795, 18.390),
        (100, 0.95, 81.36, 121.63),
        (0, 0.90, 0.0, 2.996),
        (1, 0.90, 0.0513, 4.744),
        (5, 0.90, 1.970, 10.513),
        (10, 0.90, 5.425, 16.962),
    ],
)
def test_garwoods_table(count: int, level: float, low: float, high: float) -> None:
    assert garwood(count, level) == pytest.approx((low, high), rel=1e-3, abs=1e-9)


def test_none_seen_of_many_has_a_limit_one_can_work_out_by_hand() -> None:
    assert garwood(0, 0.90) == pytest.approx((0, -log(0.05)))


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe (1998), Statistics in Medicine 17, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_newcombes_four_examples(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_all_of_all_mirrors_none_of_all() -> None:
    low, high = wilson(0, 20)
    assert wilson(20, 20) == pytest.approx((1 - high, 1 - low))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be -1"):
        garwood(-1)
    for count, total in [(0, 0), (3, 2), (-1, 5)]:
        with pytest.raises(ValueError, match="no proportion"):
            wilson(count, total)


def test_half_credits_lie_between_their_whole_neighbours() -> None:
    """At 90 %: worked out by hand for 8 of 8, since then only z decides."""
    assert wilson(8, 8) == pytest.approx((1 / (1 + 1.6448536**2 / 8), 1.0))
    lows = [wilson(count, 11)[0] for count in (9, 9.5, 10)]
    assert lows == sorted(lows)


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [
        (0, 0, 0.8),  # nothing known: the proportion of all
        (5, 5, 0.9),  # five cases weigh as much as all others together
        (10, 20, 0.56),
        (500, 1000, 0.50149),  # many cases are hardly moved
    ],
)
def test_few_cases_are_drawn_toward_all_and_many_are_not(
    count: float, total: int, expected: float
) -> None:
    assert drawn_toward(0.8, count, total) == pytest.approx(expected, abs=1e-5)


def test_a_centre_that_is_no_proportion_is_refused() -> None:
    for centre, count, total in [(1.2, 1, 2), (0.5, 3, 2), (-0.1, 0, 0)]:
        with pytest.raises(ValueError, match="no proportion"):
            drawn_toward(centre, count, total)
