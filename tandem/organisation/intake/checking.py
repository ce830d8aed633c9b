"""The check: files in, a report and staged rows out. Nothing in the database changes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Max

from tandem.access.models import Event
from tandem.organisation.intake import matching, returns
from tandem.organisation.intake.amends import Amend, of_areas, of_file
from tandem.organisation.intake.as_of import latest_day, said_day
from tandem.organisation.intake.coded import Tables
from tandem.organisation.intake.comparing import Compared, compare, missing_from
from tandem.organisation.intake.counts.checking import CountFiles, check_counts
from tandem.organisation.intake.dates import Unsettled, likely_years
from tandem.organisation.intake.doubts import doubts, people_read
from tandem.organisation.intake.emptied import note_emptied
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.guessing import first_values
from tandem.organisation.intake.history import checking as history
from tandem.organisation.intake.history.events import by_values, have_a_say, unheard
from tandem.organisation.intake.history.renamed import call_as_said, note_going_on
from tandem.organisation.intake.last_ones import note_last_ones
from tandem.organisation.intake.mapping import GUESSED, Mapping, columns_of
from tandem.organisation.intake.matching import match_people, note_same_people
from tandem.organisation.intake.moves import find_areas_before, moves_told
from tandem.organisation.intake.naming import told_apart
from tandem.organisation.intake.opened import Opened
from tandem.organisation.intake.progress import Progress, Step, silent
from tandem.organisation.intake.reading import Incoming, open_source
from tandem.organisation.intake.rejected import write_problems, write_rejected
from tandem.organisation.intake.renamed_list import note_new_names, told_of_areas
from tandem.organisation.intake.reorganised import note_reorganised
from tandem.organisation.intake.report import (
    ENCODINGS,
    ColumnSeen,
    FileSeen,
    Report,
    older_than_known,
    reasons_to_ask,
)
from tandem.organisation.intake.restricted import codes_of, note_renamed
from tandem.organisation.intake.same_name import call_apart
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.slips import note_slips
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.survey import layout_of, survey, unsettled
from tandem.organisation.intake.taking_in import HistoryReading, Reading
from tandem.organisation.intake.tally import Tally
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.intake.values import Layout, stay_in_words
from tandem.organisation.models import Employment, Import, ReasonWord, RoleGrant

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain


def check(  # noqa: PLR0913 - one door, with all that may be said at it
    files: Sequence[Incoming],
    *,
    folder: Path,
    today: date,
    mapping: Mapping = GUESSED,
    full_roster: bool = False,
    progress: Progress = silent,
    shape: Shape = Shape.PERSON,
    headcounts: Sequence[Incoming] = (),
    codes: Path | None = None,
    amends: Sequence[Amend] = (),
    as_of: date | None = None,
) -> Report:
    """Read, stage and compare the files; everything found lies in the folder afterwards.

    headcounts: files of them, for counts alone. codes: a folder of code tables.
    amends: what somebody says instead of what stands in the files. as_of: the last day the files
    tell of, where somebody says it beforehand.
    What an earlier check left in the folder, cut short, goes first. Raises FileUnusable, and then
    leaves no folder.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        if shape is Shape.COUNTS:
            until = min(as_of or today, today)
            given = CountFiles(files, headcounts, mapping, codes, folder, amends, today, until)
            return check_counts(given, progress)
        said = Said(mapping, codes, amends, as_of)
        return _check(files, folder, today, said, full_roster, progress, shape)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        for copy in folder.glob("source-*"):
            copy.unlink()


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about the files: their mapping, where code tables lie, and of single rows."""

    mapping: Mapping = GUESSED
    codes: Path | None = None
    amends: Sequence[Amend] = ()
    as_of: date | None = None


def _check(
    files: Sequence[Incoming],
    folder: Path,
    today: date,
    said: Said,
    full_roster: bool,
    progress: Progress,
    shape: Shape,
) -> Report:
    from tandem.organisation.intake.lane.plain import set_aside

    opened = look(files, folder, said, today, progress, shape)
    report = Report(full_roster=full_roster, digest=digest(opened), shape=shape)
    report.answers = len(said.amends)
    report.files = [file_seen(each) for each in opened]
    tell_day(report, opened, today, said.as_of)
    report.here = Employment.objects.on(today).values("person").distinct().count()
    with Staging.new(folder) as staging:
        latest = Event.objects.aggregate(latest=Max("id"))["latest"]
        staging.keep(event=latest or 0, shape=shape.value)
        looked = {n: each.looked for n, each in enumerate(opened)}
        layouts = {n: each.layout for n, each in enumerate(opened)}
        with set_aside(folder, looked, layouts, shape, today) as plain:
            staging.aside = plain
            _judge(staging, plain, opened, report, today, progress, said.amends)
            report.accepted, report.rejected = staging.count()
            report.rows = report.accepted + report.rejected
            latest = latest_day(staging, plain, today)
            report.latest = latest.isoformat() if latest else ""
            names = ", ".join(each.source.name for each in opened)
            report.asks = reasons_to_ask(report, names)
            if report.as_of:  # else it is of today, and nothing is newer
                told = date.fromisoformat(report.as_of)
                known = Import.objects.people_known_until(but=report.digest)
                report.asks += older_than_known(report, names, told, known)
            report.doubts = doubts(staging, [people_read(each, shape) for each in opened])
            write_problems(staging, folder, report)
            write_rejected(staging, [each.source for each in opened], folder)
    report.write(folder)
    return report


def _judge(
    staging: Staging,
    plain: Plain | None,
    opened: Sequence[Opened],
    report: Report,
    today: date,
    progress: Progress,
    amends: Sequence[Amend],
) -> None:
    """Read what was not set aside row by row, and find out what every row changes."""
    history_of_jobs = report.shape is Shape.HISTORY
    reading = HistoryReading if history_of_jobs else Reading
    read = reading(staging, opened, progress, plain, today=today)
    read.read_all()
    report.amended, report.left_out = read.amended, read.left_out
    report.told_again = read.told_again
    progress(Step.MATCHING, 0, 0)
    layouts = {n: each.layout for n, each in enumerate(opened)}
    renamed = of_areas(amends, frozenset(layouts))
    call_apart(staging, list(opened))
    if history_of_jobs:
        call_as_said(staging, renamed)
        unsaid = history.put_together(staging, layouts, today, read.count_reason)
        if plain:
            count, first = plain.left_unsaid(today)
            unsaid.add(count, *first)
        unsaid.note(staging, layouts)
    else:
        returns.go_on(staging)
        find_areas_before(staging, places(opened, Field.MOVED_FROM))
        call_as_said(staging, renamed)
    read.tell_reasons(report)
    read.tell_types()
    match_people(staging)
    check_managers(staging, places(opened, Field.MANAGER), report.shape)
    note_same_people(staging, places(opened, Field.EMAIL))
    compare_all(staging, opened, today, report, progress, plain)
    if any(each.layout.tells_moves for each in opened) and not history_of_jobs:
        report.moves = moves_told(staging)
    if history_of_jobs:
        note_renamed(staging, places(opened, Field.DEPARTMENT)[0])
    note_areas(staging, plain, opened, renamed, today, history_of_jobs=history_of_jobs)
    note_reorganised(staging, places(opened, Field.DEPARTMENT)[0], today)


def note_areas(
    staging: Staging,
    plain: Plain | None,
    opened: Sequence[Opened],
    said: MappingOf[str, str],
    today: date,
    *,
    history_of_jobs: bool,
) -> None:
    """What may be one area under two names, each asked about or said once."""
    at = places(opened, Field.DEPARTMENT)
    if history_of_jobs:
        note_slips(staging, plain, at, said, note_going_on(staging, plain, at, said))
        return
    told = told_of_areas(staging, plain, today)
    asked = note_new_names(staging, told, at, said)
    slipped = note_slips(staging, plain, at, said, asked)
    note_emptied(staging, told, at, {*slipped, *(old for old, _new in asked)}, said)


def tell_day(
    report: Report, opened: Sequence[Opened], today: date, as_of: date | None = None
) -> None:
    """Up to which day they tell: as somebody says, else as they say themselves."""
    if as_of is not None:
        report.as_of = as_of.isoformat()
        return
    shown = {way for each in opened for one in each.seen.evidence.values() if (way := one.shown())}
    order = shown.pop() if len(shown) == 1 else Unsettled.MIXED
    said = said_day([each.source for each in opened], order, today)
    if said is not None:
        report.as_of, report.as_of_words = said.day.isoformat(), said.words


def looking(progress: Progress, rows: int) -> None:
    progress(Step.LOOKING, rows, 0)


def look(
    files: Sequence[Incoming],
    folder: Path,
    said: Said,
    today: date,
    progress: Progress,
    shape: Shape = Shape.PERSON,
) -> list[Opened]:
    """Open every file. Raises FileUnusable if one of them cannot be read as it is."""
    from tandem.organisation.intake.lane.survey import look_over

    opened: list[Opened] = []
    problems: list[Problem] = []
    table = ReasonWord.objects.classes()
    mapping, tables = said.mapping, Tables.of(said.codes, folder, said.mapping)
    for number, incoming in enumerate(files):
        source = open_source(incoming, folder / f"source-{number}", mapping)
        headed = columns = columns_of(source.header, mapping, source.place, shape)
        if shape is Shape.HISTORY and have_a_say(columns, mapping):
            columns = by_values(columns, first_values(source), mapping)
        counted = partial(looking, progress)
        codes, noted = tables.for_file(number, source, columns)
        by_row = codes or any(each.is_of_an_area for each in said.amends)
        looked = None if by_row else look_over(source, columns, shape, counted)
        seen = looked.seen if looked else survey(source, columns, counted)
        if not seen.rows:
            problems.append(source.place.found(Kind.HEADER_ONLY))
        problems += unsettled(source, columns, seen, mapping)
        # How columns are read is decided by what stands in the file, whatever is said instead.
        layout = layout_of(source, columns, seen, mapping, table)
        amended = of_file(number, said.amends, source.header, columns.read)
        looked = None if layout.code_first else looked  # codes stand beside rows read one by one
        years = likely_years(today)
        layout = replace(layout, amends=amended, codes=codes, years_likely=years)
        otherwise = unheard(headed, columns)
        opened.append(Opened(source, layout, seen, looked, noted, otherwise))
    mapping.check_used([each.source.header for each in opened])
    if problems:
        raise FileUnusable(*problems)
    opened[0] = replace(opened[0], noted=[*opened[0].noted, *tables.notes()])
    return opened


def digest(opened: Sequence[Opened]) -> str:
    """Of the bytes of all files together."""
    together = "".join(each.source.digest for each in opened)
    return hashlib.blake2b(together.encode(), digest_size=32).hexdigest()


def file_seen(opened: Opened) -> FileSeen:
    source, layout, seen = opened.source, opened.layout, opened.seen
    fields = {at: field for field, at in layout.columns.position.items()}
    fields |= dict.fromkeys(layout.columns.levels, Field.DEPARTMENT)
    levels = {at: level for level, at in enumerate(layout.columns.levels, 1)}
    return FileSeen(
        name=source.name,
        encoding=ENCODINGS.get(source.encoding, source.encoding),
        delimiter=source.delimiter,
        rows=seen.rows,
        columns=[
            ColumnSeen(heading, fields.get(at), seen.first_values[at], levels.get(at, 0))
            for at, heading in enumerate(source.header)
        ],
        dates={each: str(reading.value) for each, reading in layout.dates.items()},
        levels=bool(layout.columns.levels),
        whole_name=name_seen(opened),
    )


def name_seen(opened: Opened) -> tuple[str, str, str, str] | None:
    """One whole name as it is told apart, where only its order says so."""
    columns, order = opened.layout.columns, opened.layout.names
    if Field.FIRST_NAME in columns or Field.LAST_NAME in columns:
        return None
    shown = (each for each in opened.seen.names if " " in each and "," not in each)
    if (name := next(shown, None)) is None:
        return None
    return (name, *told_apart(name, order), order.value)


def places(opened: Sequence[Opened], field: Field) -> dict[int, Place]:
    """File number to the place of the field's column."""
    return {
        number: Place(each.source.name, None, each.layout.columns.heading(field))
        for number, each in enumerate(opened)
    }


