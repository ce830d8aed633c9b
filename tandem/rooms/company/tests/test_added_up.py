"""Headcounts that stand twice, as of two kinds of contract, are added up by one answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Headcount, Import
from tandem.partnership.testing import Cast

LEAVERS = "Area,Month,Leavers\nMill,2026-08,3\nStores,2026-09,2\n"
PERMANENT = "Area,2026-08,2026-09\nMill,90,88\nStores,33,31\n"
TEMPORARY = "Area,2026-08,2026-09\nMill,9,8\nStores,3,1\n"
CHOICE = "alike-duplicate_headcount"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def check(client: Client, temporary: str = TEMPORARY) -> str:
    data = {
        "file": SimpleUploadedFile("leavers.csv", LEAVERS.encode()),
        "headcounts": [
            SimpleUploadedFile("permanent.csv", PERMANENT.encode()),
            SimpleUploadedFile("temporary.csv", temporary.encode()),
        ],
        "shape": "counts",
    }
    answer = client.post(reverse("company:new_import"), data)
    return str(client.get(answer.headers["Location"], follow=True).text)


def say(client: Client, address: str, **said: str) -> str:
    [waiting] = Import.objects.waiting()
    said = {CHOICE if key == "alike" else key: value for key, value in said.items()}
    answer = client.post(reverse(f"company:{address}", args=[waiting.pk]), said, follow=True)
    return str(answer.text)


def people() -> dict[tuple[str, int], int]:
    found = Headcount.objects.values_list("area__name", "month__month", "people")
    return {(area, month): people for area, month, people in found}


def test_two_files_of_the_same_areas_and_months_are_one_question(farid: Client) -> None:
    text = check(farid)
    assert "Each counts other people: add these up" in text
    assert "of permanent.csv" in text
    text = say(farid, "answer", alike="add")
    assert "Each counts other people" not in text
    assert "Headcounts that stand again" in text
    assert "4 headcounts of an area and month were added" in text
    say(farid, "apply")
    assert people() == {("Mill", 8): 99, ("Mill", 9): 96, ("Stores", 8): 36, ("Stores", 9): 32}


def test_nothing_is_applied_before_it_is_said(farid: Client) -> None:
    check(farid)
    text = say(farid, "apply")
    assert "Say whether they count the same people, or that they may stay out." in text
    assert not Headcount.objects.exists()
    say(farid, "apply", leave_open="on")
    assert people()["Mill", 8] == 90


def test_an_area_that_one_file_abbreviates_is_asked_about(farid: Client) -> None:
    text = check(farid, TEMPORARY.replace("Stores", "Sto."))
    assert "One area: “Stores”" in text
    name = text.split("One area: “Stores”")[0].rpartition('name="choice-')[2].split('"')[0]
    text = say(farid, "answer", **{f"choice-{name}": "offer-0", "alike": "add"})
    assert "One area: “Stores”" not in text
    say(farid, "apply")
    assert people()["Stores", 8] == 36


def test_it_may_be_two_areas(farid: Client) -> None:
    text = check(farid, TEMPORARY.replace("Stores", "Sto."))
    name = text.split("One area: “Stores”")[0].rpartition('name="choice-')[2].split('"')[0]
    text = say(farid, "answer", **{f"choice-{name}": "empty", "alike": "add"})
    assert "<code>Sto.</code> → an area like the others" in text
    say(farid, "apply")
    assert (people()["Stores", 8], people()["Sto.", 8]) == (33, 3)


def test_the_answer_holds_for_the_next_files_and_is_taken_back(farid: Client) -> None:
    check(farid)
    say(farid, "answer", alike="add")
    say(farid, "apply")
    text = check(farid)
    assert "Each counts other people" not in text
    assert "4 headcounts of an area and month were added" in text
    assert "Each counts other people" in say(farid, "take_answers_back", all="yes")


def test_the_second_ones_may_be_left_out(farid: Client) -> None:
    check(farid)
    say(farid, "answer", alike="out")
    say(farid, "apply")
    assert people() == {("Mill", 8): 90, ("Mill", 9): 88, ("Stores", 8): 33, ("Stores", 9): 31}
