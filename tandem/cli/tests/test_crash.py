"""Killed at any moment, an import or its undo has happened wholly or not at all.

`make crash` kills at 200 points; the suite at 20.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tandem.cli.tests.homes import Home

pytestmark = pytest.mark.slow

POINTS = int(os.environ.get("CRASH_POINTS", "20"))
PEOPLE = 200
KILLED = -9
HEADER = "ID,Name,E-mail,Department,Manager ID,Title,From,To,Leave reason\n"
IMPORT = ["import", "people", "--shape", "history", "--full-roster", "--expect-many"]
UNDO = ["import", "undo"]

CONTENT = (
    "SELECT number, first_name, last_name, email FROM organisation_person WHERE number <> ''",
    "SELECT p.number, e.start_on, e.end_on, e.reason FROM organisation_employment e"
    " JOIN organisation_person p ON p.id = e.person_id",
    "SELECT p.number, a.name, m.number, s.title, s.start_on, s.end_on FROM organisation_spell s"
    " JOIN organisation_employment e ON e.id = s.employment_id"
    " JOIN organisation_person p ON p.id = e.person_id"
    " JOIN organisation_area a ON a.id = s.area_id"
    " LEFT JOIN organisation_person m ON m.id = s.manager_id",
    "SELECT a.name, b.name FROM organisation_area a"
    " LEFT JOIN organisation_area b ON b.id = a.parent_id",
    "SELECT a.name, p.number, x.duty, x.start_on, x.end_on FROM organisation_assignment x"
    " JOIN organisation_area a ON a.id = x.area_id"
    " JOIN organisation_person p ON p.id = x.person_id",
)
STATES = "SELECT state, count(*) FROM organisation_import GROUP BY state"

Content = list[list[tuple[object, ...]]]


def first_file() -> str:
    rows = [
        f"{n},P {n},,V > A{n % 7},{n % 7 + 1},T,2020-01-0{n % 9 + 1},,\n" for n in range(PEOPLE)
    ]
    return HEADER + "".join(rows)


def second_file() -> str:
    """Some are missing, some new, some moved, some came back."""
    rows = []
    for n in range(40, PEOPLE + 60):
        if n % 3 == 0:
            rows.append(f"{n},P {n},,V > A{n % 7},{n % 7 + 50},T,2019-01-01,2020-06-30,Resigned\n")
            rows.append(f"{n},P {n},,V > B{n % 5},{n % 7 + 50},U,2021-01-01,,\n")
        else:
            rows.append(f"{n},Q {n},q{n}@v.example,V > A{n % 7},{n % 7 + 50},T,2020-01-01,,\n")
    return HEADER + "".join(rows)


@dataclass
class Machine:
    """A home, and a process that runs the command in it, also until it is killed."""

    home: Home
    falling: subprocess.Popen[str]
    template: Path

    def order(self, *words: str, die_at: int | None = None, quick: bool = False) -> tuple[int, str]:
        """The exit code, or -9, and what was printed. quick: without the figures of areas."""
        folder = self.home.path.parent
        order = {
            "words": words, "die_at": die_at, "quick": quick,
            "printed": str(folder / "printed"), "told": str(folder / "told"),
        }  # fmt: skip
        assert self.falling.stdin is not None
        assert self.falling.stdout is not None
        self.falling.stdin.write(json.dumps(order) + "\n")
        self.falling.stdin.flush()
        code = int(self.falling.stdout.readline())
        return code, (folder / "printed").read_text()

    @property
    def second(self) -> list[str]:
        """The import of the second file."""
        return [*IMPORT, str(self.template.with_name("second.csv"))]

    @property
    def steps(self) -> int:
        """Of the last order that came to its end."""
        return int((self.home.path.parent / "told").read_text())

    def begin_again(self) -> None:
        shutil.rmtree(self.home.path)
        shutil.copytree(self.template, self.home.path)

    def content(self) -> Content:
        with closing(sqlite3.connect(self.home.database)) as db:
            return [sorted(db.execute(query).fetchall(), key=repr) for query in CONTENT]

    def applied(self) -> int:
        with closing(sqlite3.connect(self.home.database)) as db:
            return int(dict(db.execute(STATES).fetchall()).get("applied", 0))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Set up, with the first file in."""
    folder = tmp_path_factory.mktemp("crash")
    home = Home(folder / "home")
    home.made()
    for name, content in (("first.csv", first_file()), ("second.csv", second_file())):
        (folder / name).write_text(content)
    with subprocess.Popen(
        [sys.executable, "-m", "tandem.cli.tests.falling"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**home.environment(), "DJANGO_SETTINGS_MODULE": "tandem.website.settings"},
    ) as falling:  # fmt: skip
        assert falling.stdout is not None
        assert falling.stdin is not None
        assert falling.stdout.readline() == "ready\n"
        machine = Machine(home, falling, folder / "template")
        code, printed = machine.order(*IMPORT, str(folder / "first.csv"))
        assert code == 0, printed
        shutil.copytree(home.path, machine.template)
        yield machine
        falling.stdin.close()


