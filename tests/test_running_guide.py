"""The guide to keeping Tandem running says commands and settings that there are."""

from __future__ import annotations

import configparser
import errno
import json
import logging
import os
import re
import shlex
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import RequestFactory
from django_tasks_db.models import DBTaskResult, get_date_max

from tandem.access.audit import append
from tandem.access.chain.checkpoint import look
from tandem.access.chain.sealer import seal_events
from tandem.cli import main
from tandem.cli.listening import LEAVING_SECONDS
from tandem.cli.metrics import Standing
from tandem.cli.safekeeping.making import MADE
from tandem.cli.serve import GRACE_SECONDS
from tandem.partnership.testing import MONDAY
from tandem.website.env import SETTINGS, site
from tandem.website.logs import facts_of
from tandem.website.metrics import FOLDER, GROUPS, REGISTRY, counted
from tests.guides import here, machine, settings
from tests.test_docs import OPERATORS, blocks, cells, code, section, text

Metrics = dict[str, dict[str, set[str]]]


def said(name: str) -> list[str]:
    lines = text(f"{OPERATORS}/examples/tandem.service").splitlines()
    return [line.removeprefix(f"{name}=") for line in lines if line.startswith(f"{name}=")]


def test_the_unit_starts_a_command_that_there_is_with_options_that_there_are() -> None:
    [line] = said("ExecStart")
    _, *words = shlex.split(line)
    done = CliRunner().invoke(main, [*words, "--help"])
    assert done.exit_code == 0


def set_by_the_unit() -> dict[str, str]:
    """The file of settings that root has put where the unit reads it, and what the unit adds."""
    assert said("EnvironmentFile") == ["/etc/tandem.env"]
    return settings() | dict(each.split("=", 1) for each in said("Environment"))


def test_the_unit_sets_what_can_be_set_and_lets_it_write_there() -> None:
    env = set_by_the_unit()
    assert set(env) <= set(SETTINGS)
    read = site(env)
    [writable] = said("ReadWritePaths")
    for place in (read.home, read.key_file, read.anchor_file):
        assert any(place.is_relative_to(folder) for folder in writable.split())


def test_the_unit_makes_the_folder_of_the_socket() -> None:
    found = site(set_by_the_unit())
    assert found.socket is not None
    assert said("RuntimeDirectory") == [found.socket.parent.name]
    assert found.socket.parent.parent == Path("/run")
    assert said("RuntimeDirectoryMode") == ["0750"]  # for the proxy, a member of the group


def test_the_unit_waits_for_what_is_under_way_and_tells_the_first_process_alone() -> None:
    [patience] = said("TimeoutStopSec")
    assert int(patience) > LEAVING_SECONDS + 2 * GRACE_SECONDS  # pages, then a task
    assert said("KillMode") == ["mixed"]


def test_the_unit_is_one() -> None:
    unit = configparser.RawConfigParser(strict=False)  # it may say one thing several times
    unit.read_string(text(f"{OPERATORS}/examples/tandem.service"))
    assert unit.sections() == ["Unit", "Service", "Install"]


UNITS = {
    "tandem.service": text(f"{OPERATORS}/examples/tandem.service"),
    "tandem-backup.service": blocks(f"{OPERATORS}/backup.md", "ini")[0],
    "tandem-backup.timer": blocks(f"{OPERATORS}/backup.md", "ini")[1],
    "tandem-watch.service": blocks(f"{OPERATORS}/commands.md", "ini")[0],
}


def looked_over(folder: Path, units: dict[str, str]) -> list[str]:
    """What systemd's own reader has against them. It says so, and ends with 0 all the same."""
    reader = shutil.which("systemd-analyze")
    if reader is None:
        missing = "systemd-analyze is missing: install the package systemd."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    for name, said in units.items():
        (folder / name).write_text(here(said, folder))
    command = folder / "opt/tandem/.venv/bin/tandem"  # which must be there
    command.parent.mkdir(parents=True, exist_ok=True)
    command.touch(0o755)
    done = subprocess.run(
        [reader, "verify", "--man=no", *(str(folder / name) for name in units)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if str(folder) in line]
    return ours if ours or done.returncode == 0 else [done.stderr]


def test_systemd_has_nothing_against_the_units_of_the_guides(tmp_path: Path) -> None:
    """No unit runs here, so the reader looks them over; `test_new_version` does what they say."""
    assert looked_over(tmp_path, UNITS) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("KillMode=", "KilMode="),
        ("RuntimeDirectoryMode=0750", "RuntimeDirectoryMode=wide"),
        ("/bin/tandem serve", "/bin/nothing serve"),
    ],
)
def test_and_would_find_something(tmp_path: Path, right: str, wrong: str) -> None:
    poor = UNITS["tandem.service"].replace(right, wrong)
    assert poor != UNITS["tandem.service"]
    assert looked_over(tmp_path, {"tandem.service": poor})


