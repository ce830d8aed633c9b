"""F30 is noticed of two who told it together, and of nobody else."""

from __future__ import annotations

from datetime import timedelta

from tandem.organisation.settings import values_on
from tandem.partnership.changing import actions as changing
from tandem.partnership.models import Pair, Signal
from tandem.partnership.role_review import actions
from tandem.partnership.role_review.tests.stories import (
    NOW_OPENED,
    THEIRS,
    WORDS,
    answered,
    set_to_now,
    told,
)
from tandem.partnership.signals.detectors import Look, detectors
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.signals.rows import rows
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

KEY = "could_use_help"
TODAY = TUESDAY.date()


def found(pair: Pair, *, days: int = 0) -> list[dict[str, int]]:
    day = TODAY + timedelta(days=days)
    look = Look([pair], day, values_on(day))
    return [dict(each.evidence) for each in detectors()[KEY].find(look)]


def test_f30_is_noticed_once_both_let_it_be_told(cast: Cast) -> None:
    pair = set_to_now(cast.pair)
    answered(pair, leader=1, hr=5, at=MONDAY)
    assert found(pair) == []
    for by, number in ((cast.sam, 0), (cast.mira, 1)):
        actions.let_tell(pair=pair, opened_on=NOW_OPENED, yes=True, by=by, at=MONDAY)
        assert len(found(pair)) == number
    assert found(pair) == [{"year": 2026}]  # no mean, no side, no item
    actions.let_tell(pair=pair, opened_on=NOW_OPENED, yes=False, by=cast.sam, at=TUESDAY)
    assert found(pair) == []


def test_f30_is_not_noticed_of_two_who_are_doing_well_or_just_so(cast: Cast) -> None:
    pair = set_to_now(cast.pair)
    told(pair, leader=3, hr=5, at=MONDAY)
    assert found(pair) == []


def test_f30_ends_after_the_companys_days(cast: Cast) -> None:
    pair = set_to_now(cast.pair)
    told(pair, leader=2, at=MONDAY)
    assert [len(found(pair, days=days)) for days in (0, 363, 364)] == [1, 1, 0]


def test_f30_counts_no_wish_for_another_partner(cast: Cast) -> None:
    """It went to somebody who can act on it, and was promised to be counted by nothing."""
    changing.ask(pair=cast.pair, to=cast.helen, words="Please", by=cast.mira, at=MONDAY)
    assert found(cast.pair) == []


def test_the_signal_asks_the_two_and_holds_no_answer(cast: Cast) -> None:
    pair = set_to_now(cast.pair)
    told(pair, leader=1, at=MONDAY)
    look_for_signals(at=TUESDAY)
    signal = Signal.objects.get(detector=KEY)
    assert (signal.evidence, signal.count) == ({"year": 2026}, 1)
    for who in (cast.sam, cast.mira):
        [row] = rows(
            Signal.objects.visible_to(who).by_detector(KEY).telling_who_left(TODAY), who, TODAY
        )
        assert row.noticed.startswith("You two have said")
        assert row.shown == "Said of your two-way review of 2026."
        assert not any(word in row.rule + row.noticed for word in (WORDS, THEIRS))
    assert not any(Signal.objects.visible_to(who).exists() for who in (cast.vera, cast.helen))
