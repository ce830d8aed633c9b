"""A promise as a row on a page: what it says to its reader, and which buttons it has.

Today, the pair page and the list of promises show the same row, the fragment
`commitments/_row.html`. Everything a row needs is fetched for all rows together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from django.utils.dateformat import format as formatted
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from tandem.organisation.addresses import address
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import SiteDays
from tandem.organisation.elsewhere import Elsewhere
from tandem.organisation.models import Person
from tandem.partnership.away import deputy_words, pause_words
from tandem.partnership.commitments import outlook
from tandem.partnership.commitments.as_read import mark_of
from tandem.partnership.commitments.chips import ENDED_AS, chip_words
from tandem.partnership.commitments.clocks import awaited, calendars_of
from tandem.partnership.commitments.deputies import FOR_ONESELF_ALONE
from tandem.partnership.commitments.latest import Latest, latest
from tandem.partnership.commitments.left import asks_nobody, left_words, ways_out
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.reasons import WORDING
from tandem.partnership.commitments.rules import (
    ENDS,
    Act,
    Reason,
    Side,
    Standing,
    State,
    Step,
    other,
    waits_for,
)
from tandem.partnership.commitments.standing import Proposal
from tandem.partnership.commitments.timers import asks_both, paused_since
from tandem.partnership.commitments.words_gone import is_without_words, what_of
from tandem.partnership.sides import around
from tandem.partnership.words import day_words

MONDAY_TO_FRIDAY = WorkingDays()
NOBODY_AWAY = Elsewhere()


@dataclass(frozen=True, slots=True)
class Button:
    """One act. A straight one is taken with the tap; the others open their form, in the row or on
    a page of its own."""

    act: Act
    label: str
    url: str
    straight: bool
    in_row: bool = True


@dataclass(frozen=True)
class PromiseRow:
    """What a page asks more than once of each of its rows is answered once."""

    commitment: Commitment
    reader: Person
    today: date
    sides: Mapping[UUID, str]
    last: Move | None = None
    calendar: WorkingDays = MONDAY_TO_FRIDAY  # of the performer, with their days away
    elsewhere: Elsewhere = NOBODY_AWAY
    unexplained: bool = False  # known that nobody has said since its day what got in the way

    @property
    def id(self) -> str:
        return f"promise-{self.commitment.pk}"

    @property
    def url(self) -> str:
        return self.commitment.get_absolute_url()

    @cached_property
    def read(self) -> str:
        """The mark of what is shown here, which comes back with a yes."""
        return mark_of(self.commitment)

    @property
    def what(self) -> str:
        return what_of(self.commitment)

    @property
    def is_without_words(self) -> bool:
        return is_without_words(self.commitment)

    @property
    def performer(self) -> Person:
        return self.commitment.performer

    @cached_property
    def standing(self) -> Standing:
        return self.commitment.standing

    @cached_property
    def other(self) -> Person:
        return self.commitment.who_is(other(self.side))

    @cached_property
    def other_left(self) -> bool:
        """Nobody is there to be asked: the other one no longer works here."""
        return self.other.pk in self.elsewhere.left

    @cached_property
    def side(self) -> Side:
        return self.commitment.side_of(self.reader)

    @property
    def waits_for_reader(self) -> bool:
        return waits_for(self.standing) is self.side

    @cached_property
    def needs_new_date(self) -> bool:
        return outlook.needs_new_date(self.standing, self.today, self.calendar)

    @property
    def answer_calendar(self) -> WorkingDays:
        """With the days away of whoever has the word instead of the performer’s."""
        return self.elsewhere.of(awaited(self.commitment)).on_top_of(self.calendar)

    @property
    def asks_both(self) -> bool:
        """A proposed day has waited so long that who proposed it is asked as well."""
        return asks_both(self.standing, self.today, self.answer_calendar)

    @property
    def paused_words(self) -> str:
        """Since when the clock of the agreed day stands still; empty while it runs."""
        since = paused_since(self.standing, self.today, self.answer_calendar)
        return day_words(since, self.today) if since else ""

    @property
    def is_over(self) -> bool:
        return self.commitment.state in ENDS

    @property
    def performer_side(self) -> str:
        return self.sides.get(self.commitment.performer_id, "")

    @property
    def customer_side(self) -> str:
        return self.sides.get(self.commitment.customer_id, "")

    @property
    def due_words(self) -> str:
        due_on = self.commitment.due_on
        return day_words(due_on, self.today) if due_on else ""

    @property
    def was_words(self) -> str:
        """The day it was first for, where another was agreed since."""
        first = self.commitment.first_due_on
        moved = first and first != self.commitment.due_on
        return day_words(first, self.today) if first and moved else ""

    @property
    def tier(self) -> str:
        return self.commitment.tier

    @property
    def proposed_words(self) -> str:
        proposed_on = self.commitment.proposed_on
        return day_words(proposed_on, self.today) if proposed_on else ""

    @property
    def handing_to_words(self) -> str:
        """The name of who would do it instead, while that lies open."""
        third = self.commitment.handing_to
        return third.name if third else ""

    @cached_property
    def look(self) -> str:
        ended = ENDED_AS.get(self.last.act) if self.last else None
        if ended and self.commitment.state == State.SUPERSEDED:
            return ended
        return outlook.look(self.standing, self.today, self.calendar)

    @property
    def chip_words(self) -> str:
        """Empty where the chip's own words do."""
        return chip_words(self.standing, self.look, self)

    @property
    def unreached_words(self) -> str:
        return unreached_words(self.other) if self.commitment.sent else ""

    @property
    def hint(self) -> str:
        return _("What happens now?") if self.look == "slipped" else ""

    @property
    def reason(self) -> str:
        return _(WORDING[Reason(self.last.reason)]) if self.last and self.last.reason else ""

    @property
    def first_steps(self) -> list[Step]:
        """What it offers at once, as far as its reader may say it."""
        standing = self.standing
        return self._sayable(outlook.first_steps(standing, self.side, self.today, self.calendar))

    @property
    def buttons(self) -> list[Button]:
        made = [button(self, step) for step in self.first_steps]
        if self.other_left:
            return [*made, *self._ways_out()]
        if self.needs_new_date:
            return [*new_date(self.commitment, self.today, self.calendar), *made[1:]]
        return made

    @property
    def further(self) -> list[Button]:
        steps = outlook.further_steps(self.standing, self.side, self.today, self.calendar)
        return [button(self, step) for step in self._sayable(steps)]

    def _sayable(self, steps: Iterable[Step]) -> list[Step]:
        withheld = FOR_ONESELF_ALONE if self.acted_for else ()
        sayable = [step for step in steps if step.act not in withheld]
        return [*filter(asks_nobody, sayable)] if self.other_left else sayable

    @property
    def why_url(self) -> str:
        """Where who does it may say what got in the way of what slipped; else empty."""
        asked = self.unexplained and self.needs_new_date and self.performer == self.reader
        return act_url(self.commitment, Act.SAY_WHY) if asked and not self.other_left else ""

    def _ways_out(self) -> list[Button]:
        """Of what is open with somebody who has left, and is the reader's own to settle."""
        promise = self.commitment
        if self.is_over or not promise.sent or self.acted_for:
            return []
        return [
            Button(act, says, url, straight=act is Act.LET_GO, in_row=act is Act.LET_GO)
            for act, says, url in ways_out(promise.pk, self.side)
        ]

    @cached_property
    def acted_for(self) -> Person | None:
        """Whose deputy the reader is here."""
        mine = self.commitment.who_is(self.side)
        return None if mine == self.reader else mine

    @property
    def away_words(self) -> list[str]:
        """Who of the two is away or has a deputy today; nothing once it is over."""
        return away_words(self) if self.is_told_of_absence else []

    @property
    def away_in_a_list(self) -> list[str]:
        """The same without the reader's own days, which would stand in every row; and who has left,
        which the page of the promise says above all."""
        if not self.is_told_of_absence:
            return []
        left = [left_words(self.other.called, self.whose_words)] if self.other_left else []
        return [*left, *away_words(self, own=False)]

    @property
    def whose_words(self) -> str:
        """Whose deputy the reader is here, by name."""
        return self.acted_for.called if self.acted_for else ""

    @property
    def is_told_of_absence(self) -> bool:
        return not self.is_over and self.commitment.sent

    @property
    def partner_words(self) -> str:
        """Who else can read it, as the chip names them."""
        return partner_words(self)

    @property
    def left_words(self) -> str:
        """Who could read it and no longer can, since they have left."""
        return self.other.called if self.other_left else ""


