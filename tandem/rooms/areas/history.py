"""An area next to its siblings and over all its years, as values a template can print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.bridge.numbers import Figures
from tandem.bridge.results import AreaNumbers, AreaYear, CountedYear, Result
from tandem.bridge.siblings import (
    SiblingRow,
    SiblingsWords,
    ids,
    sibling_rows,
    siblings_words,
    unseen,
)
from tandem.bridge.words import percent
from tandem.organisation.models import Area
from tandem.organisation.models.areas import AreaQuerySet


@dataclass(frozen=True, slots=True)
class Family:
    """The areas directly below, and those beside it that the reader may see: one question."""

    below: Sequence[Area]
    beside: Sequence[Area]

    @classmethod
    def of(cls, area: Area, figures: Figures | None, mine: AreaQuerySet) -> Family:
        siblings = figures.numbers.siblings if figures else None
        seen = Q(pk__in=ids(siblings) if siblings else []) & Q(pk__in=mine.values("pk"))
        found = list(Area.objects.filter(Q(parent=area, end_on=None) | seen))
        return cls(
            [each for each in found if each.parent_id == area.pk],
            [each for each in found if each.parent_id != area.pk],
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """The card of the siblings: words, a row for each dot one may see, and how many others.

    rows: none where there is no picture.
    """

    words: SiblingsWords
    rows: Sequence[SiblingRow]
    unseen: str


def beside(figures: Figures, family: Family) -> Beside | None:
    siblings, at_its_level = figures.numbers.siblings, figures.numbers.at_its_level
    if siblings is None:
        return Beside(siblings_words(None, at_its_level), [], "") if at_its_level else None
    names = {each.pk: (each.name, each.get_absolute_url()) for each in family.beside}
    rows = sibling_rows(siblings, own=figures.area.name, names=names)
    words = siblings_words(siblings, at_its_level)
    return Beside(words, rows, unseen(siblings, rows))


def where_it_sits(numbers: AreaNumbers, below: Sequence[Area]) -> Area | None:
    """The team that holds most of a real rise."""
    return next((each for each in below if each.pk.hex == numbers.sits_in), None)


@dataclass(frozen=True, slots=True)
class YearRow:
    name: str
    counts: AreaYear


@dataclass(frozen=True, slots=True)
class RateOfYear:
    """As it is printed. of: how many, and the likely range; empty where there is no rate."""

    value: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class RatesRow:
    year: str
    average: str
    own_choice: RateOfYear
    total: RateOfYear


def rates(numbers: AreaNumbers, most: int | None = None) -> list[RatesRow]:
    """Of the whole calendar years, the latest first; of counts those with all their headcounts."""
    years: Sequence[AreaYear | CountedYear] = numbers.years
    if numbers.counts:
        years = numbers.counts.history
    rows = [
        RatesRow(
            str(each.year),
            number_format(round(each.average_headcount, 1), 1),
            rate_of_year(each.own_choice_rate),
            rate_of_year(each.total_rate),
        )
        for each in reversed(years)
        if each.average_headcount is not None
        and each.own_choice_rate is not None
        and each.total_rate is not None
    ]
    return rows[:most]


def rate_of_year(result: Result) -> RateOfYear:
    if result.value is None or result.interval is None:
        return RateOfYear("–")
    low, high = percent(result.interval.low), percent(result.interval.high)
    people = ngettext("%(n)s person", "%(n)s people", result.n or 0)
    return RateOfYear(
        percent(result.value, decimals=1),
        _("%(people)s, %(low)s to %(high)s")
        % {"people": people % {"n": number_format(result.n or 0)}, "low": low, "high": high},
    )


def moves_unknown(numbers: AreaNumbers) -> str:
    """That moves between areas are not known of all that is shown; empty where they are."""
    since = numbers.moves_known_since
    if since is None or numbers.counts or numbers.only_leavers:
        return ""
    return _(
        "Moves between areas are not known before %(month)s: the file says only which area people "
        "are in, so each counts there from the first day on."
    ) % {"month": date_format(since, "F Y")}


def not_taken(numbers: AreaNumbers) -> str:
    """That people of the files were not taken; empty where nobody was."""
    if not numbers.not_taken:
        return ""
    words = ngettext(
        "%(n)s person of the files who may belong here was not taken, so the numbers lack them.",
        "%(n)s people of the files who may belong here were not taken, so the numbers lack them.",
        numbers.not_taken,
    )
    return words % {"n": number_format(numbers.not_taken)}


def years(numbers: AreaNumbers) -> list[YearRow]:
    """The latest first."""
    return [YearRow(_name(each), each) for each in reversed(numbers.years)]


def _name(year: AreaYear) -> str:
    if year.until is None:
        return str(year.year)
    return _("%(year)s, to %(month)s") % {
        "year": year.year,
        "month": date_format(year.until, "F"),
    }


def told(numbers: AreaNumbers) -> str:
    """The whole history in one sentence."""
    first, last = numbers.years[0], numbers.years[-1]
    said = {"year": first.year, "last": last.closing, "until": _name(last), "first": first.opening}
    if first.opening == 0:
        return _("From the first people in %(year)s to %(last)s people (%(until)s).") % said
    return _("From %(first)s people at the start of %(year)s to %(last)s (%(until)s).") % said
