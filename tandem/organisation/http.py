"""Requests from a signed-in person."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from tandem.access.roles import Permission, Role, allows
from tandem.organisation.models import Person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class SignedInRequest(HttpRequest):
    """What `signed_in` guarantees: a person who works here, never 'maybe anonymous'."""

    person: Person
    roles: frozenset[type[Role]]
    htmx: HtmxDetails
    at: datetime
    today: date

    def may(self, permission: Permission) -> bool:
        return allows(self.roles, permission)


SignedInView = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


def signed_in(view: SignedInView[P]) -> View[P]:
    """Only for people who work here. Who has left, or is nobody, is signed out."""

    @login_required
    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        signed = cast("SignedInRequest", request)
        person = Person.objects.filter(account=cast("UUID", request.user.pk)).first()
        if person is None or not person.is_here(signed.today):
            logout(request)
            return redirect("account_login")
        signed.person = person
        signed.roles = person.roles(signed.today)
        person.known_roles = (signed.today, signed.roles)
        signed.may = lambda permission: allows(signed.roles, permission)  # type: ignore[method-assign]
        return view(signed, *args, **kwargs)

    return door


def permitted(permission: Permission) -> Callable[[SignedInView[P]], View[P]]:
    """A page that asks for a permission does not exist for those without it."""

    def opened_by(view: SignedInView[P]) -> View[P]:
        @signed_in
        @wraps(view)
        def door(
            request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not allows(request.roles, permission):
                raise Http404
            return view(request, *args, **kwargs)

        return door

    return opened_by
