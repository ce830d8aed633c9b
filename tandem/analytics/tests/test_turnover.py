from datetime import date
from itertools import pairwise

import pytest

from tandem.analytics.facts import SPELLS
from tandem.analytics.measures.headcount import AVERAGE_HEADCOUNT
from tandem.analytics.measures.movements import movements
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER
from tandem.analytics.months import Months
from tandem.analytics.tests.tables import closure, computed, rows, table

YEAR = Months(date(2024, 12, 1), date(2025, 12, 1))
FIRST_QUARTER = Months(date(2025, 1, 1), date(2025, 4, 1))
SHOPS = """
person | area    | start_on   | end_on     | came_from | went_to | end_reason   # here at close
1      | Sales   | 2024-06-01 | .          | .         | .       | .            # 1 1 1
2      | Sales   | 2024-06-01 | 2025-02-01 | .         | .       | voluntary    # 0 0 0  31 January
3      | Sales   | 2024-06-01 | 2025-04-02 | .         | .       | voluntary    # 1 1 1  1 April
4      | Sales   | 2025-03-15 | .          | .         | .       | .            # 0 0 1
5      | Service | 2024-06-01 | 2025-02-10 | .         | Sales   | transfer     # 1 0 0
5      | Sales   | 2025-02-10 | .          | Service   | .       | .            # 0 1 1
6      | Service | 2024-06-01 | 2025-03-01 | .         | .       | .            # 1 0 0  who knows
7      | Sales   | 2024-06-01 | 2025-03-31 | .         | .       | retirement   # 1 1 0
8      | Archive | 2020-01-01 | 2022-01-01 | .         | .       | retirement   # 0 0 0
"""
TREE = closure(
    """
    Varnholm:
    Sales: Varnholm
    Service: Varnholm
    Archive: Varnholm
    """
)
CUBE = computed(movements(table(SHOPS, SPELLS), TREE, YEAR))


def test_total_turnover_of_four_areas_in_a_quarter() -> None:
    assert rows(TOTAL_TURNOVER.expression(CUBE, FIRST_QUARTER).order_by("area")) == [
        # area, leavers, average headcount
        ("Archive", 0, 0),  # what becomes of 0 of 0 is for `results` to say
        ("Sales", 2, pytest.approx((3 + 4 + 4) / 3)),
        ("Service", 1, pytest.approx((2 + 0 + 0) / 3)),  # 5 is lost to Service, not to us
        ("Varnholm", 3, pytest.approx((5 + 4 + 4) / 3)),
    ]


def test_own_choice_leaves_retirements_and_unknown_reasons_out() -> None:
    assert rows(OWN_CHOICE_TURNOVER.expression(CUBE, FIRST_QUARTER).order_by("area")) == [
        ("Archive", 0, 0),
        ("Sales", 1, pytest.approx((3 + 4 + 4) / 3)),
        ("Service", 0, pytest.approx((2 + 0 + 0) / 3)),
        ("Varnholm", 1, pytest.approx((5 + 4 + 4) / 3)),
    ]


def test_a_last_day_counts_in_its_own_month() -> None:
    january = Months(date(2025, 1, 1), date(2025, 2, 1))
    april = Months(date(2025, 4, 1), date(2025, 5, 1))
    assert left_by_own_choice(january) == 1  # last day 31 January
    assert left_by_own_choice(april) == 1  # last day 1 April


def left_by_own_choice(window: Months) -> int:
    result = OWN_CHOICE_TURNOVER.expression(CUBE, window)
    [(leavers,)] = rows(result.filter(result.area == "Varnholm").select("n"))
    return int(leavers)


def test_twelve_monthly_rates_do_not_add_up_to_the_years() -> None:
    months = [Months(*ends) for ends in pairwise([*YEAR.firsts(), YEAR.after])]
    monthly = [rate_of_varnholm(month) for month in months]
    assert sum(monthly) == pytest.approx(1 / 5 + 1 / 4 + 1 / 4 + 1 / 3)
    assert rate_of_varnholm(YEAR) == pytest.approx(4 / (sum([6, 5, 4, 4, *[3] * 8]) / 12))
    assert sum(monthly) != pytest.approx(rate_of_varnholm(YEAR))


def rate_of_varnholm(window: Months) -> float:
    result = TOTAL_TURNOVER.expression(CUBE, window)
    [(rate,)] = rows(
        result.filter(result.area == "Varnholm").select(r=result.n / result.denominator)
    )
    return float(rate)


def test_average_headcount_is_the_mean_of_the_month_ends() -> None:
    assert rows(AVERAGE_HEADCOUNT.expression(CUBE, FIRST_QUARTER).order_by("area")) == [
        # area, people at the month ends added up, months
        ("Archive", 0, 3),
        ("Sales", 11, 3),
        ("Service", 2, 3),
        ("Varnholm", 13, 3),
    ]


@pytest.mark.parametrize("measure", [TOTAL_TURNOVER, OWN_CHOICE_TURNOVER, AVERAGE_HEADCOUNT])
def test_every_card_says_all_that_is_printed_with_its_number(measure: object) -> None:
    for part in ("key", "question", "counts", "divided_by", "unit", "population", "caveat"):
        assert getattr(measure, part)
