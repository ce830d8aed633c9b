"""The seven matters of the two-way review, read from `items.toml` and checked.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tandem.partnership.agreeing.rules import Side
from tandem.partnership.entries import entries

FILE = Path(__file__).with_name("items.toml")
KEYS = ("early", "ground", "candour", "regard", "follow", "hard", "counts")
FIELDS = frozenset({"key", "name", "leader", "hr", "starter"})
NAMED = "%(name)s"


class ItemsBroken(ValueError):
    """For whoever edits the file: which item, and what it lacks."""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter, asked of both: of each side about the other one."""

    key: str
    name: str
    asks: Mapping[Side, str]
    starter: str

    def asked(self, side: Side, about: str) -> str:
        """What this side is asked about somebody of that name."""
        return self.asks[side] % {"name": about}


def read(words: str) -> tuple[Item, ...]:
    """The items of a file of this shape. Raises ItemsBroken."""
    return entries(words, "item", _item, KEYS, ItemsBroken)


def _item(number: int, entry: dict[str, Any]) -> Item:
    where = f"Item {number}"
    said = [*entry.values()]
    if set(entry) != FIELDS or not all(isinstance(each, str) and each.strip() for each in said):
        raise ItemsBroken(f"{where} needs exactly these words: {', '.join(sorted(FIELDS))}.")
    for side in Side:
        if entry[side.value].count("%") != 1 or NAMED not in entry[side.value]:
            raise ItemsBroken(f"{where} says {NAMED} once in what each side is asked.")
    asks = {side: entry[side.value].strip() for side in Side}
    return Item(entry["key"], entry["name"].strip(), asks, entry["starter"].strip())


@cache
def items() -> tuple[Item, ...]:
    return read(FILE.read_text(encoding="utf-8"))
