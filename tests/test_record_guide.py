"""The commands of the guide to the record, run in the order they stand there."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tandem.access.chain.breaks import Kind
from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home
from tests.guides import commands, here
from tests.test_docs import cells, section

PAGE = "docs/for_operators/record.md"
COMMANDS = commands(PAGE)
TYPED = {"resume": "go on from here\n", "forget": "forget\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A machine that is used, with its record where it lies by itself, and somebody who left."""
    (tmp_path / "srv").mkdir()
    key = tmp_path / "etc/tandem/tandem.key"
    home = backups.lived_in(tmp_path / "srv/tandem", TANDEM_KEY_FILE=str(key))
    assert home.tandem("record", "seal").returncode == 0
    with closing(sqlite3.connect(home.database)) as opened, opened:
        opened.execute(
            "UPDATE organisation_person SET email = 'lea.roth@varnholm.example' WHERE number = 'V0'"
        )
    return tmp_path


@pytest.mark.slow
def test_they_work_in_the_order_they_stand_there(root: Path) -> None:
    settings, seen = dict[str, str](), list[str]()
    for line in COMMANDS:
        first, *words = shlex.split(here(line, root))
        if first == "export":
            settings |= dict(word.split("=", 1) for word in words)
            move_anchor(settings)
            continue
        home = Home(Path(settings["TANDEM_HOME"]), settings)
        typed = next((TYPED[word] for word in words if word in TYPED), "")
        done = subprocess.run(
            [*TANDEM, *words], env=home.environment(), input=typed,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}: {done.stderr}"
        seen.append(" ".join(words[:2]))
    assert seen[-3:] == ["record resume", "record export", "record forget"]
    first, *_ = (root / "srv/record.jsonl").read_text().splitlines()
    assert "The record is whole" in json.loads(first)["looked_at"]
    assert Home(root / "srv/tandem", settings).tandem("record", "verify").returncode == 0


def move_anchor(settings: dict[str, str]) -> None:
    """As the guide says: moved while Tandem is stopped."""
    if place := settings.get("TANDEM_ANCHOR_FILE"):
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(settings["TANDEM_HOME"]) / "record.anchor", place)


def test_whatever_may_be_wrong_with_the_record_is_explained() -> None:
    told = [name for row in cells(section(PAGE, "## Looking whether it is whole")) for name in
            row[0].split(", ")]  # fmt: skip
    assert sorted(told) == sorted(kind.value for kind in Kind)
