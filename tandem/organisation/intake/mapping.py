"""Which column is which: guessed from the headings, or said in a mapping file.

A mapping file is TOML with up to five sections:

- `[columns]`, `"Their heading" = "hire date"`: a field in any usual wording, or `"ignore"`
- `[dates]`, `order = "day-first"`, `"month-first"` or `"iso"`
- `[department]`, `separator = " / "`; `""` leaves every department one level
- `[reasons]`, `"Their word" = "voluntary"`, `"retirement"`, `"involuntary"` or `"other"`
- `[codes."Their heading"]`, the table a column's codes stand in, for counts: see `counts.said`

Counts know more columns and one more class of reasons, `"transfer"`; people's files are read
without the one, and the other is another reason there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tandem.organisation.intake.counts.fields import is_count_field
from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.fields import LABELS, NEEDED, RANKED, RANKED_IN, Field, Ranked
from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import plain, squeezed
from tandem.organisation.models import CountedReason, Reason

IGNORED = "ignore"
SECTIONS = {"columns", "dates", "department", "reasons", "codes"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What was said about the files. `columns` and `reasons` by squeezed and by plain words."""

    columns: AnyMapping[str, Field | None] = field(default_factory=dict)
    order: Order | None = None
    separator: str | None = None
    reasons: AnyMapping[str, Reason] = field(default_factory=dict)
    name: str = ""
    headings: AnyMapping[str, str] = field(default_factory=dict)
    said_in_full: AnyMapping[str, Any] = field(default_factory=dict)  # as the file has it

    def check_used(self, headers: Sequence[Sequence[str]]) -> None:
        """Raises FileUnusable if a heading of the mapping stands in none of the files."""
        seen = {squeezed(heading) for header in headers for heading in header}
        absent = [said for key, said in self.headings.items() if key not in seen]
        if absent:
            raise _unusable(self.name, _("no file has the heading “%s”") % absent[0])


GUESSED = Mapping()
"""Nothing was said."""


def read_mapping(path: Path) -> Mapping:
    """Raises FileUnusable, naming the line of the mapping that cannot be used."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileUnusable(Place(path.name).found(Kind.UNREADABLE, why=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(path.name, str(error)) from error
    if unknown := set(said) - SECTIONS:
        raise _unusable(path.name, _("there is no section [%s]") % sorted(unknown)[0])
    for section in said:
        if not isinstance(said[section], dict):
            raise _unusable(path.name, _("[%s] is no section") % section)
    return _mapping(said, path.name)


def _mapping(said: AnyMapping[str, AnyMapping[str, Any]], name: str) -> Mapping:
    columns = said.get("columns", {})
    order = said.get("dates", {}).get("order")
    separator = said.get("department", {}).get("separator")
    if order is not None and order not in list(Order):
        raise _unusable(name, _("the order of dates is “%s”") % order)
    if separator is not None and not isinstance(separator, str):
        raise _unusable(name, _("the separator is “%s”") % separator)
    return Mapping(
        columns={squeezed(heading): _field(each, name) for heading, each in columns.items()},
        order=None if order is None else Order(order),
        separator=separator,
        reasons={
            plain(word): _reason(each, name) for word, each in said.get("reasons", {}).items()
        },
        name=name,
        headings={squeezed(heading): heading for heading in columns},
        said_in_full=said,
    )


def _field(said: object, name: str) -> Field | None:
    if said in ("", IGNORED) or is_count_field(said):
        return None
    found = RANKED.get(squeezed(str(said)))
    if found is None:
        raise _unusable(name, _("there is no field “%s”") % said)
    return found[0]


def _reason(said: object, name: str) -> Reason:
    if said == CountedReason.TRANSFER:
        return Reason.OTHER
    if said not in Reason.values:
        raise _unusable(name, _("there is no class of reasons “%s”") % said)
    return Reason(str(said))


def _unusable(name: str, why: str) -> FileUnusable:
    return FileUnusable(Place(name).found(Kind.BAD_MAPPING, why=why))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a file: its header, and the position per field."""

    header: tuple[str, ...]
    position: AnyMapping[Field, int]

    def __contains__(self, field: Field) -> bool:
        return field in self.position

    def heading(self, field: Field) -> str | None:
        """As the file writes it."""
        return self.header[self.position[field]] if field in self.position else None

    def cell(self, cells: Sequence[str], field: Field) -> str:
        """Without the space around it; empty where the file has no such column."""
        at = self.position.get(field)
        return cells[at].strip() if at is not None and at < len(cells) else ""


def columns_of(
    header: tuple[str, ...], mapping: Mapping, place: Place, shape: Shape = Shape.PERSON
) -> Columns:
    """Said columns first, then the best heading for each other field.

    Raises FileUnusable if a field that the shape needs has no column.
    """
    position = _said(header, mapping)
    free = [at for at, heading in enumerate(header) if squeezed(heading) not in mapping.columns]
    for ranked in (RANKED_IN[shape], RANKED_IN[Shape.PERSON]):
        best = _best(header, [at for at in free if at not in position.values()], ranked)
        position |= {field: at for field, at in best.items() if field not in position}
    missing = [str(LABELS[each]) for each in NEEDED[shape] if each not in position]
    if missing:
        seen = ", ".join(heading for heading in header if heading) or _("none")
        raise FileUnusable(
            place.found(Kind.MISSING_COLUMNS, missing=", ".join(missing), seen=seen[:500])
        )
    return Columns(header, position)


def _said(header: tuple[str, ...], mapping: Mapping) -> dict[Field, int]:
    said = ((mapping.columns.get(squeezed(heading)), at) for at, heading in enumerate(header))
    return {field: at for field, at in said if field is not None}


def _best(header: tuple[str, ...], free: Sequence[int], ranked: Ranked) -> dict[Field, int]:
    """The heading that says each field best, the first of equals."""
    best: dict[Field, tuple[int, int]] = {}
    for at in free:
        field, rank = ranked.get(squeezed(header[at]), (None, 0))
        if field is not None:
            best[field] = min((rank, at), best.get(field, (rank, at)))
    return {field: at for field, (_rank, at) in best.items()}
