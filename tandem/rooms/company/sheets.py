"""One workbook given for a leavers list and headcounts: both are taken from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from tandem.organisation.intake.counts.two_sheets import two_sheets
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.guessing import FileGuess
from tandem.organisation.intake.mapping import mapping_from
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.sources import Incoming
from tandem.rooms.company.wishes import Wish

LEAVERS, HEADS = "leavers", "heads"


def may_hold_both(wish: Wish, guesses: Sequence[FileGuess], before: Mapping[str, str]) -> bool:
    """Nobody said which sheet or shape it is, and the one that was read names no people.

    before: see `read_apart`; what was said of the columns is then kept from it as well.
    """
    said = wish.headcounts or wish.sheets or (not before and (wish.matched or wish.mapping))
    if said or wish.shape not in ("", Shape.COUNTS) or len(wish.files) != 1:
        return False
    found = {each.field for each in guesses[0].columns}
    # With a number and no day at all it tells of months: nobody's stay can be known by it.
    tells_people = Field.NUMBER in found and bool({Field.HIRED, Field.LEFT} & found)
    return len(guesses[0].sheets) > 1 and not tells_people


def read_apart(
    wish: Wish,
    guesses: Sequence[FileGuess],
    file: Path,
    folder: Path,
    before: Mapping[str, str] = MappingProxyType({}),
) -> Wish:
    """With the sheet of each, where the headings say which is which; else as it was.

    file: the workbook; folder: where files of headcounts lie. before: the sheets of the workbook
    whose place it takes, which are taken where they stand there again.
    """
    again = bool(before) and {*before.values()} <= {*guesses[0].sheets}
    if again and not wish.headcounts:
        beside(file, folder)
        return replace(wish, shape=Shape.COUNTS.value, headcounts=[file.name], sheets=dict(before))
    if not may_hold_both(wish, guesses, before):
        return wish
    given = Incoming(wish.files[0], file)
    mapping = mapping_from(wish.mapping, wish.mapping_name)
    found = two_sheets(given, guesses[0].sheets, folder=folder / "looked-at", mapping=mapping)
    if found is None:
        return wish
    beside(file, folder)
    sheets = {LEAVERS: found.leavers, HEADS: found.heads}
    return replace(wish, shape=Shape.COUNTS.value, headcounts=[file.name], sheets=sheets)


def beside(file: Path, folder: Path) -> None:
    """The same file once more, as one of headcounts, and no second copy of it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / file.name).exists():
        (folder / file.name).hardlink_to(file)


def chosen(wish: Wish, leavers: str, heads: str) -> Wish:
    """Other sheets of the same workbook. heads: empty where none holds headcounts."""
    if not heads:
        return replace(wish.of_sheet(leavers), headcounts=[], sheets={})
    return replace(
        wish, sheets={LEAVERS: leavers, HEADS: heads}, mapping={}, mapping_name="",
        matched=False, amends=[],
    )  # fmt: skip
