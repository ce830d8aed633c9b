"""Rows and problems of a check as they are kept, and back; and a row in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.intake.values import Row

BETWEEN_AREAS = "\x1f"


class InWords(NamedTuple):
    """Whom a row is about and its days, in words."""

    name: str = ""
    days: str = ""


def told_of(row: Row) -> InWords:
    days = from_to(row.start_on.isoformat(), row.end_on.isoformat() if row.end_on else None)
    return InWords(f"{row.first_name} {row.last_name}".strip(), days)


def from_to(first: str, after: str | None) -> str:
    """after: the first day gone, as text."""
    last = (date.fromisoformat(after) - timedelta(days=1)).isoformat() if after else ""
    return f"{first} – {last}".strip()


def problem_from(stored: Mapping[str, object]) -> Problem:
    """The opposite of `Problem.as_kept`, and of `as_json`."""
    offers, rival = stored.get("offers"), stored.get("rival")
    read: dict[str, object] = {
        "kind": Kind(str(stored["kind"])),
        "offers": tuple(offers) if isinstance(offers, Iterable) else (),
        "rival": tuple(rival) if isinstance(rival, Iterable) else None,
    }
    return Problem(**{**stored, **read})  # type: ignore[arg-type]  # written by as_kept


def as_text(row: Row) -> tuple[str | None, ...]:
    department = BETWEEN_AREAS.join(row.department)
    fte = str(row.fte) if row.fte is not None else None
    end_on = row.end_on.isoformat() if row.end_on else None
    return (
        *(row.number, row.first_name, row.last_name, row.email, department, row.manager),
        *(row.title, row.level, row.location, fte, row.start_on.isoformat(), end_on),
        *(row.reason, row.reason_class),
    )


def row_from(stored: Sequence[Any]) -> Row:
    """The opposite of `as_text`."""
    number, first, last, email, department, manager, *rest = stored
    title, level, location, fte, start_on, end_on, reason, reason_class = rest
    return Row(
        number=number,
        first_name=first,
        last_name=last,
        email=email,
        department=tuple(department.split(BETWEEN_AREAS)),
        manager=manager,
        title=title,
        level=level,
        location=location,
        fte=Decimal(fte) if fte else None,
        start_on=date.fromisoformat(start_on),
        end_on=date.fromisoformat(end_on) if end_on else None,
        reason=reason,
        reason_class=reason_class,
    )


def with_move(row: Row, moved_on: str | None, moved_from: str) -> Row:
    if not moved_on:
        return row
    came_from = tuple(moved_from.split(BETWEEN_AREAS))
    return row._replace(moved_on=date.fromisoformat(moved_on), moved_from=came_from)
