"""A sticking point as one of the two looks at it, and a note as whoever it went to does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tandem.access.moving import agreed
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.two import Two
from tandem.rooms.escalations.clocks import Box, box
from tandem.rooms.escalations.deciding import further, missing, readers_now
from tandem.rooms.escalations.models import HR, LEADER, Escalation, JointNote
from tandem.rooms.escalations.reach import above
from tandem.rooms.escalations.rules import Written


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two on the page. view, heard: empty where the reader may not read them yet."""

    side: str
    person: Person
    is_mine: bool
    has_written: bool
    view: str
    heard: str


@dataclass(frozen=True, slots=True)
class Point:
    """As it stands for one of the two on a day."""

    point: Escalation
    two: Two

    @property
    def is_open(self) -> bool:
        """Whether the two can still do something with it."""
        return self.point.is_running and self.two.is_open

    @property
    def is_mine(self) -> bool:
        return self.point.by == self.two.me

    @property
    def has_note(self) -> bool:
        return self.point.views_on is not None

    @property
    def written(self) -> Written:
        return self.point.progress

    @property
    def sides(self) -> list[Side]:
        """The leader first, always. The other's view shows once both have written."""
        note, written = self.point.note, self.written
        both = ((LEADER, self.two.pair.leader), (HR, self.two.pair.hr_partner))
        return [
            Side(
                side=side,
                person=person,
                is_mine=person == self.two.me,
                has_written=bool(note.view_of(side)),
                view=note.view_of(side) if written.both_views or person == self.two.me else "",
                heard=getattr(self.point, f"{side}_heard"),
            )
            for side, person in both
        ]

    @property
    def mine(self) -> Side:
        return next(each for each in self.sides if each.is_mine)

    @property
    def theirs(self) -> Side:
        return next(each for each in self.sides if not each.is_mine)

    @property
    def waits_for_my_yes(self) -> bool:
        """Whether the other has put into words what the two agreed."""
        return self.point.settled_by is not None and self.point.settled_by != self.two.me


@dataclass(frozen=True, slots=True)
class Sending:
    """Whom the note would go to, where it could go on from there, and who has said yes."""

    to: Sequence[Person]
    top: Sequence[Person]
    i_said_yes: bool
    they_said_yes: bool


def sending(shown: Point) -> Sending | None:
    """None while it is not ready, or once it went."""
    point, two = shown.point, shown.two
    if not (shown.is_open and point.is_between_us and shown.has_note and shown.written.may_go):
        return None
    there = above(two.pair, two.today)
    to, top = there.next_level, [each for each in there.top if each not in there.next_level]
    yes = agreed(point.note, Tier.RESTRICTED)
    return Sending(to, top, two.me.pseudonym in yes, two.other.pseudonym in yes)


def box_of(point: Escalation, gone: Sent | None, today: date) -> Box | None:
    """None for what has ended. At the first two steps both are asked, later those it went to."""
    if not point.is_running:
        return None
    two = [point.pair.leader, point.pair.hr_partner]
    if gone is not None:
        return gone.box(today)
    return box(point.step, point.since, two, today)


@dataclass(frozen=True, slots=True)
class Sent:
    """A note that was sent, for one who reads it.

    since: of its step, or of who came last to those whose decision it is.
    """

    note: JointNote
    me: Person
    asked: Sequence[Person]
    since: date
    passing_to: Sequence[Person]
    coming: Sequence[Person]
    is_settled: bool

    def box(self, today: date) -> Box:
        return box(self.note.step, self.since, self.asked, today)

    @property
    def asked_names(self) -> str:
        return named(self.asked)

    @property
    def coming_names(self) -> str:
        return named(self.coming)

    @property
    def passing_names(self) -> str:
        return named(self.passing_to)

    @property
    def i_decide(self) -> bool:
        return self.me in self.asked and self.note.decided_on is None and not self.is_settled

    @property
    def waits_for_my_yes(self) -> bool:
        return self.i_decide and self.note.written_by not in (None, self.me)

    @property
    def alone(self) -> bool:
        return len(self.asked) == 1

    @property
    def is_of_the_two(self) -> bool:
        return self.me in (self.note.pair.leader, self.note.pair.hr_partner)

    @property
    def to_read(self) -> bool:
        """Whether this one of the two has not said yet that they read the decision."""
        note = self.note
        read_on = note.leader_read_on if self.me == note.pair.leader else note.hr_read_on
        return self.is_of_the_two and note.decided_on is not None and read_on is None


def sent(note: JointNote, me: Person, today: date) -> Sent:
    readers = readers_now(note, today)
    people = [each.person for each in readers]
    running = note.escalation.is_running
    deciding = running and me in people
    two = me in (note.pair.leader, note.pair.hr_partner)
    return Sent(
        note, me, people, max((each.since for each in readers), default=note.since),
        further(note, today) if deciding else [],
        missing(note, today) if running and two else [],
        is_settled=not running and note.decided_on is None,
    )  # fmt: skip


def named(people: Sequence[Person]) -> str:
    """ "Vera Lund and Helen Achterberg"."""
    if len(people) < 2:
        return "".join(each.name for each in people)
    *some, last = (each.name for each in people)
    return _("%(some)s and %(last)s") % {"some": ", ".join(some), "last": last}