def rows(
    commitments: Iterable[Commitment],
    reader: Person,
    today: date,
    *,
    with_last: bool = False,
    sides: Mapping[UUID, str] | None = None,
    days: SiteDays | None = None,
) -> list[PromiseRow]:
    """For commitments from `visible_to(reader)`. `with_last` brings what was said last.

    `sides` and `days` where the page knows them already, as a pair's page does.
    """
    shown = list(commitments)
    there = around(reader, {who for one in shown for who in people_of(one)}, today)
    said = latest(shown, reader) if with_last else Latest()
    counted = [one for one in shown if counts_days(one, today)]
    calendars = calendars_of(counted, today, there.elsewhere.off, days)
    return [
        PromiseRow(
            one, reader, today, there.sides if sides is None else sides, said.moves.get(one.pk),
            calendars.get(one.performer_id, MONDAY_TO_FRIDAY), there.elsewhere,
            with_last and one.pk not in said.explained,
        )
        for one in shown
    ]  # fmt: skip


def counts_days(commitment: Commitment, today: date) -> bool:
    """Whether its row needs the calendar: the others spare the question."""
    renegotiating = commitment.state == State.RENEGOTIATING
    return renegotiating or outlook.needs_new_date(commitment.standing, today)


def people_of(commitment: Commitment) -> tuple[UUID, UUID]:
    return commitment.customer_id, commitment.performer_id


