"""What an HR partner carries, in numbers: for themselves first, with a word of theirs beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Duty, Person
from tandem.partnership.load import actions
from tandem.partnership.load.models import SAID_LENGTH
from tandem.partnership.models import Load, Pair
from tandem.partnership.words import day_words

SHOWN = 8  # weeks


class SayForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What you would say to it"),
        help_text=gettext_lazy("Such as: not so, three of them wait for others."),
        max_length=SAID_LENGTH,
        required=False,
    )


def is_hr_partner(person: Person, request: SignedInRequest) -> bool:
    today = request.today
    if any(duty == Duty.HR_PARTNER for duty, _path in person.held(today)):
        return True
    return Pair.objects.on(today).filter(hr_partner=person).exists()


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    """One’s own, whoever one is; a page for HR partners, and for who was one."""
    person, today = request.person, request.today
    loads = [*Load.objects.visible_to(person, today).of(person)[:SHOWN]]
    if not loads and not is_hr_partner(person, request):
        raise Http404
    newest = loads[0] if loads else None
    said: dict[str, Any] = {"words": newest.said} if newest else {}
    form = SayForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and newest is None:
        raise Http404
    if newest and form.is_valid():
        words = form.cleaned_data["words"]
        actions.say(load=newest, words=words, by=person, at=request.at)
        messages.success(request, _("Said. It stands beside your numbers."))
        return redirect("pairs:carrying")
    told = day_words(newest.told_on, today) if newest else ""
    context = {
        "loads": loads,
        "newest": newest,
        "form": form,
        "told": told,
        "is_told": newest is not None and newest.told_on <= today,
    }
    return render(request, "pairs/carrying.html", context, status=422 if form.errors else 200)
