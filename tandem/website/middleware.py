"""What every request carries: a number, and the moment it came."""

import secrets
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import REDIRECT_FIELD_NAME, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tandem.organisation.digits import in_digits
from tandem.website.bodies import GO_ON, HEAD_ALONE, LARGE
from tandem.website.clock import now

UPLOADS = ("company:new_import", "company:duties_file")

Answer = Callable[[HttpRequest], HttpResponse]


def numbered(answer: Answer) -> Answer:
    """A number by lot, by which a page that says something broke is found in the log."""

    def with_number(request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(6)  # type: ignore[attr-defined]  # read by name, in `logs`
        return answer(request)

    return with_number


def clock(answer: Answer) -> Answer:
    def with_moment(request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]  # SignedInRequest names it
        request.today = timezone.localdate(request.at)  # type: ignore[attr-defined]
        return answer(request)

    return with_moment


def asks_again(answer: Answer) -> Answer:
    """Who must show again that it is them is led there, and back to the page they were on.

    allauth would keep the whole request in the session meanwhile: what was typed, the address of
    the machine, the description of the browser. Here nothing of it is kept.
    """

    def asked(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReauthenticationRequired):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        where = methods[0]["url"] if methods else reverse("account_login")
        return redirect(f"{where}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")

    asked.process_exception = process_exception  # type: ignore[attr-defined]  # Django looks for it
    return asked


def own_forms_name_their_origin(answer: Answer) -> Answer:
    """A page that sends no referrer posts its forms with "Origin: null", which CSRF refuses.

    The browser says in Sec-Fetch-Site, which no page can forge, that the form was ours; over
    plain http from elsewhere than this machine it says nothing, and the CSRF token decides.
    """

    def named(request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_ORIGIN") == "null":
            site = request.META.get("HTTP_SEC_FETCH_SITE")
            if site == "same-origin":
                request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
            elif site is None and not request.is_secure():
                del request.META["HTTP_ORIGIN"]
        return answer(request)

    return named


def signed_in_pages_stay_private(answer: Answer) -> Answer:
    """No shared cache and no history keeps a page that carries somebody's words."""

    def private(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith("/app/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return private


def only_uploads_are_large(answer: Answer) -> Answer:
    """A large body is read from somebody who is signed in and brings a file, from nobody else.

    asgi.py asks with the head of the request alone, before it reads on.
    """

    def bounded(request: HttpRequest) -> HttpResponse:
        length = in_digits(request.META.get("CONTENT_LENGTH") or "0")
        if length is None or length > LARGE:
            uploads = request.path in {reverse(name) for name in UPLOADS}
            if not (uploads and request.session.get(SESSION_KEY)):
                return HttpResponse(render_to_string("413.html"), status=413)
            if request.META.get(HEAD_ALONE):
                return HttpResponse(status=GO_ON)
        return answer(request)

    return bounded
