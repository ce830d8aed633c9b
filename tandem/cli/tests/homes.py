"""Running the real command on a home of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tandem.cli.tests.starter import run

TANDEM = [sys.executable, "-m", "tandem.cli"]
PATIENCE = 120  # seconds, for one command

# A process starts with its parent's peak on its account, and the parent here is a test runner
# that may have held far more than the command ever does. So a small process stands in between.
PEAK = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
with open(sys.argv[1], "w") as told:
    told.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


def measured(peak: Path, *words: str) -> list[str]:
    """The command, so that its peak memory in KiB stands in the file `peak` afterwards."""
    return [sys.executable, "-S", "-E", "-c", PEAK, str(peak), *words]


@dataclass
class Home:
    """A TANDEM_HOME, and the terminal in front of it."""

    path: Path
    env: dict[str, str] = field(default_factory=dict)

    def tandem(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "tandem.cli", *words, **env)

    def python(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """`python -m …` or `python -c …`, forked from a process that has the libraries loaded."""
        return run(list(words), self.environment(**env), PATIENCE)

    def environment(self, **env: str) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TANDEM_", "DATABASE_URL", "DJANGO_"))
        }
        # Warnings are errors in the suite; a person's terminal shows none either.
        return {**kept, "TANDEM_HOME": str(self.path), "PYTHONWARNINGS": "error", **self.env, **env}

    @property
    def key(self) -> Path:
        return self.path / "keys/tandem.key"

    @property
    def database(self) -> Path:
        return self.path / "tandem.sqlite3"

    def made(self) -> None:
        """As `set_up` leaves it, of which all of one test process are copies with one key. For
        tests of something else."""
        assert not {"DATABASE_URL", "TANDEM_KEY_FILE", "TANDEM_ANCHOR_FILE"} & set(self.env)
        shutil.copytree(Path(template().name) / "home", self.path)

    def set_up(self, name: str = "Pia Novak", email: str = "pia@varnholm.example") -> str:
        done = self.tandem("setup", "--name", name, "--email", email)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@cache
def template() -> tempfile.TemporaryDirectory[str]:
    """Goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="tandem-made-")
    Home(Path(folder.name) / "home").set_up()
    return folder
