"""What a check leaves beside the report: all problems, and the rows that were not taken."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.organisation.intake.cells import plain_cell
from tandem.organisation.intake.reading import Source
from tandem.organisation.intake.report import PROBLEMS, Report
from tandem.organisation.intake.staging import Staging


def write_rejected(staging: Staging, sources: list[Source], folder: Path) -> None:
    """One file per file given, where it has refused rows: `rejected.csv`, or numbered."""
    for file, source in enumerate(sources):
        name = "rejected.csv" if len(sources) == 1 else f"rejected-{file + 1}.csv"
        reasons = staging.reasons_of_refusal(file)
        first = next(reasons, None)
        if first is None:
            continue
        # With the mark that lets spreadsheets see UTF-8.
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as target:
            out = csv.writer(target, delimiter=source.delimiter)
            out.writerow([*map(plain_cell, source.header), _("Reason not taken")])
            waiting: tuple[int, str] | None = first
            for record in source.records():
                if waiting is None:
                    break
                if record.line == waiting[0]:
                    short = len(source.header) - len(record.cells)
                    cells = map(plain_cell, record.cells)
                    out.writerow([*cells, *[""] * short, waiting[1]])
                    waiting = next(reasons, None)


def rejected_files(folder: Path) -> list[Path]:
    """Those of one check, in the order of the files given."""
    return sorted(folder.glob("rejected*.csv"), key=lambda path: (len(path.name), path.name))


def source_of(rejected: Path) -> int:
    """Which of the files given these rows are of."""
    return int(rejected.stem.partition("-")[2] or 1) - 1


def write_problems(staging: Staging, folder: Path, report: Report) -> None:
    staging.count_repeated()
    write_found(staging, folder, report)


def write_found(staging: Staging, folder: Path, report: Report) -> None:
    """All problems there are now, and the first of them into the report."""
    report.kinds = staging.kinds()
    report.problems, report.first = [], {}
    with (folder / PROBLEMS).open("w", encoding="utf-8") as file:
        for problem in staging.problems():
            report.add(problem)
            file.write(json.dumps(problem.as_json(), ensure_ascii=False) + "\n")
