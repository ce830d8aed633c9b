"""A page says of which day its numbers are, and when newer ones are on their way."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from conftest import SignIn
from tandem.bridge import importing
from tandem.bridge.editions import ask
from tandem.bridge.models import AreaFigures
from tandem.organisation.models import Area
from tandem.rooms.areas.tests.test_history import company, usual
from tandem.rooms.areas.tests.test_pages import TODAY, Brings, brings, export, leader_of

__all__ = ["brings"]  # the fixture
SAID = "Counted on 24 November 2026, from files up to 24 November 2026."
ANEW = "The numbers are being counted anew; until they are there, these stand here."


@pytest.fixture
def bakery(brings: Brings) -> Area:
    return brings(export(60, lambda back: 1))


def pages(area: Area, sign_in: SignIn) -> list[str]:
    client = sign_in(leader_of(area))
    years = reverse("areas:years", args=[area.pk])
    return [client.get(url).text for url in (area.get_absolute_url(), years)]


@pytest.mark.slow
def test_every_page_of_numbers_says_their_day(bakery: Area, sign_in: SignIn) -> None:
    for text in pages(bakery, sign_in):
        assert text.count(SAID) == 1
        assert ANEW not in text


@pytest.mark.slow
def test_the_definitions_stand_beside_how_it_is_counted(bakery: Area, sign_in: SignIn) -> None:
    text = pages(bakery, sign_in)[0]
    assert "In the list of measures: K03 (version 1) and K02 (version 1)." in text


@pytest.mark.slow
def test_while_newer_ones_are_counted_those_of_before_are_shown_with_their_day(
    bakery: Area, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.bridge.editions.definitions", lambda: "of a newer version")
    for text in pages(bakery, sign_in):
        assert text.count(SAID) == text.count(ANEW) == 1
        assert "Left by own choice" in text or "People at the end of each year" in text


@pytest.mark.slow
def test_once_people_changed_the_page_says_that_newer_ones_follow(
    bakery: Area, sign_in: SignIn
) -> None:
    client = sign_in(leader_of(bakery))
    ask(settings.SITE.home)
    assert ANEW in client.get(bakery.get_absolute_url()).text
    importing.go_on(today=TODAY)
    assert ANEW not in client.get(bakery.get_absolute_url()).text


@pytest.mark.slow
def test_figures_of_an_earlier_version_say_no_day_they_do_not_know(
    bakery: Area, sign_in: SignIn
) -> None:
    AreaFigures.objects.update(counted_on=None, told_until=None, number=0, definitions="")
    text = pages(bakery, sign_in)[0]
    assert "Counted before Tandem was brought up to this version." in text
    assert ANEW in text


@pytest.mark.slow
def test_without_figures_yet_the_page_says_so_and_looks_again_by_itself(
    bakery: Area, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    AreaFigures.objects.all().delete()
    monkeypatch.setattr("tandem.bridge.editions.definitions", lambda: "of a newer version")
    text = pages(bakery, sign_in)[0]
    assert "The numbers of this area are being counted." in text
    assert f'hx-get="{bakery.get_absolute_url()}"' in text
    assert "No people file has been brought in yet" not in text


@pytest.mark.slow
def test_an_area_no_file_tells_of_is_not_waited_for(bakery: Area, sign_in: SignIn) -> None:
    AreaFigures.objects.filter(area=bakery).delete()
    text = pages(bakery, sign_in)[0]
    assert "The files brought in so far tell nothing of this area." in text
    assert "hx-get" not in text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.slow
def test_what_is_said_of_a_flag_stands_under_the_picture_of_siblings(
    brings: Brings, sign_in: SignIn
) -> None:
    def far_off(team: str, back: int) -> int:
        return 4 if team == "Bakery" and back <= 12 else usual(team, back)

    area = brings(company(far_off))
    client = sign_in(leader_of(area))
    flagged = client.get(area.get_absolute_url()).text
    assert "Flagged: 48 people chose to leave where " in flagged
    assert "would be usual among the 5 areas of this level." in flagged
    assert "A flag says look here; it does not say why." in flagged
    assert "its true rate most likely lies near " in flagged
    assert "The area is too small to see less than " in flagged
    for other in ("Dairy", "Depot", "Fleet", "Packing", "Lab"):
        assert other not in flagged  # whoever may not see them learns no name by a flag


@pytest.mark.slow
def test_of_an_area_under_ten_people_nothing_is_said_among_its_siblings(
    brings: Brings, sign_in: SignIn
) -> None:
    brings(company(usual))
    lab = Area.objects.get(name="Lab")
    text = sign_in(leader_of(lab)).get(lab.get_absolute_url()).text
    assert "Next to its siblings" not in text
    assert "flag" not in text.lower().replace("flags", "")
    assert AreaFigures.objects.filter(area=lab, figures__contains='"at_its_level":null').exists()
    assert not AreaFigures.objects.filter(figures__contains=lab.pk.hex).exists()  # of no other
