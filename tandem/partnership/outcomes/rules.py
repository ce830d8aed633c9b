"""How an outcome comes to be owned by two, and how it goes against their own target.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from tandem.partnership.agreeing.rules import OTHER as OTHER
from tandem.partnership.agreeing.rules import Side as Side
from tandem.partnership.agreeing.steps import Step, leads_to
from tandem.partnership.refused import NotPossible

FRESH_DAYS = 45  # a reading older than this says nothing about today
LONGEST_REVIEW = 730  # days ahead; a later one is a slip of the pen
FIRST_PART = Fraction(1, 10)  # of the time to the target's day: too early to say anything


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


CHANGED = _("Your partner has just changed this outcome. Read it as it is now.")
CLOSED = _("You two are no longer the pair of this area.")
ACCEPTED = _("You have accepted this already. It waits for your partner.")
CO_OWNED = _("You both own this already.")
NOT_BOTH = _("Both of you accept the wording first.")
ENDED = _("This outcome has ended. Take it up again first.")
GOES_ON = _("This outcome has not ended.")
ONE_SIDED = _(
    "An outcome needs a sentence of each side: what the leader does for it, and what HR does."
)
SAME_DAY = _("The target’s day lies after the day on which it is agreed.")
NOT_AHEAD = _("Name a day after today, and within two years.")
TAKEN = _("You two have another outcome for this already.")
NOT_YET = _("This day is still to come.")
NO_NUMBER = _("Say the value as a number.")


class State(StrEnum):
    PROPOSED = "proposed"
    BY_LEADER = "by_leader"
    BY_HR = "by_hr"
    CO_OWNED = "co_owned"
    MET = "met"
    NOT_MET = "not_met"
    RETIRED = "retired"


class Act(StrEnum):
    ACCEPT = "accept"
    CHANGE = "change"
    READ = "read"
    REVIEW = "review"
    MEET = "meet"
    NOT_MEET = "not_meet"
    RETIRE = "retire"
    TAKE_UP = "take_up"


YES = {Side.LEADER: State.BY_LEADER, Side.HR: State.BY_HR}
AGREEING = (State.PROPOSED, State.BY_LEADER, State.BY_HR)
ENDS = (State.MET, State.NOT_MET, State.RETIRED)
OPEN = (*AGREEING, State.CO_OWNED)


TABLE: tuple[Step[State, Act], ...] = (
    Step(State.PROPOSED, Act.ACCEPT, Side.LEADER, State.BY_LEADER),
    Step(State.PROPOSED, Act.ACCEPT, Side.HR, State.BY_HR),
    Step(State.BY_LEADER, Act.ACCEPT, Side.HR, State.CO_OWNED),
    Step(State.BY_HR, Act.ACCEPT, Side.LEADER, State.CO_OWNED),
    *(Step(at, Act.CHANGE, None, State.PROPOSED) for at in OPEN),
    *(Step(at, Act.READ, None, at) for at in OPEN),
    *(Step(at, Act.REVIEW, None, at) for at in OPEN),
    Step(State.CO_OWNED, Act.MEET, None, State.MET),
    Step(State.CO_OWNED, Act.NOT_MEET, None, State.NOT_MET),
    *(Step(at, Act.RETIRE, None, State.RETIRED) for at in OPEN),
    Step(State.MET, Act.TAKE_UP, None, State.CO_OWNED),
    Step(State.NOT_MET, Act.TAKE_UP, None, State.CO_OWNED),
    Step(State.RETIRED, Act.TAKE_UP, None, State.PROPOSED),
)


def take(state: State, act: Act, by: Side) -> State:
    """Where the act leads. Raises NotPossible with the sentence that says why not."""
    to = leads_to(TABLE, state, act, by)
    if to is None:
        raise NotPossible(why_not(state, act))
    return to


def why_not(state: State, act: Act) -> str:
    if act is Act.TAKE_UP:
        return GOES_ON
    if state in ENDS:
        return ENDED
    if act is Act.ACCEPT:
        return CO_OWNED if state is State.CO_OWNED else ACCEPTED
    return NOT_BOTH


def may(state: State, act: Act, by: Side) -> bool:
    return leads_to(TABLE, state, act, by) is not None


def waits_for(state: State, side: Side, *, worded_by: Side) -> bool:
    """Whether the other has given a wording, or a yes, that this side has not answered."""
    if state is State.PROPOSED:
        return worded_by is not side
    return state is YES[OTHER[side]]


def is_without_two(since: date, today: date, *, days: int) -> bool:
    """Whether it has been without two owners for longer than so many days."""
    return today > since + timedelta(days=days)


# ---- what both accept


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The wording both accept: one change to any of it, and neither has accepted it any more.

    measure: the key of a measure Tandem counts itself, or empty. start: None where nobody knows.
    """

    name: str
    measured_by: str
    target: Decimal
    by_on: date
    leader_part: str
    hr_part: str
    unit: str = ""
    measure: str = ""
    start: Decimal | None = None

    @property
    def mark(self) -> str:
        """Tells this wording from any other, so that nobody accepts one they have not seen."""
        numbers = (plain(self.start), plain(self.target), self.by_on.isoformat())
        words = (self.name, self.measured_by, self.unit, self.measure, self.leader_part)
        whole = "\x00".join((*words, self.hr_part, *numbers))
        return sha256(whole.encode()).hexdigest()[:16]


