"""CSV files as they come out of HR systems and spreadsheets."""

from __future__ import annotations

import codecs
import itertools
from pathlib import Path

import pytest

from tandem.organisation.intake.delimited import LINES_OF_A_RECORD, LONGEST_LINE
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.look import CHUNK
from tandem.organisation.intake.reading import Incoming, Record, Source, open_source

HEADER = "id,name,note\n"


def opened(tmp_path: Path, content: bytes | str) -> Source:
    path = tmp_path / "people.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_source(Incoming("people.csv", path), tmp_path / "copy")


def rows(tmp_path: Path, content: bytes | str) -> list[Record]:
    return list(opened(tmp_path, content).records())


def refused(tmp_path: Path, content: bytes | str) -> tuple[Kind, str]:
    with pytest.raises(FileUnusable) as error:
        rows(tmp_path, content)
    [problem] = error.value.problems
    assert problem.line is None or problem.kind is Kind.LINE_TOO_LONG
    assert problem.rejects
    return problem.kind, problem.reason


# Lines


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("id,name\n1,Ann\n2,Ben\n", [2, 3]),
        ("id,name\r\n1,Ann\r\n2,Ben\r\n", [2, 3]),
        ("id,name\r1,Ann\r2,Ben", [2, 3]),  # an old Macintosh, no end of line at the end
        ("\n\nid,name\n1,Ann\n", [4]),  # blank lines count, and are no rows
        ("id,name\n\n1,Ann\n\n\n2,Ben\n", [3, 6]),
        ("id,name\n,\n1,Ann\n , \n", [3]),  # neither are rows of empty cells
        ('id,name\n1,"Ann\nLund"\n2,Ben\n', [2, 4]),  # a line break inside quotes
        ('id,name\n1,"Ann\r\n\r\nLund"\n2,Ben\n', [2, 5]),
        ('id,"na\nme"\n1,Ann\n', [3]),  # and inside a heading
        ("sep=;\nid;name\n1;Ann\n", [3]),  # a spreadsheet's word on its separator
    ],
)
def test_lines_are_counted_as_an_editor_counts_them(
    tmp_path: Path, content: str, lines: list[int]
) -> None:
    assert [record.line for record in rows(tmp_path, content)] == lines


def test_cells_keep_their_line_breaks_and_doubled_quotes(tmp_path: Path) -> None:
    [row] = rows(tmp_path, HEADER + '1,"Lund, ""Ann""","two\nlines"\n')
    assert row.cells == ["1", 'Lund, "Ann"', "two\nlines"]


def test_a_quotation_mark_inside_an_unquoted_cell_is_just_a_mark(tmp_path: Path) -> None:
    [row] = rows(tmp_path, HEADER + '1,Ann,5" pipe\n')
    assert (row.cells, row.broken) == (["1", "Ann", '5" pipe'], False)


# Delimiters


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        ("id,name,hired\n1,Ann,2020-01-01\n", ","),
        ("id;name;hired\n1;Ann;01,02,2020\n", ";"),  # commas inside the cells
        ("id\tname\thired\n1\tLund, Ann\t2020\n", "\t"),
        ("id|name|hired\n1|Ann|2020\n", "|"),
        ('"id","name; or so"\n"1","Ann"\n', ","),
        ('id;"name, first"\n1;"Lund, Ann"\n2;Ben\n', ";"),
        ("sep=|\nid|name\n1|Ann\n", "|"),
        ("SEP=\t\nid\tname\n1\tAnn\n", "\t"),
        ("id\n1\n", ","),  # one column: any will do
    ],
)
def test_the_delimiter_is_the_one_the_rows_agree_on(
    tmp_path: Path, content: str, delimiter: str
) -> None:
    assert opened(tmp_path, content).delimiter == delimiter


def test_headings_are_trimmed(tmp_path: Path) -> None:
    assert opened(tmp_path, ' id , "name"\t,na\0me\n1,2,3\n').header == ("id", '"name"', "name")


