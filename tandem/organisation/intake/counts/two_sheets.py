"""One workbook for a leavers list and headcounts: which of its sheets is which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tandem.organisation.intake.counts.guessing import guess_counts
from tandem.organisation.intake.findings import FileUnusable
from tandem.organisation.intake.guessing import FileGuess, Why
from tandem.organisation.intake.mapping import GUESSED, Mapping
from tandem.organisation.intake.sources import Incoming

MOST_SHEETS = 12  # looked at


@dataclass(frozen=True, slots=True)
class TwoSheets:
    leavers: str
    heads: str


def two_sheets(
    file: Incoming, sheets: Sequence[str], *, folder: Path, mapping: Mapping = GUESSED
) -> TwoSheets | None:
    """Where exactly one sheet is a leavers list and one holds headcounts, by their headings."""
    found = [*_looked_at(file, sheets, folder, mapping)]
    leavers = [name for name, guess in found if not guess.heads]
    heads = [name for name, guess in found if guess.heads]
    return TwoSheets(leavers[0], heads[0]) if len(leavers) == len(heads) == 1 else None


def _looked_at(
    file: Incoming, sheets: Sequence[str], folder: Path, mapping: Mapping
) -> Iterator[tuple[str, FileGuess]]:
    """Those that hold all that is needed of the one or the other."""
    for sheet in sheets[:MOST_SHEETS]:
        one = replace(file, sheet=sheet)
        for as_heads in (False, True):
            leavers, heads = ([], [one]) if as_heads else ([one], [])
            try:
                [guess] = guess_counts(leavers, heads, folder=folder, mapping=mapping)
            except FileUnusable:
                break  # it is empty
            if not guess.missing and all(each.why is not Why.VALUES for each in guess.columns):
                yield sheet, guess
                break
