from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from tandem.analytics.area import YEAR, area_numbers
from tandem.analytics.control import Verdict
from tandem.analytics.every_area import months_of_every_area, numbers_of_every_area
from tandem.analytics.facts import SPELLS, Facts
from tandem.analytics.measures.movements import movements
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER
from tandem.analytics.months import Months
from tandem.analytics.results import Hidden
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import engine, rows

NOVEMBER = date(2026, 11, 5)
AREAS = """
Varnholm:
Supply: Varnholm
Bakery: Supply
Dairy: Supply
Reeve:
"""
HIRED = date(2018, 1, 1)


def stays(
    area: str, count: int, end_on: date | None = None, reason: str | None = None
) -> list[Stay]:
    return [(area, HIRED, end_on, reason)] * count


Stay = tuple[str, date, date | None, str | None]


def facts(folder: Path, stays: list[Stay], **described: object) -> Facts:
    table = pa.table(
        {
            "person": range(len(stays)),
            "area": [area for area, *_ in stays],
            "start_on": [start for _, start, *_ in stays],
            "end_on": [end for *_, end, _ in stays],
            "came_from": [None] * len(stays),
            "went_to": [None] * len(stays),
            "end_reason": [reason for *_, reason in stays],
        },
        schema=SPELLS.to_pyarrow(),
    )
    return Facts.open(write_snapshot(folder, table, AREAS, **described), engine())


def leaving_steadily(area: str) -> list[Stay]:
    """One chose to go on the tenth of each of 40 months up to October 2026, two in even ones."""
    tenths = [date(2023 + (m + 6) // 12, (m + 6) % 12 + 1, 10) for m in range(40)]
    even = [day for day in tenths if day.month % 2 == 0]
    return [
        stay for day in tenths + even for stay in stays(area, 1, day + timedelta(1), "voluntary")
    ]


@pytest.fixture
def company(tmp_path: Path) -> Facts:
    october = date(2026, 10, 31)
    return facts(
        tmp_path,
        [
            *stays("Bakery", 120),
            *leaving_steadily("Bakery"),
            *stays("Bakery", 4, october + timedelta(1), "voluntary"),
            *stays("Bakery", 2, october, "retirement"),
            *stays("Dairy", 8),
            *stays("Reeve", 40),
            *leaving_steadily("Reeve"),
        ],
    )


def test_every_area_at_every_level_is_there(company: Facts) -> None:
    pages = numbers_of_every_area(company, before=NOVEMBER)
    assert set(pages) == {"Varnholm", "Supply", "Bakery", "Dairy", "Reeve"}
    assert {page.window for page in pages.values()} == {
        Months(date(2024, 11, 1), date(2026, 11, 1))
    }


def test_the_move_is_found_where_it_is_and_above_it(company: Facts) -> None:
    pages = numbers_of_every_area(company, before=NOVEMBER)
    verdicts = {area: page.judgement.verdict for area, page in pages.items()}
    assert verdicts == {
        "Bakery": Verdict.REAL_MOVE,
        "Supply": Verdict.REAL_MOVE,
        "Varnholm": Verdict.REAL_MOVE,
        "Reeve": Verdict.NOISE,
        "Dairy": Verdict.TOO_FEW,
    }
    assert pages["Bakery"].judgement.count == 6
    assert pages["Bakery"].months[-1].leavers == 8
    assert pages["Supply"].headcounts[-1] == 128


def test_the_page_and_the_measure_say_the_same(company: Facts) -> None:
    year = Months.last(YEAR, before=NOVEMBER)
    pages = numbers_of_every_area(company, before=NOVEMBER)
    cube = movements(company.spells, company.closure, year)
    for measure in (TOTAL_TURNOVER, OWN_CHOICE_TURNOVER):
        for area, n, denominator in rows(measure.expression(cube, year)):
            page = pages[area]
            result = page.total if measure is TOTAL_TURNOVER else page.own_choice[-1]
            assert result.denominator == pytest.approx(denominator)
            assert result.window == year
            assert result.n == (None if result.hidden else n)


def test_a_month_that_is_not_over_is_not_judged(company: Facts) -> None:
    page = numbers_of_every_area(company, before=date(2026, 10, 31))["Bakery"]
    assert page.judgement.month == date(2026, 9, 1)
    assert page.judgement.verdict is Verdict.NOISE


def test_only_leavers_give_counts_without_rates(tmp_path: Path) -> None:
    pages = numbers_of_every_area(
        facts(tmp_path, leaving_steadily("Bakery"), only_leavers=True), before=NOVEMBER
    )
    bakery = pages["Bakery"]
    assert [month.leavers for month in bakery.months[-2:]] == [1, 2]
    assert bakery.total.hidden is Hidden.ONLY_LEAVERS
    assert bakery.judgement.verdict is Verdict.NO_RATE
    assert pages["Reeve"].months[-1].leavers == 0


def test_of_leavers_alone_nothing_is_shown_before_the_first_of_them(tmp_path: Path) -> None:
    autumn = [stay for stay in leaving_steadily("Bakery") if stay[2] and stay[2] > date(2026, 8, 5)]
    page = numbers_of_every_area(facts(tmp_path, autumn, only_leavers=True), before=NOVEMBER)[
        "Bakery"
    ]
    assert page.months[0].month == page.known_since == date(2026, 8, 1)
    assert page.months[0].leavers > 0


def test_a_company_whose_export_knows_one_year_of_leavers(tmp_path: Path) -> None:
    spring = date(2025, 11, 1)
    exported = [
        stay for stay in leaving_steadily("Bakery") if stay[2] is not None and stay[2] > spring
    ]
    bakery = [*stays("Bakery", 300), *exported]
    pages = numbers_of_every_area(facts(tmp_path, bakery), before=NOVEMBER)
    assert pages["Bakery"].known_since == spring
    assert len(pages["Bakery"].months) == 12
    assert pages["Dairy"].known_since == spring  # the export is the company's, not an area's


def test_the_rows_are_what_the_page_is_made_of(company: Facts) -> None:
    months = months_of_every_area(company, Months.last(36, before=NOVEMBER))
    assert [month.month for month in months["Dairy"]] == Months.last(36, before=NOVEMBER).firsts()
    pages = numbers_of_every_area(company, before=NOVEMBER)
    alone = replace(pages["Bakery"], organisation=None, siblings=None, sits_in=None, years=())
    assert area_numbers(months["Bakery"], only_leavers=False) == alone
