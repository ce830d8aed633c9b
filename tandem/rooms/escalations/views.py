"""What two partners cannot get past yet: the list of it, one of them, and what each does to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.digits import in_digits
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.two import Two, two_or_404
from tandem.rooms.escalations import actions
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.forms import (
    JUST_TALK,
    BecauseForm,
    BeginForm,
    HeardForm,
    SettledForm,
    ViewForm,
)
from tandem.rooms.escalations.keeping import points_over
from tandem.rooms.escalations.models import Because, Escalation
from tandem.rooms.escalations.shown import Point, box_of, named, sending, sent


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = two_or_404(request, pair_id)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(begun(two, form.cleaned_data, request))
    there = Escalation.objects.visible_to(request.person).of(two.pair)
    every = [*there.exclude(pk__in=points_over(request.today))]
    context = {
        "two": two,
        "pair": two.pair,
        "running": [each for each in every if each.is_running],
        "ended": [each for each in every if not each.is_running],
        "form": form if two.is_open else None,
    }
    return render(request, "escalations/page.html", context, status=422 if form.errors else 200)


def begun(two: Two, given: Mapping[str, str], request: SignedInRequest) -> Escalation:
    about: dict[str, Any] = {"pair": two.pair, "by": request.person, "at": request.at}
    other = {"name": two.other.called}
    if given["how"] == JUST_TALK:
        messages.success(request, _("Asked. Only %(name)s reads it.") % other)
        return actions.ask_to_talk(matter=given["matter"], **about)
    messages.success(request, _("Begun. You and %(name)s each write how you see it.") % other)
    return actions.begin_with_views(matter=given["matter"], because=Because(given["how"]), **about)


@require_http_methods(["GET"])
@signed_in
def point(request: SignedInRequest, point_id: UUID) -> HttpResponse:
    return shown_point(request, shown_or_404(request, point_id))


def shown_or_404(request: SignedInRequest, point_id: UUID) -> Point:
    seen = Escalation.objects.visible_to(request.person).exclude(pk__in=points_over(request.today))
    found = get_object_or_404(seen, pk=point_id)
    return Point(found, two_or_404(request, found.pair_id))


def shown_point(
    request: SignedInRequest, shown: Point, *, bound: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    """bound: a form that came back with its reasons, by its act."""
    wrong, today = bound or {}, request.today
    note = shown.point.note if shown.has_note else None
    gone = sent(note, request.person, today) if note and note.sent_on else None
    box = box_of(shown.point, gone, today)
    going = sending(shown)
    context = {
        "shown": shown,
        "point": shown.point,
        "two": shown.two,
        "pair": shown.two.pair,
        "box": box.words(today) if box else "",
        "box_is_past": box.is_past if box else False,
        "sending": going,
        "to": named(going.to) if going else "",
        "top": named(going.top) if going else "",
        "sent": gone,
        "because_form": wrong.get("views") or BecauseForm(),
        "heard_form": wrong.get("heard") or HeardForm(),
        "settled_form": wrong.get("settle") or SettledForm(),
    }
    return render(request, "escalations/point.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: SignedInRequest, point_id: UUID) -> HttpResponse:
    """One's own, while it is between the two."""
    shown = shown_or_404(request, point_id)
    if not (shown.is_open and shown.point.is_between_us and shown.has_note):
        raise Http404
    begins = {"question": shown.point.note.question, "view": shown.mine.view}
    form = ViewForm(request.POST if request.method == "POST" else None, initial=begins)
    if form.is_valid():
        given = form.cleaned_data
        question = given["question"] if "question" in form.changed_data else None
        actions.write_view(
            point=shown.point, view=given["view"], question=question, by=request.person,
            at=request.at,
        )  # fmt: skip
        name = {"name": shown.two.other.called}
        said = _("Written. %(name)s reads it once theirs is written too.") % name
        messages.success(request, _("Written.") if shown.theirs.has_written else said)
        return redirect(shown.point)
    context = {"shown": shown, "point": shown.point, "two": shown.two, "form": form}
    return render(request, "escalations/view.html", context, status=422 if form.errors else 200)


Acts = Callable[[dict[str, Any], Mapping[str, str], Point], str]


def yes_to_talk(about: dict[str, Any], _given: Mapping[str, str], _shown: Point) -> str:
    actions.say_yes_to_talk(**about)
    return _("Good. Find a moment for the two of you.")


def both_views(about: dict[str, Any], given: Mapping[str, str], _shown: Point) -> str:
    actions.ask_for_views(because=Because(given["because"]), **about)
    return _("Each of you writes how you see it now.")


def heard(about: dict[str, Any], given: Mapping[str, str], shown: Point) -> str:
    actions.say_what_you_heard(heard=given["heard"], **about)
    return _("Said. %(name)s reads what you heard.") % {"name": shown.two.other.called}


def send(about: dict[str, Any], given: Mapping[str, str], shown: Point) -> str:
    version = in_digits(given.get("version", ""))
    if version is None:
        raise Http404
    point = actions.say_yes_to_send(version=version, **about)
    if point.is_between_us:
        return _("You said yes. It goes once %(name)s does.") % {"name": shown.two.other.called}
    return _("Sent, in the name of both of you.")


def again(about: dict[str, Any], _given: Mapping[str, str], _shown: Point) -> str:
    actions.think_again(**about)
    return _("Taken back. It stays between the two of you.")


def settle(about: dict[str, Any], given: Mapping[str, str], shown: Point) -> str:
    actions.say_what_we_agreed(words=given["words"], **about)
    return _("Written. It is settled once %(name)s agrees.") % {"name": shown.two.other.called}


def settled(about: dict[str, Any], _given: Mapping[str, str], _shown: Point) -> str:
    actions.agree_that_it_is_settled(**about)
    return _("Settled, between the two of you. Well done.")


def rest(about: dict[str, Any], _given: Mapping[str, str], _shown: Point) -> str:
    actions.let_rest(**about)
    return _("Left to rest. You can begin it again whenever you like.")


ACTS: Mapping[str, tuple[type[forms.Form] | None, Acts]] = {
    "yes": (None, yes_to_talk), "views": (BecauseForm, both_views), "heard": (HeardForm, heard),
    "send": (None, send), "again": (None, again), "settle": (SettledForm, settle),
    "settled": (None, settled), "rest": (None, rest),
}  # fmt: skip


@require_POST
@signed_in
def act(request: SignedInRequest, point_id: UUID, act: str) -> HttpResponse:
    shown = shown_or_404(request, point_id)
    if act not in ACTS:
        raise Http404
    form_class, take = ACTS[act]
    given: Mapping[str, str] = request.POST
    if form_class is not None:
        form = form_class(request.POST)
        if not form.is_valid():
            return shown_point(request, shown, bound={act: form})
        given = form.cleaned_data
    about = {"point": shown.point, "by": request.person, "at": request.at}
    try:
        messages.success(request, take(about, given, shown))
    except NotNow as refused:
        messages.error(request, str(refused))
    return redirect("escalations:point", point_id)
