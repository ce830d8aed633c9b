"""What two people say to each other about a promise. Every act is one move and one event.

The rules decide; here the row is read again under a lock, so that two taps cannot both count.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.access.tiers import Tier
from tandem.organisation.models import Area, Person
from tandem.partnership.commitments import rules
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import (
    Act,
    Given,
    Need,
    NotPossible,
    Reason,
    Side,
    Step,
    Terms,
)

__all__ = [
    "NotPossible", "Said", "UnableToPromise", "ask", "begin", "offer", "save_draft", "take",
]  # fmt: skip


REACHES_OUT = (Act.ASK, Act.OFFER, Act.SEND_DRAFT)


class UnableToPromise(PermissionDenied):
    """The message is shown to the person who tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the form brought with an act. Empty means: not said."""

    what: str = ""
    due_on: date | None = None
    words: str = ""
    reason: Reason | None = None
    usefulness: int | None = None
    done_means: str = ""
    why: str = ""

    def given(self) -> Given:
        return Given(
            due_on=self.due_on,
            what=bool(self.what.strip()),
            words=bool(self.words.strip()),
            reason=self.reason,
        )


def ask(
    *, of: Person, said: Said, by: Person, at: datetime, area: Area | None = None, source: Source
) -> Commitment:
    """ "Could you …?" Raises NotPossible, UnableToPromise (oneself), ValidationError (too long)."""
    begun = _begin(customer=by, performer=of, said=said, source=source, area=area)
    return _move(begun, Act.ASK, Side.CUSTOMER, said, by, at)


def offer(
    *, to: Person, said: Said, by: Person, at: datetime, area: Area | None = None, source: Source
) -> Commitment:
    """ "I'll …" It becomes a promise with the other's thanks, or two working days of silence."""
    begun = _begin(customer=to, performer=by, said=said, source=source, area=area)
    return _move(begun, Act.OFFER, Side.PERFORMER, said, by, at)


def begin(
    *,
    side: Side,
    other: Person,
    said: Said,
    by: Person,
    at: datetime,
    area: Area | None = None,
    source: Source,
    as_draft: bool = False,
) -> Commitment:
    """Offer as its performer, ask as its customer. Raises what `offer` and `ask` raise."""
    if as_draft:
        performer, customer = (by, other) if side is Side.PERFORMER else (other, by)
        return save_draft(
            customer=customer,
            performer=performer,
            said=said,
            by=by,
            at=at,
            area=area,
            source=source,
        )
    if side is Side.PERFORMER:
        return offer(to=other, said=said, by=by, at=at, area=area, source=source)
    return ask(of=other, said=said, by=by, at=at, area=area, source=source)


def save_draft(
    *,
    customer: Person,
    performer: Person,
    said: Said,
    by: Person,
    at: datetime,
    area: Area | None = None,
    source: Source = Source.FORM,
) -> Commitment:
    """A note to oneself that may become a promise. Nobody else learns of it."""
    begun = _begin(customer=customer, performer=performer, said=said, source=Source.FORM, area=area)
    return _move(begun, Act.SAVE_DRAFT, begun.side_of(by), said, by, at)


@transaction.atomic
def take(*, commitment: Commitment, act: Act, said: Said, by: Person, at: datetime) -> Commitment:
    """Say something to a promise that is there. Raises NotPossible with a sentence for `by`."""
    locked = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("customer", "performer", "area")
        .get(pk=commitment.pk)
    )
    return _move(locked, act, locked.side_of(by), said, by, at)


def _begin(
    *, customer: Person, performer: Person, said: Said, source: Source, area: Area | None
) -> Commitment:
    if customer == performer:
        raise UnableToPromise(_("A promise is between two people. Name somebody else."))
    return Commitment(customer=customer, performer=performer, source=source, area=area)


@transaction.atomic
def _move(
    commitment: Commitment, act: Act, side: Side, said: Said, by: Person, at: datetime
) -> Commitment:
    on = localdate(at)
    before = None if commitment._state.adding else commitment.standing
    step = rules.step_for(before, act, side)
    if act in REACHES_OUT:
        refuse_who_left(commitment.other_than(by), on)
    after = rules.take(before, act, side, said.given(), on)
    _write_terms(commitment, step, said)
    _stand(commitment, after)
    if before is None:
        commitment.made_on = on
    if commitment.sent and commitment.first_due_on is None:
        commitment.first_due_on = commitment.due_on
    move = Move(
        commitment=commitment,
        number=Move.objects.of(commitment).count() + 1 if before else 1,
        act=act,
        by=by,
        on=on,
        to=after.state,
        what=said.what.strip(),
        words=said.words.strip(),
        reason=said.reason or "",
        due_on=said.due_on,
        usefulness=said.usefulness,
        tier=commitment.tier,
    )
    record(f"commitment.{act.value}", commitment, move, by=by, at=at)
    return commitment


def refuse_who_left(other: Person, on: date) -> None:
    if not other.is_here(on):
        raise UnableToPromise(_("%(name)s no longer works here.") % {"name": other.name})


def _stand(commitment: Commitment, standing: rules.Standing) -> None:
    """Copy the standing into the row, and the tier and the side that follow from it."""
    for name, value in asdict(standing).items():
        setattr(commitment, name, "" if name == "proposed_by" and value is None else value)
    commitment.waits_for = rules.waits_for(standing) or ""
    tier = Tier.PAIR if standing.sent else Tier.PRIVATE
    if commitment.wrapped_key is not None and commitment.tier != tier.value:
        commitment.rewrap(tier)  # sending a draft is its author's consent to one more reader
    commitment.tier = tier.value


def _write_terms(commitment: Commitment, step: Step, said: Said) -> None:
    """The words of what and why go where the rules put the day."""
    match step.terms:
        case Terms.SET:
            commitment.what = said.what.strip() or commitment.what
            if step.asks_for(Need.DONE_MEANS):
                commitment.done_means = said.done_means.strip()
                commitment.why = said.why.strip()
        case Terms.PROPOSE:
            commitment.proposed_text = said.what.strip() or commitment.proposed_text
        case Terms.TAKE:
            commitment.what = commitment.proposed_text or commitment.what
            commitment.proposed_text = ""
        case Terms.DROP:
            commitment.proposed_text = ""
        case _:
            pass
