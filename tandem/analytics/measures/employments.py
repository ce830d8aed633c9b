"""Employments, put together from stays: what begins with a hiring and ends with a leaving."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.movements import lasting, moved


def with_employment(spells: ibis.Table) -> ibis.Table:
    """Each stay with the employment it is part of.

    spells: as `facts.SPELLS`. Adds employment (counted per person from 1), hired_on and left_on:
    the first day no longer employed; null while employed. A return after a leaving is another
    employment; a transfer goes on with the same one, also where nobody wrote where to.
    """
    so_far = ibis.cumulative_window(group_by="person", order_by="start_on")
    numbered = lasting(spells).mutate(hired=_.came_from.isnull().ifelse(1, 0))
    numbered = numbered.mutate(employment=_.hired.sum().over(so_far)).drop("hired")
    one = ibis.window(group_by=["person", "employment"])
    still = _.end_on.isnull().ifelse(1, 0).max().over(one)
    known = numbered.mutate(hired_on=_.start_on.min().over(one), still=still)
    gone = moved(_).ifelse(ibis.null("date"), _.end_on)
    return known.mutate(
        left_on=(_.still == 1).ifelse(ibis.null("date"), gone.max().over(one))
    ).drop("still")


def employments(spells: ibis.Table) -> ibis.Table:
    """One row per employment that began with a hiring.

    Columns: person, employment, area (the first one), hired_on, left_on.
    """
    stays = with_employment(spells)
    return stays.filter(_.came_from.isnull()).select(
        "person", "employment", "area", "hired_on", "left_on"
    )
