"""What rooms tell the core. Today, agenda, signals and the pair page are views over these.

A source is a function decorated in a room's `obligations.py`, `setting_up.py`, `pair_page.py`,
`on_the_pair.py`, `on_the_map.py`, `today_page.py`, `beside_promises.py`, `in_the_charter.py` or
`in_the_walk.py`; adding a room changes nothing here. Nothing derived is stored, and no sentence
carries sealed words; what stands on the map is for the two alone. What a pair did is told in
`telling`, what its next talk should hold in `agendas`, what is noticed about it in
`signals.detectors`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from django.db.models import Q

from tandem.organisation.known import Known, KnownByName
from tandem.organisation.models import Person
from tandem.partnership.charter.content import Filled
from tandem.partnership.models import Commitment, Pair

MOST = 20  # things of one matter that a source names one by one


class Matter(Enum):
    """What an obligation asks for. Today shows each in its own place."""

    ANSWER = "an answer"
    NEW_DATE = "a new date"
    NEAR = "a word how it goes"  # in letters alone: on pages the promise says how near its day is


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing a person should see or answer today."""

    matter: Matter
    kind: str  # names the fragment that shows it as `row`, e.g. "commitments/_row.html"
    sentence: str
    since: date
    url: str
    about: object  # the fragment's `row`: the record, fetched with all that is shown of it
    more: int = 0  # so many of this matter are counted with this one and not named
    is_about_reader: bool = False  # what was done with their own words: it stands before all else


LINE = "line_of_today.html"


@dataclass(frozen=True, slots=True)
class Line:
    """What an obligation is about that is no record: the fragment `LINE` shows it as `row`."""

    id: str
    sentence: str
    known: str  # of it, beside the sentence
    act: str
    url: str
    glyph: str = "map"


@dataclass(frozen=True, slots=True)
class Part:
    """What a room shows on a page of another one: the fragment `template` shows it as `part`.

    leads: on Today it stands before what can wait, and its button is the strong one.
    """

    template: str
    about: object
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What the two of a pair share besides promises: how it stands, in one line without words.

    act: what the reader could do there now; empty where nothing waits for them.
    """

    name: str
    said: str
    url: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One step of setting the company up: derived from what is there, never stored.

    said: how far it has come, in one line; shown until it is done. url: where it goes on.
    """

    title: str
    said: str
    url: str
    done: bool


