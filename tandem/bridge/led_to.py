"""What an area's numbers say of recruitment, retention and growth, for the pair that shares it.

Sentences only; every figure is one that the page of the area shows, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.analytics.area import YEAR, AreaNumbers, ShownMonth
from tandem.analytics.results import Hidden, Result
from tandem.bridge.models import AreaFigures
from tandem.bridge.numbers import read
from tandem.bridge.words import percent
from tandem.organisation.models import Area, Person


@dataclass(frozen=True, slots=True)
class LedTo:
    """Three sentences over one year, and where their numbers stand. until: its last month."""

    recruitment: str
    retention: str
    growth: str
    until: date
    url: str


def led_to(area: Area, reader: Person, today: date) -> LedTo | None:
    """For somebody who may see the area; None where nothing is known yet. One question."""
    seen = Area.objects.visible_to(reader, today)
    figures = read(area, AreaFigures.objects.filter(area=area, area__in=seen))
    return said_of(figures.numbers, area.get_absolute_url()) if figures else None


def said_of(numbers: AreaNumbers, url: str) -> LedTo:
    year = numbers.months[-YEAR:]
    return LedTo(
        recruitment=joined_words(year),
        retention=retention_words(numbers.own_choice[-1]),
        growth=growth_words(numbers),
        until=numbers.months[-1].month,
        url=url,
    )


def joined_words(year: tuple[ShownMonth, ...]) -> str:
    known = [month.joiners for month in year if month.joiners is not None]
    if len(known) < YEAR:
        return _("How many joined is not known for a whole year.")
    joined = sum(known)
    return ngettext(
        "%(n)s person joined in twelve months.", "%(n)s people joined in twelve months.", joined
    ) % {"n": number_format(joined)}


def retention_words(rate: Result) -> str:
    """K03, with its likely range, or why there is none."""
    if rate.hidden is Hidden.TOO_FEW:
        return _("Too few people for a rate that points at nobody.")
    if rate.value is None or rate.interval is None:
        return _("How many chose to leave is not known for a whole year.")
    return _("%(value)s chose to leave in twelve months; likely %(low)s to %(high)s.") % {
        "value": percent(rate.value, decimals=1),
        "low": percent(rate.interval.low),
        "high": percent(rate.interval.high),
    }


def growth_words(numbers: AreaNumbers) -> str:
    """The headcount now, beside the one a year before."""
    closing = numbers.months[-1].closing
    if closing is None:
        return _("How many people are here is not known.")
    then = numbers.months[-YEAR - 1].closing if len(numbers.months) > YEAR else None
    month = date_format(numbers.months[-1].month, "F Y")
    here = {"n": number_format(closing), "month": month}
    said = (
        ngettext(
            "%(n)s person at the end of %(month)s", "%(n)s people at the end of %(month)s", closing
        )
        % here
    )
    if then is None:
        return _("%(here)s.") % {"here": said}
    if closing == then:
        return _("%(here)s, as many as a year before.") % {"here": said}
    more = _("%(here)s, %(gap)s more than a year before.")
    fewer = _("%(here)s, %(gap)s fewer than a year before.")
    gap = {"here": said, "gap": number_format(abs(closing - then))}
    return (more if closing > then else fewer) % gap
