"""What rooms notice about pairs, and what they count of what the two give each other.

A source is a function decorated in a room's `detectors.py` or `both_ways.py`; adding a room
changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from tandem.organisation.calendar import Days
from tandem.organisation.known import KnownByName
from tandem.organisation.settings import OFF, SIGNAL_SWITCHES
from tandem.organisation.switches import Feature
from tandem.organisation.values import Values
from tandem.partnership.models import Pair
from tandem.partnership.signals.standing import Severity


@dataclass(frozen=True, slots=True)
class Look:
    """What a detector looks at: many pairs at once, by what the company has set for that day."""

    pairs: Sequence[Pair]
    today: date
    values: Values


@dataclass(frozen=True, slots=True)
class Finding:
    """What a detector noticed about a pair: numbers, never words.

    count: the one number by which more is told from less.
    """

    pair: Pair
    severity: Severity
    evidence: Mapping[str, int]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """How a failure mode is noticed, and how that is said.

    `rule` names values of the company as %(key)s, `noticed` and `shown` numbers of the evidence.
    window: the value that says how many days it looks back on. ease: from 1, hard to mend, to 3.
    part_of: what it counts with; where that is switched off, nobody counts for a signal either.
    """

    key: str
    name: str
    rule: str
    noticed: str
    shown: str
    values: tuple[str, ...]
    window: str
    step: str
    promise: str  # what the one who begins may promise the other
    list_url: Callable[[Pair], str]
    ease: int = 2
    part_of: Feature | None = None
    find: Finder

    @property
    def setting(self) -> str:
        """The key under which it is switched off."""
        return f"{SIGNAL_SWITCHES}{self.key}"

    def is_there(self, values: Values) -> bool:
        """Not where what it counts with is switched off: then it asks nobody, from that moment."""
        return self.part_of is None or values.chosen.get(self.part_of.setting) != OFF

    def is_on(self, values: Values) -> bool:
        return self.is_there(values) and values.chosen.get(self.setting) != OFF


@dataclass(frozen=True, slots=True)
class Giving:
    """That one of a pair gave the other something of a kind; never what. Both by their ids."""

    pair: UUID
    by: UUID
    on: date


Counting = Callable[[Sequence[Pair], Days], Iterator[Giving]]
Finder = Callable[[Look], Iterator[Finding]]
D = TypeVar("D", bound=Finder)
G = TypeVar("G", bound=Counting)
_detectors: KnownByName[Detector] = KnownByName()
_both_ways: KnownByName[Counting] = KnownByName()


def detects(**card: Any) -> Callable[[D], D]:  # noqa: ANN401 - the fields of `Detector`
    """Register a finder with its card: every field of `Detector` but `find`."""

    def register(find: D) -> D:
        detector = Detector(find=find, **card)
        _detectors[detector.key] = detector
        return find

    return register


def detectors() -> Mapping[str, Detector]:
    """Every one that rooms have registered, by its key."""
    return _detectors


def counts_both_ways(kind: str) -> Callable[[G], G]:
    """Register what either of a pair gives the other, to be counted for both and no further."""

    def register(source: G) -> G:
        _both_ways[kind] = source
        return source

    return register


def given_both_ways(pairs: Sequence[Pair], days: Days) -> Mapping[str, Iterator[Giving]]:
    """By kind; of all these pairs in a question for each."""
    return {kind: count(pairs, days) for kind, count in _both_ways.items()}
