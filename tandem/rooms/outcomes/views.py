"""Outcomes: what is being agreed between two, what both own, and what the area's people read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.moving import MoveRefused
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.models import CoOwnedOutcome, Outcome, OutcomeReading, Pair
from tandem.partnership.outcomes import actions
from tandem.partnership.outcomes.acts import acts_of
from tandem.partnership.outcomes.four import how_many
from tandem.partnership.outcomes.models import OutcomeQuerySet
from tandem.partnership.outcomes.owners import orphaned
from tandem.partnership.outcomes.rules import Act
from tandem.partnership.refused import NotPossible
from tandem.rooms.outcomes import words
from tandem.rooms.outcomes.forms import LookAgainForm, ReadingForm, TermsForm
from tandem.rooms.outcomes.four_shown import how_many_words, next_look_words
from tandem.rooms.outcomes.shown import Mine, Owned, new_url, with_acts, with_readings

PER_PAGE = 20
SAID: Mapping[str, Callable[[], str]] = {
    Act.MEET: lambda: _("Called met. Your partner can take it up again."),
    Act.NOT_MEET: lambda: _("Called not met. Your partner can take it up again."),
    Act.RETIRE: lambda: _("Let go. Your partner can take it up again."),
    Act.TAKE_UP: lambda: _("Taken up again."),
    "take_back": lambda: _("For the area’s people alone again."),
}


@require_GET
@signed_in
def every(request: SignedInRequest) -> HttpResponse:
    """One's own, as they are being agreed and owned, then what one may read of others."""
    person, today = request.person, request.today
    pairs = [*Pair.objects.visible_to(person).on(today).telling_who_left(today)]
    seen_by_two = Outcome.objects.visible_to(person).telling_who_left(today)
    own: OutcomeQuerySet = seen_by_two.filter(pair__in=pairs)
    mine = with_readings(sorted(own if pairs else [], key=order), person, today)
    seen = CoOwnedOutcome.objects.visible_to(person, today).still()
    orphans = [  # of former pairs: what the two own themselves stands above, whoever of them left
        owned
        for pair, owned, _since in (orphaned(pairs, today) if pairs else ())
        if owned.outcome.pair_id != pair.pk
    ]
    others = seen.exclude(outcome__pair__in=pairs).exclude(pk__in=[each.pk for each in orphans])
    page = Paginator(others.order_by("area__name", "by_on", "id"), PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "mine": mine,
        "pairs": [(pair, new_url(pair.pk)) for pair in pairs if not pair.one_left],
        "four": counted(pairs, today),
        "orphans": [Owned(each, today) for each in orphans],
        "others": [Owned(each, today) for each in shown],
        "page": shown,
    }
    return render(request, "outcomes/list.html", context)


def counted(pairs: Sequence[Pair], today: date) -> list[tuple[Pair, str]]:
    """How many of the four two own together, where one has a single pair.

    Of several nothing is said here: their areas would stand beside each other by that number.
    """
    if len(pairs) != 1:
        return [(pair, "") for pair in pairs]
    found = how_many([pair.area_id for pair in pairs], today)
    return [(pair, how_many_words(found[pair.area_id])) for pair in pairs]


def order(outcome: Outcome) -> tuple[bool, str, object]:
    return outcome.open_since is None, outcome.state, outcome.by_on


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    pair = get_object_or_404(Pair.objects.visible_to(request.person).on(request.today), pk=pair_id)
    posted = request.POST if request.method == "POST" else None
    form = TermsForm(posted, by=request.person, pair=pair)
    if form.is_valid():
        try:
            outcome = actions.propose(
                pair=pair, terms=form.terms, accepting=form.accepting, by=request.person,
                at=request.at,
            )  # fmt: skip
        except NotPossible as refused:
            form.refuse(refused)
        else:
            name = {"name": pair.partner_of(request.person).called}
            messages.success(request, _("Proposed. %(name)s is asked to accept it.") % name)
            return redirect(outcome)
    context = {"form": form, "pair": pair, "partner": pair.partner_of(request.person)}
    return render(request, "outcomes/form.html", context, status=422 if form.errors else 200)


