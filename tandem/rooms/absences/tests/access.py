"""Who gets what at every address of this room."""

from __future__ import annotations

from collections.abc import Mapping

from tandem.organisation import absences, deputies
from tandem.organisation.models import Absence, AbsenceKind, Crunch, Deputy
from tandem.partnership.testing import FRIDAY, TUESDAY, Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
NOT_KIM = "ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
NEITHER = "ilse sam vera ana leo farid helen eva pia ruth dana iris tess bram omar"
# Omar stands in for Sam this week.
NOT_OF_OPERATIONS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram"
TODAY, FRI = TUESDAY.date(), FRIDAY.date()
DAYS = {"first": "2026-11-25", "last": "2026-11-27"}


def kims_days(cast: Cast) -> Mapping[str, object]:
    entered = absences.enter(
        person=cast.kim, first=TODAY, last=FRI, kind=AbsenceKind.SICKNESS, by=cast.kim, at=TUESDAY
    )
    return {"absence_id": entered.pk}


def named(cast: Cast) -> Mapping[str, object]:
    """Mira has asked Kim, once."""
    there = Deputy.objects.filter(person=cast.mira).first()
    asked = there or deputies.name_deputy(
        deputy=cast.kim, first=TODAY, last=FRI, by=cast.mira, at=TUESDAY
    )
    return {"deputy_id": asked.pk}


def operations(cast: Cast) -> Mapping[str, object]:
    return {"area_id": cast.areas.operations.pk}


def in_crunch(cast: Cast) -> Mapping[str, object]:
    declared = absences.declare_crunch(
        area=cast.areas.operations, first=TODAY, last=FRI, reason="Line 4 moves",
        by=cast.sam, at=TUESDAY,
    )  # fmt: skip
    return {"crunch_id": declared.pk}


def all_absences(_: Cast) -> object:
    return [*Absence.objects.order_by("pk").values_list("person", "start_on", "end_on")]


def all_deputies(_: Cast) -> object:
    fields = ("person", "deputy", "end_on", "accepted_on", "declined_on")
    return [*Deputy.objects.order_by("pk").values_list(*fields)]


def all_crunches(_: Cast) -> object:
    return [*Crunch.objects.order_by("pk").values_list("area", "start_on", "end_on")]


ROWS = [
    Row("absences:page", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row("absences:enter", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "absences:enter",
        {302: f"{SIGNED_IN} {SIGNED_OUT}"},
        "POST",
        data=lambda _: {**DAYS, "kind": "leave"},
        probe=all_absences,
        changed_by=SIGNED_IN,
    ),
    Row(
        "absences:end",
        {302: f"kim {SIGNED_OUT}", 404: NOT_KIM},
        "POST",
        where=kims_days,
        probe=all_absences,
        changed_by="kim",
    ),
    Row("absences:name_deputy", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "absences:name_deputy",
        {302: f"{NOT_KIM} {SIGNED_OUT}", 422: "kim"},  # nobody is their own
        "POST",
        data=lambda cast: {**DAYS, "who": cast.kim.email},
        probe=all_deputies,
        changed_by=NOT_KIM,
    ),
    Row(
        "absences:accept",
        {302: f"kim {SIGNED_OUT}", 404: NOT_KIM},
        "POST",
        where=named,
        probe=all_deputies,
        changed_by="kim",
    ),
    Row(
        "absences:decline",
        {302: f"kim {SIGNED_OUT}", 404: NOT_KIM},
        "POST",
        where=named,
        probe=all_deputies,
        changed_by="kim",
    ),
    Row(
        "absences:end_deputy",
        {302: f"kim mira {SIGNED_OUT}", 404: NEITHER},
        "POST",
        where=named,
        probe=all_deputies,
        changed_by="kim mira",
    ),
    Row(
        "absences:crunch",
        {200: "sam mira omar", 404: NOT_OF_OPERATIONS, 302: SIGNED_OUT},
        where=operations,
    ),
    Row(
        "absences:crunch",
        {302: f"sam mira omar {SIGNED_OUT}", 404: NOT_OF_OPERATIONS},
        "POST",
        where=operations,
        data=lambda _: {**DAYS, "reason": "Line 4 moves"},
        probe=all_crunches,
        changed_by="sam mira omar",
    ),
    Row(
        "absences:end_crunch",
        {302: f"sam mira omar {SIGNED_OUT}", 404: NOT_OF_OPERATIONS},
        "POST",
        where=in_crunch,
        probe=all_crunches,
        changed_by="sam mira omar",
    ),
]
