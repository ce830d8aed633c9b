"""Jobs and levels as somebody brings them: what is read, and which row is refused with its cure."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.analytics.facts import JOBS, Facts, UnusableSnapshot
from tandem.analytics.sources import UnusableFacts
from tandem.analytics.taking import Taken
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import arrow, engine, rows

ta: Any = import_module("tandem.analytics")
PEOPLE = "person,area,start_on\nann,Bakery,2020-01-01\nbo,Bakery,2020-01-01\n"
HEAD = "Employee ID,Department,Job Level,Reports to,Effective date,Until\n"
TODAY = date(2026, 1, 15)


def taken(folder: Path, jobs: str, *, people: str = PEOPLE, **more: str) -> Taken:
    files = {"people": people, "jobs": jobs, **more}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    found: Taken = ta.facts(
        as_of=TODAY, **{name: folder / f"{name}.csv" for name, text in files.items() if text}
    )
    return found


def test_jobs_are_read_by_the_headings_of_an_export(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        HEAD + "bo,Bakery,E5,ann,2020-01-01,2024-06-30\nbo,Bakery,E6,cy,2024-07-01,\nann,Bakery,,,"
        "2020-01-01,\n",
    )
    assert found.refused == ()
    assert list(found.people) == ["ann", "bo", "cy"]  # the last is named as a manager alone
    assert found.facts.jobs is not None
    assert rows(found.facts.jobs.order_by("person", "start_on")) == [
        (0, "Bakery", None, None, date(2020, 1, 1), None),
        (1, "Bakery", "E5", 0, date(2020, 1, 1), date(2024, 7, 1)),
        (1, "Bakery", "E6", 2, date(2024, 7, 1), None),
    ]


def test_a_person_has_the_same_number_in_stays_and_jobs(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + "bo,Bakery,E5,ann,2020-01-01,\nann,Bakery,,,2020-01-01,\n")
    assert found.facts.jobs is not None
    stays = {row[0] for row in rows(found.facts.spells.select("person"))}
    assert stays == {row[0] for row in rows(found.facts.jobs.select("person"))} == {0, 1}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("bo,Bakery,E5,ann,2024-07-01,2024-06-01", "ends before it has begun. Mend one of its two"),
        ("bo,Bakery,E5,ann,soon,", "start_on “soon” is no day"),
        ("bo,,E5,ann,2024-07-01,", "area is empty. Fill it in."),
        (",Bakery,E5,ann,2024-07-01,", "person is empty. Fill it in."),
        ("bo,Bakery,E5,ann,2020-01-01,", "is the same job as line 2. Leave one of them"),
        ("bo,Bakery,E6,ann,2021-01-01,", "begins before the person's job ends in line 2. Leave"),
    ],
)
def test_a_job_that_cannot_be_is_named_with_its_line(tmp_path: Path, row: str, why: str) -> None:
    found = taken(tmp_path, f"{HEAD}bo,Bakery,E5,ann,2020-01-01,\n{row}\n")
    [refused] = found.refused
    assert (refused.source, refused.line) == (str(tmp_path / "jobs.csv"), 3)
    assert why in refused.reason


def test_a_job_in_an_area_that_the_areas_do_not_have_is_refused(tmp_path: Path) -> None:
    areas = "area,parent\nBakery,\n"
    jobs = f"{HEAD}bo,Bakery,E5,ann,2020-01-01,\nann,Moon,E5,,2020-01-01,\n"
    [refused] = taken(tmp_path, jobs, areas=areas).refused
    assert "“Moon” is no area of" in refused.reason


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableFacts, match=r"jobs\.csv lacks the column start_on"):
        taken(tmp_path, "person,area,level\nbo,Bakery,E5\n")


def test_jobs_alone_tell_spans_and_say_what_they_lack(tmp_path: Path) -> None:
    held = "".join(f"m{n},Bakery,E7,,2020-01-01,\n" for n in range(5))
    held += "".join(f"r{n}{m},Bakery,E5,m{n},2020-01-01,\n" for n in range(5) for m in range(4))
    found = taken(tmp_path, HEAD + held, people="")
    assert "Bring both files" in found.noticed[0]
    [told] = ta.measure("K18", of=found, window=("2025-12", "2025-12"))
    assert (told.result.value, told.result.people) == (4, 5)


@pytest.mark.parametrize(
    ("levels", "order"),
    [
        ("level\nTrainee\nBaker\nChief\n", {"trainee": 0, "baker": 1, "chief": 2}),
        ("Grade;rank\nBaker;2\nChief;3\nTrainee;2\n", {"baker": 2, "chief": 3, "trainee": 2}),
    ],
)
def test_levels_are_in_order_by_row_or_by_rank(
    tmp_path: Path, levels: str, order: dict[str, int]
) -> None:
    found = taken(tmp_path, HEAD + "bo,Bakery,E5,ann,2020-01-01,\n", levels=levels)
    assert found.facts.order == order
    assert found.refused == ()


@pytest.mark.parametrize(
    ("levels", "line", "why"),
    [
        ("level\nBaker\nbaker\n", 3, "names the same level as line 2. Leave one of them."),
        ("level,rank\nBaker,1\nChief,\n", 3, "rank is empty. Fill it in, or leave the whole"),
        ("level,rank\nBaker,1\nChief,high\n", 3, "rank “high” is no number"),
    ],
)
def test_a_level_that_says_nothing_is_refused(
    tmp_path: Path, levels: str, line: int, why: str
) -> None:
    found = taken(tmp_path, HEAD + "bo,Bakery,E5,ann,2020-01-01,\n", levels=levels)
    [refused] = found.refused
    assert refused.line == line
    assert why in refused.reason


def test_levels_alone_are_nothing_to_compute_from(tmp_path: Path) -> None:
    (tmp_path / "levels.csv").write_text("level\nBaker\n", encoding="utf-8")
    with pytest.raises(UnusableFacts, match="nothing to compute from"):
        ta.facts(levels=tmp_path / "levels.csv")


# ---- snapshots

STAYS = """
person | area   | start_on   | end_on | came_from | went_to | end_reason
1      | Bakery | 2024-06-01 | .      | .         | .       | .
"""
HELD = """
person | area   | level | manager | start_on   | end_on
1      | Bakery | E5    | .       | 2024-06-01 | .
"""


def test_a_snapshot_without_jobs_opens_as_it_always_did(tmp_path: Path) -> None:
    facts = Facts.open(write_snapshot(tmp_path, STAYS, "Bakery:"), engine())
    assert facts.jobs is None
    [told] = ta.measure("K10", of=facts, window=("2025-01", "2025-06"))
    assert told.result.hidden == "no_jobs"


def test_a_snapshot_with_jobs_reads_them_when_they_are_asked_for(tmp_path: Path) -> None:
    folder = write_snapshot(tmp_path, STAYS, "Bakery:")
    pq.write_table(arrow(HELD, JOBS), folder / "jobs.parquet")
    facts = Facts.open(folder, engine())
    assert facts.jobs is not None
    assert rows(facts.jobs) == [(1, "Bakery", "E5", None, date(2024, 6, 1), None)]
    (folder / "jobs.parquet").write_bytes(b"torn")  # nobody who asks for turnover is in its way
    [told] = ta.measure("headcount", of=facts, window=("2025-01", "2025-06"))
    assert told.result.value == 1


def test_jobs_of_another_shape_are_refused_with_the_cure(tmp_path: Path) -> None:
    folder = write_snapshot(tmp_path, STAYS, "Bakery:")
    pq.write_table(pa.table({"person": [1]}), folder / "jobs.parquet")
    with pytest.raises(UnusableSnapshot, match=r"jobs\.parquet lacks area, level, manager"):
        Facts.open(folder, engine())


def test_levels_stand_beside_a_snapshot_and_nothing_else_does(tmp_path: Path) -> None:
    folder = write_snapshot(tmp_path, STAYS, "Bakery:")
    found = ta.facts(folder, levels=pa.table({"level": ["E5", "M1"]}))
    assert found.facts.order == {"e5": 0, "m1": 1}
    with pytest.raises(UnusableFacts, match="give it alone, or beside levels in order"):
        ta.facts(folder, jobs=pa.table({"person": ["a"]}))
