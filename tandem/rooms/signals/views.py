"""What was noticed about my pairs, one signal with its history, and each answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.commitments.lists import closed_last_month
from tandem.partnership.commitments.refusals import NotPossible as NotPromised
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.signals import actions
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.signals.rows import SignalRow, may, noticed_by, rows, told
from tandem.partnership.signals.rules import step_for
from tandem.partnership.signals.standing import Act
from tandem.partnership.words import closed_words, day_words
from tandem.rooms.signals.forms import FORMS, AnswerForm, StartForm

OVER_DAYS = 90
PER_PAGE = 20
TAKES = {Act.START: actions.start, Act.DISMISS: actions.dismiss, Act.PUT_OFF: actions.put_off}


@require_GET
@signed_in
def all_mine(request: SignedInRequest) -> HttpResponse:
    """What asks something, what waits, and what is over."""
    person, today = request.person, request.today
    asking = noticed_by(person, today)
    shown = {row.signal.pk for row in asking}
    mine = Signal.objects.visible_to(person).telling_who_left(today)
    waiting = mine.open().exclude(pk__in=shown)
    over = mine.over(since=today - timedelta(days=OVER_DAYS))
    closed = 0 if asking else closed_last_month(person, today)
    context = {
        "closed": closed_words(closed),
        "asking": asking,
        "waiting": rows(waiting, person, today),
        "over": rows(over, person, today),
    }
    return render(request, "signals/list.html", context)


@require_GET
@signed_in
def of_pair(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """What was ever noticed between two partners, and what came of it: for these two."""
    person, today = request.person, request.today
    pair = get_object_or_404(Pair.objects.visible_to(person).telling_who_left(today), pk=pair_id)
    those = Signal.objects.visible_to(person).of(pair.pk).newest_first()
    page = Paginator(those.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "pair": pair,
        "partner": pair.partner_of(person).called,
        "rows": rows(those.filter(pk__in=[*page]).telling_who_left(today), person, today),
        "page": page,
    }
    return render(request, "signals/of_pair.html", context)


@require_GET
@signed_in
def page(request: SignedInRequest, signal_id: UUID) -> HttpResponse:
    """With htmx its card alone: that is "never mind" for an answer whose form was opened there."""
    row = row_or_404(request, signal_id)
    return shown_card(request, row) if request.htmx else shown_page(request, row)


@require_http_methods(["GET", "POST"])
@signed_in
def act(request: SignedInRequest, signal_id: UUID, act: str) -> HttpResponse:
    """GET asks what the answer needs, POST gives it. With htmx the card comes back, either way."""
    row, meant = row_or_404(request, signal_id), act_meant(act)
    if meant is Act.SEE:
        return seen(request, row)
    if meant is Act.START and "list" in request.POST:
        return to_the_list(request, row)
    if not may(row.signal, meant):
        return not_possible(request, row, NotPossible(refusal(row, meant)))
    form = FORMS[meant](request.POST if request.method == "POST" else None, row=row)
    if not form.is_valid():
        return shown_form(request, form)
    try:
        TAKES[meant](signal=row.signal, by=request.person, at=request.at, **form.said())  # type: ignore[operator]  # a form for each
    except NotPossible as refused:
        return not_possible(request, row, refused)
    except NotPromised as refused:
        form.add_error("due_on", _(refused.sentence))
        return shown_form(request, form)
    return taken(request, form)


def act_meant(act: str) -> Act:
    try:
        meant = Act(act)
    except ValueError:
        raise Http404 from None
    if meant not in TAKES and meant is not Act.SEE:
        raise Http404
    return meant


def row_or_404(request: SignedInRequest, signal_id: UUID) -> SignalRow:
    mine = Signal.objects.visible_to(request.person).telling_who_left(request.today)
    found = rows(mine.filter(pk=signal_id), request.person, request.today)
    if not found:
        raise Http404
    return found[0]


def seen(request: SignedInRequest, row: SignalRow) -> HttpResponse:
    """Asked for by the card itself, once it stands before somebody's eyes."""
    if request.method == "GET":
        raise Http404
    try:
        actions.see(signal=row.signal, by=request.person, at=request.at)
    except NotPossible as refused:
        return not_possible(request, row, refused)
    return HttpResponse(status=204)


def to_the_list(request: SignedInRequest, row: SignalRow) -> HttpResponse:
    """Who looks has seen it, and has not begun with it: that takes a promise."""
    try:
        actions.see(signal=row.signal, by=request.person, at=request.at)
    except NotPossible as refused:
        return not_possible(request, row, refused)
    return redirect(row.list_url)


def refusal(row: SignalRow, meant: Act) -> str:
    try:
        step_for(row.signal.standing, meant)
    except NotPossible as refused:
        return refused.sentence
    return ""


def taken(request: SignedInRequest, form: AnswerForm) -> HttpResponse:
    after = row_or_404(request, form.row.signal.pk)
    notice = form.taken
    if request.htmx:
        return shown_card(request, after, notice=notice)
    messages.success(request, notice)
    if isinstance(form, StartForm):
        return redirect(after.promise_url)
    return redirect(after.signal)


def not_possible(request: SignedInRequest, row: SignalRow, refused: NotPossible) -> HttpResponse:
    """What became of it meanwhile, and why this cannot be said to it; what was typed is kept."""
    row, notice = row_or_404(request, row.signal.pk), _(refused.sentence)
    if request.htmx:
        return shown_card(request, row, notice=notice, status=422)
    return shown_page(request, row, notice=notice, status=422)


def shown_card(
    request: SignedInRequest,
    row: SignalRow,
    *,
    notice: str = "",
    answer: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"row": row, "notice": notice, "answer": answer}
    return render(request, "signals/_swapped.html", context, status=status)


def shown_form(request: SignedInRequest, form: AnswerForm) -> HttpResponse:
    status = 422 if form.errors else 200
    if request.htmx:
        if not form.errors:
            form.focus()
        return shown_card(request, form.row, answer=form, status=status)
    context = {"row": form.row, "answer": form}
    return render(request, "signals/act.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Entry:
    """One move in its history: our sentence about it, and what was said."""

    move: SignalMove
    on_words: str
    sentence: str


def shown_page(
    request: SignedInRequest, row: SignalRow, *, notice: str = "", status: int = 200
) -> HttpResponse:
    moves = SignalMove.objects.visible_to(request.person).of(row.signal).order_by("-number")
    history = [Entry(one, day_words(one.on, request.today), told(one, row)) for one in moves]
    typed = request.POST.get("words", "").strip()
    context = {"row": row, "history": history, "notice": notice, "typed": typed}
    return render(request, "signals/page.html", context, status=status)
