"""Where most rows fail alike the check first asks whether a column is something else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Employment, Import
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.checks import check, post

HEADER = "Employee ID,Department,Hire Date,Leave Date,Left on\n"
UNREAD = HEADER + "".join(f"9{n},Mill,2019-01-01,k.A. {n},2024-05-31\n" for n in range(6))
WHY = "Employee ID,Department,Start Date,End Date,Reason for change\n" + "".join(
    f"9{n},Mill,2018-01-01,2019-12-31,\n9{n},Dye,2020-01-01,2024-05-31,Resignation\n"
    for n in range(4)
)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_the_column_is_doubted_before_any_row_is_left_out(farid: Client) -> None:
    text = check(farid, UNREAD)
    said = "6 of 6 rows can not be read, all because of column “Leave Date” read as “Last day”."
    assert said in text
    assert text.index(said) < text.index("Leave this row out")
    assert "“Last day” is in “Left on”" in text
    assert "Do not read it" in text


def test_another_reading_is_one_tap(farid: Client) -> None:
    check(farid, UNREAD)
    text = post(farid, "columns", {"read": "0-0"})
    assert "All 6 rows are ready." in text
    assert "can not be read" not in text
    post(farid, "apply", {"as_of": "2024-05-31"})
    assert Employment.objects.filter(end_on="2024-06-01").count() == 6


def test_rows_left_out_for_the_reading_before_are_read_again(farid: Client) -> None:
    check(farid, UNREAD)
    post(farid, "answer", {"all-bad_date": "leave_out"})
    text = post(farid, "columns", {"read": "0-0"})
    assert "All 6 rows are ready." in text


def test_what_values_made_of_a_column_is_told_and_turned_round(farid: Client) -> None:
    text = check(farid, WHY)
    assert "“Reason for change” is read as “Leave reason”, by its values." in text
    text = post(farid, "columns", {"read": "0-0"})
    assert "“Reason for change” is read as" not in text
    assert "It is “Leave reason”" not in text


@pytest.mark.parametrize("way", ["0-9", "x", ""])
def test_a_way_that_is_not_there_is_not_found(farid: Client, way: str) -> None:
    check(farid, UNREAD)
    url = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    assert farid.post(url, {"read": way}).status_code == 404


def test_before_anything_was_checked_there_is_nothing_to_doubt(farid: Client) -> None:
    sent = {"file": SimpleUploadedFile("file.csv", b"Pers,Hall,Begun\n1,Mill,2019-01-01\n")}
    answer = farid.post(reverse("company:new_import"), sent, follow=True)
    url = answer.redirect_chain[-1][0]
    assert farid.post(url, {"read": "0-0"}).status_code == 404
