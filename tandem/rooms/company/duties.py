"""Who leads an area and who is its HR partner: since when, who did before, and saying it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.access.roles import Permission
from tandem.bridge.drawing_ahead import ahead
from tandem.organisation import duties
from tandem.organisation.duties import UnableToSet
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Area, Assignment, Duty, Grounds, StandIn
from tandem.organisation.seats import Seat
from tandem.organisation.widening import NoGrounds
from tandem.rooms.company.hands import hands
from tandem.rooms.company.picking import Found, PickForm, find, typed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

TITLES = {Duty.LEADS: gettext_lazy("Who leads"), Duty.HR_PARTNER: gettext_lazy("HR partner")}
SIDES = {Duty.LEADS: "leader", Duty.HR_PARTNER: "hr"}
DAY = timedelta(days=1)


def a_day(label: StrPromise, help_text: str | StrPromise = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class DutyForm(PickForm):
    since = a_day(gettext_lazy("Since"), gettext_lazy("The first day. It may lie in the past."))
    field_order = ["person", "since", "why"]

    def __init__(self, data: Any = None, *, found: Found, today: date) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, found=found, today=today)
        self.initial["since"] = today


class SinceForm(forms.Form):
    since = a_day(gettext_lazy("Since"))


class EndForm(forms.Form):
    end_on = a_day(
        gettext_lazy("From this day on nobody has it"),
        gettext_lazy("The day after the last one."),
    )


@dataclass(frozen=True, slots=True)
class Spoken:
    """An assignment as the page tells it. `last` is the last day, None for still."""

    assignment: Assignment
    last: date | None
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class DutyCard:
    duty: str
    title: object
    side: str
    seat: Seat
    now: Spoken | None
    before: list[Spoken]


def cards(area: Area, seats: Mapping[Duty, Seat]) -> list[DutyCard]:
    """Both sides of an area: who has the duty today, and who had it before."""
    said = spoken([*Assignment.objects.at(area).order_by("-start_on", "pk")])
    return [card(each, seats[each], said) for each in Duty]


def spoken(assignments: Sequence[Assignment]) -> list[Spoken]:
    """With by whose hand and why; what no hand set came from a file of people."""
    ids = [each.pk for each in assignments]
    made = ("set", *StandIn.values)
    givers = hands(ids, *(f"area.{duty.value}.{how}" for duty in Duty for how in made))
    why = Grounds.objects.by_row(ids)
    return [
        Spoken(
            each,
            last=each.end_on - DAY if each.end_on else None,
            by=givers.get(each.pk, ""),
            why=why.get(each.pk, ""),
        )
        for each in assignments
    ]


def card(duty: Duty, seat: Seat, said: Sequence[Spoken]) -> DutyCard:
    mine = [each for each in said if each.assignment.duty == duty]
    holder = seat.holder.pk if seat.holder else None  # nobody, where who had it has left
    now = next((each for each in mine if each.assignment.pk == holder), None)
    before = [each for each in mine if each is not now]
    return DutyCard(duty.value, TITLES[duty], SIDES[duty], seat, now, before)


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def give(request: SignedInRequest, area_id: UUID, duty: str) -> HttpResponse:
    """Find somebody, choose them, say since when and why."""
    area = get_object_or_404(Area, pk=area_id)
    if duty not in Duty.values:
        raise Http404
    sent = request.method == "POST"
    found = find((request.POST if sent else request.GET).get("q", ""), request.today)
    form = DutyForm(request.POST if sent else None, found=found, today=request.today)
    if form.is_valid():
        who = form.cleaned_data["person"]
        given = {"since": form.cleaned_data["since"], "why": form.cleaned_data["why"]}
        try:
            duties.give_duty(
                area=area, person=who, duty=Duty(duty), **given, by=request.person, at=request.at
            )
        except (UnableToSet, NoGrounds) as refused:
            form.add_error(None, str(refused))
        else:
            ahead([area])  # whose numbers somebody may look at from now on
            messages.success(request, told(Duty(duty), who.name, area.name))
            return redirect("company:area", area.pk)
    context = {"area": area, "title": TITLES[Duty(duty)], "found": found, "form": form}
    return render(request, "company/give_duty.html", context, status=422 if form.errors else 200)


def told(duty: Duty, name: str, area: str) -> str:
    if duty is Duty.LEADS:
        return _("%(name)s leads %(area)s.") % {"name": name, "area": area}
    return _("%(name)s is HR partner of %(area)s.") % {"name": name, "area": area}


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def correct(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    """Another first day for who has the duty now."""
    held = still_held(assignment_id)
    form = SinceForm(typed(request), initial={"since": held.start_on})
    if form.is_valid():
        try:
            since = form.cleaned_data["since"]
            duties.correct_since(assignment=held, since=since, by=request.person, at=request.at)
        except UnableToSet as refused:
            form.add_error("since", str(refused))
        else:
            return redirect("company:area", held.area_id)
    context = {"held": held, "title": TITLES[Duty(held.duty)], "form": form}
    status = 422 if form.errors else 200
    return render(request, "company/correct_duty.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def end(request: SignedInRequest, assignment_id: UUID) -> HttpResponse:
    held = still_held(assignment_id)
    if request.POST.get("never") == "yes":
        duties.take_back(assignment=held, by=request.person, at=request.at)
        messages.success(request, _("Taken back: it was never so."))
        return redirect("company:area", held.area_id)
    form = EndForm(typed(request), initial={"end_on": request.today})
    if form.is_valid():
        try:
            end_on = form.cleaned_data["end_on"]
            duties.end_duty(assignment=held, end_on=end_on, by=request.person, at=request.at)
        except UnableToSet as refused:
            form.add_error("end_on", str(refused))
        else:
            return redirect("company:area", held.area_id)
    context = {"held": held, "title": TITLES[Duty(held.duty)], "form": form}
    return render(request, "company/end_duty.html", context, status=422 if form.errors else 200)


def still_held(assignment_id: UUID) -> Assignment:
    held = Assignment.objects.held().still().select_related("person", "area")
    return get_object_or_404(held, pk=assignment_id)
