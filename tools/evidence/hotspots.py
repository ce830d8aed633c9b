"""How often hotspots err and what they cannot see, on invented areas.

    python -m tools.evidence.hotspots

writes docs/methods/evidence_hotspots.md with the figures of this run. Seeds are fixed, so the next
run writes the same. tests/test_hotspots_proof.py repeats the main ones smaller.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.stats import poisson

from tandem.analytics.families import GAMMA_POISSON, Family, Numbers, fit
from tandem.analytics.hotspot_areas import Area
from tandem.analytics.hotspots import Level, Look, hotspots, look, looked_at
from tandem.analytics.intervals import LEVEL, garwood

PAGE = Path(__file__).parents[2] / "docs/methods/evidence_hotspots.md"
RUNS = 200
NEW = 60  # areas drawn from each family that was fitted
USUAL_RATE = 0.15
SMALLEST, LARGEST = 15.0, 200.0  # people in invented areas
BANDS = (15.0, 30.0, 60.0, 120.0, 200.0)

Dice = np.random.Generator
LAW = GAMMA_POISSON


@dataclass(frozen=True, slots=True)
class Drawn:
    """Invented areas: leavers, people, and the true rates they were drawn with."""

    seen: Numbers
    size: Numbers
    true: Numbers

    def look(self) -> Look:
        everybody = np.ones(len(self.seen), dtype=bool)
        found = look(self.seen, self.size, large=everybody, apart=everybody)
        assert found is not None
        return found


def differing(dice: Dice, areas: int, spread: float, rate: float = USUAL_RATE) -> Drawn:
    """Areas whose true rates follow one gamma law; 0 is one common rate. No one is a hotspot."""
    size = np.exp(dice.uniform(np.log(SMALLEST), np.log(LARGEST), areas))
    lean = dice.gamma(spread**-2, spread**2, areas) if spread else np.ones(areas)
    return Drawn(dice.poisson(size * rate * lean).astype(float), size, rate * lean)


def planted(
    dice: Dice, areas: int, people: float, rate: float, times: float, hot: int = 1
) -> Drawn:
    """Areas of one size and rate, the first `hot` of them with so many times the rate."""
    size = np.full(areas, float(people))
    true = np.where(np.arange(areas) < hot, rate * times, rate)
    return Drawn(dice.poisson(size * true).astype(float), size, true)


def falsely_flagged(areas: int, spread: float, runs: int, seed: int) -> float:
    """The share of runs in which any area is flagged, though none is a hotspot."""
    dice = np.random.default_rng(seed)
    return float(np.mean([differing(dice, areas, spread).look().flags.any() for _ in range(runs)]))


def false_share(areas: int, spread: float, hot: int, runs: int, seed: int) -> tuple[float, float]:
    """Of the flags the share that is false, on average over runs; and the share of hot ones found.

    The first `hot` areas, of 60 people, leave three times as often as the gamma law says.
    """
    dice = np.random.default_rng(seed)
    shares, found = [], []
    for _run in range(runs):
        flags = among_differing(dice, areas, spread, hot).look().flags
        shares.append(flags[hot:].sum() / max(flags.sum(), 1))
        found.append(flags[:hot].mean())
    return float(np.mean(shares)), float(np.mean(found))


def among_differing(dice: Dice, areas: int, spread: float, hot: int) -> Drawn:
    """Differing areas, the first `hot` of them of 60 people who leave three times as often."""
    drawn = differing(dice, areas, spread)
    drawn.size[:hot] = 60
    drawn.seen[:hot] = dice.poisson(60 * USUAL_RATE * 3, hot)
    return drawn


def false_share_of_levels(
    areas: int, sites: int, spread: float, hot: int, runs: int, seed: int
) -> tuple[float, float]:
    """The same of two levels looked at together: areas, and the sites that hold them in turn.

    No two hot ones lie in one site. A flag is false where the area, or all of the site, is none.
    """
    dice = np.random.default_rng(seed)
    shares, found = [], []
    site = np.arange(areas) % sites
    for _run in range(runs):
        drawn = among_differing(dice, areas, spread, hot)
        summed = [np.bincount(site, each).astype(np.float64) for each in (drawn.seen, drawn.size)]
        both = [(drawn.seen, drawn.size), (summed[0], summed[1])]
        looks = looked_at([Level(*each, *[np.ones(len(each[0]), bool)] * 2) for each in both], LAW)
        flags = [each.flags for each in looks if each]
        every = sum(int(each.sum()) for each in flags)
        shares.append(sum(int(each[hot:].sum()) for each in flags) / max(every, 1))
        found.append(flags[0][:hot].mean() if hot else 0.0)
    return float(np.mean(shares)), float(np.mean(found))


def found_again(
    areas: int, people: float, rate: float, times: float, runs: int, seed: int, hot: int = 1
) -> float:
    """The share of planted hotspots that are flagged."""
    dice = np.random.default_rng(seed)
    drawn = (planted(dice, areas, people, rate, times, hot) for _run in range(runs))
    return float(np.mean([each.look().flags[:hot].mean() for each in drawn]))


def covers(family: Family, drawn: Drawn) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether the interval of each area holds its true rate."""
    true = family.true_rates(drawn.seen, drawn.size)
    low, high = true.quantile((1 - LEVEL) / 2), true.quantile((1 + LEVEL) / 2)
    return np.asarray((low <= drawn.true) & (drawn.true <= high))


