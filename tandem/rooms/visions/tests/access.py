"""Who gets what at every address of this room: the two; once signed, whom both said yes to."""

from __future__ import annotations

from tandem.access.tiers import Tier
from tandem.partnership.models import Vision
from tandem.partnership.testing import Cast, Row
from tandem.partnership.vision.tests import stories

SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, the head of HR and the administrators among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
TWO = {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}
SAID = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
BOTH = "sam mira"


def the(cast: Cast) -> dict[str, object]:
    """The pair, of which Sam has proposed something."""
    stories.proposed(cast.pair, cast.sam, readers=Tier.OPEN)
    return {"pair_id": cast.pair.pk}


def for_the_area(cast: Cast) -> dict[str, object]:
    stories.signed(cast.pair, readers=Tier.AREA)
    return {"pair_id": cast.pair.pk}


def for_all(cast: Cast) -> dict[str, object]:
    stories.signed(cast.pair, readers=Tier.OPEN)
    return {"pair_id": cast.pair.pk}


def seen(cast: Cast) -> dict[str, str]:
    return {"seen": stories.mark(cast.pair)}


def visions(_: Cast) -> list[tuple[object, ...]]:
    rows = Vision._base_manager.order_by("pk")
    return [(row.pk, row.words, row.tier, row.end_on) for row in rows]


ROWS = [
    Row("visions:page", TWO, where=the),
    Row(
        "visions:page",
        {
            200: "sam mira vera helen eva omar",
            404: "kim ilse ana leo farid pia ruth dana iris tess bram",
            302: SIGNED_OUT,
        },
        where=for_the_area, about="signed, for the area",
    ),
    Row(
        "visions:page", {200: f"sam mira {OTHERS}", 302: SIGNED_OUT}, where=for_all,
        about="signed, for everybody",
    ),
    Row("visions:write", TWO, where=the),
    Row(
        "visions:write", SAID, "POST", where=the,
        data=lambda cast: seen(cast) | {"words": "Otherwise", "readers": "area"}, probe=visions,
        changed_by=BOTH, about="proposed",
    ),
    Row(
        "visions:accept", {302: f"mira {SIGNED_OUT}", 404: OTHERS, 422: "sam"}, "POST", where=the,
        data=seen, probe=visions, changed_by="mira",
    ),
    Row("visions:let_go", SAID, "POST", where=the, data=seen, probe=visions, changed_by=BOTH),
    Row("visions:take_back", SAID, "POST", where=for_all, probe=visions, changed_by=BOTH),
]  # fmt: skip
