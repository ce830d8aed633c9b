"""When I am away, who acts for me, for whom I act; and when an area has its hands full."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.organisation import absences, deputies
from tandem.organisation.absences import UnableToBeAway
from tandem.organisation.calendar import DAY
from tandem.organisation.deputies import UnableToDeputise
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Absence, Area, Assignment, Crunch, Deputy
from tandem.partnership.words import day_words
from tandem.rooms.absences.forms import AbsenceForm, CrunchForm, DaysForm, DeputyForm


@require_GET
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    person, today = request.person, request.today
    there = Deputy.objects.visible_to(person).filter(end_on__gt=today)
    named = [each for each in there if each.end_on > each.start_on]
    duties = Assignment.objects.of(person).on(today).select_related("area").order_by("area__name")
    areas = {each.area_id: each.area for each in duties}
    context = {
        "absences": Absence.objects.visible_to(person).not_over(today),
        "mine": [each for each in named if each.person == person],
        "for_others": [each for each in named if each.deputy == person and not each.declined_on],
        "areas": [*areas.values()],
        "crunches": Crunch.objects.not_over(today).filter(area__in=areas).select_related("area"),
    }
    return render(request, "absences/page.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def enter(request: SignedInRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = AbsenceForm(request.POST if sent else None, today=request.today)
    if form.is_valid():
        try:
            entered = absences.enter(
                person=request.person, **form.cleaned_data, by=request.person, at=request.at
            )
        except UnableToBeAway as refused:
            form.refuse(refused)
        else:
            messages.success(request, away_said(entered.end_on, request.today))
            return redirect("absences:page")
    return shown(request, "absences/enter.html", form)


def away_said(end_on: date | None, today: date) -> str:
    if end_on is None:
        return _("Entered. Clocks of your promises wait until you say that you are back.")
    day = day_words(end_on - DAY, today)
    return _("Entered until %(day)s. Clocks of your promises wait.") % {"day": day}


@require_POST
@signed_in
def end(request: SignedInRequest, absence_id: UUID) -> HttpResponse:
    mine = Absence.objects.visible_to(request.person)
    absences.end_early(
        absence=get_object_or_404(mine, pk=absence_id), by=request.person, at=request.at
    )
    messages.success(request, _("Welcome back. The clocks run again."))
    return redirect("absences:page")


@require_http_methods(["GET", "POST"])
@signed_in
def name_deputy(request: SignedInRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = DeputyForm(request.POST if sent else None, me=request.person, today=request.today)
    if form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        try:
            deputies.name_deputy(
                deputy=form.deputy, first=first, last=last, by=request.person, at=request.at
            )
        except UnableToDeputise as refused:
            form.refuse(refused)
        else:
            asked = _("Asked. %(name)s acts for you once they have said yes.")
            messages.success(request, asked % {"name": form.deputy.called})
            return redirect("absences:page")
    return shown(request, "absences/deputy.html", form)


@require_POST
@signed_in
def accept(request: SignedInRequest, deputy_id: UUID) -> HttpResponse:
    asked = named_me_or_404(request, deputy_id)
    try:
        deputies.accept(deputy=asked, by=request.person, at=request.at)
    except UnableToDeputise as refused:
        messages.error(request, str(refused))
    else:
        words = _("Thank you. What is open of %(name)s stands among your promises in these days.")
        messages.success(request, words % {"name": asked.person.called})
    return redirect("absences:page")


@require_POST
@signed_in
def decline(request: SignedInRequest, deputy_id: UUID) -> HttpResponse:
    asked = named_me_or_404(request, deputy_id)
    try:
        deputies.decline(deputy=asked, by=request.person, at=request.at)
    except UnableToDeputise as refused:
        messages.error(request, str(refused))
    else:
        words = _("Said. %(name)s can name somebody else.")
        messages.success(request, words % {"name": asked.person.called})
    return redirect("absences:page")


def named_me_or_404(request: SignedInRequest, deputy_id: UUID) -> Deputy:
    asked = Deputy.objects.visible_to(request.person).filter(deputy=request.person)
    return get_object_or_404(asked, pk=deputy_id)


@require_POST
@signed_in
def end_deputy(request: SignedInRequest, deputy_id: UUID) -> HttpResponse:
    """By either of the two."""
    either = get_object_or_404(Deputy.objects.visible_to(request.person), pk=deputy_id)
    deputies.end(deputy=either, by=request.person, at=request.at)
    messages.success(request, _("Ended from today on."))
    return redirect("absences:page")


@require_http_methods(["GET", "POST"])
@signed_in
def crunch(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    """Only for who leads the area or is its HR partner; for others it is not there."""
    area = Area.objects.filter(pk=area_id).first()
    if area is None or not absences.may_declare(request.person, area, request.today):
        raise Http404
    form = CrunchForm(request.POST if request.method == "POST" else None, today=request.today)
    if form.is_valid():
        try:
            absences.declare_crunch(
                area=area, **form.cleaned_data, by=request.person, at=request.at
            )
        except UnableToBeAway as refused:
            form.refuse(refused)
        else:
            words = _("Said. Clocks of promises in %(area)s wait in these days.")
            messages.success(request, words % {"area": area.name})
            return redirect("absences:page")
    return shown(request, "absences/crunch.html", form, area=area)


@require_POST
@signed_in
def end_crunch(request: SignedInRequest, crunch_id: UUID) -> HttpResponse:
    running = Crunch.objects.filter(pk=crunch_id).select_related("area").first()
    if running is None or not absences.may_declare(request.person, running.area, request.today):
        raise Http404
    absences.end_crunch(crunch=running, by=request.person, at=request.at)
    messages.success(request, _("Ended from today on. The clocks run again."))
    return redirect("absences:page")


def shown(request: SignedInRequest, template: str, form: DaysForm, **more: object) -> HttpResponse:
    context = {"form": form, **more}
    return render(request, template, context, status=422 if form.errors else 200)