def of_the_family(dice: Dice, family: Family, areas: int) -> Drawn:
    """New areas, drawn from what the family holds possible, point of the grid by point."""
    weights = np.exp(family.log_weights - family.log_weights.max()).ravel()
    at = dice.choice(len(weights), areas, p=weights / weights.sum())
    spread = np.repeat(family.spreads, family.means.shape[1])[at]
    true = family.means.ravel()[at] * dice.gamma(spread**-2, spread**2)
    size = np.exp(dice.uniform(np.log(SMALLEST), np.log(LARGEST), areas))
    return Drawn(dice.poisson(size * true).astype(float), size, true)


def coverage_of_the_family(areas: int, spread: float, runs: int, seed: int) -> float:
    """Fit a family to areas, draw NEW ones from it, and count intervals that hold the rate."""
    dice = np.random.default_rng(seed)
    held = []
    for _run in range(runs):
        drawn = differing(dice, areas, spread)
        family = fit(GAMMA_POISSON, drawn.seen, drawn.size)
        held.append(covers(family, of_the_family(dice, family, NEW)).mean())
    return float(np.mean(held))


def coverage(areas: int, spread: float, runs: int, seed: int) -> list[float]:
    """Of the areas the family was fitted to: over all, then by band of size."""
    dice = np.random.default_rng(seed)
    held, sizes = [], []
    for _run in range(runs):
        drawn = differing(dice, areas, spread)
        held.append(covers(fit(GAMMA_POISSON, drawn.seen, drawn.size), drawn))
        sizes.append(drawn.size)
    all_held, band = np.concatenate(held), np.digitize(np.concatenate(sizes), BANDS[1:-1])
    return [float(all_held.mean())] + [
        float(all_held[band == step].mean()) for step in range(len(BANDS) - 1)
    ]


def garwood_covers(expected: float) -> float:
    """How often the exact interval of a count holds this mean; summed, not drawn."""
    counts = range(int(poisson.ppf(1 - 1e-12, expected)) + 2)
    limits = [garwood(count) for count in counts]
    held = [low <= expected <= high for low, high in limits]
    return float(poisson.pmf(np.array(counts)[held], expected).sum())


def seconds_for(areas: int, seed: int) -> float:
    dice = np.random.default_rng(seed)
    drawn = differing(dice, areas, 0.2)
    rows = [
        Area(area=f"area {at}", leavers=int(seen), headcount=round(float(size), 1))
        for at, (seen, size) in enumerate(zip(drawn.seen, drawn.size, strict=True))
    ]
    started = time.perf_counter()
    hotspots(rows)
    return time.perf_counter() - started


# ---- the page

SPREADS = (0.0, 0.15, 0.3, 0.45, 0.6)
SIZES = (15, 30, 60, 120, 250, 500)
RATES = (0.05, 0.10, 0.18, 0.30)
MANY = (5, 10, 30, 100)


