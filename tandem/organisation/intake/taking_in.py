"""Reading every row into the workbench, with the problems of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tandem.organisation.intake import returns
from tandem.organisation.intake.coded import unknown_codes
from tandem.organisation.intake.codes_beside import CodesBeside
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import SHOWN, Kind, Place, Problem
from tandem.organisation.intake.history import shelf
from tandem.organisation.intake.history.lines import read_line
from tandem.organisation.intake.history.same_day import gone_after
from tandem.organisation.intake.moves import note_moves_in_part
from tandem.organisation.intake.opened import Opened
from tandem.organisation.intake.persons import read_row
from tandem.organisation.intake.progress import Progress, Step
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.reasons import why_left
from tandem.organisation.intake.returns import Again
from tandem.organisation.intake.spelling import plain, tidy
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.staying import Staying
from tandem.organisation.intake.stored_rows import InWords
from tandem.organisation.intake.survey import note_together, notes
from tandem.organisation.intake.twice import told_apart
from tandem.organisation.intake.values import Cells, Layout, Row, area_told, has_slipped, names
from tandem.organisation.intake.ways import LeavingDay
from tandem.organisation.intake.worker_types import TypesSeen, is_outside, never_started

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain
    from tandem.organisation.intake.report import Report

WORDS_NOTED = 1000  # different leave reasons that are noted
OFTEN = 2000  # rows between two words on progress
STAY, JOB = (Field.HIRED, Field.LEFT), (Field.SPELL_FROM, Field.SPELL_TO)


@dataclass(slots=True)
class Reading:
    """Reading every row into the staging, with the problems of each."""

    staging: Staging
    opened: Sequence[Opened]
    progress: Progress
    plain: Plain | None = None
    reasons: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    done: int = 0
    amended: int = 0
    left_out: int = 0
    told_again: int = 0
    types: dict[int, TypesSeen] = field(default_factory=dict)
    beside: dict[int, CodesBeside] = field(default_factory=dict)
    today: date = date.max
    staying: Staying = field(init=False)

    def __post_init__(self) -> None:
        self.staying = Staying.of(self.today, [each.layout for each in self.opened])

    def read_all(self) -> None:
        total = sum(each.seen.rows for each in self.opened)
        for file, each in enumerate(self.opened):
            self.staging.add_file(file, each.source.name, each.layout.columns.position)
            self.staging.note(file, *notes(each.source, each.seen))
            self.staging.note(file, *note_together(each.source, each.seen, each.layout))
            self.staging.note(file, *each.noted)
            note_moves_in_part(self.staging, file, each.layout)
            for record in self.left_over(file, each):
                self.take(file, record, each.layout)
                self.done += 1
                if self.done % OFTEN == 0:
                    self.progress(Step.READING, self.done, total)
            unknown = unknown_codes(each.source.name, each.layout.columns, each.layout.codes)
            self.staging.note(file, *unknown)
        self.staging.note(self.staying.seen.number, *self.staying.seen.notes())
        self.staging.note(self.staying.beside.file, *self.staying.beside.notes())

    def tell_reasons(self, report: Report) -> None:
        """What the words for leaving mean, once it is known which rows tell of one."""
        if self.plain:
            for file, reason, line, count in self.plain.reasons():
                first, others = self.reasons.get((file, reason), (line, 0))
                self.reasons[file, reason] = (min(first, line), others + count)
        self.note_reasons()
        codes = {word: code for each in self.beside.values() for word, code in each.told().items()}
        report.tell_reasons(self.reasons_told(), codes)

    def hear_codes(self, file: int, record: Record, layout: Layout, reason: str) -> None:
        if reason:
            self.beside.setdefault(file, CodesBeside()).hear(record.cells, layout.columns, reason)

    def left_over(self, file: int, opened: Opened) -> Iterator[Record]:
        """The rows that were not set aside."""
        if self.plain is None:
            return opened.source.records()
        aside = self.plain.lines(file)
        self.done += aside.count
        if aside.count == opened.seen.rows:
            return iter(())
        return (each for each in opened.source.records() if each.line not in aside)

    def take(self, file: int, came: Record, layout: Layout) -> None:
        """Read the row as it came, or as somebody says it is."""
        record = layout.amends.of(came)
        if record is not None:
            self.amended += record is not came
            if self.is_outside(file, record, layout):
                self.leave_out(file, record, layout)
            else:
                self.read_leaving(file, record, layout)
            return
        self.left_out += 1
        number = layout.columns.cell(came.cells, Field.NUMBER)
        told = told_of_row(came, layout)
        self.staging.refuse(file, came.line, number, area_told(came, layout), told)
        self.staging.note(file, Place(layout.file, came.line).found(Kind.LEFT_OUT))

    def read_leaving(self, file: int, record: Record, layout: Layout) -> None:
        """Without what its remark takes back."""
        told = self.staying.as_told(file, self.opened[file].source, record, layout)
        if told is not None:
            self.read(file, told, layout)

    def is_outside(self, file: int, record: Record, layout: Layout) -> bool:
        """Whether it is of somebody who is not employed, or never was."""
        if has_slipped(record, layout):
            return False
        said, seen = layout.mapping.ways.worker_types, self.types.setdefault(file, TypesSeen())
        if (reason := self.why_nobody(record, layout)) and seen.is_outside(reason, said):
            return True
        kind = tidy(layout.columns.cell(record.cells, Field.WORKER_TYPE))
        return Field.WORKER_TYPE in layout.columns and seen.is_outside(kind, said)

    def why_nobody(self, record: Record, layout: Layout) -> str:
        """The leave reason of a row that is of nobody: they never started."""
        cell = partial(layout.columns.cell, record.cells)
        reason = tidy(why_left(cell(Field.LEAVING_KIND), cell(Field.REASON)))
        return reason if never_started(reason) else ""

    def leave_out(self, file: int, record: Record, layout: Layout) -> None:
        """Whom somebody names as their manager may be one of them."""
        number = tidy(layout.columns.cell(record.cells, Field.NUMBER))
        self.staging.leave_out(number, told_of_row(record, layout).name)

    def tell_types(self) -> None:
        """Who is employed, once it is known what becomes of all rows."""
        for file, each in enumerate(self.opened):
            self.staging.note(file, *self.note_types(file, each))

    def later(self) -> int | None:
        """How many of those who are left out are employed later; None where nothing tells it."""
        return None

    def note_types(self, file: int, opened: Opened) -> list[Problem]:
        seen = self.types.get(file, TypesSeen())
        said = opened.layout.mapping.ways.worker_types
        if opened.looked:
            for kind in opened.looked.values.get(Field.WORKER_TYPE, ()):
                if not is_outside(kind, said):  # those who are were read row by row
                    seen.is_outside(tidy(kind), said)
        return seen.notes(opened.layout, opened.seen.rows, self.later())

    def read(self, file: int, record: Record, layout: Layout) -> None:
        row, problems = read_row(record, layout)
        again = returns.take(self.staging, file, record.line, row) if row else None
        if again and row:
            problems.append(self.said_again(record, layout, row, again))
        if row is None or (again and again.kind is Kind.DUPLICATE_ID):
            number = layout.columns.cell(record.cells, Field.NUMBER)
            told = told_of_row(record, layout)
            self.staging.refuse(file, record.line, number, area_told(record, layout), told)
        elif row.reason:
            self.count_reason(file, record.line, row)
            self.hear_codes(file, record, layout, row.reason)
        if problems:
            self.staging.note(file, *problems)

    def said_again(self, record: Record, layout: Layout, row: Row, again: Again) -> Problem:
        """The word on a row whose employee id stands already."""
        place = Place(layout.file, record.line, layout.columns.heading(Field.NUMBER))
        differ = told_apart(again.other, row, record.line)
        self.told_again += bool(differ)
        if again.kind is not Kind.DUPLICATE_ID:
            return place.found(again.kind, row.number, **again.facts)
        file, line, _row = again.other
        facts = {"first": line, "first_file": self.opened[file].source.name, "differ": differ}
        return place.found(again.kind, row.number, rival=(file, line), **facts)

    def count_reason(self, file: int, line: int, row: Row) -> None:
        if row.reason_class and self.opened[file].layout.understand(row.reason) is None:
            return  # its code says what it means
        first, count = self.reasons.get((file, row.reason), (line, 0))
        if count or len(self.reasons) < WORDS_NOTED:
            self.reasons[file, row.reason] = (min(first, line), count + 1)

    def reasons_told(self) -> Counter[tuple[str, str]]:
        """Each word with its class, empty where nobody knows it, and in how many rows it is."""
        told: Counter[tuple[str, str]] = Counter()
        for (file, reason), (_line, count) in self.reasons.items():
            understood = self.opened[file].layout.understand(reason)
            told[reason, understood.told if understood else ""] += count
        return told

    def note_reasons(self) -> None:
        """One note for each reason that has no class, or is a transfer out."""
        for (file, reason), (line, count) in self.reasons.items():
            if not plain(reason):
                continue  # "?" says nothing
            layout = self.opened[file].layout
            understood = layout.understand(reason)
            if understood is None or understood.out:  # of no leaving there is nothing to say
                kind = Kind.TRANSFER_OUT if understood else Kind.UNKNOWN_REASON
                place = Place(layout.file, line, layout.columns.heading(Field.REASON))
                self.staging.note(file, place.found(kind, reason, count=count))


def told_of_row(record: Record, layout: Layout) -> InWords:
    """The name and the days as they stand in a row; nothing where its cells have slipped."""
    if has_slipped(record, layout):
        return InWords()
    cells = Cells(record, layout)
    days = JOB if Field.SPELL_FROM in layout.columns else STAY
    said = [cells.optional(each)[:SHOWN] for each in days]
    return InWords(
        " ".join(names(cells)).strip()[:SHOWN], " – ".join(said).strip() if any(said) else ""
    )


class HistoryReading(Reading):
    """The same of a job history, where each row is a job."""

    def read(self, file: int, record: Record, layout: Layout) -> None:
        line, problems = read_line(file, record, layout)
        if line is None:
            number = layout.columns.cell(record.cells, Field.NUMBER)
            told = told_of_row(record, layout)
            self.staging.refuse(file, record.line, number, area_told(record, layout), told)
        elif line.rescinds:
            shelf.put_rescinded(self.staging, line)
        else:
            self.hear_codes(file, record, layout, line.row.reason)
            shelf.put(self.staging, line)  # what its reason ends is known once all are together
        if problems:
            self.staging.note(file, *problems)

    def why_nobody(self, record: Record, layout: Layout) -> str:
        """Of a history a row is one job: leaving it out would leave the others."""
        return ""

    def later(self) -> int:
        return shelf.employed_later(self.staging)

    def leave_out(self, file: int, record: Record, layout: Layout) -> None:
        """A job before it that has no end ends where they are employed no longer."""
        line, _problems = read_line(file, record, layout)
        if line is not None:
            worked = layout.mapping.ways.leaving_day is LeavingDay.WORKED
            shelf.put_outside(self.staging, gone_after(line) if worked else line)
