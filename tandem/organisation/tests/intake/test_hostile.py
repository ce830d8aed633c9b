"""Files as nobody should send them, and names as people have them: whole imports of each."""

from __future__ import annotations

import codecs

import pytest

from tandem.organisation import intake
from tandem.organisation.models import Area, Employment, Person
from tandem.organisation.tests.intake.office import Office, areas, jobs, kinds, names, stays

pytestmark = pytest.mark.django_db

HEADER = "Employee ID,Name,Email,Department,Manager ID,Hire Date,Termination Date,Leave Reason\n"
GOOD = "90,Good One,,Sales,,2020-01-01,,\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 64, id="binary junk"),
        pytest.param(b"PK\x03\x04" + bytes(200), id="a workbook called people.csv"),
        pytest.param(b"", id="empty"),
        pytest.param(codecs.BOM_UTF8, id="a mark and nothing else"),
        pytest.param(HEADER.encode(), id="header only"),
        pytest.param(b"Name,Shoe size\nAnn,39\n", id="another table"),
        pytest.param(b'"', id="one quotation mark"),
        pytest.param(b"\n" * 1000, id="blank lines"),
    ],
)
def test_what_cannot_be_used_changes_nothing_and_says_why(office: Office, content: bytes) -> None:
    with pytest.raises(intake.FileUnusable) as error:
        office.look(content)
    for problem in error.value.problems:
        assert problem.line is None
        assert problem.reason
        assert problem.cure
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("1,Ann,,Sales,,2020-01-01,2019-01-01,\n", "leave_before_hire"),
        ("90,Twin,,Sales,,2020-01-01,,\n", "duplicate_id"),
        ('1,"Ann,,Sales,,2020-01-01,,\n', "broken_quoting"),
        ("1,Ann,,Sales,,2020-01-01\n", "cell_count"),
        ("1,A\0nn,,Sales,,2020-01-01,,\n", "nul_character"),
        ("1,Ann,,Sales,,2020-02-31,,\n", "impossible_date"),
        (f"1,Ann,,{'x' * 201},,2020-01-01,,\n", "too_long"),
        (f"{'1' * 65},Ann,,Sales,,2020-01-01,,\n", "too_long"),
        ("1,Ann,,Sales,,9999-12-31,,\n", "bad_date"),
    ],
)
def test_one_bad_row_among_good_ones_costs_only_itself(office: Office, row: str, kind: str) -> None:
    more = "91,Good Two,,Sales,,2020-01-01,,\n"
    report = office.look(HEADER + GOOD + row + more)
    assert kinds(report) == [(kind, 3)]
    assert report.rejected == 1
    office.bring(HEADER + GOOD + row + more)
    assert names() == {"90": "Good One", "91": "Good Two"}


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("1,Ann,,Sales,777,2020-01-01,,\n", "unknown_manager"),
        ("1,Ann,,Sales,1,2020-01-01,,\n", "own_manager"),
        ("1,Ann,nonsense,Sales,,2020-01-01,,\n", "bad_email"),
    ],
)
def test_a_doubtful_value_is_noted_and_the_person_taken(
    office: Office, row: str, kind: str
) -> None:
    assert kinds(office.look(HEADER + GOOD + row)) == [(kind, 3)]
    office.bring(HEADER + GOOD + row)
    assert names()["1"] == "Ann"
    assert jobs("1") == ["2020-01-01 – . | Sales | . | ."]


@pytest.mark.parametrize(
    ("encode", "name"),
    [
        ("cp1252", "Jürgen Weiß-Müller"),
        ("utf-8", "Łucja Žižek"),
        ("utf-8-sig", "Łucja Žižek"),
        ("utf-16", "Łucja Žižek"),
    ],
)
def test_names_survive_their_encoding(office: Office, encode: str, name: str) -> None:
    content = (HEADER + f"1,{name},,Größe & Co,,2020-01-01,,\n").encode(encode)
    office.bring(content)
    assert names() == {"1": name}
    assert areas() == ["Größe & Co"]


@pytest.mark.parametrize(
    "name",
    [
        "Cher",
        "שרה לוי",
        "محمد بن علي",
        "👩🏽‍🚀 Nova",
        "O'Neill-d’Arcy",
        "Robert'); DROP TABLE person;--",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "{{ 7 * 7 }}",
        "王",
        "N/A",
    ],
)
def test_people_are_called_what_they_are_called(office: Office, name: str) -> None:
    office.bring(HEADER + f'1,"{name}",,Sales,,2020-01-01,,\n')
    assert names() == {"1": name}
    assert office.bring(HEADER + f'1,"{name}",,Sales,,2020-01-01,,\n')["changed"] == 0


def test_somebody_without_a_name_is_called_by_their_number(office: Office) -> None:
    office.bring(HEADER + "17,,,Sales,,2020-01-01,,\n")
    assert names() == {"17": "Person 17"}


def test_line_breaks_inside_quotes_are_no_rows(office: Office) -> None:
    office.bring(HEADER + '1,"Ann\nLund",,"Sales\nNorth",,2020-01-01,,\n' + GOOD)
    assert names()["1"] == "Ann Lund"
    assert "Sales North" in areas()


def test_a_semicolon_file_of_a_german_spreadsheet_is_understood(office: Office) -> None:
    content = (
        "Personalnummer;Vorname;Nachname;Abteilung;Vorgesetzter;Eintrittsdatum;"
        "Austrittsdatum;Austrittsgrund\r\n"
        "001;Jürgen;Weiß;Vertrieb > Süd;;01.03.2019;31.08.2022;Eigenkündigung\r\n"
        "002;Łucja;Nowak;Vertrieb > Süd;001;01.08.2022;;\r\n"
    )
    office.bring(content.encode())
    assert stays("001") == [("2019-03-01", "2022-09-01", "Eigenkündigung", "voluntary")]
    assert jobs("002") == ["2022-08-01 – . | Vertrieb / Süd | 001 | ."]


def test_a_month_first_file_of_an_american_spreadsheet_is_understood(office: Office) -> None:
    office.bring(HEADER + "1,Ann,,Sales,,3/15/2019,12/31/2025,Resigned\n")
    assert stays("1") == [("2019-03-15", "2026-01-01", "Resigned", "voluntary")]


def test_very_deep_and_very_wide_departments_fit(office: Office) -> None:
    deep = "/".join(f"Level {number}" for number in range(60))
    office.bring(HEADER + f"1,Ann,,{deep},,2020-01-01,,\n2,Ben,,{'x' * 200},,2020-01-01,,\n")
    assert Area.objects.count() == 61
    assert office.bring(HEADER + f"1,Ann,,{deep},,2020-01-01,,\n")["areas"] == 0


def test_all_rows_refused_is_an_import_of_nobody(office: Office) -> None:
    report = office.look(HEADER + ",Ann,,,,,,\n")
    assert (report.rows, report.accepted, report.rejected) == (1, 0, 1)
    assert report.changes_nothing
    assert office.bring(HEADER + ",Ann,,,,,,\n") == {"new": 0, "changed": 0, "left": 0, "areas": 0}


def test_dates_at_the_edges_of_the_calendar_are_kept(office: Office) -> None:
    office.bring(HEADER + "1,Ann,,Sales,,1900-01-01,2100-12-31,\n")
    assert Employment.objects.get().end_on is not None
    assert stays("1")[0][:2] == ("1900-01-01", "2101-01-01")
