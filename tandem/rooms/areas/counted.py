"""What the page of an area shows that is known by counts without persons alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.bridge.numbers import Figures, leavers_below
from tandem.bridge.results import AreaNumbers, Counts
from tandem.bridge.words import percent
from tandem.organisation.models import Area
from tandem.rooms.areas.page import AreaRow


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
    """people, people_when: the headcount last given, or that none was."""

    people: str
    people_when: str
    months: list[Month]
    has_joiners: bool
    has_heads: bool
    reasons: list[Reason]
    too_few: bool
    leavers: int
    transfers: int
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
        leavers=counts.leavers,
        transfers=counts.transfers,
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
    names = {
        "own_choice": _("By own choice"),
        "retirements": _("Retirement"),
        "involuntary": _("By the employer"),
        "other": _("Other"),
        "unknown": _("No reason known"),
    }
    return [
        Reason(names[each.reason], each.leavers)
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
