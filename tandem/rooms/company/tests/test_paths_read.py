"""Levels of the area that rows leave no doubt about are not asked about, and are said in sight."""

from __future__ import annotations

import re
from html import unescape
from itertools import cycle, islice

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Area, Import
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.checks import check, post
from tandem.rooms.company.tests.test_imports import said

LINE = "An area is a path of several columns, Division / Department: “Plant / Bakery”, say."
ASKED = "The area seems to stand in several columns"
PLACES = [("Plant", "Bakery"), ("Plant", "Packing"), ("Sales", "Shops"), ("Sales", "Export")]


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def people(places: list[tuple[str, str]], rows: int = 20, more: str = "", cell: str = "") -> str:
    heading = f"Employee ID,First name,Last name,Division,Department,Hire date{more}\n"
    return heading + "".join(
        f"{n},A{n},B{n},{above},{own},2020-01-01{cell}\n"
        for n, (above, own) in enumerate(islice(cycle(places), rows), 1)
    )


def test_levels_that_lie_within_each_other_are_read_and_said(farid: Client) -> None:
    text = unescape(check(farid, people(PLACES)))
    assert LINE in text
    assert "All 20 rows are ready." in text
    post(farid, "apply", {"as_of": "2026-11-24"})
    assert Area.objects.get(name="Bakery").parent == Area.objects.get(name="Plant")


def test_some_departments_have_no_teams_and_names_differ_by_capitals(farid: Client) -> None:
    """The example stands in the file as it is said."""
    heading = "Employee ID,First name,Last name,Division,Department,Team,Hire date\n"
    teams = [
        *(
            ("Plant", "Bakery", "Ovens"),
            ("PLANT", "bakery", "Dough"),
            ("Plant", "Packing", "Lines"),
        ),
        *(("Sales", "Shops", ""), ("Sales", "Export", ""), ("Sales", "Web", "")),
    ]
    rows = [
        f"{n},A{n},B{n},{','.join(each)},2020-01-01\n"
        for n, each in enumerate(islice(cycle(teams), 36), 1)
    ]
    text = unescape(check(farid, heading + "".join(rows)))
    said_path = "Division / Department / Team: “Plant / Bakery / Dough”, say."
    assert said_path.casefold() in text.casefold()
    assert ASKED not in text


def test_it_can_be_read_otherwise(farid: Client) -> None:
    check(farid, people(PLACES))
    columns = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    page = farid.get(columns).text
    assert re.search(r'name="levels"[^>]* checked', page)
    text = farid.post(columns, {**said(page), "column_3": ""}, follow=True).text
    assert LINE not in unescape(text)
    post(farid, "apply", {"as_of": "2026-11-24"})
    assert not Area.objects.filter(name="Plant").exists()


@pytest.mark.parametrize(
    "file",
    [
        people(PLACES, rows=8),  # two rows to a name: any two columns would look so
        people([("Plant", "Bakery"), ("Plant", "Packing")]),  # nothing lies beside the one above
        people(PLACES, more=",Team", cell=",Days"),  # a third column may be a level too
        people([*PLACES, ("Plant", "Shops"), ("Plant", "Export"), ("Sales", "Bakery")], rows=70),
    ],
)
def test_whatever_leaves_a_doubt_is_asked_about(farid: Client, file: str) -> None:
    text = check(farid, file)
    assert "Which column is which?" in text


def test_what_nobody_said_is_read_from_each_file_anew(farid: Client) -> None:
    check(farid, people(PLACES))
    post(farid, "apply", {"as_of": "2026-11-24"})
    text = unescape(check(farid, people(PLACES, rows=24)))
    assert LINE in text
    assert "As you said of the last file" not in text


# ---- which day counts


def test_columns_of_days_that_are_not_read_are_named(farid: Client) -> None:
    more, cell = ",Termination date,Last day of work,Note", ",2026-05-31,05/28/2026,said so"
    text = unescape(check(farid, people(PLACES, more=more, cell=cell)))
    assert (
        "Columns with days: “Hire date” as “First day”, “Termination date” as “Last day”. "
        "Not read: “Last day of work”." in text
    )


def test_where_all_are_read_nothing_is_said_of_them(farid: Client) -> None:
    text = check(farid, people(PLACES, more=",Termination date", cell=",2026-05-31"))
    assert "Columns with days" not in text


# ---- fifteen areas of which each may be another


def test_what_one_answer_makes_one_is_listed_beside_it(farid: Client) -> None:
    places = [*PLACES * 3, ("Plant", "C20 - Bakery"), ("Plant", "C10 - Packing")]
    text = unescape(check(farid, people(places, rows=56)))
    before, _title, after = text.partition("All 2 the same way")
    assert "<li>C10 - Packing → Packing</li>" in before
    assert "<li>C20 - Bakery → Bakery</li>" in before
    assert "A14 B14" not in after  # the rows are of the area, whoever stands in them
