"""Answers that hold for the next file with the same headings, and those that never do."""

import os
import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.models import Area, Import
from tandem.partnership.testing import Cast
from tandem.rooms.company import uploads
from tandem.rooms.company.remembering import LASTING, forget_answers
from tandem.rooms.company.tests.test_alike import SHORT, apply
from tandem.rooms.company.tests.test_imports import GOOD, upload
from tandem.rooms.company.tests.test_mending import answer, name_at, now, page_of

JOBS = "Employee ID,First name,Last name,Department,From,To"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def for_all(client: Client, line: int, choice: str) -> None:
    name = name_at(page_of(client), line)
    posted = {name: choice, name.replace("choice", "all"): "yes"}
    assert answer(client, posted).status_code == 302


def test_years_of_two_digits_are_not_asked_about_in_the_next_export(farid: Client) -> None:
    upload(farid, *GOOD, *SHORT)
    answer(farid, {"alike-short_year": "years-1937"})
    apply(farid)
    text = farid.get(upload(farid, *GOOD, SHORT[0].replace("11,", "19,", 1))).text
    assert "All 4 rows are ready." in text
    assert "Every year of two digits: 1937 to 2036" in text
    farid.post(reverse("company:take_answers_back", args=[now().pk]), {"all": "yes"})
    assert "has two digits for its year" in page_of(farid)


def test_a_renamed_area_is_not_asked_about_again(farid: Client) -> None:
    before = [f"{n},Ann,Lund{n},Customer / Care,2020-01-01,2026-06-30" for n in range(1, 21)]
    after = [f"{n},Ann,Lund{n},Customer / Success,2026-07-01," for n in range(1, 21)]

    def send(*rows: str) -> str:
        content = "\n".join([JOBS, *rows]).encode()
        data = {"file": SimpleUploadedFile("jobs.csv", content), "shape": "history"}
        return farid.post(reverse("company:new_import"), data).headers["Location"]

    assert "has nobody after 30 Jun 2026" in farid.get(send(*before, *after)).text
    [name] = set(re.findall(r'name="(choice-\d+-\d+)" value="offer-0"', page_of(farid)))
    assert answer(farid, {name: "offer-0"}).status_code == 302
    apply(farid)
    text = farid.get(send(*before, *after, "77,Kim,Berg,Customer / Success,2026-09-01,")).text
    assert "has nobody after 30 Jun 2026" not in text
    assert "1 answer of yours" in text


def test_a_new_name_in_a_list_of_people_is_asked_about_and_not_again(farid: Client) -> None:
    gone = [f"{n},Ann Lund{n},20 Care,2020-01-01,2026-03-31" for n in range(201, 206)]
    here = [f"{n},Ann Lund{n},20 Aid,2020-01-01," for n in range(206, 212)]
    new = "277,Kim Berg,20 Aid,2026-11-02,"

    def send(*rows: str) -> str:
        header = "Employee ID,Name,Department,Hire date,Leave date"
        content = "\n".join([header, *rows]).encode()
        data = {"file": SimpleUploadedFile("people.csv", content)}
        return farid.post(reverse("company:new_import"), data).headers["Location"]

    text = farid.get(send(*gone, *here, new)).text
    assert "A question before it is applied" in text
    assert "5 in the file, left on 31 Mar 2026." in text
    [name] = set(re.findall(r'name="(choice-\d+-\d+)" value="offer-0"', page_of(farid)))
    assert answer(farid, {name: "offer-0"}).status_code == 302
    apply(farid)
    assert not Area.objects.filter(name="20 Care").exists()
    text = farid.get(send(*gone, *here, new, new.replace("277", "278"))).text
    assert "may have two names" not in text
    assert "1 answer of yours" in text


def test_what_names_people_or_leaves_rows_out_is_never_kept_for_another_file(farid: Client) -> None:
    unknown = [GOOD[1].replace("2,", f"{n},", 1).replace(",1,", ",99,") for n in (31, 32)]
    no_days = [GOOD[1].replace("2,", f"{n},", 1).replace("15.08.2022", "soon") for n in (41, 42)]
    upload(farid, *GOOD, *unknown, *no_days)
    for_all(farid, 5, "empty")
    for_all(farid, 7, "out")
    apply(farid)
    assert not (folder_of(uploads.uploads(), Import.objects.applied().get().pk) / LASTING).exists()
    text = farid.get(upload(farid, *GOOD, *unknown)).text
    assert "Nobody has the manager id" in text


