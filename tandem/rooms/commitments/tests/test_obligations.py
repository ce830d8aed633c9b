"""What Today asks of each of the two, without the words of the promise."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tandem.organisation.models import Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.registers import MOST, Matter, Obligation, obligations, reminders
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.commitments.tests import stories

TODAY = TUESDAY.date()


def asked_of(person: Person, today: date = TODAY) -> list[Obligation]:
    return obligations(person, today)


@pytest.mark.parametrize(
    ("story", "who", "sentence"),
    [
        (stories.sam_asks_mira, "mira", "Sam asked you for something."),
        (stories.mira_offers_sam, "sam", "Mira offers you something."),
        (stories.mira_asks_back, "sam", "Mira asks back before answering you."),
        (stories.mira_says_yes_if, "sam", "Mira answered “yes, if”."),
        (stories.sam_counters_back, "mira", "Sam answered your “yes, if”."),
        (stories.mira_proposes_december, "sam", "Mira proposes a change to a promise."),
        (stories.mira_reports_it_done, "sam", "Mira reported something done for you."),
        (stories.sam_says_not_yet, "mira", "Sam proposes a change to a promise."),
        (
            stories.sam_asks_something_important,
            "mira",
            "Sam asked you for something important. First say what you heard.",
        ),
        (stories.mira_says_what_she_heard, "sam", "Mira says what they heard. Is that it?"),
        (stories.mira_would_replace_it, "sam", "Mira proposes another promise instead of one."),
        (stories.sam_would_hand_it_to_leo, "mira", "Sam proposes to hand a promise over."),
        (
            stories.mira_says_outside_our_hands,
            "sam",
            "Mira says of a promise that it was outside your hands, both of you.",
        ),
    ],
)
def test_whoever_has_the_word_is_asked_and_nobody_else(
    story: stories.Story, who: str, sentence: str, cast: Cast
) -> None:
    promise = story(cast)
    asked = getattr(cast, who)
    other = promise.other_than(asked)
    [obligation] = asked_of(asked)
    assert (obligation.matter, obligation.sentence) == (Matter.ANSWER, sentence)
    assert (obligation.since, obligation.url) == (MONDAY.date(), promise.get_absolute_url())
    assert asked_of(other) == []
    assert asked_of(cast.vera) == []


def test_what_is_promised_asks_nothing_until_its_day_has_passed(cast: Cast) -> None:
    stories.mira_promised_sam(cast)
    for person in (cast.mira, cast.sam):
        assert asked_of(person, stories.FRIDAY) == []


def test_what_slipped_is_asked_of_both(cast: Cast) -> None:
    stories.it_slipped(cast)
    [mine], [theirs] = asked_of(cast.mira), asked_of(cast.sam)
    assert mine.sentence == "What you promised Sam slipped past its date. What happens now?"
    assert theirs.sentence == "What Mira promised you slipped past its date. What happens now?"
    assert {mine.matter, theirs.matter} == {Matter.NEW_DATE}
    assert mine.since == theirs.since == stories.LAST_FRIDAY


def test_once_a_day_is_proposed_only_the_other_is_asked(cast: Cast) -> None:
    slipped = stories.it_slipped(cast)
    said = Said(due_on=stories.IN_DECEMBER, reason=Reason.FORGOT)
    stories.says(slipped, Act.RENEGOTIATE, cast.mira, said, at=TUESDAY)
    assert asked_of(cast.mira) == []
    [asked] = asked_of(cast.sam)
    assert asked.matter is Matter.ANSWER


def test_nobody_is_asked_about_a_draft(cast: Cast) -> None:
    stories.drafts(cast.mira, cast.sam, due_on=stories.LAST_FRIDAY.replace(month=12))
    assert asked_of(cast.mira) == asked_of(cast.sam) == []


def test_it_leaves_with_the_answer(cast: Cast) -> None:
    promise = stories.sam_asks_mira(cast)
    stories.says(promise, Act.PROMISE, cast.mira)
    assert asked_of(cast.mira) == []


def test_no_sentence_carries_the_words(cast: Cast) -> None:
    stories.sam_asks_mira(cast)
    stories.it_slipped(cast)
    for person in (cast.mira, cast.sam):
        assert not any("night shift" in asked.sentence for asked in asked_of(person))


def test_the_longest_waiting_comes_first(cast: Cast) -> None:
    stories.sam_asks_mira(cast)
    stories.it_slipped(cast)
    assert [asked.since for asked in asked_of(cast.mira)] == [stories.LAST_FRIDAY, MONDAY.date()]


LEFT_OPEN = "A change between you and {} has waited for a week. What happens now?"


@pytest.mark.parametrize(
    ("today", "of_who_proposed"),
    [(stories.NEXT_MONDAY, []), (date(2026, 12, 1), [LEFT_OPEN.format("Sam")])],
)
def test_a_change_left_open_for_five_working_days_is_asked_of_both(
    today: date, of_who_proposed: list[str], cast: Cast
) -> None:
    stories.mira_proposes_december(cast)  # on Monday the 23rd
    assert [one.sentence for one in asked_of(cast.mira, today)] == of_who_proposed
    [asked] = asked_of(cast.sam, today)
    assert (asked.sentence == LEFT_OPEN.format("Mira")) is bool(of_who_proposed)
    assert asked_of(cast.vera, today) == []


def near_the_day(cast: Cast, number: int) -> list[Commitment]:
    return [stories.mira_promised_sam(cast) for _ in range(number)]


def test_of_very_many_near_days_the_nearest_are_named_and_all_are_counted(cast: Cast) -> None:
    there = near_the_day(cast, MOST + 4)
    on = there[0].due_on
    assert on
    asked = reminders(cast.mira, on)
    assert len(asked) == MOST
    assert sum(1 + each.more for each in asked) == MOST + 4


def test_whoever_has_spoken_of_the_nearest_is_asked_about_the_others(cast: Cast) -> None:
    there = near_the_day(cast, MOST + 4)
    on = there[0].due_on
    assert on
    morning = datetime.combine(on, time(8), tzinfo=TUESDAY.tzinfo)
    for one in there[:MOST]:
        actions.take(commitment=one, act=Act.ON_TRACK, said=Said(), by=cast.mira, at=morning)
    asked = reminders(cast.mira, on)
    assert {each.url for each in asked} == {one.get_absolute_url() for one in there[MOST:]}
    assert not any(each.more for each in asked)
