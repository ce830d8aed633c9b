"""F30: two who have said together that they could use help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from django.urls import reverse

from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.models import Pair
from tandem.partnership.role_review.rules import Band
from tandem.partnership.role_review.told import band_of, told_now
from tandem.partnership.signals.detectors import Finding, Look, detects
from tandem.partnership.signals.standing import Severity


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


def list_url(pair: Pair) -> str:
    return reverse("role_reviews:page", args=[pair.pk])


@detects(
    key="could_use_help",
    name=_("Two who could use help"),
    rule=_(
        "Once a year two partners answer seven questions about each other. Where what one of them "
        "answered comes to 2.5 of 5 or less, and both have said that those above may know that the "
        "two could use help, they are asked what came of it, for %(review_help_days)s days. "
        "Without both their yeses nothing is noticed, and nobody above reads an answer."
    ),
    noticed=_("You two have said, with both your yeses, that you could use help. Is this so?"),
    shown=_("Said of your two-way review of %(year)s."),
    values=("review_help_days",),
    window="review_help_days",
    step=_("Yes, let us begin anew"),
    promise=_("Find somebody we both trust to lead a talk between us about how we work together"),
    list_url=list_url,
    ease=1,
    part_of=TWO_WAY_REVIEW,
)
def could_use_help(look: Look) -> Iterator[Finding]:
    """F30. Only of pairs that told it: a signal is no door through which an answer goes up."""
    pairs = {pair.pk: pair for pair in look.pairs}
    since = look.today - timedelta(days=look.values.whole("review_help_days"))
    told = told_now(look.today).filter(tells_on__gt=since)
    for pair_id, rows in groupby(told, lambda row: row.pair_id):
        two = [*rows]
        if pair_id in pairs and len(two) == 2 and band_of(two) is Band.HELP:
            evidence = {"year": two[0].opened_on.year}
            yield Finding(pairs[pair_id], Severity.ATTENTION, evidence, count=1)
