"""Leavings after that of a manager: whether those who reported to them left more than usual.

Of each manager who left the organisation: those who reported to them on their last day are followed
for the days after it, wherever they go; what is expected is the rate at which people under the
same manager left in the year before. Managers are added up by area, because a figure about one is a
figure about a person. The test is exact for what is added up: given all leavings of one manager,
those after share them by days of people, so their sum follows a sum of binomial laws. SciPy and
NumPy are imported when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import ibis
from ibis import _

from tandem.analytics.follow_on import (
    CHANCE,
    DAYS_AFTER,
    DAYS_BEFORE,
    FEWEST_FOLLOWERS,
    FollowOn,
    Seen,
    counted,
    follow_on,
    probability,
)
from tandem.analytics.measures.movements import lasting, moved
from tandem.analytics.measures.spans import FEWEST_MANAGERS
from tandem.analytics.prepared import EVERYBODY
from tandem.analytics.printed import Printed, chance, plain
from tandem.analytics.sheets import Sheet

if TYPE_CHECKING:
    from tandem.analytics.facts import Facts

FEWEST_WHO_LEFT = FEWEST_MANAGERS  # who left; of fewer nothing is told, for it would be of persons


@dataclass(frozen=True, slots=True)
class Followed:
    """One manager who left. manager: the number in the facts. day: their last one. days: of
    DAYS_AFTER, those that are over."""

    manager: int
    area: str
    day: date
    days: int
    after: Seen
    before: Seen

    @property
    def judged(self) -> FollowOn:
        return follow_on(self.after, self.before, days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterManagers(Printed):
    """Managers who left an area or what lies below it, together.

    managers: of whom something can be expected. after, before: leavings of those who reported to
    them. expected: after, at the rates of before. p: how likely so many or more are, were the
    rates the same. All None: too few of them left, or would be seen by subtraction.
    """

    area: str
    managers: int | None = None
    after: int | None = None
    before: int | None = None
    expected: float | None = None
    p: float | None = None

    @property
    def more_than_chance(self) -> bool:
        return self.p is not None and self.p < CHANCE and (self.after or 0) >= FEWEST_FOLLOWERS

    def sentence(self) -> str:
        if self.expected is None or self.p is None:
            return (
                f"{self.area}: too few managers left to tell without pointing at one. From "
                f"{FEWEST_WHO_LEFT} on they are told together."
            )
        said = "more than chance" if self.more_than_chance else "not to be told from chance"
        return (
            f"{self.area}: after {self.managers} managers had left, {self.after} of those who "
            f"reported to them left within {DAYS_AFTER} days; the year before makes "
            f"{self.expected:.1f} likely: {said} ({probability(self.p)})."
        )

    def sheet(self) -> Sheet:
        return sheet_of([self])


@dataclass(frozen=True, slots=True)
class ByArea(Printed):
    """Of each area in which a manager left, with all below it; everybody last."""

    areas: tuple[AfterManagers, ...]

    def sheet(self) -> Sheet:
        return sheet_of(self.areas)


@dataclass(frozen=True, slots=True)
class ByManager(Printed):
    """Of each manager who left: their own number, as the files have it, and what followed."""

    managers: tuple[tuple[str, Followed], ...]

    def sheet(self) -> Sheet:
        judged = [(name, each, each.judged) for name, each in self.managers]
        return Sheet(
            title="Leavings after that of each manager",
            columns=("Manager", "Area", "Last day", "Days after", "Left after", "Likely", "p"),
            rows=tuple(
                (
                    *(name, each.area, f"{each.day}", f"{each.days}"),
                    *(f"{each.after.leavers:,}", plain(found.expected), chance(found.p)),
                )
                for name, each, found in judged
            ),
            said=(
                "For whoever may see who led whom: a figure about a named person. Of twenty such "
                "managers one is beyond chance by chance alone."
            ),
            words=frozenset({"Area", "Last day"}),
        )


def sheet_of(found: Sequence[AfterManagers]) -> Sheet:
    return Sheet(
        title="Leavings after that of a manager",
        columns=("Area", "Managers who left", "Left after them", "Likely", "p", ""),
        rows=tuple(
            (
                each.area,
                "too few" if each.managers is None else f"{each.managers:,}",
                "" if each.after is None else f"{each.after:,}",
                plain(each.expected),
                chance(each.p),
                "more than chance" if each.more_than_chance else "",
            )
            for each in found
        ),
        said=(
            f"Of those who reported to a manager who left: leavings within {DAYS_AFTER} days, and "
            f"what the rates of the year before make likely. Under {FEWEST_WHO_LEFT} such managers "
            "nothing is told, nor where it could be subtracted. It does not say why."
        ),
        words=frozenset({""}),
    )


def by_area(facts: Facts, *, since: date, as_of: date) -> ByArea:
    """Managers whose last day lies on or after `since` and before `as_of`.

    Raises ValueError where the facts hold no jobs.
    """
    found = [each for each in of_each(facts, since=since, as_of=as_of) if each.before.person_days]
    areas = facts.engine.rows(facts.areas.select("area", "parent", "name"))
    parents: dict[str, str] = {area: parent or EVERYBODY for area, parent, _name in areas}
    groups: dict[str, list[Followed]] = {}
    for each in found:
        area = each.area
        while area != EVERYBODY:
            groups.setdefault(area, []).append(each)
            area = parents.get(area, EVERYBODY)
        groups.setdefault(EVERYBODY, []).append(each)
    names = {area: name or area for area, _parent, name in areas} | {EVERYBODY: "Everybody"}
    shown = told_of({area: len(managers) for area, managers in groups.items()}, parents)
    in_order = sorted(groups, key=lambda area: (area == EVERYBODY, names.get(area, area), area))
    return ByArea(
        tuple(
            together(names.get(area, area), groups[area])
            if area in shown
            else AfterManagers(area=names.get(area, area))
            for area in in_order
        )
    )


def told_of(managers: Mapping[str, int], parents: Mapping[str, str]) -> set[str]:
    """The areas that can be told of so that no subtraction leaves fewer than FEWEST_WHO_LEFT.

    managers: who left, by area with all below it. Where an area and those told of below it differ
    by fewer, the smallest of these is not told of.
    """
    below: dict[str, list[str]] = {}
    for area in managers:
        below.setdefault(parents.get(area, ""), []).append(area)
    told = {area for area, count in managers.items() if count >= FEWEST_WHO_LEFT}

    def largest(area: str) -> list[str]:
        """Those told of below it, and not below one another."""
        return [
            each
            for child in below.get(area, [])
            for each in ([child] if child in told else largest(child))
        ]

    def depth(area: str) -> int:
        return 1 + depth(parents[area]) if area in parents else 0

    for area in sorted(told, key=lambda each: (-depth(each), each)):
        while area in told:
            inside = largest(area)
            left = managers[area] - sum(managers[each] for each in inside)
            if not inside or left == 0 or left >= FEWEST_WHO_LEFT:
                break
            told.remove(min(inside, key=lambda each: (managers[each], each)))
    return told


def together(area: str, managers: Sequence[Followed]) -> AfterManagers:
    """These managers as one figure."""
    after = sum(each.after.leavers for each in managers)
    return AfterManagers(
        area=area,
        managers=len(managers),
        after=after,
        before=sum(each.before.leavers for each in managers),
        expected=sum(
            each.before.leavers / each.before.person_days * each.after.person_days
            for each in managers
        ),
        p=so_many_or_more(after, [(each.after, each.before) for each in managers]),
    )


def so_many_or_more(reached: int, both: Sequence[tuple[Seen, Seen]]) -> float:
    """How likely so many leavings after it are, each manager's rate being the same as before."""
    import numpy as np
    from scipy.stats import binom

    laws = []
    for after, before in both:
        every = after.leavers + before.leavers
        days = after.person_days + before.person_days
        if every and days:
            laws.append(binom.pmf(np.arange(every + 1), every, after.person_days / days))
    while len(laws) > 1:  # two at a time, so that it stays quick for thousands
        odd = laws[len(laws) & ~1 :]
        laws = [np.convolve(one, two) for one, two in zip(laws[::2], laws[1::2], strict=False)]
        laws += odd
    if not laws or reached <= 0:
        return 1.0
    return float(min(1.0, laws[0][reached:].sum()))


