"""A data file of ours that lists a known number of things, each under its key, in a known order."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def entries(
    words: str,
    name: str,
    made: Callable[[int, dict[str, Any]], K],
    keys: Sequence[str],
    broken: type[Exception],
) -> tuple[K, ...]:
    """What stands under [[name]] in the text of a TOML file, each made of its place and its entry.

    Raises `broken` where it cannot be read, or the keys are others than these, in this order.
    """
    try:
        listed = tomllib.loads(words).get(name, [])
    except tomllib.TOMLDecodeError as wrong:
        raise broken(f"The file cannot be read: {wrong}") from wrong
    found = tuple(made(number, entry) for number, entry in enumerate(listed, start=1))
    there = tuple(each.key for each in found)
    if there != tuple(keys):
        raise broken(f"The {name}s are {', '.join(keys)}; found {', '.join(there)}.")
    return found
