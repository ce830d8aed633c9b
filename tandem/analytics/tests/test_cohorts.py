"""First-year attrition: whose first year counts, and from when on it is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tandem.analytics.cohorts import FIRST_YEAR, Cohort, cohorts
from tandem.analytics.facts import Facts
from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import engine

TREE = "Varnholm:\nSales: Varnholm\nService: Varnholm"
JOINED = """
    person | area    | start_on   | end_on     | came_from | went_to | end_reason
    1      | Sales   | 2023-01-10 | .          | .         | .       | .          # still here
    2      | Sales   | 2023-01-10 | 2024-01-10 | .         | .       | voluntary  # day 364: within
    3      | Sales   | 2023-01-10 | 2024-01-11 | .         | .       | voluntary  # day 365: a year
    4      | Sales   | 2023-03-31 | 2023-05-01 | .         | Service | transfer   # moves …
    4      | Service | 2023-05-01 | 2023-07-01 | Sales     | .       | .          # … and leaves
    5      | Service | 2023-04-01 | 2023-04-02 | .         | .       | other      # one day
    6      | Sales   | 2022-12-31 | 2023-01-31 | .         | .       | voluntary  # hired before
    7      | Sales   | 2024-02-01 | 2024-02-10 | .         | .       | voluntary  # too young
    8      | Sales   | 2024-02-01 | .          | .         | .       | .          # too young
    9      | Sales   | 2023-02-01 | 2023-02-10 | .         | .       | voluntary  # left …
    9      | Sales   | 2023-05-01 | .          | .         | .       | .          # … and came back
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return Facts.open(write_snapshot(tmp_path / "s", JOINED, TREE), engine())


def found(facts: Facts, as_of: date) -> dict[str, list[tuple[date, int, int, bool]]]:
    by_area = cohorts(facts, as_of=as_of, since=date(2023, 1, 1))
    return {
        area: [(each.first, each.joiners, each.left, each.too_young) for each in own]
        for area, own in by_area.items()
    }


def test_people_belong_to_the_quarter_and_area_that_hired_them(facts: Facts) -> None:
    assert found(facts, date(2024, 7, 1)) == {
        "Sales": [
            (date(2023, 1, 1), 5, 3, False),  # 1 2 3 4 9; 2, 4 and 9 left within a year
            (date(2023, 4, 1), 1, 0, False),  # 9 again
            (date(2024, 1, 1), 2, 1, True),
        ],
        "Service": [(date(2023, 4, 1), 1, 1, False)],
        "Varnholm": [
            (date(2023, 1, 1), 5, 3, False),
            (date(2023, 4, 1), 2, 1, False),
            (date(2024, 1, 1), 2, 1, True),
        ],
    }


@pytest.mark.parametrize(
    ("as_of", "young"),
    [
        (date(2024, 3, 28), True),  # who came on 31 March 2023 may still leave within the year
        (date(2024, 3, 29), False),  # day 364 of theirs is over
        (date(2024, 3, 30), False),
    ],
)
def test_a_cohort_tells_once_the_last_joiners_year_is_over(as_of: date, *, young: bool) -> None:
    cohort = Cohort(first=date(2023, 1, 1), after=date(2023, 4, 1), joiners=40, left=1, as_of=as_of)
    assert cohort.too_young is young
    assert (cohort.share is None) is young
    last = date(2023, 3, 31)
    assert cohort.tells_from == last + timedelta(days=FIRST_YEAR - 1)


def test_a_young_cohort_has_no_partial_number() -> None:
    young = Cohort(
        first=date(2024, 1, 1), after=date(2024, 4, 1), joiners=50, left=20, as_of=date(2024, 9, 1)
    )
    assert (young.share, young.range) == (None, None)
    assert young.sentence() == "Too young: it can be told from 2025-03-30 on."


def test_a_share_has_its_likely_range() -> None:
    cohort = Cohort(
        first=date(2020, 1, 1), after=date(2020, 4, 1), joiners=20, left=5, as_of=date(2024, 1, 1)
    )
    assert cohort.share == 0.25
    assert cohort.range is not None
    assert cohort.range.low < 0.25 < cohort.range.high
    assert cohort.sentence() == "5 of 20 left within their first year."


@pytest.mark.parametrize(
    ("joiners", "share", "said"),
    [
        (9, None, "Under 10 people were hired, too few to show."),
        (10, 0.1, "1 of 10 left within their first year."),
    ],
)
def test_under_ten_people_no_share_is_shown(joiners: int, share: float | None, said: str) -> None:
    found = Cohort(
        first=date(2020, 1, 1), after=date(2020, 4, 1), joiners=joiners, left=1,
        as_of=date(2024, 1, 1),
    )  # fmt: skip
    assert (found.share, found.range is None) == (share, share is None)
    assert found.sentence() == said


def test_nobody_hired_has_no_share() -> None:
    nobody = Cohort(
        first=date(2020, 1, 1), after=date(2020, 4, 1), joiners=0, left=0, as_of=date(2024, 1, 1)
    )
    assert (nobody.share, nobody.range) == (None, None)
    assert nobody.sentence() == "Nobody was hired, so there is no share."


def test_more_gone_than_joined_cannot_be() -> None:
    with pytest.raises(ValueError, match="3 of 2 joiners"):
        Cohort(
            first=date(2020, 1, 1),
            after=date(2020, 4, 1),
            joiners=2,
            left=3,
            as_of=date(2024, 1, 1),
        )


def test_the_card_says_less_than_a_year_in_days() -> None:
    assert f"fewer than {FIRST_YEAR} days" in MEASURES["K05"].counts
