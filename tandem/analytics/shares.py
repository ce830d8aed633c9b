"""Shares that are plain arithmetic: representation, succession, and closing of skill gaps.

None of them has a rate without a denominator: nought of nought is no share.
SciPy is imported when first needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tandem.analytics.intervals import LEVEL, wilson
from tandem.analytics.printed import NOTHING, Drawn, Printed, between, percent
from tandem.analytics.results import Interval
from tandem.analytics.sheets import Mark, Sheet

FEWEST = 10  # people at a level; under it a share is about persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """count of total. value, range: None where there is nothing to divide by, or `hidden` says."""

    count: int
    total: int
    value: float | None
    range: Interval | None
    hidden: str | None = None


def proportion(count: int, total: int) -> Proportion:
    """With Wilson's range. Raises ValueError where count is outside total."""
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share.")
    if not total:
        return Proportion(count=0, total=0, value=None, range=None, hidden="0 of 0 is no share")
    return Proportion(
        count=count, total=total, value=count / total, range=Interval(*wilson(count, total))
    )


# ---- K27


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A group's share at a level over its share of the pool it could be filled from.

    share: at the level. pool: of the pool. ratio: 1 where both are alike; None: cannot tell. range:
    of the ratio, exact. words: what that says, and no verdict.
    """

    share: Proportion
    pool: Proportion
    ratio: float | None
    range: Interval | None
    words: str


@dataclass(frozen=True, slots=True)
class Represented(Drawn):
    """levels: by name, in the order they were given."""

    levels: Mapping[str, Representation]

    def sheet(self) -> Sheet:
        return Sheet(
            title="K27 Representation",
            columns=("Level", "At the level", "In the pool", "Ratio", "Likely range", "Said"),
            rows=tuple(
                (
                    name,
                    percent(each.share.value),
                    percent(each.pool.value),
                    NOTHING if each.ratio is None else f"{each.ratio:.2f}",
                    f"{each.range.low:.2f} to {each.range.high:.2f}" if each.range else "",
                    each.words,
                )
                for name, each in self.levels.items()
            ),
            said="Ratio of the group's share at the level to its share of the pool.",
            words=frozenset({"Said"}),
            marks=tuple(
                Mark(name, each.ratio, each.range.low, each.range.high)
                for name, each in self.levels.items()
                if each.ratio is not None and each.range
            ),
            unit="ratio; 1 where both shares are alike",
        )


def representation(
    *, group: int, people: int, pool_group: int, pool: int, level: float = LEVEL
) -> Representation:
    """group of people at the level; pool_group of pool who could have come there.

    The range is exact given the pool: Clopper and Pearson's (1934) for the share at the level,
    divided by the pool's share. Under FEWEST people at the level or in the pool it cannot tell,
    and shows no share of these.
    Raises ValueError where a count is outside its total.
    """
    share, available = _of_many(group, people), _of_many(pool_group, pool)
    if min(people, pool) < FEWEST:
        return Representation(
            share=share, pool=available, ratio=None, range=None,
            words=f"Cannot tell: under {FEWEST} people.",
        )  # fmt: skip
    if not pool_group:
        return Representation(
            share=share, pool=available, ratio=None, range=None,
            words="Cannot tell: nobody of the group is in the pool.",
        )  # fmt: skip
    low, high = clopper_pearson(group, people, level)
    expected = pool_group / pool
    found = Interval(low / expected, high / expected, level)
    return Representation(
        share=share,
        pool=available,
        ratio=group / people / expected,
        range=found,
        words=_represented(found),
    )


def _of_many(count: int, total: int) -> Proportion:
    found = proportion(count, total)
    if not 0 < total < FEWEST:
        return found
    return Proportion(
        count=count, total=total, value=None, range=None, hidden=f"under {FEWEST} people"
    )


def _represented(found: Interval) -> str:
    if found.high < 1:
        return "A smaller share than in the pool, by more than chance."
    if found.low > 1:
        return "A larger share than in the pool, by more than chance."
    return "Cannot be told from the share in the pool."


def clopper_pearson(count: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval for a true proportion; never narrower than it says."""
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = float(betaincinv(count, total - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, total - count, 1 - tail)) if count < total else 1.0
    return low, high


# ---- K23, K24


@dataclass(frozen=True, slots=True)
class CriticalRole:
    """successors: people named for it; ready_now: those of them who could take it today."""

    successors: int
    ready_now: int

    def __post_init__(self) -> None:
        if not 0 <= self.ready_now <= self.successors:
            raise ValueError(f"{self.ready_now} of {self.successors} successors cannot be ready.")


def succession_coverage(roles: Sequence[CriticalRole]) -> Proportion:
    """K23: critical roles with one named successor at least, of all critical roles."""
    return proportion(sum(role.successors > 0 for role in roles), len(roles))


def ready_now(roles: Sequence[CriticalRole]) -> Proportion:
    """K24: critical roles with one at least who could take it today, of all critical roles."""
    return proportion(sum(role.ready_now > 0 for role in roles), len(roles))


def successors_per_position(potential_successors: int, leadership_positions: int) -> float | None:
    """K23 as ISO/TS 30433 counts it: successors per 100 leadership positions; it may exceed 100.

    None: no leadership position, no rate. Raises ValueError below nought.
    """
    if min(potential_successors, leadership_positions) < 0:
        raise ValueError("Nobody and nothing can be fewer than none.")
    if not leadership_positions:
        return None
    return 100 * potential_successors / leadership_positions


# ---- K19


@dataclass(frozen=True, slots=True)
class SkillGap:
    """due_on: the day it was to be closed by; closed_on: the day it was; None: open."""

    due_on: date
    closed_on: date | None = None


def skill_gap_closure(gaps: Iterable[SkillGap], *, first: date, after: date) -> Proportion:
    """K19: of the gaps due from `first` to before `after`, those closed before `after`.

    A gap closed early counts when it was due, so that nothing counts twice. Raises ValueError
    where the period has no day.
    """
    if after <= first:
        raise ValueError(f"There is no day from {first} to before {after}.")
    due = [gap for gap in gaps if first <= gap.due_on < after]
    closed = [gap for gap in due if gap.closed_on is not None and gap.closed_on < after]
    return proportion(len(closed), len(due))


@dataclass(frozen=True, slots=True)
class Proportions(Printed):
    """Several shares, each by its measure."""

    title: str
    each: Mapping[str, Proportion]

    def sheet(self) -> Sheet:
        return Sheet(
            title=self.title,
            columns=("Measure", "Count", "Of", "Share", "Likely range"),
            rows=tuple(
                (
                    name, f"{one.count:,}", f"{one.total:,}", percent(one.value),
                    between(one.range.low, one.range.high) if one.range else one.hidden or "",
                )
                for name, one in self.each.items()
            ),
            said="Nought of nought is no share.",
        )  # fmt: skip
