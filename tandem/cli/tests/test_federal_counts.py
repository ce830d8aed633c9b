"""A real export without persons: 215,730 federal separations as the office published them."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from tandem.analytics.tests.real_data import CHECKOUT, DATA, required
from tandem.cli.tests.homes import TANDEM, Home, measured

TABLES = DATA / "opm_separations_fy2009"
EXPORT = TABLES / "SEPDATA_FY2009.TXT.gz"
MAPPING = CHECKOUT / "docs/for_operators/examples/opm_separations.toml"
ROWS = 215_730
MOST_MEMORY = 500 * 1024  # KiB
MOST_SECONDS = 60
CLASSES = {
    "SA": "transfer", "SB": "transfer", "SC": "voluntary", "SD": "retirement", "SE": "retirement",
    "SF": "retirement", "SG": "retirement", "SH": "involuntary", "SI": "involuntary",
    "SJ": "other", "SK": "other", "SL": "other",
}  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    required(EXPORT),
]

Place = tuple[str, str]
"""Code of the agency's part, and month as 200908."""


@dataclass(frozen=True)
class Imported:
    """What the command left and said. memory: its peak, in KiB; seconds: of the whole command."""

    home: Home
    report: Any
    memory: int
    seconds: float


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("federal")
    home, told, peak = Home(folder / "home"), folder / "report.json", folder / "peak"
    words = ("--shape", "counts", "--mapping", str(MAPPING), "--codes", str(TABLES), "--json")
    command = measured(peak, *TANDEM, "import", "people", str(EXPORT), *words)
    begun = time.process_time(), os.times().children_user + os.times().children_system
    with told.open("w") as out, (folder / "notes").open("w") as notes:
        done = subprocess.run(
            command, env=home.environment(), stdout=out, stderr=notes, check=False
        )
    spent = os.times().children_user + os.times().children_system - begun[1]
    assert done.returncode == 0, (folder / "notes").read_text()
    return Imported(home, json.loads(told.read_text()), int(peak.read_text()), spent)


def table(name: str) -> Iterator[dict[str, str]]:
    """From the published file alone, with nothing of ours."""
    with (TABLES / name).open(encoding="latin-1", newline="") as rows:
        yield from csv.DictReader(rows)


@pytest.fixture(scope="module")
def separations() -> list[dict[str, str]]:
    with gzip.open(EXPORT, "rt", encoding="latin-1", newline="") as rows:
        return [
            {name: row[name].strip() for name in ("AGYSUB", "SEP", "EFDATE")}
            for row in csv.DictReader(rows)
        ]


def stored(home: Home, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home.database)) as database:
        return database.execute(query, values).fetchall()


def test_every_row_is_taken(imported: Imported) -> None:
    report = imported.report
    assert (report["rows"], report["accepted"], report["rejected"]) == (ROWS, ROWS, 0)
    assert report["people"] == {"new": 0, "changed": 0, "left": 0}
    assert (report["leavers"], report["headcounts"]) == (ROWS, 0)
    assert report["problems"] == []


def test_the_totals_are_the_published_ones(imported: Imported) -> None:
    query = "SELECT reason, sum(leavers) FROM organisation_leavercount GROUP BY reason"
    totals = dict(stored(imported.home, query))
    assert sum(totals.values()) == ROWS
    assert totals["Quit"] == 74_774
    assert totals["Retirement - Voluntary"] == 38_983
    assert totals["Transfer Out - Individual Transfer"] == 22_514
    assert totals["Termination or Removal (Discipline/Performance)"] == 11_594
    assert totals["Death"] == 3_134
    assert totals["Reduction In Force (RIF)"] == 414


def test_every_reason_is_counted_as_its_class(
    imported: Imported, separations: list[dict[str, str]]
) -> None:
    query = "SELECT reason_class, sum(leavers) FROM organisation_leavercount GROUP BY reason_class"
    assert dict(stored(imported.home, query)) == Counter(CLASSES[row["SEP"]] for row in separations)


