"""One sentence, for the next talk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.rooms.talks.models import WHAT_LENGTH


class PointForm(forms.Form):
    what = forms.CharField(
        label=_("What do you want to speak about?"),
        help_text=_("A sentence is enough. The rest is for the talk."),
        max_length=WHAT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a sentence what it is.")},
    )
