"""`tandem import people`: what it prints, what it changes and how it ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from pytest_django.fixtures import Settings

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.roles import Administrator
from tandem.cli.people import LAST_CHECK, Wish, run
from tandem.cli.tests.homes import Home
from tandem.organisation import actions
from tandem.organisation.models import Area, Employment, Import, ImportState, Person, Spell
from tandem.website.clock import now, stopped, today

HEADER = "Employee ID,Name,Department,Manager ID,Hire Date,Leave Date,Leave Reason\n"
ANN = "1,Ann Lund,Varnholm / Sales,,2020-01-01,,\n"
BEN = "2,Ben Ek,Varnholm / Sales,1,2021-03-01,,\n"
BAD = "3,Cem,Varnholm / Sales,1,2021-02-31,,\n"
GOOD_FILE = HEADER + ANN + BEN
MIXED_FILE = HEADER + ANN + BAD + BEN
PLAIN = Wish(full_roster=False, expect_many=False, dry_run=False, strict=False, as_json=False)
JSON = replace(PLAIN, as_json=True)


@dataclass
class Terminal:
    """The command without its process: Django is there already."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def file(self, content: str | bytes, name: str = "people.csv") -> Path:
        path = self.home / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *contents: str | bytes, wish: Wish = PLAIN, mapping: str = "") -> int:
        """The exit code; what was printed is kept."""
        names = ["people.csv", "more.csv", "most.csv"]
        files = [self.file(each, name) for each, name in zip(contents, names, strict=False)]
        said = self.file(mapping, "mapping.toml") if mapping else None
        code = run(files, said, wish, self.home / "uploads")
        self.out, self.err = self.capsys.readouterr()
        return code

    def report(self, *contents: str | bytes, wish: Wish = JSON, mapping: str = "") -> Any:  # noqa: ANN401 - JSON
        """The exit code under "code", and the object on standard output."""
        code = self.run(*contents, wish=wish, mapping=mapping)
        return {"code": code, **json.loads(self.out)}


@pytest.fixture
def terminal(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str], db: None
) -> Iterator[Terminal]:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    (tmp_path / "charts").mkdir()
    yield Terminal(tmp_path, capsys)


# Exit codes


def test_0_all_rows_are_taken(terminal: Terminal) -> None:
    assert terminal.run(GOOD_FILE) == 0
    assert Person.objects.count() == 2
    assert "people.csv: 2 rows, 2 taken, 0 not taken." in terminal.out
    assert "People: 2 new, 0 changed, 0 left. Areas: 2 new." in terminal.out


def test_1_some_rows_are_not_taken_and_the_good_ones_are(terminal: Terminal) -> None:
    assert terminal.run(MIXED_FILE) == 1
    assert set(Person.objects.values_list("number", flat=True)) == {"1", "2"}
    assert "people.csv, line 3, Hire Date: “2021-02-31”: this day does not exist." in terminal.out
    assert "write 2021-02-28." in terminal.out


def test_1_with_strict_nothing_is_changed(terminal: Terminal) -> None:
    report = terminal.report(MIXED_FILE, wish=replace(JSON, strict=True))
    assert (report["code"], report["rejected"], report["import_id"]) == (1, 1, None)
    assert not Person.objects.exists()
    assert not Event.objects.exists()
    assert "Nothing was changed." in terminal.err


def test_0_with_strict_a_good_file_is_applied(terminal: Terminal) -> None:
    assert terminal.run(GOOD_FILE, wish=replace(PLAIN, strict=True)) == 0
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty_file"),
        (bytes(range(256)) * 20, "not_text"),
        (HEADER.encode(), "header_only"),
        (b"Name,Shoe size\nAnn,39\n", "missing_columns"),
        (b"ID,Department,Hired\n1,Sales,3/4/2020\n", "ambiguous_dates"),
    ],
)
def test_2_a_file_that_cannot_be_used(terminal: Terminal, content: bytes, kind: str) -> None:
    report = terminal.report(content)
    assert report["code"] == 2
    [problem] = report["problems"]
    assert (problem["kind"], problem["line"], problem["file"]) == (kind, None, "people.csv")
    assert report["rows"] == report["accepted"] == report["rejected"] == 0
    assert report["import_id"] is None
    assert "Nothing was changed." in terminal.err
    assert not Event.objects.exists()


def test_2_a_file_that_is_not_there(terminal: Terminal) -> None:
    assert run([terminal.home / "gone.csv"], None, PLAIN, terminal.home / "uploads") == 2
    assert "gone.csv: The file cannot be read" in terminal.capsys.readouterr().err


