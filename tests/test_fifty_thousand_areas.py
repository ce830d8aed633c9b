"""Fifty thousand areas come in, and the pages that list them stay as light as with a few.

Nothing here is timed. What would make it slow is counted: how often the database is asked.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import role
from tandem.bridge import importing
from tandem.organisation import actions, intake
from tandem.organisation.models import Area
from tandem.partnership.testing import TUESDAY, Cast

FEW, MANY = 500, 50_000
A_SITE = 100  # teams
PER_QUESTION = 50  # areas, at least, for each time the database is asked
BUDGET = 15  # questions of any page
LIGHT = 200_000  # characters of a page, whatever it lists
pytestmark = pytest.mark.slow


@dataclass
class Asked:
    times: int = 0

    def __call__(self, execute: Callable[..., Any], *said: Any) -> Any:  # noqa: ANN401 - Django's
        self.times += 1
        return execute(*said)


@contextmanager
def counted() -> Iterator[Asked]:
    """How often the database is asked: executing many rows at once is asking once."""
    asked = Asked()
    with connection.execute_wrapper(asked):
        yield asked


def written(path: Path, areas: int) -> None:
    """One person in each team; a hundred teams a site, all sites in one company."""
    with path.open("w", encoding="utf-8") as file:
        file.write("Employee ID,First name,Last name,Department,Hire date\n")
        for n in range(areas):
            file.write(f"T{n:06},Ann,Maas,Works / Site {n // A_SITE:03} / Team {n:05},2020-01-31\n")


@pytest.fixture
def bring(cast: Cast, tmp_path: Path) -> Callable[[int], int]:
    def bring(areas: int) -> int:
        """How often the database was asked for it."""
        path = tmp_path / f"{areas}.csv"
        written(path, areas)
        import_id = uuid.uuid4()
        folder = intake.folder_of(importing.uploads(), import_id)
        with counted() as asked:
            report = intake.check(
                [intake.Incoming(path.name, path)], folder=folder, today=TUESDAY.date()
            )
            kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=TUESDAY)
            importing.apply(import_=kept, by=OPERATOR, at=TUESDAY, expect_many=True)
        return asked.times

    return bring


def of_each_page(client: Client) -> dict[str, int]:
    """How often each page that lists areas asks."""
    works = Area.objects.get(name="Works")
    pages = {
        "all areas": reverse("areas:find"),
        "the last of them": reverse("areas:find") + "?page=9999",
        "by a part of the name": reverse("areas:find") + "?q=team",
        "the area at the top": works.get_absolute_url(),
        "one of the sites": Area.objects.get(name="Site 001").get_absolute_url(),
        "the tree of the company": reverse("company:page"),
        "the end of the tree": reverse("company:page") + "?page=9999",
    }
    found = {}
    for name, address in pages.items():
        with counted() as asked:
            answer = client.get(address)
        assert answer.status_code == 200, name
        assert len(answer.content) < LIGHT, name
        found[name] = asked.times
    return found


def test_fifty_thousand_areas_come_in_and_are_looked_at(
    bring: Callable[[int], int], cast: Cast, sign_in: SignIn
) -> None:
    actions.grant_role(person=cast.farid, role=role("chro"), by=OPERATOR, at=TUESDAY)
    client = sign_in(cast.farid)
    bring(FEW)
    before = of_each_page(client)
    asked = bring(MANY)
    assert Area.objects.filter(name__startswith="Team ").count() == MANY
    assert asked < MANY / PER_QUESTION
    of_each_page(client)  # of so many people it is kept how many are where
    now = of_each_page(client)
    assert {name: now[name] for name in now if now[name] > before[name] + 1} == {}
    assert max(now.values()) <= BUDGET
