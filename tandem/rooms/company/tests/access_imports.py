"""Rows of the matrix: the pages of an import."""

from dataclasses import replace
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.places import Places
from tandem.organisation.intake.watched import keep_unusable
from tandem.organisation.models import Assignment, Import, ReasonWord
from tandem.partnership.testing import TUESDAY, Cast, Row
from tandem.rooms.company import uploads

OTHERS = "kim ilse sam vera ana mira leo helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
FILE = b"Employee ID,Department,Hire date\n1,Bakery,2020-01-01\n2,Bakery,31.02.2020\n"


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("staff.csv", FILE)


def checked(cast: Cast) -> dict[str, object]:
    """A file that was checked and waits."""
    send(cast)
    return {"import_id": Import.objects.waiting().get().pk}


def its_rejected_rows(cast: Cast) -> dict[str, object]:
    return {**checked(cast), "number": 1}


def a_kind(cast: Cast) -> dict[str, object]:
    return {**checked(cast), "kind": "impossible_date"}


def who_is_new(cast: Cast) -> dict[str, object]:
    return {**checked(cast), "which": "new"}


def left_out(cast: Cast) -> dict[str, str]:
    """An answer to the one row that could not be read."""
    folder = folder_of(uploads.uploads(), Import.objects.waiting().get().pk)
    [spot] = Places(folder).first("impossible_date", 2)
    return {f"choice-{spot.seq}-{spot.problem.line}": "out"}


def answered(cast: Cast) -> dict[str, object]:
    """A check that was done with an answer."""
    where = checked(cast)
    wish = uploads.wish_of(where["import_id"])  # type: ignore[arg-type]  # a UUID
    assert wish is not None
    amends = [Amend(0, 3, None, None, None)]
    uploads.keep_wish(where["import_id"], replace(wish, amends=amends))  # type: ignore[arg-type]  # as above
    return where


def states(_: Cast) -> list[str]:
    return list(Import.objects.order_by("checked_at", "pk").values_list("state", flat=True))


def send(cast: Cast, name: str = "staff.csv") -> None:
    wish = uploads.Wish([name], str(cast.farid.pk), TUESDAY.isoformat(), shape="person")
    uploads.receive(uploads.Sent([SimpleUploadedFile(name, FILE)]), wish)


def applied(cast: Cast) -> dict[str, object]:
    """An import that is in and can be taken back."""
    checked(cast)
    inside = intake.apply(
        import_=Import.objects.waiting().get(), by=OPERATOR, at=TUESDAY, uploads=uploads.uploads()
    )
    return {"import_id": inside.pk}


def unread(cast: Cast) -> dict[str, object]:
    """A file of the watched folder that nobody has read about."""
    waiting = keep_unusable(
        import_id=uuid4(), file_name="staff.csv", problems=[], uploads=uploads.uploads(),
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    return {"import_id": waiting.pk}


def how_many_read(_: Cast) -> int:
    return Import.objects.filter(watched=True, read_at__isnull=False).count()


READ_AS = {"column_0": "employee id", "column_1": "department", "column_2": "hire date"}
IMPORT_ROWS = [
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
    Row("company:columns", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}, where=checked),
    Row(
        "company:columns", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=checked, data=lambda _: READ_AS, probe=states, changed_by="farid",
    ),
    Row(
        "company:columns", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
        where=checked, data=lambda _: {}, probe=states, about="nothing said",
    ),
    Row("company:places", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}, where=a_kind),
    Row("company:differences", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}, where=who_is_new),
    Row(
        "company:answer", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=checked, data=left_out, probe=states, changed_by="farid",
    ),
    Row(
        "company:answer", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
        where=checked, data=lambda _: {"choice-99-99": "out"}, probe=states, about="another file",
    ),
    Row(
        "company:take_answers_back", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=answered, data=lambda _: {"all": "yes"}, probe=states,
        changed_by="farid",
    ),
    Row(
        "company:undo", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=applied, probe=states, changed_by="farid",
    ),
    Row("company:mine", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}),
    Row(
        "company:mine", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        data=lambda cast: {"areas": [str(cast.areas.supply.pk)], "why": "I see to it"},
        probe=lambda _: Assignment.objects.count(), changed_by="farid",
    ),
    Row(
        "company:mine", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
        data=lambda cast: {"areas": [str(cast.areas.supply.pk)]},
        probe=lambda _: Assignment.objects.count(), about="without a word why",
    ),
    Row("company:reasons", {200: "farid", 404: OTHERS, 302: SIGNED_OUT}),
    Row(
        "company:reasons", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        data=lambda _: {"new_word": "K7", "new_class": "other"},
        probe=lambda _: ReasonWord.objects.count(), changed_by="farid",
    ),
    Row(
        "company:reasons", {422: "farid", 404: OTHERS, 302: SIGNED_OUT}, "POST",
        data=lambda _: {"new_word": "K7"}, probe=lambda _: ReasonWord.objects.count(),
        about="half said",
    ),
    Row(
        "company:read", {302: f"farid {SIGNED_OUT}", 404: OTHERS}, "POST",
        where=unread, probe=how_many_read, changed_by="farid",
    ),
]  # fmt: skip
