"""What Sam and Mira both answer for. Acted out by the loader, act by act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tandem.demo.promises import story_day
from tandem.partnership.outcomes.rules import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One outcome. Days count from today; `by_in` is when it should be so.

    second: when the other accepts it; None while it waits. published: both let everybody read it.
    values: the day of each, by whom, the value and what there is to say. portfolio: which of the
    four it is; review_in: when both look at it again.
    """

    first_by: str
    day: int
    second: int | None
    by_in: int
    name: str
    measured_by: str
    start: str
    target: str
    unit: str
    leader: str
    hr: str
    measure: str = ""
    published: bool = False
    portfolio: str = ""
    review_in: int | None = None
    values: tuple[tuple[int, str, str, str], ...] = ()

    def terms(self, today: date) -> Terms:
        return Terms(
            name=self.name,
            measured_by=self.measured_by,
            unit=self.unit,
            measure=self.measure,
            start=Decimal(self.start),
            target=Decimal(self.target),
            by_on=today + timedelta(days=self.by_in),
            leader_part=self.leader,
            hr_part=self.hr,
        )

    def review_on(self, today: date) -> date | None:
        return None if self.review_in is None else story_day(self.review_in, today)

    def on(self, day: int, today: date) -> date:
        return story_day(day, today)


OUTCOMES: tuple[Told, ...] = (
    Told(
        first_by="sam",
        day=-150,
        second=-149,
        by_in=365,
        name="Night shift: people choose to stay",
        measured_by="Of those on the night shift, how many chose to go within a year",
        start="42",
        target="20",
        unit="%",
        leader="Talks about staying with every lead, each month; no cancelled rest days in peak",
        hr="Three shift patterns to choose from, and a guide for the talks",
        measure="K03",
        published=True,
        values=((-62, "mira", "38", ""), (-20, "mira", "35", "Two leads came back in October")),
    ),
    Told(
        first_by="mira",
        day=-120,
        second=-118,
        by_in=330,
        name="Every shift lead has a named successor",
        measured_by="Leads for whom both of us can name somebody ready within a year",
        start="1",
        target="12",
        unit="of 12",
        leader="Each manager names one person and lets them lead a shift",
        hr="A pathway for leads, and time to learn it",
        portfolio="succession",
        review_in=34,
        values=((-25, "sam", "5", "Cheese and packing are still open"),),
    ),
    Told(
        first_by="mira",
        day=-3,
        second=None,
        by_in=220,
        name="New joiners are productive by week 8",
        measured_by="Weeks until somebody new runs a line alone, the middle one of a quarter",
        start="11",
        target="8",
        unit="weeks",
        leader="A buddy on every line, and time for them",
        hr="A programme of eight weeks, access on the first day",
    ),
)
GROWTH, GROWTH_DAYS = "growth", (-27, -26)
"""Of the four portfolios: Mira takes it over, Sam says yes the day after."""
