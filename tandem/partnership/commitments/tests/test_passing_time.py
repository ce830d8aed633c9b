"""What the system takes when nobody speaks: each step once, on its own day, whoever else acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.access.models import Event
from tandem.partnership.commitments import actions, passing_time
from tandem.partnership.commitments.actions import NotPossible, Said
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.rules import Act, Reason, State
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

DAY = timedelta(days=1)
DUE = date(2026, 12, 18)
LAST_DAY = MONDAY + 7 * DAY  # asked on a Monday: the next one is the last of five working days
TUESDAY_AFTER = MONDAY + 8 * DAY
A_MONTH_LATER = MONDAY + 28 * DAY


def asked(cast: Cast, *, at: datetime = MONDAY) -> Commitment:
    said = Said(what="Exit themes, one page", due_on=DUE)
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=at, source=Source.FORM)


def offered(cast: Cast) -> Commitment:
    said = Said(what="Exit themes, one page", due_on=DUE)
    return actions.offer(to=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)


def says(promise: Commitment, act: Act, by: object, said: Said | None = None) -> Commitment:
    return actions.take(
        commitment=promise,
        act=act,
        said=said or Said(),
        by=by,  # type: ignore[arg-type]  # a person of the cast
        at=MONDAY,
    )


def countered(cast: Cast) -> Commitment:
    said = Said(what="Two pages, and only of the night shift")
    return says(asked(cast), Act.COUNTER, cast.mira, said)


def countered_back(cast: Cast) -> Commitment:
    return says(countered(cast), Act.COUNTER_BACK, cast.sam, Said(what="One page and a half"))


def reported(cast: Cast) -> Commitment:
    return says(says(asked(cast), Act.PROMISE, cast.mira), Act.REPORT_DONE, cast.mira)


Story = Callable[[Cast], Commitment]


@pytest.mark.parametrize(
    ("story", "last_day", "act", "state"),
    [
        (asked, LAST_DAY, Act.LAPSE, State.LAPSED),
        (countered, LAST_DAY, Act.LAPSE, State.LAPSED),
        (countered_back, LAST_DAY, Act.LAPSE, State.LAPSED),
        (offered, MONDAY + 2 * DAY, Act.TAKE_AS_PROMISED, State.PROMISED),
        (reported, LAST_DAY, Act.TAKE_AS_DONE, State.SATISFIED),
    ],
)
def test_the_system_takes_the_step_on_the_day_after_the_last_and_once(
    story: Story, last_day: datetime, act: Act, state: State, cast: Cast
) -> None:
    promise = story(cast)
    said_so_far = Move.objects.of(promise).count()
    assert take_time(at=last_day) == 0
    assert take_time(at=last_day + DAY) == 1
    assert take_time(at=last_day + DAY) == 0
    promise.refresh_from_db()
    assert (promise.state, promise.waits_for, promise.waiting_since) == (state, "", None)
    assert (promise.what, promise.proposed_text) == ("Exit themes, one page", "")
    last = Move.objects.of(promise).newest_first()[0]
    assert (last.act, last.by, last.to, last.number) == (act, None, state, said_so_far + 1)
    event = Event.objects.get(about=promise.pk, actor="system")
    assert (event.what, event.who, event.at) == (f"commitment.{act}", None, last_day + DAY)


def test_a_worker_that_slept_for_a_month_takes_it_from_the_day_it_holds(cast: Cast) -> None:
    late, lapsed = offered(cast), asked(cast)
    assert take_time(at=A_MONTH_LATER) == 2
    days = {move.commitment_id: move.on for move in Move.objects.filter(by=None)}
    assert days == {late.pk: date(2026, 11, 26), lapsed.pk: date(2026, 12, 1)}
    late.refresh_from_db()
    assert (late.state, late.due_on) == (State.PROMISED, DUE)


def test_what_was_taken_as_promised_can_be_kept_like_any_other(cast: Cast) -> None:
    promise = offered(cast)
    take_time(at=MONDAY + 3 * DAY)
    assert says(promise, Act.REPORT_DONE, cast.mira).state == State.REPORTED_DONE


def test_an_open_question_a_promise_under_way_and_an_open_new_day_end_by_no_silence(
    cast: Cast,
) -> None:
    questioned = says(asked(cast), Act.CLARIFY, cast.mira, Said(words="For which months?"))
    promised = says(asked(cast), Act.PROMISE, cast.mira)
    raised = says(
        says(asked(cast), Act.PROMISE, cast.mira), Act.RENEGOTIATE, cast.sam,
        Said(due_on=date(2026, 12, 21), reason=Reason.WAITING_FOR_DECISION),
    )  # fmt: skip
    assert take_time(at=A_MONTH_LATER) == 0
    for promise, state in (
        (questioned, State.REQUESTED),
        (promised, State.PROMISED),
        (raised, State.RENEGOTIATING),
    ):
        promise.refresh_from_db()
        assert promise.state == state


def test_a_draft_waits_for_nobody(cast: Cast) -> None:
    actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=Said(what="Pay"), by=cast.mira, at=MONDAY
    )
    assert take_time(at=A_MONTH_LATER) == 0


@pytest.mark.parametrize(
    ("asked_at", "last_moment"),
    [
        ("2027-03-26T23:30:00+01:00", "2027-04-02T23:59:59+02:00"),  # a day of 23 hours between
        ("2026-10-23T23:30:00+02:00", "2026-10-30T23:59:59+01:00"),  # one of 25
    ],
)
def test_days_are_whole_ones_whatever_hour_the_night_lacks_or_has_twice(
    asked_at: str, last_moment: str, cast: Cast
) -> None:
    at, last = datetime.fromisoformat(asked_at), datetime.fromisoformat(last_moment)
    with timezone.override(ZoneInfo("Europe/Berlin")):
        said = Said(what="Exit themes, one page", due_on=date(2027, 12, 1))
        promise = actions.ask(of=cast.mira, said=said, by=cast.sam, at=at, source=Source.FORM)
        assert promise.waiting_since == at.date()
        assert take_time(at=last) == 0
        assert take_time(at=last + timedelta(seconds=1)) == 1
    assert Move.objects.of(promise).newest_first()[0].on == last.date() + DAY


def test_a_clock_set_back_takes_nothing_and_breaks_nothing(cast: Cast) -> None:
    asked(cast, at=TUESDAY)
    assert take_time(at=MONDAY - 30 * DAY) == 0
    assert take_time(at=TUESDAY + 8 * DAY) == 1
    assert take_time(at=MONDAY) == 0


def test_without_its_events_no_step_of_a_lot_is_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    promises = [asked(cast), countered(cast), reported(cast)]
    stopped = Mock(side_effect=OSError("disk full"))
    monkeypatch.setattr("tandem.access.audit.Event.objects.bulk_create", stopped)
    with pytest.raises(OSError, match="disk full"):
        take_time(at=TUESDAY_AFTER)
    assert not Move.objects.filter(by=None).exists()
    for promise in promises:
        before = promise.state
        promise.refresh_from_db()
        assert promise.state == before


def test_many_are_taken_in_lots_each_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing_time, "LOT", 3)
    those = [asked(cast) for _ in range(8)]
    recent = asked(cast, at=TUESDAY_AFTER - 4 * DAY)
    with CaptureQueriesContext(connection) as few:
        assert take_time(at=TUESDAY_AFTER) == 8
    numbers = Counter(Move.objects.filter(act=Act.LAPSE).values_list("commitment", flat=True))
    assert numbers == Counter(one.pk for one in those)
    recent.refresh_from_db()
    assert recent.state == State.REQUESTED
    monkeypatch.setattr(passing_time, "LOT", 500)
    for _ in range(8):
        asked(cast)
    with CaptureQueriesContext(connection) as together:
        assert take_time(at=TUESDAY_AFTER) == 8
    assert len(together) < len(few)  # by the lot, not by the promise


def test_what_is_looked_through_is_found_by_its_index(cast: Cast) -> None:
    asked(cast)
    waiting = Commitment.objects.left_unanswered(before=DUE).order_by("pk").values_list("pk")
    if connection.vendor == "sqlite":
        assert "promises_that_wait" in waiting.explain()


# At the same moment


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_step_once(cast: Cast) -> None:
    those = [asked(cast) for _ in range(20)]
    taken: list[int] = []
    together(lambda: taken.append(take_time(at=TUESDAY_AFTER)), workers=2)
    assert sum(taken) == len(those)
    assert Move.objects.filter(act=Act.LAPSE).count() == len(those)
    assert Event.objects.filter(what="commitment.lapse").count() == len(those)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_yes_at_the_very_moment_is_taken_or_told_and_never_both(cast: Cast) -> None:
    those = [asked(cast) for _ in range(6)]
    told: list[Commitment] = []

    def answers() -> None:
        for promise in those:
            with suppress(NotPossible):
                told.append(
                    actions.take(
                        commitment=promise, act=Act.PROMISE, said=Said(), by=cast.mira,
                        at=TUESDAY_AFTER,
                    )
                )  # fmt: skip

    together(answers, lambda: take_time(at=TUESDAY_AFTER))
    for promise in those:
        said_yes = promise in told
        promise.refresh_from_db()
        assert promise.state == (State.PROMISED if said_yes else State.LAPSED)
        assert Move.objects.of(promise).count() == 2


def together(*each: Callable[[], object], workers: int = 1) -> None:
    """All at once, each in a thread and on a connection of its own."""
    start = Barrier(len(each) * workers)

    def one(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [Thread(target=one, args=[work]) for work in each for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
