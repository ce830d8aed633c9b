"""What rooms tell the core. Today, agenda, signals and the pair page are views over these.

A source is a function decorated in a room's `obligations.py`, `agenda.py`, `detectors.py`,
`timeline.py` or `setting_up.py`; adding a room changes nothing here. Nothing derived is stored,
and no sentence carries sealed words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from tandem.organisation.models import Person
from tandem.partnership.models import Pair


class Matter(Enum):
    """What an obligation asks for. Today shows each in its own place."""

    ANSWER = "an answer"
    NEW_DATE = "a new date"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing a person should see or answer today."""

    matter: Matter
    kind: str  # names the fragment that shows it as `row`, e.g. "commitments/_row.html"
    sentence: str
    since: date
    url: str
    about: object  # the fragment's `row`: the record, fetched with all that is shown of it


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One point a pair's next conversation should hold."""

    sentence: str
    minutes: int
    url: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A detector fired: what was seen, in numbers, and one suggested step."""

    pair: Pair
    evidence: Mapping[str, int]
    next_step: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a pair's timeline."""

    on: date
    sentence: str
    url: str
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One step of setting the company up: derived from what is there, never stored.

    said: how far it has come, in one line; shown until it is done. url: where it goes on.
    """

    title: str
    said: str
    url: str
    done: bool


Obligations = Callable[[Person, date], Iterator[Obligation]]
Agenda = Callable[[Pair, date], Iterator[AgendaItem]]
Detector = Callable[[Pair, date], Signal | None]
Timeline = Callable[[Pair, Person], Iterator[Moment]]
SettingUp = Callable[[Person, date], Iterator[SetUpStep]]
S = TypeVar("S", bound=Obligations)
A = TypeVar("A", bound=Agenda)
D = TypeVar("D", bound=Detector)
T = TypeVar("T", bound=Timeline)
U = TypeVar("U", bound=SettingUp)
_obligations: list[Obligations] = []
_agendas: list[Agenda] = []
_detectors: list[Detector] = []
_timelines: list[Timeline] = []
_settings_up: list[SettingUp] = []


def asks(source: S) -> S:
    _obligations.append(source)
    return source


def proposes(source: A) -> A:
    _agendas.append(source)
    return source


def detects(source: D) -> D:
    _detectors.append(source)
    return source


def tells(source: T) -> T:
    _timelines.append(source)
    return source


def sets_up(source: U) -> U:
    _settings_up.append(source)
    return source


def set_up_steps(person: Person, today: date) -> list[SetUpStep]:
    """Every step of the first run, for whoever sets the company up; none when all are done."""
    steps = [step for source in _settings_up for step in source(person, today)]
    return [] if all(step.done for step in steps) else steps


def obligations(person: Person, today: date) -> list[Obligation]:
    """What waits for this person, the longest waiting first."""
    return sorted((o for ask in _obligations for o in ask(person, today)), key=lambda o: o.since)


def agenda_items(pair: Pair, today: date) -> list[AgendaItem]:
    return [item for propose in _agendas for item in propose(pair, today)]


def signals(pair: Pair, today: date) -> list[Signal]:
    return [signal for detect in _detectors if (signal := detect(pair, today))]


def timeline(pair: Pair, reader: Person) -> list[Moment]:
    """What the pair did, the newest first. Only for one of the two: raises NotInThisPair."""
    pair.partner_of(reader)
    moments = (moment for tell in _timelines for moment in tell(pair, reader))
    return sorted(moments, key=lambda moment: moment.on, reverse=True)
