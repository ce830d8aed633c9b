"""Setting and lifting a legal hold: a privacy officer asks, somebody independent confirms.

Both are deeds of two, see `organisation.two_keys`. Everybody whose words are kept by it is told in
the same transaction, as they are once it is lifted.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.access.roles import Permission
from tandem.organisation.models import LegalReason, Notice, Person, TwoKeyRequest, Wish
from tandem.organisation.models.people import working_here
from tandem.organisation.two_keys import (
    DEEDS,
    Deed,
    UnableToSettle,
    ask,
    refuse_without_first_key,
)
from tandem.partnership.holds.models import LegalHold, held
from tandem.partnership.models import Pair
from tandem.partnership.openings import let_in_by

PAIR, PERSON, HOLD = "pair", "person", "hold"
REASONS = (LegalReason.ORDER, LegalReason.CLAIM)
"""On which something has to be kept; the other legal reasons are for reading."""


class KeptByLaw(PermissionDenied):
    """The message is shown to the person who tried to remove something."""


def ask_to_hold(
    *, what: Pair | Person, legal_reason: LegalReason, why: str, by: Person, at: datetime
) -> TwoKeyRequest:
    """Raises UnableToSettle, NoGrounds."""
    return ask(
        wish=Wish.HOLD, about=what.pk, detail=PAIR if isinstance(what, Pair) else PERSON,
        legal_reason=legal_reason, why=why, by=by, at=at,
    )  # fmt: skip


def ask_to_lift(*, hold: LegalHold, why: str, by: Person, at: datetime) -> TwoKeyRequest:
    """Raises UnableToSettle, NoGrounds."""
    return ask(wish=Wish.LIFT, about=hold.pk, detail=HOLD, why=why, by=by, at=at)


def refuse_if_held(pair: Pair, at: datetime) -> None:
    """For who removes by hand what the two of a pair wrote. Raises KeptByLaw."""
    if Pair.objects.filter(held(localdate(at), ""), pk=pair.pk).exists():
        raise KeptByLaw(
            _("The law asks for this to be kept for now, as you were told. Nobody reads more.")
        )


def is_held(person: Person, at: datetime) -> bool:
    """Whether a hold covers something of this person's."""
    today = localdate(at)
    own = Pair.objects.filter(Q(leader=person) | Q(hr_partner=person))
    named = LegalHold.objects.on(today).filter(person=person)
    return named.exists() or own.filter(held(today, "")).exists()


def subject_of(request: TwoKeyRequest) -> Pair | Person:
    """Whose words it is about, of a request to set or to lift. Raises UnableToSettle."""
    about: UUID = request.about
    if request.wish == Wish.LIFT:
        hold = LegalHold.objects.told_with_keys().filter(pk=about).first()
        found: Pair | Person | None = hold.what if hold else None
    elif request.detail == PAIR:
        pairs = Pair.objects.select_related("leader", "hr_partner", "area")
        found = pairs.filter(pk=about).first()
    else:
        found = Person.objects.filter(pk=about).first()
    if found is None:
        raise UnableToSettle(_("What this was about is no longer there."))
    return found


def people_of(what: Pair | Person) -> list[Person]:
    """Everybody whose words are kept: the two of it, or of each pair somebody is or was in."""
    if isinstance(what, Pair):
        return [what.leader, what.hr_partner]
    pairs = Pair.objects.filter(Q(leader=what) | Q(hr_partner=what))
    two = [each for pair in pairs.values_list("leader", "hr_partner") for each in pair]
    return [*Person.objects.filter(pk__in={what.pk, *two}).order_by("pk")]


def refuse_own(what: Pair | Person, by: Person) -> None:
    if by in people_of(what):
        raise UnableToSettle(_("It is about words of yours. Somebody else has to do this."))


def _refuse_asking(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    if not by.may(Permission.ASK_TO_HOLD, localdate(at)):
        raise UnableToSettle(_("Only a privacy officer asks for this."))
    what = subject_of(request)
    refuse_own(what, by)
    running = LegalHold.objects.still()
    if request.wish == Wish.HOLD:
        if request.legal_reason not in REASONS:
            raise UnableToSettle(_("Choose the legal reason."))
        if running.of_one(what.pk).exists():
            raise UnableToSettle(_("This is kept already."))
    elif not running.filter(pk=request.about).exists():
        raise UnableToSettle(_("This was lifted already."))


def _refuse_confirming(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    if not by.may(Permission.CONFIRM_HOLD, localdate(at)):
        raise UnableToSettle(
            _("The second key is another privacy officer’s, or an independent reviewer’s.")
        )
    refuse_own(subject_of(request), by)
    if let_in_by(request.asked_by, by):
        raise UnableToSettle(
            _("%(name)s made the link you first signed in with. Somebody else has to confirm.")
            % {"name": request.asked_by.name}
        )
    refuse_without_first_key(request, Permission.ASK_TO_HOLD, at)


def _hold(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    what = subject_of(request)
    if LegalHold.objects.still().of_one(what.pk).exists():
        raise UnableToSettle(_("This is kept already."))
    named = {"pair": what} if isinstance(what, Pair) else {"person": what}
    hold = LegalHold(asked=request, start_on=localdate(at), **named)
    record("hold.set", hold, *notices(what, request, at), by=by, at=at)


def _lift(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    what = subject_of(request)
    hold = LegalHold.objects.select_for_update().get(pk=request.about)
    if hold.end_on is not None:
        raise UnableToSettle(_("This was lifted already."))
    hold.end_on, hold.lifted = localdate(at), request
    record("hold.lifted", hold, *notices(what, request, at), by=by, at=at)


def notices(what: Pair | Person, request: TwoKeyRequest, at: datetime) -> list[Notice]:
    """For each who works here; who has left cannot sign in to read one."""
    today = localdate(at)
    concerned = [each.pk for each in people_of(what)]
    here = Person.objects.filter(working_here(today), pk__in=concerned).order_by("pk")
    return [Notice.of(each, request, today) for each in here]


DEEDS[Wish.HOLD] = Deed(_refuse_asking, _refuse_confirming, _hold)
DEEDS[Wish.LIFT] = Deed(_refuse_asking, _refuse_confirming, _lift)
