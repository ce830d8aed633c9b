"""Who gets what at every address of this room. A pair is the two partners' alone."""

from __future__ import annotations

from tandem.partnership.models import ShownByName
from tandem.partnership.testing import Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"


def sam_and_mira(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.pair.pk}


def priya_and_leo(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.other_pair.pk}


def wishes(_: Cast) -> int:
    return ShownByName.objects.count()


ROWS = [
    Row("pairs:list", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row("pairs:so_far", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row("pairs:over_time", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row(
        "pairs:by_name",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=sam_and_mira,
        data=lambda _: {"answer": "yes"},
        probe=wishes,
        changed_by="sam mira",
        about="a yes to be shown by name",
    ),
    Row(
        "pairs:causes",
        {200: "helen", 404: SIGNED_IN.replace(" helen", ""), 302: SIGNED_OUT},
    ),
    Row(
        "pairs:all_pairs",
        {200: "helen", 404: SIGNED_IN.replace(" helen", ""), 302: SIGNED_OUT},
    ),
    Row("pairs:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row(
        "pairs:page",
        {200: "leo", 404: f"sam mira {OTHERS.replace(' leo', '')}", 302: SIGNED_OUT},
        where=priya_and_leo,
        about="another pair",
    ),
]
