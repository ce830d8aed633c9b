"""Promotions and spans of control of every area, as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tandem.analytics.area import YEAR, AreaJobs
from tandem.analytics.asked import ask, ask_each
from tandem.analytics.facts import Facts
from tandem.analytics.measures.levels import PROMOTION
from tandem.analytics.measures.spans import SPAN, SPAN_FEW, SPAN_MANY
from tandem.analytics.months import Months
from tandem.analytics.results import Result
from tandem.analytics.shown import Answer


def jobs_of_every_area(facts: Facts, *, before: date) -> Mapping[str, AreaJobs]:
    """By area: over the year before the month of `before`; spans on the day of the facts, which
    every file tells. Empty without jobs."""
    if facts.jobs is None:
        return {}

    year = Months.last(YEAR, before=before)
    promotions = by_area(ask(PROMOTION, facts, window=year, by=["area"]))
    spans = ask_each([SPAN, SPAN_FEW, SPAN_MANY], facts, by=["area"])
    span, few, many = map(by_area, spans)
    return {
        area: AreaJobs(
            day=facts.as_of, promotions=result, span=span[area], few=few[area], many=many[area]
        )
        for area, result in promotions.items()
        if area is not None
    }


def by_area(answer: Answer) -> Mapping[str | None, Result]:
    return {each.area: each.result for each in answer}
