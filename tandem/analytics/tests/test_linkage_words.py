"""The fixed list of what may be said of a link."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

import pytest

from tandem.analytics.linkage_words import ASSOCIATION, LINKED, WORDINGS, Scene, Verdict, sentence

SCENE = Scene(
    driver="trust", outcome="turnover", lag=1, step="quarter", rows=96, units=12, periods=8,
    unseen=0.4, rho=0.61, low=0.2, high=0.8,
)  # fmt: skip
CAUSE = ("because", "cause", "drives", "leads to", "effect", "impact", "makes", "due to")


@pytest.mark.parametrize(
    ("lag", "step", "when"),
    [
        (0, "month", "in the same month"),
        (1, "half-year", "one half-year later"),
        (2, "half-year", "2 half-years later"),
        (12, "month", "12 months later"),
    ],
)
def test_a_lag_is_told_in_periods(lag: int, step: str, when: str) -> None:
    assert replace(SCENE, lag=lag, step=step).when == when


def test_every_verdict_but_silence_has_a_wording() -> None:
    assert set(WORDINGS) == set(Verdict) - {Verdict.SILENT}


@pytest.mark.parametrize("verdict", list(WORDINGS))
def test_no_wording_says_why(verdict: Verdict) -> None:
    """“It drives” is never said, however strong the link."""
    said = sentence(verdict, SCENE).lower()
    assert not [word for word in CAUSE if word in said]


@pytest.mark.parametrize("verdict", list(WORDINGS))
def test_a_link_is_called_an_association_and_no_link_is_not(verdict: Verdict) -> None:
    assert sentence(verdict, SCENE).endswith(ASSOCIATION) is (verdict in LINKED)
    unlinked = {Verdict.NOTHING_SEEN, Verdict.NO_DIRECTION, Verdict.NOT_TOGETHER}
    assert set(WORDINGS) - LINKED == unlinked


@pytest.mark.parametrize("verdict", sorted(LINKED))
def test_the_direction_is_that_of_the_numbers(verdict: Verdict) -> None:
    """Each wording of a link would be false with its sign turned round, so it must change."""
    up, down = (sentence(verdict, replace(SCENE, up=up)) for up in (True, False))
    assert up != down
    assert ("lower" in down) or ("opposite directions" in down)
    assert "opposite" not in up
    assert "lower" not in up


@pytest.mark.parametrize("verdict", list(WORDINGS))
def test_both_columns_are_named_and_no_place_is_left_open(verdict: Verdict) -> None:
    said = sentence(verdict, SCENE)
    assert "rust" in said  # with a capital where it comes first
    assert "turnover" in said
    assert "one quarter later" in said
    assert not [field for _, field, *_ in Formatter().parse(said) if field is not None]


@pytest.mark.parametrize("verdict", [Verdict.BETWEEN_UNITS, Verdict.BEYOND_BEFORE])
def test_no_link_over_time_is_said_only_where_units_could_be_followed(verdict: Verdict) -> None:
    followed, not_followed = (
        sentence(verdict, replace(SCENE, followed=followed)) for followed in (True, False)
    )
    assert "Within one unit over time no link stands out" in followed
    assert "Within one unit over time there was nothing to compare" in not_followed
    assert "stands out" not in not_followed


def test_names_with_braces_are_names() -> None:
    said = sentence(Verdict.THROUGHOUT, replace(SCENE, driver="{unseen}", outcome="{0}"))
    assert "Where {unseen} was higher, {0} one quarter later" in said


def test_how_weak_a_link_would_stay_unseen_is_told_where_none_is_seen() -> None:
    said = sentence(Verdict.NOTHING_SEEN, SCENE)
    assert "weaker than about 0.40 standard deviations" in said
    assert "among these 12 units" in said


@pytest.mark.parametrize("verdict", [Verdict.MOVED_TOGETHER, Verdict.NOT_TOGETHER])
def test_a_rank_correlation_comes_with_its_range(verdict: Verdict) -> None:
    assert "(rank correlation 0.61, at 95 % between 0.20 and 0.80)" in sentence(verdict, SCENE)


@pytest.mark.parametrize(("pairs", "told"), [(1, False), (2, True), (40, True)])
def test_how_many_pairs_were_looked_at_is_told_where_there_were_several(
    pairs: int, told: bool
) -> None:
    said = sentence(Verdict.BETWEEN_UNITS, replace(SCENE, pairs=pairs))
    assert (f"{pairs} pairs were looked at together." in said) is told


def test_what_was_done_in_place_of_a_panel_is_told_first() -> None:
    said = sentence(Verdict.MOVED_TOGETHER, replace(SCENE, how="two units are too few."))
    assert said.startswith("Two units are too few. Trust and turnover")
