"""Which column is which."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.fields import LABELS, RANKED, RANKED_IN, Field
from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.headings import HEADINGS
from tandem.organisation.intake.mapping import (
    GUESSED,
    Columns,
    Mapping,
    columns_of,
    mapping_from,
    read_mapping,
)
from tandem.organisation.intake.saved import compared
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import squeezed
from tandem.organisation.models import Meaning

NEEDED = ("Employee ID", "Department", "Hire Date")
HERE = Place("people.csv")


def columns(*header: str, mapping: Mapping = GUESSED) -> Columns:
    return columns_of(header, mapping, HERE)


def said(tmp_path: Path, toml: str) -> Mapping:
    path = tmp_path / "mapping.toml"
    path.write_text(toml, encoding="utf-8")
    return read_mapping(path)


def refusal(tmp_path: Path, toml: str) -> str:
    with pytest.raises(FileUnusable) as error:
        said(tmp_path, toml)
    [problem] = error.value.problems
    assert (problem.kind, problem.file) == (Kind.BAD_MAPPING, "mapping.toml")
    return problem.reason


# Guessing


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Employee ID", Field.NUMBER),
        ("employee_id", Field.NUMBER),
        ("EMPLOYEEID", Field.NUMBER),
        (" Employee   Id ", Field.NUMBER),
        ("employee-id", Field.NUMBER),
        ("Emp. No.", Field.NUMBER),
        ("person_id", Field.NUMBER),
        ("Personalnummer", Field.NUMBER),
        ("Matricule", Field.NUMBER),
        ("Personeelsnummer", Field.NUMBER),
        ("Número de empleado", Field.NUMBER),
        ("First Name", Field.FIRST_NAME),
        ("Given name", Field.FIRST_NAME),
        ("Vorname", Field.FIRST_NAME),
        ("Prénom", Field.FIRST_NAME),
        ("Voornaam", Field.FIRST_NAME),
        ("Nombre", Field.FIRST_NAME),
        ("Surname", Field.LAST_NAME),
        ("Nachname", Field.LAST_NAME),
        ("Nom de famille", Field.LAST_NAME),
        ("Achternaam", Field.LAST_NAME),
        ("Apellidos", Field.LAST_NAME),
        ("Name", Field.FULL_NAME),
        ("Full Name", Field.FULL_NAME),
        ("Employee name", Field.FULL_NAME),
        ("E-Mail", Field.EMAIL),
        ("email", Field.EMAIL),
        ("Work Email", Field.EMAIL),
        ("Correo electrónico", Field.EMAIL),
        ("department", Field.DEPARTMENT),
        ("Employee #", Field.NUMBER),
        ("Emp#", Field.NUMBER),
        ("Department path", Field.DEPARTMENT),
        ("org_unit", Field.DEPARTMENT),
        ("Area", Field.DEPARTMENT),
        ("Abteilung", Field.DEPARTMENT),
        ("Département", Field.DEPARTMENT),
        ("Afdeling", Field.DEPARTMENT),
        ("Departamento", Field.DEPARTMENT),
        ("Manager ID", Field.MANAGER),
        ("manager_id", Field.MANAGER),
        ("Reports to", Field.MANAGER),
        ("Vorgesetzter", Field.MANAGER),
        ("Leidinggevende", Field.MANAGER),
        ("Job Title", Field.TITLE),
        ("title", Field.TITLE),
        ("Level", Field.LEVEL),
        ("Grade", Field.LEVEL),
        ("Location", Field.LOCATION),
        ("Standort", Field.LOCATION),
        ("FTE", Field.FTE),
        ("Hire Date", Field.HIRED),
        ("HIRE  DATE", Field.HIRED),
        ("start_date", Field.HIRED),
        ("Eintrittsdatum", Field.HIRED),
        ("Date d’embauche", Field.HIRED),
        ("Datum in dienst", Field.HIRED),
        ("Fecha de alta", Field.HIRED),
        ("Leave Date", Field.LEFT),
        ("Termination date", Field.LEFT),
        ("end date", Field.LEFT),
        ("Last day", Field.LEFT),
        ("Austrittsdatum", Field.LEFT),
        ("Leave Reason", Field.REASON),
        ("Termination Reason", Field.REASON),
        ("Austrittsgrund", Field.REASON),
    ],
)
def test_a_heading_is_understood_in_any_case_and_spacing(heading: str, field: Field) -> None:
    header = (*(each for each in NEEDED if columns(*NEEDED).heading(field) != each), heading)
    assert columns(*header).heading(field) == heading


@pytest.mark.parametrize(
    "heading", ["Birth date", "Bank account", "Occupation", "Salary", "", "Reason not taken"]
)
def test_what_nobody_needs_is_not_read(heading: str) -> None:
    assert set(columns(*NEEDED, heading).position.values()) == {0, 1, 2}


@pytest.mark.parametrize(
    ("header", "field", "read"),
    [
        (("Department", "Department path"), Field.DEPARTMENT, "Department path"),
        (("Department path", "Department"), Field.DEPARTMENT, "Department path"),
        (("Start date", "Hire Date"), Field.HIRED, "Hire Date"),
        (("End date", "Leave date"), Field.LEFT, "Leave date"),
        (("Title", "Job title"), Field.TITLE, "Job title"),  # the other may be Dr or Ms
        (("ID", "Employee ID"), Field.NUMBER, "Employee ID"),
        (("Manager", "Manager ID"), Field.MANAGER, "Manager ID"),
        (("Level", "Level"), Field.LEVEL, "Level"),  # the first of two alike
    ],
)
def test_of_two_headings_for_one_field_the_plainer_is_read(
    header: tuple[str, ...], field: Field, read: str
) -> None:
    found = columns(*(each for each in NEEDED if each not in header), *header, "Unit", "No")
    assert found.heading(field) == read
    assert header[0] != header[1] or found.position[field] == len(NEEDED)


@pytest.mark.parametrize("absent", range(len(NEEDED)))
def test_without_id_department_or_hire_date_a_file_cannot_be_used(absent: int) -> None:
    header = [each for at, each in enumerate(NEEDED) if at != absent]
    with pytest.raises(FileUnusable) as error:
        columns(*header, "Shoe size")
    [problem] = error.value.problems
    missing = str(LABELS[(Field.NUMBER, Field.DEPARTMENT, Field.HIRED)[absent]])
    assert problem.kind is Kind.MISSING_COLUMNS
    assert f"No column for: {missing}." in problem.reason
    assert "Shoe size" in problem.reason
    assert problem.line is None


def test_no_heading_stands_for_two_fields() -> None:
    for field, words in HEADINGS.items():
        for word in words.split("|"):
            assert RANKED[squeezed(word)][0] == field, word


def test_every_field_has_a_name_and_headings() -> None:
    assert set(HEADINGS) == set(LABELS) == set(Field)
    for field in Field:
        assert RANKED[squeezed(field)][0] is field  # its own name is one of them


# Every row a job


def in_a_history(*header: str) -> dict[str, str]:
    found = columns_of(("Employee ID", "Department", *header), GUESSED, HERE, Shape.HISTORY)
    return {field: header[at - 2] for field, at in found.position.items() if at >= len(NEEDED) - 1}


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Start date", "End date"], ["from date", "to date"]),
        (["Effective date", "Action"], ["from date", "event"]),
        (["Position start", "Position end"], ["from date", "to date"]),
        (["Gültig ab", "Gültig bis"], ["from date", "to date"]),
        (["Date de début", "Date de fin"], ["from date", "to date"]),
        (["Hire date", "Start date", "Last day"], ["hire date", "from date", "leave date"]),
        # Something says the job's first day better, so "start date" is the first day of work.
        (["Start date", "Effective date"], ["hire date", "from date"]),
        (["End date", "From", "To"], ["leave date", "from date", "to date"]),
    ],
)
def test_in_a_history_the_dates_are_those_of_the_job(header: list[str], fields: list[str]) -> None:
    assert in_a_history(*header) == dict(zip(fields, header, strict=True))


def test_a_history_needs_the_first_day_of_each_job() -> None:
    with pytest.raises(FileUnusable, match=r"No column for: From\."):
        in_a_history("Hire date", "Last day")


def test_one_row_per_person_has_no_dates_of_jobs() -> None:
    """An "effective date" there is often the day of the export, or of the last change."""
    found = columns(*NEEDED, "Effective date", "Valid to", "Action")
    assert set(found.position.values()) == {0, 1, 2}
    assert "validto" not in RANKED_IN[Shape.PERSON]


# A mapping file


def test_a_mapping_says_which_column_is_which(tmp_path: Path) -> None:
    mapping = said(
        tmp_path,
        """
        [columns]
        "Persönliche Kennung" = "employee id"
        "einheit" = "department"
        "Joined us on" = "start date"
        "Name" = "ignore"
        "E-mail" = ""
        [dates]
        order = "day-first"
        [department]
        separator = " :: "
        [reasons]
        "Moved Abroad" = "voluntary"
        """,
    )
    header = ("Persönliche  Kennung", "EINHEIT", "Joined us on", "Name", "E-mail", "Level")
    found = columns(*header, mapping=mapping)
    assert {field: found.heading(field) for field in found.position} == {
        Field.NUMBER: "Persönliche  Kennung",
        Field.DEPARTMENT: "EINHEIT",
        Field.HIRED: "Joined us on",
        Field.LEVEL: "Level",  # what is not said is guessed
    }
    assert mapping.order is Order.DAY_FIRST
    assert mapping.separator == " :: "
    assert mapping.reasons == {"moved abroad": Meaning.VOLUNTARY}


def test_what_is_said_wins_over_every_guess(tmp_path: Path) -> None:
    mapping = said(tmp_path, '[columns]\n"Contract start" = "hire date"')
    found = columns(*NEEDED, "Contract start", mapping=mapping)
    assert found.heading(Field.HIRED) == "Contract start"


def test_a_mapping_may_be_empty(tmp_path: Path) -> None:
    assert columns(*NEEDED, mapping=said(tmp_path, "")).position == columns(*NEEDED).position


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ("[columns", "Expected"),
        ("[colums]\n", "there is no section [colums]"),
        ("columns = 3", "[columns] is no section"),
        ('[columns]\n"Foo" = "shoe size"', "there is no field “shoe size”"),
        ('[columns]\n"Foo" = 3', "there is no field “3”"),
        ('[dates]\norder = "european"', "the order of dates is “european”"),
        ("[dates]\ntwo_digit_years = 37", "the years of two digits begin in “37”"),
        ("[dates]\ntwo_digit_years = true", "the years of two digits begin in “True”"),
        ('[dates]\ntwo_digit_years = "1937"', "the years of two digits begin in “1937”"),
        ("[department]\nseparator = 3", "the separator is “3”"),
        ('[reasons]\n"Quit" = "sad"', "there is no class of reasons “sad”"),
    ],
)
def test_a_faulty_mapping_says_what_is_wrong(tmp_path: Path, toml: str, why: str) -> None:
    assert why in refusal(tmp_path, toml)


def test_a_missing_mapping_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="No such file"):
        read_mapping(tmp_path / "gone.toml")


def test_a_mapping_in_another_encoding_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes('[columns]\n"Größe" = "ignore"'.encode("cp1252"))
    with pytest.raises(FileUnusable, match="utf-8"):
        read_mapping(path)


def test_a_heading_that_no_file_has_is_told(tmp_path: Path) -> None:
    """A typing mistake would otherwise look like a mapping that works."""
    mapping = said(tmp_path, '[columns]\n"Joined on" = "hire date"')
    mapping.check_used([["Something"], ["JOINED ON"]])
    with pytest.raises(FileUnusable, match="Joined on"):
        mapping.check_used([["Something"], ["Joined at"]])


# Reading cells


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        (["7", "Sales", " 2020-01-01 "], "2020-01-01"),
        (["7", "Sales"], ""),  # a row that ends early
    ],
)
def test_a_cell_is_read_by_its_field(cells: list[str], cell: str) -> None:
    found = columns(*NEEDED)
    assert found.cell(cells, Field.HIRED) == cell
    assert found.cell(cells, Field.EMAIL) == ""
    assert Field.EMAIL not in found
    assert found.heading(Field.EMAIL) is None


# A mapping as plain values


FULL = {
    "columns": {"Pers. Ref.": "employee id", "Note": "ignore"},
    "file": {"sheet": "People", "header_line": 3, "encoding": "cp1250", "delimiter": "\t"},
    "dates": {"order": "day-numbers", "two_digit_years": 1937},
    "numbers": {"decimal": ","},
    "department": {"separator": "", "columns": ["Division", "Team"]},
    "reasons": {"code 7": "voluntary"},
}


def test_a_mapping_says_what_was_said() -> None:
    assert mapping_from(FULL, "m.toml").said() == FULL
    assert json.loads(json.dumps(mapping_from(FULL, "m.toml").said())) == FULL


def test_what_was_not_said_is_not_said() -> None:
    assert GUESSED.said() == {}
    assert Mapping(order=Order.ISO).said() == {"dates": {"order": "iso"}}


@pytest.mark.parametrize("section", FULL)
def test_each_section_may_stand_alone(section: str) -> None:
    alone = {section: FULL[section]}
    mapping = mapping_from(alone, "m.toml")
    assert mapping.said() == alone
    assert mapping_from(mapping.said(), "m.toml") == mapping


@pytest.mark.parametrize(
    ("section", "why"),
    [
        ({"file": {"sheat": "A"}}, "[file] says sheat = “A”"),
        ({"file": {"header_line": 0}}, "[file] says header_line = “0”"),
        ({"file": {"header_line": "2"}}, "[file] says header_line = “2”"),
        ({"file": {"header_line": True}}, "[file] says header_line"),
        ({"file": {"sheet": ""}}, "[file] says sheet"),
        ({"file": {"delimiter": "::"}}, "the delimiter is “::”"),
        ({"file": {"encoding": "klingon"}}, "there is no encoding “klingon”"),
        ({"file": {"encoding": "hex"}}, "there is no encoding “hex”"),  # turns text into text
        ({"numbers": {"decimal": "point"}}, "the sign before a fraction is “point”"),
        ({"department": {"columns": "Division"}}, "the columns of a department"),
        ({"department": {"columns": [""]}}, "the columns of a department"),
    ],
)
def test_what_cannot_be_said_is_refused(section: dict[str, object], why: str) -> None:
    with pytest.raises(FileUnusable) as error:
        mapping_from(section, "m.toml")
    assert why in error.value.problems[0].reason


# Levels of a department in columns of their own


@pytest.mark.parametrize(
    ("header", "levels"),
    [
        (["Level 2", "Level 1"], ["Level 1", "Level 2"]),
        (
            ["Org Level 1", "Org Level 2", "Org Level 3"],
            ["Org Level 1", "Org Level 2", "Org Level 3"],
        ),
        (["Ebene1", "Ebene2"], ["Ebene1", "Ebene2"]),
        (["Niveau 10", "Niveau 9"], ["Niveau 9", "Niveau 10"]),
        (["Org Unit (L1)", "Org Unit (L2)"], ["Org Unit (L1)", "Org Unit (L2)"]),
        (["Tier 2 Dept", "Tier 1 Dept"], ["Tier 1 Dept", "Tier 2 Dept"]),
        (["Bereich Stufe 1", "Bereich Stufe 2"], ["Bereich Stufe 1", "Bereich Stufe 2"]),
        (["Dept L1", "Dept_2"], ["Dept L1", "Dept_2"]),
        (["L1", "L2"], []),  # of a language, say
        (["Level 1"], []),  # one alone is no path, and may be a job's
    ],
)
def test_numbered_columns_are_levels(header: list[str], levels: list[str]) -> None:
    found = columns(*NEEDED, *header)
    assert [found.header[at] for at in found.levels] == levels


def test_levels_alone_are_a_department() -> None:
    found = columns("ID", "Hired", "Level 1", "Level 2")
    assert found.heading(Field.DEPARTMENT) == "Level 2"


def test_a_mapping_names_the_levels_from_the_top_down() -> None:
    mapping = mapping_from({"department": {"columns": ["Division", "Team"]}}, "m.toml")
    found = columns("ID", "Hired", "Team", "Department", "Division", mapping=mapping)
    assert [found.header[at] for at in found.levels] == ["Division", "Team"]
    assert found.heading(Field.DEPARTMENT) == "Team"


def test_a_level_that_no_file_has_is_told() -> None:
    mapping = mapping_from({"department": {"columns": ["Division"]}}, "m.toml")
    with pytest.raises(FileUnusable, match="Division"):
        mapping.check_used([["Department"]])


def test_a_code_alone_is_a_department() -> None:
    found = columns("ID", "Hired", "Department code")
    assert found.heading(Field.DEPARTMENT) == found.heading(Field.DEPARTMENT_CODE)


def test_a_mended_file_of_rows_not_taken_is_of_the_kind_it_came_from() -> None:
    assert compared(["ID", "Abteilung", "Reason not taken"]) == compared(["abteilung", "id "])


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Name, Vorname", "name"),
        ("Legal Name", "name"),
        ("Nom et prénom", "name"),
        ("Supervisory Organization", "department"),
        ("Org.-Einheit", "department"),
        ("BG %", "fte"),
        ("Vorges. Pers.-Nr.", "manager id"),
        ("Hire Dt", "hire date"),
        ("Term Dt", "leave date"),
        ("Supv ID", "manager id"),
        ("Mgr Empl Nbr", "manager id"),
        ("Job Profile", "title"),
        ("Pers. Nbr", "employee id"),
        ("Term Rsn", "leave reason"),
        ("Sep Reason", "leave reason"),
        ("Work Loc", "location"),
        ("Eff Dt", "from date"),
        ("Thru Dt", "to date"),
        ("Sup Org Hierarchy", "department"),
    ],
)
def test_headings_of_large_hr_systems_are_known(heading: str, field: str) -> None:
    assert RANKED[squeezed(heading)][0] == field
