"""The container file, read, and the steps of its first stage done on this machine."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tests.test_docs import OPERATORS, ROOT

CONTAINERFILE = ROOT / OPERATORS / "examples/Containerfile"
INSIDE = re.compile(r"(?<![\w/])/(?=(?:opt|src)/)")


@dataclass(frozen=True)
class Instruction:
    name: str
    words: str

    @property
    def sources(self) -> list[str]:
        """What a COPY from the checkout takes."""
        words = self.words.split()
        copies = self.name == "COPY" and not words[0].startswith("--from=")
        return words[:-1] if copies else []


def stages() -> list[list[Instruction]]:
    said = re.sub(r"^\s*#.*\n", "", CONTAINERFILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[list[Instruction]] = []
    for line in re.sub(r"\\\n\s*", "", said).splitlines():
        if not line.strip():
            continue
        name, _, words = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append(Instruction(name, words.strip()))
    return found


def built(root: Path) -> Path:
    """The environment that the first stage makes, below `root`. Its packages are those of this one.

    The network is left out: packages of the lock are lent instead of fetched, and npm's folder is
    there.
    """
    work = root / "src"
    work.mkdir()
    (work / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    for each in stages()[0]:
        for source in each.sources:
            copy(source, work)
        if each.name == "RUN":
            for step in each.words.split(" && "):
                do(step, root, work)
    return root / "opt/tandem"


@cache
def wheel_of_this_checkout() -> Path:
    """Built once in a process, by the container file's steps; it goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="tandem-wheel-")
    atexit.register(folder.cleanup)
    built(Path(folder.name))
    [wheel] = (Path(folder.name) / "src/dist").glob("tandem-*.whl")
    return wheel


def copy(source: str, work: Path) -> None:
    from_, to = ROOT / source, work / source
    if from_.is_dir():
        left_out = shutil.ignore_patterns("__pycache__", "tests", "vendor")  # .dockerignore
        shutil.copytree(from_, to, ignore=left_out, dirs_exist_ok=True)
    else:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(from_, to)


def do(step: str, root: Path, work: Path) -> None:
    here = INSIDE.sub(f"{root}/", step.strip())
    if "--require-hashes" in here:
        lend(Path(here.split()[0]).parent.parent)
        return
    kept = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(root)}
    done = subprocess.run(
        ["sh", "-euc", here], cwd=work, env={**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"


def lend(environment: Path, lock: str = "tandem") -> None:
    """To that environment the packages that a lock pins, and none of the others that are here."""
    [packages] = environment.glob("lib/python*/site-packages")
    for old in packages.glob("setuptools*"):  # a new environment's own; the lock has a later one
        shutil.rmtree(old)
    here = Path(sysconfig.get_path("purelib"))
    for name in {name for pin in pins(lock) for name in tops(pin)}:
        if not (packages / name).exists():
            (packages / name).symlink_to(here / name)


@dataclass(frozen=True)
class Pin:
    """One package of a lock: its version, where it is wanted, and the hashes it may have."""

    name: str
    version: str
    where: str
    hashes: frozenset[str]


def pins(lock: str) -> set[Pin]:
    said = (ROOT / f"requirements/{lock}.lock").read_text(encoding="utf-8")
    found = set()
    for pin in re.split(r"^(?=[a-z0-9])", said, flags=re.MULTILINE)[1:]:
        wanted = re.match(r"([\w.-]+)==([\w.+!]+)(?: ; (.+?))? \\$", pin, re.MULTILINE)
        assert wanted, pin
        hashes = re.findall(r"--hash=(sha256:[0-9a-f]{64})\b", pin)
        found.add(Pin(wanted[1], wanted[2], wanted[3] or "", frozenset(hashes)))
    return found


def tops(pin: Pin) -> set[str]:
    """The files and folders that a package has brought to this environment."""
    try:
        files = distribution(pin.name).files or []
    except PackageNotFoundError:
        assert pin.where, f"{pin.name} is not installed here"
        return set()
    return {each.parts[0] for each in files} - {"..", "__pycache__"}
