"""A common starting point: who owns what, read from `starting_point.toml` and checked.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("starting_point.toml")
LINE_LENGTH = 400
OUTCOME_LENGTH = 200


class StartingPointBroken(ValueError):
    """For whoever edits the file: which entry, and what it lacks."""


class Side(StrEnum):
    LEADER = "leader"
    HR = "hr"
    PEOPLE = "people"


class Who(StrEnum):
    """The six columns of an activity, in the order of the file."""

    EXECUTIVE = "E"
    LEADER = "L"
    MANAGER = "M"
    HR_PARTNER = "B"
    SPECIALIST = "S"
    PEOPLE = "P"

    @property
    def side(self) -> Side:
        if self in (Who.HR_PARTNER, Who.SPECIALIST):
            return Side.HR
        return Side.PEOPLE if self is Who.PEOPLE else Side.LEADER


class Part(StrEnum):
    """What somebody has to do with an activity."""

    ANSWERS = "A"
    DOES = "R"
    ASKED = "C"
    TOLD = "I"


NOTHING = "-"
HEARD = ("culture", "change", "wellbeing", "fairness")
"""In these nothing is done without those who work here, or who speaks for them."""


@dataclass(frozen=True, slots=True)
class Activity:
    domain: str
    name: str
    parts: Mapping[Who, frozenset[Part]]
    note: str = ""
    words: str = ""

    def having(self, part: Part) -> list[Who]:
        return [who for who in Who if part in self.parts[who]]

    @property
    def answers(self) -> Who:
        return self.having(Part.ANSWERS)[0]


@dataclass(frozen=True, slots=True)
class Right:
    """How one kind of decision comes to its close. days: working days; None as `clock` says."""

    domain: str
    name: str
    driver: str
    approver: str
    contributors: tuple[str, ...]
    agree: str = ""
    days: int | None = None
    clock: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    domain: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """One row: a line of each side, and what both answer for."""

    leader: str
    hr: str
    outcome: str

    @property
    def mark(self) -> str:
        """Tells this text from any other, so that nobody agrees to one they have not seen."""
        words = "\x00".join((self.leader, self.hr, self.outcome))
        return sha256(words.encode()).hexdigest()[:16]


Entry = Topic | Activity | Right


@dataclass(frozen=True, slots=True)
class Domain:
    key: str
    name: str
    text: Text
    kpis: tuple[str, ...]
    reviewed: str
    activities: tuple[Activity, ...] = ()
    rights: tuple[Right, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that has a name of its own in it."""
        return (*self.topics, *self.activities, *self.rights)

    @property
    def measures(self) -> list[str]:
        """The measures by name, without the number they have in the catalogue."""
        return [kpi.partition(" ")[2] for kpi in self.kpis]


@dataclass(frozen=True, slots=True)
class StartingPoint:
    domains: tuple[Domain, ...]
    by_key: Mapping[str, Domain] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {each.key: each for each in self.domains})


