"""One measure asked of facts: every area, over one window or month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ibis import _

from tandem.analytics.coverage import known_since
from tandem.analytics.facts import Facts
from tandem.analytics.history import months_of_everybody
from tandem.analytics.measures.card import Measure, Reads
from tandem.analytics.measures.headcount import AVERAGE_HEADCOUNT
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, RETIREMENT
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.prepared import EVERYBODY, month_by_month, of_everybody, over_window
from tandem.analytics.printed import Drawn, Sheet
from tandem.analytics.results import Hidden, Result, result_of

if TYPE_CHECKING:
    import ibis


OF_PERSONS = {Reads.MOVEMENTS, Reads.MOVES, Reads.COHORTS, Reads.FIRST_YEARS}
OF_EACH_PERSON = OF_PERSONS - {Reads.MOVEMENTS}  # which counts without persons cannot tell
OF_REASONS = {OWN_CHOICE_TURNOVER.key, RETIREMENT.key}
YEAR = 12


class UnusableWindow(ValueError):
    """The message is for whoever asked: which months can be told."""


@dataclass(frozen=True, slots=True)
class Told:
    """One result, of an area (null: of everybody) and, month by month, the month it ends with."""

    area: str | None
    name: str
    result: Result
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Answer(Drawn):
    """What one measure says. Iterate over it, or print it in a terminal or a notebook."""

    measure: Measure
    told: tuple[Told, ...]
    as_of: date
    version: str

    def __iter__(self) -> Iterator[Told]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    def sheet(self) -> Sheet:
        from tandem.analytics.shown import sheet_of

        return sheet_of(self)


def ask(
    measure: Measure,
    facts: Facts,
    *,
    window: Months | None = None,
    by: Sequence[str] = (),
) -> Answer:
    """The results of a measure.

    window: the last twelve whole months of the facts unless given. by: "area" for each area
    instead of everybody, "month" for each month of the window, over the twelve that end with it.
    Raises UnusableWindow where the facts do not reach to its end.
    """
    window = window or Months.last(YEAR, before=facts.as_of + timedelta(days=1))
    if window.after > facts.as_of + timedelta(days=1):
        last = month_of(month_number(facts.as_of + timedelta(days=1)))
        raise UnusableWindow(
            f"The facts end on {facts.as_of}, and the window on {window.after - timedelta(days=1)}."
            f" Choose months before {last:%Y-%m}."
        )
    asked = facts if "area" in by else of_everybody(facts, measure.reads)
    names = _names(facts)
    since = _known_from(measure, facts, window)
    unclassed = _without_classes(asked) if measure.key in OF_REASONS else frozenset()
    if "month" in by:
        found = month_by_month(measure, asked, window, YEAR)
        rows = _rows(facts, found.order_by("area", "month"), by)
        told = [
            _told(measure, facts, names, row, _year_to(row[1]), since, unclassed, month=row[1])
            for row in rows
        ]
    else:
        rows = _rows(facts, over_window(measure, asked, window).order_by("area"), by)
        told = [
            _told(measure, facts, names, (row[0], None, *row[1:]), window, since, unclassed)
            for row in rows
        ]
    return Answer(measure, tuple(told), facts.as_of, facts.version)


def _rows(facts: Facts, found: ibis.Table, by: Sequence[str]) -> list[tuple[Any, ...]]:
    wanted = found if "area" in by else found.filter(_.area == EVERYBODY)
    return facts.engine.rows(wanted)


def _year_to(month: date) -> Months:
    return Months.last(YEAR, before=month_of(month_number(month) + 1))


def _names(facts: Facts) -> Mapping[str, str]:
    named = facts.engine.rows(facts.areas.select("area", "name"))
    return {area: name or area for area, name in named} | {EVERYBODY: "Everybody"}


def _told(
    measure: Measure,
    facts: Facts,
    names: Mapping[str, str],
    row: tuple[Any, ...],
    window: Months,
    since: date | None,
    unclassed: frozenset[str],
    *,
    month: date | None = None,
) -> Told:
    area, _month, n, denominator, people, error, headcounts_known, leavers_known = row
    unknown: Hidden | None = None
    if measure.reads in OF_PERSONS:
        if facts.only_leavers and facts.people:
            unknown = Hidden.ONLY_LEAVERS
        elif measure.reads in OF_EACH_PERSON and facts.count_rows and not facts.people:
            unknown = Hidden.NOT_TOLD
        elif since is not None and window.first < since:
            unknown = Hidden.TOO_SHORT
        elif headcounts_known == 0:
            unknown = Hidden.NO_HEADCOUNTS
        elif leavers_known == 0 and measure.key != AVERAGE_HEADCOUNT.key:
            unknown = Hidden.NO_LEAVERS
        elif area in unclassed:
            unknown = Hidden.NO_CLASSES
        n, denominator = n or 0, denominator or 0  # a quiet area is nobody, not untold
    result = result_of(
        measure, n=n, denominator=denominator, people=people, error=error,
        window=window, unknown=unknown,
    )  # fmt: skip
    return Told(None if area == EVERYBODY else area, names.get(area, area), result, month)


def _without_classes(facts: Facts) -> frozenset[str]:
    """Areas of whose leavers without persons no reason has a class, so that none is own choice."""
    if not facts.count_rows:
        return frozenset()
    of_areas = facts.closure.join(facts.leaver_counts, "area").group_by("ancestor")
    classed = of_areas.agg(own_choice=_.own_choice.sum(), unknown=_.unknown.sum())
    found = facts.engine.rows(classed.filter(_.own_choice == 0, _.unknown > 0).select("ancestor"))
    return frozenset(area for (area,) in found)


def _known_from(measure: Measure, facts: Facts, window: Months) -> date | None:
    """The first month that what the measure needs can be believed of; null: all can be.

    Before anybody was here, and while nobody is known to have left, there is nothing to tell.
    """
    if measure.reads not in OF_PERSONS or facts.only_leavers or not facts.people:
        return None
    [(first,)] = facts.engine.rows(facts.spells.aggregate(first=_.start_on.min()))
    begun = month_of(month_number(first) + (first.day > 1))
    if begun >= window.after:
        return window.after
    since = [begun]
    known_until = month_of(month_number(facts.as_of + timedelta(days=1)))
    reaching = Months(month_of(month_number(first)), max(window.after, known_until))
    if left := known_since(months_of_everybody(replace(facts, count_rows=0), reaching)):
        since.append(_a_year_on(left) if measure.reads is Reads.FIRST_YEARS else left)
    if measure.reads is Reads.MOVES and facts.moves_known_since:
        since.append(facts.moves_known_since)
    return max(since)


def _a_year_on(day: date) -> date:
    return month_of(month_number(day) + YEAR)
