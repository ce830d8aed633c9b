"""One typed line, between the reader, the person who typed it and the promise it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tandem.organisation.calendars import working_days_of
from tandem.organisation.models import Person
from tandem.partnership.commitments.models import WHAT_LENGTH
from tandem.partnership.commitments.rules import Side
from tandem.partnership.known import findable
from tandem.partnership.words import day_words
from tandem.rooms.today.quick_line import read
from tandem.rooms.today.reading.near import nearly
from tandem.rooms.today.reading.values import Direction, Known, Part, Reading
from tandem.rooms.today.words import open_questions

LONGEST = 20_000  # more is no line; the form's own limits say the rest
ONESELF = "oneself"  # a third answer to who does it: nobody is asked, nobody promises
SIDES = {Direction.PROMISE: Side.PERFORMER, Direction.ASK: Side.CUSTOMER}


@dataclass(frozen=True, slots=True)
class Line:
    """A reading with the people it found; its properties are for the page."""

    reading: Reading
    people: dict[Known, Person]
    today: date
    nearly: tuple[Person, ...] = ()  # whose name stands there almost, where nobody's does

    @property
    def questions(self) -> dict[str, str]:
        return open_questions(self.reading, never=self.never, nearly=bool(self.nearly))

    @property
    def offered_people(self) -> list[Person]:
        """Those to choose from, where it is open who is meant."""
        return self.who or [*self.nearly]

    @property
    def never(self) -> str:
        """The words that name a day which is over, or in no calendar; empty where none do."""
        marks = (mark for mark in self.reading.marks if mark.part is Part.WHEN)
        words = (self.text[mark.start : mark.end].strip(" ,.") for mark in marks)
        return "" if self.reading.when else next(words, "")

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
        return SIDES.get(self.reading.direction) if self.reading.direction else None

    @property
    def is_reminder(self) -> bool:
        return self.reading.direction is Direction.REMINDER

    @property
    def is_ask(self) -> bool:
        return self.side is Side.CUSTOMER

    @property
    def is_promise(self) -> bool:
        return self.side is Side.PERFORMER

    @property
    def seen(self) -> str:
        """What the page showed. A line is taken at once only if this comes back with it."""
        sure = self.reading.complete and not self.too_long
        return "|".join(self.terms.values()) if sure else ""

    @property
    def too_long(self) -> bool:
        """More than a promise can be: asked about, and nothing of it is cut off."""
        return len(self.reading.what) > WHAT_LENGTH

    @property
    def terms(self) -> dict[str, str]:
        """As the form takes them; what is open, or could mean two things, is left out."""
        read = self.reading
        return {
            "direction": ONESELF if self.is_reminder else self.side.value if self.side else "",
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
    reading = read(text, tuple(people), today, calendar)
    close = () if reading.who else nearly(text, people, is_note=reading.presumed)
    if close and reading.presumed:  # "call Helne": somebody is named after all
        reading = replace(reading, directions=(Direction.PROMISE,), presumed=False)
    return Line(reading, people, today, tuple(people[known] for known in close))
