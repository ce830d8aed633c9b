"""Counts from files that are large, odd or broken: nothing is lost, nothing half done."""

from __future__ import annotations

import io
import uuid
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.intake.counts import staging
from tandem.organisation.intake.mapping import mapping_from
from tandem.organisation.intake.staging import Staging
from tandem.organisation.models import Area, Import, LeaverCount
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding, holding
from tandem.organisation.tests.intake.office import found

pytestmark = pytest.mark.django_db
SALES = "Area,Month,Reason\nSales,2026-01,Quit\n"


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


# Kinds of files


def test_a_text_in_utf_16_is_read(office: CountingOffice) -> None:
    report = office.look("Area,Month,Reason\nKüche,2026-01,Kündigung\n".encode("utf-16"))
    assert report.new_areas == ["Küche"]
    assert report.files[0].encoding == "UTF-16"


def test_a_workbook_is_read(office: CountingOffice) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Area", "Month", "Leavers"), ("Sales", "2026-01", 3), ("Dairy", "Feb 2026", 1)):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    report = office.look(file.getvalue(), name="leavers.xlsx")
    assert (report.leavers, report.accepted, report.files[0].encoding) == (4, 2, "Excel")


def test_a_parquet_file_is_read(office: CountingOffice, tmp_path: Path) -> None:
    columns = {"Area": ["Sales", "Dairy"], "Month": ["200910", "200911"], "Leavers": [2, 5]}
    pq.write_table(pa.table(columns), tmp_path / "made.parquet")
    report = office.look((tmp_path / "made.parquet").read_bytes(), name="leavers.parquet")
    assert (report.leavers, report.rejected) == (7, 0)


def test_a_row_of_totals_is_told_and_not_counted(office: CountingOffice) -> None:
    report = office.look(b"Area,Month,Count\nSales,2026-01,3\nTotal,,3\n")
    assert [(each.kind, each.line) for each in report.problems] == [("totals", 3)]
    assert (report.rows, report.leavers) == (1, 3)


@pytest.mark.parametrize(
    ("rows", "told", "people"),
    [
        ("Gesamt;Okt 2026;45,00;", [("totals", 4)], 45),
        ("Gesamt;Okt 2026;46,00;", [], 91),  # no sum of the others: an area of that name
        ("Gesamt;Nov 2026;45,00;", [], 90),  # nor where nothing is to be summed up
        ("Ulm;Okt 2026;viele;\nGesamt;Okt 2026;52,00;", [("bad_count", 4), ("totals", 5)], 45),
        ("Gesamt;Okt 2026;45,00;\nUlm;Okt 2026;5,00;", [], 95),
    ],
)
def test_a_total_with_a_month_is_one_where_it_is_the_sum_of_the_others(
    office: CountingOffice, rows: str, told: list[tuple[str, int]], people: int
) -> None:
    heads = (
        f"Bereich;Monat;Personalbestand;Eintritte\nKoeln;Okt 2026;40,00;0\nBonn;Okt 2026;5;\n{rows}"
    )
    import_id = uuid.uuid4()
    report = office.look(heads.encode(), import_id=import_id)
    found = [(each.kind, each.line) for each in report.problems]
    assert [each for each in found if each[0] != "headcount_lacking"] == told
    with Staging.opened(office.folder_of(import_id)) as staging:
        [(sum_of_heads,)] = staging.db.execute("SELECT sum(people) FROM heads")
    assert sum_of_heads == people
    assert report.rows == report.files[0].rows


def test_a_total_of_leavers_with_a_month_is_not_counted(office: CountingOffice) -> None:
    report = office.look(
        b"Area,Month,Reason,Count\nA,2026-01,Quit,3\nB,2026-01,,2\nTotal,2026-01,all,5"
    )
    assert [(each.kind, each.line) for each in report.problems] == [("totals", 4)]
    assert (report.rows, report.leavers, report.new_areas) == (2, 5, ["A", "B"])


def test_of_300_columns_those_that_are_needed_are_found(office: CountingOffice) -> None:
    header = ",".join([*(f"extra {n}" for n in range(298)), "Area", "Month"])
    row = ",".join(["x"] * 298 + ["Sales", "2026-01"])
    assert office.look(f"{header}\n{row}\n".encode()).leavers == 1


# Rows


def test_damaged_rows_cost_themselves_alone(office: CountingOffice) -> None:
    rows = (
        b"Sales,2026-01,Quit\n"
        b"Sa\x00les,2026-01,Quit\n"
        b'"Sales,2026-01,Quit\n'
        b"Sales,2026-01\n"
        b"Sales,2026-02,Quit\n"
    )
    report = office.look(b"Area,Month,Reason\n" + rows)
    assert [(each.kind, each.line) for each in report.problems] == [
        ("nul_character", 3), ("broken_quoting", 4), ("cell_count", 5),
    ]  # fmt: skip
    assert report.leavers == 2


def test_words_for_which_there_is_no_room_are_told(office: CountingOffice) -> None:
    long = "x" * 300
    report = office.look(f"{SALES}{long},2026-01,Quit\nSales,2026-01,{long}\n".encode())
    assert [(each.kind, each.line, each.column) for each in report.problems] == [
        ("too_long", 3, "Area"), ("too_long", 4, "Reason"),
    ]  # fmt: skip


def test_a_month_that_can_be_read_both_ways_stops_the_file(office: CountingOffice) -> None:
    with pytest.raises(intake.FileUnusable) as stopped:
        office.look(b"Area,Leave date\nSales,03/04/2026\nSales,05/06/2026\n")
    [problem] = stopped.value.problems
    assert (problem.kind, problem.column, problem.value) == (
        "ambiguous_dates", "Leave date", "03/04/2026",
    )  # fmt: skip


