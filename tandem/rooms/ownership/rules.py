"""What holds for rows of the map alone. The table from a common starting point to signed, which
they share with whatever else two agree on, stands in `partnership.agreeing`.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.agreeing.rules import SAY_HOW as SAY_HOW
from tandem.partnership.agreeing.rules import Act as Act
from tandem.partnership.agreeing.rules import Standing as Standing
from tandem.partnership.agreeing.rules import State as State
from tandem.partnership.agreeing.rules import may as may
from tandem.partnership.agreeing.rules import take as take
from tandem.partnership.agreeing.rules import waits_for as waits_for
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
FOR_NOW = _("Say until when: a day from tomorrow on, within a year.")


class Audience(StrEnum):
    """Who may see the partnership map of a pair, beside the two."""

    AREA = "area"
    OPEN = "open"


def refuse_one_sided(leader_line: str, hr_line: str) -> None:
    """Both are experts in every domain, differently. Raises NotPossible."""
    if not (leader_line.strip() and hr_line.strip()):
        raise NotPossible(ONE_SIDED)


def settle_by(differs_since: date, calendar: WorkingDays) -> date:
    """The thirtieth day, or the next one on which they work: from it on the two are asked to
    settle it, or one level up, together."""
    return calendar.first_from(differs_since + timedelta(days=SETTLE_DAYS))


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
