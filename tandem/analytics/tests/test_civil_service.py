"""A published benchmark computed again: the UK Civil Service People Survey, 2009 to 2024.

Raw data Crown copyright, Open Government Licence v3.0; compiled by Matt Kerlogue, CC BY 4.0.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from statistics import median

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis import _

from tandem.analytics.engine import Engine
from tandem.analytics.taking import take
from tandem.analytics.tests.real_data import DATA, required
from tandem.analytics.tests.tables import engine

FILE = DATA / "uk_civil_service_people_survey/04_02-raw_tbl_org_data.parquet"
INDEX = re.compile(rb"engagement.(index|score)|^ees", re.IGNORECASE)
TOGETHER = re.compile(r"CS_|CIVILSERVICE")  # rows of the whole civil service, or of a median

HERE = required(FILE)
pytestmark = [pytest.mark.slow, HERE]
PUBLISHED = dict(
    zip(range(2009, 2021), (58, 56, 56, 58, 58, 59, 58, 59, 61, 62, 63, 66), strict=True)
)
NEAR = {
    2021: (65.717, 65.717),
    2022: (64.585, 64.585),
    2023: (63.862, 63.920),
    2024: (64.074, 64.076),
}
"""Year to what its organisations give and what was published: the last two near, not equal."""


@cache
def by_year() -> dict[int, list[float]]:
    """The index of each organisation, from the file alone."""
    table = pq.read_table(FILE)
    asked = table["question_measure"].cast("binary").to_pylist()  # some bytes are no UTF-8
    found: defaultdict[int, list[float]] = defaultdict(list)
    cells = (table[name].to_pylist() for name in ("obj_year", "org_code", "value"))
    for question, year, code, value in zip(asked, *cells, strict=True):
        is_index = question is not None and INDEX.search(question)
        if is_index and value is not None and not TOGETHER.match(code or ""):
            found[year].append(value)
    return dict(found)


def observed() -> ibis.Table:
    """The same as observations of facts: the median of each year, by whichever engine is asked."""
    rows = [
        (f"organisation {at}", "engagement_index", date(year, 10, 1), date(year, 11, 1), value)
        for year, values in by_year().items()
        for at, value in enumerate(values)
    ]
    names = ("area", "series", "first", "after", "value")
    taken = take(
        engine=engine(),
        observations=pa.table(dict(zip(names, zip(*rows, strict=True), strict=True))),
    )
    assert not taken.refused
    return taken.facts.observations.group_by(year=_["first"].year()).agg(m=_.value.median())


def medians_by(engine: Engine) -> dict[int, float]:
    return {int(year): float(value) for year, value in engine.rows(observed())}


@pytest.fixture(scope="module")
def medians() -> dict[int, float]:
    return medians_by(engine())


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_published_medians_of_2009_to_2020_come_out(
    medians: dict[int, float], year: int
) -> None:
    assert round(medians[year]) == PUBLISHED[year]


@pytest.mark.parametrize("year", NEAR)
def test_those_of_2021_to_2024_come_near_and_are_told_as_they_are(
    medians: dict[int, float], year: int
) -> None:
    recomputed, published = NEAR[year]
    assert medians[year] == pytest.approx(recomputed, abs=0.0006)
    assert medians[year] == pytest.approx(published, abs=0.06)


def test_the_engine_and_plain_python_agree(medians: dict[int, float]) -> None:
    assert medians == {year: pytest.approx(median(values)) for year, values in by_year().items()}
