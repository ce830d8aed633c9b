"""Public holidays of countries and their regions, from a pinned list; nothing is fetched.

Names are in English where the list has them so, else in the country's own language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from tandem.organisation.calendar import MONDAY_TO_FRIDAY, WEEK

YEARS_KEPT = 512


@cache
def countries() -> Mapping[str, str]:
    """Code to name, A to Z by name."""
    from holidays.registry import COUNTRIES

    named = {entry[1]: spaced(entry[0]) for entry in COUNTRIES.values()}
    return dict(sorted(named.items(), key=lambda item: item[1]))


def spaced(name: str) -> str:
    """ "UnitedStates" as people write it.

    >>> spaced("UnitedStates")
    'United States'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


@cache
def subdivisions(country: str) -> Mapping[str, str]:
    """Code to name of the regions that keep days of their own. Empty for an unknown country."""
    if country not in countries():
        return {}
    from holidays import country_holidays

    found = country_holidays(country)
    names = {code: name for name, code in found.subdivisions_aliases.items()}
    return {code: names.get(code, code) for code in found.subdivisions}


@lru_cache(maxsize=YEARS_KEPT)
def public_holidays(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """Day to name. Empty where the list knows the country, but not the year."""
    if country not in countries():
        return {}
    from holidays import country_holidays

    languages = country_holidays(country).supported_languages
    found = country_holidays(
        country,
        # A region that a later list no longer knows still has its country's days.
        subdiv=subdivision if subdivision in subdivisions(country) else None,
        years=year,
        language="en_US" if "en_US" in languages else None,
    )
    return dict(sorted(found.items()))


def usual_weekdays(country: str, day: date) -> frozenset[int]:
    """The weekdays on which the country worked in that year: Sunday to Thursday in some."""
    if country not in countries():
        return MONDAY_TO_FRIDAY
    from holidays import country_holidays

    found = country_holidays(country, years=day.year)
    return frozenset(range(WEEK.days)) - frozenset(found.weekend)


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """All years of a place as one set of days, each year looked up when it is asked for."""

    country: str
    subdivision: str = ""
    own: frozenset[date] = frozenset()  # further days off, added by hand

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        if day in self.own:
            return True
        return bool(self.country) and day in public_holidays(
            self.country, self.subdivision, day.year
        )
