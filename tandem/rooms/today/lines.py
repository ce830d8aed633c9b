"""One typed line, between the reader, the person who typed it and the promise it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tandem.organisation.calendars import working_days_of
from tandem.organisation.models import Person
from tandem.partnership.commitments.rules import Side
from tandem.partnership.known import findable
from tandem.partnership.words import day_words
from tandem.rooms.today.quick_line import read
from tandem.rooms.today.reading.values import Direction, Known, Question, Reading

LONGEST = 1000  # what a hand can type; the form's own limits say the rest
SIDES = {Direction.PROMISE: Side.PERFORMER, Direction.ASK: Side.CUSTOMER}


@dataclass(frozen=True, slots=True)
class Line:
    """A reading with the people it found; its properties are for the page."""

    reading: Reading
    people: dict[Known, Person]
    today: date

    @property
    def text(self) -> str:
        return self.reading.line

    @property
    def who(self) -> list[Person]:
        return [self.people[known] for known in self.reading.who]

    @property
    def days(self) -> list[tuple[date, str]]:
        return [(day, day_words(day, self.today)) for day in self.reading.when]

    @property
    def side(self) -> Side | None:
        return SIDES[self.reading.direction] if self.reading.direction else None

    @property
    def asks(self) -> frozenset[Question]:
        return self.reading.questions

    @property
    def is_ask(self) -> bool:
        return self.side is Side.CUSTOMER

    @property
    def is_promise(self) -> bool:
        return self.side is Side.PERFORMER

    @property
    def seen(self) -> str:
        """What the page showed. A line is taken at once only if this comes back with it."""
        return "|".join(self.terms.values()) if self.reading.complete else ""

    @property
    def terms(self) -> dict[str, str]:
        """As the form takes them; what is open, or could mean two things, is left out."""
        read = self.reading
        return {
            "direction": self.side.value if self.side else "",
            "who": str(read.who[0].id) if len(read.who) == 1 else "",
            "what": read.what,
            "due_on": read.when[0].isoformat() if len(read.when) == 1 else "",
        }


def read_line(text: str, person: Person, today: date) -> Line:
    """Among those the person may name. What could mean two things stays open."""
    text = text.strip()[:LONGEST]
    circle = findable(text, person, today)
    people = {
        Known(one.pk, one.first_name, one.last_name, one.pk in circle.partners): one
        for one in circle.people
    }
    calendar = working_days_of(person, today)
    return Line(read(text, tuple(people), today, calendar), people, today)