def test_2_a_mapping_that_cannot_be_used(terminal: Terminal) -> None:
    report = terminal.report(GOOD_FILE, mapping="[colums]\n")
    assert (report["code"], report["problems"][0]["kind"]) == (2, "bad_mapping")


# Job history

JOBS = "ID,Name,Department,From,To\n1,Ann,Sales,2020-01-01,2021-12-31\n1,Ann,Depot,2022-01-01,\n"
AS_HISTORY = replace(PLAIN, shape="history")


def test_a_history_is_taken_job_by_job(terminal: Terminal) -> None:
    assert terminal.run(JOBS, wish=AS_HISTORY) == 0
    assert "people.csv: 2 rows, 2 taken, 0 not taken." in terminal.out
    assert "From = from date" in terminal.out
    assert "People: 1 new, 0 changed, 0 left. Areas: 2 new." in terminal.out
    assert Import.objects.get().shape == "history"


def test_1_a_history_with_two_jobs_at_once_waits_as_a_whole(terminal: Terminal) -> None:
    overlapping = JOBS.replace("2021-12-31", "2023-12-31")
    report = terminal.report(overlapping, wish=replace(JSON, shape="history"))
    assert (report["code"], report["accepted"], report["rejected"]) == (1, 0, 2)
    kinds = [each["kind"] for each in report["problems"]]
    assert kinds == ["history_incomplete", "overlapping_spell"]
    assert not Person.objects.exists()


SECOND_JOB = """Employee ID,Department,Effective Date,Empl Record,Action
1,Depot,2019-01-01,0,Hire
1,Care,2021-01-01,1,Data change
2,Care,2019-01-01,0,Hire
"""


def test_a_second_job_is_left_out_and_told_with_the_flag(terminal: Terminal) -> None:
    assert terminal.run(SECOND_JOB, wish=AS_HISTORY) == 0
    assert "They are left out." in terminal.err + terminal.out
    assert "--second-jobs" in terminal.err + terminal.out
    assert Spell.objects.filter(employment__person__number="1").count() == 1


def test_the_flag_counts_it_as_a_move(terminal: Terminal) -> None:
    assert terminal.run(SECOND_JOB, wish=replace(AS_HISTORY, second_jobs="moves")) == 0
    assert Spell.objects.filter(employment__person__number="1").count() == 2


def test_2_a_history_without_first_days(terminal: Terminal) -> None:
    report = terminal.report(
        GOOD_FILE.replace("Hire Date", "Shoe size"), wish=replace(JSON, shape="history")
    )
    assert (report["code"], report["problems"][0]["kind"]) == (2, "missing_columns")


# More than usual


def many(leaving: int) -> str:
    rows = [f"{n},P,Sales,,2020-01-01,{'2025-01-31' if n < leaving else ''},\n" for n in range(20)]
    return HEADER + "".join(rows)


def test_2_the_last_administrator_would_be_gone(terminal: Terminal) -> None:
    """However much it is meant: `tandem setup` gives the role to somebody else first."""
    terminal.run(many(0))
    last = Person.objects.get(number="1")
    actions.grant_role(person=last, role=Administrator, by=OPERATOR, at=now())
    actions.open_account(person=last, email="p@varnholm.example", by=OPERATOR, at=now())
    report = terminal.report(many(2), wish=replace(JSON, expect_many=True))
    assert (report["code"], report["import_id"]) == (2, None)
    assert "would be Administrator. Give the role to somebody else first." in terminal.err
    assert "Nothing was changed." in terminal.err
    assert Employment.objects.still().count() == 20
    states = Import.objects.values_list("state", flat=True)
    assert sorted(states) == sorted([ImportState.APPLIED, ImportState.DISCARDED])


def test_2_more_people_than_usual_would_leave(terminal: Terminal) -> None:
    terminal.run(many(0))
    report = terminal.report(many(2))
    assert (report["code"], report["people"]["left"], report["import_id"]) == (2, 2, None)
    [problem] = report["problems"]
    assert (problem["kind"], problem["line"], problem["column"]) == ("many_leave", None, None)
    assert "--expect-many" in problem["cure"]
    assert Employment.objects.still().count() == 20
    assert "2 of 20 people would leave" in terminal.err


def test_0_more_people_than_usual_are_expected_to_leave(terminal: Terminal) -> None:
    terminal.run(many(0))
    report = terminal.report(many(2), wish=replace(JSON, expect_many=True))
    assert (report["code"], report["people"]["left"]) == (0, 2)
    assert Employment.objects.still().count() == 18


