"""What was chosen of columns goes over to the corrected file, as far as its headings are there."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.intake.spelling import squeezed
from tandem.organisation.models import Import
from tandem.partnership.testing import Cast
from tandem.rooms.company import uploads

HEADINGS = "Zakład,Kto,Gdzie,Wątek,Przyjęcie"
ROW = "1,Adamczyk Michał,Zarząd,rozwiązanie,2020-01-31"
FILE = f"{HEADINGS}\n{ROW}\n"
FIELDS = ["employee id", "name", "department", "title", "hire date"]


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def send(client: Client, content: bytes, again: str = "") -> str:
    url = reverse("company:new_import") + (f"?again={again}" if again else "")
    sent = {"file": SimpleUploadedFile("file.csv", content)}
    return str(client.post(url, sent, follow=True).redirect_chain[-1][0])


def match(client: Client, page: str) -> str:
    """Choose the fields in the order of the columns; the check's address."""
    said = {f"column_{number}": field for number, field in enumerate(FIELDS)}
    return str(client.post(page, said, follow=True).redirect_chain[-1][0])


def checked(client: Client) -> str:
    """With its headings misread. The id of the check."""
    match(client, send(client, FILE.encode("cp1250").decode("cp1252", "replace").encode()))
    return str(Import.objects.waiting().get().pk)


def test_a_heading_whose_letters_are_right_now_is_the_same_heading(farid: Client) -> None:
    before = checked(farid)
    send(farid, FILE.encode(), again=before)
    newest = Import.objects.waiting().exclude(pk=before).get()
    wish = uploads.wish_of(newest.pk)
    assert wish is not None
    said = {squeezed(heading): field for heading, field in wish.mapping["columns"].items()}
    assert said == dict(zip(map(squeezed, HEADINGS.split(",")), FIELDS, strict=True))
    assert wish.dropped == []


def test_what_does_not_fit_is_dropped_and_named(farid: Client) -> None:
    before = checked(farid)
    page = send(farid, FILE.replace("Wątek", "Posada").encode(), again=before)
    text = farid.get(page, follow=True).text
    assert "What you said of the column W¹tek is not used: this file has no such heading." in text
    assert "The mapping cannot be used" not in text
    newest = Import.objects.waiting().exclude(pk=before).get()
    wish = uploads.wish_of(newest.pk)
    assert wish is not None
    assert len(wish.mapping["columns"]) == 4


def test_a_column_that_is_needed_and_gone_is_asked_for(farid: Client) -> None:
    before = checked(farid)
    page = send(farid, FILE.replace("Gdzie", "Tam").encode(), again=before)
    text = farid.get(page, follow=True).text
    assert "What you said of the column Gdzie is not used: this file has no such heading." in text
    assert "Match columns" in text
