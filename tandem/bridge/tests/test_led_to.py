"""What an area's numbers say of recruitment, retention and growth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tandem.analytics.area import AreaNumbers
from tandem.bridge.led_to import growth_words, joined_words, said_of
from tandem.bridge.tests.test_words import CALM, numbers

CALM_YEAR = numbers([*CALM, 1])


def with_closing(now: int | None, then: int | None) -> AreaNumbers:
    months = list(CALM_YEAR.months)
    months[-1], months[-13] = (
        replace(months[-1], closing=now), replace(months[-13], closing=then),
    )  # fmt: skip
    return replace(CALM_YEAR, months=tuple(months))


def test_three_sentences_over_one_year() -> None:
    found = said_of(CALM_YEAR, "/x/")
    assert found.recruitment == "17 people joined in twelve months."
    assert found.retention == "10.0% chose to leave in twelve months; likely 6% to 16%."
    assert found.growth == "120 people at the end of October 2026, as many as a year before."
    assert (found.until, found.url) == (date(2026, 10, 1), "/x/")


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (1250, 1200, "1,250 people at the end of October 2026, 50 more than a year before."),
        (1, 3, "1 person at the end of October 2026, 2 fewer than a year before."),
        (9, None, "9 people at the end of October 2026."),
        (None, 9, "How many people are here is not known."),
    ],
)
def test_growth_is_the_headcount_beside_that_of_a_year_before(
    now: int | None, then: int | None, said: str
) -> None:
    assert growth_words(with_closing(now, then)) == said


def test_a_month_without_joiners_is_no_year() -> None:
    year = CALM_YEAR.months[-12:]
    unknown = (replace(year[0], joiners=None), *year[1:])
    assert joined_words(unknown) == "How many joined is not known for a whole year."
    assert joined_words(year[1:]) == "How many joined is not known for a whole year."
    nobody = tuple(replace(month, joiners=0) for month in year)
    assert joined_words(nobody) == "0 people joined in twelve months."


def test_of_few_people_no_rate_is_told() -> None:
    found = said_of(numbers([0, 1] * 12, people=8), "/x/")
    assert found.retention == "Too few people for a rate that points at nobody."


def test_leavers_alone_tell_no_rate() -> None:
    found = said_of(numbers([*CALM, 1], only_leavers=True), "/x/")
    assert found.retention == "How many chose to leave is not known for a whole year."
    assert found.recruitment == "How many joined is not known for a whole year."
    assert found.growth == "How many people are here is not known."