# Encodings


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("id,name\n1,Łucja\n".encode(), "utf-8-sig"),
        (codecs.BOM_UTF8 + "id,name\n1,Łucja\n".encode(), "utf-8-sig"),
        ("id,name\n1,Łucja\n".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "id,name\n1,Łucja\n".encode("utf-16-be"), "utf-16"),
        ("id,name\n1,Łucja\n".encode("utf-16-le"), "utf-16-le"),
        ("id,name\n1,Łucja\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    source = opened(tmp_path, content)
    assert (source.encoding, source.header) == (encoding, ("id", "name"))
    assert [record.cells for record in source.records()] == [["1", "Łucja"]]


def test_windows_1252_is_read_as_such(tmp_path: Path) -> None:
    content = "id,name\n1,Jürgen Weiß\n2,Zoë “Zo” Müller – €\n".encode("cp1252")
    source = opened(tmp_path, content)
    assert source.encoding == "cp1252"
    assert [record.cells[1] for record in source.records()] == [
        "Jürgen Weiß",
        "Zoë “Zo” Müller – €",
    ]


def test_windows_1252_far_down_in_a_large_file_is_seen(tmp_path: Path) -> None:
    many = b"".join(b"%d,Ann\n" % number for number in range(200_000))
    source = opened(tmp_path, b"id,name\n" + many + "7,Jürgen\n".encode("cp1252"))
    assert source.encoding == "cp1252"


def test_a_letter_across_two_blocks_of_reading_is_not_damaged(tmp_path: Path) -> None:
    start, line = b"id,name\n1,", b"Ann Lund of Accounts Payable\n1,"
    filled = start + line * ((CHUNK - len(start)) // len(line))
    filled += b"a" * (CHUNK - len(filled) - 1)  # the next byte is the last of its block
    source = opened(tmp_path, filled + "ł\n".encode())
    assert source.encoding == "utf-8-sig"
    assert list(source.records())[-1].cells[1].endswith("ał")


def test_one_damaged_byte_does_not_garble_every_name(tmp_path: Path) -> None:
    content = "id,name\n1,Łucja Żak\n2,Zoë\n3,B\xc5?\n".encode().replace(b"\xc3\x85?", b"\xc5?")
    records = rows(tmp_path, content)
    assert [record.cells[1] for record in records] == ["Łucja Żak", "Zoë", "B\ufffd?"]


# What is no CSV file


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", Kind.EMPTY_FILE),
        (codecs.BOM_UTF8, Kind.EMPTY_FILE),
        (b"\n\n \r\n", Kind.EMPTY_FILE),
        (b"\0\0\0\0", Kind.EMPTY_FILE),
        (b"sep=;\n", Kind.EMPTY_FILE),
        (b"PK\x03\x04" + b"\0" * 60, Kind.DAMAGED),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 60, Kind.OLD_WORKBOOK),
        (b"%PDF-1.7 blah\n", Kind.NOT_TEXT),
        (b"\x1f\x8b\x08" + b"id,name\n", Kind.DAMAGED),
        (b"PAR1" + b"\x15\x04" * 30, Kind.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, Kind.NOT_TEXT),
        (bytes(range(256)) * 100, Kind.NOT_TEXT),
        (b"\0\1\2\3" * 99, Kind.NOT_TEXT),
        (b"id,name\n1,\x81\x8d\n", Kind.NOT_TEXT),  # neither UTF-8 nor Windows-1252
    ],
)
def test_what_is_no_text_is_told_from_what_is(tmp_path: Path, content: bytes, kind: Kind) -> None:
    assert refused(tmp_path, content)[0] is kind


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="No such file"):
        open_source(Incoming("gone.csv", tmp_path / "gone.csv"), tmp_path / "copy")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="cannot be read"):
        open_source(Incoming("folder", tmp_path), tmp_path / "copy")


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    kind, reason = refused(tmp_path, HEADER + "1," + "x" * LONGEST_LINE)
    assert kind is Kind.LINE_TOO_LONG
    assert "Line 2" in reason


