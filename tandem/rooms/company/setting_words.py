"""How calendars, values and switches are said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext, ngettext

from tandem.organisation.models import SiteCalendar
from tandem.organisation.public_holidays import countries, subdivisions
from tandem.organisation.settings import said
from tandem.organisation.values import Unit, Value


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


UNITS: Mapping[Unit, tuple[str, str]] = {
    Unit.ANSWERS: (_("answer"), _("answers")),
    Unit.PEOPLE: (_("person"), _("people")),
    Unit.PROMISES: (_("promise"), _("promises")),
    Unit.PAIRS: (_("pair"), _("pairs")),
    Unit.DAYS: (_("day"), _("days")),
    Unit.WORKING_DAYS: (_("working day"), _("working days")),
    Unit.WEEKS: (_("week"), _("weeks")),
    Unit.MONTHS: (_("month"), _("months")),
    Unit.QUARTERS: (_("quarter"), _("quarters")),
    Unit.MINUTES: (_("minute"), _("minutes")),
    Unit.HOURS: (_("hour a month"), _("hours a month")),
    Unit.TIMES: (_("times"), _("times")),
    Unit.PERCENT: (_("percent"), _("percent")),
    Unit.SIGNALS: (_("signal"), _("signals")),
    Unit.YEARS_OF_PAY: (_("years of pay"), _("years of pay")),
}


def unit_words(known: Value) -> str:
    return gettext(UNITS[known.unit][1])


def value_words(known: Value, value: Decimal) -> str:
    """ "5 working days"."""
    one, many = UNITS[known.unit]
    number = int(value) if value == int(value) else 2  # 1.5 times, 0.2 years
    return f"{said(known, value)} {ngettext(one, many, number)}"


def allowed_words(known: Value) -> str:
    bounds = {"lowest": said(known, known.lowest), "highest": said(known, known.highest)}
    if known.only_upwards:
        return gettext("%(lowest)s to %(highest)s, upwards only") % bounds
    return gettext("%(lowest)s to %(highest)s") % bounds


def used_words(known: Value) -> str:
    return gettext(known.used) if known.used else gettext("no page uses this yet")


def effect_words(known: Value) -> str:
    """What a change will do."""
    if known.used:
        return gettext(
            "A change holds from today on, also for what is open already. Used by: %(used)s."
        ) % {"used": gettext(known.used)}
    return gettext("No page uses this yet. What you set is kept for the day one does.")


def changed_words(known: Value, before: Decimal, after: Decimal) -> str:
    return gettext("%(name)s: %(after)s from today on; before, %(before)s.") % {
        "name": gettext(known.name),
        "before": value_words(known, before),
        "after": value_words(known, after),
    }


def weekday_words(weekdays: str) -> str:
    """ "Monday to Friday", or the days one by one."""
    days = [int(each) for each in weekdays]
    names = WEEKDAYS if len(days) <= 2 else WEEKDAYS_ABBR
    if len(days) > 2 and days == [*range(days[0], days[0] + len(days))]:
        bounds = {"first": WEEKDAYS[days[0]], "last": WEEKDAYS[days[-1]]}
        return gettext("%(first)s to %(last)s") % bounds
    return ", ".join(str(names[each]) for each in days)


def place_words(calendar: SiteCalendar) -> str:
    if not calendar.country:
        return gettext("no public holidays")
    country = countries().get(calendar.country, calendar.country)
    region = subdivisions(calendar.country).get(calendar.subdivision, calendar.subdivision)
    return f"{country}, {region}" if region else country


def calendar_words(calendar: SiteCalendar | None, *, company: bool = False) -> str:
    if calendar is None:
        return (
            gettext("Monday to Friday, no public holidays; nothing is set yet")
            if company
            else gettext("follows the company")
        )
    return f"{place_words(calendar)} · {weekday_words(calendar.weekdays)}"


def site_words(site: str) -> str:
    return site or gettext("The company")
