"""What a letter says: each thing when it is new, a question once more in time, and no more."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from tandem.organisation.absences import enter
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import AbsenceKind, Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.partnership.tests.test_leaving import leaves
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.rules import Rhythm, eve_of, is_reached, monday_of
from tandem.rooms.mail.tests.post import Post, hours, text
from tandem.rooms.mail.tests.stories import LATER, mira_promised_sam
from tandem.rooms.mail.tests.stories import sam_asks_mira as ask

pytestmark = pytest.mark.alike

ASKED = "Sam asked you for something."
NEAR = "The day of something you promised Sam is near. How does it go?"
SLIPPED = "slipped past its date. What happens now?"
FAR = date(2027, 1, 15)
TEN = TUESDAY + hours(2)
DAY = timedelta(days=1)


def told(post: Post, name: str, words: str, *, days: int = 28) -> list[date]:
    """On which days from this Tuesday on a letter to somebody says it."""
    found = []
    for number in range(days):
        at = TUESDAY + number * DAY
        if any(words in text(each) and name in each["To"] for each in post.at(at)):
            found.append(at.date())
    return found


def told_each(post: Post, words: str, *, days: int = 28) -> list[tuple[date, str]]:
    """The same to everybody: the day, and the first name."""
    found = []
    for number in range(days):
        at = TUESDAY + number * DAY
        found += [(at.date(), one["To"].split()[0]) for one in post.at(at) if words in text(one)]
    return sorted(found)


@pytest.mark.parametrize(
    ("last", "eve"),
    [
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 30), date(2026, 11, 27)),  # a Monday: the Friday before
    ],
)
def test_a_question_is_called_to_mind_on_the_working_day_before_its_last(
    last: date, eve: date
) -> None:
    assert eve_of(last, WorkingDays()) == eve


@pytest.mark.parametrize(
    ("told_on", "reached"),
    [(date(2026, 11, 22), True), (date(2026, 11, 23), False), (date(2026, 11, 24), False)],
)
def test_what_fell_between_two_letters_is_said_by_the_second(told_on: date, reached: bool) -> None:
    assert is_reached([date(2026, 11, 23)], told_on, date(2026, 11, 24)) is reached
    assert not is_reached([date(2026, 11, 25)], told_on, date(2026, 11, 24))


def test_a_week_begins_with_its_monday() -> None:
    days = [date(2026, 11, each) for each in (23, 24, 29)]
    assert {monday_of(each) for each in days} == {date(2026, 11, 23)}


def test_a_request_is_told_once_and_called_to_mind_once_before_it_lapses(
    post: Post, cast: Cast
) -> None:
    """Asked on Monday it is open to the end of the next Monday."""
    ask(cast, due_on=FAR)
    assert told(post, "Mira", ASKED) == [date(2026, 11, 24), date(2026, 11, 27)]
    take_time(at=TUESDAY + 28 * DAY)
    assert Commitment.objects.get().state == "lapsed"


def test_a_letter_says_until_when_the_answer_has_time(post: Post, cast: Cast) -> None:
    ask(cast, due_on=FAR)
    [letter] = post.at(TUESDAY)
    for kind in ("plain", "html"):
        assert "Due Fri 15 Jan · Answer by Mon 30 Nov" in text(letter, kind)
    report_done(mira_promised_sam(cast), cast.mira, TEN)
    [letter] = [each for each in post.at(TUESDAY + DAY) if "Sam" in each["To"]]
    assert "Answer by Tue 1 Dec" in text(letter)


def report_done(promise: Commitment, by: Person, at: datetime) -> None:
    actions.take(commitment=promise, act=Act.REPORT_DONE, said=Said(), by=by, at=at)


def test_how_it_goes_is_asked_at_the_nudge_and_on_the_morning_of_the_day(
    post: Post, cast: Cast
) -> None:
    """Promised on Monday for Thursday 3 December, in eight working days: two days before it."""
    mira_promised_sam(cast)
    assert told_each(post, NEAR) == [(date(2026, 12, 1), "Mira"), (date(2026, 12, 3), "Mira")]


def test_a_slip_is_asked_about_once_the_day_after_with_one_sentence_to_both(
    post: Post, cast: Cast
) -> None:
    mira_promised_sam(cast)
    the_day_after = date(2026, 12, 4)
    assert told_each(post, SLIPPED) == [(the_day_after, "Mira"), (the_day_after, "Sam")]
    said = {each["To"].split()[0]: text(each) for each in post.letters[-2:]}
    assert f"What you promised Sam {SLIPPED}" in said["Mira"]
    assert f"What Mira promised you {SLIPPED}" in said["Sam"]


def test_who_leads_one_of_the_two_is_told_nothing_before_on_or_after_the_day(
    post: Post, cast: Cast
) -> None:
    """Of a question, of a promise near its day, on it, and slipped; their own mail does come."""
    ask(cast, due_on=FAR)
    mira_promised_sam(cast)
    asked = Said(what="The budget", due_on=FAR)
    actions.ask(of=cast.vera, said=asked, by=cast.kim, at=MONDAY, source=Source.FORM)
    own = told_each(post, "Kim asked you for something.")
    assert [name for _day, name in own] == ["Vera", "Vera"]
    hers = [text(each) for each in post.to("Vera")]
    assert len(hers) == 2
    for letter in hers:
        assert "One thing waits for you." in letter
        assert "Sam" not in re.sub(r"https://\S+", "", letter)  # a seal may spell anything
        assert "Mira" not in letter
    for words in (ASKED, NEAR, SLIPPED):
        assert any(words in text(each) for each in post.letters)


def test_what_was_told_is_counted_beside_what_is_new(post: Post, cast: Cast) -> None:
    ask(cast, due_on=FAR)
    post.at(TUESDAY)
    ask(cast, due_on=LATER, at=TEN)
    [letter] = post.at(TUESDAY + DAY)
    assert "Two things wait for you." in text(letter)
    assert text(letter).count(ASKED) == 1
    assert "1 more stands on Today:" in text(letter)


def test_a_word_brings_it_again_and_a_word_beside_it_does_not(post: Post, cast: Cast) -> None:
    slipped = mira_promised_sam(cast, due_on=date(2026, 11, 23))
    post.at(TUESDAY)
    why = Said(reason=Reason.TOO_MUCH_AT_ONCE)
    actions.take(commitment=slipped, act=Act.SAY_WHY, said=why, by=cast.mira, at=TEN)
    assert post.at(TUESDAY + DAY) == []
    new_day = Said(due_on=LATER, reason=Reason.TOO_MUCH_AT_ONCE)
    actions.take(commitment=slipped, act=Act.RENEGOTIATE, said=new_day, by=cast.mira, at=TEN + DAY)
    [letter] = post.at(TUESDAY + 2 * DAY)
    assert "Mira proposes a change to a promise." in text(letter)


def test_a_change_left_open_is_asked_of_both_once(post: Post, cast: Cast) -> None:
    promise = mira_promised_sam(cast)
    change = Said(due_on=FAR, reason=Reason.TOO_MUCH_AT_ONCE)
    actions.take(commitment=promise, act=Act.RENEGOTIATE, said=change, by=cast.mira, at=MONDAY)
    asked = told_each(post, "has waited for a week. What happens now?")
    a_week_on = date(2026, 12, 1)
    assert asked == [(a_week_on, "Mira"), (a_week_on, "Sam")]


def test_a_lost_letter_is_made_up_for_by_the_next(post: Post, cast: Cast) -> None:
    ask(cast, due_on=FAR)
    post.manners.to_a_message = "554 5.7.1 not today"
    assert post.at(TUESDAY) == []
    post.manners.to_a_message = "250 taken"
    assert told(post, "Mira", ASKED) == [date(2026, 11, 25), date(2026, 11, 27)]


def test_a_reminder_waits_with_the_clock_of_who_is_away(post: Post, cast: Cast) -> None:
    """Away from Thursday to Monday: the last day for the answer is the Thursday after."""
    ask(cast, due_on=FAR)
    post.at(TUESDAY)
    enter(
        person=cast.mira, first=date(2026, 11, 26), last=date(2026, 11, 30),
        kind=AbsenceKind.LEAVE, by=cast.mira, at=TUESDAY,
    )  # fmt: skip
    assert told(post, "Mira", ASKED) == [date(2026, 12, 2)]


def test_once_a_week_the_news_and_the_reminder_are_one(post: Post, cast: Cast) -> None:
    Mailbox.objects.filter(person=cast.mira).update(rhythm=Rhythm.WEEKLY)
    ask(cast, due_on=FAR, at=TEN)
    assert told(post, "Mira", ASKED) == [date(2026, 11, 30)]


def test_what_is_no_promise_is_said_once_a_week(post: Post, cast: Cast) -> None:
    mira_promised_sam(cast, due_on=FAR)
    leaves(cast.sam, date(2027, 1, 20))
    mondays = [date(2026, 11, 30), date(2026, 12, 7)]
    assert told(post, "Mira", "leaves or moves on", days=15) == [date(2026, 11, 24), *mondays]


def test_an_urgent_letter_takes_nothing_from_the_letter_of_the_day(post: Post, cast: Cast) -> None:
    ask(cast, due_on=FAR)
    post.at(TUESDAY)
    ask(cast, due_on=FAR, at=TEN)
    ask(cast, due_on=date(2026, 11, 25), at=TEN)
    [urgent] = post.at(TEN + hours(0.1))
    assert "By tomorrow" in urgent["Subject"]
    assert "Answer by Tue 1 Dec" in text(urgent)
    [letter] = post.at(TUESDAY + DAY)
    assert text(letter).count(ASKED) == 2
