"""What the page of a pair leads to: the charter, how it stands, and the first hundred days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.charter.minimum import asked, minimum
from tandem.partnership.models import Pair
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.partnership.words import day_words
from tandem.rooms.charters.hundred_days import is_new
from tandem.rooms.charters.words import missing_words, often


def how_it_stands(_reader: Person, _today: date) -> dict[str, Any]:
    return asked()


@stands_on_the_pair(how_it_stands)
def charter(pair: Pair, _reader: Person, today: date, known: Mapping[str, Any]) -> Iterator[Place]:
    page = reverse("charters:page", args=[pair.pk])
    if pair.is_over(today) and known["charter_number"] is None:
        return
    act = _("Agree on it") if known["charter_number"] is None else ""
    yield Place(_("Charter"), said(known, today), page, "" if pair.is_over(today) else act)
    if is_new(pair, today):
        planned = _("What is planned when, and what is done.")
        yield Place(_("First 100 days"), planned, f"{page}#days")


def said(known: Mapping[str, Any], today: date) -> str:
    """What two need and lack comes first: in quiet words, with nothing counted."""
    missing = missing_words(minimum(known))
    if known["charter_number"] is None:
        if missing:
            return _("Not signed yet. To begin with you need %(missing)s.") % {"missing": missing}
        return _("Not signed yet; what you need to begin with is there.")
    signed = {
        "n": known["charter_number"], "day": day_words(known["charter_signed_on"], today),
        "often": often(known["charter_days"]),
    }  # fmt: skip
    words = _("Version %(n)s, signed by both on %(day)s. You talk %(often)s.") % signed
    if missing:
        return f"{words} {_('You still need %(missing)s.') % {'missing': missing}}"
    if known["charter_renew_on"] <= today:
        return f"{words} {_('It is time to look at it again.')}"
    return words
