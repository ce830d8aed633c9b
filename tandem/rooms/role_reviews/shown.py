"""A pair's review as one of the two looks at it: this year, and what both have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.models import RoleReview
from tandem.partnership.role_review import rules
from tandem.partnership.role_review.asking import year_of
from tandem.partnership.role_review.items import items
from tandem.partnership.role_review.rules import Band, Both
from tandem.partnership.role_review.told import band_of, once, readers
from tandem.partnership.two import Two
from tandem.rooms.role_reviews.words import answer_words, named, would_read


@dataclass(frozen=True, slots=True)
class Line:
    """One matter with what each was asked and answered, the leader first."""

    name: str
    sides: tuple[tuple[str, str, str], tuple[str, str, str]]
    """Of each side: its key, what it was asked, what it answered."""


@dataclass(frozen=True, slots=True)
class Year:
    """What both answered in a year, for the two."""

    opened_on: date
    leader: RoleReview
    hr: RoleReview
    band: Band | None

    @property
    def both(self) -> list[Both]:
        return rules.side_by_side(self.leader.answers, self.hr.answers)

    @property
    def answered_on(self) -> date:
        return max(each.sent_on for each in (self.leader, self.hr) if each.sent_on)

    @property
    def lines(self) -> list[Line]:
        found = zip(items(), self.both, strict=True)
        names = {
            Side.LEADER: self.hr.by.called,  # each is asked about the other
            Side.HR: self.leader.by.called,
        }
        return [
            Line(
                item.name,
                tuple(
                    (side.value, item.asked(side, names[side]), answer_words(both.of(side)))
                    for side in Side
                ),  # type: ignore[arg-type]  # there are two sides
            )
            for item, both in found
        ]

    @property
    def starters(self) -> list[tuple[str, str]]:
        """The matter, and how to begin."""
        by_key = {item.key: item for item in items()}
        return [(by_key[key].name, by_key[key].starter) for key in rules.starters(self.both)]

    @property
    def could_use_help(self) -> bool:
        return self.band is Band.HELP

    def mine(self, me: Person) -> RoleReview:
        return self.leader if self.leader.by_id == me.pk else self.hr

    def theirs(self, me: Person) -> RoleReview:
        return self.hr if self.leader.by_id == me.pk else self.leader


def years_of(two: Two) -> list[Year]:
    """Every year both have answered and that is still kept, the newest first."""
    seen = RoleReview.objects.visible_to(two.me, two.today).of(two.pair).opened()
    return [as_year(opened, [*rows]) for opened, rows in groupby(seen, lambda row: row.opened_on)]


def as_year(opened: date, rows: Sequence[RoleReview]) -> Year:
    by_side = {row.side: row for row in rows}
    return Year(opened, by_side[Side.LEADER], by_side[Side.HR], band_of(rows))


@dataclass(frozen=True, slots=True)
class Now:
    """The year that can be answered today. theirs: what one learns of the other's: that alone."""

    opened_on: date
    mine: RoleReview | None
    theirs_sent: bool
    theirs_left_out: bool

    @property
    def last_day(self) -> date:
        return self.opened_on + timedelta(days=rules.OPEN_DAYS - 1)

    @property
    def is_sent(self) -> bool:
        return bool(self.mine and self.mine.sent_on)

    @property
    def is_left_out(self) -> bool:
        return bool(self.mine and self.mine.skipped_on)

    @property
    def is_begun(self) -> bool:
        return bool(self.mine and self.mine.marks and not self.mine.sent_on)


def this_year(two: Two, years: Sequence[Year]) -> Now | None:
    """None where none is open, or both have answered it already: then it is the newest of years."""
    latest = rules.open_year(two.pair.start_on, two.today)
    if not two.is_open or (years and years[0].opened_on == latest):
        return None
    opened = year_of(two.pair, two.today)
    if opened is None:
        return None
    rows = [*RoleReview.objects.of(two.pair).in_year(opened).with_pair()]
    mine = next((row for row in rows if row.by_id == two.me.pk), None)
    theirs = next((row for row in rows if row.by_id != two.me.pk), None)
    return Now(
        opened, mine, bool(theirs and theirs.sent_on), bool(theirs and theirs.skipped_on)
    )  # fmt: skip


def telling(two: Two, year: Year) -> dict[str, Any]:
    """What those above would read, and who says yes to it. Empty where there is nobody, or no word.

    Of the other's yes one learns once there is one's own, so that nobody is waited for.
    """
    people = once(readers(two.pair, two.today)) if two.is_open and year.band else []
    if not people or year.band is None:
        return {}
    mine, theirs = year.mine(two.me), year.theirs(two.me)
    said = "both" if theirs.tells_on else "mine"
    names = two.pair.leader.name, two.pair.hr_partner.name
    return {
        "people": named(people),
        "said": said if mine.tells_on else "unsaid",
        "words": would_read(year.band, *names, year.opened_on.year),
        "heard": [row.heard_on for row in (year.leader, year.hr) if row.heard_on],
    }
