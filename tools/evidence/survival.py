"""How often the likely ranges of `tandem.analytics.survival` hold the truth, by simulation.

python -m tools.evidence.survival            writes docs/methods/evidence_survival.md
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import floor, sqrt
from pathlib import Path

import numpy as np

from tandem.analytics.life_table import life_table
from tandem.analytics.survival import Curve, by_reason, log_rank

PAGE = Path(__file__).parents[2] / "docs/methods/evidence_survival.md"
RUNS, SEED = 2000, 20250101
YEAR = 365.0


@dataclass(frozen=True)
class Case:
    """people: in a group. yearly: the share that leaves in a year. late: seen from hiring on, or
    half of them only from some day of their first two years on. days: the tenure asked about."""

    people: int
    yearly: float
    late: bool
    days: int

    @property
    def truth(self) -> float:
        return float((1 - self.yearly) ** ((self.days + 1) / YEAR))


def crowd(case: Case, dice: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Entry, exit and reason of people who leave at an even rate, for two reasons alike, and are
    followed for up to four years."""
    mean = -YEAR / np.log(1 - case.yearly)
    stay = np.floor(dice.exponential(mean, case.people)).astype(int)
    seen = dice.integers(1, floor(4 * YEAR), case.people)
    from_hiring = dice.random(case.people) < (0.5 if case.late else 1.0)
    entry = np.where(from_hiring, -1, dice.integers(0, floor(2 * YEAR), case.people))
    exit_ = np.minimum(stay, seen)
    reason = np.where(stay <= seen, dice.integers(1, 3, case.people), 0)
    known = exit_ > entry
    return entry[known], exit_[known], reason[known]


def coverage(case: Case) -> tuple[int, float, float, float]:
    """Runs in which something was said, the share of them whose range held the truth (still here;
    gone by the first reason), and the mean width of the first."""
    dice = np.random.default_rng(SEED)
    said, here, gone, width = 0, 0, 0, 0.0
    for _run in range(RUNS):
        curve = Curve(life_table(*crowd(case, dice), reasons=2))
        share, shares = curve.at(case.days), by_reason(curve, case.days)
        if share is None or shares is None or curve.since:
            continue
        said += 1
        here += share.low <= case.truth <= share.high
        gone += shares[0].low <= (1 - case.truth) / 2 <= shares[0].high
        width += share.high - share.low
    return said, here / said, gone / said, width / said


def false_differences(groups: int, people: int) -> float:
    """How often groups that stay equally long are told apart at p < 0.05."""
    dice = np.random.default_rng(SEED)
    case = Case(people, 0.2, late=True, days=0)
    told = 0
    for _run in range(RUNS):
        found = log_rank([life_table(*crowd(case, dice), reasons=2) for _group in range(groups)])
        told += found is not None and found.p < 0.05
    return told / RUNS


def page() -> str:
    lines = [
        "# Evidence: how long people stay",
        "",
        f"Written by `python -m tools.evidence.survival`: {RUNS} invented groups per row, seed "
        f"{SEED}. By chance alone a row may be {100 * 2 * sqrt(0.9 * 0.1 / RUNS):.1f} points off.",
        "",
        "## Likely ranges at 90 %",
        "",
        "People leave at an even rate for two reasons alike and are followed for up to four years.",
        "Seen late: half come into sight at some day of their first two years. *Still here*: the",
        "share of ranges that held the true share; *gone by one reason*: the same for Aalen and",
        "Johansen's; *width*: of the first, in points. *Said*: runs in which somebody was followed",
        "that far, in sight from hiring.",
        "",
        "| People | Leave a year | Seen | After | Said | Still here | Gone by one reason | Width |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for people, yearly, late, days in product(
        (10, 30, 100, 300), (0.1, 0.25), (False, True), (365, 1095)
    ):
        said, here, gone, width = coverage(Case(people, yearly, late, days))
        seen = "late" if late else "from hiring"
        lines.append(
            f"| {people} | {yearly:.0%} | {seen} | {days} days | {said} | {here:.1%} | {gone:.1%} "
            f"| {100 * width:.0f} |"
        )
    lines += [
        "",
        "## Differences where there are none",
        "",
        "How often the log-rank test tells groups apart (p < 0.05) that stay equally long; half of",
        "each are seen late.",
        "",
        "| Groups | People in each | Told apart |",
        "|---|---|---|",
    ]
    for groups, people in product((2, 5), (10, 50, 200)):
        lines.append(f"| {groups} | {people} | {false_differences(groups, people):.1%} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}.")
