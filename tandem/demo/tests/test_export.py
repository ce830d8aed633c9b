import csv
import io
from datetime import date, datetime

import pytest

from tandem.demo.company import Company
from tandem.demo.export import COLUMNS, Mistaken, export_with_three_mistakes, people_export

TUESDAY = date(2026, 11, 24)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%d.%m.%Y")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True


@pytest.fixture(scope="module")
def rows(varnholm: Company) -> list[dict[str, str]]:
    return read(people_export(varnholm))


@pytest.fixture(scope="module")
def mistaken(varnholm: Company) -> Mistaken:
    return export_with_three_mistakes(varnholm)


def test_the_header_is_that_of_a_common_export(varnholm: Company) -> None:
    assert people_export(varnholm).split("\r\n", 1)[0] == (
        "Employee ID,First name,Last name,E-mail,Department,Manager ID,Title,Level,Location,"
        "Hire date,Leave date,Leave reason,FTE"
    )


def test_there_is_one_row_per_person(varnholm: Company, rows: list[dict[str, str]]) -> None:
    numbers = [row["Employee ID"] for row in rows]
    assert numbers == sorted(person.number for person in varnholm.people)
    assert len(set(numbers)) == len(numbers)


def test_lines_end_as_in_a_spreadsheet_and_no_cell_holds_one(varnholm: Company) -> None:
    text = people_export(varnholm)
    assert text.count("\n") == text.count("\r\n") == len(varnholm.people) + 1


def test_a_person_who_is_here(varnholm: Company, rows: list[dict[str, str]]) -> None:
    adeel = varnholm.by_key["adeel"]
    [row] = [row for row in rows if row["Employee ID"] == adeel.number]
    assert row == {
        "Employee ID": adeel.number,
        "First name": "Adeel",
        "Last name": "Barani",
        "E-mail": "adeel.barani@varnholm.example",
        "Department": "Varnholm Foods / Supply / Operations / Night shift",
        "Manager ID": varnholm.by_key["ilse"].number,
        "Title": "Picker",
        "Level": "L1",
        "Location": "Halden",
        "Hire date": "03.08.2026",
        "Leave date": "",
        "Leave reason": "",
        "FTE": "1",
    }


def test_a_person_who_has_left_stands_in_the_last_job(
    varnholm: Company, rows: list[dict[str, str]]
) -> None:
    otto = varnholm.by_key["otto"]
    [row] = [row for row in rows if row["Employee ID"] == otto.number]
    assert row["Department"] == "Varnholm Foods / Head office / Finance"
    assert row["Title"] == "Head of Finance"
    assert row["Manager ID"] == varnholm.by_key["eva"].number
    assert (row["Leave date"], row["Leave reason"]) == ("30.10.2026", "Retirement")


def test_who_moved_stands_in_the_present_job(varnholm: Company, rows: list[dict[str, str]]) -> None:
    moved = {
        job.person: job
        for job in varnholm.history
        if varnholm.last_jobs[job.person].area != job.area
    }
    departments = {row["Employee ID"]: row["Department"] for row in rows}
    assert len(moved) > 100
    for number, before in moved.items():
        assert departments[number] != " / ".join(before.area)


def test_every_manager_stands_in_the_file(rows: list[dict[str, str]]) -> None:
    numbers = {row["Employee ID"] for row in rows}
    bosses = [row["Manager ID"] for row in rows]
    assert set(bosses) - {""} <= numbers
    assert bosses.count("") == 1


