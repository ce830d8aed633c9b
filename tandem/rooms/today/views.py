"""The page of the day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.organisation.written_once import written_once
from tandem.partnership.away import pause_words
from tandem.partnership.commitments.lists import (
    Tally,
    closed_last_month,
    counted,
    tally,
    under_way,
)
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.models import Pair
from tandem.partnership.registers import (
    Matter,
    Obligation,
    SetUpStep,
    obligations,
    set_up_steps,
    today_parts,
)
from tandem.partnership.reminders.waiting import due_reminders
from tandem.partnership.signals.rows import noticed_by
from tandem.rooms.today.rules import Day, is_first_day
from tandem.rooms.today.words import day_sentence, greeting, placeholder

SHOWN = 6
FEW = 12  # under way, that are read whole; of more the database counts
NOTICED = 3  # signals of all pairs together


@dataclass(frozen=True, slots=True)
class Partner:
    """The other one of a pair, as Today names them."""

    pair: Pair
    person: Person
    side: str


@require_GET
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    person, today = request.person, request.today
    asked = obligations(person, today)
    running, numbers = running_of(person, today, asked)
    partners = partners_of(request)
    ages = [partner.pair.days_old(today) for partner in partners]
    steps = set_up_steps(person, today)
    # Who sets the company up has enough on this page; they find the rest in the bar.
    parts = [] if steps else today_parts(person, today, in_pair=bool(partners))
    context: dict[str, object] = {
        "reminders": due_reminders(person, today),
        "partners": partners,
        "placeholder": placeholder(partners[0].person if partners else None),
        "steps": steps,
        "leading": [part for part in parts if part.leads],
        "parts": [part for part in parts if not part.leads],
    }
    there = bool(numbers.open or asked)
    if is_first_day(days_since_paired=min(ages, default=None), anything_there=there):
        newest = partners[ages.index(min(ages))]
        context |= {"newest": newest, "partner": newest.person, "day_number": max(min(ages), 0) + 1}
        return render(request, "today/first.html", context)
    slipped = [one for one in asked if one.matter is Matter.NEW_DATE]
    waiting = [one for one in asked if one.matter is Matter.ANSWER]
    seen = waiting if "all" in request.GET else waiting[:SHOWN]
    shown = rows(running, person, today)
    day = day_of(numbers, asked, steps)
    closed = closed_last_month(person, today) if day.is_empty else 0
    context |= {
        "greeting": greeting(person, request.at),
        "day": day_sentence(day, closed=closed),
        "waiting": seen,
        "waiting_all": how_many(waiting),
        "waiting_more": how_many(waiting) - len(seen),
        "all_are_named": len(seen) == len(waiting),
        "slipped": slipped[:SHOWN],
        "running": shown,
        "away": own_absence([*shown, *(one.about for one in asked)], person),
        "shown": len(running) + len(slipped[:SHOWN]),
        "open": numbers.open,
        **(noticed_today(request) if partners else {}),
    }
    return render(request, "today/page.html", context)


def running_of(
    person: Person, today: date, asked: Sequence[Obligation]
) -> tuple[list[Commitment], Tally]:
    """The nearest of what is open and asks for nothing today, and all that is open in numbers."""
    if any(one.more for one in asked):  # of which not all are named
        mine = Commitment.objects.visible_to(person).own(person)
        return [*under_way(person, today, mine)[:SHOWN]], tally(person, today)
    named = [one.about.commitment for one in asked if isinstance(one.about, PromiseRow)]
    running = nearest_but(person.pk, person.stands_for, [one.pk for one in named])
    if len(running) > FEW:
        return running[:SHOWN], tally(person, today)
    own = [one for one in named if person.pk in (one.customer_id, one.performer_id)]
    return running[:SHOWN], counted([*own, *running], person, today)


@written_once
def nearest_but(
    reader: UUID, stands_for: Collection[UUID], named: Collection[UUID]
) -> QuerySet[Commitment]:
    """One more than is read whole, which tells whether there are more."""
    person = Person.by_key(reader, stands_for)
    mine = Commitment.objects.visible_to(person).own(person).open()
    return mine.exclude(pk__in=named).by_day()[: FEW + 1]


def own_absence(shown: Sequence[object], person: Person) -> str:
    """Said once for the day, as the rows on the page know it; empty where there is none."""
    row = next((each for each in shown if isinstance(each, PromiseRow)), None)
    now = row.elsewhere.of(person.pk).now if row else None
    return pause_words(person, now, person, row.today, waits=True) if row and now else ""


def how_many(asked: Sequence[Obligation]) -> int:
    return sum(1 + one.more for one in asked)


def noticed_today(request: SignedInRequest) -> dict[str, object]:
    rows = noticed_by(request.person, request.today)
    return {"noticed": rows[:NOTICED], "noticed_more": len(rows[NOTICED:])}


def partners_of(request: SignedInRequest) -> list[Partner]:
    person = request.person
    pairs = pairs_of(request.today, person.pk)
    partners = [
        Partner(pair, pair.partner_of(person), "hr" if pair.leader == person else "leader")
        for pair in pairs
    ]
    return sorted(partners, key=lambda partner: partner.person.name)


@written_once
def pairs_of(today: date, person: UUID) -> QuerySet[Pair]:
    return Pair.objects.visible_to(Person.by_key(person)).on(today)


def day_of(numbers: Tally, asked: Sequence[Obligation], steps: Sequence[SetUpStep]) -> Day:
    """The reader's own day: what others promised counts only where a word is due."""
    return Day(
        answers=how_many([one for one in asked if one.matter is Matter.ANSWER]),
        new_dates=how_many([one for one in asked if one.matter is Matter.NEW_DATE]),
        due_today=numbers.due_today,
        due_tomorrow=numbers.due_tomorrow,
        later=numbers.later,
        steps=sum(not step.done for step in steps),
    )
