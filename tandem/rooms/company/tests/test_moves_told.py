"""What the page of a check says of moves: that the file tells them, or that it does not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.test_imports import GOOD, upload

TELLING = (
    "Employee ID,Department,Hire date,Versetzt am,Abteilung vor Versetzung\n"
    "71,Varnholm / Bakery,01.03.2019,01.05.2024,Varnholm / Dairy\n"
    "72,Varnholm / Bakery,01.03.2019,,\n"
)
LACKS = "No column says when people moved between areas"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_a_file_without_moves_says_what_its_areas_will_lack(farid: Client) -> None:
    assert LACKS in farid.get(upload(farid, *GOOD)).text


def test_a_file_with_moves_says_how_many(farid: Client) -> None:
    data = {"file": SimpleUploadedFile("staff.csv", TELLING.encode())}
    page = farid.post(reverse("company:new_import"), data).headers["Location"]
    text = farid.get(page).text
    assert "The file tells 1 move from one area to another." in text
    assert "Day of the move" in text
    assert LACKS not in text


def test_headcounts_beside_a_list_say_that_it_holds_no_persons(farid: Client) -> None:
    leavers = "Abteilung,Wann,Zahl\nWerk,Jan 24,1\nWerk,Mrz 24,2\n"
    heads = "Abteilung,Monat,Personalstand\nWerk,2024-01,40\nWerk,2024-02,40\nWerk,2024-03,38\n"
    data = {
        "file": SimpleUploadedFile("a.csv", leavers.encode()),
        "headcounts": SimpleUploadedFile("b.csv", heads.encode()),
    }
    page = farid.post(reverse("company:new_import"), data).headers["Location"]
    text = farid.get(page, follow=True).text
    assert "Employee id" not in text
