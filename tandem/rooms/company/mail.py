"""Whether Tandem can send mail, for who runs it: what is set, and a test message to oneself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tandem.access.audit import append
from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.mail import try_out
from tandem.organisation.settings import is_put_off, put_off
from tandem.rooms.company.setting_up import MAIL


@require_http_methods(["GET", "POST"])
@permitted(Permission.RUN_THE_SERVER)
def page(request: SignedInRequest) -> HttpResponse:
    """POST sends the test message and says what became of it; or says that mail is not for now."""
    server, person = settings.SITE.mail, request.person
    to = person.account.email if person.account else ""
    tried = None
    if "later" in request.POST:
        put_off(MAIL, by=request.person, at=request.at)
        return redirect("today:page")
    if request.method == "POST":
        tried = try_out(server, to=to, address=settings.SITE.url or request.get_host())
        append("mail.tried", about=person.pk, actor=person.actor, who=person.pseudonym,
               at=request.at)  # fmt: skip
    waits = not server and not is_put_off(MAIL)
    context = {"waits": waits, "server": server, "to": to, "tried": tried}
    return render(request, "company/mail.html", context)
