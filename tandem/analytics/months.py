"""Whole months: the windows every number is computed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months, half-open: `first` is in, `after` (also a first of the month) is out."""

    first: date
    after: date

    def __post_init__(self) -> None:
        if (self.first.day, self.after.day) != (1, 1) or self.after <= self.first:
            raise ValueError(f"Not whole months: {self.first} to {self.after}.")

    @classmethod
    def last(cls, count: int, *, before: date) -> Self:
        """The `count` complete months before the month that `before` lies in."""
        after = month_number(before)
        return cls(month_of(after - count), month_of(after))

    def __len__(self) -> int:
        return month_number(self.after) - month_number(self.first)

    def and_before(self) -> Self:
        """With the month before them."""
        return type(self)(month_of(month_number(self.first) - 1), self.after)

    def firsts(self) -> list[date]:
        """The first day of each month."""
        return [month_of(number) for number in range(*map(month_number, (self.first, self.after)))]

    def month_ends(self) -> list[date]:
        """The last day of each month."""
        next_firsts = [*self.firsts()[1:], self.after]
        return [first - timedelta(days=1) for first in next_firsts]


def month_number(day: date) -> int:
    """Months since the year nought, so that months can be added and subtracted."""
    return day.year * 12 + day.month - 1


def month_of(number: int) -> date:
    """The first day of the month with this number."""
    return date(number // 12, number % 12 + 1, 1)
