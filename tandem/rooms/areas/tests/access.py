from tandem.partnership.testing import Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia"
CHAIN = "sam vera mira helen eva"  # Operations: who leads it or above it, and its HR people
OTHERS = "kim ilse ana leo farid pia"


def operations(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.operations.pk}


def a_picture(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.operations.pk, "kind": "months"}


ROWS = [
    Row("areas:find", {200: SIGNED_IN, 302: "otto nobody"}),
    Row("areas:page", {200: CHAIN, 404: OTHERS, 302: "otto nobody"}, where=operations),
    Row("areas:years", {200: CHAIN, 404: OTHERS, 302: "otto nobody"}, where=operations),
    # Nothing has been brought in for the cast, so there is no picture to show anybody.
    Row("areas:picture", {404: f"{CHAIN} {OTHERS}", 302: "otto nobody"}, where=a_picture),
]
