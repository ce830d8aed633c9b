"""A pair shows itself by name if both want it, and nobody can find the others by taking it away."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import transaction

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership import by_name
from tandem.partnership.actions import make_pair
from tandem.partnership.by_name import UnableToShow
from tandem.partnership.commitments.all_pairs import AllPairs, of_all_pairs
from tandem.partnership.commitments.reliable import LOOKED_BACK
from tandem.partnership.commitments.tests.quarters import at, kept, promised
from tandem.partnership.commitments.tests.test_reliable import QUARTER, TODAY, eight, pairs_of_ana
from tandem.partnership.models import NotInThisPair, Pair, ShownByName
from tandem.partnership.testing import Cast, area
from tandem.partnership.tests.test_leaving import leaves

BEFORE = at(date(2026, 10, 1))  # the quarter is told from 15 October on
LAST_DAY = at(date(2026, 10, 14))
AFTER = at(date(2026, 11, 2))
NOW = at(TODAY)


def both_agree(pair: Pair, when: datetime) -> None:
    for partner in (pair.leader, pair.hr_partner):
        by_name.agree(pair=pair, by=partner, at=when)


def take_back(pair: Pair, when: datetime) -> None:
    by_name.take_back(pair=pair, by=pair.leader, at=when)


def told(cast: Cast, today: date = TODAY) -> AllPairs:
    return of_all_pairs(today, reader=cast.helen, quarters=LOOKED_BACK)


def names(cast: Cast, today: date = TODAY) -> list[str]:
    return [pair.leader.first_name for pair, _both in told(cast, today).named]


def of_the_others(every: AllPairs) -> tuple[object, ...]:
    return every.pairs, every.spread, every.rate, every.causes


@pytest.fixture
def nine(cast: Cast) -> list[Pair]:
    """Eight pairs of Ana, and Sam and Mira, each with enough promises for a share."""
    pairs = [*pairs_of_ana(cast), cast.pair]
    for number, pair in enumerate(pairs):
        eight(pair, taken_back=8 * (number % 2))
    return pairs


def test_each_says_yes_for_themselves_and_each_word_is_one_event(cast: Cast) -> None:
    said = by_name.agree(pair=cast.pair, by=cast.sam, at=BEFORE)
    assert by_name.agree(pair=cast.pair, by=cast.sam, at=AFTER) == said  # twice is once
    by_name.take_back(pair=cast.pair, by=cast.mira, at=AFTER)  # nothing to take back
    by_name.take_back(pair=cast.pair, by=cast.sam, at=AFTER)
    events = [(one.what, one.who) for one in Event.objects.about(said.pk)]
    mine = cast.sam.pseudonym
    assert events == [("pair.shown_by_name", mine), ("pair.no_longer_by_name", mine)]
    again = by_name.agree(pair=cast.pair, by=cast.sam, at=AFTER)
    assert {*ShownByName.objects.of(cast.pair, cast.sam)} == {said, again}
    assert not ShownByName.objects.visible_to(cast.mira).exists()


def test_nobody_else_can_say_it_and_nobody_for_a_pair_that_is_over(cast: Cast) -> None:
    for stranger in (cast.helen, cast.vera, cast.ana, cast.farid):
        with pytest.raises(NotInThisPair):
            by_name.agree(pair=cast.pair, by=stranger, at=NOW)
        with pytest.raises(NotInThisPair):
            by_name.take_back(pair=cast.pair, by=stranger, at=NOW)
    make_pair(area=cast.pair.area, leader=cast.sam, hr_partner=cast.ana, by=OPERATOR, at=BEFORE)
    with pytest.raises(UnableToShow, match="no longer partners"):
        by_name.agree(pair=cast.pair, by=cast.sam, at=NOW)
    assert not ShownByName.objects.exists()


def the_yes_of_one_changes_nothing(cast: Cast, nine: list[Pair], before: AllPairs) -> None:
    by_name.agree(pair=cast.pair, by=cast.sam, at=BEFORE)
    assert told(cast) == before


def who_is_named_is_in_no_stretch(cast: Cast, nine: list[Pair], before: AllPairs) -> None:
    """What is left when they are taken away is what is told, so nothing is left over."""
    without = of_all_pairs(TODAY, reader=cast.mira)  # who looks is never among them
    both_agree(cast.pair, BEFORE)
    shown = told(cast)
    assert [pair for pair, _both in shown.named] == [cast.pair]
    assert shown.named[0][1].eligible == 8
    assert (shown.pairs, shown.spread, shown.rate) == (8, without.spread, without.rate)
    assert shown.causes == before.causes  # a cause is nobody’s share: it is told of all


def no_two_looks_can_be_taken_from_each_other(
    cast: Cast, nine: list[Pair], before: AllPairs
) -> None:
    """A yes once it is told begins with the next quarter; taken back, the names go at once."""
    both_agree(nine[0], LAST_DAY)
    first = told(cast)
    assert names(cast) == [nine[0].leader.first_name]
    both_agree(cast.pair, AFTER)
    assert told(cast) == first
    take_back(cast.pair, AFTER)
    take_back(nine[0], NOW)
    assert of_the_others(told(cast)) == of_the_others(first)
    assert names(cast) == []
    both_agree(nine[0], NOW)
    assert told(cast) == first


def seven_who_are_left_are_no_spread(cast: Cast, nine: list[Pair], before: AllPairs) -> None:
    for pair in nine[:2]:
        both_agree(pair, BEFORE)
    shown = told(cast)
    assert (shown.pairs, shown.spread, shown.rate, len(shown.named)) == (7, (), None, 2)
    assert shown.causes == before.causes


def two_of_two_areas_are_taken_out_with_both(
    cast: Cast, nine: list[Pair], before: AllPairs
) -> None:
    """Their promises count in both pairs, so the one would tell the other."""
    make_pair(
        area=area("Night line", None), leader=cast.sam, hr_partner=cast.mira, by=OPERATOR,
        at=at(date(2025, 1, 7)),
    )  # fmt: skip
    assert told(cast).pairs == 10
    both_agree(cast.pair, BEFORE)
    assert told(cast).pairs == 8


@pytest.mark.slow
def test_the_others_are_not_found_by_taking_away_who_is_shown_by_name(
    cast: Cast, nine: list[Pair]
) -> None:
    before = told(cast)
    assert before.pairs == 9
    assert before.reasons
    for check in (
        the_yes_of_one_changes_nothing,
        who_is_named_is_in_no_stretch,
        no_two_looks_can_be_taken_from_each_other,
        seven_who_are_left_are_no_spread,
        two_of_two_areas_are_taken_out_with_both,
    ):
        with transaction.atomic():
            check(cast, nine, before)
            transaction.set_rollback(True)


def test_they_stand_by_name_and_never_by_share(cast: Cast) -> None:
    pairs = pairs_of_ana(cast)[:3]  # Kim, Ilse, Vera
    for number, pair in enumerate(pairs):
        kept(pair.leader, pair.hr_partner, number, QUARTER)
        promised(pair.leader, pair.hr_partner, asked_on=QUARTER)
        both_agree(pair, BEFORE)
    shown = [pair.leader.last_name for pair, _both in told(cast).named]
    assert shown == sorted(pair.leader.last_name for pair in pairs)
    assert all(both.honour_rate is None for _pair, both in told(cast).named)  # too few for one


def test_a_change_of_partner_ends_it_and_the_new_pair_says_it_anew(cast: Cast) -> None:
    promised(cast.sam, cast.mira, asked_on=QUARTER)
    both_agree(cast.pair, BEFORE)
    assert names(cast) == ["Sam"]
    new = make_pair(area=cast.pair.area, leader=cast.sam, hr_partner=cast.ana, by=OPERATOR, at=NOW)
    assert names(cast) == []
    assert not ShownByName.objects.filter(pair=new).exists()


def test_who_looks_is_not_shown_to_themselves_and_who_left_to_nobody(cast: Cast) -> None:
    promised(cast.sam, cast.mira, asked_on=QUARTER)
    both_agree(cast.pair, BEFORE)
    assert of_all_pairs(TODAY, reader=cast.mira).named == ()
    assert names(cast) == ["Sam"]
    leaves(cast.sam, TODAY)
    assert names(cast) == []
