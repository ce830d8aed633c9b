"""The first hundred days of somebody who leads an area, or people without one: what when, whom to
ask, and who owns what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Area, Assignment, Person, Spell
from tandem.organisation.settings import values_on
from tandem.organisation.switches import PEOPLE_DATA
from tandem.organisation.written_once import written_once
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter import minimum
from tandem.partnership.charter.models import CharterPart
from tandem.partnership.models import Pair
from tandem.partnership.words import day_words
from tandem.rooms.ownership.answers import whom_to_ask
from tandem.rooms.ownership.owners import Owners, around_of, owners_of, turned_to
from tandem.rooms.ownership.searching import Hit, find
from tandem.rooms.ownership.starting_point import Side

DAYS = 100


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


AGREE_ON = 30  # where a pair has no day for its charter of its own
STEPS: Sequence[tuple[int, str, str]] = (
    (7, _("Meet your HR partner"), _("Each says why they do this work, and what they need.")),
    (14, _("Walk the map together"), _("Who owns what; agree, change, or see it differently.")),
    (
        AGREE_ON,
        _("Agree how you work together"),
        _("What you expect, how you decide, how you disagree."),
    ),
    (60, _("Look back together"), _("What helped, what did not, one thing to change.")),
    (90, _("Look at your numbers together"), _("What moved, what is noise, one outcome for both.")),
)
ALONE: Sequence[tuple[int, str, str]] = (
    (7, _("Ask for your HR partner"), ""),
    (14, _("Read the map"), _("Who owns what here, and what is yours to answer for.")),
    (90, _("Look at your numbers"), _("What moved, and what is noise.")),
)
"""For whoever is in no pair yet: nothing that takes two of it."""
OF_A_TEAM: Sequence[tuple[int, str, str]] = (
    (
        7,
        _("Talk with each of your people"),
        _("What goes well, what is in the way, what they need."),
    ),
    (14, _("Read the map"), _("Who owns what here, and what is yours to answer for.")),
    (
        30,
        _("Say what you expect, and ask the same"),
        _("Clear goals, and how you tell each other."),
    ),
    (60, _("Ask how it is to work with you"), _("One thing to keep, one thing to change.")),
)
"""For whoever people report to, without an area of their own: what one does with a team."""
ASKED: Sequence[str] = (
    "probation talk", "sick note", "hire somebody new", "pay rise", "difficult feedback",
    "conflict in the team", "somebody resigns", "parental leave return",
)  # fmt: skip
"""What people come to a new leader with, in everyday words."""
SIDES = (Side.LEADER, Side.HR)
YOURS = _("yours")
OWN = {
    Side.LEADER: _("yours; the leader’s side needs an owner"),
    Side.HR: _("yours; the side of HR needs an owner"),
}
"""Where the reader holds one side of a row and nobody the other."""


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody leads since a day. leads: an area of their own; else people in it report to them.

    day: 1 on the first.
    """

    area: Area
    since: date
    today: date
    leads: bool = True

    @property
    def day(self) -> int:
        return (self.today - self.since).days + 1

    @property
    def is_new(self) -> bool:
        return self.day <= DAYS


