"""Spells on the clock of the employment they belong to: tenure in days since hiring.

A move between areas does not end an employment. It ends the stay in one area, whose people then
come into sight in the other with the tenure they bring along. So every area, at every level, has a
life table of its own, made by counting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import ibis
from ibis import _

from tandem.analytics.facts import EndReason
from tandem.analytics.life_table import STILL_HERE, LifeTable
from tandem.analytics.measures.movements import for_every_ancestor, moved

if TYPE_CHECKING:
    import pyarrow as pa

    from tandem.analytics.facts import Facts
    from tandem.analytics.life_table import Numbers

REASONS = (
    EndReason.VOLUNTARY.value,
    EndReason.RETIREMENT.value,
    EndReason.INVOLUNTARY.value,
    EndReason.OTHER.value,
    "unknown",  # nobody wrote why; a leaving all the same
)
GONE = ("still_here", *REASONS)
COLUMNS = tuple(f"gone_{reason}" for reason in range(len(GONE)))
COUNTS = ("entered", *COLUMNS)


def stays(spells: ibis.Table, *, as_of: date, since: date | None = None) -> ibis.Table:
    """One row per person and stay in an area that was in sight from `since` to the close of as_of.

    spells: as `facts.SPELLS`, without contradictions (see `checks`); one without a single day in
    it is no stay. since: the first day whose leavings are known; None: all are. Returns
    person, area, hired_on, entry and exit (tenure in whole days: at risk from entry + 1 to exit),
    reason (an index of GONE), came_from and went_to (areas; null where it was no move in sight).
    """
    hired = clocked(spells.filter(_.start_on <= as_of, _.end_on.isnull() | (_.end_on > _.start_on)))
    first_seen = ibis.greatest(hired.start_on, since) if since else hired.start_on
    ended = _.end_on.notnull() & (_.end_on <= as_of + timedelta(days=1))
    last_day = (_.end_on - ibis.interval(days=1)).cast("date")
    timed = hired.mutate(
        entry=first_seen.delta(hired.hired_on, unit="day") - 1,
        ended=ended & ~(moved(_) & (_.end_on > as_of)),
        exit=ended.ifelse(last_day, ibis.literal(as_of)).delta(_.hired_on, unit="day"),
    ).filter(_.exit > _.entry)
    began_in_sight = (timed.start_on > since) if since else ibis.literal(True)
    return timed.select(
        "person",
        "area",
        "hired_on",
        "entry",
        "exit",
        reason=timed.ended.ifelse(_reason(timed), STILL_HERE),
        came_from=began_in_sight.ifelse(timed.came_from, ibis.null("string")),
        went_to=(timed.ended & moved(timed)).ifelse(timed.went_to, ibis.null("string")),
    )


def clocked(spells: ibis.Table) -> ibis.Table:
    """The spells with hired_on: the start of the last one that began by hiring, this one included.

    Where the history begins after the hiring, it is the person's first known day. Only who moved
    before a later hiring, or without any, is put in order: of all others it is the last hiring.
    """
    hired = spells.filter(_.came_from.isnull())
    moved_in = spells.filter(_.came_from.notnull())
    last = hired.group_by("person").agg(last=_.start_on.max())
    known = moved_in.left_join(last, "person").drop("person_right")
    # Said apart, for of a null nothing is later.
    unclear = known.filter(_.last.isnull() | (_.last > _.start_on)).select("person").distinct()
    return ibis.union(
        hired.mutate(hired_on=_.start_on),
        known.filter(_.last <= _.start_on).rename(hired_on="last"),
        _in_order(spells.semi_join(unclear, "person")),
    )


def _in_order(spells: ibis.Table) -> ibis.Table:
    """Of people with all their spells, those they moved into before their last hiring."""
    so_far = ibis.cumulative_window(group_by="person", order_by="start_on")
    hiring = spells.came_from.isnull().ifelse(spells.start_on, ibis.null("date"))
    hired = ibis.coalesce(hiring.max().over(so_far), spells.start_on.min().over(so_far))
    placed = spells.mutate(hired_on=hired, last=hiring.max().over(group_by="person"))
    early = placed.filter(_.came_from.notnull(), _.last.isnull() | (_.last > _.start_on))
    return early.drop("last")


def _reason(spells: ibis.Table) -> ibis.Value:
    known = [
        (spells.end_reason == name, index)
        for index, name in enumerate(GONE)
        if name not in ("still_here", "unknown")
    ]
    reason = ibis.cases(*known, else_=GONE.index("unknown"))
    return moved(spells).ifelse(STILL_HERE, reason)


def counts_of_every_area(stays: ibis.Table, closure: ibis.Table) -> ibis.Table:
    """Area, number (a tenure) and COUNTS: rows of the life table of each area with all below it.

    A move inside an area's subtree is no coming and going there.
    """
    nought = dict.fromkeys(COUNTS, ibis.literal(0, "int64"))
    come = stays.group_by(number=_.entry + 1, area=_.area, other=_.came_from).agg(
        **(nought | {"entered": _.count()})
    )
    by_reason = {name: (_.reason == at).ifelse(_.n, 0) for at, name in enumerate(COLUMNS)}
    each = stays.group_by("reason", number=_.exit, area=_.area, other=_.went_to).agg(n=_.count())
    gone = each.mutate(**(nought | by_reason))
    lifted = for_every_ancestor(_same_columns(come, gone), closure, COUNTS)
    return lifted.select("area", "number", *COUNTS).order_by("area", "number")


def in_months(stays: ibis.Table) -> ibis.Table:
    """The same stays with entry and exit in whole months of tenure, a twelfth of 365.25 days each.

    Who came from elsewhere and left in one and the same month was at risk in it.
    """
    coarse = stays.mutate(entry=_month(_.entry), exit=_month(_.exit))
    in_one = (_.reason != STILL_HERE) & (_.entry >= _.exit)
    return coarse.mutate(entry=in_one.ifelse(_.exit - 1, _.entry))


def _month(days: ibis.Value) -> ibis.Value:
    return (days * 48 + 1461) // 1461 - 1  # 1461 days are 48 months; -1 stays -1 on every engine


def _same_columns(*tables: ibis.Table) -> ibis.Table:
    columns = ("area", "other", "number", *COUNTS)
    typed = (table.select(*columns).cast(dict.fromkeys(COUNTS, "int64")) for table in tables)
    return ibis.union(*typed)


def life_tables(
    facts: Facts, *, as_of: date, since: date | None = None
) -> Iterator[tuple[str, LifeTable]]:
    """Of every area with anybody in sight, in order of their ids. Tenure in months; REASONS.

    Every spell is read once, in the engine; what comes back is one row per area and month of
    tenure. Still there after a year is the curve at month 11, as months count from 0.
    """
    found = in_months(stays(facts.spells, as_of=as_of, since=since))
    return tables_of(facts.engine.arrow(counts_of_every_area(found, facts.closure)))


def tables_of(counts: pa.Table) -> Iterator[tuple[str, LifeTable]]:
    """counts: area, number and COUNTS, in order of the first two."""
    import numpy as np

    areas = counts.column("area").combine_chunks().dictionary_encode()
    code = areas.indices.to_numpy(zero_copy_only=False)
    whole = partial(_whole_numbers, counts)
    tenure, entered = whole("number"), whole("entered")
    gone = np.column_stack([whole(name) for name in COLUMNS])
    starts = [*np.flatnonzero(np.diff(code, prepend=-1)), len(code)]
    for first, after in pairwise(starts):
        rows = slice(first, after)
        name = areas.dictionary[int(code[first])].as_py()
        yield name, LifeTable(tenure[rows], entered[rows], gone[rows])


def _whole_numbers(counts: pa.Table, name: str) -> Numbers:
    found: Numbers = counts.column(name).to_numpy().astype("int64")
    return found
