"""Killed at any moment, replacing the key leaves every text readable, and the next run finishes.

`make crash` kills 100 times; the suite 10 times.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tandem.access.keys import Keyring
from tandem.cli.tests import backups
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_crash import KILLED, POINTS, Machine
from tandem.cli.tests.test_crash_served import WORDS

pytestmark = pytest.mark.slow

MANY = """
import sys
from tandem.website.home import open_home
open_home()
from datetime import date
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Source
from tandem.partnership.testing import MONDAY, Cast
from tandem.website.tests.proofs import with_a_phone
cast = Cast.gather()
with_a_phone(cast.sam)
for number in range(int(sys.argv[1])):
    said = actions.Said(what=f"Promise {number}", due_on=date(2026, 11, 27))
    actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
"""
PROMISES = 120  # more than one lot


@pytest.fixture
def falling(tmp_path: Path) -> Iterator[Machine]:
    home = Home(tmp_path / "home")
    home.made()
    backups.run(home, MANY, str(PROMISES))
    shutil.copytree(home.path, tmp_path / "template")
    with subprocess.Popen(
        [sys.executable, "-m", "tandem.cli.tests.falling"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**home.environment(), "DJANGO_SETTINGS_MODULE": "tandem.website.settings"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "ready\n"
        yield Machine(home, process, tmp_path / "template")
        process.stdin.close()


def test_killed_anywhere_a_replacement_leaves_everything_readable_and_the_next_finishes(
    falling: Machine,
) -> None:
    told = f"{PROMISES} Commitment, {PROMISES} Move, 1 Second proof."
    code, printed = falling.order("keys", "rotate")
    assert (code, f"{2 * PROMISES + 1} data keys" in printed) == (0, True), printed
    draw, steps, left = Random(POINTS), falling.steps, set()
    for _ in range(POINTS // 2):
        falling.begin_again()
        code, printed = falling.order("keys", "rotate", die_at=draw.randint(1, steps))
        assert code == KILLED, printed
        code, printed = falling.order("keys", "check")
        assert (code, "Every sealed record opens" in printed) == (0, True), printed
        left.add(printed.count("Still wrapped"))
        code, printed = falling.order("keys", "rotate")
        assert code == 0, printed
        code, printed = falling.order("keys", "check")
        newest = Keyring.read(falling.home.key).current
        assert (code, f"{newest}: {told}" in printed) == (0, True), printed
        assert "Still wrapped" not in printed
    assert left == {0, 1}  # it fell with nothing begun or all done, and on the way
    opened = backups.run(falling.home, WORDS).splitlines()
    assert {line.split(" ", 1)[1] for line in opened} == {f"Promise {n}" for n in range(PROMISES)}
