"""The lists of a charter: what one counts on, what the other answers, and success factors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.charter import actions
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import two_or_404
from tandem.rooms.charters.forms import AnswerForm, entry_form
from tandem.rooms.charters.lines import Entered, entry_of, lines_of
from tandem.rooms.charters.views import changed_words, open_line_or_404, said, shown_form


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: SignedInRequest, pair_id: UUID, key: str) -> HttpResponse:
    line = open_line_or_404(request, pair_id, key)
    if not line.may_add:
        raise Http404
    form = entry_form(request.POST if request.method == "POST" else None, line)
    if form.is_valid():
        try:
            actions.add(
                pair=line.pair, key=key, **form.cleaned_data, by=request.person, at=request.at
            )
        except NotPossible as refused:
            form.add_error(None, _(refused.sentence))
        else:
            return said(request, line, changed_words(line), at_part=True)
    return shown_form(request, line, form, title=line.name, button=_("Write it"), lede=line.asks)


def entry_or_404(request: SignedInRequest, pair_id: UUID, entry_id: UUID) -> Entered:
    two = two_or_404(request, pair_id)
    found = entry_of(lines_of(two), entry_id)
    if found is None or not two.is_open:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: SignedInRequest, pair_id: UUID, entry_id: UUID) -> HttpResponse:
    found = entry_or_404(request, pair_id, entry_id)
    if not found.may_change:
        raise Http404
    entry, line = found.entry, found.line
    now = {"what": entry.what, "measure": entry.measure, "carried_by": entry.carried_by}
    form = entry_form(request.POST if request.method == "POST" else None, line, now)
    if form.is_valid():
        actions.change(entry=entry, **form.cleaned_data, by=request.person, at=request.at)
        return said(request, line, changed_words(line), at_part=True)
    return shown_form(request, line, form, title=line.name, button=_("Change it"), lede=line.asks)


@require_POST
@signed_in
def let_go(request: SignedInRequest, pair_id: UUID, entry_id: UUID) -> HttpResponse:
    found = entry_or_404(request, pair_id, entry_id)
    if not found.may_change:
        raise Http404
    actions.let_go(entry=found.entry, by=request.person, at=request.at)
    messages.success(request, _("Let go."))
    return redirect(found.line.url)


@require_http_methods(["GET", "POST"])
@signed_in
def answer(request: SignedInRequest, pair_id: UUID, entry_id: UUID) -> HttpResponse:
    found = entry_or_404(request, pair_id, entry_id)
    if not found.may_answer:
        raise Http404
    entry, line = found.entry, found.line
    now: dict[str, Any] = {"said": entry.answer or None, "why": entry.why}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            actions.answer(entry=entry, **form.cleaned_data, by=request.person, at=request.at)
        except NotPossible as refused:
            form.add_error("why", _(refused.sentence))
        else:
            told = _("Answered. %(name)s reads it.") % {"name": line.other}
            return said(request, line, told, at_part=True)
    return shown_form(request, line, form, title=entry.what, button=_("Answer"))
