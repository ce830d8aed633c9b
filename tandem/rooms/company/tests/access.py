from collections.abc import Mapping

from tandem.access.audit import OPERATOR
from tandem.organisation import actions, standing_in
from tandem.organisation.models import Area, Assignment, Duty, Invitation, Person
from tandem.partnership.models import Pair
from tandem.partnership.testing import FRIDAY, HIRED, TUESDAY, Cast, Row, Where
from tandem.rooms.company.tests.access_imports import IMPORT_ROWS
from tandem.rooms.company.tests.access_people import ROWS as PEOPLE_SIDE
from tandem.rooms.company.tests.access_settings import SETTINGS_ROWS
from tandem.rooms.company.tests.access_two_keys import ROWS as TWO_KEYS_ROWS

OTHERS = "kim ilse sam vera ana mira leo helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
HAND = {
    "area": "Bakery",
    "leader_name": "Bo Maas",
    "leader_email": "bo.maas@varnholm.example",
    "hr_name": "Greta Solberg",
    "hr_email": "greta.solberg@varnholm.example",
}


def newcomer(cast: Cast) -> Person:
    return actions.add_person(
        first_name="Noor", last_name="Bos", email="noor.bos@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip


def somebody_new(cast: Cast) -> dict[str, object]:
    return {"person_id": newcomer(cast).pk}


def somebody_in(cast: Cast) -> dict[str, object]:
    return {"person_id": cast.mira.pk}


def invitations(_: Cast) -> int:
    return Invitation.objects.count()


def night_shift(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.night_shift.pk}


def with_nobody_leading(cast: Cast) -> dict[str, object]:
    """An empty team of the night shift, which nobody has ever led."""
    empty = actions.add_area(name="Cleaning", parent=cast.areas.night_shift, by=OPERATOR, at=HIRED)
    return {"area_id": empty.pk}


def with_somebody_acting(cast: Cast) -> dict[str, object]:
    standing_in.appoint_acting(
        area=cast.areas.night_shift, duty=Duty.LEADS, person=cast.kim, reason="Leave",
        last_day=FRIDAY.date(), by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    return night_shift(cast)


def organisation(cast: Cast) -> list[object]:
    """Every area and assignment, as far as the changes here touch them."""
    return [
        *Area.objects.order_by("pk").values_list("name", "path", "end_on"),
        *Assignment.objects.order_by("pk").values_list("person", "start_on", "end_on"),
    ]


STANDS_IN = {"duty": "leads", "person": "Kim Bakker", "reason": "Leave"}
ON = {"on": "2025-03-01"}
CHANGES: list[tuple[str, Where, Mapping[str, object]]] = [
    ("rename", night_shift, {"name": "Late shift", **ON}),
    ("move", night_shift, {"parent": "Finance", **ON}),
    ("merge", night_shift, {"into": "Supply / Operations", **ON}),
    ("close", with_nobody_leading, ON),
    ("acting", night_shift, {**STANDS_IN, "last_day": "2026-11-30"}),
    ("caretaker", with_nobody_leading, STANDS_IN),
    ("end", with_somebody_acting, {"duty": "leads"}),
]


def deed(key: str, where: Where) -> Where:
    return lambda cast: {**where(cast), "deed": key}


CHANGING = [
    row
    for key, where, said in CHANGES
    for row in (
        Row(
            "company:change_area", {200: "farid", 404: OTHERS, 302: SIGNED_OUT},
            where=deed(key, where), about=key,
        ),
        Row(
            "company:change_area", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
            where=deed(key, where), data=lambda _, said=said: said,  # type: ignore[misc]
            probe=organisation, changed_by="farid", about=key,
        ),
        Row(
            "company:change_area", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
            where=deed(key, where), probe=organisation, about=f"{key}, nothing said",
        ),
    )
]  # fmt: skip
SPLIT = [
    Row(
        "company:change_area", {200: "farid", 404: OTHERS, 302: SIGNED_OUT},
        where=deed("split", night_shift), about="split",
    ),
    Row(
        "company:change_area", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=deed("split", night_shift), about="split",
        data=lambda cast: {"name": "Early shift", "people": [str(cast.kim.pk)], **ON},
        probe=organisation, changed_by="farid",
    ),
]  # fmt: skip


ROWS = [
    *SETTINGS_ROWS,
    *PEOPLE_SIDE,
    Row("company:page", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}),
    Row(
        "company:page", {200: "farid", 404: OTHERS, 302: SIGNED_OUT},
        data=lambda _: {"as_of": "2025-03-01"}, about="on a day",
    ),
    Row("company:area", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}, where=night_shift),
    *CHANGING,
    *SPLIT,
    Row(
        "company:change_area", {404: f"farid {OTHERS}", 302: SIGNED_OUT},
        where=deed("paint", night_shift), about="that is none",
    ),
    *IMPORT_ROWS,
    *TWO_KEYS_ROWS,
    Row("company:pair", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}),
    Row(
        "company:pair", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
        data=lambda _: HAND, probe=lambda _: Pair.objects.count(), changed_by="farid",
    ),
    Row(
        "company:pair", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST", about="half filled",
        data=lambda _: {"area": "Bakery"}, probe=lambda _: Pair.objects.count(),
    ),
    Row(
        "company:invite",
        {200: "farid pia", 404: OTHERS.replace(" pia", ""), 302: SIGNED_OUT},
        where=somebody_new,
    ),
    Row(
        "company:invite",
        {200: "farid pia", 404: OTHERS.replace(" pia", ""), 302: SIGNED_OUT}, "POST",
        where=somebody_new, data=lambda _: {"email": "noor.bos@varnholm.example"},
        probe=invitations, changed_by="farid pia",
    ),
    Row(
        "company:invite", {404: f"{OTHERS} farid", 302: SIGNED_OUT}, "POST",
        about="somebody who can sign in", where=somebody_in,
        data=lambda _: {"email": "x@varnholm.example"}, probe=invitations,
    ),
]  # fmt: skip
