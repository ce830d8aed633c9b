"""What the page of an area shows that is known by counts without persons alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.bridge.numbers import Figures, leavers_below
from tandem.bridge.results import AreaNumbers, CountedYear, Counts
from tandem.bridge.words import percent
from tandem.organisation.models import Area
from tandem.rooms.areas.page import AreaRow

YEAR = 12  # months, as the rate beside it
NAMES = {
    "own_choice": gettext_lazy("By own choice"),
    "retirements": gettext_lazy("Retirement"),
    "involuntary": gettext_lazy("By the employer"),
    "other": gettext_lazy("Other"),
    "unknown": gettext_lazy("Reason without a class, or none"),
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
    leavers: int


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """share: of one year's leavers; empty where several years stand side by side."""

    month: str
    leavers: Sequence[int]
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
    leavers: int


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """people, people_when: the headcount last given, or that none was.

    reasons, leavers, transfers: over the year.
    """

    people: str
    people_when: str
    months: list[Month]
    has_joiners: bool
    has_heads: bool
    reasons: list[Reason]
    too_few: bool
    leavers: int
    transfers: int
    year: str
    seasons: Seasons | None
    below: list[Below]


def shown(figures: Figures, below: Sequence[AreaRow]) -> ShownCounts | None:
    """None for an area with persons."""
    numbers, counts = figures.numbers, figures.numbers.counts
    if counts is None:
        return None
    people, when = headcount(numbers)
    leavers = leavers_below(figures.area) if below else {}
    return ShownCounts(
        people=people,
        people_when=when,
        months=months_of(numbers, counts),
        has_joiners=any(month.joiners is not None for month in numbers.months),
        has_heads=any(month.closing is not None for month in numbers.months),
        reasons=reasons(counts),
        too_few=counts.reasons is None,
        leavers=counts.leavers_in_year,
        transfers=counts.transfers_in_year,
        year=year_of([each.month for each in numbers.months[-YEAR:]]),
        seasons=seasons(counts),
        below=[Below(row.area, leavers.get(row.area.pk, 0)) for row in below],
    )


def headcount(numbers: AreaNumbers) -> tuple[str, str]:
    last = numbers.months[-1]
    if last.closing is None:
        return _("Known by counts"), _("no persons and no headcounts in the file")
    people = ngettext("%(count)s person", "%(count)s people", last.closing)
    when = _("at the end of %(month)s, counted without persons")
    return (
        people % {"count": intcomma(last.closing)},
        when % {"month": date_format(last.month, "F Y")},
    )


def months_of(numbers: AreaNumbers, counts: Counts) -> list[Month]:
    """The latest first."""
    both = zip(numbers.months, counts.transfers_by_month, strict=True)
    return [
        Month(
            each.month,
            *map(printed, (each.own_choice, each.leavers, transfers, each.joiners, each.closing)),
        )
        for each, transfers in reversed(list(both))
    ]


def printed(people: int | None) -> str:
    return "–" if people is None else intcomma(people)


def reasons(counts: Counts) -> list[Reason]:
    return [
        Reason(str(NAMES[each.reason]), each.leavers)
        for each in counts.reasons or ()
        if each.leavers or each.reason != "unknown"
    ]


def seasons(counts: Counts) -> Seasons | None:
    """The same calendar months side by side; of one year alone its profile, with a caution."""
    if not counts.years:
        return None
    one = len(counts.years) == 1
    total = sum(season.leavers[0] for season in counts.seasons)
    rows = [
        SeasonRow(
            str(MONTHS[season.month]),
            season.leavers,
            percent(season.leavers[0] / total) if one and total else "",
        )
        for season in counts.seasons
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


def history(counts: Counts) -> History | None:
    """None where no year is known."""
    years = counts.history
    if not years:
        return None
    unclassed = any(each.reasons and each.reasons[-1].leavers for each in years)
    shown = len(NAMES) if unclassed else len(NAMES) - 1
    return History(
        told=told(years),
        rows=[year_row(each, shown) for each in reversed(years)],
        reasons=[str(name) for name in NAMES.values()][:shown],
        has_flows=any(says_flows(each) for each in years),
        adds_up=len(years) > 1 and all(adds_up(each) for each in years[1:]),
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


def year_row(year: CountedYear, shown: int) -> YearRow:
    """shown: how many classes of reasons have a column."""
    reasons = [each.leavers for each in year.reasons[:shown]] if year.reasons else [None] * shown
    return YearRow(
        name=year_name(year),
        opening=printed(year.opening),
        leavers=printed(year.leavers),
        reasons=[printed(each) for each in reasons],
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


def told(years: Sequence[CountedYear]) -> str:
    first, last = years[0], years[-1]
    left = sum(year.leavers for year in years)
    said = {"left": intcomma(left), "first": year_name(first), "last": year_name(last)}
    if first is last:
        return (
            _("%(left)s left in the time that is known (%(first)s), counted without persons.")
            % said
        )
    return _("%(left)s left from %(first)s to %(last)s, counted without persons.") % said
