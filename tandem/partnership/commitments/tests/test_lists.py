"""Each promise is listed in one part, and the database counts as a hand would."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.organisation.models import Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.lists import Part, Tally, counted, first, part, tally
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
EARLIER = datetime(2026, 11, 9, 8, tzinfo=MONDAY.tzinfo)
FRIDAY = date(2026, 11, 27)


def asks(by: Person, of: Person, due_on: date = FRIDAY, *, at: datetime = EARLIER) -> Commitment:
    said = Said(what="Exit themes", due_on=due_on)
    return actions.ask(of=of, said=said, by=by, at=at, source=Source.FORM)


def says(promise: Commitment, act: Act, by: Person, **said: object) -> Commitment:
    return actions.take(commitment=promise, act=act, said=Said(**said), by=by, at=EARLIER)  # type: ignore[arg-type]


def promised(by: Person, to: Person, due_on: date = FRIDAY) -> Commitment:
    return says(asks(to, by, due_on), Act.PROMISE, by)


def everything(cast: Cast) -> None:
    """For Mira: one or more of every standing that the lists tell apart."""
    mira, sam, ana = cast.mira, cast.sam, cast.ana
    asks(sam, mira)
    asks(mira, ana)
    for days in (-4, 0, 0, 1, 9):
        promised(mira, sam, TODAY + timedelta(days=days))
    promised(ana, mira, TODAY)
    promised(ana, mira, TODAY - timedelta(days=1))
    day = {"due_on": date(2026, 12, 4), "reason": Reason.FORGOT}
    says(promised(mira, ana), Act.RENEGOTIATE, mira, **day)
    says(promised(sam, mira), Act.RENEGOTIATE, sam, **day)
    says(promised(mira, sam), Act.REPORT_DONE, mira)
    says(asks(ana, mira), Act.DECLINE, mira, reason=Reason.TOO_MUCH_AT_ONCE)
    drafts = [
        actions.save_draft(customer=sam, performer=mira, said=Said(what="A"), by=mira, at=EARLIER)
        for _ in range(2)
    ]
    says(drafts[0], Act.DISCARD_DRAFT, mira)


def parts_of(person: Person) -> dict[Part, list[Commitment]]:
    mine = Commitment.objects.visible_to(person)
    return {one: [*part(one, person, mine)] for one in Part}


@pytest.mark.parametrize("who", ["mira", "sam", "ana", "vera"])
def test_every_promise_is_in_one_part_but_a_discarded_draft_in_none(who: str, cast: Cast) -> None:
    everything(cast)
    person = getattr(cast, who)
    listed = Counter(each.pk for those in parts_of(person).values() for each in those)
    assert listed == Counter(
        Commitment.objects.visible_to(person).listed().values_list("pk", flat=True)
    )


@pytest.mark.parametrize("who", ["mira", "sam", "ana", "vera"])
def test_the_database_counts_what_a_hand_would(who: str, cast: Cast) -> None:
    everything(cast)
    person = getattr(cast, who)
    numbers, by_hand = tally(person, TODAY), counted(all_of(person), person, TODAY)
    for other in (cast.sam, cast.ana, cast.mira, cast.kim):
        assert said(numbers.with_one(other.pk)) == said(by_hand.with_one(other.pk)), other
    assert said(numbers) == said(by_hand)
    assert {one: numbers.of(one) for one in Part} == {
        one: len(those) for one, those in parts_of(person).items()
    }


def all_of(person: Person) -> list[Commitment]:
    return [*Commitment.objects.visible_to(person).listed()]


def said(numbers: Tally) -> tuple[object, ...]:
    return (
        [numbers.of(one) for one in Part], numbers.open, numbers.slipped, numbers.due_today,
        numbers.due_tomorrow, numbers.later, numbers.next_due_on, dict(numbers.by_person),
    )  # fmt: skip


def test_miras_day_in_numbers(cast: Cast) -> None:
    everything(cast)
    numbers = tally(cast.mira, TODAY)
    assert {one: numbers.of(one) for one in Part} == {
        Part.WAITING: 2, Part.MINE: 7, Part.THEIRS: 3, Part.ACTING: 0, Part.DRAFTS: 1, Part.DONE: 1,
    }  # fmt: skip
    assert (numbers.open, numbers.slipped) == (12, 2)
    assert (numbers.due_today, numbers.due_tomorrow) == (2, 1)  # what she does herself
    assert numbers.later == 12 - 2 - 2 - 2 - 1
    assert numbers.next_due_on == TODAY - timedelta(days=4)


def test_the_nearest_comes_first_and_what_ended_last(cast: Cast) -> None:
    late, soon = promised(cast.mira, cast.sam, date(2026, 12, 9)), promised(cast.mira, cast.ana)
    newer, older = asks(cast.sam, cast.mira, at=MONDAY), asks(cast.sam, cast.mira)
    for at in (MONDAY, EARLIER):
        ended = asks(cast.ana, cast.mira)
        actions.take(commitment=ended, act=Act.WITHDRAW, said=Said(), by=cast.ana, at=at)
    parts = parts_of(cast.mira)
    assert parts[Part.MINE] == [soon, late]
    assert parts[Part.WAITING] == [older, newer]  # the longest waiting
    assert parts[Part.DONE][-1] == ended


def test_only_what_is_not_shown_is_counted(cast: Cast) -> None:
    for _ in range(3):
        promised(cast.mira, cast.sam)
    mine = Commitment.objects.visible_to(cast.mira).by_day()
    for most, more in ((3, 0), (2, 1), (1, 2)):
        with CaptureQueriesContext(connection) as asked:
            shown, follow = first(mine, most)
        assert (len(shown), follow, len(asked)) == (most, more, 1)
