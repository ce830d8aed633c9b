"""How long a shared vision may be, and what is refused. Values in, decision out."""

from __future__ import annotations

import json
from hashlib import sha256

from tandem.partnership.refused import NotPossible

MOST_WORDS = 80


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


EMPTY = _("Say something first. A sentence is enough.")
TOO_MANY = _("A vision has at most 80 words.")
CHANGED = _("The words were changed or let go meanwhile. Look at them as they are now.")
PROPOSED_SO = _("These words, for these readers, are proposed already.")
HOLDS_SO = _("These words, for these readers, are what you both signed.")
YOURS = _("You have said yes to this already. It waits for your partner.")
NOTHING_QUOTED = _("Nothing is quoted any more.")


def words_in(text: str) -> int:
    """As somebody counts who reads it: what stands between spaces; a dash alone is none."""
    return sum(any(map(str.isalnum, each)) for each in text.split())


def refuse_unfit(text: str) -> None:
    """Raises NotPossible."""
    if not words_in(text):
        raise NotPossible(EMPTY)
    if words_in(text) > MOST_WORDS:
        raise NotPossible(TOO_MANY)


def mark_of(text: str, readers: str) -> str:
    """Tells words and readers from any others, so that nobody agrees to what they have not seen."""
    return sha256(json.dumps([text, readers]).encode()).hexdigest()[:16]
