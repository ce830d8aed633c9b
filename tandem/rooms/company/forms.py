"""Forms of the company room. Field names are the arguments of the actions they feed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.organisation.intake.dates import Order


class PairForm(forms.Form):
    """Two people and an area; who is known already is found by the address."""

    area = forms.CharField(
        label=_("Area"),
        max_length=200,
        help_text=_("What the leader leads, such as Operations. A new name makes a new area."),
    )
    leader_name = forms.CharField(label=_("Who leads it"), max_length=200)
    leader_email = forms.EmailField(label=_("The leader’s e-mail address"))
    hr_name = forms.CharField(label=_("Who is HR partner"), max_length=200)
    hr_email = forms.EmailField(label=_("The HR partner’s e-mail address"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        addresses = [self.cleaned_data.get(name) for name in ("leader_email", "hr_email")]
        if addresses[0] and addresses[0].lower() == (addresses[1] or "").lower():
            self.add_error("hr_email", _("A pair is two people: this is the leader’s address."))
        return cleaned


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address to sign in with"))


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, one row per person: employee id, department and hire date at least; names, "
            "e-mail, manager id, title, level, location, leave date and leave reason as far as "
            "there are any."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        allow_empty_file=True,  # the check says what is wrong with an empty one, and the cure
    )
    dates = forms.ChoiceField(
        label=_("Dates such as 05/06/2026"),
        help_text=_(
            "Mostly the file itself decides; where every date can be read both ways, say it."
        ),
        choices=[
            ("", _("As the file shows")),
            (Order.DAY_FIRST.value, _("Day first: 5 June")),
            (Order.MONTH_FIRST.value, _("Month first: 6 May")),
        ],
        required=False,
    )
    full_roster = forms.BooleanField(
        label=_("This file holds everybody who works here"),
        help_text=_("Only then does somebody who is missing from it count as having left."),
        required=False,
    )
