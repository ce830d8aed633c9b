"""Numbers of people are of employees: whoever is none, by a column of types, is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.lane import survey
from tandem.organisation.intake.worker_types import says_outside
from tandem.organisation.models import Employment, Person, Spell
from tandem.organisation.tests.intake.counting import CountingOffice
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db

HEADER = "Employee ID | Name | Department | Hire date | Leave date | Worker type\n"
LIST = (
    HEADER
    + """
    1 | Ann Reed | Depot | 2019-01-01 |            | Employee
    2 | Bo Holm  | Depot | 2020-01-01 |            | Contingent Worker
    3 | Cy Ash   | Depot | 2020-01-01 | 2024-05-31 | Contingent Worker
    4 | Di Lund  | Care  | 2020-01-01 |            | Intern
    5 | Ed Moor  | Care  | 2020-01-01 |            |
"""
)
OF_TYPES = '["worker types"]\n'


def numbers() -> set[str | None]:
    return set(Person.objects.exclude(number=None).values_list("number", flat=True))


@pytest.mark.parametrize(
    "kind",
    [
        *(
            "Contingent Worker",
            "Independent contractor",
            "Agency",
            "Externe",
            "Externer Mitarbeiter",
        ),
        *("Leiharbeitnehmer", "Freier Mitarbeiter", "Int\u00e9rimaire", "Prestataire", "Inhuur"),
        *("ZZP", "Volunteer", "Stagiaire", "Uitzendkracht", "Non-employee", "Aut\u00f3nomo"),
    ],
)
def test_who_works_here_and_is_not_employed(kind: str) -> None:
    assert says_outside(kind)


@pytest.mark.parametrize(
    "kind",
    [
        *("Employee", "Regular", "Temporary (fixed term)", "Intern", "Azubi", "Aktive", "CDI"),
        *("CDD", "Apprenti", "Part time", "Permanent", "Onbepaalde tijd", "Temporal", "Praktikant"),
        *("Internal", "Manager", "Seasonal", "Executive"),
    ],
)
def test_who_is_employed(kind: str) -> None:
    assert not says_outside(kind)


def test_they_are_left_out_and_it_is_said_how_many(office: Office) -> None:
    report = office.look(csv(LIST))
    [told] = report.first[Kind.NOT_EMPLOYED]
    assert "2 rows of 5 are of people who are not employed here" in told.reason
    assert told.offers == ("Contingent Worker",)
    [others] = report.first[Kind.EMPLOYED]
    assert others.offers == ("Employee", "Intern")
    assert (report.rows, report.rejected) == (3, 0)
    office.bring(csv(LIST))
    assert numbers() >= {"1", "4", "5"}
    assert not numbers() & {"2", "3"}


def test_a_type_can_be_counted_or_left_out_by_a_word(office: Office) -> None:
    words = '"contingent worker" = "employed"\n"Intern" = "left-out"'
    office.bring(csv(LIST), mapping=office.mapping(OF_TYPES + words))
    assert numbers() >= {"1", "2", "3", "5"}
    assert "4" not in numbers()


def test_another_word_is_refused_with_what_it_is(office: Office) -> None:
    with pytest.raises(FileUnusable, match="maybe"):
        office.look(csv(LIST), mapping=office.mapping(OF_TYPES + '"Intern" = "maybe"'))


def test_what_was_said_is_kept_with_a_mapping(office: Office) -> None:
    words = {"worker types": {"Intern": "left-out"}}
    assert office.mapping(OF_TYPES + '"Intern" = "left-out"').said() == words


def test_a_column_of_many_words_is_told_without_them(office: Office) -> None:
    rows = "".join(f"{n} | P {n} | Depot | 2019-01-01 | | Kind {n}\n" for n in range(10, 40))
    assert Kind.EMPLOYED not in office.look(csv(HEADER + rows)).kinds


HISTORY = (
    "Employee ID | Department | Effective Date | Worker type | Action\n"
    + """
    1 | Depot | 2019-01-01 | Employee   | Hire
    1 | Depot | 2022-01-01 | Contractor | Data change
    2 | Care  | 2019-01-01 | Contractor | Hire
    2 | Care  | 2021-01-01 | Employee   | Hire
    3 | Care  | 2018-01-01 | Contractor | Hire
    3 | Care  | 2019-01-01 | Contractor | Termination
