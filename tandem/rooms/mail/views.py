"""One's own wishes about mail, and for who invites people, whose address does not work."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.models import Account
from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest, permitted, signed_in
from tandem.rooms.mail import actions
from tandem.rooms.mail.forms import WishesForm
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.posting import is_open

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@signed_in
def wishes(request: SignedInRequest) -> HttpResponse:
    mailbox = actions.mailbox_of(request.person)
    posted = request.POST if request.method == "POST" else None
    form = WishesForm(posted, mailbox=mailbox)
    if form.is_valid():
        actions.set_wishes(
            person=request.person, wishes=form.wishes(), by=request.person, at=request.at
        )
        messages.success(request, _("Kept."))
        return redirect("mail:wishes")
    address, account = actions.address_of(request.person), cast("Account", request.user)
    context = {
        "form": form,
        "address": address,
        "signs_in_with": "" if address.lower() == account.email else account.email,
        "returned_on": None if actions.works(mailbox) else mailbox.returned_on,
        "is_open": is_open(),
        "zone": settings.TIME_ZONE,
    }
    return render(request, "mail/wishes.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def try_again(request: SignedInRequest) -> HttpResponse:
    actions.try_again(person=request.person, by=request.person, at=request.at)
    messages.success(request, _("Letters go to this address again."))
    return redirect("mail:wishes")


@require_GET
@permitted(Permission.INVITE)
def returned(request: SignedInRequest) -> HttpResponse:
    """Whose letters came back, the latest first; an address HR has changed since is left out."""
    every = Mailbox.objects.returned().select_related("person__account")
    still = [each for each in every.order_by("-returned_on", "pk") if not actions.works(each)]
    page = Paginator(still, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "count": len(still), "is_open": is_open()}
    return render(request, "mail/returned.html", context)
