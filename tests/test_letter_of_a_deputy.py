"""The letter of a deputy: what waits for those they act for, for as long as they do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tandem.organisation import deputies
from tandem.organisation.absences import enter
from tandem.organisation.models import AbsenceKind, Deputy, Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act, State
from tandem.partnership.registers import reminders
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast
from tandem.rooms.mail.links import token_for
from tandem.rooms.mail.tests.post import Post, links, text
from tandem.rooms.mail.tests.stories import (
    WHAT,
    mira_asks_sam_for_a_new_day,
    mira_promised_sam,
    sam_asks_mira,
)
from tandem.website import clock

HEADING = "For those you act for"
WEDNESDAY, MONDAY_AFTER = TUESDAY + timedelta(days=1), MONDAY + timedelta(days=7)


def acts(deputy: Person, whom: Person) -> Deputy:
    """From Monday to Friday."""
    first, last = MONDAY.date(), FRIDAY.date()
    named = deputies.name_deputy(deputy=deputy, first=first, last=last, by=whom, at=MONDAY)
    return deputies.accept(deputy=named, by=deputy, at=MONDAY)


def letter_to(name: str, post: Post) -> str:
    post.at(TUESDAY)
    [letter] = post.to(name)
    return text(letter)


def test_it_brings_what_waits_for_them_under_a_heading_of_its_own_and_no_word_of_it(
    post: Post, cast: Cast
) -> None:
    acts(cast.kim, cast.mira)
    asked = sam_asks_mira(cast)
    said = Said(what=WHAT, due_on=date(2026, 12, 8))
    own = actions.ask(of=cast.kim, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    shown = letter_to("Kim", post)
    assert "Two things wait for you." in shown
    assert "For Mira: Sam asked you for something." in shown
    assert WHAT not in shown
    order = ["Waiting for you", own.get_absolute_url(), HEADING, asked.get_absolute_url()]
    assert [*order] == sorted(order, key=shown.index)


def test_its_buttons_are_those_the_page_has_and_speak_in_the_deputys_own_name(
    post: Post, cast: Cast
) -> None:
    acts(cast.kim, cast.mira)
    asked = sam_asks_mira(cast)
    post.at(TUESDAY)
    [letter] = post.to("Kim")
    there = links(letter)
    assert list(there) == ["No, because …"], "nobody promises for somebody else"
    page = Client().get(there["No, because …"]).text
    assert "This is for Kim Bakker" in page
    assert "With one tap Kim says this, as deputy of Mira." in page
    assert "Mira Okafor does it, for Sam Lindqvist" in page
    assert WHAT not in page
    said = Client().post(there["No, because …"], {"reason": "too_much_at_once"})
    assert said.status_code == 200
    move = Move.objects.of(asked).get(act=Act.DECLINE)
    assert (move.by, move.acted_for, move.to) == (cast.kim, cast.mira, State.DECLINED)


def test_a_deputy_agrees_to_another_day_for_them(post: Post, cast: Cast) -> None:
    acts(cast.kim, cast.sam)
    promise = mira_asks_sam_for_a_new_day(cast)
    post.at(TUESDAY)
    [letter] = post.to("Kim")
    assert Client().post(links(letter)["Agree to 10 Dec"]).status_code == 200
    move = Move.objects.of(promise).get(act=Act.AGREE)
    assert (move.by, move.acted_for) == (cast.kim, cast.sam)


def test_a_yes_nobody_may_give_for_them_is_refused_by_a_link_too(cast: Cast) -> None:
    acts(cast.kim, cast.mira)
    asked = sam_asks_mira(cast)
    token = token_for(cast.kim, asked, Act.PROMISE, spoken=1, today=TUESDAY.date())
    answer = Client().post(reverse("letters:act", args=[token]))
    assert answer.status_code == 422
    assert "Nobody promises for somebody else." in answer.text
    asked.refresh_from_db()
    assert asked.state == State.REQUESTED


@pytest.mark.parametrize("deputy", ["sam", "mira"])
def test_nothing_is_said_twice_to_a_deputy_who_is_the_other_side(
    post: Post, cast: Cast, deputy: str
) -> None:
    """Who acts for the one they have promised to, or asked, answers for themselves alone."""
    acts(getattr(cast, deputy), cast.mira if deputy == "sam" else cast.sam)
    promise = sam_asks_mira(cast)
    assert HEADING not in letter_to("Mira", post)
    [letter] = post.to("Mira")
    assert text(letter).count(promise.get_absolute_url()) == 1
    assert post.to("Sam") == []


def test_a_deputy_of_both_sides_acts_for_neither(post: Post, cast: Cast) -> None:
    acts(cast.kim, cast.mira)
    acts(cast.kim, cast.sam)
    sam_asks_mira(cast)
    post.at(TUESDAY)
    assert post.to("Kim") == []


def test_it_stops_when_their_time_is_over(post: Post, cast: Cast) -> None:
    acting = acts(cast.kim, cast.mira)
    asked = sam_asks_mira(cast)
    post.at(TUESDAY)
    [letter] = post.to("Kim")
    deputies.end(deputy=acting, by=cast.mira, at=WEDNESDAY)
    post.at(WEDNESDAY)
    assert len(post.to("Kim")) == 1
    with clock.stopped(WEDNESDAY):
        answer = Client().post(links(letter)["No, because …"], {"reason": "too_much_at_once"})
    assert answer.status_code == 410
    assert "Your time as a deputy here is over." in answer.text
    assert Commitment.objects.get(pk=asked.pk).state == State.REQUESTED


def test_it_stops_by_itself_after_the_last_day(post: Post, cast: Cast) -> None:
    acts(cast.kim, cast.mira)
    sam_asks_mira(cast)
    post.at(FRIDAY)
    assert len(post.to("Kim")) == 1
    post.at(MONDAY_AFTER)
    assert len(post.to("Kim")) == 1


def test_before_the_day_they_are_asked_how_it_goes_while_who_promised_it_is_away(
    post: Post, cast: Cast
) -> None:
    """On the days on which Mira would be asked, were she there; in the one letter of the day."""
    acts(cast.kim, cast.mira)
    enter(
        person=cast.mira, kind=AbsenceKind.LEAVE, first=MONDAY.date(), last=FRIDAY.date(),
        by=cast.mira, at=MONDAY,
    )  # fmt: skip
    promise = mira_promised_sam(cast, due_on=FRIDAY.date())
    post.at(TUESDAY)
    assert post.to("Kim") == [], "three working days ahead"
    post.at(WEDNESDAY)
    [letter] = post.to("Kim")
    said = text(letter)
    assert HEADING in said
    assert "For Mira: The day of something you promised Sam is near. How does it go?" in said
    assert set(links(letter)) == {"On track", "Renegotiate", "Report done"}
    assert post.to("Mira") == []
    with clock.stopped(WEDNESDAY):
        assert Client().post(links(letter)["On track"]).status_code == 200
    move = Move.objects.of(promise).get(act=Act.ON_TRACK)
    assert (move.by, move.acted_for) == (cast.kim, cast.mira)
    post.at(WEDNESDAY + timedelta(days=1))
    assert len(post.to("Kim")) == 1, "a word is enough until the day"
    post.at(FRIDAY)
    assert len(post.to("Kim")) == 2, "and on its morning it comes once more"


def test_how_it_goes_is_asked_of_no_deputy_of_who_waits_for_it(post: Post, cast: Cast) -> None:
    acts(cast.kim, cast.sam)
    acts(cast.ana, cast.mira)
    mira_promised_sam(cast, due_on=FRIDAY.date())
    assert not reminders(told_whom(cast.kim), WEDNESDAY.date())
    [asked] = reminders(told_whom(cast.ana), WEDNESDAY.date())
    assert asked.sentence.startswith("For Mira: ")


def test_who_acts_for_whom_they_wait_for_is_not_asked_about_it(cast: Cast) -> None:
    acts(cast.sam, cast.mira)
    mira_promised_sam(cast, due_on=FRIDAY.date())
    assert not reminders(told_whom(cast.sam), WEDNESDAY.date())


def told_whom(deputy: Person) -> Person:
    """As a letter knows them."""
    deputy.stands_for = deputies.stands_for(deputy, WEDNESDAY.date())
    return deputy
