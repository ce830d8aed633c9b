"""How even what the two give each other is, next to what it is for: for these two alone.

What they read so far fetches it once it stands, since it asks as much again; without script a
line leads here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tandem.bridge.led_to import led_to
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.models import Outcome, OutcomeReading, Pair
from tandem.partnership.outcomes.rules import Going, State, Value, judge
from tandem.partnership.signals.detectors import Look, detectors
from tandem.rooms.pairs import rules
from tandem.rooms.pairs.detectors import sides_of_pairs
from tandem.rooms.pairs.over_time import mine_or_404
from tandem.rooms.pairs.words import kind_words, who_reads

DETECTOR = "one_way"


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind, of both sides; told only from four on, and for both or neither."""

    name: str
    sides: rules.Sides

    @property
    def is_told(self) -> bool:
        return self.sides.total >= rules.KIND_FROM


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """even: of 100, or None with the reason in `silent`. channels: empty where nothing is told."""

    even: int | None
    silent: str
    channels: Sequence[Channel]
    days: int


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    pair, person, today = mine_or_404(request, pair_id), request.person, request.today
    context = {
        "pair": pair,
        **who_reads(pair, person),
        "found": reciprocity_of(pair, today),
        "led_to": led_to(pair.area, person, today) if request.has(PEOPLE_DATA) else None,
        "owned": owned_words(pair, person, today),
    }
    name = "pairs/_both_ways.html" if request.htmx else "pairs/both_ways.html"
    return render(request, name, context)


def reciprocity_of(pair: Pair, today: date) -> Reciprocity:
    """By the counts of the signal that asks about it, and silent where that is switched off."""
    values = values_on(today)
    days = values.whole("one_way_days")
    silent = ""
    if pair.is_over(today) or pair.one_left:
        silent = _("Nothing is counted any more: you two are partners no longer.")
    elif not detectors()[DETECTOR].is_on(values):
        silent = _("Your company has switched off counting this.")
    elif not rules.is_told(pair.days_old(today)):
        silent = _("Nothing is told in the first %(n)s days of a pair.") % {"n": rules.TOLD_FROM}
    if silent:
        return Reciprocity(None, silent, (), days)
    kinds = sides_of_pairs(Look([pair], today, values), days)[pair.pk]
    return told(kinds, days)


def told(kinds: Mapping[str, rules.Sides], days: int) -> Reciprocity:
    channels = [Channel(kind_words(kind), sides) for kind, sides in kinds.items()]
    index = rules.reciprocity(kinds.values())
    if index is not None:
        return Reciprocity(rules.of_100(index), "", channels, days)
    number = len(rules.told_kinds(kinds.values()))
    needs = {"n": number, "needed": rules.KINDS_FROM, "each": rules.KIND_FROM}
    silent = ngettext(
        "It takes %(needed)s kinds with %(each)s or more each to tell; there is %(n)s.",
        "It takes %(needed)s kinds with %(each)s or more each to tell; there are %(n)s.",
        number,
    )
    return Reciprocity(None, silent % needs, channels, days)


def owned_words(pair: Pair, reader: Person, today: date) -> str:
    """Of the outcomes both own: how many are met, and how many are on their track."""
    own = Outcome.objects.visible_to(reader).of_pair(pair.pk)
    both = [*own.filter(state__in=(State.CO_OWNED, State.MET, State.NOT_MET))]
    if not both:
        return _("No outcome both of you own yet.")
    latest: dict[object, Value] = {}
    for reading in OutcomeReading.objects.visible_to(reader).of(both):
        latest.setdefault(reading.outcome_id, reading.read)
    running = [each for each in both if each.state == State.CO_OWNED]
    going = [judge(each.course, latest.get(each.pk), today).going for each in running]
    met = sum(each.state == State.MET for each in both)
    said = _("Outcomes of you both: %(n)s; of them on track %(track)s, met %(met)s.")
    return said % {"n": len(both), "track": going.count(Going.ON_TRACK), "met": met}
