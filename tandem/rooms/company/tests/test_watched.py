"""What came of a file of the watched folder is told to HR administrators until one has read it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import SYSTEM
from tandem.access.models import Event
from tandem.organisation import intake
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.watched import keep_unusable
from tandem.organisation.models import Import
from tandem.partnership.registers import obligations
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company import uploads

ROWS = "Employee ID,Department,Hire date\n71,Bakery,2020-01-01\n72,Bakery,2020-02-31\n"


def came_in(name: str = "november.csv") -> Import:
    import_id = uuid4()
    folder = uploads.uploads() / f"{import_id}.sent"
    folder.mkdir()
    (folder / name).write_text(ROWS)
    report = intake.check(
        [intake.Incoming(name, folder / name)],
        folder=intake.folder_of(uploads.uploads(), import_id),
        today=TUESDAY.date(),
    )
    return intake.keep(import_id=import_id, report=report, by=SYSTEM, at=TUESDAY, watched=True)


def not_usable(name: str = "colours.csv") -> Import:
    why = Place(name).found(Kind.MISSING_COLUMNS, missing="Employee id", seen="Colour")
    return keep_unusable(
        import_id=uuid4(), file_name=name, problems=[why], uploads=uploads.uploads(),
        by=SYSTEM, at=TUESDAY,
    )  # fmt: skip


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def asked(cast: Cast) -> list[str]:
    return [each.sentence for each in obligations(cast.farid, TUESDAY.date())]


def test_a_file_that_came_in_is_on_today_until_somebody_has_read_it(
    cast: Cast, farid: Client
) -> None:
    import_ = intake.apply(
        import_=came_in(), by=SYSTEM, at=TUESDAY, uploads=uploads.uploads(), expect_many=True
    )
    assert "“november.csv” came in." in asked(cast)
    text = farid.get(reverse("today:page")).text
    assert "1 new, 0 changed, 0 left. 1 row needs a word from you." in text
    page = farid.get(reverse("company:import", args=[import_.pk])).text
    assert "I have read it" in page
    farid.post(reverse("company:read", args=[import_.pk]))
    farid.post(reverse("company:read", args=[import_.pk]))
    assert asked(cast) == []
    assert Event.objects.filter(what="import.read").count() == 1


def test_a_file_that_waits_says_that_it_waits(cast: Cast) -> None:
    came_in()
    assert asked(cast) == ["“november.csv” waits for your word."]


def test_a_file_that_could_not_be_used_says_why_on_its_page(cast: Cast, farid: Client) -> None:
    import_ = not_usable()
    assert asked(cast) == ["“colours.csv” could not be used."]
    text = farid.get(reverse("company:import", args=[import_.pk])).text
    assert "No column for: Employee id." in text
    assert "I have read it" in text


def test_nobody_else_is_told(cast: Cast) -> None:
    came_in()
    for person in (cast.mira, cast.sam, cast.helen, cast.pia, cast.kim):
        assert obligations(person, TUESDAY.date()) == []


def test_a_file_sent_in_the_browser_is_not_told_again(cast: Cast, farid: Client) -> None:
    wish = uploads.Wish(["a.csv"], str(cast.farid.pk), TUESDAY.isoformat(), shape="person")
    from django.core.files.uploadedfile import SimpleUploadedFile

    uploads.receive(uploads.Sent([SimpleUploadedFile("a.csv", ROWS.encode())]), wish)
    assert Import.objects.waiting().count() == 1
    assert asked(cast) == []


def test_a_watched_file_that_is_thrown_away_still_lies_in_its_folder(farid: Client) -> None:
    import_ = came_in()
    farid.post(reverse("company:discard", args=[import_.pk]))
    text = farid.get(reverse("company:import", args=[import_.pk])).text
    assert "The file itself still lies in the watched folder" in text
    assert "Nothing of the file was kept" not in text