@cache
def starting_point() -> StartingPoint:
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> StartingPoint:
    """Raises StartingPointBroken, for a file that is not TOML too."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StartingPointBroken(f"This is not TOML: {error}.") from error
    known = {_text(each, "key", "domain") for each in found.get("domain", [])}
    activities = [_activity(each, known) for each in found.get("activity", [])]
    rights = [_right(each, known) for each in found.get("right", [])]
    topics = [_topic(each, known) for each in found.get("topic", [])]
    domains = tuple(_domain(each, activities, rights, topics) for each in found.get("domain", []))
    if not domains or len(known) < len(domains):
        raise StartingPointBroken("There is no domain, or two have the same key.")
    for each in domains:
        refuse_one_sided(each)
    return StartingPoint(domains)


def _domain(
    given: Mapping[str, Any],
    activities: Iterable[Activity],
    rights: Iterable[Right],
    topics: Iterable[Topic],
) -> Domain:
    key = _text(given, "key", "domain")
    lines = [_text(given, name, key) for name in ("leader", "hr", "outcome")]
    for line, longest in zip(lines, (LINE_LENGTH, LINE_LENGTH, OUTCOME_LENGTH), strict=True):
        if len(line) > longest:
            raise StartingPointBroken(f"{key}: a line is longer than {longest} letters.")
    kpis = tuple(given.get("kpis", ()))
    if not kpis:
        raise StartingPointBroken(f"{key}: nothing says how the outcome is measured.")
    return Domain(
        key=key, name=_text(given, "name", key), text=Text(*lines), kpis=kpis,
        reviewed=_text(given, "reviewed", key),
        activities=tuple(each for each in activities if each.domain == key),
        rights=tuple(each for each in rights if each.domain == key),
        topics=tuple(each for each in topics if each.domain == key),
    )  # fmt: skip


def _activity(given: Mapping[str, Any], known: set[str]) -> Activity:
    name = _text(given, "name", "activity")
    letters = _text(given, "letters", name).split()
    if len(letters) != len(Who):
        raise StartingPointBroken(f"{name}: {len(letters)} letters, not {len(Who)}.")
    try:
        parts = {
            who: frozenset(Part(one) for one in said.split("/") if said != NOTHING)
            for who, said in zip(Who, letters, strict=True)
        }
    except ValueError as error:
        raise StartingPointBroken(f"{name}: {error}.") from error
    activity = Activity(
        _known(given, known, name), name, parts, given.get("note", ""), given.get("words", "")
    )
    refuse_unowned(activity)
    return activity


def _right(given: Mapping[str, Any], known: set[str]) -> Right:
    name = _text(given, "name", "right")
    days, clock = given.get("days"), given.get("clock", "")
    if not clock and not (isinstance(days, int) and days > 0):
        raise StartingPointBroken(f"{name}: no clock says by when it is decided.")
    return Right(
        domain=_known(given, known, name), name=name, driver=_text(given, "driver", name),
        approver=_text(given, "approver", name),
        contributors=tuple(given.get("contributors", ())), agree=given.get("agree", ""),
        days=days, clock=clock, words=given.get("words", ""),
    )  # fmt: skip


def _topic(given: Mapping[str, Any], known: set[str]) -> Topic:
    name = _text(given, "name", "topic")
    return Topic(_known(given, known, name), name, _text(given, "words", name))


def _text(given: Mapping[str, Any], key: str, where: str) -> str:
    said = given.get(key, "")
    if not isinstance(said, str) or not said.strip():
        raise StartingPointBroken(f"{where}: `{key}` is missing.")
    return " ".join(said.split())


def _known(given: Mapping[str, Any], known: set[str], where: str) -> str:
    domain = _text(given, "domain", where)
    if domain not in known:
        raise StartingPointBroken(f"{where}: there is no domain “{domain}”.")
    return domain


# The four rules


def refuse_unowned(activity: Activity) -> None:
    """Exactly one answers for it, somebody does it, and where people are heard they are never
    left out. Raises StartingPointBroken."""
    answering = activity.having(Part.ANSWERS)
    if len(answering) != 1:
        raise StartingPointBroken(f"{activity.name}: {len(answering)} answer for it, not one.")
    if not activity.having(Part.DOES):
        raise StartingPointBroken(f"{activity.name}: nobody does it.")
    if activity.domain in HEARD and not activity.parts[Who.PEOPLE]:
        raise StartingPointBroken(f"{activity.name}: those who work here are left out.")


def refuse_one_sided(domain: Domain) -> None:
    """An outcome is both sides': where one answers, the other does something for it.

    Raises StartingPointBroken.
    """
    answer = {each.answers.side for each in domain.activities}
    do = {who.side for each in domain.activities for who in each.having(Part.DOES)}
    crossed = (Side.LEADER in answer and Side.HR in do) or (Side.HR in answer and Side.LEADER in do)
    if not crossed:
        raise StartingPointBroken(f"{domain.key}: one side answers and does everything alone.")
