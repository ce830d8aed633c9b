"""Outcomes of Sam and Mira, as far as the two have come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from tandem.organisation.models import Person
from tandem.partnership.models import CoOwnedOutcome, Outcome, OutcomeReading, Pair
from tandem.partnership.outcomes import actions
from tandem.partnership.outcomes.portfolios import portfolio
from tandem.partnership.outcomes.rules import Terms
from tandem.partnership.testing import MONDAY, Cast

NAME = "Night shift: people choose to stay"
TERMS = Terms(
    name=NAME,
    measured_by="Of those who left in a year, how many chose to go",
    unit="%",
    start=Decimal("42"),
    target=Decimal("20"),
    by_on=date(2027, 6, 30),
    leader_part="Talks about staying, every month",
    hr_part="Shift patterns to choose from",
)
OTHERS = replace(TERMS, target=Decimal("25"))


def proposed(
    pair: Pair, by: Person, terms: Terms = TERMS, *, accepting: bool = False, at: datetime = MONDAY
) -> Outcome:
    return actions.propose(pair=pair, terms=terms, accepting=accepting, by=by, at=at)


def now(outcome: Outcome) -> Outcome:
    return Outcome.objects.select_related("pair__leader", "pair__hr_partner").get(pk=outcome.pk)


def accepted(outcome: Outcome, by: Person, at: datetime = MONDAY) -> Outcome:
    return actions.accept(outcome=outcome, seen=now(outcome).terms.mark, by=by, at=at)


def co_owned(pair: Pair, terms: Terms = TERMS, at: datetime = MONDAY) -> Outcome:
    outcome = proposed(pair, pair.leader, terms, accepting=True, at=at)
    return accepted(outcome, pair.hr_partner, at)


def changed(
    outcome: Outcome, by: Person, terms: Terms = OTHERS, *, accepting: bool = False,
    at: datetime = MONDAY,
) -> Outcome:  # fmt: skip
    seen = now(outcome).terms.mark
    return actions.change(
        outcome=outcome, terms=terms, seen=seen, accepting=accepting, by=by, at=at
    )


def read(
    outcome: Outcome, by: Person, value: str, on: date, note: str = "", at: datetime = MONDAY
) -> OutcomeReading:
    return actions.read(outcome=outcome, on=on, value=Decimal(value), note=note, by=by, at=at)


def holding(outcome: Outcome) -> CoOwnedOutcome:
    [owned] = actions.holding_of(outcome)
    return owned


def sams_and_miras(cast: Cast) -> Outcome:
    return co_owned(cast.pair)


def begun(pair: Pair, by: Person, key: str = "growth", at: datetime = MONDAY) -> Outcome:
    """One of the four portfolios, taken over by one of the two."""
    start = portfolio(key)
    assert start is not None
    return actions.begin_with(pair=pair, start=start, by=by, at=at)


def portfolio_owned(pair: Pair, key: str = "growth", at: datetime = MONDAY) -> Outcome:
    return accepted(begun(pair, pair.leader, key, at), pair.hr_partner, at)
