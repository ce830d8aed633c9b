"""The guide to keeping Tandem running says commands and settings that there are."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tandem.cli import main
from tandem.cli.tests.homes import Home
from tandem.website.env import SETTINGS, site
from tests.guides import commands, here
from tests.test_docs import OPERATORS, text


def said(name: str) -> list[str]:
    lines = text(f"{OPERATORS}/examples/tandem.service").splitlines()
    return [line.removeprefix(f"{name}=") for line in lines if line.startswith(f"{name}=")]


def test_the_unit_starts_a_command_that_there_is_with_options_that_there_are() -> None:
    [line] = said("ExecStart")
    _, *words = shlex.split(line)
    done = CliRunner().invoke(main, [*words, "--help"])
    assert done.exit_code == 0


def test_the_unit_sets_what_can_be_set_and_lets_it_write_there() -> None:
    env = dict(each.split("=", 1) for each in said("Environment"))
    assert set(env) <= set(SETTINGS)
    read = site(env)
    [writable] = said("ReadWritePaths")
    for place in (read.home, read.key_file, read.anchor_file):
        assert any(place.is_relative_to(folder) for folder in writable.split())


def test_the_unit_is_one() -> None:
    unit = configparser.RawConfigParser(strict=False)  # it may say one thing several times
    unit.read_string(text(f"{OPERATORS}/examples/tandem.service"))
    assert unit.sections() == ["Unit", "Service", "Install"]


@pytest.mark.slow
def test_its_commands_work_in_the_order_they_stand_there(tmp_path: Path) -> None:
    settings, seen = dict[str, str](), 0
    for line in commands(f"{OPERATORS}/running.md"):
        first, *words = shlex.split(here(line, tmp_path))
        if first == "export":
            settings |= dict(word.split("=", 1) for word in words)
            Home(Path(settings["TANDEM_HOME"]), settings).set_up()
            continue
        done = Home(Path(settings["TANDEM_HOME"]), settings).tandem(*words)
        assert done.returncode == 0, f"{line}: {done.stderr}"
        seen += 1
    assert seen == 2
