"""Applying a checked import: one transaction, and it happens once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, Bulk, record, record_bulk
from tandem.access.bulk import Table, analyse, indexed_afterwards
from tandem.access.models import Event
from tandem.organisation.intake.as_of import first_untold
from tandem.organisation.intake.comparing import compare, missing_from
from tandem.organisation.intake.counts.writing import WritingCounts
from tandem.organisation.intake.difference import Difference
from tandem.organisation.intake.journal import Journal
from tandem.organisation.intake.lacking import write_lacking
from tandem.organisation.intake.lane import FILE_NAME as PLAIN
from tandem.organisation.intake.leaders import settle
from tandem.organisation.intake.matching import match_people
from tandem.organisation.intake.progress import Progress, Step, silent
from tandem.organisation.intake.refusals import ManyChanges, UnableToApply
from tandem.organisation.intake.remarks import forget_unread
from tandem.organisation.intake.report import FileSeen, Report, older_than_known, reasons_to_ask
from tandem.organisation.intake.restricted import closed_facts, codes_of, departments_newest_first
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.staging import BETWEEN_AREAS, FILE_NAME, Staging, Verdict
from tandem.organisation.intake.tally import Tally
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import (
    Area,
    Assignment,
    Employment,
    Headcount,
    Import,
    ImportState,
    LeaverCount,
    Person,
    Spell,
)
from tandem.organisation.widening import held_roles, hold_grants, left_to_nobody

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain

PERSON = ["number", "first_name", "last_name", "email"]
STAY = ["start_on", "end_on", "reason", "reason_class"]
SPELL = [
    *("area", "manager", "title", "level", "location", "fte"),
    *("start_on", "end_on"),
]
FILLED = (Area, Person, Employment, Spell, Assignment, LeaverCount, Headcount)
OF_A_SHEET = re.compile(r"(?<=\.xlsx) · .*", re.IGNORECASE)
LONGEST_NAME = 255
ORGANISATION_ACTS = (
    Q(what__in=["import.applied", "import.undone"])
    | Q(what__startswith="person.")
    | Q(what__startswith="area.")
)


def folder_of(uploads: Path, import_id: UUID) -> Path:
    """Where the staged rows, the report and the rejected rows of an import lie."""
    return uploads / str(import_id)


@transaction.atomic
def keep(
    *, import_id: UUID, report: Report, by: Actor, at: datetime, watched: bool = False
) -> Import:
    """Write down that a file was checked and waits for somebody's word.

    watched: it came from a watched folder, so somebody is told of it.
    """
    import_ = Import(
        id=import_id,
        file_name=", ".join(dict.fromkeys(map(book_of, report.files)))[:LONGEST_NAME],
        digest=report.digest,
        shape=report.shape.value,
        full_roster=report.full_roster,
        rows=report.rows,
        accepted=report.accepted,
        rejected=report.rejected,
        counts=report.counts(),
        watched=watched,
        checked_at=at,
        checked_by=by if isinstance(by, Person) else None,
    )
    record("import.checked", import_, by=by, at=at)
    return import_


def book_of(file: FileSeen) -> str:
    """The name of the file, whichever sheets of it were read."""
    return OF_A_SHEET.sub("", file.name)


def apply(
    *,
    import_: Import,
    by: Actor,
    at: datetime,
    uploads: Path,
    expect_many: bool = False,
    as_of: date | None = None,
    progress: Progress = silent,
) -> Import:
    """Write the accepted rows, all or none.

    What has changed since the check is compared anew first. as_of: the last day the file tells
    of; without it what the file says itself, or else the day of `at`. Raises UnableToApply if the
    import was applied or thrown away before, that day has not come, or a role somebody must hold
    would be left to nobody; ManyChanges unless many were expected.
    """
    from tandem.organisation.intake.lane.plain import Plain

    folder = folder_of(uploads, import_.pk)
    with transaction.atomic():
        import_ = locked(import_.pk)
        refuse_second_time(import_)
        if not (folder / FILE_NAME).exists():
            raise UnableToApply(_("The checked rows are no longer there. Check the file again."))
        with (
            Staging.opened(folder) as staging,
            Plain.opened(folder, staging.shape) as plain,
            Journal.new(folder) as journal,
        ):
            staging.aside = plain
            report = Report.read(folder)
            import_.as_of = day_told(report, as_of, localdate(at))
            days = Days(localdate(at), import_.as_of)
            writing = writer(staging, report, days, progress, plain, folder)
            writing.refuse_many(expect_many)
            import_.state, import_.applied_at = ImportState.APPLIED, after_all_others(at)
            parts = journal.keeping(writing.parts(import_, expect_many=expect_many))
            hold_grants()
            held = held_roles(localdate(at))
            record_bulk("import.applied", import_, parts, by=by, at=at)
            if alone := left_to_nobody(held, localdate(at)):
                raise UnableToApply(" ".join(alone))
            analyse(*FILLED)
        # Only once it is certain: a rollback must find the staged rows again.
        transaction.on_commit(partial(forget_rows, folder))
    return import_


def after_all_others(at: datetime) -> datetime:
    """`at`, or just after the latest import where a clock that was set back says it is earlier.

    Which file came last decides what holds, whatever the clock has done.
    """
    last = Import.objects.aggregate(last=Max("applied_at"))["last"]
    return max(at, last + timedelta(microseconds=1)) if last else at


def day_told(report: Report, said: date | None, today: date) -> date:
    """The last day the files tell of. Raises UnableToApply for one that has not come."""
    if said is not None and said > today:
        raise UnableToApply(
            _("%(day)s has not come yet. Say the last day that the file tells of.")
            % {"day": date_format(said, "j F Y")}
        )
    if said is not None:
        return said
    return min(date.fromisoformat(report.as_of), today) if report.as_of else today


def forget_rows(folder: Path) -> None:
    for name in (FILE_NAME, PLAIN):
        (folder / name).unlink(missing_ok=True)
    forget_unread(folder)


@transaction.atomic
def discard(*, import_: Import, by: Actor, at: datetime, uploads: Path) -> Import:
    """Throw a check away, with all its files. A second time changes nothing."""
    import_ = locked(import_.pk)
    if import_.state == ImportState.DISCARDED:
        return import_
    refuse_second_time(import_)
    import_.state = ImportState.DISCARDED
    record("import.discarded", import_, by=by, at=at)
    folder = folder_of(uploads, import_.pk)
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))
    return import_


def locked(import_id: UUID) -> Import:
    """The import, while every other import waits: one at a time changes the organisation."""
    waiting = list(Import.objects.order_by("pk").select_for_update())
    return next(each for each in waiting if each.pk == import_id)


def refuse_second_time(import_: Import) -> None:
    if import_.state == ImportState.APPLIED and import_.applied_at is not None:
        when = date_format(localtime(import_.applied_at), "j F Y, H:i")
        raise UnableToApply(
            _("This import was applied on %(when)s. Nothing was done again.") % {"when": when}
        )
    if import_.state == ImportState.DISCARDED:
        raise UnableToApply(_("This check was thrown away. Check the file again."))


class Days(NamedTuple):
    """today, and the last day that the files tell of."""

    today: date
    told: date


def writer(
    staging: Staging,
    checked: Report,
    days: Days,
    progress: Progress,
    plain: Plain | None,
    folder: Path,
) -> Writing | WritingCounts:
    if checked.shape is Shape.COUNTS:
        return WritingCounts(staging, checked, progress)
    return Writing(staging, checked, days, progress, plain, folder)


class Writing:
    """The rows of one import as parts to be written, counted on the way."""

    def __init__(
        self,
        staging: Staging,
        checked: Report,
        days: Days,
        progress: Progress,
        plain: Plain | None,
        folder: Path,
    ) -> None:
        self.staging, self.checked, self.folder = staging, checked, folder
        self.today = today = days.today
        self.told_until, self.since = days.told, first_untold(days.told, today)
        self.progress, self.plain = progress, plain
        self.tree = AreaTree(codes_of(staging))
        self.report = Report(
            full_roster=checked.full_roster,
            digest=checked.digest,
            shape=checked.shape,
            answers=checked.answers,
            amended=checked.amended,
            left_out=checked.left_out,
            moves=checked.moves,
        )
        self.report.here = Employment.objects.on(today).values("person").distinct().count()
        self.tally = Tally(self.report, self.tree, today)
        since = Event.objects.filter(ORGANISATION_ACTS, id__gt=staging.facts()["event"])
        self.stale = since.exists()
        self.other_day = self.since != checked.first_untold(today)
        # Rows that change nothing are compared again only where something changed meanwhile.
        self.report.same = 0 if self.stale else checked.same
        leading = Assignment.objects.leading().still().values_list("person", flat=True)
        self.leading = frozenset(leading if staging.shape is Shape.HISTORY else ())
        self.told: set[UUID] = set()  # of those who lead: whose history changes

    def refuse_many(self, expect_many: bool) -> None:
        if self.checked.asks and not expect_many:
            raise ManyChanges(" ".join(each.reason for each in self.checked.asks))

    def parts(self, import_: Import, *, expect_many: bool) -> Iterator[Bulk | Table]:
        """Areas, people who are in the files, people who are not, leaders."""
        if self.stale:
            self.refuse_known()
            match_people(self.staging)
        for path in departments_newest_first(self.staging):
            self.tree.grow(path)
        self.report.areas = len(self.tree.new)
        yield Bulk(new=self.tree.new)
        yield Bulk(changed=self.tree.coded, fields=["code"])
        with indexed_afterwards(Person, Employment, Spell) if self.plain else nullcontext():
            yield from self.people()
            yield from self.missing()
            yield from self.set_aside()
        yield from closed_facts(self.staging, import_, self.today)
        self.progress(Step.LEADERS, 0, 0)
        yield from settle(self.today, self.since, self.told, import_.as_of)
        self.finish(import_, expect_many)
        write_lacking(self.staging, self.tree, self.folder)

    def people(self) -> Iterator[Bulk]:
        roster = self.checked.full_roster
        without = None if self.stale else Verdict.SAME
        done = 0
        for batch in compare(
            self.staging,
            self.tree,
            self.today,
            since=self.since,
            full_roster=roster,
            without=without,
        ):
            taken = [each for each in batch if each.difference.conflict is None]
            refused = [each for each in batch if each.difference.conflict is not None]
            self.report.rejected += sum(each.rows for each in refused)
            for each in taken:
                self.tally.add(each)
                if each.staged.person in self.leading and each.difference.fields:
                    self.told.add(each.staged.person)
            yield from bulks([each.difference for each in taken])
            done += len(batch)
            self.progress(Step.WRITING, done, self.checked.accepted)

    def refuse_known(self) -> None:
        """Plain rows were not compared with anybody, because nobody had their ids."""
        if self.plain and self.plain.are_known_by_now():
            raise UnableToApply(
                _("People of this file have come in since the check. Check the file again.")
            )

    def set_aside(self) -> Iterator[Table]:
        """People of the plain rows, new all of them."""
        if self.plain is None:
            return
        areas = {
            path: self.tree.grow(path.split(BETWEEN_AREAS)).id
            for _file, _line, path in self.plain.departments()
        }
        yield from self.plain.tables(areas, self.staging.people(), self.today)
        self.tally.add_plain(self.plain)
        self.progress(Step.WRITING, self.checked.accepted, self.checked.accepted)

    def missing(self) -> Iterator[Bulk]:
        if self.checked.full_roster:
            for batch in missing_from(self.staging, self.today, self.since):
                self.tally.add_missing(batch)
                yield from bulks([found for _known, found in batch])
                self.progress(Step.LEAVING, self.report.left, 0)

    def finish(self, import_: Import, expect_many: bool) -> None:
        """Counts as they are; what the check could not foresee is asked after all."""
        if (self.stale or self.other_day) and not expect_many:
            known = Import.objects.people_known_until(but=import_.digest)
            asks = reasons_to_ask(self.report, import_.file_name)
            asks += older_than_known(self.report, import_.file_name, self.told_until, known)
            if asks:
                raise ManyChanges(" ".join(each.reason for each in asks))
        import_.rejected = self.checked.rejected + self.report.rejected
        import_.accepted = self.checked.rows - import_.rejected
        self.report.rows = self.checked.rows
        self.report.accepted, self.report.rejected = import_.accepted, import_.rejected
        import_.counts = self.report.counts()


def bulks(found: Sequence[Difference]) -> Iterator[Bulk]:
    """Changes before new rows, so that a period has ended where another begins."""
    yield Bulk(gone=[row for each in found for row in each.gone_spells])
    yield Bulk(gone=[row for each in found for row in each.gone_stays])
    yield Bulk(
        changed=[row for each in found for row in each.changed_people.values()], fields=PERSON
    )
    yield Bulk(changed=[row for each in found for row in each.changed_stays.values()], fields=STAY)
    yield Bulk(
        changed=[row for each in found for row in each.changed_spells.values()], fields=SPELL
    )
    yield Bulk(new=[row for each in found for row in each.new_people])
    yield Bulk(new=[row for each in found for row in each.new_stays])
    yield Bulk(new=[row for each in found for row in each.new_spells])
