"""The first guess at which column is which, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.guessing import FileGuess, Why
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.tests.intake.office import csv

KNOWN = csv("""
    Employee ID | Name | Department | Hire date  | Colour
    1           | Ann  | Sales      | 31/01/2020 | red
    2           | Ben  | Sales      | 28/02/2021 | red
    3           | Cem  | Legal      | 15/03/2022 | blue
""")

# No heading says anything; the values do.
STRANGE = """\
Ref,Who,Born,Contact,Where,Boss,Came,Went,Why so,Share,Colour
A-01,Ann,1970-01-31,ann@v.example,Supply / Night,,2010-01-31,,,1,red
A-02,Ben,1975-05-05,ben@v.example,Supply / Day,A-01,2011-02-28,2020-03-31,Resigned,0.8,red
A-03,Cem,1980-02-02,cem@v.example,Supply / Day,A-01,2012-03-15,,,1,blue
A-04,Dot,1985-07-07,dot@v.example,Supply / Night,A-01,2013-04-30,2021-05-31,Retirement,0.5,red
A-05,Eve,1990-09-09,eve@v.example,Supply / Day,A-02,2020-05-01,2021-06-30,Quit,1,blue
"""


def guess(folder: Path, content: str, said: dict[str, object] | None = None) -> FileGuess:
    path = folder / "people.csv"
    path.write_text(content)
    [found] = intake.guess(
        [intake.Incoming("people.csv", path)],
        folder=folder / "guesses",
        mapping=intake.mapping_from(said or {}, "m.toml"),
    )
    return found


def fields(found: FileGuess) -> dict[str, tuple[str, str]]:
    return {
        each.heading: (each.field, each.why) for each in found.columns if each.field and each.why
    }


def test_headings_that_are_known_say_which_column_is_which(tmp_path: Path) -> None:
    found = guess(tmp_path, KNOWN)
    assert fields(found) == {
        "Employee ID": ("employee id", "name"),
        "Name": ("name", "name"),
        "Department": ("department", "name"),
        "Hire date": ("hire date", "name"),
    }
    assert (found.shape, found.missing, found.header_line) == (Shape.PERSON, [], 1)
    assert found.dates == {"Hire date": Order.DAY_FIRST}
    assert found.columns[-1].samples == ["red", "blue"]
    assert (found.columns[-1].field, found.columns[-1].why) == (None, None)


def test_values_say_what_no_heading_does(tmp_path: Path) -> None:
    found = guess(tmp_path, STRANGE)
    assert fields(found) == {
        "Ref": ("employee id", "values"),
        "Contact": ("email", "values"),
        "Where": ("department", "values"),
        "Boss": ("manager id", "values"),
        "Came": ("hire date", "values"),
        "Went": ("leave date", "values"),
        "Why so": ("leave reason", "values"),
        "Share": ("fte", "values"),
    }
    assert (found.shape, found.missing) == (Shape.PERSON, [])


def test_what_is_said_goes_before_headings_and_values(tmp_path: Path) -> None:
    said = {"Born": "hire date", "Contact": "ignore"}
    found = fields(guess(tmp_path, STRANGE, {"columns": said}))
    assert found["Born"] == ("hire date", "said")
    assert "Contact" not in found
    assert "email" not in {field for field, _why in found.values()}


def test_a_heading_goes_before_values(tmp_path: Path) -> None:
    found = fields(guess(tmp_path, STRANGE.replace("Came", "Hire date").replace("Who", "ID")))
    assert found["Hire date"] == ("hire date", "name")
    assert found["ID"] == ("employee id", "name")
    assert "Ref" not in found


def test_two_columns_of_days_that_may_both_be_it_are_not_guessed(tmp_path: Path) -> None:
    found = guess(tmp_path, STRANGE.replace("1970", "2009").replace("1975", "2010").replace(
        "1980", "2011").replace("1985", "2012").replace("1990", "2019"))  # fmt: skip
    assert "hire date" not in {field for field, _why in fields(found).values()}
    assert found.missing == [Field.HIRED]


def test_what_the_shape_still_needs_is_told(tmp_path: Path) -> None:
    found = guess(tmp_path, "Colour,Size\nred,4\nblue,5\n")
    assert found.missing == [Field.NUMBER, Field.DEPARTMENT, Field.HIRED]


def test_a_file_that_names_people_again_and_again_is_a_history(tmp_path: Path) -> None:
    found = guess(
        tmp_path,
        "Employee ID,Department,Start date,End date\n"
        "1,Sales,2020-01-01,2020-12-31\n1,Legal,2021-01-01,\n2,Sales,2020-01-01,2021-12-31\n"
        "2,Legal,2022-01-01,2022-12-31\n2,Sales,2023-01-01,\n",
    )
    assert found.shape is Shape.HISTORY
    assert fields(found)["Start date"] == ("from date", "name")


def test_one_person_entered_twice_by_mistake_is_no_history(tmp_path: Path) -> None:
    found = guess(
        tmp_path,
        "Employee ID,Department,Hire date\n1,Sales,2020-01-01\n2,Legal,2021-01-01\n"
        "1,Sales,2020-01-01\n",
    )
    assert found.shape is Shape.PERSON


def test_where_the_headings_speak_of_jobs_one_more_job_is_enough(tmp_path: Path) -> None:
    found = guess(
        tmp_path,
        "Employee ID,Department,From date\n1,Sales,2020-01-01\n1,Legal,2021-01-01\n",
    )
    assert found.shape is Shape.HISTORY


@pytest.mark.parametrize(
    "content",
    [
        "Month,Area,Leavers\n200901,Sales,4\n200902,Sales,5\n200903,Sales,6\n",
        "Area,Jan 2026,Feb 2026\nSales,4,5\nLegal,6,7\n",
    ],
)
def test_a_file_that_names_nobody_and_speaks_of_months_is_counts(
    tmp_path: Path, content: str
) -> None:
    assert guess(tmp_path, content).shape is Shape.COUNTS


@pytest.mark.parametrize(
    ("header", "levels"),
    [
        ("Level 1,Level 2,Team", ["Level 1", "Level 2"]),
        ("Division,Department,Team", ["Division", "Department", "Team"]),
        ("Direction,Service,Équipe", ["Direction", "Service", "Équipe"]),
        ("Division,Department,Unit", ["Division", "Department"]),  # "x" is in several of both
    ],
)
def test_columns_that_are_levels_of_a_department_are_seen(
    tmp_path: Path, header: str, levels: list[str]
) -> None:
    rows = ["A,a,x", "A,a,y", "A,b,z", "B,c,w", "B,c,v"]
    if "Unit" in header:
        rows = [f"{row.replace('y', 'x').replace('w', 'x')}" for row in rows]
    lines = [f"{n},2020-01-0{n},{row}" for n, row in enumerate(rows, 1)]
    found = guess(tmp_path, f"ID,Hired,{header}\n" + "\n".join(lines) + "\n")
    assert found.levels == levels


def test_levels_are_seen_where_the_last_one_is_empty_for_most(tmp_path: Path) -> None:
    """Shifts of one name in three halls; an office and a lab have none, and cases differ."""
    halls = ["10 Mill,1010 Hall A", "10 MILL,1020 Hall B", "20 Yard,2010 Hall C"]
    paths = [f"{hall},{shift}" for hall in halls for shift in ("Early", "Late", "Night")]
    paths += ["90 Head,9010 Office,", "40 Lab,4010 Tests,", "40 Lab,4020 Trials,"] * 5
    rows = [f"{n},2020-01-01,{path}" for n, path in enumerate(paths * 8)]
    found = guess(tmp_path, "ID,Hired,Bereich,Abteilung,Team\n" + "\n".join(rows) + "\n")
    assert found.levels == ["Bereich", "Abteilung", "Team"]


def test_columns_that_may_each_hold_the_area_are_told_though_they_do_not_nest(
    tmp_path: Path,
) -> None:
    rows = [f"{n},2020-01-01,{'AB'[n % 2]},{'xyz'[n % 3]}," for n in range(60)]
    content = "ID,Hired,Department,Unit,Team\n" + "\n".join(rows) + "\n"
    found = guess(tmp_path, content)
    assert (found.levels, found.areas) == ([], ["Department", "Unit"])  # in no team is anybody
    assert guess(tmp_path, content, {"columns": {"Unit": "ignore"}}).areas == ["Department"]


def test_values_of_closed_columns_are_not_shown(tmp_path: Path) -> None:
    content = KNOWN.replace("Colour", "Pay band")
    [column] = [each for each in guess(tmp_path, content).columns if each.heading == "Pay band"]
    assert (column.field, column.samples) == (Field.PAY_BAND, [])


def test_nothing_of_the_file_stays_behind(tmp_path: Path) -> None:
    guess(tmp_path, KNOWN)
    assert list((tmp_path / "guesses").iterdir()) == []


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(intake.FileUnusable):
        guess(tmp_path, "")


@pytest.mark.parametrize("heading", ["Leave month", "Austrittsmonat", "Monat"])
def test_a_heading_of_months_makes_counts_also_where_two_digits_are_the_year(
    tmp_path: Path, heading: str
) -> None:
    text = f"Abteilung,{heading},Anzahl\nWerk,Jan 23,1\nWerk,Mrz 23,2\nYard,Apr 24,1\n"
    assert guess(tmp_path, text).shape is Shape.COUNTS


def test_a_number_that_says_how_many_is_no_id(tmp_path: Path) -> None:
    """“Nº” is an employee id in one file, and how many left in another."""
    row = "2026-01-12;Taller;Baja voluntaria;{}\n".format
    heading = "Fecha baja;Área;Motivo;Nº\n"
    counts = guess(tmp_path, heading + "".join(row(1 + n // 11) for n in range(12)))
    assert "Nº" not in fields(counts)
    ids = guess(tmp_path, heading + "".join(row(100 + n) for n in range(12)))
    assert fields(ids)["Nº"] == (Field.NUMBER, Why.NAME)


@pytest.mark.parametrize("beside", ["Contract Type", "Employment Type"])
@pytest.mark.parametrize("heading", ["Employee Class", "Worker Category Description"])
def test_who_is_employed_stands_under_the_class_not_the_contract(
    tmp_path: Path, heading: str, beside: str
) -> None:
    rows = "Permanent;1;Ann Reed;Mill;2020-01-01;Employee\n" * 3
    found = guess(tmp_path, f"{beside};Employee ID;Name;Department;Hire date;{heading}\n" + rows)
    assert fields(found)[heading] == (Field.WORKER_TYPE, Why.NAME)
