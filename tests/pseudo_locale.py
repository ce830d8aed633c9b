"""A language that nobody speaks: every message as long as in German, with words as long as there.

Made while a test runs, in place of a catalog: whatever goes through gettext comes out longer, and
what does not stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from itertools import cycle, islice
from math import ceil
from unittest.mock import patch

from django.utils import translation

GROWTH = Fraction(2, 5)
LEAST = 4  # characters: short words grow most
LONGEST_WORD = 24  # "Betriebsvereinbarungen" has 22
ENDING = "ungsverantwortlichkeiten"
KEPT = re.compile(r"(%\(\w+\)[\d.]*[a-z]|%[a-z%]|\{\w*\}|<[^>]+>|&\w+;|\s+)")


@cache
def longer(message: str) -> str:
    """The same message, two fifths longer; what is filled in, and markup, stays as it is."""
    parts = KEPT.split(message)
    words = [at for at, part in enumerate(parts) if part and not KEPT.fullmatch(part)]
    words = [at for at in words if parts[at][-1].isalpha() or parts[at][:-1].isalpha()]
    missing = max(LEAST, ceil(sum(len(parts[at]) for at in words) * GROWTH)) if words else 0
    for at in sorted(words, key=lambda at: -len(parts[at])):
        more = min(missing, max(LONGEST_WORD - len(parts[at]), 0))
        parts[at] = grown(parts[at], more)
        missing -= more
    return "".join(parts)


def grown(word: str, more: int) -> str:
    """Before what ends a sentence."""
    stem, end = (word[:-1], word[-1]) if not word[-1].isalpha() else (word, "")
    return stem + "".join(islice(cycle(ENDING), more)) + end


@contextmanager
def words_are_long() -> Iterator[None]:
    """For every thread of this process, so for a server in it too."""

    def plural(one: str, many: str, number: int) -> str:
        return longer(one if number == 1 else many)

    with patch.multiple(
        translation._trans,  # type: ignore[attr-defined]
        gettext=longer,
        pgettext=lambda _context, message: longer(message),
        ngettext=plural,
        npgettext=lambda _context, one, many, number: plural(one, many, number),
    ):
        yield
