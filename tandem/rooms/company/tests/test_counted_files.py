"""Counts without persons come in through the browser like people do, and speak of counts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Area, Headcount, Import, LeaverCount, Person
from tandem.partnership.testing import Cast

LEAVERS = "Area,Month,Reason\nMill / Press,2026-09,Resignation\nMill / Press,2026-10,Retirement\n"
HEADS = "Area,Month,Headcount\nMill / Press,2026-09,40\nMill / Press,2026-10,41\n"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def sent(client: Client, *, heads: str = "", leavers: str = LEAVERS, shape: str = "counts") -> str:
    data: dict[str, object] = {
        "file": SimpleUploadedFile("leavers.csv", leavers.encode()),
        "shape": shape,
    }
    if heads:
        data["headcounts"] = SimpleUploadedFile("heads.csv", heads.encode())
    answer = client.post(reverse("company:new_import"), data)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_check_of_counts_speaks_of_leavers_and_headcounts(farid: Client) -> None:
    text = farid.get(sent(farid, heads=HEADS)).text
    assert "leavers, without names" in text
    assert "headcounts of areas and months" in text
    assert "Counts change no person." in text
    assert "new people" not in text
    assert "Without headcounts there is no rate." not in text


def test_without_headcounts_it_says_that_there_will_be_no_rate(farid: Client) -> None:
    text = farid.get(sent(farid)).text
    assert "Without headcounts there is no rate." in text


def test_applied_they_are_kept_and_nobody_is_made(farid: Client) -> None:
    people = Person.objects.count()
    page = sent(farid, heads=HEADS)
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]))
    assert "4 rows are in." in farid.get(page).text
    assert LeaverCount.objects.count() == 2
    assert Headcount.objects.count() == 2
    assert Person.objects.count() == people
    assert Area.objects.filter(name="Press").exists()


def test_undone_they_are_gone(farid: Client) -> None:
    page = sent(farid, heads=HEADS)
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]))
    farid.post(reverse("company:undo", args=[import_.pk]))
    assert "This import was undone." in farid.get(page).text
    assert not LeaverCount.objects.exists()
    assert not Area.objects.filter(name="Press").exists()


def test_the_file_itself_shows_that_it_names_nobody(farid: Client) -> None:
    sent(farid, shape="")
    assert Import.objects.get().shape == "counts"
