"""The forecast beside what can be worked out by hand: its rows, its plain rules, its edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.forecast import (
    FEWEST_MONTHS,
    GONE,
    PRIOR_WEIGHT,
    YEAR,
    BackTest,
    Month,
    NoForecast,
    back_test,
    forecast,
    transition_rows,
)

STATES = ("a", "b", "c")
ENDS = (*STATES, GONE)


@st.composite
def months_seen(draw: st.DrawFn) -> Month:
    moved = {
        (start, end): draw(st.integers(0, 9))
        for start in draw(st.sets(st.sampled_from(STATES), min_size=1))
        for end in ENDS
    }
    stock: Counter[str] = Counter()
    for (start, _end), people in moved.items():
        stock[start] += people
    joined = draw(st.dictionaries(st.sampled_from(STATES), st.integers(0, 9)))
    return Month({start: stock[start] for start, _end in moved}, moved, joined)


@given(months_seen())
def test_nobody_is_lost_between_the_start_of_a_month_and_its_close(month: Month) -> None:
    left = sum(people for (_start, end), people in month.moved.items() if end == GONE)
    assert sum(month.closing.values()) == month.people - left + sum(month.joined.values())


def plain_rows(months: list[Month]) -> dict[tuple[str, str], float]:
    """Each row: what was seen, and ten people-months that move as everybody does."""
    seen: Counter[tuple[str, str]] = Counter()
    for month in months:
        seen.update(month.moved)
    whole = max(sum(seen.values()), 1)
    stays = sum(seen[state, state] for state in STATES) / whole
    leaves = sum(seen[state, GONE] for state in STATES) / whole
    found: dict[tuple[str, str], float] = {}
    for start in STATES:
        arrive = {
            end: sum(seen[other, end] for other in STATES if other != end)
            for end in STATES if end != start
        }  # fmt: skip
        for end in STATES:
            share = arrive[end] / sum(arrive.values()) if end != start and any(
                arrive.values()
            ) else 0.0  # fmt: skip
            likely = stays if end == start else (1 - stays - leaves) * share
            found[start, end] = seen[start, end] + PRIOR_WEIGHT * likely
        found[start, GONE] = seen[start, GONE] + PRIOR_WEIGHT * leaves
    return found


ALL_THREE = Month(dict.fromkeys(STATES, 0), {}, {})


@given(st.lists(months_seen(), max_size=3))
def test_rows_are_those_one_can_count_by_hand(months: list[Month]) -> None:
    months = [ALL_THREE, *months]
    states, weights = transition_rows(months)
    assert states == list(STATES)
    for row, start in enumerate(states):
        expected = [plain_rows(months)[start, end] for end in ENDS]
        assert weights[row].tolist() == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("stock", "moved", "joined"),
    [
        ({GONE: 5}, {(GONE, GONE): 5}, {}),  # all five would be lost at its close
        ({"a": 1}, {("a", "a"): 1}, {GONE: 2}),
    ],
)
def test_no_state_is_called_as_leaving_is(
    stock: Mapping[str, int], moved: Mapping[tuple[str, str], int], joined: Mapping[str, int]
) -> None:
    with pytest.raises(ValueError, match="called gone would be taken for leaving"):
        Month(stock, moved, joined)


# ---- what is foretold


def steady(months: int, people: int, *, leaving: int = 0, joining: int = 0) -> list[Month]:
    """So many leave and join every month."""
    found = []
    for _month in range(months):
        moved = {("a", "a"): people - leaving, ("a", GONE): leaving}
        found.append(Month({"a": people}, moved, {"a": joining}))
        people += joining - leaving
    return found


def test_as_many_come_as_go_it_stays_about_as_it_is() -> None:
    rows = forecast(steady(36, 100, leaving=2, joining=2), ahead=6)
    assert all(abs(row.people - 100) <= 2 for row in rows)
    assert all(row.range.low < 100 < row.range.high for row in rows)


def test_new_people_come_as_in_the_last_year_and_not_as_long_ago() -> None:
    """Ten a month came until a year ago; nobody has come since."""
    before, since = steady(24, 100, joining=10), steady(YEAR, 340)
    row = forecast([*before, *since], ahead=6)[-1]
    assert row.people <= 342
    longer = forecast([*before, *since[1:]], ahead=6)[-1]  # one such month is left in the year
    assert longer.people > row.people


def test_who_all_leave_are_foretold_to_be_gone() -> None:
    """A state that nobody ever stayed in: none of the many in it now is counted on."""
    month = Month({"a": 50, "b": 50}, {("a", GONE): 50, ("b", "b"): 50}, {"a": 50})
    [row] = forecast([month] * 24, ahead=1)
    assert row.people == pytest.approx(100, abs=8)  # 50 stay, and 50 come again
    assert row.range.low > 75


def test_a_wider_level_has_a_wider_range() -> None:
    months = steady(30, 80, leaving=3, joining=3)
    [narrow], [wide] = (forecast(months, ahead=1, level=level) for level in (0.5, 0.99))
    assert wide.range.low < narrow.range.low <= narrow.people == wide.people
    assert narrow.range.high < wide.range.high
    assert (narrow.range.level, wide.range.level) == (0.5, 0.99)


def test_another_seed_says_nearly_the_same() -> None:
    months = steady(30, 200, leaving=4, joining=3)
    [one], [other] = (forecast(months, ahead=1, seed=seed) for seed in (1, 2))
    assert one.people == pytest.approx(other.people, abs=2)
    assert one.range.low == pytest.approx(other.range.low, abs=3)


@pytest.mark.parametrize(
    ("months", "ahead", "tests"), [(26, 3, None), (27, 3, 1), (28, 3, 2), (25, 1, 1)]
)
def test_how_many_past_starts_there_are(months: int, ahead: int, tests: int | None) -> None:
    history = steady(months, 30)
    if tests is None:
        with pytest.raises(NoForecast, match=f"{months} months are known; a back-test takes 27"):
            back_test(history, ahead=ahead)
    else:
        assert back_test(history, ahead=ahead).tests == tests


def test_the_plain_rules_err_by_what_one_can_work_out() -> None:
    """Two more each month: three months ahead “as many as now” misses six."""
    months = steady(FEWEST_MONTHS + 4, 100, joining=2)
    found = back_test(months, ahead=3)
    people = [month.people for month in [*months, Month({"a": 156}, {("a", "a"): 156}, {})]]
    errors = [
        abs(people[start] * (people[start] / people[start - YEAR]) ** 0.25 - people[start + 3])
        for start in (24, 25)
    ]
    assert found.last_value == 6
    assert found.last_years_rate == pytest.approx(sum(errors) / 2)
    assert found.chain < 2
    assert found.held == found.tests == 2


@pytest.mark.parametrize(
    ("chain", "better"),
    [(2.9, True), (3.0, False), (3.1, False)],  # as little is not less
)
def test_a_forecast_is_better_only_where_it_errs_less_than_both(
    chain: float, *, better: bool
) -> None:
    for last_value, last_years_rate in [(3.0, 9.0), (9.0, 3.0)]:
        found = BackTest(
            months=6, tests=2, chain=chain, last_value=last_value,
            last_years_rate=last_years_rate, held=2,
        )  # fmt: skip
        assert found.better is better
        assert ("prefer it" in found.sentence()) is not better
