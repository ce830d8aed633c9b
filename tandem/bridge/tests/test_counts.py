"""From counts in the database to facts, figures and words."""

from __future__ import annotations

import json
import uuid
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tandem.access.audit import OPERATOR
from tandem.analytics.engine import Engine
from tandem.analytics.facts import HEADCOUNTS, LEAVER_COUNTS, Facts
from tandem.analytics.folder import FORMAT
from tandem.analytics.results import Hidden
from tandem.bridge.counting import compute
from tandem.bridge.numbers import LeaversBelow, figures_of, leavers_below, what_moved
from tandem.bridge.snapshots import write_snapshot
from tandem.organisation import actions, intake
from tandem.organisation.models import Area
from tandem.partnership.testing import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db
TODAY = TUESDAY.date()
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
LEAVERS = """Area,Month,Reason,Count
Varnholm / Sales,2026-01,Quit,4
Varnholm / Sales,2026-01,Moonshine,2
Varnholm / Sales,2026-01,Transfer out,1
Varnholm / Dairy,2026-02,Retirement,9
"""
HEADS = "Area,Month,Headcount,Joiners\nVarnholm / Sales,2026-02,40,3\n"
PEOPLE = "ID,Name,Department,Hired\n" + "".join(
    f"{n},Ann {n},Varnholm/Head office,2020-01-01\n" for n in range(12)
)


def bring(folder: Path, text: str, heads: str = "", *, shape: str = "counts") -> None:
    import_id = uuid.uuid4()

    def given(name: str, content: str) -> intake.Incoming:
        (folder / name).write_text(content, encoding="utf-8")
        return intake.Incoming(name, folder / name)

    report = intake.check(
        [given("file.csv", text)],
        folder=intake.folder_of(folder / "uploads", import_id),
        today=TODAY,
        shape=intake.Shape(shape),
        headcounts=[given("heads.csv", heads)] if heads else (),
    )
    kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=MONDAY)
    intake.apply(import_=kept, by=OPERATOR, at=MONDAY, uploads=folder / "uploads")


def taken(folder: Path) -> Path:
    return write_snapshot(uuid.uuid4(), TODAY, folder)


def rows_of(snapshot: Path, name: str) -> list[dict[str, Any]]:
    named = {area.id.hex: area.name for area in Area.objects.all()}
    rows = pq.read_table(snapshot / f"{name}.parquet").to_pylist()
    found = [{**row, "area": named[row["area"]]} for row in rows]
    return sorted(found, key=lambda row: (row["area"], row["month"]))


def test_leavers_are_told_by_class_and_quiet_months_with_them(tmp_path: Path) -> None:
    bring(tmp_path, LEAVERS)
    rows = rows_of(taken(tmp_path), "leaver_counts")
    assert [tuple(row.values()) for row in rows] == [
        ("Dairy", JANUARY, 0, 0, 0, 0, 0, 0),
        ("Dairy", FEBRUARY, 0, 9, 0, 0, 0, 0),
        ("Sales", JANUARY, 4, 0, 0, 0, 2, 1),
        ("Sales", FEBRUARY, 0, 0, 0, 0, 0, 0),
    ]
    assert list(rows[0]) == list(LEAVER_COUNTS.names)


def test_headcounts_keep_what_nobody_said_open(tmp_path: Path) -> None:
    bring(tmp_path, LEAVERS, HEADS)
    [row] = rows_of(taken(tmp_path), "headcounts")
    assert tuple(row.values()) == ("Sales", FEBRUARY, 40, 3, None, None)
    assert list(row) == list(HEADCOUNTS.names)


def test_the_snapshot_says_its_format_and_how_many_counts_it_holds(tmp_path: Path) -> None:
    bring(tmp_path, LEAVERS, HEADS)
    snapshot = taken(tmp_path)
    described = json.loads((snapshot / "snapshot.json").read_text(encoding="utf-8"))
    assert (described["format"], described["people"], described["count_rows"]) == (FORMAT, 0, 5)
    with closing(Engine()) as engine:
        facts = Facts.open(snapshot, engine)
        assert facts.count_rows == 5
        assert len(engine.rows(facts.leaver_counts)) == 4


def test_without_counts_their_tables_are_empty_and_whole(tmp_path: Path) -> None:
    bring(tmp_path, PEOPLE, shape="person")
    snapshot = taken(tmp_path)
    assert rows_of(snapshot, "leaver_counts") == rows_of(snapshot, "headcounts") == []
    with closing(Engine()) as engine:
        assert Facts.open(snapshot, engine).count_rows == 0


def test_words_of_reasons_stay_behind(tmp_path: Path) -> None:
    bring(tmp_path, LEAVERS)
    snapshot = taken(tmp_path)
    tables = [pq.read_table(path).to_pydict() for path in snapshot.glob("*.parquet")]
    assert "Moonshine" not in str(tables)


def test_the_figures_say_counts_only(tmp_path: Path) -> None:
    bring(tmp_path, LEAVERS)
    compute(taken(tmp_path), counted_on=TODAY)
    sales = figures_of(Area.objects.get(name="Sales"))
    assert sales is not None
    assert sales.finding.title == "Sales: counts only."
    assert sales.finding.sentence == "Counts of people who left: no rate, no headcounts given."
    assert sales.finding.heading == "Month by month"
    assert sales.numbers.total.hidden is Hidden.NO_HEADCOUNTS


def test_what_left_below_is_read_at_once(tmp_path: Path) -> None:
    bring(tmp_path, LEAVERS)
    compute(taken(tmp_path), counted_on=TODAY)
    named = {area.name: area for area in Area.objects.all()}
    assert leavers_below(named["Varnholm"]) == {
        named["Sales"].pk: LeaversBelow(6, known=True),
        named["Dairy"].pk: LeaversBelow(9, known=True),
    }


def test_beside_persons_only_areas_without_any_are_told_by_counts(tmp_path: Path) -> None:
    bring(tmp_path, PEOPLE, shape="person")
    bring(tmp_path, LEAVERS)
    compute(taken(tmp_path), counted_on=TODAY)
    by_counts = {
        area.name: figures.numbers.counts is not None
        for area in Area.objects.all()
        if (figures := figures_of(area))
    }
    assert by_counts == {"Varnholm": False, "Head office": False, "Sales": True, "Dairy": True}


def test_a_pair_page_says_what_the_area_page_says(tmp_path: Path) -> None:
    bring(tmp_path, LEAVERS)
    compute(taken(tmp_path), counted_on=TODAY)
    area = Area.objects.get(name="Sales")
    leader = actions.add_person(
        first_name="Greta", last_name="Moss", email="greta@varnholm.example",
        area=None, by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    actions.set_leader(area=area, person=leader, by=OPERATOR, at=MONDAY)
    moved = what_moved(area, leader, TODAY)
    assert moved is not None
    assert moved.chip_words == "Counts only"
    assert "no rate, no headcounts given" in moved.sentence
