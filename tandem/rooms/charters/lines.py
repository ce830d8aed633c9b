"""One part of a charter as one of the two sees it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import Side, State
from tandem.partnership.charter import rules
from tandem.partnership.charter.models import CharterEntry
from tandem.partnership.charter.reading import Stand, signs, stands
from tandem.partnership.charter.starting_point import Kind
from tandem.partnership.models import Pair
from tandem.partnership.registers import Walk
from tandem.partnership.two import Two
from tandem.partnership.words import ago
from tandem.rooms.charters import words
from tandem.rooms.charters.in_the_walk import STEPS


@dataclass(frozen=True, slots=True)
class Column:
    """What one side has said to a part. acts: whether the reader can say yes here."""

    side: str
    person: Person
    chip: str
    acts: bool


@dataclass(frozen=True, slots=True)
class Line:
    """side: the reader's. signs: whether their yes here is the last the charter waits for."""

    stand: Stand
    two: Two
    side: Side
    signs: bool = False

    @property
    def key(self) -> str:
        return self.stand.part.key

    @property
    def id(self) -> str:
        return f"part-{self.key}"

    @property
    def pair(self) -> Pair:
        return self.two.pair

    @property
    def name(self) -> str:
        return words.name_of(self.key, self.stand.part.name, self.pair)

    @property
    def step(self) -> int:
        """Of setting the pair up: what belongs to none leads to the one with the charter."""
        return STEPS.get(self.key, Walk.FRAMEWORK).value

    @property
    def asks(self) -> str:
        return gettext(self.stand.part.asks)

    @property
    def is_asked_above(self) -> bool:
        """Its question stands on the page already: nobody reads it twice."""
        return self.key in rules.EXPECTATIONS

    @property
    def is_asked_below(self) -> bool:
        return self.key == rules.FACTORS

    @property
    def kind(self) -> str:
        return self.stand.part.kind.value

    @property
    def reads_both(self) -> bool:
        """What each writes alone is read by both at once, so by nobody before both have."""
        said = self.stand.said
        return self.stand.part.kind is not Kind.ALONE or bool(said.leader and said.hr)

    @property
    def says(self) -> str:
        said, part = self.stand.said, self.stand.part
        return words.says(self.key, part.kind, said)

    @property
    def note(self) -> str:
        """Who changed it last, for the one who is to read it."""
        row = self.stand.row
        if row.edited_by and row.edited_by != self.side and not self.has_mine:
            day = ago(row.changed_on, self.two.today)
            return gettext("%(name)s changed it, %(day)s") % {"name": self.other, "day": day}
        return ""

    @property
    def other(self) -> str:
        return self.two.other.called

    @property
    def has_mine(self) -> bool:
        return self.stand.has_yes_of(self.side)

    @property
    def is_agreed(self) -> bool:
        return self.stand.state is State.SIGNED

    @property
    def differs(self) -> bool:
        return self.stand.row.differs_since is not None

    @property
    def lacks(self) -> str:
        lacks = self.stand.lacks_for(self.side)
        return gettext(lacks) if lacks and not self.is_agreed else ""

    @property
    def may_agree(self) -> bool:
        return self.two.is_open and self.stand.may_agree(self.side)

    @property
    def waits(self) -> bool:
        """For the reader: a yes, an answer, or one’s own words beside the other’s."""
        return self.two.is_open and self.stand.row.waits_for(self.side)

    @property
    def columns(self) -> list[Column]:
        """The leader first, always."""
        two = ((Side.LEADER, self.pair.leader), (Side.HR, self.pair.hr_partner))
        asks = self.may_agree and not (self.differs and self.my_view)
        return [
            Column(side.value, person, self.chip(side), side is self.side and asks)
            for side, person in two
        ]

    def chip(self, side: Side) -> str:
        row = self.stand.row
        if self.stand.has_yes_of(side):
            return "charter_accepted"
        if self.differs and (row.leader_view if side is Side.LEADER else row.hr_view):
            return "charter_differs"
        if self.stand.lacks and not self.is_map:
            waited_for = row.waits_for(side) or not self.has_written(side)
            return "charter_to_write" if waited_for else "charter_written"
        return "charter_changed" if row.edited_by == side else "charter_to_read"

    def has_written(self, side: Side) -> bool:
        """Of a part that lacks something still: whether this side has said theirs."""
        if self.is_list:
            return bool(self.stand.entries) and rules.writes_list(self.key, side)
        return side in self.stand.row.said_by

    @property
    def is_list(self) -> bool:
        return self.stand.part.kind is Kind.LIST

    @property
    def is_text(self) -> bool:
        return self.stand.part.kind is Kind.TEXT

    @property
    def is_map(self) -> bool:
        return self.stand.part.kind is Kind.MAP

    @property
    def may_write(self) -> bool:
        return self.two.is_open and not (self.is_list or self.is_map)

    @property
    def may_add(self) -> bool:
        return (
            self.two.is_open
            and self.is_list
            and rules.writes_list(self.key, self.side)
            and len(self.stand.entries) < rules.most(self.key)
        )

    @property
    def rhythm(self) -> str:
        days = self.stand.row.days
        return words.often(days) if days else ""

    @property
    def entries(self) -> list[Entered]:
        return [Entered(entry, self) for entry in self.stand.entries]

    @property
    def sides(self) -> list[Written]:
        """What each has written, the leader first; the other’s only once it may be read."""
        row, found = self.stand.row, []
        for side, person, text in (
            (Side.LEADER, self.pair.leader, row.leader_text),
            (Side.HR, self.pair.hr_partner, row.hr_text),
        ):
            hidden = bool(text) and side is not self.side and not self.reads_both
            found.append(Written(side.value, person, "" if hidden else text, hidden))
        return found

    @property
    def views(self) -> list[Written]:
        row = self.stand.row
        return [
            Written("leader", self.pair.leader, row.leader_view, False),
            Written("hr", self.pair.hr_partner, row.hr_view, False),
        ]

    @property
    def my_words(self) -> str:
        said = self.stand.said
        if self.is_text:
            return said.text
        return said.leader if self.side is Side.LEADER else said.hr

    @property
    def my_view(self) -> str:
        return self.stand.view_of(self.side)

    @property
    def mark(self) -> str:
        return self.stand.said.mark

    def address(self, name: str) -> str:
        return reverse(f"charters:{name}", args=[self.pair.pk, self.key])

    @property
    def url(self) -> str:
        return self.address("part")

    @property
    def accept_url(self) -> str:
        return self.address("accept")

    @property
    def write_url(self) -> str:
        return self.address("write")

    @property
    def differ_url(self) -> str:
        return self.address("differ")

    @property
    def add_url(self) -> str:
        return self.address("add")


