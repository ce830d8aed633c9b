"""Several measures, computed in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from tandem.analytics.facts import SPELLS, nothing_of
from tandem.analytics.measures.card import Measure, Reads
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


Rows = list[tuple[Any, ...]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
@pytest.mark.parametrize("reads", Reads)
def test_together_they_say_what_each_says_alone(reads: Reads, example: Example) -> None:
    agree([each for each in MEASURES.values() if each.reads is reads], example)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_also_where_they_read_different_tables(example: Example) -> None:
    agree(OF_PEOPLE, example)


def agree(measures: Sequence[Measure], example: Example) -> None:
    found = together(measures, example.facts(), a_year(example), YEAR).order_by("area", "month")
    places = {name: place for place, name in enumerate(found.columns)}
    answer = rows(found)  # once: as a question of each measure it would be counted for each
    for measure in measures:
        names = ("area", "month", *(f"{measure.key}_{name}" for name in COLUMNS))
        told = [tuple(row[places[name]] for name in names) for row in answer]
        assert told == alone(measure.key, EXAMPLES.index(example)), measure.key


@cache
def alone(key: str, number: int) -> Rows:
    """The rows of a measure, which both tests ask for."""
    example = EXAMPLES[number]
    asked = month_by_month(MEASURES[key], example.facts(), a_year(example), YEAR)
    return rows(asked.order_by("area", "month"))


def a_year(example: Example) -> Months:
    return Months(date(example.window.after.year - 1, 11, 1), example.window.after)


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
