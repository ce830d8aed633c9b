"""The fifteen parts everybody begins with, and that a broken file is refused in plain words."""

from __future__ import annotations

import pytest

from tandem.partnership.charter.starting_point import (
    FILE,
    KEYS,
    Kind,
    StartingPointBroken,
    read,
    starting_point,
)

GOOD = FILE.read_text(encoding="utf-8")


def test_a_charter_has_fifteen_parts_in_their_order() -> None:
    parts = starting_point()
    assert [part.number for part in parts] == list(range(1, 16))
    assert tuple(part.key for part in parts) == KEYS


def test_what_only_the_two_can_say_has_no_words_to_take_over() -> None:
    own = {part.number for part in starting_point() if not part.has_default}
    assert own == {2, 3, 4, 5, 6, 7, 15}


def test_expectations_and_success_factors_are_lists_and_the_last_part_is_written_alone() -> None:
    kinds = {part.number: part.kind for part in starting_point()}
    assert [number for number, kind in kinds.items() if kind is Kind.LIST] == [4, 5, 6]
    assert kinds[7] is Kind.MAP
    assert kinds[15] is Kind.ALONE


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('key = "rhythm"', 'key = "pulse"', "found"),
        ('kind = "alone"', 'kind = "together"', "has the kind together"),
        ('name = "Rhythm"', 'name = " "', "needs a name and a question"),
        ('name = "Rhythm"', "", "needs exactly these words"),
        ('name = "Rhythm"', "name = 9", "needs exactly these words"),
        ('probably be because …"\ntext = ""', 'because …"\ntext = "We"', "begins empty"),
        ('text = "We answer', f'text = "{"x" * 2001}', "longer than 2000"),
        ("[[part]]", "[[part", "cannot be read"),
    ],
)
def test_a_broken_file_says_what_it_lacks(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(StartingPointBroken, match=says):
        read(GOOD.replace(old, new, 1))
