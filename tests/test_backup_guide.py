"""The commands of the guide to backup and restore, run in the order they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.test_serve import free_port, wait_until_healthy
from tests.guides import commands, here
from tests.test_docs import text

PAGE = "docs/for_operators/backup.md"
COMMANDS = commands(PAGE)
SERVED = {
    "TANDEM_HOME": "/srv/tandem",
    "TANDEM_KEY_FILE": "/etc/tandem/tandem.key",
    "TANDEM_ANCHOR_FILE": "/var/lib/tandem-anchor/record.anchor",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A machine on which Tandem was installed and used, with the key copied to a safe place."""
    for place in ("srv/backups", "media/safe"):
        (tmp_path / place).mkdir(parents=True)
    env = {name: here(value, tmp_path) for name, value in SERVED.items()}
    home = backups.lived_in(Path(env.pop("TANDEM_HOME")), **env)
    shutil.copy(home.env["TANDEM_KEY_FILE"], tmp_path / "media/safe")
    return tmp_path


@pytest.mark.slow
def test_they_work_in_the_order_they_stand_there(root: Path) -> None:
    home, seen = Home(root / "nowhere"), list[str]()
    for line in COMMANDS:
        first, *words = shlex.split(here(line, root))
        if first == "export":
            settings = dict(word.split("=", 1) for word in words)
            if "TANDEM_HOME" not in settings:
                home.env |= settings
                continue
            home = Home(Path(settings.pop("TANDEM_HOME")), settings)
            if seen.count("restore") == 1:  # "when the machine is gone"
                shutil.rmtree(home.path)
                Path(settings["TANDEM_KEY_FILE"]).unlink()
                shutil.rmtree(root / "var", ignore_errors=True)
            continue
        seen.append(words[0])
        if words[0] == "serve":
            serve(home)
            continue
        done = home.tandem(*words)
        assert done.returncode == 0, f"{line}: {done.stderr}"
    assert seen.count("restore") == 3
    assert home.path == root / "srv/tandem"
    assert backups.run(home, backups.READ) == "Exit themes, one page|They leave\n"
    assert len(list(home.path.glob("before-restore-*"))) == 1


def serve(home: Home) -> None:
    port = free_port()  # the one of the guide may be taken on this machine
    server = subprocess.Popen(
        [*TANDEM, "serve", "--port", str(port)], env=home.environment(), stdout=subprocess.DEVNULL
    )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        assert server.wait(30) == 0


def timer_lines() -> list[str]:
    """As systemd hands them to the shell: a doubled % is one."""
    lines = re.findall(r"^ExecStart=/bin/sh -c '(.*)'$", text(PAGE), re.MULTILINE)
    return [line.replace("%%", "%") for line in lines]


def cron_line() -> str:
    """As cron hands it to the shell: % is escaped, five fields before it."""
    [line] = re.findall(r"^30 2 \* \* \*  (.*)$", text(PAGE), re.MULTILINE)
    return str(line).replace("\\%", "%")


@pytest.mark.slow
def test_the_lines_for_a_timer_and_for_cron_work(root: Path) -> None:
    on_path = root / "bin/tandem"
    on_path.parent.mkdir()
    on_path.write_text(f'#!/bin/sh\nexec {shlex.join(TANDEM)} "$@"\n')
    on_path.chmod(0o755)
    home = Home(root / "srv/tandem", {"TANDEM_KEY_FILE": str(root / "etc/tandem/tandem.key")})
    env = home.environment()
    env["PATH"] = f"{on_path.parent}:{env['PATH']}"

    def shell(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-c", here(line, root)], env=env, capture_output=True, text=True, check=True
        )

    assert len(timer_lines()) == 3
    for line in timer_lines():
        shell(line)
    [made] = (root / "srv/backups").glob("*.backup")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.backup", made.name)
    made.unlink()
    shell(cron_line())
    assert made.exists()
