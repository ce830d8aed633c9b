"""Opening sealed words with two keys: an administrator asks, somebody independent confirms.

`read` is the only way to them. It asks the database each time whether both keys were turned,
whether both people were told, and whether the time still runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import append, record
from tandem.access.models import Event
from tandem.access.roles import CHRO, Administrator, HRAdministrator, HRPartner, Permission
from tandem.access.tiers import Tier
from tandem.organisation.models import Invitation, LegalReason, Notice, Person, TwoKeyRequest, Wish
from tandem.organisation.two_keys import (
    DEEDS,
    Deed,
    UnableToSettle,
    ask,
    refuse_without_first_key,
)
from tandem.partnership.commitments.models import Commitment, CommitmentQuerySet, Move
from tandem.partnership.models import Pair

OPEN_FOR = timedelta(hours=24)
PAIR, PROMISE = "pair", "promise"
OPENED = Tier.PAIR
"""The only tier that opens: private is its author's; advice, case and counsel have other keys."""
OF_THE_LINE = frozenset({HRPartner, CHRO, HRAdministrator, Administrator})
"""Whoever holds one of these is no second key, whatever else they hold."""


class NotOpen(PermissionDenied):
    """For who asks for words that are not open to them: the door answers 404."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the two keys open, to be shown once: nothing here is stored."""

    request: TwoKeyRequest
    people: tuple[Person, Person]
    promises: Mapping[Commitment, list[Move]]


def ask_to_open(
    *, what: Pair | Commitment, legal_reason: LegalReason, why: str, by: Person, at: datetime
) -> TwoKeyRequest:
    """Raises UnableToSettle, NoGrounds."""
    return ask(
        wish=Wish.OPENING,
        about=what.pk,
        detail=PAIR if isinstance(what, Pair) else PROMISE,
        legal_reason=legal_reason,
        why=why,
        by=by,
        at=at,
    )


def openable(about: UUID) -> Pair | Commitment | None:
    """The pair, or the promise that was sent. What is still a draft cannot be named."""
    pair = Pair.objects.filter(pk=about).select_related("leader", "hr_partner", "area").first()
    return pair or _sent().filter(pk=about).select_related("customer", "performer").first()


def people_of(request: TwoKeyRequest) -> tuple[Person, Person]:
    """The two whose words it is about."""
    found = openable(request.about)
    if isinstance(found, Pair):
        return found.leader, found.hr_partner
    if found is None:
        raise UnableToSettle(_("What was to be opened is no longer there."))
    return found.customer, found.performer


@transaction.atomic
def read(request_id: UUID, *, reader: Person, at: datetime) -> Opened:
    """The sealed words, to one of the two who hold the keys. Leaves an event. Raises NotOpen."""
    openings = TwoKeyRequest.objects.of(Wish.OPENING).by_one_of(reader)
    request = openings.open_at(at).filter(pk=request_id).first()
    if request is None or not _holds_a_key(request, reader, at):
        raise NotOpen(_("This is not open to you."))
    people = people_of(request)
    if Notice.objects.filter(about=request.pk, person__in=people).count() != len(people):
        raise NotOpen(_("Not everybody it is about was told."))
    append("opening.read", about=request.pk, actor=reader.actor, who=reader.pseudonym, at=at)
    promises = [*_promises(request, people).order_by("made_on", "id")]
    said = Move.objects.filter(commitment__in=promises, tier=OPENED.value).select_related("by")
    moves: dict[UUID, list[Move]] = {one.pk: [] for one in promises}
    for move in said.order_by("number"):
        moves[move.commitment_id].append(move)
    return Opened(request, people, {one: moves[one.pk] for one in promises})


def _sent() -> CommitmentQuerySet:
    found: CommitmentQuerySet = Commitment.objects.filter(sent=True, tier=OPENED.value)
    return found


def _promises(request: TwoKeyRequest, people: tuple[Person, Person]) -> CommitmentQuerySet:
    shown = _sent().select_related("customer", "performer")
    return shown.between(*people) if request.detail == PAIR else shown.filter(pk=request.about)


def _holds_a_key(request: TwoKeyRequest, reader: Person, at: datetime) -> bool:
    """Whether they still hold what made theirs a key."""
    first = reader == request.asked_by
    key = Permission.ASK_TO_OPEN if first else Permission.CONFIRM_OPENING
    return reader.may(key, localdate(at))


def _refuse_asking(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    if not by.may(Permission.ASK_TO_OPEN, localdate(at)):
        raise UnableToSettle(_("Only an administrator asks for sealed words to be opened."))
    if request.legal_reason not in LegalReason.values:
        raise UnableToSettle(_("Choose the legal reason."))
    _refuse_own(people_of(request), by)


def _refuse_confirming(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    today = localdate(at)
    if not by.may(Permission.CONFIRM_OPENING, today):
        raise UnableToSettle(
            _("The second key is a privacy officer’s or an independent reviewer’s.")
        )
    people = people_of(request)
    _refuse_own(people, by)
    seen = Person.objects.visible_to(by, today).filter(pk__in=[one.pk for one in people])
    if OF_THE_LINE & by.roles(today) or seen.exists():
        raise UnableToSettle(
            _("The second key is never of HR, of the technical side, or of the line above them.")
        )
    if let_in_by(request.asked_by, by):
        raise UnableToSettle(
            _("%(name)s made the link you first signed in with. Somebody else has to confirm.")
            % {"name": request.asked_by.name}
        )
    refuse_without_first_key(request, Permission.ASK_TO_OPEN, at)


def let_in_by(first: Person, second: Person) -> bool:
    """Whether one made the link by which the other came in: who kept it would hold both keys."""
    links = Invitation.objects.used().filter(person=second).values("pk")
    made = Event.objects.filter(what="invitation.made", who=first.pseudonym)
    return made.filter(about__in=links).exists()


def _refuse_own(people: Sequence[Person], by: Person) -> None:
    if by in people:
        raise UnableToSettle(_("These are your own words. Somebody else has to do this."))


def _open(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    """Tell the two first; only then the time begins, and all of it or nothing."""
    for person in people_of(request):
        notice = Notice.of(person, request, localdate(at))
        record("notice.given", notice, by=by, at=at)
    request.open_until = at + OPEN_FOR


DEEDS[Wish.OPENING] = Deed(_refuse_asking, _refuse_confirming, _open)
