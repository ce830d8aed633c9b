"""The company's set-up: what is there, pairing by hand, inviting. Imports have their own file."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from tandem.access.roles import Permission
from tandem.bridge.editions import being_counted
from tandem.organisation import actions as organisation
from tandem.organisation.as_of import as_of
from tandem.organisation.counted import not_taken
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Import, ImportState, Person
from tandem.partnership.actions import UnableToPair
from tandem.rooms.company import actions, overview
from tandem.rooms.company.actions import Invited
from tandem.rooms.company.forms import InviteForm, PairForm
from tandem.rooms.company.links import absolute
from tandem.rooms.company.picking import typed

ROWS_PER_PAGE = 50
INVITED_AT_FIRST = 20


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def page(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    limit = None if request.GET.get("waiting") == "all" else INVITED_AT_FIRST
    waiting, in_all = overview.without_account(request.today, limit)
    asked = as_of(request.GET.get("as_of", ""), request.today, words=words)
    counts, found = overview.counts(asked.day), overview.areas(asked)
    by_name = counts.areas <= overview.SORTED_UP_TO
    listed = overview.read_aloud(found) if by_name else found.values_list("pk", flat=True)
    areas = Paginator(listed, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "counts": counts,
        "not_taken": not_taken() if counts.people_in or not counts.people else None,
        "areas": areas,
        "rows": overview.rows(found, [*areas.object_list], asked.day),
        "words": words,
        "runs_server": request.may(Permission.RUN_THE_SERVER),
        "counting": being_counted(),
        "imports": Import.objects.exclude(state=ImportState.DISCARDED)[:5],
        "without_account": waiting,
        "more_without": in_all - len(waiting),
    }
    return render(request, "company/page.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def pair(request: SignedInRequest) -> HttpResponse:
    form = PairForm(typed(request))
    if form.is_valid():
        try:
            made, links = actions.pair_by_hand(
                **form.cleaned_data, by=request.person, at=request.at
            )
        except (UnableToPair, organisation.UnableToJoin) as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            context = {"pair": made, "links": absolute(request, links)}
            return render(request, "company/paired.html", context)
    return render(request, "company/pair.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted(Permission.INVITE)
def invite(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """A link for somebody who works here and cannot sign in yet; shown once."""
    nobody_yet = Person.objects.here_on(request.today).filter(account=None)
    person = get_object_or_404(nobody_yet, pk=person_id)
    form = InviteForm(typed(request), initial={"email": person.email})
    if form.is_valid():
        _, token = organisation.invite(
            person=person, email=form.cleaned_data["email"], by=request.person, at=request.at
        )
        links = absolute(request, [Invited(person, token)])
        return render(request, "company/invited.html", {"links": links})
    context = {"form": form, "person": person}
    return render(request, "company/invite.html", context, status=422 if form.errors else 200)
