"""All numbers of one area's page, from its months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tandem.analytics.control import Judgement, Verdict, judge
from tandem.analytics.funnel import Siblings
from tandem.analytics.hotspot_areas import AtItsLevel
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.results import Hidden, Result, people_rate

JOBS_VERSION = 1  # of promotions and spans, as VERSION
VERSION = 2  # rises when a number of an area could come out otherwise
SHOWN_MONTHS = 24
YEAR = 12  # months a rate looks back
HISTORY = SHOWN_MONTHS + YEAR  # months needed, so that the first shown one looks back a year
FEWEST_LEAVERS = 10  # with reasons, where nobody knows of how many people
TOO_SMALL_FOR_REASONS = {Verdict.TOO_FEW, Verdict.NO_RATE}


@dataclass(frozen=True, slots=True)
class AreaMonth:
    """One row of the cube: an area's month, and the year that ends with it. People.

    The last seven are False where counts without persons leave something open; it is 0 then.
    """

    month: date
    opening: int
    joiners: int
    moved_in: int
    leavers: int
    own_choice: int
    retirements: int
    moved_out: int
    closing: int
    leavers_in_year: int
    own_choice_in_year: int
    average_headcount_in_year: float
    opening_known: bool = True
    headcount_known: bool = True
    joiners_known: bool = True
    moved_in_known: bool = True
    leavers_known: bool = True
    headcounts_known_in_year: bool = True
    leavers_known_in_year: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMonth:
    """One month as the page may show it.

    own_choice, retirements: null in areas under the minimum group, where a reason would be a
    person's. The other nulls: the facts do not know it, because they hold only people who left,
    or counts without headcounts or joiners. leavers_known: false where nobody knows whether
    there were more, or any.
    """

    month: date
    leavers: int
    own_choice: int | None
    retirements: int | None
    leavers_known: bool = True
    opening: int | None = None
    joiners: int | None = None
    moved_in: int | None = None
    moved_out: int | None = None
    closing: int | None = None


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """reason: a class of `LEAVER_COUNTS`."""

    reason: str
    leavers: int


@dataclass(frozen=True, slots=True)
class Season:
    """One calendar month, year by year, the latest year last."""

    month: int
    leavers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedYear:
    """One calendar year of counts, in people; null is not known.

    since, until: the first and last month counted, where the year is not whole. reasons: by
    class; null under FEWEST_LEAVERS. average_headcount, own_choice_rate, total_rate: of a whole
    year with a headcount for each of its months, as of persons. leavers_known: false where there
    may be more, or any.
    """

    year: int
    since: date | None
    until: date | None
    leavers: int
    reasons: tuple[ReasonCount, ...] | None
    opening: int | None
    joiners: int | None
    moved_in: int | None
    moved_out: int | None
    closing: int | None
    average_headcount: float | None = None
    own_choice_rate: Result | None = None
    total_rate: Result | None = None
    leavers_known: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """A month that lacks the headcount of an area, which others below here have; or its leavers."""

    month: date
    area: str
    of_leavers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the page of an area known by counts alone says besides.

    leavers, transfers: over the shown window. leavers_in_year, transfers_in_year: over the last
    year of it, as the rate. reasons: by class, over that year; null below FEWEST_LEAVERS. Each
    of transfers_by_month, beside the shown months, is null under as many in the window. years:
    whole years the seasons tell of, empty under one or under FEWEST_LEAVERS; of one year alone a
    season cannot be told from chance. history: every calendar year that is known.
    """

    leavers: int
    transfers: int
    leavers_in_year: int
    transfers_in_year: int
    reasons: tuple[ReasonCount, ...] | None
    transfers_by_month: tuple[int | None, ...]
    years: tuple[Months, ...]
    seasons: tuple[Season, ...]
    history: tuple[CountedYear, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaYear:
    """One year of an area, in people: closing = opening + joiners + moved_in - leavers - moved_out.

    until: the last month counted, where the year is not over. moved_in, moved_out: null where the
    facts do not know of moves; there are none in closing then. average_headcount: mean of the
    headcounts at the close of each of its months. own_choice: leavers; null under the minimum
    group. own_choice_rate, total_rate: K03 and K02 of the year; null while it is not over.
    """

    year: int
    opening: int
    joiners: int
    moved_in: int | None
    leavers: int
    moved_out: int | None
    closing: int
    until: date | None = None
    average_headcount: float | None = None
    own_choice: int | None = None
    own_choice_rate: Result | None = None
    total_rate: Result | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaJobs:
    """What jobs tell of one area. promotions: K10 over the last year. span: K18 on `day`; few,
    many: the shares of managers with fewer than three and more than twelve."""

    day: date
    promotions: Result
    span: Result
    few: Result
    many: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNumbers:
    """What the page of one area is made of.

    months: up to 24, the judged one last. own_choice: K03 over the year that ends with each of
    these months, for context only. total: K02 over the last year. known_since: earlier months
    were left out, because the facts know of nobody leaving then; null: nothing was left out.
    moves_known_since: the first month whose moves between areas the facts know; null: all are.
    not_taken: people of the files that were not taken and may belong here, not_taken_in: the last
    of these files; whoever has them says it. jobs: null where the facts hold none.
    counts: of an area that is known by counts without persons alone.
    organisation: K03 of the last year where the tree of this area begins; null for that itself.
    siblings: K03 next to the nearest areas of its level; null: too few of them, or nobody left
    them. at_its_level: the same judged against all of the level, with the flag; null: too few of
    them. sits_in: the area directly below that holds most of a real rise. years: all of them, as
    far as they are known.
    """

    months: tuple[ShownMonth, ...]
    own_choice: tuple[Result, ...]
    total: Result
    judgement: Judgement
    only_leavers: bool
    known_since: date | None
    counts: Counts | None = None
    organisation: Result | None = None
    siblings: Siblings | None = None
    at_its_level: AtItsLevel | None = None
    sits_in: str | None = None
    years: tuple[AreaYear, ...] = ()
    moves_known_since: date | None = None
    not_taken: int = 0
    not_taken_in: str = ""
    jobs: AreaJobs | None = None

    @property
    def window(self) -> Months:
        return Months(self.months[0].month, _next(self.months[-1].month))

    @property
    def headcounts(self) -> list[int]:
        """At the close of each month; empty unless every one is known."""
        known = [month.closing for month in self.months if month.closing is not None]
        return known if len(known) == len(self.months) else []

    @property
    def lacks_headcounts(self) -> bool:
        """Leavers were counted, and nobody said of how many."""
        return not self.only_leavers and self.months[-1].closing is None


def area_numbers(
    months: Sequence[AreaMonth],
    *,
    only_leavers: bool,
    known_since: date | None = None,
    moves_known_since: date | None = None,
    classed: bool = True,
) -> AreaNumbers:
    """The numbers of one area.

    months: consecutive rows of the cube, in order, at least one; HISTORY of them for a full
    page. The last is judged. Months before known_since are left out; before moves_known_since their
    moves are not known. classed: it was said what the
    reasons mean; where it was not, own choice is not known.
    """
    known = [month for month in months if known_since is None or month.month >= known_since]
    last = known[-1]
    rated = last.headcount_known and last.leavers_known
    comparable = [month for month in known if month.leavers_known] if rated else known
    judgement = judge(comparable, only_leavers=only_leavers or not rated)
    reasons = only_leavers or may_show_reasons(known, judgement)
    if not ((reasons or last.headcount_known) and last.leavers_known):
        judgement = replace(judgement, count=None)
    if not classed and judgement.verdict is not Verdict.TOO_FEW:
        judgement = Judgement(verdict=Verdict.NO_RATE, month=judgement.month, months=0)
    results = [_in_year(known, index, only_leavers, classed) for index in range(len(known))]
    shown = [_show(month, reasons, only_leavers) for month in known[-SHOWN_MONTHS:]]
    shown = [without_moves(month, moves_known_since) for month in shown]
    if not classed:
        shown = [replace(month, own_choice=None, retirements=None) for month in shown]
    return AreaNumbers(
        months=tuple(shown),
        own_choice=tuple(own_choice for own_choice, _ in results[-SHOWN_MONTHS:]),
        total=results[-1][1],
        judgement=judgement,
        only_leavers=only_leavers,
        known_since=known_since,
        moves_known_since=moves_known_since,
    )


def without_moves(month: ShownMonth, known_since: date | None) -> ShownMonth:
    """As it is, where moves are known: none are told of a month in which nobody wrote them down."""
    if known_since is None or month.month >= known_since:
        return month
    return replace(month, moved_in=None, moved_out=None)


def may_show_reasons(known: Sequence[AreaMonth], judgement: Judgement) -> bool:
    """By headcount; where nobody knows it, by how many left in the shown months."""
    if known[-1].headcount_known:
        return judgement.verdict not in TOO_SMALL_FOR_REASONS
    return sum(month.leavers for month in known[-SHOWN_MONTHS:]) >= FEWEST_LEAVERS


def _in_year(
    known: Sequence[AreaMonth], index: int, only_leavers: bool, classed: bool
) -> tuple[Result, Result]:
    """Own-choice and total turnover over the year that ends with this month."""
    month = known[index]
    unknown = Hidden.TOO_SHORT if index < YEAR - 1 else None
    if not month.headcounts_known_in_year:
        unknown = Hidden.NO_HEADCOUNTS
    elif not month.leavers_known_in_year:
        unknown = Hidden.NO_LEAVERS
    if only_leavers:
        unknown = Hidden.ONLY_LEAVERS
    rate = partial(
        people_rate,
        average_headcount=month.average_headcount_in_year,
        window=Months.last(YEAR, before=_next(month.month)),
    )
    unclassed = None if classed else Hidden.NO_CLASSES
    return (
        rate(OWN_CHOICE_TURNOVER, n=month.own_choice_in_year, unknown=unknown or unclassed),
        rate(TOTAL_TURNOVER, n=month.leavers_in_year, unknown=unknown),
    )


def _show(row: AreaMonth, reasons: bool, only_leavers: bool) -> ShownMonth:
    told = reasons and row.leavers_known
    shown = ShownMonth(
        month=row.month,
        leavers=row.leavers,
        own_choice=row.own_choice if told else None,
        retirements=row.retirements if told else None,
        leavers_known=row.leavers_known,
    )
    if only_leavers:
        return shown
    return replace(
        shown,
        opening=row.opening if row.opening_known else None,
        joiners=row.joiners if row.joiners_known else None,
        moved_in=row.moved_in if row.moved_in_known else None,
        moved_out=row.moved_out,
        closing=row.closing if row.headcount_known else None,
    )


def _next(month: date) -> date:
    return month_of(month_number(month) + 1)
