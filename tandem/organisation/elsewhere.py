"""Who is away, whose area is in crunch, who acts for whom, who has left: asked by whoever counts or
shows days.

Others learn the days alone. Whose days run into each other is away until the last of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Value

from tandem.organisation.calendar import DAY, Days, WorkingDays
from tandem.organisation.models import Absence, Crunch, Deputy, Employment, Spell
from tandem.organisation.models.people import working_here
from tandem.organisation.written_once import written_once

LOOKED_BACK = timedelta(days=366)  # no clock that still runs began earlier
AWAY, DEPUTY, CRUNCH, LEFT = "away", "deputy", "crunch", "left"
Stretch = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Pause:
    """Why clocks stand still for somebody today, as others may know it.

    until: the last day, None where nobody knows it yet. crunch: the area whose hands are full.
    """

    until: date | None
    crunch: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TimeOff:
    """Days on which no clock of somebody runs, and what of it is today."""

    days: tuple[Days, ...] = ()
    now: Pause | None = None

    def on_top_of(self, calendar: WorkingDays) -> WorkingDays:
        return calendar if calendar.away == self.days else replace(calendar, away=self.days)


NONE = TimeOff()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Of some people: their days off, the deputies of this day, and who works here no more."""

    off: Mapping[UUID, TimeOff] = field(default_factory=dict)
    deputies: Mapping[UUID, Deputy] = field(default_factory=dict)
    left: frozenset[UUID] = frozenset()

    def of(self, person: UUID) -> TimeOff:
        return self.off.get(person, NONE)


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the one question: whose days (a person’s, an area’s), or which deputy’s."""

    what: str
    row: UUID
    whose: UUID
    first: date
    after: date | None


def elsewhere(people: Iterable[UUID], today: date) -> Elsewhere:
    """Of those who are. One question for any number, none for nobody.

    Another one only where somebody has a deputy, and one while an area is in crunch.
    """
    wanted = set(people)
    if not wanted:
        return Elsewhere()
    return answered([Found(*each) for each in asked(today, wanted)], wanted, today)


@written_once
def asked(today: date, people: Collection[UUID]) -> QuerySet[Any, Any]:
    first, *others = questions(people, today)
    return first.union(*others, all=True)


def answered(rows: Iterable[Found], people: Iterable[UUID], today: date) -> Elsewhere:
    """Of what `questions` found, among rows of other kinds if need be."""
    found = list(rows)
    away: dict[UUID, list[Stretch]] = {}
    for each in found:
        if each.what == AWAY:
            away.setdefault(each.whose, []).append((each.first, each.after))
    busy = crunches_of(people, [each.row for each in found if each.what == CRUNCH], today)
    acting = deputies([each.row for each in found if each.what == DEPUTY], today)
    everybody = away.keys() | busy.keys()
    off = {one: together(away.get(one, []), busy.get(one, []), today) for one in everybody}
    return Elsewhere(off, acting, frozenset(each.whose for each in found if each.what == LEFT))


def time_off(people: Iterable[UUID], today: date) -> Mapping[UUID, TimeOff]:
    return elsewhere(people, today).off


def questions(people: Iterable[UUID], today: date) -> list[QuerySet[Any, Any]]:
    """Each gives rows as `Found`, so that they can be asked together and with others."""
    since = today - LOOKED_BACK
    absences = Absence.objects.not_over(since).filter(person__in=people)
    acting = Deputy.objects.acting(today).filter(person__in=people)
    return [
        each.order_by().values_list(Value(what), "id", whose, "start_on", "end_on")
        for what, whose, each in (
            (AWAY, "person", absences),
            (DEPUTY, "person", acting),
            (CRUNCH, "area", Crunch.objects.not_over(since)),
            (LEFT, "person", last_stays_over(people, today)),
        )
    ]


def last_stays_over(people: Iterable[UUID], today: date) -> QuerySet[Employment]:
    later = Employment.objects.filter(person=OuterRef("person"), start_on__gt=OuterRef("start_on"))
    over = Employment.objects.filter(person__in=people, end_on__lte=today)
    return over.filter(~Exists(later.order_by()))


def deputies(rows: Iterable[UUID], today: date) -> dict[UUID, Deputy]:
    """By whom they act for; who has left acts for nobody."""
    ids = list(rows)
    if not ids:
        return {}
    acting = Deputy.objects.filter(working_here(today, "deputy"), pk__in=ids)
    return {each.person_id: each for each in acting.select_related("person", "deputy")}


def crunches_of(
    people: Iterable[UUID], rows: Sequence[UUID], today: date
) -> dict[UUID, list[Crunch]]:
    """By person: of the area they work in today, and of those around it."""
    if not rows:
        return {}
    known = list(Crunch.objects.filter(pk__in=rows).select_related("area").order_by("start_on"))
    spells = Spell.objects.on(today).filter(employment__person__in=set(people)).order_by()
    found: dict[UUID, list[Crunch]] = {}
    for person, path in spells.values_list("employment__person", "area__path"):
        mine = [each for each in known if path.startswith(each.area.path)]
        if mine:
            found[person] = mine
    return found


def together(away: Iterable[Stretch], crunches: Iterable[Crunch], today: date) -> TimeOff:
    """An absence says more than a crunch: it is named where both are."""
    absent, busy = merged(away), list(crunches)
    both = merged([*absent, *((each.start_on, each.end_on) for each in busy)])
    return TimeOff(
        tuple(Days(first, after or through(today, first)) for first, after in both),
        absent_now(absent, today) or busy_now(busy, today),
    )


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Those that overlap or follow each other are one; without an end it swallows the rest."""
    joined: list[Stretch] = []
    for first, after in sorted(stretches, key=lambda one: one[0]):
        before = joined[-1] if joined else None
        if before is None or (before[1] is not None and before[1] < first):
            joined.append((first, after))
        elif before[1] is not None and (after is None or after > before[1]):
            joined[-1] = before[0], after
    return joined


def through(today: date, first: date) -> date:
    """Where nobody knows the end, the days up to today are known to be off, and the first one.

    The day after counts again until it has come: clocks then end later by each day that passes.
    """
    return max(today, first) + DAY


def absent_now(absent: Iterable[Stretch], today: date) -> Pause | None:
    for first, after in absent:
        if first <= today and (after is None or today < after):
            return Pause(after - DAY if after else None)
    return None


def busy_now(crunches: Iterable[Crunch], today: date) -> Pause | None:
    """The longest one, where an area and one around it both are in crunch."""
    running = [each for each in crunches if each.start_on <= today < each.end_on]
    if not running:
        return None
    last = max(running, key=lambda each: each.end_on)
    return Pause(last.end_on - DAY, last.area.name, last.reason)
