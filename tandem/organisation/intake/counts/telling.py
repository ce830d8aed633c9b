"""What a check of counts tells: of its files, of single rows, and what all rows come to."""

from __future__ import annotations

from tandem.organisation.intake.as_of import last_of
from tandem.organisation.intake.counts.comparing import differing, grow
from tandem.organisation.intake.counts.fields import CountField
from tandem.organisation.intake.counts.layout import OpenedCounts
from tandem.organisation.intake.counts.reaching import ask_about_a_far_leaver
from tandem.organisation.intake.counts.staging import StagedCounts, moved_in
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.report import ENCODINGS, EXAMPLES, ColumnSeen, FileSeen, Report
from tandem.organisation.intake.spelling import says_nothing, tidy
from tandem.organisation.intake.stored_rows import InWords
from tandem.organisation.intake.tree import AreaTree

SAID, WIDE = 7, 160  # cells of a row that are shown, and letters of them together


def in_words(record: Record) -> InWords:
    """What a row says, so that nobody has to look it up in the file: its first filled cells."""
    said = [text for cell in record.cells if not says_nothing(text := tidy(cell))]
    return InWords(" · ".join(said[:SAID])[:WIDE])


def add_up(staged: StagedCounts, report: Report) -> None:
    tree = AreaTree()
    report.differing, report.fewer = differing(staged, grow(staged, tree))
    if report.fewer:
        names = ", ".join(each.name for each in report.files)
        report.asks = [Place(names).found(Kind.FEWER_LEAVERS, count=report.fewer)]
    report.asks += ask_about_a_far_leaver(staged, ", ".join(each.name for each in report.files))
    report.leavers, report.headcounts = staged.totals()
    report.moved = moved_in(staged.db)
    last = staged.last_month()
    report.as_of = last_of(last).isoformat() if last else ""
    report.areas = len(tree.new)
    report.new_areas = [tree.name(area.id) for area in tree.new[:EXAMPLES]]


def file_seen(opened: OpenedCounts) -> FileSeen:
    source, layout = opened.source, opened.layout
    fields: dict[int, str] = {at: field for field, at in layout.position.items()}
    number = CountField.HEADCOUNT if opened.heads else CountField.COUNT
    fields |= {at: f"{number}, {month:%Y-%m}" for at, month in layout.months.items()}
    fields |= {at: f"{number}: {source.header[at]}" for at in layout.reasons}
    if layout.month_beside is not None:
        fields[layout.month_beside.at] = CountField.MONTH
    levels = layout.rows.columns.levels
    fields |= dict.fromkeys(levels, CountField.AREA)
    return FileSeen(
        name=source.name,
        encoding=ENCODINGS.get(source.encoding, source.encoding),
        delimiter=source.delimiter,
        rows=opened.seen.rows,
        columns=[
            ColumnSeen(heading, fields.get(at), opened.seen.first_values[at])
            for at, heading in enumerate(source.header)
        ],
        dates={},
        levels=bool(levels),
    )
