"""Turns of speech: a few plain words that mean something only together, as "take on somebody".

An item of a list is one or more words with a space between them. `a|b` is one or the other;
`<who>` is any word of that kind. The words stand in this order, with few others between them;
where each of them says something alone, in any order, which says less.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from tandem.rooms.ownership.stems import FAINT_STEMS, LITTLE_STEMS, UNSAID, folded, stem

APART = 2  # other words that may stand between two of them
CLOSE = 1  # where one of them says nothing alone
TURNED = 0.5  # of what it says in its own order
TURNED_AT_MOST = 3  # words, in more than which the order counts
SAYS = {1: 1.0, 2: 1.6, 3: 2.2, 4: 2.6}  # of what one word says, by how many words it has
MOST_SAID = 3.0
QUIETLY = {2: 0.5, 3: 0.75}  # of that, where no word of it says anything alone

QUIET = LITTLE_STEMS | FAINT_STEMS

Meant = dict[str, float]  # the stems a typed word may stand for, and how sure that is
Kinds = Mapping[str, frozenset[str]]  # each stem, and the kinds of words it is one of


@dataclass(frozen=True, slots=True)
class Found:
    """at: the places of its words among those typed. worth: of what one word says."""

    domain: str
    at: frozenset[int]
    worth: float


@dataclass(frozen=True)
class Idiom:
    """steps: for each of its words, the stems and kinds that may stand there."""

    domain: str
    steps: tuple[frozenset[str], ...]

    @classmethod
    def read(cls, domain: str, said: str) -> Idiom:
        steps = [
            frozenset(
                each if each[0] == "<" else stem(folded(each))
                for each in step.split("|")
                if each not in UNSAID
            )
            for step in said.split()
        ]
        return cls(domain, tuple(step for step in steps if step))

    @property
    def stems(self) -> set[str]:
        return {each for step in self.steps for each in step}

    @cached_property
    def apart(self) -> int:
        return CLOSE if any(map(is_quiet, self.steps)) else APART

    @property
    def says(self) -> float:
        quietly = QUIETLY.get(len(self.steps), 1.0) if self.is_quiet else 1.0
        return SAYS.get(len(self.steps), MOST_SAID) * quietly

    @cached_property
    def is_quiet(self) -> bool:
        """Whether each of its words says nothing alone."""
        return all(map(is_quiet, self.steps))

    @cached_property
    def orders(self) -> list[tuple[float, tuple[frozenset[str], ...]]]:
        own = [(1.0, self.steps)]
        if len(self.steps) > TURNED_AT_MOST or any(map(is_quiet, self.steps)):
            return own
        return own + [(TURNED, each) for each in permutations(self.steps) if each != self.steps]

    def found_in(self, asked: Sequence[Meant]) -> Found | None:
        """Where it stands among what was typed, at its surest; None where it does not."""
        ways = (
            Found(self.domain, frozenset(places), self.says * factor * sure)
            for factor, steps in self.orders
            for places, sure in walked(steps, asked, self.apart)
        )
        return max(ways, key=lambda found: found.worth, default=None)


def is_quiet(step: frozenset[str]) -> bool:
    """Whether one of its words says nothing alone."""
    return any(each[0] == "<" or each in QUIET for each in step)


def walked(
    steps: Sequence[frozenset[str]], asked: Sequence[Meant], apart: int
) -> Iterator[tuple[tuple[int, ...], float]]:
    """Each way to take the steps one after the other; how sure the least sure of them is."""
    ways: list[tuple[tuple[int, ...], float]] = [((), 1.0)]
    for step in steps:
        ways = [
            ((*places, at), min(sure, here))
            for places, sure in ways
            for at in reach(places, len(asked), apart)
            if (here := max((asked[at][each] for each in step & asked[at].keys()), default=0))
        ]
    yield from ways


def reach(places: tuple[int, ...], number: int, apart: int) -> range:
    return range(places[-1] + 1, min(places[-1] + 2 + apart, number)) if places else range(number)


def apart(found: list[Found]) -> list[Found]:
    """The best of them, and what stands beside it: a word is part of one turn of speech."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (-one.worth, sorted(one.at))):
        if not any(each.at & other.at for other in kept):
            kept.append(each)
    return kept
