"""One workbook given for a leavers list and headcounts: both are taken from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from tandem.organisation.intake.counts.two_sheets import count_sheets
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.guessing import FileGuess, Why
from tandem.organisation.intake.mapping import mapping_from
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.sources import Incoming
from tandem.rooms.company.wishes import Wish

Sheets = Mapping[str, Sequence[str]]
LEAVERS, HEADS = "leavers", "heads"
NONE: Sheets = MappingProxyType({})


def may_hold_both(wish: Wish, guesses: Sequence[FileGuess], before: Sheets) -> bool:
    """Nobody said which sheet or shape it is, and the one that was read names no people.

    before: see `read_apart`; what was said of the columns is then kept from it as well.
    """
    said = wish.headcounts or wish.sheets or (not before and (wish.matched or wish.mapping))
    if said or wish.shape not in ("", Shape.COUNTS) or len(wish.files) != 1:
        return False
    # A running number and a month may look like an id and a first day by their values.
    found = {each.field for each in guesses[0].columns if each.why is not Why.VALUES}
    # With a number and no day at all it tells of months: nobody's stay can be known by it.
    tells_people = Field.NUMBER in found and bool({Field.HIRED, Field.LEFT} & found)
    # Where everybody has left, who is here may stand in a sheet of headcounts.
    tells_people = tells_people and not guesses[0].all_left
    return len(guesses[0].sheets) > 1 and not tells_people


def read_apart(
    wish: Wish,
    guesses: Sequence[FileGuess],
    file: Path,
    folder: Path,
    before: Sheets = NONE,
) -> Wish:
    """With the sheets of each, where the headings say which is which; else as it was.

    file: the workbook; folder: where files of headcounts lie. before: the sheets of the workbook
    whose place it takes, which are taken where they stand there again.
    """
    again = bool(before) and {*chain.from_iterable(before.values())} <= {*guesses[0].sheets}
    if again and not wish.headcounts:
        return of_sheets(wish, before[LEAVERS], before[HEADS], file, folder)
    if not may_hold_both(wish, guesses, before):
        return wish
    given = Incoming(wish.files[0], file)
    found = count_sheets(
        given,
        guesses[0].sheets,
        folder=folder / "looked-at",
        mapping=mapping_from(wish.mapping, wish.mapping_name),
        opened=guesses[0].sheet,
    )
    if found is None or (guesses[0].all_left and not found.heads):
        return wish  # a list of people who left is one all the same
    return of_sheets(wish, found.leavers, found.heads, file, folder)


def of_sheets(
    wish: Wish, leavers: Sequence[str], heads: Sequence[str], file: Path, folder: Path
) -> Wish:
    if heads:
        beside(file, folder)
    headcounts = [file.name] if heads else []
    sheets = {LEAVERS: [*leavers], HEADS: [*heads]}
    return replace(wish, shape=Shape.COUNTS.value, headcounts=headcounts, sheets=sheets)


def beside(file: Path, folder: Path) -> None:
    """The same file once more, as one of headcounts, and no second copy of it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / file.name).exists():
        (folder / file.name).hardlink_to(file)


def chosen(wish: Wish, leavers: Sequence[str], heads: str, file: Path, folder: Path) -> Wish:
    """Other sheets of the same workbook. heads: empty where none holds headcounts."""
    other = replace(wish, mapping={}, mapping_name="", matched=False, amends=[])
    return of_sheets(other, leavers, [heads] if heads else [], file, folder)


def files_of(folder: Path, names: Sequence[str], sheets: Sequence[str] = ()) -> list[Incoming]:
    """Each whole, or each of these sheets of it."""
    return [
        Incoming(f"{name} · {sheet}" if sheet else name, folder / name, sheet)
        for name in names
        for sheet in sheets or [""]
    ]
