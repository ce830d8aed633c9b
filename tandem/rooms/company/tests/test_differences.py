"""Who an import brings in, changes or ends: the first of them, before and after."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Import, ImportState
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.test_imports import GOOD, HEADER, upload
from tandem.rooms.company.tests.test_mending import now


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def differences(client: Client, which: str, import_id: UUID | None = None) -> Any:  # noqa: ANN401 - as the test client answers
    return client.get(reverse("company:differences", args=[import_id or now().pk, which]))


def test_who_changes_is_shown_before_and_after(farid: Client) -> None:
    upload(farid, *GOOD)
    new = differences(farid, "new").text
    assert "Three new people" in new
    assert "Łucja Nowak" in new
    farid.post(reverse("company:apply", args=[now().pk]))
    moved = GOOD[1].replace("Bakery", "Dairy").replace("Baker,15", "Head baker,15")
    text = farid.get(upload(farid, GOOD[0], moved, GOOD[2].replace("21,", "21,24.11.2026"))).text
    assert "Before and after" in text
    changed = differences(farid, "changed").text
    assert "One person with a change" in changed
    assert "Title: Baker → Head baker" in changed
    assert "Area: Varnholm / Bakery → Varnholm / Dairy" in changed
    assert "Last day: – → 24 Nov 2026" in differences(farid, "left").text


def test_what_an_import_changed_can_be_seen_once_it_is_in(farid: Client) -> None:
    upload(farid, *GOOD)
    import_id = now().pk
    farid.post(reverse("company:apply", args=[import_id]))
    assert "Łucja Nowak" in differences(farid, "new", import_id).text


def test_of_many_the_first_are_shown_and_how_many_there_are(farid: Client) -> None:
    rows = [f"{n},Ola,Ek{n},Varnholm,,Baker,01.02.2020," for n in range(10, 71)]
    upload(farid, *rows)
    text = differences(farid, "new").text
    assert "61 new people" in text
    assert "The first 50 of 61" in text
    assert "Ek59" in text
    assert "Ek60" not in text


def test_nothing_closed_is_shown_before_and_after(farid: Client) -> None:
    def with_pay(band: str) -> str:
        return f"1,Bo,Maas,Varnholm,,Baker,01.03.2019,,{band}"

    for band in ("Grade-E7", "Grade-E9"):
        content = "\n".join([f"{HEADER},Pay band", with_pay(band)])
        page = sent(farid, content)
        assert band not in farid.get(page).text
        shown = differences(farid, "new" if band == "Grade-E7" else "changed")
        assert band not in shown.text
        farid.post(reverse("company:apply", args=[now().pk]))


def sent(client: Client, content: str) -> str:
    data = {"file": SimpleUploadedFile("staff.csv", content.encode())}
    return str(client.post(reverse("company:new_import"), data).headers["Location"])


def test_where_nobody_changes_there_is_nothing_to_see(farid: Client) -> None:
    upload(farid, *GOOD)
    assert differences(farid, "changed").status_code == 404
    assert differences(farid, "all").status_code == 404
    import_id = now().pk
    farid.post(reverse("company:discard", args=[import_id]))
    assert Import.objects.get(pk=import_id).state == ImportState.DISCARDED
