"""The quick line's pages: the line itself, what it means so far, and where it is taken or asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, of_feature, signed_in
from tandem.organisation.switches import QUICK_LINE
from tandem.partnership.away import naming_words
from tandem.rooms.today.forms import LineForm
from tandem.rooms.today.lines import Line, read_line
from tandem.rooms.today.signed_out import keeps_the_line
from tandem.rooms.today.words import placeholder


@require_POST
@keeps_the_line
@signed_in
@of_feature(QUICK_LINE)
def reading(request: SignedInRequest) -> HttpResponse:
    """What the line means so far. Posted, so that nobody's log keeps what was typed."""
    line = read_line(request.POST.get("line", ""), request.person, request.today)
    context = {"line": line, "questions": line.questions}
    if line.seen and not line.is_reminder:
        context["away"] = naming_words(line.who[0], request.person, request.today)
    return render(request, "today/_reading.html", context)


@require_http_methods(["GET", "POST"])
@keeps_the_line
@signed_in
@of_feature(QUICK_LINE)
def quick(request: SignedInRequest) -> HttpResponse:
    """GET is the line alone, for whatever page one is on; with htmx, what opens over that page.

    POST takes the line at once if the page has shown what it means; otherwise it asks first.
    """
    if request.method == "GET":
        template = "today/_quick_box.html" if request.htmx else "today/quick.html"
        context = {"placeholder": placeholder(None), "back": back_of(request)}
        return render(request, template, context)
    line = read_line(request.POST.get("line", ""), request.person, request.today)
    confirmed = "confirmed" in request.POST
    if not confirmed and (not line.seen or request.POST.get("seen") != line.seen):
        return asked(request, line, new_form(request, initial=line.terms))
    form = new_form(request, request.POST if confirmed else line.terms)
    if form.is_valid() and (taken := form.taken(at=request.at)):
        messages.success(request, taken)
        return redirect(back_of(request))
    return asked(request, line, form)


def new_form(
    request: SignedInRequest,
    data: Mapping[str, Any] | None = None,
    *,
    initial: Mapping[str, object] | None = None,
) -> LineForm:
    return LineForm(data, me=request.person, today=request.today, initial=initial)


def asked(request: SignedInRequest, line: Line, form: LineForm) -> HttpResponse:
    """What was read is filled in; what could mean two things is a choice until one is made."""
    if line.offered_people and "who" not in request.POST:
        form.ask_who(line.offered_people)
    if len(line.days) > 1 and "due_on" not in request.POST:
        form.ask_when(line.reading.when)
    context = {
        "form": form,
        "line": request.POST.get("line", ""),
        "action": reverse("today:quick"),
        "back": back_of(request),
    }
    return render(request, "today/ask.html", context, status=422 if form.errors else 200)


def back_of(request: SignedInRequest) -> str:
    """The page one came from, which is one of ours; Today where none is named."""
    given = (request.POST or request.GET).get("back", "")
    home = reverse("today:page")
    ours = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if ours and given.startswith(home) else home
