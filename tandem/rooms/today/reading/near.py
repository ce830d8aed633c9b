"""Names that stand in a line almost: a letter too many or too few, two changed about, half of one.

They are never read, only asked about: "Do you mean Helen Achterberg?"
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from tandem.rooms.today.reading.languages import language_of
from tandem.rooms.today.reading.names import partners_first, spellings
from tandem.rooms.today.reading.text import fold, words
from tandem.rooms.today.reading.values import Known

MOST = 3
SHORTEST = 4  # of three letters too much is alike
BEGINNING = 3  # "Ach" for Achterberg, where it is typed with a capital; "acht" without one
NEVER = 1_000
ALIKE = 0.8
LONGEST = 500  # letters that are looked at, as in reading


def nearly(line: str, known: Iterable[Known], *, is_note: bool = False) -> tuple[Known, ...]:
    """Those of whom a part of the name stands almost in the line; none where too many would.

    is_note: it seems to be to oneself, so a word without a capital begins nobody's name.
    """
    line = line[:LONGEST]
    typed = [*candidates(line)]
    found = [
        each
        for each in known
        if any(
            is_near(key, BEGINNING if capital else NEVER if is_note else SHORTEST, name)
            for key, capital in typed
            for name in parts(each)
        )
    ]
    return partners_first(found) if len(found) <= MOST else ()


def candidates(line: str) -> Iterator[tuple[str, bool]]:
    """Words that are no everyday ones, and whether they begin with a capital."""
    folded = fold(line)
    everyday = language_of(folded).names.trouble
    for word in words(folded):
        if word.key not in everyday and word.key.isalpha():
            yield word.key, line[word.start].isupper()


def parts(person: Known) -> set[str]:
    every = spellings(person.first_name) | spellings(person.last_name)
    return {key for keys in every for key in keys}


def is_near(key: str, beginning: int, name: str) -> bool:
    """beginning: how many letters of a name are enough where it begins with them."""
    if key in {name, f"{name}s"}:  # it stands there whole, and was not meant as who
        return False
    if len(key) >= beginning and name.startswith(key):
        return True
    if min(len(key), len(name)) < SHORTEST or abs(len(key) - len(name)) > 2:
        return False
    same_letters = sorted(key) == sorted(name)
    return same_letters or SequenceMatcher(None, key, name, autojunk=False).ratio() >= ALIKE
