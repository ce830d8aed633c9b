"""Who is not employed, and brackets of areas, on the page of a check: each with its button."""

import re

import pytest
from django.test import Client

from conftest import SignIn
from tandem.organisation.models import Area, Person, Spell
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.checks import check, post

HEADER = "Employee ID,Name,Department,Hire date,Worker type\n"
LIST = HEADER + (
    "91,Ann Reed,Mill,2019-01-01,Employee\n92,Bo Holm,Mill,2020-01-01,Contractor\n"
    "93,Cy Ash,Mill,2020-01-01,Trainee\n94,Di Lund,Mill,2020-01-01,Contractor\n"
)
MANAGED = "Employee ID,Name,Department,Hire date,Manager\n" + "".join(
    f"9{n},Ann {n},Mill (Cy Ash),2019-01-01,Cy Ash\n" for n in range(5)
)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def numbers() -> set[str | None]:
    return set(Person.objects.filter(number__startswith="9").values_list("number", flat=True))


def test_they_are_left_out_in_sight(farid: Client) -> None:
    text = check(farid, LIST)
    assert "2 rows of 4 are of people who are not employed here, and are left out" in text
    assert "Count “Contractor”" in text
    assert "All 2 rows are ready." in text
    assert "Nothing is left to answer." in text
    post(farid, "apply", {})
    assert numbers() == {"91", "93"}


def test_one_tap_counts_a_type_and_another_leaves_one_out(farid: Client) -> None:
    check(farid, LIST)
    text = post(farid, "columns", {"not_employed": "Contractor"})
    assert "not employed here, and" not in text
    assert "All 4 rows are ready." in text
    text = post(farid, "columns", {"employed": "Trainee"})
    assert "One row of 4 is of somebody who is not employed here" in text
    post(farid, "apply", {})
    assert numbers() == {"91", "92", "94"}


def test_a_type_that_is_not_there_changes_nothing(farid: Client) -> None:
    check(farid, LIST)
    post(farid, "columns", {"not_employed": "Employee"})
    post(farid, "apply", {})
    assert "92" not in numbers()


def test_what_was_said_of_a_type_holds_for_the_next_file(farid: Client) -> None:
    check(farid, LIST)
    post(farid, "columns", {"employed": "Trainee"})
    post(farid, "apply", {})
    text = check(farid, LIST + "95,Ed Moor,Mill,2020-01-01,Trainee\n")
    assert "“Contractor” (2), “Trainee” (2)" in text


def test_brackets_with_a_manager_are_left_away_and_one_tap_keeps_them(farid: Client) -> None:
    text = check(farid, MANAGED)
    assert "“Mill (Cy Ash)” is read as “Mill”" in text
    text = post(farid, "columns", {"manager_in_brackets": "kept"})
    assert "Leave the brackets away" in text
    post(farid, "apply", {})
    assert Area.objects.filter(name="Mill (Cy Ash)").exists()


def test_what_was_answered_beside_a_button_is_not_lost(farid: Client) -> None:
    text = check(farid, LIST + "96,Fay Moor,Mill,05.03.0217,Employee\n")
    assert "1 question left" in text
    [choice] = set(re.findall(r'name="(choice-[0-9-]+)"', text))
    text = post(farid, "columns", {"employed": "Trainee", choice: "offer-0"})
    assert "Nothing is left to answer." in text
    post(farid, "apply", {})
    assert numbers() == {"91", "96"}


CODED = HEADER + "".join(
    f"9{n},Ann {n},{area},2019-01-01,Employee\n"
    for n, area in enumerate(["C1 - Milling", "C1 - Milling", "MILLING", "C2 - Dyeing",
                              "C2 - Dyeing", "Dyeing"])
)  # fmt: skip


def test_areas_that_differ_by_a_code_are_settled_with_one_answer(farid: Client) -> None:
    text = check(farid, CODED)
    assert "All 2 the same way" in text
    post(farid, "answer", {"alike-area_misspelt": "offer-0"})
    post(farid, "apply", {})
    here = Spell.objects.filter(employment__person__number__startswith="9")
    found = set(here.values_list("area__name", flat=True))
    assert found == {"C1 - Milling", "C2 - Dyeing"}
