"""Hotspots: areas whose people leave more than chance and the usual differences would give.

An area is flagged when all four hold: ten people or more on average, three leavers or more, a
rate of 1.5 times the reference or more, and a q-value of at most 0.10 over all areas tested. The
q-value comes from how likely so many leavers are, judged by all the other areas together, with
how far their true rates scatter allowed for (`families`); what the area itself shows takes no part
in that. What a page shows beside it is the posterior: where the true rate most likely lies.

The reference is the rate of all areas together, flagged ones left out: a hotspot cannot lift the
bar it is held against, and several do not hide each other. A flag says look here. It does not say
why, and no flag does not say well.

Sources: Clayton and Kaldor (1987), Biometrics 43; Spiegelhalter (2005), Quality and Safety in
Health Care 14; Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tandem.analytics.control import FEWEST_FOR_A_RISE, ROUNDING
from tandem.analytics.families import (
    GAMMA_POISSON,
    BetaBinomial,
    Family,
    Law,
    Numbers,
    Others,
    fit,
)
from tandem.analytics.hotspot_areas import FALSE_SHARE, FOUND, TIMES, Area, Hotspots, Judged
from tandem.analytics.hotspot_words import NO_RATE, why
from tandem.analytics.intervals import LEVEL
from tandem.analytics.multiplicity import q_values
from tandem.analytics.results import MINIMUM_AVERAGE_HEADCOUNT

NEARLY = 0.95  # of the people below it, at least, are in a total
MANY = 1000  # areas, up to which each is looked at without itself

Flags = NDArray[np.bool_]


def hotspots(areas: Sequence[Area], law: Law = GAMMA_POISSON, counted: str = "leavers") -> Hotspots:
    """Judge all areas of one window together.

    law: GAMMA_POISSON for leavers per head; BETA_BINOMIAL for shares, where `leavers` and
    `headcount` are whole numbers and the first is part of the second. counted: what the leavers
    are called in the sentences. Raises ValueError naming the area: a number that cannot be, or a
    share above 1. Grows in line with the number of areas.
    """
    return level_by_level([areas], law, counted)[0]


def level_by_level(
    levels: Sequence[Sequence[Area]], law: Law = GAMMA_POISSON, counted: str = "leavers"
) -> list[Hotspots]:
    """As `hotspots`, of the levels of one organisation, whose areas hold the same people.

    Each area is held against its own level alone; q is over the areas tested at all levels, and
    so is the number tested that each answer names.
    """
    for areas in levels:
        _refuse(areas, law)
    totals = [totals_of(areas) for areas in levels]
    looks = looked_at([_columns_of(*each) for each in zip(levels, totals, strict=True)], law)
    return [
        _said(areas, below, looked, counted)
        for areas, below, looked in zip(levels, totals, looks, strict=True)
    ]


def _columns_of(areas: Sequence[Area], totals: Sequence[int]) -> Level:
    large = np.array([area.headcount >= MINIMUM_AVERAGE_HEADCOUNT for area in areas], dtype=bool)
    apart = np.array([total == 0 for total in totals], dtype=bool)
    return Level(
        seen=np.array([area.leavers for area in areas], dtype=float),
        size=np.array([area.size for area in areas], dtype=float),
        large=large & apart,
        apart=apart,
    )


def _said(
    areas: Sequence[Area], totals: Sequence[int], looked: Look | None, counted: str
) -> Hotspots:
    if looked is None:
        return Hotspots(0, None, tuple(_nobody(area) for area in areas))
    seen, size = looked.level.seen, looked.level.size
    posterior = _posterior(looked.family, seen, size, looked.reference)
    fewest, visible = _visible(looked)
    columns = _Columns(*posterior, looked.p, looked.q, looked.flags, fewest, visible, totals)
    alone = len(looked.family.seen) == 1
    judged = (
        _judged(area, columns, at, looked.reference, alone=alone, counted=counted)
        for at, area in enumerate(areas)
    )
    return Hotspots(looked.tested, looked.reference, tuple(judged))


@dataclass(frozen=True, slots=True)
class Level:
    """Areas side by side, as bare columns with one entry per area.

    large: large enough to be tested. apart: no total of others.
    """

    seen: Numbers
    size: Numbers
    large: Flags
    apart: Flags


@dataclass(frozen=True, slots=True)
class Look:
    """One look at all areas of a level. p, q: NaN where not tested. reference: of the unflagged.

    family: of all areas. calm: of those that are not flagged. others: what each area tested is
    held against, in their order. tested, found: areas at all levels that were looked at together,
    and those whose q is low.
    """

    level: Level
    family: Family
    calm: Family
    others: Others
    p: Numbers
    q: Numbers
    flags: Flags
    reference: float
    tested: int
    found: int


def look(
    seen: Numbers, size: Numbers, *, large: Flags, apart: Flags, law: Law = GAMMA_POISSON
) -> Look | None:
    """The rule on the bare columns of one level; None where nobody is there."""
    return looked_at([Level(seen, size, large, apart)], law)[0]


def looked_at(levels: Sequence[Level], law: Law) -> list[Look | None]:
    """The rule on the bare columns of several levels; None for one where nobody is.

    Flagged areas are left out of what the others are held against, and all are looked at again
    until no flag is added: several hotspots would hide each other. Where there is none that
    changes nothing.
    """
    beside = [_Beside(level, law) if _known(level).any() else None for level in levels]
    there = [each for each in beside if each]
    while True:
        tails = [each.p[each.tested] for each in there]
        low = np.array(q_values(np.concatenate([*tails, np.zeros(0)]).tolist()))
        ends = np.cumsum([len(each) for each in tails])
        more = [each.flag(q) for each, q in zip(there, np.split(low, ends)[:-1], strict=True)]
        if not any(more):
            break
    found = int((low <= FALSE_SHARE).sum())
    return [each.look(len(low), found) if each else None for each in beside]


def _known(level: Level) -> Flags:
    return level.apart & (level.size > 0)


class _Beside:
    """A level that is looked at, perhaps several times. p: of the areas tested, by the others."""

    def __init__(self, level: Level, law: Law) -> None:
        known = _known(level)
        self.level = level
        self.tested = np.flatnonzero(known & level.large & (known.sum() > 1))
        self.p, self.q = np.full(len(known), np.nan), np.full(len(known), np.nan)
        self.flags = np.zeros(len(known), dtype=bool)
        self.reference = 0.0
        self.family = self.calm = fit(law, level.seen[known], level.size[known])
        self._hold()

    def _hold(self) -> None:
        """Against those that are not flagged, each without itself."""
        at, level = self.tested, self.level
        calm = _known(level) & ~self.flags
        self.others = self.calm.held_against(np.where(calm, np.cumsum(calm) - 1, -1)[at])
        if len(at):
            # Unusual beside more scatter stays unusual beside less.
            self.p[at] = np.fmin(self.p[at], self.others.tails(level.seen[at], level.size[at]))

    def flag(self, q: Numbers) -> bool:
        """Whether these q of the areas tested add a flag."""
        level, before = self.level, self.flags
        self.q[self.tested] = q
        self.flags, self.reference = _flagged(level.seen, level.size, level.apart, self.q)
        if (self.flags == before).all():
            return False
        calm = _known(level) & ~self.flags
        self.calm = fit(self.family.law, level.seen[calm], level.size[calm])
        self._hold()
        return True

    def look(self, tested: int, found: int) -> Look:
        return Look(
            self.level, self.family, self.calm, self.others, self.p, self.q, self.flags,
            self.reference, tested, found,
        )  # fmt: skip


def totals_of(areas: Sequence[Area]) -> list[int]:
    """Of each row, how many rows it is the total of; 0 if it stands for itself.

    A row is the total of those that name it as their parent if it has as many people as they have
    together, but for one in twenty: totals are rounded and averaged apart. One with fewer holds
    people of its own beside them.
    """
    below: defaultdict[str, list[float]] = defaultdict(list)
    for area in areas:
        if area.parent and area.parent != area.area:
            below[area.parent].append(area.headcount)
    return [
        len(below[area.area]) * (area.headcount >= NEARLY * sum(below[area.area]))
        if area.area in below
        else 0
        for area in areas
    ]


def _refuse(areas: Sequence[Area], law: Law) -> None:
    for area in areas:
        wrong = area.wrong()
        if isinstance(law, BetaBinomial) and not wrong:
            whole = float(area.size).is_integer() and area.leavers <= area.size
            wrong = "" if whole else f"{area.leavers} of {area.size} is no share."
        if wrong:
            raise ValueError(f"{area.area}: {wrong}")


def _flagged(seen: Numbers, size: Numbers, apart: Flags, q: Numbers) -> tuple[Flags, float]:
    """Which are flagged, and the rate of all the others together.

    Each area is held against the rate of those neither flagged nor itself. A flag lowers that
    rate, so flags are only added until none is missing.
    """
    candidates = (q <= FALSE_SHARE) & (seen >= FEWEST_FOR_A_RISE)
    flags = np.zeros(len(seen), dtype=bool)
    while True:
        leavers, people = _without_itself(seen, size, apart, flags)
        enough = seen * people * (1 + ROUNDING) >= TIMES * leavers * size
        more = flags | (candidates & (people > 0) & enough)
        if (more == flags).all():
            rest = apart & ~flags
            return flags, float(seen[rest].sum() / size[rest].sum())
        flags = more


def _without_itself(
    seen: Numbers, size: Numbers, apart: Flags, flags: Flags
) -> tuple[Numbers, Numbers]:
    """Leavers and people of those that are not flagged, for each area without itself."""
    rest = apart & ~flags
    leavers, people = seen[rest].sum() - rest * seen, size[rest].sum() - rest * size
    return leavers, np.where(people > ROUNDING * size, people, 0.0)


def _posterior(
    family: Family, seen: Numbers, size: Numbers, reference: float
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    true = family.true_rates(np.where(size > 0, seen, 0), size)
    shares = (0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2)
    median, low, high = (true.quantile(share) for share in shares)
    above = true.beyond(np.full_like(size, reference))
    return median, low, high, above if reference else np.full_like(size, np.nan)


def _visible(looked: Look) -> tuple[Numbers, Numbers]:
    """The fewest leavers that would be flagged in each area tested, and what true rate gives them.

    One more flag is possible at the p-value that the next place in the order allows.
    """
    law, flags, q = looked.family.law, looked.flags, looked.q
    seen, size, apart = looked.level.seen, looked.level.size, looked.level.apart
    fewest, visible = np.full(len(size), np.nan), np.full(len(size), np.nan)
    at = np.flatnonzero(~np.isnan(q))
    if not len(at) or not looked.reference:
        return fewest, visible
    limit = FALSE_SHARE * min(looked.found + 1, looked.tested) / looked.tested
    if len(at) <= MANY:
        leavers, people = _without_itself(seen, size, apart, flags)
        # Where all others are flagged there is no rate to be held against, and no count is enough.
        rate = np.divide(leavers, people, out=np.full_like(size, np.nan), where=people > 0)
        bar = TIMES * rate[at]
        counts = _fewest(looked.others, size[at], bar, limit)
    else:  # of so many one alone changes nothing: each size is looked at once
        sizes, back = np.unique(_rounded_up(size[at]), return_inverse=True)
        bar = np.full_like(sizes, TIMES * looked.reference)
        counts = _fewest(looked.calm.held_against(np.array([-1])), sizes, bar, limit)[back]
    # Of an area itself it is known whether so many are flagged.
    counts = np.where(flags[at], np.minimum(counts, seen[at]), np.maximum(counts, seen[at] + 1))
    fewest[at] = counts
    visible[at] = law.seen_in(FOUND, counts, size[at]) / looked.reference
    fewest[np.isnan(visible)] = np.nan
    return fewest, visible


def _rounded_up(size: Numbers) -> Numbers:
    """By a hundredth at most."""
    if (size == np.floor(size)).all():
        return np.asarray(np.ceil(np.exp(np.ceil(np.log(size) * 100) / 100) - ROUNDING))
    return np.asarray(np.exp(np.ceil(np.log(size) * 100) / 100))


def _fewest(others: Others, size: Numbers, bar: Numbers, limit: float) -> Numbers:
    """The smallest count of each size that meets the rule, found by doubling and halving."""
    usual = np.ceil(bar * size * (1 - ROUNDING))
    low = np.maximum(usual, FEWEST_FOR_A_RISE) - 1  # one too few
    step = np.ones_like(low)
    while (short := others.tails(low + step, size) > limit).any():
        low, step = np.where(short, low + step, low), np.where(short, 2 * step, step)
    high = low + step
    while (open_ := high - low > 1).any():
        middle = np.where(open_, np.floor((low + high) / 2), high)
        enough = others.tails(middle, size) <= limit
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.asarray(high)


@dataclass(frozen=True, slots=True)
class _Columns:
    """All areas, one column each."""

    median: Numbers
    low: Numbers
    high: Numbers
    above: Numbers
    p: Numbers
    q: Numbers
    flags: Flags
    fewest: Numbers
    visible: Numbers
    totals: Sequence[int]


def _judged(
    area: Area, columns: _Columns, at: int, reference: float, *, alone: bool, counted: str
) -> Judged:
    rate = area.leavers / area.size if area.size else None
    fewest = _or_none(columns.fewest[at])
    found = Judged(
        area=area.area,
        leavers=area.leavers,
        headcount=area.headcount,
        rate=rate,
        median=float(columns.median[at]),
        low=float(columns.low[at]),
        high=float(columns.high[at]),
        above=_or_none(columns.above[at]),
        p=_or_none(columns.p[at]),
        q=_or_none(columns.q[at]),
        flag=bool(columns.flags[at]),
        fewest=None if fewest is None else int(fewest),
        visible=_or_none(columns.visible[at]),
        why="",
    )
    expected = area.size * reference
    total_of = columns.totals[at]
    return replace(
        found,
        why=why(found, expected=expected, total_of=total_of, alone=alone, counted=counted),
    )


def _or_none(number: np.float64) -> float | None:
    return None if np.isnan(number) else float(number)


def _nobody(area: Area) -> Judged:
    """Of an area of an organisation without anybody in it nothing is known."""
    nothing = dict.fromkeys(
        ("rate", "median", "low", "high", "above", "p", "q", "fewest", "visible")
    )
    return Judged(
        area=area.area, leavers=area.leavers, headcount=area.headcount, flag=False, why=NO_RATE,
        **nothing,
    )  # fmt: skip
