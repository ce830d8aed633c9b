"""From nothing to a Tandem that runs, by the guides' own lines: installing, keys, mail."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tandem
from tandem.organisation.tests.mail_server import CERTIFICATE, PASSWORD, USER, Manners, serving
from tests.guides import INSTALLING, Machine, machine
from tests.images import lend, wheel_of_this_checkout
from tests.test_docs import OPERATORS, blocks

pytestmark = pytest.mark.slow
KEYS, MAIL = f"{OPERATORS}/keys.md", f"{OPERATORS}/mail.md"


@pytest.fixture
def empty() -> Iterator[Machine]:
    """With the files that the guide says to have at hand: the wheel, its pins and the settings."""
    with machine() as made:
        shutil.copy(wheel_of_this_checkout(), made.root)
        yield made


def install(made: Machine, block: str) -> None:
    """The network is left out: what the pins name is lent instead of fetched."""
    for line in block.splitlines()[1:]:
        if "--require-hashes" in line:
            assert line.endswith(" -r tandem.lock")
            lend(Path(made.told(line).split("/bin/pip")[0]))
        else:
            made.follow(f"# as root\n{line.replace('python3', sys.executable)}\n")


def test_the_version_in_the_guide_is_this_one() -> None:
    named = set(re.findall(r"tandem-(\d[\d.]*\d)", "".join(blocks(INSTALLING, "sh"))))
    assert named == {tandem.__version__}


def test_their_commands_work_in_the_order_they_stand_there(empty: Machine) -> None:
    pip, *others = blocks(INSTALLING, "sh")
    install(empty, pip)
    said = [empty.follow(block, typed=f"{PASSWORD}\n") for block in others]
    assert re.search(r"^https://tandem\.example\.org/app/invitation/\S+$", said[2], re.MULTILINE)
    home = empty.root / "srv/tandem"
    assert f"All is well in {home}." in said[2]
    assert (empty.root / "etc/tandem/database.password").read_text() == f"{PASSWORD}\n"
    assert (empty.root / "opt/tandem/.venv/bin/tandem").is_file()

    copy = empty.root / "media/safe/tandem.key"
    said = [empty.follow(block) for block in blocks(KEYS, "sh")]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.read_bytes() != (empty.root / "etc/tandem/tandem.key").read_bytes()
    assert "Every sealed record opens" in said[-1]
    empty.follow(blocks(KEYS, "sh")[0])
    assert copy.read_bytes() == (empty.root / "etc/tandem/tandem.key").read_bytes()

    assert_mail_goes(empty)


def assert_mail_goes(made: Machine) -> None:
    password, test = blocks(MAIL, "sh")
    made.follow(password, typed=f"{PASSWORD}\n")
    with serving(Manners(starttls=True, login=True)) as mail:
        set_(made, blocks(MAIL, "ini")[0], port=mail.port)
        assert "has taken the message" in made.follow(test)
    assert mail.signed_in == [USER]
    assert "\nFrom: Tandem <tandem@example.org>\n" in mail.taken[0]


def set_(made: Machine, lines: str, port: int) -> None:
    """As the guide says, but for a server on this machine, whose issuer nobody knows."""
    lines = lines.replace("mail.example.org", "127.0.0.1")
    lines += f"TANDEM_MAIL_PORT={port}\nSSL_CERT_FILE={CERTIFICATE}\n"
    with (made.root / "etc/tandem.env").open("a") as file:
        file.write(made.told(lines))
