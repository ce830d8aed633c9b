"""Whether Tandem can send mail, for who runs it: what is set, and a test message to oneself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tandem.access.audit import append
from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.mail import try_out


@require_http_methods(["GET", "POST"])
@permitted(Permission.RUN_THE_SERVER)
def page(request: SignedInRequest) -> HttpResponse:
    """POST sends the test message and says what became of it."""
    server, person = settings.SITE.mail, request.person
    to = person.account.email if person.account else ""
    tried = None
    if request.method == "POST":
        tried = try_out(server, to=to, address=settings.SITE.url or request.get_host())
        append("mail.tried", about=person.pk, actor=person.actor, who=person.pseudonym,
               at=request.at)  # fmt: skip
    context = {"server": server, "to": to, "tried": tried}
    return render(request, "company/mail.html", context)