def test_the_longest_line_is_still_read(tmp_path: Path) -> None:
    [row] = rows(tmp_path, HEADER + "1," + "x" * (LONGEST_LINE - 6) + ",\n")
    assert len(row.cells[1]) == LONGEST_LINE - 6


# Broken quoting


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        ('1,"Ann,x\n2,Ben,x\n3,Cem,x\n', [2]),  # opens and never closes
        ('1,Ann,x\n2,"Ben,x\n3,"Cem,x\n4,Dot,x\n', [3, 4]),
        ('1,"Ann"a,x\n2,Ben,x\n', [2]),  # closes too early
        ('"1","Ann","x\n"2","Ben","x"\n"3","Cem","x"\n', [2]),
        ('1,Ann,"x', [2]),  # on the last line
        ('1,"",x\n2,"""Ben""",x\n', []),
    ],
)
def test_a_broken_quote_costs_its_own_line_only(
    tmp_path: Path, lines: str, broken: list[int]
) -> None:
    records = rows(tmp_path, HEADER + lines)
    assert [record.line for record in records if record.broken] == broken
    sound = [record for record in records if not record.broken]
    assert len(records) == lines.rstrip("\n").count("\n") + 1
    assert all(len(record.cells) == len(("id", "name", "note")) for record in sound)


def test_a_quote_that_never_closes_is_given_up_and_the_rows_after_it_are_read(
    tmp_path: Path,
) -> None:
    after = "".join(f"{number},Ann,x\n" for number in range(1000))
    first, *others = rows(tmp_path, HEADER + '0,"Ann,x\n' + after)
    assert (first.line, first.broken, first.cells[0]) == (2, True, "0")
    assert [record.cells[0] for record in others] == [str(number) for number in range(1000)]


def test_a_cell_may_have_as_many_lines_as_a_record_may(tmp_path: Path) -> None:
    breaks = "\n" * (LINES_OF_A_RECORD - 1)
    one, two = rows(tmp_path, HEADER + f'1,"Ann{breaks}",x\n2,Ben,x\n')
    assert (one.broken, one.cells[1]) == (False, f"Ann{breaks}")
    assert two.line == LINES_OF_A_RECORD + 2


def test_one_line_more_is_a_quote_that_never_closed(tmp_path: Path) -> None:
    breaks = "\n" * LINES_OF_A_RECORD
    first, *_others = rows(tmp_path, HEADER + f'1,"Ann{breaks}",x\n2,Ben,x\n')
    assert first.broken


# The stream


def test_the_file_is_read_as_a_stream(tmp_path: Path) -> None:
    """The first rows come without the last ones: nothing waits for the whole file."""
    many = "".join(f"{number},Ann,x\n" for number in range(50_000))
    source = opened(tmp_path, HEADER + many)
    records = source.records()
    assert [record.line for record in itertools.islice(records, 3)] == [2, 3, 4]
    records.close()  # type: ignore[attr-defined]  # a generator, so that the file closes


def test_the_file_may_be_read_twice(tmp_path: Path) -> None:
    source = opened(tmp_path, HEADER + "1,Ann,x\n")
    assert list(source.records()) == list(source.records())


def test_the_file_may_change_after_it_was_opened(tmp_path: Path) -> None:
    source = opened(tmp_path, HEADER + "1,Ann,x\n")
    (tmp_path / "people.csv").write_text("gone")
    assert [record.cells for record in source.records()] == [["1", "Ann", "x"]]


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    one = opened(tmp_path, HEADER + "1,Ann,x\n").digest
    same = opened(tmp_path, HEADER + "1,Ann,x\n").digest
    other = opened(tmp_path, HEADER + "1,Ann,y\n").digest
    assert one == same != other
