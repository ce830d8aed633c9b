"""How many people will be here: stock and flow by level and tenure band, with a back-test.

A Markov chain moves people between states (level × tenure band) and out, month by month. Its rows
are smoothed by a Dirichlet law drawn toward the row of everybody, so a state seen twice does not
foretell by its two. New people come as seen. The range is drawn by chance (Monte Carlo) in both:
how sure the rows are, and what each person then does. Source: Bartholomew, Forbes and McClean
(1991), Statistical Techniques for Manpower Planning. NumPy is imported when first needed.

A forecast is shown with its back-test: what it would have said some months ago, beside what two
plain rules would have said, the last value and last year's rate. Where a plain rule errs less, it
says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from tandem.analytics.intervals import LEVEL
from tandem.analytics.printed import Drawn
from tandem.analytics.results import Interval
from tandem.analytics.sheets import Mark, Sheet

if TYPE_CHECKING:
    from numpy.random import Generator

    from tandem.analytics.life_table import Numbers

GONE = "gone"
PRIOR_WEIGHT = 10  # months of one person that move as everybody does, added to each state
FEWEST_MONTHS = 24  # to learn from; a back-test takes as many again as it looks ahead
DRAWS = 2000
YEAR = 12


class NoForecast(Exception):
    """The message says, for an analyst, why nothing is foretold."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month. stock: people by state at its start. moved: people by state at its start and at
    its end (GONE for those who left); joined: new people by state at its end."""

    stock: Mapping[str, int]
    moved: Mapping[tuple[str, str], int]
    joined: Mapping[str, int]

    def __post_init__(self) -> None:
        for state, people in self.stock.items():
            told = sum(count for (start, _end), count in self.moved.items() if start == state)
            if told != people:
                raise ValueError(f"{people} people in {state}, but {told} stayed, moved or left.")
        counts = [*self.stock.values(), *self.moved.values(), *self.joined.values()]
        if any(count < 0 or not isfinite(count) for count in counts):
            raise ValueError("Nobody can be fewer than none.")
        if any(start not in self.stock for start, _end in self.moved):
            raise ValueError("Somebody moved from a state without people.")
        if GONE in self.stock or GONE in self.joined:
            raise ValueError(f"A state called {GONE} would be taken for leaving. Rename it.")

    @property
    def people(self) -> int:
        return sum(self.stock.values())

    @property
    def closing(self) -> dict[str, int]:
        end = dict(self.joined)
        for (_start, state), count in self.moved.items():
            if state != GONE:
                end[state] = end.get(state, 0) + count
        return end


@dataclass(frozen=True, slots=True)
class Ahead:
    """People at the close of a month so many months ahead: the middle draw and its range."""

    months: int
    people: float
    range: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """Mean absolute errors, in people, over `tests` starts, each looking `months` ahead.

    held: how many of the ranges held what came.
    """

    months: int
    tests: int
    chain: float
    last_value: float
    last_years_rate: float
    held: int

    @property
    def better(self) -> bool:
        """Whether the chain erred less than both plain rules."""
        return self.chain < min(self.last_value, self.last_years_rate)

    def sentence(self) -> str:
        errors = (
            f"Tried on {self.tests} past starts, {self.months} months ahead, it was off by "
            f"{self.chain:.1f} people on average; “as many as now” by {self.last_value:.1f}, “as "
            f"last year” by {self.last_years_rate:.1f}. {self.held} of {self.tests} ranges held."
        )
        return errors if self.better else f"{errors} A plain rule does as well: prefer it."


@dataclass(frozen=True, slots=True)
class Forecast(Drawn):
    """ahead: month by month. tried: the back-test; None: `untried` says why there is none."""

    ahead: tuple[Ahead, ...]
    tried: BackTest | None
    untried: str = ""

    def sheet(self) -> Sheet:
        return Sheet(
            title="How many people will be here",
            columns=("Months ahead", "People", "Likely range"),
            rows=tuple(
                (
                    f"{each.months}",
                    f"{each.people:,.0f}",
                    f"{each.range.low:,.0f} to {each.range.high:,.0f}",
                )
                for each in self.ahead
            ),
            said=self.tried.sentence() if self.tried else self.untried,
            marks=tuple(
                Mark("people", each.people, each.range.low, each.range.high, float(each.months))
                for each in self.ahead
            ),
            unit="people",
        )


def forecast(
    months: Sequence[Month], *, ahead: int, seed: int = 1, level: float = LEVEL
) -> list[Ahead]:
    """One row for each of the months ahead. months: the history, in order, without a gap.

    Raises NoForecast under FEWEST_MONTHS, or where nobody is here.
    """
    import numpy as np

    if ahead < 1:
        raise ValueError("A forecast looks one month ahead at least.")
    if len(months) < FEWEST_MONTHS:
        raise NoForecast(
            f"{len(months)} months are known; a forecast takes {FEWEST_MONTHS} to learn from."
        )
    if not sum(months[-1].closing.values()):
        raise NoForecast("Nobody is here, so there is nobody to follow.")
    drawn = _drawn(months, ahead, seed)
    tail = (1 - level) / 2
    low, middle, high = np.quantile(drawn, [tail, 0.5, 1 - tail], axis=0)
    return [
        Ahead(at + 1, float(middle[at]), Interval(float(low[at]), float(high[at]), level))
        for at in range(ahead)
    ]


def transition_rows(months: Sequence[Month]) -> tuple[list[str], Numbers]:
    """The states, and what each row is believed to be: Dirichlet weights by state and next state,
    the last column being GONE.

    The prior is how everybody moves relative to where they are: staying, leaving, or going to
    another state; of the last, as often to each as all others do.
    """
    import numpy as np

    states = sorted({state for month in months for state in (*month.stock, *month.closing)})
    at = {state: number for number, state in enumerate([*states, GONE])}
    counts = np.zeros((len(states), len(states) + 1))
    for month in months:
        for (start, end), people in month.moved.items():
            counts[at[start], at[end]] += people
    whole = max(counts.sum(), 1.0)
    staying, leaving = np.trace(counts) / whole, counts[:, -1].sum() / whole
    arriving = counts[:, :-1].sum(axis=0) - np.diag(counts)
    prior = np.tile(np.append(arriving, 0.0), (len(states), 1))
    prior[np.arange(len(states)), np.arange(len(states))] = 0.0
    spread = prior.sum(axis=1, keepdims=True)
    moving = max(0.0, 1 - staying - leaving)
    prior = np.where(spread > 0, moving * prior / np.maximum(spread, 1e-12), 0.0)
    prior[np.arange(len(states)), np.arange(len(states))] = staying
    prior[:, -1] = leaving
    return states, counts + PRIOR_WEIGHT * prior


def _drawn(months: Sequence[Month], ahead: int, seed: int) -> Numbers:
    """People by draw and month ahead."""
    import numpy as np

    states, weights = transition_rows(months)
    closing = months[-1].closing
    stock = np.tile([closing.get(state, 0) for state in states], (DRAWS, 1))
    year = months[-YEAR:]
    joined = np.array([[month.joined.get(state, 0) for month in year] for state in states])
    dice = np.random.default_rng(seed)
    # How many come in a month is itself known from a year only: gamma, then Poisson.
    coming = dice.gamma(joined.sum(axis=1) + 0.5 / len(states), 1 / len(year), (DRAWS, len(states)))
    rows = np.stack([_dirichlet(dice, row) for row in weights])
    people = np.zeros((DRAWS, ahead))
    for month in range(ahead):
        moved = np.zeros_like(stock)
        for state in range(len(states)):
            moved = moved + dice.multinomial(stock[:, state], rows[state])[:, :-1]
        stock = moved + dice.poisson(coming)
        people[:, month] = stock.sum(axis=1)
    return people


def _dirichlet(dice: Generator, weights: Numbers) -> Numbers:
    """One row per draw; what was never seen and is in no prior stays impossible."""
    import numpy as np

    drawn = dice.gamma(np.maximum(weights, 1e-12), size=(DRAWS, len(weights)))
    drawn = np.where(weights > 0, drawn, 0.0)
    whole = drawn.sum(axis=1, keepdims=True)
    stays_put = np.zeros(len(weights))
    stays_put[0 if not weights.any() else int(weights.argmax())] = 1.0
    shares = np.where(whole > 0, drawn / np.maximum(whole, 1e-300), stays_put)
    normed: Numbers = shares / shares.sum(axis=1, keepdims=True)
    return normed


def back_test(months: Sequence[Month], *, ahead: int, seed: int = 1) -> BackTest:
    """From every start with FEWEST_MONTHS before it and `ahead` after it.

    Raises NoForecast where there is none.
    """
    starts = range(FEWEST_MONTHS, len(months) - ahead + 1)
    if not len(starts):
        raise NoForecast(
            f"{len(months)} months are known; a back-test takes {FEWEST_MONTHS + ahead}, to learn "
            f"from and to look {ahead} ahead."
        )
    chain = last = rate = 0.0
    held = 0
    for start in starts:
        known, came = months[:start], sum(months[start + ahead - 1].closing.values())
        now = sum(known[-1].closing.values())
        foretold = forecast(known, ahead=ahead, seed=seed)[-1]
        chain += abs(foretold.people - came)
        held += foretold.range.low <= came <= foretold.range.high
        last += abs(now - came)
        year_ago = known[-YEAR].people
        grown = (now / year_ago) ** (ahead / YEAR) if year_ago else 1.0
        rate += abs(now * grown - came)
    tests = len(starts)
    return BackTest(
        months=ahead,
        tests=tests,
        chain=chain / tests,
        last_value=last / tests,
        last_years_rate=rate / tests,
        held=held,
    )
