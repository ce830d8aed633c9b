"""Facts from what somebody has: files or frames of people, areas, counts, numbers and answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from tandem.analytics import columns
from tandem.analytics.area_rows import COUNTED, known_names, of_areas
from tandem.analytics.columns import Column, Rows, rows_of
from tandem.analytics.engine import Engine, engine_here
from tandem.analytics.facts import AREAS, MAY_BE_MISSING, TABLES, Facts
from tandem.analytics.job_rows import jobs_of, order_of
from tandem.analytics.months import month_number, month_of
from tandem.analytics.sources import Refused, UnusableFacts, brought
from tandem.analytics.stays import stays_of
from tandem.analytics.tree import closure_of

PATH = re.compile(r"\s+/\s+|\s*>\s*")  # "Supply / Bakery": the levels of a department
JOINED = " / "
WHAT = "people, jobs, areas, observations, survey_cells, headcounts or leaver_counts"
WITHOUT_PEOPLE = (
    "There are jobs and no people: promotions are divided by headcounts, and leavings are told of "
    "people alone. Bring both files for these."
)
OF_NO_AREA = {"areas", "people", "jobs", "levels"}  # read in a way of their own


@dataclass(frozen=True, slots=True)
class Taken:
    """facts: of all rows that can be used. refused: the others. noticed: sentences about all.

    people: who has which number in the facts, as they were brought; empty of a snapshot, in which
    nobody can be found.
    unread: rows of a series or theme that no measure reads; `noticed` names each.
    """

    facts: Facts
    refused: Sequence[Refused] = ()
    noticed: Sequence[str] = ()
    people: Sequence[str] = ()
    unread: int = 0


@dataclass(slots=True)
class _Tables:
    """Each brought table; areas: each with the one above it."""

    rows: dict[str, Rows]
    parents: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    areas_from: str = "the areas"


def take(
    *,
    engine: Engine | None = None,
    as_of: date | None = None,
    today: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> Taken:
    """Facts of the sources: people, jobs, areas, observations, survey_cells, headcounts,
    leaver_counts; and levels, in order, for the jobs.

    Each a path (CSV, Parquet, Arrow) or a frame with `__arrow_c_stream__`; those left out or None
    are not there. Without areas the departments are the areas, "Supply / Bakery" below "Supply".
    as_of: the day they were taken, where somebody is still here on it; else the last day that
    anything is told of, of people at most `today`: a last day that is planned has not come.
    Raises UnusableFacts, with file, line and cure, where nothing can be computed.
    """
    given = {name: source for name, source in sources.items() if source is not None}
    unknown = sorted(set(given) - set(COLUMNS))
    if unknown or not set(given) - {"areas", "levels"}:
        raise UnusableFacts(f"There is nothing to compute from. Give {WHAT}.")
    tables = _Tables({n: rows_of(brought(s, n), COLUMNS[n]) for n, s in given.items()})
    _areas(tables)
    noticed: list[str] = []
    made: dict[str, pa.Table] = {}
    unread: list[tuple[int, str]] = []
    for name in sorted(set(tables.rows) - OF_NO_AREA):
        unread += known_names(name, tables.rows[name])
        made[name] = of_areas(name, tables.rows[name])
    people: list[str] = []
    if "people" in tables.rows:
        made["spells"], noticed = stays_of(tables.rows["people"])
        people = tables.rows["people"].columns["id"].dictionary_encode().dictionary.to_pylist()
    if "jobs" in tables.rows:
        made["jobs"], people = jobs_of(tables.rows["jobs"], people)
        if "people" not in tables.rows:
            noticed.append(WITHOUT_PEOPLE)
    order = order_of(tables.rows["levels"]) if "levels" in tables.rows else {}
    closure = closure_of(tables.parents, tables.areas_from)
    refused = [each for rows in tables.rows.values() for each in rows.refused]
    found = _facts(made, tables, closure, engine or engine_here(), as_of, today)
    noticed += [sentence for _rows, sentence in unread]
    return Taken(
        replace(found, order=order), tuple(refused), tuple(noticed), tuple(people),
        unread=sum(rows for rows, _sentence in unread),
    )  # fmt: skip


def order_from(source: Any) -> Mapping[str, int]:  # noqa: ANN401 - a path or a frame of any library
    """Levels in order, for the facts of a snapshot. Raises UnusableFacts."""
    return order_of(rows_of(brought(source, "levels"), columns.LEVELS))


COLUMNS: dict[str, Sequence[Column]] = {
    "people": columns.PEOPLE,
    "jobs": columns.JOBS,
    "levels": columns.LEVELS,
    "areas": columns.AREAS,
    "observations": columns.OBSERVATIONS,
    "survey_cells": columns.SURVEY_CELLS,
    "headcounts": columns.HEADCOUNTS,
    "leaver_counts": columns.LEAVER_COUNTS,
}


# ---- areas


def _areas(tables: _Tables) -> None:
    if "areas" in tables.rows:
        _given_areas(tables)
        return
    for rows in tables.rows.values():
        for name in ("area", "came_from", "went_to"):
            if name in rows.columns:
                given = rows.columns[name]
                rows.columns[name] = _paths(given, tables)
                lost = pc.and_(given.is_valid(), rows.columns[name].is_null())
                rows.refuse_where(lost, f"{name} holds no name beside “>”. Write one.")
        rows.keep()


def _paths(column: pa.Array, tables: _Tables) -> pa.Array:
    """Departments as they are written in one way, with every level above them."""
    encoded = column.dictionary_encode()
    written = []
    for text in encoded.dictionary.to_pylist():
        levels = [level for level in PATH.split(text) if level]
        above: str | None = None
        for at in range(1, len(levels) + 1):
            path = JOINED.join(levels[:at])
            tables.parents.setdefault(path, above)
            tables.names.setdefault(path, levels[at - 1])
            above = path
        written.append(above)
    return pa.array(written, pa.string()).take(encoded.indices)


def _given_areas(tables: _Tables) -> None:
    rows = tables.rows["areas"]
    tables.areas_from = rows.name
    cells = (rows.columns[name].to_pylist() for name in ("area", "parent", "name"))
    for row, (area, parent, name) in enumerate(zip(*cells, strict=True)):
        if area in tables.parents:
            rows.refuse(row, f"“{area}” stands there twice. Leave one of them.")
            continue
        tables.parents[area] = parent
        tables.names[area] = name or area
    rows.keep()
    known = pa.array(list(tables.parents), pa.string())
    for each in tables.rows.values():
        for column in {"area", "came_from", "went_to"} & set(each.columns):
            if each is not rows:
                _refuse_unknown(each, column, known, rows.name)


def _refuse_unknown(rows: Rows, column: str, known: pa.Array, areas_from: str) -> None:
    given = rows.columns[column]
    unknown = pc.and_(given.is_valid(), pc.invert(pc.is_in(given, known)))
    for row in pc.indices_nonzero(unknown).to_pylist():
        rows.refuse(row, f"“{given[row]}” is no area of {areas_from}. Add it there, or mend it.")
    rows.keep()


# ---- facts


def _facts(
    made: dict[str, pa.Table],
    tables: _Tables,
    closure: pa.Table,
    engine: Engine,
    as_of: date | None,
    today: date | None,
) -> Facts:
    areas = list(tables.parents)
    named = {
        "area": areas,
        "parent": [tables.parents[area] for area in areas],
        "name": [tables.names[area] for area in areas],
    }
    spells = made.get("spells")
    counts = sum(len(made[name]) for name in ("headcounts", "leaver_counts") if name in made)
    last = _last_day(made, as_of or today or date.max)
    if "leaver_counts" in made:
        made = made | {"leaver_counts": _with_quiet_months(made["leaver_counts"], last)}
    memory = {
        name: ibis.memtable(made[name] if name in made else schema.to_pyarrow().empty_table())
        for name, schema in (TABLES | MAY_BE_MISSING).items()
        if name not in {"areas", "closure"} and (name in made or name != "jobs")
    }
    followed = made.get("spells", made.get("jobs"))
    if as_of and followed is not None:
        last = as_of if _here(followed, as_of) else min(last, as_of)
    return Facts(
        engine=engine,
        areas=ibis.memtable(pa.table(named, schema=AREAS.to_pyarrow())),
        closure=ibis.memtable(closure),
        version="given",
        as_of=last,
        only_leavers=spells is not None and not _here(spells, last),
        people=pc.count_distinct(spells["person"]).as_py() if spells is not None else 0,
        area_count=len(areas),
        count_rows=counts,
        **memory,
    )


def _with_quiet_months(counts: pa.Table, last: date) -> pa.Table:
    """A list of leavers speaks of every area it names, from its first leaving to the last day told
    of: where it has no row, nobody left."""
    told = set(zip(*(counts[name].to_pylist() for name in ("area", "month")), strict=True))
    if not told:
        return counts
    numbers = range(month_number(min(month for _area, month in told)), month_number(last) + 1)
    every = product({area for area, _month in told}, map(month_of, numbers))
    quiet = [each for each in every if each not in told]
    nobody = {name: [0] * len(quiet) for name in COUNTED}
    rows = {"area": [area for area, _month in quiet], "month": [month for _area, month in quiet]}
    return pa.concat_tables([counts, pa.table(rows | nobody, schema=counts.schema)])


def _here(spells: pa.Table, day: date) -> bool:
    """Whether anybody is, at the close of the day."""
    ends = spells["end_on"]
    last = pa.scalar(day + timedelta(days=1), pa.date32())
    return bool(pc.any(pc.or_kleene(pc.is_null(ends), pc.greater(ends, last))).as_py())


def _last_day(made: dict[str, pa.Table], now: date) -> date:
    """The last day anything is told of. now: the last one that people can have done anything on."""
    days: list[date] = []
    for name, table in made.items():
        for column in ("start_on", "end_on", "after", "month"):
            if column in table.column_names:
                found = pc.max(table[column]).as_py()
                told = [_told_until(found, column)] if found else []
                days += [min(day, now) for day in told] if name == "spells" else told
    return max(days)


def _told_until(day: date, column: str) -> date:
    if column == "start_on":
        return day
    if column == "month":
        return month_of(month_number(day) + 1) - timedelta(days=1)
    return day - timedelta(days=1)
