"""The four portfolios of an area, taking one over, and when the two look at an outcome again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.organisation.http import SignedInRequest, back_at, signed_in
from tandem.organisation.models import Area
from tandem.partnership.models import Outcome, Pair
from tandem.partnership.outcomes import actions
from tandem.partnership.outcomes.four import in_the_area
from tandem.partnership.outcomes.portfolios import portfolio
from tandem.partnership.outcomes.rules import State
from tandem.partnership.refused import NotPossible
from tandem.rooms.outcomes.forms import LookAgainForm
from tandem.rooms.outcomes.four_shown import how_many_words, the_four
from tandem.rooms.outcomes.shown import Mine
from tandem.rooms.outcomes.views import mine_or_404, shown


@require_GET
@signed_in
def page(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    """For who may see the area, and its two."""
    person, today = request.person, request.today
    pairs = Pair.objects.visible_to(person).on(today).telling_who_left(today)
    pair = pairs.filter(area=area_id).first()
    area = pair.area if pair else area_or_404(request, area_id)
    mine = {}
    if pair is not None:
        told = Outcome.objects.visible_to(person).telling_who_left(today)
        own = told.of_pair(pair.pk).open().exclude(portfolio="")
        mine = {each.portfolio: Mine(each, person, today) for each in own}
    may_begin = pair is not None and not pair.one_left
    four = the_four(mine, in_the_area(area.pk, today), may_begin=may_begin, today=today)
    context = {
        "area": area,
        "pair": pair,
        "partner": pair.partner_of(person) if pair else None,
        "four": four,
        "counted": how_many_words(sum(each.counts for each in four)),
    }
    return render(request, "outcomes/four.html", context)


def area_or_404(request: SignedInRequest, area_id: UUID) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.person, request.today), pk=area_id)


@require_POST
@signed_in
def begin(request: SignedInRequest, pair_id: UUID, key: str) -> HttpResponse:
    """One tap, and the other one's makes two."""
    pair = get_object_or_404(Pair.objects.visible_to(request.person).on(request.today), pk=pair_id)
    start = portfolio(key)
    if start is None:
        raise Http404
    there = reverse("outcomes:four", args=[pair.area_id])
    try:
        outcome = actions.begin_with(pair=pair, start=start, by=request.person, at=request.at)
    except NotPossible as refused:
        messages.error(request, _(refused.sentence))
        return back_at(there, f"four-{key}")
    name = {"name": pair.partner_of(request.person).called}
    row = Mine(outcome, request.person, request.today)
    if outcome.state == State.CO_OWNED:
        messages.info(request, _("You both own this already."))
    elif row.waits:
        messages.info(
            request, _("%(name)s has taken it over already. It waits for your yes.") % name
        )
    else:
        messages.success(request, _("Taken over, for your part. %(name)s is asked, too.") % name)
    return back_at(there, f"four-{key}")


@require_POST
@signed_in
def look_again(request: SignedInRequest, outcome_id: UUID) -> HttpResponse:
    outcome = mine_or_404(request, outcome_id)
    form = LookAgainForm(request.POST)
    if form.is_valid():
        try:
            actions.look_again_on(
                outcome=outcome, day=form.cleaned_data["day"], by=request.person, at=request.at
            )
        except NotPossible as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Set. It stands in your next talk once the day has come."))
            return redirect(outcome)
    return shown(request, outcome, again=form, status=422)
