"""One promise in every place it can stand, each reached by saying what people would say."""

from datetime import date

import pytest

from tandem.partnership.commitments.rules import (
    Act,
    Given,
    Need,
    NotPossible,
    Reason,
    Side,
    Standing,
    Step,
    take,
)

# November 2026: the 2nd is a Monday. The promise is for Friday the 13th.
MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, day) for day in range(2, 9))
NEXT_MON, NEXT_TUE, NEXT_WED, NEXT_THU = (date(2026, 11, day) for day in range(9, 13))
DUE = date(2026, 11, 13)
DAY_AFTER = date(2026, 11, 14)
LATER = date(2026, 11, 20)
LATER_STILL = date(2026, 11, 27)
FAR = date(2026, 12, 4)

PERFORMER, CUSTOMER, SYSTEM = Side.PERFORMER, Side.CUSTOMER, Side.SYSTEM

NOTHING = Given()
WORDS = Given(words=True)
TERMS = Given(what=True, due_on=DUE)
ANOTHER_DAY = Given(due_on=LATER)
WAITING = Reason.WAITING_FOR_DECISION
NEW_DAY = Given(due_on=LATER, reason=WAITING)


def enough(step: Step, due_on: date) -> Given:
    """What the form of this step needs, no more."""
    needs = step.needs
    reasons = {
        Act.DECLINE: Reason.TOO_MUCH_AT_ONCE,
        Act.RELEASE: Reason.NO_LONGER_NEEDED,
        Act.RENEGOTIATE: WAITING,
        Act.TAKE_BACK: WAITING,
        Act.SAY_WHY: WAITING,
    }
    asks_day = {Need.DUE_ON, Need.CHANGE, Need.GUESS_ON} & set(needs)
    return Given(
        due_on=due_on if asks_day else None,
        what=Need.WHAT in needs,
        words=Need.WORDS in needs,
        reason=reasons[step.act] if Need.REASON in needs else None,
        person=Need.PERSON in needs,
    )


def say(
    standing: Standing | None, act: Act, by: Side, given: Given = NOTHING, on: date = MON
) -> Standing:
    return take(standing, act, by, given, on)


def told(standing: Standing | None, act: Act, by: Side, given: Given, on: date) -> NotPossible:
    """What the person is told who cannot say this."""
    with pytest.raises(NotPossible) as refusal:
        take(standing, act, by, given, on)
    return refusal.value


HR_DRAFT = say(None, Act.SAVE_DRAFT, PERFORMER, Given(what=True))
LEADERS_DRAFT = say(None, Act.SAVE_DRAFT, CUSTOMER, TERMS)
ASKED = say(None, Act.ASK, CUSTOMER, TERMS)
QUESTIONED = say(ASKED, Act.CLARIFY, PERFORMER, WORDS)
OFFERED = say(None, Act.OFFER, PERFORMER, TERMS)
COUNTERED = say(ASKED, Act.COUNTER, PERFORMER, ANOTHER_DAY)
COUNTERED_BACK = say(COUNTERED, Act.COUNTER_BACK, CUSTOMER, Given(due_on=LATER_STILL))
PROMISED = say(ASKED, Act.PROMISE, PERFORMER)
AT_RISK = say(PROMISED, Act.AT_RISK, PERFORMER, Given(words=True, due_on=LATER))
RAISED_BY_PERFORMER = say(PROMISED, Act.RENEGOTIATE, PERFORMER, NEW_DAY)
RAISED_BY_CUSTOMER = say(PROMISED, Act.RENEGOTIATE, CUSTOMER, NEW_DAY)
REPORTED = say(PROMISED, Act.REPORT_DONE, PERFORMER)
NOT_YET = say(REPORTED, Act.NOT_YET, CUSTOMER, Given(words=True, due_on=LATER))
KEPT = say(REPORTED, Act.THANK, CUSTOMER)
DECLINED = say(ASKED, Act.DECLINE, PERFORMER, Given(reason=Reason.TOO_MUCH_AT_ONCE))
WITHDRAWN = say(ASKED, Act.WITHDRAW, CUSTOMER)
RELEASED = say(PROMISED, Act.RELEASE, CUSTOMER, Given(reason=Reason.NO_LONGER_NEEDED))
TAKEN_BACK = say(PROMISED, Act.TAKE_BACK, PERFORMER, Given(reason=WAITING))
IMPORTANT = say(None, Act.ASK, CUSTOMER, Given(what=True, due_on=DUE, important=True))
PLAYED_BACK = say(IMPORTANT, Act.PLAY_BACK, PERFORMER, WORDS)
CONFIRMED = say(PLAYED_BACK, Act.CONFIRM, CUSTOMER)
REPLACING = say(PROMISED, Act.REPLACE, PERFORMER, Given(what=True, due_on=LATER))
REPLACED = say(REPLACING, Act.AGREE, CUSTOMER)
HANDING_OVER = say(PROMISED, Act.HAND_OVER, CUSTOMER, Given(person=True))
MARKED = say(PROMISED, Act.OUTSIDE_HANDS, PERFORMER, WORDS)
OUTSIDE = say(MARKED, Act.AGREE, CUSTOMER)
KEPT_AND_MARKED = say(KEPT, Act.OUTSIDE_HANDS, CUSTOMER, WORDS)
LAPSED = say(ASKED, Act.LAPSE, SYSTEM)
