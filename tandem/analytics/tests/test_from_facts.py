"""Verbs on facts: what they answer, and when they say that they cannot."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pyarrow as pa
import pytest

from tandem.analytics.facts import SPELLS
from tandem.analytics.flows import months_of
from tandem.analytics.forecast import GONE, NoForecast
from tandem.analytics.sources import UnusableFacts
from tandem.analytics.taking import Taken
from tandem.analytics.tests.examples import facts_of
from tandem.analytics.tests.tables import table

ta: Any = import_module("tandem.analytics")
TODAY = date(2026, 1, 15)


def company(*stays: tuple[str, str, date, date | None], as_of: date = TODAY) -> Taken:
    """person, area, the first day, and the first day gone."""
    names = ("person", "area", "start_on", "end_on")
    columns = {name: [stay[at] for stay in stays] for at, name in enumerate(names)}
    columns["end_on"] = pa.array(columns["end_on"], pa.date32())
    taken: Taken = ta.facts(people=pa.table(columns), as_of=as_of)
    return taken


def quiet(people: int, since: date = date(2020, 1, 1)) -> list[tuple[str, str, date, None]]:
    return [(f"p{n}", "Bakery", since, None) for n in range(people)]


# ---- the facts themselves


def test_facts_that_agree_say_so() -> None:
    found = ta.contradictions(of=company(*quiet(3)))
    assert not found
    assert "can be counted" in found.sheet().said


def test_a_stay_in_no_known_area_is_counted() -> None:
    facts = facts_of(
        "Varnholm:",
        spells=table(
            """
            person | area | start_on | end_on | came_from | went_to | end_reason
            1 | Varnholm | 2024-01-01 | . | . | . | .
            2 | Elsewhere | 2024-01-01 | . | . | . | .
            """,
            SPELLS,
        ),
    )
    found = ta.contradictions(of=facts)
    assert found.placeless == 1
    assert found
    assert "Mend these" in found.sheet().said


# ---- the first year


def test_a_quarter_is_told_by_the_area_that_hired() -> None:
    hired = date(2024, 2, 1)
    stays = [(f"h{n}", "Bakery", hired, date(2024, 6, 1) if n < 4 else None) for n in range(20)]
    found = ta.first_year(of=company(*stays), since=date(2024, 1, 1))
    [[area, quarter, joiners, share, _range, said]] = found.sheet().rows
    assert (area, quarter, joiners, share) == ("Bakery", "2024 Q1", "20", "20.0 %")
    assert said == "4 of 20 left within their first year."
    assert found.chart().to_dict()


def test_who_was_hired_before_the_history_is_in_no_quarter() -> None:
    assert ta.first_year(of=company(*quiet(3)), since=date(2024, 1, 1)).sheet().rows == ()


# ---- after a leaving


def wave() -> Taken:
    left = date(2025, 3, 1)
    gone = [(f"g{n}", "Bakery", date(2020, 1, 1), left + timedelta(days=20 * n)) for n in range(7)]
    return company(*gone, *quiet(20))


def test_leavings_that_followed_one() -> None:
    found = ta.follow_on("Bakery", date(2025, 2, 28), of=wave())
    assert found.after.leavers == 6
    assert found.more_than_chance
    assert "more than chance" in found.sheet().said


def test_an_area_that_is_not_there_is_named() -> None:
    with pytest.raises(UnusableFacts, match="There is no area “bakery”"):
        ta.follow_on("bakery", date(2025, 2, 28), of=wave())
    with pytest.raises(ValueError, match="Nothing is known yet"):
        ta.follow_on("Bakery", TODAY, of=wave())


@pytest.mark.slow
def test_leavings_close_together() -> None:
    """Six leavings in one place within 120 days: each of the 21 pairs is near, for 180 days."""
    found = ta.closeness(of=wave())
    assert found.pairs == 21
    nobody = ta.closeness(of=company(*quiet(3)))
    assert "No team has two leavings" in nobody.sheet().said


# ---- a forecast


def test_each_month_adds_up_and_a_move_between_areas_is_none() -> None:
    stays = [
        ("a", "Bakery", date(2024, 1, 1), date(2024, 6, 1)),
        ("a", "Dairy", date(2024, 6, 1), None),  # moved
        ("b", "Bakery", date(2024, 1, 1), date(2025, 2, 1)),  # last day 31 January
        ("c", "Bakery", date(2024, 3, 10), date(2024, 3, 20)),  # came and went within a month
    ]
    months = months_of(company(*stays, as_of=date(2025, 2, 28)).facts, None)
    assert len(months) == 14
    assert months[0].joined == {"under 1 year": 2}
    assert months[2].joined == {}
    assert [month.people for month in months[1:]] == [2] * 12 + [1]
    assert months[12].moved == {  # January 2025: a has been here a year, b goes
        ("under 1 year", "1 year"): 1,
        ("under 1 year", GONE): 1,
    }
    assert months[13].closing == {"1 year": 1}


def history() -> Taken:
    """Two come and two go every month, of sixty."""
    stays: list[tuple[str, str, date, date | None]] = []
    for month in range(-30, 48):
        start = date(2022 + month // 12, month % 12 + 1, 1)
        for n in range(2):
            year = start.year + (start.month + 29) // 12
            end = date(year, (start.month + 29) % 12 + 1, 1)
            stays.append((f"{month}-{n}", "Bakery", start, end if end <= TODAY else None))
    return company(*stays)


@pytest.mark.slow
def test_how_many_will_be_here_and_how_well_it_was_told_before() -> None:
    found = ta.forecast(of=history(), ahead=3, since=date(2022, 1, 1))
    assert [each.months for each in found.ahead] == [1, 2, 3]
    assert found.tried.tests == 22
    assert found.tried.sentence() == found.sheet().said
    assert found.chart().to_dict()


@pytest.mark.slow
def test_without_months_to_try_it_on_that_is_said() -> None:
    found = ta.forecast(of=history(), ahead=24, since=date(2023, 6, 1))
    assert found.tried is None
    assert "Not tried on the past. 31 months are known" in found.sheet().said


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2025, 6, 1), "a forecast takes 24"),
        (date(2026, 1, 2), "No whole month is known"),
    ],
)
def test_a_short_history_is_no_forecast(since: date, said: str) -> None:
    with pytest.raises(NoForecast, match=said):
        ta.forecast(of=company(*quiet(20)), since=since)


def test_of_leavers_alone_nobody_is_followed() -> None:
    gone = [("a", "Bakery", date(2024, 1, 1), date(2024, 6, 1))]
    facts = company(*gone).facts
    assert facts.only_leavers
    with pytest.raises(NoForecast, match="Only people who left are known"):
        months_of(facts, None)
