"""Who asks "who owns this?" gets the row, both names, and a request to the right one of them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import duties
from tandem.organisation.models import Assignment, Duty, Person
from tandem.organisation.settings import switch
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, WholeCast
from tandem.rooms.ownership.tests.stories import OURS, agreed, edited

PAGE = reverse("ownership:page")
HTMX = {"HX-Request": "true"}


def asked(client: Client, words: str) -> str:
    text: str = client.get(PAGE, {"q": words}).text
    return text


def asks(text: str) -> list[tuple[str, str]]:
    """Whom one is offered to ask, the first one first, and where that leads."""
    found = re.findall(r'<a class="button[^"]*" href="([^"]+)">Ask ([^<]+)</a>', text)
    return [(name, unescape(url)) for url, name in found]


def test_an_employee_reads_the_row_and_both_names(cast: Cast, sign_in: SignIn) -> None:
    text = asked(sign_in(cast.kim), "parental leave return")
    answer = text.split('id="who-answers"')[1].split('id="map"')[0]
    for said in ("Coming back from parental leave", "Belongs to Onboard", "Ilse Brandt",
                 "Mira Okafor", "Both answer for", "Everyone here can read this"):  # fmt: skip
        assert said in answer


@pytest.mark.parametrize(
    ("who", "words", "names"),
    [
        ("kim", "parental leave return", ["Mira", "Ilse"]),  # a topic: who knows the system
        ("kim", "knowledge handing over", ["Ilse", "Mira"]),  # a leader answers for that
        ("kim", "exit interview", ["Mira", "Ilse"]),
        ("sam", "exit interview", ["Mira"]),  # nobody is sent to themselves
        ("mira", "exit interview", ["Ana"]),
        ("helen", "exit interview", ["Eva"]),  # no HR partner sits at the top
    ],
)
def test_the_right_one_is_asked_first(
    cast: Cast, sign_in: SignIn, who: str, words: str, names: list[str]
) -> None:
    assert [name for name, _ in asks(asked(sign_in(getattr(cast, who)), words))] == names


def test_one_button_begins_a_request_to_whom_one_never_met(cast: Cast, sign_in: SignIn) -> None:
    kim = sign_in(cast.kim)
    (_, url), *_rest = asks(asked(kim, "payslip wrong"))
    form = kim.get(url).text
    assert "Help with: Something on the payslip" in form
    assert f'value="{cast.mira.pk}"' in form
    assert re.search(r'value="customer"[^>]*checked', form)
    assert not Commitment.objects.exists()  # nothing is sent before Kim sends it
    sent = {
        "direction": "customer", "who": str(cast.mira.pk), "due_on": "2026-12-01",
        "what": "Help with: Something on the payslip",
    }  # fmt: skip
    kim.post(url, sent)
    made = Commitment.objects.get()
    assert (made.customer, made.performer, made.what) == (cast.kim, cast.mira, sent["what"])


def end(cast: Cast, duty: Duty) -> None:
    held = Assignment.objects.at(cast.areas.operations).held().get(duty=duty)
    duties.end_duty(assignment=held, end_on=TUESDAY.date(), by=OPERATOR, at=TUESDAY)


def test_a_side_that_needs_an_owner_is_said_and_the_other_is_asked(
    cast: Cast, sign_in: SignIn
) -> None:
    end(cast, Duty.HR_PARTNER)
    text = asked(sign_in(cast.kim), "exit interview")
    assert "Needs an owner" in text
    assert [name for name, _ in asks(text)] == ["Ilse"]


def test_it_is_the_row_as_it_holds_where_one_works(cast: Cast, sign_in: SignIn) -> None:
    edited(cast.pair, cast.sam, agreeing=True)
    kim = sign_in(cast.kim)
    assert OURS.leader not in asked(kim, "first day buddy")
    agreed(cast.pair, cast.mira)
    assert OURS.leader in asked(kim, "first day buddy").split('id="map"')[0]


def test_who_works_nowhere_here_gets_the_row_without_names(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    text = asked(sign_in(whole_cast.iris), "exit interview")
    assert "Exit interview" in text
    assert "so it names nobody" in text
    assert asks(text) == []


def test_nonsense_gets_a_kind_word_and_the_whole_map(cast: Cast, sign_in: SignIn) -> None:
    text = asked(sign_in(cast.kim), "asdf qwer")
    assert "Nothing here goes by these words." in text
    assert text.count('role="rowheader"') == 14


@pytest.mark.parametrize("words", ["<script>alert(1)</script> sick", '"><b>sick', "sick\x00note"])
def test_what_was_typed_is_shown_as_text(cast: Cast, sign_in: SignIn, words: str) -> None:
    text = asked(sign_in(cast.kim), words)
    assert "<script>alert" not in text
    assert "><b>sick" not in text


def test_with_script_only_the_answer_comes_back(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.kim).get(PAGE, {"q": "sick note"}, headers=HTMX).text.strip()
    assert answer.startswith('<div id="who-answers"')
    assert "Calling in sick" in answer
    assert "<html" not in answer


@pytest.mark.parametrize("who", ["kim", "sam", "pia", "iris"])
def test_the_question_can_be_asked_on_every_page(
    whole_cast: WholeCast, sign_in: SignIn, who: str
) -> None:
    client = sign_in(getattr(whole_cast, who))
    for page in ("/app/", "/app/promises/", "/app/me/", PAGE):
        text = client.get(page).text
        assert re.search(rf'<form class="find"[^>]*action="{PAGE}"', text)
        assert 'id="find" name="q"' in text
        assert re.search(rf'<a class="not-wide" href="{PAGE}"', text)
        assert "<kbd>/</kbd></dt><dd>Who owns this?" in text


# ---- people and areas, in the same box


def test_a_single_name_opens_at_once(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).get(PAGE, {"q": "Bakker"})
    assert answer.headers["Location"] == cast.kim.get_absolute_url()
    answer = sign_in(cast.sam).get(PAGE, {"q": "Night shift"})
    assert answer.status_code == 200  # rows know "night" and "shift", too
    assert cast.areas.night_shift.get_absolute_url() in answer.text


def test_a_name_spelled_nearly_like_a_row_is_a_name(cast: Cast, sign_in: SignIn) -> None:
    """Ilse is called Brandt, and "brand" is only near to that; where nobody is, a row is meant."""
    sam = sign_in(cast.sam)
    assert sam.get(PAGE, {"q": "brandt"}).headers["Location"] == cast.ilse.get_absolute_url()
    assert "Reward and recognise" in asked(sam, "pensoin")


def test_names_one_may_not_see_are_not_found_here_either(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.leo).get(PAGE, {"q": "Bakker"})
    assert answer.status_code == 200
    assert "Kim Bakker" not in answer.text


def test_without_people_data_no_name_is_found_and_every_row_is(cast: Cast, sign_in: SignIn) -> None:
    switch_off(cast.farid)
    sam = sign_in(cast.sam)
    assert sam.get(PAGE, {"q": "Bakker"}).status_code == 200
    text = asked(sam, "sick note")
    assert "Calling in sick" in text
    assert "find a person" not in text.lower()


def switch_off(by: Person) -> None:
    switch(feature=PEOPLE_DATA, on=False, reason="Not yet", by=by, at=MONDAY)
