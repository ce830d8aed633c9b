"""Who says yes says it to what stood before their eyes, and to nothing said meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.as_read import BINDS, mark_of
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.refusals import READ_AGAIN
from tandem.partnership.commitments.rules import TABLE, Act, Reason, Side, Terms
from tandem.partnership.testing import Cast
from tandem.rooms.commitments.tests import stories

LATER = date(2027, 3, 3)
AGAIN = Said(due_on=date(2026, 11, 24), what="In ten languages", words="Still needed")
Meanwhile = Callable[[Commitment, Cast], object]


def mira_proposes_less_and_later(promise: Commitment, cast: Cast) -> None:
    stories.says(promise, Act.DONT_AGREE, cast.mira)
    said = Said(due_on=LATER, what="Half a page", reason=Reason.TOO_MUCH_AT_ONCE)
    stories.says(promise, Act.RENEGOTIATE, cast.mira, said)


def mira_would_hand_it_to_leo_instead(promise: Commitment, cast: Cast) -> None:
    stories.says(promise, Act.DONT_AGREE, cast.mira)
    stories.says(promise, Act.HAND_OVER, cast.mira, Said(person=cast.leo))


def sam_asks_for_more(promise: Commitment, cast: Cast) -> None:
    stories.says(promise, Act.WITHDRAW, cast.sam)
    stories.says(promise, Act.REOPEN, cast.sam, AGAIN)


def mira_offers_something_else(promise: Commitment, cast: Cast) -> None:
    stories.says(promise, Act.WITHDRAW, cast.mira)
    stories.says(promise, Act.REOPEN, cast.mira, AGAIN)


def mira_says_it_is_at_risk(promise: Commitment, cast: Cast) -> None:
    stories.says(promise, Act.AT_RISK, cast.mira, Said(words="The data are late", due_on=LATER))


STALE: dict[str, tuple[stories.Story, str, Act, Meanwhile]] = {
    "another day": (
        stories.mira_proposes_december, "sam", Act.AGREE, mira_proposes_less_and_later,
    ),
    "another end": (
        stories.mira_would_replace_it, "sam", Act.AGREE, mira_would_hand_it_to_leo_instead,
    ),
    "another request": (stories.sam_asks_mira, "mira", Act.PROMISE, sam_asks_for_more),
    "another offer": (stories.mira_offers_sam, "sam", Act.THANK, mira_offers_something_else),
}  # fmt: skip


def mark_on(client: Client, url: str) -> str:
    """The one that every form of the page brings along."""
    [mark] = set(re.findall(r'name="read" value="(\w+)"', client.get(url).text))
    return str(mark)


def tap(client: Client, promise: Commitment, act: Act, **said: str) -> tuple[int, str]:
    answer = client.post(f"{promise.get_absolute_url()}{act}/", said)
    return answer.status_code, answer.text


@pytest.mark.parametrize(("story", "who", "act", "meanwhile"), STALE.values(), ids=STALE)
def test_a_yes_on_an_older_page_binds_nobody_and_shows_what_is_there_now(
    story: stories.Story, who: str, act: Act, meanwhile: Meanwhile, cast: Cast, sign_in: SignIn
) -> None:
    promise, client = story(cast), sign_in(getattr(cast, who))
    mark = mark_on(client, promise.get_absolute_url())
    meanwhile(promise, cast)
    said = Move.objects.of(promise).count()
    status, text = tap(client, promise, act, read=mark, words="Gladly")
    assert status == 422
    assert READ_AGAIN in text
    assert "You had written: “Gladly”" in text
    assert Move.objects.of(promise).count() == said
    assert tap(client, promise, act, read=mark_on(client, promise.get_absolute_url()))[0] == 302


@pytest.mark.parametrize("page", ["commitments:list", "today:page"])
def test_a_row_of_a_list_brings_the_mark_along_too(page: str, cast: Cast, sign_in: SignIn) -> None:
    promise, sam = stories.mira_proposes_december(cast), sign_in(cast.sam)
    mark = mark_on(sam, reverse(page))
    mira_proposes_less_and_later(promise, cast)
    answer = sam.post(
        f"{promise.get_absolute_url()}agree/", {"read": mark}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert READ_AGAIN in answer.text
    assert "Half a page" in answer.text, "the row as it is now"


def test_a_word_beside_the_matter_leaves_the_page_good(cast: Cast, sign_in: SignIn) -> None:
    promise, sam = stories.mira_reports_it_done(cast), sign_in(cast.sam)
    mark = mark_on(sam, promise.get_absolute_url())
    promised = stories.mira_promised_sam(cast)
    before = mark_of(promised)
    mira_says_it_is_at_risk(promised, cast)
    promised.refresh_from_db()
    assert mark_of(promised) == before
    assert tap(sam, promise, Act.THANK, read=mark)[0] == 302


def test_a_no_and_a_report_need_no_second_look(cast: Cast, sign_in: SignIn) -> None:
    promise, sam = stories.mira_proposes_december(cast), sign_in(cast.sam)
    mark = mark_on(sam, promise.get_absolute_url())
    mira_proposes_less_and_later(promise, cast)
    assert tap(sam, promise, Act.DONT_AGREE, read=mark)[0] == 302


def test_the_mark_tells_nothing_of_the_words(cast: Cast) -> None:
    promise = stories.sam_asks_mira(cast)
    mark = mark_of(promise)
    assert re.fullmatch(r"[0-9a-f]{16}", mark)
    other = stories.sam_asks_mira(cast)
    assert mark_of(other) != mark, "of two promises with the same words"


def test_every_act_that_takes_what_was_proposed_is_one_of_them() -> None:
    takes = {step.act for step in TABLE if step.terms is Terms.TAKE and step.by is not Side.SYSTEM}
    assert takes <= BINDS
    assert not [step for step in TABLE if step.act in BINDS and step.needs], "no form to be kept"
