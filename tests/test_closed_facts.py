"""What an import keeps closed is printed nowhere, to nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.intake.staging import FILE_NAME
from tandem.organisation.models import Area, ClosedFact, Import, Person
from tandem.partnership.testing import Cast

BAND, RATING = "Zephyr Band 7", "Quixotically outstanding"
UNFIT = ("Xylophone perhaps", "Yonder quite regretted", "Wondrously rated " * 20)
"""Values that cannot be: of people with high potential, of regretted leavers, and a rating."""
CONTENT = f"""\
ID,First name,Last name,Department,Manager ID,Hired,Last day,Pay band,Rating,HiPo,Regretted
1,Bo,Maas,Millhouse,,2019-03-01,,{BAND},{RATING},yes,
2,Adeel,Barani,Millhouse,1,2022-08-15,2026-05-31,{BAND},,no,yes
3,Lucja,Nowak,Millhouse,1,2021-01-20,,,,,
4,Ida,Korn,Millhouse,1,2021-01-20,2026-05-31,,,{UNFIT[0]},{UNFIT[1]}
5,Tom,Reed,Millhouse,1,2021-01-20,,,{UNFIT[2]},,
"""


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def checked(farid: Client) -> str:
    """The page of the check, before anything is applied: it shows examples of people."""
    file = SimpleUploadedFile("staff.csv", CONTENT.encode())
    return farid.post(reverse("company:new_import"), {"file": file}, follow=True).text


def places(farid: Client) -> str:
    """Every place of the check by its kind, and what programs get."""
    import_ = Import.objects.get()
    folder = Path(settings.SITE.home) / "uploads" / str(import_.pk)
    kinds = json.loads((folder / "report.json").read_text())["kinds"]
    assert {"bad_yes_or_no": 2, "closed_too_long": 1}.items() <= kinds.items()
    return "".join(
        farid.get(reverse("company:places", args=[import_.pk, each])).text for each in kinds
    )


def applied(farid: Client) -> Import:
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]), {"as_of": "2026-10-31"})
    assert ClosedFact.objects.count() == 2
    return import_


def addresses(import_: Import) -> Iterator[str]:
    """Every page of the company, areas and people rooms that speaks of the import or its people."""
    area = Area.objects.get(name="Millhouse")
    yield reverse("company:page")
    yield reverse("company:page") + "?q=Bo"
    yield reverse("company:new_import")
    yield reverse("company:import", args=[import_.pk])
    yield reverse("areas:find")
    yield reverse("areas:find") + "?q=Mill"
    yield reverse("areas:page", args=[area.pk])
    yield reverse("company:area", args=[area.pk])
    for person in Person.objects.filter(number__in=("1", "2", "3")):
        yield reverse("people:card", args=[person.pk])


def test_no_page_prints_what_is_closed(farid: Client, cast: Cast, sign_in: SignIn) -> None:
    """The names show that the pages do speak of these people, so that a search can find them."""
    pages = checked(farid)
    import_ = applied(farid)
    for client in (farid, *(sign_in(each) for each in (cast.pia, cast.helen))):
        pages += "".join(client.get(page, follow=True).text for page in addresses(import_))
    assert "Bo Maas" in pages
    assert "Millhouse" in pages
    assert "Was here until 31 May 2026." in pages, "the head of HR gets the cards"
    assert BAND not in pages
    assert RATING not in pages


def test_nothing_but_the_row_itself_keeps_it(farid: Client) -> None:
    """Not the events, not the figures, not the report or the journal beside the upload."""
    checked(farid)
    import_ = applied(farid)
    kept = {
        model.__name__
        for model in apps.get_models()
        for row in model._base_manager.values()
        if BAND in str(row) or RATING in str(row)
    }
    assert kept == {"ClosedFact"}
    folder = Path(settings.SITE.home) / "uploads" / str(import_.pk)
    # The staged rows go once the import is certain, which a test's transaction never is.
    files = [each for each in folder.rglob("*") if each.is_file() and each.name != FILE_NAME]
    assert files
    assert [each for each in files if BAND.encode() in each.read_bytes()] == []


def test_a_value_that_cannot_be_is_closed_as_well(farid: Client) -> None:
    """No page of the check says it, nor any file beside it but the staged rows."""
    pages = checked(farid) + places(farid)
    assert "neither yes nor no" in pages
    for unfit in UNFIT:
        assert unfit[:16] not in pages
    import_ = Import.objects.get()
    assert import_.rejected == 0
    folder = Path(settings.SITE.home) / "uploads" / str(import_.pk)
    kept = [each for each in folder.rglob("*") if each.is_file() and not is_given(each)]
    assert [
        (each.name, unfit)
        for each in kept
        for unfit in UNFIT
        if unfit[:16].encode() in each.read_bytes()
    ] == []


def is_given(file: Path) -> bool:
    """The upload itself."""
    return file.suffix == ".csv"
