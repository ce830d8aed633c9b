"""From the cells of one row to a person, with what is wrong on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.intake.dates import Order, Reading, Unsettled
from tandem.organisation.intake.fields import DATES, Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import GUESSED, Mapping, columns_of
from tandem.organisation.intake.paths import separator_of
from tandem.organisation.intake.persons import read_row
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.values import Layout, Row
from tandem.organisation.models import Meaning, Reason

HEADER = (
    *("ID", "First name", "Last name", "E-mail", "Department", "Manager ID", "Title", "Level"),
    *("Location", "FTE", "Hired", "Left on", "Leave reason"),
)
Mapped = dict[str, str]
"""Heading to cell."""

ANN = {
    "ID": "7",
    "First name": "Ann",
    "Last name": "Lund",
    "Department": "Sales",
    "Hired": "2020-01-01",
}


def layout(
    *header: str,
    spaced: bool = False,
    reading: Reading = Order.DAY_FIRST,
    mapping: Mapping = GUESSED,
) -> Layout:
    return Layout(
        file="people.csv",
        delimiter=",",
        columns=columns_of(header or HEADER, mapping, Place("people.csv")),
        dates=dict.fromkeys(DATES, reading),
        separator=separator_of(mapping.separator, spaced=spaced),
        mapping=mapping,
    )


def read(
    read_as: Layout | None = None, cells: Mapped | None = None, **more: str
) -> tuple[Row | None, list[Problem]]:
    """A row of Ann's, with some cells written differently; `_` in a name is a space."""
    said = ANN | (cells or {}) | {name.replace("_", " "): cell for name, cell in more.items()}
    used = read_as or layout()
    record = Record(412, [said.get(heading, "") for heading in used.columns.header])
    return read_row(record, used)


def taken(read_as: Layout | None = None, cells: Mapped | None = None, **more: str) -> Row:
    row, problems = read(read_as, cells, **more)
    assert row is not None, problems
    assert not any(problem.rejects for problem in problems)
    return row


def refused(read_as: Layout | None = None, cells: Mapped | None = None, **more: str) -> Problem:
    row, problems = read(read_as, cells, **more)
    assert row is None
    [problem] = [each for each in problems if each.rejects]
    return problem


def test_a_full_row_is_read_whole() -> None:
    row = taken(
        cells={"E-mail": "Ann.Lund@Varnholm.example"},
        Department="Varnholm Foods / Supply > Operations",
        Manager_ID="3",
        Title="Shift planner",
        Level="4",
        Location="Hall 2",
        FTE="0.8",
        Left_on="31.10.2026",
        Leave_reason="Quit",
    )
    assert row == Row(
        number="7",
        first_name="Ann",
        last_name="Lund",
        email="ann.lund@varnholm.example",
        department=("Varnholm Foods", "Supply", "Operations"),
        manager="3",
        title="Shift planner",
        level="4",
        location="Hall 2",
        fte=Decimal("0.800"),
        start_on=date(2020, 1, 1),
        end_on=date(2026, 11, 1),  # the first day gone
        reason="Quit",
        reason_class=Reason.VOLUNTARY,
    )


# What a row cannot do without


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [
        ("ID", "", Kind.MISSING_ID),
        ("ID", "  ", Kind.MISSING_ID),
        ("Department", "", Kind.MISSING_DEPARTMENT),
        ("Department", " / > ", Kind.MISSING_DEPARTMENT),
        ("Hired", "", Kind.MISSING_HIRE_DATE),
        ("Hired", "n/a", Kind.MISSING_HIRE_DATE),
        ("Hired", "00.00.0000", Kind.MISSING_HIRE_DATE),
        ("Hired", "soon", Kind.BAD_DATE),
        ("Hired", "9999-12-31", Kind.BAD_DATE),  # no end is no beginning
        ("Hired", "31.02.2026", Kind.IMPOSSIBLE_DATE),
        ("Left on", "31.02.2026", Kind.IMPOSSIBLE_DATE),
        ("Left on", "soon", Kind.BAD_DATE),
        ("Left on", "2019-12-31", Kind.LEAVE_BEFORE_HIRE),
    ],
)
def test_a_row_without_it_is_not_taken(heading: str, cell: str, kind: Kind) -> None:
    problem = refused(cells={heading: cell})
    assert (problem.kind, problem.line, problem.column) == (kind, 412, heading)
    assert problem.value == " ".join(cell.split()) or not problem.value
    assert problem.reason
    assert problem.cure


