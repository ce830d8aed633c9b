"""How often `tandem link` speaks where nothing is, and how often it finds what is there.

Writes docs/methods/evidence_link.md. Invented panels, a fixed seed for each row; a few minutes:

    python -m tools.evidence.link
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import numpy as np

from tandem.analytics.linkage import link
from tandem.analytics.linkage_words import LINKED
from tandem.analytics.series import moved_together
from tandem.analytics.tests.panels import Invented

PAGE = Path(__file__).resolve().parents[2] / "docs/methods/evidence_link.md"
RUNS = 200
UNITS = (10, 15, 20, 30, 45, 80)
PERIODS = (4, 8)
EFFECTS = (0.2, 0.3, 0.5)
SERIES = (8, 12, 24, 36)
LASTING = (0.0, 0.5, 0.8)
WARMING_UP = 40  # periods before a series begins
HEADER = """# Evidence: link

Written by `python -m tools.evidence.link`; do not edit by hand. Each figure is out of {runs}
invented panels or series with a fixed seed. [What the words mean](link.md).

## Panels

Units differ for good by one standard deviation in the driver and, apart from that, in the outcome;
half of a driver stays from one period to the next; all units share the ups and downs of a period.
The link is planted one period apart, in standard deviations of the outcome per one of the driver.
*Silent* is how often no link was said when each outcome was moved, whole, to another unit; the
promise is 90 in 100.

"""
SERIES_HEADER = """## One series

Two series with nothing in common, of which a share stays from one period to the next (*stays*), and
two of which the second is the first and as much again of its own (*half*). How often of {runs} they
were said to have moved together; the promise for *nothing* is 10 in 100, and series that change as
slowly as the last ones here come up to it, or just past it.
"""


def main() -> int:
    lines = [*panels(), "", SERIES_HEADER.format(runs=RUNS), *series()]
    PAGE.write_text(HEADER.format(runs=RUNS) + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"Wrote {PAGE}.")
    return 0


def panels() -> Iterator[str]:
    effects = " | ".join(f"{effect} found" for effect in EFFECTS)
    yield f"| Units | Periods | Silent | {effects} |"
    yield f"|---|---|---|{'---|' * len(EFFECTS)}"
    for units, periods in product(UNITS, PERIODS):
        print(f"{units} units, {periods} periods", file=sys.stderr)
        calm = like_real(units, periods, linked=0.5)
        found = [like_real(units, periods, linked=effect) for effect in EFFECTS]
        shares = [1 - said(calm, shuffled=True), *(said(each) for each in found)]
        yield f"| {units} | {periods} | {' | '.join(map(percent, shares))} |"


def like_real(units: int, periods: int, *, linked: float) -> Invented:
    return Invented(units, periods, linked=linked, alike=1.0, lasting=0.5)


def said(invented: Invented, *, shuffled: bool = False) -> float:
    def once(dice: np.random.Generator) -> bool:
        found = link(invented.panel(dice, shuffled=shuffled), lag=1)
        return found.verdict in LINKED

    return share(once, invented.units, invented.periods, int(100 * invented.linked), int(shuffled))


def series() -> Iterator[str]:
    yield (
        "| Pairs | "
        + " | ".join(f"Nothing, {stays} stays | Half, {stays} stays" for stays in LASTING)
        + " |"
    )
    yield f"|---|{'---|' * (2 * len(LASTING))}"
    for count in SERIES:
        print(f"{count} pairs", file=sys.stderr)
        shares = [moved(count, stays, half) for stays in LASTING for half in (False, True)]
        yield f"| {count} | {' | '.join(map(percent, shares))} |"


def moved(count: int, stays: float, half: bool) -> float:
    def once(dice: np.random.Generator) -> bool:
        one, other = lasting(dice, count, stays), lasting(dice, count, stays)
        return moved_together(one, one + other if half else other, in_time=True).moved

    return share(once, count, int(10 * stays), int(half))


def lasting(
    dice: np.random.Generator, count: int, stays: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = dice.normal(size=count + WARMING_UP)
    for at in range(1, len(values)):
        values[at] += stays * values[at - 1]
    return values[WARMING_UP:]


def share(once: Callable[[np.random.Generator], bool], *seed: int) -> float:
    return sum(once(np.random.default_rng([*seed, run])) for run in range(RUNS)) / RUNS


def percent(part: float) -> str:
    return f"{100 * part:.0f} %"


if __name__ == "__main__":
    sys.exit(main())
