"""A month of an area is replaced by a file of counts: what would be lost by it is said first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from conftest import SignIn
from tandem.organisation.models import Import, LeaverCount
from tandem.partnership.testing import Cast

HEADER = "Area,Month,Reason\n"
ROW = "Mill,2026-09,Resignation\n"
FEWER = "Fewer leavers than are known now, in 1 of the areas and months"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def sent(client: Client, content: str | bytes) -> str:
    text = content if isinstance(content, bytes) else content.encode()
    data = {"file": SimpleUploadedFile("leavers.csv", text), "shape": "counts"}
    answer = client.post(reverse("company:new_import"), data)
    return str(client.get(answer.headers["Location"], follow=True).text)


def apply(client: Client, **said: str) -> Import:
    [waiting] = Import.objects.waiting()
    client.post(reverse("company:apply", args=[waiting.pk]), said)
    return waiting


def brought(import_: Import) -> int:
    return sum(each.leavers for each in LeaverCount.objects.filter(brought_by=import_))


def test_a_row_is_answered_on_the_page_and_nobody_is_lost(farid: Client) -> None:
    text = sent(farid, HEADER + ROW + ROW + "Mill,soon,Resignation\n")
    name = text.split('name="choice-')[1].split('"')[0]
    [waiting] = Import.objects.waiting()
    answers = {f"choice-{name}": "typed", f"value-{name}": "2026-09"}
    farid.post(reverse("company:answer", args=[waiting.pk]), answers)
    assert brought(apply(farid)) == 3


def test_the_page_says_to_bring_the_whole_file_again(farid: Client) -> None:
    sent(farid, HEADER + ROW + "Mill,soon,Resignation\n")
    [waiting] = Import.objects.waiting()
    apply(farid)
    text = farid.get(reverse("company:import", args=[waiting.pk])).text
    assert "Mend these rows in the whole file and bring that in again" in text
    assert "it is a file like any other" not in text


def test_the_file_of_rows_not_taken_is_no_file_of_counts(farid: Client) -> None:
    sent(farid, HEADER + ROW + "Mill,soon,Resignation\n")
    [waiting] = Import.objects.waiting()
    apply(farid)
    address = reverse("company:rejected", args=[waiting.pk, 1])
    mended = b"".join(iter(farid.get(address))).replace(b"soon", b"2026-09")
    text = sent(farid, mended)
    assert "These are rows of another file that were not taken." in text
    assert not Import.objects.waiting().exists()
    assert brought(waiting) == 1


def test_fewer_leavers_than_are_known_are_asked_about(farid: Client) -> None:
    sent(farid, HEADER + ROW + ROW)
    apply(farid)
    text = sent(farid, HEADER + ROW)
    assert FEWER in text
    assert escape("Yes, the file is whole, and fewer left") in text
    apply(farid)
    assert Import.objects.applied().count() == 1
    assert brought(apply(farid, expect_many="on")) == 1
    assert Import.objects.applied().count() == 2


def test_as_many_leavers_as_before_ask_nothing(farid: Client) -> None:
    sent(farid, HEADER + ROW + ROW)
    apply(farid)
    text = sent(farid, HEADER + ROW + "Mill,2026-09,Retirement\n" + ROW)
    assert "Fewer leavers than are known" not in text
    assert brought(apply(farid)) == 3
