"""Leavings after a leaving: more than chance or not, and how often that errs."""

from __future__ import annotations

from datetime import date, timedelta
from math import comb
from pathlib import Path

import numpy as np
import pytest

from tandem.analytics.facts import Facts
from tandem.analytics.follow_on import (
    CHANCE,
    DAYS_AFTER,
    FEWEST_FOLLOWERS,
    Closeness,
    FollowOn,
    Seen,
    after_a_leaving,
    closeness,
    follow_on,
)
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import engine

TREE = "Varnholm:\nSales: Varnholm\nService: Varnholm"
LEFT = """
    person | area    | start_on   | end_on     | came_from | went_to | end_reason
    1      | Sales   | 2020-01-01 | 2024-01-11 | .         | .       | voluntary  # 10 January
    2      | Sales   | 2020-01-01 | 2024-02-01 | .         | .       | voluntary  # follows
    3      | Sales   | 2020-01-01 | 2024-07-09 | .         | .       | voluntary  # day 180
    4      | Sales   | 2020-01-01 | 2024-07-10 | .         | .       | voluntary  # day 181
    5      | Sales   | 2020-01-01 | 2023-06-01 | .         | .       | voluntary  # the year before
    6      | Sales   | 2020-01-01 | 2022-06-01 | .         | .       | voluntary  # long before
    7      | Sales   | 2020-01-01 | 2024-02-01 | .         | Service | transfer   # no leaving
    7      | Service | 2024-02-01 | .          | Sales     | .       | .
    8      | Sales   | 2024-01-21 | .          | .         | .       | .          # joins later
    9      | Sales   | 2020-01-01 | 2024-01-11 | .         | .       | retirement # the same day
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return Facts.open(write_snapshot(tmp_path / "s", LEFT, TREE), engine())


def plain(after: Seen, before: Seen) -> float:
    """P(so many or more after), given all of them: the sum itself."""
    together = after.leavers + before.leavers
    share = after.person_days / (after.person_days + before.person_days)
    return sum(
        comb(together, count) * share**count * (1 - share) ** (together - count)
        for count in range(after.leavers, together + 1)
    )


def test_leavers_and_days_are_counted_on_either_side(facts: Facts) -> None:
    found = after_a_leaving(facts, area="Sales", day=date(2024, 1, 10), as_of=date(2024, 12, 31))
    assert found.days == DAYS_AFTER
    assert found.after.leavers == 2  # persons 2 and 3; 4 is a day late, 7 moved
    assert found.before.leavers == 1  # person 5
    # At the close of each day from 11 January to 8 July: 2 until 30 January, 3 until 7 July, 4 all
    # 180 days, 7 until 31 January, 8 from 21 January on.
    assert found.after.person_days == 20 + 179 + 180 + 21 + 170
    # From 10 January 2023 to 9 January 2024: 1, 2, 3, 4, 7 and 9 all days, 5 until 30 May.
    assert found.before.person_days == 6 * 365 + 141


def test_it_is_the_exact_sum() -> None:
    for after, before in [(Seen(4, 900), Seen(3, 3650)), (Seen(0, 10), Seen(2, 20))]:
        found = follow_on(after, before)
        assert found.p == pytest.approx(plain(after, before))


@pytest.mark.parametrize(
    ("after", "before", "more"),
    [
        (Seen(5, 20 * 180), Seen(2, 20 * 365), True),  # one expected, five left
        (Seen(2, 20 * 180), Seen(0, 20 * 365), False),  # two are never told from chance
        (Seen(3, 20 * 180), Seen(0, 20 * 365), True),
        (Seen(3, 20 * 180), Seen(6, 20 * 365), False),  # as many as ever
        (Seen(0, 20 * 180), Seen(6, 20 * 365), False),
        (Seen(5, 20 * 180), Seen(0, 0), False),  # nobody was there: nothing to expect
    ],
)
def test_when_it_is_more_than_chance(after: Seen, before: Seen, *, more: bool) -> None:
    found = follow_on(after, before)
    assert found.more_than_chance is more
    assert ("is more than chance" in found.sentence()) is more


def test_a_wave_says_what_was_expected() -> None:
    found = follow_on(Seen(5, 20 * 180), Seen(2, 20 * 365))
    assert found.sentence() == (
        "In the 180 days after this leaving 5 more people left; the year before makes 1.0 likely. "
        f"That is more than chance (p = {found.p:.3f})."
    )


@pytest.mark.parametrize("word", ["drives", "causes", "because", "leads to", "contagio"])
def test_no_sentence_says_why(word: str) -> None:
    found = [
        follow_on(Seen(count, 3600), Seen(2, before)) for count in range(6) for before in (0, 7300)
    ]
    said = [each.sentence() for each in found]
    said += [Closeness(pairs=3, expected=1.0, p=p).sentence() for p in (0.01, 0.4, None)]
    assert not any(word in sentence for sentence in said)


def test_days_not_over_yet_are_not_counted_as_quiet(facts: Facts) -> None:
    found = after_a_leaving(facts, area="Varnholm", day=date(2024, 1, 10), as_of=date(2024, 2, 9))
    assert (found.days, found.after.leavers) == (30, 1)
    with pytest.raises(ValueError, match="Nothing is known yet"):
        after_a_leaving(facts, area="Varnholm", day=date(2024, 1, 10), as_of=date(2024, 1, 10))


def test_an_area_nobody_was_ever_in_says_so(facts: Facts) -> None:
    found: FollowOn = after_a_leaving(
        facts, area="Nowhere", day=date(2024, 1, 10), as_of=date(2024, 12, 31)
    )
    assert found.p is None
    assert "nothing can be expected" in found.sentence()


def test_what_cannot_be_is_refused() -> None:
    for leavers, days in [(-1, 5), (1, -5)]:
        with pytest.raises(ValueError, match="cannot be"):
            Seen(leavers, days)


@pytest.mark.slow
def test_where_nothing_follows_it_is_rarely_said() -> None:
    """The exact test errs at most as often as it says, whatever the rate."""
    dice = np.random.default_rng(2)
    for yearly in (0.05, 0.15, 0.4):
        told = 0
        for _run in range(2000):
            before = Seen(int(dice.poisson(20 * yearly)), 20 * 365)
            after = Seen(int(dice.poisson(20 * yearly * 180 / 365)), 20 * 180)
            told += follow_on(after, before).more_than_chance
        assert told / 2000 <= CHANCE


# ---- closeness over years

FIRST = date(2020, 1, 1)


def days(*numbers: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in numbers]


def test_pairs_are_counted_within_a_team_alone() -> None:
    found = closeness({"a": days(0, 100, 281), "b": days(0, 180), "c": days(50)})
    assert found.pairs == 2  # 0 and 100 in a, 0 and 180 in b; 100 and 281 lie a day too far


def test_teams_that_lose_their_people_in_bursts_are_found() -> None:
    teams = {f"team {n}": days(200 * n, 200 * n + 10, 200 * n + 20) for n in range(8)}
    found = closeness(teams)
    assert found.pairs == 24
    assert found.more_than_chance
    assert found.expected is not None
    assert found.expected < 12
    assert closeness(teams) == found  # dealt out by a seed: the same each time


def test_a_season_that_all_share_is_no_closeness() -> None:
    spring = {f"team {n}": days(*(365 * year + 3 * n for year in range(4))) for n in range(8)}
    assert not closeness(spring).more_than_chance


@pytest.mark.parametrize("teams", [{}, {"a": days(5)}, {"a": days(5), "b": days(6), "c": []}])
def test_without_a_team_of_two_leavings_nothing_is_said(teams: dict[str, list[date]]) -> None:
    found = closeness(teams)
    assert (found.p, found.more_than_chance) == (None, False)
    assert found.sentence().startswith("No team has two leavings")


def test_the_fewest_are_those_of_the_signal() -> None:
    assert FEWEST_FOLLOWERS == 3
