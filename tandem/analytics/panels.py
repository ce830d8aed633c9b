"""A panel: what several units showed in several periods, of a driver and of an outcome.

A lag is a lag in the order of the periods: the driver of period t - lag is put beside the outcome
of period t of the same unit, and only if that very period is there. A missing period is never
bridged by the one before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tandem.analytics.periods import in_order

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]
LARGEST = 1e100  # beyond it squares and sums are no numbers any more


class PanelRefused(ValueError):
    """These columns are no panel. One sentence with the cure; `rows`: the places that show it."""

    def __init__(self, message: str, rows: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.rows = tuple(rows)


@dataclass(frozen=True, slots=True)
class Panel:
    """One row per unit and period; NaN in `driver` or `outcome` is "not known".

    unit: codes from 0 on. period: whole numbers, one apart from a period to the next. step: what
    one period is, in words.
    """

    unit: Codes
    period: Codes
    driver: Numbers
    outcome: Numbers
    step: str = "period"

    @classmethod
    def of(
        cls,
        units: Sequence[str],
        periods: Sequence[str | int],
        driver: Sequence[float | None],
        outcome: Sequence[float | None],
    ) -> Self:
        """From four columns of one table.

        periods: as written ("2024-Q1") or whole numbers. driver, outcome: None or NaN is "not
        known". Raises PanelRefused (no rows, columns of unequal length, a number beyond LARGEST,
        two rows of one unit and period) and PeriodsRefused.
        """
        lengths = {len(units), len(periods), len(driver), len(outcome)}
        if len(lengths) != 1 or not len(units):
            raise PanelRefused(
                "Give the four columns one row each per unit and period, at least 1."
            )
        numbered = in_order([str(period) for period in periods])
        keys = list(zip(units, numbered.numbers, strict=True))
        _refuse_doubles(keys, periods)
        names = {name: code for code, name in enumerate(dict.fromkeys(units))}
        return cls(
            np.array([names[unit] for unit in units], dtype=np.int64),
            np.array(numbered.numbers, dtype=np.int64),
            _values("driver", driver),
            _values("outcome", outcome),
            numbered.step,
        )

    def beside(self, **shifts: int) -> Lagged:
        """The rows in which all of these are known.

        shifts: for each name, which starts with "driver" or "outcome", how many periods before
        the row's own (a negative number: after it).
        """
        columns = {name: self._moved(name, by) for name, by in shifts.items()}
        known = np.ones(len(self.unit), dtype=bool)
        for column in columns.values():
            known &= np.isfinite(column)
        kept = {name: column[known] for name, column in columns.items()}
        return Lagged(self.unit[known], self.period[known], kept)

    def _moved(self, name: str, by: int) -> Numbers:
        values = self.driver if name.startswith("driver") else self.outcome
        if by == 0:
            return values
        width = int(np.ptp(self.period)) + 1
        if abs(by) >= width:
            return np.full(len(values), np.nan)
        # A grid of unit by period, so that a missing period stays missing.
        places = self.unit * (3 * width) + (self.period - self.period.min()) + width
        order = np.argsort(places)
        wanted = places - by
        at = np.minimum(np.searchsorted(places[order], wanted), len(places) - 1)
        found = order[at]
        return np.where(places[found] == wanted, values[found], np.nan)


@dataclass(frozen=True, slots=True)
class Lagged:
    """Rows of a panel with values of several periods side by side, none of them missing."""

    unit: Codes
    period: Codes
    columns: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.unit)

    @property
    def units(self) -> int:
        return len(np.unique(self.unit))

    @property
    def periods(self) -> int:
        return len(np.unique(self.period))

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]


def _refuse_doubles(keys: list[tuple[str, int]], periods: Sequence[str | int]) -> None:
    seen: dict[tuple[str, int], int] = {}
    for row, key in enumerate(keys):
        if key in seen:
            raise PanelRefused(
                f"{key[0]} has two rows for {periods[row]}. Keep one per unit and period.",
                rows=[seen[key], row],
            )
        seen[key] = row


def _values(name: str, values: Sequence[float | None]) -> Numbers:
    column = np.array([np.nan if value is None else value for value in values], dtype=float)
    too_large = np.flatnonzero(np.abs(column) > LARGEST)
    if len(too_large):
        row = int(too_large[0])
        raise PanelRefused(
            f"The {name} {column[row]:g} is too large to compare. Mend it or leave it out.",
            rows=[row],
        )
    return column
