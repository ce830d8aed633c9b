"""What stops one from trying: four hurdles, and a step of five minutes for each.

All of them are in the page, folded: which one is opened stays in the browser, so that there is
nothing to store, count or read. Only a reminder that somebody wants is kept, by its own rules.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.reminders.actions import keep
from tandem.partnership.reminders.models import WHAT_LENGTH
from tandem.partnership.reminders.words import kept_words
from tandem.partnership.two import Two, two_or_404
from tandem.partnership.words import day_words
from tandem.rooms.openness.views import open_or_404

FILE = Path(__file__).with_name("first_steps.toml")
LONGEST_STEP = WHAT_LENGTH - 100  # it becomes a reminder, with a name in it
PLACES: Mapping[str, Callable[[UUID], str]] = {
    "heads_ups": lambda pair: reverse("heads_ups:page", args=[pair]),
    "promise": lambda pair: f"{reverse('commitments:new')}?pair={pair}",
    "why": lambda pair: reverse("openness:why", args=[pair]),
    "worries": lambda pair: reverse("openness:worries", args=[pair]),
}


class FirstStepsBroken(ValueError):
    """For whoever changes the file: says where, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What may stand in the way, and the step for either side."""

    key: str
    name: str
    said: str
    leader: str
    hr: str
    place: str

    def step_for(self, two: Two) -> str:
        return (self.leader if two.i_lead else self.hr) % {"name": two.other.called}


@dataclass(frozen=True, slots=True)
class Step:
    """As the page shows it to one of the two."""

    hurdle: Hurdle
    what: str
    url: str


@cache
def hurdles() -> Mapping[str, Hurdle]:
    """By key, in the order of the file."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Mapping[str, Hurdle]:
    """Raises FirstStepsBroken, for a file that is not TOML too."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FirstStepsBroken(f"This is not TOML: {error}.") from error
    there = [_hurdle(each) for each in found.get("hurdle", [])]
    if not there or len({each.key for each in there}) < len(there):
        raise FirstStepsBroken("There is no hurdle, or two have the same key.")
    return {each.key: each for each in there}


def _hurdle(row: Mapping[str, Any]) -> Hurdle:
    wanted = {field.name for field in fields(Hurdle)}
    if row.keys() != wanted or not all(isinstance(row[each], str) and row[each] for each in wanted):
        raise FirstStepsBroken(f"A hurdle has {', '.join(sorted(wanted))}, each in words.")
    there = Hurdle(**row)
    if there.place not in PLACES:
        raise FirstStepsBroken(f"{there.key}: its place is one of {', '.join(PLACES)}.")
    for side in ("leader", "hr"):
        try:
            said = row[side] % {"name": ""}
        except (KeyError, ValueError, TypeError) as error:
            raise FirstStepsBroken(f"{there.key}, {side}: only %(name)s is filled in.") from error
        if len(said) > LONGEST_STEP:
            raise FirstStepsBroken(f"{there.key}, {side}: longer than {LONGEST_STEP} characters.")
    return there


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """POST keeps the step of one hurdle as a reminder for the next working day."""
    two = open_or_404(two_or_404(request, pair_id))
    on = working_days_of(request.person, request.today).add_working_days(request.today, 1)
    if request.method == "POST":
        chosen = hurdles().get(request.POST.get("step", ""))
        if chosen is None:  # the buttons stop honest browsers
            return HttpResponseBadRequest()
        kept = keep(what=chosen.step_for(two), on=on, by=request.person, at=request.at)
        messages.success(request, kept_words(kept, request.today))
        return redirect(two.pair)
    context = {
        "two": two,
        "pair": two.pair,
        "steps": steps_for(two),
        "day": day_words(on, request.today),
    }
    return render(request, "openness/first_step.html", context)


def steps_for(two: Two) -> Sequence[Step]:
    return [
        Step(each, each.step_for(two), PLACES[each.place](two.pair.pk))
        for each in hurdles().values()
    ]
