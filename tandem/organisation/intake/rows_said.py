"""What was said of single rows, kept by what the row says: the same row may come again next month.

A row is known again by a keyed digest of all its cells, so that what is kept tells nothing of it
to whoever has the file alone. A row in which anything is different is another row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from django.utils.crypto import salted_hmac

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.reading import Incoming, Record, open_source
from tandem.organisation.intake.spelling import tidy

SALT = "tandem.organisation.intake.rows_said"
BETWEEN = "\x1f"

Row = tuple[str, str | None, str | None, str | None]
"""The digest of a row, and of its amend heading, what stood there, and what stands instead."""


def key_of(record: Record, header: Sequence[str]) -> str:
    cells = (*header, "", *map(tidy, record.cells))
    return salted_hmac(SALT, BETWEEN.join(cells), algorithm="sha256").hexdigest()


def rows_said(
    amends: Sequence[Amend], files: Sequence[Incoming], folder: Path, mapping: Mapping
) -> list[Row]:
    """Those of single lines, by what stands there."""
    of_lines = [((each.file, each.line), each) for each in amends if each.line is not None]
    lines = {place for place, _each in of_lines}
    found = dict(keyed(files, folder, mapping, lines)) if lines else {}
    return [
        (found[place], each.heading, each.said, each.value)
        for place, each in of_lines
        if place in found
    ]


def said_again(
    rows: Sequence[Row], files: Sequence[Incoming], folder: Path, mapping: Mapping
) -> list[Amend]:
    """Amends of the lines in these files that say the same as a row of before."""
    said: dict[str, list[Row]] = {}
    for row in rows:
        said.setdefault(row[0], []).append(row)
    if not said:
        return []
    return [
        Amend(file, line, heading, stood, value)
        for (file, line), key in keyed(files, folder, mapping)
        for _key, heading, stood, value in said.get(key, ())
    ]


def keyed(
    files: Sequence[Incoming],
    folder: Path,
    mapping: Mapping,
    lines: Collection[tuple[int, int]] | None = None,
) -> Iterator[tuple[tuple[int, int], str]]:
    """File and line of each row, with its key. lines: only of these."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = folder / "rows"
    try:
        for number, incoming in enumerate(files):
            source = open_source(incoming, copy, mapping)
            for record in source.records():
                if lines is None or (number, record.line) in lines:
                    yield (number, record.line), key_of(record, source.header)
    finally:
        copy.unlink(missing_ok=True)
