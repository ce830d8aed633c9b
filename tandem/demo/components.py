"""One page with every component in every state: look here first, in both themes."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tandem.organisation.as_of import as_of
from tandem.organisation.http import SignedInRequest, signed_in


@dataclass(frozen=True, slots=True)
class Shown:
    """As much of a person as the components read."""

    name: str
    called: str
    initials: str


CAST = {
    "sam": Shown("Sam Lindqvist", "Sam", "SL"),
    "mira": Shown("Mira Okafor", "Mira", "MO"),
    "kim": Shown("Kim Bakker", "Kim", "KB"),
    "lucja": Shown("Łucja Nowak", "Łucja", "ŁN"),
}
GOT_IN_THE_WAY = [
    ("", _("Choose one")),
    ("decision", _("Waiting for a decision")),
    ("information", _("Information missing")),
]
ANSWERS = [("yes", _("Yes, I will")), ("if", _("Yes, if …")), ("no", _("No, because …"))]


class NewDate(forms.Form):
    due_on = forms.DateField(
        label=_("New date"),
        help_text=_("A working day before 18 December."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    in_the_way = forms.ChoiceField(
        label=_("What got in the way?"), choices=GOT_IN_THE_WAY, required=False
    )
    words = forms.CharField(label=_("In your words"), required=False, widget=forms.Textarea)
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        help_text=_("All weigh the same."),
    )
    told = forms.BooleanField(label=_("Sam has heard it from me"))

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day <= date(2026, 11, 24):
            raise forms.ValidationError(_("Pick a day after today."))
        return day


class Because(forms.Form):
    reason = forms.CharField(
        label=_("Because"), max_length=280, help_text=_("Only Sam reads this.")
    )


FAULTY = {"due_on": "2026-11-20", "in_the_way": "decision", "words": "", "answer": ""}


@require_http_methods(["GET", "POST"])
@signed_in
def components(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        return redirect(request.path)
    context = {
        **CAST,
        "form": NewDate(prefix="empty"),
        "faulty": NewDate({f"faulty-{key}": said for key, said in FAULTY.items()}, prefix="faulty"),
        "asked": as_of("2025-03-01", request.today),
        "because": Because({}, prefix="because"),
    }
    return render(request, "demo/components.html", context)
