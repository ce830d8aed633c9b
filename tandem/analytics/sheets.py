"""What is read of a result, in words, and what a picture of it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """One value with its likely range. at: where it lies on a line; None: it stands by its name."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    at: date | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """rows: cells as they are read. said: what must stand beside them. words: the columns that
    hold no numbers, beside the first. marks: of the picture, whose numbers are `unit`."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    said: str
    words: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()
    unit: str = ""
