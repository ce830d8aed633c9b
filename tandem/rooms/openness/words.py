"""What the pages say beside what the two wrote."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.partnership.words import ago
from tandem.rooms.openness.models import PARTS, ContextCard

PART_WORDS = {
    "goals": _("Top three goals"),
    "pressures": _("What presses"),
    "deadlines": _("Dates that cannot move"),
    "success": _("What would make this quarter a success"),
}


def parts_of(card: ContextCard) -> list[tuple[str, str]]:
    """What was said, by its heading; nothing of what was not."""
    said = [(str(PART_WORDS[part]), getattr(card, part)) for part in PARTS]
    return [(heading, words) for heading, words in said if words]


def fresh_words(said_on: date, today: date, *, old: bool) -> str:
    """Of when a card is, and whether that is long ago."""
    day = {"day": ago(said_on, today)}
    if old:
        return gettext("As of %(day)s. Ask whether it is still so.") % day
    return gettext("As of %(day)s.") % day
