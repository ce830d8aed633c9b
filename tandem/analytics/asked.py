"""One measure asked of facts: every area, over one window or month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import ibis
from ibis import _

from tandem.analytics.coverage import known_since
from tandem.analytics.facts import Facts
from tandem.analytics.history import months_of_everybody
from tandem.analytics.levels import ranks
from tandem.analytics.measures.card import Measure, Reads
from tandem.analytics.measures.headcount import AVERAGE_HEADCOUNT
from tandem.analytics.measures.levels import KNOWN, NOT_TOLD, changes
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, RETIREMENT
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.prepared import (
    COLUMNS,
    EVERYBODY,
    each_over_window,
    of_everybody,
    together,
    window_read,
)
from tandem.analytics.results import Hidden, result_of
from tandem.analytics.shown import Answer, Told

OF_JOBS = {Reads.LEVELS, Reads.SPANS}
OF_PERSONS = {Reads.MOVEMENTS, Reads.MOVES, Reads.COHORTS, Reads.FIRST_YEARS} | OF_JOBS
SINCE_THEY_ARE_FOLLOWED = {Reads.MOVES} | OF_JOBS  # who was where before a second file, none says
OF_EACH_PERSON = OF_PERSONS - {Reads.MOVEMENTS}  # which counts without persons cannot tell
OF_REASONS = {OWN_CHOICE_TURNOVER.key, RETIREMENT.key}
YEAR = 12
NAMED = 3  # pairs of levels, in a sentence


class UnusableWindow(ValueError):
    """The message is for whoever asked: which months can be told."""


def ask(
    measure: Measure,
    facts: Facts,
    *,
    window: Months | None = None,
    by: Sequence[str] = (),
) -> Answer:
    """The results of a measure.

    window: the last twelve whole months of the facts unless given; of what is told of a day, the
    month of the facts. by: "area" for each area instead of everybody, "month" for each month of
    the window, over the twelve that end with it.
    Raises UnusableWindow where the facts do not reach to its end.
    """
    [answer] = ask_each([measure], facts, window=window, by=by)
    return answer


def ask_each(
    measures: Sequence[Measure],
    facts: Facts,
    *,
    window: Months | None = None,
    by: Sequence[str] = (),
) -> list[Answer]:
    """As ask, of measures that read one table, which is made once.

    Raises UnusableWindow as ask does, and ValueError where they read none or several.
    """
    [reads] = {measure.reads for measure in measures}
    known_until = _known_until(reads, facts)
    window = window or Months.last(YEAR, before=known_until)
    if window.after > known_until:
        last = month_of(month_number(known_until))
        raise UnusableWindow(
            f"The facts end on {facts.as_of}, and the window on {window.after - timedelta(days=1)}."
            f" Choose months before {last:%Y-%m}."
        )
    window = window_read(reads, window) if "month" not in by else window
    asked = facts if "area" in by else of_everybody(facts, reads)
    if "month" in by:
        found = together(measures, asked, window, YEAR).order_by("area", "month")
    else:
        found = each_over_window(measures, asked, window).order_by("area")
        found = found.mutate(month=ibis.null("date")).relocate("month", after="area")
    rows = _rows(facts, found, by)
    names = _names(facts)
    since = _known_from(reads, facts, window)
    answers = []
    for place, measure in enumerate(measures):
        of = slice(place * len(COLUMNS), (place + 1) * len(COLUMNS))
        unclassed = _without_classes(asked) if measure.key in OF_REASONS else frozenset()
        told = tuple(
            _told(
                measure, facts, names, (area, *row[of]), _to(measure, month) if month else window,
                since, unclassed, month=month,
            )
            for area, month, *row in rows
        )  # fmt: skip
        lacks_order = any(each.result.hidden is Hidden.NO_ORDER for each in told)
        noted = tuple(_without_order(facts)) if lacks_order else ()
        answers.append(Answer(measure, told, facts.as_of, facts.version, noted))
    return answers


def _known_until(reads: Reads, facts: Facts) -> date:
    """The first day no window may hold. Of a month that is not over, only what is of a day."""
    if reads is Reads.SPANS:
        return month_of(month_number(facts.as_of) + 1)
    return facts.as_of + timedelta(days=1)


def _rows(facts: Facts, found: ibis.Table, by: Sequence[str]) -> list[tuple[Any, ...]]:
    wanted = found if "area" in by else found.filter(_.area == EVERYBODY)
    return facts.engine.rows(wanted)


def _to(measure: Measure, month: date) -> Months:
    """The year that ends with the month."""
    year = Months.last(YEAR, before=month_of(month_number(month) + 1))
    return window_read(measure.reads, year)


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
    area, n, denominator, people, error, headcounts_known, leavers_known, jobs_known = row
    unknown: Hidden | None = None
    if measure.reads in OF_PERSONS:
        if facts.only_leavers and facts.people:
            unknown = Hidden.ONLY_LEAVERS
        elif measure.reads in OF_EACH_PERSON and facts.count_rows and not facts.people:
            unknown = Hidden.NOT_TOLD
        elif measure.reads in OF_JOBS and (lacking := _without_jobs(measure, facts, jobs_known)):
            unknown = lacking
        elif since is not None and window.first < since and not _of_today(measure, facts, window):
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


def _of_today(measure: Measure, facts: Facts, window: Months) -> bool:
    """Whether it is of the day of the facts, of which every file tells."""
    return measure.reads is Reads.SPANS and window.after > facts.as_of


def _without_jobs(measure: Measure, facts: Facts, known: int) -> Hidden | None:
    if facts.jobs is None:
        return Hidden.NO_JOBS
    if known == KNOWN:
        return None
    if measure.reads is Reads.SPANS:
        return Hidden.NO_MANAGERS
    return Hidden.NO_LEVELS if known == NOT_TOLD else Hidden.NO_ORDER


def _without_order(facts: Facts) -> Iterator[str]:
    """Between which levels people changed that nobody has put in order, and the cure."""
    assert facts.jobs is not None
    found = changes(facts.jobs, facts.spells, ranks(facts)).filter(_.untold)
    rows = facts.engine.rows(found.select("before", "level").distinct())
    pairs = sorted({tuple(sorted(pair)) for pair in rows})
    some = ", ".join(f"“{one}” or “{other}”" for one, other in pairs[:NAMED])
    more = f" ({len(pairs) - NAMED} more such pairs)" if len(pairs) > NAMED else ""
    yield (
        f"Nobody has said which is higher: {some}{more}. Give the levels in order, the lowest "
        "first: --levels FILE in the terminal, levels= in a notebook."
    )


def _without_classes(facts: Facts) -> frozenset[str]:
    """Areas of whose leavers without persons no reason has a class, so that none is own choice."""
    if not facts.count_rows:
        return frozenset()
    of_areas = facts.closure.join(facts.leaver_counts, "area").group_by("ancestor")
    classed = of_areas.agg(own_choice=_.own_choice.sum(), unknown=_.unknown.sum())
    found = facts.engine.rows(classed.filter(_.own_choice == 0, _.unknown > 0).select("ancestor"))
    return frozenset(area for (area,) in found)


def _known_from(reads: Reads, facts: Facts, window: Months) -> date | None:
    """The first month that what they need can be believed of; null: all can be.

    Before anybody was here, and while nobody is known to have left, there is nothing to tell.
    """
    if reads not in OF_PERSONS or facts.only_leavers or not facts.people:
        return None
    [(first,)] = facts.engine.rows(facts.spells.aggregate(first=_.start_on.min()))
    begun = month_of(month_number(first) + (first.day > 1))
    if begun >= window.after:
        return window.after
    since = [begun]
    known_until = month_of(month_number(facts.as_of + timedelta(days=1)))
    reaching = Months(month_of(month_number(first)), max(window.after, known_until))
    if left := known_since(months_of_everybody(replace(facts, count_rows=0), reaching)):
        since.append(_a_year_on(left) if reads is Reads.FIRST_YEARS else left)
    if reads in SINCE_THEY_ARE_FOLLOWED and facts.moves_known_since:
        since.append(facts.moves_known_since)
    if reads is Reads.LEVELS and facts.jobs is not None:
        since.append(_levels_change_since(facts, facts.jobs) or window.after)
    return max(since)


def _levels_change_since(facts: Facts, jobs: ibis.Table) -> date | None:
    """The month of the first change of level that is known; null: of none at all.

    Before it, jobs tell the level of today as if it had always been.
    """
    found = changes(jobs, facts.spells, ranks(facts))
    [(first,)] = facts.engine.rows(found.aggregate(first=found.start_on.min()))
    return month_of(month_number(first)) if first else None


def _a_year_on(day: date) -> date:
    return month_of(month_number(day) + YEAR)
