"""Requests from a signed-in person."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import make_aware
from django_htmx.middleware import HtmxDetails

from tandem.access.roles import Permission, Role, allows
from tandem.access.second_factor import needs_second_factor
from tandem.organisation.deputies import stands_for
from tandem.organisation.known import Known
from tandem.organisation.models import Deputy, Notice, Person, Setting, TwoKeyRequest
from tandem.organisation.models.people import working_here
from tandem.organisation.settings import OFF, switched_off
from tandem.organisation.switches import FEATURES, Feature
from tandem.organisation.written_once import written_once

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class SignedInRequest(HttpRequest):
    """What `signed_in` guarantees: a person who works here, never 'maybe anonymous'."""

    person: Person
    roles: frozenset[type[Role]]
    htmx: HtmxDetails
    at: datetime
    today: date
    switched_off: frozenset[str]
    held_back: bool
    """Still without the second proof that the roles ask for; see `on_the_way_in`."""

    def may(self, permission: Permission) -> bool:
        return allows(self.roles, permission)

    def has(self, feature: Feature) -> bool:
        return feature.key not in self.switched_off


SignedInView = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


def back_at(url: str, spot: str) -> HttpResponseRedirect:
    """Back to the page at `url`, with the focus on what changed: `spot` is its id there.

    What has that id takes the focus if it has a tabindex, without a script. Where nothing is
    named, the heading of the page takes it (`c-page-head`).
    """
    return HttpResponseRedirect(f"{url}#{spot}")


SECOND_FACTOR = Exists(
    Authenticator.objects.filter(user=OuterRef("account")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
)


def switches(day: date) -> dict[str, Subquery]:
    """What is switched off, asked together with who is signed in: no page pays for it apart."""
    return {
        f"has_{each.key}": Subquery(Setting.objects.last_of(each.setting, day).values("value"))
        for each in FEATURES
    }


Waits = Callable[[date], dict[str, Any]]
FURTHER_WAITS: Known[Waits] = Known()


def asked_with_the_person(waits: Waits) -> Waits:
    """Register what else of somebody may wait on a day; each name becomes theirs, true or not."""
    FURTHER_WAITS.append(waits)
    return waits


def waits(day: date) -> dict[str, Any]:
    """Whether any of these waits, asked with who is signed in: Today looks only where it does."""
    morning = make_aware(datetime.combine(day, time.min))
    open_yet = Q(outcome="", expires_at__gt=morning) | Q(open_until__gt=morning)
    further = {name: asked for each in FURTHER_WAITS for name, asked in each(day).items()}
    return further | {
        "has_notices": Exists(Notice.objects.unread().filter(person=OuterRef("pk"))),
        "has_requests": Exists(TwoKeyRequest.objects.filter(open_yet)),
        "has_deputies": Exists(
            Deputy.objects.filter(
                Q(person=OuterRef("pk")) | Q(deputy=OuterRef("pk")), end_on__gt=day
            )
        ),
    }


@written_once
def with_account(day: date, account: UUID) -> QuerySet[Person]:
    """Whose account it is, with what a page asks about who is signed in."""
    everybody = Person.objects.annotate(
        works_here=working_here(day), second_factor=SECOND_FACTOR, **switches(day), **waits(day)
    )
    return everybody.order_by().filter(account=account)


def off_for(asked: Person) -> frozenset[str]:
    """The keys of the features that `switches` found off."""
    found = vars(asked)
    return frozenset(each.key for each in FEATURES if found[f"has_{each.key}"] == OFF)


def is_off(feature: Feature, asked: Person, today: date) -> bool:
    """For what is no view; asks the database only where the person was not asked about it."""
    found = vars(asked)
    if (known := f"has_{feature.key}") in found:
        return bool(found[known] == OFF)
    return feature.key in switched_off(today)


def of_feature(feature: Feature) -> Callable[[SignedInView[P]], SignedInView[P]]:
    """A page of a feature that is switched off is not there. Stands below `signed_in`."""

    def where_it_is_on(view: SignedInView[P]) -> SignedInView[P]:
        @wraps(view)
        def door(
            request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if feature.key in request.switched_off:
                raise Http404
            return view(request, *args, **kwargs)

        return door

    return where_it_is_on


def signed_in(view: SignedInView[P]) -> View[P]:
    """Only for people who work here. Who has left, or is nobody, is signed out.

    Whose roles ask for a second proof reaches no page like this without one.
    """

    @on_the_way_in
    @wraps(view)
    def door(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.held_back:
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return door


def on_the_way_in(view: SignedInView[P]) -> View[P]:
    """For people who work here, also before they have set up the second proof they need."""

    @login_required
    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        signed = cast("SignedInRequest", request)
        person = next(iter(with_account(signed.today, cast("UUID", request.user.pk))), None)
        if person is None or not person.works_here:  # type: ignore[attr-defined]  # just asked
            logout(request)
            return redirect("account_login")
        signed.person = person
        signed.switched_off = off_for(person)
        person.known_held = (signed.today, person.held(signed.today))
        signed.roles = person.roles(signed.today)
        if person.has_deputies:  # type: ignore[attr-defined]  # just asked
            person.stands_for = stands_for(person, signed.today)
        signed.has = lambda feature: feature.key not in signed.switched_off  # type: ignore[method-assign]
        signed.may = lambda permission: allows(signed.roles, permission)  # type: ignore[method-assign]
        has_one = person.second_factor or settings.SITE.demo  # type: ignore[attr-defined]  # just asked
        signed.held_back = needs_second_factor(signed.roles) and not has_one
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
