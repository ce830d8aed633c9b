"""Year by year: the same counts as month by month, and everything adds up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.analytics.area import AreaYear
from tandem.analytics.facts import Facts
from tandem.analytics.history import _years, years_of_every_area
from tandem.analytics.measures.movements import flows
from tandem.analytics.measures.years import yearly_movements
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.results import Hidden
from tandem.analytics.tests.recount import Organisation, organisations, recount
from tandem.analytics.tests.tables import closure_columns, rows
from tandem.analytics.tests.test_every_area import facts, stays

WINDOW = Months(date(2025, 1, 1), date(2025, 9, 1))


def years_of(organisation: Organisation, window: Months) -> dict[str, tuple[AreaYear, ...]]:
    closure = ibis.memtable(pa.table(closure_columns(organisation.parents)))
    found = yearly_movements(flows(ibis.memtable(organisation.table()), closure), window)
    by_area: dict[str, dict[int, tuple[int, ...]]] = {area: {} for area in organisation.parents}
    for area, *counts, year in rows(found):
        by_area[area][year] = tuple(counts)
    last = window.month_ends()[-1].replace(day=1)
    return {area: _years(years, window.first.year, last) for area, years in by_area.items()}


@pytest.mark.slow
@given(organisations(), st.sampled_from([2, 6, 12, 14]))
@settings(max_examples=40, deadline=None)
def test_every_year_is_its_months_and_closing_is_what_came_and_went(
    organisation: Organisation, length: int
) -> None:
    window = Months(date(2025, 1, 1), month_of(month_number(date(2025, 1, 1)) + length))
    months = recount(organisation, window)
    for area, years in years_of(organisation, window).items():
        for year in years:
            came = year.joiners + (year.moved_in or 0)
            went = year.leavers + (year.moved_out or 0)
            assert year.closing == year.opening + came - went
            of_year = [
                counted for (place, month), counted in sorted(months.items())
                if place == area and month.year == year.year
            ]  # fmt: skip
            opening, joiners, moved_in, leavers, own, _retired, moved_out, closing = zip(
                *of_year, strict=True
            )
            assert (year.opening, year.closing) == (opening[0], closing[-1])
            assert year.joiners == sum(joiners)
            assert year.leavers == sum(leavers)
            assert year.moved_in == sum(moved_in)
            assert year.moved_out == sum(moved_out)
            assert year.average_headcount == pytest.approx(sum(closing) / len(closing))
            assert year.own_choice in (sum(own), None)
        for before, after in pairwise(years):
            assert before.closing == after.opening


@pytest.fixture
def company(tmp_path: Path) -> Facts:
    """Hired in 2018; two left Bakery in 2021, one in January 2026."""
    gone = [date(2021, 5, 10), date(2021, 12, 31), date(2026, 1, 31)]
    left = [stay for day in gone for stay in stays("Bakery", 1, day + timedelta(1), "voluntary")]
    return facts(tmp_path, [*stays("Bakery", 20), *left, *stays("Dairy", 5)])


def test_the_whole_history_is_told_quiet_years_too(company: Facts) -> None:
    years = years_of_every_area(company, before=date(2026, 11, 5))["Bakery"]
    told = [(y.year, y.opening, y.joiners, y.leavers, y.closing) for y in years]
    assert told == [
        (2018, 0, 23, 0, 23),
        (2019, 23, 0, 0, 23),
        (2020, 23, 0, 0, 23),
        (2021, 23, 0, 2, 21),  # 31 December is a leaver of December
        (2022, 21, 0, 0, 21),
        (2023, 21, 0, 0, 21),
        (2024, 21, 0, 0, 21),
        (2025, 21, 0, 0, 21),
        (2026, 21, 0, 1, 20),
    ]
    assert years[-1].until == date(2026, 10, 1)
    assert {year.until for year in years[:-1]} == {None}
    supply = years_of_every_area(company, before=date(2026, 11, 5))["Supply"]
    assert supply[-1].closing == 25


def test_a_year_has_its_average_and_its_rates_as_any_twelve_months(company: Facts) -> None:
    years = {y.year: y for y in years_of_every_area(company, before=date(2026, 11, 5))["Bakery"]}
    of_2021 = years[2021]
    average, rate = of_2021.average_headcount, of_2021.own_choice_rate
    assert average == pytest.approx((4 * 23 + 7 * 22 + 21) / 12)
    assert average is not None
    assert rate is not None
    assert (rate.n, rate.denominator) == (2, average)
    assert rate.window == Months(date(2021, 1, 1), date(2022, 1, 1))
    assert rate.value == pytest.approx(2 / average)
    assert of_2021.total_rate is not None
    assert of_2021.total_rate.measure == "K02"


def test_a_year_that_is_not_over_has_no_rate(company: Facts) -> None:
    running = years_of_every_area(company, before=date(2026, 11, 5))["Bakery"][-1]
    assert (running.own_choice_rate, running.total_rate) == (None, None)
    assert (running.own_choice, running.average_headcount) == (1, 20.0)


def test_under_ten_people_on_average_a_year_has_neither_rate_nor_own_choice(
    company: Facts,
) -> None:
    of_2021 = years_of_every_area(company, before=date(2026, 11, 5))["Dairy"][3]
    assert (of_2021.year, of_2021.own_choice) == (2021, None)
    assert of_2021.total_rate is not None
    assert of_2021.total_rate.hidden is Hidden.TOO_FEW
    assert of_2021.total_rate.n is None


def test_moves_are_not_known_before_the_month_they_are_known_since(tmp_path: Path) -> None:
    company = facts(tmp_path, stays("Bakery", 20), moves_known_since="2025-04-01")
    years = {y.year: y for y in years_of_every_area(company, before=date(2026, 11, 5))["Bakery"]}
    assert (years[2025].moved_in, years[2025].moved_out) == (None, None)
    assert years[2025].closing == 20
    assert (years[2026].moved_in, years[2026].moved_out) == (0, 0)


def test_a_year_that_is_over_is_whole(company: Facts) -> None:
    years = years_of_every_area(company, before=date(2026, 1, 20))["Bakery"]
    assert (years[-1].year, years[-1].until) == (2025, None)


def test_years_before_leavers_are_known_are_left_out(tmp_path: Path) -> None:
    """An export of everybody now here, with the leavers of two years and a half."""
    days = [date(2024 + n // 12, n % 12 + 1, 9) for n in range(4, 34)]
    left = [s for day in days for s in stays("Bakery", 2, day, "voluntary")]
    company = facts(tmp_path, [*stays("Bakery", 100), *left])
    years = years_of_every_area(company, before=date(2026, 11, 5))["Bakery"]
    assert [year.year for year in years] == [2025, 2026]  # 2024 is known from May on only


def test_a_file_of_leavers_alone_has_no_years(tmp_path: Path) -> None:
    company = facts(tmp_path, stays("Bakery", 9, date(2026, 5, 1)), only_leavers=True)
    assert years_of_every_area(company, before=date(2026, 11, 5)) == {}


def test_nobody_yet_has_no_years(tmp_path: Path) -> None:
    assert years_of_every_area(facts(tmp_path, []), before=date(2026, 11, 5)) == {}
