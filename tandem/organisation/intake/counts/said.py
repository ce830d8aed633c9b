"""What a mapping file says about counts: columns, classes of reasons and code tables.

`[codes."Their heading"]` names a table for a column: `table` (a file of the folder of tables),
`key` and `text` (headings of it), and, for an area, `parent` (the heading with the name of the
area above) and `parent_key` (that with its code).
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tandem.organisation.intake.amends import ADDED_UP
from tandem.organisation.intake.counts.fields import CountField, Said
from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.mapping import SAME_MONTH, Mapping
from tandem.organisation.intake.spelling import plain, squeezed
from tandem.organisation.models import CountedReason, Meaning

NEEDED = ("table", "key", "text")
ALLOWED = {*NEEDED, "parent", "parent_key"}


@dataclass(frozen=True, slots=True)
class SaidTable:
    """Where the words for the codes of one column stand."""

    heading: str
    table: str
    key: str
    text: str
    parent: str = ""
    parent_key: str = ""


@dataclass(frozen=True, slots=True)
class SaidOfCounts:
    columns: Said = field(default_factory=dict)
    reasons: AnyMapping[str, CountedReason | Meaning] = field(default_factory=dict)
    tables: AnyMapping[str, SaidTable] = field(default_factory=dict)
    adds_up: bool = False  # headcounts of one area and month


def said_of_counts(mapping: Mapping) -> SaidOfCounts:
    """Raises FileUnusable for a table that is not wholly said."""
    said = mapping.said_in_full
    by_name = {squeezed(each): each for each in CountField}
    columns = {
        squeezed(heading): by_name.get(squeezed(str(meant)))
        for heading, meant in said.get("columns", {}).items()
    }
    reasons = {plain(w): _meaning(c) for w, c in said.get("reasons", {}).items()}
    same = said.get("numbers", {}).get(SAME_MONTH)
    if same not in (None, ADDED_UP):
        why = _("[numbers] says %(key)s = “%(value)s”") % {"key": SAME_MONTH, "value": same}
        raise FileUnusable(Place(mapping.name).found(Kind.BAD_MAPPING, why=why))
    return SaidOfCounts(columns, reasons, tables_said(mapping), adds_up=same is not None)


def _meaning(said: str) -> CountedReason | Meaning:
    return Meaning.NOT_A_LEAVING if said == Meaning.NOT_A_LEAVING else CountedReason(said)


def tables_said(mapping: Mapping) -> dict[str, SaidTable]:
    """By squeezed heading. Raises FileUnusable for a table that is not wholly said."""
    return {
        squeezed(heading): _table(heading, each, mapping.name)
        for heading, each in mapping.said_in_full.get("codes", {}).items()
    }


def _table(heading: str, said: Any, name: str) -> SaidTable:  # noqa: ANN401 - as TOML has it
    why = ""
    if not isinstance(said, dict) or not all(isinstance(each, str) for each in said.values()):
        why = _("[codes] has no table for “%s”") % heading
    elif missing := [each for each in NEEDED if not said.get(each)]:
        why = _("the codes of “%(heading)s” lack “%(part)s”") % {
            "heading": heading,
            "part": missing[0],
        }
    elif unknown := sorted(set(said) - ALLOWED):
        why = _("codes have no “%s”") % unknown[0]
    elif "/" in said["table"] or "\\" in said["table"]:
        why = _("“%s” is no name of a file in the folder of codes") % said["table"]
    if why:
        raise FileUnusable(Place(name).found(Kind.BAD_MAPPING, why=why))
    return SaidTable(heading, **said)
