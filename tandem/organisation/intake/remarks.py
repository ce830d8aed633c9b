"""What columns that are not read say is for whoever answers a check, and goes with it.

The first values of every column are shown, so that somebody can say what it holds, and a remark is
repeated where it may mean something. Such words may be free text about one person: once the check
is settled, nothing of them stays.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.report import PROBLEMS, FileSeen, Report

OF_REMARKS = frozenset({Kind.WITHDRAWN_BY_REMARK, Kind.REASON_BY_REMARK})


def forget_unread(folder: Path) -> None:
    """From the report and the list of problems of an import that was applied. A folder without a
    report has nothing to forget."""
    try:
        report = Report.read(folder)
    except FileNotFoundError:
        return
    report.files = [without_unread(each) for each in report.files]
    told = OF_REMARKS & report.first.keys()
    report.problems = [each for each in report.problems if each.kind not in OF_REMARKS]
    report.asks = [each for each in report.asks if each.kind not in OF_REMARKS]
    report.first = {kind: each for kind, each in report.first.items() if kind not in OF_REMARKS}
    report.write(folder)
    if told:
        listed = folder / PROBLEMS
        lines = listed.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if json.loads(line)["kind"] not in OF_REMARKS]
        listed.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")


def without_unread(file: FileSeen) -> FileSeen:
    """Without the first values of columns that nothing was read from."""
    columns = [each if each.field else replace(each, values=[]) for each in file.columns]
    return replace(file, columns=columns)
