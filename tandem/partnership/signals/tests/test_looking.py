"""The look of the day: what opens, what stays, what ends, whoever looks and however often."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.access.audit import OPERATOR, SYSTEM, record
from tandem.access.models import Event
from tandem.organisation import calendars, settings
from tandem.organisation.values import BY_KEY
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.rules import Act as Say
from tandem.partnership.commitments.rules import Reason as Because
from tandem.partnership.models import Pair
from tandem.partnership.signals import actions
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.signals.reasons import Reason
from tandem.partnership.signals.rows import noticed_by
from tandem.partnership.signals.standing import Severity, State
from tandem.partnership.signals.tests.detecting import Planted, many_pairs, noticed, plant
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

NOTICE, ATTENTION, URGENT = Severity.NOTICE, Severity.ATTENTION, Severity.URGENT


def days(number: int) -> datetime:
    """So many days after Tuesday."""
    return TUESDAY + timedelta(days=number)


def states() -> list[str]:
    return [*Signal.objects.order_by("fired_on", "detector").values_list("state", flat=True)]


def open_kinds(pair: Pair) -> list[str]:
    return [
        *Signal.objects.open().of(pair.pk).order_by("detector").values_list("detector", flat=True)
    ]


def test_it_fires_once_however_often_the_worker_looks(cast: Cast, quiet: Planted) -> None:
    quiet.see(cast.pair)
    for _ in range(3):
        look_for_signals(at=TUESDAY)
    signal = Signal.objects.get()
    assert (signal.pair, signal.detector, signal.state) == (cast.pair, "quiet", State.FIRED)
    assert (signal.evidence, signal.count, signal.window_days) == ({"weeks": 3}, 3, 30)
    assert [*Event.objects.filter(what__startswith="signal.").values_list("what", "actor")] == [
        ("signal.fire", SYSTEM.actor)
    ]


def test_at_most_three_of_a_pair_are_open_the_weightiest_first(
    cast: Cast, only_planted: None
) -> None:
    severities = {"a": NOTICE, "b": URGENT, "c": ATTENTION, "d": ATTENTION, "e": NOTICE}
    planted = {key: plant(key) for key in severities}
    for key, severity in severities.items():
        planted[key].see(cast.pair, severity=severity)
        planted[key].see(cast.other_pair, severity=severity)
    look_for_signals(at=TUESDAY)
    assert open_kinds(cast.pair) == open_kinds(cast.other_pair) == ["b", "c", "d"]
    first = Signal.objects.of(cast.pair.pk).get(detector="b")
    actions.dismiss(signal=first, reason=Reason.NOT_SO, by=cast.sam, at=TUESDAY)
    look_for_signals(at=days(1))
    assert open_kinds(cast.pair) == ["a", "c", "d"]


def test_what_is_mended_in_one_talk_goes_before_what_is_hard(
    cast: Cast, only_planted: None
) -> None:
    for key, ease in (("hard", 1), ("easy", 3), ("middle", 2), ("other", 2)):
        plant(key, ease=ease).see(cast.pair)
    look_for_signals(at=TUESDAY)
    assert open_kinds(cast.pair) == ["easy", "middle", "other"]


def test_how_many_are_open_is_for_the_company_to_say(cast: Cast, only_planted: None) -> None:
    settings.set_value(
        known=BY_KEY["signals_open_max"],
        value=Decimal(1),
        reason="",
        by=cast.farid,
        at=MONDAY,
    )
    for key in ("a", "b"):
        plant(key).see(cast.pair)
    look_for_signals(at=TUESDAY)
    assert open_kinds(cast.pair) == ["a"]


def test_put_off_it_keeps_its_place_calmed_down_it_gives_it_up(
    cast: Cast, only_planted: None
) -> None:
    planted = [plant(key) for key in ("a", "b", "c", "d")]
    for one in planted:
        one.see(cast.pair)
    look_for_signals(at=TUESDAY)
    put_off = Signal.objects.get(detector="a")
    actions.put_off(
        signal=put_off, reason=Reason.NEXT_TALK, until=date(2026, 12, 20), by=cast.sam, at=TUESDAY
    )
    look_for_signals(at=days(1))
    assert open_kinds(cast.pair) == ["a", "b", "c"]
    planted[1].see_nothing(cast.pair)
    look_for_signals(at=days(2))
    assert open_kinds(cast.pair) == ["a", "b", "c", "d"]
    shown = noticed_by(cast.sam, days(2).date())
    assert [row.detector.key for row in shown] == ["c", "d"]
    planted[1].see(cast.pair)  # it was only a day
    look_for_signals(at=days(28))
    assert [row.detector.key for row in noticed_by(cast.sam, days(28).date())] == ["a", "b", "c"]


def test_new_numbers_are_kept_old_ones_write_nothing(cast: Cast, quiet: Planted) -> None:
    signal = noticed(quiet, cast.pair)
    events = Event.objects.count()
    look_for_signals(at=days(1))
    assert Event.objects.count() == events
    quiet.see(cast.pair, 4, URGENT)
    look_for_signals(at=days(2))
    signal.refresh_from_db()
    assert (signal.evidence, signal.severity, signal.state) == ({"weeks": 4}, URGENT, State.FIRED)
    assert (signal.looked_on, signal.urgent_since) == (days(2).date(), days(2).date())
    assert SignalMove.objects.count() == 1


def test_it_is_resolved_when_it_was_not_so_for_its_whole_window(cast: Cast, quiet: Planted) -> None:
    signal = noticed(quiet, cast.pair)
    quiet.see_nothing(cast.pair)
    for number in (1, 15, 30):
        look_for_signals(at=days(number))
        assert states() == [State.FIRED]
    look_for_signals(at=days(31))
    signal.refresh_from_db()
    assert (signal.state, signal.ended_on) == (State.RESOLVED, days(31).date())
    assert SignalMove.objects.of(signal).get(act="resolve").by is None
    quiet.see(cast.pair)
    look_for_signals(at=days(32))
    assert states() == [State.RESOLVED, State.FIRED]


def test_what_was_dismissed_comes_back_after_its_window_or_when_much_has_changed(
    cast: Cast, quiet: Planted
) -> None:
    signal = noticed(quiet, cast.pair)
    actions.dismiss(signal=signal, reason=Reason.NOT_SO, by=cast.mira, at=TUESDAY)
    quiet.see(cast.pair, 4)
    look_for_signals(at=days(29))
    assert states() == [State.DISMISSED]
    quiet.see(cast.pair, 5)
    look_for_signals(at=days(29))
    assert states() == [State.DISMISSED, State.FIRED]


def test_dismissed_and_unchanged_it_comes_back_after_its_window(cast: Cast, quiet: Planted) -> None:
    signal = noticed(quiet, cast.pair)
    actions.dismiss(signal=signal, reason=Reason.NOT_SO, by=cast.mira, at=TUESDAY)
    look_for_signals(at=days(30))
    assert states() == [State.DISMISSED, State.FIRED]


def test_nobody_answering_for_a_window_it_expires_and_stays_away_for_one(
    cast: Cast, quiet: Planted
) -> None:
    noticed(quiet, cast.pair)
    look_for_signals(at=days(30))
    look_for_signals(at=days(59))
    assert states() == [State.EXPIRED]
    look_for_signals(at=days(60))
    assert states() == [State.EXPIRED, State.FIRED]


def test_while_its_promise_is_open_it_waits_for_it(cast: Cast, quiet: Planted) -> None:
    signal = noticed(quiet, cast.pair)
    said = Said(what="Ring up", due_on=date(2026, 12, 8))
    after = actions.start(signal=signal, said=said, by=cast.mira, at=TUESDAY)
    look_for_signals(at=days(60))
    assert states() == [State.ACTING]
    assert after.promise is not None
    released = Said(reason=Because.NO_LONGER_NEEDED)
    promises.take(commitment=after.promise, act=Say.THANK, said=Said(), by=cast.sam, at=TUESDAY)
    promises.take(commitment=after.promise, act=Say.RELEASE, said=released, by=cast.sam, at=TUESDAY)
    look_for_signals(at=days(61))
    assert states() == [State.EXPIRED]


def test_an_urgent_one_is_marked_to_travel_by_its_leaders_calendar(
    cast: Cast, quiet: Planted
) -> None:
    calendars.add_day(
        site="", day=date(2026, 12, 8), works=False, name="Inventory", by=cast.farid, at=MONDAY
    )
    quiet.see(cast.pair, 9, URGENT)
    look_for_signals(at=TUESDAY)
    look_for_signals(at=datetime(2026, 12, 16, 8, tzinfo=TUESDAY.tzinfo))
    assert Signal.objects.get().travels_on is None
    look_for_signals(at=datetime(2026, 12, 17, 8, tzinfo=TUESDAY.tzinfo))
    assert Signal.objects.get().travels_on == date(2026, 12, 17)
    quiet.see(cast.pair, 9, ATTENTION)
    look_for_signals(at=datetime(2026, 12, 18, 8, tzinfo=TUESDAY.tzinfo))
    assert Signal.objects.get().travels_on is None


def test_a_pair_that_ended_is_asked_nothing_more(cast: Cast, quiet: Planted) -> None:
    noticed(quiet, cast.pair)
    cast.pair.end_on = days(1).date()
    record("pair.ended", cast.pair, by=OPERATOR, at=TUESDAY)
    assert [row.signal.pair for row in noticed_by(cast.mira, TUESDAY.date())] == [cast.pair]
    assert noticed_by(cast.mira, days(1).date()) == []  # before the worker has looked
    look_for_signals(at=days(1))
    assert states() == [State.EXPIRED]
    look_for_signals(at=days(40))
    assert states() == [State.EXPIRED]


def test_a_new_pair_is_left_alone_for_thirty_days(cast: Cast, quiet: Planted) -> None:
    pair = make_pair(
        area=cast.areas.supply, leader=cast.vera, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    quiet.see(pair)
    look_for_signals(at=days(29))
    assert states() == []
    look_for_signals(at=days(30))
    assert states() == [State.FIRED]


def test_a_detector_that_breaks_leaves_its_signals_and_the_others_alone(
    cast: Cast, only_planted: None, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = plant("broken"), plant("whole")
    noticed(broken, cast.pair)
    broken.broken = True
    whole.see(cast.pair)
    look_for_signals(at=days(1))
    assert [(one.detector, one.state, one.calm_since) for one in Signal.objects.all()] == [
        ("broken", State.FIRED, None),
        ("whole", State.FIRED, None),
    ]
    assert "could not look" in caplog.text


def test_a_clock_set_back_ends_nothing(cast: Cast, quiet: Planted) -> None:
    noticed(quiet, cast.pair)
    quiet.see_nothing(cast.pair)
    look_for_signals(at=days(-20))
    look_for_signals(at=days(1))
    assert states() == [State.FIRED]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_open_three_and_not_one_more(cast: Cast, only_planted: None) -> None:
    for key in ("a", "b", "c", "d", "e"):
        plant(key).see(cast.pair)
    start = Barrier(2)
    broken: list[Exception] = []

    def work() -> None:
        start.wait()
        try:
            look_for_signals(at=TUESDAY)
        except Exception as error:  # noqa: BLE001 - the assertion tells it
            broken.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not broken
    assert open_kinds(cast.pair) == ["a", "b", "c"]
    assert SignalMove.objects.count() == 3


def test_four_hundred_pairs_cost_no_more_questions_than_two(cast: Cast, quiet: Planted) -> None:
    noticed(quiet, cast.pair)
    look_for_signals(at=TUESDAY)
    with CaptureQueriesContext(connection) as few:
        look_for_signals(at=days(1))
    many_pairs(cast, 400)
    with CaptureQueriesContext(connection) as many:
        look_for_signals(at=days(1))
    assert quiet.looks[-1] > 400
    assert len(many) <= len(few)
    assert len(few) < 15
