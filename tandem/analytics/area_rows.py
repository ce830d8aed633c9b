"""Rows of areas and periods as they were brought: known by name, in their bounds, and told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from tandem.analytics.columns import Rows, squeezed
from tandem.analytics.facts import MAY_BE_MISSING, TABLES
from tandem.analytics.measures.brought import COUNTS, OF_OBSERVATIONS, PARTS
from tandem.analytics.measures.survey import MOST_AGREED, MOST_LIKELY, OF_ANSWERS
from tandem.analytics.months import month_number, month_of

NAMES = {  # what a measure reads, by table: the column, and all that may stand in it
    "observations": ("series", sorted({name for each in OF_OBSERVATIONS for name in each.series})),
    "survey_cells": ("theme", sorted({name for each in OF_ANSWERS for name in each.series})),
}


def known_names(table: str, rows: Rows) -> list[tuple[int, str]]:
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


def of_areas(name: str, rows: Rows) -> pa.Table:
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
