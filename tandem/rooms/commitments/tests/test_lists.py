"""All my promises, part by part, with everybody or with one."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.access.sealed import Ciphertext, Sealed, SealedTextField
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, Cast
from tandem.rooms.commitments.tests import stories


def section(page: str, key: str) -> str:
    """The text of one card of the list."""
    start = page.index(f'aria-labelledby="{key}"')
    return page[start : page.index("</section>", start)]


def one_of_each(cast: Cast) -> dict[str, list[Commitment]]:
    waiting = stories.asks(cast.sam, cast.mira, what="An answer")
    slipped = stories.it_slipped(cast)
    mine = stories.says(stories.asks(cast.sam, cast.mira, what="Mine"), Act.PROMISE, cast.mira)
    theirs = stories.asks(cast.mira, cast.ana, what="Theirs")
    draft = stories.drafts(cast.mira, cast.sam)
    over = stories.sam_thanked(cast)
    return {
        "waiting": [waiting], "mine": [slipped, mine], "theirs": [theirs], "drafts": [draft],
        "done": [over],
    }  # fmt: skip


def ids(page: str) -> list[str]:
    return re.findall(r'<li id="promise-([0-9a-f-]+)"', page)


def matters(cast: Cast, number: int) -> None:
    """So many questions of Sam's to Mira, one more day to each."""
    for each in range(number):
        said = Said(
            what=f"Matter number {each:02}", due_on=date(2026, 12, 1) + timedelta(days=each)
        )
        actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def test_the_list_has_every_promise_once_where_it_belongs(cast: Cast, sign_in: SignIn) -> None:
    parts = one_of_each(cast)
    page = sign_in(cast.mira).get("/app/promises/").text
    for key, promises in parts.items():
        assert ids(section(page, key)) == [str(each.pk) for each in promises], key
    assert len(ids(page)) == 6
    assert "One is waiting for your word." in page
    assert "<c-" not in page


def test_each_part_has_an_address_and_its_number_stands_on_the_way_there(
    cast: Cast, sign_in: SignIn
) -> None:
    parts = one_of_each(cast)
    client = sign_in(cast.mira)
    for key, promises in parts.items():
        page = client.get(f"/app/promises/{key}/").text
        assert ids(page) == [str(each.pk) for each in promises], key
        way = rf'href="/app/promises/{key}/" aria-current="page">[^<]+<span class="meta">(\d+)<'
        assert re.findall(way, page) == [str(len(promises))], key
    assert client.get("/app/promises/nonsense/").status_code == 404


def test_a_draft_is_private_and_the_others_list_knows_nothing_of_it(
    cast: Cast, sign_in: SignIn
) -> None:
    draft = stories.drafts(cast.mira, cast.sam)
    assert "Only you can read this" in section(
        sign_in(cast.mira).get("/app/promises/drafts/").text, "drafts"
    )
    theirs = sign_in(cast.sam)
    for url in ("/app/promises/", "/app/promises/drafts/"):
        assert str(draft.pk) not in theirs.get(url).text
    page = theirs.get("/app/promises/").text
    assert "No promises yet." in page
    assert "Nothing is waiting for your word." in page
    assert "Drafts" not in page


def test_what_ended_long_ago_stays_in_the_list_behind_what_ended_lately(
    cast: Cast, sign_in: SignIn
) -> None:
    long_ago, lately = stories.sam_thanked(cast, days_ago=400), stories.sam_thanked(cast)
    page = sign_in(cast.mira).get("/app/promises/done/").text
    assert ids(page) == [str(lately.pk), str(long_ago.pk)]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("waiting", "Nothing waits for your word."),
        ("mine", "You have nothing open for anybody."),
        ("theirs", "Nobody has anything open for you."),
        ("drafts", "You have no drafts."),
        ("done", "Nothing is done or over yet."),
    ],
)
def test_an_empty_part_says_so_in_words(part: str, words: str, cast: Cast, sign_in: SignIn) -> None:
    assert words in sign_in(cast.kim).get(f"/app/promises/{part}/").text


