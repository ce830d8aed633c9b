"""Facts from what somebody has: files or frames of people, areas, counts, numbers and answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import product
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from tandem.analytics import columns
from tandem.analytics.columns import Column, Rows, rows_of, squeezed
from tandem.analytics.engine import Engine, engine_here
from tandem.analytics.facts import AREAS, MAY_BE_MISSING, TABLES, Facts
from tandem.analytics.job_rows import jobs_of, order_of
from tandem.analytics.measures.brought import COUNTS, OF_OBSERVATIONS, PARTS
from tandem.analytics.measures.survey import MOST_AGREED, MOST_LIKELY, OF_ANSWERS
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
        unread += _known_names(name, tables.rows[name])
        made[name] = _of_areas(name, tables.rows[name])
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


# ---- tables of areas and periods


NAMES = {  # what a measure reads, by table: the column, and all that may stand in it
    "observations": ("series", sorted({name for each in OF_OBSERVATIONS for name in each.series})),
    "survey_cells": ("theme", sorted({name for each in OF_ANSWERS for name in each.series})),
}


def _known_names(table: str, rows: Rows) -> list[tuple[int, str]]:
    """Write each series or theme as it is on the cards, without regard to capitals, blanks and
    signs; of each that is none of them, how many rows it has and a sentence."""
    if table not in NAMES:
        return []
    column, known = NAMES[table]
    by_folded = {squeezed(name): name for name in known}
    encoded = rows.columns[column].dictionary_encode()
    given = encoded.dictionary.to_pylist()
    written = [by_folded.get(squeezed(name), name) for name in given]
    rows.columns[column] = pa.array(written, pa.string()).take(encoded.indices)
    often = Counter(rows.columns[column].to_pylist())
    return [
        (often[name], _unknown_name(rows.name, column, name, often[name], by_folded))
        for name in sorted({*written} - {*known})
    ]


def _unknown_name(file: str, column: str, name: str, rows: int, known: dict[str, str]) -> str:
    near = get_close_matches(squeezed(name), known, n=1, cutoff=0.7)
    meant = f" Did you mean “{known[near[0]]}”?" if near else ""
    many = "1 row" if rows == 1 else f"{rows:,} rows"
    return f"{file}: no measure reads the {column} “{name}” of {many}.{meant}"


def _of_areas(name: str, rows: Rows) -> pa.Table:
    schema: ibis.Schema = (TABLES | MAY_BE_MISSING)[name]
    if "first" in rows.columns:
        _periods(rows)
    for column in {"people", "answers", "joiners", "moved_in", "moved_out"} | set(COUNTED):
        if column in rows.columns:
            negative = pc.less(rows.columns[column], 0)
            rows.refuse_where(negative, f"{column} is below 0. Count people from 0 on.")
    if name == "observations":
        _refuse_numbers(rows)
    if name == "survey_cells":
        _refuse_answers(rows)
    keys = [each for each in KEYS if each in rows.columns and each in schema]
    _refuse_twice(rows, keys)
    if name == "observations":
        _refuse_overlapping(rows)
    rows.keep()
    if name == "leaver_counts":
        for column in COUNTED:
            rows.columns[column] = pc.fill_null(rows.columns[column], 0)
    arrow = schema.to_pyarrow()
    return pa.table({n: rows.columns[n].cast(arrow.field(n).type) for n in schema})


KEYS = ("area", "series", "theme", "item", "first", "after", "answer", "month")
COUNTED = ("own_choice", "retirements", "involuntary", "other", "unknown", "transfers")


def _refuse_numbers(rows: Rows) -> None:
    """A share of 120 % offers accepted would be printed like any other."""
    series, value, of = (rows.columns[name] for name in ("series", "value", "denominator"))
    rows.refuse_where(pc.less(of, 0), "denominator is below 0. Mend it, or leave it empty.")
    is_count = pc.is_in(series, pa.array(sorted(COUNTS)))
    below = pc.and_(is_count, pc.less(value, 0))
    rows.refuse_where(below, "value is below 0, and it is a count. Mend it.")
    is_part = pc.is_in(series, pa.array(sorted(PARTS)))
    rows.refuse_where(
        pc.and_(is_part, pc.greater(value, of)),
        "value is more than denominator, of which it is a part. See whether the two are swapped, "
        "or count both of the same ones.",
    )


def _refuse_answers(rows: Rows) -> None:
    answer = rows.columns["answer"]
    ten = pc.equal(rows.columns["theme"], "recommend")
    least, most = pc.if_else(ten, 0, 1), pc.if_else(ten, MOST_LIKELY, MOST_AGREED)
    beyond = pc.or_(pc.less(answer, least), pc.greater(answer, most))
    rows.refuse_where(
        beyond,
        f"answer is none of its scale: 1 to {MOST_AGREED}, or 0 to {MOST_LIKELY} of the theme "
        "“recommend”.",
    )


def _periods(rows: Rows) -> None:
    """First and after, or a month."""
    month = rows.columns["month"].to_pylist()
    next_month = [each and month_of(month_number(each) + 1) for each in month]
    rows.columns["first"] = pc.coalesce(rows.columns["first"], rows.columns["month"])
    rows.columns["after"] = pc.coalesce(rows.columns["after"], pa.array(next_month, pa.date32()))
    for name in ("first", "after"):
        empty = rows.columns[name].is_null()
        rows.refuse_where(empty, f"{name} is empty. Give first and after, or a month.")
    backward = pc.less_equal(rows.columns["after"], rows.columns["first"])
    rows.refuse_where(backward, "ends before it has begun: “after” is the first day no more in it.")


def _refuse_twice(rows: Rows, keys: Sequence[str]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for row, key in enumerate(zip(*(rows.columns[k].to_pylist() for k in keys), strict=True)):
        if row in rows.wrong:
            continue
        if key in seen:
            line = int(rows.lines[seen[key]])
            rows.refuse(row, f"says the same again as line {line}. Leave one of them.")
        else:
            seen[key] = row


def _refuse_overlapping(rows: Rows) -> None:
    """Of one area and series, a period may lie in another whole, as a month does in a year; it
    then counts only in windows that do not hold the longer one."""
    names = ("area", "series", "first", "after")
    cells = zip(*(rows.columns[name].to_pylist() for name in names), strict=True)
    kept = ((at, *cell) for at, cell in enumerate(cells) if at not in rows.wrong)
    around: list[tuple[int, tuple[str, str], date]] = []  # periods that hold the one looked at
    for at, area, series, first, after in sorted(kept, key=_by_period):
        while around and (around[-1][1] != (area, series) or around[-1][2] <= first):
            around.pop()
        if around and around[-1][2] < after:
            line = int(rows.lines[around[-1][0]])
            rows.refuse(
                at,
                f"overlaps the period of line {line}, and its days would count twice. Give periods "
                "apart, or one within the other.",
            )
            continue
        around.append((at, (area, series), after))


def _by_period(row: tuple[int, str, str, date, date]) -> tuple[str, str, date, timedelta]:
    """What starts first before what starts later; of two that start together the longer."""
    _at, area, series, first, after = row
    return area, series, first, first - after


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
