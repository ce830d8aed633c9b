"""Of several rows of one person and day the one entered last holds, where a column says so."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import Kind
from tandem.organisation.models import Employment, Spell
from tandem.organisation.tests.intake.office import Office, csv, stays

pytestmark = pytest.mark.django_db
HISTORY = """
    Person ID | Name     | Effective date | Sequence | Action      | Reason     | Department
    1         | Ann Reed | 2024-01-01     | 1        | Hire        |            | Depot
    1         | Ann Reed | 2024-01-01     | 2        | Correction  |            | Care
    1         | Ann Reed | 2025-03-01     | 1        | Pay change  |            | Care
    2         | Bo Holm  | 2024-01-01     | 1        | Hire        |            | Depot
    2         | Bo Holm  | 2026-05-01     | 2        | Termination | Retirement | Depot
    2         | Bo Holm  | 2026-05-01     | 1        | Termination | Resigned   | Depot
    3         | Cy Ash   | 2024-01-01     | 1        | Hire        |            | Depot
    3         | Cy Ash   | 2026-02-01     | 1        | Termination | Resigned   | Depot
    3         | Cy Ash   | 2026-02-01     | 2        | Rehire      |            | Care
"""


def brought(office: Office, text: str) -> intake.Report:
    import_ = office.keep(csv(text), shape=intake.Shape.HISTORY)
    office.apply(import_)
    return intake.Report.read(intake.folder_of(office.uploads, import_.pk))


def jobs(number: str) -> list[str]:
    spells = Spell.objects.filter(employment__person__number=number).order_by("start_on")
    return [f"{each.area.name} {each.start_on}" for each in spells]


def test_the_last_row_of_a_day_holds(office: Office) -> None:
    report = brought(office, HISTORY)
    assert (report.accepted, report.rejected) == (9, 0)
    assert jobs("1")[0] == "Care 2024-01-01"
    assert "Depot" not in " ".join(jobs("1"))
    [stay] = Employment.objects.filter(person__number="2")
    assert (stay.reason, stay.reason_class) == ("Retirement", "retirement")


def test_each_row_that_gives_way_is_told_with_the_line_that_holds(office: Office) -> None:
    report = office.look(csv(HISTORY), shape=intake.Shape.HISTORY)
    told = report.first[Kind.LATER_ROW_HOLDS]
    assert [(each.line, each.column, each.value) for each in told] == [
        (2, "Sequence", "1"),
        (7, "Sequence", "1"),
    ]
    assert "Line 3 " in told[0].reason
    assert not report.unanswered


def test_a_leaving_and_a_return_of_one_day_are_two_things(office: Office) -> None:
    brought(office, HISTORY)
    assert Employment.objects.filter(person__number="3").count() == 2
    assert jobs("3") == ["Depot 2024-01-01", "Care 2026-02-01"]


HOURLY = """
    Person ID | Name     | Effective date | Sequence | Action      | Worker type | Department
    1         | Ann Reed | 2024-01-01     | 1        | Hire        | Permanent   | Depot
    1         | Ann Reed | 2024-01-01     | 2        | Correction  | Contractor  | Depot
    2         | Bo Holm  | 2024-01-01     | 1        | Hire        | Permanent   | Depot
    2         | Bo Holm  | 2025-01-01     | 1        | Data change | Permanent   | Care
    2         | Bo Holm  | 2025-01-01     | 2        | Correction  | Contractor  | Care
    3         | Cy Ash   | 2024-01-01     | 1        | Hire        | Contractor  | Depot
    3         | Cy Ash   | 2024-01-01     | 2        | Correction  | Permanent   | Depot
    4         | Di Lund  | 2024-01-01     | 1        | Hire        | Permanent   | Depot
    4         | Di Lund  | 2025-01-01     | 1        | Termination | Permanent   | Depot
    4         | Di Lund  | 2025-01-01     | 2        | Hire        | Contractor  | Depot
