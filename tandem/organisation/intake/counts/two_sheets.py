"""One workbook for a leavers list and headcounts: which of its sheets is which.

A list of leavers often has a sheet for each year ("Leavers 2025", "Leavers 2026"): sheets with the
same headings whose names differ by their digits alone are one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tandem.organisation.intake.counts.fields import CountField
from tandem.organisation.intake.counts.guessing import guess_counts
from tandem.organisation.intake.counts.whole import whole_number
from tandem.organisation.intake.findings import FileUnusable
from tandem.organisation.intake.guessing import FileGuess, Why
from tandem.organisation.intake.mapping import GUESSED, Mapping
from tandem.organisation.intake.sources import Incoming
from tandem.organisation.intake.spelling import plain, squeezed

MOST_SHEETS = 24  # looked at


@dataclass(frozen=True, slots=True)
class CountSheets:
    """The sheets of each, in the order of the workbook; heads may be none."""

    leavers: list[str]
    heads: list[str]


def count_sheets(
    file: Incoming,
    sheets: Sequence[str],
    *,
    folder: Path,
    mapping: Mapping = GUESSED,
    opened: str = "",
) -> CountSheets | None:
    """Which sheets are a leavers list, and which holds headcounts, by their headings.

    opened: the sheet that is read where nobody says one; of several lists it is the one that is
    meant. None where there is nothing to read together, or where it cannot be told.
    """
    found = [*_looked_at(file, sheets, folder, mapping)]
    lists = _lists([(name, guess) for name, guess in found if not guess.heads])
    heads = _of_people([(name, guess) for name, guess in found if guess.heads])
    if not lists or len(heads) > 1:
        return None
    if len(lists) > 1 and not heads:
        return None  # which of them is meant is a choice between whole lists
    leavers = next((each for each in lists if opened in each), lists[0])
    return CountSheets(leavers, heads) if len(leavers) + len(heads) > 1 else None


def _lists(found: Sequence[tuple[str, FileGuess]]) -> list[list[str]]:
    """Sheets that are one list, each with all of its parts."""
    lists: dict[tuple[str, ...], list[str]] = {}
    for name, guess in found:
        called = plain(name)
        if any(map(str.isdigit, called)):  # one without a year may be of all years
            called = "".join("#" if one.isdigit() else one for one in called)
        headings = (squeezed(each.heading) for each in guess.columns)
        lists.setdefault((called, *headings), []).append(name)
    return [*lists.values()]


def _of_people(found: Sequence[tuple[str, FileGuess]]) -> list[str]:
    """Without those that hold shares of full time beside one with the same areas and months."""
    whole = [name for name, guess in found if _are_whole(guess)]
    return whole if len(whole) == 1 else [name for name, _guess in found]


def _are_whole(guess: FileGuess) -> bool:
    """Whether each number of the first rows is one of people."""
    counted = (each for each in guess.columns if each.month or each.field is CountField.HEADCOUNT)
    numbers = [text for each in counted for text in each.samples]
    return bool(numbers) and all(whole_number(each) is not None for each in numbers)


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
            if not guess.missing and _is_told(guess):
                yield sheet, guess
                break


def _is_told(guess: FileGuess) -> bool:
    """Whether headings say what it is: of leavers where and why, of headcounts everything."""
    by_values = {each.field for each in guess.columns if each.why is Why.VALUES}
    if guess.heads:
        return not by_values
    said = {each.field for each in guess.columns} - by_values
    why = CountField.REASON in said or any(each.is_a_reason for each in guess.columns)
    return not by_values or (CountField.AREA in said and why)