"""
)


def test_a_job_ends_where_somebody_is_employed_no_longer(office: Office) -> None:
    report = office.look(csv(HISTORY), shape=intake.Shape.HISTORY)
    [told] = report.first[Kind.NOT_EMPLOYED]
    assert told.reason.endswith(" counts from then, whatever the hire date: 1 person.")
    office.bring(csv(HISTORY), shape=intake.Shape.HISTORY)
    stays = Employment.objects.filter(person__number__in="123")
    found = {each.person.number: (str(each.start_on), str(each.end_on or "")) for each in stays}
    assert found == {"1": ("2019-01-01", "2022-01-01"), "2": ("2021-01-01", "")}
    assert Spell.objects.filter(employment__person__number="1").count() == 1


def test_before_a_type_is_left_out_it_is_said_who_counts_all_the_same(office: Office) -> None:
    """In a history alone: a list of people tells one type of each."""
    report = office.look(csv(HISTORY.replace("Contractor", "Hourly")), shape=intake.Shape.HISTORY)
    [told] = report.first[Kind.EMPLOYED]
    assert told.reason.endswith("who has another later counts from then.")
    [told] = office.look(csv(LIST)).first[Kind.EMPLOYED]
    assert "later" not in told.reason


def test_nobody_is_said_to_be_employed_later_who_is_not(office: Office) -> None:
    """The first was employed before, the third never."""
    rows = [row for row in HISTORY.splitlines() if not row.strip().startswith("2 ")]
    report = office.look(csv("\n".join(rows)), shape=intake.Shape.HISTORY)
    [told] = report.first[Kind.NOT_EMPLOYED]
    assert "later" not in told.reason


def test_who_was_here_before_and_not_employed_was_not_hired_then(office: Office) -> None:
    """Else a department would have people years before anybody was in it."""
    text = """
        Employee ID | Department | Effective Date | Worker type | Action      | Hire date
        1           | Care       | 2023-01-01     | Contractor  | Hire        | 2023-01-01
        1           | Care       | 2026-02-01     | Employee    | Data change | 2023-01-01
        2           | Care       | 2026-02-01     | Employee    | Data change | 2019-01-01
    """
    office.bring(csv(text), shape=intake.Shape.HISTORY)
    stays = Employment.objects.filter(person__number__in="12").order_by("person__number")
    assert [str(each.start_on) for each in stays] == ["2026-02-01", "2019-01-01"]


@pytest.mark.parametrize("manager", ["2", "Bo Holm"])
def test_a_manager_who_is_not_employed_is_in_the_file_and_nobody_else(
    office: Office, manager: str
) -> None:
    """Nobody is told that no one has that id or name."""
    rows = (
        "Employee ID | Name | Department | Hire date | Worker type | Manager\n"
        f"1 | Ann Reed | Depot | 2019-01-01 | Employee | {manager}\n"
        "2 | Bo Holm | Depot | 2020-01-01 | Contingent Worker |"
    )
    report = office.look(csv(rows))
    found = [each for each in report.problems if each.kind in KINDS]
    assert [(each.kind, each.line, each.value) for each in found] == [
        (Kind.MANAGER_NOT_EMPLOYED, 2, manager)
    ]
    assert report.rejected == 0


KINDS = (Kind.MANAGER_NOT_EMPLOYED, Kind.UNKNOWN_MANAGER, Kind.MANAGER_NOT_TAKEN)


LEAVERS = """
    Dział | Miesiąc | Powód odejścia | Umowa
    Młyn  | 2026-08 | wypowiedzenie  | o pracę
    Młyn  | 2026-08 | wypowiedzenie  | umowa zlecenie
    Młyn  | 2026-09 | wypowiedzenie  | kontrakt B2B
    Młyn  | 2026-09 | emerytura      | o pracę
"""


@pytest.mark.parametrize(
    "kind", ["zlecenie", "umowa zlecenie", "umowa o dzieło", "B2B", "kontrakt B2B", "na zlecenie"]
)
def test_polish_contracts_that_employ_nobody(kind: str) -> None:
    assert says_outside(kind)
    assert not says_outside("umowa o pracę")


def test_of_a_leavers_list_too(tmp_path: Path) -> None:
    counting = CountingOffice(tmp_path)
    report = counting.look(LEAVERS)
    [told] = report.first[Kind.NOT_EMPLOYED]
    assert "2 rows of 4 are of people who are not employed here" in told.reason
    assert (report.rows, report.rejected, report.leavers) == (2, 0, 2)
    said = OF_TYPES + '"Kontrakt B2B" = "employed"'
    assert counting.look(LEAVERS, mapping=said).leavers == 3


def test_numbers_below_contract_are_a_reason_and_no_type(tmp_path: Path) -> None:
    across = """
        Area | Month   | Resignation | Retirement | Contract
        Mill | 2026-08 | 2           | 0          | 1
        Mill | 2026-09 | 1           | 0          | 4
    """
    report = CountingOffice(tmp_path).look(across)
    assert report.leavers == 8


def test_a_total_of_all_rows_stays_one(tmp_path: Path) -> None:
    summed = """
        Area  | Month   | Reason      | Contract type | Leavers
        Mill  | 2026-08 | Resignation | Employee      | 2
        Mill  | 2026-08 | Resignation | Contractor    | 3
        Total | 2026-08 |             |               | 5
    """
    report = CountingOffice(tmp_path).look(summed)
    assert (report.leavers, report.kinds[Kind.TOTALS]) == (2, 1)


NEVER = """
    Employee ID | Name     | Department | Hire date  | Leave date | Leave reason
    1           | Ann Reed | Depot      | 2019-01-01 |            |
    2           | Bo Holm  | Depot      | 2026-05-11 | 2026-05-11 | Did Not Start - other offer
    3           | Cy Ash   | Depot      | 2020-01-01 | 2024-05-31 | No call no show
"""


@pytest.mark.parametrize("lane", [False, True])
def test_who_never_started_is_nobody_and_can_be_counted(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    report = office.look(csv(NEVER))
    [said] = [each for each in report.problems if each.kind is Kind.NOT_EMPLOYED]
    assert said.value == "“Did Not Start - other offer” (1)"
    assert (report.rows, report.rejected) == (2, 0)
    office.bring(csv(NEVER))
    assert numbers() == {"1", "3"}
    counted = OF_TYPES + '"Did Not Start - other offer" = "employed"\n'
    assert Kind.NOT_EMPLOYED not in office.look(csv(NEVER), mapping=office.mapping(counted)).kinds


def test_in_a_job_history_somebody_who_never_started_keeps_their_jobs(office: Office) -> None:
    report = office.look(
        csv("""
        Employee ID | Name    | Department | From       | To         | Leave date | Leave reason
        1           | An Reed | Depot      | 2020-01-01 | 2023-12-31 |            |
        1           | An Reed | Care       | 2024-01-01 | 2024-05-31 | 2024-05-31 | Never started
        """),
        shape=intake.Shape.HISTORY,
    )
    assert Kind.NOT_EMPLOYED not in report.kinds
