"""A joint note, for those it was sent to and for the two who sent it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.access.tiers import Tier
from tandem.organisation.digits import in_digits
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.rooms.escalations import deciding
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.forms import DecisionForm
from tandem.rooms.escalations.keeping import points_over
from tandem.rooms.escalations.models import JointNote
from tandem.rooms.escalations.shown import named, sent


def note_or_404(request: SignedInRequest, note_id: UUID) -> JointNote:
    """Before it was sent there is none, for nobody: the two have their own page for it."""
    seen = JointNote.objects.visible_to(request.person).filter(tier=Tier.RESTRICTED.value)
    there = seen.exclude(escalation__in=points_over(request.today))
    found: JointNote = get_object_or_404(there, pk=note_id)
    return found


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, note_id: UUID) -> HttpResponse:
    note = note_or_404(request, note_id)
    shown = sent(note, request.person, request.today)
    if request.method == "POST" and not shown.i_decide:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        deciding.decide(note=note, **form.cleaned_data, by=request.person, at=request.at)
        others = named([each for each in shown.asked if each != request.person])
        waiting = _("Written. It stands once %(names)s says yes.") % {"names": others}
        messages.success(request, waiting if others else decided_words(note))
        return redirect(note)
    clock = shown.box(request.today)
    context = {
        "note": note,
        "pair": note.pair,
        "sent": shown,
        "box": clock.words(request.today) if shown.note.escalation.is_running else "",
        "form": form,
    }
    return render(request, "escalations/note.html", context, status=422 if form.errors else 200)


def decided_words(note: JointNote) -> str:
    two = {"leader": note.pair.leader.called, "hr": note.pair.hr_partner.called}
    return _("Decided. %(leader)s and %(hr)s read it, and why.") % two


def agree(note: JointNote, given: Mapping[str, str], by: Person, at: datetime) -> str:
    version = in_digits(given.get("version", ""))
    if version is None:
        raise Http404
    deciding.agree(note=note, version=version, by=by, at=at)
    return decided_words(note)


def pass_on(note: JointNote, _given: Mapping[str, str], by: Person, at: datetime) -> str:
    deciding.pass_on(note=note, by=by, at=at)
    return _("Passed on. You can still read it, and what becomes of it.")


def hand_on(note: JointNote, _given: Mapping[str, str], by: Person, at: datetime) -> str:
    deciding.hand_to_who_came(note=note, by=by, at=at)
    return _("Handed to who holds the office now.")


def read(note: JointNote, _given: Mapping[str, str], by: Person, at: datetime) -> str:
    deciding.read(note=note, by=by, at=at)
    return _("Good.")


ACTS: Mapping[str, Callable[[JointNote, Mapping[str, str], Person, datetime], str]] = {
    "agree": agree, "pass-on": pass_on, "hand-on": hand_on, "read": read,
}  # fmt: skip


@require_POST
@signed_in
def act(request: SignedInRequest, note_id: UUID, act: str) -> HttpResponse:
    note = note_or_404(request, note_id)
    shown = sent(note, request.person, request.today)
    theirs = shown.is_of_the_two if act in ("hand-on", "read") else request.person in shown.asked
    if act not in ACTS or not theirs:
        raise Http404
    try:
        messages.success(request, ACTS[act](note, request.POST, request.person, request.at))
    except NotNow as refused:
        messages.error(request, str(refused))
    return redirect(note)
