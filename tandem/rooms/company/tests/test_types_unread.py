"""Columns that nobody reads and that say of some that they are not employed."""

import pytest
from django.test import Client

from conftest import SignIn
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.checks import check, post

SAID = "The column “Class” is not read, and says of some that they are not employed: “Contractor”."


def people(*classes: str) -> str:
    rows = (f"{n},Ann,Lund{n},Care,2020-01-01,{one}\n" for n, one in enumerate(classes, 900))
    return "Employee ID,First name,Last name,Department,Hire date,Class\n" + "".join(rows)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_it_is_told_and_gone_once_the_column_is_read(farid: Client) -> None:
    text = check(farid, people("Regular", "Contractor", "Regular"))
    assert SAID in text
    fields = ["employee id", "first name", "last name", "department", "hire date", "worker type"]
    text = post(farid, "columns", {f"column_{n}": each for n, each in enumerate(fields)})
    assert SAID not in text
    assert "“Contractor” (1)" in text


@pytest.mark.parametrize(
    "classes",
    [
        ("Regular", "Regular", "Intern"),
        ("Contractor", "Contractor", "Contractor"),  # then it says something else
        (),
    ],
)
def test_where_nobody_is_said_to_be_none_there_is_nothing_to_tell(
    farid: Client, classes: tuple[str, ...]
) -> None:
    assert "says of some that they are not employed" not in check(farid, people(*classes, "", ""))
