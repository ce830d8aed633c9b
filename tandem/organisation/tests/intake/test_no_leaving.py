"""Rows that ended for what is no leaving: a transfer, a promotion, a renewed contract."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import actions, intake
from tandem.organisation.intake.lane import FILE_NAME as PLAIN
from tandem.organisation.models import Employment, LeaverCount, Meaning
from tandem.organisation.tests.intake.office import MONDAY, Office, csv, jobs, kinds, stays

pytestmark = pytest.mark.django_db

HISTORY, COUNTS = intake.Shape.HISTORY, intake.Shape.COUNTS
RENEWED = '[reasons]\nrenewed = "not a leaving"\n'
JOBS = csv("""
    ID | Department | From       | To         | Leave reason
    1  | Sales      | 2019-01-01 | 2020-12-31 | renewed
    1  | Depot      | 2021-03-01 | 2024-05-31 | renewed
    2  | Sales      | 2019-01-01 | 2020-12-31 | renewed
    2  | Sales      | 2021-01-01 | 2024-05-31 | Resignation
""")


def words(report: intake.Report) -> list[tuple[str, str, int]]:
    return [(each.word, each.reason_class, each.rows) for each in report.reasons]


def test_a_history_that_ends_with_no_leaving_goes_on(office: Office) -> None:
    office.bring(JOBS, shape=HISTORY, mapping=office.mapping(RENEWED))
    assert stays("1") == [("2019-01-01", ".", "", "")]
    assert jobs("1") == [
        "2019-01-01 – 2021-03-01 | Sales | . | .",
        "2021-03-01 – . | Depot | . | .",
    ]
    assert stays("2") == [("2019-01-01", "2024-06-01", "Resignation", "voluntary")]


def test_hired_by_another_company_of_the_house_nobody_has_left(office: Office) -> None:
    """By events: a leaving that is none, and a hire on the same day. One of later is a return."""
    text = csv("""
        ID | Department | Effective date | Action      | Reason        | Hire date
        1  | Sales      | 2019-01-01     | Hire        |               | 2019-01-01
        1  | Sales      | 2024-05-01     | Termination | House move    | 2019-01-01
        1  | Depot      | 2024-05-01     | Hire        | House move    | 2024-05-01
        2  | Sales      | 2019-01-01     | Hire        |               | 2019-01-01
        2  | Sales      | 2024-05-01     | Termination | House move    | 2019-01-01
        2  | Depot      | 2025-05-01     | Hire        |               | 2025-05-01
        2  | Depot      | 2025-09-01     | Termination | Resignation   | 2025-05-01
    """)
    said = office.mapping('[reasons]\n"House move" = "not a leaving"\n')
    office.bring(text, shape=HISTORY, mapping=said)
    assert stays("1") == [("2019-01-01", ".", "", "")]
    assert jobs("1") == [
        "2019-01-01 – 2024-05-01 | Sales | . | .",
        "2024-05-01 – . | Depot | . | .",
    ]
    assert len(stays("2")) == 2


def test_contracts_with_first_days_of_their_own_are_one_stay(office: Office) -> None:
    text = csv("""
        ID | Department | From       | To         | Hire date  | Leave date | Leave reason
        1  | Sales      | 2019-01-01 | 2020-12-31 | 2019-01-01 | 2020-12-31 | renewed
        1  | Sales      | 2021-01-01 | 2024-05-31 | 2021-01-01 | 2024-05-31 | Resignation
    """)
    office.bring(text, shape=HISTORY, mapping=office.mapping(RENEWED))
    assert stays("1") == [("2019-01-01", "2024-06-01", "Resignation", "voluntary")]


def test_a_person_whose_row_ended_with_no_leaving_is_here(office: Office) -> None:
    text = csv("""
        ID | Department | Hire date  | Leave date | Leave reason
        1  | Sales      | 2019-01-01 | 2024-05-31 | renewed
        2  | Sales      | 2019-01-01 | 2020-12-31 | renewed
        2  | Sales      | 2021-02-01 |            |
        3  | Sales      | 2019-01-01 | 2024-05-31 | Resignation
    """)
    office.bring(text, mapping=office.mapping(RENEWED))
    assert (stays("1"), stays("2")) == ([("2019-01-01", ".", "", "")],) * 2
    assert Employment.objects.exclude(end_on=None).count() == 1


def test_of_counts_nobody_left_by_it(office: Office) -> None:
    text = "Area,Month,Reason,Count\nMill,2024-05,renewed,4\nDye,2024-05,Resignation,2\n"
    kept = office.keep(text, shape=COUNTS, mapping=office.mapping(RENEWED))
    report = intake.Report.read(intake.folder_of(office.uploads, kept.pk))
    assert (report.accepted, report.leavers) == (2, 2)
    assert words(report) == [("Resignation", "voluntary", 1), ("renewed", "not a leaving", 1)]
    office.apply(kept)
    assert sum(LeaverCount.objects.values_list("leavers", flat=True)) == 2


def test_what_the_table_says_holds_without_a_mapping(office: Office) -> None:
    actions.set_reason_class(
        word="Renewed", reason_class=Meaning.NOT_A_LEAVING, by=OPERATOR, at=MONDAY
    )
    assert words(office.look(JOBS, shape=HISTORY)) == [
        ("Resignation", "voluntary", 1), ("renewed", "not a leaving", 1),
    ]  # fmt: skip
    office.bring(JOBS, shape=HISTORY)
    assert stays("1") == [("2019-01-01", ".", "", "")]


def test_large_files_tell_it_alike(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    mapping = office.mapping(RENEWED)
    rows = "".join(f"{n},Sales,2019-01-01,2024-05-31,Resignation\n" for n in range(10, 40))
    monkeypatch.setattr("tandem.organisation.intake.lane.survey.FEWEST_BYTES", 0)
    kept = office.keep(JOBS + rows, shape=HISTORY, mapping=mapping)
    assert (intake.folder_of(office.uploads, kept.pk) / PLAIN).exists()
    office.apply(kept)
    assert stays("1") == [("2019-01-01", ".", "", "")]
    assert Employment.objects.filter(reason="Resignation").count() == 31


# Words of jobs that another one follows


def test_a_word_that_only_stands_before_another_job_is_not_asked_about(office: Office) -> None:
    text = csv("""
        ID | Department | From       | To         | Leave reason
        1  | Sales      | 2019-01-01 | 2020-12-31 | Blue moon
        1  | Depot      | 2021-01-01 |            |
        2  | Sales      | 2019-01-01 | 2020-12-30 | Transfer
        2  | Depot      | 2021-01-04 | 2024-05-31 | Red moon
    """)
    report = office.look(text, shape=HISTORY)
    assert words(report) == [("Red moon", "", 1)]
    assert [kind for kind, _line in kinds(report)] == ["gap", "unknown_reason"]
    office.bring(text, shape=HISTORY)
    assert stays("2") == [("2019-01-01", "2024-06-01", "Red moon", "")]


@pytest.mark.parametrize(
    ("word", "back", "count"),
    [
        ("Transfer", date(2021, 1, 31), 1),  # 31 days after the first day gone
        ("Transfer", date(2021, 2, 2), 2),
        ("Blue moon", date(2021, 1, 4), 1),
        ("Blue moon", date(2021, 2, 2), 2),
        ("Resignation", date(2021, 1, 4), 2),  # they left, however soon they are back
    ],
)
def test_a_word_before_a_short_gap_ends_a_stay_where_it_says_so(
    office: Office, word: str, back: date, count: int
) -> None:
    rows = f"1,Sales,2019-01-01,2020-12-31,{word}\n1,Depot,{back},,\n"
    office.bring("ID,Department,From,To,Leave reason\n" + rows, shape=HISTORY)
    assert len(stays("1")) == count
