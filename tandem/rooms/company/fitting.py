"""What was said on the page of columns, held against a file that takes the place of the one before.

A mapping that somebody wrote or named must fit. What was only tapped need not: a heading whose
letters are written otherwise now is the same heading, and the rest is dropped and said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tandem.organisation.intake.encodings import is_misread
from tandem.organisation.intake.guessing import FileGuess
from tandem.organisation.intake.mapping import IGNORED
from tandem.organisation.intake.spelling import squeezed
from tandem.rooms.company.wishes import Wish


def fitted(wish: Wish, guesses: Sequence[FileGuess]) -> Wish:
    """With what was said of headings that the files have; the others that were read are told."""
    said, department = wish.mapping.get("columns", {}), wish.mapping.get("department", {})
    headings = [column.heading for guess in guesses for column in guess.columns]
    here = {squeezed(each) for each in headings}
    levels = department.get("columns", [])
    absent = {each for each in (*said, *levels) if squeezed(each) not in here}
    if wish.mapping_name or not absent:
        return wish
    free = [each for each in headings if squeezed(each) not in {*map(squeezed, said)}]
    now = {each: meant(each, free) if each in absent else each for each in (*said, *levels)}
    columns = {heading: field for each, field in said.items() if (heading := now[each])}
    mapping = {**wish.mapping, "columns": columns}
    lost = [each for each in said if not now[each] and said[each] != IGNORED]
    if levels:
        path = [heading for each in levels if (heading := now[each])]
        kept = path if len(path) == len(levels) else []
        lost += [each for each in levels if not now[each] and each not in lost]
        rest = {name: each for name, each in department.items() if name != "columns"}
        mapping["department"] = {**rest, "columns": kept} if kept else rest
    return replace(wish, mapping=mapping, dropped=lost, matched=wish.matched and not lost)


def meant(heading: str, headings: Iterable[str]) -> str:
    """The one of these whose letters were misread in that one; empty where none is."""
    found = {each for each in headings if is_misread(heading, each)}
    return found.pop() if len(found) == 1 else ""