def test_a_file_with_other_headings_begins_anew(farid: Client) -> None:
    upload(farid, *GOOD, *SHORT)
    answer(farid, {"alike-short_year": "years-1937"})
    apply(farid)
    content = b"Employee ID,Name,Department,Hire date\n91,Ann Lund,Varnholm,15.01.11\n"
    data = {"file": SimpleUploadedFile("other.csv", content)}
    farid.post(reverse("company:new_import"), data)
    assert "has two digits for its year" in page_of(farid)


def test_lasting_answers_go_after_a_good_year(farid: Client) -> None:
    upload(farid, *GOOD, *SHORT)
    answer(farid, {"alike-short_year": "years-1937"})
    apply(farid)
    file = folder_of(uploads.uploads(), Import.objects.applied().get().pk) / LASTING
    then = datetime(2026, 11, 1, tzinfo=UTC)
    os.utime(file, (then.timestamp(), then.timestamp()))
    forget_answers(datetime(2027, 11, 1, tzinfo=UTC))
    assert file.exists()
    forget_answers(datetime(2027, 12, 8, tzinfo=UTC))
    assert not file.exists()


NEW = "51,Ida,Holm,Varnholm / Bakery,1,Baker,02.11.2026,"
NO_DAY = "52,Ann,Lund,Varnholm / Bakery,,Baker,31.02.2026,"


def test_a_row_that_stands_there_again_is_answered_as_before(farid: Client) -> None:
    upload(farid, *GOOD, NO_DAY)
    answer(farid, {name_at(page_of(farid), 5): "offer-0"})
    apply(farid)
    text = farid.get(upload(farid, NEW, *GOOD, NO_DAY)).text
    assert "All 5 rows are ready." in text
    assert "Line 6, <code>Hire date</code>: <code>31.02.2026</code> → 2026-02-28" in text


def test_a_row_in_which_anything_is_different_is_asked_about_again(farid: Client) -> None:
    upload(farid, *GOOD, NO_DAY)
    answer(farid, {name_at(page_of(farid), 5): "offer-0"})
    apply(farid)
    text = farid.get(upload(farid, *GOOD, NO_DAY.replace("Baker,", "Head baker,"))).text
    assert "this day does not exist" in text


def test_a_row_left_out_stays_left_out(farid: Client) -> None:
    upload(farid, *GOOD, NO_DAY)
    answer(farid, {name_at(page_of(farid), 5): "out"})
    apply(farid)
    assert "One row is left out, as you said." in farid.get(upload(farid, NEW, *GOOD, NO_DAY)).text


def test_what_is_kept_of_a_row_says_nothing_of_whom_it_is(farid: Client) -> None:
    upload(farid, *GOOD, NO_DAY, "53,Bo,Ek,Varnholm / Bakery,99,Baker,2020-01-01,")
    text = page_of(farid)
    said = {name_at(text, 5): "offer-0", name_at(text, 6): "empty"}
    answer(farid, said)
    apply(farid)
    kept = (folder_of(uploads.uploads(), Import.objects.applied().get().pk) / LASTING).read_text()
    assert "2026-02-28" in kept
    assert not any(each in kept for each in ("Lund", "Ann", '"52"', '"99"'))


def test_columns_are_read_as_somebody_said_of_the_last_file_also_with_a_month_more(
    farid: Client,
) -> None:
    heads = "Area,2026-08,2026-09\nMill,40,41\n"
    leavers = "Area,Month,Remark,Leavers\nMill,2026-08,A,1\nMill,2026-09,B,1\n"

    def send(heads: str) -> str:
        data = {
            "file": SimpleUploadedFile("left.csv", leavers.encode()),
            "headcounts": SimpleUploadedFile("heads.csv", heads.encode()), "shape": "counts",
        }  # fmt: skip
        sent = farid.post(reverse("company:new_import"), data).headers["Location"]
        return farid.get(sent, follow=True).text

    unread = "No column is read as why people left"
    assert unread in send(heads)
    columns = reverse("company:columns", args=[now().pk])
    fields = re.findall(r'<select name="(column_\d+)"', farid.get(columns).text)
    read = ["department", "month", "leave reason", "count", "headcount", "headcount"]
    text = farid.post(columns, dict(zip(fields, read, strict=True)), follow=True).text
    assert unread not in text
    apply(farid)
    text = send("Area,2026-08,2026-09,2026-10\nMill,40,41,42\n")
    assert unread not in text
    assert "As you said of the last file with these headings" in text
    other = leavers.replace("Remark", "Note")
    leavers = other
    assert unread in send(heads), "other headings are another kind of file"
