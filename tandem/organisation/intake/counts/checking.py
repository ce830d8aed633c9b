"""The check of counts: files in, a report and staged counts out. The database stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tandem.organisation.intake.amends import Amend, FileAmends, of_file
from tandem.organisation.intake.counts.again import Again
from tandem.organisation.intake.counts.asides import no_row
from tandem.organisation.intake.counts.asked import Asked
from tandem.organisation.intake.counts.blocks import Carrying
from tandem.organisation.intake.counts.fields import CountField, fields_of
from tandem.organisation.intake.counts.given import GivenTable, given_tables, note_given
from tandem.organisation.intake.counts.layout import CODED, OpenedCounts, open_counts
from tandem.organisation.intake.counts.no_leavers import NoLeavers
from tandem.organisation.intake.counts.reaching import leave_out_after
from tandem.organisation.intake.counts.rows import (
    Heads,
    Leaving,
    Read,
    read_heads,
    read_leaving,
    without_no_leaving,
)
from tandem.organisation.intake.counts.said import SaidOfCounts, said_of_counts
from tandem.organisation.intake.counts.settling import Settling
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.counts.telling import add_up, file_seen, in_words
from tandem.organisation.intake.counts.totals import Totals
from tandem.organisation.intake.counts.twice import Twice
from tandem.organisation.intake.dates import likely_years
from tandem.organisation.intake.doubts import counts_read, doubts
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.guessing import first_values
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.progress import Progress, Step
from tandem.organisation.intake.reading import Incoming, Record
from tandem.organisation.intake.reasons import NO_LEAVING
from tandem.organisation.intake.reasons_beside import ReasonsBeside
from tandem.organisation.intake.rejected import write_problems, write_rejected
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.staging import Staging
from tandem.organisation.models import CountedReason

OFTEN = 2000
WORDS_NOTED = 1000


@dataclass(frozen=True, slots=True)
class CountFiles:
    """What was given: leavers lists, headcounts, the mapping and the folder of code tables."""

    leavers: Sequence[Incoming]
    heads: Sequence[Incoming]
    mapping: Mapping
    codes: Path | None
    folder: Path
    amends: Sequence[Amend] = ()
    today: date | None = None  # by which it is proposed what two digits of a year stand for
    until: date | None = None  # the last day that may be counted


def look(given: CountFiles, progress: Progress) -> tuple[list[OpenedCounts], list[list[Problem]]]:
    """Every file, open, and what is wrong with its code tables. Raises FileUnusable."""
    said = said_of_counts(given.mapping)
    tables = [] if said.tables else given_tables(given.codes, given.folder)
    years = likely_years(given.today) if given.today else None
    asked = Asked(given.mapping, said, given.codes, given.folder, tables, years, bool(given.heads))
    opened: list[OpenedCounts] = []
    noted: list[list[Problem]] = []
    unusable: list[Problem] = []
    named = [*((each, False) for each in given.leavers), *((each, True) for each in given.heads)]
    for number, (incoming, heads) in enumerate(named):
        try:
            found, problems = open_counts(
                incoming,
                number,
                asked,
                lambda rows: progress(Step.LOOKING, rows, 0),
                heads=heads,
            )
        except FileUnusable as error:
            unusable += error.problems
        else:
            opened.append(found)
            noted.append(problems)
    if unusable:
        raise FileUnusable(*unusable)
    check_used(given.mapping, asked.said, opened)
    noted[0] += note_tables(tables, opened)
    return opened, noted


def note_tables(tables: Sequence[GivenTable], opened: Sequence[OpenedCounts]) -> list[Problem]:
    """What became of the tables that no mapping names."""
    used = {
        (codes.table, each.layout.heading(column) or "")
        for each in opened
        for column, codes in each.layout.codes.items()
    }
    values = [each.seen.codes_of(column) for each in opened for column in CODED]
    return note_given(tables, used, values) if tables else []


def check_used(mapping: Mapping, said: SaidOfCounts, opened: Sequence[OpenedCounts]) -> None:
    """Raises FileUnusable if the mapping has a heading of what nobody reads now.

    One mapping may be made for both kinds of files, and for the month of each: what belongs to a
    kind that was not given, or is read from another column, is not missed.
    """
    given = {field for each in opened for field in fields_of(heads=each.heads)}
    read = {field for each in opened for field in each.layout.position}
    unread = [
        heading
        for key, heading in mapping.headings.items()
        if key not in said.columns or said.columns[key] in given - read
    ]
    mapping.naming(unread).check_used([each.source.header for each in opened])


@dataclass(slots=True)
class ReadingCounts:
    """Reading every row into the staging, with the problems of each."""

    staging: Staging
    staged: StagedCounts
    opened: Sequence[OpenedCounts]
    progress: Progress
    amends: Sequence[Amend] = ()
    accepted: int = 0
    rejected: int = 0
    amended: int = 0
    left_out: int = 0
    totals: Totals = field(default_factory=Totals)
    back: list[tuple[Record, Read]] = field(default_factory=list)
    """Rows that take leavers back, which may stand before what they correct."""
    unread: set[tuple[str, date]] = field(default_factory=set)
    """Areas and months of which a headcount cannot be read."""
    first_lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    """File and line of the first leaver of each area."""
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Words for leaving, with their class, to rows."""
    before: str = ""  # the area of the row before
    until: date | None = None
    again: Again = field(init=False)
    no_leavers: NoLeavers = field(init=False)
    beside: ReasonsBeside = field(init=False)
    twice: list[Twice] = field(init=False)

    def __post_init__(self) -> None:
        self.beside = ReasonsBeside.by(self.opened[0].layout.rows.mapping)
        self.no_leavers = NoLeavers.of(self.opened, self.until)
        self.twice = [Twice.of(each, first_values(each.source)) for each in self.opened]
        self.again = Again(self.staging, self.staged, self.opened, self.amends)

    def read_all(self) -> None:
        total = sum(each.seen.rows for each in self.opened)
        for file, each in enumerate(self.opened):
            reasons: dict[str, tuple[int, str, int]] = {}
            self.totals = Totals()
            layout = each.layout
            said = of_file(file, self.amends, each.source.header, layout.read)
            blocks = Carrying(each.layout.blocks)
            of_it = (one for one in each.source.records() if one.line not in each.seen.asides)
            for record in of_it:
                self.take(file, each, blocks.carried(record), reasons, said)
                if (self.accepted + self.rejected) % OFTEN == 0:
                    self.progress(Step.READING, self.accepted + self.rejected, total)
            self.judge_totals(file, each, reasons)
            self.take_back(file, each)
            self.note_reasons(file, each, reasons)
            for reason, (_line, of, rows) in reasons.items():
                self.reasons[reason, of] += rows
            self.note_codes(file, each)
        self.staged.write_down()
        self.no_leavers.note(self.staging)
        self.staging.note(self.beside.file, *self.beside.notes())
        if self.until:
            leave_out_after(self.until, self.staged, self.staging, self.opened[0].source.name)
        settling = Settling(self.staging, self.staged, self.opened, self.amends)
        self.accepted -= settling.leave_out_sums({month for _area, month in self.unread})
        settling.settle_heads()
        settling.settle_names(self.first_lines)
        settling.join_said()
        settling.note_lacking(self.unread, settling.settle_successors())
        settling.note_sums()
        self.again.note()

    def take(
        self,
        file: int,
        opened: OpenedCounts,
        came: Record,
        reasons: dict[str, tuple[int, str, int]],
        said: FileAmends,
    ) -> None:
        """Read the row as it came, or as somebody says it is."""
        record = said.of(came)
        if record is not None:
            self.amended += record is not came
            self.read(file, opened, record, reasons)
            return
        self.left_out += 1
        self.rejected += 1
        self.totals.refused += 1
        self.staging.refuse(file, came.line, "")
        self.staging.note(file, Place(opened.source.name, came.line).found(Kind.LEFT_OUT))

    def read(
        self,
        file: int,
        opened: OpenedCounts,
        record: Record,
        reasons: dict[str, tuple[int, str, int]],
    ) -> None:
        row = (read_heads if opened.heads else read_leaving)(record, opened.layout)
        if kind := no_row(opened, record, row.area, self.before):
            opened.seen.rows -= 1
            self.staging.note(file, Place(opened.source.name, record.line).found(kind))
            return
        self.before = row.area[-1] if row.area else ""
        if any(isinstance(one, Leaving) and one.leavers < 0 for one in row.found):
            self.back.append((record, row))
        elif self.totals.hold(record, row):
            return
        elif again := self.twice[file].found(record, row):
            opened.seen.rows -= 1
            self.staging.note(file, again)
        elif not self.no_leavers.is_outside(file, record, row):
            row = self.no_leavers.without_withdrawn(file, record, row)
            row = self.beside.told(file, opened, record, row)
            self.add(file, opened, record, row, reasons)

    def take_back(self, file: int, opened: OpenedCounts) -> None:
        """Subtract what is taken back of the same area, month and reason; refuse the rest."""
        self.staged.write_down()
        heading = opened.layout.heading(CountField.COUNT)
        for record, row in self.back:
            place = Place(opened.source.name, record.line, heading)
            [taken] = [one for one in row.found if isinstance(one, Leaving)]
            value = str(taken.leavers)
            if self.staged.take_back(taken):
                self.no_leavers.see(taken)
                self.accepted += 1
                self.staging.note(file, place.found(Kind.TAKEN_BACK, value))
            else:
                self.refuse(file, opened, record, row, [place.found(Kind.BELOW_NOUGHT, value)])
        self.back = []

    def refuse(
        self,
        file: int,
        opened: OpenedCounts,
        record: Record,
        row: Read,
        problems: Sequence[Problem],
    ) -> None:
        self.staged.lose(row.area, row.month, heads=opened.heads)
        self.staging.refuse(file, record.line, "", told=in_words(record))
        self.staging.note(file, *problems)
        self.rejected += 1
        self.totals.refused += 1

    def judge_totals(
        self, file: int, opened: OpenedCounts, reasons: dict[str, tuple[int, str, int]]
    ) -> None:
        """What is named like a total is one, or a row like the others."""
        for record, row in self.totals.held:
            if self.totals.sum_up(row):
                opened.seen.rows -= 1
                self.staging.note(file, Place(opened.source.name, record.line).found(Kind.TOTALS))
            else:
                self.add(file, opened, record, row, reasons)

    def add(
        self,
        file: int,
        opened: OpenedCounts,
        record: Record,
        row: Read,
        reasons: dict[str, tuple[int, str, int]],
    ) -> None:
        problems = list(row.problems)
        if problems:
            self.staged.lose(row.area, row.month, heads=opened.heads)
        heads = [each for each in row.found if isinstance(each, Heads)]
        if heads:
            problems += self.again.take(file, record, heads)
        self.note_unread(file, opened, row)
        for each in row.found:
            if isinstance(each, Leaving):
                self.no_leavers.see(each)
                self.staged.add(without_no_leaving(each))
                self.first_lines.setdefault(self.staged.key(each.area), (file, record.line))
        left = [each for each in row.found if isinstance(each, Leaving)]
        for reason, of in {(e.reason, e.reason_class) for e in left if e.reason or e.leavers}:
            line, _class, count = reasons.get(reason, (record.line, "", 0))
            if count or len(reasons) < WORDS_NOTED:
                reasons[reason] = (line, of, count + 1)
        if problems:
            self.staging.refuse(file, record.line, "", told=in_words(record))
            self.staging.note(file, *problems)
            self.rejected += 1
            self.totals.refused += 1
        else:
            self.accepted += 1

    def note_unread(self, file: int, opened: OpenedCounts, row: Read) -> None:
        self.staging.note(file, *row.noted)
        headed = {opened.source.header[at]: month for at, month in opened.layout.months.items()}
        area = self.staged.key(row.area)
        unread = (each for each in row.noted if each.kind is Kind.MONTH_NOT_READ)
        self.unread |= {(area, headed[each.column]) for each in unread if each.column}

    def note_reasons(
        self, file: int, opened: OpenedCounts, reasons: dict[str, tuple[int, str, int]]
    ) -> None:
        """One note for each reason that has no class."""
        for reason, (line, reason_class, count) in reasons.items():
            if reason and reason_class not in (*CountedReason.values, NO_LEAVING):
                place = Place(opened.source.name, line, opened.layout.heading(CountField.REASON))
                self.staging.note(file, place.found(Kind.UNKNOWN_REASON, reason, count=count))

    def note_codes(self, file: int, opened: OpenedCounts) -> None:
        for column, codes in opened.layout.codes.items():
            place = Place(opened.source.name, None, opened.layout.heading(column))
            for code, count in codes.unknown.items():
                facts = {"table": codes.table, "count": count}
                self.staging.note(file, place.found(Kind.UNKNOWN_CODE, code, **facts))


