"""Lines below the people of a department that say how many they are: sums, and no people."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.sources import Record, aside
from tandem.organisation.intake.sums import is_of_no_people
from tandem.organisation.models import Person
from tandem.organisation.tests.intake.office import Office

HEADER = ("Employee ID", "Name", "Department", "Title", "FTE", "Hire date", "Remarks")


@pytest.mark.parametrize(
    "cells",
    [
        ["Razem 410 Magazyn i logistyka", "", "", "", "", "", "104 poz."],
        ["Suma 410 Magazyn", "", "", "", "", "", "104"],
        ["Summa avdelning Lager", "", "", "", "", "", "12 st"],
        ["Celkem Výroba", "", "", "", "", "", "12"],
        ["Subtotal Sales", "", "", "", "", "", ""],
        ["", "", "Zwischensumme Vertrieb", "", "", "", "1.204"],
        ["Yhteensä Varasto", "", "", "", "", "", ""],
        ["Mezisoučet 12", "", "", "", "", "", ""],
        ["Ogółem", "", "", "", "", "", "430 poz."],
    ],
)
def test_a_line_that_sums_up_a_department_is_no_person(cells: list[str]) -> None:
    assert aside(Record(9, cells), HEADER) is Kind.TOTALS


@pytest.mark.parametrize(
    "cells",
    [
        ["Suma Rao", "", "", "", "", "", ""],  # she may be called so
        ["", "Suma Rao", "", "", "1", "", ""],
        ["", "Sum Wei", "", "", "", "2020-01-31", ""],
        ["", "Total Rewards", "", "", "", "2020-01-31", ""],
        ["Razem", "Ann", "Sales", "", "", "2020-01-31", ""],
        ["", "Razem Ann", "", "", "", "2020-01-31", ""],
        ["104", "Razem Ann", "", "", "", "", ""],
        ["", "", "Total Rewards", "", "", "", ""],
    ],
)
def test_whoever_is_called_like_a_sum_stays_a_person(cells: list[str]) -> None:
    assert aside(Record(9, cells), HEADER) is None


def test_an_id_behind_a_name_is_no_number_of_people() -> None:
    header = ("Name", "Employee ID", "Department", "Title", "Hire date")
    assert aside(Record(9, ["Razem Ann", "104", "", "", ""]), header) is None


def test_a_narrow_row_of_counts_is_left_to_its_figures() -> None:
    assert aside(Record(9, ["Total Rewards", "2026-01", "104"]), ("Area", "Month", "Heads")) is None


@pytest.mark.django_db
def test_sums_are_noted_and_nobody_is_asked_about_them(office: Office) -> None:
    report = office.look(
        "Employee ID,Name,Department,Title,FTE,Hire date,Remarks\n"
        "1,Ann Ash,410 Store,Clerk,1,2020-01-01,\n"
        "2,Bo Birk,,Clerk,1,2020-01-01,\n"
        "Razem 410 Store,,,,,,2 poz.\n"
        "Ogółem,,,,,,2 poz.\n"
    )
    assert (report.kinds[Kind.TOTALS], report.rows, report.rejected) == (2, 2, 1)
    assert [each.line for each in report.first[Kind.MISSING_DEPARTMENT]] == [3]
    assert not Person.objects.filter(first_name="Razem").exists()


@pytest.mark.parametrize(
    "words", ["Masse salariale (k€)", "Personalkosten in T€", "FTE", "Salary cost", "Total €"]
)
def test_a_line_of_money_or_posts_is_no_area(words: str) -> None:
    assert is_of_no_people([words, "1 204", "1\u202f198,5"])


@pytest.mark.parametrize("words", ["Payroll", "FTE planning", "Eurotransport", "Lohnbuchhaltung"])
def test_a_team_that_counts_money_is_an_area(words: str) -> None:
    assert not is_of_no_people([words, "12", "11"])
    assert not is_of_no_people(["Salary cost", "12", "Ann Reed"])
