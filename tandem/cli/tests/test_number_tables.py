"""Reading a small table: what is taken, what is refused, and the sentence for each."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tandem.cli.numbers.reading import Kind, Refused, Row, Table, Unusable, read_table, told

COLUMNS = {"area": Kind.TEXT, "leavers": Kind.COUNT, "headcount": Kind.NUMBER}
PARENT = {"parent": Kind.TEXT}
HEADING = "area,leavers,headcount\n"


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    return tmp_path / "counts.csv"


def read(path: Path, content: str | bytes) -> Table:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, COLUMNS, optional=PARENT)


def cells(table: Table) -> list[tuple[object, ...]]:
    return [tuple(row.cells.values()) for row in table.rows]


def reasons(table: Table) -> list[tuple[int, str]]:
    return [(each.line, each.reason) for each in table.refused]


# ---- what is taken


@pytest.mark.parametrize(
    "content",
    [
        "area,leavers,headcount\nSupply,3,12.5\n",
        "area;leavers;headcount\nSupply;3;12,5\n",
        "area\tleavers\theadcount\nSupply\t3\t12,5\n",
        "area,leavers,headcount\r\nSupply,3,12.5\r\n",
        "area,leavers,headcount\rSupply,3,12.5\r",
        "\ufeffarea,leavers,headcount\nSupply,3,12.5",
        '"area","leavers","headcount"\n"Supply","3","12,5"\n',
        "Area, Leavers , HEADCOUNT\nSupply , 3, 12.50\n\n,,\n",
        "headcount;note, with a comma;leavers;area\n12.5;x;3.0;Supply\n",
        "area,leavers,headcount,,\nSupply,3,+1.25e1,,\n",
    ],
)
def test_a_table_is_read_however_it_was_saved(counts: Path, content: str) -> None:
    table = read(counts, content)
    assert cells(table) == [("Supply", 3, 12.5, None)]
    assert reasons(table) == []


def test_an_optional_column_may_be_there_and_empty_in_a_row(counts: Path) -> None:
    table = read(counts, "area,leavers,headcount,parent\nSupply,3,12,Operations\nSales,1,9,\n")
    assert [row.cells["parent"] for row in table.rows] == ["Operations", None]
    assert [row.text("parent") for row in table.rows] == ["Operations", ""]


def test_a_row_knows_the_line_it_begins_in(counts: Path) -> None:
    """The heading is line 1; empty lines and cells of several lines count."""
    table = read(counts, HEADING + '\n"Supply\nand more",3,12\nSales,1,9\n')
    assert [row.line for row in table.rows] == [3, 5]
    assert table.rows[0].text("area") == "Supply\nand more"


def test_a_form_feed_in_a_name_ends_no_line(counts: Path) -> None:
    assert [row.line for row in read(counts, HEADING + "A\x0cB\u2028C,3,12\nD,1,9\n").rows] == [
        2,
        3,
    ]


def test_names_in_their_own_spelling_go_before_the_same_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_text("y,Y\n1,2\n")
    assert [row.number("Y") for row in read_table(path, {"Y": Kind.NUMBER}).rows] == [2]


def test_whole_numbers_are_numbers(counts: Path) -> None:
    [row] = read(counts, HEADING + "Supply,3,12\n").rows
    assert (row.count("leavers"), row.number("headcount")) == (3, 12.0)
    assert isinstance(row.number("headcount"), float)


# ---- rows that are left out


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",3,12", "area is empty."),
        ("Supply,,12", "leavers is empty."),
        ("Supply,3", "headcount is empty."),
        ("Supply,3.5,12", "leavers is 3.5: it must be a whole number, 0 or more."),
        ("Supply,-1,12", "leavers is -1: it must be a whole number, 0 or more."),
        ("Supply,1e16,12", "leavers is 1e16: it must be a whole number, 0 or more."),
        ("Supply,three,12", "leavers is “three”, which is no number."),
        ("Supply,3,NaN", "headcount is “NaN”, which is no number."),
        ("Supply,3,inf", "headcount is “inf”, which is no number."),
        ("Supply,3,-Infinity", "headcount is “-Infinity”, which is no number."),
        ("Supply,3,1e999", "headcount is 1e999, which is too large to compute with."),
        ("Supply,3,12 %", "headcount is “12 %”, which is no number."),
        ("Supply,3,1_000", "headcount is “1_000”, which is no number."),
        ("Supply,3,١٢", "headcount is “١٢”, which is no number."),
        ('Supply,3,"1,234.5"', "headcount is “1,234.5”, which is no number."),
        ('Supply,3,"1,234"', "headcount is “1,234”, which may be 1234 or 1 and decimals."),
        ('Supply,"1,234",9', "leavers is “1,234”, which may be 1234 or 1 and decimals."),
        ("Supply,3,12,5", "it has more cells than the heading."),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_alone(counts: Path, row: str, reason: str) -> None:
    table = read(counts, f"{HEADING}Sales,1,9\n{row}\nFinance,0,8\n")
    assert [each.text("area") for each in table.rows] == ["Sales", "Finance"]
    [(line, said)] = reasons(table)
    assert line == 3
    assert said.startswith(reason)


@pytest.mark.parametrize(
    ("content", "headcount"),
    [
        ("area,leavers,headcount\nA,1,1.234\n", 1.234),  # a comma between cells: a point is a point
        ("area;leavers;headcount\nA;1;1,234\nB;1;2,5\n", 1.234),  # 2,5 shows what a comma is here
        ("area;leavers;headcount\nA;1;1.234\nB;1;0.125\n", 1.234),
        ("area;leavers;headcount\nA;1;1.234\n", None),  # a German thousand, or an English decimal
        ("area;leavers;headcount\nA;1;1.234\nB;1;2,5\n", None),
        ("area\tleavers\theadcount\nA\t1\t1,234\n", None),
        ('area,leavers,headcount\nA,1,1.234\nB,1,"2,5"\n', None),
        ("area;leavers;headcount\nA;1;1234,567\n", 1234.567),  # no thousand is written like this
    ],
)
def test_three_digits_behind_a_mark_are_decimals_only_where_that_is_sure(
    counts: Path, content: str, headcount: float | None
) -> None:
    table = read(counts, content)
    found = [row.number("headcount") for row in table.rows if row.text("area") == "A"]
    assert found == ([] if headcount is None else [headcount])
    assert len(table.refused) == (headcount is None)


def test_a_command_may_refuse_rows_of_its_own(counts: Path) -> None:
    counts.write_text(HEADING + "Supply,3,-12\nSales,1,x\nFinance,1,9\n")

    def check(row: Row) -> str | None:
        return "headcount is below 0." if row.number("headcount") < 0 else None

    table = read_table(counts, COLUMNS, check=check)
    assert [row.text("area") for row in table.rows] == ["Finance"]
    assert table.refused[0] == Refused(2, "headcount is below 0.")
    assert [each.line for each in table.refused] == [2, 3]


# ---- files that cannot be used


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "has nothing in line 1. Write the names of the columns there."),
        ("\n\n", "has nothing in line 1."),
        ("\nSupply,3,12\n", "has nothing in line 1."),
        (
            "area,leavers\nA,1\n",
            "line 1: no column called headcount. Found: area, leavers. Name the",
        ),
        ("name,n\nA,1\n", "no column called area or leavers or headcount. Found: name, n."),
        ("Supply,3,12\n", "Found: Supply, 3, 12."),
        ("area,leavers,headcount,Leavers,LEAVERS\n", None),
        ("area,Leavers,LEAVERS,headcount\n", "2 columns are called leavers. Keep one of them."),
        (HEADING + "A,1,12\nB\udcff,1,9\n", "line 3: this is no text in UTF-8. Save the file as"),
        (b"PK\x03\x04\xff\xfe", "line 1: this is no text in UTF-8."),
        (HEADING + 'A,1,12\n"B,1,9\nC,1,9\n', "line 3: a cell cannot be read (unexpected end"),
        (HEADING + '"A" or B,1,12\n', "line 2: a cell cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_the_cure(
    counts: Path, content: str | bytes, words: str | None
) -> None:
    written = content.encode(errors="surrogateescape") if isinstance(content, str) else content
    if words is None:
        assert read(counts, written).rows == []
        return
    with pytest.raises(Unusable) as refused:
        read(counts, written)
    assert words in refused.value.message
    assert str(counts) in refused.value.message
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        read_table(tmp_path / name, COLUMNS)


# ---- what a command says of it


def test_all_taken_is_0_and_says_nothing(counts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(read(counts, HEADING + "Supply,3,12\n")) == 0
    assert capsys.readouterr() == ("", "")


def test_some_left_out_is_1_and_names_each(
    counts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(read(counts, HEADING + "Supply,3,12\nSales,,9\n")) == 1
    assert capsys.readouterr() == ("", f"{counts}, line 3: leavers is empty. Left out.\n")


def test_of_many_left_out_the_rest_is_counted(
    counts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(read(counts, HEADING + "Supply,3,12\n" + "Sales,,9\n" * 1_023))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 21
    assert said[-1] == f"{counts}: 1,003 more rows were left out."


@pytest.mark.parametrize(
    ("content", "why"),
    [(HEADING, "it holds nothing but its heading."), (HEADING + "A,,1\n", "mend the lines")],
)
def test_no_usable_row_is_unusable(counts: Path, content: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        told(read(counts, content))


def test_what_is_unusable_is_said_in_one_line_with_exit_code_2(counts: Path) -> None:
    @click.command()
    def command() -> None:
        told(read(counts, "area\n"))

    result = CliRunner().invoke(command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        f"tandem: {counts}, line 1: no column called leavers or headcount"
    )
    assert result.stderr.count("\n") == 1
