"""The jobs of one person put in order of time. Values in, decision out: no file, no query.

Everybody who is employed is in exactly one job, so that headcounts add up over every area. So a
job without a last day ends where the next begins, and days between two jobs of one stay belong to
the job before. A stay ends where the file says that somebody left, or where the jobs end; not so
where one of the jobs was told without an end, because they may be in it still. What cannot be so
(two jobs at once, a job outside its stay) is refused, and with it the person's other rows: a
history is taken whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.reasons import NO_LEAVING, is_of_leaving, understand
from tandem.organisation.intake.values import stay_in_words
from tandem.organisation.models import Reason

DAY = timedelta(days=1)
SHORT_GAP = timedelta(days=31)
NO_STAY = gettext_lazy("of this person: no job before it is told")


class Remark(NamedTuple):
    """Something to say about one line. value: what stands there, None for a whole row."""

    line: Line
    kind: Kind
    field: Field | None
    value: str | None
    facts: dict[str, object]


@dataclass(slots=True)
class Job:
    """A line with its days as they came out."""

    line: Line
    start_on: date
    end_on: date | None


@dataclass(slots=True)
class Stay:
    """Jobs without a break. gone_on: where the file says that they left."""

    jobs: list[Job]
    hired_on: date | None = None
    gone_on: date | None = None
    reason: str = ""
    reason_class: str = ""
    told_by: Line | None = None  # whose reason that is

    @property
    def ending(self) -> Line | None:
        """The line that says why it ended, or that it did not."""
        told = self.told_by
        is_one = told is not None and told.row.reason_class == NO_LEAVING
        return told if self.end_on is not None or is_one else None

    @property
    def goes_on(self) -> bool:
        """The last that was told of it ended by what is no leaving."""
        return self.reason_class == NO_LEAVING

    @property
    def start_on(self) -> date:
        return self.jobs[0].start_on

    @property
    def end_on(self) -> date | None:
        return self.jobs[-1].end_on

    def is_over_by(self, day: date) -> bool:
        return self.gone_on is not None and self.gone_on <= day

    def hear(self, line: Line) -> None:
        """What a line says of the stay as a whole; the later one is right."""
        if not self.goes_on:  # else a new contract of the same stay
            self.hired_on = line.hired_on or self.hired_on
        self.gone_on = line.gone_on or self.gone_on
        self.reason, self.reason_class = line.row.reason, line.row.reason_class
        self.told_by = line if self.reason else None


@dataclass(slots=True)
class Telling:
    """The stays of one person, and what is to be said about their lines."""

    stays: list[Stay] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def remark(
        self, line: Line, kind: Kind, about: Field | None, value: date | None, **facts: object
    ) -> None:
        shown = value.isoformat() if value else None
        self.remarks.append(Remark(line, kind, about, shown, facts))


def tell(lines: Iterable[Line]) -> Telling:
    """All lines of one person into stays of jobs."""
    telling = Telling()
    ended = True
    for line in without_no_leavings(once(sorted(lines, key=order), telling)):
        stay = telling.stays[-1] if telling.stays else None
        if line.leaves:
            leave(None if ended else stay, line, telling)
            ended = True
        elif stay is None or ended or is_return(stay, line):
            if stay is not None and not stay.is_over_by(line.row.start_on):
                give_way(stay, line, telling)
            telling.stays.append(begin(line))
            ended = False
        else:
            follow(stay, line, telling)
    for stay, following in pairwise([*telling.stays, None]):
        if stay is not None:
            settle_end(stay, following, telling)
    for before, stay in pairwise([None, *telling.stays]):
        if stay is not None:
            settle_start(stay, before, telling)
    return telling


def without_no_leavings(lines: Iterable[Line]) -> Iterator[Line]:
    """Who is then hired, by another company of the same house say, has the same stay."""
    kept_on: date | None = None
    for line in lines:
        if line.leaves and line.row.reason_class == NO_LEAVING:
            kept_on = line.row.start_on
            continue
        soon = kept_on is not None and line.row.start_on - kept_on <= SHORT_GAP
        kept_on = None
        yield line._replace(begins=False, hired_on=None) if line.begins and soon else line


def order(line: Line) -> tuple[object, ...]:
    """By day; on one day a leaving comes before a return."""
    return line.row.start_on, not line.leaves, line.file, line.line


def once(lines: Sequence[Line], telling: Telling) -> Iterator[Line]:
    """Without rows that say the same again."""
    seen: dict[tuple[object, ...], Line] = {}
    for line in lines:
        first = seen.setdefault(line[2:], line)
        if first is line:
            yield line
        else:
            telling.remark(line, Kind.SAME_ROW, None, None, other=first.line)


def begin(line: Line) -> Stay:
    stay = Stay([Job(line, line.row.start_on, line.row.end_on)])
    stay.hear(line)
    return stay


def leave(stay: Stay | None, line: Line, telling: Telling) -> None:
    """A line that says they left: after its leave date, else gone from its day on."""
    if stay is not None:
        stay.hear(line)
        stay.gone_on = line.gone_on or line.row.start_on
    elif not telling.stays:
        day = line.row.start_on
        telling.remark(line, Kind.OUTSIDE_STAY, Field.SPELL_FROM, day, stay=NO_STAY)


def is_return(stay: Stay, line: Line) -> bool:
    """Whether the line begins another stay: they had left, or it says so."""
    if stay.goes_on:
        return False
    last = stay.jobs[-1]
    here = line.row.start_on
    before = max(stay.hired_on or last.start_on, last.start_on)
    hired_anew = line.hired_on is not None and line.hired_on > before
    return stay.is_over_by(here) or hired_anew or line.begins or left_before(stay, here)


def left_before(stay: Stay, here: date) -> bool:
    """Whether a gap follows a word that says they left.

    A transfer says so only before a long gap, as does a word that nobody knows: the job between a
    last working day and the next first one is none.
    """
    end_on = stay.end_on
    if end_on is None or end_on >= here or not stay.reason or stay.goes_on:
        return False
    understood = understand(stay.reason)
    moved = stay.reason_class == Reason.OTHER and understood is not None and understood.out
    tells_one = bool(stay.reason_class) or is_of_leaving(stay.reason)
    return here - end_on > SHORT_GAP or (tells_one and not moved)


def follow(stay: Stay, line: Line, telling: Telling) -> None:
    """The next job of a stay: the one before runs until it begins."""
    last = stay.jobs[-1]
    if last.end_on is not None and last.end_on < line.row.start_on:
        first, until = last.end_on.isoformat(), (line.row.start_on - DAY).isoformat()
        day = line.row.start_on
        telling.remark(line, Kind.GAP, Field.SPELL_FROM, day, first=first, last=until)
        last.end_on = line.row.start_on
    give_way(stay, line, telling)
    stay.jobs.append(Job(line, line.row.start_on, line.row.end_on))
    stay.hear(line)


def give_way(stay: Stay, line: Line, telling: Telling) -> None:
    """End the last job where the line begins, if it may; two jobs at once are refused."""
    last, here = stay.jobs[-1], line.row.start_on
    if last.end_on is not None and last.end_on <= here:
        return
    shares_a_day = last.end_on == here + DAY
    if last.start_on >= here or not (last.end_on is None or shares_a_day):
        two_at_once(last, last.end_on, line, telling)
        return
    if shares_a_day:
        telling.remark(line, Kind.SHARED_DAY, Field.SPELL_FROM, here, other=last.line.line)
    last.end_on = here


def two_at_once(job: Job, end_on: date | None, line: Line, telling: Telling) -> None:
    """The line begins while the job still runs. offers: the last day that would let both stand."""
    until, here, other = _("without a last day"), line.row.start_on, job.line.line
    if end_on:
        until = _("to %(last)s") % {"last": (end_on - DAY).isoformat()}
    offers = ((here - DAY).isoformat(),) if job.line.row.start_on < here else ()
    facts = {"other": other, "until": until, "rival": (job.line.file, other), "offers": offers}
    telling.remark(line, Kind.OVERLAPPING_SPELL, Field.SPELL_FROM, here, **facts)


def is_still_open(stay: Stay) -> tuple[Job, Job] | None:
    """A job told without an end, and the one that ends and took its place.

    Where nothing says that they left, they may be in the first one still: who worked elsewhere for
    a while. An open job after an open one is a move.
    """
    if stay.gone_on is not None or stay.reason or stay.end_on is None:
        return None
    for job, then in pairwise(stay.jobs):
        was_cut = job.line.row.end_on is None and job.end_on == then.start_on
        if was_cut and then.line.row.end_on is not None:
            return job, then
    return None


def settle_end(stay: Stay, following: Stay | None, telling: Telling) -> None:
    """The last day as the file says they left; else the last job's."""
    last, gone_on = stay.jobs[-1], stay.gone_on
    if stay.goes_on:
        stay.reason = stay.reason_class = ""
        if gone_on is None and following is None:
            last.end_on = None
    if following is None and (both := is_still_open(stay)):
        two_at_once(both[0], None, both[1].line, telling)
        return
    if gone_on is not None:
        runs_on = last.end_on is not None and last.end_on > gone_on + DAY
        into_next = following is not None and following.start_on < gone_on
        if runs_on or into_next or last.start_on >= gone_on:
            outside(stay, last, telling)
            return
        if last.end_on is not None and last.end_on < gone_on:
            first, until = last.end_on.isoformat(), (gone_on - DAY).isoformat()
            telling.remark(
                last.line, Kind.GAP, Field.SPELL_TO, last.end_on - DAY, first=first, last=until
            )
        last.end_on = gone_on
    if last.end_on is None and stay.reason:
        remark = Remark(last.line, Kind.REASON_WITHOUT_DATE, Field.REASON, stay.reason, {})
        telling.remarks.append(remark)
        stay.reason = stay.reason_class = ""
        stay.told_by = None


def settle_start(stay: Stay, before: Stay | None, telling: Telling) -> None:
    """The first day as hired, where that does not reach into the stay before."""
    first, hired_on = stay.jobs[0], stay.hired_on
    if hired_on is None or hired_on == first.start_on:
        return
    if hired_on > first.start_on:
        outside(stay, first, telling)
    elif before is None or (before.end_on is not None and before.end_on <= hired_on):
        day = first.start_on.isoformat()
        telling.remark(first.line, Kind.EARLY_HIRE, Field.HIRED, hired_on, first=day)
        first.start_on = hired_on


def outside(stay: Stay, job: Job, telling: Telling) -> None:
    first = stay.hired_on or stay.start_on
    days = stay_in_words(first, stay.gone_on)
    day = job.line.row.start_on
    telling.remark(job.line, Kind.OUTSIDE_STAY, Field.SPELL_FROM, day, stay=days)
