"""What one row of a file stands for."""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """How an export tells who worked where."""

    PERSON = "person"  # one row per person: where they are now, or were last
    HISTORY = "history"  # one row per job: every spell with its first and last day
    COUNTS = "counts"  # leavers without persons, and headcounts by area and month
