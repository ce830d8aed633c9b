"""The way back into the three steps, on every page they lead to."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Exists, OuterRef

from tandem.partnership.models import Charter, Pair
from tandem.rooms.pairs.how_set_up import how_set_up

register = template.Library()


@register.inclusion_tag("pairs/_way_back.html", takes_context=True)
def way_back(context: Any, pair: Pair | None, step: int | None = None) -> dict[str, Any]:  # noqa: ANN401 - as Django's
    """For the two of a pair, until they have signed a charter. One question; none without a pair.

    step: the one this page belongs to. Where one came from is kept nowhere.
    """
    request = context["request"]
    if not pair or request.person.pk not in (pair.leader_id, pair.hr_partner_id):
        return {}
    signed = Charter.objects.order_by().filter(pair=OuterRef("pk"))
    open_ones = Pair.objects.order_by().on(request.today).filter(~Exists(signed), pk=pair.pk)
    there = open_ones.annotate(**how_set_up()).first()
    if there is None:
        return {}
    just_said = bool(context.get("messages"))  # what follows an act says what it has led to
    known = {"is_set_up": vars(there)["is_set_up"], "just_said": just_said}
    return {"pair": there, "step": step, **known}
