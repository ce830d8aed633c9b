"""Code tables that were given and that no mapping names: used where they fit, or told why not.

A table of codes, their words beside them and perhaps more, fits a column most of whose values are
codes of it: of the others the table knows nothing, and they are shown as they are.
Where a mapping names tables, it has said which are meant: others may lie beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.organisation.intake.counts.codes import open_table, without_case, without_zeros
from tandem.organisation.intake.counts.said import SaidTable
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.spelling import tidy

MOST_TABLES = 50  # looked at in one folder
TWO = 2


@dataclass(frozen=True, slots=True)
class GivenTable:
    """codes: of its first column. why: it can be used for no column at all."""

    name: str
    header: tuple[str, ...] = ()
    codes: AbstractSet[str] = frozenset()
    why: str = ""

    def unknown(self, values: AbstractSet[str]) -> set[str]:
        return {each for each in values if not self.codes & {each, each.casefold()}}

    def fits(self, values: AbstractSet[str]) -> bool:
        return not self.why and len(self.unknown(values)) * TWO < len(values)

    def said(self, heading: str) -> SaidTable:
        """As a mapping would name it for this column."""
        return SaidTable(heading, self.name, self.header[0], self.header[1])

    def why_unused(self, values: Sequence[AbstractSet[str]]) -> str:
        """values: of each column that may hold codes."""
        if self.why:
            return self.why
        if any(map(self.fits, values)):
            return _("another table was taken for the column")
        unknown = [self.unknown(each) for each in values]
        near = [lack for lack, each in zip(unknown, values, strict=True) if len(lack) < len(each)]
        if not near:
            return _("no column of areas or leave reasons holds its codes")
        fewest = min(near, key=lambda each: len(each))
        return _("it has no row for “%s”") % min(fewest)


def given_tables(folder: Path | None, copies: Path) -> list[GivenTable]:
    if folder is None:
        return []
    paths = sorted(each for each in folder.glob("[!.]*") if each.is_file())[:MOST_TABLES]
    return [_read(path, folder, copies / f"source-given-{n}") for n, path in enumerate(paths)]


def _read(path: Path, folder: Path, copy: Path) -> GivenTable:
    try:
        source = open_table(path.name, folder, copy)
    except FileUnusable as error:
        return GivenTable(path.name, why=error.problems[0].reason.rstrip("."))
    if len(source.header) < TWO or not all(source.header[:TWO]):
        why = _("its first two columns are not codes and their words, with a heading each")
        return GivenTable(path.name, why=why)
    codes = {tidy(each.cells[0]) for each in source.records() if each.cells} - {""}
    spelt = {*map(without_zeros, codes), *without_case(codes)}
    return GivenTable(path.name, source.header, codes | spelt)


def fitting(
    given: Sequence[GivenTable], heading: str, values: AbstractSet[str]
) -> SaidTable | None:
    """The table that knows most of the column, of several the first."""
    fit = [each for each in given if each.fits(values)]
    best = min(fit, key=lambda each: len(each.unknown(values)), default=None)
    return best.said(heading) if best else None


def note_given(
    given: Sequence[GivenTable],
    used: Collection[tuple[str, str]],
    values: Sequence[AbstractSet[str]],
) -> list[Problem]:
    """What became of each. used: tables and the headings of the columns they were used for."""
    problems = [
        Place(table, None, heading).found(Kind.CODE_TABLE_USED, None, table=table, heading=heading)
        for table, heading in sorted(used)
    ]
    names = {table for table, _heading in used}
    for each in given:
        if each.name not in names:
            facts = {"table": each.name, "why": each.why_unused(values)}
            problems.append(Place(each.name).found(Kind.CODE_TABLE_UNUSED, None, **facts))
    return problems
