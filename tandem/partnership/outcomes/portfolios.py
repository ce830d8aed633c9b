"""Four results leaders and HR often own together, read from `portfolios.toml` and checked.

They stand there as a starting point, for every area and stored for none: two take one over with a
tap each, in words they can change, or leave it. Values only: no query, no clock, no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from tandem.partnership.entries import entries
from tandem.partnership.outcomes.rules import Terms

FILE = Path(__file__).with_name("portfolios.toml")
KEYS = ("succession", "inclusion", "leadership", "growth")
WORDS = ("key", "name", "measured_by", "unit", "target", "leader", "hr")
DAYS = ("days", "review_days")
LONGEST = {"name": 120, "measured_by": 200, "unit": 30, "leader": 280, "hr": 280}


class PortfoliosBroken(ValueError):
    """For whoever edits the file: which of them, and what it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """One of the four as two may take it over. days, review_days: from the day it is proposed."""

    key: str
    name: str
    measured_by: str
    unit: str
    target: str
    leader: str
    hr: str
    days: int
    review_days: int

    @property
    def short(self) -> str:
        """What it is called where all four are named."""
        return self.name.partition(":")[0]

    def terms(self, on: date) -> Terms:
        return Terms(
            name=self.name,
            measured_by=self.measured_by,
            unit=self.unit,
            target=Decimal(self.target),
            by_on=on + timedelta(days=self.days),
            leader_part=self.leader,
            hr_part=self.hr,
        )


def read(words: str) -> tuple[Portfolio, ...]:
    """The four of a file of this shape. Raises PortfoliosBroken."""
    return entries(words, "portfolio", _portfolio, KEYS, PortfoliosBroken)


def _portfolio(number: int, entry: dict[str, Any]) -> Portfolio:
    where = f"Portfolio {number}"
    if set(entry) != {*WORDS, *DAYS}:
        raise PortfoliosBroken(f"{where} needs exactly these: {', '.join((*WORDS, *DAYS))}.")
    for word in WORDS:
        if not isinstance(entry[word], str) or not entry[word].strip():
            raise PortfoliosBroken(f"{where} needs words for {word}.")
        if len(entry[word]) > LONGEST.get(word, len(entry[word])):
            raise PortfoliosBroken(f"{where}: {word} is longer than {LONGEST[word]} characters.")
    for name in DAYS:
        if not isinstance(entry[name], int) or entry[name] < 1:
            raise PortfoliosBroken(f"{where} needs a whole number of days for {name}.")
    try:
        Decimal(entry["target"])
    except InvalidOperation as wrong:
        raise PortfoliosBroken(f"{where} needs a number for target.") from wrong
    return Portfolio(**entry)


@cache
def portfolios() -> tuple[Portfolio, ...]:
    return read(FILE.read_text(encoding="utf-8"))


def portfolio(key: str) -> Portfolio | None:
    return next((each for each in portfolios() if each.key == key), None)
