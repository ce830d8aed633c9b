"""What the pages say about heads-ups, beside what the two wrote."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.models import Person
from tandem.rooms.heads_ups.models import Kind
from tandem.rooms.heads_ups.rules import Given

NAMES = {
    Kind.OBSTACLE: _("An obstacle"),
    Kind.BARRIER: _("A barrier"),
    Kind.BLIND_SPOT: _("A blind spot"),
}
THANKS = _("Thanks for the early warning.")


def given_words(one: Person, given: Given) -> str:
    """How many one of the two gave, and was thanked for. Shown for both, or for neither."""
    if not given.given:
        return gettext("%(name)s has given none yet.") % {"name": one.called}
    numbers = {"name": one.called, "n": given.given, "thanked": given.thanked}
    if given.thanked == given.given:
        return ngettext(
            "%(name)s gave %(n)s, with thanks.", "%(name)s gave %(n)s, all with thanks.",
            given.given,
        ) % numbers  # fmt: skip
    return gettext("%(name)s gave %(n)s, %(thanked)s with thanks.") % numbers


def waiting_words(number: int, other: Person) -> str:
    said = ngettext("%(name)s gave you a heads-up.", "%(name)s gave you %(n)s heads-ups.", number)
    return said % {"name": other.called, "n": number}
