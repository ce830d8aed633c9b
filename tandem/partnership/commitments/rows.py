"""A promise as a row on a page: what it says to its reader, and which buttons it has.

Today, the pair page and the list of promises show the same row, the fragment
`commitments/_row.html`. Everything a row needs is fetched for all rows together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import Person
from tandem.partnership.commitments import outlook
from tandem.partnership.commitments.clocks import calendars_of
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
    waits_for,
)
from tandem.partnership.sides import sides_for
from tandem.partnership.words import ago, day_words

MONDAY_TO_FRIDAY = WorkingDays()


@dataclass(frozen=True, slots=True)
class Button:
    """One act. A straight one is taken with the tap; the others open their form."""

    act: Act
    label: str
    url: str
    straight: bool


@dataclass(frozen=True, slots=True)
class PromiseRow:
    commitment: Commitment
    reader: Person
    today: date
    sides: Mapping[UUID, str]
    last: Move | None = None
    calendar: WorkingDays = MONDAY_TO_FRIDAY  # of the performer’s site, where a day is suggested

    @property
    def id(self) -> str:
        return f"promise-{self.commitment.pk}"

    @property
    def url(self) -> str:
        return self.commitment.get_absolute_url()

    @property
    def performer(self) -> Person:
        return self.commitment.performer

    @property
    def other(self) -> Person:
        return self.commitment.other_than(self.reader)

    @property
    def side(self) -> Side:
        return self.commitment.side_of(self.reader)

    @property
    def waits_for_reader(self) -> bool:
        return waits_for(self.commitment.standing) is self.side

    @property
    def needs_new_date(self) -> bool:
        return outlook.needs_new_date(self.commitment.standing, self.today)

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
    def look(self) -> str:
        return outlook.look(self.commitment.standing, self.today)

    @property
    def chip_words(self) -> str:
        """Empty where the chip's own words do."""
        return chip_words(self.commitment.standing, self.look, self)

    @property
    def unreached_words(self) -> str:
        return unreached_words(self.other) if self.commitment.sent else ""

    @property
    def hint(self) -> str:
        return _("What happens now?") if self.look == "slipped" else ""

    @property
    def reason(self) -> str:
        if self.last is None or not self.last.reason:
            return ""
        return _(WORDING[Reason(self.last.reason)])

    @property
    def buttons(self) -> list[Button]:
        standing = self.commitment.standing
        steps = outlook.first_steps(standing, self.side, self.today)
        made = [button(self.commitment, step) for step in steps]
        if self.needs_new_date:
            return [*new_date(self.commitment, self.today, self.calendar), *made[1:]]
        return made

    @property
    def further(self) -> list[Button]:
        steps = outlook.further_steps(self.commitment.standing, self.side, self.today)
        return [button(self.commitment, step) for step in steps]


def rows(
    commitments: Iterable[Commitment],
    reader: Person,
    today: date,
    *,
    with_last: bool = False,
    sides: Mapping[UUID, str] | None = None,
) -> list[PromiseRow]:
    """For commitments from `visible_to(reader)`. `with_last` brings what was said last.

    `sides` where the page knows them already, as a pair's page does.
    """
    shown = list(commitments)
    if sides is None:
        people = [person for one in shown for person in (one.customer, one.performer)]
        sides = sides_for(reader, people, today)
    last = Move.objects.last_of(shown, reader) if with_last else {}
    slipped = [one for one in shown if outlook.needs_new_date(one.standing, today)]
    calendars = calendars_of(slipped, today)
    return [
        PromiseRow(
            one, reader, today, sides, last.get(one.pk),
            calendars.get(one.performer_id, MONDAY_TO_FRIDAY),
        )
        for one in shown
    ]  # fmt: skip


def act_url(commitment: Commitment, act: Act) -> str:
    return reverse("commitments:act", args=[commitment.pk, act.value])


def button(commitment: Commitment, step: Step) -> Button:
    says = label(step, commitment.standing)
    return Button(step.act, says, act_url(commitment, step.act), straight=not step.needs)


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


def label(step: Step, standing: Standing) -> str:
    """What the button says; where a day is meant, which."""
    if step.act is Act.AGREE and standing.proposed_on:
        return _("Agree to %(day)s") % {"day": formatted(standing.proposed_on, "j M")}
    if step.act is Act.DONT_AGREE and standing.due_on:
        return _("Keep %(day)s") % {"day": formatted(standing.due_on, "j M")}
    if step.act is Act.SAVE_DRAFT:
        return _("Change it")
    return _(step.says)


def chip_words(standing: Standing, look: str, row: PromiseRow) -> str:
    other = {"name": row.other.called}
    match standing.state:
        case State.REQUESTED if standing.question_open:
            return _("A question is open")
        case State.REQUESTED if standing.waiting_since:
            day = {"day": ago(standing.waiting_since, row.today)}
            return _("Offered %(day)s") % day if standing.offered else _("Asked %(day)s") % day
        case State.SATISFIED if standing.by_silence:
            return _("Taken as done")
        case State.PROMISED if look == "promised" and row.side is Side.CUSTOMER:
            return _("Promised by %(name)s") % other
        case State.PROMISED if look == "slipped":
            return _("Slipped past its date")
        case _ if standing.proposed_by and standing.state in (State.PROMISED, State.RENEGOTIATING):
            return proposal_words(standing, row)
        case _:
            return ""


def proposal_words(standing: Standing, row: PromiseRow) -> str:
    words = {"name": row.other.called, "day": row.proposed_words}
    mine = standing.proposed_by is row.side
    if standing.proposed_on is None:
        return _("You propose a change") if mine else _("%(name)s proposes a change") % words
    return (_("You propose %(day)s") if mine else _("%(name)s proposes %(day)s")) % words


def begun_words(begun: Commitment, by: Person, today: date) -> str:
    """What the page says once a promise is begun, without its words."""
    if not begun.sent or begun.due_on is None:
        return _("Kept as a draft. Only you can read it.")
    other = begun.other_than(by)
    words = {"name": other.called, "day": day_words(begun.due_on, today)}
    if begun.offered:
        said = _("Offered, due %(day)s. With %(name)s’s thanks it is a promise.") % words
    else:
        said = _("Asked, due %(day)s. %(name)s can say yes, yes if, or no.") % words
    return f"{said} {unreached_words(other)}".strip()


def unreached_words(other: Person) -> str:
    """Nobody without an account reads anything here. Empty for everybody else."""
    if other.account_id is not None:
        return ""
    return _("%(name)s cannot sign in yet, so tell them yourself.") % {"name": other.called}
