"""The tables measures read, made from facts: of every area at every level, over a full calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import ibis
from ibis import _

from tandem.analytics.facts import JOBS, Facts, nothing_of
from tandem.analytics.levels import ranks
from tandem.analytics.measures.card import Measure, Reads, within
from tandem.analytics.measures.counted import counted, with_counts
from tandem.analytics.measures.levels import KNOWN, with_levels
from tandem.analytics.measures.movements import (
    first_of,
    flows,
    full_calendar,
    in_full_calendar,
    month_number_of,
)
from tandem.analytics.measures.moving import with_moves
from tandem.analytics.measures.observed import nearest, observations, own_observations
from tandem.analytics.measures.spans import spans
from tandem.analytics.measures.staying import cohorts, first_years
from tandem.analytics.measures.survey import answers
from tandem.analytics.months import Months, month_number, month_of

EVERYBODY = "everybody"  # one area above all others, where nobody asks for areas


def of_everybody(facts: Facts, reads: Reads) -> Facts:
    """The same facts as of one area that all others lie in.

    Observations need the other areas as well: what is said of one goes before what lies below it.
    """
    every = facts.areas.select(ancestor=ibis.literal(EVERYBODY), area="area")
    if reads is Reads.OBSERVATIONS:
        every = facts.closure.select("ancestor", "area").union(every)
    return replace(facts, closure=every, flows=None)


def held(facts: Facts) -> Facts:
    """The same facts, with what several questions are made of computed once and kept.

    These are two small tables, who came and went by area and month, and the levels of jobs;
    everything else is computed when it is asked for. They stay in the memory of the engine until
    that is closed.
    """
    return replace(
        facts,
        flows=facts.engine.hold(flows(facts.spells, facts.closure)),
        ranks=facts.engine.hold(ranks(facts)),
    )


def flows_of(facts: Facts, months: Months | None = None) -> ibis.Table:
    """Who came and went, as `movements.flows`; of all months where it is held."""
    return facts.flows if facts.flows is not None else flows(facts.spells, facts.closure, months)


def prepared(reads: Reads, facts: Facts, months: Months, back: int) -> ibis.Table:
    """The table that a measure reads, over these months. back: months of the windows it serves."""
    match reads:
        case Reads.MOVEMENTS:
            return cube_of(facts, months)
        case Reads.MOVES:
            return with_moves(cube_of(facts, months), facts.spells, facts.closure)
        case Reads.LEVELS:
            jobs, spells = jobs_of(facts), facts.spells
            cube = cube_of(facts, months)
            return with_levels(cube, jobs, spells, facts.closure, ranks(facts), months)
        case Reads.SPANS:
            return spans(jobs_of(facts), facts.closure, months, facts.as_of)
        case Reads.COHORTS:
            came_and_went = flows_of(facts, months)
            return cohorts(came_and_went, facts.spells, facts.closure, months, back)
        case Reads.FIRST_YEARS:
            return first_years(facts.spells, facts.closure)
        case Reads.ANSWERS:
            return answers(facts.survey_cells, facts.closure)
        case Reads.OBSERVATIONS:
            return observations(facts.observations, facts.closure)
        case Reads.OWN_OBSERVATIONS:
            return own_observations(facts.observations)


def jobs_of(facts: Facts) -> ibis.Table:
    """None at all, where nobody told of any."""
    return nothing_of(JOBS) if facts.jobs is None else facts.jobs


def window_read(reads: Reads, window: Months) -> Months:
    """What is of a day is read on the last one of the window alone."""
    return Months.last(1, before=window.after) if reads is Reads.SPANS else window


OBSERVED = {Reads.OBSERVATIONS, Reads.OWN_OBSERVATIONS}


def told_once(
    reads: Reads, rows: ibis.Table, facts: Facts, windows: Sequence[str] = ()
) -> ibis.Table:
    """Of each window what counts in it: an observation only where no nearer one tells it."""
    return nearest(rows, facts.closure, windows) if reads in OBSERVED else rows


def cube_of(facts: Facts, months: Months) -> ibis.Table:
    """The movements of persons, and those of counts without persons added where there are any."""
    if not facts.count_rows:
        return in_full_calendar(flows_of(facts, months), facts.closure, months)
    wider = months.and_before()  # its closing is the first opening
    persons = in_full_calendar(flows_of(facts, wider), facts.closure, wider)
    counts = counted(facts.leaver_counts, facts.headcounts, facts.spells, facts.closure, wider)
    return with_counts(persons, counts).filter(_.month >= months.first)


def over_window(measure: Measure, facts: Facts, window: Months) -> ibis.Table:
    """One row per area, also where nothing is said of it: area, n, denominator, people, error.

    The last two are null where the measure has none (see `Measure`). headcounts_known,
    leavers_known: 0 where counts without persons leave a headcount, or leavers, open, 1 elsewhere.
    jobs_known: as `measures.levels`, KNOWN where it needs no job.
    """
    found = each_over_window([measure], facts, window)
    return found.rename(_of_one(measure)).select("area", *COLUMNS)


def each_over_window(measures: Sequence[Measure], facts: Facts, window: Months) -> ibis.Table:
    """As over_window, of measures that read one table, which is made once.

    Returns area, and of each measure the columns named by its key: K02_n, K02_denominator.
    Raises ValueError where they read none or several.
    """
    [reads] = {measure.reads for measure in measures}
    window = window_read(reads, window)
    rows = within(prepared(reads, facts, window, len(window)), window)
    rows = told_once(reads, rows, facts)
    columns = _by_key(measures, rows)
    every = facts.closure.select(area="ancestor").distinct()
    found = rows.group_by("area").agg(**columns)
    return every.left_join(found, "area").select("area", *columns)


def month_by_month(measure: Measure, facts: Facts, months: Months, back: int) -> ibis.Table:
    """The same for every area and month, over the `back` months that end with it, in one pass."""
    found = together([measure], facts, months, back)
    return found.rename(_of_one(measure)).select("area", "month", *COLUMNS)


def together(measures: Sequence[Measure], facts: Facts, months: Months, back: int) -> ibis.Table:
    """As month_by_month, of several measures in one pass: a table that some share is made once.

    Returns area, month, and of each measure the columns named by its key: K02_n, K02_denominator.
    Raises ValueError where there is no measure.
    """
    if not measures:
        raise ValueError("There is no measure to compute.")
    numbers = range(month_number(months.first), month_number(months.after))
    filled = full_calendar(facts.closure, numbers).select("area", ends="number")
    for reads, same in _by_table(measures).items():
        filled = filled.left_join(_found(same, reads, facts, months, back), KEYS).drop(
            *(f"{key}_right" for key in KEYS)
        )
    columns = [f"{measure.key}_{name}" for measure in measures for name in COLUMNS]
    return filled.select("area", *columns, month=first_of(_.ends)).relocate("month", after="area")


def _by_table(measures: Sequence[Measure]) -> dict[Reads, list[Measure]]:
    """What has moves has all movements, too, so one table serves both."""
    read = {measure.reads for measure in measures}
    richer = {Reads.MOVEMENTS: Reads.MOVES} if Reads.MOVES in read else {}
    found: dict[Reads, list[Measure]] = {}
    for measure in measures:
        found.setdefault(richer.get(measure.reads, measure.reads), []).append(measure)
    return found


def _found(
    measures: Sequence[Measure], reads: Reads, facts: Facts, months: Months, back: int
) -> ibis.Table:
    """Of measures that read one table: area, ends (the number of a window's last month), columns;
    windows of which nothing is said are absent."""
    back = 1 if reads is Reads.SPANS else back
    wider = Months(month_of(month_number(months.first) - back + 1), months.after)
    rows = _ending(prepared(reads, facts, wider, back), months, back)
    rows = told_once(reads, rows, facts, windows=["ends"])
    return rows.group_by(*KEYS).agg(**_by_key(measures, rows))


KEYS = ("area", "ends")
KNOWN_OF = ("headcounts_known", "leavers_known", "jobs_known")
COLUMNS = ("n", "denominator", "people", "error", *KNOWN_OF)


def _by_key(measures: Sequence[Measure], rows: ibis.Table) -> dict[str, ibis.Value]:
    every = [(measure.key, _all(measure, rows)) for measure in measures]
    return {f"{key}_{name}": given[name] for key, given in every for name in COLUMNS}


def _of_one(measure: Measure) -> dict[str, str]:
    return {name: f"{measure.key}_{name}" for name in COLUMNS}


def _all(measure: Measure, rows: ibis.Table) -> dict[str, ibis.Value]:
    given = dict(measure.aggregates(rows))
    nothing = {"people": ibis.null("float64"), "error": ibis.null("float64")}
    known = {
        "headcounts_known": _all_known(rows, "headcount_known"),
        "leavers_known": _all_known(rows, "leavers_known"),
        "jobs_known": rows.jobs_known.min() if "jobs_known" in rows.columns else KNOWN,
    }
    return {**nothing, **given, **known}


def _all_known(rows: ibis.Table, column: str) -> ibis.Value | int:
    return rows[column].ifelse(1, 0).min() if column in rows.columns else 1


def _ending(rows: ibis.Table, months: Months, back: int) -> ibis.Table:
    """Each row once for every window of `back` months it lies in wholly. ends: its last month."""
    if "after" in rows.columns:
        start = month_number_of(rows["first"])
        last = month_number_of(rows.after - ibis.interval(days=1))
    else:
        start = last = month_number_of(rows.month)
    ahead = ibis.range(back).unnest().name("ahead").as_table()
    each = rows.mutate(start=start, last=last).cross_join(ahead)
    ending = each.mutate(ends=_.last + _.ahead.cast("int64"))
    return ending.filter(
        _.start > _.ends - back,
        _.ends >= month_number(months.first),
        _.ends < month_number(months.after),
    ).drop("start", "last", "ahead")
