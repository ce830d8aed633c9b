"""Answers to rows, kept for the same file once more: an import that was undone is tried again.

They lie beside what the import leaves and are used for a file that is the same to the last byte.
What was said of areas, of values wherever they stand and of years of two digits holds for the next
file with these headings too, and is kept longer: it names nobody. So is what was said of a single
row, by a digest of all it says, for the file in which that very row stands again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.counts.months import read_month
from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.fields import RESTRICTED, Field
from tandem.organisation.intake.mapping import YEARS
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.rows_said import Row
from tandem.organisation.intake.saved import compared
from tandem.organisation.intake.ways import WORKER_TYPES
from tandem.organisation.intake.ways import kept as kept_ways
from tandem.organisation.models import Import, ImportState
from tandem.rooms.company.statuses import uploads

Said = Mapping[str, Any]
"""The sections of a mapping file."""

LOOKED_AT = 24  # imports, the latest first
ANSWERS, LASTING = "answers.json", "lasting.json"
DAYS_KEPT, DAYS_LASTING = 14, 400
OF_COLUMNS = ("columns", "department")
"""Sections of a mapping file."""
OF_PEOPLE = {
    *RESTRICTED,
    *(Field.NUMBER, Field.FIRST_NAME, Field.LAST_NAME, Field.FULL_NAME),
    *(Field.EMAIL, Field.MANAGER),
}
"""Fields whose values tell who somebody is: nothing of them is kept for another file."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """What holds for each file of a kind. headings: as they are compared. rows: of single
    ones. ways: how whole files are read, see `intake.ways`. columns: the sections of a mapping
    file that say which is which, where somebody has said that. worker_types: who is employed."""

    headings: list[str] = field(default_factory=list)
    amends: list[Amend] = field(default_factory=list)
    years: int | None = None
    rows: list[Row] = field(default_factory=list)
    ways: dict[str, str] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    worker_types: dict[str, str] = field(default_factory=dict)


def keep_lasting(
    import_id: UUID,
    report: Report,
    amends: Sequence[Amend],
    mapping: Said,
    rows: Sequence[Row] = (),
) -> None:
    """Of an import that was applied. rows: what was said of single ones."""
    names_people = {
        column.heading for file in report.files for column in file.columns
        if column.field in OF_PEOPLE
    }  # fmt: skip
    held = [
        each for each in amends
        if each.is_of_an_area or (
            each.line is None and not each.leaves_out and each.heading not in names_people
        )
    ]  # fmt: skip
    years = mapping.get("dates", {}).get(YEARS)
    rows = [each for each in rows if each[1] not in names_people]
    ways = kept_ways(mapping)
    columns = {name: mapping[name] for name in OF_COLUMNS if mapping.get(name)}
    types = mapping.get(WORKER_TYPES, {})
    if held or rows or ways or columns or types or years is not None:
        lasting = Lasting(headings_of(report), held, years, rows, ways, columns, types)
        text = json.dumps(asdict(lasting), ensure_ascii=False)
        (folder_of(uploads(), import_id) / LASTING).write_text(text, encoding="utf-8")


def lasting_for(report: Report) -> Lasting:
    """What was said in the latest import of a file with these headings, undone or not."""
    return lasting_of(headings_of(report), report.shape.value)


def lasting_of(headings: Sequence[str], shape: str) -> Lasting:
    """headings: as they are compared."""
    states = [ImportState.APPLIED, ImportState.UNDONE]
    settled = Import.objects.filter(state__in=states, shape=shape)
    for import_id in settled.order_by("-applied_at").values_list("pk", flat=True)[:LOOKED_AT]:
        file = folder_of(uploads(), import_id) / LASTING
        kept = read_lasting(file) if file.exists() else Lasting()
        if without_months(kept.headings) == without_months(headings):
            return kept
    return Lasting()


def without_months(headings: Iterable[str]) -> list[str]:
    """A file with a column for each month has one more the next time, and is of the same kind."""
    return [
        each for each in headings
        if not each.isdigit() and read_month(each, Order.DAY_FIRST, short=True) is None
    ]  # fmt: skip


def read_lasting(file: Path) -> Lasting:
    kept = json.loads(file.read_text(encoding="utf-8"))
    amends = [Amend(*each) for each in kept["amends"]]
    rows: list[Row] = [(each[0], *each[1:]) for each in kept.get("rows", ())]
    later = {name: kept.get(name, {}) for name in ("ways", "columns", "worker_types")}
    return Lasting(kept["headings"], amends, kept["years"], rows, **later)


def headings_of(report: Report) -> list[str]:
    return compared(column.heading for file in report.files for column in file.columns)


def keep_answers(import_id: UUID, amends: list[Amend]) -> None:
    """Of an import that was applied."""
    if amends:
        file = folder_of(uploads(), import_id) / ANSWERS
        file.write_text(json.dumps(amends, ensure_ascii=False), encoding="utf-8")


def answers_before(digest: str, shape: str) -> list[Amend]:
    """Those given to the same file, in the import of it that was undone last."""
    undone = Import.objects.filter(state=ImportState.UNDONE, digest=digest, shape=shape)
    for import_id in undone.order_by("-undone_at").values_list("pk", flat=True):
        file = folder_of(uploads(), import_id) / ANSWERS
        if file.exists():
            return [Amend(*each) for each in json.loads(file.read_text(encoding="utf-8"))]
    return []


def keep_on(import_id: UUID) -> None:
    """From the undo on they are kept as long again."""
    file = folder_of(uploads(), import_id) / ANSWERS
    if file.exists():
        file.touch()


def forget_answers(at: datetime) -> None:
    for name, days in ((ANSWERS, DAYS_KEPT), (LASTING, DAYS_LASTING)):
        oldest = (at - timedelta(days=days)).timestamp()
        for file in uploads().glob(f"*/{name}"):
            remove_if_older(file, oldest)


def remove_if_older(file: Path, oldest: float) -> None:
    if file.exists() and file.stat().st_mtime < oldest:
        file.unlink(missing_ok=True)
