"""What intake found: each problem with its place, its reason and its cure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

SHOWN = 120  # characters of a value that a problem repeats


class Kind(StrEnum):
    """What is wrong, as a word for programs; `WORDS` says it to people."""

    # the whole file: nothing changes
    UNREADABLE = "unreadable"
    EMPTY_FILE = "empty_file"
    NOT_TEXT = "not_text"
    LINE_TOO_LONG = "line_too_long"
    HEADER_ONLY = "header_only"
    MISSING_COLUMNS = "missing_columns"
    BAD_MAPPING = "bad_mapping"
    AMBIGUOUS_DATES = "ambiguous_dates"
    MANY_LEAVE = "many_leave"
    MANY_CHANGE = "many_change"
    # one row: it is not taken
    BROKEN_QUOTING = "broken_quoting"
    CELL_COUNT = "cell_count"
    NUL_CHARACTER = "nul_character"
    BROKEN_TEXT = "broken_text"
    MISSING_ID = "missing_id"
    MISSING_DEPARTMENT = "missing_department"
    MISSING_HIRE_DATE = "missing_hire_date"
    BAD_DATE = "bad_date"
    IMPOSSIBLE_DATE = "impossible_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    LEAVE_BEFORE_HIRE = "leave_before_hire"
    TOO_LONG = "too_long"
    DUPLICATE_ID = "duplicate_id"
    OTHER_STAY = "other_stay"
    # one row of a file of duties: it is not taken
    MISSING_AREA = "missing_area"
    UNKNOWN_AREA = "unknown_area"
    SEVERAL_AREAS = "several_areas"
    DUPLICATE_AREA = "duplicate_area"
    NO_DUTY = "no_duty"
    UNKNOWN_PERSON = "unknown_person"
    SEVERAL_PEOPLE = "several_people"
    PERSON_LEFT = "person_left"
    SAME_TWO = "same_two"
    DAY_TO_COME = "day_to_come"
    DAY_TAKEN = "day_taken"
    # noted: the row is taken
    UNKNOWN_MANAGER = "unknown_manager"
    OWN_MANAGER = "own_manager"
    MANAGER_CYCLE = "manager_cycle"
    BAD_EMAIL = "bad_email"
    BAD_FTE = "bad_fte"
    REASON_WITHOUT_DATE = "reason_without_date"
    UNKNOWN_REASON = "unknown_reason"
    TRANSFER_OUT = "transfer_out"


NOTED = frozenset(
    {
        Kind.UNKNOWN_MANAGER,
        Kind.OWN_MANAGER,
        Kind.MANAGER_CYCLE,
        Kind.BAD_EMAIL,
        Kind.BAD_FTE,
        Kind.REASON_WITHOUT_DATE,
        Kind.UNKNOWN_REASON,
        Kind.TRANSFER_OUT,
    }
)

WORDS = {
    Kind.UNREADABLE: (
        _("The file cannot be read (%(why)s)."),
        _("Check the name and that you may read it."),
    ),
    Kind.EMPTY_FILE: (
        _("The file is empty."),
        _("Export again, with one row per person under a line of headings."),
    ),
    Kind.NOT_TEXT: (
        _("This is not a CSV text file: it looks like %(what)s."),
        _("Open it in the program that made it and save it as “CSV UTF-8”."),
    ),
    Kind.LINE_TOO_LONG: (
        _("Line %(line)s is longer than a million characters."),
        _("Save it as CSV with one line per person."),
    ),
    Kind.HEADER_ONLY: (
        _("The file has headings and no people."),
        _("Export again with its rows."),
    ),
    Kind.MISSING_COLUMNS: (
        _("No column for: %(missing)s. The headings are: %(seen)s."),
        _("Rename a heading, or say in a mapping which one it is."),
    ),
    Kind.BAD_MAPPING: (
        _("The mapping cannot be used: %(why)s."),
        _("Correct the mapping and try again."),
    ),
    Kind.AMBIGUOUS_DATES: (
        _("Day or month first? Every date can be read both ways, such as %(value)s."),
        _(
            "Write dates as 2026-12-31, or say which comes first: where you choose the file, or "
            'as [dates] order = "day-first" in a mapping.'
        ),
    ),
    Kind.MANY_LEAVE: (
        _("%(count)s of %(people)s people would leave. That is more than 5 %%."),
        _("If this is right, say so: --expect-many in the terminal."),
    ),
    Kind.MANY_CHANGE: (
        _("%(count)s of %(people)s people would change. That is more than 30 %%."),
        _("If this is right, say so: --expect-many in the terminal."),
    ),
    Kind.BROKEN_QUOTING: (
        _("A quotation mark opens and never closes, or closes too early."),
        _("Inside a quoted cell, write every quotation mark twice."),
    ),
    Kind.CELL_COUNT: (
        _("This row has %(found)s cells and the headings are %(expected)s."),
        _("Look for a missing or an extra “%(delimiter)s”; put cells that hold one in quotes."),
    ),
    Kind.NUL_CHARACTER: (
        _("The row holds a NUL character, which no text has."),
        _("Remove it, or export the row again."),
    ),
    Kind.BROKEN_TEXT: (
        _("A character of this row is damaged."),
        _("Export the row again as UTF-8, or type the character anew."),
    ),
    Kind.MISSING_ID: (
        _("This row has no employee id."),
        _("Give the person the number your HR system knows them by."),
    ),
    Kind.MISSING_DEPARTMENT: (
        _("This row has no department."),
        _("Say where the person works, or worked last."),
    ),
    Kind.MISSING_HIRE_DATE: (
        _("This row has no hire date."),
        _("Add the first day of work."),
    ),
    Kind.BAD_DATE: (
        _("“%(value)s” is not read as a date: %(why)s."),
        _("Write it as 2026-12-31. %(likely)s"),
    ),
    Kind.IMPOSSIBLE_DATE: (
        _("“%(value)s”: this day does not exist."),
        _("If the last day of that month is meant, write %(likely)s."),
    ),
    Kind.AMBIGUOUS_DATE: (
        _("“%(value)s” can be read both ways, and the column mixes both."),
        _("Write it as %(one)s or as %(other)s."),
    ),
    Kind.LEAVE_BEFORE_HIRE: (
        _("The leave date lies before the hire date %(hired)s."),
        _("Correct one of the two. The leave date is the last day of work."),
    ),
    Kind.TOO_LONG: (
        _("The value has %(length)s characters; there is room for %(limit)s."),
        _("Shorten it."),
    ),
    Kind.DUPLICATE_ID: (
        _("This employee id stands on line %(first)s of %(first_file)s already."),
        _("Keep one row per person. The first one was taken."),
    ),
    Kind.OTHER_STAY: (
        _("These dates run into another stay of this person that is known: %(stay)s."),
        _("Give the dates of one stay: after a return, the day of the return as hire date."),
    ),
    Kind.MISSING_AREA: (
        _("This row names no area."),
        _("Write its name, or its path where several have that name."),
    ),
    Kind.UNKNOWN_AREA: (
        _("There is no area “%(value)s”."),
        _("Write it as the page of the company does, or bring its people in first."),
    ),
    Kind.SEVERAL_AREAS: (
        _("“%(value)s” are several areas."),
        _("Write the path of the one that is meant: %(paths)s."),
    ),
    Kind.DUPLICATE_AREA: (
        _("This area stands on line %(first)s already."),
        _("Keep one row per area. The first one is taken."),
    ),
    Kind.NO_DUTY: (
        _("This row names neither a leader nor an HR partner."),
        _("Add one of the two, or leave the row out."),
    ),
    Kind.UNKNOWN_PERSON: (
        _("Nobody has the employee id or address “%(value)s”."),
        _("Check it, or bring the person in first."),
    ),
    Kind.SEVERAL_PEOPLE: (
        _("Several people have the address “%(value)s”."),
        _("Write the employee id instead."),
    ),
    Kind.PERSON_LEFT: (
        _("%(name)s no longer works here."),
        _("Name somebody who does."),
    ),
    Kind.SAME_TWO: (
        _("%(name)s would be leader and HR partner of the same area."),
        _("An area has two people: name somebody else for one of the two."),
    ),
    Kind.DAY_TO_COME: (
        _("“%(value)s” has not come yet."),
        _("Bring the row in on that day, or write the day it began."),
    ),
    Kind.DAY_TAKEN: (
        _("On “%(value)s” somebody else had it. %(why)s"),
        _("Write a later day, or correct the other’s day on the page of the area first."),
    ),
    Kind.UNKNOWN_MANAGER: (
        _("Nobody has the manager id “%(value)s”, in this file or in Tandem."),
        _("The person is taken without a manager. %(likely)s"),
    ),
    Kind.OWN_MANAGER: (
        _("This person is entered as their own manager."),
        _("They are taken without a manager. Correct it in the HR system."),
    ),
    Kind.MANAGER_CYCLE: (
        _("The managers go round in a circle: %(circle)s."),
        _("These people are taken without a manager. Correct one of them in the HR system."),
    ),
    Kind.BAD_EMAIL: (
        _("“%(value)s” is not an e-mail address."),
        _("The person is taken without it. Correct it in the HR system."),
    ),
    Kind.BAD_FTE: (
        _("“%(value)s” is not a share of full time."),
        _("The person is taken without it. Write 0.8 or 80%%."),
    ),
    Kind.REASON_WITHOUT_DATE: (
        _("There is a leave reason and no leave date."),
        _("The person is taken as still here. Add the last day if they left."),
    ),
    Kind.UNKNOWN_REASON: (
        _("“%(value)s” is not a leave reason Tandem knows. It stands in %(count)s rows."),
        _("It is kept as text, without a class. Say in a mapping what it means."),
    ),
    Kind.TRANSFER_OUT: (
        _("“%(value)s” is a transfer out of this organisation. It stands in %(count)s rows."),
        _("It counts as a leaving for another reason, not as own choice."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """line: the physical line, header = 1, None for the whole file. column: as it is headed."""

    kind: Kind
    file: str
    line: int | None
    column: str | None
    value: str | None
    reason: str
    cure: str
    rejects: bool

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is."""

    file: str
    line: int | None = None
    column: str | None = None

    def found(self, kind: Kind, value: str | None = None, **facts: object) -> Problem:
        """The problem of this kind, here, in words."""
        shown = value if value is None or len(value) <= SHOWN else f"{value[:SHOWN]}…"
        reason, cure = WORDS[kind]
        said = {"value": shown, "line": self.line, **facts}
        return Problem(
            kind=kind,
            file=self.file,
            line=self.line,
            column=self.column,
            value=shown,
            reason=(reason % said).strip(),
            cure=(cure % said).strip(),
            rejects=kind not in NOTED,
        )


class FileUnusable(Exception):
    """Nothing was changed. The problems say why and what to do."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(f"{each.reason} {each.cure}" for each in problems))
        self.problems: Sequence[Problem] = problems
