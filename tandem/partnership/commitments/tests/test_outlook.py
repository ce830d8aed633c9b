from datetime import date

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.commitments import outlook
from tandem.partnership.commitments.rules import (
    TABLE,
    Act,
    Given,
    Side,
    Standing,
    State,
    steps_open_to,
)
from tandem.partnership.commitments.tests.stories import (
    ASKED,
    AT_RISK,
    CONFIRMED,
    COUNTERED,
    COUNTERED_BACK,
    CUSTOMER,
    DAY_AFTER,
    DECLINED,
    DUE,
    FAR,
    HANDING_OVER,
    HR_DRAFT,
    IMPORTANT,
    KEPT,
    KEPT_AND_MARKED,
    LAPSED,
    MARKED,
    MON,
    NEXT_THU,
    NEXT_WED,
    NOT_YET,
    OFFERED,
    OUTSIDE,
    PERFORMER,
    PLAYED_BACK,
    PROMISED,
    QUESTIONED,
    RAISED_BY_CUSTOMER,
    RAISED_BY_PERFORMER,
    RELEASED,
    REPLACED,
    REPLACING,
    REPORTED,
    TAKEN_BACK,
    WAITING,
    WITHDRAWN,
    say,
)

RAISED_LATE = say(
    PROMISED, Act.RENEGOTIATE, PERFORMER, Given(due_on=FAR, reason=WAITING), on=DAY_AFTER
)
EVERY_PLACE = [
    HR_DRAFT, ASKED, QUESTIONED, OFFERED, COUNTERED, COUNTERED_BACK, PROMISED, AT_RISK,
    RAISED_BY_PERFORMER, RAISED_BY_CUSTOMER, REPORTED, NOT_YET, KEPT, DECLINED, WITHDRAWN,
    RELEASED, TAKEN_BACK, LAPSED, IMPORTANT, PLAYED_BACK, CONFIRMED, REPLACING, REPLACED,
    HANDING_OVER, MARKED, OUTSIDE, KEPT_AND_MARKED,
]  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "today", "chip"),
    [
        (HR_DRAFT, MON, "draft"),
        (ASKED, MON, "requested"),
        (COUNTERED, MON, "countered_by_performer"),
        (PROMISED, NEXT_WED, "promised"),  # the 11th: two days to go
        (PROMISED, NEXT_THU, "due_tomorrow"),
        (PROMISED, DUE, "due_today"),
        (PROMISED, DAY_AFTER, "slipped"),
        (AT_RISK, NEXT_THU, "at_risk"),  # an early word says more than the day
        (AT_RISK, DAY_AFTER, "slipped"),  # until the day is over
        (NOT_YET, MON, "renegotiating"),  # promised still, but a new day is asked for
        (RAISED_BY_PERFORMER, DAY_AFTER, "renegotiating"),
        (REPORTED, DAY_AFTER, "reported_done"),
        (KEPT, DAY_AFTER, "satisfied"),
        (TAKEN_BACK, DAY_AFTER, "revoked_by_performer"),
    ],
)
def test_the_chip_says_the_state_or_how_near_the_day_is(
    standing: Standing, today: date, chip: str
) -> None:
    assert outlook.look(standing, today) == chip


@pytest.mark.parametrize(
    ("standing", "today", "needs"),
    [
        (PROMISED, DUE, False),
        (PROMISED, DAY_AFTER, True),
        (RAISED_BY_PERFORMER, DAY_AFTER, False),  # asked in time, the answer is awaited
        (RAISED_LATE, DAY_AFTER, False),  # late, but a day is proposed: the other has the word
        (ASKED, DAY_AFTER, False),  # nothing was promised, so nothing slipped
        (REPORTED, DAY_AFTER, False),
    ],
)
def test_it_needs_a_new_date_once_it_slipped_and_nobody_proposed_one(
    standing: Standing, today: date, needs: bool
) -> None:
    assert outlook.needs_new_date(standing, today) is needs


ANSWERS = (Act.PROMISE, Act.COUNTER, Act.DECLINE)
NEW_DAY = (Act.AGREE, Act.ANOTHER_DATE, Act.DONT_AGREE)