def mine_or_404(request: SignedInRequest, outcome_id: UUID) -> Outcome:
    mine = Outcome.objects.visible_to(request.person).telling_who_left(request.today)
    return get_object_or_404(mine, pk=outcome_id)


@require_GET
@signed_in
def page(request: SignedInRequest, outcome_id: UUID) -> HttpResponse:
    return shown(request, mine_or_404(request, outcome_id))


def shown(
    request: SignedInRequest,
    outcome: Outcome,
    *,
    form: ReadingForm | None = None,
    again: LookAgainForm | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    person, today = request.person, request.today
    acts = acts_of([outcome.pk]).get(outcome.pk)
    readings = [*OutcomeReading.objects.visible_to(person).of([outcome])]
    row = Mine(outcome, person, today, readings, *([acts] if acts else []))
    owned = next(iter(actions.holding_of(outcome)), None)
    is_over = outcome.pair.is_over(today)
    context = {
        "row": row,
        "history": history(row),
        "owned": owned,
        "publishing": publishing(owned, row) if owned and not is_over else "",
        "form": form or (ReadingForm(None, today=today) if row.may_read else None),
        "again": again or LookAgainForm(None, initial={"day": outcome.review_on}),
        "next_look": next_look_words(outcome.review_on, today),
        "notice": notice,
        "is_over": is_over,
        "sees_numbers": request.has(PEOPLE_DATA),
    }
    return render(request, "outcomes/page.html", context, status=status)


def publishing(owned: CoOwnedOutcome, row: Mine) -> str:
    """How far the two are with showing it to everybody: one says so first, then both have."""
    if owned.is_published:
        return "published"
    wanted = actions.wants_published(owned)
    if row.reader.pseudonym in wanted:
        return "mine"
    return "theirs" if row.partner.pseudonym in wanted else "unsaid"


def history(row: Mine) -> list[tuple[object, str]]:
    """Every act with its moment, the newest first."""
    people = {each.person.pseudonym: each.person.called for each in row.parts}
    return [
        (done.at, words.event_words(done, people.get(who, _("Somebody")) if who else _("Somebody")))
        for who, done in row.acts.said
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: SignedInRequest, outcome_id: UUID) -> HttpResponse:
    outcome = mine_or_404(request, outcome_id)
    posted = request.POST if request.method == "POST" else None
    form = TermsForm(posted, by=request.person, pair=outcome.pair, terms=outcome.terms)
    if form.is_valid():
        try:
            actions.change(
                outcome=outcome, terms=form.terms, seen=form.cleaned_data["seen"],
                accepting=form.accepting, by=request.person, at=request.at,
            )  # fmt: skip
        except NotPossible as refused:
            form.refuse(refused)
        else:
            name = {"name": outcome.pair.partner_of(request.person).called}
            messages.success(request, _("Changed. %(name)s is asked to accept it.") % name)
            return redirect(outcome)
    row = Mine(outcome, request.person, request.today)
    context = {"form": form, "row": row, "pair": outcome.pair, "partner": row.partner}
    return render(request, "outcomes/form.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def reading(request: SignedInRequest, outcome_id: UUID) -> HttpResponse:
    outcome = mine_or_404(request, outcome_id)
    form = ReadingForm(request.POST, today=request.today)
    if form.is_valid():
        try:
            actions.read(outcome=outcome, **form.said(), by=request.person, at=request.at)
        except NotPossible as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Entered."))
            return redirect(outcome)
    return shown(request, outcome, form=form, status=422)


@require_POST
@signed_in
def act(request: SignedInRequest, outcome_id: UUID, act: str) -> HttpResponse:
    """What takes one tap. Two taps are one, and what became of it meanwhile is said."""
    outcome = mine_or_404(request, outcome_id)
    if act == Act.ACCEPT and not request.POST.get("seen"):  # a browser sends what the button holds
        return HttpResponseBadRequest(_("Say which wording you have read."))
    try:
        said = done(request, outcome, act)
    except NotPossible as refused:
        return shown(
            request, mine_or_404(request, outcome_id), notice=_(refused.sentence), status=422
        )
    except MoveRefused as refused:
        return shown(request, outcome, notice=str(refused), status=422)
    messages.success(request, said)
    return redirect(outcome)


def done(request: SignedInRequest, outcome: Outcome, act: str) -> str:
    """Raises Http404 for what is no act, NotPossible, MoveRefused."""
    by = {"outcome": outcome, "by": request.person, "at": request.at}
    match act:
        case Act.ACCEPT:
            return accepted(actions.accept(seen=request.POST["seen"], **by), request)  # type: ignore[arg-type]  # as above
        case Act.MEET | Act.NOT_MEET | Act.RETIRE:
            actions.end(act=Act(act), **by)  # type: ignore[arg-type]  # as above
        case Act.TAKE_UP:
            actions.take_up(**by)  # type: ignore[arg-type]  # as above
        case "publish":
            return published(actions.publish(**by), outcome, request)  # type: ignore[arg-type]  # as above
        case "take_back":
            actions.take_back(**by)  # type: ignore[arg-type]  # as above
        case _other:
            raise Http404
    return SAID[act]()


def accepted(outcome: Outcome, request: SignedInRequest) -> str:
    if outcome.open_since is None:
        return _("Both of you own it now. The area’s leaders and HR people can read it.")
    name = {"name": outcome.pair.partner_of(request.person).called}
    return _("Accepted. Both own it once %(name)s accepts it, too.") % name


def published(owned: CoOwnedOutcome, outcome: Outcome, request: SignedInRequest) -> str:
    if owned.is_published:
        return _("Everybody here can read it now.")
    name = {"name": outcome.pair.partner_of(request.person).called}
    return _("Said. Everybody can read it once %(name)s says so, too.") % name


def owned_or_404(request: SignedInRequest, owned_id: UUID) -> CoOwnedOutcome:
    there = CoOwnedOutcome.objects.visible_to(request.person, request.today)
    return get_object_or_404(there.select_related("outcome"), pk=owned_id)


@require_GET
@signed_in
def co_owned(request: SignedInRequest, owned_id: UUID) -> HttpResponse:
    """For whoever may read it. The two come from here to their own page."""
    owned = owned_or_404(request, owned_id)
    [row] = with_acts([owned], acts_of([owned.outcome_id]), request.today)
    mine = Outcome.objects.visible_to(request.person).filter(pk=owned.outcome_id).first()
    context = {
        "row": row,
        "mine": mine,
        "taker": taker(request, owned),
        "sees_numbers": request.has(PEOPLE_DATA) and not owned.is_published,
    }
    return render(request, "outcomes/co_owned.html", context)


def taker(request: SignedInRequest, owned: CoOwnedOutcome) -> Pair | None:
    """The reader’s pair, where it is of this area now and others are named as owners."""
    pairs = Pair.objects.visible_to(request.person).on(request.today)
    pair = pairs.filter(area=owned.area_id).first()
    if pair is None or owned.became or owned.end_on is not None:
        return None
    same = pair.leader_id == owned.leader_id and pair.hr_partner_id == owned.hr_partner_id
    return None if same else pair


@require_POST
@signed_in
def take_over(request: SignedInRequest, owned_id: UUID) -> HttpResponse:
    owned = owned_or_404(request, owned_id)
    pair = taker(request, owned)
    if pair is None:
        raise Http404
    try:
        outcome = actions.take_over(owned=owned, pair=pair, by=request.person, at=request.at)
    except NotPossible as refused:
        messages.error(request, _(refused.sentence))
        return redirect(owned)
    name = {"name": pair.partner_of(request.person).called}
    messages.success(request, _("Taken over, for your part. %(name)s is asked, too.") % name)
    return redirect(outcome)
