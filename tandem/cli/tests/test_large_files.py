"""Large and hostile files, read by a process whose memory is measured."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tandem.cli.tests.homes import measured
from tandem.organisation.intake.package import MOST

LARGE = 30_000_000  # bytes; a gigabyte takes the same memory and more time
MOST_MEMORY = 400 * 1024  # KiB
MOST_MORE = 16 * 1024  # KiB that thirty times as many rows may take more

READ = """
import sys
from pathlib import Path
import django
django.setup()
from tandem.organisation.intake.findings import FileUnusable
from tandem.organisation.intake.mapping import columns_of, GUESSED
from tandem.organisation.intake.reading import Incoming, open_source
from tandem.organisation.intake.survey import survey
path = Path(sys.argv[1])
try:
    source = open_source(Incoming(path.name, path), path.with_suffix(".copy"))
    print(survey(source, columns_of(source.header, GUESSED, source.place), lambda _: None).rows)
except FileUnusable as error:
    print(error.problems[0].kind)
"""

HEADER = "Employee ID,Name,Department,Manager ID,Hire date,Note\n"
ROW = "{:08d},Łucja Żak,Operations / Night shift,00000001,2020-01-31,Free text of some length\n"

pytestmark = pytest.mark.slow


def read(path: Path) -> tuple[str, int]:
    """What reading the file said, and its peak of memory in KiB."""
    peak = path.with_suffix(".peak")
    done = subprocess.run(
        measured(peak, sys.executable, "-c", READ, str(path)),
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), int(peak.read_text())


def written(path: Path, size: int, encoding: str) -> int:
    """A file of at least so many bytes; how many rows it has."""
    rows = 0
    with path.open("w", encoding=encoding) as file:
        file.write(HEADER)
        while file.tell() < size:
            file.writelines(ROW.format(rows + n) for n in range(1000))
            rows += 1000
    return rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path, encoding: str) -> None:
    small = written(tmp_path / "small.csv", LARGE // 30, encoding)
    large = written(tmp_path / "large.csv", LARGE, encoding)
    said_of_small, little = read(tmp_path / "small.csv")
    said_of_large, much = read(tmp_path / "large.csv")
    assert (said_of_small, said_of_large) == (str(small), str(large))
    assert much < MOST_MEMORY
    assert much - little < MOST_MORE


def bomb(path: Path, name: str, size: int) -> None:
    """A workbook with one part that unpacks to so many bytes."""
    piece = bytes(1 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(name, "w", force_zip64=True) as part:
            for _ in range(size // len(piece)):
                part.write(piece)


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_unpacks_to_gigabytes_is_refused_in_little_memory(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "bomb.xlsx"
    bomb(path, name, MOST + (1 << 20))
    assert path.stat().st_size < MOST // 100
    said, memory = read(path)
    assert said == "too_large"
    assert memory < MOST_MEMORY // 2


def test_a_workbook_that_lies_about_gigabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    bomb(path, "xl/sharedStrings.xml", MOST // 4)
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [entry] = [each for each in archive.infolist() if each.file_size > 1000]
        size, start = entry.file_size.to_bytes(4, "little"), archive.start_dir
    lying = content[start:].replace(size, (1000).to_bytes(4, "little"))
    path.write_bytes(content[:start] + lying)
    said, memory = read(path)
    assert said == "too_large"
    assert memory < MOST_MEMORY // 2
