"""The commands of a guide, done as it says, below a folder of a test that stands for the machine.

Blocks that begin with `# as root` are done with every folder open. For all others the folders of
the system are shut, and root's power over shut folders is laid down where root runs the tests: so a
block that wants more than Tandem's account may have ends in "Permission denied", as it would there.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_serve import free_port
from tests.test_docs import OPERATORS, ROOT, blocks, text

PLACES = ("/srv/", "/etc/", "/media/", "/opt/", "/run/", "/var/lib/")  # of the guides
SHUT = {  # to Tandem's account
    "srv": 0o555, "etc": 0o555, "opt": 0o555, "var/lib": 0o555, "media/safe": 0, "media/away": 0,
}  # fmt: skip
AS_ROOT = "# as root"
POWERLESS = ("setpriv", "--inh-caps=-all", "--bounding-set=-all")
INSTALLING = f"{OPERATORS}/install.md"
UNTIL_HEALTHY = """
import sys, time, urllib.request
for _ in range(600):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/healthz", timeout=30).close()
    except OSError:
        time.sleep(0.1)
    else:
        sys.exit(0)
sys.exit("the server did not come up")
"""


def commands(page: str) -> list[str]:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [line for line in lines if not line.startswith("#")]


def here(line: str, root: Path) -> str:
    """The same lines with their places below `root`."""
    return re.sub("|".join(PLACES), lambda found: f"{root}{found[0]}", line)


def settings(root: Path | None = None) -> dict[str, str]:
    """What the example's file of settings says to Tandem."""
    said = text(f"{OPERATORS}/examples/tandem.env")
    said = here(said, root) if root else said
    return dict(re.findall(r"^(TANDEM_\w+)=(.*)$", said, re.MULTILINE))


@dataclass
class Machine:
    """Where a guide is followed. Its account is whoever runs the tests, without root's power."""

    root: Path

    @property
    def home(self) -> Home:
        """As the settings say that the guide has root put down."""
        said = settings(self.root)
        return Home(Path(said.pop("TANDEM_HOME")), said)

    def put_down(self) -> None:
        """The command, and what the guide to installing has root do after it."""
        command = self.root / "opt/tandem/.venv/bin/tandem"
        command.parent.mkdir(parents=True)
        command.write_text(
            f'#!/bin/sh\nexport PYTHONPATH={ROOT}\nexec {sys.executable} -P -m tandem.cli "$@"\n'
        )
        command.chmod(0o755)
        self.follow(account_block())

    def follow(self, block: str, typed: str = "") -> str:
        """Do a whole block, as its first line says. What it printed."""
        done = self.do(self.told(block), as_root=block.startswith(AS_ROOT), typed=typed)
        assert done.returncode == 0, f"{block}{done.stdout}{done.stderr}"
        return done.stdout

    def told(self, block: str) -> str:
        """The lines, with what a test has to put in place of some."""
        me, mine = os.geteuid(), os.getegid()
        said = here(block, self.root)
        said = re.sub(r"-o tandem\b", f"-o {me}", said)
        said = re.sub(r"-g tandem\b", f"-g {mine}", said)
        said = re.sub(r"^useradd .*\n", "", said, flags=re.MULTILINE)  # there is one
        return re.sub(r"^tandem serve.*$", lambda _: served(), said, flags=re.MULTILINE)

    def do(
        self, script: str, *, as_root: bool = False, typed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        bare = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.root)}
        if not as_root:  # of root's programs, pip has warnings of its own
            bare["PYTHONWARNINGS"] = "error"
        before = () if as_root or os.geteuid() else POWERLESS
        with nullcontext() if as_root else self.shut():
            return subprocess.run(
                [*before, "sh", "-euc", script], env=bare, cwd=self.root, input=typed,
                capture_output=True, text=True, check=False, timeout=300,
            )  # fmt: skip

    @contextmanager
    def shut(self) -> Iterator[None]:
        for name, mode in SHUT.items():
            (self.root / name).chmod(mode)
        try:
            yield
        finally:
            for name in SHUT:
                (self.root / name).chmod(0o755)


def served() -> str:
    """A server in place of the guide's, whose port may be taken. It comes up, and stops well."""
    port = free_port()
    wait = shlex.join([sys.executable, "-c", UNTIL_HEALTHY, str(port)])
    return f"tandem serve --port {port} & server=$!; {wait}; kill $server; wait $server"


def account_block() -> str:
    [found] = [block for block in blocks(INSTALLING, "sh") if "useradd " in block]
    return found


@contextmanager
def machine() -> Iterator[Machine]:
    """An empty one. `put_down` gives it Tandem, an account, folders and settings."""
    if os.geteuid() == 0 and not shutil.which(POWERLESS[0]):
        pytest.skip("Root's power cannot be laid down here: run the tests as another account.")
    with tempfile.TemporaryDirectory(prefix="tandem-guide-") as folder:
        made = Machine(Path(folder))
        for name in SHUT:
            (made.root / name).mkdir(parents=True)
        example = here(text(f"{OPERATORS}/examples/tandem.env"), made.root)
        (made.root / "tandem.env").write_text(example)
        yield made
