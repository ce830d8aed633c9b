"""Rows of the access matrix for roles, duties, suggested pairs and invitations."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.access.audit import OPERATOR
from tandem.access.roles import Administrator, HRAdministrator
from tandem.organisation import actions
from tandem.organisation.models import Absence, Assignment, Invitation, Person, RoleGrant
from tandem.partnership.models import Pair
from tandem.partnership.testing import TUESDAY, Cast, Row
from tandem.rooms.company import duty_files

OTHERS = "kim ilse sam vera ana mira leo helen eva pia ruth dana iris tess bram omar"
NOT_PIA = "kim ilse sam vera ana mira leo helen eva ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
FOR_FARID = {200: "farid", 404: OTHERS, 302: SIGNED_OUT}
FOR_BOTH = {200: "farid pia", 404: NOT_PIA, 302: SIGNED_OUT}
SENT_BY_FARID = {302: f"farid {SIGNED_OUT}", 404: OTHERS}
SENT_BY_BOTH = {302: f"farid pia {SIGNED_OUT}", 404: NOT_PIA}


# roles


def the_role(key: str) -> dict[str, object]:
    return {"key": key}


def ana_and_why(cast: Cast) -> dict[str, object]:
    return {"q": "Ana", "person": str(cast.ana.pk), "why": "Holiday cover"}


def grants(_: Cast) -> list[object]:
    return [*RoleGrant.objects.order_by("pk").values_list("role", "person", "end_on")]


def second(cast: Cast, role: type[HRAdministrator] | type[Administrator]) -> dict[str, object]:
    """Another one beside the only one, so that it can be taken back."""
    grant = actions.grant_role(person=noor(cast), role=role, by=OPERATOR, at=TUESDAY)
    return {"grant_id": grant.pk}


def the_only_one(cast: Cast) -> dict[str, object]:
    return {"grant_id": RoleGrant.objects.of(cast.farid).get().pk}


# duties


def operations(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.operations.pk}


def supplys_hr_partner(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.supply.pk, "duty": "hr_partner"}


def leo_since_monday(cast: Cast) -> dict[str, object]:
    return {"q": "leo", "person": str(cast.leo.pk), "since": "2026-11-23", "why": "New in Supply"}


def sams_lead(cast: Cast) -> dict[str, object]:
    return {"assignment_id": Assignment.objects.of(cast.sam).get().pk}


def duties(_: Cast) -> list[object]:
    rows = Assignment.objects.order_by("area", "duty", "start_on", "person")
    return [*rows.values_list("area", "duty", "start_on", "end_on", "person")]


def a_file(cast: Cast) -> SimpleUploadedFile:
    rows = f"Area,HR partner,Since\nSupply,{cast.leo.email},2026-11-02\nNowhere,x,\n"
    return SimpleUploadedFile("duties.csv", rows.encode())


def waiting(cast: Cast) -> dict[str, object]:
    """A file of duties that was uploaded and waits; another one where it was thrown away."""
    if not (LATEST and duty_files.folder_of(LATEST[-1]).exists()):
        LATEST.append(duty_files.keep(a_file(cast), "Autumn review"))
    return {"upload_id": LATEST[-1]}


LATEST: list[UUID] = []


def marked(cast: Cast) -> dict[str, object]:
    from tandem.organisation.intake.duty_plan import plan

    kept = duty_files.waiting_or_404(duty_files.keep(a_file(cast), "Autumn review"))
    with kept.opened() as file:
        return {"mark": plan(file, TUESDAY.date()).mark}


# invitations and pairs


def noor(cast: Cast) -> Person:
    return actions.add_person(
        first_name="Noor", last_name="Vos", email="noor.vos@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip


def noors_link(cast: Cast) -> dict[str, object]:
    person = noor(cast)
    held, _token = actions.invite(person=person, email=person.email, by=OPERATOR, at=TUESDAY)
    return {"invitation_id": held.pk}


def noor_without_one(cast: Cast) -> dict[str, object]:
    noor(cast)
    return {}


def links(_: Cast) -> list[object]:
    rows = Invitation.objects.order_by("pk")
    return [*rows.values_list("pk", "withdrawn_at")]


def everybody(_: Cast) -> dict[str, object]:
    return {"who": "everybody"}


def suggested(cast: Cast) -> dict[str, object]:
    """Ilse leads the night shift; Mira is HR partner of Operations, above it."""
    return {"pair": [f"{cast.areas.night_shift.pk}:{cast.ilse.pk}:{cast.mira.pk}"]}


def pairs(_: Cast) -> int:
    return Pair.objects.count()


# days away


def days_of_ana(cast: Cast) -> dict[str, object]:
    days = {"first": "2026-11-24", "last": "2026-11-27", "kind": "sickness"}
    return {"q": "Ana", "person": str(cast.ana.pk), **days}


def absences_of_ana(cast: Cast) -> list[object]:
    return [*Absence.objects.of(cast.ana).values_list("start_on", "end_on")]


ROWS = [
    Row("company:roles", FOR_BOTH),
    Row("company:give_role", FOR_FARID, where=lambda _: the_role("chro")),
    Row(
        "company:give_role", {200: "pia", 404: f"{NOT_PIA} farid", 302: SIGNED_OUT},
        about="administrator", where=lambda _: the_role("administrator"),
    ),
    Row(
        "company:give_role", SENT_BY_FARID, "POST",
        where=lambda _: the_role("chro"), data=ana_and_why, probe=grants, changed_by="farid",
    ),
    Row(
        "company:give_role", {302: f"pia {SIGNED_OUT}", 404: f"{NOT_PIA} farid"}, "POST",
        about="administrator", where=lambda _: the_role("administrator"), data=ana_and_why,
        probe=grants, changed_by="pia",
    ),
    Row(
        "company:take_role_back", SENT_BY_FARID, "POST",
        where=lambda cast: second(cast, HRAdministrator),
        probe=grants, changed_by="farid",
    ),
    Row(
        "company:take_role_back", {302: f"pia {SIGNED_OUT}", 404: f"{NOT_PIA} farid"}, "POST",
        about="administrator", where=lambda cast: second(cast, Administrator),
        probe=grants, changed_by="pia",
    ),
    Row(
        "company:take_role_back", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
        about="the last one", where=the_only_one, probe=grants,
    ),
    Row("company:area", FOR_FARID, where=operations),
    Row("company:give_duty", FOR_FARID, where=supplys_hr_partner),
    Row(
        "company:give_duty", SENT_BY_FARID, "POST",
        where=supplys_hr_partner, data=leo_since_monday, probe=duties, changed_by="farid",
    ),
    Row("company:correct_duty", FOR_FARID, where=sams_lead),
    Row(
        "company:correct_duty", SENT_BY_FARID, "POST",
        where=sams_lead, data=lambda _: {"since": "2024-01-01"}, probe=duties, changed_by="farid",
    ),
    Row("company:end_duty", FOR_FARID, where=sams_lead),
    Row(
        "company:end_duty", SENT_BY_FARID, "POST",
        where=sams_lead, data=lambda _: {"end_on": "2026-11-24"}, probe=duties, changed_by="farid",
    ),
    Row("company:duties_file", FOR_FARID),
    Row(
        "company:duties_file", SENT_BY_FARID, "POST",
        data=lambda cast: {"file": a_file(cast), "why": "Autumn review"},
        probe=lambda _: len([*duty_files.folder_of(UUID(int=0)).parent.glob("*.duties")]),
        changed_by="farid",
    ),
    Row("company:duties_checked", FOR_FARID, where=waiting),
    Row("company:duties_rejected", FOR_FARID, where=waiting),
    Row(
        "company:duties_apply", SENT_BY_FARID, "POST",
        where=waiting, data=marked, probe=duties, changed_by="farid",
    ),
    Row(
        "company:duties_discard", SENT_BY_FARID, "POST",
        where=waiting, probe=waiting, changed_by="farid",
    ),
    Row("company:suggestions", FOR_FARID),
    Row(
        "company:suggestions", SENT_BY_FARID, "POST",
        data=suggested, probe=pairs, changed_by="farid",
    ),
    Row(
        "company:suggestions", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
        about="nothing ticked", probe=pairs,
    ),
    Row("company:invitations", FOR_BOTH),
    Row("company:invitations", FOR_BOTH, about="somebody found", data=lambda _: {"q": "kim"}),
    Row("company:invite_many", FOR_BOTH),
    Row("company:invite_many", FOR_BOTH, about="how many", data=everybody),
    Row(
        "company:invite_many", FOR_BOTH, "POST", where=noor_without_one,
        data=everybody, probe=links, changed_by="farid pia",
    ),
    Row(
        "company:withdraw_invitation", SENT_BY_BOTH, "POST",
        where=noors_link, probe=links, changed_by="farid pia",
    ),
    Row(
        "company:renew_invitation", FOR_BOTH, "POST",
        where=noors_link, probe=links, changed_by="farid pia",
    ),
    Row("company:leavers", FOR_FARID),
    Row("company:away", FOR_FARID, data=lambda _: {"q": "Ana"}),
    Row(
        "company:away", SENT_BY_FARID, "POST",
        data=days_of_ana, probe=absences_of_ana, changed_by="farid",
    ),
]  # fmt: skip
