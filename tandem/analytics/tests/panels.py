"""Invented panels, for tests and for what is measured of the method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tandem.analytics.panels import Panel

Grid = NDArray[np.float64]
WARMING_UP = 6  # periods before the first, so that the first is like all others


@dataclass(frozen=True)
class Invented:
    """What a panel is made of.

    linked: the outcome's standard deviations per one of the driver, `lag` periods before. alike:
    how much units differ for good, in standard deviations of what changes, driver and outcome each
    on its own. shared: the same difference for both. lasting: how much of the driver stays from
    one period to the next.
    """

    units: int
    periods: int
    linked: float = 0.0
    lag: int = 1
    alike: float = 0.0
    shared: float = 0.0
    lasting: float = 0.0

    def grids(self, dice: np.random.Generator) -> tuple[Grid, Grid]:
        """Driver and outcome, units x periods."""
        shape = (self.units, self.periods + self.lag + WARMING_UP)
        fresh = dice.normal(size=shape)
        moving = fresh.copy()
        for period in range(1, shape[1]):
            kept = self.lasting * moving[:, period - 1]
            moving[:, period] = kept + np.sqrt(1 - self.lasting**2) * fresh[:, period]
        noise = np.sqrt(1 - self.linked**2) * dice.normal(size=shape)
        outcome = noise + self.linked * np.roll(moving, self.lag, axis=1)
        together = self.shared * dice.normal(size=(self.units, 1))
        driver = moving + together + self.alike * dice.normal(size=(self.units, 1))
        outcome = outcome + together + self.alike * dice.normal(size=(self.units, 1))
        outcome = outcome + 0.5 * dice.normal(size=shape[1])  # periods differ for all
        return driver[:, -self.periods :], outcome[:, -self.periods :]

    def panel(self, dice: np.random.Generator, *, shuffled: bool = False) -> Panel:
        """shuffled: each outcome is moved, whole, to another unit."""
        driver, outcome = self.grids(dice)
        if shuffled:
            outcome = outcome[(np.arange(self.units) + dice.integers(1, self.units)) % self.units]
        return of_grids(driver, outcome)


def of_grids(driver: Grid, outcome: Grid) -> Panel:
    units, periods = driver.shape
    return Panel(
        np.repeat(np.arange(units), periods),
        np.tile(np.arange(periods), units),
        driver.ravel(),
        outcome.ravel(),
        "quarter",
    )
