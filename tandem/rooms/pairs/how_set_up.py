"""How far pairs are set up, asked together with them: what the card that leads there says."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter.starting_point import KEYS
from tandem.partnership.models import CharterPart
from tandem.partnership.registers import is_set_up


def how_set_up() -> dict[str, Any]:
    """Expressions over a pair: `is_set_up`, as the three steps know it, and `parts_left`."""
    agreed = CharterPart.objects.order_by().filter(pair=OuterRef("pk"), state=State.SIGNED.value)
    number = agreed.values("pair").annotate(n=Count("pk")).values("n")
    return {
        "is_set_up": Case(When(is_set_up(), then=Value(True)), default=Value(False)),
        "parts_left": Value(len(KEYS)) - Coalesce(Subquery(number), Value(0)),
    }
