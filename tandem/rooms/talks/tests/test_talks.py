"""A point for the next talk: what is kept, what is refused, what becomes of it, who reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.organisation.calendar import Days
from tandem.partnership.agendas import AgendaItem, agenda_items
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.registers import obligations
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.partnership.two import PairIsOver
from tandem.rooms.talks import actions
from tandem.rooms.talks.models import Became, TalkPoint
from tandem.rooms.talks.rules import JUST_OVER_DAYS, WINDOW_DAYS, Balance
from tandem.rooms.talks.tests.stories import WORDS, raised

TODAY = TUESDAY.date()
ACTS = [actions.speak_about, actions.put_aside, actions.bring_back]


def end(pair: Pair) -> None:
    pair.end_on = MONDAY.date()
    record("pair.ended", pair, by=OPERATOR, at=MONDAY)


@pytest.mark.parametrize("raiser", ["sam", "mira"])
def test_either_raises_one_and_leaves_one_event_without_words(cast: Cast, raiser: str) -> None:
    by = getattr(cast, raiser)
    point = raised(cast, by, f"  {WORDS}\n")
    assert (TalkPoint.objects.get().what, point.raiser) == (WORDS, by)
    event = Event.objects.get(about=point.pk)
    assert (event.what, event.who) == ("talk_point.raised", by.pseudonym)


@pytest.mark.parametrize("what", ["", "  \n", "x" * 281])
def test_neither_nothing_nor_an_essay_is_a_point(cast: Cast, what: str) -> None:
    with pytest.raises(ValidationError):
        raised(cast, cast.sam, what)
    assert not TalkPoint.objects.exists()


def test_only_the_two_raise_and_move_them(cast: Cast) -> None:
    point = raised(cast, cast.sam)
    for stranger in (cast.vera, cast.helen, cast.farid, cast.ana):
        with pytest.raises(NotInThisPair):
            raised(cast, stranger)
        for act in ACTS:
            with pytest.raises(TalkPoint.DoesNotExist):
                act(point=point, by=stranger, at=TUESDAY)
    assert [*TalkPoint.objects.values_list("became", flat=True)] == [""]


@pytest.mark.parametrize(
    ("act", "became"),
    [(actions.speak_about, Became.SPOKEN), (actions.put_aside, Became.ASIDE)],
)
@pytest.mark.parametrize("who", ["sam", "mira"])
def test_either_takes_it_off_the_list_whoever_raised_it(
    cast: Cast, act: Callable[..., TalkPoint], became: Became, who: str
) -> None:
    by = getattr(cast, who)
    over = act(point=raised(cast, cast.sam), by=by, at=TUESDAY)
    assert (over.became, over.over_on) == (became, TODAY)
    assert not TalkPoint.objects.waiting().exists()
    event = Event.objects.get(what=f"talk_point.{became}")
    assert (event.about, event.who) == (over.pk, by.pseudonym)


def test_of_two_taps_the_first_counts(cast: Cast) -> None:
    point = raised(cast, cast.sam)
    actions.speak_about(point=point, by=cast.mira, at=MONDAY)
    actions.put_aside(point=point, by=cast.sam, at=TUESDAY)
    kept = TalkPoint.objects.get()
    assert (kept.became, kept.over_on) == (Became.SPOKEN, MONDAY.date())
    assert not Event.objects.filter(what="talk_point.aside").exists()


def test_it_comes_back_to_its_old_place(cast: Cast) -> None:
    first = raised(cast, cast.sam, at=MONDAY)
    second = raised(cast, cast.mira, "Another", at=TUESDAY)
    actions.put_aside(point=first, by=cast.mira, at=TUESDAY)
    actions.bring_back(point=first, by=cast.sam, at=TUESDAY)
    actions.bring_back(point=first, by=cast.sam, at=TUESDAY)  # twice is once
    assert [*TalkPoint.objects.waiting()] == [first, second]
    assert Event.objects.filter(what="talk_point.brought_back").count() == 1


def test_a_clock_set_back_ends_none_before_it_was_raised(cast: Cast) -> None:
    point = raised(cast, cast.sam, at=TUESDAY)
    assert actions.speak_about(point=point, by=cast.sam, at=MONDAY).over_on == TODAY


def test_once_they_are_partners_no_more_nothing_is_raised_or_moved(cast: Cast) -> None:
    point = raised(cast, cast.sam)
    end(cast.pair)
    with pytest.raises(PairIsOver, match="partners no more"):
        raised(cast, cast.sam, at=TUESDAY)
    for act in ACTS:
        with pytest.raises(PairIsOver):
            act(point=point, by=cast.mira, at=TUESDAY)


def test_nothing_is_raised_with_somebody_who_has_left(cast: Cast) -> None:
    leave(cast.mira)
    with pytest.raises(PairIsOver, match="Mira works here no more"):
        raised(cast, cast.sam, at=TUESDAY)


def test_without_its_event_nothing_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.access.audit.append", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        raised(cast, cast.sam)
    assert not TalkPoint.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"became": Became.SPOKEN},  # over without a day
        {"over_on": TODAY},  # a day, and it waits
        {"became": Became.ASIDE, "over_on": MONDAY.date() - timedelta(days=1)},
    ],
)
def test_the_database_refuses_what_cannot_be(cast: Cast, changed: dict[str, object]) -> None:
    row = raised(cast, cast.sam)
    for name, value in changed.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(row)


# ---- who hears of it, and what is counted


def test_it_asks_nobody_and_no_line_or_timeline_tells_it(cast: Cast) -> None:
    raised(cast, cast.sam)
    for who in (cast.sam, cast.mira):
        assert obligations(who, TODAY) == []
        told = [moment.sentence for moment in timeline(cast.pair, who)]
        told += [item.sentence for item in agenda_items(cast.pair, TODAY)]
        assert not any(WORDS in each or "point" in each for each in told)


def test_the_set_one_sees_is_that_of_ones_own_pairs(cast: Cast) -> None:
    mine = raised(cast, cast.sam)
    priya, leo = cast.other_pair.leader, cast.other_pair.hr_partner
    theirs = actions.raise_point(pair=cast.other_pair, what=WORDS, by=leo, at=MONDAY)
    for who in (cast.sam, cast.mira):
        assert {*TalkPoint.objects.visible_to(who)} == {mine}
    for who in (priya, leo):
        assert {*TalkPoint.objects.visible_to(who)} == {theirs}
    for who in (cast.vera, cast.helen, cast.farid, cast.pia, cast.ana):
        assert not TalkPoint.objects.visible_to(who).exists()


@pytest.mark.parametrize(
    ("days_ago", "by_sam", "by_mira"),
    [
        (0, 1, 1),
        (WINDOW_DAYS - 1, 1, 1),
        (WINDOW_DAYS, 0, 1),  # older than it looks back
    ],
)
def test_who_raised_how_many_counts_those_of_the_window_over_or_not(
    cast: Cast, days_ago: int, by_sam: int, by_mira: int
) -> None:
    raised(cast, cast.sam, at=TUESDAY - timedelta(days=days_ago))
    actions.speak_about(point=raised(cast, cast.mira), by=cast.sam, at=TUESDAY)
    days = Days.last(WINDOW_DAYS, today=TODAY)
    counted = TalkPoint.objects.of(cast.pair).raised_in(days).balance()
    assert counted == Balance(leader=by_sam, hr_partner=by_mira)
    assert TalkPoint.objects.of(cast.other_pair).balance() == Balance(0, 0)


@pytest.mark.parametrize(("later", "there"), [(0, True), (13, True), (14, False)])
def test_what_is_over_can_be_brought_back_for_two_weeks(
    cast: Cast, later: int, there: bool
) -> None:
    point = actions.put_aside(point=raised(cast, cast.sam), by=cast.sam, at=TUESDAY)
    assert JUST_OVER_DAYS == 14
    waits = raised(cast, cast.mira)
    found = TalkPoint.objects.current(TODAY + timedelta(days=later))
    assert [*found] == ([waits, point] if there else [waits])


# ---- what is prepared, left out this time


def test_leaving_out_is_one_event_and_no_point_anybody_raised(cast: Cast) -> None:
    item = AgendaItem("2 heads-ups to speak about.", 3, "/app/heads-ups/x/")
    for by in (cast.sam, cast.mira):
        point = actions.leave_out(pair=cast.pair, item=item, by=by, at=TUESDAY)
    assert TalkPoint.objects.get() == point
    assert Event.objects.filter(what="talk_point.left_out", about=point.pk).count() == 1
    assert point.raiser == cast.sam, "the first tap counts"
    assert TalkPoint.objects.of(cast.pair).balance() == Balance(0, 0)
    back = actions.bring_back(point=point, by=cast.sam, at=TUESDAY)
    assert not back.is_over
    assert not TalkPoint.objects.waiting().exists()
    assert not TalkPoint.objects.current(TODAY).exists()


def test_only_the_two_leave_out_and_a_long_sentence_is_no_fault(cast: Cast) -> None:
    item = AgendaItem("Long. " * 100, 3, "/app/x/")
    for stranger in (cast.vera, cast.helen, cast.ana):
        with pytest.raises(NotInThisPair):
            actions.leave_out(pair=cast.pair, item=item, by=stranger, at=TUESDAY)
    assert actions.leave_out(pair=cast.pair, item=item, by=cast.sam, at=TUESDAY).is_over
    end(cast.pair)
    with pytest.raises(PairIsOver):
        actions.leave_out(pair=cast.pair, item=item, by=cast.sam, at=TUESDAY)
