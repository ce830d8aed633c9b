"""Where so many rows fail alike that how their column is read is doubted first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.report import Doubt
from tandem.organisation.tests.intake.office import Office

pytestmark = pytest.mark.django_db

HISTORY, COUNTS = intake.Shape.HISTORY, intake.Shape.COUNTS
PEOPLE = "Employee ID,Department,Hire date,Leave date,Left on\n"


def people(bad: int, of: int, leave: str = "k.A. {n}") -> str:
    """Rows of which so many have no day where the leave date is looked for."""
    left = [f"{n},Mill,2019-01-01,{leave.format(n=n)},2024-05-31\n" for n in range(bad)]
    here = [f"{n},Mill,2019-01-01,,\n" for n in range(bad, of)]
    return PEOPLE + "".join([*left, *here])


def doubted(report: intake.Report) -> list[tuple[str, str, int, int, Sequence[dict[str, str]]]]:
    return [(e.column, e.field, e.count, e.rows, e.others) for e in report.doubts]


def test_a_fifth_of_the_rows_failing_in_one_column_is_told_with_other_readings(
    office: Office,
) -> None:
    instead = {"Left on": "leave date", "Leave date": "ignore"}
    assert doubted(office.look(people(5, 25))) == [
        ("Leave date", "leave date", 5, 25, [instead, {"Leave date": "ignore"}])
    ]


@pytest.mark.parametrize(("bad", "of"), [(5, 26), (4, 8)])
def test_fewer_than_a_fifth_or_than_five_are_slips(office: Office, bad: int, of: int) -> None:
    report = office.look(people(bad, of))
    assert (report.rejected, report.doubts) == (bad, [])


def test_words_of_leaving_below_a_date_are_offered_as_leave_reason(office: Office) -> None:
    [doubt] = office.look(people(6, 12, "Resignation")).doubts
    assert {"Leave date": "leave reason"} in doubt.others


def test_two_days_the_wrong_way_round_are_offered_the_other_way(office: Office) -> None:
    rows = "".join(f"{n},Mill,2024-05-31,2019-01-01,\n" for n in range(6))
    [doubt] = office.look(PEOPLE + rows).doubts
    assert doubt.others == [{"Leave date": "hire date", "Hire date": "leave date"}]


def test_leavings_without_a_job_before_them_doubt_what_happened(office: Office) -> None:
    header = "Employee ID,Department,From,To,Leave reason,Action\n"
    rows = "".join(f"{n},Mill,2019-01-01,2024-05-31,,Resignation\n" for n in range(8))
    rows += "8,Mill,2019-01-01,2020-12-31,,Hire\n8,Mill,2021-01-01,,,Promotion\n"
    report = office.look(header + rows, shape=HISTORY)
    assert doubted(report) == [("Action", "event", 8, 10, [{"Action": "ignore"}])]


def test_a_column_that_holds_what_it_should_is_not_doubted_for_empty_cells(office: Office) -> None:
    rows = "".join(f"{n},{'Mill' if n % 2 else ''},2019-01-01,,\n" for n in range(20))
    report = office.look(PEOPLE + rows)
    assert (report.rejected, report.doubts) == (10, [])


def test_of_counts_the_column_of_numbers_is_doubted_too(office: Office) -> None:
    rows = "".join(f"Mill,2024-{n:02},Resignation,A{n},{n}\n" for n in range(1, 9))
    report = office.look("Area,Month,Reason,Count,Persons\n" + rows, shape=COUNTS)
    [(column, field, count, of, others)] = doubted(report)
    assert (column, field, count, of) == ("Count", "count", 8, 8)
    assert others[0] == {"Persons": "count", "Count": "ignore"}


def test_what_was_doubted_is_kept_with_the_check(office: Office) -> None:
    kept = office.keep(people(6, 12))
    doubt = intake.Report.read(intake.folder_of(office.uploads, kept.pk)).doubts[0]
    assert isinstance(doubt, Doubt)
    assert doubt.others[-1] == {"Leave date": "ignore"}


def test_said_readings_go_before_the_mapping_and_leave_the_rest_of_it(office: Office) -> None:
    mapping = office.mapping('[columns]\n"Hire date" = "hire date"\n"leave DATE" = "leave date"')
    other = mapping.reading({"Left on": "leave date", "Leave date": "ignore"})
    report = office.look(people(5, 25), mapping=other)
    assert (report.rejected, report.gone) == (0, 5)
