"""How many people were there, and how many left, at each tenure: counted, never row by row.

From a life table come the curves and tests of `survival`. Two million people cost no more than
their distinct tenures, and ties need no dice.

Somebody first seen at tenure `entry` is at risk from `entry` + 1 on (left truncation): who was
already there when the extract begins says nothing about those who left before it. NumPy is
imported when first needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]
    Whole = Sequence[int] | Numbers

SEEN_FROM_HIRE = -1  # the entry of somebody seen from their first day, which is tenure 0
STILL_HERE = 0  # as a reason; leaving for the first reason is 1, for the second 2 …


@dataclass(frozen=True, eq=False)
class LifeTable:
    """One group; one row per tenure at which somebody came into sight or went out of it.

    tenure: rising whole numbers. entered: at risk from this tenure on. gone: last at risk at it,
    by reason (columns); column 0 holds those still there. All in spells, a person in one at a time.
    """

    tenure: Numbers
    entered: Numbers
    gone: Numbers

    @property
    def left(self) -> Numbers:
        """By tenure and reason to leave."""
        return self.gone[:, 1:]

    @property
    def people(self) -> int:
        return int(self.entered.sum())

    @property
    def leavers(self) -> int:
        return int(self.leaving.sum())

    @cached_property
    def out(self) -> Numbers:
        out: Numbers = self.gone.sum(axis=1)
        return out

    @cached_property
    def after(self) -> Numbers:
        """In sight after each row, until the next."""
        staying: Numbers = (self.entered - self.out).cumsum()
        return staying

    @cached_property
    def at_risk(self) -> Numbers:
        return self.after + self.out

    @property
    def seen_until(self) -> int:
        """The longest tenure at which somebody was in sight; -1: nobody ever was."""
        return int(self.tenure[-1]) if len(self.tenure) else SEEN_FROM_HIRE

    @cached_property
    def leaving(self) -> Numbers:
        """For any reason."""
        return self.out - self.gone[:, STILL_HERE]

    @property
    def since(self) -> int:
        """The first tenure at which somebody was in sight; 0: from hiring on."""
        return int(self.tenure[0]) if len(self.tenure) else 0

    @cached_property
    def known_until(self) -> int:
        """The last tenure of which something can be said; -1: of none.

        Where nobody is in sight nothing can be known of what follows. Where all in sight left while
        others were still to come into it, a curve would stay at nought for ever although people go
        on: such a tenure itself is left out.
        """
        leaving, risk = self.leaving[:-1], self.at_risk[:-1]
        gap = self.tenure[1:] > self.tenure[:-1] + 1
        emptied = leaving == risk
        broken = ((self.after[:-1] == 0) & (emptied | gap)).nonzero()[0]
        if not len(broken):
            return self.seen_until
        return int(self.tenure[broken[0]]) - int(emptied[broken[0]])

    def at(self, tenures: Numbers) -> tuple[Numbers, Numbers]:
        """Who was at risk at these tenures, and who left at them. Nobody, where it has no row."""
        import numpy as np

        if not len(self.tenure):
            return np.zeros_like(tenures), np.zeros_like(tenures)
        row = np.searchsorted(self.tenure, tenures)
        last = np.minimum(row, len(self.tenure) - 1)
        exact = self.tenure[last] == tenures
        before = np.where(row > 0, self.after[row - 1], 0)
        at_risk = np.where(exact, self.at_risk[last], before)
        return at_risk, np.where(exact, self.leaving[last], 0)


def life_table(entry: Whole, exit_: Whole, reason: Whole, *, reasons: int = 1) -> LifeTable:
    """Of spells one by one. entry, exit_: tenures; reason: STILL_HERE, or 1 … `reasons`.

    Raises ValueError where the lengths differ, a reason is unknown, or somebody was gone before
    they were in sight: exit_ must be above entry, which is -1 or more.
    """
    import numpy as np

    first, last, why = (np.asarray(column, dtype=np.int64) for column in (entry, exit_, reason))
    if not len(first) == len(last) == len(why):
        raise ValueError("entry, exit_ and reason have different lengths.")
    if (last <= first).any() or (first < SEEN_FROM_HIRE).any():
        raise ValueError("Somebody is gone before they were in sight.")
    if ((why < 0) | (why > reasons)).any():
        raise ValueError(f"A reason is none of 0 … {reasons}.")
    tenure = np.unique(np.concatenate([first + 1, last]))
    entered = np.bincount(np.searchsorted(tenure, first + 1), minlength=len(tenure))
    gone = np.zeros((len(tenure), reasons + 1), dtype=np.int64)
    np.add.at(gone, (np.searchsorted(tenure, last), why), 1)
    return LifeTable(tenure, entered, gone)
