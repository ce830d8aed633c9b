"""Who paired the two and why, and the safe route to a different partner."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.access.models import Event
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Grounds, Person
from tandem.partnership.changing import actions
from tandem.partnership.changing.actions import UnableToAsk
from tandem.partnership.changing.models import ANSWERS, WORDS_LENGTH, State
from tandem.partnership.changing.waiting import ANSWER_WORKING_DAYS, answer_by
from tandem.partnership.models import Pair, PartnerWish

ANSWER_CHOICES = [(each.value, each.label) for each in ANSWERS]


class WishForm(forms.Form):
    to = forms.ChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        help_text=gettext_lazy("Nobody else reads it. Your partner does not learn that you asked."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom you ask.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What should they know?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("A sentence is enough.")},
    )

    def __init__(self, data: Any, *, people: list[Person]) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(data)
        choices = [(str(each.pk), each.name) for each in people]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=ANSWER_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """For the two, each alone: what one of them asked, the other does not find here."""
    pair = get_object_or_404(Pair.objects.visible_to(request.person), pk=pair_id)
    people = actions.whom_to_turn_to(pair, request.today)
    form = WishForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        to = next(each for each in people if str(each.pk) == form.cleaned_data["to"])
        try:
            wish = actions.ask(
                pair=pair, to=to, words=form.cleaned_data["words"], by=request.person, at=request.at
            )
        except UnableToAsk as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Asked. %(name)s reads it.") % {"name": to.called})
            return redirect("pairs:wish", wish.pk)
    mine = PartnerWish.objects.filter(pair=pair, by=request.person).select_related("to")
    context = {
        "pair": pair,
        "partner": pair.partner_of(request.person),
        "made": made_by(pair),
        "form": form,
        "people": people,
        "wishes": [*mine],
        "days": ANSWER_WORKING_DAYS,
        "is_over": pair.is_over(request.today),
    }
    return render(request, "pairs/about.html", context, status=422 if form.errors else 200)


def made_by(pair: Pair) -> dict[str, str]:
    """By whose hand, and on what grounds, as far as the record still knows."""
    event = Event.objects.about(pair.pk).filter(what="pair.made").first()
    who = Person.objects.filter(pseudonym=event.who).first() if event and event.who else None
    name = who.name if who else _("whoever set Tandem up")
    return {"name": name, "why": Grounds.objects.by_row([pair.pk]).get(pair.pk, "")}


@require_http_methods(["GET", "POST"])
@signed_in
def wish(request: SignedInRequest, wish_id: UUID) -> HttpResponse:
    """For who asked and who was asked. Each has their own acts."""
    mine = PartnerWish.objects.visible_to(request.person).telling_who_left(request.today)
    found = get_object_or_404(mine, pk=wish_id)
    is_to = found.to_id == request.person.pk
    form = AnswerForm(request.POST if request.method == "POST" and is_to else None)
    if request.method == "POST":
        try:
            done = acted(request, found, form, is_to=is_to)
        except UnableToAsk as refused:
            form.add_error(None, str(refused)) if form.is_bound else messages.error(
                request, str(refused)
            )
            done = not form.is_bound
        if done:
            return redirect("pairs:wish", found.pk)
    context: dict[str, Any] = {"wish": found, "form": form, "is_to": is_to}
    context["days"] = ANSWER_WORKING_DAYS
    context["partner"] = found.pair.partner_of(found.by)
    if found.is_open and not is_to and not found.to_left:
        context["until"] = until = answer_by(found, request.today)
        context["is_past"] = request.today > until
    return render(request, "pairs/wish.html", context, status=422 if form.errors else 200)


def acted(request: SignedInRequest, found: PartnerWish, form: AnswerForm, *, is_to: bool) -> bool:
    """Whether something was done; otherwise the form says why not."""
    about: dict[str, Any] = {"wish": found, "by": request.person, "at": request.at}
    if is_to:
        if not form.is_valid():
            return False
        said = form.cleaned_data
        actions.answer(state=State(said["state"]), words=said["words"], **about)
        return True
    match request.POST.get("act"):
        case "withdraw":
            actions.withdraw(**about)
        case "read":
            actions.read(**about)
        case _other:
            raise Http404
    return True
