"""Files with one row per job: what is stored, and what a corrected history changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tandem.organisation import intake
from tandem.organisation.intake import comparing
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.history import shelf
from tandem.organisation.models import Area, Assignment, ClosedFact, Employment, Person, Spell
from tandem.organisation.tests.intake.office import (
    MONDAY,
    Office,
    areas,
    csv,
    found,
    jobs,
    kinds,
    leaders,
    names,
    stays,
)

pytestmark = pytest.mark.django_db

HISTORY = intake.Shape.HISTORY
STILL = {"new": 0, "changed": 0, "left": 0, "areas": 0}
FILE = csv("""
    ID | Name     | Department       | Manager ID | Title  | FTE | From       | To         | Hire date  | Leave date | Leave reason
    1  | Eva Storm| Varnholm         |            | Head   | 1   | 2018-01-01 |            | 2018-01-01 |            |
    2  | Sam Weir | Varnholm > Sales |          1 | Seller | 1   | 2019-03-01 | 2021-06-30 | 2019-03-01 | 2021-06-30 | Resignation
    2  | Sam Weir | Varnholm > Sales |          1 | Seller | 0.5 | 2023-01-01 | 2024-04-30 | 2023-01-01 |            |
    2  | Sam Weir | Varnholm > Depot |          1 | Picker | 1   | 2024-05-01 |            | 2023-01-01 |            |