@pytest.fixture
def machine(running: Machine) -> Machine:
    running.begin_again()
    return running


def test_killed_anywhere_an_import_and_its_undo_happen_wholly_or_not_at_all(
    machine: Machine,
) -> None:
    bring = machine.second
    before = machine.content()
    assert machine.order(*bring)[0] == 0
    steps_in, after = machine.steps, machine.content()
    assert machine.order(*UNDO)[0] == 0
    steps_back = machine.steps
    assert machine.content() == before != after
    fallen = 0
    for step in points(steps_in + steps_back):
        machine.begin_again()
        fallen += fall(machine, bring, step, steps_in, (before, after))
    assert fallen >= POINTS * 0.9  # a run may take a few steps fewer than the one that counted


def points(steps: int) -> list[int]:
    return sorted(Random(POINTS).sample(range(1, steps), POINTS))


def fall(
    machine: Machine, bring: list[str], step: int, steps_in: int, states: tuple[Content, Content]
) -> bool:
    """Kill at this step of the two commands, look, and do it again. Whether it was killed."""
    before, after = states
    code, printed = machine.order(*bring, die_at=step, quick=step > steps_in)
    acknowledged = "Applied." in printed
    if code == 0:
        code, printed = machine.order(*UNDO, die_at=step - steps_in)
        acknowledged = "Undone." not in printed and acknowledged
        wanted = before if "Undone." in printed else None
    else:
        wanted = after if acknowledged else None
    assert code in (0, KILLED), f"step {step}: {printed}"
    found = machine.content()
    assert found in (before, after), f"half of it is there after step {step}"
    assert wanted in (None, found), f"what was acknowledged is gone after step {step}"
    assert machine.applied() == (2 if found == after else 1), f"step {step}"
    recover(machine, bring, step, found, after)
    return code == KILLED


def recover(machine: Machine, bring: list[str], step: int, found: Content, after: Content) -> None:
    """After a new start everything works as ever."""
    for words, content in ((bring, after), (UNDO, found)):
        code, printed = machine.order(*words, quick=True)
        assert (code, machine.content() == content) == (0, True), f"step {step}: {printed}"
    code, printed = machine.order("doctor")
    assert code == 0, f"step {step}: {printed}"
    notes = [line for line in printed.splitlines() if "cut short" in line]
    assert notes == [], f"step {step}"


def test_after_a_fall_the_doctor_says_that_the_numbers_are_behind(machine: Machine) -> None:
    bring = machine.second
    assert machine.order(*bring)[0] == 0
    shutil.rmtree(machine.home.path / "snapshots")
    (machine.home.path / "snapshots").mkdir()
    code, printed = machine.order("doctor")
    assert code == 0
    assert "The numbers are older than the people" in printed
    assert machine.order(*bring)[0] == 0
    assert "The numbers are older" not in machine.order("doctor")[1]