@dataclass(frozen=True, slots=True)
class Step:
    by: str
    on: date
    title: str
    sentence: str
    is_done: bool
    url: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a pair's charter shows: what the two have both said, and its day.

    charter_on: when it was signed; before that, when it is due.
    """

    why: bool
    map: bool
    charter: bool
    charter_on: date


@dataclass(frozen=True, slots=True)
class Topic:
    """An everyday question, the row that answers it, and whom to ask, in words."""

    words: str
    hit: Hit
    ask: str
    url: str


def began_to_lead(person: Person, today: date) -> Began | None:
    """What they began to lead last; standing in for somebody begins nothing."""
    latest = next(iter(led_last(today, person.pk)), None)
    return Began(latest.area, latest.start_on, today) if latest else None


def began_to_manage(person: Person, today: date) -> Began | None:
    """Of whom people report to, where they work: since somebody first did so."""
    spell = Spell.objects.of(person).on(today).select_related("area").first()
    if spell is None or not Spell.objects.on(today).filter(manager=person).exists():
        return None
    first = Spell.objects.filter(manager=person).order_by("start_on").values_list("start_on")[0][0]
    return Began(spell.area, first, today, leads=False)


def began(person: Person, today: date) -> Began | None:
    return began_to_lead(person, today) or began_to_manage(person, today)


@written_once
def led_last(today: date, person: UUID) -> QuerySet[Assignment]:
    led = Assignment.objects.of(Person.by_key(person)).on(today).leading().held()
    return led.select_related("area").order_by("-start_on", "id")[:1]


@require_GET
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    """For whoever leads an area themselves, or has people; for others it is not there."""
    person, today = request.person, request.today
    since = began(person, today)
    if since is None:
        raise Http404
    around = around_of(since.area, today)
    owners = owners_of(since.area, today, around)
    pair = pair_of(since, person)
    calendar = working_days_of(person, today)
    context = {
        "began": since,
        "pair": pair,
        "steps": steps(
            since,
            pair,
            owners,
            calendar,
            sees_numbers=request.has(PEOPLE_DATA),
            agreed=agreed_by(pair, today, calendar) if pair else None,
        ),
        "turned_to": turned_to(person, since.area, today, around),
        "topics": topics(person, since.area, owners),
        "sees_numbers": request.has(PEOPLE_DATA),
    }
    return render(request, "ownership/first_days.html", context)


def pair_of(began: Began, person: Person) -> Pair | None:
    """Of the area they lead. Whoever has people without an area is in no pair for them."""
    if not began.leads:
        return None
    return Pair.objects.visible_to(person).on(began.today).filter(area=began.area).first()


def agreed_by(pair: Pair, today: date, calendar: WorkingDays) -> Agreed:
    """Two questions. What is signed holds while its next version is agreed on."""
    known = minimum.known_of([pair])[pair.pk]
    signed_on: date | None = known["charter_signed_on"]
    both = CharterPart.objects.order_by().filter(pair=pair, state=State.SIGNED.value)
    keys = {*both.values_list("key", flat=True)}
    due_on = minimum.due_on(known, pair.start_on, values_on(today), lambda: calendar)
    return Agreed(
        why=signed_on is not None or "why" in keys,
        map=signed_on is not None or "map" in keys,
        charter=signed_on is not None,
        charter_on=signed_on or due_on,
    )


def steps(
    began: Began, pair: Pair | None, owners: Owners, calendar: WorkingDays, *,
    sees_numbers: bool, agreed: Agreed | None,
) -> list[Step]:  # fmt: skip
    """Each by its day, counted from the first, or the next one on which they work.

    Done is what the charter of the two shows; what nobody knows is never called done.
    """
    numbers = began.area.get_absolute_url() if sees_numbers else ""
    walk = reverse("ownership:area", args=[began.area.pk])
    if not began.leads:
        return [
            step(began, calendar, day, gettext(title), gettext(sentence), url)
            for (day, title, sentence), url in zip(OF_A_TEAM, ("", walk, "", ""), strict=True)
        ]
    if pair is None or agreed is None:
        whom = whom_words(owners)
        return [
            step(began, calendar, day, gettext(title), gettext(sentence) if sentence else whom, url)
            for (day, title, sentence), url in zip(ALONE, ("", walk, numbers), strict=True)
        ]
    here = pair.get_absolute_url()
    found = [
        step(
            began, calendar, day, gettext(title), gettext(sentence), url,
            on=agreed.charter_on if day == AGREE_ON else None, is_done=is_done,
        )
        for (day, title, sentence), url, is_done in zip(
            STEPS,
            (here, walk, here, here, numbers),
            (agreed.why, agreed.map, agreed.charter, False, False),
            strict=True,
        )
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.on)


def step(
    began: Began, calendar: WorkingDays, day: int, title: str, sentence: str, url: str,
    *, on: date | None = None, is_done: bool = False,
) -> Step:  # fmt: skip
    on = on or calendar.first_from(began.since + timedelta(days=day - 1))
    return Step(day_words(on, began.today), on, title, sentence, is_done, url)


def whom_words(owners: Owners) -> str:
    """Who makes a pair, for somebody who is in none."""
    hr = owners.hr.person
    if hr is None:
        return gettext("You are in no pair yet. An HR administrator can make one.")
    named = {"name": hr.name}
    return (
        gettext(
            "You are in no pair yet. Ask %(name)s, who answers for HR here; an HR administrator "
            "makes the pair."
        )
        % named
    )


def topics(person: Person, area: Area, owners: Owners) -> list[Topic]:
    """Without a question to the database: the map is searched in memory."""
    here = reverse("ownership:area", args=[area.pk])
    return [
        Topic(words, hit, asked_words(hit, owners, person), f"{here}{hit.domain.key}/")
        for words, hit in best_hits()
    ]


def asked_words(hit: Hit, owners: Owners, person: Person) -> str:
    """Never oneself: where the leader answers, it is theirs to know, and HR’s to help with.

    Where nobody else is there, whose it is, and which side nobody holds.
    """
    ask = next((ask.person for ask in whom_to_ask(hit, owners, person)), None)
    if ask is not None:
        return ask.name
    own = any(owners.of(side).person == person for side in SIDES)
    gaps = [side for side in SIDES if owners.of(side).person is None]
    if not own:
        return gettext("needs an owner")
    return gettext(OWN[gaps[0]] if gaps else YOURS)


@cache
def best_hits() -> list[tuple[str, Hit]]:
    return [(words, hits[0]) for words in ASKED if (hits := find(words))]
