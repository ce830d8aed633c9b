"""F24: goals that have been at odds for more than thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import SignIn
from tandem.organisation.values import DEFAULTS
from tandem.partnership.charter import actions as charter
from tandem.partnership.charter.models import CharterEntry
from tandem.partnership.goals.rules import Says
from tandem.partnership.goals.tests.stories import at_odds, outcome, said, settled
from tandem.partnership.models import Signal
from tandem.partnership.signals.detectors import Finding, Look
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.goals.detectors import goals_at_odds

DAY = timedelta(days=1)


def found(cast: Cast, days: int) -> list[Finding]:
    look = Look([cast.pair], MONDAY.date() + days * DAY, DEFAULTS)
    return [*goals_at_odds(look)]


@pytest.mark.parametrize(("days", "fires"), [(0, 0), (30, 0), (31, 1), (400, 1)])
def test_f24_goals_at_odds_for_more_than_thirty_days(cast: Cast, days: int, fires: int) -> None:
    at_odds(cast.pair)
    assert [each.evidence for each in found(cast, days)] == fires * [{"at_odds": 1, "days": 30}]


def test_f24_counts_each_two_goals_and_says_no_word_of_them(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    said(cast.pair, (mark.one, outcome(cast.pair, "A third")), Says.CONFLICTS, cast.sam)
    [finding] = found(cast, 31)
    assert (finding.count, finding.evidence["at_odds"]) == (2, 2)


def test_f24_is_quiet_once_it_is_settled_or_a_goal_is_gone(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    entry = CharterEntry.objects.select_related("pair").get()
    assert found(cast, 31)
    settled(mark, cast.sam)
    assert not found(cast, 31)
    said(cast.pair, (mark.one, mark.other), Says.CONFLICTS, cast.sam)
    assert found(cast, 31)
    charter.let_go(entry=entry, by=cast.sam, at=TUESDAY)
    assert not found(cast, 31)


def test_f24_begins_anew_where_it_is_said_anew(cast: Cast) -> None:
    mark = settled(at_odds(cast.pair), cast.sam)
    later = MONDAY + 20 * DAY
    said(cast.pair, (mark.one, mark.other), Says.CONFLICTS, cast.sam, later)
    assert not found(cast, 31)
    assert found(cast, 51)


def test_both_of_the_pair_see_it_and_its_step_leads_to_the_two_goals(
    cast: Cast, sign_in: SignIn
) -> None:
    at_odds(cast.pair)
    at = MONDAY + 40 * DAY
    look_for_signals(at=at)
    signal = Signal.objects.get(detector="goals_at_odds")
    for who in (cast.sam, cast.mira):
        assert Signal.objects.visible_to(who).filter(pk=signal.pk).exists()
    for who in (cast.vera, cast.helen, cast.leo, cast.kim):
        assert not Signal.objects.visible_to(who).filter(pk=signal.pk).exists()
    page = sign_in(cast.sam).get(signal.get_absolute_url()).text
    assert "goals of yours have been at odds for more than 30 days: 1" in page
    assert "Yes, let us decide the trade-off" in page
    answer = sign_in(cast.sam).post(f"{signal.get_absolute_url()}start/", {"list": "1"})
    assert answer.headers["Location"].endswith(f"/partners/{cast.pair.pk}/goals/#at-odds")