def of_each(facts: Facts, *, since: date, as_of: date) -> list[Followed]:
    """By manager, for whoever holds the files: never for a page, and not to be shown of a snapshot.

    Raises ValueError where the facts hold no jobs.
    """
    if facts.jobs is None:
        raise ValueError("These facts hold no jobs, so nobody knows who reported to whom.")
    gone = _managers_gone(facts, since, as_of)
    under = _under(facts.jobs, gone)
    after, before = _after(facts, under, as_of), _before(facts, gone)
    keys = ("who", "day")
    both = gone.inner_join(after, keys).left_join(before, keys)
    columns = both.select(
        *("who", "area", "day", "leavers", "person_days"),
        leavers_before=_.leavers_before.fill_null(0), days_before=_.days_before.fill_null(0),
    ).order_by("day", "who")  # fmt: skip
    return [
        Followed(
            who, area, day, (min(day + timedelta(days=DAYS_AFTER), as_of) - day).days,
            after=Seen(left, days), before=Seen(left_before, days_before),
        )
        for who, area, day, left, days, left_before, days_before in facts.engine.rows(columns)
    ]  # fmt: skip


def _managers_gone(facts: Facts, since: date, as_of: date) -> ibis.Table:
    """who, area, day: whose last day of all it was, and to whom somebody reported at any time.

    Once a manager: of whoever left twice the last time.
    """
    assert facts.jobs is not None
    left = lasting(facts.spells.filter(~moved(_), _.end_on.notnull()))
    last = left.select(who="person", area="area", day=(_.end_on - ibis.interval(days=1)))
    last = last.mutate(day=_.day.cast("date")).filter(_.day >= since, _.day < as_of)
    only = last.group_by("who").agg(day=_.day.max(), area=_.area.argmax(_.day))
    led = facts.jobs.filter(_.manager.notnull()).select(who="manager").distinct()
    return only.semi_join(led, "who").select("who", "area", "day")


