"""Where the page of an applied import leads: to any area, and to what is still worth doing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import role
from tandem.bridge.recounting import count_anew
from tandem.organisation import actions
from tandem.organisation.models import Area, Import, Person
from tandem.partnership.testing import HIRED, TUESDAY, Cast
from tandem.rooms.company import onward
from tandem.rooms.company.tests.test_imports import upload


@pytest.fixture
def farid(tmp_path: Path, settings: Settings, cast: Cast, sign_in: SignIn) -> Client:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    for folder in ("charts", "uploads"):
        (tmp_path / folder).mkdir()
    return sign_in(cast.farid)


def applied(client: Client) -> str:
    """The page of an import that went in."""
    page = upload(client, "1,Bo,Maas,Mill,,Head,01.03.2019,", "2,Li,Strom,Shop,,Head,01.03.2019,")
    client.post(reverse("company:apply", args=[Import.objects.get().pk]))
    return page


def linked(text: str) -> list[str]:
    """The areas to be opened from the list, as they stand there."""
    found = re.search(r'id="open".*?<ul class="az">(.*?)</ul>', text, re.S)
    return re.findall(r">([^<>]+)</a>", found[1]) if found else []


def sees_all(cast: Cast) -> None:
    actions.grant_role(person=cast.farid, role=role("chro"), by=OPERATOR, at=TUESDAY)


def many(count: int, below: Area | None = None) -> None:
    for n in range(count):
        actions.add_area(name=f"Team {n:04}", parent=below, by=OPERATOR, at=HIRED)


def test_every_area_somebody_sees_is_there_a_to_z_and_the_topmost_first(
    farid: Client, cast: Cast
) -> None:
    page = applied(farid)
    actions.set_hr_partner(area=cast.areas.supply, person=cast.farid, by=OPERATOR, at=TUESDAY)
    text = farid.get(page).text
    assert "Open the numbers of Supply" in text
    assert linked(text) == ["Night shift", "Operations", "Supply"]
    for area in (cast.areas.night_shift, cast.areas.operations, cast.areas.supply):
        assert f'href="{area.get_absolute_url()}"' in text
    assert "Find an area by name" in text
    assert "A to Z</a>" not in text  # all of them stand there


def test_of_very_many_the_first_are_listed_and_all_are_a_page_away(
    farid: Client, cast: Cast
) -> None:
    page = applied(farid)
    many(40, below=cast.areas.supply)
    sees_all(cast)
    text = farid.get(page).text
    assert len(linked(text)) == onward.LISTED
    count = Area.objects.count()
    assert f"All {count} areas, A to Z" in text
    first, last = (farid.get(reverse("areas:find"), {"page": page}).text for page in ("", "9"))
    assert "Team 0000" in first
    assert f"1 to {count} of {count}" not in first  # fifty-odd fit on one page
    assert "Varnholm Foods" in last


def test_more_than_a_page_of_areas_are_reached_page_by_page(farid: Client, cast: Cast) -> None:
    many(70, below=cast.areas.supply)
    sees_all(cast)
    count = Area.objects.count()
    first = farid.get(reverse("areas:find")).text
    assert f"1 to 60 of {count}" in first
    assert "Team 0069" not in first
    second = farid.get(reverse("areas:find"), {"page": "2"}).text
    assert "Team 0069" in second
    assert f"61 to {count} of {count}" in second
    of_name = farid.get(reverse("areas:find"), {"q": "team"}).text
    assert "?q=team&amp;page=2" in of_name or "?q=team&page=2" in of_name


def test_the_questions_do_not_grow_with_the_areas(
    farid: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = applied(farid)
    sees_all(cast)
    many(35)
    with CaptureQueriesContext(connection) as asked:
        farid.get(page)
    many(200, below=cast.areas.supply)
    with django_assert_max_num_queries(len(asked)):
        farid.get(page)


def test_what_is_worth_doing_next_stands_in_one_list(farid: Client) -> None:
    page = applied(farid)
    many(20)
    text = farid.get(page).text
    [card] = re.findall(r'id="worth".*?</ul>', text, re.S)
    titles = re.findall(r">([^<>]+)</a>", card)
    assert titles == ["Say who leads which area"]


def test_whoever_sees_nothing_yet_is_asked_whose_numbers_once_all_is_counted(
    farid: Client, cast: Cast, sign_in: SignIn
) -> None:
    """Not before: of files of one's own the sums of every area will stand there."""
    actions.grant_role(
        person=cast.vera, role=role("hr_administrator"), why="Two of us", by=cast.farid, at=TUESDAY
    )
    applied(sign_in(Person.objects.get(pk=cast.vera.pk)))
    page = upload(sign_in(cast.farid), "3,Al,Ek,Mill,,,01.03.2019,")
    farid = sign_in(cast.farid)
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]))
    assert "Open the page of an area" not in farid.get(page).text
    count_anew.call(TUESDAY.isoformat())
    text = farid.get(page).text
    assert "Open an area" not in text
    assert "Open the page of an area" in text


def test_whoever_sees_some_finds_that_question_folded(farid: Client, cast: Cast) -> None:
    page = applied(farid)
    actions.set_hr_partner(area=cast.areas.supply, person=cast.farid, by=OPERATOR, at=TUESDAY)
    text = farid.get(page).text
    assert "Open the page of an area" not in text
    assert "<summary>Of which areas you are HR partner</summary>" in text
