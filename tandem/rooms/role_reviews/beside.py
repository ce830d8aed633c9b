"""What the record says, beside what the two say: several facts, and never one number of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.bridge.hard_talks import hard_talk_words
from tandem.bridge.kept import both_in_a_line
from tandem.organisation.http import SignedInRequest
from tandem.organisation.settings import values_on
from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership.commitments.hard_talks import WINDOW_DAYS, hard_talks_between
from tandem.partnership.commitments.heard_first import requests_between
from tandem.partnership.commitments.reliable import of_pair
from tandem.partnership.commitments.requests import Nature
from tandem.partnership.models import Pair


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    said: str


def facts(pair: Pair, request: SignedInRequest) -> list[Fact]:
    """Only what is there: what nothing was counted of yet is left out, and is no zero."""
    today, values = request.today, values_on(request.today)
    days = {"days": values.whole("honour_window_days")}
    found = []
    asked = requests_between(pair.leader, pair.hr_partner, today, values)
    if named := sum(asked.by_nature.values()):  # of others nobody said what they are about
        counts = days | {"n": asked.by_nature[Nature.STRATEGIC], "of": named}
        said = _("%(n)s of %(of)s requests in the last %(days)s days were about where you go.")
        found.append(Fact(_("What you ask each other"), said % counts))
    if not request.has(KEPT_PROMISES):
        return found
    kept = both_in_a_line(of_pair(pair, today, values), pair.leader.called, pair.hr_partner.called)
    if kept:
        said = _("%(kept)s, of what was due in the last %(days)s days.")
        found.append(Fact(_("Promises to each other"), said % (days | {"kept": kept})))
    talks = hard_talks_between(pair, today, values.whole("honour_min_n"))
    if talks.number:
        words = hard_talk_words(talks, pair)
        said = _("In the last %(days)s days: %(value)s %(sentence)s")
        more = {"days": WINDOW_DAYS, "value": words.value, "sentence": words.sentence}
        found.append(Fact(_("Hard conversations"), said % more))
    return found