def grid(corner: str, heads: Sequence[str], rows: Iterator[list[str]]) -> str:
    lines = [[corner, *heads], ["---"] * (len(heads) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def page() -> str:
    return "\n\n".join([HEAD, *false_parts(), *power_parts(), *coverage_parts(), *speed_part()])


HEAD = f"""# How often hotspots err, measured

Written by `python -m tools.evidence.hotspots`, which also holds how the areas were invented; every
figure is of that run, {RUNS} runs a cell unless it says otherwise, seeds fixed. What is measured is
the rule as it stands. Invented areas have {SMALLEST:.0f} to {LARGEST:.0f} people, small ones more
often than large ones, and 15 in 100 leave, unless the table says otherwise. Of {RUNS} runs a share
of 10 % is known to about 4 points either way."""


def false_parts() -> Iterator[str]:
    yield f"""## A flag where there is no hotspot

No area is a hotspot: true rates follow one gamma law. Its scatter is their standard deviation as a
share of the middle, so 0.3 is 4.5 points around 15 %. The share of companies in which any area at
all is flagged, {2 * RUNS} runs a cell; the promise is 10 %."""
    yield grid(
        "areas",
        [f"scatter {spread}" for spread in SPREADS],
        (
            [
                f"{areas}",
                *(percent(falsely_flagged(areas, spread, 2 * RUNS, 1)) for spread in SPREADS),
            ]
            for areas in MANY
        ),
    )
    yield """Areas that scatter little are flagged less often than promised, because scatter is
thought possible before anything is seen. Where true rates scatter by half of the middle or more,
the promise is missed by up to two points: so far out a gamma law is hard to learn from few
areas."""
    yield from false_beside_hotspots()


def false_beside_hotspots() -> Iterator[str]:
    yield """With hotspots among them: areas of 60 people that leave three times as often as the
usual rate. The share of flags that is false, and of hotspots that is found."""
    yield grid(
        "60 areas, scatter",
        ["1 hotspot: false", "found", "3 hotspots: false", "found", "6 hotspots: false", "found"],
        (
            [
                f"{spread}",
                *(
                    percent(share)
                    for hot in (1, 3, 6)
                    for share in false_share(60, spread, hot, RUNS, 2)
                ),
            ]
            for spread in (0.0, 0.15, 0.3)
        ),
    )
    yield """Pages look at all levels at once. The same areas in twelve sites of five, both levels
looked at together; hotspots lie in different sites, and a flag on a site without one is false."""
    yield grid(
        "60 areas, 12 sites, scatter",
        ["no hotspot: any flag", "1 hotspot: false", "found", "3 hotspots: false", "found",
         "6 hotspots: false", "found"],
        (
            [
                f"{spread}",
                percent(false_share_of_levels(60, 12, spread, 0, 2 * RUNS, 6)[0]),
                *(
                    percent(share)
                    for hot in (1, 3, 6)
                    for share in false_share_of_levels(60, 12, spread, hot, RUNS, 6)
                ),
            ]
            for spread in (0.0, 0.15, 0.3)
        ),
    )  # fmt: skip


def power_parts() -> Iterator[str]:
    yield """## What is found, and what cannot be seen

One area of sixty leaves three times as often as the others, whose common rate stands above the
column. The share of runs in which it is flagged:"""
    yield power_by(times=3)
    yield "Twice as often:"
    yield power_by(times=2)
    found = percent(found_again(60, 60, 0.18, 3, RUNS, 3))
    yield f"""At 60 people and a base rate of 18 % a hotspot of three times is found in {found} of
the runs. An area of 15 people where 5 in 100 leave usually has none or one leaver; three times that
is two, and no method can tell. Each area therefore says what could be seen at its size.

Several hotspots at once make each other less unusual, until one is found and left out. Of sixty
areas of 60 people with a base rate of 18 %, so many three times as high (where a fifth of all areas
is, that is what areas are there):"""
    yield grid(
        "hotspots",
        ["1", "2", "3", "6", "12"],
        iter(
            [
                [
                    "found",
                    *(
                        percent(found_again(60, 60, 0.18, 3, RUNS, 3, hot))
                        for hot in (1, 2, 3, 6, 12)
                    ),
                ]
            ]
        ),
    )
    yield "With fewer areas beside it, the same area of 60 people:"
    yield grid(
        "areas in all",
        [f"{areas}" for areas in (3, 5, 10, 20, 60)],
        iter(
            [
                [
                    "found",
                    *(
                        percent(found_again(areas, 60, 0.18, 3, RUNS, 3))
                        for areas in (3, 5, 10, 20, 60)
                    ),
                ]
            ]
        ),
    )


def power_by(times: float) -> str:
    return grid(
        "people",
        [f"base rate {percent(rate)}" for rate in RATES],
        (
            [
                f"{people}",
                *(percent(found_again(60, people, rate, times, RUNS, 3)) for rate in RATES),
            ]
            for people in SIZES
        ),
    )


def coverage_parts() -> Iterator[str]:
    yield f"""## Whether the likely rate holds the true one

The interval is meant to hold the true rate in 90 of 100 areas. Averaged over new areas drawn from
the family that was fitted ({RUNS // 2} families, {NEW} areas each):"""
    yield grid(
        "areas the family was fitted to",
        [f"scatter {spread}" for spread in (0.15, 0.3, 0.6)],
        (
            [
                f"{areas}",
                *(
                    f"{100 * coverage_of_the_family(areas, spread, RUNS // 2, 4):.1f} %"
                    for spread in (0.15, 0.3, 0.6)
                ),
            ]
            for areas in MANY
        ),
    )
    yield """And of the very areas the family was fitted to, where nobody told it the true scatter.
Where there is none at all, the intervals are wider than they must be."""
    yield grid(
        "100 areas, scatter",
        [
            "all",
            *(f"{low:.0f} to {high:.0f} people" for low, high in pairwise(BANDS)),
        ],
        (
            [f"{spread}", *(f"{100 * share:.1f} %" for share in coverage(100, spread, RUNS, 5))]
            for spread in SPREADS
        ),
    )
    expected = np.concatenate([np.arange(1, 200) / 20, np.arange(10, 200, 0.37)])
    least = min(garwood_covers(float(mean)) for mean in expected)
    yield f"""The exact interval of a single count (`intervals.garwood`), which stands beside every
rate that is not steadied by others: over means from 0.05 to 200 it holds the true one in
{100 * least:.1f} % at the least, summed and not drawn. It may not fall under 90 %."""


def speed_part() -> Iterator[str]:
    yield "## How long it takes"
    hotspots([Area(area="a", leavers=3, headcount=20.0), Area(area="b", leavers=1, headcount=20.0)])
    took = "; ".join(
        f"{areas:,} areas {seconds_for(areas, 6):.1f} s" for areas in (500, 5000, 50000)
    )
    yield f"On one core: {took}. The time grows in line with the number of areas."


if __name__ == "__main__":
    PAGE.write_text(page() + "\n", encoding="utf-8")
    print(f"Wrote {PAGE}.")
