"""Several things of a home replaced at once: all of them or none, whenever it is cut short.

What is new lies ready in a folder of the home. Once it says so, there is no way back: whoever opens
the home next finishes what was begun. Until then it is a folder to be thrown away.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tandem.access.disk import synced

STAGE = ".restoring"
READY = "ready.json"


@dataclass(frozen=True, slots=True)
class Move:
    """`new` takes its place, and what is there goes aside. Without a `new`, nothing comes."""

    new: str
    place: str
    aside: str


def stage_of(home: Path) -> Path:
    return home / STAGE


def staged(place: Path) -> Path:
    """Where a key or an anchor waits to take its place; that may be on another disk."""
    return place.with_name(f".{place.name}.restored")


def begin(home: Path) -> Path:
    """An empty folder to lay ready what is new. One that was not finished is thrown away."""
    stage = stage_of(home)
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700)
    return stage


def ready(home: Path, moves: Iterable[Move], *, proof: str = "") -> None:
    """From here on it happens. With a proof, only if the database knows of it."""
    stage = stage_of(home)
    sync_tree(stage)
    beside = stage / f"{READY}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"proof": proof, "moves": [asdict(move) for move in moves]}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(stage / READY)
    synced(stage)


def is_waiting(home: Path) -> bool:
    return (stage_of(home) / READY).is_file()


def finish(home: Path, is_proved: Callable[[str], bool]) -> None:
    """Do what is left to do, as often as it is asked; throw away what was never ready."""
    stage = stage_of(home)
    if not is_waiting(home):
        shutil.rmtree(stage, ignore_errors=True)
        return
    said = json.loads((stage / READY).read_text(encoding="utf-8"))
    if not said["proof"] or is_proved(said["proof"]):
        for move in said["moves"]:
            carry_out(Move(**move))
    (stage / READY).unlink()
    synced(stage)
    shutil.rmtree(stage, ignore_errors=True)


def carry_out(move: Move) -> None:
    """Where `new` is gone, it stands in its place already."""
    new, place, aside = Path(move.new), Path(move.place), Path(move.aside)
    comes = bool(move.new) and new.exists()
    if (comes or not move.new) and holds_something(place) and not aside.exists():
        aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        synced(aside.parent.parent)
        place.rename(aside)
        synced(aside.parent)
        synced(place.parent)
    if not move.new and place.is_file() and not holds_something(place):
        place.unlink()
    if comes:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.rename(place)
        synced(place.parent)


def holds_something(place: Path) -> bool:
    if place.is_dir():
        return any(place.iterdir())
    return place.exists() and place.stat().st_size > 0


def sync_tree(folder: Path) -> None:
    for within, _folders, names in os.walk(folder):
        for name in names:
            synced(Path(within, name))
        synced(Path(within))
