"""First-year attrition: of those hired in one quarter, how many left within a year (K05)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import ibis
from ibis import _

from tandem.analytics.employments import stays
from tandem.analytics.intervals import wilson
from tandem.analytics.life_table import SEEN_FROM_HIRE, STILL_HERE
from tandem.analytics.printed import Drawn, between, percent
from tandem.analytics.results import Interval
from tandem.analytics.sheets import Mark, Sheet

if TYPE_CHECKING:
    from tandem.analytics.facts import Facts

FEWEST = 10  # people hired; under it a share is about persons
FIRST_YEAR = 365  # days; somebody who leaves on day 365 stayed a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """People hired from `first` to before `after`. left: within their first year.

    A cohort whose last possible joiner has not been here a year is too young: it has no number,
    because those hired last had no time to leave yet; nor has one of under FEWEST joiners.
    """

    first: date
    after: date
    joiners: int
    left: int
    as_of: date

    def __post_init__(self) -> None:
        if not 0 <= self.left <= self.joiners:
            raise ValueError(f"{self.left} of {self.joiners} joiners cannot have left.")

    @property
    def tells_from(self) -> date:
        """The day at whose close the first year of all is over."""
        return self.after - timedelta(days=1) + timedelta(days=FIRST_YEAR - 1)

    @property
    def too_young(self) -> bool:
        return self.as_of < self.tells_from

    @property
    def share(self) -> float | None:
        """None: too young, or too few were hired."""
        return None if self.too_young or self.joiners < FEWEST else self.left / self.joiners

    @property
    def range(self) -> Interval | None:
        return None if self.share is None else Interval(*wilson(self.left, self.joiners))

    def sentence(self) -> str:
        if self.too_young:
            return f"Too young: it can be told from {self.tells_from} on."
        if not self.joiners:
            return "Nobody was hired, so there is no share."
        if self.joiners < FEWEST:
            return f"Under {FEWEST} people were hired, too few to show."
        return f"{self.left} of {self.joiners} left within their first year."


@dataclass(frozen=True, slots=True)
class FirstYears(Drawn):
    """cohorts: by area, in order. names: what each area is called."""

    cohorts: Mapping[str, list[Cohort]]
    names: Mapping[str, str]

    def sheet(self) -> Sheet:
        every = [
            (self.names.get(area, area), each)
            for area, found in self.cohorts.items()
            for each in found
        ]
        return Sheet(
            title="K05 First-year leaving, by quarter of hiring",
            columns=("Area", "Hired", "Joiners", "Share gone", "Likely range", "Said"),
            rows=tuple(
                (
                    area,
                    f"{each.first:%Y} Q{(each.first.month + 2) // 3}",
                    f"{each.joiners:,}",
                    percent(each.share),
                    between(each.range.low, each.range.high) if each.range else "",
                    each.sentence(),
                )
                for area, each in every
            ),
            said="People belong to the area that hired them; a quarter too young has no number.",
            words=frozenset({"Hired", "Said"}),
            marks=tuple(
                Mark(area, each.share, each.range.low, each.range.high, each.first)
                for area, each in every
                if each.share is not None and each.range
            ),
            unit="share gone within a year",
        )


def cohorts(facts: Facts, *, as_of: date, since: date) -> dict[str, list[Cohort]]:
    """By area with all below it, one per quarter in which somebody was hired there, in order.

    since: the first day of the history; who was hired before is in no cohort, as others of theirs
    may have left unseen. People belong to the area that hired them, wherever they went later.
    """
    rows = facts.engine.rows(joiners_by_quarter(facts.spells, facts.closure, as_of, since))
    found: dict[str, list[Cohort]] = {}
    for area, first, joiners, left in rows:
        later = (first.year * 12 + first.month - 1) + 3
        after = date(later // 12, later % 12 + 1, 1)
        cohort = Cohort(first=first, after=after, joiners=joiners, left=left, as_of=as_of)
        found.setdefault(area, []).append(cohort)
    return found


def joiners_by_quarter(
    spells: ibis.Table, closure: ibis.Table, as_of: date, since: date
) -> ibis.Table:
    """area, quarter (its first day), joiners and left, in people."""
    each = stays(spells, as_of=as_of)
    hired = each.filter(
        _.entry == SEEN_FROM_HIRE, _.came_from.isnull(), _.hired_on >= since
    ).select("person", "hired_on", "area")
    gone = each.filter(_.reason != STILL_HERE, _.exit < FIRST_YEAR)
    left = gone.select("person", "hired_on", early=ibis.literal(1, "int64"))
    both = hired.left_join(left, ["person", "hired_on"]).select("area", "hired_on", "early")
    own = both.group_by("area", quarter=_quarter(_.hired_on)).agg(
        joiners=_.count(), left=_.early.fill_null(0).sum()
    )
    lifted = own.join(closure, "area").drop("area")
    summed = lifted.group_by("quarter", area=_.ancestor).agg(
        joiners=_.joiners.sum(), left=_.left.sum()
    )
    return summed.select("area", "quarter", "joiners", "left").order_by("area", "quarter")


def _quarter(day: ibis.Value) -> ibis.Value:
    return ibis.date(day.year(), (day.month() - 1) // 3 * 3 + 1, 1)
