"""Files and frames as they come: what stands in them, line by line, or why they cannot be used."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tandem.analytics.sources import Brought, UnusableFacts, brought


def read(folder: Path, words: str, name: str = "people.csv") -> Brought:
    path = folder / name
    path.write_bytes(words.encode())
    return brought(path, "people")


def cells(found: Brought) -> list[dict[str, str | None]]:
    rows: list[dict[str, str | None]] = found.table.to_pylist()
    return rows


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("a,b\n1,2\n", {"a": "1", "b": "2"}),
        ("a;b\n1,5;2\n", {"a": "1,5", "b": "2"}),  # a comma inside a cell
        ("a\tb\n1;5\t2\n", {"a": "1;5", "b": "2"}),
        ("a,b\r\n1,2\r\n", {"a": "1", "b": "2"}),
        ('a,b\n"1,5",2', {"a": "1,5", "b": "2"}),  # no line end at the end
        ('"a,x",b\n1,2\n', {"a,x": "1", "b": "2"}),
        ("a\n1\n", {"a": "1"}),
        ("\ufeffa,b\n1,2\n", {"a": "1", "b": "2"}),  # the mark spreadsheets put first
        ("a,b\n007,NULL\n", {"a": "007", "b": None}),  # noughts before a number are kept
        ("a,b\nNaN,\n", {"a": "NaN", "b": None}),
        ('a,b\n"say ""so""",ü\n', {"a": 'say "so"', "b": "ü"}),
    ],
)
def test_a_file_is_read_as_it_is_written(
    tmp_path: Path, words: str, row: dict[str, str | None]
) -> None:
    assert cells(read(tmp_path, words)) == [row]


def test_every_row_has_the_line_it_stands_in_also_below_a_torn_one(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b\n1,2\n3\n5,6\n7,8,9\n10,11\n")
    assert list(zip(found.lines, found.table["a"].to_pylist(), strict=True)) == [
        (2, "1"),
        (4, "5"),
        (6, "10"),
    ]
    assert [str(each).rpartition("people.csv, ")[2] for each in found.refused] == [
        "line 3: more or fewer cells than the heading has (2). "
        "Put quotes around cells that hold “,”.",
        "line 5: more or fewer cells than the heading has (2). "
        "Put quotes around cells that hold “,”.",
    ]


def test_rows_of_a_frame_are_counted_from_one() -> None:
    found = brought(pa.table({"a": ["x", "y"]}), "people")
    assert (found.name, list(found.lines)) == ("people", [1, 2])


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        ("", "p.csv", "has no heading. Line 1 must name the columns."),
        ("\n1,2\n", "p.csv", "has no heading"),
        ("  \na,b\n", "p.csv", "has no heading"),
        ("a,b,a\n", "p.csv", "has two columns “a”. Rename one of them."),
        ("a,b\n", "p.xlsx", "is no CSV, Parquet or Arrow file. Export it as CSV."),
        ("a,b\n", "p", "is no CSV, Parquet or Arrow file"),
        ("a,b\n", "p.arrow", "cannot be read: "),
        ("a,b\n", "p.parquet", "cannot be read: "),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_cure(
    tmp_path: Path, words: str, name: str, said: str
) -> None:
    with pytest.raises(UnusableFacts) as refused:
        read(tmp_path, words, name)
    assert str(refused.value).startswith(str(tmp_path / name))
    assert said in str(refused.value)


def test_capitals_in_the_ending_of_a_file_do_not_matter(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "a;b\n1;2\n", "PEOPLE.CSV")) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("heading", [True, False])
def test_letters_of_another_table_are_told_wherever_they_stand(
    tmp_path: Path, heading: bool
) -> None:
    path = tmp_path / "p.csv"
    words = "Bäcker,b\n1,2\n" if heading else "a,b\nBäcker,2\n"
    path.write_bytes(words.encode("cp1252"))
    with pytest.raises(UnusableFacts, match=r"is not in UTF-8\. Save it again as “CSV UTF-8”"):
        brought(path, "people")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableFacts, match=r"is no file\. Check its name and folder"):
        brought(tmp_path, "people")


@pytest.mark.parametrize(("source", "kind"), [({"a": [1]}, "dict"), (7, "int"), (b"a,b", "bytes")])
def test_what_is_neither_a_path_nor_a_frame_is_told_what_would_be(
    source: object, kind: str
) -> None:
    with pytest.raises(UnusableFacts, match=f"people is a {kind}. Give the path of a CSV"):
        brought(source, "people")
