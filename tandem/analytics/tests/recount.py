"""Random organisations, and the movements counted again the slow and plain way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
from hypothesis import strategies as st

from tandem.analytics.facts import SPELLS, EndReason
from tandem.analytics.months import Months
from tandem.analytics.tests.tables import with_ancestors

FIRST_DAY = date(2024, 12, 1)
LEAVINGS = [EndReason.VOLUNTARY, EndReason.RETIREMENT, EndReason.OTHER, None]


@dataclass(frozen=True)
class Spell:
    person: int
    area: str
    start_on: date
    end_on: date | None
    came_from: str | None
    went_to: str | None
    end_reason: EndReason | None

    @property
    def moved(self) -> bool:
        return self.end_reason is EndReason.TRANSFER

    def gone_on(self) -> date:
        if self.end_on is None:
            return date.max
        return self.end_on if self.moved else self.end_on - timedelta(days=1)


@dataclass(frozen=True)
class Organisation:
    parents: dict[str, str | None]
    spells: list[Spell]

    def table(self) -> pa.Table:
        columns = {name: [getattr(s, name) for s in self.spells] for name in SPELLS.names}
        return pa.table(columns, schema=SPELLS.to_pyarrow())


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Up to six areas in any tree (or several), up to eight people who come, move and go."""
    parents: dict[str, str | None] = {"area 0": None}
    for number in range(1, draw(st.integers(1, 6))):
        above = draw(st.sampled_from([*parents, None]))
        parents[f"area {number}"] = above
    people = range(draw(st.integers(0, 8)))
    return Organisation(
        parents, [s for person in people for s in draw(careers(person, list(parents)))]
    )


@st.composite
def careers(draw: st.DrawFn, person: int, areas: list[str]) -> list[Spell]:
    """Spells end to end; after a leaving the person may be hired again, that day or later."""
    start = FIRST_DAY + timedelta(days=draw(st.integers(0, 60)))
    area, came_from, spells = draw(st.sampled_from(areas)), None, list[Spell]()
    for _turn in range(draw(st.integers(1, 5))):
        end = start + timedelta(days=draw(st.integers(1, 50)))
        reason = draw(st.sampled_from([EndReason.TRANSFER, *LEAVINGS]))
        next_area = draw(st.sampled_from(areas))
        went_to = next_area if reason is EndReason.TRANSFER else None
        spells.append(Spell(person, area, start, end, came_from, went_to, reason))
        came_from = area if reason is EndReason.TRANSFER else None
        start = end if came_from else end + timedelta(days=draw(st.integers(0, 20)))
        area = next_area
    last = spells.pop()
    if draw(st.booleans()) or last.moved:
        return [*spells, Spell(person, last.area, last.start_on, None, last.came_from, None, None)]
    return [*spells, last]


def recount(organisation: Organisation, window: Months) -> dict[tuple[str, date], tuple[int, ...]]:
    """By area and month, the columns of `movements` from opening to closing."""
    return {
        (area, month_end.replace(day=1)): _month(organisation, area, month_end)
        for area in organisation.parents
        for month_end in window.month_ends()
    }


def _month(organisation: Organisation, ancestor: str, month_end: date) -> tuple[int, ...]:
    below = {a for a in organisation.parents if ancestor in with_ancestors(a, organisation.parents)}
    stays = [spell for spell in organisation.spells if spell.area in below]
    first = month_end.replace(day=1)
    come = [s for s in stays if first <= s.start_on <= month_end]
    gone = [s for s in stays if first <= s.gone_on() <= month_end]
    left = [s for s in gone if not s.moved]
    return (
        _here(stays, first - timedelta(days=1)),
        sum(s.came_from is None for s in come),
        sum(s.came_from is not None and s.came_from not in below for s in come),
        len(left),
        sum(s.end_reason is EndReason.VOLUNTARY for s in left),
        sum(s.end_reason is EndReason.RETIREMENT for s in left),
        sum(s.moved and s.went_to not in below for s in gone),
        _here(stays, month_end),
    )


def _here(stays: list[Spell], day: date) -> int:
    """Different people at the close of the day: a look at the day, no running sum."""
    return len({stay.person for stay in stays if stay.start_on <= day < stay.gone_on()})
