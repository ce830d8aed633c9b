"""What a page says of an area held against its level: the terminal's sentences, in any language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils import translation

from tandem.analytics.beside import Tree, judged_by_level
from tandem.analytics.funnel import Unit
from tandem.analytics.hotspot_areas import AtItsLevel, Judged
from tandem.analytics.hotspot_words import q_of as in_the_terminal
from tandem.bridge.flags import flag_words, q_of

NEVER = re.compile(r"\b(drives?|causes?|because of|leads? to|worst|best|rank\w*|highest)\b", re.I)


def at_its_level(
    leavers: int = 48, people: float = 100.0, q: float = 0.003, *, flag: bool = False
) -> AtItsLevel:
    judged = Judged(
        area="bakery", leavers=leavers, headcount=people, rate=leavers / people, median=0.152,
        low=0.089, high=0.2384, above=0.6, p=q / 10, q=q, flag=flag, fewest=31, visible=2.04,
        why="as the terminal says it",
    )  # fmt: skip
    return AtItsLevel(judged=judged, areas=61, tested=84, reference=0.13)


def test_a_flag_says_how_many_where_how_many_are_usual_and_never_why() -> None:
    said = flag_words(at_its_level(flag=True))
    assert said.flagged
    assert said.why == (
        "Flagged: 48 people chose to leave where 13.0 would be usual among the 61 areas of this "
        "level. Chance and the usual differences between areas rarely give so many (q 0.003). "
        "A flag says look here; it does not say why. It takes no account of who works here: areas "
        "of newer people, for one, lose more people."
    )


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (
            at_its_level(13, q=0.6),
            "No flag: the rate is not above that of the 61 areas of this level.",
        ),
        (at_its_level(2, 11.0, q=0.05), "No flag: fewer than 3 people chose to leave."),
        (
            at_its_level(22, q=0.42),
            "No flag: chance and the usual differences between the 61 areas of this level may "
            "well give so many (q 0.42).",
        ),
        (
            at_its_level(18, q=0.04),
            "No flag: 1.38 times the rate of the 61 areas of this level; it takes 1.5.",
        ),
        (
            at_its_level(1949, 10_000.0, q=0.04),
            "No flag: just under 1.5 times the rate of the 61 areas of this level; it takes 1.5.",
        ),
    ],
)
def test_without_a_flag_the_first_condition_that_is_missing_is_named(
    found: AtItsLevel, why: str
) -> None:
    said = flag_words(found)
    assert not said.flagged
    assert said.why == why


def test_the_likely_rate_and_the_smallest_effect_stand_beside_it() -> None:
    said = flag_words(at_its_level())
    assert said.likely == (
        "With what all areas of the level tell, its true rate most likely lies near 15.2%: "
        "between 8.9% and 23.8% with a probability of 90%."
    )
    assert said.visible == (
        "At this size 31 people or more would be flagged. The area is too small to see less than "
        "2.0 times the usual rate; so much would be flagged in 8 of 10 such years. Below it, "
        "numbers cannot tell: ask."
    )


def test_where_nothing_could_be_flagged_no_smallest_effect_is_told() -> None:
    found = at_its_level()
    silent = replace(found, judged=replace(found.judged, fewest=None, visible=None, median=None))
    assert flag_words(silent).visible == ""
    assert flag_words(silent).likely == ""


@pytest.mark.parametrize("q", [1e-9, 0.0009, 0.001, 0.0032, 0.05, 0.099, 0.1, 0.1001, 0.42, 1.0])
def test_page_and_terminal_say_the_same_q(q: float) -> None:
    said, told = q_of(q), in_the_terminal(q)
    assert said == told or float(said[2:]) == float(told[2:])


def test_another_language_has_its_own_numbers() -> None:
    with translation.override("de"):
        assert "2,0" in flag_words(at_its_level()).visible


@pytest.mark.parametrize("leavers", range(2, 60, 4))
def test_no_sentence_says_why_or_puts_anybody_in_an_order(leavers: int) -> None:
    parents = {"Top": None} | {f"Team {n}": "Top" for n in range(8)}
    units = {f"Team {n}": Unit(7 * n + 4, 50.0 * n + 20) for n in range(8)}
    units["Team 3"] = Unit(leavers, 60.0)
    for found in judged_by_level(Tree(parents), units).values():
        said = flag_words(found)
        assert said.flagged is found.judged.flag
        assert said.why.startswith("Flagged: " if said.flagged else "No flag: ")
        assert not NEVER.search(f"{said.why} {said.likely} {said.visible}")
        # The same ground as in the terminal's sentence.
        assert said.flagged is found.judged.why.startswith("Flagged")
