"""What the page of an area shows that is known by counts without persons alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.bridge.numbers import Figures, LeaversBelow, leavers_below
from tandem.bridge.results import AreaNumbers, CountedYear, Counts, ReasonCount
from tandem.bridge.words import percent
from tandem.organisation.counted import NotTaken, not_taken
from tandem.organisation.models import Area
from tandem.rooms.areas.gaps import Unplaced, unplaced
from tandem.rooms.areas.gaps import told as gaps_told
from tandem.rooms.areas.page import AreaRow

UNKNOWN = "–"
YEAR = 12  # months, as the rate beside it
NAMES = {
    "own_choice": gettext_lazy("By own choice"),
    "retirements": gettext_lazy("Retirement"),
    "involuntary": gettext_lazy("By the employer"),
    "other": gettext_lazy("Other"),
    "unknown": gettext_lazy("A reason that is not known, or none"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """Numbers as they are printed; “–” for what is not known or not shown."""

    month: date
    own_choice: str
    leavers: str
    transfers: str
    joiners: str
    closing: str


@dataclass(frozen=True, slots=True)
class Reason:
    name: str
    leavers: str


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """share: of one year's leavers; empty where several years stand side by side."""

    month: str
    leavers: Sequence[str]
    share: str


@dataclass(frozen=True, slots=True)
class Seasons:
    title: str
    years: list[str]
    rows: list[SeasonRow]
    caution: str


@dataclass(frozen=True, slots=True)
class Below:
    area: Area
    leavers: str


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """people, people_when: the headcount last given, or that none was.

    reasons, leavers, transfers: over the year. missing: says that rows were not taken;
    lacking: the import with them. gaps: say of which month and area something is not known.
    """

    people: str
    people_when: str
    months: list[Month]
    has_joiners: bool
    has_heads: bool
    reasons: list[Reason]
    too_few: bool
    leavers: str
    transfers: str
    year: str
    seasons: Seasons | None
    below: list[Below]
    missing: str
    lacking: UUID | None
    gaps: list[str]
    title: str = ""  # in place of what the numbers seem to say, where leavers may be missing

    @property
    def draws_months(self) -> bool:
        """Not where a dot would say nobody and nobody knows."""
        return all(each.leavers != UNKNOWN for each in self.months)


def shown(figures: Figures, below: Sequence[AreaRow]) -> ShownCounts | None:
    """None for an area with persons."""
    numbers, counts = figures.numbers, figures.numbers.counts
    if counts is None:
        return None
    lacks = not_taken(figures.area)
    people, when = headcount(numbers, lacks)
    leavers = leavers_below(figures.area) if below else {}
    has_heads = any(month.closing is not None for month in numbers.months)
    # Where not all leavers are known it is told with the gaps.
    told_so = any(gap.of_leavers for gap in counts.gaps)
    elsewhere = Unplaced() if told_so else unplaced(figures.area, has_heads=has_heads)
    return ShownCounts(
        people=people,
        people_when=when,
        months=months_of(numbers, counts, lacks),
        has_joiners=any(month.joiners is not None for month in numbers.months),
        has_heads=has_heads,
        reasons=reasons(counts, lacks),
        too_few=counts.reasons is None,
        leavers=summed(counts.leavers_in_year, lacks, known=leavers_known(numbers)),
        transfers=summed(counts.transfers_in_year, lacks),
        year=year_of([each.month for each in numbers.months[-YEAR:]]),
        seasons=seasons(counts, lacks),
        below=[below_of(row.area, leavers.get(row.area.pk), lacks) for row in below],
        missing=missing(lacks),
        lacking=lacks.latest if lacks else None,
        gaps=[*gaps_told(counts.gaps), *filter(None, [elsewhere.said])],
        title=elsewhere.title,
    )


def leavers_known(numbers: AreaNumbers) -> bool:
    """Of the last year."""
    return all(each.leavers_known for each in numbers.months[-YEAR:])


def below_of(area: Area, left: LeaversBelow | None, lacks: NotTaken | None) -> Below:
    if left is None:
        return Below(area, summed(0, lacks))
    return Below(area, summed(left.people, lacks, known=left.known))


