"""Hard conversations: who leads holds them, may ask otherwise, and nothing said in one is kept."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.hard_talks import WINDOW_DAYS, HardTalks, hard_talks_between
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.requests import HARD_TALK, Passed, templates
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast

NEW = f"/app/promises/new/?request={HARD_TALK}"
FORM = {
    "direction": "performer",
    "who": "mira.okafor@varnholm.example",
    "what": "Talk with the lead of the second line",
    "due_on": "2026-11-27",
    "request": HARD_TALK,
}
SAID = Said(what="A talk", due_on=FRIDAY.date(), request=HARD_TALK)


def own(cast: Cast, at: Any = MONDAY) -> Commitment:  # noqa: ANN401 - a moment
    """Sam leads, and holds it."""
    due = Said(what="A talk", due_on=(at + timedelta(days=4)).date(), request=HARD_TALK)
    return actions.offer(to=cast.mira, said=due, by=cast.sam, at=at, source=Source.FORM)


def passed(cast: Cast, because: Passed | None = None) -> Commitment:
    said = Said(what="A talk", due_on=FRIDAY.date(), request=HARD_TALK, passed_because=because)
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def counted(cast: Cast) -> tuple[int, int, int, int]:
    found = hard_talks_between(cast.pair, TUESDAY.date(), 8)
    return found.by_leader, found.held, found.by_hr, found.accepted


# ---- planned, held, and who does it


def test_who_begins_it_holds_it_unless_they_say_otherwise(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sam).get(f"{NEW}&pair={cast.pair.pk}").text
    assert "I hold it myself" in page
    assert "I ask the other person to hold it" in page
    # With the pair known, the partner is chosen; else the form must not be taken to ask whom the
    # talk is with, who would then read it.
    assert "Who is meant?" in page
    assert "Not whom the talk is with." in sign_in(cast.sam).get(NEW).text
    for question in templates()[HARD_TALK].questions:
        assert question in page
    assert "What is said in it belongs in no field." in page
    answer = sign_in(cast.sam).post(NEW, FORM, follow=True)
    promise = Commitment.objects.get()
    assert (promise.performer, promise.request, promise.nature) == (cast.sam, HARD_TALK, "")
    assert "Hold a hard conversation" in answer.text


def test_it_is_planned_beside_requests_and_is_none_of_them(cast: Cast, sign_in: SignIn) -> None:
    url = reverse("commitments:requests", args=[cast.pair.pk])
    page = sign_in(cast.sam).get(url).text
    assert page.count(f"request={HARD_TALK}&amp;pair={cast.pair.pk}") == 1
    assert "none was planned between you." in page
    assert HARD_TALK not in sign_in(cast.sam).get("/app/promises/new/").text.partition("about")[2]


def test_that_it_was_held_is_a_day_and_nothing_else(cast: Cast) -> None:
    talk = own(cast)
    actions.take(commitment=talk, act=Act.THANK, said=Said(), by=cast.mira, at=MONDAY)
    actions.take(commitment=talk, act=Act.REPORT_DONE, said=Said(), by=cast.sam, at=TUESDAY)
    assert Commitment.objects.get().reported_on == TUESDAY.date()
    assert counted(cast) == (1, 1, 0, 0)


@pytest.mark.parametrize("because", ["", *Passed])
def test_asking_the_other_one_is_never_refused_whatever_speaks_for_it(
    cast: Cast, sign_in: SignIn, because: str
) -> None:
    form = FORM | {"direction": "customer", "passed_because": because}
    answer = sign_in(cast.sam).post(NEW, form, follow=True)
    promise = Commitment.objects.get()
    assert (promise.performer, promise.passed_because) == (cast.mira, because)
    said = "Why somebody else holds it" in answer.text
    assert said is bool(because)
    assert "Why somebody else holds it" not in sign_in(cast.vera).get("/app/").text


def test_a_reason_that_is_none_is_refused_and_the_form_comes_back(
    cast: Cast, sign_in: SignIn
) -> None:
    form = FORM | {"direction": "customer", "passed_because": "no_time"}
    answer = sign_in(cast.sam).post(NEW, form)
    assert answer.status_code == 422
    assert FORM["what"] in answer.text
    assert not Commitment.objects.exists()


def test_who_holds_it_passes_nothing_on(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.sam).post(NEW, FORM | {"passed_because": Passed.SAFETY.value})
    assert Commitment.objects.get().passed_because == ""


def test_other_requests_are_asked_no_such_thing(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    assert "passed_because" not in sam.get("/app/promises/new/?request=conflict").text
    form = FORM | {"direction": "customer", "request": "conflict", "passed_because": "safety"}
    sam.post("/app/promises/new/?request=conflict", form)
    assert Commitment.objects.get().passed_because == ""


# ---- the share the pair sees


def test_the_leaders_are_counted_and_those_asked_of_the_hr_partner_beside_them(cast: Cast) -> None:
    own(cast)
    passed(cast)
    for because in (Passed.SAFETY, Passed.LEGAL, Passed.CONFLICT, Passed.OTHER):
        passed(cast, because)
    assert counted(cast) == (1, 0, 5, 3)


def test_what_is_taken_back_or_declined_is_nobodys(cast: Cast) -> None:
    talk, asked = own(cast), passed(cast)
    actions.take(commitment=talk, act=Act.THANK, said=Said(), by=cast.mira, at=MONDAY)
    why = Said(reason=Reason.PRIORITIES_CHANGED)
    actions.take(commitment=talk, act=Act.TAKE_BACK, said=why, by=cast.sam, at=TUESDAY)
    no = Said(reason=Reason.NOT_OURS)
    actions.take(commitment=asked, act=Act.DECLINE, said=no, by=cast.mira, at=TUESDAY)
    assert counted(cast) == (0, 0, 0, 0)


def test_a_talk_the_hr_partner_holds_of_their_own_is_not_passed_to_them(cast: Cast) -> None:
    actions.offer(to=cast.sam, said=SAID, by=cast.mira, at=MONDAY, source=Source.FORM)
    assert counted(cast) == (0, 0, 0, 0)


def test_a_draft_and_what_others_hold_are_not_theirs(cast: Cast) -> None:
    actions.save_draft(customer=cast.mira, performer=cast.sam, said=SAID, by=cast.sam, at=MONDAY)
    actions.offer(to=cast.leo, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    assert counted(cast) == (0, 0, 0, 0)


@pytest.mark.parametrize(("days", "number"), [(WINDOW_DAYS - 1, 1), (WINDOW_DAYS, 0)])
def test_the_last_hundred_and_eighty_days_count(cast: Cast, days: int, number: int) -> None:
    own(cast, TUESDAY - timedelta(days=days))
    assert counted(cast)[0] == number


def test_below_eight_there_are_counts_and_no_share() -> None:
    seven = HardTalks(by_leader=5, held=2, by_hr=2, accepted=0, rate_from=8)
    assert seven.share is None
    assert HardTalks(6, 2, 2, 0, 8).share == Fraction(6, 8)


def test_the_two_read_it_in_the_same_words_and_nobody_else_finds_the_page(
    cast: Cast, sign_in: SignIn
) -> None:
    own(cast)
    passed(cast, Passed.SAFETY)
    url = reverse("commitments:requests", args=[cast.pair.pk])
    for partner in (cast.sam, cast.mira):
        text = sign_in(partner).get(url).text
        assert "1 of 2" in text
        assert "held by Sam, or going to be. Held so far: 0." in text
        assert "Mira was asked to hold 1; 1 for safety, the law or a conflict of" in text
    for nobody in (cast.vera, cast.helen, cast.leo):
        assert sign_in(nobody).get(url).status_code == 404


def test_from_eight_on_a_share_has_its_likely_range(cast: Cast, sign_in: SignIn) -> None:
    for _number in range(8):
        own(cast)
    text = sign_in(cast.sam).get(reverse("commitments:requests", args=[cast.pair.pk])).text
    assert "100%" in text
    assert "8 of 8 held by Sam, or going to be. Somewhere between" in text
