"""How a row of the map goes from a common starting point to signed: one table, and what waits.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.refused import NotPossible
from tandem.rooms.ownership.starting_point import Side, Text

SETTLE_DAYS = 30  # so long two may see a row differently before they are asked to settle it
LONGEST_FOR_NOW = timedelta(days=366)  # "for now" ends within a year, or is no longer for now
BOTH = (Side.LEADER, Side.HR)


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


CHANGED = _("Your partner has just changed this row. Read it as it is now.")
CLOSED = _("You two are no longer the pair of this area.")
ONE_SIDED = _("A row needs a line of each side: what the leader owns, and what HR owns.")
AGREED = _("You have agreed to this row already. It waits for your partner.")
SIGNED = _("This row is signed. Look at it again together, or change it.")
SAY_HOW = _("Say in a sentence how you see it.")
FOR_NOW = _("Say until when: a day from tomorrow on, within a year.")
NOTHING_SIGNED = _("There is nothing signed here yet. Agree to the row, or change it.")
LOOKED_AT = _("You are looking at this row again already.")


class State(StrEnum):
    DEFAULT = "default"
    EDITED = "edited"
    BY_LEADER = "by_leader"
    BY_HR = "by_hr"
    SIGNED = "signed"
    UNDER_REVIEW = "under_review"


class Act(StrEnum):
    AGREE = "agree"
    EDIT = "edit"
    DIFFER = "differ"
    REVIEW = "review"


class Audience(StrEnum):
    """Who may see the partnership map of a pair, beside the two."""

    AREA = "area"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Standing:
    """edited_by: who wrote the text last. unsaid: whose view of a difference is missing."""

    state: State
    edited_by: Side | None = None
    differs: bool = False
    unsaid: frozenset[Side] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """At this state, this act of this side leads there. Without a side: of either."""

    at: State
    act: Act
    by: Side | None
    to: State


TABLE: tuple[Step, ...] = (
    Step(State.DEFAULT, Act.AGREE, Side.LEADER, State.BY_LEADER),
    Step(State.DEFAULT, Act.AGREE, Side.HR, State.BY_HR),
    Step(State.EDITED, Act.AGREE, Side.LEADER, State.BY_LEADER),
    Step(State.EDITED, Act.AGREE, Side.HR, State.BY_HR),
    Step(State.BY_LEADER, Act.AGREE, Side.HR, State.SIGNED),
    Step(State.BY_HR, Act.AGREE, Side.LEADER, State.SIGNED),
    Step(State.UNDER_REVIEW, Act.AGREE, Side.LEADER, State.BY_LEADER),
    Step(State.UNDER_REVIEW, Act.AGREE, Side.HR, State.BY_HR),
    *(Step(at, Act.EDIT, None, State.EDITED) for at in State),
    *(Step(at, Act.DIFFER, None, State.UNDER_REVIEW) for at in State),
    Step(State.SIGNED, Act.REVIEW, None, State.UNDER_REVIEW),
)
REFUSED: dict[tuple[State, Act], str] = {
    (State.BY_LEADER, Act.AGREE): AGREED,
    (State.BY_HR, Act.AGREE): AGREED,
    (State.SIGNED, Act.AGREE): SIGNED,
    (State.UNDER_REVIEW, Act.REVIEW): LOOKED_AT,
}


def take(state: State, act: Act, by: Side) -> State:
    """Where the act leads. Raises NotPossible with the sentence that says why not."""
    for step in TABLE:
        if (step.at, step.act) == (state, act) and step.by in (None, by):
            return step.to
    raise NotPossible(REFUSED.get((state, act), NOTHING_SIGNED))


def may(state: State, act: Act, by: Side) -> bool:
    try:
        take(state, act, by)
    except NotPossible:
        return False
    return True


def refuse_one_sided(leader_line: str, hr_line: str) -> None:
    """Both are experts in every domain, differently. Raises NotPossible."""
    if not (leader_line.strip() and hr_line.strip()):
        raise NotPossible(ONE_SIDED)


def waits_for(standing: Standing, side: Side) -> bool:
    """Whether the other of the two has said something that this one has not answered.

    A row nobody has touched waits for nobody: the map may be walked at any time.
    """
    if standing.differs and standing.state is State.UNDER_REVIEW:
        return side in standing.unsaid
    if standing.state is State.EDITED:
        return standing.edited_by is not side
    return standing.state is {Side.LEADER: State.BY_HR, Side.HR: State.BY_LEADER}[side]


def settle_by(differs_since: date) -> date:
    return differs_since + timedelta(days=SETTLE_DAYS)


def is_to_be_settled(differs_since: date, today: date) -> bool:
    """From the thirtieth day on the two are asked: settle it, or one level up, together."""
    return today >= settle_by(differs_since)


@dataclass(frozen=True, slots=True)
class OutOfLane:
    """What the starting point gives to one side and a row to the other. side: where it is."""

    task: str
    side: Side


def tasks(line: str) -> list[str]:
    """A line of the map names its tasks one after the other."""
    parted = line.split(";") if ";" in line else line.split(",")
    return [task.strip() for task in parted if task.strip()]


def out_of_lane(usual: Text, now: Text) -> list[OutOfLane]:
    """Tasks that the row names on the other side alone, in the very words of the starting point.

    Words of one's own are never judged: only where a task was moved as it stood is one asked.
    """
    found = []
    for line, own, other, side in (
        (usual.leader, now.leader, now.hr, Side.HR),
        (usual.hr, now.hr, now.leader, Side.LEADER),
    ):
        here, there = own.casefold(), {task.casefold() for task in tasks(other)}
        found += [
            OutOfLane(task, side)
            for task in tasks(line)
            if task.casefold() in there and task.casefold() not in here
        ]
    return found


def moved_back(text: Text, out: Iterable[OutOfLane]) -> Text:
    """The row with each of these on its usual side."""
    lines = {Side.LEADER: tasks(text.leader), Side.HR: tasks(text.hr)}
    for each in out:
        other = Side.LEADER if each.side is Side.HR else Side.HR
        gone = each.task.casefold()
        lines[each.side] = [task for task in lines[each.side] if task.casefold() != gone]
        lines[other].append(each.task)
    return Text("; ".join(lines[Side.LEADER]), "; ".join(lines[Side.HR]), text.outcome)


def refuse_for_ever(until: date, today: date) -> None:
    """Raises NotPossible."""
    if not today < until <= today + LONGEST_FOR_NOW:
        raise NotPossible(FOR_NOW)


def shown_to(yeses: Iterable[Audience]) -> Audience | None:
    """With a yes of each, the narrower of the two; with fewer nobody but the two sees it."""
    said = [*yeses]
    if len(said) < len(BOTH):
        return None
    return Audience.AREA if Audience.AREA in said else Audience.OPEN


def is_unowned(since: date, today: date, calendar: WorkingDays, days: int) -> bool:
    """F06: strictly more than so many working days, the first of them the day it became vacant."""
    return calendar.add_working_days(since, days) < today


def nearest(paths: Iterable[str]) -> str | None:
    """Of paths of an area and of what lies above it, the one closest to it."""
    return max(paths, key=len, default=None)
