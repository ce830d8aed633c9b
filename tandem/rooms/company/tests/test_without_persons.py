"""A list without employee ids may be one without persons: said in one step, with its headcounts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Headcount, Import, LeaverCount, Person
from tandem.partnership.testing import Cast

LEAVERS = "Area,Last day,Reason\n" + "".join(
    f"{area},{day}/0{month}/2026,Resignation\n"
    for month in (7, 8, 9)
    for area, day in (("Mill", 15), ("Dairy", 28))
)
HEADS = "Area,Jul 2026,Aug 2026,Sep 2026\nMill,40,39,38\nDairy,22,21,20\n"
ASKED = "No employee ids: is this a list without persons?"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def columns_of(client: Client, text: str = LEAVERS) -> tuple[str, str]:
    """The address of the page of columns, and what it says."""
    data = {"file": SimpleUploadedFile("leavers.csv", text.encode())}
    answer = client.post(reverse("company:new_import"), data)
    page = client.get(answer.headers["Location"], follow=True)
    [(address, _status)] = page.redirect_chain
    return str(address), str(page.text)


def test_a_list_without_ids_is_offered_as_one_without_persons(farid: Client) -> None:
    _address, text = columns_of(farid)
    assert ASKED in text
    assert "Still missing" not in text
    assert 'name="headcounts"' in text


def test_with_its_headcounts_it_is_counted_and_nobody_is_made(farid: Client) -> None:
    people = Person.objects.count()
    address, _text = columns_of(farid)
    given = {"shape": "counts", "headcounts": SimpleUploadedFile("heads.csv", HEADS.encode())}
    page = farid.post(address, given, follow=True)
    assert "leavers, without names" in page.text
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert sum(each.leavers for each in LeaverCount.objects.all()) == 6
    assert Headcount.objects.count() == 6
    assert Person.objects.count() == people


def test_headcounts_may_come_later(farid: Client) -> None:
    address, _text = columns_of(farid)
    page = farid.post(address, {"shape": "counts"}, follow=True)
    assert "Without headcounts there is no rate." in page.text


def test_two_headcounts_of_one_name_are_refused_on_the_same_page(farid: Client) -> None:
    address, _text = columns_of(farid)
    twice = [SimpleUploadedFile("heads.csv", HEADS.encode()) for _file in range(2)]
    page = farid.post(address, {"shape": "counts", "headcounts": twice})
    assert page.status_code == 422
    assert "Two of the files have one name." in page.text


def test_people_with_ids_are_not_asked(farid: Client) -> None:
    people = "Employee id,Department,Erster Tag dort\n1,Mill,2020-01-01\n2,Mill,2021-01-01\n"
    _address, text = columns_of(farid, people)
    assert ASKED not in text


def test_headcounts_are_chosen_in_plain_sight_also_for_the_corrected_file(farid: Client) -> None:
    address, _text = columns_of(farid)
    given = {"shape": "counts", "headcounts": SimpleUploadedFile("heads.csv", HEADS.encode())}
    farid.post(address, given)
    again = reverse("company:new_import") + f"?again={Import.objects.get().pk}"
    assert "The headcounts were: heads.csv." in farid.get(again).text
    for page in (again, reverse("company:new_import")):
        above, folded = farid.get(page).text.split("<details><summary>What a row is")
        assert 'name="headcounts"' in above
        assert 'name="headcounts"' not in folded


def test_tables_of_codes_are_open_for_the_corrected_file(farid: Client) -> None:
    given = {
        "file": SimpleUploadedFile("left.csv", b"Area,Month\nMill,2026-09\n"),
        "codes": SimpleUploadedFile("areas.csv", b"code,words\n1,Mill\n"),
        "shape": "counts",
    }
    farid.post(reverse("company:new_import"), given)
    again = reverse("company:new_import") + f"?again={Import.objects.get().pk}"
    assert "<details open><summary>What a row is" in farid.get(again).text
