"""The page on which promises of people who leave find their place, to each who reads it."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation.models import Employment
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.leaving import BOTH_GONE, let_go_of_nobodys
from tandem.partnership.testing import TUESDAY, Cast
from tandem.partnership.tests.test_leaving import leaves, moves
from tandem.rooms.commitments.tests import stories
from tandem.rooms.commitments.tests.stories import CALL, THEMES, says

PAGE = "/app/promises/before-you-go/"
TODAY, LAST = TUESDAY.date(), date(2026, 11, 30)
GONE = LAST + timedelta(days=1)


def test_who_leaves_finds_everything_both_ways_until_it_is_settled(
    cast: Cast, sign_in: SignIn
) -> None:
    to_sam = stories.mira_promised_sam(cast)
    stories.asks(cast.mira, cast.ana, what=CALL)
    leaves(cast.mira, GONE)
    mira = sign_in(cast.mira)
    today = mira.get("/app/").text
    assert "Before you go: 2 promises are open." in today
    assert "Your last day is Mon 30 Nov." in today
    shown = mira.get(PAGE).text
    assert "Your last day is 30 November 2026." in shown
    assert THEMES in shown
    assert CALL in shown
    act = reverse("commitments:act", args=[to_sam.pk, "take_back"])
    assert act in shown
    mira.post(act, {"reason": "priorities_changed"})
    [asked] = Commitment.objects.visible_to(cast.mira).open()
    mira.post(reverse("commitments:act", args=[asked.pk, "withdraw"]))
    assert "Nothing is left open." in mira.get(PAGE).text
    assert "Before you go" not in mira.get("/app/").text


def test_the_other_partner_finds_only_promises_with_them(cast: Cast, sign_in: SignIn) -> None:
    stories.mira_promised_sam(cast)
    stories.asks(cast.mira, cast.ana, what=CALL)
    leaves(cast.mira, GONE)
    sam = sign_in(cast.sam)
    today = sam.get("/app/").text
    assert "Mira leaves or moves on: 1 promise between you is open." in today
    assert "Mira works here until Mon 30 Nov." in today
    shown = sam.get(PAGE).text
    assert THEMES in shown
    assert CALL not in shown
    assert "Mira works here until Mon 30 Nov." in shown
    assert "<title>Before somebody goes" in shown
    assert "No longer needed" in shown
    assert "Let it go" not in shown
    assert "Nothing is left open." in sign_in(cast.vera).get(PAGE).text


def test_once_they_have_left_one_tap_lets_go_and_one_asks_somebody_else(
    cast: Cast, sign_in: SignIn
) -> None:
    first = stories.mira_promised_sam(cast)
    second = stories.mira_promised_sam(cast)
    leaves(cast.mira, TODAY)
    sam = sign_in(cast.sam)
    assert "Mira worked here until Mon 23 Nov." in sam.get("/app/").text
    shown = sam.get(PAGE).text
    assert "You alone say what happens now." in shown
    let_go = reverse("commitments:let_go", args=[first.pk])
    assert "It counts for neither of you." in sam.post(let_go, follow=True).text
    assert "This is closed." in sam.post(let_go, follow=True).text  # the second tap
    anew = f"{reverse('commitments:new')}?instead={second.pk}"
    assert anew in sam.get(PAGE).text
    form = sam.get(anew).text
    assert "Instead of what Mira Okafor was to do." in form
    assert THEMES in form
    terms = {"direction": "customer", "who": "Leo Hartmann", "what": THEMES, "due_on": "2026-12-03"}
    sam.post(anew, terms)
    states = {each.performer: each.state for each in Commitment.objects.all()}
    assert states == {cast.mira: "superseded", cast.leo: "requested"}
    assert "Nothing is left open." in sam.get(PAGE).text
    history = sam.get(second.get_absolute_url()).text
    assert "You let it go, since the other one has left." in history


def test_while_both_are_here_it_is_handed_over_once_all_three_have_said_yes(
    cast: Cast, sign_in: SignIn
) -> None:
    old = stories.mira_promised_sam(cast)
    leaves(cast.mira, GONE)
    mira, sam, leo = (sign_in(each) for each in (cast.mira, cast.sam, cast.leo))
    hand_over = reverse("commitments:act", args=[old.pk, "hand_over"])
    assert hand_over in mira.get(PAGE).text
    assert hand_over in sam.get(PAGE).text
    proposed = mira.post(hand_over, {"who": cast.leo.email, "due_on": "2026-12-03"})
    assert proposed.status_code == 302, proposed.text
    agree = reverse("commitments:act", args=[old.pk, "agree"])
    assert agree in sam.get(PAGE).text
    sam.post(agree)
    [new] = Commitment.objects.visible_to(cast.leo).open()
    assert "Asked instead of Mira, who hands it over." in leo.get(new.get_absolute_url()).text
    leo.post(reverse("commitments:act", args=[new.pk, "promise"]))
    assert Commitment.objects.get(pk=old.pk).state == "superseded"
    for reader in (mira, sam):
        assert "Nothing is left open." in reader.get(PAGE).text


def test_asking_anew_while_they_are_here_leaves_the_old_one_until_it_is_released(
    cast: Cast, sign_in: SignIn
) -> None:
    old = stories.mira_promised_sam(cast)
    leaves(cast.mira, GONE)
    terms = {"direction": "customer", "who": "Leo Hartmann", "what": THEMES, "due_on": "2026-12-03"}
    url = f"{reverse('commitments:new')}?instead={old.pk}"
    said = sign_in(cast.sam).post(url, terms, follow=True).text
    assert "The old one stays until you release it." in said
    assert Commitment.objects.get(pk=old.pk).state == "promised"
    [new] = Commitment.objects.visible_to(cast.leo).open()
    sign_in(cast.leo).post(reverse("commitments:act", args=[new.pk, "promise"]))
    assert Commitment.objects.get(pk=old.pk).state == "promised", "it is released by hand"


LEO_HAS_BEEN_ASKED = "Leo Hartmann has been asked already. Their answer comes first."


def test_while_a_third_is_asked_to_take_it_over_nobody_else_is_offered(
    cast: Cast, sign_in: SignIn
) -> None:
    says(stories.sam_would_hand_it_to_leo(cast), Act.AGREE, cast.mira)
    leaves(cast.mira, GONE)
    [new] = Commitment.objects.visible_to(cast.leo)
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    for shown in (sam.get(PAGE).text, mira.get(PAGE).text):
        assert LEO_HAS_BEEN_ASKED in shown
        assert "Ask somebody else" not in shown
        assert "Hand it over" not in shown
    assert new.get_absolute_url() in sam.get(PAGE).text
    assert new.get_absolute_url() not in mira.get(PAGE).text
    says(new, Act.DECLINE, cast.leo, Said(reason=Reason.TOO_MUCH_AT_ONCE))
    assert "Ask somebody else" in sam.get(PAGE).text
    assert "Hand it over" in mira.get(PAGE).text


def test_one_third_is_asked_for_one_thing_and_a_second_form_keeps_its_words(
    cast: Cast, sign_in: SignIn
) -> None:
    old = stories.mira_promised_sam(cast)
    leaves(cast.mira, GONE)
    url, sam = f"{reverse('commitments:new')}?instead={old.pk}", sign_in(cast.sam)
    terms = {"direction": "customer", "who": "Leo Hartmann", "what": THEMES, "due_on": "2026-12-03"}
    sam.post(url, terms)
    [new] = Commitment.objects.visible_to(cast.leo)
    again = sam.get(url, follow=True)
    assert again.redirect_chain == [(new.get_absolute_url(), 302)]
    assert LEO_HAS_BEEN_ASKED in again.text
    late = sam.post(url, terms | {"who": "Ana Duarte", "what": CALL})
    assert late.status_code == 422
    assert "Somebody else has been asked already." in late.text
    assert CALL in late.text
    assert not Commitment.objects.visible_to(cast.ana).exists()


def test_the_one_who_leaves_reads_that_somebody_was_asked_and_not_whom(
    cast: Cast, sign_in: SignIn
) -> None:
    old = stories.mira_promised_sam(cast)
    leaves(cast.mira, GONE)
    terms = {"direction": "customer", "who": "Leo Hartmann", "what": CALL, "due_on": "2026-12-03"}
    sign_in(cast.sam).post(f"{reverse('commitments:new')}?instead={old.pk}", terms)
    shown = sign_in(cast.mira).get(PAGE).text
    assert "Somebody else has been asked already. Their answer comes first." in shown
    assert "Leo" not in shown
    assert CALL not in shown
    assert "Hand it over" not in shown


def test_once_they_have_left_what_was_asked_of_the_third_outlives_the_old_one(
    cast: Cast, sign_in: SignIn
) -> None:
    old = says(stories.sam_would_hand_it_to_leo(cast), Act.AGREE, cast.mira)
    leaves(cast.mira, TODAY)
    sam = sign_in(cast.sam)
    shown = sam.get(PAGE).text
    assert LEO_HAS_BEEN_ASKED in shown
    assert "Ask somebody else" not in shown
    sam.post(reverse("commitments:let_go", args=[old.pk]))
    [new] = Commitment.objects.visible_to(cast.leo)
    assert says(new, Act.PROMISE, cast.leo).state == "promised"


def test_only_ones_own_promise_is_asked_of_somebody_else(cast: Cast, sign_in: SignIn) -> None:
    old = stories.mira_promised_sam(cast)
    leaves(cast.mira, TODAY)
    for who in (cast.ana, cast.vera, cast.farid):
        assert sign_in(who).get(f"{reverse('commitments:new')}?instead={old.pk}").status_code == 404


def test_former_partners_are_told_that_they_are_none(cast: Cast, sign_in: SignIn) -> None:
    stories.mira_promised_sam(cast)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    for who in (cast.sam, cast.mira):
        shown = sign_in(who).get(PAGE).text
        assert "You two are no longer partners." in shown
        assert THEMES in shown


def test_who_moves_to_another_area_and_the_other_find_what_was_agreed_before(
    cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.asks(cast.kim, cast.sam, what=CALL)
    moves(cast.kim, cast.areas.finance, TODAY)
    kim, sam = sign_in(cast.kim), sign_in(cast.sam)
    assert "You work in another area now: 1 promise from before is open." in kim.get("/app/").text
    assert "You work in another area now." in kim.get(PAGE).text
    assert "Kim leaves or moves on: 1 promise between you is open." in sam.get("/app/").text
    shown = sam.get(PAGE).text
    assert "Kim works in another area now." in shown
    assert promise.get_absolute_url() in shown


def test_who_comes_back_reads_that_it_ended_when_both_had_left(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    for who in (cast.mira, cast.sam):
        leaves(who, TODAY - BOTH_GONE)
    let_go_of_nobodys(at=TUESDAY)
    record("person.rehired", Employment(person=cast.mira, start_on=TODAY), by=OPERATOR, at=TUESDAY)
    page = sign_in(cast.mira).get(promise.get_absolute_url()).text
    assert page.count("Both had left, so it ended.") == 2  # where it stands, and how it went


def test_the_people_office_reads_numbers_and_names_and_no_words(
    cast: Cast, sign_in: SignIn
) -> None:
    stories.mira_promised_sam(cast)
    stories.asks(cast.mira, cast.ana, what=CALL)
    leaves(cast.mira, GONE)
    shown = sign_in(cast.farid).get("/app/company/leavers/").text
    assert "last day 30 November 2026 · 2 promises open" in shown
    assert "Ana Duarte, Sam Lindqvist" in shown
    assert THEMES not in shown
    assert CALL not in shown
