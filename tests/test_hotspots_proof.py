"""How often hotspots err, and what they find: docs/methods/evidence_hotspots.md, but smaller."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tools.evidence.hotspots import (
    coverage,
    coverage_of_the_family,
    false_share,
    false_share_of_levels,
    falsely_flagged,
    found_again,
    garwood_covers,
    grid,
    percent,
)

PAGE = Path(__file__).parent.parent / "docs/methods/evidence_hotspots.md"

pytestmark = [pytest.mark.slow, pytest.mark.alike]


@pytest.mark.parametrize(("spread", "at_most"), [(0.0, 0.06), (0.15, 0.10), (0.3, 0.10)])
def test_among_a_hundred_areas_without_a_hotspot_one_is_flagged_in_a_tenth_of_cases_at_most(
    spread: float, at_most: float
) -> None:
    assert falsely_flagged(100, spread, 200, 1) <= at_most


def test_a_hotspot_of_three_times_at_sixty_people_and_18_percent_is_found() -> None:
    assert found_again(60, 60, 0.18, 3, 200, 3) >= 0.8


def test_what_is_too_small_is_not_found_and_nobody_pretends() -> None:
    assert found_again(60, 15, 0.05, 3, 60, 3) < 0.2
    assert found_again(60, 500, 0.18, 3, 30, 3) == 1


def test_beside_hotspots_few_flags_are_false() -> None:
    false, found = false_share(60, 0.15, 3, 100, 2)
    assert false <= 0.10
    assert found >= 0.8


def test_several_hotspots_do_not_hide_each_other() -> None:
    assert found_again(60, 60, 0.18, 3, 60, 3, hot=6) >= 0.7


@pytest.mark.parametrize(("hot", "finds"), [(0, 0), (1, 0.7), (3, 0.7)])
def test_of_two_levels_looked_at_together_few_flags_are_false(hot: int, finds: float) -> None:
    false, found = false_share_of_levels(60, 12, 0.15, hot, 100, 6)
    assert false <= 0.10
    assert found >= finds


@pytest.mark.parametrize("areas", [10, 100])
def test_the_likely_rate_holds_the_true_one_in_nine_of_ten_areas_of_the_family(areas: int) -> None:
    assert 0.88 <= coverage_of_the_family(areas, 0.3, 40, 4) <= 0.92


def test_and_of_the_areas_it_was_fitted_to_whatever_their_size() -> None:
    whole, *by_size = coverage(100, 0.3, 40, 5)
    assert 0.87 <= whole <= 0.92
    assert all(0.84 <= share <= 0.94 for share in by_size)


def test_the_exact_interval_of_a_count_never_falls_under_nine_in_ten() -> None:
    means = np.concatenate([np.arange(1, 100) / 20, np.arange(5, 60, 1.7)])
    assert min(garwood_covers(float(mean)) for mean in means) >= 0.9


def test_a_grid_is_a_table() -> None:
    assert grid("people", ["a"], iter([["15", percent(0.255)]])) == (
        "| people | a |\n| --- | --- |\n| 15 | 26 % |"
    )


def test_the_page_was_written_by_the_script() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert "python -m tools.evidence.hotspots" in told
    found = percent(found_again(60, 60, 0.18, 3, 200, 3))
    assert f"found in {found} of\nthe runs" in told
