"""How far Sam and Mira have come with who owns what. Acted out by the loader, act by act.

Most of it was signed long ago; in the last days four rows have moved, and one they see differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tandem.demo.promises import story_day
from tandem.rooms.ownership.rules import Act
from tandem.rooms.ownership.starting_point import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One act to one row. `by` is a key of the company; `day` counts days from today."""

    day: int
    by: str
    act: Act
    domain: str
    text: Text | None = None
    agreeing: bool = False
    view: str = ""

    def on(self, today: date) -> date:
        return story_day(self.day, today)


SIGNED = (
    "attract", "recruit", "develop", "reward", "leaving", "culture", "change", "wellbeing",
    "fairness",
)  # fmt: skip
CHANGE = Text(
    "Why it changes, leading visibly on both shifts, talking with every team",
    "What it means for people, duties to consult, what helps in a change",
    "People know what changes and why",
)
REST_DAYS = Text(
    "The relationship, workload and rest days, acting on feedback, talks about staying",
    "How people are listened to, rules for flexible work, what those who left said",
    "People choose to stay",
)


def both(domain: str, day: int) -> tuple[Said, Said]:
    return (
        Said(day=day, by="sam", act=Act.AGREE, domain=domain),
        Said(day=day, by="mira", act=Act.AGREE, domain=domain),
    )


MAP: tuple[Said, ...] = (
    *(said for domain in SIGNED for said in both(domain, -190)),
    Said(day=-75, by="mira", act=Act.EDIT, domain="change", text=CHANGE, agreeing=True),
    Said(day=-74, by="sam", act=Act.AGREE, domain="change"),
    Said(
        day=-7,
        by="sam",
        act=Act.DIFFER,
        domain="onboard",
        view="Leads can’t run week 2 and the line. HR should hold the check-ins.",
    ),
    Said(
        day=-6,
        by="mira",
        act=Act.DIFFER,
        domain="onboard",
        view="Check-ins by the lead are why people stay. We can free 3 hours a week.",
    ),
    Said(day=-8, by="mira", act=Act.AGREE, domain="perform"),
    Said(day=-4, by="sam", act=Act.EDIT, domain="engage", text=REST_DAYS),
    Said(day=-4, by="sam", act=Act.AGREE, domain="leaders"),
)
