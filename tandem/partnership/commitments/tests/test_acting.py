"""What a deputy reads and says of whom they act for, and how it is shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tandem.access.models import Event
from tandem.organisation import deputies
from tandem.organisation.models import Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import NotPossible, Said
from tandem.partnership.commitments.deputies import NoLongerActing
from tandem.partnership.commitments.kept import Became
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.reliable import courses_since
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.commitments.rules import Act, Reason, Side
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
FRI = date(2026, 11, 27)
AFTERWARDS = TUESDAY + timedelta(days=4)


def acts(deputy: Person, whom: Person) -> None:
    named = deputies.name_deputy(deputy=deputy, first=TODAY, last=FRI, by=whom, at=TUESDAY)
    deputies.accept(deputy=named, by=deputy, at=TUESDAY)


def at_the_door(person: Person, on: date = TODAY) -> Person:
    """As a page knows them."""
    there = Person.objects.get(pk=person.pk)
    there.stands_for = deputies.stands_for(there, on)
    return there


def asked(by: Person, of: Person) -> Commitment:
    said = Said(what="Exit themes, one page", due_on=FRI)
    return actions.ask(of=of, said=said, by=by, at=MONDAY, source=Source.FORM)


def say(
    promise: Commitment, act: Act, by: Person, said: Said | None = None, at: datetime = TUESDAY
) -> Commitment:
    return actions.take(commitment=promise, act=act, said=said or Said(), by=by, at=at)


def seen_by(person: Person) -> list[Commitment]:
    return [*Commitment.objects.visible_to(person)]


def row_for(reader: Person, promise: Commitment) -> PromiseRow:
    [row] = rows([promise], reader, TODAY, with_last=True)
    return row


def test_a_deputy_reads_what_is_open_and_neither_drafts_nor_what_is_over(cast: Cast) -> None:
    is_open = asked(cast.sam, cast.mira)
    over = say(asked(cast.sam, cast.mira), Act.WITHDRAW, cast.sam, at=MONDAY)
    draft = actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=Said(what="A thought"), by=cast.mira, at=MONDAY
    )
    acts(cast.kim, cast.mira)
    assert seen_by(at_the_door(cast.kim)) == [is_open]
    assert over in seen_by(cast.mira)
    assert draft in seen_by(cast.mira)
    kim = at_the_door(cast.kim)
    assert {one.commitment for one in Move.objects.visible_to(kim)} == {is_open}


def test_before_the_yes_and_after_the_last_day_nothing_is_read(cast: Cast) -> None:
    asked(cast.sam, cast.mira)
    deputies.name_deputy(deputy=cast.kim, first=TODAY, last=FRI, by=cast.mira, at=TUESDAY)
    assert seen_by(at_the_door(cast.kim)) == []
    acts(cast.leo, cast.ana)
    asked(cast.sam, cast.ana)
    assert len(seen_by(at_the_door(cast.leo))) == 1
    assert seen_by(at_the_door(cast.leo, FRI + timedelta(days=1))) == []


def test_what_is_said_names_who_said_it_and_for_whom(cast: Cast) -> None:
    promise = say(asked(cast.sam, cast.mira), Act.PROMISE, cast.mira, at=MONDAY)
    acts(cast.kim, cast.mira)
    promise = say(promise, Act.REPORT_DONE, cast.kim, Said(words="In the folder."))
    move = Move.objects.of(promise).latest("number")
    assert (move.by, move.acted_for) == (cast.kim, cast.mira)
    assert Event.objects.get(what="commitment.report_done").who == cast.kim.pseudonym
    assert promise in seen_by(at_the_door(cast.kim))
    say(promise, Act.THANK, cast.sam)
    assert promise in seen_by(at_the_door(cast.kim)), "what they said a word to, to its end"


def test_a_deputy_of_the_customer_thanks_and_releases(cast: Cast) -> None:
    promise = say(asked(cast.sam, cast.mira), Act.PROMISE, cast.mira, at=MONDAY)
    acts(cast.kim, cast.sam)
    released = say(promise, Act.RELEASE, cast.kim, Said(reason=Reason.NO_LONGER_NEEDED))
    assert released.state == "cancelled_by_customer"


@pytest.mark.parametrize("act", [Act.PROMISE, Act.COUNTER])
def test_nobody_promises_for_somebody_else(cast: Cast, act: Act) -> None:
    promise = asked(cast.sam, cast.mira)
    acts(cast.kim, cast.mira)
    with pytest.raises(NotPossible, match="Nobody promises for somebody else"):
        say(promise, act, cast.kim, Said(due_on=date(2026, 12, 4)) if act is Act.COUNTER else None)
    shown = row_for(at_the_door(cast.kim), promise)
    offered = {one.act for one in (*shown.buttons, *shown.further)}
    assert act not in offered
    assert Act.DECLINE in offered


def test_who_is_the_other_of_the_two_speaks_for_themselves_alone(cast: Cast) -> None:
    promise = asked(cast.sam, cast.mira)
    acts(cast.sam, cast.mira)
    sam = at_the_door(cast.sam)
    assert promise.side_of(sam) is Side.CUSTOMER
    assert row_for(sam, promise).acted_for is None
    assert promise not in Commitment.objects.visible_to(sam).waiting_for(sam)


def test_who_is_deputy_of_both_acts_for_neither(cast: Cast) -> None:
    promise = asked(cast.sam, cast.mira)
    acts(cast.kim, cast.mira)
    acts(cast.kim, cast.sam)
    assert seen_by(at_the_door(cast.kim)) == []
    with pytest.raises(NoLongerActing):
        say(promise, Act.DECLINE, cast.kim, Said(reason=Reason.NOT_OURS))


def test_a_tap_after_the_last_day_comes_too_late_whatever_the_page_knew(cast: Cast) -> None:
    promise = say(asked(cast.sam, cast.mira), Act.PROMISE, cast.mira, at=MONDAY)
    acts(cast.kim, cast.mira)
    kim = at_the_door(cast.kim)
    with pytest.raises(NoLongerActing, match="is over"):
        say(promise, Act.REPORT_DONE, kim, at=AFTERWARDS)
    assert Move.objects.of(promise).count() == 2


def test_the_word_waits_for_the_deputy_too(cast: Cast) -> None:
    promise = asked(cast.sam, cast.mira)
    acts(cast.kim, cast.mira)
    kim = at_the_door(cast.kim)
    assert [*Commitment.objects.visible_to(kim).waiting_for(kim)] == [promise]
    assert [*Commitment.objects.visible_to(kim).own(kim)] == []
    assert row_for(kim, promise).waits_for_reader


def test_everybody_on_the_page_reads_who_can_read_it(cast: Cast) -> None:
    promise = asked(cast.sam, cast.mira)
    sam = Person.objects.get(pk=cast.sam.pk)
    assert row_for(sam, promise).partner_words == "Mira"
    acts(cast.kim, cast.mira)
    sam = Person.objects.get(pk=cast.sam.pk)
    shown = row_for(sam, promise)
    assert shown.partner_words == "Mira and Kim for Mira"
    assert shown.away_words == ["Kim acts for Mira until Fri 27 Nov."]
    to_kim = row_for(at_the_door(cast.kim), promise)
    assert to_kim.partner_words == "Mira and Sam"
    assert to_kim.away_words == ["You act for Mira until Fri 27 Nov."]
    assert row_for(Person.objects.get(pk=cast.mira.pk), promise).away_words == [
        "Kim acts for you until Fri 27 Nov."
    ]


def test_a_deputys_word_counts_as_the_word_of_whom_they_act_for(cast: Cast) -> None:
    promise = say(asked(cast.sam, cast.mira), Act.PROMISE, cast.mira, at=MONDAY)
    acts(cast.kim, cast.mira)
    promise = say(promise, Act.REPORT_DONE, cast.kim)
    say(promise, Act.THANK, cast.sam)
    later = FRI + timedelta(days=3)
    [course] = courses_since(Commitment.objects.filter(pk=promise.pk), TODAY, later)
    assert (course.performer, course.became) == (cast.mira.pk, Became.KEPT)
