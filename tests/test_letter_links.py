"""A link does one act, once, for whom it was mailed to; looking at it does nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.models import Account, Event
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.rules import TABLE, Act, Need, Reason, Side, Standing, State
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.rooms.commitments.history import history
from tandem.rooms.commitments.tests.stories import (
    mira_proposes_half_a_page,
    mira_says_outside_our_hands,
    mira_says_what_she_heard,
    mira_says_yes_if_it_is_half_a_page,
    mira_would_replace_it,
)
from tandem.rooms.mail.links import (
    DAYS,
    forget_used,
    is_askable,
    read,
    spoken_in,
    stop_token,
    token_for,
)
from tandem.rooms.mail.models import Mailbox, UsedLink
from tandem.rooms.mail.rules import Rhythm
from tandem.rooms.mail.tests.post import Post, links
from tandem.rooms.mail.tests.stories import (
    DUE,
    LATER,
    WHAT,
    mira_asks_sam_for_a_new_day,
    mira_promised_sam,
    sam_asks_mira,
)
from tandem.website import clock


def url(promise: Commitment, act: Act, cast: Cast, *, who: str = "mira") -> str:
    """As a letter to Mira has it, or to somebody else."""
    person = getattr(cast, who)
    spoken = spoken_in([promise])[promise.pk]
    token = token_for(person, promise, act, spoken=spoken, today=TUESDAY.date())
    return reverse("letters:act", args=[token])


def state_of(promise: Commitment) -> tuple[object, ...]:
    promise.refresh_from_db()
    moves = Move.objects.of(promise).count()
    return promise.state, promise.due_on, promise.proposed_on, moves, UsedLink.objects.count()


def test_it_shows_who_what_and_when_and_no_word_and_keeps_no_cookie(cast: Cast) -> None:
    shown = Client().get(url(sam_asks_mira(cast), Act.PROMISE, cast))
    assert shown.status_code == 200
    for said in ("This is for Mira Okafor", "Yes, I will", "Sam Lindqvist", "Thu 3 Dec"):
        assert said in shown.text
    assert WHAT not in shown.text
    assert "csrfmiddlewaretoken" not in shown.text
    assert shown.cookies == {}
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.headers["Referrer-Policy"] == "no-referrer"


def test_a_program_that_looks_at_every_link_changes_nothing(post: Post, cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    [letter] = post.at(TUESDAY)
    before = state_of(promise)
    scanner = Client(headers={"user-agent": "LinkScanner/1.0"})
    for address in links(letter).values():
        for look in (scanner.head, scanner.get, scanner.get, scanner.options):
            look(address)
    assert state_of(promise) == before
    events = Event.objects.filter(about=promise.pk)
    assert [each.what for each in events] == ["commitment.ask"]


def test_one_tap_says_it_and_leaves_an_event_that_it_came_by_a_link(post: Post, cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    [letter] = post.at(TUESDAY)
    said = Client(enforce_csrf_checks=True).post(links(letter)["Yes, I will"])
    assert said.status_code == 200
    assert "Thank you, it is said." in said.text
    assert state_of(promise)[0] == State.PROMISED
    events = Event.objects.filter(about=promise.pk).order_by("id")
    told = [(each.what, each.who) for each in events]
    assert told[1:] == [
        ("commitment.promise", cast.mira.pseudonym), ("mail.link_used", cast.mira.pseudonym)
    ]  # fmt: skip


def test_the_page_of_the_promise_tells_both_which_word_came_by_letter(
    cast: Cast, sign_in: SignIn
) -> None:
    promise = sam_asks_mira(cast)
    Client().post(url(promise, Act.PROMISE, cast))
    done = Said(words="On your desk")
    actions.take(commitment=promise, act=Act.REPORT_DONE, said=done, by=cast.mira, at=TUESDAY)
    for reader in (cast.mira, cast.sam):
        told = [(each.sentence, each.by_letter) for each in history(promise, reader, DUE)]
        assert [by_letter for _, by_letter in told] == [False, True, False]
        assert sign_in(reader).get(promise.get_absolute_url()).text.count("By letter") == 1


def test_a_second_tap_is_told_that_it_was_said(cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    address = url(promise, Act.PROMISE, cast)
    Client().post(address)
    before = state_of(promise)
    for again in (Client().post(address), Client().get(address)):
        assert again.status_code == 410
        assert "This was said already." in again.text
    assert state_of(promise) == before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_taps_at_once_one_counts() -> None:
    cast = Cast.gather()
    promise = sam_asks_mira(cast)
    address, statuses = url(promise, Act.PROMISE, cast), []

    def tap() -> None:
        with clock.stopped(TUESDAY):
            statuses.append(Client().post(address).status_code)
        connection.close()

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert sorted(statuses) == [200, 410, 410, 410]
    assert Move.objects.of(promise).filter(act=Act.PROMISE).count() == 1


# ---- an act that asks for a day and a reason


NEW_DAY = {"due_on": LATER.isoformat(), "reason": Reason.TOO_MUCH_AT_ONCE.value}


def test_a_new_day_and_its_reason_are_asked_on_the_page(cast: Cast) -> None:
    promise = mira_promised_sam(cast)
    address = url(promise, Act.RENEGOTIATE, cast)
    shown = Client().get(address)
    assert "New date" in shown.text
    assert "Too much at once" in shown.text
    assert WHAT not in shown.text
    said = Client().post(address, NEW_DAY)
    assert said.status_code == 200
    assert "You propose Thu 10 Dec. Sam reads it in Tandem and answers next." in said.text
    assert state_of(promise)[:3] == (State.RENEGOTIATING, DUE, LATER)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Pick a day."),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({**NEW_DAY, "reason": ""}, "Pick a reason."),
        ({**NEW_DAY, "reason": "vanity"}, "vanity is not one of the available choices"),
        ({**NEW_DAY, "due_on": "2026-11-23"}, "Pick a day after today."),
        ({**NEW_DAY, "due_on": DUE.isoformat()}, "This is what was said last."),
    ],
)
def test_what_is_missing_is_said_and_the_link_stays_good(
    cast: Cast, given: dict[str, str], says: str
) -> None:
    promise = mira_promised_sam(cast)
    address, before = url(promise, Act.RENEGOTIATE, cast), state_of(promise)
    answer = Client().post(address, given)
    assert answer.status_code == 422
    assert says in answer.text
    assert state_of(promise) == before
    assert Client().post(address, NEW_DAY).status_code == 200


def test_the_other_agrees_by_a_link_that_names_the_day(post: Post, cast: Cast) -> None:
    promise = mira_asks_sam_for_a_new_day(cast)
    post.at(TUESDAY)
    [letter] = post.to("Sam")
    there = links(letter)
    assert {"Agree to 10 Dec", "Keep 3 Dec"} <= set(there)
    assert "10 Dec" in Client().get(there["Agree to 10 Dec"]).text
    assert Client().post(there["Agree to 10 Dec"]).status_code == 200
    assert state_of(promise)[:2] == (State.PROMISED, LATER)


def test_every_act_that_asks_only_for_days_and_reasons_has_a_page_and_no_other_has() -> None:
    standing = Standing(state=State.PROMISED, author=Side.CUSTOMER)
    askable = {step.act for step in TABLE if is_askable(step, standing)}
    assert {Act.PROMISE, Act.RENEGOTIATE, Act.AGREE, Act.REPORT_DONE, Act.DECLINE} <= askable
    for step in TABLE:
        if {Need.WORDS, Need.WHAT} & set(step.needs):
            assert not is_askable(step, standing)


@pytest.mark.parametrize(
    ("story", "whose", "act"),
    [
        (mira_says_what_she_heard, "sam", Act.CONFIRM),
        (mira_would_replace_it, "sam", Act.AGREE),
        (mira_says_outside_our_hands, "sam", Act.DONT_AGREE),
        (mira_says_yes_if_it_is_half_a_page, "sam", Act.ACCEPT),
        (mira_proposes_half_a_page, "sam", Act.AGREE),
        (mira_proposes_half_a_page, "sam", Act.DONT_AGREE),
    ],
)
def test_what_has_to_be_read_first_is_in_no_letter_and_a_link_to_it_does_nothing(
    story: Callable[[Cast], Commitment], whose: str, act: Act, post: Post, cast: Cast
) -> None:
    promise = story(cast)
    post.at(TUESDAY)
    [letter] = post.to("Sam")
    assert links(letter) == {}
    before = state_of(promise)
    answer = Client().post(url(promise, act, cast, who=whose))
    assert (answer.status_code, state_of(promise)) == (410, before)


# ---- links that do nothing


Spoil = Callable[[Commitment, Cast], None]


def nothing(*_: object) -> None: ...


def says(act: Act, who: str, said: Said | None = None) -> Spoil:
    def spoil(promise: Commitment, cast: Cast) -> None:
        by = getattr(cast, who)
        actions.take(commitment=promise, act=act, said=said or Said(), by=by, at=MONDAY)

    return spoil


def asks_for_another_day(promise: Commitment, cast: Cast) -> None:
    said = Said(due_on=LATER)
    actions.take(commitment=promise, act=Act.COUNTER, said=said, by=cast.mira, at=MONDAY)
    back = Said(due_on=date(2026, 12, 4))
    actions.take(commitment=promise, act=Act.COUNTER_BACK, said=back, by=cast.sam, at=MONDAY)


def is_shut_out(_: Commitment, cast: Cast) -> None:
    Account.objects.filter(email=cast.mira.email).update(is_active=False)


MOVED_ON, LEFT = "This has moved on since the letter.", "This link opens nothing any more."
SPOILT: dict[str, tuple[Spoil, int, str]] = {
    "withdrawn": (says(Act.WITHDRAW, "sam"), 410, MOVED_ON),
    "answered": (says(Act.PROMISE, "mira"), 410, MOVED_ON),
    "on other terms": (
        asks_for_another_day,
        410,
        MOVED_ON,
    ),  # a yes is possible, but to another day
    "who left": (lambda _, cast: leave(cast.mira), 403, LEFT),
    "who signs in no more": (is_shut_out, 403, LEFT),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_was_mailed_before_things_changed_does_nothing_and_says_why(
    cast: Cast, name: str
) -> None:
    spoil, status, says = SPOILT[name]
    promise = sam_asks_mira(cast)
    address = url(promise, Act.PROMISE, cast)
    spoil(promise, cast)
    before = state_of(promise)
    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == status
        assert says in answer.text
    assert state_of(promise) == before


def test_a_word_beside_the_matter_leaves_the_other_buttons_good(cast: Cast) -> None:
    promise = mira_promised_sam(cast)
    done, on_track = (url(promise, each, cast) for each in (Act.REPORT_DONE, Act.ON_TRACK))
    assert Client().post(on_track).status_code == 200
    assert Client().post(done).status_code == 200
    assert state_of(promise)[0] == State.REPORTED_DONE


def test_after_fourteen_days_its_days_are_over(cast: Cast) -> None:
    promise = sam_asks_mira(cast, due_on=date(2026, 12, 31))
    address = url(promise, Act.PROMISE, cast)
    with clock.stopped(TUESDAY + timedelta(days=DAYS)):
        answer = Client().post(address)
    assert (answer.status_code, state_of(promise)[0]) == (410, State.REQUESTED)
    assert "The days of this link are over." in answer.text
    with clock.stopped(TUESDAY + timedelta(days=DAYS - 1)):
        assert Client().post(address).status_code == 200


def test_with_a_replaced_key_links_that_are_out_end_and_letters_can_still_be_stopped(
    cast: Cast, settings: Settings
) -> None:
    """Whoever copied the earlier key file writes none that does anything, however new it says."""
    promise = sam_asks_mira(cast)
    earlier, stop = url(promise, Act.PROMISE, cast), stop_token(cast.mira)
    before = state_of(promise)
    settings.KEYRING = settings.KEYRING.with_new_current()
    for answer in (Client().get(earlier), Client().post(earlier)):
        assert answer.status_code == 410
        assert "The days of this link are over." in answer.text
    assert state_of(promise) == before
    assert Client().post(reverse("letters:stop", args=[stop])).status_code == 200
    assert Mailbox.objects.get(person=cast.mira).rhythm == Rhythm.NEVER
    assert Client().get(url(promise, Act.PROMISE, cast)).status_code == 200


def test_after_the_clock_was_set_back_a_link_works_and_works_once(cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    address = url(promise, Act.PROMISE, cast)
    with clock.stopped(MONDAY - timedelta(days=3)):
        assert [Client().post(address).status_code for _ in range(2)] == [200, 410]
    assert state_of(promise)[0] == State.PROMISED


def test_a_yes_to_a_day_that_has_passed_is_no_longer_offered(cast: Cast) -> None:
    promise = sam_asks_mira(cast, due_on=date(2026, 11, 25))
    address = url(promise, Act.PROMISE, cast)
    with clock.stopped(TUESDAY + timedelta(days=2)):
        assert Client().post(address).status_code == 410
    assert state_of(promise)[0] == State.REQUESTED


def test_whatever_sign_of_it_is_changed_it_is_not_whole(cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    token = token_for(cast.mira, promise, Act.PROMISE, spoken=1, today=TUESDAY.date())
    other = token_for(cast.kim, promise, Act.PROMISE, spoken=1, today=TUESDAY.date())
    body, _, signature = token.rpartition(".")
    spoilt = [
        token[:-1], token + "A", body, f"{body}.", "x", f"{other.rpartition('.')[0]}.{signature}"
    ]  # fmt: skip
    spoilt += [token[:at] + ("B" if token[at] != "B" else "C") + token[at + 1 :]
               for at in range(len(token) - 1)]  # fmt: skip
    for each in spoilt:
        answer = Client().post(reverse("letters:act", args=[each]))
        assert (each, answer.status_code) == (each, 403)
    assert "This link is not whole." in answer.text
    assert state_of(promise)[0] == State.REQUESTED


def test_a_link_to_stop_is_no_link_to_act_nor_the_other_way_round(post: Post, cast: Cast) -> None:
    sam_asks_mira(cast)
    [letter] = post.at(TUESDAY)
    act = links(letter)["Yes, I will"]
    stop = letter["List-Unsubscribe"].strip("<> ").removeprefix("https://tandem.varnholm.example")
    for address in (act.replace("/act/", "/stop/"), stop.replace("/stop/", "/act/")):
        assert Client().post(address).status_code == 403


def test_a_link_for_somebody_it_is_not_between_finds_nothing(cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    token = token_for(cast.kim, promise, Act.PROMISE, spoken=1, today=TUESDAY.date())
    assert Client().post(reverse("letters:act", args=[token])).status_code == 410


def test_passed_on_it_still_speaks_for_whom_it_was_mailed_to_and_says_so(
    cast: Cast, post: Post
) -> None:
    promise = sam_asks_mira(cast)
    [letter] = post.at(TUESDAY)
    somebody_else = Client()
    assert cast.kim.account is not None
    somebody_else.force_login(cast.kim.account)
    shown = somebody_else.get(links(letter)["Yes, I will"])
    assert "This is for Mira Okafor" in shown.text
    assert "Are you somebody else?" in shown.text
    somebody_else.post(links(letter)["Yes, I will"])
    assert Move.objects.of(promise).get(act=Act.PROMISE).by == cast.mira


# ---- what is kept of them


def test_of_a_used_link_only_a_hash_is_kept_until_its_days_are_over(cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    address = url(promise, Act.PROMISE, cast)
    Client().post(address)
    [used] = UsedLink.objects.all()
    nonce = read(address.split("/")[-2]).nonce
    assert nonce not in used.hash
    assert set(vars(used)) == {"_state", "hash", "ends_on"}

    def left_after(days: int) -> int:
        at: datetime = TUESDAY + timedelta(days=days)
        forget_used(at=at)
        return UsedLink.objects.count()

    assert (left_after(DAYS - 1), left_after(DAYS)) == (1, 0)


def test_once_the_other_one_has_left_an_earlier_link_says_so_kindly_and_does_nothing(
    cast: Cast,
) -> None:
    promise = mira_promised_sam(cast)
    there, before = url(promise, Act.RENEGOTIATE, cast), state_of(promise)
    leave(cast.sam)
    for ended in (Client().get(there), Client().post(there, {"due_on": LATER.isoformat()})):
        assert ended.status_code == 410
        assert "Who this was with no longer works here." in ended.text
        assert "let it go, or ask somebody else" in ended.text
        assert reverse("commitments:before_you_go") in ended.text
        assert WHAT not in ended.text
    assert state_of(promise) == before
