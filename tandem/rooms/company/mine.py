"""Whose numbers somebody sees: of which areas an HR administrator is HR partner themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.access.roles import Permission
from tandem.bridge.drawing_ahead import ahead
from tandem.organisation import duties
from tandem.organisation.duties import UnableToSet
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Area, Assignment, Duty
from tandem.organisation.models.areas import AreaQuerySet, paths_above
from tandem.organisation.widening import NoGrounds
from tandem.rooms.company.picking import WhyForm, typed

MOST = 30  # areas with a box each; others are found by name
NAMED = 3
FEW = 2  # boxes that are ticked as quickly one by one


@dataclass(frozen=True, slots=True)
class Offered:
    """names: of the areas above it and its own."""

    area: Area
    names: tuple[str, ...]

    def __lt__(self, other: Offered) -> bool:
        return [*map(str.casefold, self.names)] < [*map(str.casefold, other.names)]


class MineForm(WhyForm):
    every = forms.BooleanField(label=gettext_lazy("Of all of them"), required=False)
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("I am HR partner of"),
        help_text=gettext_lazy("From today on, with all areas below."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose an area.")},
    )
    field_order = ["every", "areas", "why"]

    def __init__(self, data: Any = None, *, offered: Sequence[Offered]) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data)
        self.offered = offered
        field = self.fields["areas"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each.area.pk), " / ".join(each.names)) for each in offered[:MOST]]
        field.required = not self.data.get("every")
        if not FEW < len(offered) <= MOST:
            del self.fields["every"]
            field.required = True

    @property
    def are_more(self) -> bool:
        return len(self.offered) > MOST

    def clean_areas(self) -> list[Area]:
        """Of all: those at the top, which hold the others."""
        areas = [each.area for each in self.offered]
        if self.cleaned_data.get("every"):
            here = {area.pk for area in areas}
            tops = [area for area in areas if area.parent_id is None]
            return tops or [area for area in areas if area.parent_id not in here]
        return [area for area in areas if str(area.pk) in self.cleaned_data["areas"]]


def free_for(request: SignedInRequest) -> AreaQuerySet:
    """The areas that have no HR partner and that the person does not lead."""
    of_mine = Q(duty=Duty.HR_PARTNER) | Q(person=request.person)
    taken = Assignment.objects.on(request.today).filter(of_mine, area=OuterRef("pk"))
    return Area.objects.on(request.today).exclude(Exists(taken))


def offered_to(request: SignedInRequest) -> list[Offered]:
    """Areas of which the person may become HR partner, each by its path.

    Of many only those at the top; where one area holds the whole company, those directly below it
    too.
    """
    today, free = request.today, free_for(request)
    every = [*Area.objects.on(today).order_by("path")[: MOST + 1]]
    if len(every) <= MOST:
        named = {area.path: area.name for area in every}
        open_ids = {*free.values_list("pk", flat=True)}
        return sorted(
            Offered(area, tuple(named[path] for path in (*paths_above(area.path), area.path)))
            for area in every
            if area.pk in open_ids
        )
    tops = [*Area.objects.on(today).filter(parent=None).values_list("pk", flat=True)[:2]]
    at_the_top = Q(parent=None) | Q(parent__in=tops if len(tops) == 1 else [])
    areas = sorted(
        free.filter(at_the_top), key=lambda area: (area.parent_id is not None, area.name.casefold())
    )
    return [Offered(area, (area.name,)) for area in areas]


def asked_for(request: SignedInRequest) -> Offered | None:
    """The one area whose name was chosen, where the person may become its HR partner."""
    try:
        found = free_for(request).filter(pk=UUID(request.GET.get("area", ""))).first()
    except ValueError:
        return None
    if found is None:
        return None
    paths = (*paths_above(found.path), found.path)
    names = dict(Area.objects.filter(path__in=paths).values_list("path", "name"))
    return Offered(found, tuple(names[path] for path in paths))


def seen_by(request: SignedInRequest) -> str:
    """The names of the areas whose numbers the person sees by a duty; of many the first."""
    mine = Assignment.objects.on(request.today).of(request.person)
    names = [*dict.fromkeys(mine.order_by("area__name").values_list("area__name", flat=True))]
    shown = ", ".join(names[:NAMED])
    return f"{shown}, …" if len(names) > NAMED else shown


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def mine(request: SignedInRequest) -> HttpResponse:
    """Say it of one area that was chosen, or of several at once. All of them hold, or none."""
    one = asked_for(request)
    form = MineForm(typed(request), offered=[one] if one else offered_to(request))
    if one:
        form.initial["areas"] = [str(one.area.pk)]
    if form.is_valid():
        areas, why = form.cleaned_data["areas"], form.cleaned_data["why"]
        try:
            with transaction.atomic():
                for area in areas:
                    duties.give_duty(
                        area=area, person=request.person, duty=Duty.HR_PARTNER,
                        since=request.today, why=why, by=request.person, at=request.at,
                    )  # fmt: skip
        except (UnableToSet, NoGrounds) as refused:
            form.add_error(None, str(refused))
        else:
            ahead(areas)  # whose numbers are looked at next
            named = ", ".join(area.name for area in areas)
            messages.success(request, _("You are HR partner of %(areas)s.") % {"areas": named})
            return redirect(one.area) if one else back(request)
    context = {"form": form, "one": one, "back": request.POST.get("back", "")}
    return render(request, "company/mine.html", context, status=422 if form.errors else 200)


def back(request: SignedInRequest) -> HttpResponse:
    """To the import from whose page it was said, else to the company."""
    try:
        return redirect("company:import", UUID(request.POST.get("back", "")))
    except ValueError:
        return redirect("company:page")
