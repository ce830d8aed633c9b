"""What the page of a pair leads to: how its vision stands, in a line without its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.models import Pair, Vision
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.partnership.words import day_words


def how_it_stands(_reader: Person, _today: date) -> dict[str, Any]:
    of_pair = Vision.objects.order_by().filter(pair=OuterRef("pk"))
    return {
        "vision_proposed_by": Subquery(of_pair.proposed().values("proposed_by")[:1]),
        "vision_signed_on": Subquery(of_pair.in_force().values("signed_on")[:1]),
    }


@stands_on_the_pair(how_it_stands)
def vision(pair: Pair, reader: Person, today: date, known: Mapping[str, Any]) -> Iterator[Place]:
    proposed_by, signed_on = known["vision_proposed_by"], known["vision_signed_on"]
    is_over = pair.is_over(today)
    if is_over and signed_on is None and proposed_by is None:
        return
    page = reverse("visions:page", args=[pair.pk])
    mine = Side.LEADER if reader == pair.leader else Side.HR
    said, act = told(pair.partner_of(reader).called, proposed_by, mine, signed_on, today)
    yield Place(_("Vision for people management"), said, page, "" if is_over else act)


def told(
    name: str, proposed_by: str | None, mine: Side, signed_on: date | None, today: date
) -> tuple[str, str]:
    """How it stands, and what the reader could do."""
    if proposed_by is not None and proposed_by != mine:
        return _("%(name)s proposes a wording.") % {"name": name}, _("Read it")
    if proposed_by is not None:
        return _("Your wording waits for %(name)s.") % {"name": name}, ""
    if signed_on is not None:
        said = _("Signed by both on %(day)s, and quoted.") % {"day": day_words(signed_on, today)}
        return said, ""
    return _("Up to 80 words of both of you, for others to read once both say yes."), _("Propose")
