"""`tandem survive`, row by row: ends that are none, persons employed twice, who is in sight."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tandem.cli.numbers.survive import Survived, survive

AS_OF = ("--as-of", "2024-12-31")


def run(folder: Path, content: str, *more: str) -> Result:
    file = folder / "people.csv"
    file.write_text(content, encoding="utf-8")
    return CliRunner().invoke(survive, ["--people", str(file), *more])


def found(result: Result) -> Survived:
    assert result.exit_code in (0, 1), result.output
    return Survived.model_validate_json(result.stdout)


@pytest.mark.parametrize(
    ("end", "leavers"),
    [
        ("9999-12-31", 0),
        ("31.12.9999", 0),
        ("99991231", 0),
        ("9999-12-31 23:59:59", 0),
        ("12/31/9999", 0),  # no day we read, and no end all the same
        ("2024-06-30T23:59:59.999999", 1),  # the last moment of a day, not the year 9999
        ("2024-06-30 23:59:59.9999", 1),
        ("2024-12-31", 1),  # the day the file was taken
        ("2025-01-01", 0),  # will leave; still here
    ],
)
def test_an_end_is_an_end_and_the_year_9999_is_none(tmp_path: Path, end: str, leavers: int) -> None:
    said = found(run(tmp_path, f"start,end\n2020-01-01,{end}\n", *AS_OF, "--json"))
    assert (said.people, said.events) == (1, leavers)


@pytest.mark.parametrize("column", ["start", "entry"])
def test_nobody_begins_in_the_year_9999(tmp_path: Path, column: str) -> None:
    cells = {"start": "2020-01-01", "entry": ""} | {column: "9999-12-31"}
    content = f"start,end,entry\n2020-01-01,,\n{cells['start']},,{cells['entry']}\n"
    result = run(tmp_path, content, *AS_OF, "--json")
    assert found(result).people == 1
    assert f"line 3: {column} (9999-12-31) is after 2024-12-31" in result.stderr


@pytest.mark.parametrize(
    ("second", "twice"),
    [
        ("2022-06-30,", True),  # on the last day of the first
        ("2022-07-01,", False),
        ("2019-01-01,2020-01-01", True),  # on the first day
        ("2019-01-01,2019-12-31", False),
        ("2020-01-01,2022-06-30", True),  # the same row again
        ("2019-01-01,", True),  # around it
    ],
)
def test_a_person_is_in_one_employment_on_a_day(
    tmp_path: Path, second: str, *, twice: bool
) -> None:
    content = f"person,start,end\n7,2020-01-01,2022-06-30\n7,{second}\n"
    result = run(tmp_path, content, *AS_OF, "--json")
    assert found(result).people == (1 if twice else 2)
    assert ("line 3: this person is employed in line 2 at the same time." in result.stderr) is twice


def test_people_without_a_name_are_not_taken_for_one(tmp_path: Path) -> None:
    result = run(tmp_path, "person,start,end\n,2020-01-01,\n,2020-01-01,\n", *AS_OF, "--json")
    assert (found(result).people, result.exit_code, result.stderr) == (2, 0, "")


# ---- in sight


@pytest.mark.parametrize(
    ("row", "people", "since"),
    [
        ("2020-01-01,2022-12-31,", 0, None),  # gone the day before
        ("2020-01-01,2023-01-01,", 1, 1096),  # left on the first day that is known
        ("2020-01-01,,2021-01-01", 1, 1096),  # an earlier entry of one's own adds no sight
        ("2020-01-01,,2024-01-01", 1, 1461),  # a later one does
        ("2023-01-01,,", 1, 0),  # hired on that day: seen from hiring
        ("2022-12-31,,", 1, 1),
    ],
)
def test_since_is_the_first_day_whose_leavings_are_known(
    tmp_path: Path, row: str, people: int, since: int | None
) -> None:
    """Beside another team, which was hired later."""
    content = f"start,end,entry,team\n2024-06-01,,,B\n{row},A\n"
    result = run(tmp_path, content, "--since", "2023-01-01", "--by", "team", *AS_OF, "--json")
    said = {group.group: group for group in found(result).groups}
    assert ("A" in said) is bool(people)
    if people:
        assert said["A"].since == since
    assert result.stderr == ""


def test_where_everybody_was_gone_before_it_says_so(tmp_path: Path) -> None:
    result = run(tmp_path, "start,end\n2020-01-01,2021-01-01\n", "--since", "2022-01-01", *AS_OF)
    assert result.exit_code == 2
    assert "everybody was gone before 2022-01-01. Give an earlier day to --since." in result.stderr
    assert "nothing but its heading" not in result.stderr


def test_without_a_row_no_latest_day_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, "start,end\n")
    assert result.exit_code == 2
    assert "nothing but its heading" in result.stderr
    assert "0001" not in result.stderr


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ("2020-01-01,,\n2021-05-05,,\n", "2021-05-05"),
        ("2020-01-01,2022-02-02,\n", "2022-02-02"),
        ("2020-01-01,9999-12-31,2023-03-03\n", "2023-03-03"),  # no end is no day
        ("2020-01-01,,\n2029-02-30,,\n", "2020-01-01"),  # nor is a row that was left out
    ],
)
def test_the_latest_day_is_of_rows_that_count(tmp_path: Path, rows: str, day: str) -> None:
    result = run(tmp_path, f"start,end,entry\n{rows}", "--json")
    assert str(found(result).as_of) == day
    assert f"Followed up to {day}, the latest day in the file (--as-of)." in result.stderr


@pytest.mark.parametrize(
    ("end", "until", "said"),
    [
        ("2026-11-27", "2026-11-27", "Followed up to 2026-11-27, the latest day in the file"),
        ("2026-11-28", "2026-11-27", "Followed up to 2026-11-27, today: the latest day in the"),
        ("2031-12-31", "2026-11-27", "file, 2031-12-31, is still to come (--as-of)."),
    ],
)
def test_a_last_day_that_is_planned_moves_nobody_into_the_future(
    tmp_path: Path, end: str, until: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.cli.numbers.survive.today", lambda: date(2026, 11, 27))
    rows = f"start,end\n2024-01-01,\n2025-01-01,{end}\n"
    result = run(tmp_path, rows, "--json")
    assert str(found(result).as_of) == until
    assert said in result.stderr
    asked = found(run(tmp_path, rows, "--json", "--as-of", "2031-12-31"))
    assert str(asked.as_of) == "2031-12-31"


# ---- groups and columns


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("team", ["A", "B"]),
        ("TEAM", ["A", "B"]),
        ("start", ["2020-01-01", "2021-01-01"]),
        ("reason", ["quit", "retired"]),
    ],
)
def test_any_column_makes_groups(tmp_path: Path, by: str, groups: list[str]) -> None:
    content = "start,end,team,reason\n2020-01-01,2022-01-01,B,quit\n2021-01-01,,A,retired\n"
    said = found(run(tmp_path, content, "--by", by, *AS_OF, "--json"))
    assert [group.group for group in said.groups] == groups


def test_who_belongs_to_no_group_is_named_and_left_out(tmp_path: Path) -> None:
    content = "start,end,team\n2020-01-01,,A\n2020-01-01,,\n"
    result = run(tmp_path, content, "--by", "team", *AS_OF, "--json")
    assert (found(result).people, result.exit_code) == (1, 1)
    assert "line 3: team is empty. Left out." in result.stderr


@pytest.mark.parametrize(
    ("heading", "reasons"),
    [("start,end,reason", ["quit", "unknown"]), ("start,end,why", []), ("Start,END,Reason", None)],
)
def test_reasons_are_told_where_the_file_has_them(
    tmp_path: Path, heading: str, reasons: list[str] | None
) -> None:
    rows = "2020-01-01,2021-01-01,quit\n2020-01-01,2021-01-01,\n2020-01-01,,\n"
    [group] = found(run(tmp_path, f"{heading}\n{rows}", *AS_OF, "--json")).groups
    assert [each.reason for each in group.reasons] == (
        ["quit", "unknown"] if reasons is None else reasons
    )
    gone = [sum(each.gone[2].value or 0 for each in group.reasons), group.survival[2].value]
    if group.reasons:
        assert sum(each or 0 for each in gone) == pytest.approx(1)


def test_where_nobody_left_there_are_no_reasons_and_no_fault(tmp_path: Path) -> None:
    content = "start,end,reason\n2020-01-01,,\n2020-01-01,2026-01-01,retires\n"
    [group] = found(run(tmp_path, content, *AS_OF, "--json")).groups
    assert (group.events, group.reasons, group.survival[3].value) == (0, [], 1.0)


def test_the_table_says_a_dash_where_nothing_is_known(tmp_path: Path) -> None:
    people = "2024-01-01,\n" * 3
    result = run(tmp_path, f"start,end\n{people}", *AS_OF)
    [line] = [line for line in result.stdout.splitlines() if "everybody" in line and "│" in line]
    cells = [cell.strip() for cell in line.strip("│").split("│")]
    assert cells == ["everybody", "3", "0", "–", "100% (37%–100%)", "100% (37%–100%)", "–", "–"]


def test_a_group_named_like_markup_is_shown_as_it_is_written(tmp_path: Path) -> None:
    content = "start,end,team\n2020-01-01,,[red]A[/red]\n2020-01-01,,[/]\n"
    result = run(tmp_path, content, "--by", "team", *AS_OF)
    assert result.exit_code == 0
    assert "[red]A[/red]" in result.stdout
    assert "[/]" in result.stdout