def test_those_with_one_person_are_shown_alone_and_every_way_keeps_them(
    cast: Cast, sign_in: SignIn
) -> None:
    with_sam, with_ana = stories.sam_asks_mira(cast), stories.asks(cast.mira, cast.ana)
    client = sign_in(cast.mira)
    page = client.get("/app/promises/", {"with": str(cast.ana.pk)}).text
    assert ids(page) == [str(with_ana.pk)]
    assert f'<option value="{cast.ana.pk}" selected>Ana Duarte (1)</option>' in page
    assert f'<option value="{cast.sam.pk}">Sam Lindqvist (1)</option>' in page
    assert f'href="/app/promises/theirs/?with={cast.ana.pk}"' in page
    assert ids(client.get(f"/app/promises/waiting/?with={cast.ana.pk}").text) == []
    assert ids(client.get(f"/app/promises/waiting/?with={cast.sam.pk}").text) == [str(with_sam.pk)]
    assert "nothing can search them, not even for you" in page


def test_nobody_learns_from_the_choice_of_a_person_who_somebody_is(
    cast: Cast, sign_in: SignIn
) -> None:
    """Whom one has no promise with is not there, like somebody who does not exist."""
    stories.sam_asks_mira(cast)
    client = sign_in(cast.mira)
    for given in (cast.kim.pk, cast.mira.pk, "nobody", "9" * 60):
        assert client.get("/app/promises/", {"with": str(given)}).status_code == 404
    assert client.get("/app/promises/", {"with": ""}).status_code == 200


def test_a_long_part_shows_its_first_rows_and_opens_by_itself_in_pages(
    cast: Cast, sign_in: SignIn
) -> None:
    matters(cast, 25)
    client = sign_in(cast.mira)
    page = client.get(reverse("commitments:list")).text
    assert page.count("Matter number") == 5
    assert "20 more" in page
    alone = client.get("/app/promises/waiting/").text
    assert alone.count("Matter number") == 20
    assert "1 to 20 of 25" in alone
    second = client.get("/app/promises/waiting/", {"page": "2", "with": str(cast.sam.pk)}).text
    assert second.count("Matter number") == 5
    assert "Matter number 24" in second
    assert f'href="?with={cast.sam.pk}&page=1"' in second
    today = client.get(reverse("today:page")).text
    assert "19 more wait for you" in today
    assert "25 things to answer" in today
    pair = client.get(cast.pair.get_absolute_url()).text
    assert "17 more among all promises" in pair
    assert f'href="/app/promises/mine/?with={cast.sam.pk}"' in pair


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 40])
def test_a_page_that_is_none_shows_the_nearest_one(page: str, cast: Cast, sign_in: SignIn) -> None:
    matters(cast, 21)
    shown = sign_in(cast.mira).get("/app/promises/waiting/", {"page": page}).text
    assert shown.count("Matter number") in (1, 20)


def test_no_more_words_are_opened_than_are_shown(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    matters(cast, 25)
    opened, kept = [], SealedTextField.open

    def watched(field: SealedTextField, row: Sealed, value: Ciphertext) -> str:
        opened.extend([field.name] if value else [])
        return kept(field, row, value)

    monkeypatch.setattr(SealedTextField, "open", watched)
    client = sign_in(cast.mira)
    for url, most in (("/app/promises/", 5), ("/app/promises/waiting/", 20), ("/app/", 6)):
        opened.clear()
        client.get(url)
        assert most <= len(opened) <= 3 * most, url


@pytest.mark.parametrize(
    "url", ["/app/", "/app/promises/", "/app/promises/waiting/", "/app/partners/"]
)
def test_many_cost_no_more_than_some(url: str, cast: Cast, sign_in: SignIn) -> None:
    client, costs = sign_in(cast.mira), []
    for _ in range(2):
        matters(cast, 35)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 15
