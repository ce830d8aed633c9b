"""The fifteen parts of a charter, read from `starting_point.toml` and checked.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tandem.partnership.entries import entries

FILE = Path(__file__).with_name("starting_point.toml")
KEYS = (
    "people", "why", "goals", "of_hr", "of_leader", "success", "map", "rights",
    "rhythm", "open", "disagree", "renegotiate", "escalation", "feedback", "wrong",
)  # fmt: skip
FIELDS = frozenset({"key", "name", "kind", "asks", "text"})
TEXT_LENGTH = 2000


class StartingPointBroken(ValueError):
    """For whoever edits the file: which part, and what it lacks."""


class Kind(StrEnum):
    """How a part is filled in."""

    TEXT = "text"
    EACH = "each"
    LIST = "list"
    MAP = "map"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a charter. text: what both may take over with one yes; empty if their own."""

    number: int
    key: str
    name: str
    kind: Kind
    asks: str
    text: str

    @property
    def has_default(self) -> bool:
        return bool(self.text)


def read(words: str) -> tuple[Part, ...]:
    """The parts of a file of this shape. Raises StartingPointBroken."""
    return entries(words, "part", _part, KEYS, StartingPointBroken)


def _part(number: int, entry: dict[str, Any]) -> Part:
    where = f"Part {number}"
    if set(entry) != FIELDS or not all(isinstance(value, str) for value in entry.values()):
        raise StartingPointBroken(
            f"{where} needs exactly these words: {', '.join(sorted(FIELDS))}."
        )
    if not entry["name"].strip() or not entry["asks"].strip():
        raise StartingPointBroken(f"{where} needs a name and a question.")
    if entry["kind"] not in list(Kind):
        raise StartingPointBroken(f"{where} has the kind {entry['kind']}; use {', '.join(Kind)}.")
    text, kind = entry["text"].strip(), Kind(entry["kind"])
    if len(text) > TEXT_LENGTH:
        raise StartingPointBroken(f"{where} is longer than {TEXT_LENGTH} characters.")
    if text and kind is not Kind.TEXT:
        raise StartingPointBroken(f"{where} is in the pair's own words, so it begins empty.")
    return Part(number, entry["key"], entry["name"].strip(), kind, entry["asks"].strip(), text)


@cache
def starting_point() -> tuple[Part, ...]:
    return read(FILE.read_text(encoding="utf-8"))
