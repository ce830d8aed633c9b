"""Who stayed, moved on and left, month by month, by band of tenure: what a forecast learns from."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
from ibis import _

from tandem.analytics.employments import clocked
from tandem.analytics.facts import Facts
from tandem.analytics.forecast import GONE, Month, NoForecast
from tandem.analytics.measures.movements import gone_on
from tandem.analytics.months import Months, month_number, month_of

YEARS = (1, 2, 5)  # of tenure, where one band ends and the next begins
BANDS = ("under 1 year", "1 year", "2 to 4 years", "5 years and more")
JOINED = "joined"
DAYS_IN_YEAR = 365.25


def months_of(facts: Facts, since: date | None) -> list[Month]:
    """Every whole month of the facts, from `since` or the first hiring on, quiet ones too.

    Tenure is that of the employment, so a move between areas moves nobody here. Raises NoForecast
    where no month is whole.
    """
    if facts.only_leavers:
        raise NoForecast("Only people who left are known, and nobody who is here to be followed.")
    spells = clocked(facts.spells)
    [(first_day,)] = facts.engine.rows(spells.aggregate(first=_.start_on.min()))
    begun = since or first_day
    if begun is None:
        raise NoForecast("Nobody is known, so there is nobody to follow.")
    first = month_of(month_number(begun) + (begun.day > 1))
    after = month_of(month_number(facts.as_of + timedelta(days=1)))
    if after <= first:
        raise NoForecast("No whole month is known; a forecast needs two years of them.")
    counted: dict[date, dict[tuple[str, str], int]] = {}
    for month, start, end, people in facts.engine.rows(_flows(spells, Months(first, after))):
        counted.setdefault(month, {})[start, end] = people
    return [_month(counted.get(month, {})) for month in Months(first, after).firsts()]


def _month(flows: dict[tuple[str, str], int]) -> Month:
    moved_on = {states: people for states, people in flows.items() if states[0] != JOINED}
    stock: dict[str, int] = {}
    for (start, _end), people in moved_on.items():
        stock[start] = stock.get(start, 0) + people
    joined = {end: people for (start, end), people in flows.items() if start == JOINED}
    return Month(stock, moved_on, {end: n for end, n in joined.items() if end != GONE})


def _flows(spells: ibis.Table, months: Months) -> ibis.Table:
    """month, from, to and people: each person by band at the opening and the close of each month.

    Who joined and left within one month is in neither, and so is no flow.
    """
    day = timedelta(days=1)
    calendar = ibis.memtable(
        [
            (month, month - day, month_of(month_number(month) + 1) - day)
            for month in months.firsts()
        ],
        schema={"month": "date", "opening": "date", "closing": "date"},
    )
    people = spells.select("person", "hired_on", "start_on", gone=gone_on(spells))
    there = people.cross_join(calendar).filter(_.start_on <= _.closing)
    opened = (_.start_on <= _.opening) & (_.gone.isnull() | (_.gone > _.opening))
    closed = _.gone.isnull() | (_.gone > _.closing)
    seen = there.mutate(opened=opened, closed=closed).filter(_.opened | _.closed)
    # A mover has two stays in the month: one that was there at its opening, one at its close.
    each = seen.group_by("month", "opening", "closing", "person", "hired_on").agg(
        opened=_.opened.any(), closed=_.closed.any()
    )
    banded = each.mutate(
        start=_.opened.ifelse(_band(_.opening, _.hired_on), JOINED),
        end=_.closed.ifelse(_band(_.closing, _.hired_on), GONE),
    )
    return banded.group_by("month", "start", "end").agg(people=_.count()).order_by("month")


def _band(day: ibis.Value, hired_on: ibis.Value) -> ibis.Value:
    years = day.delta(hired_on, unit="day") / DAYS_IN_YEAR
    bands = [(years < end, band) for end, band in zip(YEARS, BANDS, strict=False)]
    return ibis.cases(*bands, else_=BANDS[-1])
