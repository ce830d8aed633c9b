"""A pair as one of its two looks at it, and the one way to write between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.organisation.written_once import written_once
from tandem.partnership.models import Pair

if TYPE_CHECKING:
    from tandem.organisation.http import SignedInRequest


class PairIsOver(PermissionDenied):
    """The message is shown to the person who tried."""


@dataclass(frozen=True, slots=True)
class Two:
    """pair: fetched with both people and its area, and whether one of them has left."""

    pair: Pair
    me: Person
    today: date

    @property
    def other(self) -> Person:
        return self.pair.partner_of(self.me)

    @property
    def i_lead(self) -> bool:
        return self.me == self.pair.leader

    @property
    def is_open(self) -> bool:
        """Whether anything new is written between them."""
        return not self.pair.is_over(self.today) and not self.pair.one_left

    @property
    def reads(self) -> str:
        """Who else reads what stands here, as the chip names them."""
        return "" if self.pair.one_left else self.other.called

    @property
    def left(self) -> str:
        return self.other.called if self.pair.one_left else ""


def two_or_404(request: SignedInRequest, pair_id: UUID) -> Two:
    """For nobody but the two of it, also once it is over."""
    pair = next(iter(seen_by(request.today, request.person.pk, pair_id)), None)
    if pair is None:
        raise Http404
    return Two(pair, request.person, request.today)


@written_once
def seen_by(today: date, reader: UUID, pair: UUID) -> QuerySet[Pair]:
    mine = Pair.objects.visible_to(Person.by_key(reader)).telling_who_left(today)
    return mine.filter(pk=pair)


def between_outer_two() -> Q:
    """A condition on promises: between the two of the pair they are asked with."""
    one = Q(customer=OuterRef("leader"), performer=OuterRef("hr_partner"))
    return one | Q(customer=OuterRef("hr_partner"), performer=OuterRef("leader"))


def locked(pair: Pair, by: Person, at: datetime) -> Pair:
    """The pair, nobody else writing, while both work here. Raises NotInThisPair, PairIsOver."""
    held = Pair.objects.select_for_update().get(pk=pair.pk)
    other, today = held.partner_of(by), localdate(at)
    if held.is_over(today):
        raise PairIsOver(_("You two are partners no more. What was written stays readable."))
    if not other.is_here(today):
        raise PairIsOver(gone_words(other))
    return held


def gone_words(other: Person) -> str:
    """Why nothing is agreed on with somebody any more."""
    return _("%(name)s works here no more.") % {"name": other.called}