def _under(jobs: ibis.Table, gone: ibis.Table) -> ibis.Table:
    """who, day, person: who reported to them on their last day."""
    both = lasting(jobs).join(gone.drop("area"), [jobs.manager == gone.who])
    there = both.filter(
        _.person != _.who, _.start_on <= _.day, _.end_on.isnull() | (_.end_on > _.day)
    )
    return there.select("who", "day", "person").distinct()


def _after(facts: Facts, under: ibis.Table, as_of: date) -> ibis.Table:
    """who, day, leavers, person_days, of these people wherever they are in the days after."""
    stays = facts.spells.join(under, "person")
    end = stays.day + ibis.interval(days=DAYS_AFTER)
    until = ibis.least(end.cast("date"), ibis.literal(as_of)) + ibis.interval(days=1)
    first = stays.day + ibis.interval(days=1)
    return stays.group_by("who", "day").agg(
        **counted(stays, first.cast("date"), until.cast("date"))
    )


def _before(facts: Facts, gone: ibis.Table) -> ibis.Table:
    """who, day, leavers_before, days_before: under them, in the year before their last day."""
    assert facts.jobs is not None
    jobs = lasting(facts.jobs).join(gone.drop("area"), [facts.jobs.manager == gone.who])
    own = jobs.filter(_.person != _.who).select("who", "day", "person", "start_on", "end_on")
    left = facts.spells.filter(~moved(_), _.end_on.notnull()).select("person", "end_on")
    gone_for_good = left.distinct().mutate(left=True)
    known = own.left_join(gone_for_good, ["person", "end_on"])
    # A job that ends otherwise goes on elsewhere, as a stay does that ends with a move.
    stays = known.select(
        "who", "day", "start_on", "end_on",
        end_reason=_.left.fill_null(False).ifelse(ibis.null("string"), ibis.literal("transfer")),
    )  # fmt: skip
    year = (stays.day - ibis.interval(days=DAYS_BEFORE)).cast("date")
    found = stays.group_by("who", "day").agg(**counted(stays, year, stays.day))
    return found.rename(leavers_before="leavers", days_before="person_days")
