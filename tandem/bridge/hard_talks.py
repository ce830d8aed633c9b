"""Who holds the hard conversations of a pair, as a page prints it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from tandem.analytics.intervals import wilson
from tandem.bridge.words import percent
from tandem.partnership.commitments.hard_talks import HardTalks
from tandem.partnership.models import Pair


@dataclass(frozen=True, slots=True)
class TalkWords:
    """value: a share, counts where there are too few, empty for none. asked: of the HR partner."""

    value: str
    sentence: str
    asked: str


def hard_talk_words(talks: HardTalks, pair: Pair) -> TalkWords:
    if not talks.number:
        return TalkWords("", gettext("none was planned between you."), "")
    names = {"leader": pair.leader.called, "hr_partner": pair.hr_partner.called}
    counts = names | {"n": talks.by_leader, "of": talks.number, "held": talks.held}
    of = gettext("%(n)s of %(of)s") % counts
    done = gettext("Held so far: %(held)s.") % counts
    if talks.share is None:
        said = gettext("held by %(leader)s, or going to be.") % names
        return TalkWords(of, f"{said} {done}", asked_words(talks, names))
    low, high = wilson(talks.by_leader, talks.number)
    likely = {"low": percent(low), "high": percent(high)}
    said = gettext("%(n)s of %(of)s held by %(leader)s, or going to be.") % counts
    said += " " + gettext("Somewhere between %(low)s and %(high)s.") % likely
    return TalkWords(percent(float(talks.share)), f"{said} {done}", asked_words(talks, names))


def asked_words(talks: HardTalks, names: dict[str, str]) -> str:
    """Empty where nothing was asked of the HR partner."""
    if not talks.by_hr:
        return ""
    said = ngettext(
        "%(hr_partner)s was asked to hold %(n)s; %(why)s for safety, the law or a conflict of"
        " interest.",
        "%(hr_partner)s was asked to hold %(n)s; %(why)s of them for safety, the law or a conflict"
        " of interest.",
        talks.by_hr,
    )
    return said % (names | {"n": talks.by_hr, "why": talks.accepted})
