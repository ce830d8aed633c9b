"""What one types in a notebook of a table of people: how long they stay, and what goes with it.

Rows that cannot be used are left out and named, as in `from_tables`.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tandem.analytics.cells import Kind
from tandem.analytics.from_tables import (
    NAMED,
    Cells,
    LeftOut,
    Source,
    are,
    cells,
    column,
    refuse_missing,
)
from tandem.analytics.sources import UnusableFacts, brought, today

if TYPE_CHECKING:
    import pyarrow as pa

    from tandem.analytics.cox import Model
    from tandem.analytics.staying import Employment, Staying


def survive(people: Source, *, by: str | None = None, as_of: date | None = None) -> Staying:
    """people: a row per employment: start, end (the last day; empty: still here), and, where they
    are told, entry, reason and the column `by`; or a list of `Employment`.

    as_of: the day up to which people are followed; without it the latest day of the table, or
    today where that is still to come.
    """
    from tandem.analytics.staying import Employment, staying

    if are(people, Employment):
        if as_of is None:
            raise ValueError("Say up to which day people were followed (as_of).")
        return staying(people, as_of=as_of)
    employments, as_of, _table = _employments(people, by, as_of)
    return staying(employments, as_of=as_of)


def cox(
    people: Source, *, terms: Sequence[str], cluster: str | None = None, as_of: date | None = None
) -> Model:
    """How leaving goes together with several columns of `people` at once; rows as for `survive`.

    terms: columns of numbers or words. cluster: the column that says who leads each person.
    Raises NoModel where the rows carry none.
    """
    from tandem.analytics.cox import cox as fitted

    names = [*terms, *([cluster] if cluster else [])]
    employments, as_of, table = _employments(people, None, as_of, names)
    return fitted(
        {name: table[name] for name in terms},
        entry=[(each.seen_from - each.start).days - 1 for each in employments],
        exit_=[(each.seen_until(as_of) - each.start).days for each in employments],
        left=[each.left_by(as_of) for each in employments],
        cluster=table[cluster] if cluster else None,
    )


def _employments(
    people: Source, by: str | None, as_of: date | None, more: Sequence[str] = ()
) -> tuple[list[Employment], date, Cells]:
    """Those that say something, the day they are followed to, and the further columns of each."""
    from tandem.analytics.staying import EVERYBODY, Employment

    given = brought(people, "people").table
    refuse_missing("people", given.column_names, ["end"])
    days = [
        column("start", Kind.DAY), column("end", Kind.DAY, needed=False),
        column("entry", Kind.DAY, needed=False),
    ]  # fmt: skip
    own = [
        column(name, _kind_of(given, name))
        for name in dict.fromkeys([*([by] if by else []), *more])
    ]
    found = cells(people, "people", [*days, column("reason", needed=False), *own])
    known = [day for name in ("start", "end", "entry") for day in found[name] if day]
    until = as_of or min(max(known), today())
    rows = zip(
        found["start"], found["end"], found["entry"], found["reason"],
        found[by] if by else [EVERYBODY] * len(found["start"]), strict=True,
    )  # fmt: skip
    made = [
        Employment(start=start, end=end, entry=entry, reason=reason, group=group)
        for start, end, entry, reason, group in rows
    ]
    why = [each.unusable(until) for each in made]
    wrong = [f"Row {at}: {reason}" for at, reason in enumerate(why, 1) if reason]
    if wrong:
        said = " ".join(wrong[:NAMED])
        warnings.warn(f"{said} {len(wrong)} left out.", LeftOut, stacklevel=3)
    usable = [at for at, reason in enumerate(why) if not reason]
    if not usable:
        raise UnusableFacts(f"people has no row that can be used. {wrong[0]}")
    kept = {name: [found[name][at] for at in usable] for name in more}
    return [made[at] for at in usable], until, kept


def _kind_of(table: pa.Table, name: str) -> Kind:
    """Number where the column is one already, or every cell of it can be read as one."""
    import pyarrow as pa

    from tandem.analytics.cells import NotThis, read_number

    if name not in table.column_names:
        return Kind.TEXT
    cells = table[name]
    if pa.types.is_integer(cells.type) or pa.types.is_floating(cells.type):
        return Kind.NUMBER
    try:
        for cell in cells.unique().to_pylist():
            if cell is not None:
                read_number(str(cell).strip())
    except NotThis:
        return Kind.TEXT
    return Kind.NUMBER