""")  # fmt: skip # noqa: E501
SAM = [
    "2019-03-01 – 2021-07-01 | Varnholm / Sales | 1 | Seller",
    "2023-01-01 – 2024-05-01 | Varnholm / Sales | 1 | Seller",
    "2024-05-01 – . | Varnholm / Depot | 1 | Picker",
]
ONE_JOB = "ID,Department,From,To\n1,Sales,2020-01-01,\n"


def look(office: Office, picture: str) -> intake.Report:
    return office.look(csv(picture), shape=HISTORY)


# What is stored


def test_stays_and_jobs_are_stored_with_the_days_they_are_told_with(office: Office) -> None:
    assert office.bring(FILE, shape=HISTORY) == {"new": 2, "changed": 0, "left": 0, "areas": 3}
    assert jobs("2") == SAM
    assert stays("2") == [
        ("2019-03-01", "2021-07-01", "Resignation", "voluntary"),
        ("2023-01-01", ".", "", ""),
    ]
    assert areas() == ["Varnholm", "Varnholm / Depot", "Varnholm / Sales"]
    assert names() == {"1": "Eva Storm", "2": "Sam Weir"}


def test_rows_count_as_jobs_and_people_as_people(office: Office) -> None:
    kept = office.keep(FILE, shape=HISTORY)
    assert (kept.shape, kept.rows, kept.accepted, kept.rejected) == ("history", 4, 4, 0)
    applied = office.apply(kept)
    assert (applied.rows, applied.accepted, applied.rejected) == (4, 4, 0)
    assert applied.counts["people"] == {"new": 2, "changed": 0, "left": 0}


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    office.bring(FILE, shape=HISTORY)
    before = list(Spell.objects.values()), list(Employment.objects.values())
    report = office.look(FILE, shape=HISTORY)
    assert report.changes_nothing
    assert office.bring(FILE, shape=HISTORY) == STILL
    assert (list(Spell.objects.values()), list(Employment.objects.values())) == before


def test_the_rows_of_a_person_need_not_stand_together_or_in_order(office: Office) -> None:
    header, *rows = FILE.splitlines()
    office.bring("\n".join([header, *reversed(rows)]), shape=HISTORY)
    assert jobs("2") == SAM


def test_an_export_that_tells_what_happened_since_when_is_understood(office: Office) -> None:
    office.bring(
        csv("""
            Emp ID | Department | Effective date | Action
            1      | Sales      | 2019-03-01     | Hire
            1      | Service    | 2020-05-01     | Transfer
            1      | Service    | 2021-07-01     | Termination
            1      | Depot      | 2023-01-01     | Rehire
        """),
        shape=HISTORY,
    )
    assert jobs("1") == [
        "2019-03-01 – 2020-05-01 | Sales | . | .",
        "2020-05-01 – 2021-07-01 | Service | . | .",
        "2023-01-01 – . | Depot | . | .",
    ]
    assert [stay[:2] for stay in stays("1")] == [
        ("2019-03-01", "2021-07-01"),
        ("2023-01-01", "."),
    ]


def test_two_files_are_one_history(office: Office) -> None:
    header, *rows = FILE.splitlines(keepends=True)
    office.bring(header + rows[0] + rows[1], header + rows[2] + rows[3], shape=HISTORY)
    assert jobs("2") == SAM


def test_a_history_takes_the_place_of_what_one_row_per_person_told(office: Office) -> None:
    office.bring(
        "ID,Name,Department,Hired\n1,Eva Storm,Varnholm,2018-01-01\n2,Sam,Depot,2023-01-01\n"
    )
    sam = Person.objects.get(number="2").pk
    assert office.bring(FILE, shape=HISTORY)["changed"] == 2
    assert jobs("2") == SAM
    assert Person.objects.get(number="2").pk == sam


# Corrected


def test_a_corrected_history_is_the_whole_of_the_people_it_names_and_of_nobody_else(
    office: Office,
) -> None:
    office.bring(FILE, shape=HISTORY)
    kept = Spell.objects.get(employment__person__number="2", start_on="2024-05-01").pk
    corrected = csv("""
        ID | Name     | Department       | Manager ID | Title  | FTE | From       | To         | Hire date
        2  | Sam Weir | Varnholm > Sales |          1 | Seller | 1   | 2022-11-01 | 2024-04-30 | 2022-11-01
        2  | Sam Weir | Varnholm > Depot |          1 | Packer | 1   | 2024-05-01 |            | 2022-11-01
    """)  # fmt: skip # noqa: E501
    assert office.bring(corrected, shape=HISTORY) == {**STILL, "changed": 1}
    assert jobs("2") == [
        "2022-11-01 – 2024-05-01 | Varnholm / Sales | 1 | Seller",
        "2024-05-01 – . | Varnholm / Depot | 1 | Packer",
    ]
    assert [stay[:2] for stay in stays("2")] == [("2022-11-01", ".")]
    assert jobs("1") == ["2018-01-01 – . | Varnholm | . | Head"]
    assert Spell.objects.count() == 3
    assert Spell.objects.get(start_on="2024-05-01").pk != kept  # its stay is another one


def test_columns_the_file_lacks_keep_what_was_known_on_that_day(office: Office) -> None:
    office.bring(FILE, shape=HISTORY)
    bare = csv("""
        ID | Department       | From       | To         | Leave date
        2  | Varnholm > Sales | 2019-03-01 | 2021-06-30 | 2021-06-30
        2  | Varnholm > Sales | 2023-01-01 | 2023-12-31 |
        2  | Varnholm > Yard  | 2024-01-01 |            |
    """)
    office.bring(bare, shape=HISTORY)
    assert jobs("2") == [
        "2019-03-01 – 2021-07-01 | Varnholm / Sales | 1 | Seller",
        "2023-01-01 – 2024-01-01 | Varnholm / Sales | 1 | Seller",
        "2024-01-01 – . | Varnholm / Yard | 1 | Seller",
    ]
    assert names()["2"] == "Sam Weir"
    assert stays("2")[0] == ("2019-03-01", "2021-07-01", "Resignation", "voluntary")


def test_who_has_a_last_day_now_is_counted_as_left(office: Office) -> None:
    office.bring(FILE, shape=HISTORY)
    gone = FILE.replace("2024-05-01,,", "2024-05-01,2026-09-30,")
    assert office.bring(gone, shape=HISTORY) == {**STILL, "left": 1}
    assert stays("2")[-1][:2] == ("2023-01-01", "2026-10-01")


def test_in_a_full_roster_who_is_in_no_row_has_left(office: Office) -> None:
    office.bring(FILE, shape=HISTORY)
    head = "".join(FILE.splitlines(keepends=True)[:2])
    assert office.bring(head, shape=HISTORY, full_roster=True) == {**STILL, "left": 1}
    assert stays("2")[-1][1] == "2026-11-23"
    assert stays("1") == [("2018-01-01", ".", "", "")]


# What cannot be taken


def test_a_person_with_a_row_that_cannot_be_taken_waits_with_all_their_rows(
    office: Office,
) -> None:
    report = look(
        office,
        """
        ID | Department | From       | To
        1  | Sales      | 2020-01-01 | 2021-02-31
        1  | Service    | 2021-03-01 |
        2  | Sales      | 2020-01-01 | 2022-01-01
        2  | Service    | 2021-03-01 |
        3  | Sales      | 2020-01-01 |
        """,
    )
    assert found(report) == [
        ("impossible_date", 2, "To", "2021-02-31"),
        ("history_incomplete", 3, None, None),
        ("history_incomplete", 4, None, None),
        ("overlapping_spell", 5, "From", "2021-03-01"),
    ]
    assert (report.rows, report.accepted, report.rejected, report.new) == (5, 1, 4, 1)
    assert "line 4 still runs (to 2022-01-01)" in report.problems[3].reason
    assert "Line 5 is about the same person" in report.problems[2].reason


def test_rejected_rows_come_back_together_and_can_be_mended_and_imported_alone(
    office: Office,
) -> None:
    broken = FILE.replace("2023-01-01,2024-04-30", "2023-01-01,2024-04-31")
    kept = office.keep(broken, shape=HISTORY)
    office.apply(kept)
    assert names() == {"1": "Eva Storm"}
    [rejected] = intake.rejected_files(intake.folder_of(office.uploads, kept.pk))
    mended = rejected.read_text(encoding="utf-8-sig").replace("04-31", "04-30")
    assert office.bring(mended, shape=HISTORY)["new"] == 1
    assert jobs("2") == SAM


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1,Sales,,", ("missing_from_date", "From", "")),
        ("1,Sales,n/a,", ("missing_from_date", "From", "")),
        ("1,Sales,2020-02-30,", ("impossible_date", "From", "2020-02-30")),
        ("1,Sales,2020-01-01,2019-12-31", ("to_before_from", "To", "2019-12-31")),
        ("1,,2020-01-01,", ("missing_department", "Department", "")),
        (",Sales,2020-01-01,", ("missing_id", "ID", "")),
    ],
)
def test_a_row_that_tells_no_job_is_refused(
    office: Office, row: str, problem: tuple[str, str, str]
) -> None:
    report = office.look(f"ID,Department,From,To\n{row}\n", shape=HISTORY)
    assert found(report) == [(problem[0], 2, *problem[1:])]
    assert report.rejected == 1


def test_without_a_column_of_first_days_nothing_is_read(office: Office) -> None:
    with pytest.raises(intake.FileUnusable, match="No column for: From"):
        office.look("ID,Department\n1,Sales\n", shape=HISTORY)


def test_a_row_without_an_employee_id_holds_nobody_back(office: Office) -> None:
    report = office.look(ONE_JOB + ",Sales,2020-01-01,\n", shape=HISTORY)
    assert (report.accepted, report.rejected) == (1, 1)


# Noted


def test_gaps_shared_days_and_early_hires_are_noted_in_words(office: Office) -> None:
    report = look(
        office,
        """
        ID | Department | From       | To         | Hire date
        1  | Sales      | 2020-01-01 | 2020-06-30 |
        1  | Service    | 2020-08-01 |            |
        2  | Sales      | 2020-01-01 | 2020-07-01 |
        2  | Service    | 2020-07-01 |            |
        3  | Sales      | 2020-01-01 |            | 2015-01-01
        3  | Sales      | 2020-01-01 |            | 2015-01-01
        """,
    )
    assert kinds(report) == [("gap", 3), ("shared_day", 5), ("early_hire", 6), ("same_row", 7)]
    assert report.problems[0].reason == "No job is told from 2020-07-01 to 2020-07-31."
    assert (report.accepted, report.rejected) == (6, 0)


OPEN = csv("""
    ID | Department | From       | To         | Exit reason
    1  | Night      | 2024-08-01 |            |
    1  | IT         | 2025-03-01 | 2025-05-31 |
    2  | Night      | 2020-01-01 | 2024-12-31 | Resignation
    3  | Night      | 2021-01-01 | 2023-12-31 |
