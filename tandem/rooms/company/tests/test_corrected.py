"""A corrected file takes the place of the one before: what was answered there holds for it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import LeaverCount, Person
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.checks import post

LEAVERS = "Area,Month,Reason\nWebshop,2026-09,Resignation\nStock,2026-09,Resignation\n"
HEADS = "Area,Month,Headcount\n" + "".join(
    f"{area},2026-{month:02},{people}\n"
    for area, people in (("Web Shop", 12), ("Warehouse", 21), ("Office", 8))
    for month in range(7, 11)
)
PEOPLE = "Employee ID,Name,Department,Hire date\n" + (
    "91,Ann Reed,Member Services,2019-01-01\n92,Bo Holm,Member Services,2019-01-01\n"
    "93,Cy Ash,Member Servces,2019-01-01\n94,Di Lund,Care,31.02.2020\n95,Ed Moor,Care,2020-01-01\n"
)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def check(client: Client, text: str, again: str = "", **said: object) -> str:
    """The page of a check. again: the one whose place it takes."""
    url = f"{reverse('company:new_import')}?again={again}"
    sent = {"file": SimpleUploadedFile("file.csv", text.encode()), **said}
    return str(client.post(url, sent, follow=True).text)


def of(text: str) -> str:
    """The id of the check whose page this is."""
    return str(re.findall(r"/import/([0-9a-f-]{36})/", text)[0])


def asked(text: str, what: str) -> str:
    """The name of the inputs of the question that is asked of it."""
    parts = re.split('<fieldset|<label class="word"', text)[1:]
    [part] = [each for each in parts if f"<code>{what}</code>" in each][:1]
    return str(re.findall(r'name="choice-([0-9-]+)"', part)[0])


def counts(client: Client, leavers: str, again: str = "") -> str:
    heads = SimpleUploadedFile("heads.csv", HEADS.encode())
    return check(client, leavers, again, headcounts=heads, shape="counts")


def test_areas_that_were_answered_are_not_asked_again(farid: Client) -> None:
    text = counts(farid, LEAVERS)
    said = {f"choice-{asked(text, 'Webshop')}": "offer-0"}
    stock = text.split("<code>Stock</code>")[1].partition("</label>")[0]
    [warehouse] = re.findall(r'value="(offer-.)"[^>]*>Warehouse', stock)
    text = post(farid, "answer", {**said, f"choice-{asked(text, 'Stock')}": warehouse})
    text = counts(farid, LEAVERS + "Office,2026-10,Retirement\n", of(text))
    assert "Nothing is left to answer." in text
    assert "2 answers of yours" in text
    assert "Kept from the file before" in text
    assert "<code>Stock</code> → Warehouse" in text
    farid.post(reverse("company:apply", args=[of(text)]))
    assert {each.area.name for each in LeaverCount.objects.filter(leavers__gt=0)} == {
        *("Web Shop", "Warehouse", "Office")
    }


def test_what_is_answered_to_the_new_file_is_kept_beside_it(farid: Client) -> None:
    text = counts(farid, LEAVERS)
    text = post(farid, "answer", {f"choice-{asked(text, 'Webshop')}": "offer-0"})
    text = counts(farid, LEAVERS, of(text))
    answer = reverse("company:answer", args=[of(text)])
    text = farid.post(answer, {f"choice-{asked(text, 'Stock')}": "empty"}, follow=True).text
    assert "2 answers of yours" in text


def test_in_a_list_of_persons_areas_and_rows_that_stand_there_again(farid: Client) -> None:
    text = check(farid, PEOPLE)
    said = {
        f"choice-{asked(text, 'Member Servces')}": "offer-0",
        f"choice-{asked(text, '31.02.2020')}": "offer-0",
    }
    text = post(farid, "answer", said)
    assert "Nothing is left to answer." in text
    text = check(farid, PEOPLE + "96,Fay Moor,Care,2021-01-01\n", of(text))
    assert "Nothing is left to answer." in text
    farid.post(reverse("company:apply", args=[of(text)]))
    assert Person.objects.filter(number="94").exists()


def test_a_file_of_another_shape_is_another_file(farid: Client) -> None:
    text = counts(farid, LEAVERS)
    text = post(farid, "answer", {f"choice-{asked(text, 'Webshop')}": "offer-0"})
    assert "of yours" not in check(farid, PEOPLE, of(text), shape="person")
