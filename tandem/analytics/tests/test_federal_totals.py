"""Published totals counted again: all separations from the US federal service in one year."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date, datetime
from functools import cache

import ibis
import pyarrow as pa
import pytest
from ibis import _

from tandem.analytics.facts import Facts
from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.months import Months
from tandem.analytics.prepared import cube_of, of_everybody, over_window
from tandem.analytics.taking import take
from tandem.analytics.tests.real_data import DATA, required
from tandem.analytics.tests.tables import engine, rows

EXPORT = DATA / "opm_separations_fy2009/SEPDATA_FY2009.TXT.gz"
HERE = required(EXPORT)
YEAR = Months(date(2008, 10, 1), date(2009, 10, 1))
COLUMN = {  # each code of a reason, as a column of counts
    "SA": "transfers", "SB": "transfers", "SC": "own_choice", "SD": "retirements",
    "SE": "retirements", "SF": "retirements", "SG": "retirements", "SH": "involuntary",
    "SI": "involuntary", "SJ": "other", "SK": "other", "SL": "other",
}  # fmt: skip
PUBLISHED = {"SC": 74_774, "SD": 38_983, "SA": 22_514, "SI": 11_594, "SK": 3_134, "SH": 414}
ALL = 215_730

pytestmark = [pytest.mark.slow, HERE]


@cache
def separations() -> Counter[tuple[str, str, date]]:
    """People by reason, agency and month, from the file alone."""
    with gzip.open(EXPORT, "rt", encoding="latin-1", newline="") as file:
        return Counter(
            (row["SEP"].strip(), row["AGYSUB"][:2], month(row["EFDATE"].strip()))
            for row in csv.DictReader(file)
        )


def month(text: str) -> date:
    return datetime.strptime(text, "%Y%m").date()  # noqa: DTZ007 - a month has no zone


@cache
def federal() -> Facts:
    """Each agency as an area below its reason, so that a reason's total is that of an area."""
    told = [
        {"area": f"{reason} / {agency}", "month": when, COLUMN[reason]: people}
        for (reason, agency, when), people in separations().items()
    ]
    names = ("area", "month", *dict.fromkeys(COLUMN.values()))
    counts = pa.table({name: [row.get(name, 0) for row in told] for name in names})
    taken = take(engine=engine(), leaver_counts=counts)
    assert not taken.refused
    return taken.facts


def gone() -> ibis.Table:
    """Who left each area of the tree in the year, moves to another agency with them."""
    cube = cube_of(federal(), YEAR).group_by("area")
    return cube.agg(gone=(_.leavers + _.moved_out).sum().cast("int64"))


def counted(key: str) -> ibis.Table:
    """Of everybody: the count of a measure over the year."""
    measure = MEASURES[key]
    found = over_window(measure, of_everybody(federal(), measure.reads), YEAR)
    return found.select(n=_.n.cast("int64"))


def check(found: dict[str, int]) -> None:
    """The published totals, and a plain recount of every reason and agency."""
    assert {reason: found[reason] for reason in PUBLISHED} == PUBLISHED
    assert sum(found[reason] for reason in COLUMN) == ALL
    recount: Counter[str] = Counter()
    for (reason, agency, _when), people in separations().items():
        recount[reason] += people
        recount[f"{reason} / {agency}"] += people
    assert found == recount


def test_the_published_totals_come_out_at_every_level() -> None:
    check(dict(rows(gone())))


def test_leavers_are_all_but_the_transfers_and_own_choice_is_quitting() -> None:
    recount: Counter[str] = Counter()
    for (reason, *_rest), people in separations().items():
        recount[COLUMN[reason]] += people
    assert rows(counted("K02")) == [(ALL - recount["transfers"],)]
    assert rows(counted("K03")) == [(PUBLISHED["SC"],)]
    assert rows(counted("retirement")) == [(recount["retirements"],)]
