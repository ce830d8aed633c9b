"""Killed at any moment, a restore has put everything back or nothing, and a backup stands or not.

`make crash` kills at 200 points; the suite at 20.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.homes import Home
from tandem.website.env import site
from tandem.website.home import alone, finish_restore
from tandem.website.swap import is_waiting, stage_of

pytestmark = pytest.mark.slow

POINTS = int(os.environ.get("CRASH_POINTS", "20"))
LAST_STEPS = 80  # of a restore: where things take their places
APART = 8  # steps; some fifty of them leave a restore waiting
KILLED = -9


@dataclass
class Falling:
    """A process that runs the command in a home, also until it is killed."""

    process: subprocess.Popen[str]
    folder: Path

    def order(self, *words: str, die_at: int | None = None, **env: str) -> tuple[int, str]:
        order = {
            "words": words, "die_at": die_at, "quick": True, "env": env,
            "printed": str(self.folder / "printed"), "told": str(self.folder / "told"),
        }  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        return code, (self.folder / "printed").read_text()

    @property
    def steps(self) -> int:
        """Of the last order that came to its end."""
        return int((self.folder / "told").read_text())


@contextmanager
def falling(home: Home, folder: Path, **env: str) -> Iterator[Falling]:
    with subprocess.Popen(
        [sys.executable, "-m", "tandem.cli.tests.falling"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**home.environment(**env), "DJANGO_SETTINGS_MODULE": "tandem.website.settings"},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Falling(process, folder)
        process.stdin.close()


@dataclass
class Machine:
    """A home of before in a template, a backup of another, and what is in each."""

    home: Home
    template: Path
    backup: Path
    key: Path
    falling: Falling

    def begin_again(self) -> None:
        shutil.rmtree(self.home.path, ignore_errors=True)
        shutil.copytree(self.template, self.home.path)

    def restore(self, die_at: int | None = None) -> tuple[int, str]:
        words = ("restore", str(self.backup), "--key", str(self.key), "--replace")
        return self.falling.order(*words, die_at=die_at, TANDEM_HOME=str(self.home.path),
                                  TANDEM_KEY_FILE=str(self.home.key))  # fmt: skip

    def open(self) -> None:
        """What every command does first."""
        found = site({"TANDEM_HOME": str(self.home.path)})
        with alone(found):
            if stage_of(found.home).exists():
                finish_restore(found)

    def content(self) -> dict[str, object]:
        rows = backups.rows_of_sqlite(self.home.database)
        return {
            "people": rows["organisation_person"],
            "migrations": rows["django_migrations"],
            "files": backups.files_of(self.home, "uploads", "snapshots", "charts", "keys"),
        }


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("restore")
    other = Home(folder / "other")
    other.set_up(email="new@varnholm.example")
    (other.path / "uploads/new.txt").write_text("of the backup")
    made = other.tandem("backup", str(folder / "new.backup"))
    assert made.returncode == 0, made.stderr
    home = Home(folder / "home")
    home.set_up(email="old@varnholm.example")
    (home.path / "uploads/old.txt").write_text("of before")
    (home.path / "charts/old.svg").write_text("<svg/>")
    shutil.copytree(home.path, folder / "template")
    # The restore loads Django on what is laid ready; this process has it loaded there already.
    at = {"TANDEM_HOME": str(stage_of(home.path)), "TANDEM_KEY_FILE": str(other.key)}
    with falling(home, folder, **at) as running:
        yield Machine(home, folder / "template", folder / "new.backup", other.key, running)


def points(steps: int) -> list[int]:
    """A third anywhere, the others where it matters most."""
    draw, last = Random(POINTS), min(LAST_STEPS, steps // 2)
    anywhere = draw.sample(range(1, steps - last), POINTS // 3)
    return sorted([*anywhere, *draw.choices(range(steps - last, steps), k=POINTS - POINTS // 3)])


def without_kept_keys(content: dict[str, object]) -> dict[str, object]:
    files = content["files"]
    assert isinstance(files, dict)
    return {**content, "files": {n: c for n, c in files.items() if "before-restore" not in n}}


def test_killed_anywhere_a_restore_leaves_what_was_or_what_comes(machine: Machine) -> None:
    machine.begin_again()
    before = machine.content()
    code, printed = machine.restore()
    assert code == 0, printed
    steps, after = machine.falling.steps, without_kept_keys(machine.content())
    assert after != before
    seen = {"before": 0, "after": 0, "finished by the next": 0}
    for step in points(steps):
        machine.begin_again()
        code, printed = machine.restore(die_at=step)
        assert code in (0, KILLED), f"step {step}: {printed}"
        waiting = is_waiting(machine.home.path)
        machine.open()
        found = without_kept_keys(machine.content())
        assert found in (before, after), f"half of it after step {step} of {steps}"
        assert not stage_of(machine.home.path).exists(), f"step {step}"
        assert not list(machine.home.key.parent.glob(".*")), f"step {step}"
        if "Restored into" in printed or waiting:
            assert found == after, f"step {step}"
        if found == after:
            [aside] = machine.home.path.glob("before-restore-*")
            assert (aside / "uploads/old.txt").read_text() == "of before"
        seen["after" if found == after else "before"] += 1
        seen["finished by the next"] += waiting
    assert all(seen.values()), seen  # the points reach every part of it
    looked = machine.home.tandem("doctor")
    assert looked.returncode == 0, looked.stderr


def test_the_doctor_says_that_a_restore_was_cut_short(machine: Machine) -> None:
    machine.begin_again()
    assert machine.restore()[0] == 0
    steps = machine.falling.steps
    for step in range(steps - 1, steps - LAST_STEPS, -APART):
        machine.begin_again()
        machine.restore(die_at=step)
        if is_waiting(machine.home.path):
            break
    looked = machine.home.tandem("doctor")
    assert (looked.returncode, "`tandem keys check` finishes it" in looked.stderr) == (1, True)
    assert is_waiting(machine.home.path)  # it only reads
    assert machine.home.tandem("keys", "check").returncode == 0
    assert machine.home.tandem("doctor").returncode == 0


def test_killed_at_any_step_a_backup_is_whole_or_not_there(tmp_path: Path) -> None:
    home, file = Home(tmp_path / "home"), tmp_path / "a.backup"
    home.made()
    with falling(home, tmp_path) as running:
        code, printed = running.order("backup", str(file))
        assert code == 0, printed
        stood = 0
        for step in range(1, running.steps + 1):
            file.unlink(missing_ok=True)
            code, printed = running.order("backup", str(file), die_at=step)
            assert code in (0, KILLED), printed
            if file.exists():
                stood += 1
                assert running.order("backup", "--check", str(file))[0] == 0, step
            else:
                assert "rows" not in printed, step
        assert stood > 0
        file.unlink(missing_ok=True)
        assert running.order("backup", str(file))[0] == 0
    assert not list(tmp_path.glob(".*.part"))
