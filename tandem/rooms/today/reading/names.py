"""The ways to type a person's name, as keys: whom each stretch of words could mean."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tandem.rooms.today.reading.text import fold, spelt_out, words
from tandem.rooms.today.reading.values import Known

Keys = tuple[str, ...]
OF_NAMES = "van von der den de la le di da del bin ibn al el af av zu y ter ten"
PARTICLES = frozenset(OF_NAMES.split())


@dataclass(frozen=True, slots=True)
class Name:
    """One way to type somebody. A title goes with a last name only."""

    keys: Keys
    is_last: bool = False


class Directory:
    """Who could be meant by keys, among those of whom any word stands in the line."""

    def __init__(self, known: Iterable[Known], in_line: set[str]) -> None:
        self._by_name: dict[Name, set[Known]] = {}
        for person in known:
            for name in names(person.first_name, person.last_name):
                if name.keys[0] in in_line:
                    self._by_name.setdefault(name, set()).add(person)
        self.longest = max((len(name.keys) for name in self._by_name), default=0)

    def called(self, keys: Keys, *, last_name_only: bool = False) -> frozenset[Known]:
        """Everybody these words name in full; with a title, by their last name if anybody is."""
        by_last = self._by_name.get(Name(keys, is_last=True), set())
        if last_name_only and by_last:
            return frozenset(by_last)
        return frozenset(by_last | self._by_name.get(Name(keys), set()))


@lru_cache(maxsize=65536)
def names(first_name: str, last_name: str) -> frozenset[Name]:
    """First, last, both in either order, and first with the initial of the last."""
    firsts = spellings(first_name)
    lasts = spellings(last_name)
    firsts |= {(key,) for keys in firsts for key in keys if key not in PARTICLES}
    # One of two names is enough, but not the "van" or "de" before one.
    lasts |= {(key,) for keys in lasts for key in keys if key not in PARTICLES}
    both = {first + last for first in firsts for last in lasts}
    turned = {last + first for first in firsts for last in lasts}
    initials = {(*first, last[0][0]) for first in firsts for last in lasts}
    by_last = {Name(keys, is_last=True) for keys in lasts}
    return frozenset({Name(keys) for keys in firsts | both | turned | initials} | by_last)


def spellings(name: str) -> set[Keys]:
    """The keys of a name's words: accents dropped, or spelt out as in Mueller."""
    composed = unicodedata.normalize("NFC", name)
    spelt = (composed, spelt_out(composed))
    keys = (tuple(word.key for word in words(fold(each)) if word.key) for each in spelt)
    return {each for each in keys if each}


def partners_first(people: Iterable[Known]) -> tuple[Known, ...]:
    def order(person: Known) -> tuple[bool, str, str, str]:
        last, first = person.last_name.casefold(), person.first_name.casefold()
        return not person.partner, first, last, str(person.id)

    return tuple(sorted(people, key=order))
