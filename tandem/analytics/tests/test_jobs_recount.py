"""Levels, managers and followers of any organisation, beside a plain recount of the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings

from tandem.analytics.former_managers import of_each
from tandem.analytics.measures.card import Reads
from tandem.analytics.measures.levels import KNOWN, NO_ORDER, NOT_TOLD
from tandem.analytics.months import Months
from tandem.analytics.prepared import cube_of, prepared
from tandem.analytics.tests import jobs_recount as plain
from tandem.analytics.tests.jobs_recount import Company, companies
from tandem.analytics.tests.recount import FIRST_DAY
from tandem.analytics.tests.tables import rows

WINDOW = Months(date(2025, 1, 1), date(2025, 5, 1))
AS_OF = FIRST_DAY + timedelta(days=150)
EVERY = settings(  # making a failure smaller would take minutes
    deadline=None, max_examples=20, phases=[Phase.explicit, Phase.generate]
)
pytestmark = pytest.mark.slow


@EVERY
@given(companies())
def test_promotions_are_those_of_a_look_at_every_person(company: Company) -> None:
    found = prepared(Reads.LEVELS, company.facts(), WINDOW, 12)
    told = rows(found.select("area", "month", "promotions", "jobs_known"))
    assert len(told) == len(plain.areas(company)) * len(WINDOW)
    for area, month, promotions, known in told:
        risen, untold = plain.promotions(company, area, Months.last(1, before=_next(month)))
        assert promotions == risen
        if known != NOT_TOLD:
            assert known == (NO_ORDER if untold else KNOWN)


@EVERY
@given(companies())
def test_movements_stay_as_they_were(company: Company) -> None:
    cube = cube_of(company.facts(), WINDOW)
    found = prepared(Reads.LEVELS, company.facts(), WINDOW, 12).select(*cube.columns)
    assert sorted(rows(found)) == sorted(rows(cube))


@EVERY
@given(companies())
def test_spans_are_those_of_a_look_at_every_manager(company: Company) -> None:
    found = rows(prepared(Reads.SPANS, company.facts(), WINDOW, 12))
    assert len(found) == len(plain.areas(company)) * len(WINDOW)
    for area, managers, middle, few, many, month, known in found:
        day = _next(month) - timedelta(days=1)
        assert (managers, middle, few, many) == plain.spans(company, area, day)
        assert known == (KNOWN if plain.enough_managers(company, day) else NOT_TOLD)


@EVERY
@given(companies())
def test_an_area_has_the_managers_of_those_below_it_together(company: Company) -> None:
    """Of all areas that nobody else's lie in: no manager is lost, and none is counted twice."""
    found = rows(prepared(Reads.SPANS, company.facts(), Months.last(1, before=WINDOW.after), 1))
    parents = company.organisation.parents
    roots = {area for area, above in parents.items() if above is None}
    there = {job.person for job in company.jobs if job.on(WINDOW.after - timedelta(days=1))}
    assert sum(row[1] for row in found if row[0] in roots) <= len(there)
    managers = {row[0]: row[1] for row in found}
    for area in parents:
        inside = [managers[below] for below, above in parents.items() if above == area]
        assert managers[area] >= sum(inside)


@EVERY
@given(companies())
def test_followers_are_those_of_a_look_at_every_day(company: Company) -> None:
    found = [
        (each.manager, each.day, (each.after.leavers, each.after.person_days),
         (each.before.leavers, each.before.person_days))
        for each in of_each(company.facts(), since=date.min, as_of=AS_OF)
    ]  # fmt: skip
    assert sorted(found) == plain.followed(company, AS_OF)


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