def test_every_problem_of_a_row_is_told_at_once() -> None:
    _row, problems = read(ID="", Hired="31.02.2026", Left_on="soon", FTE="lots", Title="x" * 201)
    assert [each.kind for each in problems] == [
        Kind.MISSING_ID,
        Kind.IMPOSSIBLE_DATE,
        Kind.BAD_DATE,
        Kind.BAD_FTE,
        Kind.TOO_LONG,
    ]


def test_a_day_that_does_not_exist_names_the_one_likely_meant() -> None:
    problem = refused(Hired="31.02.2026")
    assert problem.reason == "“31.02.2026”: this day does not exist."
    assert "2026-02-28" in problem.cure


@pytest.mark.parametrize(
    ("cell", "reading", "words"),
    [
        ("12/31/2026", Order.DAY_FIRST, "Is it 2026-12-31?"),
        ("46387", Order.DAY_FIRST, "Is it 2026-12-31?"),
        ("3/4/2026", Unsettled.MIXED, "as 2026-04-03 or as 2026-03-04"),
        ("soon", Order.ISO, "Write the day in the style of 2026-12-31."),
    ],
)
def test_the_cure_of_a_date_names_what_may_be_meant(
    cell: str, reading: Reading, words: str
) -> None:
    assert words in refused(layout(reading=reading), Hired=cell).cure


@pytest.mark.parametrize(
    ("left", "end_on"),
    [
        ("2020-01-01", date(2020, 1, 2)),  # one day of work
        ("2026-12-31", date(2027, 1, 1)),
        ("2028-02-28", date(2028, 2, 29)),
        ("9999-12-31", None),  # how some systems write "no end"
        ("-", None),
        ("", None),
    ],
)
def test_the_leave_date_is_the_last_day_of_work(left: str, end_on: date | None) -> None:
    assert taken(Left_on=left).end_on == end_on


# Names


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Ann Lund", "Ann", "Lund"),
        ("Lund, Ann", "Ann", "Lund"),
        ("Ana María Duarte López", "Ana", "María Duarte López"),
        ("Cher", "Cher", ""),
        ("שרה לוי", "שרה", "לוי"),
        ("👩🏽‍🚀 Nova", "👩🏽‍🚀", "Nova"),
        ("", "", ""),
    ],
)
def test_a_full_name_is_taken_apart(full: str, first: str, last: str) -> None:
    row = taken(layout("ID", "Name", "Department", "Hired"), Name=full)
    assert (row.first_name, row.last_name) == (first, last)


@pytest.mark.parametrize(
    ("first", "last"), [("Ann", ""), ("", "Lund"), ("محمد", "علي"), ("🦊", ""), ("", "")]
)
def test_names_are_optional_and_may_be_in_any_script(first: str, last: str) -> None:
    row = taken(First_name=first, Last_name=last)
    assert (row.first_name, row.last_name) == (first, last)


def test_separate_names_win_over_a_full_one() -> None:
    both = layout("ID", "First name", "Name", "Department", "Hired")
    assert taken(both, Name="Lund, Anna-Karin").first_name == "Ann"


# Departments


