"""What cannot wait comes at once, once a day, outside the quiet hours, and only if not yet told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tandem.organisation.calendars import add_day
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import FRIDAY, TUESDAY, Cast
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.rules import Rhythm
from tandem.rooms.mail.tests.post import Post, hours, links, text
from tandem.rooms.mail.tests.stories import WHAT
from tandem.rooms.mail.tests.stories import sam_asks_mira as ask

TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
TEN = TUESDAY + hours(2)
SUBJECT = "By tomorrow: somebody waits for your answer in Tandem"
WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def the_day_was_told(post: Post) -> None:
    """The letters of Tuesday are out, or nothing was to be said."""
    post.at(TUESDAY)


@pytest.mark.parametrize(("due_on", "number"), [(TODAY, 1), (TOMORROW, 1), (date(2026, 11, 26), 0)])
def test_an_ask_for_today_or_tomorrow_comes_at_once(
    post: Post, cast: Cast, due_on: date, number: int
) -> None:
    ask(cast, due_on=due_on, at=TEN)
    came = post.at(TEN + hours(0.1))
    assert [each["Subject"] for each in came] == [SUBJECT] * number
    for letter in came:
        assert list(links(letter)) == ["Yes, I will", "Yes, if / by …", "No, because …"]
        assert WHAT not in text(letter) + text(letter, "html")
        assert letter["Message-ID"].startswith("<urgent.2026-11-24.")


def test_it_comes_once_and_the_next_one_waits_for_the_day_after(post: Post, cast: Cast) -> None:
    ask(cast, due_on=TOMORROW, at=TEN)
    assert len(post.at(TEN + hours(0.1))) == 1
    ask(cast, due_on=TOMORROW, at=TEN + hours(1))
    assert post.at(TEN + hours(2)) == []
    [digest] = post.at(WEDNESDAY)
    assert "Two things wait for you." in text(digest)
    assert post.at(WEDNESDAY + hours(1)) == []


def test_what_the_letter_of_the_day_told_is_not_told_again(post: Post, cast: Cast) -> None:
    ask(cast, due_on=date(2026, 11, 26), at=TEN)
    assert len(post.at(WEDNESDAY)) == 1
    assert post.at(WEDNESDAY + hours(3)) == []


def test_it_waits_for_the_end_of_the_quiet_hours_and_goes_with_the_letter_of_the_day(
    post: Post, cast: Cast
) -> None:
    late = TUESDAY.replace(hour=20)
    ask(cast, due_on=TOMORROW, at=late)
    times = [late, WEDNESDAY.replace(hour=3), WEDNESDAY.replace(hour=7, minute=1)]
    assert [post.at(each) for each in times] == [[], [], []]
    [letter] = post.at(WEDNESDAY)
    assert letter["Subject"] == "What waits for you in Tandem"
    assert post.at(WEDNESDAY + hours(1)) == []


def test_it_does_not_wait_for_a_letter_late_in_the_day(post: Post, cast: Cast) -> None:
    Mailbox.objects.filter(person=cast.mira).update(minute=17 * 60, settled_on=None)
    ask(cast, due_on=TODAY, at=TEN)
    assert [each["Subject"] for each in post.at(TEN)] == [SUBJECT]


def test_who_wants_none_gets_none_and_no_letters_means_this_one_too(post: Post, cast: Cast) -> None:
    mine = Mailbox.objects.filter(person=cast.mira)
    ask(cast, due_on=TOMORROW, at=TEN)
    mine.update(urgent=False)
    assert post.at(TEN) == []
    mine.update(urgent=True, rhythm=Rhythm.NEVER)
    assert post.at(TEN + hours(0.1)) == []
    mine.update(rhythm=Rhythm.WORKING_DAYS)
    assert len(post.at(TEN + hours(0.2))) == 1


def test_a_day_off_is_left_alone(post: Post, cast: Cast) -> None:
    saturday = FRIDAY + timedelta(days=1)
    ask(cast, due_on=saturday.date(), at=saturday)
    assert post.at(saturday + hours(2)) == []
    add_day(site="", day=TOMORROW, works=False, name="Fair", by=cast.farid, at=TUESDAY)
    ask(cast, due_on=TOMORROW, at=WEDNESDAY)
    assert post.at(WEDNESDAY + hours(2)) == []


def test_what_was_answered_meanwhile_is_not_asked(post: Post, cast: Cast) -> None:
    promise = ask(cast, due_on=TOMORROW, at=TEN)
    actions.take(commitment=promise, act=Act.PROMISE, said=Said(), by=cast.mira, at=TEN)
    assert post.at(TEN + hours(0.1)) == []


def test_who_asked_is_told_of_a_yes_if_that_cannot_wait(post: Post, cast: Cast) -> None:
    promise = ask(cast, due_on=TODAY, at=TEN)
    post.at(TEN)
    counter = Said(due_on=TOMORROW)
    at = TEN + hours(1)
    actions.take(commitment=promise, act=Act.COUNTER, said=counter, by=cast.mira, at=at)
    [letter] = post.at(at + hours(0.1))
    assert letter["To"].startswith("Sam Lindqvist")
    assert "Accept" in links(letter)


def test_a_server_that_is_away_is_tried_again_and_it_comes_once(post: Post, cast: Cast) -> None:
    ask(cast, due_on=TOMORROW, at=TEN)
    post.goes_away()
    assert post.at(TEN + hours(0.1)) == []
    post.comes_back()
    post.work()
    assert len(post.letters) == 1
    assert post.at(TEN + hours(2)) == []


def test_a_day_without_a_server_leaves_it_to_the_letter_of_the_next(post: Post, cast: Cast) -> None:
    ask(cast, due_on=TOMORROW, at=TEN)
    post.goes_away()
    for later in range(8):
        post.at(TEN + hours(later))
        for _ in range(4):
            post.work()
    post.comes_back()
    assert [each["Subject"] for each in post.at(WEDNESDAY)] == ["What waits for you in Tandem"]
    assert post.stopped == []
