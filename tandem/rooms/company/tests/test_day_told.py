"""Up to which day a file tells: proposed from its latest date, asked about if that is long ago."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Import, ImportState
from tandem.partnership.testing import TUESDAY, Cast

HEADER = "Employee id,First name,Last name,Department,Hire date,Leave date\n"
HERE = "901,Ina,Roth,Mill,2020-01-01,\n"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def checked(client: Client, left: str) -> str:
    text = f"{HEADER}{HERE}902,Max,Lund,Mill,2019-01-01,{left}\n"
    data = {"file": SimpleUploadedFile("people.csv", text.encode())}
    answer = client.post(reverse("company:new_import"), data)
    return str(client.get(answer.headers["Location"], follow=True).text)


def applied(client: Client, **said: str) -> Import:
    import_ = Import.objects.get()
    client.post(reverse("company:apply", args=[import_.pk]), said)
    import_.refresh_from_db()
    return import_


def test_a_file_that_ends_long_ago_is_asked_about(farid: Client) -> None:
    text = checked(farid, "2026-06-15")
    assert "Up to which day does this file tell?" in text
    assert "Up to 30 Jun 2026: the latest date in it is 15 Jun 2026" in text
    assert "nobody came or left after 15 Jun 2026" in text
    import_ = Import.objects.get()
    page = farid.post(reverse("company:apply", args=[import_.pk]))
    assert page.status_code == 422
    assert "Say up to which day the file tells." in page.text


@pytest.mark.parametrize(
    ("said", "as_of"),
    [
        ({"until": "2026-06-30"}, date(2026, 6, 30)),
        ({"until": TUESDAY.date().isoformat()}, TUESDAY.date()),
        ({"until": "another", "as_of": "2026-07-31"}, date(2026, 7, 31)),
        ({"as_of": "2026-08-31"}, date(2026, 8, 31)),
    ],
)
def test_the_answer_is_the_last_day_that_is_counted(
    farid: Client, said: dict[str, str], as_of: date
) -> None:
    checked(farid, "2026-06-15")
    assert applied(farid, **said).as_of == as_of


def test_another_day_has_to_be_written(farid: Client) -> None:
    checked(farid, "2026-06-15")
    assert applied(farid, until="another").state == ImportState.CHECKED


def test_the_end_of_the_last_month_is_proposed_and_not_asked_about(farid: Client) -> None:
    text = checked(farid, "2026-10-15")
    assert "Up to which day does this file tell?" not in text
    assert "The latest date in it is 15 Oct 2026." in text
    assert 'value="2026-10-31"' in text


def test_without_anybody_who_left_it_is_today(farid: Client) -> None:
    text = checked(farid, "")
    assert "Up to which day does this file tell?" not in text
    assert f'value="{TUESDAY.date().isoformat()}"' in text
