"""The ladder's time boxes and what may go, as tables of boundaries."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.organisation.calendar import DAY, Days, WorkingDays
from tandem.rooms.escalations.rules import (
    BOX,
    MEASURED,
    Step,
    Written,
    is_past,
    last_day,
    typical,
)

MONDAY = date(2026, 11, 23)


def test_each_step_has_the_days_of_the_ladder() -> None:
    assert {step.value: days for step, days in BOX.items()} == {
        "talk": 2, "views": 5, "note": 5, "top": 10, "straight": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("step", "last"),
    [
        (Step.TALK, date(2026, 11, 25)),
        (Step.VIEWS, date(2026, 11, 30)),  # a week-end lies between
        (Step.NOTE, date(2026, 11, 30)),
        (Step.TOP, date(2026, 12, 7)),
        (Step.STRAIGHT, date(2026, 11, 25)),
    ],
)
def test_a_step_lasts_its_working_days_and_the_last_one_still_counts(
    step: Step, last: date
) -> None:
    assert last_day(MONDAY, step, WorkingDays()) == last
    assert not is_past(MONDAY, step, WorkingDays(), last)
    assert is_past(MONDAY, step, WorkingDays(), last + DAY)


def test_days_away_do_not_count() -> None:
    away = WorkingDays(away=(Days(date(2026, 11, 24), date(2026, 11, 26)),))
    assert last_day(MONDAY, Step.TALK, away) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("leader", "hr", "heard", "reads", "goes"),
    [
        (False, False, 0, False, False),
        (True, False, 0, False, False),  # one view alone shows nothing and goes nowhere
        (False, True, 2, False, False),
        (True, True, 0, True, False),  # nobody has said yet what they heard
        (True, True, 1, True, False),
        (True, True, 2, True, True),
    ],
)
def test_a_note_goes_once_both_have_written_and_played_back(
    leader: bool, hr: bool, heard: int, reads: bool, goes: bool
) -> None:
    written = Written(leader, hr, heard > 0, heard > 1)
    assert (written.both_views, written.may_go) == (reads, goes)


def test_seven_pairs_are_told_nothing_of_and_each_pair_counts_once() -> None:
    eight: dict[object, list[int]] = {number: [3] for number in range(7)}
    assert typical(eight) is None
    eight["the eighth, often"] = [40] * 20
    assert typical(eight) == 3


def test_whether_somebody_asked_to_talk_is_not_measured() -> None:
    assert Step.TALK not in MEASURED
    assert {*MEASURED} == {*Step} - {Step.TALK}