def plain(number: Decimal | None) -> str:
    """A number without trailing noughts and without an exponent; empty for none."""
    return "" if number is None else f"{number.normalize():f}"


def refuse_poor_terms(terms: Terms, today: date) -> None:
    """Raises NotPossible: one side has no part, or there is no time to get there."""
    if not (terms.leader_part.strip() and terms.hr_part.strip()):
        raise NotPossible(ONE_SIDED)
    if terms.by_on <= today:
        raise NotPossible(SAME_DAY)


def refuse_no_review(review_on: date, today: date) -> None:
    """Raises NotPossible: the day both look at it again is past, or a slip of the pen."""
    if not today < review_on <= today + timedelta(days=LONGEST_REVIEW):
        raise NotPossible(NOT_AHEAD)


def is_reviewed_next(review_on: date | None, today: date) -> bool:
    """Whether a day to look at it again is named, and is not over."""
    return review_on is not None and review_on >= today


# ---- how it goes


class Going(StrEnum):
    """Against the pair’s own target: in words and shape, never as a colour."""

    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    CANNOT_TELL = "cannot_tell"


class Because(StrEnum):
    REACHED = "reached"
    AHEAD = "ahead"
    BEHIND = "behind"
    OVER = "over"
    PASSED = "passed"
    NO_START = "no_start"
    NO_WAY = "no_way"
    NO_READING = "no_reading"
    OLD = "old"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Course:
    """The straight line the two drew: from a value on a day to a value by a day."""

    start: Decimal | None
    start_on: date
    target: Decimal
    by_on: date


@dataclass(frozen=True, slots=True)
class Value:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Judged:
    going: Going
    because: Because


REACHED = Judged(Going.ON_TRACK, Because.REACHED)
OF_THE_DAY = {True: REACHED, False: Judged(Going.OFF_TRACK, Because.OVER)}


def judge(course: Course, latest: Value | None, today: date) -> Judged:
    """How it goes by the latest reading, against the straight line from start to target.

    Exactly on the line is on track. Without a start, or where start and target are the same, nobody
    can say which way is forward. After its day only a reading of that day or later tells.
    """
    if course.start is None:
        return Judged(Going.CANNOT_TELL, Because.NO_START)
    if course.start == course.target:
        return Judged(Going.CANNOT_TELL, Because.NO_WAY)
    if latest is None:
        return Judged(Going.CANNOT_TELL, Because.NO_READING)
    way = share(course.start, course.target, latest.value)
    if latest.on >= course.by_on:
        return OF_THE_DAY[way >= 1]
    if today > course.by_on:
        return Judged(Going.CANNOT_TELL, Because.PASSED)
    if (today - latest.on).days > FRESH_DAYS:
        return Judged(Going.CANNOT_TELL, Because.OLD)
    if way >= 1:
        return REACHED
    passed = time_passed(course, latest.on)
    if passed < FIRST_PART:
        return Judged(Going.CANNOT_TELL, Because.EARLY)
    if way >= passed:
        return Judged(Going.ON_TRACK, Because.AHEAD)
    return Judged(Going.OFF_TRACK, Because.BEHIND)


def share(start: Decimal, target: Decimal, value: Decimal) -> Fraction:
    """How far from start to target, whichever way that is; below 0 it went the other way."""
    return (Fraction(value) - Fraction(start)) / (Fraction(target) - Fraction(start))


def time_passed(course: Course, on: date) -> Fraction:
    """How much of the time had gone on this day; a reading before the start counts as none."""
    whole = (course.by_on - course.start_on).days
    return max(Fraction((on - course.start_on).days, whole), Fraction(0))
