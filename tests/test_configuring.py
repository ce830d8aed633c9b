"""Who configures does not read: every page an administrator or HR administrator may open.

The walk follows every link and opens every address of the matrix as each of them, also during a
look at a set-up. It first shows that it finds the words where they are: with the two themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from conftest import SignIn
from tandem.access.roles import PrivacyOfficer
from tandem.organisation import support
from tandem.organisation.models import LegalReason, Person
from tandem.organisation.two_keys import ask_for_role, confirm
from tandem.partnership import openings
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.models import CharterEntry
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, WholeCast
from tests.everything_said import CANARY, said_in, say_everything, sealed_fields
from tests.test_access_matrix import ROWS, addresses

pytestmark = pytest.mark.alike

MOST = 400  # pages of one walk; more would mean that it goes in circles


@pytest.fixture
def cast(whole_cast: WholeCast) -> WholeCast:
    return whole_cast


@pytest.fixture
def spoken(cast: Cast) -> Commitment:
    """The word in every sealed field there is, by Sam and Mira and to a few above them."""
    return say_everything(cast)


def every_word() -> set[str]:
    """What tells one word from another, in the order of saying: the word after the canary."""
    told = " ".join(words for field in sealed_fields() for words in said_in(field))
    return {*re.findall(rf"{CANARY} (\w+)", told)}


def text_of(answer: HttpResponseBase) -> str:
    body = (
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
        if answer.streaming
        else answer.content  # type: ignore[attr-defined]  # it does not
    )
    return body.decode(errors="replace")


def walk(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that can be reached by links from Today, with its text."""
    waiting, seen = [reverse("today:page")], set[str]()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        assert len(seen) < MOST
        text = text_of(client.get(url))
        yield url, text
        waiting += re.findall(r'href="(/app/[^"#?]*)', text)


def every_row(client: Client, cast: WholeCast) -> Iterator[tuple[str, str]]:
    """Every address of the matrix with every object of its rows, asked for without being linked.

    Of the charter everything has been said already, so its rows have nothing more to prepare: what
    there is of it is asked for.
    """
    charter = [
        reverse(f"charters:{name}", kwargs={"pair_id": cast.pair.pk} | more)
        for name, each in of_the_charter(cast).items()
        for more in each
    ]
    yield from ((url, text_of(client.get(url))) for url in charter)
    for row in ROWS:
        if row.method == "GET" and row.address != "account_logout":
            with suppress(NotPossible), transaction.atomic():  # gone before the next one
                url = reverse(row.address, kwargs=dict(row.where(cast)))
                text = text_of(client.get(url, dict(row.data(cast))))
                transaction.set_rollback(True)
                yield url, text


def of_the_charter(cast: Cast) -> dict[str, list[dict[str, object]]]:
    keys = ("why", "goals", "wrong", "rights", "of_hr", "success")
    made = CharterEntry.objects.filter(pair=cast.pair)
    parts: list[dict[str, object]] = [{"key": key} for key in keys]
    entries: list[dict[str, object]] = [{"entry_id": each.pk} for each in made]
    assert len(entries) > 4
    return {
        "page": [{}], "version": [{"number": 1}], "entry": [*entries], "answer": [*entries],
        "part": [*parts], "write": [*parts], "differ": [*parts], "add": [*parts],
    }  # fmt: skip


def found(pages: Iterator[tuple[str, str]]) -> list[str]:
    return [url for url, text in pages if CANARY in text]


def test_the_walk_finds_the_words_with_the_two_themselves(
    spoken: Commitment, cast: Cast, sign_in: SignIn
) -> None:
    """And with those above who were asked to decide: until both say yes it is theirs alone."""
    shown, two = "", (cast.sam, cast.mira)
    for who in (*two, cast.vera, cast.helen, cast.eva):
        pages = dict(walk(sign_in(who)))
        assert (spoken.get_absolute_url() in found(iter(pages.items()))) is (who in two)
        assert len(pages) > 10
        shown += " ".join(pages.values())
    words = every_word()
    assert len(words) > 30
    assert words - {*re.findall(rf"{CANARY} (\w+)", shown)} == set()


@pytest.mark.parametrize("who", ["pia", "farid"])
def test_no_page_that_can_be_reached_shows_a_sealed_word(
    spoken: Commitment, cast: Cast, sign_in: SignIn, who: str
) -> None:
    person: Person = getattr(cast, who)
    pages = dict(walk(sign_in(person)))
    assert reverse("company:roles") in pages
    assert found(iter(pages.items())) == []


@pytest.mark.parametrize("who", ["pia", "farid"])
def test_nor_does_any_address_there_is(
    spoken: Commitment, cast: WholeCast, sign_in: SignIn, who: str
) -> None:
    client = sign_in(getattr(cast, who))
    asked = dict(every_row(client, cast))
    addressed = {row.address for row in ROWS if row.method == "GET"}
    assert addressed <= set(addresses(get_resolver().url_patterns))
    assert addressed - {resolve(url).view_name for url in asked} == {"account_logout"}
    opened_with_two_keys = [url for url in asked if "/company/openings/" in url]
    assert [u for u in found(iter(asked.items())) if u not in opened_with_two_keys] == []


@pytest.mark.parametrize("who", ["pia", "farid"])
def test_nor_the_very_promise_by_its_address(
    spoken: Commitment, cast: Cast, sign_in: SignIn, who: str
) -> None:
    client = sign_in(getattr(cast, who))
    for url in (spoken.get_absolute_url(), cast.pair.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_a_look_at_a_set_up_shows_none_either(
    spoken: Commitment, cast: Cast, sign_in: SignIn
) -> None:
    pia = sign_in(cast.pia)
    for who in (cast.sam, cast.mira):
        session = support.begin(person=who, why="They asked", by=cast.pia, at=TUESDAY)
        answer = pia.get(reverse("company:look", args=[session.pk]))
        assert answer.status_code == 200
        assert CANARY not in answer.text
    assert found(walk(pia)) == []


def test_only_the_second_key_shows_them_and_on_that_page_alone(
    spoken: Commitment, cast: Cast, sign_in: SignIn
) -> None:
    asked = ask_for_role(
        person=cast.kim, role=PrivacyOfficer, why="Office", by=cast.farid, at=MONDAY
    )
    confirm(request=asked, by=cast.pia, at=MONDAY)
    opening = openings.ask_to_open(
        what=cast.pair, legal_reason=LegalReason.ORDER, why="By Friday", by=cast.pia, at=MONDAY
    )
    pia = sign_in(cast.pia)
    assert found(walk(pia)) == []
    confirm(request=opening, by=cast.kim, at=TUESDAY)
    page = reverse("company:opened", args=[opening.pk])
    for who in (cast.pia, cast.kim):
        pages = dict(walk(sign_in(who)))
        assert found(iter(pages.items())) == [page]
        assert f"{CANARY} draft" not in pages[page]
    assert found(walk(sign_in(cast.farid))) == []