def test_five_agencies_and_months_equal_a_plain_recount(
    imported: Imported, separations: list[dict[str, str]]
) -> None:
    parts = {row["AGYSUB"].strip(): row for row in table("DTagy.txt")}
    recount: Counter[Place] = Counter((row["AGYSUB"], row["EFDATE"]) for row in separations)
    for unit, month in random.Random(2009).sample(sorted(recount), 5):
        top, part = (after_code(parts[unit][name].strip()) for name in ("AGYT", "AGYSUBT"))
        assert leavers(imported.home, top, part, month) == recount[unit, month], (unit, month)


def test_every_agency_and_month_equals_the_recount_together(
    imported: Imported, separations: list[dict[str, str]]
) -> None:
    """Whole agencies: their parts and themselves, by the name of the table."""
    tops = {row["AGYSUB"].strip(): after_code(row["AGYT"].strip()) for row in table("DTagy.txt")}
    recount = Counter((" ".join(tops[r["AGYSUB"]].split()), r["EFDATE"]) for r in separations)
    found = stored(
        imported.home,
        """
        SELECT coalesce(above.name, area.name), strftime('%Y%m', count.month), sum(count.leavers)
        FROM organisation_leavercount count
        JOIN organisation_area area ON area.id = count.area_id
        LEFT JOIN organisation_area above ON above.id = area.parent_id GROUP BY 1, 2
        """,
    )
    assert {(name, month): people for name, month, people in found} == recount


def after_code(text: str) -> str:
    """As as_people.py of the same folder takes it: "AF02-AIR FORCE ACADEMY" without its code."""
    return text.split("-", 1)[1].strip() if "-" in text[:5] else text


def leavers(home: Home, top: str, part: str, month: str) -> int:
    """Of the part in the month; a part named as its agency is the agency."""
    [(found,)] = stored(
        home,
        """
        SELECT sum(count.leavers) FROM organisation_leavercount count
        JOIN organisation_area area ON area.id = count.area_id
        LEFT JOIN organisation_area above ON above.id = area.parent_id
        WHERE strftime('%Y%m', count.month) = ? AND area.name = ?
        AND coalesce(above.name, area.name) = ?
        """,
        month,
        " ".join(part.split()),
        " ".join(top.split()),
    )
    return int(found or 0)


def test_the_figures_of_every_area_say_no_rate_and_why(imported: Imported) -> None:
    figures = [json.loads(text) for (text,) in stored(
        imported.home, "SELECT figures FROM bridge_areafigures"
    )]  # fmt: skip
    [(areas,)] = stored(imported.home, "SELECT count(*) FROM organisation_area")
    assert len(figures) == areas
    assert {page["total"]["hidden"] for page in figures} == {"no_headcounts"}
    assert {page["months"][0]["month"] for page in figures} == {"2008-10-01"}
    # Under ten leavers seasons are kept back; nowhere is there more than the one year.
    assert {len(page["counts"]["years"]) for page in figures} == {0, 1}


def test_the_agencies_at_the_top_add_up_to_all(imported: Imported) -> None:
    tops = stored(
        imported.home,
        """
        SELECT figures FROM bridge_areafigures page
        JOIN organisation_area area ON area.id = page.area_id WHERE area.parent_id IS NULL
        """,
    )
    counts = [json.loads(figures)["counts"] for (figures,) in tops]
    assert sum(each["leavers"] + each["transfers"] for each in counts) == ROWS


def test_again_it_changes_nothing(imported: Imported) -> None:
    query = "SELECT count(*), count(DISTINCT brought_by_id) FROM organisation_leavercount"
    before = stored(imported.home, query)
    words = ("--shape", "counts", "--mapping", str(MAPPING), "--codes", str(TABLES))
    again = imported.home.tandem("import", "people", str(EXPORT), *words)
    assert again.returncode == 0, again.stderr
    assert "Areas: 0 new." in again.stdout
    assert stored(imported.home, query) == before


def test_it_is_done_within_a_minute_of_work_and_half_a_gigabyte(imported: Imported) -> None:
    assert imported.seconds < MOST_SECONDS
    assert imported.memory < MOST_MEMORY
