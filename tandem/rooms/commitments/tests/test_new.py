"""A new promise by its form, and what other pages fill in."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.bridge.models import AreaFigures
from tandem.bridge.numbers import AS_JSON
from tandem.bridge.tests.test_words import numbers
from tandem.organisation.actions import add_person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, Cast, hire
from tandem.rooms.commitments.tests import stories

NEW = "/app/promises/new/"
ASK = {
    "direction": "customer",
    "who": "Mira Okafor",
    "what": "Ten minutes about the rota",
    "due_on": "2026-11-27",
}


def test_an_ask_begun_elsewhere_is_an_ask_and_says_whom(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    text = client.get(f"{NEW}?with={cast.mira.pk}&ask=").text
    assert "<h1>Ask Mira</h1>" in text
    assert re.search(r'value="customer"[^>]*checked', text)
    plain = client.get(f"{NEW}?with={cast.mira.pk}").text
    assert "<h1>A new promise</h1>" in plain
    assert re.search(r'value="performer"[^>]*checked', plain)
    assert "<h1>A new promise</h1>" in client.get(f"{NEW}?ask=").text


def test_asking_somebody(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    answer = client.post(NEW, {**ASK, "why": "Peak opens Monday", "done_means": "We met"})
    asked = Commitment.objects.get()
    assert (answer.status_code, answer.url) == (302, asked.get_absolute_url())  # type: ignore[attr-defined]  # a redirect
    assert (asked.customer, asked.performer, asked.state) == (cast.sam, cast.mira, "requested")
    assert (asked.why, asked.done_means, asked.source) == ("Peak opens Monday", "We met", "form")
    page = client.get(asked.get_absolute_url()).text
    assert "Asked, due Fri 27 Nov. Mira can say yes, yes if, or no." in page


def test_offering_something(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.mira).post(NEW, {**ASK, "direction": "performer", "who": "sam"})
    offered = Commitment.objects.get()
    assert (offered.performer, offered.customer, offered.offered) == (cast.mira, cast.sam, True)


def test_three_things_are_to_be_said_and_the_rest_is_filled_in(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    form = client.get(NEW).text
    required = re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"[^>]*\srequired', form)
    chosen = set(re.findall(r'<input[^>]* name="(\w+)"[^>]*\schecked', form))
    assert chosen == {"direction"}
    assert set(required) - chosen == {"who", "what", "due_on"}
    said = {"direction": "performer", "who": "sam", "what": "The rota", "due_on": ASK["due_on"]}
    assert client.post(NEW, said).status_code == 302


def test_keeping_it_as_a_draft_needs_no_day(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    answer = client.post(NEW, {**ASK, "due_on": "", "draft": "1"})
    draft = Commitment.objects.get()
    assert answer.status_code == 302
    assert (draft.state, draft.sent) == ("draft", False)
    assert not Commitment.objects.visible_to(cast.mira).exists()
    assert "Kept as a draft." in client.get(draft.get_absolute_url()).text


def test_a_faulty_form_keeps_everything_typed(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sam).post(NEW, {**ASK, "who": "", "why": "Peak opens Monday"})
    assert page.status_code == 422
    assert "Say with whom." in page.text
    for typed in ("Ten minutes about the rota", "2026-11-27", "Peak opens Monday"):
        assert typed in page.text
    assert not Commitment.objects.exists()


def test_two_of_one_first_name_are_asked_and_the_answer_is_taken(
    cast: Cast, sign_in: SignIn
) -> None:
    other = hire("Sam", "Okonkwo", cast.areas.operations)
    client = sign_in(cast.mira)
    page = client.post(NEW, {**ASK, "who": "Sam"})
    assert page.status_code == 422
    assert "More than one person is called that. Which one?" in page.text
    for person in (cast.sam, other):
        assert f'type="radio" name="who" value="{person.pk}"' in page.text
    assert client.post(NEW, {**ASK, "who": str(other.pk)}).status_code == 302
    assert Commitment.objects.get().performer == other


def test_a_partners_page_fills_in_who_and_an_area_its_why(cast: Cast, sign_in: SignIn) -> None:
    why = "Operations: This file holds only people who left: no rate."
    found = numbers([3] * 24, only_leavers=True)
    AreaFigures.objects.create(
        area=cast.areas.operations, snapshot="x", figures=AS_JSON.dump_json(found).decode()
    )
    query = urlencode({"area": cast.areas.operations.pk, "with": cast.mira.pk})
    client = sign_in(cast.sam)
    page = client.get(f"{NEW}?{query}").text
    assert "About Operations" in page
    assert why in page
    assert f'value="{cast.mira.pk}"' in page
    assert "checked" in page
    assert client.post(f"{NEW}?{query}", {**ASK, "why": why}).status_code == 302
    asked = Commitment.objects.get()
    assert (asked.about_kind, asked.about_id) == ("area", cast.areas.operations.pk)
    assert (asked.source, asked.why) == ("area", why)


def test_a_draft_keeps_where_it_came_from(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    at_area = f"{NEW}?{urlencode({'area': cast.areas.operations.pk})}"
    assert client.post(at_area, {**ASK, "draft": "on"}).status_code == 302
    draft = Commitment.objects.get()
    assert (draft.state, draft.source, draft.about_kind) == ("draft", "area", "area")


def test_a_promise_made_on_the_page_of_a_pair_hangs_on_the_pair(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.sam)
    address = f"{NEW}?pair={cast.pair.pk}"
    assert address in client.get(cast.pair.get_absolute_url()).text
    assert f'value="{cast.mira.pk}"' in client.get(address).text
    assert client.post(address, ASK).status_code == 302
    promise = Commitment.objects.get()
    assert (promise.about_kind, promise.about_id) == ("pair", cast.pair.pk)
    assert str(cast.pair) in client.get(promise.get_absolute_url()).text
    assert client.get(f"{NEW}?pair={cast.other_pair.pk}").status_code == 404


@pytest.mark.parametrize("given", ["nonsense", "00000000-0000-4000-8000-000000000000"])
@pytest.mark.parametrize("name", ["area", "pair", "with"])
def test_what_is_not_there_is_no_preset(name: str, given: str, cast: Cast, sign_in: SignIn) -> None:
    expected = 200 if name == "with" and given != "nonsense" else 404
    assert sign_in(cast.sam).get(NEW, {name: given}).status_code == expected


def test_an_area_one_may_not_see_cannot_be_named(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.kim).get(NEW, {"area": str(cast.areas.finance.pk)}).status_code == 404


def test_people_one_knows_are_offered_by_name(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.kim).get(NEW).text
    assert '<option value="Ilse Brandt">' in page
    assert "Lindqvist" not in page  # not of her area
    assert "<c-" not in page


def test_who_cannot_sign_in_yet_must_be_told_by_hand(cast: Cast, sign_in: SignIn) -> None:
    add_person(first_name="Greta", last_name="Solberg", email="", area=None, by=OPERATOR, at=MONDAY)
    client = sign_in(cast.sam)
    answer = client.post(NEW, {**ASK, "who": "Greta Solberg"}, follow=True)
    told = "Greta cannot sign in yet, so tell them yourself."
    assert answer.text.count(told) == 2  # once for the moment, once on the page to stay
    client.post(NEW, ASK)
    assert told not in client.get("/app/").text


def test_what_is_important_is_worded_for_who_asks_and_told_as_it_is(
    cast: Cast, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    assert "Important: they first say back what they heard" in sam.get(NEW).text
    said = sam.post(NEW, {**ASK, "important": "on"}, follow=True).text
    assert "Asked, due Fri 27 Nov. Mira first says what they heard, then answers." in said
    assert "yes, yes if, or no" not in said
    assert "You asked Mira for this. First Mira says what they heard." in said


def test_an_important_draft_that_is_sent_says_the_same(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    sam.post(NEW, {**ASK, "important": "on", "draft": "1"})
    draft = Commitment.objects.get()
    sent = {"what": ASK["what"], "due_on": ASK["due_on"], "important": "on"}
    said = sam.post(f"{draft.get_absolute_url()}send_draft/", sent, follow=True).text
    assert "Sent. Mira first says what they heard, then answers." in said
    assert Commitment.objects.get().important


# ---- tapped twice


def test_of_two_taps_one_promise_begins_and_both_lead_to_it(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    answers = [client.post(NEW, ASK) for _ in range(2)]
    [asked] = Commitment.objects.all()
    assert [one["Location"] for one in answers] == [asked.get_absolute_url()] * 2
    assert Event.objects.filter(what="commitment.ask").count() == 1


def test_a_draft_that_is_kept_twice_is_one(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    for _ in range(2):
        client.post(NEW, {**ASK, "due_on": "", "draft": "1"})
    assert Commitment.objects.get().state == "draft"


@pytest.mark.parametrize(
    "changed",
    [
        {"what": "Ten minutes about the rota, again"},
        {"due_on": "2026-11-30"},
        {"who": "Vera Lund"},
        {"direction": "performer"},
        {"done_means": "We met"},
        {"why": "Peak opens Monday"},
        {"helpers": "Kim"},
        {"size": "S"},
        {"important": "on"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_differs_in_anything_that_was_typed_is_another_one(
    changed: dict[str, str], cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.sam)
    for given in (ASK, ASK | changed):
        assert client.post(NEW, given).status_code == 302
    assert Commitment.objects.count() == 2


def test_once_it_is_answered_the_same_can_be_asked_again(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    client.post(NEW, ASK)
    stories.says(Commitment.objects.get(), Act.PROMISE, cast.mira)
    client.post(NEW, ASK)
    assert Commitment.objects.count() == 2
