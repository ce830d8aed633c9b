"""Who owns what is found by the words two people signed, too; by none that are not signed."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.testing import Cast
from tandem.rooms.ownership.maps import InForce
from tandem.rooms.ownership.models import SignedRow
from tandem.rooms.ownership.searching import find
from tandem.rooms.ownership.signed_words import with_signed
from tandem.rooms.ownership.starting_point import Text, starting_point
from tandem.rooms.ownership.tests.stories import edited, signed

PAGE = reverse("ownership:page")
KEEPS = Text("Keeps the hedgehog register", "Access and the programme", "Still here in a year")
SIGNED = {
    "onboard": KEEPS,
    "reward": Text("Says who gets the sauna voucher", "The bands", "Fair pay"),
    "engage": Text("The sick note of the hedgehog", "The pulse", "They stay"),
}
HELD = {
    each.key: InForce(
        each, SIGNED.get(each.key, each.text), SignedRow() if each.key in SIGNED else None
    )
    for each in starting_point().domains
}


def found(words: str) -> list[tuple[str, str]]:
    return [(hit.domain.key, hit.title) for hit in with_signed(words, find(words), HELD)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("hedgehog register", "onboard"),
        ("who keeps the hedgehog register?", "onboard"),
        ("HEDGEHOGS REGISTERED", "onboard"),  # forms of a word
        ("sauna", "reward"),
        ("sauna voucher for the night shift", "reward"),
        ("hedgehog", "onboard"),  # of two that have it, the first of the map
        ("sick note", "wellbeing"),  # the file has both words, so its row comes first
        ("probation talk", "onboard"),
        ("pay rise", "reward"),
        ("zeppelin", ""),
    ],
)
def test_signed_words_lead_where_the_file_has_fewer_of_them(words: str, first: str) -> None:
    assert next((key for key, _title in found(words)), "") == first


def test_a_row_that_has_the_words_as_well_is_named_behind() -> None:
    assert [key for key, _title in found("sick note")] == ["wellbeing", "engage"]
    assert [key for key, _title in found("hedgehog")] == ["onboard", "engage"]


def test_what_the_file_finds_in_a_row_stays_what_it_is() -> None:
    assert found("probation talk")[0] == ("onboard", "The talk at the end of probation")


def test_each_row_is_named_once_and_four_at_most() -> None:
    for words in ("hedgehog sick note pay rise probation talk", "sauna pay", "register access"):
        keys = [key for key, _title in found(words)]
        assert len(keys) == len({*keys}) <= 4


@pytest.mark.parametrize("words", ["keeps", "who gets", "years", "the of", "", "?"])
def test_words_that_say_nothing_find_no_signed_row(words: str) -> None:
    assert found(words) == [(hit.domain.key, hit.title) for hit in find(words)]


# ---- on the page


def answer(text: str) -> str:
    """What the page answers, without the map below it."""
    return text.split('id="who-answers"')[1].split('id="map"')[0]


def test_who_asks_finds_what_both_have_signed_and_not_before(cast: Cast, sign_in: SignIn) -> None:
    kim = sign_in(cast.kim)

    def asked() -> str:
        return answer(kim.get(PAGE, {"q": "hedgehog register"}).text)

    edited(cast.pair, cast.sam, KEEPS)
    assert "hedgehog" not in asked()
    assert "Nothing here goes by these words." in asked()
    signed(cast.pair)
    said = asked()
    assert re.search(r"<h2[^>]*>Onboard</h2>", said)
    assert "Keeps the hedgehog register" in said
    edited(cast.pair, cast.sam, Text("Welcomes them", KEEPS.hr, KEEPS.outcome))
    assert "Keeps the hedgehog register" in asked()  # it holds until a newer one does
    signed(cast.pair)
    assert "Nothing here goes by these words." in asked()  # nor what held before


def test_rows_of_elsewhere_are_not_found(cast: Cast, sign_in: SignIn) -> None:
    edited(cast.pair, cast.sam, KEEPS)
    signed(cast.pair)
    vera = sign_in(cast.vera)  # of Supply, beside Operations
    assert "hedgehog" not in answer(vera.get(PAGE, {"q": "hedgehog register"}).text)


def test_it_asks_the_database_nothing_more(cast: Cast, sign_in: SignIn) -> None:
    edited(cast.pair, cast.sam, KEEPS)
    signed(cast.pair)
    kim = sign_in(cast.kim)
    kim.get(PAGE, {"q": "zeppelin"})
    counts = []
    for words in ("probation talk", "hedgehog register"):
        with CaptureQueriesContext(connection) as queries:
            kim.get(PAGE, {"q": words})
        counts.append(len(queries))
    assert counts[0] == counts[1]
