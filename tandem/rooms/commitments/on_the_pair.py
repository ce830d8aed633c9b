"""The lines of requests, and of old words where there are any, on the page of a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.deleting.which import has_old_words
from tandem.partnership.models import Pair
from tandem.partnership.registers import Place, stands_on_the_pair


def nothing(_reader: Person, _today: date) -> dict[str, Any]:
    return {}


@stands_on_the_pair(nothing)
def requests(
    pair: Pair, _reader: Person, _today: date, _known: Mapping[str, Any]
) -> Iterator[Place]:
    said = _("With what is behind them, and heard before they are answered.")
    yield Place(_("Requests"), said, reverse("commitments:requests", args=[pair.pk]))


def old(_reader: Person, today: date) -> dict[str, Any]:
    return has_old_words(today)


@stands_on_the_pair(old)
def old_words(
    pair: Pair, _reader: Person, _today: date, known: Mapping[str, Any]
) -> Iterator[Place]:
    if known["has_old_words"]:
        said = _("Some ended more than twelve months ago. Together you can delete their words.")
        url = reverse("commitments:old_words", args=[pair.pk])
        yield Place(_("Words of old promises"), said, url)
