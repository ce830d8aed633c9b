"""Managers that a file gives by name: found where one person has it, asked about elsewhere."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import Spell
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db

PEOPLE = """
Employee ID | Name          | Department | Manager      | Hire date
1           | Ann Lund      | Sales      |              | 2015-01-01
2           | Böhmker Uwe   | Sales      | Lund Ann     | 2016-01-01
3           | Ola Ek        | Sales      | Ann Lund     | 2017-01-01
4           | Ola Ek        | Stock      | ann  LUND    | 2017-02-01
5           | Eva Dahl      | Stock      | Uwe Bohmker  | 2018-01-01
6           | Kim Berg      | Stock      | Ola Ek       | 2019-01-01
7           | Bo Maas       | Stock      | Gone Long    | 2019-02-01
8           | Ida Holm      | Stock      | Ida Holm     | 2019-03-01
"""


def led() -> dict[str, str]:
    """Whom each is led by, by employee id."""
    spells = Spell.objects.exclude(manager=None).select_related("employment__person", "manager")
    return {str(each.employment.person.number): str(each.manager.number) for each in spells}  # type: ignore[union-attr]  # excluded


def test_a_name_that_one_person_has_is_that_person(office: Office) -> None:
    office.bring(csv(PEOPLE))
    assert led() == {"2": "1", "3": "1", "4": "1", "5": "2"}


def test_how_many_were_found_so_is_told_once(office: Office) -> None:
    report = office.look(csv(PEOPLE))
    [told] = report.first[Kind.MANAGERS_BY_NAME]
    assert told.reason == (
        "Managers are told by name. Where only one person has the name, that one is taken, as "
        "1 for “Lund Ann”: in 4 rows of all managers together."
    )
    assert report.kinds[Kind.MANAGERS_BY_NAME] == 1


def test_last_name_and_first_name_may_be_parted_by_a_comma(office: Office) -> None:
    office.bring(
        'ID,Name,Department,Manager,Hired\n1,"Lund, Ann",Sales,,2015-01-01\n'
        '2,"Ek, Ola",Sales,"Lund, Ann",2016-01-01\n3,"Berg, Kim",Sales,"Ann, Lund",2016-01-01\n'
    )
    assert led() == {"2": "1"}  # "Ann, Lund" says that Ann is the last name


def test_a_name_that_several_have_is_asked_about_with_all_of_them(office: Office) -> None:
    report = office.look(csv(PEOPLE))
    [asked] = report.first[Kind.SEVERAL_MANAGERS]
    assert (asked.line, asked.value, asked.offers) == (7, "Ola Ek", ("3", "4"))
    assert "the name of 2 people" in asked.reason
    assert not asked.rejects


def test_a_name_that_nobody_has_is_asked_about(office: Office) -> None:
    report = office.look(csv(PEOPLE))
    [asked] = report.first[Kind.UNKNOWN_MANAGER]
    assert (asked.line, asked.value) == (8, "Gone Long")


def test_nobody_is_their_own_manager_by_name(office: Office) -> None:
    report = office.look(csv(PEOPLE))
    [asked] = report.first[Kind.OWN_MANAGER]
    assert (asked.line, asked.value) == (9, "Ida Holm")


def test_one_answer_says_who_is_meant_in_every_row(office: Office) -> None:
    office.apply(office.keep(csv(PEOPLE), amends=[Amend(0, None, "Manager", "Ola Ek", "4")]))
    assert led()["6"] == "4"


def test_who_is_here_and_not_in_the_file_carries_a_name_too(office: Office) -> None:
    office.bring(csv(PEOPLE))
    later = csv("""
        Employee ID | Name     | Department | Manager    | Hire date
        21          | Lu Falk  | Sales      | Bo Maas    | 2024-01-01
        22          | Bo Maas  | Sales      |            | 2024-01-01
        23          | Li Strom | Sales      | Eva Dahl   | 2024-01-01
    """)
    report = office.look(later)
    assert report.first[Kind.SEVERAL_MANAGERS][0].offers == ("22", "7")
    office.bring(later)
    assert led()["23"] == "5"
    assert "21" not in led()


def test_a_manager_whose_row_was_not_taken_is_said_to_be_so(office: Office) -> None:
    report = office.look(
        csv("""
        Employee ID | Name     | Department | Manager    | Hire date
        1           | Ann Lund | Sales      |            | 2015-02-31
        2           | Ola Ek   | Sales      | Ann Lund   | 2016-01-01
    """)
    )
    assert Kind.MANAGER_NOT_TAKEN in report.first
    assert Kind.MANAGERS_BY_NAME not in report.first


def test_in_a_history_every_job_finds_its_manager(office: Office) -> None:
    office.bring(
        csv("""
        Employee ID | Name     | Department | Manager    | From       | To
        1           | Ann Lund | Sales      |            | 2015-01-01 |
        2           | Ola Ek   | Sales      | Ann Lund   | 2016-01-01 | 2017-12-31
        2           | Ola Ek   | Stock      | Eva Dahl   | 2018-01-01 |
        3           | Eva Dahl | Stock      | Ann Lund   | 2016-01-01 |
        """),
        shape=Shape.HISTORY,
    )
    found = {
        (str(each.employment.person.number), str(each.manager.number))  # type: ignore[union-attr]
        for each in Spell.objects.exclude(manager=None)
    }
    assert found == {("2", "1"), ("2", "3"), ("3", "1")}


@pytest.mark.parametrize("slip", ["E 4711", "4711", "Lund", "?", "a b c d e f g"])
def test_what_is_no_name_is_no_name(office: Office, slip: str) -> None:
    report = office.look(
        csv(f"""
        Employee ID | Name     | Department | Manager    | Hire date
        1           | Ann Lund | Sales      |            | 2015-01-01
        2           | Ola Ek   | Sales      | {slip}     | 2016-01-01
    """)
    )
    assert Kind.MANAGERS_BY_NAME not in report.first
    assert Kind.SEVERAL_MANAGERS not in report.first


def test_a_large_file_of_names_finds_them_all(office: Office) -> None:
    header = "Employee ID,First name,Last name,Department,Manager,Hire date"
    rows = [f"{n},Ann,Lund{chr(64 + n // 26)}{chr(65 + n % 26)},Sales" for n in range(1, 300)]
    led_by = [*["Ann Lund@B"] * 298, ""]
    people = [f"{row},{name},2015-01-01" for row, name in zip(rows, led_by[::-1], strict=True)]
    report = office.look("\n".join([header, *people]).replace("@", "X"))
    reason = report.first[Kind.MANAGERS_BY_NAME][0].reason
    assert reason.endswith("in 298 rows of all managers together.")
