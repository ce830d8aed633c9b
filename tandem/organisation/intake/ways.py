"""What can be said of how files are read where HR systems differ, and nothing in the file tells.

Each is a word in a section of a mapping; without one it is read as is more likely, and asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tandem.organisation.intake.spelling import plain


class SecondJobs(StrEnum):
    """What becomes of a job beside another: left out, or taken as a move from it and back."""

    LEFT_OUT = "left-out"
    MOVES = "moves"


class LeavingDay(StrEnum):
    """What the day of an event such as "Termination" is."""

    AWAY = "first-away"
    WORKED = "last-worked"


class ReasonRows(StrEnum):
    """What a row of a history says that has a leave reason, and nothing else of leaving."""

    LEFT = "left"
    HERE = "still-here"


class SameName(StrEnum):
    """What areas of one name are that stand under several codes."""

    APART = "by-code"
    ONE = "one"


class FirstPart(StrEnum):
    """What the first part of an area's path is."""

    CODE = "code"
    NAME = "name"


class Brackets(StrEnum):
    """What becomes of an area's brackets with its manager in them."""

    LEFT_AWAY = "left-away"
    KEPT = "kept"


class Withdrawn(StrEnum):
    """What becomes of leavings that a remark beside them takes back."""

    STAYS = "stays"
    LEFT = "left"


class ByRemark(StrEnum):
    """Where leavers without a clear reason have it from, whose remark says why they left."""

    TAKEN = "remark"
    AS_READ = "as-read"


class Counted(StrEnum):
    """What becomes of people of a worker type."""

    EMPLOYED = "employed"
    LEFT_OUT = "left-out"


WORKER_TYPES = "worker types"
"""The section of a mapping that says it, word by word."""

PLACES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "second_jobs": ("jobs", "second", tuple(SecondJobs)),
    "leaving_day": ("jobs", "leaving-day", tuple(LeavingDay)),
    "reason_rows": ("jobs", "reason-rows", tuple(ReasonRows)),
    "same_name": ("department", "same-name", tuple(SameName)),
    "code_first": ("department", "first-part", tuple(FirstPart)),
    "manager_in_brackets": ("department", "manager-in-brackets", tuple(Brackets)),
    "withdrawn_by_remark": ("leavings", "withdrawn", tuple(Withdrawn)),
    "reason_by_remark": ("leavings", "reason", tuple(ByRemark)),
}
"""Name to section, key and what can stand there."""


@dataclass(frozen=True, slots=True)
class Ways:
    """None: nobody said it. worker_types: what was said of some, by plain words."""

    second_jobs: SecondJobs | None = None
    leaving_day: LeavingDay | None = None
    reason_rows: ReasonRows | None = None
    same_name: SameName | None = None
    code_first: FirstPart | None = None
    manager_in_brackets: Brackets | None = None
    withdrawn: Withdrawn | None = None
    reason_by_remark: ByRemark | None = None
    worker_types: Mapping[str, Counted] = field(default_factory=dict)


NOTHING_SAID = Ways()


def ways_said(sections: Mapping[str, Any]) -> Ways:
    """Raises ValueError with what cannot be used."""
    jobs = sections.get("jobs", {})
    keys = [key for section, key, _words in PLACES.values() if section == "jobs"]
    leavings = sections.get("leavings", {})
    if unknown := sorted({*jobs} - {*keys} | {*leavings} - {"withdrawn", "reason"}):
        raise ValueError(unknown[0])
    for section, key, words in PLACES.values():
        said = sections.get(section, {}).get(key)
        if said is not None and said not in words:
            raise ValueError(f"{key} = {said}")
    second, day, rows = (jobs.get(each) for each in ("second", "leaving-day", "reason-rows"))
    department = sections.get("department", {})
    withdrawn, by_remark = leavings.get("withdrawn"), leavings.get("reason")
    name = department.get("same-name")
    part, brackets = department.get("first-part"), department.get("manager-in-brackets")
    return Ways(
        SecondJobs(second) if second else None,
        LeavingDay(day) if day else None,
        ReasonRows(rows) if rows else None,
        SameName(name) if name else None,
        FirstPart(part) if part else None,
        Brackets(brackets) if brackets else None,
        Withdrawn(withdrawn) if withdrawn else None,
        ByRemark(by_remark) if by_remark else None,
        types_said(sections.get(WORKER_TYPES, {})),
    )


def types_said(said: Mapping[str, Any]) -> dict[str, Counted]:
    """By plain words. Raises ValueError with what cannot be used."""
    words = list(Counted)
    for each in said.values():
        if each not in words:
            raise ValueError(str(each))
    return {plain(word): Counted(each) for word, each in said.items()}


def kept(sections: Mapping[str, Any]) -> dict[str, str]:
    """Name to what these sections say of it."""
    found = {name: sections.get(at, {}).get(key) for name, (at, key, _words) in PLACES.items()}
    return {name: str(said) for name, said in found.items() if said}
