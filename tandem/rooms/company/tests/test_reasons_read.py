"""The check shows how each word for leaving is read, before anything is applied."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Import
from tandem.partnership.testing import Cast

PEOPLE = (
    "Employee id,First name,Last name,Department,Hire date,Leave date,Leave reason\n"
    + "".join(
        f"9{n},Max,Lund,Mill,2019-01-01,2026-10-15,{why}\n"
        for n, why in enumerate(["Resignation", "Resignation", "Retirement", "Blue moon"])
    )
)
COUNTS = "Area,Month,Reason\nMill,2026-09,Resignation\nMill,2026-10,Resignation\nMill,2026-10,\n"
HEADS = "Area,2026-08,2026-09,2026-10\nMill,40,39,38\n"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def check(client: Client, text: str, heads: str = "", shape: str = "") -> str:
    data: dict[str, object] = {
        "file": SimpleUploadedFile("file.csv", text.encode()), "shape": shape,
    }  # fmt: skip
    if heads:
        data["headcounts"] = SimpleUploadedFile("heads.csv", heads.encode())
    answer = client.post(reverse("company:new_import"), data)
    return str(client.get(answer.headers["Location"], follow=True).text)


def row(word: str, read_as: str, rows: int) -> str:
    return f'<code>{word}</code></th><td>{read_as}</td><td class="num">{rows}</td>'


def test_the_reasons_of_people_are_shown_as_they_are_read(farid: Client) -> None:
    text = check(farid, PEOPLE)
    assert "How the reasons are read: 3 words" in text
    assert row("Resignation", "by own choice", 2) in text
    assert row("Blue moon", "nobody knows what it means", 1) in text


def test_the_reasons_of_counts_are_shown_too(farid: Client) -> None:
    text = check(farid, COUNTS, shape="counts")
    assert "How the reasons are read: 1 word" in text
    assert row("Resignation", "by own choice", 2) in text


def test_a_file_without_reasons_shows_none(farid: Client) -> None:
    assert "How the reasons are read" not in check(farid, PEOPLE.replace("Leave reason", "Note"))


def test_a_reason_that_was_guessed_can_be_said_before_it_is_applied(farid: Client) -> None:
    check(farid, PEOPLE)
    page = farid.get(reverse("company:reasons"), {"of": str(Import.objects.get().pk)})
    assert "Retirement" in page.text


def test_columns_of_months_stand_in_one_line(farid: Client) -> None:
    text = check(farid, COUNTS, HEADS, shape="counts")
    assert "<code>2026-08 … 2026-10</code>" in text
    assert "headcount at the end of each of 3 months" in text
