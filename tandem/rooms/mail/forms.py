"""What a link's page asks, and how somebody wishes their mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.fields import DayInput
from tandem.partnership.commitments.reasons import REASONS, TAPPED, WORDING
from tandem.partnership.commitments.refusals import MISSING, NotPossible
from tandem.partnership.commitments.rules import Need, Reason, Step
from tandem.rooms.mail.actions import Wishes
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.rules import MINUTES, Rhythm, is_quiet

STEP = 30  # minutes between two hours one can choose
DAYS = (Need.DUE_ON, Need.CHANGE)


class AnswerForm(forms.Form):
    """The day and the reason an act needs; no words, so that none are typed beside the seal."""

    def __init__(self, data: QueryDict | None, *, step: Step) -> None:
        super().__init__(data)
        self.step = step
        for need in step.needs:
            missing = {"required": _(MISSING[Need.DUE_ON if need in DAYS else need])}
            if need in DAYS:
                self.fields["due_on"] = forms.DateField(
                    label=_("New date"), widget=DayInput, error_messages=missing
                )
            else:
                reasons = [(each.value, _(WORDING[each])) for each in REASONS[step.act]]
                self.fields["reason"] = forms.ChoiceField(
                    label=_("What got in the way?") if step.act in TAPPED else _("Why?"),
                    choices=[("", _("Pick one")), *reasons],
                    error_messages=missing,
                )

    @property
    def first(self) -> list[forms.BoundField]:
        """What is filled in; a reason that is tapped sends it."""
        return [self[name] for name in self.fields if not (self.taps and name == "reason")]

    @property
    def taps(self) -> list[tuple[str, str]]:
        if self.step.act not in TAPPED:
            return []
        return [(each.value, _(WORDING[each])) for each in REASONS[self.step.act]]

    def said(self) -> Said:
        due_on: date | None = self.cleaned_data.get("due_on")
        reason = self.cleaned_data.get("reason")
        return Said(due_on=due_on, reason=Reason(reason) if reason else None)

    def refuse(self, refused: NotPossible) -> None:
        self.add_error("due_on" if "due_on" in self.fields else None, _(refused.sentence))


def hours() -> list[tuple[int, str]]:
    return [(each, f"{each // 60:02}:{each % 60:02}") for each in range(0, MINUTES, STEP)]


class WishesForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Letters with what waits for you"),
        choices=[
            (Rhythm.WORKING_DAYS.value, gettext_lazy("On working days")),
            (Rhythm.DAILY.value, gettext_lazy("Every day")),
            (Rhythm.WEEKLY.value, gettext_lazy("Once a week, on Monday")),
            (Rhythm.NEVER.value, gettext_lazy("No letters")),
        ],
        widget=forms.RadioSelect,
    )
    minute = forms.TypedChoiceField(label=gettext_lazy("At what hour?"), choices=hours, coerce=int)
    urgent = forms.BooleanField(
        label=gettext_lazy("Also when somebody asks for something by tomorrow"), required=False,
        help_text=gettext_lazy("One more letter a day at most, and none with “No letters”."),
    )  # fmt: skip
    quiet_from = forms.TypedChoiceField(label=gettext_lazy("Quiet from"), choices=hours, coerce=int)
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Quiet until"), choices=hours, coerce=int,
        help_text=gettext_lazy("The same hour twice: never quiet."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, mailbox: Mailbox) -> None:
        named: Mapping[str, object] = {name: getattr(mailbox, name) for name in self.base_fields}
        super().__init__(data, initial=dict(named))

    def clean(self) -> None:
        given = self.cleaned_data
        if {"minute", "quiet_from", "quiet_until"} <= given.keys() and is_quiet(
            given["minute"], given["quiet_from"], given["quiet_until"]
        ):
            self.add_error("minute", _("That lies in your quiet hours. Move the one or the other."))

    def wishes(self) -> Wishes:
        return Wishes(**self.cleaned_data | {"rhythm": Rhythm(self.cleaned_data["rhythm"])})
