"""What Today shows of who owns what: whom to turn to, and a new leader’s first days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tandem.organisation.models import Duty, Person, Spell
from tandem.partnership.registers import Part, shows_on_today
from tandem.rooms.ownership.first_days import Began, began_to_lead
from tandem.rooms.ownership.owners import Owner, turned_to


@dataclass(frozen=True, slots=True)
class Home:
    """For somebody in no pair. Without an area Tandem names nobody."""

    owners: Sequence[Owner]


@shows_on_today
def whom_to_turn_to(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    if in_pair:
        return
    spell = Spell.objects.of(person).on(today).select_related("area").first()
    owners = turned_to(person, spell.area, today) if spell else []
    yield Part("ownership/_home.html", Home(owners))


@shows_on_today
def first_hundred_days(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    """Only to who leads; everybody else costs no question."""
    if not any(duty == Duty.LEADS for duty, _path in person.held(today)):
        return
    began: Began | None = began_to_lead(person, today)
    if began is not None and began.is_new:
        yield Part("ownership/_first_days.html", began)
