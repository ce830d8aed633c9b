"""Reading a small table: the limits of a cell, and whatever a spreadsheet may save."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tandem.cli.numbers.reading import LARGEST_COUNT, TOLD, Kind, Unusable, read_table, told

COLUMNS = {"area": Kind.TEXT, "leavers": Kind.COUNT, "headcount": Kind.NUMBER}
HEADING = "area;leavers;headcount\n"


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    return tmp_path / "counts.csv"


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("0", 0),
        ("-0", 0),
        ("+3", 3),
        ("007", 7),
        ("12.0", 12),  # as a spreadsheet saves a whole number
        ("12,0", 12),
        ("1e3", 1000),
        ("3.", 3),
        ("12.5", None),
        ("0.000", 0),
        ("1.000", None),  # a thousand, or one and decimals
        ("1000", 1000),
        (str(LARGEST_COUNT), LARGEST_COUNT),
        (str(LARGEST_COUNT + 1), None),
        ("1e999", None),
        ("3 ", 3),
        ("3 4", None),
        ("--3", None),
        ("e3", None),
        (".", None),
        ("-", None),
        ("0x10", None),
        ("3\u00a0000", None),  # a thousand with a space between
        ("³", None),
    ],
)
def test_what_is_a_count_and_what_is_not(counts: Path, written: str, count: int | None) -> None:
    counts.write_text(f"{HEADING}Ulm;{written};60\nLyon;1;9\n", encoding="utf-8")
    table = read_table(counts, COLUMNS)
    found = [row.count("leavers") for row in table.rows if row.text("area") == "Ulm"]
    assert found == ([] if count is None else [count])
    assert [each.line for each in table.refused] == ([2] if count is None else [])


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (".5", 0.5),
        (",5", 0.5),
        ("5,", 5.0),
        ("-0,25", -0.25),
        ("1e-3", 0.001),
        ("1,5E2", 150.0),
        ("0.123", 0.123),  # nobody writes nought thousands
        ("1234.567", 1234.567),
        ("1.234", None),
        ("12.34", 12.34),
        ("1.2345", 1.2345),
        ("1.2.3", None),
        ("1'234", None),
        ("€ 5", None),
        ("nan", None),
        ("1e308", 1e308),
        ("1e309", None),
    ],
)
def test_what_is_a_number_and_what_is_not(counts: Path, written: str, number: float | None) -> None:
    counts.write_text(f"{HEADING}Ulm;3;{written}\n", encoding="utf-8")
    table = read_table(counts, COLUMNS)
    assert [row.number("headcount") for row in table.rows] == ([] if number is None else [number])


def test_a_refused_cell_is_quoted_as_written_and_says_how_to_write_it(counts: Path) -> None:
    counts.write_text(f"{HEADING}Ulm;3;1.234\nLyon;3;a few\nWien;-2;9\n", encoding="utf-8")
    assert [each.reason for each in read_table(counts, COLUMNS).refused] == [
        "headcount is “1.234”, which may be 1234 or 1 and decimals. "
        "Write thousands without a mark.",
        "headcount is “a few”, which is no number. Write it as 1234.5 or 1234,5.",
        "leavers is -2: it must be a whole number, 0 or more.",
    ]


def test_marks_in_a_file_are_no_orders_to_the_terminal(
    counts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts.write_text(f"{HEADING}Ulm;\x1b]0;x\x07\nLyon;1;9\nWien;1;\x1b[2J\n", encoding="utf-8")
    told(read_table(counts, COLUMNS))
    said = capsys.readouterr().err
    assert "line 2: " in said
    assert "headcount is “ [2J”, which is no number." in said
    assert all(sign.isprintable() for sign in said.replace("\n", ""))


def test_marks_in_a_heading_are_no_orders_either(
    counts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts.write_text("area;\x1b[31mleft\nUlm;3\n", encoding="utf-8")
    with pytest.raises(Unusable) as refused:
        read_table(counts, COLUMNS)
    refused.value.show()
    said = capsys.readouterr().err
    assert "Found: area,  [31mleft." in said
    assert "\x1b" not in said


@pytest.mark.parametrize("bad", [TOLD - 1, TOLD, TOLD + 1])
def test_twenty_rows_are_named_and_the_next_is_counted(
    counts: Path, bad: int, capsys: pytest.CaptureFixture[str]
) -> None:
    counts.write_text(HEADING + "Ulm;3;60\n" + "Lyon;;9\n" * bad, encoding="utf-8")
    assert told(read_table(counts, COLUMNS)) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == bad
    assert said[-1].endswith("1 more row was left out." if bad > TOLD else "Left out.")


@pytest.mark.parametrize(
    ("heading", "between"),
    [
        ("area,leavers,headcount", ","),
        ("area;leavers;headcount;x,y,z,w", ";"),  # the mark that names most columns, not most cells
        ("area\tleavers\theadcount\tx;y", "\t"),
        ("x;area\theadcount\tleavers", None),  # no single mark names all three
    ],
)
def test_the_mark_between_cells_is_the_one_that_names_the_columns(
    counts: Path, heading: str, between: str | None
) -> None:
    if between is None:
        counts.write_text(f"{heading}\n", encoding="utf-8")
        with pytest.raises(Unusable, match="no column called area"):
            read_table(counts, COLUMNS)
        return
    counts.write_text(f"{heading}\n{between.join(['Ulm', '3', '60'])}\n", encoding="utf-8")
    [row] = read_table(counts, COLUMNS).rows
    assert (row.text("area"), row.count("leavers"), row.number("headcount")) == ("Ulm", 3, 60)


NAMES = some.text(
    some.characters(exclude_categories=("Cs", "Cc")) | some.sampled_from(",;\t\"'\n"), min_size=1
).filter(lambda name: name == name.strip() != "")
ROWS = some.lists(
    some.tuples(NAMES, some.integers(0, LARGEST_COUNT), some.floats(0, 1e9)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, some.sampled_from(",;\t"), some.sampled_from(["\n", "\r\n"]), some.booleans())
def test_whatever_is_saved_comes_back(
    counts: Path, rows: list[tuple[str, int, float]], between: str, end: str, mark: bool
) -> None:
    """Any name, quoted or not, in any of the shapes a spreadsheet saves; six digits behind a point.

    Three could stand for thousands, and that is refused elsewhere.
    """
    made = StringIO(newline="")
    writer = csv.writer(made, delimiter=between, lineterminator=end)
    writer.writerow(COLUMNS)
    writer.writerows((name, count, f"{number:.6f}") for name, count, number in rows)
    counts.write_bytes(made.getvalue().encode("utf-8-sig" if mark else "utf-8"))
    table = read_table(counts, COLUMNS)
    assert table.refused == []
    assert [
        (row.text("area"), row.count("leavers"), row.number("headcount")) for row in table.rows
    ] == [(name, count, round(number, 6)) for name, count, number in rows]
