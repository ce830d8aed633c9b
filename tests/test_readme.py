"""The README begins with what one can do, and its commands work as they stand there."""

from __future__ import annotations

import json
import re
import shlex
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import tandem
from tandem.cli.tests.homes import TANDEM, Home
from tandem.website.env import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
[PEOPLE] = re.findall(r"^```csv\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)

# What `make` would do takes minutes or never ends, so it is only planned here. The gate runs
# `make test`; the demonstration has tests of its own.
PLANNED = ("make demo", "make test", "make install")
RUN = (
    "tandem import people people.csv --dry-run",
    "tandem import people people.csv",
    "export TANDEM_HOME=/srv/tandem TANDEM_KEY_FILE=/etc/tandem/tandem.key",
    "export TANDEM_ANCHOR_FILE=/var/lib/tandem-anchor/record.anchor",
    '.venv/bin/tandem setup --name "Pia Novak" --email pia@varnholm.example',
    ".venv/bin/tandem doctor",
    ".venv/bin/tandem serve",
)
HEALTHY_WITHIN = 30  # seconds, on a machine that is busy with other tests


def test_every_command_is_run_or_planned_here() -> None:
    assert sorted(COMMANDS) == sorted([*PLANNED, *RUN])


@pytest.mark.slow
@pytest.mark.parametrize("line", PLANNED)
def test_make_knows_how(line: str) -> None:
    planned = subprocess.run(
        [*shlex.split(line), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert planned.returncode == 0, planned.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home as the README has it set up: key and anchor apart from it."""
    said = [word for line in RUN[2:4] for word in shlex.split(line)[1:]]
    settings = dict(word.split("=", 1) for word in said)
    assert set(settings) <= set(SETTINGS)
    folder = tmp_path_factory.mktemp("readme")
    home = settings.pop("TANDEM_HOME")
    return Home(folder / home[1:], {name: f"{folder}{path}" for name, path in settings.items()})


def words(line: str) -> list[str]:
    program, *rest = shlex.split(line)
    assert Path(program).name == "tandem"
    return rest


@pytest.mark.slow
def test_the_example_is_imported_as_the_readme_says(site: Home, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    check, real = (
        [str(tmp_path / word) if word == "people.csv" else word for word in words(line)]
        for line in RUN[:2]
    )
    checked = site.tandem(*check)
    assert checked.returncode == 1
    assert "people.csv: 3 rows, 2 taken, 1 not taken." in checked.stdout
    assert (
        "people.csv, line 4, Leave date: “2026-02-30”: this day does not exist." in checked.stdout
    )
    assert "Nothing was changed." in checked.stderr
    assert "People: 2 new" in site.tandem(*real).stdout
    assert "People: 0 new, 0 changed, 0 left" in site.tandem(*real).stdout


@pytest.fixture(scope="module")
def link(site: Home) -> str:
    """What `tandem setup` prints."""
    return site.tandem(*words(RUN[4])).stdout.strip()


@pytest.fixture(scope="module")
def served(site: Home, link: str) -> Iterator[str]:
    """The address of a server started as the README says. It must stop well."""
    port = free_port()
    server = subprocess.Popen(
        [*TANDEM, *words(RUN[6]), "--port", str(port)], env=site.environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        _, said = server.communicate(timeout=60)
    assert server.returncode == 0, said


@pytest.mark.slow
def test_these_lines_make_a_tandem_that_answers(site: Home, link: str, served: str) -> None:
    looked = site.tandem(*words(RUN[5]))
    assert (looked.returncode, looked.stdout) == (0, f"All is well in {site.path}.\n")
    assert health(served) == {"status": "ok", "version": tandem.__version__}
    page = link.replace("http://127.0.0.1:8000", served)
    with urllib.request.urlopen(page, timeout=HEALTHY_WITHIN) as invitation:
        assert "Pia" in invitation.read().decode()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["", "be/sam/", "components/"])
def test_outside_the_demonstration_nobody_can_be_somebody_else(served: str, page: str) -> None:
    assert health(served)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served}/app/demo/{page}", timeout=HEALTHY_WITHIN)
    refused.value.close()
    assert refused.value.code == 404


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def health(site: str) -> object:
    """What the server says of itself, once it is up."""
    until = time.monotonic() + HEALTHY_WITHIN
    while True:
        try:
            with urllib.request.urlopen(f"{site}/healthz", timeout=5) as found:
                return json.loads(found.read())
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < until, "the server did not come up"
            time.sleep(0.1)


def test_it_begins_with_what_one_can_do() -> None:
    lists = [README.index("**You lead people.**"), README.index("**You are an HR partner.**")]
    assert [*lists, README.index("](docs/pictures/"), README.index("## Try it")] == sorted(
        [*lists, README.index("](docs/pictures/"), README.index("## Try it")]
    )
    assert README.count("\n") < 120


def test_the_pictures_are_told_to_those_who_do_not_see_them() -> None:
    told = re.findall(r"!\[([^\]]*)\]", README)
    assert len(told) == 1
    assert all(len(words.split()) > 5 for words in told)


def test_what_a_bare_debian_needs_is_named() -> None:
    needed = "apt-get install python3-venv make"
    assert needed in README
    assert needed in (ROOT / "docs/for_operators/install.md").read_text(encoding="utf-8")
