"""What the two say to a signal: one act, one move, one event; and nobody else says anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tandem.access.audit import OPERATOR, DirectWriteRefused, record
from tandem.access.models import Event
from tandem.organisation.models import Person
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.models import NotInThisPair
from tandem.partnership.signals import actions
from tandem.partnership.signals.actions import NotPossible
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.signals.reasons import REASONS, WORDING, Reason
from tandem.partnership.signals.standing import Act, State
from tandem.partnership.signals.tests.detecting import Planted, noticed
from tandem.partnership.testing import FRIDAY, TUESDAY, Cast

SAID = Said(what="Ring up, and find a day", due_on=date(2026, 12, 8))
NEXT_WEEK = date(2026, 12, 1)


@pytest.fixture
def signal(cast: Cast, quiet: Planted) -> Signal:
    return noticed(quiet, cast.pair)


def moves(signal: Signal) -> list[tuple[str, str]]:
    """Who did what, in order."""
    said = SignalMove.objects.of(signal).select_related("by").order_by("number")
    return [(move.by.first_name if move.by else "", move.act) for move in said]


def test_it_is_fired_by_nobody_and_seen_by_whoever_sees_it_first(
    cast: Cast, signal: Signal
) -> None:
    actions.see(signal=signal, by=cast.mira, at=TUESDAY)
    actions.see(signal=signal, by=cast.sam, at=FRIDAY)
    assert moves(signal) == [("", "fire"), ("Mira", "see")]
    assert Event.objects.filter(what="signal.see").count() == 1
    signal.refresh_from_db()
    assert (signal.state, signal.said_on) == (State.SEEN, TUESDAY.date())


def test_yes_makes_a_promise_to_the_other_that_hangs_on_it(cast: Cast, signal: Signal) -> None:
    after = actions.start(signal=signal, said=SAID, by=cast.mira, at=TUESDAY)
    promise = Commitment.objects.get()
    assert (promise.performer, promise.customer, promise.what) == (cast.mira, cast.sam, SAID.what)
    assert (promise.source, promise.about_kind) == ("signal", "pair")
    assert promise.about_id == cast.pair.pk
    assert (after.state, after.promise) == (State.ACTING, promise)
    assert after.standing.promise_open
    with pytest.raises(NotPossible, match="just begun"):
        actions.start(signal=signal, said=SAID, by=cast.sam, at=TUESDAY)
    assert Commitment.objects.count() == 1


def test_where_the_promise_is_refused_nothing_has_begun(cast: Cast, signal: Signal) -> None:
    too_long = Said(what="x" * 281, due_on=date(2026, 12, 8))
    with pytest.raises(ValidationError):
        actions.start(signal=signal, said=too_long, by=cast.mira, at=TUESDAY)
    signal.refresh_from_db()
    assert (signal.state, moves(signal)) == (State.FIRED, [("", "fire")])


def test_not_true_ends_it_with_its_reason_and_sealed_words(cast: Cast, signal: Signal) -> None:
    after = actions.dismiss(
        signal=signal, reason=Reason.SOMETHING_ELSE, words=" We were at the fair. ",
        by=cast.sam, at=FRIDAY,
    )  # fmt: skip
    assert (after.state, after.ended_on) == (State.DISMISSED, FRIDAY.date())
    last = SignalMove.objects.of(signal).get(act=Act.DISMISS)
    assert (last.reason, last.words) == (Reason.SOMETHING_ELSE, "We were at the fair.")
    [(stored,)] = SignalMove.objects.filter(pk=last.pk).values_list("words")
    assert "fair" not in stored


def test_later_says_until_when_and_why(cast: Cast, signal: Signal) -> None:
    after = actions.put_off(
        signal=signal, reason=Reason.NEXT_TALK, until=NEXT_WEEK, by=cast.mira, at=TUESDAY
    )
    assert (after.state, after.put_off_until) == (State.SEEN, NEXT_WEEK)
    last = SignalMove.objects.of(signal).get(act=Act.PUT_OFF)
    assert (last.until, last.reason) == (NEXT_WEEK, Reason.NEXT_TALK)


ANSWERS: dict[str, Callable[[Signal, Person], Signal]] = {
    "see": lambda s, who: actions.see(signal=s, by=who, at=TUESDAY),
    "start": lambda s, who: actions.start(signal=s, said=SAID, by=who, at=TUESDAY),
    "dismiss": lambda s, who: actions.dismiss(
        signal=s,
        reason=Reason.NOT_SO,
        by=who,
        at=TUESDAY,
    ),
    "put_off": lambda s, who: actions.put_off(
        signal=s,
        reason=Reason.NEXT_TALK,
        until=NEXT_WEEK,
        by=who,
        at=TUESDAY,
    ),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_nobody_but_the_two_answers(answer: str, cast: Cast, signal: Signal) -> None:
    for stranger in (cast.vera, cast.helen, cast.farid, cast.leo, cast.pia):
        with pytest.raises(NotInThisPair):
            ANSWERS[answer](signal, stranger)
    assert moves(signal) == [("", "fire")]


@pytest.mark.parametrize("answer", ["start", "dismiss", "put_off"])
def test_what_is_over_takes_no_answer(answer: str, cast: Cast, signal: Signal) -> None:
    actions.dismiss(signal=signal, reason=Reason.NOT_SO, by=cast.sam, at=TUESDAY)
    with pytest.raises(NotPossible, match="over already"):
        ANSWERS[answer](signal, cast.mira)
    assert len(moves(signal)) == 2


def test_only_the_two_find_it(cast: Cast, signal: Signal) -> None:
    for person in (cast.sam, cast.mira):
        assert [*Signal.objects.visible_to(person)] == [signal]
        assert SignalMove.objects.visible_to(person).count() == 1
    for stranger in (cast.vera, cast.eva, cast.helen, cast.farid, cast.pia, cast.ana, cast.leo):
        assert not Signal.objects.visible_to(stranger).exists()
        assert not SignalMove.objects.visible_to(stranger).exists()


def test_without_its_event_nothing_is_kept(
    cast: Cast, signal: Signal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tandem.access.audit.append", full)
    with pytest.raises(OSError, match="disk full"):
        actions.dismiss(signal=signal, reason=Reason.NOT_SO, by=cast.sam, at=TUESDAY)
    signal.refresh_from_db()
    assert signal.state == State.FIRED


def test_it_is_written_by_acts_alone_and_one_of_a_kind_is_open(signal: Signal) -> None:
    with pytest.raises(DirectWriteRefused):
        signal.save()
    twin = Signal(**{f.attname: getattr(signal, f.attname) for f in Signal._meta.concrete_fields})
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        super(Signal, twin).save_base(force_insert=True)


def test_every_reason_has_its_words_and_stands_in_a_list() -> None:
    assert set(WORDING) == set(Reason) == {one for those in REASONS.values() for one in those}


def test_what_it_says_of_itself_names_nobody(signal: Signal) -> None:
    assert str(signal) == "quiet, fired"
    assert str(SignalMove.objects.of(signal).get()) == "fire, 2026-11-24"


def test_a_pair_that_ended_answers_no_more(cast: Cast, signal: Signal) -> None:
    cast.pair.end_on = TUESDAY.date()
    record("pair.ended", cast.pair, by=OPERATOR, at=TUESDAY)
    with pytest.raises(NotPossible, match="over already"):
        actions.start(signal=signal, said=SAID, by=cast.mira, at=TUESDAY + timedelta(days=1))
