"""An area next to its siblings and over all its years, as values a template can print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.bridge.numbers import Figures
from tandem.bridge.results import AreaNumbers, AreaYear
from tandem.bridge.siblings import (
    SiblingRow,
    SiblingsWords,
    ids,
    sibling_rows,
    siblings_words,
    unseen,
)
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
    """The card of the siblings: words, a row for each dot one may see, and how many others."""

    words: SiblingsWords
    rows: Sequence[SiblingRow]
    unseen: str


def beside(figures: Figures, family: Family) -> Beside | None:
    siblings = figures.numbers.siblings
    if siblings is None:
        return None
    names = {each.pk: (each.name, each.get_absolute_url()) for each in family.beside}
    rows = sibling_rows(siblings, own=figures.area.name, names=names)
    return Beside(siblings_words(siblings), rows, unseen(siblings, rows))


def where_it_sits(numbers: AreaNumbers, below: Sequence[Area]) -> Area | None:
    """The team that holds most of a real rise."""
    return next((each for each in below if each.pk.hex == numbers.sits_in), None)


@dataclass(frozen=True, slots=True)
class YearRow:
    name: str
    counts: AreaYear


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
