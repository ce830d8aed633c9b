"""Importing counts in tests: files as pictures in, and what then holds as pictures out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.counted import Counted
from tandem.organisation.intake.amends import Amend
from tandem.organisation.models import Area, Import
from tandem.organisation.tests.intake.office import MONDAY, csv, path_of


@dataclass
class CountingOffice:
    """An HR office that keeps no persons."""

    folder: Path
    at: datetime = MONDAY

    def incoming(self, content: str | bytes, name: str) -> intake.Incoming:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return intake.Incoming(name, path)

    def mapping(self, toml: str) -> intake.Mapping:
        path = self.folder / "mapping.toml"
        path.write_text(toml, encoding="utf-8")
        return intake.read_mapping(path)

    def look(
        self,
        leavers: str | bytes,
        heads: str | None = None,
        *,
        mapping: str = "",
        codes: Path | None = None,
        import_id: uuid.UUID | None = None,
        name: str = "leavers.csv",
        amends: Sequence[Amend] = (),
        as_of: date | None = None,
    ) -> intake.Report:
        """Check only. leavers, heads: pictures, or bytes as they are."""
        given = csv(leavers) if isinstance(leavers, str) else leavers
        return intake.check(
            [self.incoming(given, name)],
            folder=self.folder_of(import_id or uuid.uuid4()),
            today=self.at.date(),
            mapping=self.mapping(mapping),
            shape=intake.Shape.COUNTS,
            headcounts=[self.incoming(csv(heads), "heads.csv")] if heads else (),
            codes=codes,
            amends=amends,
            as_of=as_of,
        )

    def folder_of(self, import_id: uuid.UUID) -> Path:
        return intake.folder_of(self.folder / "uploads", import_id)

    def bring(
        self,
        leavers: str,
        heads: str | None = None,
        *,
        mapping: str = "",
        expect_many: bool = True,
        amends: Sequence[Amend] = (),
    ) -> Import:
        """Check and apply, also what has fewer leavers than are known."""
        import_id = uuid.uuid4()
        report = self.look(leavers, heads, mapping=mapping, import_id=import_id, amends=amends)
        kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=self.at)
        uploads = self.folder / "uploads"
        return intake.apply(
            import_=kept, by=OPERATOR, at=self.at, uploads=uploads, expect_many=expect_many
        )


def holding() -> list[str]:
    """What holds of leavers: "area | month | reason class people …", quiet months too."""
    named = {area.id: path_of(area) for area in Area.objects.all()}
    found = []
    for area, months in Counted().leavers():
        for month, leavers in months.items():
            said = sorted(f"{reason_class or '?'} {n}" for (_w, reason_class), n in leavers.items())
            found.append(" | ".join([named[area], f"{month:%Y-%m}", *said]))
    return sorted(found)


def heads_holding() -> list[str]:
    """The same of headcounts: "area | month | people joiners moved-in moved-out", "." unknown."""
    named = {area.id: path_of(area) for area in Area.objects.all()}
    return sorted(
        f"{named[area]} | {month:%Y-%m} | "
        + " ".join("." if number is None else str(number) for number in heads)
        for area, months in Counted().heads()
        for month, heads in months.items()
    )
