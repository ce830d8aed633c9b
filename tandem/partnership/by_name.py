"""A pair’s own wish to be shown by name to the head of HR: each partner says yes for themselves.

Nothing is shown on the yes of one. Pairs that both said yes before a quarter was told stand apart
from its spread for good, so that neither a yes nor taking it back ever changes what is told of
the others.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.organisation.models import Person
from tandem.organisation.models.people import working_here
from tandem.partnership.models import Pair, PairQuerySet, ShownByName


class UnableToShow(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def agree(*, pair: Pair, by: Person, at: datetime) -> ShownByName:
    """For one’s own part. Twice is once. Raises NotInThisPair, UnableToShow where it is over."""
    pair = _locked(pair, by)
    if pair.is_over(localdate(at)):
        raise UnableToShow(_("You are no longer partners, so there is nothing to show."))
    said = ShownByName.objects.of(pair, by).still().first()
    if said is None:
        said = ShownByName(pair=pair, person=by, start_on=localdate(at))
        record("pair.shown_by_name", said, by=by, at=at)
    return said


@transaction.atomic
def take_back(*, pair: Pair, by: Person, at: datetime) -> None:
    """At once, whatever the other one says. Without a yes nothing happens. Raises NotInThisPair."""
    pair = _locked(pair, by)
    said = ShownByName.objects.of(pair, by).still().first()
    if said:
        said.end_on = localdate(at)
        record("pair.no_longer_by_name", said, by=by, at=at)


def shown_by_name(today: date, told: date) -> PairQuerySet:
    """Who said yes before the quarter was told, still say so, and are still a pair."""
    agreed = Pair.objects.by_name_on(told).by_name_on(today).on(today)
    here = agreed.filter(working_here(today, "leader"), working_here(today, "hr_partner"))
    return here.select_related("leader", "hr_partner")


def _locked(pair: Pair, by: Person) -> Pair:
    """Two taps at once are one yes."""
    locked = Pair.objects.select_for_update().get(pk=pair.pk)
    locked.partner_of(by)
    return locked
