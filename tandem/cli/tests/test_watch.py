"""`tandem import watch`: the real command, in front of a folder."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tandem.cli.tests.homes import Home

pytestmark = pytest.mark.slow
ROWS = "Kennung,Wo,Seit\n1,Bakery,2020-01-01\n2,Bakery,2021-01-01\n"
MAPPING = '[columns]\nKennung = "employee id"\nWo = "department"\nSeit = "hire date"\n'


def export(folder: Path, name: str = "november.csv") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(ROWS)
    a_minute_ago = time.time() - 60
    os.utime(folder / name, (a_minute_ago, a_minute_ago))


def test_one_look_brings_in_what_lies_there(home: Home, tmp_path: Path) -> None:
    export(tmp_path / "exports")
    mapping = tmp_path / "ours.toml"
    mapping.write_text(MAPPING)
    words = ("import", "watch", str(tmp_path / "exports"), "--once", "--mapping", str(mapping))
    done = home.tandem(*words)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "november.csv is in." in done.stderr
    assert (tmp_path / "exports/taken/november.csv").exists()
    again = home.tandem(*words)
    assert (again.returncode, "november" in again.stderr) == (0, False)


def test_what_cannot_be_used_is_put_aside_and_said(home: Home, tmp_path: Path) -> None:
    export(tmp_path / "exports")
    done = home.tandem("import", "watch", str(tmp_path / "exports"), "--once")
    assert done.returncode == 0
    assert "november.csv cannot be used" in done.stderr
    assert (tmp_path / "exports/not-usable/november.csv").exists()


def test_a_mapping_that_is_nowhere_is_refused_before_anything_is_touched(
    home: Home, tmp_path: Path
) -> None:
    export(tmp_path / "exports")
    words = ("import", "watch", str(tmp_path / "exports"), "--once", "--mapping", "Payroll")
    done = home.tandem(*words)
    assert done.returncode == 2
    assert "cannot be read" in done.stderr
    assert (tmp_path / "exports/november.csv").exists()


def test_a_folder_that_is_none_is_refused(home: Home, tmp_path: Path) -> None:
    done = home.tandem("import", "watch", str(tmp_path / "nowhere"), "--once")
    assert done.returncode == 2


SAVE = """
from tandem.website.home import open_home
open_home()
from tandem.access.audit import OPERATOR
from tandem.organisation.intake.saved import save_mapping
from tandem.organisation.intake.shapes import Shape
from tandem.website.clock import now
said = {"columns": {"Kennung": "employee id", "Wo": "department", "Seit": "from date"}}
save_mapping(name="Jobs", shape=Shape.HISTORY, said=said, headings=["Kennung", "Wo", "Seit"],
             by=OPERATOR, at=now())
"""
SHAPES = """
from tandem.website.home import open_home
open_home()
from tandem.organisation.models import Import
print(*Import.objects.values_list("shape", "accepted"))
"""


def python(home: Home, script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], env=home.environment(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_saved_mapping_brings_its_shape(home: Home, tmp_path: Path) -> None:
    home.made()
    python(home, SAVE)
    export(tmp_path / "exports")
    (tmp_path / "exports/november.csv").write_text(
        "Kennung,Wo,Seit\n1,Bakery,2020-01-01\n1,Dairy,2022-01-01\n"
    )
    a_minute_ago = time.time() - 60
    os.utime(tmp_path / "exports/november.csv", (a_minute_ago, a_minute_ago))
    done = home.tandem("import", "watch", str(tmp_path / "exports"), "--once", "--mapping", "Jobs")
    assert done.returncode == 0, done.stderr
    assert python(home, SHAPES) == "('history', 2)"