def missing(lacks: NotTaken | None) -> str:
    """That rows were not taken, and what it means for the numbers; empty where none were."""
    if lacks is None:
        return ""
    rows = ngettext(
        "%(rows)s row of the files of counts that may belong here was not taken.",
        "%(rows)s rows of the files of counts that may belong here were not taken.",
        lacks.rows,
    ) % {"rows": intcomma(lacks.rows)}
    if not lacks.leavers:
        return _("%(rows)s Headcounts and rates lack them.") % {"rows": rows}
    return _("%(rows)s A month with a dash is not known; rates are of what was taken.") % {
        "rows": rows
    }


def summed(people: int, lacks: NotTaken | None, *, known: bool = True) -> str:
    """Leavers of many months, which are more where rows were not taken, or not known to be all."""
    if known and (lacks is None or not lacks.leavers):
        return intcomma(people)
    return _("at least %(people)s") % {"people": intcomma(people)} if people else UNKNOWN


def headcount(numbers: AreaNumbers, lacks: NotTaken | None) -> tuple[str, str]:
    last = numbers.months[-1]
    if last.closing is None:
        return _("Known by counts"), why_no_headcount(numbers, lacks)
    people = ngettext("%(count)s person", "%(count)s people", last.closing)
    when = _("at the end of %(month)s, from counts without names")
    return (
        people % {"count": intcomma(last.closing)},
        when % {"month": date_format(last.month, "F Y")},
    )


def why_no_headcount(numbers: AreaNumbers, lacks: NotTaken | None) -> str:
    if lacks is not None and lacks.heads:
        return _("its headcounts were in the file and were not taken")
    if any(each.closing is not None for each in numbers.months):
        month = date_format(numbers.months[-1].month, "F Y")
        return _("no headcount at the end of %(month)s in the file") % {"month": month}
    return _("no persons and no headcounts in the file")


def months_of(numbers: AreaNumbers, counts: Counts, lacks: NotTaken | None) -> list[Month]:
    """The latest first."""
    both = zip(numbers.months, counts.transfers_by_month, strict=True)
    return [
        Month(
            each.month,
            of_month(each.own_choice, each.month, lacks),
            of_month(each.leavers, each.month, lacks)
            if each.leavers_known
            else summed(each.leavers, lacks, known=False),
            of_month(transfers if each.leavers_known else None, each.month, lacks),
            *map(printed, (each.joiners, each.closing)),
        )
        for each, transfers in reversed(list(both))
    ]


def of_month(people: int | None, month: date, lacks: NotTaken | None) -> str:
    """Nobody is a fact only where no row that may say otherwise was left out."""
    unknown = not people and lacks is not None and lacks.open_in(month)
    return printed(None if unknown else people)


def printed(people: int | None) -> str:
    return UNKNOWN if people is None else intcomma(people)


def reasons(counts: Counts, lacks: NotTaken | None) -> list[Reason]:
    found = counts.reasons or ()
    return [
        Reason(str(NAMES[each.reason]), leavers)
        for each, leavers in zip(found, by_class(found, lacks), strict=True)
        if each.leavers or each.reason != "unknown"
    ]


def by_class(found: Sequence[ReasonCount], lacks: NotTaken | None) -> list[str]:
    """Nobody of a class is a fact only where every reason has one."""
    unclassed = any(each.leavers for each in found if each.reason == "unknown")
    return [
        UNKNOWN if unclassed and not each.leavers else summed(each.leavers, lacks) for each in found
    ]


def seasons(counts: Counts, lacks: NotTaken | None) -> Seasons | None:
    """The same calendar months side by side; of one year alone its profile, with a caution."""
    if not counts.years:
        return None
    one = len(counts.years) == 1
    total = sum(season.leavers[0] for season in counts.seasons)
    rows = [
        SeasonRow(
            str(MONTHS[season.month]),
            [
                of_month(people, year.firsts()[at], lacks)
                for people, year in zip(season.leavers, counts.years, strict=True)
            ],
            percent(season.leavers[0] / total) if one and total else "",
        )
        for at, season in enumerate(counts.seasons)
    ]
    caution = _("One year only, so a season cannot be told from chance.")
    side_by_side = _("A season is a month that is high or low in every one of the years.")
    return Seasons(
        title=_("Through the year") if one else _("The same months, year by year"),
        years=[year_of(each.firsts()) for each in counts.years],
        rows=rows,
        caution=caution if one else side_by_side,
    )


