"""Giving and thanking on the page, with and without script, and what stands on the pair."""

from __future__ import annotations

import pytest

from conftest import SignIn
from tandem.partnership.testing import MONDAY, Cast, WholeCast
from tandem.rooms.heads_ups.models import HeadsUp
from tandem.rooms.heads_ups.tests.stories import TEXT, thanked, warned
from tandem.rooms.heads_ups.tests.test_heads_ups import end

HTMX = {"HX-Request": "true"}


def url(cast: Cast) -> str:
    return f"/app/heads-ups/{cast.pair.pk}/"


def test_one_click_leads_there_from_the_page_of_the_pair(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    text = sam.get(cast.pair.get_absolute_url()).text
    assert f'<a href="{url(cast)}">' in text
    assert "Give a heads-up" in text
    warned(cast, cast.mira)
    text = sam.get(cast.pair.get_absolute_url()).text
    assert "Mira gave you a heads-up." in text
    assert TEXT not in text


def test_two_fields_give_it_and_the_other_reads_it(cast: Cast, sign_in: SignIn) -> None:
    said = {"kind": "blind_spot", "text": TEXT}
    answer = sign_in(cast.sam).post(url(cast), said, follow=True)
    assert "Given. Mira sees it on Today." in answer.text
    assert "Waits for Mira." in answer.text
    mira = sign_in(cast.mira)
    assert "Sam gave you a heads-up." in mira.get("/app/").text
    text = mira.get(url(cast)).text
    assert TEXT in text
    assert "A blind spot" in text
    assert 'value="Thanks for the early warning."' in text
    assert "Only you and Sam can read this" in text


@pytest.mark.parametrize("said", [{}, {"kind": "obstacle"}, {"text": "x", "kind": "rumour"}])
def test_a_faulty_form_comes_back_with_its_reasons(
    cast: Cast, sign_in: SignIn, said: dict[str, str]
) -> None:
    answer = sign_in(cast.sam).post(url(cast), said)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not HeadsUp.objects.exists()


def test_what_was_typed_too_long_stays(cast: Cast, sign_in: SignIn) -> None:
    essay = "An essay. " * 40
    answer = sign_in(cast.sam).post(url(cast), {"kind": "barrier", "text": essay})
    assert answer.status_code == 422
    assert essay.strip() in answer.text


def test_one_tap_says_thanks_in_the_usual_words(cast: Cast, sign_in: SignIn) -> None:
    heads_up = warned(cast, cast.sam)
    answer = sign_in(cast.mira).post(f"/app/heads-ups/{heads_up.pk}/thanks/", {}, follow=True)
    assert "Said. Sam reads it." in answer.text
    assert HeadsUp.objects.get().thanks == "Thanks for the early warning."
    text = sign_in(cast.sam).get(url(cast)).text
    assert "Thanks for the early warning." in text
    assert "Sam gave 1, with thanks." in text
    assert "Mira has given none yet." in text


def test_with_htmx_only_the_row_comes_back(cast: Cast, sign_in: SignIn) -> None:
    heads_up = warned(cast, cast.sam)
    thanks = {"thanks": "I did not know."}
    where = f"/app/heads-ups/{heads_up.pk}/thanks/"
    row = sign_in(cast.mira).post(where, thanks, headers=HTMX).text.strip()
    assert row.startswith(f'<li id="heads-up-{heads_up.pk}"')
    assert "I did not know." in row
    assert "<form" not in row


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_thanks_that_are_an_essay_come_back(
    cast: Cast, sign_in: SignIn, headers: dict[str, str]
) -> None:
    where = f"/app/heads-ups/{warned(cast, cast.sam).pk}/thanks/"
    essay = "Thanks. " * 50
    answer = sign_in(cast.mira).post(where, {"thanks": essay}, headers=headers)
    assert answer.status_code == 422
    assert essay.strip() in answer.text
    assert HeadsUp.objects.get().acknowledged_on is None


def test_what_was_given_stays_readable_once_they_are_partners_no_more(
    cast: Cast, sign_in: SignIn
) -> None:
    thanked(warned(cast, cast.sam))
    end(cast.pair)
    text = sign_in(cast.mira).get(url(cast)).text
    assert TEXT in text
    assert "<textarea" not in text
    assert "Give a heads-up" not in sign_in(cast.mira).get(cast.pair.get_absolute_url()).text
    refused = sign_in(cast.mira).post(url(cast), {"kind": "barrier", "text": TEXT})
    assert refused.status_code == 403
    assert "partners no more" in refused.text


def test_nobody_else_has_its_words_on_any_page(whole_cast: WholeCast, sign_in: SignIn) -> None:
    warned(whole_cast, whole_cast.sam)
    for who in ("vera", "omar", "helen", "farid", "pia", "eva", "kim"):
        client = sign_in(getattr(whole_cast, who))
        for page in ("/app/", "/app/partners/", url(whole_cast)):
            assert TEXT not in client.get(page).text
            assert "heads-up." not in client.get(page).text


def test_a_very_long_word_and_markup_are_words(cast: Cast, sign_in: SignIn) -> None:
    warned(cast, cast.sam, "<b>" + "x" * 200, at=MONDAY)
    assert "&lt;b&gt;xxx" in sign_in(cast.mira).get(url(cast)).text
