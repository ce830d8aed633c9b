"""Several measures, computed in one pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tandem.analytics.facts import SPELLS, nothing_of
from tandem.analytics.measures.card import Reads
from tandem.analytics.measures.registry import MEASURES, OF_PEOPLE
from tandem.analytics.measures.turnover import TOTAL_TURNOVER
from tandem.analytics.months import Months
from tandem.analytics.prepared import (
    COLUMNS,
    held,
    month_by_month,
    of_everybody,
    over_window,
    together,
)
from tandem.analytics.tests.examples import EXAMPLES, Example
from tandem.analytics.tests.tables import rows

YEAR = 12


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
@pytest.mark.parametrize("reads", Reads)
def test_together_they_say_what_each_says_alone(reads: Reads, example: Example) -> None:
    months = Months(date(example.window.after.year - 1, 11, 1), example.window.after)
    same = [each for each in MEASURES.values() if each.reads is reads]
    found = together(same, example.facts(), months, YEAR).order_by("area", "month")
    for measure in same:
        named = (f"{measure.key}_{name}" for name in COLUMNS)
        alone = month_by_month(measure, example.facts(), months, YEAR).order_by("area", "month")
        assert rows(found.select("area", "month", *named)) == rows(alone)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_also_where_they_read_different_tables(example: Example) -> None:
    months = Months(date(example.window.after.year - 1, 11, 1), example.window.after)
    found = together(OF_PEOPLE, example.facts(), months, YEAR).order_by("area", "month")
    for measure in OF_PEOPLE:
        named = (f"{measure.key}_{name}" for name in COLUMNS)
        alone = month_by_month(measure, example.facts(), months, YEAR).order_by("area", "month")
        assert rows(found.select("area", "month", *named)) == rows(alone)


def test_held_facts_say_the_same_and_read_no_stay_for_movements() -> None:
    example = EXAMPLES[0]
    facts = held(example.facts())
    months = Months(date(example.window.after.year - 1, 11, 1), example.window.after)
    found, plain = (together(OF_PEOPLE, each, months, YEAR) for each in (facts, example.facts()))
    assert rows(found.order_by("area", "month")) == rows(plain.order_by("area", "month"))
    blind = replace(facts, spells=nothing_of(SPELLS))
    assert rows(over_window(TOTAL_TURNOVER, blind, example.window).order_by("area")) == rows(
        over_window(TOTAL_TURNOVER, facts, example.window).order_by("area")
    )


def test_what_is_held_of_areas_is_not_taken_for_everybody() -> None:
    facts = of_everybody(held(EXAMPLES[0].facts()), Reads.MOVEMENTS)
    [everybody] = rows(over_window(TOTAL_TURNOVER, facts, EXAMPLES[0].window))
    assert everybody[:2] == ("everybody", 4)


def test_no_measure_at_all_is_refused() -> None:
    facts, months = EXAMPLES[0].facts(), EXAMPLES[0].window
    with pytest.raises(ValueError, match="no measure to compute"):
        together([], facts, months, YEAR)
