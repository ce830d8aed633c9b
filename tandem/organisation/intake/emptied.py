"""Areas of a list of people that nearly everybody has left: perhaps split, or called otherwise.

Such a list knows where somebody is today or was last. Who left before a department was split stays
under its old name, and who is here stands under the new ones: the old one reads as if everybody had
left it, the new ones as if nobody had. No question waits for it, for an area may be closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.history.renamed import Path, path_of
from tandem.organisation.intake.paths import folded
from tandem.organisation.intake.renamed_list import Told
from tandem.organisation.intake.staging import Staging

FEWEST_LEFT = 5
ONE_IN = 10  # people of an area, at most, are here still
MOST_GONE = 10  # times as many people as are here: with more it is a list of leavers
FEWER = 4  # times, at least, than in the whole list
QUIET = timedelta(days=14)  # before the last leaving of the list, in which nobody left the area
NAMED = 3


@dataclass(slots=True)
class Known:
    """A department as it is called first, without those below it. last: when somebody came or
    went for the last time."""

    path: Path
    here: int = 0
    left: int = 0
    last_gone: str = ""
    last: str = ""

    def add(self, told: Told) -> None:
        self.here += told.here
        self.left += told.left
        self.last_gone = max(self.last_gone, told.last_gone or "")
        self.last = max(self.last, self.last_gone, told.latest or "")

    @property
    def all(self) -> int:
        return self.here + self.left

    @property
    def facts(self) -> dict[str, object]:
        last = date_format(date.fromisoformat(self.last_gone), "j F Y")
        counted = {"left": number_format(self.left), "all": number_format(self.all)}
        return {"area": self.path[-1], "last": last, **counted}


def note_emptied(
    staging: Staging,
    told: Iterable[Told],
    places: Mapping[int, Place],
    asked: Collection[Path],
    said: Mapping[str, str],
) -> None:
    """Say of such areas, those with most people first, what it may be. asked: those of which
    somebody is asked; said: answers of areas, by their words."""
    settled = {*asked, *(folded(path_of(words)) for words in said)}
    found = [each for each in emptied(told) if folded(each.path) not in settled]
    if not found:
        return
    offers = tuple(" / ".join(each.path) for each in found[:NAMED])
    if len(found) == 1:
        words = _("“%(area)s”: %(left)s of its %(all)s people have left, none since %(last)s.") % (
            found[0].facts
        )
    else:
        words = in_words(found)
    staging.note(0, places[0].found(Kind.AREA_EMPTIED, None, how=words, offers=offers))


def in_words(found: list[Known]) -> str:
    each = _("“%(area)s” (%(left)s of %(all)s, none since %(last)s)")
    named = ", ".join(each % one.facts for one in found[:NAMED])
    more = len(found) - NAMED
    if more > 0:
        also = ngettext("and %(count)s more", "and %(count)s more", more)
        named = f"{named} {also % {'count': number_format(more)}}"
    return _("Areas that nearly all people have left: %(areas)s.") % {"areas": named}


def emptied(told: Iterable[Told]) -> list[Known]:
    """Nearly all who were in it have left, some time ago, and nobody came since; though of the
    whole list many are here."""
    areas: dict[Path, Known] = {}
    for each in told:
        path = path_of(each.department)
        areas.setdefault(folded(path), Known(path)).add(each)
    here, everybody = (
        sum(one.here for one in areas.values()),
        sum(one.all for one in areas.values()),
    )
    ends = max((one.last_gone for one in areas.values()), default="")
    if not ends or everybody > here * MOST_GONE:
        return []
    quiet = (date.fromisoformat(ends) - QUIET).isoformat()
    found = [
        one
        for one in areas.values()
        if one.left >= FEWEST_LEFT
        and one.here * ONE_IN <= one.all
        and one.here * everybody * FEWER <= one.all * here
        and one.last <= one.last_gone <= quiet
    ]
    return sorted(found, key=lambda one: (-one.all, one.path))
