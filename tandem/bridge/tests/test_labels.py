"""Numbers of an axis and labels: none on another, nothing over the last line of the grid."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.bridge.labels import apart, round_numbers

TOP, STEP = 30.0, 3.6


@pytest.mark.parametrize(
    ("top", "numbers"),
    [
        (1, [0, 1]),
        (3.2, [0, 1, 2, 3, 4]),
        (6, [0, 2, 4, 6]),
        (26, [0, 10, 20, 30]),
        (49, [0, 10, 20, 30, 40, 50]),
        (160, [0, 50, 100, 150, 200]),
        (5100, [0, 2000, 4000, 6000]),
        (2_000_000, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]),
    ],
)
def test_an_axis_has_few_round_numbers(top: float, numbers: list[int]) -> None:
    assert round_numbers(top) == numbers


@given(st.floats(0.01, 5_000_000))
def test_the_last_number_is_never_under_the_highest_value(top: float) -> None:
    numbers = round_numbers(top)
    assert numbers[-1] >= top > numbers[-2]
    assert len(numbers) <= 6


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.floats(0, TOP), max_size=9))
def test_labels_never_touch_and_stay_in_the_picture(places: dict[str, float]) -> None:
    stand = apart(places, top=TOP, step=STEP)
    assert stand.keys() == places.keys()
    heights = sorted(stand.values())
    assert all(over - under >= 0.99 * STEP for under, over in pairwise(heights))
    assert all(-1e-6 <= height <= TOP for height in heights)


def test_what_is_named_first_stands_where_it_is() -> None:
    places = {"15.3%": 15.3, "11.5% Supply Chain": 11.5, "likely range": 11.7}
    stand = apart(places, top=TOP, step=STEP)
    assert (stand["15.3%"], stand["11.5% Supply Chain"]) == (15.3, 11.5)
    assert stand["likely range"] == pytest.approx(11.5 - STEP)


def test_without_labels_there_is_nothing_to_place() -> None:
    assert apart({}, top=TOP, step=STEP) == {}
