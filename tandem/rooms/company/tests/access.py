from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.organisation.models import Import, Invitation, Person
from tandem.partnership.models import Pair
from tandem.partnership.testing import TUESDAY, Cast, Row
from tandem.rooms.company import uploads
from tandem.rooms.company.tests.access_people import ROWS as PEOPLE_SIDE

OTHERS = "kim ilse sam vera ana mira leo helen eva pia"
SIGNED_OUT = "otto nobody"
HAND = {
    "area": "Bakery",
    "leader_name": "Bo Maas",
    "leader_email": "bo.maas@varnholm.example",
    "hr_name": "Greta Solberg",
    "hr_email": "greta.solberg@varnholm.example",
}


def newcomer(cast: Cast) -> Person:
    known = Person.objects.filter(email="noor.bos@varnholm.example").first()
    return known or actions.add_person(
        first_name="Noor", last_name="Bos", email="noor.bos@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip


def somebody_new(cast: Cast) -> dict[str, object]:
    return {"person_id": newcomer(cast).pk}


def somebody_in(cast: Cast) -> dict[str, object]:
    return {"person_id": cast.mira.pk}


FILE = b"Employee ID,Department,Hire date\n1,Bakery,2020-01-01\n2,Bakery,31.02.2020\n"


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("staff.csv", FILE)


def checked(cast: Cast) -> dict[str, object]:
    """A file that was checked and waits; one for all visits of a row."""
    waiting = Import.objects.waiting().first()
    if waiting is None:
        uploads.receive(a_file(), full_roster=False, by=cast.farid, at=TUESDAY)
        waiting = Import.objects.waiting().get()
    return {"import_id": waiting.pk}


def its_rejected_rows(cast: Cast) -> dict[str, object]:
    return {**checked(cast), "number": 1}


def states(cast: Cast) -> list[str]:
    checked(cast)
    return list(Import.objects.order_by("checked_at", "pk").values_list("state", flat=True))


def invitations(_: Cast) -> int:
    return Invitation.objects.count()


ROWS = [
    *PEOPLE_SIDE,
    Row("company:page", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}),
    Row("company:new_import", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}),
    Row(
        "company:new_import", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        data=lambda _: {"file": a_file()},
        probe=lambda _: Import.objects.count(), changed_by="farid",
    ),
    Row("company:import", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}, where=checked),
    Row("company:rejected", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}, where=its_rejected_rows),
    Row(
        "company:apply", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=checked, probe=states, changed_by="farid",
    ),
    Row(
        "company:discard", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=checked, probe=states, changed_by="farid",
    ),
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
