"""What a line is read into. Values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the typist may promise to or ask; `partner`: the typist's partner in a pair."""

    id: UUID
    first_name: str
    last_name: str
    partner: bool = False


class Direction(StrEnum):
    """Who does it: the typist for the other (promise), or the other for the typist (ask).

    A reminder is the typist's own: whoever is named in it is not asked and not told.
    """

    PROMISE = "promise"
    ASK = "ask"
    REMINDER = "reminder"


class Question(StrEnum):
    """What the line leaves open: said not at all, or in two ways."""

    WHO = "who"
    WHEN = "when"
    WHAT = "what"
    DIRECTION = "direction"


class Part(StrEnum):
    """What a marked stretch was read as. HOW: words that say the direction, or courtesy."""

    WHO = "who"
    WHEN = "when"
    HOW = "how"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """`line[start:end]` was read as `part`. Marks never overlap."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Reading:
    """One line, read. Nothing in it is guessed: what could mean two things holds both.

    line: what was read, the text the marks count in (the typed line, its Unicode composed)
    what: the words left, tidied, first letter as typed; "" when none are left
    who: 0 nobody found, 1 read, more: ask which, partners first
    when: 0 no day found, 1 read, more: ask which, soonest first
    directions: 1 read, 2 ask
    marks: the parts read as who, when and how, in order of the line
    presumed: a reminder only because the line names nobody
    """

    line: str
    what: str
    who: tuple[Known, ...]
    when: tuple[date, ...]
    directions: tuple[Direction, ...]
    marks: tuple[Mark, ...]
    presumed: bool = False

    @property
    def direction(self) -> Direction | None:
        """The direction, if there is only one."""
        return self.directions[0] if len(self.directions) == 1 else None

    @property
    def questions(self) -> frozenset[Question]:
        """What must be asked before this can be kept."""
        to_self = self.direction is Direction.REMINDER  # to nobody, and on any day or none
        named = any(mark.part is Part.WHEN for mark in self.marks)
        still_open = {
            Question.WHO: len(self.who) != 1 and not to_self,
            Question.WHEN: len(self.when) > 1 or not (self.when or (to_self and not named)),
            Question.WHAT: not self.what,
            Question.DIRECTION: len(self.directions) != 1,
        }
        return frozenset(question for question, asked in still_open.items() if asked)

    @property
    def complete(self) -> bool:
        """True when one tap is enough."""
        return not self.questions
