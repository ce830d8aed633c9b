"""What outcomes can give a pair to talk about."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from tandem.partnership.models import Pair
from tandem.partnership.outcomes.owners import orphaned, unaccepted
from tandem.partnership.outcomes.rules import is_without_two
from tandem.partnership.signals.detectors import Finding, Look, detects
from tandem.partnership.signals.standing import Severity


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


def list_url(_pair: Pair) -> str:
    return reverse("outcomes:list")


@detects(
    key="outcome_without_two_owners",
    name=_("Outcomes without two owners"),
    rule=_(
        "For more than %(outcome_owner_days)s days an outcome of the two has not been accepted by "
        "both, or a running outcome of their area names somebody who is no partner there any more, "
        "or who has left."
    ),
    noticed=_(
        "We noticed that outcomes of yours have been without two owners for more than %(days)s "
        "days: %(outcomes)s. Is this so?"
    ),
    shown=_("%(unaccepted)s not accepted by both, %(missing)s with an owner who is gone."),
    values=("outcome_owner_days",),
    window="outcome_owner_days",
    step=_("Yes, let us accept it or let it go"),
    promise=_("Read our outcomes without two owners, and accept each, change it, or let it go"),
    list_url=list_url,
    ease=3,
)
def outcome_without_two_owners(look: Look) -> Iterator[Finding]:
    """F01. Both see the same: whose yes is missing, the outcome itself says."""
    days = look.values.whole("outcome_owner_days")
    found: dict[UUID, list[int]] = {}
    for pair, since in unaccepted(look.pairs):
        if is_without_two(since, look.today, days=days):
            found.setdefault(pair.pk, [0, 0])[0] += 1
    for pair, _owned, since in orphaned(look.pairs, look.today):
        if is_without_two(since, look.today, days=days):
            found.setdefault(pair.pk, [0, 0])[1] += 1
    for pair in look.pairs:
        if pair.pk in found:
            open_ones, missing = found[pair.pk]
            evidence = {
                "outcomes": open_ones + missing, "unaccepted": open_ones, "missing": missing,
                "days": days,
            }  # fmt: skip
            yield Finding(pair, Severity.ATTENTION, evidence, count=open_ones + missing)
