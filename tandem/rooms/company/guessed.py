"""What was guessed of an upload's columns, kept beside it so that no page opens the files again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from tandem.organisation.intake.counts.guessing import guess_counts
from tandem.organisation.intake.guessing import FileGuess, Why, guess
from tandem.organisation.intake.mapping import mapping_from
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.sources import Incoming

KEPT, LOOKED_AT = "guesses.json", "looked-at"


@dataclass(frozen=True, slots=True)
class Guessed:
    """mapping: what was said about the columns when they were guessed."""

    mapping: dict[str, Any]
    guesses: list[FileGuess]


AS_JSON = TypeAdapter(Guessed)


def forget_guesses(folder: Path) -> None:
    """Where the same files are to be read in another shape."""
    (folder / KEPT).unlink(missing_ok=True)


def kept_guesses(folder: Path) -> list[FileGuess]:
    """Those that lie there, whatever was said since; none of files that nobody looked over."""
    kept = folder / KEPT
    return AS_JSON.validate_json(kept.read_bytes()).guesses if kept.exists() else []


def guessed_once(
    files: Sequence[Incoming],
    heads: Sequence[Incoming],
    *,
    folder: Path,
    shape: str,
    said: dict[str, Any],
    name: str,
) -> list[FileGuess]:
    """Those kept in the folder, as long as the same is said. Raises FileUnusable.

    heads: headcounts, which only a list of leavers has beside it. shape: empty: as the file shows.
    """
    kept = folder / KEPT
    if kept.exists():
        guessed = AS_JSON.validate_json(kept.read_bytes())
        if guessed.mapping == said:
            return guessed.guesses
    looked_at, mapping = folder / LOOKED_AT, mapping_from(said, name)
    # Whoever gives headcounts beside a file gives a list without persons.
    of_counts = shape == Shape.COUNTS or (not shape and heads)
    guesses = [] if of_counts else guess(files, folder=looked_at, mapping=mapping)
    if not guesses or (not shape and guesses[0].shape is Shape.COUNTS):
        guesses = guess_counts(files, heads, folder=looked_at, mapping=mapping)
    beside = kept.with_suffix(".new")
    beside.write_bytes(AS_JSON.dump_json(Guessed(said, guesses)))
    beside.replace(kept)
    return guesses


def as_checked(guesses: Sequence[FileGuess], *, asked: bool) -> Sequence[FileGuess]:
    """What the check goes by: it reads nothing by its values alone unless somebody saw that.

    asked: nothing was checked yet, or only once the columns had been looked at.
    """
    if asked:
        return guesses
    return [
        replace(
            each,
            columns=[
                replace(one, field=None, why=None) if one.why is Why.VALUES else one
                for one in each.columns
            ],
        )
        for each in guesses
    ]
