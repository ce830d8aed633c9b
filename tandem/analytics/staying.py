"""How long groups of people stay, from a plain list of employments; the numbers and the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import floor

from tandem.analytics.life_table import STILL_HERE, LifeTable, life_table
from tandem.analytics.printed import NOTHING, Drawn, between, percent
from tandem.analytics.sheets import Mark, Sheet
from tandem.analytics.survival import DAYS_IN_MONTH, Curve, Difference, Share, by_reason, log_rank

MONTHS = (6, 12, 24, 36)
EVERYBODY = "everybody"
UNKNOWN = "unknown"
CHANCE = 0.05  # groups are told apart where chance alone would do it less often
FEWEST = 10  # people, under whom a share in a table or picture is about persons
FEWEST_LEAVERS = 5  # the test is one for many people; with fewer leavers nothing is told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """start: the first day. end: the last one; None: still here. entry: the first day from which a
    leaving would have been seen; None: from hiring on. reason: in any words."""

    start: date
    end: date | None = None
    entry: date | None = None
    reason: str | None = None
    group: str = EVERYBODY

    def unusable(self, as_of: date) -> str | None:
        """Why it says nothing of how long people stay, for who keeps the file."""
        if self.end is not None and self.end < self.start:
            return f"end ({self.end}) is before start ({self.start})."
        if self.start > as_of:
            return f"start ({self.start}) is after {as_of}, up to which people are followed."
        if self.end is not None and self.entry is not None and self.end < self.entry:
            return f"end ({self.end}) is before entry ({self.entry}), so it was not in sight."
        if self.entry is not None and self.entry > as_of:
            return f"entry ({self.entry}) is after {as_of}, up to which people are followed."
        return None

    @property
    def seen_from(self) -> date:
        return max(self.start, self.entry or self.start)

    def left_by(self, as_of: date) -> bool:
        return self.end is not None and self.end <= as_of

    def seen_until(self, as_of: date) -> date:
        return self.end if self.end is not None and self.end <= as_of else as_of


@dataclass(frozen=True)
class Group:
    """One group: its curve, and the reasons in the order of the curve's columns."""

    name: str
    curve: Curve
    reasons: tuple[str, ...]

    @property
    def people(self) -> int:
        return self.curve.table.people

    @property
    def leavers(self) -> int:
        return self.curve.table.leavers

    def after(self, months: int) -> Share | None:
        return self.curve.at(days(months))

    def gone_after(self, months: int) -> Mapping[str, Share] | None:
        """The share gone, by reason."""
        shares = by_reason(self.curve, days(months))
        return None if shares is None else dict(zip(self.reasons, shares, strict=True))

    @cached_property
    def median(self) -> float | None:
        """Months after which half had left."""
        return in_months(self.curve.median())

    @cached_property
    def median_range(self) -> tuple[float | None, float | None]:
        low, high = self.curve.median_range()
        return in_months(low), in_months(high)


@dataclass(frozen=True, slots=True)
class Staying(Drawn):
    """groups: in the order of the alphabet. difference: of them all; None: nothing to compare."""

    as_of: date
    groups: tuple[Group, ...]
    difference: Difference | None

    @property
    def people(self) -> int:
        return sum(group.people for group in self.groups)

    @property
    def leavers(self) -> int:
        return sum(group.leavers for group in self.groups)

    @property
    def told_apart(self) -> bool:
        return (
            self.difference is not None
            and self.difference.p < CHANCE
            and self.leavers >= FEWEST_LEAVERS
        )

    def sheet(self) -> Sheet:
        return Sheet(
            title="Still here",
            columns=(
                "Group",
                "People",
                "Left",
                "Half left after",
                *(f"{m} months" for m in MONTHS),
            ),
            rows=tuple(
                (
                    group.name,
                    f"{group.people:,}",
                    *_cells(group),
                )
                for group in self.groups
            ),
            said=self._said(),
            marks=tuple(
                Mark(group.name, share.value, share.low, share.high, float(month))
                for group in self.groups
                if group.people >= FEWEST
                for month in range(max(MONTHS) + 1)
                if (share := group.after(month))
            ),
            unit="share still here",
        )

    def _said(self) -> str:
        few = [group.name for group in self.groups if group.people < FEWEST]
        if not few:
            return sentence(self)
        said = f"Of {_listed(few)} nothing is shown: under {FEWEST} people."
        return said if len(self.groups) == 1 else f"{sentence(self)} {said}"


