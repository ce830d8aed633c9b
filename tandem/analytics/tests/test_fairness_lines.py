"""Fairness: the lines between a flag, none and neither, and the words on each side of them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tandem.analytics.fairness import FLAG_BELOW, Group, compare, fisher, gap, is_enough

COUNTED = some.lists(
    some.tuples(some.integers(0, 80), some.integers(0, 80)).map(
        lambda pair: (min(pair), max(pair))
    ),
    min_size=1,
    max_size=5,
)


def named(counted: list[tuple[int, int]]) -> list[Group]:
    return [Group(f"Group {at}", *pair) for at, pair in enumerate(counted)]


def flag_of(chosen: int, considered: int, against: tuple[int, int]) -> bool | None:
    return compare([Group("Men", *against), Group("Women", chosen, considered)]).groups[1].flag


@pytest.mark.parametrize(
    ("chosen", "considered", "against", "flag"),
    [
        (399, 1000, (500, 1000), True),
        (400, 1000, (500, 1000), False),  # four fifths is on the line, and on it is not under it
        (401, 1000, (500, 1000), False),
        (4, 9, (40, 50), None),  # nine people: one short, however low the ratio
        (4, 10, (40, 50), True),  # 2.7 expected not to be chosen, but Fisher's test is sure
        (5, 10, (40, 50), None),  # 2.5 expected, and it is not sure
        (0, 10, (10, 10), True),
        (0, 10, (9, 9), None),  # the group it is held against is as small
        (10, 20, (10, 20), False),  # equal: nothing to flag
    ],
)
def test_the_flag_on_both_sides_of_each_line(
    chosen: int, considered: int, against: tuple[int, int], flag: bool | None
) -> None:
    assert flag_of(chosen, considered, against) is flag


@pytest.mark.parametrize(
    ("chosen", "enough"),
    [
        ((4, 5), False),  # 4.5 expected of twenty each
        ((5, 5), True),  # exactly five
        ((6, 5), True),
        ((15, 15), True),  # five not chosen
        ((16, 15), False),  # 4.5 not chosen
    ],
)
def test_five_expected_are_enough_and_fewer_are_not(chosen: tuple[int, int], enough: bool) -> None:
    one, other = (Group(name, of, 20) for name, of in zip("AB", chosen, strict=True))
    assert is_enough(one, other) is enough


@settings(max_examples=40)
@given(COUNTED)
def test_each_group_has_the_answer_of_the_two_alone(counted: list[tuple[int, int]]) -> None:
    """A third group takes nothing from two: only who is chosen most often matters."""
    groups = named(counted)
    found = compare(groups)
    for each in found.groups:
        if found.reference is None or each.group == found.reference:
            continue
        alone = compare([found.reference, each.group]).groups[1]
        assert (each.ratio, each.p, each.low, each.high, each.flag) == (
            alone.ratio, alone.p, alone.low, alone.high, alone.flag,
        )  # fmt: skip


@settings(max_examples=40)
@given(COUNTED)
def test_every_flag_is_under_four_fifths_and_every_other_sure_answer_is_not(
    counted: list[tuple[int, int]],
) -> None:
    for each in compare(named(counted)).groups:
        if each.flag is None:
            continue
        assert each.ratio is not None
        assert each.flag is (each.ratio < FLAG_BELOW)
        assert each.group.considered >= 10


@settings(max_examples=40)
@given(COUNTED)
def test_every_group_is_named_in_the_sentence_wherever_there_is_something_to_compare(
    counted: list[tuple[int, int]],
) -> None:
    found = compare(named(counted))
    if "nothing to compare" in found.sentence:
        return
    for each in found.groups:
        if each.group != found.reference:
            assert each.group.name in found.sentence
    assert ("look here" in found.sentence) == ("say where to look, not why" in found.sentence)


@settings(max_examples=40)
@given(COUNTED)
def test_the_order_of_the_groups_changes_no_ratio_and_no_flag(
    counted: list[tuple[int, int]],
) -> None:
    groups = named(counted)
    one, other = compare(groups), compare(groups[::-1])
    assert [each.group for each in one.groups] == groups
    assert [each.ratio for each in one.groups] == [each.ratio for each in other.groups[::-1]]


@pytest.mark.parametrize("times", [2, 10])
def test_the_same_shares_of_more_people_are_surer(times: int) -> None:
    one, other = Group("A", 12, 40), Group("B", 18, 40)
    large = [Group(g.name, g.chosen * times, g.considered * times) for g in (one, other)]
    assert fisher(large[0], large[1]) < fisher(one, other)
    low, high = gap(one, other)
    large_low, large_high = gap(large[0], large[1])
    assert low < large_low < large_high < high


def test_a_gap_with_a_group_nobody_was_considered_of_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        gap(Group("A", 1, 10), Group("B", 0, 0))


# ---- words


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (7_940, "79 % as often"),
        (7_949, "79 % as often"),
        (7_951, "79.51 % as often"),  # 80 % would be no flag
        (7_999, "79.99 % as often"),
        (7_000, "70 % as often"),
        (0, "0 % as often"),
    ],
)
def test_a_flagged_share_is_never_rounded_onto_the_line(chosen: int, words: str) -> None:
    found = compare([Group("Men", 10_000, 20_000), Group("Women", chosen, 20_000)])
    assert found.groups[1].ratio == Fraction(chosen, 10_000)
    assert f"Women was chosen {words} as Men" in found.sentence


def test_each_kind_of_answer_is_said_once_with_all_its_groups() -> None:
    found = compare(
        [
            Group("A", 60, 100),
            Group("B", 30, 100),
            Group("C", 55, 100),
            Group("D", 50, 100),
            Group("E", 1, 3),
            Group("F", 2, 4),
            Group("G", 0, 0),
        ]
    )
    assert found.sentence.startswith("B was chosen 50 % as often as A (30 % against 60 %)")
    for words in (
        "C and D: at least four fifths as often as A, no flag.",
        "E and F: cannot tell, too few people (at least 10 considered in both groups, and 5",
        "G: nobody was considered, no rate.",
    ):
        assert found.sentence.count(words) == 1
    assert found.sentence.endswith("The numbers say where to look, not why.")


def test_a_very_small_p_is_not_said_to_be_nought() -> None:
    found = compare([Group("Men", 500, 1000), Group("Women", 100, 1000)])
    assert "p under 0.001" in found.sentence


def test_without_a_flag_nobody_is_told_to_look() -> None:
    found = compare([Group("Men", 50, 100), Group("Women", 48, 100)])
    assert found.sentence == "Women: at least four fifths as often as Men, no flag."
