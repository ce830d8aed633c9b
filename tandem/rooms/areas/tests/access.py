from datetime import date

from tandem.access.audit import OPERATOR
from tandem.organisation import reorganising, standing_in
from tandem.organisation.models import Area, Assignment, Duty
from tandem.partnership.testing import FRIDAY, TUESDAY, Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia"
CHAIN = "sam vera mira helen eva"  # Operations: who leads it or above it, and its HR people
OTHERS = "kim ilse ana leo farid pia"


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
    if Area.objects.get(pk=cast.areas.night_shift.pk).end_on is None:
        reorganising.merge_areas(
            source=cast.areas.night_shift, into=cast.areas.finance, on=date(2025, 3, 1),
            by=OPERATOR, at=TUESDAY,
        )  # fmt: skip
    return {"area_id": cast.areas.night_shift.pk}


def with_kim_acting(cast: Cast) -> dict[str, object]:
    if not Assignment.objects.standing_in().exists():
        standing_in.appoint_acting(
            area=cast.areas.operations, duty=Duty.LEADS, person=cast.kim, reason="Sam is away",
            last_day=FRIDAY.date(), by=OPERATOR, at=TUESDAY,
        )  # fmt: skip
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
        {200: f"{CHAIN} kim", 404: OTHERS.replace("kim ", ""), 302: "otto nobody"},
        where=with_kim_acting, about="with somebody acting",
    ),
    Row("areas:years", {200: CHAIN, 404: OTHERS, 302: "otto nobody"}, where=operations),
    # Nothing has been brought in for the cast, so there is no picture to show anybody.
    Row("areas:picture", {404: f"{CHAIN} {OTHERS}", 302: "otto nobody"}, where=a_picture),
]  # fmt: skip