@pytest.mark.slow
def test_its_commands_work_in_the_order_they_stand_there() -> None:
    with machine() as made:
        made.put_down()
        made.home.set_up()
        done = [made.follow(block) for block in blocks(f"{OPERATORS}/running.md", "sh")]
    assert len(done) == 1
    assert "All is well in" in done[0]


# ---- metrics

GUIDE, RULES = f"{OPERATORS}/running.md", f"{OPERATORS}/examples/tandem.rules.yml"
ALERT = re.compile(
    r"^      - alert: (\w+)\n        expr: (.+?)(?:\n        for: \d+[mh])?(?=\n      - |\n\Z)",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def told(anchor: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Metrics:
    """Every metric there can be, with its labels and the values of those that are a state."""
    monkeypatch.setenv(FOLDER, "set")
    counted(lambda request: HttpResponse())(RequestFactory().get("/"))
    append(MADE, about=uuid.uuid4(), actor="system", who=None, at=MONDAY)
    seal_events(at=MONDAY)
    look(at=MONDAY)
    DBTaskResult.objects.create(
        task_path="a.task", args_kwargs={}, backend_name="default", run_after=get_date_max()
    )
    found: Metrics = {}
    for metric in (*REGISTRY.collect(), *Standing(django_settings.SITE).collect()):
        for sample in metric.samples:
            labels = found.setdefault(sample.name, {})
            for label, value in sample.labels.items():
                labels.setdefault(label, set()).add(value)
    return {name: of for name, of in found.items() if not name.endswith(("_sum", "_created"))}


def test_every_metric_is_told_with_its_labels_and_none_that_is_not_there(told: Metrics) -> None:
    rows = [row for row in cells(section(GUIDE, "## Metrics")) if code(row[0])]
    listed = {
        name: set(code(row[1])) for row in rows for name in code(row[0]) if name[:7] == "tandem_"
    }
    assert listed == {name: set(labels) - {"le"} for name, labels in told.items()}
    groups = " ".join(code(section(GUIDE, "## Metrics")))
    assert all(value in groups for value in told["tandem_tasks"]["state"] | {*GROUPS})


def test_every_alert_asks_for_metrics_and_labels_that_there_are(told: Metrics) -> None:
    asked = ALERT.findall(text(RULES))
    assert len(asked) == text(RULES).count("- alert:")
    for name, expression in asked:
        found = re.findall(r"\b(tandem_\w+)(?:\{(\w+)=\"([^\"]+)\"\})?", expression)
        assert found or name == "TandemIsSilent"
        for metric, label, value in found:
            assert metric in told, name
            assert not label or value in told[metric][label], name
        assert expression.count("(") == expression.count(")")


def test_every_alert_says_what_to_do() -> None:
    explained = [
        code(row[0])[0] for row in cells(section(GUIDE, "## Metrics")) if row[0][:3] == "`Ta"
    ]
    assert explained == [name for name, _ in ALERT.findall(text(RULES))]


def test_the_line_of_the_log_in_the_guide_is_one() -> None:
    [example] = blocks(GUIDE, "json")
    request = RequestFactory().get("/")
    request.id = "5f1c09d27ab4"  # type: ignore[attr-defined]  # as the middleware does
    try:
        raise OSError(errno.ENOSPC, "no room")
    except OSError:
        record = logging.LogRecord("django.request", 40, "", 1, "", (), sys.exc_info())
    record.__dict__.update(request=request, status_code=500)
    assert list(json.loads(example)) == list(facts_of(record))