def test_one_value_above_twelve_shows_the_order_of_all(office: CountingOffice) -> None:
    office.bring("Area | Leave date \n Sales | 03/04/2026 \n Sales | 31/03/2026")
    assert holding() == ["Sales | 2026-03 | ? 1", "Sales | 2026-04 | ? 1"]


def test_one_wrong_cell_of_a_wide_row_costs_its_month(office: CountingOffice) -> None:
    report = office.look(
        "Area | Month \n Sales | 2026-01",
        "Area | 2026-01 | 2026-02 \n Sales | 40 | many \n Dairy | 12 | 13",
    )
    assert found(report) == [("month_not_read", 2, "2026-02", "many")]
    assert report.headcounts == 3


def test_more_people_than_there_are_is_no_number(office: CountingOffice) -> None:
    report = office.look("Area | Month | Count \n Sales | 2026-01 | 99999999999999999999999")
    assert found(report)[0][0] == "bad_count"


# Many


def test_more_sums_than_are_held_at_once_are_still_one_each(
    office: CountingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "HELD", 3)
    rows = "".join(f"Area {n % 7},2026-0{n % 5 + 1},Quit\n" for n in range(350))
    report = office.look(f"Area,Month,Reason\n{rows}".encode())
    assert report.leavers == report.accepted == 350
    with Staging.opened(folder_of(office, report)) as found_there:
        [(sums, people)] = found_there.db.execute("SELECT count(*), sum(n) FROM leavers").fetchall()
    assert (sums, people) == (35, 350)


def folder_of(office: CountingOffice, report: intake.Report) -> Path:
    [folder] = [
        path.parent
        for path in (office.folder / "uploads").glob("*/report.json")
        if intake.Report.read(path.parent).digest == report.digest
    ]
    return folder


@pytest.mark.slow
def test_thousands_of_areas_and_months_go_in(office: CountingOffice) -> None:
    rows = [
        f"House / Unit {unit} / Part {part} | 2026-{month:02} | Quit"
        for unit in range(40)
        for part in range(25)
        for month in range(1, 7)
    ]
    office.bring("\n".join(["Area | Month | Reason", *rows]))
    assert LeaverCount.objects.count() == 6000
    assert Area.objects.count() == 1 + 40 + 1000
    assert len(holding()) == 6000


# Once, and wholly


def test_counts_are_applied_once(office: CountingOffice) -> None:
    import_ = office.bring("Area | Month \n Sales | 2026-01")
    with pytest.raises(intake.UnableToApply, match="Nothing was done again"):
        intake.apply(import_=import_, by=OPERATOR, at=office.at, uploads=office.folder / "uploads")
    assert holding() == ["Sales | 2026-01 | ? 1"]


def test_what_breaks_midway_leaves_nothing_and_can_be_applied_again(
    office: CountingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = uuid.uuid4()
    report = office.look(
        "Area | Month \n Sales | 2026-01", "Area | Month | Headcount \n Sales | 2026-01 | 5",
        import_id=import_id,
    )  # fmt: skip
    kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=office.at)
    uploads = office.folder / "uploads"

    def broken(*_: object, **__: object) -> None:
        raise OSError("The disk is gone.")

    with monkeypatch.context() as at_the_last_moment:
        at_the_last_moment.setattr("tandem.access.audit.append", broken)
        with pytest.raises(OSError, match="disk"):
            intake.apply(import_=kept, by=OPERATOR, at=office.at, uploads=uploads)
    assert not Area.objects.exists()
    assert not LeaverCount.objects.exists()
    intake.apply(import_=Import.objects.get(pk=kept.pk), by=OPERATOR, at=office.at, uploads=uploads)
    assert (holding(), heads_holding()) == (
        ["Sales | 2026-01 | ? 1"],
        ["Sales | 2026-01 | 5 . . ."],
    )


def test_what_changed_between_check_and_apply_is_compared_anew(office: CountingOffice) -> None:
    """Two people check the same file; the second to apply writes nothing."""
    ids = [uuid.uuid4(), uuid.uuid4()]
    kept = []
    for import_id in ids:
        report = office.look("Area | Month \n Sales | 2026-01", import_id=import_id)
        kept.append(intake.keep(import_id=import_id, report=report, by=OPERATOR, at=office.at))
    for import_ in kept:
        intake.apply(import_=import_, by=OPERATOR, at=office.at, uploads=office.folder / "uploads")
    assert LeaverCount.objects.count() == 1
    assert Area.objects.count() == 1
    assert Import.objects.get(pk=ids[1]).counts["areas"] == {"new": 0}


# The mapping


def test_what_a_mapping_says_of_counts_can_be_said_again() -> None:
    said = {
        "columns": {"Unit": "department", "When": "month", "N": "count", "X": "ignore"},
        "reasons": {"code 7": "transfer", "code 8": "retirement"},
        "codes": {"Unit": {"table": "units.txt", "key": "CODE", "text": "NAME"}},
    }
    assert mapping_from(said, "mapping.toml").said() == said


def test_a_mapping_for_counts_reads_peoples_files_without_the_rest() -> None:
    mapping = mapping_from(
        {"columns": {"When": "month"}, "reasons": {"Code 7": "transfer"}}, "mapping.toml"
    )
    assert mapping.columns == {"when": None}
    assert mapping.reasons == {"code 7": "other"}
