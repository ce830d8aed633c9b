"""`tandem import people`: an HR export into the organisation."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tandem.cli.duties import duties
from tandem.cli.import_words import doubted, how, in_a_line, note, print_json, reasons, several
from tandem.cli.room import told_of_room
from tandem.cli.undo import undo
from tandem.cli.watch import watch
from tandem.cli.ways import said_of_whole_files
from tandem.website.home import open_home, told_plainly

if TYPE_CHECKING:
    from tandem.organisation import intake
    from tandem.organisation.models import Import

ALL_TAKEN, SOME_REJECTED, UNUSABLE = 0, 1, 2
LAST_CHECK = "last-check"  # of a check that was not applied, until the next one
PROBLEMS_TOLD = 20


@click.group("import")
def import_() -> None:
    """Bring in people from an HR export."""


import_.add_command(undo)
import_.add_command(watch)
import_.add_command(duties)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    full_roster: bool
    expect_many: bool
    dry_run: bool
    strict: bool
    as_json: bool
    shape: str = "person"
    headcounts: tuple[Path, ...] = ()
    codes: Path | None = None
    as_of: datetime | None = None
    read: tuple[str, ...] = ()
    second_jobs: str | None = None
    leaving_day: str | None = None
    reason_rows: str | None = None
    same_name: str | None = None
    code_first: str | None = None
    manager_in_brackets: str | None = None
    withdrawn_by_remark: str | None = None
    reason_by_remark: str | None = None


@import_.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--mapping",
    metavar="M.toml",
    type=click.Path(path_type=Path),
    help="Says which column is which.",
)
@click.option(
    "--read",
    metavar="HEADING=FIELD",
    multiple=True,
    help="Reads one column as this field, or as ignore; goes before the mapping.",
)
@click.option(
    "--shape",
    type=click.Choice(["person", "history", "counts"]),
    default="person",
    show_default=True,
    help="What one row is: a person, one job of a person, or leavers to count without persons.",
)
@click.option(
    "--headcounts",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Headcounts by area and month, beside leavers to be counted.",
)
@click.option(
    "--codes",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder of code tables: what the codes of a column stand for.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day the files tell of, where they do not say it above their headings or in "
    "their names. Later months are not counted.",
)
@said_of_whole_files
@click.option("--full-roster", is_flag=True, help="Who is missing from the files has left.")
@click.option("--expect-many", is_flag=True, help="Many people leave or change, and it is meant.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--strict", is_flag=True, help="Change nothing where any row cannot be taken.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def people(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    mapping: Path | None,
    **wishes: Any,  # noqa: ANN401 - as typed
) -> None:
    """Import people from files, one row per person or per job, or counts without persons.

    Exit code 0: every row was taken. 1: some rows were not; the others were, unless --strict.
    2: a file cannot be used, or many people would leave or change; nothing was changed.
    """
    refuse_what_does_not_fit(**wishes)
    with told_plainly():
        site = open_home()
    with told_of_room("Nothing was changed."):
        code = run(files, mapping, Wish(**wishes), site.home / "uploads")
    ctx.exit(code)


def refuse_what_does_not_fit(
    *, shape: str, headcounts: tuple[Path, ...], full_roster: bool, **_: object
) -> None:
    """Raises click.UsageError, which ends with exit code 2."""
    if shape == "counts" and full_roster:
        raise click.UsageError("--full-roster speaks of people, and counts hold none.")
    if shape != "counts" and headcounts:
        raise click.UsageError("--headcounts belongs to --shape counts.")


def columns_said(read: Sequence[str]) -> dict[str, str]:
    """Heading to field. Raises click.UsageError, which ends with exit code 2."""
    parts = [each.rpartition("=") for each in read]
    for said, (heading, _sign, field) in zip(read, parts, strict=True):
        if not heading.strip() or not field.strip():
            raise click.UsageError(f"--read: write a heading, = and a field, not “{said}”.")
    return {heading.strip(): field.strip() for heading, _sign, field in parts}


def run(files: Sequence[Path], mapping: Path | None, wish: Wish, uploads: Path) -> int:
    """The exit code. Django must be loaded."""
    from tandem.organisation import intake
    from tandem.website.clock import now, today

    if wish.as_of and wish.as_of.date() > today():
        raise click.UsageError(f"--as-of: {wish.as_of:%Y-%m-%d} has not come yet.")
    intake.clear_leftovers(uploads=uploads, at=now())
    import_id = uuid.uuid4()
    try:
        said = intake.read_mapping(mapping) if mapping else intake.GUESSED
        said = said.reading(columns_said(wish.read)) if wish.read else said
        said = read_in_ways(said, wish)
        with shown_progress() as progress:
            report = intake.check(
                incoming(files),
                folder=intake.folder_of(uploads, import_id),
                today=today(),
                mapping=said,
                full_roster=wish.full_roster,
                progress=progress,
                shape=intake.Shape(wish.shape),
                headcounts=incoming(wish.headcounts),
                codes=wish.codes,
                as_of=wish.as_of.date() if wish.as_of else None,
            )
    except intake.FileUnusable as error:
        tell_unusable(error, wish)
        return UNUSABLE
    return settle(report, wish, uploads, import_id)


def read_in_ways(said: intake.Mapping, wish: Wish) -> intake.Mapping:
    """With what is typed of whole files, which goes before the mapping."""
    from tandem.organisation.intake.ways import PLACES

    for name, (section, key, _words) in PLACES.items():
        if typed := getattr(wish, name):
            said = said.saying(section, key, typed)
    return said


def incoming(files: Sequence[Path]) -> list[intake.Incoming]:
    """By their names, or as they were typed where two have one name."""
    from tandem.organisation import intake

    once = len({path.name for path in files}) == len(files)
    return [intake.Incoming(path.name if once else str(path), path) for path in files]


def settle(report: intake.Report, wish: Wish, uploads: Path, import_id: uuid.UUID) -> int:
    """Apply what was checked, or leave it, and tell."""
    from tandem.organisation import intake

    refused = report.needs_asking and not wish.expect_many
    stopped = refused or (wish.strict and report.rejected > 0)
    folder = intake.folder_of(uploads, import_id)
    if wish.dry_run or stopped:
        tell(report, wish, left_alone(folder), None)
    elif said := apply(report, wish, import_id):
        tell(report, wish, folder.with_name(LAST_CHECK), None)
        note(said)
        return UNUSABLE
    else:
        tell(report, wish, folder, import_id)
    if refused:
        return UNUSABLE
    return SOME_REJECTED if report.rejected else ALL_TAKEN


def left_alone(folder: Path) -> Path:
    """Keep what the check found, in place of the one before, without the staged rows."""
    from tandem.organisation.intake.staging import FILE_NAME

    kept = folder.with_name(LAST_CHECK)
    shutil.rmtree(kept, ignore_errors=True)
    (folder / FILE_NAME).unlink()
    folder.rename(kept)
    return kept


def apply(report: intake.Report, wish: Wish, import_id: uuid.UUID) -> str:
    """What stands in the way, in words; empty once the rows are in."""
    from tandem.access.audit import OPERATOR
    from tandem.bridge.importing import bring_in, uploads
    from tandem.organisation import intake
    from tandem.organisation.models import Import
    from tandem.website.clock import now

    at, before = now(), Import.objects.known_until()
    kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=at)
    try:
        with shown_progress() as progress:
            brought = bring_in(
                import_=kept,
                by=OPERATOR,
                at=at,
                expect_many=wish.expect_many,
                as_of=wish.as_of.date() if wish.as_of else None,
                progress=progress,
            )
    except intake.UnableToApply as error:
        left_alone(intake.folder_of(uploads(), import_id))
        intake.discard(import_=kept, by=OPERATOR, at=at, uploads=uploads())
        return str(error)
    if brought.snapshot is None:
        note("The file is in. The numbers could not be refreshed; import again to retry.")
    tell_whose_day_holds(brought.import_, before)
    return ""


def tell_whose_day_holds(import_: Import, before: date | None) -> None:
    """Where a day was said: that it took the place of a later one, or that another file's holds.

    before: the last day that was known before.
    """
    said, known = import_.as_of, type(import_).objects.known_until()
    if said is None or known is None or before is None or before <= said:
        return
    if known < before:
        note(f"The files tell of days up to {known} now; before, it was {before}.")
    else:
        note(
            f"Another file tells of days up to {known}, so numbers go on to there. If that day is "
            f"not right, import that file again with its own --as-of, or undo it first: tandem "
            f"import undo."
        )


@contextmanager
def shown_progress() -> Iterator[intake.Progress]:
    """A bar per step on standard error, where a person is looking at it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from tandem.organisation import intake

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks = {}

        def told(step: intake.Step, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(str(intake.STEP_NAMES[step]), total=total or None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield told


# Telling


def tell_unusable(error: intake.FileUnusable, wish: Wish) -> None:
    if wish.as_json:
        nothing = {"new": 0, "changed": 0, "left": 0}
        counts = {"rows": 0, "accepted": 0, "rejected": 0, "people": nothing, "areas": {"new": 0}}
        print_json(counts, error.problems, None)
    for problem in error.problems:
        note(in_a_line(problem))
    note("Nothing was changed.")


def tell(report: intake.Report, wish: Wish, folder: Path, import_id: uuid.UUID | None) -> None:
    from tandem.organisation import intake

    if wish.as_json:
        print_json(report.counts(), _all_problems(report, folder), import_id)
    else:
        for line in summary(report, applied=import_id is not None):
            click.echo(line)
        for doubt in report.doubts:
            click.echo(doubted(doubt))
        for problem in report.problems[:PROBLEMS_TOLD]:
            click.echo(in_a_line(problem))
        more = sum(report.kinds.values()) - PROBLEMS_TOLD
        if more > 0:
            click.echo(f"… and {more} more, in {folder / 'problems.jsonl'}")
    if said := quiet_months(report, wish):
        note(said)
    for problem in report.asks if not wish.expect_many else ():
        note(in_a_line(problem))
    for path in intake.rejected_files(folder):
        note(f"Rows not taken, each with its reason: {path}")
    if import_id is None:
        note("Nothing was changed.")


def _all_problems(report: intake.Report, folder: Path) -> Iterator[intake.Problem]:
    from tandem.organisation import intake

    yield from report.asks
    yield from intake.read_problems(folder)


def summary(report: intake.Report, *, applied: bool) -> list[str]:
    names = ", ".join(each.name for each in report.files)
    people = f"People: {report.new} new, {report.changed} changed, {report.left} left."
    if report.shape == "counts":
        counted = several(report.leavers, "leaver"), several(report.headcounts, "headcount")
        people = f"Counted: {', '.join(counted)}; no persons."
    return [
        f"{names}: {several(report.rows, 'row')}, {report.accepted} taken, "
        f"{report.rejected} not taken.",
        *(f"{each.name} is read as {reading}." for each in report.files if (reading := how(each))),
        f"{people} Areas: {report.areas} new.",
        *reasons(report),
        *(
            [f"“{report.as_of_words}”: they tell of days up to {report.as_of}."]
            if report.as_of_words
            else []
        ),
        "Applied." if applied else "This was a check.",
    ]


def quiet_months(report: intake.Report, wish: Wish) -> str:
    """That months without any row count as quiet ones, where nothing says how far the files tell.

    The terminal asks nothing, and goes on taking today: so it always was.
    """
    from tandem.website.clock import today

    if wish.as_of or not report.ends_long_ago(today()):
        return ""
    return (
        f"The latest date in the files is {report.latest}, and nothing says up to which day they "
        f"tell. They are taken to tell up to today, so the months since are quiet ones. If they "
        f"end there, say --as-of {report.told_until(today())}."
    )
