"""One row of a map as a reader sees it. Words of the two are there for the two alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.calendars import SiteDays
from tandem.organisation.models import Area, Person
from tandem.partnership.models import Pair
from tandem.partnership.two import gone_words
from tandem.rooms.ownership import words
from tandem.rooms.ownership.actions import begun, side_of
from tandem.rooms.ownership.maps import InForce
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.rules import (
    Act,
    OutOfLane,
    State,
    may,
    moved_back,
    out_of_lane,
    settle_by,
    waits_for,
)
from tandem.rooms.ownership.starting_point import Domain, Side, Text

BY = (State.BY_LEADER, State.BY_HR)


@dataclass(frozen=True)
class Line:
    """pair: where the reader is one of the two, telling who left. row: None where nobody has said
    anything.

    days: on which the two work, for a day that is said to them.
    """

    area: Area
    holds: InForce
    today: date
    pair: Pair | None = None
    side: Side = Side.LEADER
    row: MapRow | None = None
    days: SiteDays | None = None

    @property
    def domain(self) -> Domain:
        return self.holds.domain

    @property
    def id(self) -> str:
        return f"row-{self.domain.key}"

    @property
    def text(self) -> Text:
        return self.row.text if self.row else self.holds.text

    @cached_property
    def state(self) -> State:
        if self.pair is None:
            return State.SIGNED if self.holds.is_own(self.area) else State.DEFAULT
        return State((self.row or begun(self.pair, self.holds)).state)

    @property
    def chip(self) -> str:
        return "map_differ" if self.differs else f"map_{self.state}"

    @property
    def chip_words(self) -> str:
        """Only where the chip's own word says too little."""
        if self.pair is not None and not self.differs and self.state in BY:
            person = self.pair.leader if self.state is State.BY_LEADER else self.pair.hr_partner
            return _("Agreed by %(name)s") % {"name": person.called}
        if self.state is State.DEFAULT and self.holds.signed is not None:
            return _("As in %(area)s") % {"area": self.holds.signed.area.name}
        return ""

    @property
    def note(self) -> str:
        if self.row is not None and self.pair is not None and self.state != State.SIGNED:
            if not self.is_open:
                return gone_words(self.partner)
            if self.row.differs_since is not None and self.days is not None:
                by = settle_by(self.row.differs_since, self.days.by_person[self.pair.leader_id])
                return words.differ_words(self.row.differs_since, by, self.today)
            return words.note_words(self.row, self.pair, self.side, self.today)
        return words.version_words(self.holds)

    @property
    def is_open(self) -> bool:
        """Whether the reader and a partner who is still here can say something to it."""
        return self.pair is not None and not self.pair.one_left

    @property
    def waits(self) -> bool:
        return self.is_open and self.row is not None and waits_for(self.row.standing, self.side)

    @property
    def differs(self) -> bool:
        return self.row is not None and self.row.differs_since is not None

    @property
    def is_between_two(self) -> bool:
        """What is shown is not what everybody else reads."""
        return self.row is not None and self.state is not State.SIGNED

    @property
    def partner(self) -> Person:
        assert self.pair is not None
        return self.pair.hr_partner if self.side is Side.LEADER else self.pair.leader

    @cached_property
    def out_of_lane(self) -> list[OutOfLane]:
        """For the two alone, and not while they mean it so."""
        if not self.is_open:
            return []
        kept = self.row.kept_until if self.row else None
        if kept is not None and self.today < kept:
            return []
        return out_of_lane(self.domain.text, self.text)

    @property
    def lane_words(self) -> list[str]:
        return [words.lane_words(each) for each in self.out_of_lane]

    @property
    def moved_back(self) -> Text:
        return moved_back(self.text, self.out_of_lane)

    @property
    def may_agree(self) -> bool:
        return self._may(Act.AGREE)

    @property
    def may_review(self) -> bool:
        return self._may(Act.REVIEW)

    def _may(self, act: Act) -> bool:
        return self.is_open and may(self.state, act, self.side)

    @property
    def is_as_it_began(self) -> bool:
        """Nobody has changed its text or sees it differently."""
        if self.row is None:
            return True
        untouched = not self.row.edited_by and not self.differs
        return untouched and self.state in BY

    @property
    def my_view(self) -> str:
        if self.row is None:
            return ""
        view: str = self.row.leader_view if self.side is Side.LEADER else self.row.hr_view
        return view

    @property
    def url(self) -> str:
        return reverse("ownership:row", args=[self.area.pk, self.domain.key])

    def act_url(self, act: Act) -> str:
        return reverse("ownership:act", args=[self.area.pk, self.domain.key, act])

    @property
    def agree_url(self) -> str:
        return self.act_url(Act.AGREE)

    @property
    def edit_url(self) -> str:
        return self.act_url(Act.EDIT)

    @property
    def differ_url(self) -> str:
        return self.act_url(Act.DIFFER)

    @property
    def review_url(self) -> str:
        return self.act_url(Act.REVIEW)


def pair_of(area: Area, person: Person, today: date) -> Pair | None:
    """The pair of the area, where the person is one of the two; it tells whether one has left."""
    mine = Pair.objects.visible_to(person).on(today).telling_who_left(today)
    return mine.filter(area=area).first()


def lines_of(
    area: Area, held: Mapping[str, InForce], person: Person, pair: Pair | None, today: date
) -> list[Line]:
    """In the order of the file; one question for the two of a pair, none for others."""
    if pair is None:
        return [Line(area, holds, today) for holds in held.values()]
    rows = {row.domain: row for row in MapRow.objects.visible_to(person).of(pair)}
    side, days = side_of(pair, person), SiteDays(frozenset({pair.leader_id}), today)
    return [
        Line(area, holds, today, pair, side, rows.get(key), days) for key, holds in held.items()
    ]


def as_it_began(lines: Sequence[Line]) -> int:
    """How many rows one tap would agree to."""
    return sum(line.may_agree and line.is_as_it_began for line in lines)
