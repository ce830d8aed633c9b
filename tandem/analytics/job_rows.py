"""Jobs and levels from the rows somebody brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from tandem.analytics.columns import Rows
from tandem.analytics.facts import JOBS
from tandem.analytics.levels import plain
from tandem.analytics.stays import refuse_what_cannot_be


def jobs_of(rows: Rows, people: Sequence[str]) -> tuple[pa.Table, list[str]]:
    """As `facts.JOBS`, and who has which number.

    rows: of `columns.JOBS`; rows that cannot be are refused in it. people: who has a number
    already, by that; whoever is named here alone, as a person or as a manager, follows them.
    """
    refuse_what_cannot_be(rows, "job")
    known = {person: number for number, person in enumerate(people)}
    for name in ("person", "manager"):
        rows.columns[name] = _numbered(rows.columns[name], known)
    schema = JOBS.to_pyarrow()
    table = pa.table({name: rows.columns[name].cast(schema.field(name).type) for name in JOBS})
    return table, list(known)


def _numbered(persons: pa.Array, known: dict[str, int]) -> pa.Array:
    encoded = persons.dictionary_encode()
    numbers = [known.setdefault(person, len(known)) for person in encoded.dictionary.to_pylist()]
    return pa.array(numbers, pa.int64()).take(encoded.indices)


def order_of(rows: Rows) -> Mapping[str, int]:
    """By `levels.plain` name: a higher level has a higher number. rows: of `columns.LEVELS`.

    Without a column of ranks the lowest level stands first. Equal ranks are equally high.
    """
    names = [plain(level) for level in rows.columns["level"].to_pylist()]
    for at, name in enumerate(names):
        if name in names[:at]:
            line = int(rows.lines[names.index(name)])
            rows.refuse(at, f"names the same level as line {line}. Leave one of them.")
    if "rank" in rows.told:
        empty = pc.is_null(rows.columns["rank"])
        rows.refuse_where(empty, "rank is empty. Fill it in, or leave the whole column out.")
    rows.keep()
    names = [plain(level) for level in rows.columns["level"].to_pylist()]
    ranked = rows.columns["rank"].to_pylist() if "rank" in rows.told else range(len(names))
    return dict(zip(names, ranked, strict=True))
