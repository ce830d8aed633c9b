from dataclasses import replace
from datetime import date

import pytest

from tandem.analytics.intervals import garwood, wilson
from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER
from tandem.analytics.months import Months
from tandem.analytics.results import (
    MINIMUM_AVERAGE_HEADCOUNT,
    Hidden,
    Interval,
    Result,
    annualised,
    people_rate,
    result_of,
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
    for part in ({"value": None}, {"n": None}, {"hidden": Hidden.TOO_FEW}):
        with pytest.raises(ValueError, match="or a reason for none"):
            replace(shown, **part)


def test_what_was_counted_whole_has_no_likely_range() -> None:
    absence = result_of(MEASURES["K25"], n=30, denominator=900, window=YEAR)
    assert (absence.value, absence.interval, absence.hidden) == (30 / 900, None, None)


def test_a_score_has_the_range_of_people_and_no_value_beyond_its_ends() -> None:
    score = result_of(MEASURES["K08"], n=5, denominator=5, people=5, error=0.3, window=YEAR)
    assert score.value == 100
    assert score.interval is not None
    assert score.interval.low == pytest.approx(100 - 100 * 1.6448536 * 0.3)
    assert score.interval.high == 100


def test_two_questions_to_five_people_are_no_ten_people() -> None:
    two = result_of(MEASURES["K07"], n=6, denominator=10, people=5.0, window=YEAR)
    assert two.interval == Interval(*wilson(3, 5))
    assert result_of(MEASURES["K07"], n=6, denominator=8, people=4.0, window=YEAR).hidden \
        is Hidden.TOO_FEW  # fmt: skip


@pytest.mark.parametrize(
    ("people", "window", "told"),
    [
        (29.9, Months(date(2025, 1, 1), date(2025, 2, 1)), False),
        (30.0, Months(date(2025, 1, 1), date(2025, 2, 1)), True),
        (12.0, Months(date(2025, 1, 1), date(2025, 3, 1)), True),  # two months are no single one
    ],
)
def test_a_month_of_few_people_is_not_told_as_a_year(
    people: float, window: Months, told: bool
) -> None:
    result = result_of(MEASURES["K02"], n=1, denominator=people, window=window)
    assert result.value is not None
    assert (annualised(result) is not None) is told


def test_a_share_above_all_is_told_without_a_range() -> None:
    late = result_of(MEASURES["K14"], n=12, denominator=10, window=YEAR)
    assert (late.value, late.interval) == (1.2, None)


def test_nothing_brought_is_not_nothing_of_nothing() -> None:
    untold = result_of(MEASURES["K14"], n=None, denominator=None, window=YEAR)
    assert untold.hidden is Hidden.NOT_TOLD
    none = result_of(MEASURES["K14"], n=0, denominator=0, window=YEAR)
    assert none.hidden is Hidden.NO_DENOMINATOR


def test_a_result_names_the_version_of_its_definition() -> None:
    measure = replace(MEASURES["K02"], version=3)
    assert result_of(measure, n=3, denominator=60.0, window=YEAR).version == 3
