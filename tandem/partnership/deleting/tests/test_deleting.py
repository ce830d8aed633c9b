"""Which words may go, who says yes, and that nothing is counted otherwise afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, connection, transaction

from tandem.access.audit import record
from tandem.access.keys import SealBroken
from tandem.access.models import Event
from tandem.access.rotation import unopened
from tandem.organisation import two_keys
from tandem.organisation.models import LegalReason, Person
from tandem.organisation.settings import set_value, values_on
from tandem.organisation.values import BY_KEY
from tandem.partnership.agreeing.rules import AGREED, State
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.all_pairs import of_all_pairs
from tandem.partnership.commitments.heard_first import requests_between
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.natures import call_it
from tandem.partnership.commitments.reliable import (
    LOOKED_BACK,
    of_pair,
    of_person,
    over_time,
)
from tandem.partnership.commitments.requests import Nature
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.commitments.standing import Blocked
from tandem.partnership.commitments.tests.quarters import kept, promised, week
from tandem.partnership.deleting import actions, which
from tandem.partnership.deleting.actions import CHANGED, NOTHING_OLD, PROPOSED
from tandem.partnership.deleting.models import DROPPED, Deletion
from tandem.partnership.deleting.tests.old import (
    A_YEAR_AGO,
    JUNE,
    deleted,
    proposed,
    sams,
    that_ended,
)
from tandem.partnership.holds.actions import KeptByLaw, ask_to_hold
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.registers import obligations
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, WholeCast
from tandem.partnership.two import PairIsOver

TODAY = TUESDAY.date()
ENDED = ((Act.REPORT_DONE, 8, Said()), (Act.THANK, 9, Said()))


def words_in_the_database() -> list[str]:
    """Every sealed text of promises and of what was said to them, as it is stored."""
    found = []
    for table, columns in (
        ("partnership_commitment", "what, done_means, why, helpers, proposed_text"),
        ("partnership_move", "what, words, evidence"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - names of our own
            found += [each for row in cursor.fetchall() for each in row if each]
    return found


# ---- which


@pytest.mark.parametrize(
    ("ended_on", "goes"),
    [
        (A_YEAR_AGO - timedelta(days=1), True),
        (A_YEAR_AGO, False),  # twelve months to the day are not more than twelve
        (A_YEAR_AGO + timedelta(days=1), False),
    ],
)
def test_it_takes_more_than_twelve_months_since_the_end(
    cast: Cast, ended_on: date, goes: bool
) -> None:
    made = that_ended(cast, ended_on)
    assert made.ended_on == ended_on
    assert [*which.may_go(cast.pair, which.old_before(TODAY))] == ([made] if goes else [])


def test_what_is_open_or_a_draft_or_anothers_stays(cast: Cast) -> None:
    promised(cast.mira, cast.sam, asked_on=JUNE)  # open since
    promises.save_draft(
        customer=cast.mira, performer=cast.sam, said=Said(what="A note"), by=cast.sam, at=MONDAY
    )
    promised(cast.leo, cast.sam, *ENDED, asked_on=JUNE)  # of no partner of his
    with pytest.raises(NotPossible) as refused:
        proposed(cast)
    assert refused.value.sentence == NOTHING_OLD


def test_both_directions_and_every_end_go(cast: Cast) -> None:
    mine = sams(cast)
    theirs = promised(cast.mira, cast.sam, asked_on=JUNE)
    promises.take(
        commitment=theirs, act=Act.RELEASE, by=cast.sam, at=FRIDAY - timedelta(days=500),
        said=Said(reason=Reason.NO_LONGER_NEEDED),
    )  # fmt: skip
    assert {*which.may_go(cast.pair, which.old_before(TODAY))} == {mine, theirs}


def test_while_something_open_hangs_on_it_it_stays(cast: Cast) -> None:
    """Another promise that waits for it, or that was begun in its place."""
    waited_for, followed, free = (sams(cast, JUNE + timedelta(days=n)) for n in range(3))
    waits = promised(cast.sam, cast.mira, asked_on=week(6))
    promises.take(
        commitment=waits, act=Act.AT_RISK, by=cast.sam, at=MONDAY,
        said=Said(words="It waits.", due_on=FRIDAY.date(), blocked_by=waited_for),
    )  # fmt: skip
    promises.offer_instead(
        old=followed, said=Said(what="Another page", due_on=FRIDAY.date()), by=cast.sam,
        at=MONDAY, source=Source.FORM,
    )  # fmt: skip
    before = which.old_before(TODAY)
    assert [*which.may_go(cast.pair, before)] == [free]
    assert {*which.stay(cast.pair, before)} == {waited_for, followed}
    assert waits.blocked_by in ("", Blocked.PROMISE)
    assert deleted(cast).promises == 1


# ---- both say yes


def test_nothing_goes_before_the_other_says_yes(cast: Cast) -> None:
    sams(cast)
    before = words_in_the_database()
    proposal = proposed(cast)
    assert (proposal.state, words_in_the_database()) == (State.BY_LEADER, before)
    with pytest.raises(NotPossible) as refused:
        actions.agree(pair=cast.pair, proposal=proposal.pk, by=cast.sam, at=TUESDAY)
    assert refused.value.sentence == AGREED  # one's own second tap is no second yes
    assert words_in_the_database() == before


def test_with_the_second_yes_the_words_are_gone_and_the_key_with_them(cast: Cast) -> None:
    made, young = sams(cast), promised(cast.sam, cast.mira, asked_on=week(6))
    stored = words_in_the_database()
    done = deleted(cast)
    assert (done.state, done.promises, done.settled_on) == (State.SIGNED, 1, TODAY)
    after = Commitment.objects.get(pk=made.pk)
    assert (after.what, after.done_means, after.why, after.wrapped_key) == ("", "", "", None)
    for move in Move.objects.of(made):
        assert (move.what, move.words, move.evidence, move.wrapped_key) == ("", "", "", None)
        with pytest.raises(SealBroken, match="was destroyed"):
            move.data_key()
    assert Commitment.objects.get(pk=young.pk).what == "A page"
    assert 0 < len(words_in_the_database()) < len(stored)


def test_the_skeleton_stays(cast: Cast) -> None:
    made = sams(cast)
    told = ("customer", "performer", "state", "made_on", "due_on", "reported_on", "ended_on")
    moves = ("number", "act", "by", "on", "to", "reason", "due_on")
    of_it = Commitment.objects.filter(pk=made.pk)
    before = [*of_it.values_list(*told)], [*Move.objects.of(made).values_list(*moves)]
    deleted(cast)
    assert ([*of_it.values_list(*told)], [*Move.objects.of(made).values_list(*moves)]) == before


def test_each_promise_leaves_an_event_and_the_record_goes_on(cast: Cast) -> None:
    two = {sams(cast).pk, sams(cast, JUNE + timedelta(days=1)).pk}
    deleted(cast)
    gone = Event.objects.filter(what="commitment.words_deleted")
    assert {event.about for event in gone} == two
    assert {event.who for event in gone} == {cast.mira.pseudonym}
    assert [*Event.objects.filter(what__startswith="deletion.").values_list("what", flat=True)] == [
        "deletion.proposed", "deletion.agreed",
    ]  # fmt: skip


def test_without_its_event_nothing_goes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sams(cast)
    before, proposal = words_in_the_database(), proposed(cast)
    monkeypatch.setattr("tandem.access.audit.Event.objects.bulk_create", Mock(side_effect=OSError))
    with pytest.raises(OSError):
        actions.agree(pair=cast.pair, proposal=proposal.pk, by=cast.mira, at=TUESDAY)
    assert words_in_the_database() == before
    assert Deletion.objects.get().state == State.BY_LEADER


def test_what_became_old_since_it_was_proposed_is_not_part_of_it(cast: Cast) -> None:
    old, younger = sams(cast), that_ended(cast, A_YEAR_AGO)
    proposal = proposed(cast)
    later = TUESDAY + timedelta(days=30)
    actions.agree(pair=cast.pair, proposal=proposal.pk, by=cast.mira, at=later)
    assert Commitment.objects.get(pk=old.pk).what == ""
    assert Commitment.objects.get(pk=younger.pk).what == "A page"


def test_either_drops_it_and_it_can_be_proposed_anew(cast: Cast) -> None:
    sams(cast)
    for by in (cast.sam, cast.mira):
        proposal = proposed(cast)
        with pytest.raises(NotPossible) as refused:
            actions.propose(pair=cast.pair, by=cast.mira, at=TUESDAY)
        assert refused.value.sentence == PROPOSED
        dropped = actions.drop(pair=cast.pair, proposal=proposal.pk, by=by, at=TUESDAY)
        assert dropped.state == DROPPED
        with pytest.raises(NotPossible) as late:
            actions.agree(pair=cast.pair, proposal=proposal.pk, by=cast.mira, at=TUESDAY)
        assert late.value.sentence == CHANGED
    assert deleted(cast).promises == 1


def test_nobody_else_and_no_pair_that_is_over(cast: Cast) -> None:
    sams(cast)
    with pytest.raises(NotInThisPair):
        actions.propose(pair=cast.pair, by=cast.vera, at=TUESDAY)
    proposal = proposed(cast)
    with pytest.raises(NotPossible):  # of another pair it is not there
        actions.agree(pair=cast.other_pair, proposal=proposal.pk, by=cast.leo, at=TUESDAY)
    cast.pair.end_on = TODAY
    record("test.over", cast.pair, by=cast.farid, at=TUESDAY)
    with pytest.raises(PairIsOver):
        actions.agree(pair=cast.pair, proposal=proposal.pk, by=cast.mira, at=TUESDAY)


def test_no_row_can_say_that_words_went_without_both(cast: Cast) -> None:
    sams(cast)
    row = proposed(cast)
    for wrong in ({"promises": 3}, {"settled_on": TODAY}, {"state": DROPPED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Deletion._base_manager.filter(pk=row.pk).update(**wrong)


# ---- a hold


def hold(cast: WholeCast, what: Pair | Person) -> None:
    asked = ask_to_hold(
        what=what, legal_reason=LegalReason.CLAIM, why="A claim", by=cast.dana, at=MONDAY
    )
    two_keys.confirm(request=asked, by=cast.iris, at=MONDAY)


def test_what_the_law_keeps_is_neither_proposed_nor_deleted(whole_cast: WholeCast) -> None:
    """Also where the hold came after the proposal, and where it is of one of the two alone."""
    cast = whole_cast
    sams(cast)
    proposal, before = proposed(cast), words_in_the_database()
    hold(cast, cast.mira)
    with pytest.raises(KeptByLaw):
        actions.agree(pair=cast.pair, proposal=proposal.pk, by=cast.mira, at=TUESDAY)
    actions.drop(pair=cast.pair, proposal=proposal.pk, by=cast.sam, at=TUESDAY)
    with pytest.raises(KeptByLaw):
        proposed(cast)
    assert words_in_the_database() == before
    assert which.is_kept_by_law(cast.pair, TODAY)


def test_a_hold_of_an_earlier_pair_of_the_same_two_keeps_them_too(whole_cast: WholeCast) -> None:
    """Their promises are the same, whichever area they shared."""
    cast = whole_cast
    sams(cast)
    earlier = Pair(
        area=cast.areas.supply, leader=cast.sam, hr_partner=cast.mira,
        start_on=date(2024, 6, 1), end_on=date(2025, 1, 1),
    )  # fmt: skip
    record("test.earlier", earlier, by=cast.farid, at=MONDAY)
    hold(cast, earlier)
    with pytest.raises(KeptByLaw):
        proposed(cast)


# ---- what is counted


def everything_counted(cast: Cast, on: date) -> Iterator[object]:
    values = values_on(on)
    yield of_pair(cast.pair, on)
    yield over_time(cast.pair, on)
    yield of_person(cast.sam, on)
    yield of_person(cast.mira, on)
    yield of_all_pairs(on, reader=cast.helen, quarters=LOOKED_BACK)
    yield requests_between(cast.sam, cast.mira, on, values)


@pytest.mark.parametrize("window", [None, "365"])
def test_what_is_counted_is_the_same_before_and_after(cast: Cast, window: str | None) -> None:
    """Also with the longest window that a company may set."""
    if window:
        set_value(
            known=BY_KEY["honour_window_days"], value=Decimal(window), reason="A year",
            by=cast.farid, at=MONDAY,
        )  # fmt: skip
    kept(cast.sam, cast.mira, 9)
    kept(cast.mira, cast.sam, 4, first=date(2025, 12, 1))
    for number in range(6):  # asked for and ended around the day twelve months ago
        sams(cast, A_YEAR_AGO - timedelta(days=12 - 2 * number))
        promised(cast.mira, cast.sam, asked_on=JUNE, done_means="Done")
    before = [*everything_counted(cast, TODAY)]
    assert deleted(cast).promises
    assert [*everything_counted(cast, TODAY)] == before


# ---- afterwards


def test_a_request_without_words_is_called_nothing_else(cast: Cast) -> None:
    made = sams(cast)
    deleted(cast)
    with pytest.raises(Commitment.DoesNotExist):
        call_it(commitment=made, nature=Nature.STRATEGIC, by=cast.sam, at=TUESDAY)


def test_the_check_of_keys_and_a_new_key_leave_it_alone(cast: Cast) -> None:
    sams(cast)
    deleted(cast)
    assert not unopened()


def test_today_asks_the_other_one_and_tells_no_word(cast: Cast) -> None:
    sams(cast)
    proposal = proposed(cast)
    [asked] = obligations(cast.mira, TODAY)
    assert asked.sentence == "Sam proposes to delete the words of old promises."
    assert obligations(cast.sam, TODAY) == []
    actions.drop(pair=cast.pair, proposal=proposal.pk, by=cast.mira, at=TUESDAY)
    assert obligations(cast.mira, TODAY) == []