def year_of(months: Sequence[date]) -> str:
    return _("%(first)s to %(last)s") % {
        "first": date_format(months[0], "M Y"),
        "last": date_format(months[-1], "M Y"),
    }


@dataclass(frozen=True, slots=True)
class YearRow:
    """As it is printed; “–” for what is not known or not shown."""

    name: str
    opening: str
    leavers: str
    reasons: Sequence[str]
    flows: Sequence[str]
    closing: str


@dataclass(frozen=True, slots=True)
class History:
    """Every year of counts, the latest first. adds_up: every row but the first year's does."""

    told: str
    rows: Sequence[YearRow]
    reasons: Sequence[str]
    has_flows: bool
    adds_up: bool
    missing: str


def history(figures: Figures) -> History | None:
    """None where no year is known."""
    years = figures.numbers.counts.history if figures.numbers.counts else ()
    if not years:
        return None
    lacks = not_taken(figures.area)
    unclassed = any(each.reasons and each.reasons[-1].leavers for each in years)
    shown = len(NAMES) if unclassed else len(NAMES) - 1
    return History(
        told=told(years, lacks),
        rows=[year_row(each, shown, lacks) for each in reversed(years)],
        reasons=[str(name) for name in NAMES.values()][:shown],
        has_flows=any(says_flows(each) for each in years),
        adds_up=len(years) > 1 and all(adds_up(each) for each in years[1:]),
        missing=missing(lacks),
    )


def says_flows(year: CountedYear) -> bool:
    """Transfers of the list alone say who moved out: worth columns where there are any."""
    return (year.joiners, year.moved_in) != (None, None) or bool(year.moved_out)


def adds_up(year: CountedYear) -> bool:
    """Whether the files say all of the sum, and it is right."""
    numbers = (year.opening, *flows_of(year), year.closing)
    known = [each for each in numbers if each is not None]
    if len(known) < len(numbers):
        return False
    opening, joiners, moved_in, moved_out, closing = known
    return closing == opening + joiners + moved_in - year.leavers - moved_out


def flows_of(year: CountedYear) -> tuple[int | None, int | None, int | None]:
    return year.joiners, year.moved_in, year.moved_out


def year_row(year: CountedYear, shown: int, lacks: NotTaken | None) -> YearRow:
    """shown: how many classes of reasons have a column."""
    reasons = by_class(year.reasons or (), lacks)[:shown]
    return YearRow(
        name=year_name(year),
        opening=printed(year.opening),
        leavers=summed(year.leavers, lacks, known=year.leavers_known),
        reasons=reasons or [printed(None)] * shown,
        flows=[printed(each) for each in flows_of(year)],
        closing=printed(year.closing),
    )


def year_name(year: CountedYear) -> str:
    if year.since and year.until:
        months = {"first": date_format(year.since, "F"), "last": date_format(year.until, "F Y")}
        return _("%(first)s to %(last)s") % months
    if year.since:
        return _("%(year)s, from %(month)s") % {
            "year": year.year, "month": date_format(year.since, "F"),
        }  # fmt: skip
    if year.until:
        return _("%(year)s, to %(month)s") % {
            "year": year.year, "month": date_format(year.until, "F"),
        }  # fmt: skip
    return str(year.year)


def told(years: Sequence[CountedYear], lacks: NotTaken | None) -> str:
    first, last = years[0], years[-1]
    left = sum(year.leavers for year in years)
    said = {
        "left": capfirst(summed(left, lacks, known=all(year.leavers_known for year in years))),
        "first": year_name(first),
        "last": year_name(last),
    }
    if first is last:
        return (
            _("%(left)s left in the time that is known (%(first)s), from counts without names.")
            % said
        )
    return _("%(left)s left from %(first)s to %(last)s, from counts without names.") % said
