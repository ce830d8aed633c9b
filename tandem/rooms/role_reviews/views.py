"""The yearly two-way review: answered by each alone, read by both at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, of_feature, signed_in
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.refused import NotPossible
from tandem.partnership.role_review import actions, rules
from tandem.partnership.role_review.told import once, readers
from tandem.partnership.two import Two, two_or_404
from tandem.rooms.role_reviews.beside import facts
from tandem.rooms.role_reviews.forms import AnswersForm
from tandem.rooms.role_reviews.shown import Now, telling, this_year, years_of
from tandem.rooms.role_reviews.words import named


@require_GET
@signed_in
@of_feature(TWO_WAY_REVIEW)
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    return shown(request, two_or_404(request, pair_id))


def shown(
    request: SignedInRequest, two: Two, *, notice: str = "", status: int = 200
) -> HttpResponse:
    """This year, as far as it is open; what both answered last, and the year before folded."""
    years = years_of(two)
    now = this_year(two, years)
    newest = years[0] if years else None
    context: dict[str, Any] = {
        "two": two,
        "pair": two.pair,
        "now": now,
        "newest": newest,
        "before": years[1:],
        "notice": notice,
        "next_on": next_on(two, now),
    }
    if newest is not None:
        context["is_read"] = newest.mine(request.person).read_on is not None
        context["telling"] = telling(two, newest)
        context["facts"] = facts(two.pair, request)
    return render(request, "role_reviews/page.html", context, status=status)


def next_on(two: Two, now: Now | None) -> date | None:
    """When the next year opens; None while one is open, and where none will."""
    if now is not None or not two.is_open:
        return None
    start = two.pair.start_on
    opened = rules.opened_on(start, two.today) or start
    return rules.day_in(opened.year + 1, start)


@require_http_methods(["GET", "POST"])
@signed_in
@of_feature(TWO_WAY_REVIEW)
def answer(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = two_or_404(request, pair_id)
    now = this_year(two, years_of(two))
    if now is None:
        raise Http404
    side = Side.LEADER if two.i_lead else Side.HR
    form = AnswersForm(
        request.POST if request.method == "POST" else None,
        side=side, about=two.other.called, mine=now.mine,
    )  # fmt: skip
    if form.is_valid():
        try:
            return answered(request, two, form)
        except NotPossible as refused:
            form.add_error(None, _(refused.sentence))
    people = once(readers(two.pair, request.today))
    context = {"two": two, "pair": two.pair, "now": now, "form": form, "people": named(people)}
    return render(request, "role_reviews/answer.html", context, status=422 if form.errors else 200)


def answered(request: SignedInRequest, two: Two, form: AnswersForm) -> HttpResponse:
    """Raises NotPossible."""
    said: dict[str, Any] = {"marks": form.marks, "words": form.cleaned_data["words"]}
    about: dict[str, Any] = {"pair": two.pair, "by": request.person, "at": request.at}
    if form.keeps:
        actions.keep(**said, **about)
        messages.success(request, _("Kept for you alone. Go on whenever you like."))
    elif actions.send(**said, **about).is_open_to_both:
        messages.success(request, _("Both of you have answered. You both read it from now on."))
    else:
        name = {"name": two.other.called}
        messages.success(request, _("Sent. It opens to both once %(name)s has answered.") % name)
    return redirect("role_reviews:page", two.pair.pk)


def said(
    request: SignedInRequest,
    pair_id: UUID,
    act: Callable[..., object],
    done: str,
    **more: Any,  # noqa: ANN401 - handed on
) -> HttpResponse:
    two = two_or_404(request, pair_id)
    try:
        act(pair=two.pair, **more, by=request.person, at=request.at)
    except NotPossible as refused:
        return shown(request, two, notice=_(refused.sentence), status=422)
    messages.success(request, done)
    return redirect("role_reviews:page", pair_id)


def year_meant(request: SignedInRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("year", ""))
    except ValueError:
        raise Http404 from None


@require_POST
@signed_in
@of_feature(TWO_WAY_REVIEW)
def leave_out(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    if not two_or_404(request, pair_id).is_open:
        raise Http404
    return said(request, pair_id, actions.skip, _("Left out this year. Nothing counts it."))


@require_POST
@signed_in
@of_feature(TWO_WAY_REVIEW)
def read(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    done = _("Read. It stands here for you both.")
    return said(request, pair_id, actions.read, done, opened_on=year_meant(request))


@require_POST
@signed_in
@of_feature(TWO_WAY_REVIEW)
def tell(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """One partner’s yes that those above read the one word, or that they take it back."""
    two, opened = two_or_404(request, pair_id), year_meant(request)
    if not two.is_open:
        raise Http404
    match request.POST.get("answer"):
        case "yes":
            done, yes = _("Said, for your part. You can take it back at any time."), True
        case "no":
            done, yes = _("Taken back. Nobody above reads it any more."), False
        case _answer:
            notice = _("Say yes, or take it back.")
            return shown(request, two, notice=notice, status=422)
    return said(request, pair_id, actions.let_tell, done, opened_on=opened, yes=yes)
