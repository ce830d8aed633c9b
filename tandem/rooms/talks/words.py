"""What the pages say about a talk, beside what the two wrote."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.models import Person


def candour_words() -> str:
    """A question for whoever means to ask it and does not know how to begin."""
    return _("Where are your goals at odds with mine?")


def waiting_words(number: int) -> str:
    said = ngettext(
        "%(n)s point you two raised, and what is prepared.",
        "%(n)s points you two raised, and what is prepared.",
        number,
    )
    return said % {"n": number}


def length_words(minutes: int) -> str:
    said = ngettext("About %(n)s minute", "About %(n)s minutes", minutes)
    return said % {"n": minutes}


def raised_words(one: Person, number: int) -> str:
    """Shown for both of the two, or for neither."""
    if not number:
        return _("%(name)s raised none.") % {"name": one.called}
    return _("%(name)s raised %(n)s.") % {"name": one.called, "n": number}
