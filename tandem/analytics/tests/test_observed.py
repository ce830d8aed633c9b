"""Numbers brought from elsewhere are added up once, whatever periods and areas they speak of."""

from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest

from tandem.analytics.facts import OBSERVATIONS, Facts
from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.months import Months
from tandem.analytics.prepared import EVERYBODY, month_by_month, of_everybody, over_window
from tandem.analytics.taking import take
from tandem.analytics.tests.examples import YEAR_2026, facts_of
from tandem.analytics.tests.tables import engine, rows, table

TREE = "Top:\nSupply: Top\nBakery: Supply"
QUARTER = Months(date(2026, 1, 1), date(2026, 4, 1))
MONTHS = "\n".join(
    f"Bakery | K14 | {first} | {after} | 5 | 10 | . | ."
    for first, after in pairwise([*YEAR_2026.firsts(), YEAR_2026.after])
)


def facts(picture: str) -> Facts:
    head = "area | series | first | after | value | denominator | origin | taken_at"
    return facts_of(TREE, observations=table(f"{head}\n{picture.strip()}", OBSERVATIONS))


def of(key: str, given: Facts, window: Months, area: str = "Top") -> tuple[float, float]:
    found = over_window(MEASURES[key], given, window)
    told = {row[0]: row[1:] for row in rows(found.select("area", "n", "denominator"))}
    return told[area]


@pytest.mark.parametrize("own", ["Top", "Supply"])
def test_a_year_of_an_area_goes_before_the_months_below_it(own: str) -> None:
    given = facts(f"{own} | K14 | 2026-01-01 | 2027-01-01 | 100 | 120 | . | .\n{MONTHS}")
    assert of("K14", given, YEAR_2026) == (100, 120)
    assert of("K14", given, YEAR_2026, "Bakery") == (60, 120)
    # In a quarter lies no year, so what is said of its months is all there is.
    assert of("K14", given, QUARTER) == (15, 30)


def test_a_month_of_an_area_goes_before_a_year_below_it() -> None:
    given = facts(
        """
        Top    | K14 | 2026-01-01 | 2026-02-01 | 8  | 10  | . | .
        Bakery | K14 | 2026-01-01 | 2027-01-01 | 60 | 120 | . | .
        """
    )
    assert of("K14", given, YEAR_2026) == (8, 10)


def test_of_a_year_and_its_quarter_the_longer_counts() -> None:
    given = facts(
        """
        Top | revenue | 2026-01-01 | 2027-01-01 | 1200 | . | . | .
        Top | revenue | 2026-01-01 | 2026-04-01 | 300  | . | . | .
        Top | revenue | 2026-10-01 | 2027-01-01 | 320  | . | . | .
        Top | fte     | 2026-01-01 | 2027-01-01 | 10   | . | . | .
        Top | fte     | 2026-01-01 | 2026-04-01 | 6    | . | . | .
        """
    )
    assert of("K43", given, YEAR_2026) == (1200, 10)
    assert of("K43", given, QUARTER) == (300, 6)


def test_of_a_median_that_is_told_of_a_year_and_its_last_quarter_the_year_counts() -> None:
    given = facts(
        """
        Top | K13 | 2026-10-01 | 2027-01-01 | 35 | . | . | .
        Top | K13 | 2026-01-01 | 2027-01-01 | 40 | . | . | .
        """
    )
    assert of("K13", given, YEAR_2026) == (40, 1)


def test_each_month_that_a_window_ends_with_has_its_own() -> None:
    given = facts(f"Top | K14 | 2026-01-01 | 2027-01-01 | 100 | 120 | . | .\n{MONTHS}")
    ends = Months(date(2026, 11, 1), date(2027, 1, 1))
    found = rows(month_by_month(MEASURES["K14"], given, ends, 12).order_by("area", "month"))
    assert [row[2:4] for row in found if row[0] == "Top"] == [(55, 110), (100, 120)]


def test_everybody_has_it_once_as_well() -> None:
    given = facts(f"Top | K14 | 2026-01-01 | 2027-01-01 | 100 | 120 | . | .\n{MONTHS}")
    everybody = of_everybody(given, MEASURES["K14"].reads)
    assert of("K14", everybody, YEAR_2026, EVERYBODY) == (100, 120)


@pytest.mark.parametrize(
    ("first", "after", "is_left_out"),
    [
        ("2026-04-01", "2026-07-01", False),  # the next quarter
        ("2026-01-01", "2026-02-01", False),  # in it
        ("2025-07-01", "2026-07-01", False),  # around it
        ("2026-03-31", "2026-07-01", True),  # the last day is of both
        ("2025-12-01", "2026-01-02", True),
    ],
)
def test_a_period_that_lies_partly_in_another_is_left_out_and_named(
    first: str, after: str, is_left_out: bool
) -> None:
    frame = pa.table(
        {
            "area": ["Top", "Bakery", "Top", "Top"],
            "series": ["K14", "K14", "K25", "K14"],
            "first": ["2026-01-01", "2026-02-01", "2026-02-01", first],
            "after": ["2026-04-01", "2026-05-01", "2026-05-01", after],
            "value": [1.0] * 4,
            "denominator": [2.0] * 4,
        }
    )
    refused = [str(each) for each in take(engine=engine(), observations=frame).refused]
    assert bool(refused) is is_left_out
    for sentence in refused:  # of two, the one that starts later
        lines = (4, 1) if first > "2026-01-01" else (1, 4)
        assert sentence == (
            f"observations, line {lines[0]}: overlaps the period of line {lines[1]}, and its days "
            "would count twice. Give periods apart, or one within the other."
        )