def test_every_day_is_a_day(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert is_day(row["Hire date"])
        assert not row["Leave date"] or is_day(row["Leave date"])


def test_day_and_month_cannot_be_confused(rows: list[dict[str, str]]) -> None:
    assert any(int(row["Hire date"][:2]) > 12 for row in rows)
    assert any(int(row["Leave date"][:2]) > 12 for row in rows if row["Leave date"])


def test_nobody_leaves_on_the_first_of_a_month(rows: list[dict[str, str]]) -> None:
    # As a last day and as a first day gone it would count in two different months.
    assert not [row for row in rows if row["Leave date"].startswith("01.")]


def test_departments_are_paths_of_two_to_five_names(rows: list[dict[str, str]]) -> None:
    depths = {len(row["Department"].split(" / ")) for row in rows}
    assert depths == {1, 2, 3, 4, 5}
    assert all(row["Department"].startswith("Varnholm Foods") for row in rows)


def test_hours_are_shares_of_one(rows: list[dict[str, str]]) -> None:
    assert {row["FTE"] for row in rows} == {"1", "0.8", "0.6", "0.5"}


# The hurried hand.


def test_there_are_exactly_three_mistakes(mistaken: Mistaken) -> None:
    assert sorted(mistake.kind for mistake in mistaken.mistakes) == [
        "duplicate_id",
        "impossible_date",
        "unknown_manager",
    ]


def test_mended_it_is_the_right_file_again(varnholm: Company, mistaken: Mistaken) -> None:
    lines = mistaken.text.split("\r\n")
    for mistake in mistaken.mistakes:
        if mistake.right is not None:
            line = lines[mistake.line - 1]
            assert line.count(mistake.value) == 1
            lines[mistake.line - 1] = line.replace(mistake.value, mistake.right)
    [again] = [mistake for mistake in mistaken.mistakes if mistake.right is None]
    del lines[again.line - 1]
    assert "\r\n".join(lines) == people_export(varnholm)


def test_lines_and_columns_lead_to_the_mistakes(mistaken: Mistaken) -> None:
    lines = list(csv.reader(io.StringIO(mistaken.text, newline="")))
    for mistake in mistaken.mistakes:
        assert lines[mistake.line - 1][COLUMNS.index(mistake.column)] == mistake.value


def test_mistakes_are_named_from_the_top_down(mistaken: Mistaken) -> None:
    lines = [mistake.line for mistake in mistaken.mistakes]
    assert lines == sorted(lines)


def test_the_file_itself_shows_three_mistakes_and_no_fourth(mistaken: Mistaken) -> None:
    rows = read(mistaken.text)
    numbers = [row["Employee ID"] for row in rows]
    assert len(numbers) - len(set(numbers)) == 1
    known = {*numbers, ""}
    assert len([row for row in rows if row["Manager ID"] not in known]) == 1
    assert len([row for row in rows if not is_day(row["Hire date"])]) == 1
    assert all(not row["Leave date"] or is_day(row["Leave date"]) for row in rows)


def test_the_impossible_day_is_a_31st_of_february(mistaken: Mistaken) -> None:
    [day] = [each for each in mistaken.mistakes if each.kind == "impossible_date"]
    assert day.value == "31.02.2026"
    assert day.right is not None
    assert is_day(day.right)


def test_nobody_reports_to_the_one_whose_line_is_left_out(mistaken: Mistaken) -> None:
    rows = read(mistaken.text)
    for mistake in mistaken.mistakes:
        if mistake.kind != "unknown_manager":
            number = rows[mistake.line - 2]["Employee ID"]
            assert not [row for row in rows if row["Manager ID"] == number]


def test_the_mistyped_manager_is_two_digits_from_jonas(
    varnholm: Company, mistaken: Mistaken
) -> None:
    [manager] = [each for each in mistaken.mistakes if each.kind == "unknown_manager"]
    assert manager.value == "V-20418"
    assert manager.right == varnholm.by_key["jonas"].number == "V-20481"
    assert sorted(manager.value) == sorted(manager.right)


def test_the_person_on_two_lines_is_in_two_teams(mistaken: Mistaken) -> None:
    [twice] = [each for each in mistaken.mistakes if each.kind == "duplicate_id"]
    rows = read(mistaken.text)
    assert twice.other_line is not None
    first, second = rows[twice.other_line - 2], rows[twice.line - 2]
    assert twice.other_line < twice.line
    assert first["Employee ID"] == second["Employee ID"]
    assert first["Department"].endswith("Dispatch")
    assert second["Department"].endswith("Fleet")


@pytest.mark.slow
def test_on_every_day_there_are_three(on_other_days: tuple[Company, ...]) -> None:
    for company in on_other_days:
        rows = read(export_with_three_mistakes(company).text)
        numbers = [row["Employee ID"] for row in rows]
        assert len(numbers) - len(set(numbers)) == 1, company.today
        known = {*numbers, ""}
        assert sum(row["Manager ID"] not in known for row in rows) == 1
        assert sum(not is_day(row["Hire date"]) for row in rows) == 1
