"""What an import says of people that is closed to everybody, and the codes of their departments.

Both lie beside the accepted rows until the import is applied.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from tandem.access.audit import Bulk
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import yes_or_no
from tandem.organisation.intake.staging import BATCH, BETWEEN_AREAS, Staging
from tandem.organisation.models import ClosedFact, Import

SAID = """
SELECT r.seq, r.person, e.said FROM rows r JOIN extras e ON e.file = r.file AND e.line = r.line
WHERE r.person IS NOT NULL AND r.seq > ? ORDER BY r.seq LIMIT ?
"""
CODES = """
SELECT r.department, json_extract(e.said, ?) AS code FROM (
    SELECT seq, file, line, department FROM rows
    UNION ALL SELECT seq, file, line, department FROM spells WHERE stay IS NOT NULL
) r
JOIN extras e ON e.file = r.file AND e.line = r.line
WHERE code IS NOT NULL GROUP BY r.department ORDER BY min(r.seq)
"""
LATEST = "SELECT department, max(start_on) FROM spells WHERE stay IS NOT NULL GROUP BY department"
FACTS = ("pay_band", "rating", "high_potential", "regretted")


def codes_of(staging: Staging) -> dict[tuple[str, ...], str]:
    """The code of each department path; of several the first."""
    rows = staging.db.execute(CODES, (f'$."{Field.DEPARTMENT_CODE}"',))
    return {tuple(path.split(BETWEEN_AREAS)): code for path, code in rows}


def departments_newest_first(staging: Staging) -> list[tuple[str, ...]]:
    """As `Staging.departments`; of several names with one code that of the latest job first.

    A history tells an area under each name it had, and it is called as it is called now.
    """
    paths, codes = list(staging.departments()), codes_of(staging)
    if staging.shape is not Shape.HISTORY or not codes:
        return paths
    latest = {tuple(path.split(BETWEEN_AREAS)): day for path, day in staging.db.execute(LATEST)}
    first: dict[object, int] = {}
    for at, path in enumerate(paths):
        first.setdefault(codes.get(path, path), at)
    newest = sorted(paths, key=lambda path: latest.get(path, ""), reverse=True)
    return sorted(newest, key=lambda path: first[codes.get(path, path)])


def note_renamed(staging: Staging, place: Place) -> None:
    """Areas that the file calls by two names under one code."""
    codes = codes_of(staging)
    called: dict[str, tuple[str, ...]] = {}
    for path in departments_newest_first(staging):
        code = codes.get(path, "")
        now = called.setdefault(code, path) if code else path
        if now != path:
            facts = {"known": " / ".join(path), "code": code}
            staging.note(0, place.found(Kind.AREA_RENAMED, " / ".join(now), **facts))


def closed_facts(staging: Staging, import_: Import, today: date) -> Iterator[Bulk]:
    """One row for each person of whom the files say something that is not known yet."""
    after = 0
    while rows := staging.db.execute(SAID, (after, BATCH)).fetchall():
        after = rows[-1][0]
        said = {UUID(person): _fact(json.loads(text)) for _seq, person, text in rows}
        latest = ClosedFact.objects.latest_of(said)
        new = []
        for person, fact in said.items():
            if fact is not None and not _same(fact, latest.get(person)):
                fact.person_id, fact.as_of, fact.brought_by = person, today, import_
                new.append(fact)
        yield Bulk(new=new)


def _fact(said: Mapping[str, str]) -> ClosedFact | None:
    """None where only a department's code was said."""
    fact = ClosedFact(
        pay_band=said.get(Field.PAY_BAND, ""),
        rating=said.get(Field.RATING, ""),
        high_potential=yes_or_no(said.get(Field.HIGH_POTENTIAL, "")),
        regretted=yes_or_no(said.get(Field.REGRETTED, "")),
    )
    return None if set(said) <= {Field.DEPARTMENT_CODE} else fact


def _same(fact: ClosedFact, known: ClosedFact | None) -> bool:
    return known is not None and all(getattr(fact, n) == getattr(known, n) for n in FACTS)
