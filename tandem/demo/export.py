"""Varnholm's people as a file somebody in payroll saves from a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.demo.company import Company, Person
from tandem.demo.history import Job

COLUMNS = (
    "Employee ID",
    "First name",
    "Last name",
    "E-mail",
    "Department",
    "Manager ID",
    "Title",
    "Level",
    "Location",
    "Hire date",
    "Leave date",
    "Leave reason",
    "FTE",
)
HISTORY_COLUMNS = (*COLUMNS[:9], "From", "To", *COLUMNS[9:])
FIRST_LINE = 2  # the header is line 1
FURTHER_DOWN = 815  # lines between the two of one person
MISTYPED = "V-20418"  # two digits swapped: V-20481 is Jonas Weir

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong where. `line` counts as a spreadsheet does, the header being line 1.

    kind: as the intake calls it. right: what belongs there, None where the line is too much.
    other_line: where the person of a second line stands first.
    """

    kind: str
    line: int
    column: str
    value: str
    right: str | None
    other_line: int | None = None


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A file with mistakes, and what they are, from the top of the file down."""

    text: str
    mistakes: tuple[Mistake, ...]


def people_export(company: Company) -> str:
    """One row per person, by number, comma-separated, days as 01.03.2019, lines as in Excel.

    Who is here stands in the present job, who has left in the last one.
    """
    return written(rows(company))


def jobs_export(company: Company) -> str:
    """The same company as a job history: one row per job, in the order of days.

    The hire date stands in every row; a last day and its reason in the last job of who left.
    """
    found = [history_row(company, job) for job in company.history]
    return written(found, HISTORY_COLUMNS)


def history_row(company: Company, job: Job) -> Row:
    person = company.by_number[job.person]
    row = row_of(person, job)
    if job is not company.last_jobs[job.person]:
        row |= {"Leave date": "", "Leave reason": ""}
    last_day = job.end_on - timedelta(days=1) if job.end_on else None
    return row | {"From": day_first(job.start_on), "To": day_first(last_day)}


def export_with_three_mistakes(company: Company) -> Mistaken:
    """The same file after a hurried hand: an impossible day, a mistyped manager, a line twice.

    Nobody reports to those concerned but the mistyped one, who is taken without a manager: so
    no mistake leads to a fourth.
    """
    found = rows(company)
    day = impossible_day(found)
    manager = mistyped_manager(found, company)
    again = second_line(found, company)
    mistakes = (
        Mistake(
            "impossible_date", line_of(day[0], found), "Hire date", day[0]["Hire date"], day[1]
        ),
        Mistake("unknown_manager", line_of(manager[0], found), "Manager ID", MISTYPED, manager[1]),
        Mistake(
            "duplicate_id",
            line_of(again[1], found),
            "Employee ID",
            again[1]["Employee ID"],
            None,
            other_line=line_of(again[0], found),
        ),
    )
    in_order = sorted(mistakes, key=lambda mistake: mistake.line)
    return Mistaken(written(found), tuple(in_order))


def impossible_day(found: Sequence[Row]) -> tuple[Row, str]:
    """The latest to be hired in a February is hired on its 31st; the row and the right day."""
    here = [row for row in found if row["Hire date"][3:5] == "02" and not is_left_out(row, found)]
    row = max(here, key=lambda row: (row["Hire date"][6:], row["Employee ID"]))
    right = row["Hire date"]
    row["Hire date"] = f"31{right[2:]}"
    return row, right


def mistyped_manager(found: Sequence[Row], company: Company) -> tuple[Row, str]:
    """Two digits of Jonas Weir's number change places, once; the row and the right number."""
    right = company.by_key["jonas"].number
    row = next(row for row in found if row["Manager ID"] == right and not row["Leave date"])
    row["Manager ID"] = MISTYPED
    return row, right


def second_line(found: list[Row], company: Company) -> tuple[Row, Row]:
    """Somebody of Dispatch stands in Fleet too, further down; both rows."""
    at, row = next(
        (at, row)
        for at, row in enumerate(found)
        if row["Department"].endswith(" / Dispatch") and not is_left_out(row, found)
    )
    fleet = " / ".join(company.by_area["Fleet"])
    boss = company.by_key["petra"].number
    again = row | {"Department": fleet, "Manager ID": boss, "Title": "Driver"}
    found.insert(min(at + FURTHER_DOWN, len(found)), again)
    return row, again


def is_left_out(row: Row, found: Sequence[Row]) -> bool:
    """Whether somebody is left out of the mistakes: gone, or a manager in another row."""
    return bool(row["Leave date"]) or any(
        other["Manager ID"] == row["Employee ID"] for other in found
    )


def line_of(row: Row, found: Sequence[Row]) -> int:
    return FIRST_LINE + next(at for at, other in enumerate(found) if other is row)


def rows(company: Company) -> list[Row]:
    return [row_of(person, company.last_jobs[person.number]) for person in company.people]


def row_of(person: Person, job: Job) -> Row:
    values = (
        person.number,
        person.first_name,
        person.last_name,
        person.email,
        " / ".join(job.area),
        job.manager or "",
        job.title,
        job.level,
        job.at,
        day_first(person.hired_on),
        day_first(person.last_day),
        person.reason,
        f"{person.fte:g}",
    )
    return dict(zip(COLUMNS, values, strict=True))


def day_first(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def written(found: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> str:
    text = io.StringIO()
    out = csv.DictWriter(text, columns)  # ends its lines as spreadsheets do
    out.writeheader()
    out.writerows(found)
    return text.getvalue()
