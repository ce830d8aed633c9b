"""Four portfolios that stand in every area as a starting point, and how many two own together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership.actions import make_pair
from tandem.partnership.models import CoOwnedOutcome, NotInThisPair, Outcome
from tandem.partnership.outcomes import actions
from tandem.partnership.outcomes.four import how_many, in_the_area
from tandem.partnership.outcomes.portfolios import (
    FILE,
    KEYS,
    PortfoliosBroken,
    portfolio,
    portfolios,
)
from tandem.partnership.outcomes.portfolios import read as read_file
from tandem.partnership.outcomes.rules import Act, State, is_reviewed_next, refuse_no_review
from tandem.partnership.outcomes.tests.stories import (
    TERMS,
    accepted,
    begun,
    changed,
    co_owned,
    holding,
    now,
    portfolio_owned,
)
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
FILE_WORDS = FILE.read_text(encoding="utf-8")


def owned(cast: Cast, today: date = TODAY) -> int:
    area = cast.areas.operations.pk
    return how_many([area], today)[area]


def test_the_four_are_those_of_the_reference_and_each_has_two_sides_a_measure_and_a_day() -> None:
    assert [each.short for each in portfolios()] == [
        "Succession", "Diversity and inclusion", "Leadership", "Growth"
    ]  # fmt: skip
    for each in portfolios():
        terms = each.terms(TODAY)
        assert terms.leader_part != terms.hr_part
        assert terms.measured_by
        assert terms.by_on == TODAY + timedelta(days=365)
        assert each.review_days == 90


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("[[portfolio]]", "[[portfolio", "cannot be read"),
        ('key = "growth"', 'key = "more"', "The portfolios are succession"),
        ('target = "40"', 'target = "many"', "Portfolio 4 needs a number for target"),
        ('target = "40"', 'target = " "', "Portfolio 4 needs words for target"),
        ("review_days = 90", "review_days = 0", "needs a whole number of days for review_days"),
        ('unit = "%"', "", "Portfolio 1 needs exactly these"),
        ("Growth: people", "x" * 120, "name is longer than 120 characters"),
    ],
)
def test_a_broken_file_says_what_it_lacks(before: str, after: str, why: str) -> None:
    with pytest.raises(PortfoliosBroken, match=why):
        read_file(FILE_WORDS.replace(before, after))


def test_nothing_is_stored_for_an_area_that_leaves_them(cast: Cast) -> None:
    assert owned(cast) == 0
    assert not Outcome.objects.exists()


def test_two_taps_make_one_owned_with_a_kpi_and_a_working_day_to_look_at_it(cast: Cast) -> None:
    outcome = begun(cast.pair, cast.sam)
    assert (outcome.state, outcome.portfolio) == (State.BY_LEADER, "growth")
    assert outcome.review_on == date(2027, 2, 22)  # 90 days from a Sunday on: the next Monday
    assert owned(cast) == 0
    accepted(outcome, cast.mira)
    found = CoOwnedOutcome.objects.get()
    assert (found.portfolio, found.review_on) == ("growth", outcome.review_on)
    assert owned(cast) == 1


def test_two_taps_at_once_are_one_proposal(cast: Cast) -> None:
    first = begun(cast.pair, cast.sam)
    assert begun(cast.pair, cast.mira).pk == first.pk
    assert now(first).state == State.BY_LEADER, "a tap on the starting point accepts no words"
    assert Event.objects.filter(what="outcome.accepted").count() == 1


def test_all_four_count_and_no_fifth(cast: Cast) -> None:
    for key in KEYS:
        portfolio_owned(cast.pair, key)
    co_owned(cast.pair)
    assert owned(cast) == 4
    assert len(in_the_area(cast.areas.operations.pk, TODAY)) == 4


@pytest.mark.parametrize(("days", "counts"), [(0, 1), (-1, 1), (1, 0)])
def test_it_counts_up_to_its_day_to_look_at_it(cast: Cast, days: int, counts: int) -> None:
    outcome = portfolio_owned(cast.pair)
    assert outcome.review_on is not None
    assert owned(cast, outcome.review_on + timedelta(days=days)) == counts


def test_a_next_day_makes_it_count_again_and_ends_no_yes(cast: Cast) -> None:
    outcome = portfolio_owned(cast.pair)
    late, day = date(2027, 3, 1), date(2027, 5, 31)
    assert owned(cast, late) == 0
    actions.look_again_on(outcome=outcome, day=day, by=cast.mira, at=FRIDAY)
    assert owned(cast, late) == 1
    assert now(outcome).state == State.CO_OWNED
    assert holding(outcome).review_on == now(outcome).review_on == day


def test_worded_otherwise_it_stays_the_same_portfolio(cast: Cast) -> None:
    outcome = portfolio_owned(cast.pair)
    changed(outcome, cast.mira, replace(TERMS, name="In our own words"), accepting=True)
    assert owned(cast) == 1, "what both had accepted holds meanwhile"
    accepted(outcome, cast.sam)
    assert (holding(outcome).name, holding(outcome).portfolio) == ("In our own words", "growth")
    assert owned(cast) == 1


def test_what_has_ended_counts_no_more_and_can_begin_anew(cast: Cast) -> None:
    outcome = portfolio_owned(cast.pair)
    actions.end(outcome=outcome, act=Act.MEET, by=cast.sam, at=TUESDAY)
    assert owned(cast) == 0
    again = begun(cast.pair, cast.mira)
    assert again.pk != outcome.pk
    with pytest.raises(NotPossible, match="another outcome for this"):
        actions.take_up(outcome=outcome, by=cast.sam, at=FRIDAY)
    assert now(outcome).state == State.MET


def test_a_partner_who_came_takes_it_over_with_its_day(cast: Cast) -> None:
    taken = holding(portfolio_owned(cast.pair))
    pair = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    assert owned(cast) == 0, "it names somebody who is no partner here now"
    outcome = actions.take_over(owned=taken, pair=pair, by=cast.leo, at=TUESDAY)
    assert (outcome.portfolio, outcome.review_on) == ("growth", taken.review_on)
    accepted(outcome, cast.sam, TUESDAY)
    assert owned(cast) == 1


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=731)])
def test_a_day_that_is_not_ahead_is_refused(cast: Cast, day: date) -> None:
    with pytest.raises(NotPossible, match="after today"):
        refuse_no_review(day, TODAY)
    outcome = portfolio_owned(cast.pair)
    with pytest.raises(NotPossible, match="after today"):
        actions.look_again_on(outcome=outcome, day=day, by=cast.sam, at=TUESDAY)


def test_the_days_up_to_two_years_ahead_are_ahead() -> None:
    for days in (1, 730):
        refuse_no_review(TODAY + timedelta(days=days), TODAY)
    assert not is_reviewed_next(None, TODAY)


def test_nobody_else_takes_one_over_or_names_a_day(cast: Cast) -> None:
    outcome = portfolio_owned(cast.pair)
    for who in (cast.vera, cast.helen, cast.leo):
        with pytest.raises(NotInThisPair):
            begun(cast.pair, who, "inclusion")
        with pytest.raises(NotInThisPair):
            actions.look_again_on(outcome=outcome, day=date(2027, 1, 4), by=who, at=TUESDAY)


def test_the_same_day_said_again_is_no_act(cast: Cast) -> None:
    outcome = portfolio_owned(cast.pair)
    assert outcome.review_on is not None
    actions.look_again_on(outcome=outcome, day=outcome.review_on, by=cast.sam, at=TUESDAY)
    assert not Event.objects.filter(what="outcome.review_set").exists()


def test_the_database_holds_one_open_outcome_of_a_portfolio(cast: Cast) -> None:
    begun(cast.pair, cast.sam, "growth")
    other = begun(cast.pair, cast.sam, "inclusion")
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome._base_manager.filter(pk=other.pk).update(portfolio="growth")


def test_there_is_no_portfolio_of_another_name() -> None:
    assert portfolio("more") is None
