"""A promise that takes another's place, one that goes to somebody else, and one opened again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import NotPossible, Said, UnableToPromise
from tandem.partnership.commitments.clocks import answer_by
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.rules import Act, Reason, State
from tandem.partnership.registers import obligations
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast
from tandem.rooms.commitments.tests import stories
from tandem.rooms.commitments.tests.stories import says


def successor(old: Commitment) -> Commitment:
    return Commitment.objects.get(instead_of=old)


def test_an_agreed_replacement_ends_the_old_one_and_is_promised(cast: Cast) -> None:
    old = says(stories.mira_would_replace_it(cast), Act.AGREE, cast.sam)
    new = successor(old)
    assert (old.state, new.state) == (State.SUPERSEDED, State.PROMISED)
    assert (new.what, new.due_on) == ("A talk instead of a page", stories.IN_DECEMBER)
    assert (new.performer, new.customer, new.tier) == (cast.mira, cast.sam, "pair")
    assert [(move.act, move.by) for move in Move.objects.of(new)] == [("begin_instead", None)]
    assert Event.objects.get(about=new.pk).actor == "system"


def test_until_both_agree_nothing_is_replaced(cast: Cast) -> None:
    kept = says(stories.mira_would_replace_it(cast), Act.DONT_AGREE, cast.sam)
    assert (kept.state, kept.what) == (State.PROMISED, stories.THEMES)
    assert not Commitment.objects.filter(instead_of=kept).exists()


def test_each_page_says_which_way_a_promise_ended(cast: Cast, sign_in: SignIn) -> None:
    replaced = says(stories.mira_would_replace_it(cast), Act.AGREE, cast.sam)
    assert "agreed on another promise instead" in page_of(replaced, sign_in, cast)
    old = handed(cast)
    says(successor(old), Act.PROMISE, cast.leo)
    assert "somebody else does it now" in page_of(old, sign_in, cast)


def page_of(promise: Commitment, sign_in: SignIn, cast: Cast) -> str:
    return sign_in(cast.sam).get(promise.get_absolute_url()).text


def handed(cast: Cast) -> Commitment:
    """Sam proposes Leo, Mira agrees: Leo is asked."""
    return says(stories.sam_would_hand_it_to_leo(cast), Act.AGREE, cast.mira)


def test_a_hand_over_asks_the_third_once_both_agree_and_until_the_yes_the_old_one_counts(
    cast: Cast,
) -> None:
    proposed = stories.sam_would_hand_it_to_leo(cast)
    assert not Commitment.objects.visible_to(cast.leo).exists()  # reads nothing before
    old = says(proposed, Act.AGREE, cast.mira)
    new = successor(old)
    assert (old.state, old.handing_to) == (State.PROMISED, None)
    assert (new.state, new.performer, new.customer) == (State.REQUESTED, cast.leo, cast.sam)
    assert (new.what, new.due_on) == (stories.THEMES, stories.FRIDAY)
    assert [*Commitment.objects.visible_to(cast.leo)] == [new]
    assert not Commitment.objects.visible_to(cast.mira).filter(pk=new.pk).exists()
    assert [asked.url for asked in obligations(cast.leo, MONDAY.date())] == [new.get_absolute_url()]


def test_who_is_asked_to_agree_reads_on_today_to_whom_it_would_go(
    cast: Cast, sign_in: SignIn
) -> None:
    stories.sam_would_hand_it_to_leo(cast)
    assert "Leo Hartmann would do it instead." in sign_in(cast.mira).get("/app/").text


def test_with_the_yes_of_the_third_the_old_promise_has_ended(cast: Cast) -> None:
    old = handed(cast)
    says(successor(old), Act.PROMISE, cast.leo)
    old.refresh_from_db()
    assert (old.state, old.ended_on) == (State.SUPERSEDED, MONDAY.date())
    last = Move.objects.of(old).newest_first()[0]
    assert (last.act, last.by) == ("pass_on", None)


def test_a_yes_if_of_the_third_ends_it_once_the_customer_accepts(cast: Cast) -> None:
    old = handed(cast)
    new = says(successor(old), Act.COUNTER, cast.leo, Said(due_on=stories.IN_DECEMBER))
    old.refresh_from_db()
    assert old.state == State.PROMISED
    says(new, Act.ACCEPT, cast.sam)
    old.refresh_from_db()
    assert old.state == State.SUPERSEDED


def test_with_the_no_of_the_third_the_old_promise_goes_on(cast: Cast) -> None:
    old = handed(cast)
    says(successor(old), Act.DECLINE, cast.leo, Said(reason=Reason.TOO_MUCH_AT_ONCE))
    old.refresh_from_db()
    assert old.state == State.PROMISED
    again = says(old, Act.HAND_OVER, cast.sam, Said(person=cast.ana))
    assert again.handing_to == cast.ana


def test_the_third_has_the_days_of_a_hand_over_for_the_answer(cast: Cast) -> None:
    old = says(stories.sam_would_hand_it_to_leo(cast), Act.AGREE, cast.mira)
    new = successor(old)
    assert new.waiting_since == MONDAY.date()
    thursday = FRIDAY - timedelta(days=1)
    assert answer_by(new, TUESDAY.date()) == thursday.date()
    assert take_time(at=thursday) == 0
    assert take_time(at=FRIDAY) == 1
    for promise, state in ((new, "lapsed"), (old, "promised")):
        promise.refresh_from_db()
        assert promise.state == state


def test_what_was_settled_meanwhile_needs_no_yes(cast: Cast) -> None:
    old = handed(cast)
    new = successor(old)
    says(old, Act.REPORT_DONE, cast.mira)
    with pytest.raises(NotPossible, match="settled this between them"):
        says(new, Act.PROMISE, cast.leo)
    new.refresh_from_db()
    assert new.state == State.REQUESTED
    assert Move.objects.of(new).count() == 1


def test_only_one_third_person_is_asked_at_a_time(cast: Cast) -> None:
    old = handed(cast)
    with pytest.raises(NotPossible, match="asked already"):
        says(old, Act.HAND_OVER, cast.sam, Said(person=cast.ana))


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("mira", "one of you two"),
        ("sam", "one of you two"),
        ("otto", "no longer works here"),
    ],
)
def test_it_is_not_handed_to_one_of_the_two_nor_to_who_left(
    who: str, said: str, cast: Cast
) -> None:
    promise = stories.mira_promised_sam(cast)
    with pytest.raises(UnableToPromise, match=said):
        says(promise, Act.HAND_OVER, cast.sam, Said(person=getattr(cast, who)))


def test_the_form_of_a_hand_over_says_what_is_wrong_beside_the_name(
    cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.mira_promised_sam(cast)
    client, url = sign_in(cast.sam), f"{promise.get_absolute_url()}hand_over/"
    for typed, told in (
        ("", "Say who would do it instead."),
        ("Nobody Known", "Nobody here is known by this name."),
        ("Mira Okafor", "That is one of you two."),
        ("Sam Lindqvist", "A promise is between two people."),
    ):
        page = client.post(url, {"who": typed})
        assert page.status_code == 422
        assert told in page.text
    promise.refresh_from_db()
    assert promise.proposal == ""


def test_the_two_read_where_a_promise_went_and_the_third_where_it_came_from_is_closed(
    cast: Cast, sign_in: SignIn
) -> None:
    old = handed(cast)
    new = successor(old)
    assert new.get_absolute_url() in sign_in(cast.sam).get(old.get_absolute_url()).text
    assert new.get_absolute_url() not in sign_in(cast.mira).get(old.get_absolute_url()).text
    theirs = sign_in(cast.leo).get(new.get_absolute_url())
    assert theirs.status_code == 200
    assert old.get_absolute_url() not in theirs.text


AGAIN = Said(due_on=stories.IN_DECEMBER, words="It is needed after all.")


@pytest.mark.parametrize(("days", "possible"), [(30, True), (31, False)])
def test_an_end_can_be_opened_again_for_thirty_days(days: int, possible: bool, cast: Cast) -> None:
    ended, at = stories.sam_withdrew(cast), MONDAY + timedelta(days=days)
    again = Said(due_on=at.date() + timedelta(days=5), words="It is needed after all.")
    if possible:
        assert says(ended, Act.REOPEN, cast.sam, again, at=at).state == State.REQUESTED
    else:
        with pytest.raises(NotPossible, match="more than 30 days ago"):
            says(ended, Act.REOPEN, cast.sam, again, at=at)


def test_nobody_is_bound_again_by_the_others_tap(cast: Cast) -> None:
    asked = says(stories.sam_thanked(cast), Act.REOPEN, cast.sam, AGAIN, at=TUESDAY)
    assert (asked.state, asked.waits_for, asked.offered) == (State.REQUESTED, "performer", False)
    offered = says(stories.sam_withdrew(cast), Act.REOPEN, cast.mira, AGAIN)
    assert (offered.state, offered.waits_for, offered.offered) == (
        State.REQUESTED, "customer", True,
    )  # fmt: skip


def test_the_mark_of_both_is_kept_and_goes_when_it_is_opened_again(cast: Cast) -> None:
    done = stories.sam_thanked(cast)
    says(done, Act.OUTSIDE_HANDS, cast.mira, Said(words="A flood."), at=TUESDAY)
    both = says(done, Act.AGREE, cast.sam, at=TUESDAY)
    assert (both.state, both.outside_hands, both.ended_on) == (
        State.SATISFIED, True, TUESDAY.date(),
    )  # fmt: skip
    assert not says(done, Act.REOPEN, cast.sam, AGAIN, at=TUESDAY).outside_hands


# ---- something else for what was taken back

NEW = reverse("commitments:new")
TAKES_BACK = {"reason": "too_much_at_once"}


def anew(old: Commitment) -> str:
    return f"{NEW}?after={old.pk}"


def test_who_takes_it_back_is_led_to_an_offer_in_its_place(cast: Cast, sign_in: SignIn) -> None:
    old = stories.mira_promised_sam(cast)
    mira, page = sign_in(cast.mira), old.get_absolute_url()
    row = mira.post(f"{page}take_back/", TAKES_BACK, headers={"HX-Request": "true"}).text
    assert f'<a href="{anew(old)}">Offer something else</a>' in row
    assert anew(old) in mira.get(page).text
    form = mira.get(anew(old)).text
    assert "In place of what you took back. Sam answers it like any offer." in form
    for filled in ('value="Sam Lindqvist"', f'value="{stories.THEMES}"'):
        assert filled in form
    assert re.search(r'<input type="date" name="due_on" (?!value)', form)
    terms = {"direction": "performer", "who": "Sam Lindqvist", "what": "Half a page"}
    assert mira.post(anew(old), {**terms, "due_on": ""}).status_code == 422
    mira.post(anew(old), {**terms, "due_on": "2026-12-03"})
    new = successor(old)
    assert (new.state, new.offered, new.performer) == (State.REQUESTED, True, cast.mira)
    old.refresh_from_db()
    assert old.state == State.REVOKED_BY_PERFORMER
    for reader in (mira, sign_in(cast.sam)):
        assert new.get_absolute_url() in reader.get(page).text
        assert page in reader.get(new.get_absolute_url()).text
    assert "Offer something else" not in mira.get(page).text  # one stands there


def test_only_who_took_it_back_offers_something_else(cast: Cast, sign_in: SignIn) -> None:
    old = stories.mira_promised_sam(cast)
    assert sign_in(cast.mira).get(anew(old)).status_code == 404  # it is promised still
    says(old, Act.TAKE_BACK, cast.mira, Said(reason=Reason.TOO_MUCH_AT_ONCE))
    for who in (cast.sam, cast.vera, cast.farid, cast.ana):
        assert sign_in(who).get(anew(old)).status_code == 404
    assert "Offer something else" not in page_of(old, sign_in, cast)
    assert sign_in(cast.mira).get(f"{NEW}?after=no-id").status_code == 404


def test_offered_to_another_person_or_asked_it_is_a_promise_of_its_own(
    cast: Cast, sign_in: SignIn
) -> None:
    old = stories.mira_promised_sam(cast)
    says(old, Act.TAKE_BACK, cast.mira, Said(reason=Reason.TOO_MUCH_AT_ONCE))
    mira = sign_in(cast.mira)
    terms = {"what": "Half a page", "due_on": "2026-12-03"}
    for who, direction in (("Leo Hartmann", "performer"), ("Sam Lindqvist", "customer")):
        mira.post(anew(old), {**terms, "who": who, "direction": direction})
    assert Commitment.objects.count() == 3
    assert not Commitment.objects.filter(instead_of=old).exists()


def test_what_was_offered_anew_asks_no_third_person(cast: Cast) -> None:
    """Opened again, the old one can still be handed over."""
    old = stories.mira_promised_sam(cast)
    says(old, Act.TAKE_BACK, cast.mira, Said(reason=Reason.TOO_MUCH_AT_ONCE))
    said = Said(what="Half a page", due_on=stories.IN_DECEMBER)
    actions.offer_instead(old=old, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    again = Said(due_on=stories.IN_DECEMBER, words="After all.")
    opened = says(old, Act.REOPEN, cast.mira, again)
    assert says(opened, Act.HAND_OVER, cast.mira, Said(person=cast.leo)).handing_to == cast.leo