def check_managers(staging: Staging, columns: dict[int, Place], shape: Shape) -> None:
    check = history.check_managers if shape is Shape.HISTORY else matching.check_managers
    check(staging, columns)


def compare_all(
    staging: Staging,
    opened: Sequence[Opened],
    today: date,
    report: Report,
    progress: Progress,
    plain: Plain | None,
) -> None:
    """Judge every accepted row, withdraw those that cannot be, and count."""
    tree, total = AreaTree(codes_of(staging)), staging.count()[0]
    holders = frozenset(RoleGrant.objects.still().values_list("person", flat=True))
    tally = Tally(report, tree, today, holders=holders)
    since, done = report.first_untold(today), 0
    for compared in compare(
        staging, tree, today, since=since, full_roster=report.full_roster, looking=True
    ):
        for each in compared:
            if each.difference.conflict is not None:
                withdraw(staging, each, [one.layout for one in opened])
            else:
                tally.add(each)
        verdicts = [(each.difference.verdict, each.staged.seq) for each in compared]
        staging.judge(verdicts)
        done += len(compared)
        progress(Step.COMPARING, done, total)
    if report.full_roster:
        for gone in missing_from(staging, today, since):
            tally.add_missing(gone)
    if plain:
        tally.add_plain(plain)
    tally.count_areas(staging)
    note_last_ones(staging, places(opened, Field.NUMBER)[0], tally.leaving, today)


def withdraw(staging: Staging, compared: Compared, layouts: Sequence[Layout]) -> None:
    """Refuse the row that cannot be, and with it those of the person's earlier stays."""
    staged, stay = compared.staged, compared.difference.conflict
    if stay is None:
        return
    layout = layouts[staged.file]
    place = Place(layout.file, staged.line, layout.columns.heading(Field.HIRED))
    known = stay_in_words(stay.start_on, stay.end_on)
    value = staged.row.start_on.isoformat()
    staging.note(staged.file, place.found(Kind.OTHER_STAY, value, stay=known))
    staging.withdraw(staged)
    for file, line in returns.withdraw(staging, staged.row.number):
        beside = Place(layouts[file].file, line)
        staging.note(file, beside.found(Kind.HISTORY_INCOMPLETE, None, other=staged.line))