@pytest.mark.parametrize(
    ("standing", "side", "acts"),
    [
        (ASKED, PERFORMER, ANSWERS),
        (ASKED, CUSTOMER, ()),  # whoever asked waits
        (QUESTIONED, CUSTOMER, (Act.ANSWER,)),
        (QUESTIONED, PERFORMER, ANSWERS),  # yes and no need not wait for the answer
        (OFFERED, CUSTOMER, (Act.THANK, Act.OBJECT, Act.NO_THANKS)),
        (OFFERED, PERFORMER, ()),
        (COUNTERED, CUSTOMER, (Act.ACCEPT, Act.COUNTER_BACK, Act.NO_THANKS)),
        (COUNTERED_BACK, PERFORMER, ANSWERS),
        (PROMISED, PERFORMER, (Act.ON_TRACK, Act.RENEGOTIATE, Act.REPORT_DONE)),
        (PROMISED, CUSTOMER, ()),  # nothing is asked of who is promised something
        (RAISED_BY_PERFORMER, CUSTOMER, NEW_DAY),
        (RAISED_BY_PERFORMER, PERFORMER, (Act.DONT_AGREE,)),  # one's own proposal
        (RAISED_BY_CUSTOMER, PERFORMER, NEW_DAY),
        (NOT_YET, PERFORMER, NEW_DAY),
        (REPORTED, CUSTOMER, (Act.THANK, Act.NOT_YET)),
        (KEPT, CUSTOMER, ()),
        (IMPORTANT, PERFORMER, (Act.PLAY_BACK,)),  # before any answer
        (PLAYED_BACK, CUSTOMER, (Act.CONFIRM, Act.CORRECT)),
        (CONFIRMED, PERFORMER, ANSWERS),
        (REPLACING, CUSTOMER, (Act.AGREE, Act.DONT_AGREE)),
        (HANDING_OVER, PERFORMER, (Act.AGREE, Act.DONT_AGREE)),
        (MARKED, CUSTOMER, (Act.AGREE, Act.DONT_AGREE)),
        (KEPT_AND_MARKED, PERFORMER, (Act.AGREE, Act.DONT_AGREE)),
        (HR_DRAFT, PERFORMER, (Act.SEND_DRAFT, Act.DISCARD_DRAFT)),
    ],
)
def test_a_row_offers_what_is_next(standing: Standing, side: Side, acts: tuple[Act, ...]) -> None:
    assert tuple(step.act for step in outlook.first_steps(standing, side, MON)) == acts


@pytest.mark.parametrize(
    ("side", "acts"),
    [(PERFORMER, (Act.RENEGOTIATE, Act.REPORT_DONE)), (CUSTOMER, (Act.RENEGOTIATE, Act.RELEASE))],
)
def test_what_slipped_is_given_a_new_day_or_ended_by_either(
    side: Side, acts: tuple[Act, ...]
) -> None:
    assert tuple(s.act for s in outlook.first_steps(PROMISED, side, DAY_AFTER)) == acts


def test_a_yes_to_a_day_that_has_passed_is_not_offered() -> None:
    acts = [step.act for step in outlook.first_steps(ASKED, PERFORMER, DAY_AFTER)]
    assert acts == [Act.COUNTER, Act.DECLINE]


@pytest.mark.parametrize("standing", EVERY_PLACE, ids=lambda standing: standing.state.value)
@pytest.mark.parametrize("side", [PERFORMER, CUSTOMER])
def test_no_row_has_more_than_three_buttons(standing: Standing, side: Side) -> None:
    assert len(outlook.first_steps(standing, side, MON)) <= 3


@pytest.mark.parametrize("standing", EVERY_PLACE, ids=lambda standing: standing.state.value)
@pytest.mark.parametrize("side", [PERFORMER, CUSTOMER])
def test_row_and_page_together_offer_every_open_act_once(standing: Standing, side: Side) -> None:
    first = outlook.first_steps(standing, side, MON)
    further = outlook.further_steps(standing, side, MON)
    shown = [step.act for step in (*first, *further)]
    open_to_it = {step.act for step in steps_open_to(standing, side, on=MON)}
    assert len(shown) == len(set(shown))
    assert set(shown) == open_to_it


def test_every_state_somebody_must_answer_has_buttons() -> None:
    people = [step for step in TABLE if step.by is not Side.SYSTEM and step.act is not Act.REOPEN]
    answered = {step.at for step in people} - {None, State.PROMISED}
    assert answered == set(outlook.ON_A_ROW)


@pytest.mark.parametrize(
    ("today", "suggested"),
    [
        (date(2026, 11, 24), date(2026, 11, 30)),  # Tuesday: next Monday
        (date(2026, 11, 27), date(2026, 12, 3)),  # Friday: Thursday
        (date(2026, 11, 28), date(2026, 12, 3)),  # Saturday: the same Thursday
        (date(2026, 11, 23), date(2026, 11, 27)),  # Monday: Friday
    ],
)
def test_the_suggested_day_is_the_fourth_working_day(today: date, suggested: date) -> None:
    assert outlook.suggested_day(today, WorkingDays()) == suggested


def test_a_holiday_is_never_suggested() -> None:
    holiday = WorkingDays(frozenset({date(2026, 11, 30)}))
    assert outlook.suggested_day(date(2026, 11, 24), holiday) == date(2026, 12, 1)
