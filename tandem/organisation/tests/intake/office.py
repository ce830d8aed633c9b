"""Importing in tests: files as pictures in, and what the organisation then is as pictures out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.utils.timezone import localdate

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.intake.amends import Amend
from tandem.organisation.models import Area, Assignment, Duty, Employment, Import, Person, Spell

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = MONDAY.date()
LATER = MONDAY + timedelta(days=30)


def csv(picture: str) -> str:
    """A CSV file from a picture with cells between bars."""
    lines = [line for line in picture.strip().splitlines() if line.strip()]
    return "\n".join(",".join(cell.strip() for cell in line.split("|")) for line in lines) + "\n"


@dataclass
class Office:
    """An HR office with a folder for uploads."""

    folder: Path
    at: datetime = MONDAY
    steps: list[intake.Step] = field(default_factory=list)

    @property
    def uploads(self) -> Path:
        return self.folder / "uploads"

    def file(self, content: str | bytes, name: str = "people.csv") -> intake.Incoming:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return intake.Incoming(name, path)

    def mapping(self, toml: str) -> intake.Mapping:
        path = self.folder / "mapping.toml"
        path.write_text(toml, encoding="utf-8")
        return intake.read_mapping(path)

    def look(
        self,
        *contents: str | bytes,
        mapping: intake.Mapping = intake.GUESSED,
        full_roster: bool = False,
        import_id: uuid.UUID | None = None,
        shape: intake.Shape = intake.Shape.PERSON,
        amends: Sequence[Amend] = (),
    ) -> intake.Report:
        """Check only."""
        names = ["people.csv"] if len(contents) == 1 else [f"{n}.csv" for n in range(len(contents))]
        return intake.check(
            [self.file(each, name) for each, name in zip(contents, names, strict=True)],
            folder=intake.folder_of(self.uploads, import_id or uuid.uuid4()),
            today=localdate(self.at),
            mapping=mapping,
            full_roster=full_roster,
            shape=shape,
            amends=amends,
            progress=lambda step, _done, _total: self.steps.append(step),
        )

    def keep(
        self,
        *contents: str | bytes,
        mapping: intake.Mapping = intake.GUESSED,
        full_roster: bool = False,
        shape: intake.Shape = intake.Shape.PERSON,
        amends: Sequence[Amend] = (),
    ) -> Import:
        """Check and write down that it waits."""
        import_id = uuid.uuid4()
        report = self.look(
            *contents, mapping=mapping, full_roster=full_roster, import_id=import_id, shape=shape,
            amends=amends,
        )  # fmt: skip
        return intake.keep(import_id=import_id, report=report, by=OPERATOR, at=self.at)

    def apply(
        self, import_: Import, *, expect_many: bool = True, as_of: date | None = None
    ) -> Import:
        return intake.apply(
            import_=import_, by=OPERATOR, at=self.at, uploads=self.uploads, expect_many=expect_many,
            as_of=as_of,
        )  # fmt: skip

    def bring(
        self,
        *contents: str | bytes,
        mapping: intake.Mapping = intake.GUESSED,
        full_roster: bool = False,
        shape: intake.Shape = intake.Shape.PERSON,
        as_of: date | None = None,
    ) -> dict[str, int]:
        """Check and apply; people new, changed, left and new areas, as counted while writing."""
        kept = self.keep(*contents, mapping=mapping, full_roster=full_roster, shape=shape)
        counts = self.apply(kept, as_of=as_of).counts
        return {**counts["people"], "areas": counts["areas"]["new"]}


def found(report: intake.Report) -> list[tuple[str, int | None, str | None, str | None]]:
    """Kind, line, column and value of each problem."""
    return [(each.kind, each.line, each.column, each.value) for each in report.problems]


def kinds(report: intake.Report) -> list[tuple[str, int | None]]:
    return [(each.kind, each.line) for each in report.problems]


def names() -> dict[str | None, str]:
    return {person.number: person.name for person in Person.objects.all()}


def areas() -> list[str]:
    """Every area as its path of names, sorted."""
    return sorted(path_of(area) for area in Area.objects.all())


def path_of(area: Area) -> str:
    return " / ".join([*(above.name for above in Area.objects.all().above(area)), area.name])


def stays(number: str) -> list[tuple[str, str, str, str]]:
    """First day, first day gone, reason and its class, of each stay."""
    return [
        (str(stay.start_on), day(stay.end_on), stay.reason, stay.reason_class)
        for stay in Employment.objects.filter(person__number=number)
    ]


def jobs(number: str) -> list[str]:
    """Each job as "from – to | area | manager | title", in order of time."""
    return list(_jobs(number))


def _jobs(number: str) -> Iterator[str]:
    spells = Spell.objects.filter(employment__person__number=number).order_by("start_on")
    for spell in spells.select_related("area", "manager"):
        days = f"{spell.start_on} – {day(spell.end_on)}"
        boss = spell.manager.number if spell.manager else None
        yield f"{days} | {path_of(spell.area)} | {boss or '.'} | {spell.title or '.'}"


def leaders() -> dict[str, str | None]:
    """Area to the employee id of who leads it now, by the record that has no end."""
    current = Assignment.objects.still().filter(duty=Duty.LEADS).select_related("area", "person")
    return {path_of(each.area): each.person.number for each in current}


def day(end: date | None) -> str:
    return "." if end is None else str(end)
