"""Movements known by counts without persons, of every area at every level.

A count speaks of the people directly in its area, so the numbers of an area are its own and those
of all areas below it, added up. Where persons are known to have been directly in an area in a
month, its counts of that month are left out: nobody is counted twice.
"""

from __future__ import annotations

from functools import reduce

import ibis
from ibis import _

from tandem.analytics.measures.movements import FLOWS, first_of, gone_on, month_number_of
from tandem.analytics.months import Months, month_number

CLASSES = ("own_choice", "retirements", "involuntary", "other", "unknown")
FEWEST_EXPECTED = 3  # leavers; where so many are, none is seen by chance once in twenty
SUMS = (*CLASSES, "transfers", "people", "joiners", "moved_in", "moved_out")


def counted(
    leaver_counts: ibis.Table,
    headcounts: ibis.Table,
    spells: ibis.Table,
    closure: ibis.Table,
    window: Months,
) -> ibis.Table:
    """By area and month of the window that counts speak of; other months have no row.

    Columns: area, month, the CLASSES, leavers (their sum), transfers, closing, joiners, moved_in
    and moved_out, in people. Null is "not known": closing where an area below with leavers has no
    headcount; joiners and moves where one with a headcount does not say them. moved_out falls
    back on the transfers of the leavers list. Moves between two counted areas count as moves for
    the areas above both, because nobody knows where to.
    leavers_known: false where an area below has a headcount and no leavers list speaks of it in
    that month; its leavers are 0 here. without_leavers: one such area. without_heads: one that has
    no headcount, where any was given here in any month. Null where there is none.
    """
    own = _own(leaver_counts, headcounts, window)
    own = own.anti_join(_with_persons(spells, window), ["area", "month"])
    lifted = own.join(closure, "area").rename(unit="area")
    summed = lifted.group_by("month", area=_.ancestor).agg(
        **{name: _[name].fill_null(0).sum() for name in SUMS},
        no_headcount=_none(_.people).sum(),
        no_joiners=_none(_.joiners).sum(),
        no_moved_in=_none(_.moved_in).sum(),
        no_moved_out=_none(_.moved_out).sum(),
        unheard=_.unheard.sum(),
        without_heads=_.unit.min(where=_.people.isnull()),
        without_leavers=_.unit.min(where=_.unheard == 1),
    )
    of_area = ibis.window(group_by="area")
    known = summed.mutate(
        leavers=reduce(lambda total, name: total + _[name], CLASSES[1:], _[CLASSES[0]]),
        closing=_known(_.people, _.no_headcount),
        joiners=_known(_.joiners, _.no_joiners),
        moved_in=_known(_.moved_in, _.no_moved_in),
        moved_out=_known(_.moved_out, _.no_moved_out),
        leavers_known=_.unheard == 0,
        # Where no headcounts were given at all, none of them is missing.
        without_heads=(_.people.max().over(of_area) > 0).ifelse(
            _.without_heads, ibis.null("string")
        ),
    )
    known_of = ("leavers_known", "without_heads", "without_leavers")
    columns = ("leavers", *CLASSES, "transfers", "closing", "joiners", "moved_in", "moved_out")
    return known.select("area", "month", *columns, *known_of)


def _own(leaver_counts: ibis.Table, headcounts: ibis.Table, window: Months) -> ibis.Table:
    """What is said of each area itself: one row per month of which anything is.

    unheard: 1 where a headcount is all that is said. Of an area that lists name, the months before
    the first leaver of all are quiet only where FEWEST_EXPECTED would not have left in them.
    """
    left, heads = (
        table.filter(_.month >= window.first, _.month < window.after)
        for table in (leaver_counts, headcounts)
    )
    told = left.select("area", "month").union(heads.select("area", "month"), distinct=True)
    rows = told.left_join(left, ["area", "month"]).select(
        "area", "month", *(_[name] for name in (*CLASSES, "transfers"))
    )
    heard = left.select("area").distinct().mutate(heard=True)
    reach = left.aggregate(
        first=_.month.min(),
        last=_.month.max(),
        leavers=reduce(lambda total, name: total + _[name], CLASSES[1:], _[CLASSES[0]]).sum(),
    )
    said = rows.left_join(heads, ["area", "month"]).select(
        "area", "month", *CLASSES, "transfers", "people", "joiners", "moved_in", "moved_out"
    )
    both = said.left_join(heard, "area").cross_join(reach)
    first = month_number_of(_["first"])
    months_told = month_number_of(_["last"]) - first + 1
    expected = (first - month_number_of(_.month)) * _.leavers / months_told
    reached = _.heard.isnull() | (_.month >= _["first"]) | (expected >= FEWEST_EXPECTED)
    return both.select(
        *("area", "month", *CLASSES, "transfers", "people", "joiners", "moved_in"),
        moved_out=ibis.coalesce(_.moved_out, _.transfers),
        unheard=(_.transfers.isnull() & reached).ifelse(1, 0),
    )


def _with_persons(spells: ibis.Table, window: Months) -> ibis.Table:
    """Areas and months with a person directly in them, for a day at least."""
    months = ibis.range(month_number(window.first), month_number(window.after)).unnest()
    number = months.name("number").as_table().mutate(number=_.number.cast("int64"))
    stays = spells.select(
        area=_.area,
        first=month_number_of(_.start_on),
        last=ibis.coalesce(month_number_of(gone_on(_)), month_number(window.after)),
    ).distinct()
    met = stays.join(number, [stays.first <= number.number, stays.last >= number.number])
    return met.select("area", month=first_of(_.number)).distinct()


def with_counts(movements: ibis.Table, counted: ibis.Table) -> ibis.Table:
    """The movements of persons with the counts added, and what of it is known.

    Adds opening_known, headcount_known (of closing), joiners_known, moved_in_known and
    leavers_known; what is not known is 0 there. The first month's opening is never known.
    """
    renamed = {f"c_{name}": name for name in (*FLOWS, "closing", "leavers_known")}
    counts = counted.select("area", "month", *renamed.values()).rename(renamed)
    both = movements.left_join(counts.mutate(counts=True), ["area", "month"])
    said = both.mutate(
        **{flow: _[flow] + _[f"c_{flow}"].fill_null(0) for flow in FLOWS},
        headcount_known=_.counts.isnull() | _.c_closing.notnull(),
        joiners_known=_.counts.isnull() | _.c_joiners.notnull(),
        moved_in_known=_.counts.isnull() | _.c_moved_in.notnull(),
        leavers_known=_.counts.isnull() | _.c_leavers_known,
    )
    summed = said.mutate(
        closing=_.headcount_known.ifelse(_.closing + _.c_closing.fill_null(0), 0),
        joiners=_.joiners_known.ifelse(_.joiners, 0),
        moved_in=_.moved_in_known.ifelse(_.moved_in, 0),
    )
    in_order = ibis.window(group_by="area", order_by="month")
    opened = summed.mutate(
        opening=_.closing.lag().over(in_order).fill_null(0),
        opening_known=_.headcount_known.lag().over(in_order).fill_null(False),
    )
    known = ("opening_known", "headcount_known", "joiners_known", "moved_in_known", "leavers_known")
    return opened.select("area", "month", "opening", *FLOWS, "closing", *known)


def _none(value: ibis.Value) -> ibis.Value:
    return value.isnull().ifelse(1, 0)


def _known(total: ibis.Value, unknown: ibis.Value) -> ibis.Value:
    return (unknown == 0).ifelse(total, ibis.null("int64"))
