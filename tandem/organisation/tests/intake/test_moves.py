"""Moves that a file of one row per person tells: two jobs of one stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.guessing import Why, guess
from tandem.organisation.models import Import
from tandem.organisation.tests.intake.office import (
    MONDAY,
    Office,
    areas,
    csv,
    found,
    jobs,
    kinds,
    stays,
)

pytestmark = pytest.mark.django_db

ROSTER = """
ID | Department   | Manager ID | Title  | Hired      | Left on    | {on}       | {before}
1  | Works        |            | Head   | 2019-01-01 |            |            |
2  | Works / Day  | 1          | Turner | 2020-01-01 |            | 2024-05-01 | Works / Night
3  | Works / Day  | 1          | Turner | 2020-01-01 | 2025-03-31 | 2021-07-01 | Works / Night
4  | Sales        | 1          | Seller | 2022-02-01 |            | 2023-01-01 | Depot
"""


def roster(on: str = "Transfer date", before: str = "Previous department") -> str:
    return csv(ROSTER.format(on=on, before=before))


def row(*cells: str) -> str:
    head = "ID,Department,Hired,Left on,Transfer date,Previous department\n"
    return head + "\n".join(cells) + "\n"


@pytest.mark.parametrize(
    ("on", "before"),
    [
        ("Transfer date", "Previous department"),
        ("Versetzt am", "Abteilung vor Versetzung"),
        ("Date de mutation", "Service précédent"),
        ("Datum overplaatsing", "Vorige afdeling"),
        ("Fecha de traslado", "Departamento anterior"),
    ],
)
def test_who_moved_has_two_jobs(office: Office, on: str, before: str) -> None:
    office.bring(roster(on, before))
    assert jobs("2") == [
        "2020-01-01 – 2024-05-01 | Works / Night | . | .",
        "2024-05-01 – . | Works / Day | 1 | Turner",
    ]
    assert stays("2") == [("2020-01-01", ".", "", "")]
    assert jobs("3")[1] == "2021-07-01 – 2025-04-01 | Works / Day | 1 | Turner"
    assert len(jobs("1")) == 1
    assert "Depot" in areas()


def test_the_import_counts_the_moves_it_told(office: Office) -> None:
    office.bring(roster())
    assert Import.objects.get().counts["moves"] == 3
    assert office.look(csv("ID | Department | Hired\n9 | Sales | 2020-01-01")).moves is None


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    office.bring(roster())
    before = [jobs(number) for number in "1234"]
    for days in (0, 40):
        office.at = MONDAY + timedelta(days=days)
        assert office.bring(roster()) == {"new": 0, "changed": 0, "left": 0, "areas": 0}
        assert [jobs(number) for number in "1234"] == before


def test_a_file_without_the_columns_leaves_the_moves_as_they_are(office: Office) -> None:
    office.bring(roster())
    before = jobs("2")
    office.bring("ID,Department,Hired\n2,Works / Day,2020-01-01\n")
    assert jobs("2") == before


def test_an_import_that_knew_no_moves_is_mended_by_one_that_does(office: Office) -> None:
    office.bring(row("2,Day,2020-01-01,,,"))
    assert office.bring(row("2,Day,2020-01-01,,2024-05-01,Night"))["changed"] == 1
    assert jobs("2") == [
        "2020-01-01 – 2024-05-01 | Night | . | .",
        "2024-05-01 – . | Day | . | .",
    ]


def test_a_move_that_came_since_is_of_its_own_day_and_not_of_the_import(office: Office) -> None:
    office.bring(row("2,Night,2020-01-01,,,"))
    office.bring(row("2,Day,2020-01-01,,2026-10-01,Night"))
    assert jobs("2") == [
        "2020-01-01 – 2026-10-01 | Night | . | .",
        "2026-10-01 – . | Day | . | .",
    ]


def test_a_move_that_an_import_noticed_late_is_dated_back(office: Office) -> None:
    office.bring(row("2,Night,2020-01-01,,,"))
    office.bring("ID,Department,Hired\n2,Day,2020-01-01\n")  # noticed on the Monday
    office.bring(row("2,Day,2020-01-01,,2026-10-01,Night"))
    assert jobs("2") == [
        "2020-01-01 – 2026-10-01 | Night | . | .",
        "2026-10-01 – . | Day | . | .",
    ]


def test_a_second_move_keeps_the_first(office: Office) -> None:
    office.bring(row("2,Day,2020-01-01,,2024-05-01,Night"))
    office.bring(row("2,Sales,2020-01-01,,2026-10-01,Day"))
    assert jobs("2") == [
        "2020-01-01 – 2024-05-01 | Night | . | .",
        "2024-05-01 – 2026-10-01 | Day | . | .",
        "2026-10-01 – . | Sales | . | .",
    ]


def test_what_was_known_of_the_jobs_before_stays_but_for_the_area(office: Office) -> None:
    head = "ID,Department,Title,Hired,Transfer date,Previous department\n"
    office.bring(f"{head}2,Day,Turner,2020-01-01,,\n")
    office.at = MONDAY + timedelta(days=30)
    office.bring(f"{head}2,Day,Foreman,2020-01-01,,\n")
    office.bring(f"{head}2,Day,Foreman,2020-01-01,2024-05-01,Night\n")
    assert jobs("2") == [
        "2020-01-01 – 2024-05-01 | Night | . | Turner",
        "2024-05-01 – 2026-12-23 | Day | . | Turner",
        "2026-12-23 – . | Day | . | Foreman",
    ]


def test_a_move_of_somebody_who_has_left_since_is_taken_too(office: Office) -> None:
    office.bring(row("2,Night,2020-01-01,2026-10-31,,"))
    office.bring(row("2,Day,2020-01-01,2026-10-31,2026-09-01,Night"))
    assert jobs("2") == [
        "2020-01-01 – 2026-09-01 | Night | . | .",
        "2026-09-01 – 2026-11-01 | Day | . | .",
    ]


def test_undone_nothing_is_left_of_the_move(office: Office) -> None:
    office.bring(row("2,Day,2020-01-01,,,"))
    kept = office.keep(row("2,Day,2020-01-01,,2024-05-01,Night"))
    office.apply(kept)
    intake.undo(import_=kept, by=OPERATOR, at=MONDAY, uploads=office.uploads)
    assert jobs("2") == ["2020-01-01 – . | Day | . | ."]
    assert areas() == ["Day"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("2,Day,2020-01-01,,,Night", ("move_without_day", 2, "Transfer date", "Night")),
        ("2,Day,2020-01-01,,2024-05-01,", ("move_without_area", 2, "Previous department",
                                           "2024-05-01")),
        ("2,Day,2020-01-01,,2020-01-01,Night", ("move_outside", 2, "Transfer date", "2020-01-01")),
        ("2,Day,2020-01-01,2021-01-31,2021-02-01,Night", ("move_outside", 2, "Transfer date",
                                                          "2021-02-01")),
    ],
)  # fmt: skip
def test_a_move_that_cannot_be_is_noted_and_the_person_taken(
    office: Office, cells: str, problem: tuple[str, int, str, str]
) -> None:
    report = office.look(row(cells))
    assert found(report) == [problem]
    assert (report.accepted, report.moves) == (1, 0)


@pytest.mark.parametrize("cells", ["2,Day,2020-01-01,,,", "2,Day,2020-01-01,,2024-05-01,day",
                                   "2,Day,2020-01-01,,9999-12-31,Night"])  # fmt: skip
def test_no_move_is_no_problem(office: Office, cells: str) -> None:
    report = office.look(row(cells))
    assert (found(report), report.moves) == ([], 0)


def test_a_day_that_cannot_be_read_keeps_the_row_out(office: Office) -> None:
    report = office.look(row("2,Day,2020-01-01,,2024-02-31,Night"))
    assert kinds(report) == [("impossible_date", 2)]
    assert report.rejected == 1


def test_an_area_before_is_found_by_its_name_alone(office: Office) -> None:
    office.bring(row("1,Works / Night,2020-01-01,,,", "2,Works / Day,2020-01-01,,2024-05-01,night"))
    assert jobs("2")[0] == "2020-01-01 – 2024-05-01 | Works / Night | . | ."
    assert areas() == ["Works", "Works / Day", "Works / Night"]


def test_of_two_areas_with_that_name_neither_is_guessed(office: Office) -> None:
    report = office.look(
        row("1,Works / Night,2020-01-01,,,", "3,Depot / Night,2020-01-01,,,",
            "2,Works / Day,2020-01-01,,2024-05-01,Night")
    )  # fmt: skip
    assert found(report) == [("move_from_several", 4, "Previous department", "Night")]
    assert "Depot / Night; Works / Night" in report.problems[0].reason
    assert (report.accepted, report.moves, report.areas) == (3, 0, 5)


@pytest.mark.parametrize(
    ("heading", "missing"),
    [("Versetzt am", "the area before the move"), ("Alte Abteilung", "the day of the move")],
)
def test_one_column_of_the_two_is_said_to_be_too_little(
    office: Office, heading: str, missing: str
) -> None:
    report = office.look(f"ID,Department,Hired,{heading}\n2,Day,2020-01-01,\n")
    assert found(report) == [("moves_in_part", None, None, heading)]
    assert missing in report.problems[0].reason
    assert report.moves is None


def test_a_mapping_may_name_them(office: Office) -> None:
    mapping = office.mapping('[columns]\n"Seit" = "move date"\n"Aus" = "previous department"\n')
    office.look("ID,Department,Hired,Seit,Aus\n2,Day,2020-01-01,2024-05-01,Night\n",
                mapping=mapping)  # fmt: skip
    assert office.look(
        "ID,Department,Hired,Seit,Aus\n2,Day,2020-01-01,2024-05-01,Night\n", mapping=mapping
    ).moves == 1  # fmt: skip


def test_in_a_history_they_are_not_read(office: Office) -> None:
    text = "ID,Department,From,Transfer date,Previous department\n2,Day,2020-01-01,2024-05-01,X\n"
    report = office.look(text, shape=intake.Shape.HISTORY)
    assert (found(report), report.areas) == ([], 1)


def test_they_are_guessed_by_their_values_together(office: Office) -> None:
    lines = ["Nr,Abteilung,Eintritt,Kz 1,Kz 2"]
    for n in range(12):
        where = "Tag" if n % 2 else "Nacht"
        moved = f"{date(2024, 1, 1 + n)},{'Nacht' if n % 2 else 'Tag'}" if n < 4 else ","
        lines.append(f"{1000 + n},{where},2020-01-{n + 1:02},{moved}")
    [guessed] = guess([office.file("\n".join(lines) + "\n")], folder=office.folder / "g")
    fields = {one.heading: (one.field, one.why) for one in guessed.columns}
    assert fields["Kz 1"] == (Field.MOVED_ON, Why.VALUES)
    assert fields["Kz 2"] == (Field.MOVED_FROM, Why.VALUES)


def test_a_second_area_without_days_beside_it_is_no_area_before(office: Office) -> None:
    lines = ["Nr,Abteilung,Eintritt,Kostenstelle"]
    lines += [f"{1000 + n},{'AB'[n % 2]},2020-01-{n + 1:02},{'BA'[n % 2] if n < 4 else ''}"
              for n in range(12)]  # fmt: skip
    [guessed] = guess([office.file("\n".join(lines) + "\n")], folder=office.folder / "g")
    assert not {Field.MOVED_FROM, Field.MOVED_ON} & {one.field for one in guessed.columns}
