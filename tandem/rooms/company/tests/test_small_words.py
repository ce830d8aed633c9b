"""Words of a check that were nearly right."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.report import ColumnSeen
from tandem.partnership.testing import Cast
from tandem.rooms.company.told import values_of

HEADER = "Employee ID,Name,Department,Hire date,Leave date\n"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def sent(client: Client, rows: str) -> str:
    file = {"file": SimpleUploadedFile("file.csv", (HEADER + rows).encode())}
    return client.post(reverse("company:new_import"), file, follow=True).text


def test_who_came_back_is_one_person_on_the_button(farid: Client) -> None:
    text = sent(
        farid,
        "1,Ann Ash,Mill,2018-01-01,2019-06-30\n1,Ann Ash,Mill,2021-01-01,\n"
        "2,Bo Birk,Mill,2020-01-01,\n3,Cy Cole,Mill,2020-01-01,\n",
    )
    assert "Bring in 3 people" in text
    assert "3 new people" in text


def test_one_row_is_not_they(farid: Client) -> None:
    text = sent(farid, "1,Ann Ash,Mill,2020-02-30,\n2,Bo Birk,Mill,2020-01-01,\n")
    assert "It is left out unless you answer" in text
    assert "They are left out" not in text


def test_no_sentence_ends_in_two_dots() -> None:
    found = Place("x.csv").found(Kind.LETTERS_PUT_RIGHT, "y", sign="Ã", whole="Prod.")
    assert found.reason == "Letters like Ã were put right: Prod."


def test_names_with_a_comma_are_kept_apart() -> None:
    assert values_of(ColumnSeen("Name", "name", ["Hall, Theo", "Okafor, Lily"])) == (
        "Hall, Theo · Okafor, Lily"
    )
    assert values_of(ColumnSeen("Area", "department", ["Mill", "Hall"])) == "Mill, Hall"
