"""Who gets what at every address of this room: the two of the pair, and nobody else."""

from __future__ import annotations

from tandem.partnership.testing import Cast, Row
from tandem.rooms.talks.models import TalkPoint
from tandem.rooms.talks.tests.stories import WORDS, prepared, raised, something_is_prepared

SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, the head of HR and the administrators among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"


def of_sam_and_mira(cast: Cast) -> dict[str, object]:
    raised(cast, cast.sam)
    return {"pair_id": cast.pair.pk}


def of_what_is_prepared(cast: Cast) -> dict[str, object]:
    something_is_prepared(cast)
    return {"pair_id": cast.pair.pk}


def from_sam(cast: Cast) -> dict[str, object]:
    return {"point_id": raised(cast, cast.sam).pk, "act": "spoken"}


def states(_: Cast) -> list[tuple[object, ...]]:
    return [*TalkPoint.objects.order_by("id").values_list("id", "became", "over_on")]


ROWS = [
    Row("talks:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=of_sam_and_mira),
    Row(
        "talks:page",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=of_sam_and_mira,
        data=lambda _: {"what": WORDS},
        probe=states,
        changed_by="sam mira",
        about="raised",
    ),
    Row(
        "talks:not_this_time",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=of_what_is_prepared,
        data=lambda cast: {"about": prepared(cast)},
        probe=states,
        changed_by="sam mira",
    ),
    Row(
        "talks:act",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=from_sam,
        probe=states,
        changed_by="sam mira",
    ),
]
