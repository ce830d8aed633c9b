"""Whoever brings files in reads how far the numbers are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.bridge import counting, importing
from tandem.bridge.recounting import count_anew
from tandem.organisation.models import Import
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company.tests.test_imports import GOOD, upload

HTMX = {"HX-Request": "true", "HX-Target": "counting-now"}
pytestmark = pytest.mark.usefixtures("counted_at_once")

READY = re.compile(r"The numbers of ([\d,]+) of ([\d,]+) areas are ready")


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    for folder in ("charts", "uploads"):
        (tmp_path / folder).mkdir()
    yield tmp_path


@pytest.fixture
def farid(home: Path, cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


@pytest.fixture
def brought(farid: Client) -> str:
    """Applied, and its numbers wait for the worker."""
    page = upload(farid, *GOOD)
    importing.apply(import_=Import.objects.get(), by=OPERATOR, at=TUESDAY, expect_many=True)
    return page


def test_as_long_as_they_wait_the_page_says_so_and_asks_again(farid: Client, brought: str) -> None:
    text = farid.get(brought).text
    assert "3 rows are in." in text
    assert "are counted with it" not in text
    assert "The numbers are being counted" in text
    assert not READY.search(text)  # there is no snapshot yet, so nobody knows of how many
    count_anew.call(TUESDAY.isoformat())
    counted = "The numbers of every area are counted with it, up to 24 November 2026."
    assert counted in farid.get(brought).text


def killed(home: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    monkeypatch.setattr(counting, "PORTION", 1)
    store, stored = counting.store, 0

    def some(*said: object) -> None:
        nonlocal stored
        if stored == after:
            raise KeyboardInterrupt
        stored += 1
        store(*said)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(counting, "store", some)
    with pytest.raises(KeyboardInterrupt):
        importing.go_on(today=TUESDAY.date())
    monkeypatch.undo()


def test_it_says_how_many_areas_are_ready_and_the_company_page_too(
    farid: Client, home: Path, brought: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(home, monkeypatch, after=2)
    for url in (brought, reverse("company:page")):
        text = farid.get(url).text
        assert "The numbers are being counted" in text
        found = READY.search(text)
        assert found is not None
        assert found[1] == "2"
        assert f'value="2" max="{found[2]}"' in text
    part = farid.get(brought, headers=HTMX).text.strip()
    assert part.startswith('<div id="counting-now"')
    assert "<html" not in part
    assert READY.search(part)
    importing.go_on(today=TUESDAY.date())
    assert farid.get(brought, headers=HTMX).headers["HX-Refresh"] == "true"
    assert "The numbers are being counted" not in farid.get(reverse("company:page")).text


def test_with_a_worker_the_numbers_are_counted_after_the_file_is_in(farid: Client) -> None:
    page = upload(farid, *GOOD)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]), {"expect_many": "on"})
    assert "The numbers of every area are counted with it" in farid.get(page).text


def test_an_administrator_who_may_not_bring_people_in_reads_nothing_of_it(
    brought: str, cast: Cast, sign_in: SignIn
) -> None:
    for person in (cast.kim, cast.sam):
        assert sign_in(person).get(brought).status_code in (403, 404)
