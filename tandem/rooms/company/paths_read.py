"""Areas that stand in several columns, read as a path where the rows leave no doubt that they are.

Nobody is asked then; the check says it in sight, with the way to read them otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.guessing import FileGuess, Why
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.shapes import Shape
from tandem.rooms.company.wishes import Wish


def with_path(wish: Wish, guesses: Sequence[FileGuess]) -> Wish:
    """With the levels of the area said, where they are sure; else as it is."""
    wish = with_sure(replace(wish, mapping=wish.heard, path_read=False), guesses)
    of_it = levelled(wish, guesses)
    # A list may misspell what the headcounts show to be levels.
    shown = [each.levels for each in of_it if each.heads and each.sure]
    if wish.matched or not all(is_sure(each, shown=each.levels in shown) for each in of_it):
        return wish
    headings = [*dict.fromkeys(chain.from_iterable(each.levels for each in of_it))]
    department = {**wish.mapping.get("department", {}), "columns": headings}
    return replace(wish, mapping={**wish.mapping, "department": department}, path_read=True)


def with_sure(wish: Wish, guesses: Sequence[FileGuess]) -> Wish:
    """With what columns hold by their headings and values together, where nobody said it."""
    columns = wish.mapping.get("columns", {})
    every = chain.from_iterable(each.columns for each in guesses)
    sure = {each.heading: each.field.value for each in every if each.why is Why.BOTH and each.field}
    unsaid = {heading: field for heading, field in sure.items() if heading not in columns}
    if wish.matched or not unsaid:
        return wish
    return replace(wish, mapping={**wish.mapping, "columns": {**columns, **unsaid}})


def levelled(wish: Wish, guesses: Sequence[FileGuess]) -> Sequence[FileGuess]:
    """Those that must be sure: of counts, a list that names the areas alone fits below a path."""
    with_levels = [each for each in guesses if len(each.levels) > 1]
    return with_levels or guesses if wish.shape == Shape.COUNTS else guesses


def is_sure(guess: FileGuess, *, shown: bool = False) -> bool:
    """Also where no other column may hold the area, and none was guessed from its values.

    shown: another file shows that these are levels.
    """
    alone = {*guess.areas} <= {*guess.levels}
    return (
        (guess.sure or shown)
        and alone
        and all(each.why is not Why.VALUES for each in guess.columns)
    )


def path_of(report: Report, areas: Sequence[str]) -> tuple[str, str]:
    """The headings of the levels, and an area with a name on most of them: "Division / Team",
    "Plant / Ovens". areas: each with those above it."""
    of_files = (
        [each for each in file.columns if each.field == Field.DEPARTMENT]
        for file in report.files if file.levels
    )  # fmt: skip
    levels = max(of_files, key=len, default=[])
    levels.sort(key=lambda each: each.level or 0)
    deepest = max(areas, key=lambda each: each.count(" / "), default="")
    return " / ".join(each.heading for each in levels), deepest
