"""What promises can give a pair to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership.commitments.reliable import of_pairs
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import Finding, Look, detects
from tandem.partnership.signals.standing import Severity
from tandem.rooms.commitments.rules import is_broken, is_urgent
from tandem.rooms.commitments.silent import list_url


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


@detects(
    key="broken_promises",
    name=_("Promises that passed their date without a word"),
    rule=_(
        "Of what one of the two promised the other for a day in the last %(honour_window_days)s "
        "days, more than %(silent_miss_percent)s percent passed that day and two working days "
        "after it without a word. Fewer than %(honour_min_n)s promises that count say nothing. A "
        "new date asked for in time is kept word, and never counts here."
    ),
    noticed=_(
        "We noticed that %(silent_misses)s of %(eligible)s promises passed their date without a "
        "word in the last %(days)s days. Is this so?"
    ),
    shown=_("%(eligible)s promises between you that count, both ways together."),
    values=("silent_miss_percent", "honour_min_n", "honour_window_days"),
    window="honour_window_days",
    step=_("Yes, let us clear the list"),
    promise=_("Bring the list of what slipped to our next talk, with a new date for each"),
    list_url=list_url,
    ease=3,
    part_of=KEPT_PROMISES,
)
def broken_promises(look: Look) -> Iterator[Finding]:
    """F17. Which side it is, the finding does not say; both read the same numbers."""
    fewest = look.values.whole("honour_min_n")
    percent = look.values.whole("silent_miss_percent")
    asked = {pair.pk for pair in look.pairs}
    for pair, both in of_pairs(Pair.objects.on(look.today), look.today, look.values):
        sides = [(each.silent_misses, each.eligible) for each in (both.leader, both.hr_partner)]
        broken = [side for side in sides if is_broken(*side, fewest=fewest, percent=percent)]
        if broken and pair.pk in asked:
            misses = sum(missed for missed, _of in sides)
            urgent = any(is_urgent(*side, percent=percent) for side in broken)
            yield Finding(
                pair,
                Severity.URGENT if urgent else Severity.ATTENTION,
                {"silent_misses": misses, "eligible": sum(of for _missed, of in sides)},
                count=misses,
            )
