from dataclasses import replace
from datetime import date

import pytest

from tandem.analytics.intervals import garwood
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER
from tandem.analytics.months import Months
from tandem.analytics.results import (
    MINIMUM_AVERAGE_HEADCOUNT,
    Hidden,
    Interval,
    Result,
    people_rate,
)

YEAR = Months(date(2025, 11, 1), date(2026, 11, 1))


def rate(n: int, average_headcount: float, unknown: Hidden | None = None) -> Result:
    return people_rate(
        OWN_CHOICE_TURNOVER,
        n=n,
        average_headcount=average_headcount,
        window=YEAR,
        unknown=unknown,
    )


def test_a_result_carries_all_that_must_be_printed_with_it() -> None:
    result = rate(25, 142.0)
    low, high = garwood(25, 0.90)
    assert result == Result(
        measure="K03",
        value=25 / 142,
        n=25,
        denominator=142.0,
        denominator_name="Average headcount: mean of the headcounts at the close of each month.",
        interval=Interval(low / 142, high / 142, 0.90),
        window=YEAR,
        population="Everyone employed in the area, part-time included; no contractors.",
        minimum_group=10,
        hidden=None,
    )


@pytest.mark.parametrize(
    ("average_headcount", "hidden"),
    [
        (0.0, Hidden.NO_DENOMINATOR),  # 0 of 0 is no rate, never 0 %
        (0.5, Hidden.TOO_FEW),
        (9.99, Hidden.TOO_FEW),
        (10.0, None),
        (10.01, None),
    ],
)
def test_a_rate_needs_ten_people(average_headcount: float, hidden: Hidden | None) -> None:
    result = rate(0, average_headcount)
    assert result.hidden is hidden
    assert (result.value is None) is (hidden is not None)
    assert MINIMUM_AVERAGE_HEADCOUNT == 10


@pytest.mark.parametrize("unknown", [Hidden.ONLY_LEAVERS, Hidden.TOO_SHORT])
def test_what_the_facts_do_not_know_hides_the_denominator_too(unknown: Hidden) -> None:
    result = rate(25, 142.0, unknown)
    assert (result.hidden, result.value, result.n) == (unknown, None, None)
    assert (result.interval, result.denominator) == (None, None)


def test_turnover_may_pass_one_and_so_may_its_range() -> None:
    result = rate(30, 12.0)
    assert result.value == 2.5
    assert result.interval is not None
    assert result.interval.low < 2.5 < result.interval.high


def test_a_hidden_result_can_carry_no_number() -> None:
    shown = rate(25, 142.0)
    for part in ({"value": None}, {"n": None}, {"interval": None}, {"hidden": Hidden.TOO_FEW}):
        with pytest.raises(ValueError, match="or a reason for none"):
            replace(shown, **part)
