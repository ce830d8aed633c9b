"""Which promises of a pair have words that may go, and which keep them for now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.organisation.calendar import years_before
from tandem.partnership.commitments.models import Commitment, CommitmentQuerySet
from tandem.partnership.commitments.rules import ENDS
from tandem.partnership.holds.models import held
from tandem.partnership.models import Pair, Signal
from tandem.partnership.two import between_outer_two

KEPT_YEARS = 1


def old_before(today: date) -> date:
    """What ended before this day is older than twelve months."""
    return years_before(today, KEPT_YEARS)


def with_words(pair: Pair, before: date) -> CommitmentQuerySet:
    """Between the two, ended before that day, and still readable; what ended last comes first.

    Whoever of the two is whose partner: it is theirs, also from before they were a pair.
    """
    found = Commitment.objects.between(pair.leader, pair.hr_partner).over()
    return found.filter(ended_on__lt=before, wrapped_key__isnull=False)


def may_go(pair: Pair, before: date) -> CommitmentQuerySet:
    return with_words(pair, before).exclude(something_open_hangs_on_it())


def stay(pair: Pair, before: date) -> CommitmentQuerySet:
    return with_words(pair, before).filter(something_open_hangs_on_it())


def something_open_hangs_on_it() -> Q:
    """Another promise that follows it or waits for it, or what was noticed and led to it."""
    others = Commitment.objects.open().order_by()
    follows = others.filter(instead_of=OuterRef("pk"))
    waits = others.filter(blocked_by_promise=OuterRef("pk"))
    noticed = Signal.objects.open().order_by().filter(promise=OuterRef("pk"))
    return Q(Exists(follows)) | Q(Exists(waits)) | Q(Exists(noticed))


def is_kept_by_law(pair: Pair, today: date) -> bool:
    """Of whichever pair of the two a hold is: their promises are the same."""
    theirs = Pair.objects.of_two(pair.leader, pair.hr_partner)
    return theirs.filter(held(today, "")).exists()


def has_old_words(today: date) -> dict[str, Any]:
    """To be asked with a pair, in the same question: whether the page has something to say."""
    return {"has_old_words": Exists(old_words_of_outer_pair(today))}


def old_words_of_outer_pair(today: date) -> QuerySet[Commitment]:
    old = Q(ended_on__lt=old_before(today), wrapped_key__isnull=False)
    return Commitment.objects.filter(between_outer_two(), old, state__in=ENDS, sent=True).order_by()
