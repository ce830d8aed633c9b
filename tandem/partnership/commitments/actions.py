"""What two people say to each other about a promise. Every act is one move and one event.

The rules decide; here the row is read again under a lock, so that two taps cannot both count.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import SYSTEM, record
from tandem.organisation.models import Person
from tandem.organisation.models.people import has_left
from tandem.partnership.commitments import succession
from tandem.partnership.commitments.about import About
from tandem.partnership.commitments.as_read import refuse_unread
from tandem.partnership.commitments.deputies import (
    NOT_FOR_SOMEBODY_ELSE,
    refuse_promising,
    voice_of,
)
from tandem.partnership.commitments.habits import refuse_a_second as refuse_a_second_habit
from tandem.partnership.commitments.left import NOBODY_TO_ASK, asks_nobody
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.moving import Said, move
from tandem.partnership.commitments.natures import as_request
from tandem.partnership.commitments.refusals import ASKED_ALREADY, SETTLED_MEANWHILE
from tandem.partnership.commitments.rules import Act, NotPossible, Side, State, other, step_for

__all__ = [
    "NotPossible", "Said", "UnableToPromise", "ask", "ask_instead", "begin", "offer",
    "offer_instead", "save_draft", "take",
]  # fmt: skip


REACHES_OUT = (Act.ASK, Act.OFFER, Act.SEND_DRAFT, Act.REOPEN)
BINDS = (Act.PROMISE, Act.ACCEPT)  # the yes of who was asked, or to what they said


class UnableToPromise(PermissionDenied):
    """The message is shown to the person who tried."""


def ask(
    *, of: Person, said: Said, by: Person, at: datetime, about: About | None = None, source: Source
) -> Commitment:
    """ "Could you …?" Raises NotPossible, UnableToPromise (oneself), ValidationError (too long)."""
    begun = _begin(customer=by, performer=of, said=said, source=source, about=about)
    as_request(begun, said, Side.CUSTOMER)
    return _move(begun, Act.ASK, Side.CUSTOMER, said, by, at)


@transaction.atomic
def ask_instead(
    *, of: Person, old: Commitment, said: Said, by: Person, at: datetime, source: Source
) -> Commitment:
    """The same of somebody else, where who promised it goes. The old one stays as it is.

    Raises what `ask` raises, and NotPossible while another third person is asked.
    """
    _refuse_a_second(_locked(old))
    begun = _begin(customer=by, performer=of, said=said, source=source, about=None)
    begun.instead_of = old
    begun.about_kind, begun.about_id = old.about_kind, old.about_id
    return _move(begun, Act.ASK, Side.CUSTOMER, said, by, at)


def offer(
    *, to: Person, said: Said, by: Person, at: datetime, about: About | None = None, source: Source
) -> Commitment:
    """ "I'll …" It becomes a promise with the other's thanks, or two working days of silence."""
    begun = _begin(customer=to, performer=by, said=said, source=source, about=about)
    as_request(begun, said, Side.PERFORMER)
    return _move(begun, Act.OFFER, Side.PERFORMER, said, by, at)


def offer_instead(
    *, old: Commitment, said: Said, by: Person, at: datetime, source: Source
) -> Commitment:
    """Something else for the same person, in place of what was taken back, which stays so.

    Raises what `offer` raises.
    """
    about = About(old.about_kind, old.about_id) if old.about_id else None
    begun = _begin(customer=old.customer, performer=by, said=said, source=source, about=about)
    begun.instead_of = old
    return _move(begun, Act.OFFER, Side.PERFORMER, said, by, at)


def begin(
    *,
    side: Side,
    other: Person,
    said: Said,
    by: Person,
    at: datetime,
    about: About | None = None,
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
            about=about,
            source=source,
        )
    if side is Side.PERFORMER:
        return offer(to=other, said=said, by=by, at=at, about=about, source=source)
    return ask(of=other, said=said, by=by, at=at, about=about, source=source)


def save_draft(
    *,
    customer: Person,
    performer: Person,
    said: Said,
    by: Person,
    at: datetime,
    about: About | None = None,
    source: Source = Source.FORM,
) -> Commitment:
    """A note to oneself that may become a promise. Nobody else learns of it."""
    begun = _begin(customer=customer, performer=performer, said=said, source=source, about=about)
    as_request(begun, said, begun.side_of(by))
    return _move(begun, Act.SAVE_DRAFT, begun.side_of(by), said, by, at)


