"""The commands of the guide to backup and restore, done in the order they stand there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest

from tandem.cli.tests import backups
from tests.guides import Machine, machine
from tests.test_docs import blocks, text

PAGE = "docs/for_operators/backup.md"


@pytest.fixture
def used() -> Iterator[Machine]:
    """Tandem was installed as the guide says and used, and the key copied to a safe place."""
    with machine() as made:
        made.put_down()
        lived_in(made)
        yield made


def lived_in(made: Machine) -> None:
    said = made.home
    backups.lived_in(said.path, **said.env)
    shutil.copy(said.env["TANDEM_KEY_FILE"], made.root / "media/safe")


def lose_everything(made: Machine) -> None:
    """All that is left is in safe places: the machine is another one, newly installed."""
    shutil.copy(made.root / "srv/backups/first.backup", made.root / "media/away")
    for name in ("srv/tandem", "etc/tandem", "var/lib/tandem-anchor", "srv/backups", "opt/tandem"):
        shutil.rmtree(made.root / name)
    made.put_down()


@pytest.mark.slow
def test_they_work_in_the_order_they_stand_there(used: Machine) -> None:
    restored = 0
    for block in blocks(PAGE, "sh"):
        if "/media/away/" in block:
            assert not (used.root / "srv/trial").exists()
            lose_everything(used)
        said = used.follow(block)
        restored += said.count("Restored into ")
        assert ("All is well in" in said) is ("tandem doctor" in block)
    assert restored == 3
    assert backups.run(used.home, backups.READ) == "Exit themes, one page|They leave\n"
    assert len(list(used.home.path.glob("before-restore-*"))) == 1


def timer_lines() -> list[str]:
    """As systemd hands them to the shell: a doubled % is one."""
    lines = re.findall(r"^ExecStart=/bin/sh -c '(.*)'$", text(PAGE), re.MULTILINE)
    return [line.replace("%%", "%") for line in lines]


def cron_line() -> str:
    """As cron hands it to the shell: % is escaped, five fields and the account before it."""
    [line] = re.findall(r"^30 2 \* \* \*  tandem  (.*)$", text(PAGE), re.MULTILINE)
    return str(line).replace("\\%", "%")


@pytest.mark.slow
def test_the_lines_for_a_timer_and_for_cron_work(used: Machine) -> None:
    [unit, _] = blocks(PAGE, "ini")
    assert "\nUser=tandem\nEnvironmentFile=/etc/tandem.env\n" in unit
    read = "set -a; . /etc/tandem.env; set +a\n"  # as EnvironmentFile does
    assert len(timer_lines()) == 3
    for line in timer_lines():
        used.follow(f"{read}{line}\n")
    [made] = (used.root / "srv/backups").glob("*.backup")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.backup", made.name)
    made.unlink()
    used.follow(f"{cron_line()}\n")
    assert made.exists()


def test_where_no_folder_was_made_for_it_the_account_writes_nothing() -> None:
    """These tests would notice if the guide left out what root has to do."""
    with machine() as made:
        made.put_down()
        copy = made.root / "media/safe/tandem.key"
        copy.touch()
        for line in (*(f"mkdir {made.root}{each}/other" for each in ("/srv", "/etc", "/var/lib")),
                     f"cat {copy}"):  # fmt: skip
            done = made.do(line)
            assert (done.returncode, "Permission denied" in done.stderr) == (1, True), line
        assert made.do(f"mkdir {made.root}/srv/backups/other").returncode == 0
