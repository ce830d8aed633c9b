"""How the path of a department is parted into its levels, and how paths are compared."""

from __future__ import annotations

import re
from typing import NamedTuple, Self

Path = tuple[str, ...]
ANY_SEPARATOR = re.compile(r"\s*(?:->|[/>\\→»])\s*")
IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
SPACED_SEPARATOR = re.compile(r"\s+(?:->|[/>\\→»])\s+")


class Separators(NamedTuple):
    """What parts the levels of departments: any sign, and only one between blanks."""

    any: re.Pattern[str]
    spaced: re.Pattern[str]

    @classmethod
    def of(cls, sign: str) -> Self:
        """Where it is this sign alone."""
        said = re.escape(sign)
        return cls(re.compile(rf"\s*{said}\s*"), re.compile(rf"\s+{said}\s+"))


EVERY = Separators(ANY_SEPARATOR, SPACED_SEPARATOR)


def separator_of(
    said: str | None,
    *,
    spaced: bool,
    signs: Separators = EVERY,
) -> re.Pattern[str] | None:
    """Where department paths are split. None: nowhere.

    said: from a mapping. spaced: some department has a separator between spaces, so that one
    without spaces is part of a name ("Prisons/Federal prison system").
    """
    if said is None:
        return signs.spaced if spaced else signs.any
    return re.compile(re.escape(said)) if said else None


def split(text: str, separator: re.Pattern[str] | None) -> tuple[str, ...]:
    parts = separator.split(text) if separator else [text]
    return tuple(part.strip() for part in parts if part.strip())


def without_managers(path: Path) -> Path:
    """Of areas that are called with their managers in brackets.

    >>> without_managers(("Care (Ann Reed)", "Night (Bo Holm)"))
    ('Care', 'Night')
    """
    return tuple(IN_BRACKETS.sub("", part) or part for part in path)


def folded(path: tuple[str, ...]) -> tuple[str, ...]:
    """How paths are compared."""
    return tuple(name.casefold() for name in path)
