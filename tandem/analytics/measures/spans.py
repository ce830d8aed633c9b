"""How many report to each manager, on one day; of managers together and of none by name."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
from ibis import _

from tandem.analytics.measures.card import (
    Aggregates,
    Benchmark,
    Chance,
    Direction,
    Iso,
    Measure,
    Reads,
)
from tandem.analytics.measures.levels import ENOUGH, KNOWN, NOT_TOLD, OF
from tandem.analytics.measures.movements import first_of, full_calendar, lasting
from tandem.analytics.months import Months, month_number

FEW, MANY = 3, 12  # fewer than the one, or more than the other, is told
FEWEST_MANAGERS = 5  # below it a figure is about persons. Upwards only.


def spans(jobs: ibis.Table, closure: ibis.Table, months: Months, as_of: date) -> ibis.Table:
    """Direct reports by manager, on the last day of each month, of every area at every level; of
    the month in which the facts were taken, on that day.

    One row per area and month: area, month (its first day), managers (with a report, and a job of
    their own in the area or below it on that day), median (of their direct reports; 0 without a
    manager), few and many (managers with fewer than FEW, more than MANY), jobs_known: NOT_TOLD in
    months when, of those in the organisation who lead nobody, fewer than ENOUGH of OF report to
    somebody who is there.
    """
    there = _there(jobs, months, as_of)
    led = _led(there)
    lifted = led.join(closure, "area").select("number", "manager", "reports", area="ancestor")
    of_areas = (
        lifted.distinct()
        .group_by("area", "number")
        .agg(
            managers=_.count(),
            median=_.reports.median().cast("float64"),
            few=(_.reports < FEW).ifelse(1, 0).sum(),
            many=(_.reports > MANY).ifelse(1, 0).sum(),
        )
    )
    numbers = ("managers", "median", "few", "many")
    grid = full_calendar(closure, range(month_number(months.first), month_number(months.after)))
    filled = grid.left_join(of_areas, ["area", "number"]).select(
        "area", "number", **{name: _[name].fill_null(0) for name in numbers}
    )
    known = filled.left_join(_known(there, led), "number")
    told = known.jobs_known.fill_null(NOT_TOLD)
    return known.select("area", *numbers, month=first_of(known.number), jobs_known=told)


def _there(jobs: ibis.Table, months: Months, as_of: date) -> ibis.Table:
    """number (of the month), person, area, manager: who is in a job on its last day, which may be
    their last."""
    numbers = ibis.range(month_number(months.first), month_number(months.after)).unnest()
    each_month = numbers.name("number").as_table().mutate(number=_.number.cast("int64"))
    last = first_of(_.number + 1) - ibis.interval(days=1)
    taken = first_of(_.number) <= as_of
    days = each_month.mutate(day=taken.ifelse(ibis.least(last, as_of), last))
    each = lasting(jobs).cross_join(days)
    there = each.filter(_.start_on <= _.day, _.end_on.isnull() | (_.end_on > _.day))
    return there.select("number", "person", "area", "manager")


def day_of(month: Months, as_of: date) -> date:
    """Its last day, or that on which the facts were taken, where it is not over by then."""
    last = month.after - timedelta(days=1)
    return min(last, as_of) if month.first <= as_of else last


def _led(there: ibis.Table) -> ibis.Table:
    """number, manager, area, reports: of managers who are there themselves."""
    counted = _under(there).group_by("number", "manager").agg(reports=_.person.nunique())
    seats = there.select("number", "area", manager="person").distinct()
    return counted.join(seats, ["number", "manager"]).select("number", "manager", "area", "reports")


def _under(there: ibis.Table) -> ibis.Table:
    """number, person, manager. Nobody reports to themselves."""
    under = there.filter(_.manager.notnull(), _.manager != _.person)
    return under.select("number", "person", "manager").distinct()


def _known(there: ibis.Table, led: ibis.Table) -> ibis.Table:
    """number, jobs_known. Who leads somebody may be the one at the top, who reports to nobody."""
    leaders = led.select("number", person="manager").distinct()
    others = there.select("number", "person").distinct().anti_join(leaders, ["number", "person"])
    here = leaders.select("number", manager="person")
    reporting = _under(there).semi_join(here, ["number", "manager"]).select("number", "person")
    told = reporting.distinct().mutate(told=1)
    counted = others.left_join(told, ["number", "person"]).select(
        "number", told=_.told.fill_null(0)
    )
    both = counted.group_by("number").agg(people=_.count(), told=_.told.sum())
    enough = both.told * OF >= both.people * ENOUGH
    return both.select("number", jobs_known=enough.ifelse(KNOWN, NOT_TOLD))


def _last(rows: ibis.Table, name: str) -> ibis.Value:
    """Of the month that ends the window: a span is of a day, and not of a time."""
    return rows[name].argmax(rows.month)


def _median(rows: ibis.Table) -> Aggregates:
    managers = _last(rows, "managers")
    return {
        "n": _last(rows, "median"),
        "denominator": (managers > 0).ifelse(1, 0),
        "people": managers,
    }


def _few(rows: ibis.Table) -> Aggregates:
    return {"n": _last(rows, "few"), "denominator": _last(rows, "managers")}


def _many(rows: ibis.Table) -> Aggregates:
    return {"n": _last(rows, "many"), "denominator": _last(rows, "managers")}


DATA = "Jobs with their managers: who reported to whom from when to when."
PERIOD = (
    "The last day of the month, or the day of the facts in a month that is not over; who works "
    "their last day then is counted."
)
POPULATION = (
    "Managers with a job in the area or below it that day, to whom somebody reports; an area of "
    "the manager, wherever the reports are."
)
SOURCE = "Tandem's own: docs/methods/measures."
LEADERSHIP = Iso("leadership", "leadership, culture and engagement")

SPAN = Measure(
    key="K18",
    name="Span of control",
    question="How many people report to a manager here?",
    counts="People who report directly to each manager: the middle one of all managers.",
    divided_by="Nothing: a median of managers.",
    formula="median of direct reports per manager",
    unit="people",
    direction=Direction.NEITHER,
    period=PERIOD,
    data=DATA,
    population=POPULATION,
    caveat=(
        "The right number hangs on the work: look at the shares of few and of many beside it. "
        "Dotted lines are not known."
    ),
    source=SOURCE,
    reads=Reads.SPANS,
    aggregates=_median,
    chance=Chance.NONE,
    minimum=FEWEST_MANAGERS,
    group="managers",
    benchmark=Benchmark("8 in the middle, 5 at the top", "SHRM", 2016),
    iso=LEADERSHIP,
)


def _share(key: str, name: str, question: str, counts: str, caveat: str) -> Measure:
    return Measure(
        key=key,
        name=name,
        question=question,
        counts=counts,
        divided_by="Managers to whom somebody reports.",
        formula=f"{counts[:1].lower()}{counts[1:-1]} ÷ managers",
        unit="share of managers",
        direction=Direction.NEITHER,
        period=PERIOD,
        data=DATA,
        population=POPULATION,
        caveat=caveat,
        source=SOURCE,
        reads=Reads.SPANS,
        aggregates=_few if key == "span_few" else _many,
        chance=Chance.NONE,
        minimum=FEWEST_MANAGERS,
        group="managers",
        iso=LEADERSHIP,
    )


SPAN_FEW = _share(
    "span_few",
    "Few direct reports",
    f"How many managers have fewer than {FEW} direct reports?",
    f"Managers with fewer than {FEW} direct reports.",
    "A new team, or one that lends its people elsewhere, is small for a reason.",
)
SPAN_MANY = _share(
    "span_many",
    "Many direct reports",
    f"How many managers have more than {MANY} direct reports?",
    f"Managers with more than {MANY} direct reports.",
    "In shift work many may be well led by few; ask how often the two speak.",
)
