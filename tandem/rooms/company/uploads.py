"""Files on their way in: uploaded, looked at, checked and applied by the background worker.

Until a check is finished there is no import to speak of, only a folder and a status beside it
under the home's uploads. The page reads the status; the worker writes it.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django_tasks import TaskContext, task

from tandem.bridge import importing
from tandem.bridge.recounting import count_later
from tandem.organisation.intake.applying import folder_of, keep
from tandem.organisation.intake.checking import check
from tandem.organisation.intake.findings import FileUnusable, Kind, Problem
from tandem.organisation.intake.guessing import FileGuess
from tandem.organisation.intake.mapping import Mapping, mapping_from
from tandem.organisation.intake.reading import Incoming
from tandem.organisation.intake.refusals import ManyChanges, UnableToApply
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.rows_said import rows_said, said_again
from tandem.organisation.intake.saved import compared, saved_for
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.undoing import UnableToUndo
from tandem.organisation.models import Import, ImportState, Person
from tandem.rooms.company.alike import with_years
from tandem.rooms.company.columns import is_clear
from tandem.rooms.company.fitting import fitted
from tandem.rooms.company.guessed import forget_guesses, guessed_once
from tandem.rooms.company.paths_read import with_path
from tandem.rooms.company.remembering import (
    answers_before,
    keep_answers,
    keep_lasting,
    keep_on,
    lasting_for,
    lasting_of,
)
from tandem.rooms.company.sent import CODES, FILES
from tandem.rooms.company.sent import HEADCOUNTS as HEADCOUNTS
from tandem.rooms.company.sent import Sent as Sent
from tandem.rooms.company.sent import name_of as name_of
from tandem.rooms.company.sheets import HEADS, LEAVERS, chosen, files_of, read_apart
from tandem.rooms.company.statuses import Status as Status
from tandem.rooms.company.statuses import status_file, tell_broken_off, teller
from tandem.rooms.company.statuses import status_of as status_of
from tandem.rooms.company.statuses import tell as tell
from tandem.rooms.company.statuses import uploads as uploads
from tandem.rooms.company.wishes import Wish as Wish

WISH = "wish.json"
COLUMN_MATTERS = frozenset({Kind.MISSING_COLUMNS, Kind.AMBIGUOUS_DATES, Kind.BAD_MAPPING})


def _chosen_file(upload_id: UUID) -> Path:
    return uploads() / f"{upload_id}.chosen"


def forget(upload_id: UUID) -> None:
    for file in (status_file(upload_id), _chosen_file(upload_id)):
        file.unlink(missing_ok=True)
    shutil.rmtree(incoming(upload_id), ignore_errors=True)


def incoming(upload_id: UUID) -> Path:
    """The files as they were sent, and what was said of them, until the import is settled."""
    return uploads() / f"{upload_id}.incoming"


def wish_of(upload_id: UUID, file: Path | None = None) -> Wish | None:
    """None where the files are no longer there."""
    try:
        stored = json.loads((file or incoming(upload_id) / WISH).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Wish.stored(stored)


def kept(upload_id: UUID, wish: Wish) -> Wish:
    keep_wish(upload_id, wish)
    return wish


def keep_wish(upload_id: UUID, wish: Wish) -> None:
    text = json.dumps(asdict(wish), ensure_ascii=False)
    (incoming(upload_id) / WISH).write_text(text, encoding="utf-8")


def receive(sent: Sent, wish: Wish) -> UUID:
    """Keep the files and have them looked at. Returns the id the import will have."""
    upload_id = uuid.uuid4()
    for part, files in sent.parts():
        (incoming(upload_id) / part).mkdir(mode=0o700, parents=True)
        keep_files(upload_id, part, files)
    keep_wish(upload_id, wish)
    begin(upload_id, wish)
    return upload_id


def keep_files(upload_id: UUID, part: str, files: Sequence[UploadedFile[bytes]]) -> list[str]:
    """Returns the names under which they lie."""
    for file in files:
        with (incoming(upload_id) / part / name_of(file)).open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    return [name_of(each) for each in files]


def begin(upload_id: UUID, wish: Wish) -> None:
    tell(upload_id, Status("checking", wish.file_name))
    check_upload.enqueue(str(upload_id))


def match_again(upload_id: UUID, wish: Wish) -> UUID:
    """Check the same files with other columns, under an id of their own."""
    again = uuid.uuid4()
    incoming(upload_id).rename(incoming(again))
    forget(upload_id)
    keep_wish(again, wish)
    begin(again, wish)
    return again


@task(takes_context=True)
def check_upload(context: TaskContext, upload: str) -> str:
    """Look at the columns, and where they are clear check the files.

    What makes them unusable is told on the upload's page; what a word about the columns would
    mend is asked there, and the files are kept for the answer.
    """
    upload_id = UUID(upload)
    wish = wish_of(upload_id)
    if wish is None:
        return "gone"
    if Import.objects.filter(pk=upload_id).exists():  # by a worker that was gone right after
        status_file(upload_id).unlink(missing_ok=True)
        return "checked"
    try:
        guesses = guesses_of(upload_id, wish)
        wish, guesses = of_two_sheets(upload_id, wish, guesses)
        wish, guesses = fitting(upload_id, wish, guesses)
        wish = as_before(upload_id, shaped(upload_id, wish, guesses), guesses)
        wish = kept(upload_id, answered_of_the_other(upload_id, with_path(wish, guesses)))
        clear = is_clear(guesses, Shape(wish.shape), path_read=wish.path_read)
        if not wish.matched and not clear:
            tell(upload_id, Status("matching", wish.file_name))
            return "matching"
        report = check_files(upload_id, wish)
        wish, report = answered_before(upload_id, wish, report)
    except FileUnusable as unusable:
        return refuse(upload_id, wish, list(unusable.problems))
    except Exception as error:
        if tell_broken_off(upload_id, Status("checking", wish.file_name), error, context.attempt):
            shutil.rmtree(incoming(upload_id), ignore_errors=True)
        raise
    by, at = Person.objects.get(pk=wish.by), datetime.fromisoformat(wish.at)
    keep(import_id=upload_id, report=report, by=by, at=at)
    status_file(upload_id).unlink(missing_ok=True)
    return "checked"


def answered_of_the_other(upload_id: UUID, wish: Wish) -> Wish:
    """With what was answered to the file whose place this one takes, as far as it holds here."""
    if not wish.corrects or wish.answered:
        return wish
    other = UUID(wish.corrects)
    said = chosen_before(other)
    if said is None or said.shape != wish.shape:
        return replace(wish, corrects="")
    rows = rows_said(said.amends, *rows_of(other, said)) if incoming(other).exists() else []
    single = said_again(rows, *rows_of(upload_id, wish))
    everywhere = [each for each in said.amends if each.line is None]
    if not everywhere and not single:
        return replace(wish, corrects="")
    return replace(wish, amends=[*everywhere, *single], answered=True)


def answered_before(upload_id: UUID, wish: Wish, report: Report) -> tuple[Wish, Report]:
    """Checked once more with the answers of before, where the same file was brought in and undone.

    Of another file with these headings what was said of areas, values and years, and of rows that
    stand there again. All of it is listed on the page of the check and can be taken back there.
    """
    if wish.amends or wish.answered or not report.kinds:
        return wish, report
    kept = lasting_for(report)
    amends = answers_before(report.digest, report.shape.value)
    amends = amends or [*kept.amends, *said_again(kept.rows, *rows_of(upload_id, wish))]
    wish = replace(wish, amends=amends, answered=True)
    years = kept.years if Kind.SHORT_YEAR in report.kinds else None
    wish = with_years(wish, years) if years is not None else wish
    otherwise = wish.read_in(kept.ways, kept.worker_types)
    keep_wish(upload_id, otherwise)
    again = amends or years is not None or otherwise != wish
    return otherwise, check_files(upload_id, otherwise) if again else report


def of_two_sheets(
    upload_id: UUID, wish: Wish, guesses: list[FileGuess]
) -> tuple[Wish, list[FileGuess]]:
    """Leavers and headcounts from one workbook, where two of its sheets are just that."""
    folder = incoming(upload_id)
    other = chosen_before(UUID(wish.corrects)) if wish.corrects else None
    before = other.sheets if other else {}
    apart = read_apart(wish, guesses, folder / FILES / wish.files[0], folder / HEADCOUNTS, before)
    if apart == wish:
        return wish, guesses
    keep_wish(upload_id, apart)
    forget_guesses(folder)
    return apart, guesses_of(upload_id, apart)


def of_other_sheets(upload_id: UUID, wish: Wish, leavers: Sequence[str], heads: str) -> Wish:
    folder = incoming(upload_id)
    forget_guesses(folder)
    return chosen(wish, leavers, heads, folder / FILES / wish.files[0], folder / HEADCOUNTS)


def fitting(upload_id: UUID, wish: Wish, guesses: list[FileGuess]) -> tuple[Wish, list[FileGuess]]:
    """Without what was said of headings that only the file before had."""
    fits = fitted(wish, guesses)
    if fits == wish:
        return wish, guesses
    keep_wish(upload_id, fits)
    return fits, guesses_of(upload_id, fits)


def shaped(upload_id: UUID, wish: Wish, guesses: Sequence[FileGuess]) -> Wish:
    """With the shape that the file shows, where nobody said one."""
    if wish.shape:
        return wish
    return kept(upload_id, replace(wish, shape=guesses[0].shape.value))


def as_before(upload_id: UUID, wish: Wish, guesses: Sequence[FileGuess]) -> Wish:
    """Read as somebody said of an earlier file with exactly these headings."""
    if wish.matched or wish.mapping:
        return wish
    headings = [column.heading for guess in guesses for column in guess.columns]
    saved = saved_for(headings)
    if saved is not None and saved.shape == wish.shape:
        wish = replace(wish, mapping=saved.said, mapping_name=saved.name, matched=True)
    elif columns := lasting_of(compared(headings), wish.shape).columns:
        wish = replace(wish, mapping=columns, matched=True, as_last=True)
    else:
        return wish
    keep_wish(upload_id, wish)
    guesses_of(upload_id, wish)  # as they are with what was said, for whoever looks at them
    return wish


def guesses_of(upload_id: UUID, wish: Wish) -> list[FileGuess]:
    """What the headings and first rows say. Raises FileUnusable for what is no such file."""
    return guessed_once(
        *given(upload_id, wish),
        folder=incoming(upload_id),
        shape=wish.shape,
        said=wish.mapping,
        name=wish.mapping_name,
    )


def check_files(upload_id: UUID, wish: Wish) -> Report:
    files, heads = given(upload_id, wish)
    return check(
        files,
        folder=folder_of(uploads(), upload_id),
        today=localdate(datetime.fromisoformat(wish.at)),
        mapping=mapping_from(wish.mapping, wish.mapping_name),
        full_roster=wish.full_roster,
        progress=teller(upload_id, "checking", wish.file_name),
        shape=Shape(wish.shape),
        headcounts=heads,
        codes=incoming(upload_id) / CODES if wish.codes else None,
        amends=wish.amends,
    )


def rows_of(upload_id: UUID, wish: Wish) -> tuple[list[Incoming], Path, Mapping]:
    """All files in the order they are numbered in, where to copy them, and how they are read."""
    files, heads = given(upload_id, wish)
    return [*files, *heads], incoming(upload_id), mapping_from(wish.mapping, wish.mapping_name)


def given(upload_id: UUID, wish: Wish) -> tuple[list[Incoming], list[Incoming]]:
    """The files, and those of headcounts."""
    folder, sheets = incoming(upload_id), wish.sheets
    return (
        files_of(folder / FILES, wish.files, sheets.get(LEAVERS, ())),
        files_of(folder / HEADCOUNTS, wish.headcounts, sheets.get(HEADS, ())),
    )


def refuse(upload_id: UUID, wish: Wish, problems: list[Problem]) -> str:
    """Ask about the columns where that would help; else only what was chosen is kept."""
    if wish.shape and all(problem.kind in COLUMN_MATTERS for problem in problems):
        tell(upload_id, Status("matching", wish.file_name, problems=problems))
        return "matching"
    tell(upload_id, Status("unusable", wish.file_name, problems=problems))
    # What was said of the files, and of no single row, stays for the corrected ones.
    keep_wish(upload_id, replace(wish, amends=[one for one in wish.amends if one.line is None]))
    (incoming(upload_id) / WISH).replace(_chosen_file(upload_id))
    shutil.rmtree(incoming(upload_id), ignore_errors=True)
    return "unusable"


def chosen_before(upload_id: UUID) -> Wish | None:
    """What was said of files that are to be chosen again; None where that is forgotten."""
    return wish_of(upload_id, _chosen_file(upload_id)) or wish_of(upload_id)


def apply_later(
    import_: Import, *, expect_many: bool, as_of: date | None, by: Person, at: datetime
) -> None:
    tell(import_.pk, Status("applying", import_.file_name))
    day = as_of.isoformat() if as_of else ""
    apply_import.enqueue(str(import_.pk), str(by.pk), at.isoformat(), expect_many, day)


@task(takes_context=True)
def apply_import(
    context: TaskContext, import_id: str, by: str, at: str, expect_many: bool, as_of: str = ""
) -> str:
    """Write the checked rows. A refusal is told on the import's page; nothing changed then."""
    import_, moment = Import.objects.get(pk=import_id), datetime.fromisoformat(at)
    if import_.state == ImportState.APPLIED:  # by a worker that was gone before it could say so
        return _after_all(import_, moment, "applied")
    try:
        importing.apply(
            import_=import_,
            by=Person.objects.get(pk=by),
            at=moment,
            expect_many=expect_many,
            as_of=date.fromisoformat(as_of) if as_of else None,
            progress=teller(import_.pk, "applying", import_.file_name),
        )
    except UnableToApply as refused:
        many = isinstance(refused, ManyChanges)
        tell(import_.pk, Status("refused", import_.file_name, said=str(refused), many=many))
        return "refused"
    except Exception as error:
        tell_broken_off(import_.pk, Status("applying", import_.file_name), error, context.attempt)
        raise
    wish = wish_of(import_.pk)
    if wish:
        keep_answers(import_.pk, wish.amends)
        report = Report.read(folder_of(uploads(), import_.pk))
        rows = rows_said(wish.amends, *rows_of(import_.pk, wish))
        keep_lasting(import_.pk, report, wish.amends, wish.heard, rows)
    count_later(at=moment)
    forget(import_.pk)
    return "applied"


def undo_later(import_: Import, *, by: Person, at: datetime) -> None:
    tell(import_.pk, Status("undoing", import_.file_name))
    undo_import.enqueue(str(import_.pk), str(by.pk), at.isoformat())


@task(takes_context=True)
def undo_import(context: TaskContext, import_id: str, by: str, at: str) -> str:
    """Take an applied import back. What stands in the way is told on its page."""
    import_ = Import.objects.get(pk=import_id)
    moment = datetime.fromisoformat(at)
    if import_.state == ImportState.UNDONE:
        return _after_all(import_, moment, "undone")
    try:
        importing.undo(import_=import_, by=Person.objects.get(pk=by), at=moment)
    except UnableToUndo as refused:
        tell(import_.pk, Status("refused", import_.file_name, said=str(refused)))
        return "refused"
    except Exception as error:
        tell_broken_off(import_.pk, Status("undoing", import_.file_name), error, context.attempt)
        raise
    keep_on(import_.pk)
    count_later(at=moment)
    forget(import_.pk)
    return "undone"


def _after_all(import_: Import, at: datetime, outcome: str) -> str:
    importing.follow_up(at=at)
    count_later(at=at)
    forget(import_.pk)
    return outcome
