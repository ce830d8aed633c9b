"""The counts that hold: of each area and month those of the newest import that speaks of it.

A leavers list speaks of every area it names, or has a headcount of, in every month from its
first leaver to the last month it names; where it has no row, nobody left. Where it calls areas
otherwise than the headcounts do, and nobody has said which is which, it speaks of those alone that
it names. A headcount speaks of its own area and month alone. An import that was undone speaks no
longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Min

from tandem.organisation.models import Area, Headcount, Import, ImportShape, LeaverCount

CHUNK = 5000
ANYWHERE, ELSEWHERE = "", "-"
OPEN = "unsettled"  # of an import: ids of the areas it could not match
Lost = dict[str, dict[str, list[int]]]
"""Rows an import did not take: by area (ANYWHERE: it cannot be read, ELSEWHERE: there is none of
that name) and first day of the month ("": it cannot be read), of leavers and of headcounts."""


class HeadsOfMonth(NamedTuple):
    """None: nobody said it."""

    people: int
    joiners: int | None
    moved_in: int | None
    moved_out: int | None


Leavers = dict[tuple[str, str], int]
"""Reason and its class to people."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """An import that holds, and the months its leavers list speaks of."""

    rank: int  # the newest has the highest
    months: tuple[date, ...]


class Counted:
    """What holds now. Two streams in one order of areas, so that no more than one is in memory."""

    def __init__(self) -> None:
        held = Import.objects.applied().filter(shape=ImportShape.COUNTS)
        order = held.order_by("applied_at", "id").values_list("id", flat=True)
        open_ = held.filter(counts__has_key=OPEN).values_list("id", flat=True)
        self.unsettled = frozenset(open_)
        spans = _spans()
        self.imports = {
            each: Speaking(rank, months_of(*spans[each]) if each in spans else ())
            for rank, each in enumerate(order)
        }

    def leavers(self) -> Iterator[tuple[UUID, dict[date, Leavers]]]:
        """By area: each month that is known, quiet ones too."""
        found = _named(LeaverCount, "month", "reason", "reason_class", "leavers")
        named = _named(Headcount)
        both = merge(found, named, key=lambda row: row[0].hex)
        for area, rows in groupby(both, key=lambda row: row[0]):
            yield area, self._leavers_of(rows)

    def _leavers_of(self, rows: Iterator[tuple]) -> dict[date, Leavers]:  # type: ignore[type-arg]  # of either model
        by_import: dict[UUID, dict[date, Leavers]] = {}
        for _area, import_, *counted in rows:
            months = by_import.setdefault(import_, {})
            if counted:
                month, reason, reason_class, leavers = counted
                months.setdefault(month, {})[reason, reason_class] = leavers
        known: dict[date, Leavers] = {}
        for import_ in sorted(by_import, key=self._rank, reverse=True):
            leavers = by_import[import_]
            if import_ in self.imports and (leavers or import_ not in self.unsettled):
                for month in self.imports[import_].months:
                    known.setdefault(month, leavers.get(month, {}))
        return known

    def heads(self) -> Iterator[tuple[UUID, dict[date, HeadsOfMonth]]]:
        """By area: each month with a headcount."""
        found = _named(Headcount, "month", "people", "joiners", "moved_in", "moved_out")
        for area, rows in groupby(found, key=lambda row: row[0]):
            in_order = sorted(rows, key=lambda row: self._rank(row[1]))
            yield (
                area,
                {
                    month: HeadsOfMonth(*numbers)
                    for _area, import_, month, *numbers in in_order
                    if import_ in self.imports
                },
            )

    def _rank(self, import_: UUID) -> int:
        speaking = self.imports.get(import_)
        return speaking.rank if speaking else -1


def _named(model: type[LeaverCount | Headcount], *columns: str) -> Iterator[tuple]:  # type: ignore[type-arg]  # of either model
    """Area, import and the columns, in the order of areas; without columns each pair once."""
    # By id: "area" would sort by the names of areas, and the two streams must run alike.
    rows = model.objects.order_by("area_id").values_list("area", "brought_by", *columns)
    return (rows if columns else rows.distinct()).iterator(chunk_size=CHUNK)


def _spans() -> dict[UUID, tuple[date, date]]:
    """First and last month of each leavers list."""
    last_heads = dict(
        Headcount.objects.order_by().values_list("brought_by").annotate(last=Max("month"))
    )
    lists = LeaverCount.objects.order_by().values_list("brought_by")
    return {
        import_: (first, max(last, last_heads.get(import_, last)))
        for import_, first, last in lists.annotate(first=Min("month"), last=Max("month"))
    }


def last_headcount(day: date) -> tuple[date, int] | None:
    """The last month up to this day that a headcount is known of, and all areas' people then."""
    held = Import.objects.applied().filter(shape=ImportShape.COUNTS)
    rows = Headcount.objects.filter(brought_by__in=held, month__lte=day)
    month = rows.aggregate(last=Max("month"))["last"]
    if month is None:
        return None
    in_order = rows.filter(month=month).order_by("brought_by__applied_at", "brought_by")
    return month, sum(dict(in_order.values_list("area", "people")).values())


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Rows of the counts that hold which were not taken, so that what they say is not known.

    months: those the leavers may belong to; None: any. latest: the newest import that lacks some.
    """

    leavers: int
    heads: int
    months: frozenset[date] | None
    latest: UUID

    @property
    def rows(self) -> int:
        return self.leavers + self.heads

    def open_in(self, month: date) -> bool:
        """Whether leavers of this month may be missing."""
        return self.leavers > 0 and (self.months is None or month in self.months)


def not_taken(area: Area | None = None) -> NotTaken | None:
    """What is missing of an area and those below it, or of all; None where nothing is.

    What an import did not take is made good by a newer one that speaks of the same months.
    """
    found = _lacking()
    if not found:
        return None
    if area is None:
        mine = {key for lost in found.values() for key in lost}
    else:
        named = {key for lost in found.values() for key in lost} - {ANYWHERE, ELSEWHERE}
        there = Area.objects.filter(pk__in=named, path__startswith=area.path)
        mine = {ANYWHERE, *(pk.hex for pk in there.values_list("pk", flat=True))}
    rows = [
        (import_, month, leavers, heads)
        for import_, lost in found.items()
        for key in mine & lost.keys()
        for month, (leavers, heads) in lost[key].items()
    ]
    if not rows:
        return None
    months = {month for _import, month, leavers, _heads in rows if leavers}
    return NotTaken(
        leavers=sum(row[2] for row in rows),
        heads=sum(row[3] for row in rows),
        months=None if "" in months else frozenset(map(date.fromisoformat, months)),
        latest=rows[0][0],
    )


def _lacking() -> dict[UUID, Lost]:
    """Imports that hold and lack rows, the newest first, without those made good since."""
    held = Import.objects.applied().filter(shape=ImportShape.COUNTS)
    found: dict[UUID, Lost] = {}
    newer: list[list[str]] = []
    for import_, counts in held.order_by("-applied_at", "-id").values_list("id", "counts"):
        first, last = span = counts.get("speaks", ["", ""])
        made_good = any(one <= first and last <= other for one, other in newer)
        made_good = made_good or (bool(newer) and not first)  # not a leaver of it was taken
        if "not_taken" in counts and not made_good:
            found[import_] = counts["not_taken"]
        newer.append(span)
    return found


def open_areas() -> list[Area]:
    """Areas of leavers lists that hold, of which nobody has said the headcounts' name; A to Z."""
    held = Import.objects.applied().filter(shape=ImportShape.COUNTS, counts__has_key=OPEN)
    areas = {area for counts in held.values_list("counts", flat=True) for area in counts[OPEN]}
    return [*Area.objects.filter(pk__in=areas).order_by("name")] if areas else []


def left_open() -> list[str]:
    return [each.name for each in open_areas()]


def months_of(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from one to another, both in.

    >>> [f"{month:%Y-%m}" for month in months_of(date(2025, 11, 1), date(2026, 1, 1))]
    ['2025-11', '2025-12', '2026-01']
    """
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)
