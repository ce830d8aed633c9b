"""Hotspots: the four conditions, the reference, totals, what is said, and input that cannot be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from tandem.analytics.families import BETA_BINOMIAL, Law
from tandem.analytics.hotspot_areas import FALSE_SHARE, TIMES, Area, Hotspots, Judged
from tandem.analytics.hotspot_words import NO_RATE
from tandem.analytics.hotspots import hotspots, totals_of
from tandem.analytics.multiplicity import q_values

CALM = [(14, 100), (7, 50), (29, 200), (21, 150), (4, 30), (9, 60), (12, 90), (6, 40)]


def areas(*counts: tuple[int, float]) -> list[Area]:
    return [
        Area(area=f"area {at}", leavers=leavers, headcount=headcount)
        for at, (leavers, headcount) in enumerate(counts)
    ]


def judged(*counts: tuple[int, float], **more: Any) -> Hotspots:  # noqa: ANN401 - of hotspots
    return hotspots(areas(*counts), **more)


def first(*counts: tuple[int, float]) -> Judged:
    """The first of these, among eight calm areas."""
    return judged(*counts, *CALM).areas[0]


# ---- the rule


@pytest.mark.parametrize(
    ("leavers", "headcount", "flag", "why"),
    [
        (36, 60.0, True, "Flagged: 36 leavers where 8.5 would be usual, 4.2 times the reference"),
        (9, 10.0, True, "Flagged: 9 leavers where 1.4 would be usual"),
        (9, 9.9, False, "Not tested: fewer than 10 people on average."),
        (12, 60.0, False, "Not flagged: chance and the usual differences between areas may well"),
        (8, 60.0, False, "Not flagged: the rate is not above the reference."),
        (0, 60.0, False, "Not flagged: the rate is not above the reference."),
        (70, 60.0, True, "Flagged: 70 leavers where 8.5"),  # more than were there on average
        (9, 0.0, False, NO_RATE),
        (0, 0.0, False, NO_RATE),
    ],
)
def test_an_area_among_eight_calm_ones(
    leavers: int, headcount: float, flag: bool, why: str
) -> None:
    found = first((leavers, headcount))
    assert found.flag is flag
    assert found.why.startswith(why)


def test_two_leavers_are_never_a_hotspot_however_unusual() -> None:
    others = [(1, 800), (2, 1500), (1, 900), (1, 1100), (2, 1300)] * 6
    two, three = judged((2, 10), *others).areas[0], judged((3, 10), *others).areas[0]
    assert (two.flag, three.flag) == (False, True)
    assert two.q is not None
    assert two.q <= FALSE_SHARE
    assert two.why.startswith("Not flagged: fewer than 3 leavers.")


def test_a_rate_of_less_than_one_and_a_half_times_is_none_however_sure() -> None:
    others = [(15_000, 100_000.0)] * 20
    [just_under], [just_on] = (
        judged((leavers, 100_000.0), *others).areas[:1] for leavers in (22_400, 22_500)
    )
    assert just_under.q is not None
    assert just_under.q < 0.01
    assert not just_under.flag
    assert just_under.why.startswith("Not flagged: 1.46 times the reference, and a flag takes 1.5.")
    assert just_under.fewest == 22_500
    assert just_on.flag


def test_every_flag_meets_all_four_and_whoever_meets_them_is_flagged() -> None:
    dice = np.random.default_rng(3)
    for _run in range(30):
        size = dice.uniform(5, 120, 25).round(1)
        rates = np.where(dice.random(25) < 0.15, 0.5, 0.12)
        found = judged(*zip(dice.poisson(size * rates).tolist(), size.tolist(), strict=True))
        for area in found.areas:
            assert area.rate is not None
            assert found.reference is not None
            meets = (
                area.q is not None
                and area.q <= FALSE_SHARE
                and area.headcount >= 10
                and area.leavers >= 3
                and area.rate >= TIMES * found.reference
            )
            assert area.flag is meets


def test_q_is_over_all_areas_tested_and_says_how_many() -> None:
    found = judged((36, 60), (3, 9.5), (2, 0), *CALM)
    tested = [area for area in found.areas if area.p is not None]
    assert found.tested == len(tested) == 9
    assert [area.q is None for area in found.areas[1:3]] == [True, True]
    assert [area.q for area in tested] == q_values([area.p or 0 for area in tested])


def test_fifteen_p_values_of_which_the_first_four_stay() -> None:
    """Published: Benjamini and Hochberg (1995), section 4: trials of two drugs for the heart.

    SciPy's documentation of `false_discovery_control` prints the same fifteen.
    """
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    found = q_values(p_values)
    assert sum(q <= 0.05 for q in found) == 4
    assert found == pytest.approx(stats.false_discovery_control(p_values))


# ---- the reference


def test_without_a_hotspot_the_reference_is_the_rate_of_all_together() -> None:
    found = judged(*CALM)
    assert found.reference == pytest.approx(sum(n for n, _ in CALM) / sum(p for _, p in CALM))


@pytest.mark.parametrize("people", [60, 600, 6000])
def test_a_hotspot_does_not_lift_the_bar_it_is_held_against(people: int) -> None:
    """Also one that holds most of all people, so that the rate of all is nearly its own."""
    found = judged((people // 2, people), *CALM)
    assert found.reference == pytest.approx(sum(n for n, _ in CALM) / sum(p for _, p in CALM))
    assert found.areas[0].flag


def test_leavers_of_an_area_without_people_are_leavers_of_the_whole() -> None:
    found = judged((3, 0), *CALM)
    assert found.reference == pytest.approx(105 / 720)


def test_several_hotspots_do_not_hide_each_other() -> None:
    found = judged(*[(36, 60)] * 4, *CALM * 4)
    assert [area.flag for area in found.areas] == [True] * 4 + [False] * 32


def test_where_most_areas_are_high_that_is_what_areas_are_there() -> None:
    found = judged(*[(36, 60)] * 20, *CALM)
    assert not any(area.flag for area in found.areas)


# ---- totals


def with_parents(*rows: tuple[str, int, float, str]) -> list[Area]:
    return [
        Area(area=area, leavers=leavers, headcount=headcount, parent=parent)
        for area, leavers, headcount, parent in rows
    ]


TREE = with_parents(
    ("Company", 41, 300, ""),
    ("Works", 21, 200, "Company"),
    ("Night", 12, 120, "Works"),
    ("Day", 9, 80, "Works"),
    ("Office", 20, 100, "Company"),
    ("Archive", 1, 12, "Office"),  # twelve of the hundred: the office row holds others beside it
)


def test_a_total_of_other_rows_is_not_tested_twice() -> None:
    found = hotspots(TREE)
    assert totals_of(TREE) == [2, 2, 0, 0, 1, 0]
    assert found.tested == 3
    assert found.areas[0].why == "Not tested: it is the total of 2 rows that stand below it."
    assert found.reference == pytest.approx(22 / 212)
    assert found.areas[1].rate == 21 / 200


def test_a_row_that_holds_fewer_than_those_below_it_stands_for_itself() -> None:
    own = with_parents(("Works", 2, 14, ""), ("Night", 12, 120, "Works"), ("Day", 9, 80, "Works"))
    assert totals_of(own) == [0, 0, 0]
    assert hotspots(own).tested == 3


def test_a_total_may_be_rounded_but_not_far_off() -> None:
    for people, total in ((191, 2), (189, 0)):
        rows = with_parents(("W", 9, people, ""), ("N", 5, 120, "W"), ("D", 4, 80, "W"))
        assert totals_of(rows)[0] == total


def test_a_row_that_names_itself_is_no_total() -> None:
    assert totals_of(with_parents(("Works", 2, 14, "Works"))) == [0]


def test_names_may_repeat() -> None:
    found = hotspots(
        [Area(area="Night", leavers=leavers, headcount=people) for leavers, people in CALM]
    )
    assert found.tested == len(CALM)
    assert [area.area for area in found.areas] == ["Night"] * len(CALM)


# ---- what is shown


def test_the_likely_rate_lies_between_the_own_and_the_reference() -> None:
    found = first((30, 60))
    assert found.rate is not None
    assert found.median is not None
    assert found.low is not None
    assert found.high is not None
    assert 0.146 < found.low < found.median < found.rate
    assert found.median < found.high
    assert found.above is not None
    assert found.above > 0.95


def test_small_areas_are_drawn_nearer_to_the_others_than_large_ones() -> None:
    small, large = judged((6, 20), (90, 300), *CALM).areas[:2]
    assert small.rate == large.rate
    assert small.median is not None
    assert large.median is not None
    assert small.median < large.median


@pytest.mark.parametrize("leavers", [0, 6, 12, 18])
def test_so_many_as_it_names_are_flagged_and_fewer_are_not(leavers: int) -> None:
    found = first((leavers, 60))
    assert found.fewest is not None
    assert f"At this size {found.fewest} leavers or more would be flagged" in found.why
    assert first((found.fewest, 60)).flag
    below = [first((count, 60)).flag for count in range(leavers, found.fewest - 3)]
    assert not any(below)


def test_what_can_be_seen_is_a_smaller_multiple_in_a_larger_area() -> None:
    found = judged((3, 20), (9, 60), (30, 200), (150, 1000), *CALM)
    seen = [area.visible or 0 for area in found.areas[:4]]
    assert seen == sorted(seen, reverse=True)
    assert seen[0] > 3
    assert TIMES < seen[3] < 2.3
    large = found.areas[3]
    assert found.reference is not None
    often = stats.poisson.sf((large.fewest or 0) - 1, seen[3] * found.reference * 1000)
    assert often == pytest.approx(0.8)


def test_the_flagged_are_in_their_place_and_not_first() -> None:
    found = hotspots(areas(*CALM, (36, 60)))
    assert [area.area for area in found.areas] == [f"area {at}" for at in range(9)]


# ---- shares


def test_shares_are_judged_like_rates() -> None:
    found = hotspots(
        areas((16, 20), (3, 14), (5, 25), (4, 18), (6, 30), (2, 12), (5, 21), (3, 16)),
        law=BETA_BINOMIAL,
        counted="regretted",
    )
    assert [area.flag for area in found.areas] == [True] + [False] * 7
    assert found.areas[0].why.startswith("Flagged: 16 regretted where 4.1 would be usual")
    assert all(0 < (area.low or 0) < (area.high or 0) < 1 for area in found.areas)
    assert found.areas[1].fewest is not None
    assert found.areas[1].fewest <= 14


def test_where_even_all_of_them_would_be_no_flag_none_is_named() -> None:
    found = hotspots(areas((7, 10), (8, 12), (9, 11), (14, 20)), law=BETA_BINOMIAL)
    assert found.areas[0].fewest is None
    assert found.areas[0].visible is None


# ---- few, none, bad


def test_a_company_of_one_area_has_nobody_to_be_held_against() -> None:
    found = judged((9, 40))
    assert found.tested == 0
    assert found.reference == 9 / 40
    assert found.areas[0].why == "Not tested: there is no other area to hold it against."
    assert (found.areas[0].q, found.areas[0].flag) == (None, False)


def test_two_areas_cannot_tell_how_far_areas_differ_and_three_hardly() -> None:
    assert [area.flag for area in judged((6, 40), (9, 40)).areas] == [False, False]
    assert [area.flag for area in judged((60, 400), (380, 400)).areas] == [False, False]
    assert judged((380, 400), (60, 400), (62, 400), (59, 400)).areas[0].flag


def test_where_nobody_left_nobody_is_flagged() -> None:
    found = judged((0, 40), (0, 60), (0, 15), (0, 0))
    assert (found.tested, found.reference) == (3, 0)
    assert not any(area.flag for area in found.areas)
    assert [area.q for area in found.areas] == [1, 1, 1, None]
    assert all((area.high or 0) > 0 for area in found.areas)


def test_where_all_leavers_are_in_one_area_the_others_expect_none() -> None:
    found = judged((40, 60), *[(0, 200)] * 8)
    assert found.reference == 0
    assert found.areas[0].flag
    assert "40 leavers where 0.0 would be usual; chance" in found.areas[0].why


@pytest.mark.parametrize("counts", [[], [(0, 0.0)], [(3, 0.0), (2, 0.0)]])
def test_where_nobody_is_there_is_no_rate(counts: list[tuple[int, float]]) -> None:
    found = judged(*counts)
    assert (found.tested, found.reference) == (0, None)
    assert [(a.rate, a.median, a.why) for a in found.areas] == [(None, None, NO_RATE)] * len(counts)


@pytest.mark.parametrize(
    ("leavers", "headcount", "said"),
    [
        (-1, 20, "leavers is -1"),
        (3, -0.5, "headcount is -0.5"),
        (3, float("nan"), "headcount is nan"),
        (3, float("inf"), "headcount is inf"),
        (3, 1e300, "headcount is 1e"),
        (3, 5e-324, "headcount is 5e-324"),
        (10**30, 20, "leavers is 1000"),
    ],
)
def test_what_cannot_be_is_refused_by_name(leavers: int, headcount: float, said: str) -> None:
    with pytest.raises(ValueError, match=f"area 1: {said}"):
        judged((3, 20), (leavers, headcount))


@pytest.mark.parametrize(("count", "whole"), [(21, 20), (3, 20.5)])
def test_what_is_no_share_is_refused(count: int, whole: float) -> None:
    with pytest.raises(ValueError, match=r"area 0: .* is no share"):
        judged((count, whole), law=BETA_BINOMIAL)


COUNTS = some.lists(
    some.tuples(
        some.integers(0, 3000) | some.just(0),
        some.floats(1e-6, 1e6) | some.sampled_from([0.0, 1e-6, 10.0, 1e10]),
    ),
    max_size=9,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_whatever_the_counts_the_numbers_are_numbers(counts: list[tuple[int, float]]) -> None:
    found = judged(*counts)
    for area in found.areas:
        shown = [area.low, area.median, area.high]
        if found.reference is not None:
            assert all(np.isfinite(number) for number in shown if number is not None)
            assert None not in shown
            assert sorted(shown) == shown  # type: ignore[type-var]
        assert area.q is None or 0 <= area.q <= 1
        assert area.why


@pytest.mark.parametrize("law", [BETA_BINOMIAL])
def test_the_order_of_the_areas_changes_nothing(law: Law) -> None:
    mixed = [(16, 20), *CALM]
    one, other = judged(*mixed, law=law), judged(*mixed[::-1], law=law)
    for area, again in zip(one.areas, other.areas[::-1], strict=True):
        assert area.median == pytest.approx(again.median)
        assert area.q == pytest.approx(again.q)
        assert area.flag == again.flag
