"""A detector that is not true too often switches itself off, and waits for somebody to look."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tandem.access.audit import SYSTEM, record_each
from tandem.access.models import Event
from tandem.organisation.models import Setting
from tandem.organisation.settings import UnableToSet, values_on
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import detectors
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.signals.models import Signal
from tandem.partnership.signals.review import BY_ITSELF, review, switch, tallies
from tandem.partnership.signals.standing import Severity, State
from tandem.partnership.signals.tests.detecting import Planted, many_pairs, noticed
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()


def switched_off(on: date) -> set[str]:
    values = values_on(on)
    return {key for key, each in detectors().items() if not each.is_on(values)}


def fired(pair: Pair, state: State, number: int, *, days_ago: int = 1, key: str = "quiet") -> None:
    """That many firings of a pair that have ended."""
    on = TODAY - timedelta(days=days_ago)
    record_each(
        "signal.fire",
        [
            Signal(
                pair=pair, detector=key, window_days=30, evidence={"weeks": 3}, count=3,
                fired_on=on, looked_on=on, said_on=on, ended_on=on, state=state,
                severity=Severity.ATTENTION,
            )
            for _ in range(number)
        ],
        by=SYSTEM,
        at=MONDAY,
    )  # fmt: skip


def test_eight_of_twenty_not_true_is_well_nine_switch_it_off(cast: Cast, quiet: Planted) -> None:
    detector = detectors()["quiet"]
    fired(cast.pair, State.RESOLVED, 12, days_ago=3)
    fired(cast.pair, State.DISMISSED, 7)
    review(detector, at=TUESDAY)
    assert switched_off(TODAY) == set()  # nineteen are too few
    fired(cast.pair, State.DISMISSED, 1)
    review(detector, at=TUESDAY)
    assert switched_off(TODAY) == set()
    fired(cast.pair, State.DISMISSED, 1)
    review(detector, at=TUESDAY)
    assert switched_off(TODAY) == {"quiet"}
    setting = Setting.objects.get(key="signal.quiet")
    assert (setting.reason, setting.value) == (BY_ITSELF, Decimal(0))
    event = Event.objects.get(what="setting.switched_off")
    assert (event.actor, event.who) == (SYSTEM.actor, None)


def test_the_look_of_the_day_reviews_and_what_is_off_asks_nobody(
    cast: Cast, quiet: Planted
) -> None:
    noticed(quiet, cast.other_pair)
    fired(cast.pair, State.DISMISSED, 20)
    look_for_signals(at=TUESDAY + timedelta(days=1))
    assert switched_off(TODAY + timedelta(days=1)) == {"quiet"}
    looks = len(quiet.looks)
    look_for_signals(at=TUESDAY + timedelta(days=2))
    assert len(quiet.looks) == looks
    assert not Signal.objects.open().exists()


def test_switched_on_again_with_a_reason_it_is_counted_anew(cast: Cast, quiet: Planted) -> None:
    detector = detectors()["quiet"]
    fired(cast.pair, State.DISMISSED, 20)
    review(detector, at=TUESDAY)
    with pytest.raises(UnableToSet, match="Say why"):
        switch(detector, on=True, reason=" ", by=cast.farid, at=TUESDAY)
    switch(detector, on=True, reason="The threshold is higher now.", by=cast.farid, at=TUESDAY)
    review(detector, at=TUESDAY)
    assert switched_off(TODAY) == set()
    fired(cast.pair, State.DISMISSED, 20, days_ago=-1)
    review(detector, at=TUESDAY + timedelta(days=1))
    assert switched_off(TODAY + timedelta(days=1)) == {"quiet"}


def test_another_detectors_firings_do_not_count(cast: Cast, quiet: Planted) -> None:
    fired(cast.pair, State.DISMISSED, 20, key="other")
    review(detectors()["quiet"], at=TUESDAY)
    assert switched_off(TODAY) == set()


def test_how_often_it_fired_is_told_from_eight_pairs_on(cast: Cast, quiet: Planted) -> None:
    many_pairs(cast, 8)
    pairs = [*Pair.objects.filter(area__name__startswith="Depot")]
    for pair in pairs[:7]:
        fired(pair, State.RESOLVED, 2)
    assert tallies() == {}
    fired(pairs[7], State.DISMISSED, 1)
    found = tallies()["quiet"]
    assert (found.fired, found.not_true, found.travelling) == (15, 1, 0)


def test_urgent_ones_that_stay_are_told_as_a_number_and_of_no_pair(
    cast: Cast, quiet: Planted
) -> None:
    """Over three weeks nobody has taken them up; one is no longer so after that."""
    many_pairs(cast, 8)
    pairs = [*Pair.objects.filter(area__name__startswith="Depot")]
    for pair in pairs:
        quiet.see(pair, 9, Severity.URGENT)
    look_for_signals(at=TUESDAY)
    assert tallies()["quiet"].travelling == 0
    look_for_signals(at=TUESDAY + timedelta(days=22))
    assert tallies()["quiet"].travelling == 8
    quiet.see_nothing(pairs[0])
    look_for_signals(at=TUESDAY + timedelta(days=23))
    assert tallies()["quiet"].travelling == 7
