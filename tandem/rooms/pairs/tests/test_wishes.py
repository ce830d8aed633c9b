"""A different partner, asked for in confidence: who may say what, and what nobody else learns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership.actions import make_pair
from tandem.partnership.changing import actions
from tandem.partnership.changing.models import WORDS_LENGTH, State
from tandem.partnership.models import PartnerWish
from tandem.partnership.registers import obligations
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave
from tandem.rooms.pairs.about import ANSWER_CHOICES

WORDS = "We talk past each other, and I have tried."
ANSWERED_ALREADY = "It has been answered or withdrawn already."


def about(cast: Cast) -> str:
    return f"/app/partners/{cast.pair.pk}/about/"


def asked(cast: Cast) -> PartnerWish:
    return actions.ask(pair=cast.pair, to=cast.helen, words=WORDS, by=cast.sam, at=MONDAY)


def url(wish: PartnerWish) -> str:
    return f"/app/partners/wishes/{wish.pk}/"


def state(wish: PartnerWish) -> str:
    return PartnerWish.objects.get(pk=wish.pk).state


@pytest.mark.parametrize(
    ("words", "status"),
    [("x", 302), ("x" * WORDS_LENGTH, 302), ("x" * (WORDS_LENGTH + 1), 422), ("\n", 422)],
)
def test_a_question_is_asked_whole_or_not_at_all(
    cast: Cast, sign_in: SignIn, words: str, status: int
) -> None:
    data = {"to": str(cast.helen.pk), "words": words}
    assert sign_in(cast.sam).post(about(cast), data).status_code == status
    assert PartnerWish.objects.count() == (status == 302)


def test_only_those_who_are_named_can_be_asked(cast: Cast, sign_in: SignIn) -> None:
    """Neither of the two, nobody above the leader, no HR partner of elsewhere."""
    sam = sign_in(cast.sam)
    people = [str(each.pk) for each in (cast.mira, cast.sam, cast.vera, cast.farid, cast.leo)]
    for to in ("", "nobody", *people):
        answer = sam.post(about(cast), {"to": to, "words": WORDS})
        assert answer.status_code == 422
        assert WORDS in answer.text, "what was typed stays"
    assert not PartnerWish.objects.exists()


def test_each_of_the_two_asks_alone_and_finds_their_own_question(
    cast: Cast, sign_in: SignIn
) -> None:
    mine = asked(cast)
    theirs = actions.ask(
        pair=cast.pair, to=cast.helen, words="I would rather go.", by=cast.mira, at=MONDAY
    )
    for who, own, other in ((cast.sam, mine, theirs), (cast.mira, theirs, mine)):
        text = sign_in(who).get(about(cast)).text
        assert url(own) in text
        assert url(other) not in text
        assert text.count("What you asked") == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sam", 200),
        ("helen", 200),
        ("mira", 404),  # the partner above all
        ("vera", 404),
        ("farid", 404),
        ("eva", 404),
        ("pia", 404),
    ],
)
def test_a_question_is_read_by_who_asked_and_who_was_asked(
    cast: Cast, sign_in: SignIn, who: str, status: int
) -> None:
    wish, client = asked(cast), sign_in(getattr(cast, who))
    answer = client.get(url(wish))
    assert (answer.status_code, WORDS in answer.text) == (status, status == 200)
    if status == 404:
        for act in ({"act": "withdraw"}, {"state": "another"}):
            assert client.post(url(wish), act).status_code == 404
        assert state(wish) == State.ASKED


@pytest.mark.parametrize(("value", "label"), ANSWER_CHOICES)
def test_every_answer_is_read_by_who_asked_and_then_leaves_their_day(
    cast: Cast, sign_in: SignIn, value: str, label: object
) -> None:
    wish, sam, helen = asked(cast), sign_in(cast.sam), sign_in(cast.helen)
    assert helen.post(url(wish), {"state": value, "words": "Come by."}).status_code == 302
    assert "A confidential question" not in helen.get("/app/").text
    assert url(wish) in sam.get("/app/").text
    text = sam.get(url(wish)).text
    assert str(label) in text
    assert "“Come by.”" in text
    assert "I have read it" in text
    assert "I have read it" not in sam.post(url(wish), {"act": "read"}, follow=True).text
    assert url(wish) not in sam.get("/app/").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose an answer."),
        ({"state": ""}, "Choose an answer."),
        ({"state": "withdrawn"}, "Select a valid choice."),  # a state, and no answer
        ({"state": "asked"}, "Select a valid choice."),
        ({"state": "talk", "words": "x" * (WORDS_LENGTH + 1)}, "at most 600 characters"),
        ({"act": "withdraw"}, "Choose an answer."),  # who was asked withdraws nothing
        ({"act": "read"}, "Choose an answer."),
    ],
)
def test_an_answer_says_what_it_lacks(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], said: str
) -> None:
    wish = asked(cast)
    answer = sign_in(cast.helen).post(url(wish), typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert state(wish) == State.ASKED


def test_who_asked_answers_nothing_themselves(cast: Cast, sign_in: SignIn) -> None:
    wish, sam = asked(cast), sign_in(cast.sam)
    before = Event.objects.count()
    typed: list[dict[str, str]] = [{}, {"act": ""}, {"act": "answer"}, {"state": "another"}]
    assert [sam.post(url(wish), each).status_code for each in typed] == [404] * 4
    assert Event.objects.count() == before


def acts(client: Client, wish: PartnerWish, act: str) -> str:
    return client.post(url(wish), {"act": act}, follow=True).text


def test_there_is_nothing_to_read_before_an_answer(cast: Cast, sign_in: SignIn) -> None:
    wish, sam = asked(cast), sign_in(cast.sam)
    assert "There is no answer to you here." in acts(sam, wish, "read")
    sign_in(cast.helen).post(url(wish), {"state": "talk"})
    acts(sam, wish, "read")
    before = Event.objects.count()
    assert "There is no answer" not in acts(sam, wish, "read")
    assert Event.objects.count() == before, "the second tap changes nothing"


def test_what_is_answered_is_withdrawn_no_more_and_the_other_way_round(
    cast: Cast, sign_in: SignIn
) -> None:
    wish, sam, helen = asked(cast), sign_in(cast.sam), sign_in(cast.helen)
    helen.post(url(wish), {"state": "talk", "words": ""})
    assert ANSWERED_ALREADY in acts(sam, wish, "withdraw")
    assert state(wish) == State.TALK
    again = asked(cast)  # an answered one keeps nobody from asking anew
    acts(sam, again, "withdraw")
    answer = helen.post(url(again), {"state": "talk", "words": ""})
    assert (answer.status_code, ANSWERED_ALREADY in answer.text) == (422, True)
    assert state(again) == State.WITHDRAWN
    assert "Withdraw it" not in sam.get(url(again)).text


def test_once_they_are_partners_no_more_the_page_asks_nothing(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    wish = asked(cast)
    sam = sign_in(cast.sam)
    assert "A different partner" in sam.get(about(cast)).text
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    with it_is(FRIDAY):
        text = sam.get(about(cast)).text
        assert "A different partner" not in text
        assert url(wish) in text, "what was asked stays to be read"
        data = {"to": str(cast.helen.pk), "words": WORDS}
        acts(sam, wish, "withdraw")
        answer = sam.post(about(cast), data)  # from a page opened before
        assert answer.status_code == 422
        assert "You are no longer partners." in answer.text
    assert PartnerWish.objects.count() == 1


# ---- nobody answers


WAITS = "What you asked in confidence waits. You can ask somebody else."
GONE = "Whom you asked in confidence works here no more. You can ask somebody else."


def told(cast: Cast, days: int) -> list[str]:
    return [each.sentence for each in obligations(cast.sam, MONDAY.date() + timedelta(days=days))]


def test_after_five_working_days_who_asked_can_ask_somebody_else(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    wish = asked(cast)
    assert told(cast, days=7) == []  # the fifth working day
    assert told(cast, days=8) == [WAITS]
    sam = sign_in(cast.sam)
    assert (
        "Helen means to answer within 5 working days, until Mon 30 Nov." in sam.get(url(wish)).text
    )
    with it_is(MONDAY + timedelta(days=8)):
        text = sam.get(url(wish)).text
        assert "Helen meant to answer until Mon 30 Nov." in text
        assert url(wish) in sam.get("/app/").text
        assert "meant to answer" not in sign_in(cast.helen).get(url(wish)).text
    actions.withdraw(wish=wish, by=cast.sam, at=TUESDAY)
    assert told(cast, days=8) == []


def test_once_who_was_asked_has_left_one_is_told_at_once(cast: Cast, sign_in: SignIn) -> None:
    wish = asked(cast)
    leave(cast.helen)
    assert told(cast, days=1) == [GONE]
    text = sign_in(cast.sam).get(url(wish)).text
    assert "Helen works here no more, and nobody else reads this." in text
    assert "means to answer" not in text


def test_once_the_pair_has_ended_nobody_is_told_to_ask_again(cast: Cast) -> None:
    asked(cast)
    make_pair(area=cast.pair.area, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY)
    assert WAITS not in told(cast, days=8)
