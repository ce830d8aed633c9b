"""Boundaries: the minimum of a pair, F04, the renewal and the first hundred days."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from functools import partial

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.charter.rules import (
    Minimum,
    first_due,
    first_hundred_days,
    has_no_framework,
    renewal_due,
)

PAIRED = date(2025, 3, 3)
ALWAYS = WorkingDays(weekdays=frozenset(range(7)))
WHOLE = Minimum(
    map_signed=True, shared_goal=True, rhythm=True, decision_rights=True, escalation=True
)


def test_a_pair_with_all_five_has_its_minimum() -> None:
    assert WHOLE.holds
    assert WHOLE.missing == ()


@pytest.mark.parametrize("name", [each.name for each in fields(Minimum)])
def test_each_of_the_five_is_needed_and_named_when_it_is_missing(name: str) -> None:
    without = replace(WHOLE, **{name: False})
    assert not without.holds
    assert len(without.missing) == 1


@pytest.mark.parametrize(("days", "fires"), [(0, False), (30, False), (31, True), (400, True)])
def test_no_framework_fires_only_after_more_than_thirty_days(days: int, fires: bool) -> None:
    without = replace(WHOLE, rhythm=False)
    today = PAIRED + timedelta(days=days)
    assert has_no_framework(without, paired_on=PAIRED, today=today, after_days=30) is fires
    assert not has_no_framework(WHOLE, paired_on=PAIRED, today=today, after_days=30)


def test_a_charter_signed_on_a_leap_day_is_renewed_365_days_later() -> None:
    assert renewal_due(date(2024, 2, 29), ALWAYS, after_days=365) == date(2025, 2, 28)


def test_a_charter_is_due_on_a_day_on_which_the_two_work() -> None:
    saturday_a_year_on = date(2026, 11, 27)
    assert renewal_due(saturday_a_year_on, WorkingDays(), after_days=365) == date(2027, 11, 29)
    due = partial(first_due, date(2026, 11, 5), days=30, after_change=45)
    assert due(WorkingDays(), follows=False) == date(2026, 12, 7)  # 30 days on is a Saturday
    assert due(WorkingDays(), follows=True) == date(2026, 12, 21)  # 45 days on is a Sunday
    assert due(ALWAYS, follows=True) == date(2026, 12, 20)


def test_the_plan_of_the_first_hundred_days_counts_from_the_pairing() -> None:
    plan = first_hundred_days(PAIRED, ALWAYS, charter_on=PAIRED + timedelta(days=45))
    assert [(day - PAIRED).days for day, _ in plan] == [7, 14, 45, 60, 90]
    assert plan[2][1] == "Agree the charter", "on the day it is due, and on no second one"


def test_the_plan_names_days_on_which_the_two_work() -> None:
    paired_on = date(2026, 11, 25)  # 30 days on it is Christmas, a Friday
    christmas = WorkingDays(holidays=frozenset({date(2026, 12, 25)}))
    due = first_due(paired_on, christmas, follows=False, days=30, after_change=45)
    planned = [day for day, _ in first_hundred_days(paired_on, christmas, charter_on=due)]
    assert planned[2] == date(2026, 12, 28)
    assert all(day in christmas for day in planned)