def _cells(group: Group) -> tuple[str, ...]:
    if group.people < FEWEST:
        return (NOTHING,) * (2 + len(MONTHS))
    half = NOTHING if group.median is None else f"{group.median:.1f} months"
    return (f"{group.leavers:,}", half, *(_likely(group.after(months)) for months in MONTHS))


def _likely(share: Share | None) -> str:
    if share is None:
        return NOTHING
    return f"{percent(share.value)} ({between(share.low, share.high)})"


def days(months: int) -> int:
    return floor(months * DAYS_IN_MONTH)


def in_months(tenure: int | None) -> float | None:
    return None if tenure is None else tenure / DAYS_IN_MONTH


def staying(employments: Iterable[Employment], *, as_of: date) -> Staying:
    """Raises ValueError where an employment is unusable: ask `Employment.unusable` first."""
    by_group: defaultdict[str, list[Employment]] = defaultdict(list)
    words: set[str] = set()
    for each in employments:
        if each.unusable(as_of):
            raise ValueError(each.unusable(as_of))
        by_group[each.group].append(each)
        if each.left_by(as_of):
            words.add(each.reason or UNKNOWN)
    reasons = tuple(sorted(words - {UNKNOWN})) + ((UNKNOWN,) if UNKNOWN in words else ())
    groups = tuple(
        Group(name, Curve(_table(by_group[name], reasons, as_of)), reasons)
        for name in sorted(by_group)
    )
    tables = [group.curve.table for group in groups]
    return Staying(as_of, groups, log_rank(tables) if len(groups) > 1 else None)


def _table(own: Sequence[Employment], reasons: tuple[str, ...], as_of: date) -> LifeTable:
    columns = {reason: index for index, reason in enumerate(reasons, start=1)}
    return life_table(
        [(each.seen_from - each.start).days - 1 for each in own],
        [(each.seen_until(as_of) - each.start).days for each in own],
        [columns[each.reason or UNKNOWN] if each.left_by(as_of) else STILL_HERE for each in own],
        reasons=len(reasons),
    )


# ---- in words


def sentence(found: Staying) -> str:
    """What the numbers say; never why."""
    said = [_of_all(found)]
    if len(found.groups) == 1:
        said.append(_of_one(found.groups[0]))
    elif found.groups:
        said.append(_of_several(found))
    late = [group for group in found.groups if group.curve.since]
    if late:
        said.append(
            f"Of {_listed([group.name for group in late])} nobody was in sight in the first days "
            "of tenure, so this speaks of those who stayed until then."
        )
    return " ".join(said)


def _of_all(found: Staying) -> str:
    people = "person was" if found.people == 1 else "people were"
    return f"{found.people:,} {people} followed up to {found.as_of}; {found.leavers:,} left."


def _of_one(group: Group) -> str:
    share = group.after(12)
    if share is None:
        year = "Nobody was followed for twelve months yet."
    else:
        year = (
            f"After twelve months {share.value:.0%} were still here, likely between "
            f"{share.low:.0%} and {share.high:.0%}."
        )
    if group.median is None:
        return f"{year} As far as was seen, more than half stay."
    return f"{year} Half had left after {group.median:.0f} months."


def _of_several(found: Staying) -> str:
    if found.difference is None:
        return "There is nothing to compare: no two groups were in sight together when some left."
    if found.leavers < FEWEST_LEAVERS:
        return f"Under {FEWEST_LEAVERS} leavers groups cannot be told apart."
    p = _probability(found.difference.p)
    if found.told_apart:
        return f"The groups do not stay equally long, by more than chance (log-rank test, {p})."
    return f"Whether the groups stay equally long cannot be told from chance (log-rank test, {p})."


def _probability(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _listed(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{len(names)} groups"
    return " and ".join(names)
