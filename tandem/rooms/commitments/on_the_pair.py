"""The lines of requests, of habits, and of old words where there are any, on the page of a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.requests import habits as templates_of_habits
from tandem.partnership.deleting.which import has_old_words
from tandem.partnership.models import Pair
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.partnership.two import between_outer_two


def nothing(_reader: Person, _today: date) -> dict[str, Any]:
    return {}


@stands_on_the_pair(nothing)
def requests(
    pair: Pair, _reader: Person, _today: date, _known: Mapping[str, Any]
) -> Iterator[Place]:
    said = _("With what is behind them, and heard before they are answered.")
    yield Place(_("Requests"), said, reverse("commitments:requests", args=[pair.pk]))


def chosen(_reader: Person, _today: date) -> dict[str, Any]:
    open_ones = (
        Commitment.objects.open()
        .order_by()
        .filter(
            between_outer_two(), request__in=[each.key for each in templates_of_habits()], sent=True
        )
    )
    counted = open_ones.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return {"habits_chosen": Coalesce(Subquery(counted), 0)}


@stands_on_the_pair(chosen)
def habits(pair: Pair, _reader: Person, today: date, known: Mapping[str, Any]) -> Iterator[Place]:
    number = known["habits_chosen"]
    if not number and pair.is_over(today):
        return
    said = ngettext("%(n)s is chosen.", "%(n)s are chosen.", number) % {"n": number}
    nothing_yet = _("One small thing of each of you, for each of four areas.")
    url = reverse("commitments:habits", args=[pair.pk])
    yield Place(_("Habits of this quarter"), said if number else nothing_yet, url)


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
