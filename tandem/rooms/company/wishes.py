"""What was said about files on their way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.mapping import IGNORED
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.ways import PLACES, WORKER_TYPES
from tandem.organisation.models import Person

NAME_LENGTH = 200
OF_A_PERSON = frozenset({"", IGNORED, Field.HIRED.value, Field.LEFT.value})


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said about the files of an upload.

    files, headcounts, codes: names, as they lie in the upload's folder. shape: empty as long as
    nobody and nothing has said it. mapping: the sections of a mapping file. matched: somebody
    has looked at the columns, or said them, so nothing is asked. amends: what was answered to rows
    that could not be read; unused: some of it since the check. answered: what was said of the
    same file before was looked for. told: what was said so far of how far the files tell. sheets:
    of one workbook for leavers and headcounts, the sheets of each. dropped: headings of which
    something was said and that these files do not have. as_last: the columns are read as somebody
    said of the last file with these headings. path_read: nobody said that the area is a path of
    several columns, and it is read so. corrects: the id of the upload whose place these files take.
    """

    files: list[str]
    by: str
    at: str
    shape: str = ""
    full_roster: bool = False
    mapping: dict[str, Any] = field(default_factory=dict)
    mapping_name: str = ""
    matched: bool = False
    headcounts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    amends: list[Amend] = field(default_factory=list)
    unused: bool = False
    answered: bool = False
    told: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, list[str]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    as_last: bool = False
    path_read: bool = False
    corrects: str = ""

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> Self:
        """As it was written down, by an earlier version perhaps: one sheet was no list then."""
        sheets = {
            of: [each] if isinstance(each, str) else each
            for of, each in kept.get("sheets", {}).items()
        }
        amends = [Amend(*each) for each in kept.get("amends", ())]
        return cls(**{**kept, "amends": amends, "sheets": sheets})

    def matched_as(self, said: dict[str, Any], name: str, *, by: Person, at: datetime) -> Wish:
        """The same files, their columns read as somebody says now."""
        return replace(
            self,
            mapping=said,
            mapping_name=name or self.mapping_name,
            matched=True,
            dropped=[],
            as_last=False,
            path_read=False,
            by=str(by.pk),
            at=at.isoformat(),
        )

    def of_sheet(self, sheet: str) -> Wish:
        """Another sheet of the same workbook. Of it nothing is known yet, but that it names nobody
        where the one before was read so."""
        file = {**self.mapping.get("file", {}), "sheet": sheet}
        mapping = {**self.mapping, "file": file, "columns": {}, "department": {}}
        shape = self.shape if self.shape == Shape.COUNTS else ""
        return replace(
            self, shape=shape, mapping=mapping, mapping_name="", matched=False, amends=[]
        )

    def read_as(self, section: str, key: str, value: str) -> Wish:
        """The same files with one thing about them read otherwise; empty: as it is guessed."""
        kept = {name: each for name, each in self.mapping.get(section, {}).items() if name != key}
        kept |= {key: value} if value else {}
        rest = {name: each for name, each in self.mapping.items() if name != section}
        return replace(self, mapping={**rest, **({section: kept} if kept else {})})

    def read_in(self, ways: Mapping[str, str], worker_types: Mapping[str, str]) -> Wish:
        """Whole files as somebody said before, but for what is said of these. See `intake.ways`."""
        wish = self
        for word, value in worker_types.items():
            if word not in self.mapping.get(WORKER_TYPES, {}):
                wish = wish.read_as(WORKER_TYPES, word, value)
        for name, value in ways.items():
            section, key, _words = PLACES[name]
            if key not in wish.mapping.get(section, {}):
                wish = wish.read_as(section, key, value)
        return wish

    def reading(self, columns: Mapping[str, str]) -> Wish:
        """The same files with these headings read as these fields. What was said of rows that
        could not be read before, such as that they be left out, holds no longer."""
        said = {**self.mapping.get("columns", {}), **columns}
        return replace(self, mapping={**self.mapping, "columns": said}, amends=[], unused=False)

    def as_jobs(self) -> Wish:
        """The same files with a job in each row; what would be otherwise then is guessed anew."""
        columns = self.mapping.get("columns", {})
        kept = {heading: each for heading, each in columns.items() if each not in OF_A_PERSON}
        mapping = {**self.mapping, "columns": kept} if columns else self.mapping
        return replace(
            self, shape=Shape.HISTORY.value, mapping=mapping, mapping_name="", matched=False,
            amends=[],
        )  # fmt: skip

    def as_counts(self, headcounts: Sequence[str]) -> Wish:
        """The same files, without persons, and headcounts that lie beside them now."""
        return replace(
            self, shape=Shape.COUNTS.value, full_roster=False, mapping={}, mapping_name="",
            matched=False, amends=[], headcounts=[*self.headcounts, *headcounts],
        )  # fmt: skip

    @property
    def heard(self) -> dict[str, Any]:
        """The mapping, as far as somebody said it."""
        apart = "department" if self.path_read else ""
        return {section: said for section, said in self.mapping.items() if section != apart}

    @property
    def file_name(self) -> str:
        return ", ".join(self.files)[:NAME_LENGTH]