@dataclass(frozen=True, slots=True)
class Written:
    """What one of the two wrote. hidden: there, and not to be read yet."""

    side: str
    person: Person
    text: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of a list as the reader sees it, with what they may do to it."""

    entry: CharterEntry
    line: Line

    @property
    def chip(self) -> str:
        return f"answer_{self.entry.answer or 'waits'}"

    @property
    def may_answer(self) -> bool:
        return self.line.two.is_open and rules.answers_list(self.line.key, self.line.side)

    @property
    def may_change(self) -> bool:
        return self.line.two.is_open and rules.writes_list(self.line.key, self.line.side)

    @property
    def carried_by(self) -> str:
        pair = self.line.pair
        names = {"leader": pair.leader.called, "hr": pair.hr_partner.called}
        return names.get(self.entry.carried_by, gettext("Both"))

    def address(self, name: str) -> str:
        return reverse(f"charters:{name}", args=[self.line.pair.pk, self.entry.pk])

    @property
    def answer_url(self) -> str:
        return self.address("answer")

    @property
    def change_url(self) -> str:
        return self.address("entry")

    @property
    def let_go_url(self) -> str:
        return self.address("let_go")


def lines_of(two: Two) -> dict[str, Line]:
    side = Side.LEADER if two.i_lead else Side.HR
    parts = stands(two.pair, two.today)
    return {
        key: Line(stand, two, side, signs=signs([stand], parts.values(), side))
        for key, stand in parts.items()
    }


def entry_of(lines: dict[str, Line], entry_id: UUID) -> Entered | None:
    every = (entered for line in lines.values() for entered in line.entries)
    return next((each for each in every if each.entry.pk == entry_id), None)
