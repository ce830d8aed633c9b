"""Who gets what at every address of this room. A pair is the two partners' alone."""

from __future__ import annotations

from tandem.partnership.testing import Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia"
SIGNED_OUT = "otto nobody"
OTHERS = "kim ilse vera ana leo farid helen eva pia"


def sam_and_mira(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.pair.pk}


def priya_and_leo(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.other_pair.pk}


ROWS = [
    Row("pairs:list", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row("pairs:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row(
        "pairs:page",
        {200: "leo", 404: "kim ilse sam vera ana mira farid helen eva pia", 302: SIGNED_OUT},
        where=priya_and_leo,
        about="another pair",
    ),
]
