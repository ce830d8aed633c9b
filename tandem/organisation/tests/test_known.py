"""What rooms make known is looked for once, and only when somebody asks."""

from __future__ import annotations

import subprocess
import sys
from threading import Event, Thread

import pytest

from tandem.organisation import known
from tandem.organisation.known import Known, KnownByName, look_now, look_when_asked


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    look_now()
    monkeypatch.setattr(known, "_looks", [])


def test_it_is_looked_for_when_it_is_first_read_and_once() -> None:
    found: Known[str] = Known()
    looked: list[str] = []

    def look() -> None:
        looked.append("looked")
        found.append("a room")

    look_when_asked(look)
    assert looked == []
    assert [*found] == ["a room"]
    assert [*found] == ["a room"]
    assert looked == ["looked"]


@pytest.mark.parametrize(
    "read",
    [
        lambda found: found["promise"],
        lambda found: found.get("promise"),
        lambda found: dict(found.items())["promise"],
        lambda found: next(iter(found.values())),
        lambda found: {each: each for each in frozenset(found)} and "a room",
    ],
)
def test_by_name_whatever_is_read_of_it(read: object) -> None:
    found: KnownByName[str] = KnownByName()
    look_when_asked(lambda: found.update(promise="a room"))
    assert callable(read)
    assert read(found) == "a room"


def test_whoever_asks_meanwhile_waits_for_all_of_it() -> None:
    found: Known[str] = Known()
    begun, go_on, seen = Event(), Event(), list[list[str]]()

    def look() -> None:
        found.append("one")
        begun.set()
        go_on.wait(5)
        found.append("two")

    look_when_asked(look)
    first = Thread(target=lambda: [*found])
    first.start()
    begun.wait(5)
    second = Thread(target=lambda: seen.append([*found]))
    second.start()
    go_on.set()
    first.join(5)
    second.join(5)
    assert seen == [["one", "two"]]


def test_a_command_that_asks_for_none_of_it_loads_no_room() -> None:
    """Half of the time in which a command starts was theirs."""
    loaded = (
        "import django, sys; django.setup();"
        "print([each for each in sys.modules if each.startswith('tandem.rooms.areas.page')])"
    )
    said = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == "[]"
