"""Jobs beside another one: who has two at once counts once, in the first, unless they are moves.

A row tells a second job by the number of the job, which is higher than the person's lowest, or in
words ("Additional job"). Only what begins while the first job runs is beside it: who left and was
hired again has a new number too. Where the first job ends and a second one goes on, they are in
that one from then on, and nobody has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import Stay, tell
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.values import Layout
from tandem.organisation.intake.ways import SecondJobs

EXAMPLES = 5  # rows that the question names


def apart(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The rows of one person that are taken, and those of jobs beside the first."""
    lowest = min(each.job for each in lines)
    higher = [each for each in lines if each.job > lowest]
    if not higher:
        return list(lines), []
    first = [each for each in lines if each.job == lowest]
    if goes_on_as_another(first, higher):
        return [*first[:-1], *higher], []
    stays = tell(first).stays
    beside = [each for each in higher if any(is_during(each, stay) for stay in stays)]
    later = [each for each in higher if each not in beside]
    for stay in stays:
        if goes_on := still_there(beside, stay):
            ending = stay.end_on
            first = [e for e in first if not (e.leaves and e.row.start_on == ending)]
            later += [goes_on]
    return [*first, *later], beside


def goes_on_as_another(first: list[Line], higher: Sequence[Line]) -> bool:
    """Whether the last row of the first job begins with the other, in the same area: it goes on
    under another number, in another company of the house say, and that row is what is left of it.
    """
    first.sort(key=lambda line: line.row.start_on)
    last, begins = first[-1], min(higher, key=lambda line: line.row.start_on)
    same_day = last.row.start_on == begins.row.start_on
    return (
        len(first) > 1
        and same_day
        and last.row.department == begins.row.department
        and not (last.leaves or begins.leaves)
    )


def is_during(line: Line, stay: Stay) -> bool:
    day = line.row.start_on
    return stay.start_on <= day and (stay.end_on is None or day < stay.end_on)


def still_there(beside: Iterable[Line], stay: Stay) -> Line | None:
    """The second job that goes on where the stay ends, from that day on."""
    if stay.end_on is None:
        return None
    latest: dict[int, Line] = {}
    for each in sorted(beside, key=lambda line: (line.row.start_on, not line.leaves)):
        if is_during(each, stay):
            latest[each.job] = each
    for line in latest.values():
        over = line.gone_on or line.row.end_on
        if not line.leaves and (over is None or over > stay.end_on):
            return line._replace(row=line.row._replace(start_on=stay.end_on), begins=False)
    return None


@dataclass(slots=True)
class Beside:
    """The second jobs of all people. said: by file, what becomes of them."""

    layouts: Mapping[int, Layout]
    rows: int = 0
    first: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def said(self) -> SecondJobs | None:
        return next(iter(self.layouts.values())).mapping.ways.second_jobs

    def take(self, lines: list[Line]) -> list[Line]:
        """The rows of one person as they are taken."""
        taken, beside = apart(lines)
        if not beside:
            return taken
        self.rows += len(beside)
        found = [(each.file, each.line, each.row.number) for each in beside]
        self.first = sorted([*self.first, *found])[:EXAMPLES]
        return lines if self.said is SecondJobs.MOVES else taken

    def note(self, staging: Staging) -> None:
        if not self.rows:
            return
        file = self.first[0][0]
        columns = self.layouts[file].columns
        heading = columns.heading(Field.JOB) or columns.heading(Field.EVENT)
        told = ", ".join(
            _("%(number)s on line %(line)s") % {"number": number, "line": number_format(line)}
            for _file, line, number in self.first
        )
        moves = self.said is SecondJobs.MOVES
        how = _("They are taken as moves.") if moves else _("They are left out.")
        offers = [each.value for each in SecondJobs if each is not self.said]
        facts = {"count": self.rows, "first": told, "how": how}
        place = Place(self.layouts[file].file, None, heading)
        staging.note(file, place.found(Kind.SECOND_JOBS, None, **facts, offers=offers))
