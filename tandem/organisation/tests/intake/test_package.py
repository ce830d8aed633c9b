"""The archive of a workbook: what it declares, what it really holds."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tandem.organisation.intake import package
from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.package import PIECE, Package, open_package

HERE = Place("people.xlsx")
WORDS = b"".join(b"word %d, " % number for number in range(200_000))


@contextmanager
def opened(folder: Path, content: bytes) -> Iterator[Package]:
    path = folder / "people.xlsx"
    path.write_bytes(content)
    with path.open("rb") as file:
        yield open_package(path, file, HERE)


def archive(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as target:
        for name, content in parts:
            target.writestr(name, content)
    return file.getvalue()


def refusal(folder: Path, content: bytes) -> Kind:
    with pytest.raises(FileUnusable) as error, opened(folder, content) as found:
        found.check_declared()
        found.check_real()
    [problem] = error.value.problems
    return problem.kind


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("content", [b"", b"x", WORDS], ids=["empty", "small", "large"])
def test_a_part_is_unpacked_as_it_was_packed(tmp_path: Path, method: int, content: bytes) -> None:
    with opened(
        tmp_path, archive(("before", b"y" * 99), ("part", content), method=method)
    ) as found:
        found.check_declared()
        found.check_real()
        assert found.read("part") == content
        assert found.read("before") == b"y" * 99
        assert found.read("not there") == b""


def test_a_part_is_unpacked_in_small_pieces(tmp_path: Path) -> None:
    with opened(tmp_path, archive(("part", WORDS))) as found:
        pieces = list(found.pieces(found.archive.getinfo("part")))
    assert b"".join(pieces) == WORDS
    assert max(map(len, pieces)) <= PIECE
    assert len(pieces) >= len(WORDS) // PIECE


def test_too_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    assert refusal(tmp_path, archive(*((str(n), b"x") for n in range(4)))) is Kind.TOO_LARGE
    with opened(tmp_path, archive(*((str(n), b"x") for n in range(3)))) as found:
        found.check_declared()


@pytest.mark.parametrize(
    ("limit", "value", "name"),
    [("MOST", len(WORDS) - 1, "sheet.xml"), ("MOST_STRINGS", len(WORDS) - 1, "sharedStrings.xml")],
)
def test_what_is_declared_is_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, name: str
) -> None:
    content = archive((name, WORDS))
    with opened(tmp_path, content) as found:
        found.check_declared()
    monkeypatch.setattr(package, limit, value)
    assert refusal(tmp_path, content) is Kind.TOO_LARGE


def test_what_is_packed_as_densely_as_sheets_are_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "SMALL", 1000)
    row = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    with opened(tmp_path, archive(("sheet.xml", row * 10 + WORDS))) as found:
        found.check_declared()
    assert refusal(tmp_path, archive(("sheet.xml", b"\0" * 1_000_000))) is Kind.TOO_LARGE


def test_a_part_that_is_locked_is_told_as_such(tmp_path: Path) -> None:
    content = bytearray(archive(("part", b"x" * 99)))
    content[content.index(b"PK\x01\x02") + 8] |= package.ENCRYPTED
    assert refusal(tmp_path, bytes(content)) is Kind.LOCKED_WORKBOOK


def test_a_part_packed_in_an_unusual_way_is_not_tried(tmp_path: Path) -> None:
    assert refusal(tmp_path, archive(("part", WORDS), method=zipfile.ZIP_LZMA)) is Kind.DAMAGED


def test_a_part_that_ends_early_is_damaged(tmp_path: Path) -> None:
    content = archive(("part", WORDS))
    at = content.index(b"PK\x01\x02") + 24
    longer = (len(WORDS) + 1).to_bytes(4, "little")
    assert refusal(tmp_path, content[:at] + longer + content[at + 4 :]) is Kind.DAMAGED


def test_two_entries_for_the_same_bytes_both_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries that overlap let a small archive declare much: the directory is what is added up."""
    content = archive(("part", WORDS))
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry, last = content[start:end], bytearray(content[end:])
    last[8:12] = (5).to_bytes(2, "little") * 2  # entries on this disk, and in all
    last[12:16] = (5 * len(entry)).to_bytes(4, "little")
    monkeypatch.setattr(package, "MOST", 4 * len(WORDS))
    assert refusal(tmp_path, content[:start] + entry * 5 + bytes(last)) is Kind.TOO_LARGE


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_refused_or_harmless_and_nothing_else(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(archive(("one", WORDS[:5000]), ("two", b"x" * 500)))
    for _ in range(3):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try:
        with opened(tmp_path, bytes(content)) as found:
            try:
                found.check_declared()
                found.check_real()
            except package.BROKEN:
                return  # what the opener of a workbook calls damaged
    except FileUnusable as error:
        assert error.problems[0].cure
