"""What a missing charter can give a pair to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from tandem.partnership.charter import rules
from tandem.partnership.charter.minimum import known_of, minimum
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import Finding, Look, detects
from tandem.partnership.signals.standing import Severity


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


def list_url(pair: Pair) -> str:
    return reverse("charters:page", args=[pair.pk])


@detects(
    key="no_framework",
    name=_("No framework yet"),
    rule=_(
        "For more than %(charter_due_days)s days the two have been a pair, %(recharter_days)s "
        "where one of them was in the pair before, without all five: a map with signed rows, one "
        "goal both answer for, how often they talk, who decides what, and what they do when they "
        "cannot settle something."
    ),
    noticed=_(
        "We noticed that you two work without some of the five things that hold a partnership: "
        "%(missing)s of them are open after more than %(days)s days. Is this so?"
    ),
    shown=_("Of the five, %(missing)s are not there yet."),
    values=("charter_due_days", "recharter_days"),
    window="charter_due_days",
    step=_("Yes, let us take 25 minutes for it"),
    promise=_("Set a day for 25 minutes on our charter, and come with my half of it"),
    list_url=list_url,
    ease=1,
)
def no_framework(look: Look) -> Iterator[Finding]:
    """F04. Both see the same; which of the five it is, the charter itself says."""
    first, after_change = (look.values.whole(key) for key in ("charter_due_days", "recharter_days"))
    soonest = min(first, after_change)
    old = [pair for pair in look.pairs if pair.days_old(look.today) > soonest]
    known = known_of(old) if old else {}
    for pair in old:
        held, days = minimum(known[pair.pk]), first
        if known[pair.pk]["follows_a_pair"]:
            days = after_change
        if rules.has_no_framework(held, paired_on=pair.start_on, today=look.today, after_days=days):
            missing = len(held.missing)
            yield Finding(pair, Severity.NOTICE, {"missing": missing, "days": days}, count=missing)
