"""The numbers of every area, from one pass over the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import ibis
from ibis import _

from tandem.analytics.area import HISTORY, YEAR, AreaMonth, AreaNumbers, area_numbers
from tandem.analytics.area_jobs import jobs_of_every_area
from tandem.analytics.beside import with_the_others
from tandem.analytics.counts import numbers_by_counts
from tandem.analytics.coverage import known_since
from tandem.analytics.facts import Facts
from tandem.analytics.measures.headcount import average_headcount
from tandem.analytics.measures.turnover import leavers, own_choice_leavers
from tandem.analytics.months import Months
from tandem.analytics.prepared import cube_of, held


@dataclass(frozen=True, slots=True)
class OrganisationMonth:
    month: date
    leavers: int
    closing: int


def numbers_of_every_area(facts: Facts, *, before: date) -> dict[str, AreaNumbers]:
    """By area, over the complete months before the month of `before`.

    Areas known by counts without persons alone have the last months these speak of instead.
    """
    facts = held(facts)
    by_counts = numbers_by_counts(facts, before=before) if facts.count_rows else {}
    window = Months.last(HISTORY, before=before)
    months = months_of_every_area(facts, window)
    of_persons = (
        months_of_every_area(replace(facts, count_rows=0), window) if facts.count_rows else months
    )
    since = leavers_known_since(facts, of_persons)
    by_persons = {
        area: area_numbers(
            of_area,
            only_leavers=facts.only_leavers,
            known_since=since,
            moves_known_since=facts.moves_known_since,
        )
        for area, of_area in months.items()
        if area not in by_counts
    }
    jobs = jobs_of_every_area(facts, before=before)
    by_persons = {area: replace(each, jobs=jobs.get(area)) for area, each in by_persons.items()}
    return with_the_others(facts, months, by_persons, before=before) | by_counts


def months_of_every_area(facts: Facts, window: Months) -> dict[str, list[AreaMonth]]:
    """By area, all months of the window in order."""
    cube = with_year(cube_of(facts, window))
    by_area: defaultdict[str, list[AreaMonth]] = defaultdict(list)
    for area, *row in facts.engine.rows(cube.order_by("area", "month")):
        by_area[area].append(AreaMonth(*row))
    return dict(by_area)


def with_year(cube: ibis.Table) -> ibis.Table:
    """The movements, each month with the year that ends with it (less where less is there)."""
    year = ibis.window(group_by="area", order_by="month", preceding=YEAR - 1, following=0)
    known = [name for name in cube.columns if name.endswith("_known")]
    looked_back = cube.mutate(
        leavers_in_year=leavers(cube).over(year),
        own_choice_in_year=own_choice_leavers(cube).over(year),
        average_headcount_in_year=average_headcount(cube).over(year),
    )
    if not known:
        return looked_back
    columns = [name for name in looked_back.columns if name not in known]
    whole_year = {
        "headcounts_known_in_year": cube.headcount_known.ifelse(1, 0).min().over(year) == 1,
        "leavers_known_in_year": cube.leavers_known.ifelse(1, 0).min().over(year) == 1,
    }
    return looked_back.mutate(**whole_year).select(*columns, *known, *whole_year)


def leavers_known_since(facts: Facts, months: dict[str, list[AreaMonth]]) -> date | None:
    """As coverage.known_since, by the areas at the top added up month by month."""
    tops = facts.engine.rows(facts.areas.filter(_.parent.isnull()).select("area"))
    top_months = [months[area] for (area,) in tops if area in months]
    together = [_together(same) for same in zip(*top_months, strict=True)]
    if facts.only_leavers:  # nothing is known of the months before the first leaving
        return next((month.month for month in together if month.leavers), None)
    return known_since(together)


def _together(same_month: Sequence[AreaMonth]) -> OrganisationMonth:
    return OrganisationMonth(
        month=same_month[0].month,
        leavers=sum(month.leavers for month in same_month),
        closing=sum(month.closing for month in same_month),
    )
