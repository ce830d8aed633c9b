"""What rooms make known to the core: found when it is first asked for, as most commands never ask.

A room says it by a decorator in a module of an agreed name. Loading all of them takes as long as
loading all else that a command needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from threading import RLock
from typing import Generic, TypeVar

T = TypeVar("T")
_lock = RLock()
_looks: list[Callable[[], object]] = []


def look_when_asked(look: Callable[[], object]) -> None:
    """look: loads the modules of the rooms."""
    _looks.append(look)


def look_now() -> None:
    """What takes long is done by then: for a server, before the first page is asked for."""
    with _lock:  # whoever asks meanwhile waits for all of it
        while _looks:
            _looks.pop(0)()


class Known(Generic[T]):
    """In the order in which rooms made them known."""

    def __init__(self) -> None:
        self._found: list[T] = []

    def append(self, source: T) -> None:
        self._found.append(source)

    def __iter__(self) -> Iterator[T]:
        look_now()
        return iter(self._found)


class KnownByName(MutableMapping[str, T]):
    def __init__(self) -> None:
        self._found: dict[str, T] = {}

    def __setitem__(self, name: str, source: T) -> None:
        self._found[name] = source

    def __delitem__(self, name: str) -> None:
        del self._found[name]

    def __getitem__(self, name: str) -> T:
        look_now()
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        look_now()
        return iter(self._found)

    def __len__(self) -> int:
        look_now()
        return len(self._found)