def test_0_one_in_twenty_is_usual(terminal: Terminal) -> None:
    terminal.run(many(0))
    assert terminal.run(many(1)) == 0


# The object on standard output


def test_json_is_the_object_of_the_contract_and_nothing_else(terminal: Terminal) -> None:
    report = terminal.report(MIXED_FILE + "4,Dot,,,2020-01-01,,\n5,Eva,Sales,99,2020-01-01,,\n")
    import_ = Import.objects.get()
    reasons = [(each.pop("reason"), each.pop("cure")) for each in report["problems"]]
    assert all(reason and cure for reason, cure in reasons)
    assert report == {
        "code": 1,
        "rows": 5,
        "accepted": 3,
        "rejected": 2,
        "people": {"new": 3, "changed": 0, "left": 0},
        "areas": {"new": 3},
        "problems": [
            {
                "file": "people.csv",
                "line": 3,
                "column": "Hire Date",
                "value": "2021-02-31",
                "kind": "impossible_date",
                "rejects": True,
            },
            {
                "file": "people.csv",
                "line": 5,
                "column": "Department",
                "value": "",
                "kind": "missing_department",
                "rejects": True,
            },
            {
                "file": "people.csv",
                "line": 6,
                "column": "Manager ID",
                "value": "99",
                "kind": "unknown_manager",
                "rejects": False,
            },
        ],
        "import_id": str(import_.pk),
    }


def test_json_holds_every_problem_however_many(terminal: Terminal) -> None:
    rows = "".join(f"{n},P,Sales,,soon,,\n" for n in range(300))
    report = terminal.report(HEADER + rows)
    assert len(report["problems"]) == report["rejected"] == 300
    assert [each["line"] for each in report["problems"]] == list(range(2, 302))


def test_without_json_only_the_first_problems_are_told(terminal: Terminal) -> None:
    rows = "".join(f"{n},P,Sales,,soon,,\n" for n in range(300))
    terminal.run(HEADER + rows)
    assert terminal.out.count("soon") == 20
    assert "… and 280 more, in" in terminal.out


def test_the_import_is_there_under_its_id(terminal: Terminal) -> None:
    report = terminal.report(GOOD_FILE)
    assert str(Import.objects.applied().get().pk) == report["import_id"]
    assert (terminal.home / "snapshots" / report["import_id"]).is_dir()
    assert list(Event.objects.values_list("actor", flat=True)) == ["operator", "operator"]


def test_the_same_file_again_changes_nothing(terminal: Terminal) -> None:
    terminal.run(GOOD_FILE)
    report = terminal.report(GOOD_FILE)
    assert report["people"] == {"new": 0, "changed": 0, "left": 0}
    assert report["areas"] == {"new": 0}


# A dry run


def test_a_dry_run_says_what_would_change_and_changes_nothing(terminal: Terminal) -> None:
    report = terminal.report(MIXED_FILE, wish=replace(JSON, dry_run=True))
    assert (report["code"], report["people"]["new"], report["import_id"]) == (1, 2, None)
    assert [each["line"] for each in report["problems"]] == [3]
    for model in (Person, Employment, Area, Import, Event):
        assert not model._base_manager.exists()
    assert "Nothing was changed." in terminal.err


def test_the_rows_of_a_dry_run_come_back_until_the_next_one(terminal: Terminal) -> None:
    for _ in range(2):
        terminal.run(MIXED_FILE, wish=replace(PLAIN, dry_run=True))
    [kept] = (terminal.home / "uploads").iterdir()
    assert kept.name == LAST_CHECK
    assert sorted(path.name for path in kept.iterdir()) == [
        "problems.jsonl",
        "rejected.csv",
        "report.json",
    ]
    terminal.run(GOOD_FILE, wish=replace(PLAIN, dry_run=True))
    assert not (kept / "rejected.csv").exists()


# Rows that come back


def test_rows_not_taken_are_written_and_it_says_where(terminal: Terminal) -> None:
    terminal.run(MIXED_FILE)
    [path] = re.findall(r"each with its reason: (\S+)", terminal.err)
    text = Path(path).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("3,Cem,Varnholm / Sales,1,2021-02-31,,,Hire Date: ")
    assert text.splitlines()[0].endswith(",Reason not taken")


def test_where_all_are_taken_no_file_is_spoken_of(terminal: Terminal) -> None:
    terminal.run(GOOD_FILE)
    assert terminal.err == ""


