"""How often important requests were said back first, as a page prints it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from tandem.analytics.intervals import wilson
from tandem.bridge.words import percent
from tandem.partnership.commitments.heard_first import HeardFirst


@dataclass(frozen=True, slots=True)
class HeardWords:
    """value: a share with its likely range, counts where there are too few, empty for none."""

    value: str
    sentence: str
    right: str


def heard_words(heard: HeardFirst) -> HeardWords:
    counts = {"heard": heard.heard, "of": heard.settled, "n": heard.rate_from}
    if not heard.settled:
        said = gettext("Nothing important was asked and settled in these days.")
        return HeardWords("", said, "")
    of = gettext("%(heard)s of %(of)s") % counts
    if heard.rate is None:
        said = gettext("said back before the answer. A share is shown from %(n)s on.") % counts
        return HeardWords(of, said, right_words(heard))
    low, high = wilson(float(heard.heard), heard.settled)
    likely = {"low": percent(low), "high": percent(high)}
    said = gettext(
        "%(heard)s of %(of)s said back before the answer. Somewhere between %(low)s and %(high)s."
    )
    return HeardWords(percent(float(heard.rate)), said % (counts | likely), right_words(heard))


def right_words(heard: HeardFirst) -> str:
    """How many of those were right at once; empty where none was said back."""
    if not heard.heard:
        return ""
    return ngettext(
        "%(right)s of %(n)s was right at once.", "%(right)s of %(n)s were right at once.",
        heard.heard,
    ) % {"right": heard.right, "n": heard.heard}  # fmt: skip
