"""What a check asks, a group for each kind of question: one card on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.organisation.intake.counts.nearness import last_level
from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.intake.kinds import UNDER_TWO_NAMES
from tandem.organisation.intake.places import Spot
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.ways import (
    Brackets,
    ByRemark,
    FirstPart,
    LeavingDay,
    ReasonRows,
    SameName,
    SecondJobs,
    Withdrawn,
)
from tandem.rooms.company.alike import Alike
from tandem.rooms.company.answers import BY_VALUE, RENAMED, Question
from tandem.rooms.company.worker_types import BUTTONS

QUESTIONS = frozenset(
    {
        *UNDER_TWO_NAMES,
        Kind.DUPLICATE_HEADCOUNT,
    }
)
"""Waited for before anything is applied."""
WAYS: Mapping[str, Mapping[str, object]] = {
    Kind.SECOND_JOBS: {
        SecondJobs.LEFT_OUT: gettext_lazy("Leave the second jobs out: a person counts once"),
        SecondJobs.MOVES: gettext_lazy("Count them as moves"),
    },
    Kind.LEAVING_DAY: {
        LeavingDay.AWAY: gettext_lazy("It is the first day away"),
        LeavingDay.WORKED: gettext_lazy("It is the last day worked"),
    },
    Kind.WITHDRAWN_BY_REMARK: {
        Withdrawn.STAYS: gettext_lazy("No, leave these rows out of the leavers"),
        Withdrawn.LEFT: gettext_lazy("Yes, count them"),
    },
    Kind.REASON_BY_REMARK: {
        ByRemark.TAKEN: gettext_lazy("Take the reason from the remark"),
        ByRemark.AS_READ: gettext_lazy("Leave the reason as it is"),
    },
    Kind.REASON_ROWS: {
        ReasonRows.LEFT: gettext_lazy("A row with a leave reason says that they left"),
        ReasonRows.HERE: gettext_lazy("They are still here"),
    },
    Kind.MANAGER_IN_BRACKETS: {
        Brackets.KEPT: gettext_lazy("Keep the brackets"),
        Brackets.LEFT_AWAY: gettext_lazy("Leave the brackets away"),
    },
    Kind.SAME_NAME: {
        SameName.ONE: gettext_lazy("They are one area"),
        SameName.APART: gettext_lazy("Each code is an area"),
    },
    Kind.CODE_FIRST: {
        FirstPart.CODE: gettext_lazy("It is the code"),
        FirstPart.NAME: gettext_lazy("It is an area"),
    },
}
"""How a whole file can be read: what to post, and its words on a button. What nobody has said can
be said either way; then only otherwise."""
TURNED: Mapping[str, Mapping[str, object]] = {
    Kind.WITHDRAWN_BY_REMARK: {
        Withdrawn.STAYS: gettext_lazy("Leave them out of the leavers"),
        Withdrawn.LEFT: gettext_lazy("Count them as leavers"),
    },
}
"""The words once it is answered, where those of the question would be read as an answer to it."""
DECIDE = QUESTIONS | BY_VALUE | {Kind.TOTAL_BY_FIGURES}
"""Rows are taken all the same, and who leads, or what is counted, may be wrong then."""

OF_SEVERAL: Mapping[str, object] = {
    Kind.MISSING_DEPARTMENT: gettext_lazy("%(count)s rows have no department."),
    Kind.SHORT_YEAR_READ: gettext_lazy(
        "%(count)s days have a year of two digits and are read as of the last few years, such as "
        "“%(first)s”."
    ),
    Kind.SHORT_YEAR: gettext_lazy("%(count)s days have a year of two digits, such as “%(first)s”."),
    Kind.WHICH_AREA: gettext_lazy(
        "%(count)s areas of the leavers list have no headcounts under their names."
    ),
}
FEW = 3
"""Names of managers that stand in sight with all who carry them."""
IN_SIGHT = frozenset(
    {
        *(Kind.LETTERS_PUT_RIGHT, Kind.LETTERS_LEFT, Kind.LETTERS_KNOWN, Kind.LETTERS_UNSURE),
        *(Kind.HEADCOUNT_LACKING, Kind.NO_REASONS, Kind.NOT_EMPLOYED, Kind.EMPLOYED),
        *(Kind.AREA_RENAMED, Kind.AREA_EMPTIED),
    }
)
"""Told in a line, and not folded: how the whole file was read, which one button turns round; or
what costs a rate."""


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind: how many, the first places, and the cure where they share it."""

    kind: str
    count: int
    places: list[Question]
    asked: bool = False  # whether the places can be answered
    alike: Alike | None = None  # how all of them can be, at once

    @property
    def first(self) -> list[Problem]:
        return [each.problem for each in self.places]

    @property
    def title(self) -> str:
        """The first one in words, and how many there are like it."""
        more = self.count - 1
        if not more:
            return self.first[0].reason
        if words := OF_SEVERAL.get(self.kind):
            first = self.first[0].value
            return str(words) % {"count": number_format(self.count), "first": first}
        if self.kind == Kind.BAD_MONTH and not self.first[0].value:
            words = _("%(count)s rows tell no month that can be read.")
            return words % {"count": number_format(self.count)}
        if self.pairs and self.kind == Kind.AREA_MISSPELT:  # which ones stands below
            words = _("%(count)s areas may be written in two ways.")
            return words % {"count": number_format(self.count)}
        like = ngettext("And %(count)s more like it.", "And %(count)s more like it.", more)
        parts = [(like, more)]
        if self.kind in BY_VALUE and self.asked:
            same = self.places[0].rows - 1
            parts = [(same_value(same), same), (other_value(more - same), more - same)]
        said = [words % {"count": number_format(count)} for words, count in parts if count]
        return " ".join([self.first[0].reason, *said])

    @property
    def is_of_names(self) -> bool:
        """Whether each place is a name, to be matched with another: a line of a table."""
        return self.kind == Kind.WHICH_AREA

    @property
    def lines(self) -> list[str]:
        """What is read where, told below the title."""
        if self.kind != Kind.REASON_BY_REMARK:
            return []
        return (self.first[0].value or "").splitlines()

    @property
    def rejects(self) -> bool:
        return self.first[0].rejects

    @property
    def readings(self) -> list[tuple[str, object]]:
        """How else the file can be read, to be posted under the name of the kind."""
        if self.kind in BUTTONS:
            words = BUTTONS[self.kind]
            return [(each, str(words) % {"type": each}) for each in self.first[0].offers]
        offers = self.first[0].offers
        words = TURNED.get(self.kind, {}) if len(offers) == 1 else {}
        words = words or WAYS.get(self.kind, {})
        return [(each, words[each]) for each in offers if each in words]

    @property
    def is_a_card(self) -> bool:
        """Asked about in sight: rows stay out or stand wrong until somebody says a word."""
        if self.kind in WAYS:
            return len(self.readings) > 1
        decides = self.kind in QUESTIONS or (self.asked and self.kind in DECIDE)
        return self.rejects or decides

    @property
    def is_in_sight(self) -> bool:
        return self.kind in IN_SIGHT or (self.kind in WAYS and not self.is_a_card)

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Encodings to choose from, each with how some words are read in it."""
        problem = self.first[0]
        if self.kind not in (Kind.LETTERS_KNOWN, Kind.LETTERS_UNSURE):
            return []
        other, read, words = problem.offers
        ways = [(other, words)]
        return ways if self.kind == Kind.LETTERS_KNOWN else [(read, problem.value or ""), *ways]

    @property
    def is_open(self) -> bool:
        """Whether it is a question, though told in a line."""
        return self.kind == Kind.LETTERS_UNSURE

    @property
    def costs_a_rate(self) -> bool:
        return self.kind == Kind.HEADCOUNT_LACKING

    @property
    def names_each(self) -> bool:
        """Told in a line, with each of several."""
        return self.count > 1 and self.kind in (Kind.HEADCOUNT_LACKING, Kind.AREA_RENAMED)

    @property
    def joins(self) -> list[tuple[str, str]]:
        """Areas that may have parts elsewhere, each with the words of the way to join them."""
        if self.kind == Kind.HEADCOUNT_LACKING:
            areas = [each.value or "" for each in self.first] if self.count <= FEW else []
        elif self.kind == Kind.AREA_EMPTIED:
            areas = [*self.first[0].offers]
        else:
            return []
        if len(areas) == 1:
            return [(areas[0], _("Join the parts"))]
        return [(each, _("Join “%(area)s”") % {"area": last_level(each)}) for each in areas]

    @property
    def is_of_columns(self) -> bool:
        """What to do is done where columns are matched."""
        return self.kind == Kind.NO_REASONS

    @property
    def meanwhile(self) -> str:
        """What holds as long as nothing is answered."""
        if self.kind in QUESTIONS or self.kind in (Kind.SECOND_JOBS, Kind.REASON_ROWS):
            return _("A question before it is applied")
        if self.kind == Kind.WITHDRAWN_BY_REMARK:
            return _("Left out of the leavers unless you answer")
        if self.kind == Kind.REASON_BY_REMARK:
            return _("The reason stays as it is unless you answer")
        if not self.rejects:
            return _("Taken as it stands unless you answer")
        if self.count == 1:
            return _("It is left out unless you answer") if self.asked else _("It is left out")
        return _("They are left out unless you answer") if self.asked else _("They are left out")

    @property
    def by_itself(self) -> bool:
        """Whether the places are folded: one answer for all of them stands above."""
        answered = any(each.chosen for each in self.places)
        return bool(self.alike and self.alike.choices) and not answered

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Where one answer makes one area of each two: the one, and what it is called then."""
        if self.kind not in RENAMED or not self.by_itself:
            return []
        return [in_short(each.problem.value or "", each.problem.offers[0]) for each in self.places]

    @property
    def is_of_few_names(self) -> bool:
        """Each has the people who carry it: nobody wants one answer for all of them."""
        return self.kind == Kind.SEVERAL_MANAGERS and len(self.places) <= FEW and not self.unseen

    @property
    def cure(self) -> str:
        return self.first[0].on_page if self.is_one_cure else ""

    @property
    def is_one_cure(self) -> bool:
        return len({each.on_page for each in self.first}) == 1

    @property
    def unseen(self) -> int:
        if self.kind in BY_VALUE:
            return self.count - sum(each.rows for each in self.places)
        return self.count - len(self.places)