def check_counts(given: CountFiles, progress: Progress) -> Report:
    """As `intake.check`, of counts: they change nobody, so people new, changed and left are 0."""
    opened, noted = look(given, progress)
    digests = "".join(each.source.digest for each in opened)
    digest = hashlib.blake2b(digests.encode(), digest_size=32).hexdigest()
    report = Report(full_roster=False, digest=digest, shape=Shape.COUNTS)
    report.answers = len(given.amends)
    with Staging.new(given.folder) as staging:
        staging.keep(shape=Shape.COUNTS.value)
        staged = StagedCounts.new(staging)
        for file, each in enumerate(opened):
            fields = json.dumps(sorted(each.layout.position))
            staging.db.execute(
                "INSERT INTO files VALUES (?, ?, ?)", (file, each.source.name, fields)
            )
            staging.note(file, *noted[file])
        reading = ReadingCounts(staging, staged, opened, progress, given.amends, until=given.until)
        reading.read_all()
        report.files = [file_seen(each) for each in opened]
        report.accepted, report.rejected = reading.accepted, reading.rejected
        report.amended, report.left_out = reading.amended, reading.left_out
        report.tell_reasons(reading.reasons)
        reading.no_leavers.tell(report)
        report.rows = report.accepted + report.rejected
        progress(Step.COMPARING, 0, 0)
        add_up(staged, report)
        report.doubts = doubts(staging, [counts_read(each) for each in opened])
        write_problems(staging, given.folder, report)
        write_rejected(staging, [each.source for each in opened], given.folder)
    report.write(given.folder)
    return report
