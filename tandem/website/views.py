"""Doors that belong to no room: health, the invitation, oneself, errors."""

import sys

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

import tandem
from tandem.access.full import is_full
from tandem.access.roles import Permission
from tandem.organisation import actions
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Invitation
from tandem.website.clock import now
from tandem.website.forms import PasswordForm
from tandem.website.limits import is_too_often
from tandem.website.logs import request_id


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    return redirect("today:page")


@require_GET
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM access_keymark")
            cursor.fetchone()
    except DatabaseError as error:
        reason = f"The database does not answer: {type(error).__name__}."
        return JsonResponse({"status": "unavailable", "reason": reason}, status=503)
    return JsonResponse({"status": "ok", "version": tandem.__version__})


@require_GET
@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    roles = sorted(r.name for r in request.roles)
    context = {"roles": roles, "holds": request.may(Permission.ASK_TO_HOLD)}
    return render(request, "me.html", context)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password", "again")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and be signed in. A link that no longer works says so, and who helps."""
    if is_too_often(request, "invitation"):
        return render(request, "429.html", status=429)
    invited = actions.invitation_of(token, at=now())
    if invited is None:
        return render(request, "invitation_over.html", status=410)
    typed = request.POST if request.method == "POST" else None
    form = PasswordForm(typed, account_email=invited.email)
    if form.is_valid():
        return _joined(request, invited, token, form)
    context = {"invitation": invited, "form": form}
    return render(request, "invitation.html", context, status=422 if form.errors else 200)


def _joined(
    request: HttpRequest, invited: Invitation, token: str, form: PasswordForm
) -> HttpResponse:
    try:
        account = actions.accept_invitation(
            token=token, password=form.cleaned_data["password"], at=now()
        )
    except (actions.UnableToJoin, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, actions.UnableToJoin) else error)
        context = {"invitation": invited, "form": form}
        return render(request, "invitation.html", context, status=422)
    # Through every step of signing in: a new password is no way around the second proof.
    logout(request)
    record_authentication(request, account, method="password")
    entered: HttpResponse = perform_login(request, account, redirect_url=reverse("today:page"))
    return entered


def broken(request: HttpRequest) -> HttpResponse:
    """What went wrong on our side. A full disk is told as what it is."""
    if is_full(sys.exc_info()[1]):
        return render(request, "507.html", status=507)
    # Without what other pages carry: that may be what broke.
    page = get_template("500.html").render({"number": request_id(request)})
    return HttpResponseServerError(page)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF answer in the reader's words; what was typed stays in the tab behind."""
    sentence = _(
        "This form had been open for too long, or came from another site. "
        "Go back, load the page again and send it once more."
    )
    return render(request, "403.html", {"exception": sentence}, status=403)
