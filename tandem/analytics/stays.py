"""Stays from the rows somebody brought: last days, reasons, moves, and what cannot be."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tandem.analytics.columns import Rows, squeezed
from tandem.analytics.facts import SPELLS, EndReason

WORDS = {
    EndReason.VOLUNTARY: ("voluntary", "quit", "resignation", "resigned", "own choice"),
    EndReason.RETIREMENT: ("retirement", "retired"),
    EndReason.INVOLUNTARY: (
        *("involuntary", "dismissal", "dismissed", "removal", "layoff", "redundancy"),
        "reduction in force",
    ),
    EndReason.OTHER: ("other", "death", "end of contract", "end of appointment", "expired"),
    EndReason.TRANSFER: ("transfer", "transferred", "move"),
}
MEANING = {squeezed(word): reason.value for reason, words in WORDS.items() for word in words}
ONE_DAY = 1


def stays_of(rows: Rows) -> tuple[pa.Table, list[str]]:
    """As `facts.SPELLS`, persons numbered as they come; and what was noticed about all of them.

    rows: of `columns.PEOPLE`; rows that cannot be are refused in it, and the column `id` keeps who
    has which number. Without the columns of moves
    a stay that begins on the day another of the same person ends, in another area, is a move.
    """
    refuse_what_cannot_be(rows)
    noticed = _reasons(rows)
    if not rows.told & {"came_from", "went_to"}:
        _moves(rows)
    rows.columns["id"] = rows.columns["person"]
    rows.columns["person"] = _numbered(rows.columns["person"])
    schema = SPELLS.to_pyarrow()
    table = pa.table({name: rows.columns[name].cast(schema.field(name).type) for name in SPELLS})
    return table, noticed


def refuse_what_cannot_be(rows: Rows, what: str = "stay") -> None:
    """Of stays, or of jobs: those without a day, and of two at one time the later one."""
    _ends(rows)
    rows.refuse_where(
        pc.less_equal(rows.columns["end_on"], rows.columns["start_on"]),
        "ends before it has begun. Mend one of its two days.",
    )
    rows.keep()
    _refuse_overlaps(rows, what)
    rows.keep()


def _ends(rows: Rows) -> None:
    """The first day gone, also where the last day is given."""
    last = rows.columns["last_day"].cast(pa.int32())
    after = pc.add(last, pa.scalar(ONE_DAY, pa.int32())).cast(pa.date32())
    rows.columns["end_on"] = pc.coalesce(rows.columns["end_on"], after)


def _in_turn(rows: Rows) -> np.ndarray:
    """The rows by person and start."""
    persons = _numbered(rows.columns["person"])
    starts = rows.columns["start_on"].cast(pa.int32())
    return np.lexsort((starts.to_numpy(), persons.to_numpy()))


def _numbered(persons: pa.Array) -> pa.Array:
    return persons.dictionary_encode().indices.cast(pa.int64())


def _days(column: pa.Array, otherwise: int) -> np.ndarray:
    days: np.ndarray = pc.fill_null(column.cast(pa.int32()), otherwise).to_numpy()
    return days


FAR = 10**6  # days: later than any


def _refuse_overlaps(rows: Rows, what: str) -> None:
    """Of two of one person at one time the one that begins later, or stands below."""
    order = _in_turn(rows)
    persons = _numbered(rows.columns["person"]).to_numpy()[order]
    starts = _days(rows.columns["start_on"], 0)[order]
    ends = _days(rows.columns["end_on"], FAR)[order]
    follows = persons[1:] == persons[:-1]
    if not np.any(follows & (starts[1:] < ends[:-1])):
        return
    kept = 0
    for at in range(1, len(order)):
        if persons[at] == persons[kept] and starts[at] < ends[kept]:
            here, there = int(order[at]), int(order[kept])
            line = int(rows.lines[there])
            same = (starts[at], ends[at]) == (starts[kept], ends[kept]) and (
                rows.columns["area"][here] == rows.columns["area"][there]
            )
            why = f"is the same {what} as" if same else f"begins before the person's {what} ends in"
            rows.refuse(here, f"{why} line {line}. Leave one of them, or mend its days.")
        else:
            kept = at


def _reasons(rows: Rows) -> list[str]:
    """Words to classes; a word that means none of them is a leaving without a reason."""
    ended = rows.columns["end_on"].is_valid()
    told = pc.if_else(ended, rows.columns["end_reason"], pa.scalar(None, pa.string()))
    given = told.dictionary_encode()
    words: list[str] = given.dictionary.to_pylist()
    meant = [MEANING.get(squeezed(word)) for word in words]
    rows.columns["end_reason"] = pa.array(meant, pa.string()).take(given.indices)
    unknown = sorted(word for word, meaning in zip(words, meant, strict=True) if meaning is None)
    if not unknown:
        return []
    some = ", ".join(f"“{word}”" for word in unknown[:5])
    more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
    return [
        f"{rows.name}: nobody has said whether {some}{more} is own choice, so these count as "
        f"leavers without a reason. Write one of: {', '.join(EndReason)}."
    ]


def _moves(rows: Rows) -> None:
    order = _in_turn(rows)
    persons = _numbered(rows.columns["person"]).to_numpy()[order]
    starts = _days(rows.columns["start_on"], 0)[order]
    ends = _days(rows.columns["end_on"], FAR)[order]
    goes_on = (persons[1:] == persons[:-1]) & (starts[1:] == ends[:-1])
    came = np.full(len(order), -1)
    went = np.full(len(order), -1)
    came[order[1:][goes_on]] = order[:-1][goes_on]
    went[order[:-1][goes_on]] = order[1:][goes_on]
    area = rows.columns["area"]
    rows.columns["came_from"] = area.take(_or_null(came))
    rows.columns["went_to"] = area.take(_or_null(went))
    moved = pa.array(went >= 0)
    rows.columns["end_reason"] = pc.if_else(
        moved, EndReason.TRANSFER.value, rows.columns["end_reason"]
    )


def _or_null(places: np.ndarray) -> pa.Array:
    return pa.array(places, pa.int64(), mask=places < 0)
