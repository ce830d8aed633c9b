"""What the pages say of answers, and of the one word that those above may be told."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.models import Person
from tandem.partnership.role_review.rules import CANNOT_SAY, Band

ANSWERS = {
    5: _("Yes, fully"),
    4: _("Mostly"),
    3: _("In part"),
    2: _("Hardly"),
    1: _("No"),
    CANNOT_SAY: _("I cannot say"),
}
BANDS = {
    Band.STRONG: _("strong"),
    Band.STEADY: _("steady"),
    Band.FRAGILE: _("fragile"),
    Band.HELP: _("could use help"),
}


def answer_words(mark: int | None) -> str:
    """ "Mostly, 4 of 5"."""
    if mark is None:
        return gettext("Cannot say")
    return gettext("%(words)s, %(mark)s of 5") % {"words": ANSWERS[mark], "mark": mark}


def band_words(band: Band) -> str:
    return str(BANDS[band])


def would_read(band: Band, leader: str, hr_partner: str, year: int) -> str:
    """The whole of what those above read."""
    names = {"leader": leader, "hr": hr_partner, "year": year, "band": band_words(band)}
    if band is Band.HELP:
        return gettext("%(leader)s and %(hr)s say of %(year)s: we could use help.") % names
    return gettext("%(leader)s and %(hr)s say of %(year)s: between us it is %(band)s.") % names


def named(people: Sequence[Person]) -> str:
    """ "Vera Lund and Helen Achterberg"."""
    names = [each.name for each in people]
    if len(names) < 2:
        return "".join(names)
    words = {"those": ", ".join(names[:-1]), "last": names[-1]}
    return gettext("%(those)s and %(last)s") % words
