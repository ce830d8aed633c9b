"""What a pair's next conversation should hold: a source is a function in a room's `agenda.py`.

Nothing of it is stored, and no sentence carries sealed words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from tandem.organisation.known import Known
from tandem.partnership.models import Pair


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One point a pair's next conversation should hold."""

    sentence: str
    minutes: int
    url: str


Agenda = Callable[[Pair, date], Iterator[AgendaItem]]
A = TypeVar("A", bound=Agenda)
_agendas: Known[Agenda] = Known()
_agenda_conditions: dict[Agenda, Callable[[date], Any]] = {}


def proposes(source: A) -> A:
    _agendas.append(source)
    return source


def proposes_where(condition: Callable[[date], Any]) -> Callable[[A], A]:
    """Register a point for a talk that is there as long as something is.

    condition: an expression over a pair that says so on a day. Those of all rooms together cost
    one question to the database; the source is only called where its own holds.
    """

    def register(source: A) -> A:
        _agenda_conditions[source] = condition
        return proposes(source)

    return register


def agenda_items(pair: Pair, today: date) -> list[AgendaItem]:
    silent = _without_a_point(pair, today)
    asked = (propose for propose in _agendas if propose not in silent)
    return [item for propose in asked for item in propose(pair, today)]


def _without_a_point(pair: Pair, today: date) -> Collection[Agenda]:
    named = {f"has_point_{n}": each for n, each in enumerate(_agenda_conditions)}
    asked = {name: _agenda_conditions[each](today) for name, each in named.items()}
    this = Pair.objects.order_by().filter(pk=pair.pk)
    known = this.annotate(**asked).values(*asked).get() if asked else {}
    return [each for name, each in named.items() if not known[name]]