@pytest.mark.parametrize(
    ("cell", "spaced", "path"),
    [
        ("Sales", False, ("Sales",)),
        ("Varnholm / Sales", True, ("Varnholm", "Sales")),
        ("Varnholm/Sales", False, ("Varnholm", "Sales")),
        ("Varnholm > Sales", True, ("Varnholm", "Sales")),
        ("Varnholm>Sales>North", False, ("Varnholm", "Sales", "North")),
        ("Varnholm\\Sales", False, ("Varnholm", "Sales")),
        ("Varnholm -> Sales", True, ("Varnholm", "Sales")),
        ("/Varnholm//Sales/", False, ("Varnholm", "Sales")),
        ("Justice / Prisons/Federal prisons", True, ("Justice", "Prisons/Federal prisons")),
        ("Research\nand   tests", False, ("Research and tests",)),
        ("A-B_C.D", False, ("A-B_C.D",)),
    ],
)
def test_a_department_is_a_path_of_areas(cell: str, spaced: bool, path: tuple[str, ...]) -> None:
    assert taken(layout(spaced=spaced), Department=cell).department == path


@pytest.mark.parametrize(
    ("separator", "path"),
    [
        (" / ", ("R/D > Tests", "North")),
        (">", ("R/D", "Tests / North")),
        ("", ("R/D > Tests / North",)),
        ("|", ("R/D > Tests / North",)),
    ],
)
def test_a_mapping_says_where_departments_are_split(separator: str, path: tuple[str, ...]) -> None:
    said = layout(mapping=Mapping(separator=separator))
    assert taken(said, Department="R/D > Tests / North").department == path


# Noted, and taken all the same


@pytest.mark.parametrize(
    ("heading", "cell", "kind", "stored"),
    [
        ("E-mail", "ann at varnholm", Kind.BAD_EMAIL, ""),
        ("E-mail", "ann@", Kind.BAD_EMAIL, ""),
        ("Manager ID", "7", Kind.OWN_MANAGER, ""),
        ("FTE", "lots", Kind.BAD_FTE, None),
        ("FTE", "0", Kind.BAD_FTE, None),
        ("FTE", "-0.5", Kind.BAD_FTE, None),
        ("FTE", "38.5", Kind.BAD_FTE, None),  # hours a week are no share
        ("FTE", "NaN", Kind.BAD_FTE, None),
        ("Leave reason", "Quit", Kind.REASON_WITHOUT_DATE, ""),
    ],
)
def test_a_value_that_cannot_be_is_noted_and_left_out(
    heading: str, cell: str, kind: Kind, stored: object
) -> None:
    row, [problem] = read(cells={heading: cell})
    assert (problem.kind, problem.column, problem.value) == (kind, heading, cell)
    assert not problem.rejects
    assert row is not None
    field = {"E-mail": "email", "Manager ID": "manager", "FTE": "fte"}.get(heading, "reason")
    assert getattr(row, field) == stored


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("1", "1"),
        ("0.8", "0.8"),
        ("0,8", "0.8"),
        ("80%", "0.8"),
        ("80 %", "0.8"),
        ("1.2", "1.2"),
        ("0.3333", "0.333"),
        ("", None),
        ("n/a", None),
    ],
)
def test_a_share_of_full_time_is_read_as_people_write_it(cell: str, share: str | None) -> None:
    assert taken(FTE=cell).fte == (Decimal(share) if share else None)


@pytest.mark.parametrize("cell", ["00.00.0000", "00000000", "0000-00-00", "00/00/0000"])
def test_a_day_of_noughts_is_no_leave_date(cell: str) -> None:
    assert taken(cells={"Left on": cell}).end_on is None


@pytest.mark.parametrize("cell", ["", "-", "N/A", "none", "NULL"])
def test_the_usual_words_for_nothing_are_no_manager_and_no_address(cell: str) -> None:
    row, problems = read(cells={"E-mail": cell, "Manager ID": cell, "Leave reason": cell})
    assert problems == []
    assert row is not None
    assert (row.email, row.manager, row.reason) == ("", "", "")


# Reasons


@pytest.mark.parametrize(
    ("words", "reason_class"),
    [("Quit", "voluntary"), ("Retirement - Other", "retirement"), ("Blue moon", "")],
)
def test_the_words_of_a_reason_are_kept_beside_its_class(words: str, reason_class: str) -> None:
    row = taken(Left_on="2026-10-31", Leave_reason=words)
    assert (row.reason, row.reason_class) == (words, reason_class)


