"""Leavings after a leaving: day by day, pair by pair, and what each state says."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.analytics.facts import SPELLS
from tandem.analytics.follow_on import (
    CHANCE,
    DAYS_AFTER,
    Closeness,
    FollowOn,
    Seen,
    closeness,
    follow_on,
    seen,
)
from tandem.analytics.tests.recount import FIRST_DAY, Organisation, organisations
from tandem.analytics.tests.tables import rows, table

FROM, UNTIL = FIRST_DAY + timedelta(days=30), FIRST_DAY + timedelta(days=60)


@settings(max_examples=25, deadline=None)
@given(organisations())
def test_leavers_and_days_are_those_of_a_look_at_every_day(organisation: Organisation) -> None:
    [(leavers, person_days)] = rows(seen(ibis.memtable(organisation.table()), FROM, UNTIL))
    days = [FROM + timedelta(days=number) for number in range((UNTIL - FROM).days)]
    spells = organisation.spells
    assert leavers == sum(s.gone_on() == day and not s.moved for s in spells for day in days)
    assert person_days == sum(s.start_on <= day < s.gone_on() for s in spells for day in days)


@pytest.mark.parametrize(
    ("end_on", "leavers", "person_days"),
    [
        ("2024-01-01", 0, 0),  # last day 31 December: the day before
        ("2024-01-02", 1, 0),  # last day 1 January: gone at its close
        ("2024-01-03", 1, 1),
        ("2024-01-11", 1, 9),  # last day 10 January, the last one asked about
        ("2024-01-12", 0, 10),  # a day later
        (".", 0, 10),
    ],
)
def test_the_first_and_the_last_day_asked_about(
    end_on: str, leavers: int, person_days: int
) -> None:
    spells = f"""
        person | area  | start_on   | end_on   | came_from | went_to | end_reason
        1      | Sales | 2020-01-01 | {end_on} | .         | .       | .
        """
    asked = seen(table(spells, SPELLS), date(2024, 1, 1), date(2024, 1, 11))
    assert rows(asked) == [(leavers, person_days)]


SEEN = st.builds(Seen, st.integers(0, 12), st.integers(1, 20_000))


@given(SEEN, SEEN)
def test_one_more_leaver_after_it_is_less_likely_and_one_more_before_makes_it_likelier(
    after: Seen, before: Seen
) -> None:
    def p(after: Seen, before: Seen) -> float:
        found = follow_on(after, before).p
        assert found is not None
        return found

    asked = p(after, before)
    assert 0 <= asked <= 1
    assert p(Seen(after.leavers + 1, after.person_days), before) <= asked + 1e-12
    assert p(after, Seen(before.leavers + 1, before.person_days)) >= asked - 1e-12


@given(SEEN, SEEN)
def test_what_is_expected_is_the_rate_of_before_for_as_many_days(after: Seen, before: Seen) -> None:
    """So that with the same days on either side as many are expected as left before."""
    found = follow_on(Seen(after.leavers, before.person_days), before)
    assert found.expected == pytest.approx(before.leavers)
    twice = follow_on(Seen(after.leavers, 2 * before.person_days), before)
    assert twice.expected == pytest.approx(2 * before.leavers)


def of(leavers: int, p: float | None, expected: float | None = 0.5) -> FollowOn:
    return FollowOn(
        after=Seen(leavers, 3600), before=Seen(1, 7300), expected=expected, p=p, days=90
    )


@pytest.mark.parametrize(
    ("found", "more", "says"),
    [
        (of(3, CHANCE), False, "cannot be told from chance (p = 0.05)."),  # not rarer than it
        (of(3, CHANCE - 0.001), True, "That is more than chance (p = 0.049)."),
        (of(2, 0.001), False, "0.5 likely. Under 3 nothing is told from chance."),
        (of(9, 0.00001), True, "That is more than chance (p < 0.001)."),  # never p = 0.000
        (of(9, 0.001), True, "That is more than chance (p = 0.001)."),
        (of(0, 1.0), False, "nobody else left; the year before makes 0.5 likely."),
        (of(1, 0.4), False, "one more person left;"),
        (of(4, None, None), False, "4 more people left. Nobody was there in the year before,"),
    ],
)
def test_what_is_said_of_each_state(found: FollowOn, *, more: bool, says: str) -> None:
    assert found.more_than_chance is more
    assert found.sentence().startswith("In the 90 days after this leaving ")
    assert says in found.sentence()


# ---- closeness

TEAMS = st.dictionaries(
    st.sampled_from("abcd"), st.lists(st.integers(0, 700), max_size=6), min_size=1
)


@settings(max_examples=10, deadline=None)
@given(TEAMS)
def test_pairs_are_those_of_a_look_at_every_two(teams: dict[str, list[int]]) -> None:
    last_days = {
        name: [FIRST_DAY + timedelta(days=at) for at in ats] for name, ats in teams.items()
    }
    expected = sum(
        abs(one - other) <= DAYS_AFTER
        for ats in teams.values()
        for at, one in enumerate(ats)
        for other in ats[:at]
    )
    found = closeness(last_days)
    assert found.pairs == expected
    assert found.p is None or 0 < found.p <= 1


def test_leavings_all_on_one_day_are_no_closer_than_any_dealing_of_them() -> None:
    found = closeness({"a": [FIRST_DAY] * 3, "b": [FIRST_DAY] * 2})
    assert (found.pairs, found.expected, found.p) == (4, 4.0, 1.0)


@pytest.mark.parametrize(
    ("p", "says"),
    [
        (1 / 2001, "by chance it would be 1: more than chance (p < 0.001)."),
        (0.049, "more than chance (p = 0.049)."),
        (CHANCE, "what chance may give, too (p = 0.050)."),
    ],
)
def test_closeness_in_words(p: float, says: str) -> None:
    said = Closeness(pairs=3, expected=1.2, p=p).sentence()
    assert said.startswith("3 pairs of leavings in one team lie within 180 days of each other;")
    assert said.endswith(says)
