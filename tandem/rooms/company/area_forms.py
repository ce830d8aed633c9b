"""Forms that change an area. Each knows what it asks; `deeds` says what is done with it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from tandem.organisation.models import Area, Duty, Person, Spell
from tandem.organisation.models.areas import paths_above
from tandem.organisation.seats import Seats

SPLIT_AT_MOST = 200  # people that a page can offer one by one
NAMED = 4


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AreaForm(forms.Form):
    """About one area, as it is today."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        area: Area,
        today: date,
        seats: Seats,
    ) -> None:
        super().__init__(data)
        self.area, self.today, self.seats = area, today, seats
        self.prepare()

    def prepare(self) -> None:
        """What depends on the area."""


class FromDayForm(AreaForm):
    on = forms.DateField(
        label=_lazy("From which day on"),
        help_text=_lazy("Today or earlier. Until the day before, everything stays as it was."),
        widget=DayInput(),
    )

    def prepare(self) -> None:
        self.fields["on"].initial = self.today
        self.fields["on"].widget.attrs["max"] = self.today.isoformat()


class RenameForm(FromDayForm):
    name = forms.CharField(label=_lazy("New name"), max_length=200)
    field_order = ("name", "on")

    def prepare(self) -> None:
        super().prepare()
        self.fields["name"].initial = self.area.name


def area_named(words: str, *, but: Area) -> Area:
    """The area of this name, or of this path of names. Raises ValidationError with its cure."""
    names = [each.strip() for each in words.split("/") if each.strip()]
    found = Area.objects.still().exclude(pk=but.pk).filter(name__iexact=names[-1] if names else "")
    above = Area.objects.in_bulk(
        {path for each in found for path in paths_above(each.path)}, field_name="path"
    )
    paths = {
        each: [*(above[path].name for path in paths_above(each.path)), each.name] for each in found
    }
    said = [each.casefold() for each in names]
    fitting = {a: p for a, p in paths.items() if [n.casefold() for n in p][-len(said) :] == said}
    if len(fitting) > 1:
        listed = "; ".join(" / ".join(path) for path in [*fitting.values()][:NAMED])
        raise ValidationError(_("Several areas are called so: %(paths)s.") % {"paths": listed})
    if not fitting:
        raise ValidationError(
            _("No other area is called “%(name)s”. Write its name as on the company page.")
            % {"name": words}
        )
    return next(iter(fitting))


class MoveForm(FromDayForm):
    parent = forms.CharField(
        label=_lazy("Below which area"),
        help_text=_lazy(
            "Its name, or the way to it: Supply / Operations. Empty puts it at the top."
        ),
        max_length=900,
        required=False,
    )
    field_order = ("parent", "on")

    def clean_parent(self) -> Area | None:
        words = self.cleaned_data["parent"]
        return area_named(words, but=self.area) if words else None


class MergeForm(FromDayForm):
    into = forms.CharField(
        label=_lazy("Into which area"),
        help_text=_lazy("Its name, or the way to it: Supply / Operations."),
        max_length=900,
    )
    field_order = ("into", "on")

    def clean_into(self) -> Area:
        return area_named(self.cleaned_data["into"], but=self.area)


class CloseForm(FromDayForm):
    pass


class SplitForm(FromDayForm):
    name = forms.CharField(label=_lazy("Name of the new area"), max_length=200)
    people = forms.ModelMultipleChoiceField(
        label=_lazy("Who goes there"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _lazy("Choose at least one person.")},
    )
    field_order = ("name", "people", "on")

    def prepare(self) -> None:
        super().prepare()
        there = Spell.objects.on(self.today).filter(area=self.area)
        people = Person.objects.filter(pk__in=there.values("employment__person"))
        offered = list(people.values_list("pk", flat=True)[: SPLIT_AT_MOST + 1])
        field = self.fields["people"]
        field.queryset = people.filter(pk__in=offered[:SPLIT_AT_MOST])  # type: ignore[attr-defined]  # its kind
        if len(offered) > SPLIT_AT_MOST:
            field.help_text = ngettext(
                "The first %(n)s person, A to Z. A file can move more at once.",
                "The first %(n)s people, A to Z. A file can move more at once.",
                SPLIT_AT_MOST,
            ) % {"n": SPLIT_AT_MOST}


def somebody(words: str, today: date) -> Person:
    """Who works here and is called so, or has this address. Raises ValidationError."""
    here = Person.objects.here_on(today)
    found = list(here.filter(email__iexact=words.strip())[:2]) or list(here.named(words)[:NAMED])
    if not found:
        raise ValidationError(
            _("Nobody here is called “%(name)s”. Write the full name or the e-mail address.")
            % {"name": words}
        )
    if len(found) > 1:
        listed = ", ".join(f"{each.name} ({each.email})" for each in found)
        raise ValidationError(
            _("Several people could be meant: %(people)s. Write the e-mail address.")
            % {"people": listed}
        )
    return found[0]


class StandInForm(AreaForm):
    duty = forms.ChoiceField(
        label=_lazy("For whom"),
        choices=[
            (Duty.LEADS.value, _lazy("who leads")),
            (Duty.HR_PARTNER.value, _lazy("the HR partner")),
        ],
        widget=forms.RadioSelect(),
    )
    person = forms.CharField(
        label=_lazy("Who stands in"),
        help_text=_lazy("Full name or e-mail address of somebody who works here."),
        max_length=254,
    )
    reason = forms.CharField(
        label=_lazy("Why"),
        help_text=_lazy(
            "It opens the area to them, so the reason is kept. Nothing about anybody’s health."
        ),
        max_length=200,
    )

    def clean_duty(self) -> Duty:
        return Duty(self.cleaned_data["duty"])

    def clean_person(self) -> Person:
        return somebody(self.cleaned_data["person"], self.today)


class ActingForm(StandInForm):
    last_day = forms.DateField(
        label=_lazy("Until, that day included"),
        help_text=_lazy("A year at most."),
        widget=DayInput(),
    )
    field_order = ("duty", "person", "last_day", "reason")


class CaretakerForm(StandInForm):
    pass


class EndStandInForm(AreaForm):
    duty = forms.ChoiceField(label=_lazy("Who stands in no more"), widget=forms.RadioSelect())

    def prepare(self) -> None:
        field = self.fields["duty"]
        field.choices = [  # type: ignore[attr-defined]  # its kind
            (seat.duty.value, seat.stand_in.person.name)
            for seat in self.seats.values()
            if seat.stand_in
        ]
