"""The page of the day, and its quick line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tandem.organisation.http import SignedInRequest, of_feature, signed_in
from tandem.organisation.models import Person
from tandem.organisation.switches import QUICK_LINE
from tandem.partnership.commitments.forms import PromiseForm
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rows import begun_words, rows
from tandem.partnership.commitments.rules import Side
from tandem.partnership.commitments.timers import DueWords, due_words
from tandem.partnership.models import Pair
from tandem.partnership.registers import (
    Matter,
    Obligation,
    SetUpStep,
    obligations,
    set_up_steps,
)
from tandem.rooms.today.lines import Line, read_line
from tandem.rooms.today.rules import Day, is_first_day
from tandem.rooms.today.words import day_sentence, greeting, open_questions, placeholder

SHOWN = 6


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
    mine = [*Commitment.objects.visible_to(person).open().by_day()]
    partners = partners_of(request)
    ages = [partner.pair.days_old(today) for partner in partners]
    steps = set_up_steps(person, today)
    context: dict[str, object] = {
        "partners": partners,
        "placeholder": placeholder(partners[0].person if partners else None),
        "steps": steps,
    }
    if is_first_day(days_since_paired=min(ages, default=None), anything_there=bool(mine or asked)):
        newest = partners[ages.index(min(ages))]
        context |= {"newest": newest, "partner": newest.person, "day_number": max(min(ages), 0) + 1}
        return render(request, "today/first.html", context)
    there = {obligation.url for obligation in asked}
    running = [one for one in mine if one.get_absolute_url() not in there]
    slipped = [one for one in asked if one.matter is Matter.NEW_DATE]
    waiting = [one for one in asked if one.matter is Matter.ANSWER]
    context |= {
        "greeting": greeting(person, request.at),
        "day": day_sentence(day_of(request, asked, running, steps)),
        "waiting": waiting[:SHOWN],
        "waiting_more": len(waiting[SHOWN:]),
        "slipped": slipped[:SHOWN],
        "running": rows(running[:SHOWN], person, today),
        "shown": len(running[:SHOWN]) + len(slipped[:SHOWN]),
        "open": len(mine),
    }
    return render(request, "today/page.html", context)


def partners_of(request: SignedInRequest) -> list[Partner]:
    person = request.person
    pairs = Pair.objects.visible_to(person).on(request.today)
    partners = [
        Partner(pair, pair.partner_of(person), "hr" if pair.leader == person else "leader")
        for pair in pairs
    ]
    return sorted(partners, key=lambda partner: partner.person.name)


def day_of(
    request: SignedInRequest,
    asked: Sequence[Obligation],
    running: Sequence[Commitment],
    steps: Sequence[SetUpStep],
) -> Day:
    """The reader's own day: what others promised counts only where a word is due."""
    near = [
        due_words(one.standing, request.today)
        for one in running
        if one.side_of(request.person) is Side.PERFORMER
    ]
    today, tomorrow = near.count(DueWords.TODAY), near.count(DueWords.TOMORROW)
    return Day(
        answers=sum(one.matter is Matter.ANSWER for one in asked),
        new_dates=sum(one.matter is Matter.NEW_DATE for one in asked),
        due_today=today,
        due_tomorrow=tomorrow,
        later=len(running) - today - tomorrow,
        steps=sum(not step.done for step in steps),
    )


@require_POST
@signed_in
@of_feature(QUICK_LINE)
def reading(request: SignedInRequest) -> HttpResponse:
    """What the line means so far. Posted, so that nobody's log keeps what was typed."""
    line = read_line(request.POST.get("line", ""), request.person, request.today)
    return render(
        request, "today/_reading.html", {"line": line, "questions": open_questions(line.reading)}
    )


@require_POST
@signed_in
@of_feature(QUICK_LINE)
def quick(request: SignedInRequest) -> HttpResponse:
    """Take the line at once if the page has shown what it means; otherwise ask first."""
    line = read_line(request.POST.get("line", ""), request.person, request.today)
    confirmed = "confirmed" in request.POST
    if not confirmed and (not line.seen or request.POST.get("seen") != line.seen):
        return asked(request, line, new_form(request, initial=line.terms))
    form = new_form(request, request.POST if confirmed else line.terms)
    if form.is_valid() and (begun := form.begun(at=request.at, source=Source.LINE)):
        messages.success(request, begun_words(begun, request.person, request.today))
        return redirect("today:page")
    return asked(request, line, form)


def new_form(
    request: SignedInRequest,
    data: Mapping[str, Any] | None = None,
    *,
    initial: Mapping[str, object] | None = None,
) -> PromiseForm:
    return PromiseForm(data, me=request.person, today=request.today, initial=initial)


def asked(request: SignedInRequest, line: Line, form: PromiseForm) -> HttpResponse:
    """What was read is filled in; what could mean two things is a choice until one is made."""
    if line.who and "who" not in request.POST:
        form.ask_who(line.who)
    if len(line.days) > 1 and "due_on" not in request.POST:
        form.ask_when(line.reading.when)
    context = {
        "form": form,
        "line": request.POST.get("line", ""),
        "action": request.path,
        "back": reverse("today:page"),
    }
    return render(request, "today/ask.html", context, status=422 if form.errors else 200)
