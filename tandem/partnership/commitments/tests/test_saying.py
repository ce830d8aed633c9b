"""The acts on a real row: its event, its move, its seal, and what a draft keeps to itself."""

from __future__ import annotations

from datetime import date
from unittest.mock import Mock

import pytest

from tandem.access.models import Event
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import NotPossible, Said, UnableToPromise
from tandem.partnership.commitments.conditions import needs_a_word
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act, Side, State
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

FRIDAY = date(2026, 11, 27)
IN_DECEMBER = date(2026, 12, 3)
SAID = Said(what="Exit themes, one page", due_on=FRIDAY, why="11 of 26 left", done_means="One page")


def asked(cast: Cast) -> Commitment:
    return actions.begin(
        side=Side.CUSTOMER, other=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM
    )


def say(commitment: Commitment, act: Act, cast_member: object, said: Said | None = None) -> object:
    return actions.take(
        commitment=commitment,
        act=act,
        said=said or Said(),
        by=cast_member,  # type: ignore[arg-type]  # a person of the cast
        at=TUESDAY,
    )


def test_an_act_leaves_its_move_and_one_event_without_its_words(cast: Cast) -> None:
    promise = asked(cast)
    say(promise, Act.PROMISE, cast.mira)
    assert [move.act for move in Move.objects.of(promise)] == ["ask", "promise"]
    events = Event.objects.filter(about=promise.pk).order_by("at")
    assert [event.what for event in events] == ["commitment.ask", "commitment.promise"]
    assert [event.who for event in events] == [cast.sam.pseudonym, cast.mira.pseudonym]


def test_without_its_event_no_act_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promise = asked(cast)
    monkeypatch.setattr("tandem.access.audit.append", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        say(promise, Act.PROMISE, cast.mira)
    promise.refresh_from_db()
    assert (promise.state, Move.objects.of(promise).count()) == (State.REQUESTED, 1)


def test_offering_is_beginning_as_the_one_who_does_it(cast: Cast) -> None:
    offered = actions.begin(
        side=Side.PERFORMER, other=cast.sam, said=SAID, by=cast.mira, at=MONDAY, source=Source.LINE
    )
    assert (offered.performer, offered.customer, offered.offered) == (cast.mira, cast.sam, True)


@pytest.mark.parametrize("side", [Side.PERFORMER, Side.CUSTOMER])
def test_nobody_promises_oneself(cast: Cast, side: Side) -> None:
    with pytest.raises(UnableToPromise, match="Name somebody else"):
        actions.begin(
            side=side, other=cast.sam, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM
        )


def test_the_second_tap_of_a_thanks_is_told_that_it_is_closed(cast: Cast) -> None:
    promise = asked(cast)
    for act, by in ((Act.PROMISE, cast.mira), (Act.REPORT_DONE, cast.mira), (Act.THANK, cast.sam)):
        say(promise, act, by)
    with pytest.raises(NotPossible, match="This is closed"):
        say(promise, Act.THANK, cast.sam)
    assert Move.objects.of(promise).filter(act=Act.THANK).count() == 1


def draft(cast: Cast, **said: object) -> Commitment:
    return actions.begin(
        side=Side.PERFORMER,
        other=cast.sam,
        said=Said(**{"what": "Pay bands", **said}),  # type: ignore[arg-type]  # as the form gives it
        by=cast.mira,
        at=MONDAY,
        source=Source.FORM,
        as_draft=True,
    )


def test_a_draft_is_its_authors_alone_sent_it_is_both_of_theirs(cast: Cast) -> None:
    kept = draft(cast)
    assert kept.tier == "private"
    assert [*Commitment.objects.visible_to(cast.mira)] == [kept]
    assert not Commitment.objects.visible_to(cast.sam).exists()
    say(kept, Act.SEND_DRAFT, cast.mira, Said(what="Pay bands, checked", due_on=FRIDAY))
    [seen] = Commitment.objects.visible_to(cast.sam)
    assert (seen.tier, seen.what) == ("pair", "Pay bands, checked")


def test_what_was_only_drafted_stays_the_authors_after_sending(cast: Cast) -> None:
    kept = draft(cast)
    say(kept, Act.SEND_DRAFT, cast.mira, Said(what="Pay bands, checked", due_on=FRIDAY))
    assert [m.act for m in Move.objects.visible_to(cast.mira)] == ["save_draft", "send_draft"]
    assert [m.act for m in Move.objects.visible_to(cast.sam)] == ["send_draft"]


def test_a_discarded_draft_is_never_seen_by_the_other(cast: Cast) -> None:
    kept = draft(cast)
    say(kept, Act.DISCARD_DRAFT, cast.mira)
    assert not Commitment.objects.visible_to(cast.sam).exists()
    assert not Move.objects.visible_to(cast.sam).exists()
    mine = Commitment.objects.visible_to(cast.mira)
    assert not mine.current(ended_since=MONDAY.date()).exists()


def test_a_draft_may_lose_its_why_again(cast: Cast) -> None:
    kept = draft(cast, why="Because", done_means="A list")
    say(kept, Act.SAVE_DRAFT, cast.mira, Said(what="Pay bands"))
    kept.refresh_from_db()
    assert (kept.what, kept.why, kept.done_means) == ("Pay bands", "", "")


def test_asking_for_something_else_keeps_the_why(cast: Cast) -> None:
    offered = actions.offer(to=cast.sam, said=SAID, by=cast.mira, at=MONDAY, source=Source.FORM)
    say(offered, Act.OBJECT, cast.sam, Said(what="Exit themes, two pages"))
    offered.refresh_from_db()
    assert (offered.what, offered.why) == ("Exit themes, two pages", "11 of 26 left")


def test_nobody_else_sees_a_promise_or_its_moves_whoever_leads_them(cast: Cast) -> None:
    asked(cast)
    for person in (cast.vera, cast.eva, cast.helen, cast.farid, cast.pia, cast.ana, cast.ilse):
        assert not Commitment.objects.visible_to(person).exists()
        assert not Move.objects.visible_to(person).exists()


def test_current_holds_what_is_promised_then_asked_then_what_ended_lately(cast: Cast) -> None:
    still_open, withdrawn, promised = asked(cast), asked(cast), asked(cast)
    actions.take(commitment=withdrawn, act=Act.WITHDRAW, said=Said(), by=cast.sam, at=MONDAY)
    say(promised, Act.PROMISE, cast.mira)
    mine = Commitment.objects.visible_to(cast.sam)
    assert [*mine.current(ended_since=MONDAY.date())] == [promised, still_open, withdrawn]
    assert [*mine.current(ended_since=TUESDAY.date())] == [promised, still_open]
    assert [*mine.over()] == [withdrawn]


def test_what_asks_for_a_word_is_what_waits_and_what_slipped(cast: Cast) -> None:
    waiting, promised = asked(cast), asked(cast)
    say(promised, Act.PROMISE, cast.mira)
    mine = Commitment.objects.visible_to(cast.mira)
    assert [*mine.filter(needs_a_word(cast.mira, FRIDAY))] == [waiting]
    assert {*mine.filter(needs_a_word(cast.mira, date(2026, 11, 28)))} == {waiting, promised}
    assert [*mine.filter(needs_a_word(cast.sam, date(2026, 11, 28)))] == [promised]
