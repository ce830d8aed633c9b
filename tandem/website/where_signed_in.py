"""Where one is signed in: a list in plain words, and the end of each."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tandem.access.audit import append
from tandem.access.models import Session
from tandem.access.sessions import SessionQuerySet
from tandem.organisation.http import SignedInRequest, signed_in


def mine(request: SignedInRequest) -> SessionQuerySet:
    return Session.objects.of(request.user).still().order_by("-since", "session_key")  # type: ignore[arg-type]  # somebody is signed in


@require_GET
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    key = request.session.session_key
    context = {
        "here": mine(request).filter(session_key=key).first(),
        "others": mine(request).but(key),
    }
    return render(request, "where_signed_in.html", context)


@require_POST
@signed_in
@transaction.atomic
def end(request: SignedInRequest, handle: str) -> HttpResponse:
    found = next((each for each in mine(request) if each.handle == handle), None)
    if found is None:
        raise Http404
    ended(request, mine(request).filter(pk=found.pk))
    return redirect("sessions")


@require_POST
@signed_in
@transaction.atomic
def end_others(request: SignedInRequest) -> HttpResponse:
    ended(request, mine(request).but(request.session.session_key))
    return redirect("sessions")


def ended(request: SignedInRequest, these: SessionQuerySet) -> None:
    number, _ = these.delete()
    if number:
        who = request.person
        append(
            "session.ended",
            about=request.user.pk,
            actor=who.actor,
            who=who.pseudonym,
            at=request.at,
        )
