"""What the map can give a pair to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import Finding, Look, detects
from tandem.partnership.signals.standing import Severity
from tandem.rooms.ownership.gaps import gaps_of_pairs, list_url, unkept_of_pairs


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


@detects(
    key="unowned_work",
    name=_("Work that nobody owns"),
    rule=_(
        "A side of the map, in your area or in one below it that has no pair of its own, has had "
        "nobody for more than %(unowned_days)s working days. Who stands in or is its caretaker "
        "counts as somebody. A side that nobody ever held is answered for from above, and never "
        "counts here. So is an open promise between you two of who has left that long ago."
    ),
    noticed=_(
        "We noticed work that nobody owns. Places on the map and promises that need somebody: "
        "%(places)s. Is this so?"
    ),
    shown=_("What has had nobody for longer than your company allows: %(places)s."),
    values=("unowned_days",),
    window="unowned_look_days",
    step=_("Yes, let us name somebody"),
    promise=_("Bring a name for each place that needs an owner, or say what is dropped"),
    list_url=list_url,
    ease=3,
)
def unowned_work(look: Look) -> Iterator[Finding]:
    """F06, as far as there is work without a person: a side of the map that somebody left, and a
    promise. Tasks, concerns and questions come with their rooms."""
    every = Pair.objects.on(look.today).select_related("area")
    days = look.values.whole("unowned_days")
    found = gaps_of_pairs(every, look.today, days)
    promises = unkept_of_pairs(look.pairs, look.today, days)
    for pair in look.pairs:
        without = (*found.get(pair.pk, ()), *promises.get(pair.pk, ()))
        places = sum(each.long for each in without)
        if places:
            yield Finding(pair, Severity.ATTENTION, {"places": places}, count=places)
