"""Leavings after a leaving: whether more people follow than the area's own rate would give.

Two questions. After one leaving: did more people leave in the 180 days that followed than the year
before it makes likely? And over years: do leavings in one team come closer together than chance and
the seasons would have it? Both answer "more than chance" or not; neither says why.

Sources: Przyborowski and Wilenski (1940), Biometrika 31, for two Poisson counts compared given
their sum; Knox (1964), Applied Statistics 13, for events close in place and time. SciPy and NumPy
are imported when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import ibis
from ibis import _

from tandem.analytics.measures.movements import gone_on, moved
from tandem.analytics.printed import Printed, chance, plain
from tandem.analytics.sheets import Sheet

if TYPE_CHECKING:
    from tandem.analytics.facts import Facts
    from tandem.analytics.life_table import Numbers

DAYS_AFTER = 180
DAYS_BEFORE = 365
FEWEST_FOLLOWERS = 3
CHANCE = 0.05
SHUFFLES = 2000


@dataclass(frozen=True, slots=True)
class Seen:
    """leavers, and the days all people together were there (one person for a year: 365)."""

    leavers: int
    person_days: int

    def __post_init__(self) -> None:
        if self.leavers < 0 or self.person_days < 0:
            raise ValueError(f"{self.leavers} leavers in {self.person_days} days cannot be.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowOn(Printed):
    """after: in the days since the leaving. before: in the year up to it, that leaving left out.

    expected: leavers after it at the rate of before; None: nobody was there before. p: how likely
    so many or more are, were the rate the same; None: no rate to hold it against. days: how many of
    DAYS_AFTER are over.
    """

    after: Seen
    before: Seen
    expected: float | None
    p: float | None
    days: int

    @property
    def more_than_chance(self) -> bool:
        return self.p is not None and self.p < CHANCE and self.after.leavers >= FEWEST_FOLLOWERS

    def sentence(self) -> str:
        left = _people(self.after.leavers)
        over = f"In the {self.days} days after this leaving {left} left"
        if self.expected is None or self.p is None:
            return f"{over}. Nobody was there in the year before, so nothing can be expected."
        own = f"the year before makes {self.expected:.1f} likely"
        if self.more_than_chance:
            return f"{over}; {own}. That is more than chance ({probability(self.p)})."
        if self.after.leavers < FEWEST_FOLLOWERS:
            return f"{over}; {own}. Under {FEWEST_FOLLOWERS} nothing is told from chance."
        return f"{over}; {own}. That cannot be told from chance (p = {self.p:.2f})."

    def sheet(self) -> Sheet:
        return Sheet(
            title="Leavings after a leaving",
            columns=("Days after", "Leavers after", "Likely", "Leavers in the year before", "p"),
            rows=(
                (
                    f"{self.days}",
                    f"{self.after.leavers:,}",
                    plain(self.expected),
                    f"{self.before.leavers:,}",
                    chance(self.p),
                ),
            ),
            said=self.sentence(),
        )


def follow_on(after: Seen, before: Seen, *, days: int = DAYS_AFTER) -> FollowOn:
    """The exact test: given all leavers of both times, those after it share them by days of people.

    It knows that the rate of before is itself seen by chance, so a quiet year does not make two
    leavers a wave.
    """
    from scipy.special import bdtrc

    if not before.person_days:
        return FollowOn(after=after, before=before, expected=None, p=None, days=days)
    together = after.leavers + before.leavers
    share = after.person_days / (after.person_days + before.person_days)
    reached = float(bdtrc(after.leavers - 1, together, share)) if after.leavers else 1.0
    expected = before.leavers / before.person_days * after.person_days
    return FollowOn(after=after, before=before, expected=expected, p=reached, days=days)


def after_a_leaving(facts: Facts, *, area: str, day: date, as_of: date) -> FollowOn:
    """Of an area with all below it, after somebody's last day there. That leaving itself, and any
    other on the same day, counts neither after nor before. as_of: the last day that is known.

    Raises ValueError where the leaving is not over yet.
    """
    if day >= as_of:
        raise ValueError(f"Nothing is known yet of the days after {day}.")
    inside = facts.closure.filter(_.ancestor == area).select("area")
    spells = facts.spells.semi_join(inside, "area")
    until = min(day + timedelta(days=DAYS_AFTER), as_of)
    tomorrow, after = day + timedelta(days=1), until + timedelta(days=1)
    year_before = day - timedelta(days=DAYS_BEFORE)
    asked = seen(spells, tomorrow, after), seen(spells, year_before, day)
    [later], [earlier] = (facts.engine.rows(table) for table in asked)
    return follow_on(Seen(*later), Seen(*earlier), days=(until - day).days)


def seen(spells: ibis.Table, first: date, after: date) -> ibis.Table:
    """leavers and person_days from `first` to before `after`."""
    return spells.aggregate(**counted(spells, ibis.literal(first), ibis.literal(after)))


def counted(
    spells: ibis.Table, first: ibis.DateValue, after: ibis.DateValue
) -> dict[str, ibis.Value]:
    """The same, of days that may be other ones in each row, to be aggregated."""
    last_here = gone_on(spells)  # at whose close they are gone
    come = (spells.start_on > first).ifelse(spells.start_on, first)
    gone = (last_here.isnull() | (last_here >= after)).ifelse(after, last_here)
    there = gone.cast("date").delta(come.cast("date"), unit="day")
    left = ~moved(spells) & (last_here >= first) & (last_here < after)
    return {
        "leavers": left.fill_null(False).ifelse(1, 0).sum().fill_null(0),
        "person_days": (there > 0).ifelse(there, 0).sum().fill_null(0),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness(Printed):
    """pairs: of leavings in one team within DAYS_AFTER of each other. expected: the same, had the
    days been dealt out anew. p: how often that gave so many or more; None: no team has two."""

    pairs: int
    expected: float | None
    p: float | None

    @property
    def more_than_chance(self) -> bool:
        return self.p is not None and self.p < CHANCE

    def sentence(self) -> str:
        if self.p is None:
            return "No team has two leavings, so nothing can be said of their closeness."
        said = "more than chance" if self.more_than_chance else "what chance may give, too"
        return (
            f"{self.pairs} pairs of leavings in one team lie within {DAYS_AFTER} days of each "
            f"other; dealt out by chance it would be {self.expected:.0f}: {said} "
            f"({probability(self.p)})."
        )

    def sheet(self) -> Sheet:
        return Sheet(
            title="Leavings close together",
            columns=("Pairs", "By chance", "p"),
            rows=((f"{self.pairs:,}", plain(self.expected), chance(self.p)),),
            said=self.sentence(),
        )


def closeness(last_days: Mapping[str, Sequence[date]], *, seed: int = 1) -> Closeness:
    """Whether leavings in one team come close together. last_days: by team.

    Each team keeps its number of leavings and the organisation its days, so neither a team that
    many leave nor a season counts as closeness: only which day fell to which team is dealt anew.
    """
    import numpy as np

    sizes = [len(days) for days in last_days.values()]
    days = np.array([day.toordinal() for team in last_days.values() for day in team])
    starts = np.cumsum([0, *sizes])
    if max(sizes, default=0) < 2:
        return Closeness(pairs=0, expected=None, p=None)

    def pairs(dealt: Numbers) -> int:
        teams = (np.sort(dealt[a:b]) for a, b in pairwise(starts) if b > a + 1)
        return sum(_close(team) for team in teams)

    dice = np.random.default_rng(seed)
    found = pairs(days)
    dealt = np.array([pairs(dice.permutation(days)) for _shuffle in range(SHUFFLES)])
    p = (1 + int((dealt >= found).sum())) / (1 + SHUFFLES)
    return Closeness(pairs=found, expected=float(dealt.mean()), p=p)


def _close(team: Numbers) -> int:
    import numpy as np

    reach = np.searchsorted(team, team + DAYS_AFTER, side="right")
    return int((reach - np.arange(len(team)) - 1).sum())


def _people(count: int) -> str:
    few = {0: "nobody else", 1: "one more person"}
    return few.get(count, f"{count} more people")


def probability(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
