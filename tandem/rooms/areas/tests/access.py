from datetime import date

from tandem.access.audit import OPERATOR
from tandem.organisation import reorganising, standing_in
from tandem.organisation.models import Assignment
from tandem.partnership.testing import TUESDAY, Cast, Row, WholeCast

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
# Operations: who leads it or above it, who stands in there, and its HR people.
CHAIN = "sam omar vera mira helen eva"
OTHERS = "kim ilse ana leo farid pia ruth dana iris tess bram"


def operations(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.operations.pk}


def a_picture(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.operations.pk, "kind": "months"}


def some_day(_: Cast) -> dict[str, str]:
    return {"as_of": "2025-03-01"}


def no_day(_: Cast) -> dict[str, str]:
    return {"as_of": "31.02.2025"}


def a_closed_area(cast: Cast) -> dict[str, object]:
    """The night shift, merged into Finance: the past stays with those it lay below."""
    reorganising.merge_areas(
        source=cast.areas.night_shift, into=cast.areas.finance, on=date(2025, 3, 1),
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    return {"area_id": cast.areas.night_shift.pk}


def once_sam_is_back(cast: WholeCast) -> dict[str, object]:
    """Omar stands in no more, from today."""
    [acting] = Assignment.objects.standing_in()
    standing_in.end_stand_in(assignment=acting, by=OPERATOR, at=TUESDAY)
    return operations(cast)


ROWS = [
    Row("areas:find", {200: SIGNED_IN, 302: "otto nobody"}),
    Row("areas:find", {200: SIGNED_IN, 302: "otto nobody"}, data=some_day, about="on a day"),
    Row("areas:find", {422: SIGNED_IN, 302: "otto nobody"}, data=no_day, about="on no day"),
    Row("areas:page", {200: CHAIN, 404: OTHERS, 302: "otto nobody"}, where=operations),
    Row(
        "areas:page", {200: CHAIN, 404: OTHERS, 302: "otto nobody"},
        where=operations, data=some_day, about="on a day",
    ),
    Row(
        "areas:page", {422: CHAIN, 404: OTHERS, 302: "otto nobody"},
        where=operations, data=no_day, about="on no day",
    ),
    Row(
        "areas:page", {200: CHAIN, 404: OTHERS, 302: "otto nobody"},
        where=a_closed_area, about="that is closed",
    ),
    Row(
        "areas:page",
        {200: CHAIN.replace("omar ", ""), 404: f"{OTHERS} omar", 302: "otto nobody"},
        where=once_sam_is_back, about="once nobody stands in any more",
    ),
    Row("areas:years", {200: CHAIN, 404: OTHERS, 302: "otto nobody"}, where=operations),
    # Nothing has been brought in for the cast, so there is no picture to show anybody.
    Row("areas:picture", {404: f"{CHAIN} {OTHERS}", 302: "otto nobody"}, where=a_picture),
]  # fmt: skip