@transaction.atomic
def take(
    *,
    commitment: Commitment,
    act: Act,
    said: Said,
    by: Person,
    at: datetime,
    by_letter: bool = False,
    read: str = "",
) -> Commitment:
    """Say something to a promise that is there, for oneself or as a deputy.

    by_letter: with a link of a letter, not signed in. read: the mark of what was shown beside it.
    Raises NotPossible with a sentence for `by`, and NoLongerActing.
    """
    locked = _locked(commitment)
    voice = voice_of(locked, by, localdate(at))
    refuse_promising(act, voice)
    refuse_unread(locked, act, read)
    _refuse_asking_nobody(locked, act, voice.side, localdate(at))
    if act is Act.HAND_OVER:
        _refuse_performer(locked, said, localdate(at))
    opens = succession.opened_by(locked, act)
    if opens and voice.acted_for:
        raise NotPossible(NOT_FOR_SOMEBODY_ELSE)
    acted_for = voice.acted_for
    _move(locked, act, voice.side, said, by, at, acted_for=acted_for, by_letter=by_letter)
    if opens:
        _follow(opens.commitment, opens.act, opens.said, at)
    if locked.source == Source.INSTEAD and locked.state == State.PROMISED and act in BINDS:
        _pass_on(locked, at)
    return locked


def _locked(commitment: Commitment) -> Commitment:
    locked = Commitment.objects.select_for_update(of=("self",))
    return locked.select_related("customer", "performer", "handing_to", "instead_of").get(
        pk=commitment.pk
    )


def _refuse_asking_nobody(commitment: Commitment, act: Act, side: Side, on: date) -> None:
    """Once the other one has left, nothing that waits for their answer. Raises NotPossible.

    Of what was never sent the one who wrote it is told by name.
    """
    if not commitment.sent or asks_nobody(step_for(commitment.standing, act, side)):
        return
    if Person.objects.filter(has_left(on), pk=commitment.who_is(other(side)).pk).exists():
        raise NotPossible(NOBODY_TO_ASK)


def _refuse_performer(commitment: Commitment, said: Said, on: date) -> None:
    """Raises UnableToPromise for one of the two, or who left; NotPossible while one is asked."""
    if said.person in (commitment.customer, commitment.performer):
        raise UnableToPromise(_("That is one of you two. Name somebody else."))
    if said.person:
        refuse_who_left(said.person, on)
    _refuse_a_second(commitment)


def _refuse_a_second(commitment: Commitment) -> None:
    """One third person at a time is asked instead, whoever of the two asked them."""
    if succession.asked_instead([commitment]):
        raise NotPossible(ASKED_ALREADY)


def _pass_on(promised: Commitment, at: datetime) -> None:
    """With the yes of the third, the promise it was handed over from has ended."""
    assert promised.instead_of
    old = _locked(promised.instead_of)
    if old.state == State.SUPERSEDED:
        return
    try:
        _follow(old, Act.PASS_ON, Said(), at)
    except NotPossible:
        raise NotPossible(SETTLED_MEANWHILE) from None


def _follow(commitment: Commitment, act: Act, said: Said, at: datetime) -> None:
    """What follows from another promise, by the system."""
    number = _next_number(commitment)
    moved = move(commitment, act, Side.SYSTEM, said, by=None, on=localdate(at), number=number)
    record(f"commitment.{act.value}", commitment, moved, by=SYSTEM, at=at)


def _next_number(commitment: Commitment) -> int:
    return 1 if commitment._state.adding else Move.objects.of(commitment).count() + 1


def _begin(
    *, customer: Person, performer: Person, said: Said, source: Source, about: About | None
) -> Commitment:
    if customer == performer:
        raise UnableToPromise(_("A promise is between two people. Name somebody else."))
    begun = Commitment(customer=customer, performer=performer, source=source)
    if about:
        begun.about_kind, begun.about_id = about.kind, about.id
    return begun


@transaction.atomic
def _move(
    commitment: Commitment,
    act: Act,
    side: Side,
    said: Said,
    by: Person,
    at: datetime,
    *,
    acted_for: Person | None = None,
    by_letter: bool = False,
) -> Commitment:
    on = localdate(at)
    moved = move(commitment, act, side, said, by=by, on=on, number=_next_number(commitment))
    moved.acted_for, moved.by_letter = acted_for, by_letter
    if act in REACHES_OUT:
        refuse_who_left(commitment.other_than(by), on)
        refuse_a_second_habit(commitment)
    record(f"commitment.{act.value}", commitment, moved, by=by, at=at)
    return commitment


def refuse_who_left(other: Person, on: date) -> None:
    if not other.is_here(on):
        raise UnableToPromise(_("%(name)s no longer works here.") % {"name": other.name})
