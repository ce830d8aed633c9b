"""Goals of a pair side by side: a tap for each two, and a sentence where they are at odds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.organisation.http import SignedInRequest, back_at, signed_in
from tandem.partnership.goals import actions
from tandem.partnership.goals.reading import goals_of
from tandem.partnership.goals.rules import FEWEST_GOALS, GONE
from tandem.partnership.models import GoalMark
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import Two, two_or_404
from tandem.rooms.goals.forms import MarkForm, SettleForm
from tandem.rooms.goals.shown import Named, Table

PER_PAGE = 20
BEFORE = 20  # of what is over; the record keeps the rest


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    return shown(request, two_or_404(request, pair_id))


def shown(
    request: SignedInRequest, two: Two, *, bound: Mapping[UUID, SettleForm] | None = None,
    notice: str = "", chosen: UUID | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """bound: a form that came back with its reason, by the mark it is about."""
    table = table_of(two)
    forms_of = {each.pk: SettleForm(None, mark_id=each.pk) for each in table.marks}
    chosen = chosen or asked_for(request, table)
    beside = Paginator(table.beside(chosen) if chosen else [], PER_PAGE)
    context: dict[str, Any] = {
        "two": two,
        "pair": two.pair,
        "table": table,
        "enough": len(table.goals) >= FEWEST_GOALS,
        "at_odds": table.at_odds({**forms_of, **(bound or {})} if two.is_open else {}),
        "chosen": table.goals[chosen] if chosen else None,
        "beside": beside.get_page(request.GET.get("page")),
        "before": table.before()[:BEFORE],
        "notice": notice,
    }
    return render(request, "goals/page.html", context, status=status)


def table_of(two: Two) -> Table:
    goals = {each.id: Named(each, two) for each in goals_of(two.pair)}
    marks = GoalMark.objects.visible_to(two.me).of(two.pair)
    return Table(goals, [*marks], two)


def asked_for(request: SignedInRequest, table: Table) -> UUID | None:
    """The goal of the address; where that is none, the first with something to look at."""
    try:
        wanted = UUID(request.GET.get("goal", ""))
    except ValueError:
        return table.first_open()
    return wanted if wanted in table.goals else table.first_open()


@require_POST
@signed_in
def mark(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """The goal that was looked at is `one`: one comes back to it."""
    two, form = open_or_404(request, pair_id), MarkForm(request.POST)
    if not form.is_valid():
        return shown(request, two, notice=_("Choose one of the three."), status=422)
    given = form.cleaned_data
    try:
        actions.mark(pair=two.pair, **given, by=request.person, at=request.at)
    except NotPossible as refused:
        known = table_of(two).goals
        chosen = given["one"] if given["one"] in known and refused.sentence != GONE else None
        return shown(request, two, notice=_(refused.sentence), chosen=chosen, status=422)
    address = reverse("goals:page", args=[pair_id])
    return back_at(f"{address}?goal={given['one']}", f"beside-{given['other']}")


@require_POST
@signed_in
def settle(request: SignedInRequest, pair_id: UUID, mark_id: UUID) -> HttpResponse:
    two = open_or_404(request, pair_id)
    mine = GoalMark.objects.visible_to(request.person).of(two.pair)
    row = get_object_or_404(mine, pk=mark_id)
    row.pair = two.pair
    form = SettleForm(request.POST, mark_id=row.pk)
    if not form.is_valid():
        return shown(request, two, bound={row.pk: form}, status=422)
    try:
        actions.settle(mark=row, **form.cleaned_data, by=request.person, at=request.at)
    except NotPossible as refused:
        return shown(request, two, notice=_(refused.sentence), status=422)
    except ValidationError as wrong:
        form.add_error("how", wrong.messages[0])
        return shown(request, two, bound={row.pk: form}, status=422)
    messages.success(request, _("Settled. It stands below, in your words."))
    return redirect("goals:page", pair_id)


def open_or_404(request: SignedInRequest, pair_id: UUID) -> Two:
    two = two_or_404(request, pair_id)
    if not two.is_open:
        raise Http404
    return two
