"""The page that finds people and areas by name."""

from __future__ import annotations

from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.partnership.testing import TUESDAY, Cast

HTMX = {"HX-Request": "true"}
FIND = reverse("people:find")


def test_people_and_areas_stand_apart(cast: Cast, sign_in: SignIn) -> None:
    nils = actions.add_person(
        first_name="Nils", last_name="Nightingale", email="",
        area=cast.areas.operations, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    text = sign_in(cast.sam).get(FIND, {"q": "NIGHT"}).text
    people, areas = text.index('id="people"'), text.index('id="areas"')
    assert people < text.index(nils.get_absolute_url()) < areas
    assert areas < text.index(cast.areas.night_shift.get_absolute_url())


def test_two_letters_are_a_whole_word(cast: Cast, sign_in: SignIn) -> None:
    assert "Nobody and nothing of this name" in sign_in(cast.helen).get(FIND, {"q": "ki"}).text


def test_the_single_one_is_opened_at_once(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    assert client.get(FIND, {"q": "kim"}).headers["Location"] == cast.kim.get_absolute_url()
    area = cast.areas.night_shift
    assert client.get(FIND, {"q": "night"}).headers["Location"] == area.get_absolute_url()


def test_a_slip_is_said_to_be_one_and_nothing_is_opened(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.helen).get(FIND, {"q": "operatoins"}).text
    assert "Areas spelled nearly like that" in text
    assert cast.areas.operations.get_absolute_url() in text
    text = sign_in(cast.helen).get(FIND, {"q": "bakkre"}).text
    assert "People spelled nearly like that" in text
    assert "Kim Bakker" in text


def test_with_htmx_only_the_list_comes_back_and_nothing_is_opened(
    cast: Cast, sign_in: SignIn
) -> None:
    text = sign_in(cast.sam).get(FIND, {"q": "kim"}, headers=HTMX).text.strip()
    assert text.startswith('<div id="found"')
    assert "Kim Bakker" in text
    assert "<form" not in text


def test_who_is_out_of_sight_reads_like_nobody(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    texts = [client.get(FIND, {"q": q}).text for q in ("Duarte", "Nobodyy")]
    assert texts[0].replace("Duarte", "Nobodyy") == texts[1]


def test_words_typed_are_shown_as_words(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(FIND, {"q": "<b>x</b> kim brandt"}).text
    assert "<b>x</b>" not in text


def test_the_box_of_every_page_finds_people_and_areas_too(cast: Cast, sign_in: SignIn) -> None:
    for address in ("today:page", "areas:find", "me", "commitments:list"):
        text = sign_in(cast.sam).get(reverse(address)).text
        named = 'aria-label="Who owns this? Find a person or an area"'
        assert f'{named} action="{reverse("ownership:page")}"' in text
