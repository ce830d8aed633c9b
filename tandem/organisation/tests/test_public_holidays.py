"""Public holidays come from a pinned list, for a country or one of its regions."""

from datetime import date

import pytest

from tandem.organisation.calendar import MONDAY_TO_FRIDAY
from tandem.organisation.public_holidays import (
    PublicHolidays,
    countries,
    public_holidays,
    subdivisions,
    usual_weekdays,
)

TODAY = date(2026, 11, 24)
EPIPHANY, UNITY, CORPUS_CHRISTI = date(2026, 1, 6), date(2026, 10, 3), date(2026, 6, 4)


@pytest.mark.parametrize(
    ("country", "region", "day", "free"),
    [
        ("DE", "", UNITY, True),
        ("DE", "", EPIPHANY, False),
        ("DE", "BY", EPIPHANY, True),
        ("DE", "BE", EPIPHANY, False),
        ("DE", "BY", CORPUS_CHRISTI, True),
        ("NL", "", date(2026, 4, 27), True),  # King's Day
        ("NL", "", UNITY, False),
        ("US", "", date(2026, 11, 26), True),  # Thanksgiving
        ("DE", "no such region", UNITY, True),  # gone from a later list: its country's days
        ("XX", "", UNITY, False),
        ("", "", UNITY, False),
    ],
)
def test_a_region_keeps_its_countrys_days_and_its_own(
    country: str, region: str, day: date, free: bool
) -> None:
    assert (day in PublicHolidays(country, region)) is free


def test_every_year_is_known_without_being_asked_for_before() -> None:
    german = PublicHolidays("DE")
    assert all(date(year, 10, 3) in german for year in (1995, 2026, 2060))


def test_own_days_off_stand_beside_the_public_ones() -> None:
    eve = date(2026, 12, 24)
    assert eve not in PublicHolidays("DE")
    assert eve in PublicHolidays("DE", own=frozenset({eve}))


def test_what_is_no_day_is_no_holiday() -> None:
    assert "2026-10-03" not in PublicHolidays("DE")


def test_the_year_can_be_read_in_order_with_names() -> None:
    year = public_holidays("NL", "", 2026)
    assert [*year] == sorted(year)
    assert year[date(2026, 4, 27)] == "King's Day"


def test_countries_and_regions_have_names_people_know() -> None:
    assert countries()["US"] == "United States"
    assert [*countries().values()] == sorted(countries().values())
    assert subdivisions("DE")["BY"] == "Bayern"
    assert subdivisions("XX") == {}


@pytest.mark.parametrize(
    ("country", "weekdays"),
    [("DE", {0, 1, 2, 3, 4}), ("IL", {6, 0, 1, 2, 3}), ("", MONDAY_TO_FRIDAY)],
)
def test_the_usual_week_of_a_country_is_suggested(country: str, weekdays: set[int]) -> None:
    assert usual_weekdays(country, TODAY) == weekdays


@pytest.mark.parametrize("country", ["NL", "DE", "US", "GB", "FR", "JP", "IN", "ZA", "BR", "SA"])
def test_every_listed_region_can_be_looked_up(country: str) -> None:
    for region in subdivisions(country):
        assert public_holidays(country, region, 2026)
