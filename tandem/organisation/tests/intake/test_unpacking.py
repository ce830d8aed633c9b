"""A packed file is read as a stream, and a bomb is not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tandem.organisation.intake import unpacking
from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.reading import Incoming, open_source
from tandem.organisation.intake.unpacking import chunks

TEXT = b"ID,Department,Hired\n1,Sales,2020-01-01\n"
HERE = Place("people.csv.gz")


def packed(folder: Path, content: bytes) -> Path:
    path = folder / "people.csv.gz"
    path.write_bytes(content)
    return path


def test_a_packed_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    path = packed(tmp_path, gzip.compress(TEXT) + gzip.compress(b"2,Sales,2021-01-01\n"))
    source = open_source(Incoming("people.csv.gz", path), tmp_path / "copy")
    assert source.header == ("ID", "Department", "Hired")
    assert [record.cells[0] for record in source.records()] == ["1", "2"]


def test_packed_or_not_it_is_the_same_file(tmp_path: Path) -> None:
    plain = tmp_path / "people.csv"
    plain.write_bytes(TEXT)
    digests = {
        open_source(Incoming(path.name, path), tmp_path / "copy").digest
        for path in (plain, packed(tmp_path, gzip.compress(TEXT)))
    }
    assert len(digests) == 1


def test_a_bomb_is_stopped_before_it_has_grown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "SMALL", 1_000_000)
    path = packed(tmp_path, gzip.compress(bytes(20_000_000)))
    done = 0
    with pytest.raises(FileUnusable, match="grows to more than") as stopped:
        for chunk in chunks(path, 1 << 16, HERE):
            done += len(chunk)
    assert stopped.value.problems[0].kind is Kind.UNPACKS_TOO_LARGE
    assert done < 5_000_000


def test_text_that_packs_well_is_no_bomb() -> None:
    row = b"Varnholm / Bakery,2026-01,Resignation\n" * 100_000
    small = len(gzip.compress(row))
    assert len(row) < unpacking.most(small)


@pytest.mark.parametrize("keep", [-9, 12])
def test_a_torn_archive_is_told(tmp_path: Path, keep: int) -> None:
    path = packed(tmp_path, gzip.compress(TEXT * 50)[:keep])
    with pytest.raises(FileUnusable, match="The file is damaged"):
        list(chunks(path, 1 << 16, HERE))


def test_an_archive_within_an_archive_is_no_text(tmp_path: Path) -> None:
    path = packed(tmp_path, gzip.compress(gzip.compress(TEXT)))
    with pytest.raises(FileUnusable) as refused:
        open_source(Incoming("people.csv.gz", path), tmp_path / "copy")
    assert refused.value.problems[0].kind is Kind.NOT_TEXT
