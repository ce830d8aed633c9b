"""What is known of a loaded demonstration; nothing before it is whole."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tandem.demo.stored import FILE, Stored, path, stored


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tandem.demo.stored.path", lambda: tmp_path / FILE)
    return tmp_path


@pytest.mark.usefixtures("somewhere")
def test_nothing_loaded_is_nobody_and_no_day() -> None:
    assert (stored().numbers, stored().day) == ({}, None)


def test_what_is_written_is_read_again_and_nothing_is_left_beside(somewhere: Path) -> None:
    Stored(loaded_on="2026-11-24", numbers={"mira": "V-1"}).write()
    assert stored() == Stored(loaded_on="2026-11-24", numbers={"mira": "V-1"})
    assert [each.name for each in somewhere.iterdir()] == [FILE]


def test_it_lies_in_the_home() -> None:
    assert path().parent == Path(settings.SITE.home)


@pytest.mark.django_db
def test_before_anything_is_loaded_the_page_has_no_cards(client: Client) -> None:
    text = client.get(reverse("demo:welcome")).text
    assert "Who would you like to be?" in text
    assert '<form method="post"' not in text
