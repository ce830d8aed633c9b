"""Who owns what, as the first row of a pair’s map on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import MapRow, Share, stands_on_the_map
from tandem.rooms.ownership.lines import lines_of
from tandem.rooms.ownership.maps import in_force
from tandem.rooms.ownership.rules import State

NAMED = 5  # areas of work; the others are on the map of ownership


@stands_on_the_map
def who_owns_what(pair: Pair, reader: Person, today: date) -> Iterator[MapRow]:
    held = in_force(pair.area)
    lines = lines_of(pair.area, held, reader, pair, today)
    signed = [line for line in lines if line.state is State.SIGNED]
    # What both have signed is named first; of the rest what holds until they have.
    first = sorted(lines, key=lambda line: line not in signed)[:NAMED]
    texts = [line.holds.text for line in first]
    said = ngettext("%(signed)s of %(n)s row signed", "%(signed)s of %(n)s rows signed", len(lines))
    both = ngettext(
        "%(n)s shared outcome, two names on it",
        "%(n)s shared outcomes, two names on each",
        len(lines),
    )
    yield MapRow(
        share=Share.OWNERSHIP,
        name=_("Ownership"),
        said=said % {"signed": len(signed), "n": len(lines)},
        url=reverse("ownership:area", args=[pair.area_id]),
        leader=[" · ".join(gist(each.leader) for each in texts)],
        both=[both % {"n": len(lines)}],
        hr=[" · ".join(gist(each.hr) for each in texts)],
        differs=[line.domain.name for line in lines if line.differs],
    )


def gist(line: str) -> str:
    """The first of the things a line names."""
    return re.split("[;,]", line)[0].strip().rstrip(".")
