"""What a charter needs, when a pair has its minimum, and when a charter is due.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.agreeing.rules import OTHER, Act, Standing, State, take, waits_for
from tandem.partnership.charter.content import Said
from tandem.partnership.charter.starting_point import KEYS, Kind, Part
from tandem.partnership.refused import NotPossible

MOST_EXPECTATIONS = 5
FEWEST_FACTORS, MOST_FACTORS = 3, 5
RHYTHMS, LONGEST_RHYTHM = (7, 14, 28), 60  # days between two talks
NEEDED = ("map", "rights", "rhythm", "escalation")
"""The parts of the minimum. Its fifth is no part: a goal both answer for."""
FACTORS = "success"
ASKED_OF_HR, ASKED_OF_LEADER = "of_hr", "of_leader"
EXPECTATIONS = (ASKED_OF_HR, ASKED_OF_LEADER)
ALONE = "wrong"
OF_EACH = ("why", ALONE)


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


FIRST_DAYS = (
    (7, _("Meet, and tell each other why you do this")),
    (14, _("Walk the ownership map together")),
    (60, _("Look back together for the first time")),
    (90, _("Review the people data for the first time")),
)
AGREE_CHARTER = _("Agree the charter")
CHANGED = _("Your partner has just changed this part. Read it as it is now.")
EMPTY = _("Nothing is said here yet. Say something first, then both can agree.")
ONE_SIDED = _("Each of you writes here. It can be agreed once both have.")
NOT_ANSWERED = _("Every expectation needs its answer first: can, can partly, or cannot and why.")
NO_EXPECTATION = _("Say at least one thing first. “Nothing but what we have” is one, too.")
FACTORS_NEEDED = _("Three to five success factors, each with its measure, make this part.")
ENOUGH = _("Five are enough to keep in mind. Let one go first.")
NOT_A_LIST = _("This part is no list.")
NOT_A_TEXT = _("This part is not written here.")
SAY_WHY = _("Say why, or what would be possible. A sentence is enough.")
NEEDS_MEASURE = _("Say how you two will see it: a number, a date, or what people would say.")
NOT_YOURS = _("This is your partner’s to say.")
NO_RHYTHM = _("Choose how often you talk.")


@dataclass(frozen=True, slots=True)
class Minimum:
    """What a pair needs before it counts as active (000-12).

    map_signed: both have said yes to the part on the map, whoever signed the rows it speaks of.
    """

    map_signed: bool
    shared_goal: bool
    rhythm: bool
    decision_rights: bool
    escalation: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """In quiet words, in the order of the set-up walk."""
        held = (
            (self.map_signed, _("who owns what")),
            (self.decision_rights, _("who decides what by when")),
            (self.rhythm, _("when you meet")),
            (self.escalation, _("what you do when you cannot settle something")),
            (self.shared_goal, _("one goal you both answer for")),
        )
        return tuple(words for there, words in held if not there)

    @property
    def holds(self) -> bool:
        return not self.missing


def lacks(part: Part, said: Said) -> str:
    """Why nobody can agree to it yet; empty where both can."""
    if part.key == FACTORS:
        number = len(said.entries)
        return "" if FEWEST_FACTORS <= number <= MOST_FACTORS else FACTORS_NEEDED
    if part.kind is Kind.LIST:
        if not said.entries:
            return NO_EXPECTATION
        return "" if all(entry.answer for entry in said.entries) else NOT_ANSWERED
    if part.kind in (Kind.EACH, Kind.ALONE):
        if said.leader and said.hr:
            return ""
        return ONE_SIDED if said.leader or said.hr else EMPTY
    return "" if said.text else EMPTY


def refuse_incomplete(part: Part, said: Said, first: str = "") -> None:
    """first: what it lacks before anything else. Raises NotPossible."""
    if words := first or lacks(part, said):
        raise NotPossible(words)


def writes_list(key: str, side: str) -> bool:
    """An expectation is said by the side that has it; a success factor by either."""
    return key == FACTORS or key == {"leader": ASKED_OF_HR, "hr": ASKED_OF_LEADER}[side]


def answers_list(key: str, side: str) -> bool:
    return key in EXPECTATIONS and not writes_list(key, side)


def most(key: str) -> int:
    return MOST_FACTORS if key == FACTORS else MOST_EXPECTATIONS


def after_a_change(state: State, part: Part, said: Said, side: str) -> State:
    """Who writes has said yes to it, once it is whole: to their own words the other’s yes is asked.

    Where each writes alone, nobody has read the other’s yet: then both still say yes.
    """
    edited = take(state, Act.EDIT, side)
    if lacks(part, said) or part.kind is Kind.ALONE:
        return edited
    return take(edited, Act.AGREE, side)


def waits(key: str, standing: Standing, side: str, *, written: Collection[str]) -> bool:
    """Whether a part waits for this side: for a yes, an answer, or words of its own.

    written: which sides have words of their own in it. What is half said waits for the other half
    alone; a list of success factors that is no list yet waits for nobody.
    """
    if standing.state is not State.EDITED or key == FACTORS:
        return standing.state is not State.EDITED and waits_for(standing, side)
    if key in EXPECTATIONS:
        return answers_list(key, side)
    if key in OF_EACH:
        half = side not in written and OTHER[side] in written
        return half or (key == ALONE and len(written) == len(OTHER))
    return waits_for(standing, side)


def is_signed(states: Iterable[State]) -> bool:
    """Both have signed once every one of the fifteen has both yeses."""
    found = [*states]
    return len(found) == len(KEYS) and all(state is State.SIGNED for state in found)


def has_no_framework(minimum: Minimum, *, paired_on: date, today: date, after_days: int) -> bool:
    """F04: the pair is older than the days it has, and its minimum does not hold."""
    return not minimum.holds and (today - paired_on).days > after_days


def renewal_due(signed_on: date, calendar: WorkingDays, *, after_days: int) -> date:
    return calendar.first_from(signed_on + timedelta(days=after_days))


def first_due(
    paired_on: date, calendar: WorkingDays, *, follows: bool, days: int, after_change: int
) -> date:
    """When a pair’s first charter is due. follows: one of the two was in the pair before it."""
    return calendar.first_from(paired_on + timedelta(days=after_change if follows else days))


def first_hundred_days(
    paired_on: date, calendar: WorkingDays, *, charter_on: date
) -> tuple[tuple[date, str], ...]:
    """The plan of a new pair (C14): the day, or the next one on which they work, and what for.

    charter_on: the day the charter is due, or was signed. It stands third, whatever its day.
    """
    plan = [
        (calendar.first_from(paired_on + timedelta(days=days)), words) for days, words in FIRST_DAYS
    ]
    return (*plan[:2], (charter_on, AGREE_CHARTER), *plan[2:])
