"""What a page says once a promise is begun, without its words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.away import naming_words
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rows import unreached_words
from tandem.partnership.words import day_words


def begun_words(begun: Commitment, by: Person, today: date) -> str:
    if not begun.sent or begun.due_on is None:
        return _("Kept as a draft. Only you can read it.")
    other = begun.other_than(by)
    words = {"name": other.called, "day": day_words(begun.due_on, today)}
    if begun.offered:
        said = _("Offered, due %(day)s. With %(name)s’s thanks it is a promise.") % words
    elif begun.important:
        said = _("Asked, due %(day)s. %(name)s first says what they heard, then answers.") % words
    else:
        said = _("Asked, due %(day)s. %(name)s can say yes, yes if, or no.") % words
    return " ".join(
        part for part in (said, unreached_words(other), naming_words(other, by, today)) if part
    )
