"""What one of the two tells the other. Each act is one event, without words.

Taking something back narrows who reads it and is always possible; telling anything new takes a
pair that still is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import SYSTEM, record, record_gone
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.partnership.holds.actions import refuse_if_held
from tandem.partnership.holds.models import held
from tandem.partnership.models import Pair
from tandem.partnership.two import locked
from tandem.rooms.openness.models import PARTS, BetweenUs, ContextCard, WhyCard, Worry

LOT = 500  # notes ended together; who writes meanwhile waits for no more than these


class NotYours(PermissionDenied):
    """The message is shown to the person who tried."""


# ---- why we do this


@transaction.atomic
def write_why(*, pair: Pair, why: str, by: Person, at: datetime) -> WhyCard:
    """One's own card; writing again replaces it.

    Raises NotInThisPair, PairIsOver, ValidationError (nothing said, too long).
    """
    held = locked(pair, by, at)
    card = WhyCard.objects.of(held).by(by).first() or WhyCard(pair=held, person=by)
    card.why, card.written_on = why.strip(), localdate(at)
    record("openness.why_written", card, by=by, at=at)
    return card


# ---- what presses the leader


@transaction.atomic
def write_context(
    *, pair: Pair, goals: str, pressures: str, deadlines: str, success: str, by: Person,
    at: datetime,
) -> ContextCard:  # fmt: skip
    """The leader's card, as it is now.

    Raises NotInThisPair, PairIsOver, NotYours, ValidationError (none of the four said, too long).
    """
    held = of_the_leader(pair, by, at)
    card = ContextCard.objects.of(held).first() or ContextCard(pair=held)
    said = (goals, pressures, deadlines, success)
    for part, words in zip(PARTS, said, strict=True):
        setattr(card, part, words.strip())
    card.fresh_on = localdate(at)
    record("openness.context_written", card, by=by, at=at)
    return card


@transaction.atomic
def still_so(*, pair: Pair, by: Person, at: datetime) -> ContextCard:
    """The card holds, as its leader says today. Raises as `write_context`, and DoesNotExist."""
    card = ContextCard.objects.of(of_the_leader(pair, by, at)).get()
    if card.fresh_on < localdate(at):
        card.fresh_on = localdate(at)
        record("openness.context_still_so", card, by=by, at=at)
    return card


def of_the_leader(pair: Pair, by: Person, at: datetime) -> Pair:
    held = locked(pair, by, at)
    if by != held.leader:
        raise NotYours(_("%(name)s says this of themselves.") % {"name": held.leader.called})
    return held


# ---- what keeps one up at night


@transaction.atomic
def keep(*, pair: Pair, what: str, by: Person, at: datetime) -> Worry:
    """For oneself alone. Raises NotInThisPair, PairIsOver, ValidationError (empty, too long)."""
    held = locked(pair, by, at)
    worry = Worry(
        pair=held, person=by, what=what.strip(), written_on=localdate(at), tier=Tier.PRIVATE.value
    )
    record("openness.worry_kept", worry, by=by, at=at)
    return worry


@transaction.atomic
def share(*, worry: Worry, by: Person, at: datetime) -> Worry:
    """The partner reads it from now on. Twice is once. Raises NotYours, PairIsOver."""
    own = _own(worry, by)
    locked(own.pair, by, at)
    if not own.is_shared:
        own.tier, own.shared_on = Tier.PAIR.value, max(localdate(at), own.written_on)
        record("openness.worry_shared", own, by=by, at=at)
    return own


@transaction.atomic
def take_back(*, worry: Worry, by: Person, at: datetime) -> Worry:
    """One's own alone again; what was read was read. Raises NotYours."""
    own = _own(worry, by)
    if own.is_shared:
        own.tier, own.shared_on = Tier.PRIVATE.value, None
        record("openness.worry_taken_back", own, by=by, at=at)
    return own


@transaction.atomic
def let_go(*, worry: Worry, by: Person, at: datetime) -> None:
    """It is gone, for both, and its key with it. Raises NotYours, KeptByLaw."""
    own = _own(worry, by)
    refuse_if_held(own.pair, at)
    record_gone("openness.worry_let_go", own, by=by, at=at)


def _own(worry: Worry, by: Person) -> Worry:
    """Raises DoesNotExist where it is gone already, or was never theirs to see."""
    seen = Worry.objects.visible_to(by).select_related("person", "pair__leader", "pair__hr_partner")
    own = seen.select_for_update(of=("self",)).get(pk=worry.pk)
    if own.person != by:
        raise NotYours(_("%(name)s wrote this.") % {"name": own.person.called})
    return own


# ---- just between the two


@transaction.atomic
def say_between_us(*, pair: Pair, words: str, by: Person, at: datetime) -> BetweenUs:
    """For the two, until its day.

    Raises NotInThisPair, PairIsOver, ValidationError (nothing said, too long).
    """
    held, today = locked(pair, by, at), localdate(at)
    days = timedelta(days=values_on(today).whole("between_us_days"))
    note = BetweenUs(
        pair=held, person=by, words=words.strip(), written_on=today, said_end=today + days
    )
    record("between_us.written", note, by=by, at=at)
    return note


@transaction.atomic
def end(*, note: BetweenUs, by: Person, at: datetime) -> None:
    """Before its day, by who wrote it: gone for both.

    Raises NotYours, KeptByLaw, DoesNotExist once gone.
    """
    seen = BetweenUs.objects.visible_to(by).select_related("person")
    own = seen.select_for_update(of=("self",)).get(pk=note.pk)
    if own.person != by:
        raise NotYours(_("%(name)s wrote this.") % {"name": own.person.called})
    refuse_if_held(own.pair, at)
    record_gone("between_us.ended", own, by=by, at=at)


def end_between_us(*, at: datetime) -> int:
    """End every note whose day has come and that no law keeps, row and key. Returns how many.

    Each lot is read again under its locks: of two workers the second finds nothing left.
    """
    today = localdate(at)
    days = values_on(today).whole("between_us_days")
    over = BetweenUs.objects.over(today, days=days).exclude(held(today)).order_by("pk")
    ended = 0
    while lot := [*over.values_list("pk", flat=True)[:LOT]]:
        ended += _end(lot, at)
    return ended


@transaction.atomic
def _end(ids: Sequence[UUID], at: datetime) -> int:
    there = BetweenUs.objects.select_for_update().filter(pk__in=ids)
    notes = [*there.exclude(held(localdate(at))).order_by("pk")]
    for note in notes:
        record_gone("between_us.ended", note, by=SYSTEM, at=at)
    return len(notes)
