"""Employments, put together from stays: what begins with a hiring and ends with a leaving."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.movements import lasting, moved


def ended_employments(spells: ibis.Table) -> ibis.Table:
    """The stays of the employments that ended by a leaving, each with the end of its employment.

    spells: as `facts.SPELLS`. Adds left_on: the first day no longer employed. A return after a
    leaving is another employment; a transfer goes on with the same one, also where nobody wrote
    where to. Only who left and ever moved is put in order: of all others each stay is an
    employment of its own, or none of theirs has ended.
    """
    leaving = lasting(spells.filter(_.end_on.notnull(), ~moved(_)))
    moving = lasting(spells.filter(_.came_from.notnull()))
    both = leaving.select("person").distinct().semi_join(moving, "person")
    alone = leaving.anti_join(both, "person").mutate(left_on=_.end_on)
    in_order = _of_those_who_moved(lasting(spells.semi_join(both, "person")))
    return ibis.union(alone, in_order.select(alone.columns))


def _of_those_who_moved(stays: ibis.Table) -> ibis.Table:
    so_far = ibis.cumulative_window(group_by="person", order_by="start_on")
    hired = _.came_from.isnull().ifelse(1, 0)
    numbered = stays.mutate(employment=hired.sum().over(so_far))
    one = ibis.window(group_by=["person", "employment"])
    known = numbered.mutate(
        still=_.end_on.isnull().ifelse(1, 0).max().over(one),
        left_on=moved(_).ifelse(ibis.null("date"), _.end_on).max().over(one),
    )
    return known.filter(_.still == 0, _.left_on.notnull())
