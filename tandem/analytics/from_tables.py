"""What one types in a notebook where a table is all it takes: a path, or a frame of any library.

A row that cannot be used is left out and named in a warning; where none is left, or a column is
missing, UnusableFacts says so with the cure.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tandem.analytics.cells import Kind
from tandem.analytics.columns import Column, rows_of, squeezed
from tandem.analytics.cost import FACTOR, Band, Cost, Extras
from tandem.analytics.cost import turnover_cost as priced
from tandem.analytics.sources import UnusableFacts, brought

if TYPE_CHECKING:
    from tandem.analytics.changes import Course
    from tandem.analytics.drivers import Drivers
    from tandem.analytics.fairness import Fairness
    from tandem.analytics.hotspot_areas import Hotspots
    from tandem.analytics.linkage import Link
    from tandem.analytics.odds import OddsOf
    from tandem.analytics.pay_gap import PayGap
    from tandem.analytics.shares import Proportions, Represented
    from tandem.analytics.standardised import Alike
    from tandem.analytics.themes import Themes

Source: TypeAlias = Any  # a path, or a frame that speaks Arrow
Cells: TypeAlias = dict[str, list[Any]]
Wrong: TypeAlias = Callable[..., str]  # of a row's cells: what cannot be about them, or nothing
NAMED = 3  # rows, in a warning


class LeftOut(UserWarning):
    """Rows that could not be used."""


def column(name: str, kind: Kind = Kind.TEXT, *, needed: bool = True) -> Column:
    return Column(name, kind, needed=needed)


def count(name: str) -> Column:
    return Column(name, Kind.WHOLE)


def number(name: str) -> Column:
    return Column(name, Kind.NUMBER)


def cells(
    source: Source, called: str, columns: Sequence[Column], wrong: Wrong | None = None
) -> Cells:
    """The usable rows, column by column. Raises UnusableFacts; warns of rows left out."""
    rows = rows_of(brought(source, called), columns)
    given = [rows.columns[each.name].to_pylist() for each in columns] if wrong else []
    for at, row in enumerate(zip(*given, strict=True)):
        if wrong and (reason := wrong(*row)):
            rows.refuse(at, reason)
    rows.keep()
    if rows.refused:
        more = len(rows.refused) - NAMED
        named = [str(each) for each in rows.refused[:NAMED]]
        also = [f"{more} more rows were left out."] if more > 0 else []
        warnings.warn(" ".join([*named, "Left out.", *also]), LeftOut, stacklevel=3)
    return {each.name: rows.columns[each.name].to_pylist() for each in columns}


def records(
    source: Source, called: str, columns: Sequence[Column], wrong: Wrong | None = None
) -> list[tuple[Any, ...]]:
    """The same, row by row."""
    return list(zip(*cells(source, called, columns, wrong).values(), strict=True))


# ---- what the terminal knows, too


def hotspots(counts: Source) -> Hotspots:
    """counts: area, leavers, headcount and, if there is one, parent; or a list of `Area`."""
    from tandem.analytics.hotspot_areas import Area, circles
    from tandem.analytics.hotspots import hotspots as judged

    if are(counts, Area):
        return judged(counts)

    def area_of(area: str, leavers: int, headcount: float, parent: str | None) -> Area:
        return Area(area=area, leavers=leavers, headcount=headcount, parent=parent or "")

    columns = [column("area"), count("leavers"), number("headcount")]
    columns += [column("parent", needed=False)]
    rows = records(counts, "counts", columns, lambda *row: area_of(*row).wrong())
    areas = [area_of(*row) for row in rows]
    if found := circles(areas):
        said = " ".join(list(dict.fromkeys(found.values()))[:NAMED])
        if len(found) == len(areas):
            raise UnusableFacts(f"counts has no row that can be used. {said}")
        warnings.warn(f"counts: {said} {len(found)} left out.", LeftOut, stacklevel=2)
    return judged([area for at, area in enumerate(areas) if at not in found])


def fairness(table: Source) -> Fairness:
    """table: group, chosen and considered, a row each; or a list of `Group`."""
    from tandem.analytics.fairness import Group, cannot_be, compare

    if are(table, Group):
        return compare(table)
    columns = [column("group"), count("chosen"), count("considered")]
    return compare([Group(*row) for row in records(table, "table", columns, cannot_be)])


def link(
    panel: Source,
    *,
    driver: str = "driver",
    outcome: str = "outcome",
    unit: str = "unit",
    period: str = "period",
    lag: int = 0,
) -> Link:
    """panel: a row per unit and period, with these columns; or a `Panel`."""
    from tandem.analytics.linkage import link as judged
    from tandem.analytics.panels import Panel

    if not isinstance(panel, Panel):
        names = (column(unit), column(period))
        values = (
            column(driver, Kind.NUMBER, needed=False),
            column(outcome, Kind.NUMBER, needed=False),
        )
        table = brought(panel, "panel").table
        refuse_missing("panel", table.column_names, [driver, outcome])
        found = cells(panel, "panel", [*names, *values])
        panel = Panel.of(found[unit], found[period], found[driver], found[outcome])
    return judged(panel, lag=lag, driver=driver, outcome=outcome)


# ---- several things at once


def drivers(
    table: Source, *, outcome: str, predictors: Sequence[str], same_survey: Collection[str] = ()
) -> Drivers:
    """How R² of the column `outcome` is shared among those of the predictors, a row per person.

    same_survey: the predictors asked together with the outcome. Raises DriversRefused.
    """
    from tandem.analytics.drivers import drivers as shared

    found = cells(table, "table", [number(name) for name in (*predictors, outcome)])
    columns = {name: found[name] for name in predictors}
    return shared(columns, found[outcome], called=outcome, same_survey=same_survey)


def odds(table: Source, *, happened: str, predictors: Sequence[str]) -> OddsOf:
    """By how much the odds that `happened` is 1 differ along each predictor. Raises OddsRefused."""
    from tandem.analytics.odds import odds as fitted

    found = cells(table, "table", [*(number(name) for name in predictors), count(happened)])
    return fitted({name: found[name] for name in predictors}, found[happened])


# ---- month by month, and like for like


def change(series: Source, *, floor: float | None = 0.0) -> Course:
    """Whether the last month of `series` (month, value) is a change or noise.

    A month that is missing, or whose value is, is not known. floor: below it no value can be.
    """
    from tandem.analytics.changes import Course, judge_series
    from tandem.analytics.months import month_number, month_of

    columns = [column("month", Kind.MONTH), column("value", Kind.NUMBER, needed=False)]
    rows = records(series, "series", columns)
    known = dict(rows)
    if len(known) < len(rows):
        twice = next(month for at, (month, _) in enumerate(rows) if month in dict(rows[:at]))
        raise UnusableFacts(f"series has {twice:%Y-%m} twice. Leave one of them.")
    first, last = (month_number(month) for month in (min(known), max(known)))
    months = tuple(month_of(each) for each in range(first, last + 1))
    values = tuple(known.get(month) for month in months)
    return Course(months, values, judge_series(values, floor=floor))


def alike(strata: Source) -> Alike:
    """strata: area, tenure, level, job_family, leavers and headcount, a row per group of an area.

    What comes out goes into `hotspots(found.areas)`.
    """
    import ibis
    import pyarrow as pa

    from tandem.analytics.engine import engine_here
    from tandem.analytics.standardised import LIKE, STRATA, Alike, standardised

    like = [column(name, needed=False) for name in LIKE]
    found = cells(strata, "strata", [column("area"), *like, count("leavers"), number("headcount")])
    table = ibis.memtable(pa.table(found, schema=STRATA.to_pyarrow()))
    return Alike(tuple(standardised(engine_here(), table)))


# ---- money, groups and places


def turnover_cost(bands: Source, *, factor: float = FACTOR, extras: Extras | None = None) -> Cost:
    """bands: leavers and pay (a band's average for a year). factor: of a year's pay."""
    rows = records(bands, "bands", [count("leavers"), number("pay")])
    return priced([Band(*row) for row in rows], factor=factor, extras=extras)


def pay_gap(people: Source, *, of: str) -> PayGap:
    """How much less the group `of` earns than all others, as it is and at equal work.

    people: group, pay (for a year at full time), level, family, tenure_years, location and, where
    work of equal value is told, category; a row per person, for who may see pay.
    """
    from tandem.analytics.pay_gap import Paid, PayGap, adjusted_gap, gaps

    words = [column(name) for name in ("group", "level", "family", "location")]
    numbers = [number(name) for name in ("pay", "tenure_years")]
    rows = records(people, "people", [*words, *numbers, column("category", needed=False)])
    groups = sorted({row[0] for row in rows})
    if of not in groups:
        raise UnusableFacts(f"people has no group “{of}”. Its groups are: {', '.join(groups)}.")
    paid = [
        Paid(
            pay=pay, first=group == of, level=level, family=family, tenure_years=years,
            location=location, category=category or "",
        )
        for group, level, family, location, pay, years, category in rows
    ]  # fmt: skip
    return PayGap(of, tuple(gaps(paid)), adjusted_gap(paid))


def representation(levels: Source) -> Represented:
    """levels: level, group of people there, and pool_group of pool who could have come there."""
    from tandem.analytics.shares import Represented
    from tandem.analytics.shares import representation as one

    names = ("group", "people", "pool_group", "pool")
    rows = records(levels, "levels", [column("level"), *map(count, names)])
    often = Counter(level for level, *_counts in rows)
    if twice := next((level for level, times in often.items() if times > 1), None):
        raise UnusableFacts(
            f"levels has “{twice}” twice. Add the two up, or give each its own name."
        )
    return Represented(
        {level: one(**dict(zip(names, counts, strict=True))) for level, *counts in rows}
    )


def succession(roles: Source) -> Proportions:
    """roles: successors, and ready_now of them, a row per critical role."""
    from tandem.analytics.shares import CriticalRole, Proportions, ready_now, succession_coverage

    rows = records(roles, "roles", [count("successors"), count("ready_now")])
    found = [CriticalRole(*row) for row in rows]
    shares = {"K23": succession_coverage(found), "K24": ready_now(found)}
    return Proportions("Succession", shares)


def skill_gaps(gaps: Source, *, first: date, after: date) -> Proportions:
    """gaps: due_on and closed_on (empty: open), a row each; the period from `first` to `after`."""
    from tandem.analytics.shares import Proportions, SkillGap, skill_gap_closure

    columns = [column("due_on", Kind.DAY), column("closed_on", Kind.DAY, needed=False)]
    found = [SkillGap(*row) for row in records(gaps, "gaps", columns)]
    closed = skill_gap_closure(found, first=first, after=after)
    return Proportions("Skill gaps closed", {"K19": closed})


def themes(
    comments: Source, *, never: Collection[str] = (), model: str | Path | None = None
) -> Themes:
    """comments: person and text, a row each. never: words that are not to be shown.

    model: the folder of an embedding model of your own; nothing is fetched. See
    `embeddings.of_folder` for what it raises.
    """
    from tandem.analytics.embeddings import of_folder
    from tandem.analytics.themes import Comment
    from tandem.analytics.themes import themes as found

    rows = records(comments, "comments", [column("person"), column("text")])
    embedder = of_folder(Path(model)) if model is not None else None
    return found([Comment(*row) for row in rows], never=never, embedder=embedder)


# ---- reading


def are(given: Source, kind: type) -> bool:
    """A sequence of these values, as the library itself hands them on."""
    return isinstance(given, list | tuple) and all(isinstance(each, kind) for each in given)


def refuse_missing(called: str, there: Sequence[str], names: Sequence[str]) -> None:
    """What may be empty in a row must be there as a column."""
    headings = {squeezed(name) for name in there}
    missing = [name for name in names if squeezed(name) not in headings]
    if missing:
        raise UnusableFacts(
            f"{called} lacks the column {missing[0]}. Its columns are: {', '.join(there)}."
        )