class Share(IntEnum):
    """The rows of a partnership map: who owns what, how the two work, and what it leads to."""

    OWNERSHIP = 1
    FRAMEWORK = 2
    OUTCOMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One row of a pair's map on one page: what each of the two does, and what they do together.

    said: how it stands, in a few words. would: in a sentence what will stand here, shown while
    nothing does. url: where all of it is. differs: what the two see differently, by name.
    """

    share: Share
    name: str
    said: str
    url: str
    would: str = ""
    leader: Sequence[str] = ()
    both: Sequence[str] = ()
    hr: Sequence[str] = ()
    differs: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.leader or self.both or self.hr or self.differs)


class Walk(IntEnum):
    """The three steps in which two set their pair up."""

    OWNERSHIP = 1
    FRAMEWORK = 2
    OPENNESS = 3


TakeOver = Callable[[Person, datetime], int]
"""Says yes, as this person, to all that is as it was proposed. Returns to how much."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What one tap takes over: its name, where it is changed, what it says, by side or for both.

    is_theirs: the other of the two has said yes to it already.
    """

    name: str
    url: str
    leader: str = ""
    hr: str = ""
    both: str = ""
    is_theirs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """One thing two put under their pair: derived from what is there, never stored.

    mine, theirs: whether the reader and the other have done their part. differs: one of them sees
    it differently, and it waits for what they make of that, not for a yes. said: how it stands, in
    one line without words. act: what one does there. is_extra: the step is whole without it.
    take_over, button: the one tap that takes what is usual, for as long as there is something to
    take. takes: all of that. warns: what it brings about besides.
    """

    key: str
    step: Walk
    name: str
    said: str
    url: str
    mine: bool = False
    theirs: bool = False
    differs: bool = False
    act: str = ""
    is_extra: bool = False
    take_over: TakeOver | None = None
    button: str = ""
    takes: Sequence[Usual] = ()
    warns: str = ""

    @property
    def is_done(self) -> bool:
        return self.mine and self.theirs

    @property
    def takes_theirs(self) -> bool:
        """Whether one tap says yes to nothing but what the other has said yes to."""
        return all(each.is_theirs for each in self.takes)


Obligations = Callable[[Person, date], Iterator[Obligation]]
MapRows = Callable[[Pair, Person, date], Iterator[MapRow]]
PairParts = Callable[[Pair, Person, date], Iterator[Part]]
TodayParts = Callable[[Person, date, bool], Iterator[Part]]
AskedOfPair = Callable[[Person, date], Mapping[str, Any]]
Places = Callable[[Pair, Person, date, Mapping[str, Any]], Iterator[Place]]
Beside = Callable[[Commitment, Person, date], Iterator[Place]]
Fills = Callable[[Pair, date], Filled]
SettingUp = Callable[[Person, date], Iterator[SetUpStep]]
Footings = Callable[[Pair, Person, date], Iterator[Footing]]
S = TypeVar("S", bound=Obligations)
L = TypeVar("L", bound=Places)
B = TypeVar("B", bound=Beside)
F = TypeVar("F", bound=Fills)
U = TypeVar("U", bound=SettingUp)
W = TypeVar("W", bound=Footings)
P = TypeVar("P", bound=PairParts)
M = TypeVar("M", bound=MapRows)
H = TypeVar("H", bound=TodayParts)
_obligations: Known[Obligations] = Known()
_reminders: Known[Obligations] = Known()
_places: Known[tuple[AskedOfPair, Places]] = Known()
_beside: Known[Beside] = Known()
_fills: KnownByName[Fills] = KnownByName()
_settings_up: Known[SettingUp] = Known()
_footings: Known[Footings] = Known()
_done: KnownByName[Callable[[], Any]] = KnownByName()
_pair_parts: Known[PairParts] = Known()
_today_parts: Known[TodayParts] = Known()
_map_rows: Known[MapRows] = Known()


def asks(source: S) -> S:
    _obligations.append(source)
    return source


def reminds(source: S) -> S:
    _reminders.append(source)
    return source


def stands_on_the_pair(asking: AskedOfPair) -> Callable[[L], L]:
    """Register lines for the page of a pair.

    asking: what they need to know of the pair, as expressions over it by names of their own. All
    rooms together cost one question to the database; what came of it is handed to the source.
    """

    def register(source: L) -> L:
        _places.append((asking, source))
        return source

    return register


def stands_beside_promises(source: B) -> B:
    _beside.append(source)
    return source


def fills_charter(key: str) -> Callable[[F], F]:
    """Register what a part of the charter begins with, because the house knows it already."""

    def register(source: F) -> F:
        _fills[key] = source
        return source

    return register


def filled_parts(pair: Pair, today: date, keys: Collection[str]) -> Mapping[str, Filled]:
    """Of these parts, what rooms know; each asks the database by itself."""
    return {key: fill(pair, today) for key, fill in _fills.items() if key in keys}


def sets_up(source: U) -> U:
    _settings_up.append(source)
    return source


def stands_under_a_pair(**done: Callable[[], Any]) -> Callable[[W], W]:
    """Register what two set their pair up with.

    done: of the footings that are needed, by names of their own, an expression over a pair that
    says whether both have done their part: the same truth for lists of pairs, in the question that
    asks for them.
    """

    def register(source: W) -> W:
        _footings.append(source)
        _done.update(done)
        return source

    return register


def is_set_up() -> Any:  # noqa: ANN401 - a condition on pairs
    """Whether all that is needed stands, as an expression over a pair."""
    return reduce(and_, (Q(done()) for done in _done.values()))


def footings(pair: Pair, reader: Person, today: date) -> list[Footing]:
    """What the two set their pair up with. Only for one of the two: raises NotInThisPair."""
    pair.partner_of(reader)
    return [each for stand in _footings for each in stand(pair, reader, today)]


def shows_of_pair(source: P) -> P:
    _pair_parts.append(source)
    return source


def pair_parts(pair: Pair, reader: Person, today: date) -> list[Part]:
    """What the rooms show on the page of a pair. Only for one of the two: raises NotInThisPair."""
    pair.partner_of(reader)
    return [part for show in _pair_parts for part in show(pair, reader, today)]


def stands_on_the_map(source: M) -> M:
    _map_rows.append(source)
    return source


def map_rows(pair: Pair, reader: Person, today: date) -> list[MapRow]:
    """The partnership on one page. Only for one of the two: raises NotInThisPair."""
    pair.partner_of(reader)
    found = [row for stand in _map_rows for row in stand(pair, reader, today)]
    return sorted(found, key=lambda row: row.share)


def shows_on_today(source: H) -> H:
    _today_parts.append(source)
    return source


def today_parts(person: Person, today: date, *, in_pair: bool) -> list[Part]:
    """What the rooms show on Today beside what waits: most of it to somebody in no pair."""
    return [part for show in _today_parts for part in show(person, today, in_pair)]


def set_up_steps(person: Person, today: date) -> list[SetUpStep]:
    """Every step of the first run, for whoever sets the company up; none when all are done."""
    steps = [step for source in _settings_up for step in source(person, today)]
    return [] if all(step.done for step in steps) else steps


def obligations(person: Person, today: date) -> list[Obligation]:
    """What waits for this person: what is about their own words, then the longest waiting."""
    found = (each for ask in _obligations for each in ask(person, today))
    return sorted(found, key=lambda each: (not each.is_about_reader, each.since))


def reminders(person: Person, today: date) -> list[Obligation]:
    """What a letter brings besides: nobody waits for it yet, and a page shows it by itself."""
    return [reminder for remind in _reminders for reminder in remind(person, today)]


def asked_of_pairs(reader: Person, today: date) -> Mapping[str, Any]:
    """What all places ask of a pair, to be asked with it."""
    return {name: each for asking, _ in _places for name, each in asking(reader, today).items()}


def places(
    pair: Pair, reader: Person, today: date, known: Mapping[str, Any] | None = None
) -> list[Place]:
    """What the page of the pair leads to. Only for one of the two: raises NotInThisPair.

    known: what `asked_of_pairs` asked, where that was asked with the pair.
    """
    pair.partner_of(reader)
    if known is None:
        asked = asked_of_pairs(reader, today)
        this = Pair.objects.order_by().filter(pk=pair.pk)
        known = this.annotate(**asked).values(*asked).get()
    return [place for _, stand in _places for place in stand(pair, reader, today, known)]


def beside_a_promise(commitment: Commitment, reader: Person, today: date) -> list[Place]:
    """What one of its two should know of before they say more, by what they may see anyway."""
    return [place for stand in _beside for place in stand(commitment, reader, today)]
