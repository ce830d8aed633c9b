"""Today says in one quiet line that the numbers of one's areas are being counted anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.bridge import counting, importing
from tandem.bridge.editions import ask
from tandem.organisation import actions
from tandem.organisation.models import Area, Person
from tandem.organisation.settings import switch
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.testing import MONDAY, Cast
from tandem.rooms.areas.tests.test_pages import TODAY, Brings, brings, export, leader_of

__all__ = ["brings"]  # the fixture
LINE = 'id="being-counted"'
UNTIL_THEN = "Until then the pages of areas show the numbers of before, each with its day."
pytestmark = pytest.mark.slow


@pytest.fixture
def bakery(brings: Brings) -> Area:
    return brings(export(60, lambda back: 1))


def today(person: Person, sign_in: SignIn) -> str:
    return sign_in(person).get(reverse("today:page")).text


def killed_after_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer edition, of which one area was stored before the worker was killed."""
    ask(settings.SITE.home)
    store, stored = counting.store, 0

    def some(*said: object) -> None:
        nonlocal stored
        if stored:
            raise KeyboardInterrupt
        stored += 1
        store(*said)  # type: ignore[arg-type]  # as it came

    with monkeypatch.context() as patched:
        patched.setattr(counting, "PORTION", 1)
        patched.setattr(counting, "store", some)
        with pytest.raises(KeyboardInterrupt):
            importing.go_on(today=TODAY)


def test_while_they_are_counted_it_says_how_far_and_what_stands_until_then(
    bakery: Area, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = leader_of(bakery)
    assert LINE not in today(leader, sign_in)
    killed_after_one(monkeypatch)
    text = today(leader, sign_in)
    areas = Area.objects.count()
    assert areas > 1
    said = f"The numbers of 1 of {areas} areas are ready."
    assert text.count(LINE) == text.count(UNTIL_THEN) == text.count(said) == 1
    everywhere = sign_in(cast.helen)  # any of the areas may be the one that is there
    pages = [everywhere.get(area.get_absolute_url()).text for area in Area.objects.all()]
    assert any(said in page for page in pages if "being counted anew" in page)
    importing.go_on(today=TODAY)
    assert LINE not in today(leader, sign_in)


def test_before_the_first_one_is_ready_it_counts_nothing_up(bakery: Area, sign_in: SignIn) -> None:
    ask(settings.SITE.home)
    text = today(leader_of(bakery), sign_in)
    assert "The numbers are being counted." in text
    assert "are ready" not in text


def test_the_line_does_not_ask_again_by_itself(bakery: Area, sign_in: SignIn) -> None:
    ask(settings.SITE.home)
    line = today(leader_of(bakery), sign_in).partition(LINE)[2].partition("</p>")[0]
    assert line
    assert "hx-" not in line


def test_who_sees_no_area_reads_nothing_of_it(bakery: Area, sign_in: SignIn) -> None:
    ask(settings.SITE.home)
    stranger = actions.add_person(
        first_name="Nils", last_name="Falk", email="nils@varnholm.example", area=bakery,
        by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    actions.open_account(person=stranger, email=stranger.email, by=OPERATOR, at=MONDAY)
    stranger.refresh_from_db()
    assert LINE not in today(stranger, sign_in)
    assert LINE in today(leader_of(bakery), sign_in)  # who is looked for would be found


def test_where_people_data_is_switched_off_it_is_off(
    bakery: Area, sign_in: SignIn, tmp_path: Path
) -> None:
    leader = leader_of(bakery)
    ask(settings.SITE.home)
    switch(feature=PEOPLE_DATA, on=False, reason="Not yet", by=OPERATOR, at=MONDAY)
    assert LINE not in today(leader, sign_in)