# Other wishes


def test_who_is_missing_has_left_only_from_a_full_roster(terminal: Terminal) -> None:
    terminal.run(many(0))
    fewer = many(0).replace("7,P,Sales,,2020-01-01,,\n", "", 1)
    assert terminal.report(fewer)["people"]["left"] == 0
    report = terminal.report(fewer, wish=replace(JSON, full_roster=True))
    assert (report["code"], report["people"]["left"]) == (0, 1)


def test_several_files_are_one_import(terminal: Terminal) -> None:
    report = terminal.report(HEADER + ANN, HEADER + BEN + BAD)
    assert (report["rows"], report["accepted"]) == (3, 2)
    assert report["problems"][0]["file"] == "more.csv"
    assert Import.objects.get().file_name == "people.csv, more.csv"


def test_two_files_of_one_name_are_told_apart(terminal: Terminal) -> None:
    one = terminal.file(HEADER + ANN, "people.csv")
    (terminal.home / "other").mkdir()
    other = terminal.file(HEADER + BAD, "other/people.csv")
    run([one, other], None, JSON, terminal.home / "uploads")
    report = json.loads(terminal.capsys.readouterr().out)
    assert report["problems"][0]["file"] == str(other)


def test_a_mapping_says_which_column_is_which(terminal: Terminal) -> None:
    content = "Kennung;Wo;Seit\n1;Sales;3/4/2020\n"
    mapping = (
        '[columns]\n"Kennung" = "employee id"\n"Wo" = "department"\n"Seit" = "hire date"\n'
        '[dates]\norder = "month-first"\n'
    )
    assert terminal.run(content, mapping=mapping) == 0
    assert str(Employment.objects.get().start_on) == "2020-03-04"


def test_it_says_which_columns_it_reads_and_which_it_does_not(terminal: Terminal) -> None:
    terminal.run("ID,Department,Hired,Shoe size\n1,Sales,2020-01-01,44\n")
    assert "ID = employee id, Department = department, Hired = hire date" in terminal.out
    assert "not read: Shoe size" in terminal.out


# The real command


UNREAD = "Employee ID,Department,Hire Date,Leave Date,Left on\n" + "".join(
    f"{n},Sales,2019-01-01,k.A. {n},2024-05-31\n" for n in range(6)
)


def test_where_most_rows_fail_alike_the_reading_is_doubted_before_the_rows(
    terminal: Terminal,
) -> None:
    assert terminal.run(UNREAD) == 1
    said = "people.csv: 6 of 6 rows can not be read, all because of column “Leave Date” read as "
    assert f"{said}leave date. Perhaps it is something else: " in terminal.out
    ways = "--read 'Left on=leave date' --read 'Leave Date=ignore' or --read 'Leave Date=ignore'\n"
    assert ways in terminal.out
    assert terminal.out.index(said) < terminal.out.index("line 2, Leave Date")


def test_a_column_is_read_as_is_typed(terminal: Terminal) -> None:
    said = ("Left on=leave date", "Leave Date=ignore")
    assert terminal.run(UNREAD, wish=replace(PLAIN, read=said)) == 0
    assert Employment.objects.filter(end_on=date(2024, 6, 1)).count() == 6


def test_what_is_typed_goes_before_the_mapping(terminal: Terminal) -> None:
    said = ("Left on=leave date", "Leave Date=ignore")
    mapping = '[columns]\n"Leave date" = "leave date"\n"Department" = "department"\n'
    assert terminal.run(UNREAD, wish=replace(PLAIN, read=said), mapping=mapping) == 0


@pytest.mark.parametrize("typed", ["Left on", "=leave date", "Left on="])
def test_half_a_reading_is_refused(terminal: Terminal, typed: str) -> None:
    with pytest.raises(click.UsageError, match="--read: write a heading, = and a field"):
        terminal.run(UNREAD, wish=replace(PLAIN, read=(typed,)))


def test_2_a_reading_of_a_heading_that_is_not_there(terminal: Terminal) -> None:
    assert terminal.run(UNREAD, wish=replace(PLAIN, read=("Gone=leave date",))) == 2
    assert "no file has the heading “Gone”" in terminal.err


def test_how_words_for_leaving_are_read_is_told(terminal: Terminal) -> None:
    words = ["Resignation", "Quit", "Blue moon"]
    rows = "".join(f"{n},A B,Sales,,2019-01-01,2024-05-31,{w}\n" for n, w in enumerate(words))
    assert terminal.run(HEADER + rows) == 0
    said = "Leave reasons: “Blue moon” as no known reason; “Quit”, “Resignation” as voluntary.\n"
    assert said in terminal.out


