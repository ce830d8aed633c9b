"""One note to oneself: other words, another day, or done with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.reminders import actions
from tandem.partnership.reminders.models import Reminder
from tandem.partnership.reminders.words import kept_words
from tandem.rooms.today.forms import ReminderForm


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, reminder_id: UUID) -> HttpResponse:
    reminder = mine_or_404(request, reminder_id)
    posted = request.POST if request.method == "POST" else None
    form = ReminderForm(posted, of=reminder, today=request.today)
    if form.is_valid():
        given = form.cleaned_data
        changed = actions.change(
            reminder=reminder, what=given["what"], on=given["on"], by=request.person, at=request.at
        )
        messages.success(request, kept_words(changed, request.today))
        return redirect("today:page")
    context = {"reminder": reminder, "form": form}
    return render(request, "today/reminder.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def over(request: SignedInRequest, reminder_id: UUID) -> HttpResponse:
    """Twice is once: what is over is over."""
    actions.finish(reminder=mine_or_404(request, reminder_id), by=request.person, at=request.at)
    messages.success(request, _("Done with it. Nobody else knew of it."))
    return redirect("today:page")


def mine_or_404(request: SignedInRequest, reminder_id: UUID) -> Reminder:
    return get_object_or_404(Reminder.objects.visible_to(request.person), pk=reminder_id)
