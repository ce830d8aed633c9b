"""Requests: what they are about, what is behind them, their nature, and heard first."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation import deputies
from tandem.organisation.settings import values_on
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.heard_first import Requests, requests_between
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.natures import call_it
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.requests import Nature, templates
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.registers import places
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast
from tandem.rooms.commitments.tests.stories import (
    FRIDAY as DUE,
)
from tandem.rooms.commitments.tests.stories import (
    drafts_an_ask,
    mira_offers_sam,
    sam_asks_mira,
    says,
)

TODAY = TUESDAY.date()
REASON = "Ilse leads the night shift in all but name."
FORM = {
    "direction": "customer", "who": "mira.okafor@varnholm.example", "what": "Ilse as shift lead",
    "due_on": "2026-12-04", "why": REASON, "request": "promote", "important": "on",
}  # fmt: skip


def asked_about(cast: Cast, key: str = "promote", **more: object) -> Commitment:
    said = Said(what="Ilse as shift lead", due_on=DUE, request=key, **more)  # type: ignore[arg-type]
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def found(cast: Cast) -> Requests:
    return requests_between(cast.sam, cast.mira, TODAY, values_on(TODAY))


def heard(cast: Cast, *, right: bool = True) -> Commitment:
    promise = asked_about(cast, important=True)
    says(promise, Act.PLAY_BACK, cast.mira, Said(words="You want Ilse named."))
    if not right:
        says(promise, Act.CORRECT, cast.sam, Said(words="Not named: paid."))
        says(promise, Act.PLAY_BACK, cast.mira, Said(words="You want Ilse paid."))
    says(promise, Act.CONFIRM, cast.sam)
    return says(promise, Act.PROMISE, cast.mira)


# ---- what it is about, and the reason behind it


@pytest.mark.parametrize("key", [key for key in templates() if not templates()[key].mine])
def test_each_asks_its_questions_before_the_reason(cast: Cast, sign_in: SignIn, key: str) -> None:
    page = sign_in(cast.sam).get(f"/app/promises/new/?request={key}&pair={cast.pair.pk}")
    template = templates()[key]
    assert template.name in page.text
    before, _, after = page.text.partition('name="why"')
    assert "What is behind this?" in before
    assert after
    assert 'name="direction" value="customer"' in page.text  # one question fewer
    assert "<details open" not in page.text
    for question in template.questions:
        assert question.replace("'", "&#x27;") in before


def test_what_was_asked_carries_its_subject_reason_and_guess(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post("/app/promises/new/?request=promote", FORM, follow=True)
    promise = Commitment.objects.get()
    assert (promise.request, promise.nature, promise.why) == ("promote", "advisory", REASON)
    assert promise.important
    assert "Promote somebody" in answer.text
    text = sign_in(cast.mira).get(promise.get_absolute_url()).text
    assert "What is behind it" in text
    assert REASON in text
    assert "A matter of thinking along" in text


def test_a_faulty_form_keeps_what_it_is_about(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post("/app/promises/new/", FORM | {"due_on": ""})
    assert answer.status_code == 422
    assert templates()["promote"].questions[0] in answer.text
    assert '<input type="hidden" name="request" value="promote"' in answer.text


def test_what_is_about_nothing_there_is_is_refused(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    assert sam.get("/app/promises/new/?request=gossip").status_code == 404
    assert sam.post("/app/promises/new/", FORM | {"request": "gossip"}).status_code == 422
    with pytest.raises(KeyError):
        asked_about(cast, "gossip")
    assert not Commitment.objects.exists()


def test_an_offer_is_no_request_whatever_the_form_says(cast: Cast, sign_in: SignIn) -> None:
    offered = FORM | {"direction": "performer", "important": ""}
    sign_in(cast.sam).post("/app/promises/new/", offered)
    promise = Commitment.objects.get()
    assert (promise.request, promise.nature) == ("", "")
    assert "Mostly" not in sign_in(cast.sam).get(promise.get_absolute_url()).text


def test_a_draft_keeps_what_it_is_about_and_is_a_request_once_sent(cast: Cast) -> None:
    said = Said(what="Ilse as shift lead", due_on=DUE, request="promote")
    draft = actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=said, by=cast.sam, at=MONDAY
    )
    assert not Commitment.objects.requests().exists()
    says(draft, Act.SEND_DRAFT, cast.sam, said)
    assert Commitment.objects.requests().get().request == "promote"


# ---- its nature


@pytest.mark.parametrize("who", ["sam", "mira"])
def test_either_of_the_two_changes_it_with_one_tap(cast: Cast, sign_in: SignIn, who: str) -> None:
    promise = asked_about(cast)
    by = getattr(cast, who)
    url = f"/app/promises/{promise.pk}/kind/strategic/"
    assert url in sign_in(by).get(promise.get_absolute_url()).text
    answer = sign_in(by).post(url, follow=True)
    assert "Said: A matter of where we go." in answer.text
    assert Commitment.objects.get().nature == Nature.STRATEGIC
    sign_in(by).post(url)
    [event] = Event.objects.filter(what="commitment.nature_said")
    assert event.who == by.pseudonym


def test_what_was_asked_in_one_line_can_be_called_something(cast: Cast, sign_in: SignIn) -> None:
    promise = sam_asks_mira(cast)
    assert promise.nature == ""
    text = sign_in(cast.mira).get(promise.get_absolute_url()).text
    assert "What is it mostly?" in text
    sign_in(cast.mira).post(f"/app/promises/{promise.pk}/kind/transactional/")
    assert Commitment.objects.get().nature == Nature.TRANSACTIONAL


def test_nobody_else_says_what_it_is_nor_a_deputy(cast: Cast, sign_in: SignIn) -> None:
    promise = asked_about(cast)
    named = deputies.name_deputy(
        deputy=cast.kim, first=TODAY, last=FRIDAY.date(), by=cast.mira, at=TUESDAY
    )
    deputies.accept(deputy=named, by=cast.kim, at=TUESDAY)
    url = f"/app/promises/{promise.pk}/kind/strategic/"
    assert sign_in(cast.kim).get(promise.get_absolute_url()).status_code == 200
    assert url not in sign_in(cast.kim).get(promise.get_absolute_url()).text
    for who in (cast.kim, cast.vera, cast.helen):
        assert sign_in(who).post(url).status_code == 404
        with pytest.raises(Commitment.DoesNotExist):
            call_it(commitment=promise, nature=Nature.STRATEGIC, by=who, at=TUESDAY)
    assert Commitment.objects.get().nature == Nature.ADVISORY


def test_neither_an_offer_nor_a_draft_nor_another_word_has_a_nature(
    cast: Cast, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    for promise in (mira_offers_sam(cast), drafts_an_ask(cast.sam, cast.mira)):
        assert sam.post(f"/app/promises/{promise.pk}/kind/strategic/").status_code == 404
    request = asked_about(cast)
    assert sam.post(f"/app/promises/{request.pk}/kind/urgent/").status_code == 404
    assert sam.get(f"/app/promises/{request.pk}/kind/strategic/").status_code == 405


# ---- heard first


def test_requests_between_the_two_are_counted_both_ways_and_no_others(cast: Cast) -> None:
    asked_about(cast, why=REASON)
    said = Said(what="Your night rota", due_on=DUE)
    actions.ask(of=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    actions.ask(of=cast.ana, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    mira_offers_sam(cast)
    counted = found(cast)
    assert (counted.asked, counted.with_reason) == (2, 1)
    assert counted.by_nature == {
        Nature.TRANSACTIONAL: 0, Nature.ADVISORY: 1, Nature.STRATEGIC: 0,
    }  # fmt: skip


def test_said_back_before_the_answer_counts_and_left_unanswered_does_not(cast: Cast) -> None:
    heard(cast)
    heard(cast, right=False)
    declined = asked_about(cast, important=True)
    says(declined, Act.PLAY_BACK, cast.mira, Said(words="You want Ilse named."))
    says(declined, Act.DECLINE, cast.mira, Said(reason=Reason.NOT_OURS))
    asked_about(cast, important=True)  # open: nobody has answered yet
    asked_about(cast, "hire")  # not important: nothing is said back
    earlier = Said(what="Ilse as shift lead", due_on=DUE, request="promote", important=True)
    two_weeks_ago = MONDAY - timedelta(days=14)
    actions.ask(of=cast.mira, said=earlier, by=cast.sam, at=two_weeks_ago, source=Source.FORM)
    take_time(at=TUESDAY)  # nobody said it back, and time let it lapse
    counted = found(cast).heard_first
    assert (counted.settled, counted.heard, counted.right) == (4, 3, 1)
    assert counted.rate is None


def test_a_share_is_shown_from_eight_on(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(7):
        heard(cast)
    url = f"/app/promises/requests/{cast.pair.pk}/"
    text = sign_in(cast.mira).get(url).text
    assert "7 of 7" in text
    assert "A share is shown from 8 on." in text
    heard(cast)
    assert found(cast).heard_first.rate == Fraction(1)
    for who in (cast.sam, cast.mira):
        text = sign_in(who).get(url).text
        assert "8 of 8 said back before the answer. Somewhere between" in text
        assert "8 of 8 were right at once." in text


def test_what_was_asked_before_the_window_is_not_counted(cast: Cast) -> None:
    said = Said(what="Old", due_on=DUE, request="hire")
    for days in (89, 90):
        at = TUESDAY - timedelta(days=days)
        actions.ask(of=cast.mira, said=said, by=cast.sam, at=at, source=Source.FORM)
    assert found(cast).asked == 1


# ---- where it stands


def test_the_pair_leads_to_its_requests_and_nobody_else_does(cast: Cast, sign_in: SignIn) -> None:
    url = f"/app/promises/requests/{cast.pair.pk}/"
    assert url in {place.url for place in places(cast.pair, cast.sam, TODAY)}
    promise = asked_about(cast)
    sam_asks_mira(cast)
    text = sign_in(cast.sam).get(url).text
    assert "2 requests, 0 with what is behind it" in text
    assert "Not said" in text
    assert "Nothing important was asked and settled in these days." in text
    assert "Ask Mira for something" in text
    assert promise.get_absolute_url() in text
    assert f"request=restructure&amp;pair={cast.pair.pk}" in text
    for who in (cast.vera, cast.helen, cast.ana):
        assert sign_in(who).get(url).status_code == 404
