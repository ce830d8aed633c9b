"""The next talk of a pair: what is prepared, what either raised, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.calendar import Days
from tandem.organisation.http import SignedInRequest, back_at, signed_in
from tandem.partnership.agendas import AgendaItem, agenda_items
from tandem.partnership.two import Two, two_or_404
from tandem.partnership.words import ago
from tandem.rooms.talks import actions, rules
from tandem.rooms.talks.forms import PointForm
from tandem.rooms.talks.models import Became, TalkPoint
from tandem.rooms.talks.words import candour_words, length_words, raised_words

SHOWN = 50  # the longest waiting; more of them stay counted

ACTS: dict[str, Callable[..., TalkPoint]] = {
    "spoken": actions.speak_about, "aside": actions.put_aside, "back": actions.bring_back,
}  # fmt: skip


SAID = {
    "spoken": gettext_lazy("Spoken about. It is off the list for both of you."),
    "aside": gettext_lazy("Put aside. It is off the list for both of you."),
    "back": gettext_lazy("It is on the list again."),
}


@dataclass(frozen=True)
class Shown:
    """One point as both see it."""

    point: TalkPoint
    side: str
    today: date
    can_act: bool

    @property
    def raised(self) -> str:
        return ago(self.point.raised_on, self.today)

    @property
    def became(self) -> str:
        return str(Became(self.point.became).label) if self.point.became else ""


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = two_or_404(request, pair_id)
    begins = {"what": candour_words()} if "candour" in request.GET else {}
    form = PointForm(request.POST if request.method == "POST" else None, initial=begins)
    if form.is_valid():
        what = form.cleaned_data["what"]
        point = actions.raise_point(pair=two.pair, what=what, by=request.person, at=request.at)
        said = _("Added. %(name)s reads it here.") % {"name": two.other.called}
        messages.success(request, said)
        return back_to(point)
    points = of_the_two(two)
    items = prepared(two, points["left_out"])
    context = {
        "two": two,
        "pair": two.pair,
        "form": form if two.is_open else None,
        "candour": "" if begins else candour_words(),
        "prepared": items,
        "length": length_of(items, points["number"]) if two.is_open else "",
        **points,
    }
    return render(request, "talks/page.html", context, status=422 if form.errors else 200)


def prepared(two: Two, left_out: Collection[str] = ()) -> list[AgendaItem]:
    """What the rooms propose, as long as there is a next talk. left_out: by where it leads to."""
    if not two.is_open:
        return []
    return [each for each in agenda_items(two.pair, two.today) if each.url not in left_out]


def of_the_two(two: Two) -> dict[str, Any]:
    of_both = TalkPoint.objects.visible_to(two.me).of(two.pair)
    current = [shown(each, two) for each in of_both.current(two.today)[:SHOWN]]
    waiting = [each for each in current if not each.point.is_over]
    number = len(waiting) if len(current) < SHOWN else of_both.waiting().count()
    days = Days.last(rules.WINDOW_DAYS, today=two.today)
    balance = of_both.raised_in(days).balance()
    return {
        "waiting": waiting,
        "number": number,
        "more": number - len(waiting),
        "just_over": [each for each in current if each.point.is_over],
        "left_out": {each.point.prepared for each in current if each.point.prepared},
        "balance": balance,
        "sides": [
            ("leader", raised_words(two.pair.leader, balance.leader)),
            ("hr", raised_words(two.pair.hr_partner, balance.hr_partner)),
        ],
        "days": rules.WINDOW_DAYS,
    }


def shown(point: TalkPoint, two: Two) -> Shown:
    side = "leader" if point.raiser == two.pair.leader else "hr"
    return Shown(point, side, two.today, two.is_open)


def length_of(items: list[AgendaItem], points: int) -> str:
    minutes = sum(each.minutes for each in items) + points * rules.MINUTES
    return length_words(minutes) if minutes else ""


@require_POST
@signed_in
def act(request: SignedInRequest, point_id: UUID, act: str) -> HttpResponse:
    """Either of the two, with one tap."""
    mine = TalkPoint.objects.visible_to(request.person)
    point = get_object_or_404(mine, pk=point_id)
    if act not in ACTS:
        raise Http404
    point = ACTS[act](point=point, by=request.person, at=request.at)
    messages.success(request, str(SAID[act]))
    return back_to(point)


@require_POST
@signed_in
def not_this_time(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Of what is prepared now; settled or left out meanwhile, there is nothing to do."""
    two = two_or_404(request, pair_id)
    about = request.POST.get("about", "")
    item = next((each for each in prepared(two) if each.url == about), None)
    if item is None:
        messages.info(request, _("It is off the list already."))
        return redirect("talks:page", pair_id)
    point = actions.leave_out(pair=two.pair, item=item, by=request.person, at=request.at)
    messages.success(request, _("Not this time. In two weeks it is back, if it still waits."))
    return back_to(point)


def back_to(point: TalkPoint) -> HttpResponse:
    """With the focus on it; one that is prepared again has no row of its own any more."""
    address = reverse("talks:page", args=[point.pair_id])
    if point.prepared and not point.is_over:
        return redirect(address)
    return back_at(address, f"point-{point.pk}")