""")  # fmt: skip


def test_who_may_be_here_still_is_asked_about_and_not_counted_as_gone(office: Office) -> None:
    report = office.look(OPEN, shape=HISTORY)
    assert ("overlapping_spell", 3) in kinds(report)
    assert (report.accepted, report.rejected, report.gone) == (2, 2, 2)


def test_left_out_the_time_elsewhere_leaves_them_here(office: Office) -> None:
    out = Amend(0, 3, None, None, None)
    office.apply(office.keep(OPEN, shape=HISTORY, amends=[out]))
    assert stays("1") == [("2024-08-01", ".", "", "")]


def test_given_its_end_the_earlier_job_makes_room(office: Office) -> None:
    ended = Amend(0, 2, "To", None, "2025-02-28")
    office.apply(office.keep(OPEN, shape=HISTORY, amends=[ended]))
    assert jobs("1") == [
        "2024-08-01 – 2025-03-01 | Night | . | .",
        "2025-03-01 – 2025-06-01 | IT | . | .",
    ]


def test_who_left_and_nothing_says_why_is_named_in_one_note(office: Office) -> None:
    report = office.look(OPEN, shape=HISTORY)
    [told] = [each for each in report.problems if each.kind == "left_unsaid"]
    assert told.reason == (
        "The last job has ended and no reason says why, so they count as having left: 1 in this "
        "import. The first: 3 on line 5."
    )


def test_a_file_that_could_not_say_why_is_not_asked_for_it(office: Office) -> None:
    report = office.look("ID,Department,From,To\n1,Sales,2020-01-01,2021-01-01\n", shape=HISTORY)
    assert kinds(report) == []


def test_one_address_under_two_ids_is_noted_and_nobody_is_merged(office: Office) -> None:
    office.bring("ID,Name,E-mail,Department,Hired\n7,Ann Lund,ann@v.example,Sales,2015-01-01\n")
    report = look(
        office,
        """
        ID | Name     | E-mail         | Department | From
        1  | Ben Ek   | ben@v.example  | Sales      | 2020-01-01
        2  | BEN EK   | ben@v.example  | Sales      | 2021-01-01
        3  | Ann Lund | ann@v.example  | Sales      | 2022-01-01
        4  | Cem Oz   | cem@v.example  | Sales      | 2022-01-01
        """,
    )
    assert found(report) == [
        ("same_person", 3, "E-mail", "ben@v.example"),
        ("same_person", 4, "E-mail", "ann@v.example"),
    ]
    assert (
        report.problems[0].reason == "Employee id 1 has the same e-mail address and the same name."
    )
    assert report.new == 4


def test_an_unknown_manager_of_any_job_is_noted_and_left_out(office: Office) -> None:
    file = csv("""
        ID | Department | Manager ID | From       | To
        1  | Sales      | 99         | 2020-01-01 | 2020-12-31
        1  | Sales      | 2          | 2021-01-01 |
        2  | Sales      |            | 2020-01-01 |
    """)
    assert found(office.look(file, shape=HISTORY)) == [("unknown_manager", 2, "Manager ID", "99")]
    office.bring(file, shape=HISTORY)
    assert [job.split(" | ")[2] for job in jobs("1")] == [".", "2"]


def test_a_circle_of_managers_counts_as_of_today_only(office: Office) -> None:
    """One after the other two may manage each other; on one day they may not."""
    header = "ID,Department,Manager ID,From,To\n"
    in_turn = header + "1,A,2,2020-01-01,2020-12-31\n1,A,,2021-01-01,\n2,A,1,2021-01-01,\n"
    at_once = header + "1,A,2,2020-01-01,\n2,A,,2020-01-01,2020-12-31\n2,A,1,2021-01-01,\n"
    assert kinds(office.look(in_turn, shape=HISTORY)) == []
    assert kinds(office.look(at_once, shape=HISTORY)) == [
        ("manager_cycle", 2),
        ("manager_cycle", 4),
    ]
    office.bring(at_once, shape=HISTORY)
    assert [job.split(" | ")[2] for job in [*jobs("1"), *jobs("2")]] == [".", ".", "."]


def test_codes_of_areas_are_kept_of_every_job_and_closed_facts_of_the_present_one(
    office: Office,
) -> None:
    file = csv("""
        ID | Department | Department code | Rating | From       | To
        1  | Sales      | S1              | good   | 2020-01-01 | 2020-12-31
        1  | Depot      | D1              | great  | 2021-01-01 |
    """)
    office.bring(file, shape=HISTORY)
    assert dict(Area.objects.values_list("name", "code")) == {"Sales": "S1", "Depot": "D1"}
    assert [fact.rating for fact in ClosedFact.objects.all()] == ["great"]


# Leaders


def test_a_leader_who_moved_out_stopped_leading_on_the_day_of_the_move(office: Office) -> None:
    header = "ID,Department,Manager ID,From,To\n"
    team = "1,V > Sales,,2020-01-01,{end}\n2,V > Sales,1,2020-01-01,\n"
    office.bring(header + team.format(end=""), shape=HISTORY)
    assert leaders()["V / Sales"] == "1"
    office.at = MONDAY + timedelta(days=90)
    moved = team.format(end="2026-12-31").replace(",1,2020", ",,2020")
    office.bring(header + moved + "1,V > Depot,,2027-01-01,\n", shape=HISTORY)
    held = Assignment.objects.get(area__name="Sales", person__number="1")
    assert str(held.end_on) == "2027-01-01"


def test_nobody_leads_from_before_their_present_job(office: Office) -> None:
    office.bring(
        "ID,Department,Manager ID,From\n"
        "1,V > Depot,,2015-01-01\n1,V > Sales,,2022-01-01\n2,V > Sales,1,2018-01-01\n",
        shape=HISTORY,
    )
    held = Assignment.objects.get(area__name="Sales")
    assert (held.person.number, str(held.start_on)) == ("1", "2022-01-01")


# Size


@pytest.mark.slow
def test_a_person_with_ten_thousand_jobs_is_read_some_hundred_rows_at_a_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "READ_AT_ONCE", 500)
    days = [MONDAY.date() - timedelta(days=10_000 - n) for n in range(10_000)]
    rows = "".join(f"1,Sales {n % 7},{day}\n" for n, day in enumerate(days))
    assert office.bring("ID,Department,From\n" + rows, shape=HISTORY)["new"] == 1
    assert (Spell.objects.count(), Employment.objects.count()) == (10_000, 1)


@pytest.mark.slow
def test_many_histories_are_compared_a_bounded_number_of_jobs_at_a_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "TOGETHER", 10)
    held = []
    real = comparing.compare_histories

    def watched(batch: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
        held.append(sum(len(jobs) for _one, jobs in batch))
        return real(batch, *rest, **named)

    monkeypatch.setattr(comparing, "compare_histories", watched)
    rows = "".join(
        f"{person},Sales,20{10 + n}-01-01\n" for person in range(200) for n in range(person % 4 + 1)
    )
    assert office.bring("ID,Department,From\n" + rows, shape=HISTORY)["new"] == 200
    assert max(held) <= 10 + 4
    assert Spell.objects.count() == 500


def test_an_area_with_two_names_and_one_code_is_called_as_in_its_latest_jobs(
    office: Office,
) -> None:
    head = "ID,Department code,Department,From\n"
    rows = (
        "1,230,Customer Care,2020-01-01\n1,230,Client Services,2024-04-01\n2,210,Yard,2020-01-01\n"
    )
    report = office.look(head + rows, shape=intake.Shape.HISTORY)
    assert found(report) == [("area_renamed", None, "Department", "Client Services")]
    office.bring(head + rows, shape=intake.Shape.HISTORY)
    assert areas() == ["Client Services", "Yard"]


def test_headings_that_come_again_are_no_rows(office: Office) -> None:
    head = "ID,Department,From\n"
    report = office.look(
        f"{head}1,Yard,2020-01-01\n{head}2,Yard,2020-01-01\n", shape=intake.Shape.HISTORY
    )
    assert found(report) == [("header_again", 3, None, None)]
    assert (report.rows, report.accepted) == (2, 2)


# A row that is not taken


def test_a_manager_whose_row_is_not_taken_is_in_the_file_and_nobody_else(office: Office) -> None:
    """Not one whose id differs by a digit."""
    report = look(
        office,
        """
        ID | Department | From       | Manager ID
        10 |            | 2020-01-01 |
        01 | Sales      | 2020-01-01 |
        20 | Sales      | 2020-01-01 | 10
    """,
    )
    assert found(report) == [
        ("missing_department", 2, "Department", None),
        ("manager_not_taken", 4, "Manager ID", "10"),
    ]


def test_of_whom_a_row_is_lacking_no_gap_is_told(office: Office) -> None:
    report = look(
        office,
        """
        ID | Department | From       | To
        1  | Sales      | 2020-01-01 | 2020-12-31
        1  |            | 2021-01-01 | 2021-12-31
        1  | Sales      | 2022-01-01 |
    """,
    )
    assert {each.kind for each in report.problems} == {"missing_department", "history_incomplete"}
