"""What rooms tell of a pair: a source is a function decorated in a room's `timeline.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, QuerySet, Value

from tandem.organisation.known import Known, KnownByName
from tandem.organisation.models import Person
from tandem.partnership.models import Pair

MOST_TOGETHER = 40  # moments, as a timeline shows fewer


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a pair's timeline. about: what the two call it; the sentence has no words."""

    on: date
    sentence: str
    url: str
    by: Person | None = None
    about: str = ""


Timeline = Callable[[Pair, Person], Iterator[Moment]]
Rows = QuerySet[Any, tuple[date, UUID, str]]
Together = Callable[[Pair, Person], Iterator[Rows]]
Saying = Callable[[Person, Pair, Person], tuple[str, str]]
T = TypeVar("T", bound=Timeline)
G = TypeVar("G", bound=Together)
_timelines: Known[Timeline] = Known()
_together: Known[Together] = Known()
_sayings: KnownByName[Saying] = KnownByName()


def tells(source: T) -> T:
    _timelines.append(source)
    return source


def tells_together(sayings: Mapping[str, Saying]) -> Callable[[G], G]:
    """Register moments that cost one question to the database with those of all other rooms.

    The source yields `told_rows`. sayings: by kind, what makes a sentence and an address of one,
    from who did it, the pair and the reader.
    """

    def register(source: G) -> G:
        _together.append(source)
        _sayings.update(sayings)
        return source

    return register


def told_rows(found: QuerySet[Any], *, on: str, by: str, kind: str) -> Rows:
    """Of these rows the day, who it was, and the kind of moment."""
    named = found.order_by().annotate(told_on=F(on), told_by=F(by), told_kind=Value(kind))
    rows: Rows = named.values_list("told_on", "told_by", "told_kind")
    return rows


def timeline(pair: Pair, reader: Person) -> list[Moment]:
    """What the pair did, the newest first. Only for one of the two: raises NotInThisPair."""
    pair.partner_of(reader)
    moments = [moment for tell in _timelines for moment in tell(pair, reader)]
    return sorted(
        [*moments, *_told_together(pair, reader)], key=lambda moment: moment.on, reverse=True
    )


def _told_together(pair: Pair, reader: Person) -> Iterator[Moment]:
    """The newest of them, by the two of the pair."""
    questions = [rows for source in _together for rows in source(pair, reader)]
    if not questions:
        return
    first, *others = questions
    found = first.union(*others, all=True).order_by("-told_on")[:MOST_TOGETHER]
    people = {one.pk: one for one in (pair.leader, pair.hr_partner)}
    for on, who, kind in found:
        sentence, url = _sayings[kind](people[who], pair, reader)
        yield Moment(on, sentence, url, by=people[who])