@pytest.mark.slow
def test_the_command_imports_into_an_empty_home(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(MIXED_FILE.encode("cp1252"))
    done = home.tandem("import", "people", str(file), "--json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)  # standard output holds the object and nothing else
    assert (report["rows"], report["accepted"], report["rejected"]) == (3, 2, 1)
    assert "Set up a new Tandem" in done.stderr
    assert (home.path / "snapshots" / report["import_id"] / "spells.parquet").is_file()
    assert not (home.path / "uploads" / report["import_id"] / "staged.sqlite3").exists()
    again = home.tandem("import", "people", str(file), "--json")
    assert json.loads(again.stdout)["people"] == {"new": 0, "changed": 0, "left": 0}


@pytest.mark.slow
def test_the_command_explains_itself(home: Home) -> None:
    told = home.tandem("import", "people", "--help")
    assert told.returncode == 0
    for option in (
        "--mapping",
        "--full-roster",
        "--expect-many",
        "--dry-run",
        "--strict",
        "--json",
    ):
        assert option in told.stdout
    assert home.tandem("import", "people").returncode == 2


def test_the_last_day_a_file_tells_of_can_be_said(terminal: Terminal) -> None:
    terminal.run(GOOD_FILE, wish=replace(PLAIN, as_of=datetime(2026, 9, 30)))  # noqa: DTZ001 - a day, as click reads it
    assert Import.objects.get().as_of == date(2026, 9, 30)


def test_a_file_that_says_its_day_is_told(terminal: Terminal) -> None:
    terminal.run("Headcount as of 2026-09-30,,,,,,\n" + GOOD_FILE)
    assert "“Headcount as of 2026-09-30”: they tell of days up to 2026-09-30." in terminal.out
    assert Import.objects.get().as_of == date(2026, 9, 30)


LONG_AGO = """Employee id,Department,Hire date,Leave date
1,Montage,2015-06-14,
2,Montage,2019-01-01,2019-06-15
"""


def test_the_terminal_takes_today_and_says_that_the_months_since_are_quiet_ones(
    terminal: Terminal,
) -> None:
    terminal.run(LONG_AGO)
    assert "The latest date in the files is 2019-06-15" in terminal.err
    assert "say --as-of 2019-06-30." in terminal.err
    assert Import.objects.get().as_of == today()


def test_a_day_that_is_said_is_not_asked_about(terminal: Terminal) -> None:
    terminal.run(LONG_AGO, wish=replace(PLAIN, as_of=datetime(2019, 6, 30)))  # noqa: DTZ001
    assert "The latest date" not in terminal.err


def test_the_same_file_with_a_day_takes_the_place_of_the_one_without(terminal: Terminal) -> None:
    """As the advice says: import it again with --as-of."""
    terminal.run(LONG_AGO)
    with_day = replace(PLAIN, as_of=datetime(2019, 6, 30))  # noqa: DTZ001
    assert terminal.run(LONG_AGO, wish=with_day) == 0
    assert f"up to 2019-06-30 now; before, it was {today()}." in terminal.err
    assert Import.objects.known_until() == date(2019, 6, 30)


def test_which_file_came_last_is_known_though_the_clock_was_set_back(terminal: Terminal) -> None:
    terminal.run(LONG_AGO)
    with stopped(now() - timedelta(hours=3)):
        terminal.run(LONG_AGO, wish=replace(PLAIN, as_of=datetime(2019, 6, 30)))  # noqa: DTZ001
    assert Import.objects.known_until() == date(2019, 6, 30)


def test_an_earlier_day_than_that_of_another_file_names_the_undo(terminal: Terminal) -> None:
    terminal.run(LONG_AGO)
    with_day = replace(PLAIN, as_of=datetime(2019, 6, 30))  # noqa: DTZ001
    newcomer = LONG_AGO.splitlines()[0] + "\n99,Sales,2019-01-01,\n"
    terminal.run(newcomer, wish=with_day)
    assert f"Another file tells of days up to {today()}" in terminal.err
    assert "tandem import undo" in terminal.err


def test_a_day_that_has_not_come_is_refused(terminal: Terminal) -> None:
    with pytest.raises(click.UsageError, match="2999-01-01 has not come yet"):
        terminal.run(GOOD_FILE, wish=replace(PLAIN, as_of=datetime(2999, 1, 1)))  # noqa: DTZ001
    assert not Import.objects.exists()
