"""How far a line is read as its author meant it: the comparison that every language shares."""

import re
from collections import Counter
from collections.abc import Callable, Set

from tandem.rooms.today.quick_line import Reading
from tandem.rooms.today.reading.text import fold
from tandem.rooms.today.tests.phrases import Expected

PARTS = ("directions", "who", "when", "what")
Stem = Callable[[str], str]


def words(of: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(of))


def folded_names(names: tuple[str, ...]) -> set[str]:
    return {fold(name) for name in names}


def names_of(reading: Reading) -> tuple[str, ...]:
    return tuple(f"{each.first_name} {each.last_name}" for each in reading.who)


def main_words(what: str, besides: Set[str], stem: Stem) -> Counter[str]:
    """In any order: the author moves a verb to where it stands alone."""
    return Counter(stem(word) for word in words(what) if word not in besides)


def differing(reading: Reading, expected: Expected, *, small: str, stem: Stem = str) -> set[str]:
    """The parts that are not read as meant.

    small: words in which two wordings of one deed may differ. Besides them only the name of who
    is meant may stand in what we read.
    """
    names = names_of(reading)
    named = {form for name in words(" ".join(names)) for form in (name, f"{name}s")}
    neither = set(small.split())
    besides = neither | (named - set(words(expected.what)))
    same = {
        "directions": reading.directions == expected.directions,
        "who": folded_names(names) == folded_names(expected.who),
        "when": reading.when == expected.when,
        "what": main_words(reading.what, besides, stem) == main_words(expected.what, neither, stem),
    }
    return {part for part in PARTS if not same[part]}
