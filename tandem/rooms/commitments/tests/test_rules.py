"""When promises that passed without a word are worth a question: the limits of F17."""

import pytest

from tandem.rooms.commitments.rules import is_broken, is_urgent


@pytest.mark.parametrize(
    ("silent_misses", "eligible", "asked"),
    [
        (7, 7, False),  # seven are too few, whatever became of them
        (1, 8, False),  # 12.5 %
        (2, 8, True),
        (3, 20, False),  # exactly 15 %
        (4, 26, True),  # 15.4 %
        (2, 13, True),
        (2, 14, False),
        (0, 100, False),
    ],
)
def test_it_asks_strictly_above_fifteen_percent_of_eight(
    silent_misses: int, eligible: int, asked: bool
) -> None:
    assert is_broken(silent_misses, eligible, fewest=8, percent=15) is asked


def test_more_than_twice_as_many_are_urgent() -> None:
    assert not is_urgent(3, 10, percent=15)
    assert is_urgent(4, 10, percent=15)


def test_the_company_may_draw_the_line_elsewhere() -> None:
    assert is_broken(2, 20, fewest=8, percent=9)
    assert not is_broken(4, 10, fewest=12, percent=15)
