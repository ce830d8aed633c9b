"""Several measures, computed in one pass."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.analytics.measures.card import Reads
from tandem.analytics.measures.registry import MEASURES, OF_PEOPLE
from tandem.analytics.months import Months
from tandem.analytics.prepared import COLUMNS, month_by_month, together
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


def test_no_measure_at_all_is_refused() -> None:
    facts, months = EXAMPLES[0].facts(), EXAMPLES[0].window
    with pytest.raises(ValueError, match="no measure to compute"):
        together([], facts, months, YEAR)