def test_a_mapping_says_what_a_reason_means() -> None:
    said = layout(
        mapping=Mapping(reasons={"blue moon": Meaning.OTHER, "quit": Meaning.INVOLUNTARY})
    )
    assert taken(said, Left_on="2026-10-31", Leave_reason="Blue Moon").reason_class == "other"
    assert taken(said, Left_on="2026-10-31", Leave_reason="QUIT").reason_class == "involuntary"


# Too long


@pytest.mark.parametrize(
    ("heading", "room"),
    [
        ("ID", 64),
        ("First name", 100),
        ("Last name", 100),
        ("Title", 200),
        ("Level", 60),
        ("Location", 120),
        ("Department", 200),
        ("Leave reason", 200),
    ],
)
def test_a_value_has_room_in_the_database_or_is_refused(heading: str, room: int) -> None:
    gone = {"Left on": "2026-10-31"}
    taken(cells=gone | {heading: "ż" * room})
    problem = refused(cells=gone | {heading: "ż" * (room + 1)})
    assert (problem.kind, problem.column) == (Kind.TOO_LONG, heading)
    assert f"{room + 1} characters" in problem.reason
    assert problem.value is not None
    assert len(problem.value) <= 121  # a problem repeats the beginning only


def test_a_full_name_that_is_too_long_is_told_by_its_own_column() -> None:
    short = layout("ID", "Name", "Department", "Hired")
    assert refused(short, Name="Ann " + "x" * 101).column == "Name"


def test_a_path_may_not_be_deeper_than_areas_can_be() -> None:
    taken(Department="/".join("abcdefghij" * 6))
    assert refused(Department="/".join("abcdefghij" * 6 + "k")).kind is Kind.TOO_LONG


# The shape of a row


@pytest.mark.parametrize(
    ("cells", "found"),
    [(["7", "Sales"], 2), (["7", "Sales", "2020-01-01", "more"], 4)],
)
def test_a_row_has_as_many_cells_as_the_header(cells: list[str], found: int) -> None:
    row, [problem] = read_row(Record(9, cells), layout("ID", "Department", "Hired"))
    assert row is None
    assert (problem.kind, problem.line, problem.column) == (Kind.CELL_COUNT, 9, None)
    assert f"has {found} cells and the headings are 3" in problem.reason
    assert "“,”" in problem.cure


def test_broken_quoting_is_told_and_nothing_else_of_the_row() -> None:
    row, [problem] = read_row(Record(9, ["7"], broken=True), layout())
    assert (row, problem.kind, problem.column) == (None, Kind.BROKEN_QUOTING, None)


@pytest.mark.parametrize(
    ("sign", "kind"), [("\0", Kind.NUL_CHARACTER), ("\ufffd", Kind.BROKEN_TEXT)]
)
def test_a_character_no_text_has_names_its_column(sign: str, kind: Kind) -> None:
    problem = refused(Title=f"Shift{sign}planner")
    assert (problem.kind, problem.column) == (kind, "Title")
    assert "\0" not in str(problem.value)


@given(st.lists(st.text(max_size=12), min_size=len(HEADER), max_size=len(HEADER)))
def test_whatever_stands_in_the_cells_a_row_is_taken_or_says_why(cells: list[str]) -> None:
    row, problems = read_row(Record(2, cells), layout())
    assert (row is None) == any(problem.rejects for problem in problems)
    for problem in problems:
        assert problem.reason
        assert problem.cure
        assert problem.line == Record(2, []).line


@given(
    st.fixed_dictionaries(
        {
            Field.FIRST_NAME: st.text(max_size=40),
            Field.TITLE: st.text(max_size=40),
            Field.LOCATION: st.text(max_size=40),
        }
    )
)
def test_what_is_stored_would_be_read_the_same_again(cells: dict[Field, str]) -> None:
    """Or every import would find differences to the one before."""
    said = {"First name": cells[Field.FIRST_NAME], "Title": cells[Field.TITLE]}
    row, _problems = read(cells=said, Location=cells[Field.LOCATION])
    if row is not None:
        again = taken(First_name=row.first_name, Title=row.title, Location=row.location)
        assert again == row
