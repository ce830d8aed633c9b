"""What a promise hangs on: an area, a pair, or whatever a room makes known here.

A relation is a kind and an id, so that a new room needs no new column. Whoever reads the promise
sees of the thing what they may see of it anyway, and nothing where that is nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from tandem.organisation.known import KnownByName
from tandem.organisation.models import Area, Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.words_gone import what_of
from tandem.partnership.models import Pair


@dataclass(frozen=True, slots=True)
class About:
    """A relation, as a promise stores it."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Thing:
    """What it leads to, for one reader. Without an address they may know its name, no more."""

    name: str
    url: str = ""


Finder = Callable[[UUID, Person, date], Thing | None]
F = TypeVar("F", bound=Finder)
_finders: KnownByName[Finder] = KnownByName()


def hangs_on(kind: str) -> Callable[[F], F]:
    """Make a kind known: the function finds one for a reader, in a room's `about.py`."""

    def known(finder: F) -> F:
        _finders[kind] = finder
        return finder

    return known


def kinds() -> frozenset[str]:
    return frozenset(_finders)


def thing(about: About, reader: Person, today: date) -> Thing | None:
    """None where it is gone, of a room that is gone, or not the reader's to know of."""
    finder = _finders.get(about.kind)
    return finder(about.id, reader, today) if finder else None


def thing_of(commitment: Commitment, reader: Person, today: date) -> Thing | None:
    if commitment.about_id is None:
        return None
    return thing(About(commitment.about_kind, commitment.about_id), reader, today)


@hangs_on("area")
def an_area(id: UUID, reader: Person, today: date) -> Thing | None:
    """Names of areas stand beside everybody's name; their pages are for some."""
    if seen := Area.objects.visible_to(reader, today).filter(pk=id).first():
        return Thing(seen.name, seen.get_absolute_url())
    there = Area.objects.filter(pk=id).first()
    return Thing(there.name) if there else None


@hangs_on("pair")
def a_pair(id: UUID, reader: Person, today: date) -> Thing | None:
    pair = Pair.objects.visible_to(reader).filter(pk=id).first()
    return Thing(str(pair), pair.get_absolute_url()) if pair else None


@hangs_on("promise")
def a_promise(id: UUID, reader: Person, today: date) -> Thing | None:
    promise = Commitment.objects.visible_to(reader).filter(pk=id).first()
    return Thing(what_of(promise), promise.get_absolute_url()) if promise else None
