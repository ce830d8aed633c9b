"""Who came, moved and went: the cube that headcounts and turnover are read from."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis import _

from tandem.analytics.facts import EndReason
from tandem.analytics.months import Months, month_number

FLOWS = ("joiners", "moved_in", "leavers", "own_choice", "retirements", "moved_out")
EVER = 0  # no month is before it


def movements(spells: ibis.Table, closure: ibis.Table, window: Months) -> ibis.Table:
    """Headcounts and movements of every area at every level, month by month.

    spells, closure: as `facts.SPELLS`, `facts.CLOSURE`. Returns one row per area and month of
    the window, quiet months too: area, month (its first day), opening, joiners, moved_in,
    leavers, own_choice and retirements (both among the leavers), moved_out, closing, in
    people. A move inside an area's subtree is no move for that area. Headcounts are taken at
    the close of a day, leavers count by their last day and movers by their first day
    elsewhere, so closing = opening + joiners + moved_in - leavers - moved_out, always.
    """
    return in_full_calendar(flows(spells, closure, window), closure, window)


def flows(spells: ibis.Table, closure: ibis.Table, window: Months | None = None) -> ibis.Table:
    """Who came and went, of every area at every level: area, number (of the month), FLOWS.

    Months in which nobody did are absent. window: until its end, and all that came before it is
    in one month, the one before it. Without one every month there is stands by itself: from that,
    the flows of any window are sums of a small table.
    """
    earliest = month_number(window.first) - 1 if window else EVER
    both = ibis.union(arrivals(spells, earliest), departures(spells, earliest))
    until = both.filter(_.number < month_number(window.after)) if window else both
    return for_every_ancestor(until, closure)


def in_full_calendar(flows: ibis.Table, closure: ibis.Table, window: Months) -> ibis.Table:
    """The movements made of these flows, which speak of every month until the window's end."""
    earliest = month_number(window.first) - 1
    known = flows.filter(_.number < month_number(window.after))
    summed = known.group_by("area", number=ibis.greatest(_.number, earliest)).agg(
        **{flow: _[flow].sum() for flow in FLOWS}
    )
    grid = full_calendar(closure, range(earliest, month_number(window.after)))
    filled = grid.left_join(summed, ["area", "number"]).select(
        "area", "number", **{flow: _[flow].fill_null(0) for flow in FLOWS}
    )
    so_far = ibis.cumulative_window(group_by="area", order_by="number")
    change = _.joiners + _.moved_in - _.leavers - _.moved_out
    running = filled.mutate(change=change).mutate(closing=_.change.sum().over(so_far))
    return (
        running.filter(_.number > earliest)
        .mutate(month=first_of(_.number), opening=_.closing - _.change)
        .select("area", "month", "opening", *FLOWS, "closing")
    )


def arrivals(spells: ibis.Table, earliest: int) -> ibis.Table:
    """+1 in the month a spell starts, per leaf area and the area people came from."""
    place = {"area": _.area, "other": _.came_from, "number": _not_before(earliest, _.start_on)}
    hired = _.came_from.isnull()
    flows = {"joiners": _people(hired), "moved_in": _people(~hired)}
    return lasting(spells).group_by(**place).agg(**(_nobody() | flows))


def departures(spells: ibis.Table, earliest: int) -> ibis.Table:
    """-1 in the month people are gone, per leaf area and the area they went to."""
    moved_to = moved(_).ifelse(_.went_to, ibis.null("string"))
    place = {"area": _.area, "other": moved_to, "number": _not_before(earliest, gone_on(_))}
    flows = {
        "leavers": _people(~moved(_)),
        "own_choice": _people(_.end_reason.identical_to(EndReason.VOLUNTARY.value)),
        "retirements": _people(_.end_reason.identical_to(EndReason.RETIREMENT.value)),
        "moved_out": _people(moved(_)),
    }
    ended = lasting(spells.filter(_.end_on.notnull()))
    return ended.group_by(**place).agg(**(_nobody() | flows))


def for_every_ancestor(
    own: ibis.Table, closure: ibis.Table, flows: Sequence[str] = FLOWS
) -> ibis.Table:
    """The changes of each area and all below it, without the moves between these."""
    lifted = own.join(closure, "area").drop("area")
    inside = closure.select(inside="ancestor", reached="area")
    crossing = lifted.anti_join(
        inside, [lifted.ancestor == inside.inside, lifted.other == inside.reached]
    )
    return crossing.group_by("number", area=_.ancestor).agg(
        **{flow: _[flow].sum() for flow in flows}
    )


def full_calendar(closure: ibis.Table, numbers: range) -> ibis.Table:
    areas = closure.select(area="ancestor").distinct()
    months = ibis.range(numbers.start, numbers.stop).unnest().name("number").as_table()
    return areas.cross_join(months.mutate(number=_.number.cast("int64")))


def lasting(spells: ibis.Table) -> ibis.Table:
    """A stay without a single day in it is no stay.

    Asked after all other filters: DuckDB would write down all stays once if they were shared.
    """
    return spells.filter(_.end_on.isnull() | (_.end_on > _.start_on))


def gone_on(spells: ibis.Table) -> ibis.Value:
    """Gone at the close of this day: a leaver's last day, a mover's first day elsewhere."""
    return moved(spells).ifelse(spells.end_on, spells.end_on - ibis.interval(days=1))


def moved(spells: ibis.Table) -> ibis.Value:
    return spells.end_reason.identical_to(EndReason.TRANSFER.value)  # unknown is a leaving


def _not_before(earliest: int, day: ibis.Value) -> ibis.Value:
    return ibis.greatest(month_number_of(day), earliest)


def month_number_of(day: ibis.Value) -> ibis.Value:
    """As months.month_number; null stays null, which greatest() would not let it."""
    return day.year().cast("int64") * 12 + day.month() - 1


def first_of(number: ibis.Value) -> ibis.Value:
    return ibis.date(number // 12, number % 12 + 1, 1)


def _people(condition: ibis.Value) -> ibis.Value:
    # Not condition.sum(): PostgreSQL cannot add booleans up, and null must count as "no".
    return condition.ifelse(1, 0).sum()


def _nobody() -> dict[str, ibis.Value]:
    return dict.fromkeys(FLOWS, ibis.literal(0, "int64"))
