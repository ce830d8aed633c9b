"""Who paired the two and why; and a different partner, asked for in confidence."""

from __future__ import annotations

from conftest import SignIn
from tandem.partnership.actions import make_pair
from tandem.partnership.changing import actions
from tandem.partnership.changing.models import State
from tandem.partnership.models import Pair, PartnerWish
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, hire

WORDS = "We talk past each other, and I have tried."


def about(pair: Pair) -> str:
    return f"/app/partners/{pair.pk}/about/"


def url(wish: PartnerWish) -> str:
    return f"/app/partners/wishes/{wish.pk}/"


def paired_by_farid(cast: Cast, why: str) -> Pair:
    nora = hire("Nora", "Voss", cast.areas.supply)
    return make_pair(
        area=cast.areas.supply, leader=cast.vera, hr_partner=nora, by=cast.farid, at=MONDAY, why=why
    )


def test_the_two_read_who_paired_them_and_why(cast: Cast, sign_in: SignIn) -> None:
    pair = paired_by_farid(cast, "Nora knows depots, and Vera asked for it.")
    text = sign_in(cast.vera).get(about(pair)).text
    assert "Farid Nasser made you a pair, since 23 November 2026." in text
    assert "Nora knows depots, and Vera asked for it." in text
    assert sign_in(cast.farid).get(about(pair)).status_code == 404


def test_without_a_reason_the_page_says_so(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(about(cast.pair)).text
    assert "whoever set Tandem up made you a pair" in text
    assert "No reason was written down." in text
    assert f'href="{about(cast.pair)}"' in sign_in(cast.mira).get(cast.pair.get_absolute_url()).text


def test_the_form_of_a_pair_asks_why_these_two(cast: Cast, sign_in: SignIn) -> None:
    data = {
        "area": "Mill", "leader_name": "Vera Lund", "leader_email": cast.vera.email,
        "hr_name": "Leo Hartmann", "hr_email": cast.leo.email, "why": "Both know mills.",
    }  # fmt: skip
    sign_in(cast.farid).post("/app/company/pair/", data)
    pair = Pair.objects.get(leader=cast.vera)
    assert "Both know mills." in sign_in(cast.leo).get(about(pair)).text


def test_one_asks_in_confidence_and_is_answered(cast: Cast, sign_in: SignIn) -> None:
    sam, mira, helen = (sign_in(who) for who in (cast.sam, cast.mira, cast.helen))
    answer = sam.post(about(cast.pair), {"to": str(cast.helen.pk), "words": WORDS}, follow=True)
    assert "Asked. Helen reads it." in answer.text
    wish = PartnerWish.objects.get()
    assert mira.get(url(wish)).status_code == 404
    for page in (about(cast.pair), cast.pair.get_absolute_url(), "/app/"):
        text = mira.get(page).text
        assert WORDS not in text
        assert "What you asked" not in text
    assert "A confidential question about a pair waits for you." in helen.get("/app/").text
    text = helen.get(url(wish)).text
    assert WORDS in text
    assert "Mira does not know of this" in text
    helen.post(url(wish), {"state": "talk", "words": "Monday at nine?"})
    text = sam.get(url(wish)).text
    assert "Monday at nine?" in text
    assert "First a talk" in text
    sam.post(url(wish), {"act": "read"})
    assert "was answered" not in sam.get("/app/").text


def test_a_faulty_question_comes_back_with_its_reason(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    for data, said in (
        ({"to": "", "words": WORDS}, "Choose whom you ask."),
        ({"to": str(cast.mira.pk), "words": WORDS}, "Select a valid choice."),
        ({"to": str(cast.helen.pk), "words": " "}, "A sentence is enough."),
        ({"to": str(cast.helen.pk), "words": "x" * 601}, "at most 600 characters"),
    ):
        answer = sam.post(about(cast.pair), data)
        assert answer.status_code == 422
        assert said in answer.text
    assert not PartnerWish.objects.exists()


def test_asking_twice_is_told(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    data = {"to": str(cast.helen.pk), "words": WORDS}
    sam.post(about(cast.pair), data)
    assert "You have asked already." in sam.post(about(cast.pair), data).text


def test_an_answer_needs_to_be_chosen_and_is_given_once(cast: Cast, sign_in: SignIn) -> None:
    wish = actions.ask(pair=cast.pair, to=cast.helen, words=WORDS, by=cast.mira, at=MONDAY)
    helen = sign_in(cast.helen)
    assert helen.post(url(wish), {"words": "Hm"}).status_code == 422
    actions.answer(wish=wish, state=State.STAYS, words="", by=cast.helen, at=TUESDAY)
    answer = helen.post(url(wish), {"state": "another", "words": ""})
    assert answer.status_code == 422
    assert "It has been answered or withdrawn already." in answer.text


def test_who_asked_withdraws_it(cast: Cast, sign_in: SignIn) -> None:
    wish = actions.ask(pair=cast.pair, to=cast.helen, words=WORDS, by=cast.mira, at=MONDAY)
    mira = sign_in(cast.mira)
    assert "Withdrawn" in mira.post(url(wish), {"act": "withdraw"}, follow=True).text
    assert mira.post(url(wish), {"act": "shout"}).status_code == 404
    assert "It has been answered" in mira.post(url(wish), {"act": "withdraw"}, follow=True).text


def test_where_nobody_can_be_asked_the_page_says_so(cast: Cast, sign_in: SignIn) -> None:
    top = make_pair(
        area=cast.areas.varnholm, leader=cast.eva, hr_partner=cast.helen, by=cast.farid, at=MONDAY,
        why="The pair at the top",
    )  # fmt: skip
    text = sign_in(cast.eva).get(about(top)).text
    assert "There is nobody here yet whom you could ask past your partner" in text
