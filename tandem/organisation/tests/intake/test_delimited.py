"""Which encoding and which delimiter a text is written with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.organisation.intake.delimited import DELIMITERS, open_text
from tandem.organisation.intake.findings import FileUnusable, Place
from tandem.organisation.intake.look import copied
from tandem.organisation.intake.mapping import FileSaid

HERE = Place("people.csv")
NOTHING = FileSaid()
PEOPLE = "Personalnr{0}Name{0}Abteilung\n1{0}Jürgen Groß{0}Käserei\n2{0}Zoë Weiß{0}Bäckerei\n"


def encoding(folder: Path, content: bytes, said: FileSaid = NOTHING) -> str:
    (folder / "given").write_bytes(content)
    look = copied(folder / "given", folder / "copy", HERE)
    return open_text(folder / "copy", look, HERE, said).encoding


def delimiter(folder: Path, content: str, said: FileSaid = NOTHING) -> str:
    (folder / "given").write_text(content, encoding="utf-8", newline="")
    look = copied(folder / "given", folder / "copy", HERE)
    return open_text(folder / "copy", look, HERE, said).delimiter


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),  # the same for every letter
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("sign", DELIMITERS)
def test_encoding_and_delimiter_are_found_together(
    tmp_path: Path, written: str, read: str, sign: str
) -> None:
    (tmp_path / "given").write_bytes(PEOPLE.format(sign).encode(written))
    look = copied(tmp_path / "given", tmp_path / "copy", HERE)
    text = open_text(tmp_path / "copy", look, HERE, FileSaid())
    assert (text.encoding, text.delimiter) == (read, sign)
    assert [row.cells[1] for row in text.rows()] == ["Name", "Jürgen Groß", "Zoë Weiß"]


def test_what_is_said_of_the_encoding_is_not_doubted(tmp_path: Path) -> None:
    content = "id,name\n1,Jiří Novák\n".encode("cp1250")
    assert encoding(tmp_path, content) == "cp1250"
    assert encoding(tmp_path, content, FileSaid(encoding="cp1252")) == "cp1252"
    assert encoding(tmp_path, content, FileSaid(encoding="cp1250")) == "cp1250"


@pytest.mark.parametrize(
    "content",
    [
        b"\0\1" * 500,  # zeros in every other byte, and no letters between
        b"\1\0\2\0\3\0" * 99,
        bytes(range(256)) * 8,
    ],
)
def test_zeros_alone_do_not_make_a_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileUnusable):
        encoding(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        # titles above the header have no delimiter at all
        ("People\n\nid;name;hired\n1;Ann;2020\n2;Ben;2021\n", ";"),
        # or another one
        ("Report: all staff, as of today\nid;name;hired\n1;Ann;2020\n2;Ben;2021\n", ";"),
        # more commas than semicolons, but never the same number of them
        ("id;name;note\n1;Ann;a, b, c\n2;Ben;d\n3;Cem;e, f\n", ";"),
        ("id,name\n1,a;b\n2,c;d;e\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_makes_rows_alike(
    tmp_path: Path, content: str, sign: str
) -> None:
    assert delimiter(tmp_path, content) == sign


def test_what_is_said_of_the_delimiter_is_not_doubted(tmp_path: Path) -> None:
    content = "id;name\n1;Ann\n"
    assert delimiter(tmp_path, content, FileSaid(delimiter="~")) == "~"
    assert delimiter(tmp_path, f"sep=|\n{content}", FileSaid(delimiter=";")) == ";"


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters='",;|'),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_every_row_that_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("text")
    content = "".join(";".join(row) + "\n" for row in [["id", "name", "note"], *rows])
    (folder / "given").write_bytes(content.encode())
    look = copied(folder / "given", folder / "copy", HERE)
    text = open_text(folder / "copy", look, HERE, FileSaid(encoding="utf-8", delimiter=";"))
    assert [row.cells for row in text.rows()][1:] == rows
