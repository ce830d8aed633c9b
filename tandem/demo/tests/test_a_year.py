"""A year of further pairs: on any day enough of them, so that the head of HR sees how it went."""

from __future__ import annotations

from collections import Counter

import pytest

from tandem.demo.a_year import (
    BECAUSE,
    EACH,
    KNOWN,
    MISSED,
    named_pairs,
    pairs_of_the_year,
    the_year,
)
from tandem.demo.company import Company
from tandem.demo.pairs import Pairing
from tandem.demo.tests.conftest import TUESDAY
from tandem.demo.tests.test_story import CALENDAR, ENDED, play, went
from tandem.organisation.calendar import Days
from tandem.partnership.commitments import timers
from tandem.partnership.commitments.kept import Course
from tandem.partnership.commitments.reliability import figures_of
from tandem.partnership.commitments.spread import (
    PAIRS_FROM,
    REASONS_FROM,
    closed_quarters,
    told_on,
)
from tandem.partnership.commitments.standing import Reason


@pytest.fixture(scope="session")
def companies(varnholm: Company, on_other_days: tuple[Company, ...]) -> tuple[Company, ...]:
    return (varnholm, *on_other_days)


def test_on_any_day_there_are_enough_pairs_of_long_standing_and_none_of_the_cast(
    companies: tuple[Company, ...],
) -> None:
    for company in companies:
        pairs = pairs_of_the_year(company)
        assert len(pairs) == len(MISSED[0])
        assert len({each.leader for each in pairs}) == len(pairs)
        people = {who for each in pairs for who in (each.leader, each.hr_partner)}
        assert not people & {company.by_key[key].number for key in KNOWN}
        oldest = closed_quarters(company.today, 4)[-1]
        for number in people:
            assert company.by_number[number].hired_on < oldest.first
            assert company.by_number[number].is_here(company.today)


def test_without_the_named_ones_enough_are_left_to_be_told_as_one(varnholm: Company) -> None:
    named = named_pairs(varnholm)
    assert len(pairs_of_the_year(varnholm)) - len(named) >= PAIRS_FROM
    assert all(len(missed) >= PAIRS_FROM for missed in MISSED)


def test_the_rules_allow_every_act_and_no_timer_comes_between(
    companies: tuple[Company, ...],
) -> None:
    for company in companies:
        for promise in the_year(company):
            standings = play(promise, company.today)
            assert standings[-1].state in ENDED
            following = [*(spoken.on(company.today) for spoken in promise.acts[1:]), company.today]
            for standing, until in zip(standings, following, strict=True):
                assert timers.time_up(standing, until, CALENDAR) is None, promise.key


def test_every_promise_is_over_before_its_quarter_is_told(companies: tuple[Company, ...]) -> None:
    for company in companies:
        newest = closed_quarters(company.today, 1)[0]
        for promise in the_year(company):
            assert promise.acts[-1].on(company.today) <= told_on(newest)


def test_each_quarter_has_as_many_misses_and_reasons_as_are_written_down(
    companies: tuple[Company, ...],
) -> None:
    for company in companies:
        courses = [went(each, company.today) for each in the_year(company)]
        quarters = closed_quarters(company.today, len(MISSED))
        for quarter, missed, because in zip(quarters, MISSED, BECAUSE, strict=True):
            pairs = pairs_of_the_year(company)[: len(missed)]
            reasons = told_reasons(pairs, courses, quarter)
            assert reasons == dict(because)
            assert min(reasons.values()) >= REASONS_FROM
            assert sum(reasons.values()) == sum(missed)


def told_reasons(pairs: list[Pairing], courses: list[Course], quarter: Days) -> Counter[Reason]:
    """What the product itself makes of it."""
    found: Counter[Reason] = Counter()
    for pair in pairs:
        two = {pair.leader, pair.hr_partner}
        both = [each for each in courses if {each.customer, each.performer} == two]
        sides = [figures_of(who, both, quarter) for who in two]
        assert sum(side.eligible for side in sides) == EACH
        for side in sides:
            found.update(side.missed_because)
    return found


def test_its_words_are_few_and_plain(varnholm: Company) -> None:
    told = " ".join(
        f"{spoken.what} {spoken.words}".lower()
        for promise in the_year(varnholm)
        for spoken in promise.acts
    )
    for word in ("overdue", "failed", "violation", "ranking", "resource", "blame", "!"):
        assert word not in told
    assert varnholm.today == TUESDAY
