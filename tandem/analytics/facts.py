"""The tables measures are computed from. Facts carry no names: people are numbers here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import ibis

from tandem.analytics.engine import Engine
from tandem.analytics.folder import DESCRIPTION
from tandem.analytics.months import Months

__all__ = [
    "AREAS",
    "CLOSURE",
    "HEADCOUNTS",
    "JOBS",
    "LEAVER_COUNTS",
    "OBSERVATIONS",
    "SPELLS",
    "SURVEY_CELLS",
    "EndReason",
    "Facts",
    "Months",
    "UnusableSnapshot",
]


class EndReason(StrEnum):
    """Why a spell ended. Null is an open spell or an unknown reason; unknown is a leaving."""

    VOLUNTARY = "voluntary"  # the person chose to go
    RETIREMENT = "retirement"  # kept apart from own choice
    INVOLUNTARY = "involuntary"
    OTHER = "other"  # death, end of an appointment
    TRANSFER = "transfer"  # a loss for the area, none for the organisation


SPELLS = ibis.schema(  # one row per person and stay in one area; a person is in one at a time
    {
        "person": "int64",  # pseudonymous
        "area": "string",
        "start_on": "date",  # first day in the area
        "end_on": "date",  # first day no longer in it; null: still there
        "came_from": "string",  # area; null: hired
        "went_to": "string",  # area; null: left, or still here
        "end_reason": "string",  # as EndReason
    }
)
JOBS = ibis.schema(  # one row per person and job; a stay holds one or more of them
    {
        "person": "int64",  # the same number as in SPELLS
        "area": "string",
        "level": "string",  # as the company writes it; null: not told
        "manager": "int64",  # a person; null: none, or not told
        "start_on": "date",  # first day in the job
        "end_on": "date",  # first day no longer in it; null: still in it
    }
)
LEAVER_COUNTS = ibis.schema(  # one row per area and month that a leavers list speaks of
    {
        "area": "string",
        "month": "date",  # its first day
        "own_choice": "int64",
        "retirements": "int64",
        "involuntary": "int64",
        "other": "int64",
        "unknown": "int64",  # no reason, or one without a class
        "transfers": "int64",  # not among the leavers
    }
)
HEADCOUNTS = ibis.schema(  # one row per area and month with a headcount; null: nobody said it
    {
        "area": "string",
        "month": "date",
        "people": "int64",  # at its close
        "joiners": "int64",
        "moved_in": "int64",
        "moved_out": "int64",
    }
)
AREAS = ibis.schema({"area": "string", "parent": "string", "name": "string"})
CLOSURE = ibis.schema({"ancestor": "string", "area": "string"})  # an area is its own ancestor

OBSERVATIONS = ibis.schema(  # one number of an area and a period, counted by another system
    {
        "area": "string",
        "series": "string",  # a measure's key, or what is counted: revenue
        "first": "date",  # first day it speaks of
        "after": "date",  # first day it no longer speaks of
        "value": "float64",
        "denominator": "float64",  # null: the value is not to be divided
        "origin": "string",  # which system, or who
        "taken_at": "timestamp",
    }
)
SURVEY_CELLS = ibis.schema(  # how many of an area gave an answer to an item; no person's answers
    {
        "area": "string",
        "theme": "string",
        "item": "string",
        "first": "date",
        "after": "date",
        "answer": "int64",  # 1 to 5, or 0 to 10
        "answers": "int64",  # people who gave it
    }
)

TABLES = {
    "spells": SPELLS,
    "areas": AREAS,
    "closure": CLOSURE,
    "leaver_counts": LEAVER_COUNTS,
    "headcounts": HEADCOUNTS,
}
MAY_BE_MISSING = {"observations": OBSERVATIONS, "survey_cells": SURVEY_CELLS, "jobs": JOBS}


def nothing_of(schema: ibis.Schema) -> ibis.Table:
    """A table without a row, of no engine."""
    nothing = {name: ibis.null(kind) for name, kind in schema.items()}
    return ibis.literal(1).as_table().select(**nothing).filter(ibis.literal(False))


class UnusableSnapshot(Exception):
    """The message is for the operator: which file, what is wrong, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One snapshot, never changed after it was written.

    as_of: the day it was taken. only_leavers: nobody in it is still here, so its people have no
    headcounts. moves_known_since: the first month whose moves between areas it knows; null: all.
    people, area_count, count_rows: how many it holds; the last are months of areas
    that are known by counts without persons. observations, survey_cells: of other systems; a
    snapshot may lack them. jobs: who had which level and manager; null where nobody told. order:
    the levels somebody put in order, as `levels.plain` writes them, a higher one by a higher
    number. flows, ranks: null, or `prepared.held`.
    """

    engine: Engine
    spells: ibis.Table
    areas: ibis.Table
    closure: ibis.Table
    leaver_counts: ibis.Table
    headcounts: ibis.Table
    version: str
    as_of: date
    only_leavers: bool
    people: int
    area_count: int
    count_rows: int
    moves_known_since: date | None = None
    flows: ibis.Table | None = None
    ranks: ibis.Table | None = None
    observations: ibis.Table = field(default_factory=lambda: nothing_of(OBSERVATIONS))
    survey_cells: ibis.Table = field(default_factory=lambda: nothing_of(SURVEY_CELLS))
    jobs: ibis.Table | None = None
    order: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, engine: Engine) -> Self:
        """Open a folder of the TABLES (parquet) and snapshot.json.

        Raises UnusableSnapshot if a file or a column is missing or of the wrong kind.
        """
        described = _description(folder / DESCRIPTION)
        tables = {
            name: _table(folder / f"{name}.parquet", schema, engine)
            for name, schema in (TABLES | _brought(folder)).items()
        }
        return cls(engine=engine, **tables, **described)


def _brought(folder: Path) -> dict[str, ibis.Schema]:
    return {
        name: schema
        for name, schema in MAY_BE_MISSING.items()
        if (folder / f"{name}.parquet").is_file()
    }


def _description(path: Path) -> dict[str, Any]:
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return {
            "version": str(written["version"]),
            "as_of": date.fromisoformat(written["as_of"]),
            "only_leavers": bool(written["only_leavers"]),
            "people": int(written["people"]),
            "area_count": int(written["areas"]),
            "count_rows": int(written["count_rows"]),
            "moves_known_since": _day(written.get("moves_known_since")),
        }
    except FileNotFoundError:
        raise _missing(path) from None
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableSnapshot(f"{path} cannot be read ({error!r}). {CURE}") from error


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _table(path: Path, schema: ibis.Schema, engine: Engine) -> ibis.Table:
    try:
        table = engine.read(path)
    except FileNotFoundError:
        raise _missing(path) from None
    wrong = [name for name in schema if table.schema().get(name) != schema[name]]
    if wrong:
        raise UnusableSnapshot(f"{path} lacks {', '.join(wrong)}, or has another type. {CURE}")
    return table.select(*schema)


CURE = "Snapshots are written after an import: import again, or bring the folder back."


def _missing(path: Path) -> UnusableSnapshot:
    return UnusableSnapshot(f"{path} is missing. {CURE}")