"""


def test_where_the_last_row_of_a_day_says_not_employed_they_are_not(office: Office) -> None:
    report = brought(office, HOURLY)
    told = [each.line for each in report.first[Kind.LATER_ROW_HOLDS]]
    assert (told, report.rejected) == ([2, 5], 0)
    stays = Employment.objects.filter(person__number__in="1234").order_by("person__number")
    assert [(each.person.number, str(each.start_on), str(each.end_on or "")) for each in stays] == [
        ("2", "2024-01-01", "2025-01-01"),
        ("3", "2024-01-01", ""),
        ("4", "2024-01-01", "2025-01-01"),
    ]


@pytest.mark.parametrize("sequence", ["", "1"])
def test_where_the_order_says_nothing_nobody_guesses(office: Office, sequence: str) -> None:
    text = f"""
        Person ID | Name     | Effective date | Sequence   | Department
        1         | Ann Reed | 2024-01-01     | {sequence} | Depot
        1         | Ann Reed | 2024-01-01     | {sequence} | Care
        2         | Bo Holm  | 2024-01-01     | 1          | Care
    """
    report = office.look(csv(text), shape=intake.Shape.HISTORY)
    assert (report.accepted, report.rejected) == (1, 2)


# Leavings that were put right or taken back on their day, whatever that day means

LEAVINGS = """
    Person ID | Name     | Effective date | Sequence | Action         | Reason      | Department
    1         | Ann Reed | 2024-01-01     | 1        | Hire           |             | Depot
    1         | Ann Reed | 2026-05-31     | 1        | Termination    | Resigned    | Depot
    1         | Ann Reed | 2026-05-31     | 2        | Record upkeep  | Dismissed   | Care
    2         | Bo Holm  | 2024-01-01     | 1        | Hire           |             | Depot
    2         | Bo Holm  | 2026-05-31     | 1        | Termination    | Resigned    | Depot
    2         | Bo Holm  | 2026-05-31     | 2        | Record upkeep  |             | Care
    3         | Cy Ash   | 2024-01-01     | 1        | Hire           |             | Depot
    3         | Cy Ash   | 2026-05-31     | 2        | Termination revoked |        | Depot
    3         | Cy Ash   | 2026-05-31     | 1        | Termination    | Resigned    | Depot
    4         | Di Fox   | 2024-01-01     | 1        | Hire           |             | Depot
    4         | Di Fox   | 2026-05-31     | 1        | Termination    | Resigned    | Depot
    4         | Di Fox   | 2026-05-31     | 2        | Termination revoked |        | Depot
    4         | Di Fox   | 2026-05-31     | 3        | Termination    | Retirement  | Depot
    5         | Ed Gray  | 2024-01-01     | 1        | Hire           |             | Depot
    5         | Ed Gray  | 2026-05-31     | 1        | Transfer       |             | Care
    5         | Ed Gray  | 2026-05-31     | 2        | Termination    | Resigned    | Care
    6         | Flo Hay  | 2024-01-01     | 1        | Hire           |             | Depot
    6         | Flo Hay  | 2026-05-31     | 1        | Termination    | Resigned    | Depot
    6         | Flo Hay  | 2026-05-31     | 2        | Rehire         |             | Care
"""
DAYS = [("first-away", "2026-05-31"), ("last-worked", "2026-06-01")]


def left(office: Office, day: str) -> None:
    mapping = office.mapping(f'[jobs]\nleaving-day = "{day}"\n')
    office.apply(office.keep(csv(LEAVINGS), mapping=mapping, shape=intake.Shape.HISTORY))


@pytest.mark.parametrize(("day", "gone_on"), DAYS)
def test_a_reason_is_put_right_on_the_day_of_leaving(
    office: Office, day: str, gone_on: str
) -> None:
    left(office, day)
    assert stays("1") == [("2024-01-01", gone_on, "Dismissed", "involuntary")]
    assert jobs("1") == ["Depot 2024-01-01"]


@pytest.mark.parametrize(("day", "gone_on"), DAYS)
def test_a_leaving_that_a_later_row_of_its_day_takes_back_is_none(
    office: Office, day: str, gone_on: str
) -> None:
    left(office, day)
    assert stays("2") == [("2024-01-01", ".", "", "")]
    assert jobs("2") == ["Depot 2024-01-01", "Care 2026-05-31"]
    assert stays("3") == [("2024-01-01", ".", "", "")]
    assert stays("4") == [("2024-01-01", gone_on, "Retirement", "retirement")]


@pytest.mark.parametrize(("day", "gone_on"), DAYS)
def test_who_moves_and_leaves_on_one_day_is_gone(office: Office, day: str, gone_on: str) -> None:
    left(office, day)
    assert stays("5") == [("2024-01-01", gone_on, "Resigned", "voluntary")]
    last = "Care" if day == "last-worked" else "Depot"
    assert jobs("5")[-1].startswith(last)


@pytest.mark.parametrize("day", [day for day, _gone_on in DAYS])
def test_who_leaves_and_returns_on_one_day_left_once(office: Office, day: str) -> None:
    left(office, day)
    assert [stay[:2] for stay in stays("6")] == [
        ("2024-01-01", "2026-05-31"),
        ("2026-05-31", "."),
    ]