def away_words(row: PromiseRow, *, own: bool = True) -> list[str]:
    commitment, said = row.commitment, []
    for side, person in ((Side.PERFORMER, row.performer), (Side.CUSTOMER, commitment.customer)):
        if person.pk in row.elsewhere.left:
            continue
        now = row.elsewhere.of(person.pk).now
        if now is not None and (own or person != row.reader):
            waits = side is Side.PERFORMER or commitment.waits_for == side
            said.append(pause_words(person, now, row.reader, row.today, waits=waits))
        if person.pk in row.elsewhere.deputies:
            said.append(deputy_words(row.elsewhere.deputies[person.pk], row.reader, row.today))
    return list(dict.fromkeys(said))  # one crunch of both is said once


def partner_words(row: PromiseRow) -> str:
    """ "Mira", or "Mira, and Kim for Mira"; to a deputy, both of the two. Nobody who has left."""
    two = [
        one.called
        for one in (row.commitment.who_is(row.side), row.other)
        if one != row.reader and one.pk not in row.elsewhere.left
    ]
    acting = [
        _("%(deputy)s for %(name)s") % {"deputy": one.deputy.called, "name": one.person.called}
        for one in row.elsewhere.deputies.values()
        if one.person in (row.commitment.customer, row.performer)
        and one.deputy != row.reader
        and one.person_id not in row.elsewhere.left
    ]
    return get_text_list([*two, *acting], _("and"))


def act_url(commitment: Commitment, act: Act) -> str:
    return address("commitments:act", commitment.pk, act.value)


def button(row: PromiseRow, step: Step) -> Button:
    says = label(step, row.standing, row.today)
    return Button(step.act, says, act_url(row.commitment, step.act), straight=not step.needs)


def new_date(commitment: Commitment, today: date, calendar: WorkingDays) -> list[Button]:
    """It slipped: the same act twice, once with a day to agree with."""
    day = outlook.suggested_day(today, calendar)
    url = act_url(commitment, Act.RENEGOTIATE)
    suggested = _("Suggest %(day)s") % {"day": day_words(day, today)}
    with_day = f"{url}?{urlencode({'due_on': day.isoformat()})}"
    return [
        Button(Act.RENEGOTIATE, suggested, with_day, straight=False),
        Button(Act.RENEGOTIATE, _("Pick a date"), url, straight=False),
    ]


def label(step: Step, standing: Standing, today: date) -> str:
    """What the button says; where a day is meant, which. A day that is over cannot be kept."""
    change = standing.proposal is Proposal.CHANGE
    if step.act is Act.AGREE and standing.proposed_on and change:
        return _("Agree to %(day)s") % {"day": formatted(standing.proposed_on, "j M")}
    if step.act is Act.DONT_AGREE and standing.due_on and change:
        if standing.due_on < today:
            return _("Drop the proposal")
        return _("Keep %(day)s") % {"day": formatted(standing.due_on, "j M")}
    if step.act is Act.SAVE_DRAFT:
        return _("Change it")
    return _(step.says)


def unreached_words(other: Person) -> str:
    """Nobody without an account reads anything here. Empty for everybody else."""
    if other.account_id is not None:
        return ""
    return _("%(name)s cannot sign in yet, so tell them yourself.") % {"name": other.called}
