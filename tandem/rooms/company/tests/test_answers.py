"""What can be answered at a place, and what is made of what is said there. No page, no file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.intake.findings import Place as Found
from tandem.organisation.intake.kinds import NOTED
from tandem.organisation.intake.places import Places, Spot
from tandem.organisation.intake.report import ColumnSeen, FileSeen, Report
from tandem.rooms.company import answers
from tandem.rooms.company.answers import Question, hear

PLACES = Places(Path("/nowhere"))
FACTS = {"likely": "", "why": "", "one": "", "other": "", "circle": "", "hired": "", "first": ""}
MORE = {"first_file": "", "differ": "", "length": 1, "limit": 1, "until": "", "stay": ""}


def problem(kind: Kind, value: str | None = "x", column: str | None = "Hire date") -> Problem:
    facts: dict[str, object] = {**FACTS, **MORE, "found": 1, "expected": 2, "delimiter": ","}
    return Found("staff.csv", 7, column).found(kind, value, **facts)


def asked(
    kind: Kind = Kind.IMPOSSIBLE_DATE, *, offers: Sequence[str] = (), rows: int = 1,
    rival: tuple[int, int] | None = None, closed: bool = False, value: str = "31.02.2026",
) -> Question:  # fmt: skip
    found = replace(problem(kind, value), offers=tuple(offers), rival=rival)
    field = "pay band" if closed else "hire date"
    seen = FileSeen("staff.csv", "", ",", 1, [ColumnSeen("Hire date", field, [])], {})
    report = Report(full_roster=False, digest="", files=[seen])
    [one] = answers.questions([Spot(3, 0, found, rows)], PLACES, report, [])
    return one


def values(one: Question) -> list[str]:
    return [value for value, _words in one.choices]


def said(one: Question, **posted: str) -> list[Amend]:
    return hear(one, {f"{name}-{one.name}": value for name, value in posted.items()})


@pytest.mark.parametrize(
    ("kind", "choices", "kind_of_input"),
    [
        (Kind.IMPOSSIBLE_DATE, ["", "typed", "out"], "date"),
        (Kind.MISSING_DEPARTMENT, ["", "typed", "out"], "text"),
        (Kind.UNKNOWN_MANAGER, ["", "typed", "empty", "out"], "text"),
        (Kind.BAD_EMAIL, ["", "typed", "empty", "out"], "text"),
        (Kind.BROKEN_QUOTING, ["", "out"], ""),
        (Kind.CELL_COUNT, ["", "out"], ""),
        (Kind.HISTORY_INCOMPLETE, [], ""),  # the line it names is what is answered
        (Kind.TOTALS, [], ""),
        (Kind.LEFT_OUT, [], ""),
    ],
)
def test_each_kind_can_be_answered_in_its_own_ways(
    kind: Kind, choices: list[str], kind_of_input: str
) -> None:
    one = asked(kind)
    assert (values(one), one.input) == (choices, kind_of_input)


def test_whatever_drops_a_value_of_a_row_can_be_answered() -> None:
    unanswered = {*NOTED} - answers.ANSWERED
    assert unanswered == {
        *(Kind.UNKNOWN_REASON, Kind.TRANSFER_OUT, Kind.BAD_YES_OR_NO, Kind.CLOSED_TOO_LONG),
        *(Kind.TOTALS, Kind.NOT_PEOPLE, Kind.OF_WHICH, Kind.REMARK, Kind.SHORT_YEAR_READ),
        Kind.LEAVER_AGAIN,
        *(
            Kind.MACROS,
            Kind.LETTERS_PUT_RIGHT,  # of a whole file, with a button of its own
            Kind.LETTERS_LEFT,
            Kind.LETTERS_KNOWN,
            Kind.LETTERS_UNSURE,
            Kind.SECOND_JOBS,
            Kind.AREA_AS_BEFORE,
            Kind.LEAVING_WITHDRAWN,
            Kind.LATER_ROW_HOLDS,
            Kind.LEAVING_DAY,
            Kind.REASON_ROWS,
            Kind.SAME_NAME,
            Kind.CODE_FIRST,
            Kind.LEFT_UNSAID,
            Kind.CAME_BACK,
            Kind.ONE_STAY,
            Kind.EXTERNAL_LINKS,
            Kind.OTHER_SHEETS,
            Kind.NESTED_COLUMN,
            Kind.SHARED_DAY,
            Kind.GAP,
        ),
        *(Kind.EARLY_HIRE, Kind.SAME_ROW, Kind.SAME_PERSON, Kind.AREA_KNOWN_OTHERWISE),
        Kind.MANAGERS_BY_NAME,
        Kind.MANAGER_NOT_TAKEN,  # the row of the manager is what is answered
        Kind.MANAGER_NOT_EMPLOYED,  # or the worker type
        *(
            Kind.AREA_SEEMS_RENAMED,
            Kind.CODE_TABLE,
            Kind.CODE_TABLE_USED,
            Kind.CODE_CIRCLE,
            Kind.CODE_TABLE_UNUSED,
            Kind.UNKNOWN_CODE,
            Kind.ABOVE_AND_BELOW,
            Kind.AREA_TAKEN_AS,
            Kind.NO_HEADCOUNTS,
            Kind.HEADCOUNTS_ADDED,
            Kind.HEADCOUNT_LACKING,  # there is no row to answer
            Kind.NO_REASONS,  # nor here
            Kind.NOT_EMPLOYED,  # each type has a button
            Kind.EMPLOYED,  # as here
            Kind.WITHDRAWN_BY_REMARK,  # as here, of all such rows
            Kind.REASON_BY_REMARK,
            Kind.AREAS_ACROSS,  # there is nothing to answer
            Kind.MANAGER_IN_BRACKETS,
        ),
        *(
            Kind.AREA_WRITTEN_TWICE,
            Kind.AREA_RENAMED,
            Kind.AREA_EMPTIED,  # joined elsewhere on the page
            Kind.MANAGER_ZEROS,
            Kind.HEADER_AGAIN,
            Kind.TAKEN_BACK,
            Kind.MONTHS_TO_COME,  # of the file as a whole
            Kind.MOVES_IN_PART,
        ),
        Kind.LAST_ONE_LEAVES,  # drops nothing
    }


def test_a_day_that_may_be_meant_is_offered_in_words() -> None:
    one = asked(offers=["2026-02-28"])
    assert ("offer-0", "Use 28 Feb 2026") in one.choices
    assert said(one, choice="offer-0") == [Amend(0, 7, "Hire date", "31.02.2026", "2026-02-28")]


TYPED = Amend(0, 7, "Hire date", "31.02.2026", "2026-02-27")


def test_another_line_can_be_kept_instead() -> None:
    one = asked(Kind.DUPLICATE_ID, rival=(1, 1503))
    assert ("instead", "Keep this line, not line 1,503") in one.choices
    assert said(one, choice="instead") == [Amend(1, 1503, None, None, None)]


@pytest.mark.parametrize(
    ("posted", "amends"),
    [
        ({}, []),
        ({"choice": ""}, []),
        ({"choice": "out"}, [Amend(0, 7, None, None, None)]),
        ({"choice": "typed", "value": " 2026-02-27 "}, [TYPED]),
        ({"value": "2026-02-27"}, [TYPED]),
        ({"choice": "out", "value": "2026-02-27"}, [Amend(0, 7, None, None, None)]),
        # what only some rows say cannot be said of all
        ({"choice": "out", "all": "yes"}, [Amend(0, 7, None, None, None)]),
    ],
)  # fmt: skip
def test_what_is_said_is_kept_for_its_line(posted: dict[str, str], amends: list[Amend]) -> None:
    one = asked()
    assert said(one, **posted) == amends
    assert not one.error


@pytest.mark.parametrize(
    ("posted", "amend"),
    [
        ({"choice": "typed", "value": "X"}, Amend(0, None, "Hire date", "31.02.2026", "X")),
        ({"choice": "out"}, Amend(0, None, "Hire date", "31.02.2026", None)),
    ],
)
def test_one_answer_can_stand_for_every_row_that_says_so(
    posted: dict[str, str], amend: Amend
) -> None:
    assert said(asked(rows=40), **posted, all="yes") == [amend]


def test_nothing_can_be_put_in_the_place_of_a_value_that_is_dropped() -> None:
    one = asked(Kind.UNKNOWN_MANAGER)
    assert said(one, choice="empty") == [Amend(0, 7, "Hire date", "31.02.2026", "")]


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"choice": "typed"}, "Type what should stand here"),
        ({"choice": "typed", "value": "x" * 501}, "Shorten it."),
        ({"choice": "typed", "value": "a\0b"}, "Type it anew."),
        ({"choice": "offer-7"}, "Choose another answer."),
        ({"choice": "instead"}, "Choose another answer."),
        ({"choice": "<script>"}, "Choose another answer."),
    ],
)
def test_what_cannot_be_taken_says_why(posted: dict[str, str], words: str) -> None:
    one = asked()
    assert said(one, **posted) == []
    assert words in one.error


def test_for_a_closed_column_nothing_is_typed() -> None:
    one = asked(Kind.TOO_LONG, closed=True, rows=40)
    assert (values(one), one.input, one.rows) == (["", "out"], "", 1)


def test_a_value_told_only_in_part_is_not_answered_for_all() -> None:
    assert asked(Kind.TOO_LONG, value="x" * 300, rows=40).rows == 1
    assert asked(Kind.TOO_LONG, value="x" * 90, rows=40).rows == 40


@pytest.mark.parametrize(("levels", "rows"), [(False, 40), (True, 1)])
def test_no_area_is_answered_for_all_only_where_it_stands_in_one_column(
    levels: bool, rows: int
) -> None:
    spot = Spot(3, 0, problem(Kind.MISSING_DEPARTMENT, "", "Team"), 40)
    seen = FileSeen("staff.csv", "", ",", 1, [], {}, levels)
    report = Report(full_roster=False, digest="", files=[seen])
    [one] = answers.questions([spot], PLACES, report, [])
    assert one.rows == rows


def test_two_rows_with_one_wrong_order_of_days_are_not_one_slip() -> None:
    assert asked(Kind.LEAVE_BEFORE_HIRE, rows=40).rows == 1


@pytest.mark.parametrize(
    ("known", "chosen", "typed", "for_all"),
    [
        ([], "", "", False),
        ([Amend(0, 7, None, None, None)], "out", "", False),
        ([Amend(0, 7, "Hire date", "x", "2026-02-27")], "typed", "2026-02-27", False),
        ([Amend(0, 7, "Department", "x", "Bakery")], "", "", False),
        ([Amend(0, 8, "Hire date", "x", "2026-02-27")], "", "", False),
        ([Amend(0, None, "Hire date", "31.02.2026", "2026-02-27")], "typed", "2026-02-27", True),
        ([Amend(0, None, "Hire date", "31.02.2026", None)], "out", "", True),
        ([Amend(0, 7, "Hire date", "x", "")], "empty", "", False),
        ([Amend(0, 7, "Hire date", "x", "31.02.2026")], "", "", False),  # what is wrong now
    ],
)
def test_what_was_said_before_stands_there_again(
    known: list[Amend], chosen: str, typed: str, for_all: bool
) -> None:
    one = answers.said_before(asked(rows=2), known)
    assert (one.chosen, one.typed, one.for_all) == (chosen, typed, for_all)


def test_the_end_of_the_other_job_can_be_said_where_the_file_tells_ends() -> None:
    found = replace(problem(Kind.OVERLAPPING_SPELL, "2025-03-01", "From"), rival=(0, 2))
    found = replace(found, offers=("2025-02-28",))
    report = Report(full_roster=False, digest="", files=[])
    columns = [ColumnSeen("From", "from date", []), ColumnSeen("Until", "to date", [])]
    for columns_seen, values_offered in (
        (columns, ["", "ended", "typed", "instead", "out"]),
        (columns[:1], ["", "typed", "instead", "out"]),
    ):
        report.files = [FileSeen("jobs.csv", "", ",", 1, columns_seen, {})]
        [one] = answers.questions([Spot(3, 0, found)], PLACES, report, [])
        assert values(one) == values_offered
    report.files = [FileSeen("jobs.csv", "", ",", 1, columns, {})]
    [one] = answers.questions([Spot(3, 0, found)], PLACES, report, [])
    assert dict(one.choices)["ended"] == "The job on line 2 ended on 28 Feb 2025"
    assert said(one, choice="ended") == [Amend(0, 2, "Until", None, "2025-02-28")]


def test_an_end_that_would_not_help_is_not_offered() -> None:
    found = replace(problem(Kind.OVERLAPPING_SPELL, "2025-03-01", "From"), rival=(0, 2))
    columns = [ColumnSeen("Until", "to date", [])]
    seen = FileSeen("jobs.csv", "", ",", 1, columns, {})
    report = Report(full_roster=False, digest="", files=[seen])
    [one] = answers.questions([Spot(3, 0, found)], PLACES, report, [])
    assert values(one) == ["", "typed", "instead", "out"]
