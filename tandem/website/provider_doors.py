"""The addresses of single sign-on: there where a provider is named, and a few times a minute."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tandem.website.identity import HAS_SAML
from tandem.website.limits import is_too_often
from tandem.website.single_sign_on import incomplete, refused

View = Callable[..., Any]
PROVIDERS = "allauth.socialaccount.providers"
NEEDED = ("HTTP_HOST", "PATH_INFO", "SCRIPT_NAME", "REQUEST_METHOD", "CONTENT_TYPE")
# An answer to no question of this browser; broken XML; a claim that is missing.
UNREADABLE = (PermissionDenied, SyntaxError, ValueError, KeyError)


def loaded_when_asked(name: str) -> View:
    """A view of allauth: what it needs takes a tenth of a web process; most sites use none."""

    def view(request: HttpRequest, **named: str) -> HttpResponse:
        answer: HttpResponse = import_string(f"{PROVIDERS}.{name}")(request, **named)
        return answer

    return view


def of_the_provider(view: View) -> View:
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, **named: str) -> HttpResponse:
        known = settings.SITE.identity
        if known is None or [*named.values()] != [known.key]:
            raise Http404
        if is_too_often(request, "sign_on"):
            return render(request, "429.html", status=429)
        request.META.setdefault("HTTP_HOST", request.get_host())  # SAML looks for it there
        try:
            answer: HttpResponse = view(request, **named)
        except UNREADABLE:
            return refused(request, incomplete())
        return answer

    return door


def only_to_sign_in(view: View) -> View:
    """Of what an address may ask allauth for besides, such as joining, nothing: but where to."""

    @wraps(view)
    def door(request: HttpRequest, **named: str) -> HttpResponse:
        asked = QueryDict(mutable=True)
        if REDIRECT_FIELD_NAME in request.GET:
            asked[REDIRECT_FIELD_NAME] = request.GET[REDIRECT_FIELD_NAME]
        request.GET = asked  # type: ignore[assignment]  # it is not written to again
        answer: HttpResponse = view(request, **named)
        return answer

    return door


def without_a_trace(view: View) -> View:
    """The answer waits a moment in a session of its own: without the machine it came from."""

    @wraps(view)
    def door(request: HttpRequest, **named: str) -> HttpResponse:
        _ = request.POST  # read while all is there
        request.META = {name: request.META[name] for name in NEEDED if name in request.META}
        answer: HttpResponse = view(request, **named)
        return answer

    return door


def signs_nobody_out(request: HttpRequest, **_named: str) -> HttpResponse:
    """A sign-out sent from elsewhere is not heard: anybody could send one."""
    raise Http404


def saml(name: str) -> View:
    return loaded_when_asked(f"saml.views.{name}")


def saml_pages() -> list[URLPattern]:
    """Where the extra `saml` is installed. The answer comes by a form of the provider's page."""
    if not HAS_SAML:
        return []
    at = "sign-in/saml/<slug:organization_slug>/"
    answered = csrf_exempt(require_POST(of_the_provider(without_a_trace(saml("acs")))))
    return [
        path(at, require_GET(of_the_provider(only_to_sign_in(saml("login")))), name="saml_login"),
        path(f"{at}answer/", answered, name="saml_acs"),
        path(
            f"{at}back/", require_GET(of_the_provider(saml("finish_acs"))), name="saml_finish_acs"
        ),
        path(
            f"{at}metadata/", require_GET(of_the_provider(saml("metadata"))), name="saml_metadata"
        ),
        path(f"{at}out/", require_GET(signs_nobody_out), name="saml_sls"),
    ]


at = "sign-in/with/<slug:provider_id>/"
begun = of_the_provider(only_to_sign_in(loaded_when_asked("openid_connect.views.login")))
back = of_the_provider(loaded_when_asked("openid_connect.views.callback"))
provider_pages: list[URLPattern] = [
    path(at, require_GET(begun), name="openid_connect_login"),
    path(f"{at}back/", require_GET(back), name="openid_connect_callback"),
    *saml_pages(),
]
