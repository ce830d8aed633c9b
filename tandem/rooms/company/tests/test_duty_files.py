"""A file of duties in the browser: checked, applied, given back, thrown away."""

import os
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions
from tandem.organisation.models import Assignment, Grounds
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company.duty_files import folder_of

NEW = reverse("company:duties_file")
ROWS = (
    "Area,Leader,HR partner,Since\n"
    "Supply,,leo.hartmann@varnholm.example,2026-11-02\n"
    "Operations,ana.duarte@varnholm.example,,2026-11-16\n"
)
BAD = "Nowhere,ana.duarte@varnholm.example,,\n"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def upload(farid: Client, content: str | bytes, name: str = "duties.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    said = {"file": SimpleUploadedFile(name, data), "why": "Autumn review"}
    return farid.post(NEW, said).headers["Location"]


def apply(farid: Client, page: str) -> str:
    """Press the button of the page as it stands. Returns where it leads."""
    found = re.search(r'name="mark" value="(\w+)"', farid.get(page).text)
    assert found
    answer = farid.post(f"{page}apply/", {"mark": found[1]})
    return answer.headers.get("Location", str(answer.status_code))


def test_a_check_shows_each_change_beside_what_is_there(farid: Client) -> None:
    text = farid.get(upload(farid, ROWS)).text
    assert "All 2 rows are ready." in text
    assert "This was a check. Nothing has changed yet." in text
    table = text[text.index("What would change, table") :]
    for seen in ("Supply", "Leo Hartmann", "2 Nov 2026", "nobody", "Ana Duarte", "Sam Lindqvist"):
        assert seen in table
    assert not Assignment.objects.filter(person__first_name="Ana", area__name="Operations").exists()


def test_a_file_too_large_to_be_read_at_once_is_not_kept(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.rooms.company.duty_files.LARGEST", 2_000_000)
    before = {*folder_of(uuid4()).parent.glob("*.duties")}
    file = SimpleUploadedFile("duties.csv", ROWS.encode() + b"\n" * 2_000_000)
    answer = farid.post(NEW, {"file": file, "why": "Autumn review"})
    assert answer.status_code == 422
    assert "This file is larger than 2 MB. Take only the areas that change." in answer.text
    assert {*folder_of(uuid4()).parent.glob("*.duties")} == before


def test_applied_it_is_in_and_its_file_is_gone(farid: Client, cast: Cast) -> None:
    page = upload(farid, ROWS)
    assert apply(farid, page) == reverse("company:page")
    assert "2 duties were set." in farid.get(reverse("company:page")).text
    held = Assignment.objects.at(cast.areas.operations).leading().still().get()
    assert held.person == cast.ana
    assert Grounds.objects.by_row([held.pk]) == {held.pk: "Autumn review"}
    [event] = Event.objects.about(held.pk)
    assert event.who == cast.farid.pseudonym
    assert not folder_of(UUID(page.split("/")[-2])).exists()
    assert farid.get(page).status_code == 404


def test_good_rows_go_in_and_the_others_come_back_with_their_reason(farid: Client) -> None:
    page = upload(farid, ROWS + BAD, name="herbst.csv")
    text = farid.get(page).text
    assert "1 row needs a word from you. Ready: 2." in text
    assert "There is no area “Nowhere”." in text
    assert apply(farid, page) == page
    text = farid.get(page).text
    assert "2 duties were set. 1 row was not taken." in text
    assert "Everything this file can set is so already." in text
    back = farid.get(f"{page}not-taken/")
    assert 'filename="not-taken-herbst.csv"' in back.headers["Content-Disposition"]
    lines = back.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Area,Leader,HR partner,Since,Reason not taken"
    assert lines[1].startswith("Nowhere,ana.duarte@varnholm.example,,,")
    assert len(lines) == 2


def test_no_cell_that_comes_back_is_a_formula_to_a_spreadsheet(farid: Client) -> None:
    page = upload(farid, f"{ROWS}=HYPERLINK(A1),,,,\n")
    back = farid.get(f"{page}not-taken/").content.decode("utf-8-sig")
    assert back.splitlines()[1].startswith("'=HYPERLINK(A1),,,,")


def test_without_rejected_rows_there_is_no_file_of_them(farid: Client) -> None:
    assert farid.get(f"{upload(farid, ROWS)}not-taken/").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "This is no CSV, Excel or Parquet file"),
        (b"Area,Leader\n", "The file has headings"),
        (b"Colour,Size\nred,4\n", "No column for: area, leader or HR partner."),
    ],
)
def test_an_unusable_file_says_why(farid: Client, content: bytes, said: str) -> None:
    page = upload(farid, content)
    text = farid.get(page).text
    assert said in text
    assert "This file cannot be used as it is." in text
    assert farid.get(f"{page}not-taken/").status_code == 404
    assert "This file cannot be used" in farid.post(f"{page}apply/", {"mark": "x"}).text


def test_without_file_or_reason_the_form_asks_for_both(farid: Client) -> None:
    answer = farid.post(NEW, {"why": " "})
    assert answer.status_code == 422
    assert answer.text.count("This field is required.") >= 2


def test_what_changed_since_the_look_is_looked_at_again(farid: Client, cast: Cast) -> None:
    page = upload(farid, ROWS)
    found = re.search(r'name="mark" value="(\w+)"', farid.get(page).text)
    assert found
    actions.set_leader(area=cast.areas.operations, person=cast.vera, by=OPERATOR, at=TUESDAY)
    answer = farid.post(f"{page}apply/", {"mark": found[1]})
    assert answer.status_code == 409
    assert "The company has changed since you looked. Nothing was applied" in answer.text
    assert not Assignment.objects.at(cast.areas.supply).partnering().exists()


def test_a_check_can_be_thrown_away(farid: Client) -> None:
    page = upload(farid, ROWS)
    assert farid.post(f"{page}discard/").headers["Location"] == reverse("company:page")
    assert farid.get(page).status_code == 404
    assert farid.post(f"{page}apply/").status_code == 404


def test_a_file_nobody_came_back_for_goes_after_a_week(farid: Client) -> None:
    old, new = upload(farid, ROWS), upload(farid, ROWS)
    long_ago = (TUESDAY - timedelta(days=8)).timestamp()
    os.utime(folder_of(UUID(old.split("/")[-2])), (long_ago, long_ago))
    upload(farid, ROWS)
    assert farid.get(old).status_code == 404
    assert farid.get(new).status_code == 200


def test_an_upload_that_never_was_is_not_there(farid: Client) -> None:
    assert farid.get(reverse("company:duties_checked", args=[uuid4()])).status_code == 404


def test_names_of_tags_are_shown_as_names(farid: Client) -> None:
    text = farid.get(upload(farid, "Area,Leader\n<b>A</b>,<i>x</i>\n", name="<u>.csv")).text
    for tag in ("<b>A", "<i>x", "<u>"):
        assert tag not in text
