"""What `tandem import people` says of a check, line by line."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import uuid

    from tandem.organisation import intake

WORDS_TOLD = 4  # of each class


def several(count: int, thing: str) -> str:
    """
    >>> several(1, "row"), several(0, "row"), several(2, "row")
    ('1 row', '0 rows', '2 rows')
    """
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def note(words: str) -> None:
    click.echo(words, err=True)


def doubted(doubt: intake.Doubt) -> str:
    """A column that is perhaps read wrongly, and what to type for each other reading."""
    ways = [
        " ".join(shlex.join(["--read", f"{heading}={field}"]) for heading, field in other.items())
        for other in doubt.others
    ]
    column = f"“{doubt.column}” read as {doubt.field}"
    if not doubt.count:
        return f"{doubt.file}: {column}, by its values. By its heading: {' or '.join(ways)}"
    return (
        f"{doubt.file}: {doubt.count} of {doubt.rows} rows can not be read, all because of column "
        f"{column}. Perhaps it is something else: {' or '.join(ways)}"
    )


def how(file: intake.FileSeen) -> str:
    """Which column is read as what, and which are not read."""
    read = [f"{each.heading} = {each.field}" for each in file.columns if each.field]
    unread = [each.heading for each in file.columns if not each.field]
    words = [file.encoding, *read]
    return ", ".join(words) + (f"; not read: {', '.join(unread)}" if unread else "")


def in_a_line(problem: intake.Problem) -> str:
    line = f", line {problem.line}" if problem.line else ""
    column = f", {problem.column}" if problem.column else ""
    return f"{problem.file}{line}{column}: {problem.reason} {problem.cure}"


def print_json(
    counts: dict[str, object],
    problems: Sequence[intake.Problem] | Iterator[intake.Problem],
    import_id: uuid.UUID | None,
) -> None:
    """The object of the contract, problem by problem: there may be very many."""
    out = sys.stdout
    head = json.dumps(counts)
    out.write(f'{head[:-1]}, "problems": [')
    for number, problem in enumerate(problems):
        out.write(", " if number else "")
        out.write(json.dumps(problem.as_json()))
    out.write(f'], "import_id": {json.dumps(import_id and str(import_id))}}}\n')


def reasons(report: intake.Report) -> list[str]:
    """How the words for leaving are read, in a line; none where there are none."""
    read: dict[str, list[str]] = {}
    for each in report.reasons:
        read.setdefault(each.reason_class or "no known reason", []).append(f"“{each.word}”")
    said = "; ".join(
        f"{', '.join(words[:WORDS_TOLD])}{_more(words)} as {of}" for of, words in read.items()
    )
    return [f"Leave reasons: {said}."] if said else []


def _more(words: Sequence[str]) -> str:
    return f" and {len(words) - WORDS_TOLD} more" if len(words) > WORDS_TOLD else ""
