"""Every value of the product's reference can be set within bounds, and none below a protection."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tandem.organisation.values import BY_KEY, DEFAULTS, REGISTRY, Guard, Unit, Value, Values

# The reference, word for word in its order; where it names several numbers, one value each.
REFERENCE = {
    "min_group_survey": "5", "min_group_text_or_cut": "10", "pair_1to1_days": "14",
    "gap_factor": "1.5", "prompt_context_days": "30", "charter_due_days": "30",
    "charter_renew_days": "365", "recharter_days": "45", "commitment_reply_days": "5",
    "silent_accept_days": "5", "predue_nudge_days": "2", "predue_nudge_percent": "20",
    "honour_window_days": "90", "honour_min_n": "8", "handover_days": "3",
    "loop_owned_days": "3", "loop_decided_days": "15", "loop_told_days": "5",
    "question_first_reply_days": "3", "question_status_days": "10", "concern_ack_days": "7",
    "concern_feedback_months": "3", "concern_idle_days": "10",
    "reprisal_check_first_days": "30", "reprisal_check_second_days": "90",
    "reprisal_check_third_days": "180", "reprisal_watch_months": "12", "insight_ack_days": "10",
    "insight_decide_days": "30", "diagnosis_days": "20", "stall_days": "30", "burden_cap_h": "4",
    "context_card_fresh_days": "30", "decision_review_days": "90",
    "change_pulse_first_weeks": "2", "change_pulse_second_weeks": "6",
    "change_pulse_third_weeks": "12", "turnover_cost_factor": "0.20", "signals_open_max": "3",
    "between_us_days": "90", "baseline_quarters": "2", "support_minutes": "30",
}  # fmt: skip
SIGNALS = {
    "silent_miss_percent": "15", "signal_travel_days": "15", "outcome_owner_days": "14",
    "unowned_days": "5", "unowned_look_days": "30",
    "one_way_days": "90", "one_way_percent": "40", "goal_conflict_days": "30",
    "review_help_days": "365",
}  # fmt: skip  # of its section on signals
STAGES = {"pair_new_days": "90", "pair_forming_days": "270"}
REVIEW = {"review_asked_days": "14"}

each_value = pytest.mark.parametrize("known", REGISTRY, ids=lambda known: known.key)


def test_every_value_of_the_reference_is_there_with_its_default_and_no_other() -> None:
    both = REFERENCE | STAGES | SIGNALS | REVIEW
    expected = {key: Decimal(number) for key, number in both.items()}
    assert {each.key: each.default for each in REGISTRY} == expected


def test_no_value_stands_twice() -> None:
    assert len(BY_KEY) == len(REGISTRY)


@each_value
def test_bounds_hold_the_default_and_leave_room(known: Value) -> None:
    assert 0 < known.lowest <= known.default <= known.highest
    assert known.lowest < known.highest


@each_value
def test_whole_things_have_whole_bounds(known: Value) -> None:
    if known.unit not in (Unit.TIMES, Unit.YEARS_OF_PAY):
        assert {known.lowest % 1, known.default % 1, known.highest % 1} == {0}


@each_value
def test_a_name_a_meaning_and_a_group_are_said(known: Value) -> None:
    assert known.name and known.group
    assert known.meaning.endswith(".")


@pytest.mark.parametrize("key", ["min_group_survey", "min_group_text_or_cut", "honour_min_n"])
def test_smallest_groups_go_upwards_only(key: str) -> None:
    assert BY_KEY[key].only_upwards
    assert BY_KEY[key].lowest == BY_KEY[key].default


@pytest.mark.parametrize("key", ["concern_ack_days", "concern_feedback_months"])
def test_what_the_law_gives_at_most_cannot_be_made_longer(key: str) -> None:
    assert BY_KEY[key].highest == BY_KEY[key].default


@pytest.mark.parametrize(
    ("guard", "before", "after", "needed"),
    [
        (Guard.LOWER, 10, 9, True),
        (Guard.LOWER, 10, 10, False),
        (Guard.LOWER, 10, 11, False),
        (Guard.HIGHER, 10, 11, True),
        (Guard.HIGHER, 10, 9, False),
        (Guard.NONE, 10, 1, False),
    ],
)
def test_a_reason_is_needed_where_a_protection_gets_weaker(
    guard: Guard, before: int, after: int, needed: bool
) -> None:
    known = Value(
        key="x", group="g", name="n", meaning="m.", unit=Unit.DAYS, default=Decimal(10),
        lowest=Decimal(1), highest=Decimal(20), guard=guard,
    )  # fmt: skip
    assert known.needs_reason(Decimal(before), Decimal(after)) is needed


@pytest.mark.parametrize(
    ("key", "stored", "counts"),
    [
        ("min_group_survey", "1", "5"),
        ("min_group_survey", "12", "12"),
        ("commitment_reply_days", "500", "20"),
    ],
)
def test_a_row_that_says_less_than_allowed_is_not_believed(
    key: str, stored: str, counts: str
) -> None:
    """However it came into the database: by hand, or before a later version was stricter."""
    assert Values({key: Decimal(stored)}).of(key) == Decimal(counts)


def test_what_is_not_chosen_is_the_default_and_an_unknown_key_raises() -> None:
    assert DEFAULTS.whole("commitment_reply_days") == 5
    assert Values({"commitment_reply_days": Decimal(7)}).whole("commitment_reply_days") == 7
    with pytest.raises(KeyError):
        DEFAULTS.of("min_group")
