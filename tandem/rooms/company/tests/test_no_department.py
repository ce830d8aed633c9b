"""People without a department are one question: under the top, in another area, or left out."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Area, Person, Spell
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.test_imports import GOOD, upload
from tandem.rooms.company.tests.test_mending import answer, now, page_of

NOWHERE = [
    f"{n},Ann,Lund{n},{said},,Baker,2020-01-01," for n, said in enumerate(["", "", "-", ""], 31)
]
ALL = "alike-missing_department"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def areas_of_them(client: Client) -> set[str]:
    client.post(reverse("company:apply", args=[now().pk]))
    spells = Spell.objects.filter(employment__person__last_name__startswith="Lund3")
    return {each.area.name for each in spells.select_related("area")}


def test_they_are_one_question(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD, *NOWHERE)).text
    assert "4 rows have no department." in text
    assert "Put them in Varnholm, at the top" in text
    assert "1 question left, the rest is ready." in text
    assert '<option value="Varnholm / Bakery">' in text


def test_they_go_to_the_top(farid: Client) -> None:
    upload(farid, *GOOD, *NOWHERE)
    assert answer(farid, {ALL: "top"}).status_code == 302
    assert "All 7 rows are ready." in page_of(farid)
    assert areas_of_them(farid) == {"Varnholm"}


def test_they_go_where_somebody_says(farid: Client) -> None:
    upload(farid, *GOOD, *NOWHERE)
    typed = {ALL: "typed", "alike-value-missing_department": "Varnholm / Bakery"}
    assert answer(farid, typed).status_code == 302
    assert areas_of_them(farid) == {"Bakery"}


def test_they_are_left_out(farid: Client) -> None:
    upload(farid, *GOOD, *NOWHERE)
    assert answer(farid, {ALL: "out"}).status_code == 302
    assert "Four rows are left out, as you said." in page_of(farid)
    assert areas_of_them(farid) == set()


def test_an_area_that_was_not_typed_is_asked_for_again(farid: Client) -> None:
    upload(farid, *GOOD, *NOWHERE)
    sent = answer(farid, {ALL: "typed"})
    assert sent.status_code == 422
    assert "Type the area in which they are, or choose another answer." in sent.text
    assert 'name="alike-value-missing_department"' in sent.text


def test_of_several_areas_at_the_top_none_is_proposed(farid: Client) -> None:
    other = "41,Bo,Ek,Depot / North,,Baker,2020-01-01,"
    text = farid.get(upload(farid, *GOOD, other, *NOWHERE)).text
    assert "at the top" not in text
    assert answer(farid, {ALL: "top"}).status_code == 422
    assert not Area.objects.filter(name="").exists()
    assert not Person.objects.filter(last_name__startswith="Lund3").exists()


def test_where_no_row_was_taken_nothing_is_said_to_be_known(farid: Client) -> None:
    text = farid.get(upload(farid, *NOWHERE)).text
    assert "4 rows have no department." in text
    assert "is in Tandem already" not in text
