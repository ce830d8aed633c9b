"""`tandem import duties`: what it prints, what it changes and how it ends."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tandem.access.models import Event
from tandem.cli.duties import REJECTED, Wish, run
from tandem.cli.tests.homes import Home
from tandem.organisation.models import Assignment, Grounds
from tandem.partnership.testing import TUESDAY, Cast

HEADER = "Area,Leader,HR partner,Since\n"
GOOD = HEADER + "Supply,,leo.hartmann@varnholm.example,2026-11-02\n"
MIXED = GOOD + "Nowhere,,leo.hartmann@varnholm.example,\n"
PLAIN = Wish(dry_run=False, as_json=False)
JSON = Wish(dry_run=False, as_json=True)


@dataclass
class Terminal:
    """The command without its process: Django is there already."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def run(self, content: str, wish: Wish = PLAIN) -> int:
        """The exit code; what was printed is kept."""
        file = self.home / "duties.csv"
        file.write_text(content)
        code = run(file, wish, self.home, TUESDAY)
        self.out, self.err = self.capsys.readouterr()
        return code

    def report(self, content: str, wish: Wish = JSON) -> Any:  # noqa: ANN401 - JSON
        code = self.run(content, wish)
        return {"code": code, **json.loads(self.out)}


@pytest.fixture
def terminal(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


def supply(cast: Cast) -> str:
    held = Assignment.objects.at(cast.areas.supply).partnering().first()
    return held.person.name if held else "nobody"


def test_0_all_rows_are_taken(terminal: Terminal, cast: Cast) -> None:
    assert terminal.run(GOOD) == 0
    assert supply(cast) == "Leo Hartmann"
    assert "1 row, 1 taken, 0 not taken." in terminal.out
    assert "Duties: 1 given, 0 corrected, 0 as they were." in terminal.out
    assert terminal.err == ""
    held = Assignment.objects.at(cast.areas.supply).partnering().get()
    assert [each.actor for each in Event.objects.about(held.pk)] == ["operator"]
    assert Grounds.objects.by_row([held.pk]) == {held.pk: "From the file duties.csv"}


def test_what_is_said_on_the_command_line_is_kept(terminal: Terminal, cast: Cast) -> None:
    terminal.run(GOOD, Wish(dry_run=False, as_json=False, why="Autumn review"))
    assert Grounds.objects.filter(words="Autumn review").count() == 1


def test_1_some_rows_are_not_taken_and_come_back(terminal: Terminal, cast: Cast) -> None:
    assert terminal.run(MIXED) == 1
    assert supply(cast) == "Leo Hartmann"
    assert "duties.csv, line 3, Area: There is no area “Nowhere”." in terminal.out
    [path] = re.findall(r"each with its reason: (\S+)", terminal.err)
    assert Path(path).name == REJECTED
    assert "Nowhere,,leo.hartmann" in Path(path).read_text(encoding="utf-8-sig")
    terminal.run(GOOD)
    assert not Path(path).exists()  # those of the last run only


@pytest.mark.parametrize(
    ("content", "kind"),
    [("", "empty_file"), (HEADER, "header_only"), ("Name,Size\nAnn,39\n", "missing_columns")],
)
def test_2_a_file_that_cannot_be_used(terminal: Terminal, content: str, kind: str) -> None:
    report = terminal.report(content)
    assert (report["code"], report["rows"], report["applied"]) == (2, 0, False)
    assert [each["kind"] for each in report["problems"]] == [kind]
    assert "Nothing was changed." in terminal.err


def test_2_a_file_that_is_not_there(terminal: Terminal) -> None:
    assert run(terminal.home / "gone.csv", PLAIN, terminal.home, TUESDAY) == 2
    assert "gone.csv: The file cannot be read" in terminal.capsys.readouterr().err


def test_a_dry_run_says_the_same_and_changes_nothing(terminal: Terminal, cast: Cast) -> None:
    events = Event.objects.count()
    report = terminal.report(MIXED, Wish(dry_run=True, as_json=True))
    assert (report["code"], report["applied"]) == (1, False)
    assert (supply(cast), Event.objects.count()) == ("nobody", events)
    assert "Nothing was changed." in terminal.err
    again = terminal.report(MIXED)
    assert {**again, "applied": False} == report


def test_json_is_one_object_with_every_problem_once(terminal: Terminal) -> None:
    rows = "".join(f"Nowhere {n},x,,\n" for n in range(30))
    report = terminal.report(HEADER + rows)
    assert {key: report[key] for key in ("rows", "accepted", "rejected", "duties")} == {
        "rows": 30, "accepted": 0, "rejected": 30,
        "duties": {"given": 0, "corrected": 0, "same": 0},
    }  # fmt: skip
    assert len(report["problems"]) == 60  # the area and the person of each row
    assert set(report["problems"][0]) == {
        "kind", "file", "line", "column", "value", "reason", "cure", "rejects",
    }  # fmt: skip


def test_without_json_only_the_first_problems_are_told(terminal: Terminal) -> None:
    terminal.run(HEADER + "".join(f"Nowhere {n},x,,\n" for n in range(30)))
    assert terminal.out.count("There is no area") == 10
    assert "… and 40 more" in terminal.out


@pytest.mark.slow
def test_the_command_itself_on_a_home_of_its_own(home: Home, tmp_path: Path) -> None:
    home.made()
    people, duties = tmp_path / "people.csv", tmp_path / "duties.csv"
    people.write_text(
        "ID,First name,Last name,Department,Hired\n7,Bo,Maas,Bakery,2020-01-01\n"
        "8,Greta,Solberg,HR,2020-01-01\n"
    )
    duties.write_text("Area,Leader,HR partner\nBakery,7,8\nNowhere,7,8\n")
    assert home.tandem("import", "people", str(people)).returncode == 0
    dry = home.tandem("import", "duties", str(duties), "--dry-run", "--json")
    assert (dry.returncode, json.loads(dry.stdout)["applied"]) == (1, False)
    done = home.tandem("import", "duties", str(duties), "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["applied"], report["duties"]["given"]) == (1, True, 2)
    again = home.tandem("import", "duties", str(duties), "--json")
    assert json.loads(again.stdout)["duties"] == {"given": 0, "corrected": 0, "same": 2}
    assert home.tandem("import", "duties").returncode == 2
    told = home.tandem("import", "duties", "--help").stdout
    for option in ("--dry-run", "--json", "--why"):
        assert option in told
