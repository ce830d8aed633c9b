"""Who gets what at every address of this room: the two of the pair, and nobody else."""

from __future__ import annotations

from tandem.partnership.testing import Cast, Row
from tandem.rooms.heads_ups.models import HeadsUp
from tandem.rooms.heads_ups.tests.stories import TEXT, thanked, warned

SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, the head of HR and the administrators among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"


def of_sam_and_mira(cast: Cast) -> dict[str, object]:
    thanked(warned(cast, cast.sam))
    warned(cast, cast.mira)
    return {"pair_id": cast.pair.pk}


def from_sam(cast: Cast) -> dict[str, object]:
    return {"heads_up_id": warned(cast, cast.sam).pk}


def states(_: Cast) -> list[tuple[object, ...]]:
    return [*HeadsUp.objects.order_by("id").values_list("id", "acknowledged_on")]


ROWS = [
    Row("heads_ups:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=of_sam_and_mira),
    Row(
        "heads_ups:page",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=of_sam_and_mira,
        data=lambda _: {"kind": "barrier", "text": TEXT},
        probe=states,
        changed_by="sam mira",
        about="given",
    ),
    Row(
        "heads_ups:acknowledge",
        {302: f"mira {SIGNED_OUT}", 403: "sam", 404: OTHERS},
        "POST",
        where=from_sam,
        data=lambda _: {"thanks": "Good to know."},
        probe=states,
        changed_by="mira",
    ),
]
