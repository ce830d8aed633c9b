"""How a file is read is told in lines of the check, and a button turns each round."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Import
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.checks import check
from tandem.rooms.company.tests.test_imports import said

FILE = "Employee ID,First name,Department,Hire date\n1,Amélie,Frühschicht,2020-01-01\n"
OVER = FILE.encode().decode("cp1252")


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def turned(client: Client, to: str) -> str:
    url = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    return str(client.post(url, {"letters": to}, follow=True).text)


def test_what_was_put_right_can_be_left_and_put_right_again(farid: Client) -> None:
    sent = {"file": SimpleUploadedFile("file.csv", OVER.encode())}
    text = farid.post(reverse("company:new_import"), sent, follow=True).text
    assert "Letters like Ã© were put right: Amélie." in text
    assert "Leave them as they are" in text
    assert "Frühschicht" in text
    text = turned(farid, "as-they-are")
    assert "Letters like Ã© were left as they are: AmÃ©lie." in text
    assert "FrÃ¼hschicht" in text
    assert "Put them right" in text
    text = turned(farid, "")
    assert "Letters like Ã© were put right: Amélie." in text
    assert "Frühschicht" in text


NAMES = "Employee ID,{0},Department,Hire date\n1,Dupont Jean,Mill,2020-01-01\n"


@pytest.mark.parametrize(
    ("heading", "first", "then"),
    [("Nom Prénom", "family name first", "first name first"),
     ("Name", "first name first", "family name first")],
)  # fmt: skip
def test_how_names_are_read_is_shown_by_one_and_turned_round(
    farid: Client, heading: str, first: str, then: str
) -> None:
    sent = {"file": SimpleUploadedFile("file.csv", NAMES.format(heading).encode())}
    text = farid.post(reverse("company:new_import"), sent, follow=True).text
    assert f"Names are read with the {first}: “Dupont Jean”" in text
    other = "given-first" if first.startswith("family") else "family-first"
    assert f'name="names" value="{other}"' in text
    url = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    text = farid.post(url, {"names": other}, follow=True).text
    assert f"Names are read with the {then}: “Dupont Jean”" in text


POLISH = "Employee ID,Name,Department,Hire date\n1,Adamczyk Michał,Zarząd,2020-01-01\n"


def test_letters_of_an_old_encoding_are_shown_and_turned_round(farid: Client) -> None:
    sent = {"file": SimpleUploadedFile("file.csv", POLISH.encode("cp1250"))}
    text = farid.post(reverse("company:new_import"), sent, follow=True).text
    assert "Letters were read like this: Michał, Zarząd." in text
    assert "Read them as Micha³, Zarz¹d" in text
    assert "Nothing is left to answer." in text
    url = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    text = farid.post(url, {"encoding": "windows-1252"}, follow=True).text
    assert "Letters were read like this: Micha³, Zarz¹d." in text
    assert "Read them as Michał, Zarząd" in text


def test_letters_that_cannot_be_told_are_a_question(farid: Client) -> None:
    file = "Employee ID,Name,Department,Hire date\n1,Øystein Moe,Mill,2020-01-01\n"
    sent = {"file": SimpleUploadedFile("file.csv", file.encode("cp1252"))}
    text = farid.post(reverse("company:new_import"), sent, follow=True).text
    assert "Which letters are meant cannot be told from the file." in text
    assert "1 question left" in text
    assert 'value="windows-1252"' in text
    assert 'value="windows-1250"' in text
    url = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    text = farid.post(url, {"encoding": "windows-1252"}, follow=True).text
    assert "Letters were read like this: Øystein." in text
    assert "Nothing is left to answer." in text


def test_the_page_of_columns_shows_what_the_check_went_by(farid: Client) -> None:
    """A column that only looks like something was not read, and is not read by opening the page."""
    rows = "".join(f"{n},A{n} B{n},Care,2020-01-01,a{n}@care.example\n" for n in range(1, 9))
    text = check(farid, "Employee ID,Name,Department,Hire date,Contact\n" + rows)
    assert "All 8 rows are ready." in text
    page = farid.get(reverse("company:columns", args=[Import.objects.waiting().get().pk])).text
    assert "guessed from its values" not in page
    assert said(page)["column_4"] == ""
