"""The container and compose files, read: nothing in them names what is not there.

No container runs here. What the container file's first stage does is done in `test_wheel.py`.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tandem.cli import main
from tandem.cli.serve import GRACE_SECONDS
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_listening import listening
from tandem.website.env import SETTINGS, site
from tests.images import CONTAINERFILE, Instruction, stages
from tests.test_docs import OPERATORS, ROOT, blocks, text

COMPOSE = ROOT / OPERATORS / "examples/compose.yaml"
GUIDE = f"{OPERATORS}/containers.md"
IMAGE = re.compile(r"[a-z0-9-]+:[\w.-]+")  # no host, no folder, and a tag
BUILD, FINAL = stages()
SERVICES: dict[str, dict[str, Any]]


def composed() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


SERVICES = composed()["services"]
TANDEM = SERVICES["tandem"]


def named(stage: list[Instruction], name: str) -> list[str]:
    return [each.words for each in stage if each.name == name]


def environment() -> dict[str, str]:
    """What Tandem finds: from the image, and over it from the compose file."""
    [line] = named(FINAL, "ENV")
    image = dict(word.split("=", 1) for word in shlex.split(line))
    return {**image, **TANDEM["environment"]}


def mounts(service: dict[str, Any]) -> dict[str, str]:
    """Where which volume or file of the machine is seen."""
    return {place: what for what, place, *_ in (each.split(":") for each in service["volumes"])}


def seconds(said: str) -> int:
    assert said.endswith("s")
    return int(said[:-1])


# The container file


def test_its_linter_finds_nothing() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, CONTAINERFILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_linter_would_find_something() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    poor = CONTAINERFILE.read_text(encoding="utf-8").replace("slim-bookworm AS", "latest AS")
    poor = poor.replace("python:3.11-latest", "python:latest").replace("COPY --from", "COPI --from")
    done = subprocess.run([linter, "-"], input=poor, capture_output=True, text=True, check=False)
    assert done.returncode == 1


def test_images_are_named_without_a_host_and_with_a_tag() -> None:
    from_ = [words.split(" AS ")[0] for stage in (BUILD, FINAL) for words in named(stage, "FROM")]
    assert len(set(from_)) == 1  # an environment moves only between equal images
    for image in (*from_, *(service["image"] for service in SERVICES.values())):
        assert IMAGE.fullmatch(image), image
        assert not image.endswith(":latest")


def patterns() -> Iterator[tuple[str, bool]]:
    for line in text(".dockerignore").splitlines():
        if line and not line.startswith("#"):
            yield line.removeprefix("!"), line.startswith("!")


def is_sent(path: str) -> bool:
    """Whether the last pattern that fits this path, or a folder above it, lets it through."""
    sent = True
    above = ["/".join(path.split("/")[:end]) for end in range(1, path.count("/") + 2)]
    for pattern, lets_through in patterns():
        if any(fnmatch(each, pattern) or fnmatch(f"./{each}", pattern) for each in above):
            sent = lets_through
    return sent


def test_every_source_is_in_the_checkout_and_is_sent() -> None:
    sources = [source for each in BUILD for source in each.sources]
    assert {"tandem/", "requirements/", "package-lock.json"} <= set(sources)
    for source in sources:
        assert (ROOT / source).exists(), source
        assert is_sent(source.rstrip("/")), source
    assert [source for each in FINAL for source in each.sources] == []


@pytest.mark.parametrize(
    "path",
    [".demo/keys/tandem.key", ".git/config", ".venv/bin/python", "node_modules/a.js", "dist/t.whl",
     "tests/test_docs.py", "tandem/cli/tests/homes.py", "tandem/__pycache__/a.pyc",
     "docs/for_operators/examples/database_password", "tools/gate.py"],
)  # fmt: skip
def test_what_no_image_needs_is_not_sent(path: str) -> None:
    assert not is_sent(path)


def test_it_does_not_run_as_root_and_its_folders_are_its_own() -> None:
    [user] = named(FINAL, "USER")
    uid, gid = user.split(":")
    assert int(uid) > 0
    assert int(gid) > 0
    [made] = named(FINAL, "RUN")
    assert f"useradd --uid {uid} --gid {gid}" in made
    names = [each.name for each in FINAL]
    assert names.index("USER") > names.index("RUN")
    places = {place for place in mounts(TANDEM) if place != "/tmp"}
    assert places <= set(made.split())


def test_it_starts_a_command_that_there_is() -> None:
    [entry], [command] = named(FINAL, "ENTRYPOINT"), named(FINAL, "CMD")
    assert json.loads(entry) == ["tandem"]
    done = CliRunner().invoke(main, [*json.loads(command), "--help"])
    assert done.exit_code == 0


# The compose file


def test_every_setting_is_one_and_what_is_set_fits_together(tmp_path: Path) -> None:
    said = environment()
    ours = {name: said[name] for name in said if name.startswith(("TANDEM_", "DATABASE_URL"))}
    assert set(ours) <= set(SETTINGS)
    password = tmp_path / "database_password"
    password.write_text("quiet brown owl\n", encoding="utf-8")
    found = site({**ours, "TANDEM_DATABASE_PASSWORD_FILE": str(password)})
    assert found.database["HOST"] in SERVICES
    assert found.database["USER"] == SERVICES["postgres"]["environment"]["POSTGRES_USER"]
    assert found.database["NAME"] == SERVICES["postgres"]["environment"]["POSTGRES_DB"]
    assert found.url == SERVICES["caddy"]["environment"]["SITE"]


def test_what_is_written_lies_on_volumes_and_key_and_anchor_on_their_own() -> None:
    said, seen = environment(), mounts(TANDEM)
    assert TANDEM["read_only"] is True
    files = ("TANDEM_KEY_FILE", "TANDEM_ANCHOR_FILE", "TANDEM_SOCKET")
    folders = [said["TANDEM_HOME"], *(str(Path(said[name]).parent) for name in files)]
    volumes = [seen[folder] for folder in folders]
    assert len(set(volumes)) == len(volumes)
    assert set(seen.values()) <= set(composed()["volumes"])
    assert "/tmp" in seen  # uploads are too large for memory


def test_every_volume_network_secret_and_file_is_declared_or_there() -> None:
    whole = composed()
    used = {what for service in SERVICES.values() for what in mounts(service).values()}
    files = {each for each in used if each.startswith(".")}
    assert used - files == set(whole["volumes"])
    assert all((COMPOSE.parent / each).exists() for each in files)
    secrets = {each for service in SERVICES.values() for each in service.get("secrets", [])}
    assert secrets == set(whole["secrets"])
    networks = {each for service in SERVICES.values() for each in service.get("networks", [])}
    assert networks - {"default"} == set(whole["networks"])
    built = TANDEM["build"]
    assert (COMPOSE.parent / built["context"]).resolve() == ROOT
    assert ROOT / built["dockerfile"] == CONTAINERFILE


def test_proxy_and_tandem_meet_at_the_socket() -> None:
    folder = str(Path(environment()["TANDEM_SOCKET"]).parent)
    assert mounts(TANDEM)[folder] == mounts(SERVICES["caddy"])[folder]
    [upstream] = re.findall(r"\{\$UPSTREAM:(\S+)\}", text(f"{OPERATORS}/examples/Caddyfile"))
    assert upstream == f"unix/{environment()['TANDEM_SOCKET']}"
    assert "UPSTREAM" not in SERVICES["caddy"]["environment"]


def test_no_secret_stands_in_it() -> None:
    assert site({"DATABASE_URL": environment()["DATABASE_URL"]}).database["PASSWORD"] == ""
    for service in SERVICES.values():
        for name, value in service["environment"].items():
            assert ("PASSWORD" in name) <= str(value).startswith("/run/secrets/"), name
    [secret] = composed()["secrets"].values()
    left_out = subprocess.run(
        ["git", "check-ignore", "-q", COMPOSE.parent / secret["file"]], cwd=ROOT, check=False
    )
    assert left_out.returncode == 0


def test_what_is_under_way_is_waited_for() -> None:
    assert seconds(TANDEM["stop_grace_period"]) > 2 * GRACE_SECONDS  # pages, then a task


def test_only_the_proxy_is_open_to_others() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert composed()["networks"]["database"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == ["database"]
    assert TANDEM["cap_drop"] == ["ALL"]
    assert TANDEM["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.slow
def test_the_look_at_its_health_sees_both(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.set_up()
    how, *words = TANDEM["healthcheck"]["test"]
    assert (how, words[0]) == ("CMD", "python")
    asked = words[-1]
    ast.parse(asked)
    with tempfile.TemporaryDirectory(prefix="tandem-") as folder:
        file = Path(folder) / "tandem.sock"
        here = asked.replace(environment()["TANDEM_SOCKET"], str(file))
        assert here != asked

        def healthy() -> bool:
            return not subprocess.run(
                [sys.executable, *words[1:-1], here], check=False, stderr=subprocess.DEVNULL
            ).returncode

        with listening(home, file):
            assert healthy()
        assert not healthy()


# The guide


def test_the_guide_names_every_volume() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text(GUIDE), re.MULTILINE)
    assert sorted(rows) == sorted(composed()["volumes"])


def test_the_commands_of_the_guide_are_of_services_and_options_that_there_are() -> None:
    lines = [line for block in blocks(GUIDE, "text") for line in block.splitlines()]
    runs = [shlex.split(line) for line in lines if " run --rm " in line]
    assert len(runs) == 3
    for words in runs:
        service, *command = words[words.index("--rm") + 1 :]
        assert service == "tandem"
        known = CliRunner().invoke(main, [command[0], "--help"])
        assert known.exit_code == 0
        assert [
            word for word in command if word.startswith("--") and word not in known.output
        ] == []
    others = [line for line in lines if line.startswith("docker compose") and " run " not in line]
    assert {line.split()[-1] for line in others} <= {"build", "-d", *SERVICES}
    assert "--profile proxy" in " ".join(others)
    assert SERVICES["caddy"]["profiles"] == ["proxy"]
