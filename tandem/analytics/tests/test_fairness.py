"""Ratio, test and gap: against published answers and slow plain Python."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.fairness import (
    Fairness,
    Group,
    compare,
    fisher,
    gap,
    impact_ratios,
    is_enough,
)
from tandem.analytics.tests.real_data import DATA, required

RECRUITING = DATA / "peopleanalyticsdata/recruiting.csv"
GROUPS = some.builds(
    lambda considered, share: Group("g", int(considered * share), considered),
    some.integers(1, 60),
    some.floats(0, 1),
)


def groups(picture: str) -> list[Group]:
    """A picture of group, chosen and considered."""
    lines = [line.split("#")[0].split("|") for line in picture.strip().splitlines()]
    return [Group(name.strip(), int(chosen), int(of)) for name, chosen, of in lines]


def flags(found: Fairness) -> dict[str, bool | None]:
    return {each.group.name: each.flag for each in found.groups}


# ---- known answers


def test_the_example_of_the_uniform_guidelines() -> None:
    """60, 45, 48 and 51 %: three quarters is flagged, four fifths exactly is not."""
    found = compare(
        groups(
            """
            White    | 60 | 100
            Black    | 45 | 100   # 75 %
            Hispanic | 48 | 100   # 80 %: on the line, not under it
            Asian    | 51 | 100   # 85 %
            """
        )
    )
    ratios = [each.ratio for each in found.groups]
    assert ratios == [1, Fraction(3, 4), Fraction(4, 5), Fraction(17, 20)]
    assert flags(found) == {"White": False, "Black": True, "Hispanic": False, "Asian": False}


@pytest.mark.parametrize(
    ("chosen", "considered", "flag"),
    [
        ((48, 60), (100, 100), False),
        ((479, 600), (1000, 1000), True),
        ((12, 60), (25, 100), False),  # 0.48 against 0.60
        ((8, 9), (20, 18), False),  # 0.4 against 0.5
        ((3 * 7, 7), (21 * 5, 28), False),  # 0.2 against 0.25: floats would say 0.8000000000000002
    ],
)
def test_four_fifths_is_a_line_and_not_a_rounding(
    chosen: tuple[int, int], considered: tuple[int, int], flag: bool
) -> None:
    ratios = impact_ratios(chosen, considered)
    assert (min(ratio for ratio in ratios if ratio is not None) < Fraction(4, 5)) == flag


def test_fishers_exact_test_on_forty_eight_of_eighty_and_twelve_of_forty() -> None:
    one, other = Group("B", 12, 40), Group("A", 48, 80)
    assert fisher(one, other) == pytest.approx(0.003409, abs=5e-7)
    assert Fraction(48 * 28, 32 * 12) == Fraction(7, 2)  # the odds ratio
    found = compare([other, one])
    assert found.groups[1].ratio == Fraction(1, 2)
    assert found.groups[1].flag is True
    assert "Chance alone would seldom do it (Fisher's exact test, p 0.003)" in found.sentence


@required(RECRUITING)
def test_recruiting_by_gender() -> None:
    with RECRUITING.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    considered = Counter(row["gender"] for row in rows)
    hired = Counter(row["gender"] for row in rows if row["hired"] == "1")
    found = compare([Group(name, hired[name], considered[name]) for name in sorted(considered)])
    women, men = found.groups
    assert women.group == Group("F", 78, 494)
    assert men.group == Group("M", 108, 472)
    assert float(women.rate or 0) == pytest.approx(0.1579, abs=5e-5)
    assert float(men.rate or 0) == pytest.approx(0.2288, abs=5e-5)
    assert float(women.ratio or 0) == pytest.approx(0.690, abs=5e-4)
    assert flags(found) == {"F": True, "M": False}


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_eight_gaps(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    assert gap(Group("one", *one), Group("other", *other)) == pytest.approx((low, high), abs=6e-5)


# ---- against plain Python


@given(GROUPS, GROUPS)
def test_fishers_p_is_the_sum_over_all_tables_at_most_as_likely(one: Group, other: Group) -> None:
    chosen = one.chosen + other.chosen
    ways = {
        k: comb(one.considered, k) * comb(other.considered, chosen - k)
        for k in range(max(0, chosen - other.considered), min(chosen, one.considered) + 1)
    }
    # The same allowance for rounding as in R, so that mirrored tables are equally likely.
    as_uneven = sum(way for way in ways.values() if way <= ways[one.chosen] * (1 + 1e-7))
    assert fisher(one, other) == pytest.approx(as_uneven / sum(ways.values()))


@given(GROUPS, GROUPS)
def test_the_gap_turned_round_is_the_gap_with_its_sign_changed(one: Group, other: Group) -> None:
    low, high = gap(one, other)
    assert gap(other, one) == pytest.approx((-high, -low))
    assert -1 <= low <= float((one.rate or 0) - (other.rate or 0)) <= high <= 1


@given(some.lists(GROUPS, min_size=1, max_size=6))
def test_the_highest_has_ratio_one_and_none_has_more(given_groups: list[Group]) -> None:
    ratios = impact_ratios(
        [each.chosen for each in given_groups], [each.considered for each in given_groups]
    )
    known = [ratio for ratio in ratios if ratio is not None]
    assert known == [] or max(known) == 1
    assert (known == []) == all(each.chosen == 0 for each in given_groups)


# ---- cannot tell


@pytest.mark.parametrize(
    ("group", "against", "enough"),
    [
        ((3, 9), (30, 60), False),  # nine considered
        ((3, 10), (30, 60), False),  # 10 x 33/70: 4.7 expected to be chosen
        ((4, 11), (30, 60), True),  # 11 x 34/71: 5.3
        ((30, 60), (3, 9), False),  # the group it is held against is as small
        ((10, 10), (3, 10), True),  # 3.5 expected not to be chosen, but Fisher is sure
        ((2, 20), (3, 20), False),  # 2.5 expected: one person would turn it
        ((1, 100), (9, 100), True),  # few chosen, but enough for 5 in each
        ((0, 100), (8, 100), True),  # 4 expected, but Fisher is sure
        ((0, 9), (60, 60), False),  # sure, and still under the smallest group
    ],
)
def test_how_many_are_enough(
    group: tuple[int, int], against: tuple[int, int], enough: bool
) -> None:
    one, other = Group("one", *group), Group("other", *against)
    assert is_enough(one, other) == enough
    assert is_enough(other, one) == enough


def test_with_few_people_there_is_neither_a_flag_nor_its_absence() -> None:
    found = compare(groups("Men | 3 | 6 \n Women | 1 | 5"))
    assert flags(found) == {"Men": None, "Women": None}
    assert "Women: cannot tell, as Men, chosen most often, has too few people" in found.sentence
    assert "look here" not in found.sentence


def test_the_flag_stands_where_fisher_is_unsure_and_the_sentence_says_so() -> None:
    found = compare(groups("Men | 18 | 40 \n Women | 12 | 40"))
    women = found.groups[1]
    assert women.flag is True
    assert women.p is not None
    assert women.p > 0.05
    assert women.low is not None
    assert women.high is not None
    assert women.low < 0 < women.high
    assert "67 % as often as Men (30 % against 45 %), under four fifths: look here." in (
        found.sentence
    )
    assert "Chance alone could do it, too (Fisher's exact test, p 0.248)" in found.sentence
    assert "the flag stands" in found.sentence


def test_no_flag_and_more_than_chance_are_both_said() -> None:
    found = compare(groups("Men | 5000 | 10000 \n Women | 4500 | 10000"))
    assert flags(found) == {"Men": False, "Women": False}
    assert "no flag. The gap of Women is still more than chance would give." in found.sentence


# ---- what has no rate, and what cannot be


def test_nobody_considered_is_no_rate_and_not_nought() -> None:
    found = compare(groups("Men | 20 | 40 \n Women | 20 | 40 \n Other | 0 | 0"))
    other = found.groups[2]
    assert (other.rate, other.ratio, other.p, other.flag) == (None, None, None, None)
    assert "Other: nobody was considered, no rate." in found.sentence


def test_nobody_chosen_is_nothing_to_compare() -> None:
    found = compare(groups("Men | 0 | 40 \n Women | 0 | 40"))
    assert found.reference is None
    assert found.sentence == "Nobody was chosen in any group, so there is nothing to compare."
    assert [each.rate for each in found.groups] == [0, 0]


@pytest.mark.parametrize("picture", ["Men | 4 | 40", "Men | 4 | 40 \n Women | 0 | 0"])
def test_one_group_alone_is_nothing_to_compare(picture: str) -> None:
    assert compare(groups(picture)).sentence == (
        "Only Men has a rate, so there is nothing to compare it with."
    )


def test_one_person_of_one_silences_nobody_else() -> None:
    found = compare([Group("A", 60, 100), Group("B", 30, 100), Group("C", 1, 1)])
    assert found.reference == Group("A", 60, 100)
    assert [each.flag for each in found.groups] == [False, True, None]
    assert [each.ratio for each in found.groups] == [1, Fraction(1, 2), Fraction(5, 3)]
    assert "B was chosen 50 % as often as A (30 % against 60 %)" in found.sentence
    assert "C: cannot tell, too few people" in found.sentence
    assert "A and B" not in found.sentence


@pytest.mark.parametrize(("considered", "flag"), [(9, False), (10, True)])
def test_nobody_is_held_against_fewer_than_ten(considered: int, flag: bool) -> None:
    found = compare([Group("A", 20, 100), Group("C", considered, considered), Group("B", 19, 100)])
    assert (found.reference == Group("C", considered, considered)) is flag
    assert found.groups[2].flag is flag


def test_where_all_are_few_the_sentence_names_the_one_they_would_be_held_against() -> None:
    found = compare([Group("A", 0, 100), Group("B", 2, 8), Group("C", 1, 1)])
    assert [each.flag for each in found.groups] == [None, None, None]
    assert found.sentence == (
        "A and B: cannot tell, as C, chosen most often, has too few people to hold others against "
        "(at least 10 considered)."
    )


def test_many_groups_take_no_longer_than_they_are_many() -> None:
    """Of a list of names, the next hundred thousand look at each one once."""

    class Name(str):
        looks = 0

        def __eq__(self, other: object) -> bool:
            Name.looks += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    groups = [Group(Name(f"G{n}"), 0, 1) for n in range(2_000)]
    compare(groups)
    assert Name.looks < 4 * len(groups)


def test_nobody_chosen_of_one_group_is_a_ratio_of_nought() -> None:
    found = compare(groups("Men | 20 | 40 \n Women | 0 | 40"))
    assert found.groups[1].ratio == 0
    assert found.groups[1].flag is True


def test_of_equal_groups_the_largest_is_the_one_to_compare_with() -> None:
    found = compare(groups("A | 5 | 10 \n B | 50 | 100 \n C | 30 | 100"))
    assert found.reference is not None
    assert found.reference.name == "B"
    assert found.groups[1].p == 1.0
    assert (found.groups[1].low, found.groups[1].high) == (0.0, 0.0)


@pytest.mark.parametrize(("chosen", "considered"), [(5, 4), (-1, 4)])
def test_more_chosen_than_considered_is_refused(chosen: int, considered: int) -> None:
    with pytest.raises(ValueError, match=f"{chosen} of {considered} cannot be chosen"):
        impact_ratios([chosen], [considered])


def test_lists_of_unequal_length_and_names_that_come_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        impact_ratios([1, 2], [3])
    with pytest.raises(ValueError, match="A comes twice"):
        compare(groups("A | 1 | 2 \n A | 1 | 3"))


def test_a_ratio_just_under_the_line_is_never_shown_as_on_it() -> None:
    found = compare([Group("A", 60_000, 100_000), Group("B", 47_997, 100_000)])
    assert "just under 80 %" in found.sentence
    found = compare([Group("A", 6_000, 10_000), Group("B", 4_785, 10_000)])
    assert "79.75 % as often" in found.sentence