def in_short(one: str, other: str) -> tuple[str, str]:
    """Without the levels above, where both lie below the same."""
    above, _sign, name = one.rpartition(" / ")
    if above and other.rpartition(" / ")[0] == above:
        return name, last_level(other)
    return one, other


def same_value(rows: int) -> str:
    return ngettext("%(count)s more row says the same.", "%(count)s more rows say the same.", rows)


def other_value(rows: int) -> str:
    return ngettext(
        "And %(count)s row says another manager.",
        "And %(count)s rows say another manager.",
        rows,
    )


def groups(
    report: Report, asked: Mapping[str, list[Question]], alike: Mapping[str, Alike]
) -> list[Group]:
    """What decides most first; within these the most frequent first.

    What somebody left out needs no word any more, and words for leaving are asked about together.
    """
    found = []
    for kind, first in report.first.items():
        told = [Question(Spot(0, 0, each)) for each in first]
        places = asked.get(kind, told)
        can_be = any(each.choices for each in places)
        if kind not in (Kind.LEFT_OUT, Kind.UNKNOWN_REASON):
            count = report.kinds.get(kind, len(first))
            group = Group(kind, count, places, can_be, alike.get(kind))
            found.append(replace(group, alike=None) if group.is_of_few_names else group)
    return sorted(found, key=lambda group: (rank(group), -group.count))


def rank(group: Group) -> int:
    """What must be said before anything is applied, what keeps rows out, what only reads wrong."""
    if group.kind in QUESTIONS or group.kind in WAYS:
        return 0
    return 1 if group.rejects or group.joins else 2
