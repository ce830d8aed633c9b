"""What leave reasons mean, said of a check that waits: its rows take the class at once.

A word decides nothing but the class of its rows. So the files need no second look, unless people
who are known already left with that word: then it decides whether anything changes for them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tandem.organisation.intake.counts.staging import moved_in
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.lane import FILE_NAME as PLAIN
from tandem.organisation.intake.reasons import NO_LEAVING
from tandem.organisation.intake.rejected import write_found
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.staging import FILE_NAME, Staging
from tandem.organisation.models import LeaverCount, Meaning

OF_WORDS = (Kind.UNKNOWN_REASON, Kind.TRANSFER_OUT)
OF_THE_KNOWN = """
WITH said AS (SELECT value FROM json_each(?))
SELECT 1 FROM rows WHERE known AND (reason IN said OR number IN (
    SELECT number FROM spells WHERE reason IN said)) LIMIT 1
"""
OF_KINDS = "SELECT seq, problem FROM problems WHERE kind IN (SELECT value FROM json_each(?))"
NAME = {
    "leavers": "UPDATE leavers SET reason_class = ? WHERE reason = ?",
    "rows": "UPDATE rows SET reason_class = ? WHERE reason = ?",
    "spells": "UPDATE spells SET reason_class = ? WHERE reason = ?",
}


def take_reasons(folder: Path, said: Mapping[str, Meaning]) -> bool:
    """Give the rows of a check the classes of these words. Atomic for who reads the workbench.

    said: a word as it stands in the files, or like it, to what it means. False, and nothing is
    changed, where the files have to be checked again instead: the workbench is gone, rows of
    people and counts that are known already have one of the words, or the file is so large that
    rows were set aside in a form that web processes do not open.
    """
    if not (folder / FILE_NAME).exists() or (folder / PLAIN).exists():
        return False
    if Meaning.NOT_A_LEAVING in said.values():
        return False  # then who is gone is another question
    report = Report.read(folder)
    classes = {plain(word): reason for word, reason in said.items()}
    words = {
        each.word: classes[key] for each in report.reasons if (key := plain(each.word)) in classes
    }
    if any(each.word in words and each.reason_class == NO_LEAVING for each in report.reasons):
        return False
    if len({plain(word) for word in words}) < len(classes):
        return False  # one of them stands outside of what the report names
    with Staging.opened(folder) as staging:
        if is_of_the_known(staging, report.shape, words):
            return False
        name_them(staging, report.shape, words)
        forget_problems(staging, classes)
        report.reasons = [
            replace(each, reason_class=words[each.word]) if each.word in words else each
            for each in report.reasons
        ]
        if report.shape is Shape.COUNTS:
            report.moved = moved_in(staging.db)
        write_found(staging, folder, report)
    rewrite(report, folder)
    return True


def is_of_the_known(staging: Staging, shape: Shape, words: Mapping[str, Meaning]) -> bool:
    """Whether the class of one of these words decides what is new."""
    if shape is Shape.COUNTS:
        return LeaverCount.objects.filter(reason__in=words).exists()
    asked = json.dumps(list(words))
    return staging.db.execute(OF_THE_KNOWN, (asked,)).fetchone() is not None


def name_them(staging: Staging, shape: Shape, words: Mapping[str, Meaning]) -> None:
    tables = ("leavers",) if shape is Shape.COUNTS else ("rows", "spells")
    for table in tables:
        said = [(reason.value, word) for word, reason in words.items()]
        staging.db.executemany(NAME[table], said)


def forget_problems(staging: Staging, classes: Mapping[str, Meaning]) -> None:
    found = staging.db.execute(OF_KINDS, (json.dumps(OF_WORDS),)).fetchall()
    settled = [(seq,) for seq, text in found if plain(str(json.loads(text)["value"])) in classes]
    staging.db.executemany("DELETE FROM problems WHERE seq = ?", settled)


def rewrite(report: Report, folder: Path) -> None:
    """In place of the one that lies there, so that no page reads half of it."""
    beside = folder / "said"
    beside.mkdir(exist_ok=True, mode=0o700)
    report.write(beside)
    for file in beside.iterdir():
        file.replace(folder / file.name)
    beside.rmdir()
