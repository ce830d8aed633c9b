"""A real export: federal separations, imported by the real command and counted again.

Every fourth of its 215,730 rows, or all of them with EVERY_ROW=1; as counts all are imported.
"""

from __future__ import annotations

import csv
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tandem.analytics.tests.real_data import DATA, required
from tandem.cli.tests.homes import TANDEM, Home, measured

EXPORT = DATA / "opm_separations_fy2009/as_people.py"
EVERY = 1 if os.environ.get("EVERY_ROW") == "1" else 4
ROWS, WITHOUT_HIRE_DATE = {1: (215_730, 33), 4: (53_933, 7)}[EVERY]
MOST_MEMORY = 500 * 1024  # KiB

pytestmark = [
    pytest.mark.slow,
    required(EXPORT),
]

Recount = Counter[tuple[str, str]]
"""Department and month of leaving to people."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("federal") / "people.csv"
    made = subprocess.run([sys.executable, str(EXPORT)], stdout=subprocess.PIPE, check=True)
    heading, *rows = made.stdout.splitlines(keepends=True)
    path.write_bytes(b"".join([heading, *rows[::EVERY]]))
    return path


@dataclass(frozen=True)
class Imported:
    """What the command left and said. memory: its peak, in KiB."""

    home: Home
    report: Any
    memory: int

    @property
    def snapshot(self) -> Path:
        return self.home.path / "snapshots" / str(self.report["import_id"])


@pytest.fixture(scope="module")
def imported(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("federal")
    home, told, peak = Home(folder / "home"), folder / "report.json", folder / "peak"
    command = measured(peak, *TANDEM, "import", "people", str(file), "--json")
    with told.open("w") as out, (folder / "notes").open("w") as notes:
        done = subprocess.run(
            command, env=home.environment(), stdout=out, stderr=notes, check=False
        )
    assert done.returncode == 1, (folder / "notes").read_text()
    return Imported(home, json.loads(told.read_text()), int(peak.read_text()))


@pytest.fixture(scope="module")
def recount(file: Path) -> Recount:
    """From the file alone, with nothing of ours."""
    with file.open(newline="") as rows:
        return Counter(
            (" ".join(row["Department"].split()), row["Leave Date"][:7])  # one has double spaces
            for row in csv.DictReader(rows)
            if row["Hire Date"]
        )


def five(recount: Recount) -> list[str]:
    """Five departments drawn with a fixed seed."""
    return random.Random(2009).sample(sorted({department for department, _month in recount}), 5)


def months(recount: Recount, department: str) -> dict[str, int]:
    return {month: count for (where, month), count in recount.items() if where == department}


def test_every_row_is_taken_but_those_without_a_hire_date(imported: Imported) -> None:
    report = imported.report
    assert report["rows"] == ROWS
    assert report["rejected"] == WITHOUT_HIRE_DATE
    assert report["people"] == {"new": ROWS - WITHOUT_HIRE_DATE, "changed": 0, "left": 0}
    refusing = [each for each in report["problems"] if each["rejects"]]
    assert {each["kind"] for each in refusing} == {"missing_hire_date"}
    assert len(refusing) == WITHOUT_HIRE_DATE
    noted = {each["kind"] for each in report["problems"] if not each["rejects"]}
    assert noted == {"transfer_out"}  # every other reason has its class


def test_the_rows_without_a_hire_date_come_back_with_the_reason(
    imported: Imported, file: Path
) -> None:
    uploads = imported.home.path / "uploads"
    path = uploads / imported.report["import_id"] / "rejected.csv"
    with path.open(newline="", encoding="utf-8-sig") as refused, file.open(newline="") as given:
        back = list(csv.DictReader(refused))
        without = [row for row in csv.DictReader(given) if not row["Hire Date"]]
    reasons = {row.pop("Reason not taken") for row in back}
    assert back == without
    assert reasons == {"Hire Date: This row has no hire date."}


def test_leavers_by_area_and_month_equal_a_plain_recount(
    imported: Imported, recount: Recount
) -> None:
    home = imported.home
    for department in five(recount):
        assert stored_leavers(home, department) == months(recount, department)


def stored_leavers(home: Home, department: str) -> dict[str, int]:
    """Month of the last day to people, as the database has it."""
    parent, name = department.split(" / ")
    with closing(sqlite3.connect(home.database)) as database:
        ends = database.execute(
            """
            SELECT stay.end_on FROM organisation_employment stay
            JOIN organisation_spell job ON job.employment_id = stay.id
            JOIN organisation_area area ON area.id = job.area_id
            JOIN organisation_area above ON above.id = area.parent_id
            WHERE area.name = ? AND above.name = ?
            """,
            (name, parent),
        ).fetchall()
    return dict(Counter(month_before(date.fromisoformat(end)) for (end,) in ends))


def month_before(end_on: date) -> str:
    """The month of the last day, from the first day gone."""
    return f"{end_on - timedelta(days=1):%Y-%m}"


def test_the_facts_equal_the_same_recount(imported: Imported, recount: Recount) -> None:
    snapshot = imported.snapshot
    areas = {row["area"]: row for row in pq.read_table(snapshot / "areas.parquet").to_pylist()}
    spells = pq.read_table(snapshot / "spells.parquet", columns=["area", "end_on"]).to_pylist()
    counted = Counter(
        (f"{areas[area['parent']]['name']} / {area['name']}", month_before(row["end_on"]))
        for row in spells
        if (area := areas[row["area"]])
    )
    assert counted == recount


def test_the_facts_say_that_they_hold_only_people_who_left(imported: Imported) -> None:
    described = json.loads((imported.snapshot / "snapshot.json").read_text())
    assert described["only_leavers"] is True
    assert described["people"] == ROWS - WITHOUT_HIRE_DATE


def test_memory_stays_bounded(imported: Imported) -> None:
    assert imported.memory < MOST_MEMORY
