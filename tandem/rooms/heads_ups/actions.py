"""Giving a heads-up, and the thanks for it. Each is one event without words."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.two import locked
from tandem.rooms.heads_ups.models import HeadsUp, Kind


class UnableToAcknowledge(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def give(*, pair: Pair, kind: Kind, text: str, by: Person, at: datetime) -> HeadsUp:
    """Warn the other partner.

    Raises NotInThisPair, PairIsOver, ValidationError (nothing said, too long, no such kind).
    """
    held = locked(pair, by, at)
    heads_up = HeadsUp(
        pair=held, giver=by, receiver=held.partner_of(by), kind=kind, text=text.strip(),
        given_on=localdate(at),
    )  # fmt: skip
    record("heads_up.given", heads_up, by=by, at=at)
    return heads_up


@transaction.atomic
def acknowledge(*, heads_up: HeadsUp, thanks: str, by: Person, at: datetime) -> HeadsUp:
    """Close a heads-up with thanks; twice keeps the first. Also once the two are partners no more.

    Raises UnableToAcknowledge, ValidationError (too long).
    """
    # Read again under a lock: two devices may tap at once, and only one thanks may count.
    mine = HeadsUp.objects.visible_to(by).select_for_update(of=("self",))
    heads_up = mine.get(pk=heads_up.pk)
    if by != heads_up.receiver:
        said = _("%(name)s was warned, so the thanks are theirs.")
        raise UnableToAcknowledge(said % {"name": heads_up.receiver.called})
    if heads_up.acknowledged_on is None:
        heads_up.acknowledged_on = max(localdate(at), heads_up.given_on)  # a clock may be set back
        heads_up.thanks = thanks.strip()
        record("heads_up.acknowledged", heads_up, by=by, at=at)
    return heads_up
