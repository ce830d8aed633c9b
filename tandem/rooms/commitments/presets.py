"""What a new promise begins with, as its address says: each is there for the reader, or it is 404.

`area` (one may see), `pair` (own), `with` (a person's id), `ask` (what to ask of that person, or
nothing yet), `reminder` (own), `against` (what got in the way of promises), `instead` and `after`
(an own promise), `request` (what a request is about), `about` (a kind and an id: what it hangs on).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from tandem.bridge.causes import why_of_cause
from tandem.bridge.numbers import figures_of
from tandem.organisation.http import SignedInRequest
from tandem.organisation.models import Area, Person
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.commitments.about import About, Thing, thing
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Side, State
from tandem.partnership.known import somebody
from tandem.partnership.leaving import to_settle
from tandem.partnership.models import Pair
from tandem.partnership.reminders.models import Reminder


def old_meant(request: SignedInRequest) -> Commitment | None:
    """One's own promise with somebody who leaves, that is asked of another person instead."""
    given = request.GET.get("instead")
    if not given:
        return None
    mine = to_settle(request.person, request.today).filter(customer=request.person)
    return get_object_or_404(mine, pk=uuid_or_404(given))


def terms_anew(old: Commitment, today: date) -> dict[str, object]:
    due_on = old.due_on if old.due_on and old.due_on >= today else None
    kept = {"what": old.what, "done_means": old.done_means, "why": old.why}
    return {"direction": Side.CUSTOMER.value, "due_on": due_on, **kept}


def taken_back_meant(request: SignedInRequest) -> Commitment | None:
    """What one has taken back, and offers something else for."""
    given = request.GET.get("after")
    if not given:
        return None
    mine = Commitment.objects.visible_to(request.person).performed_by(request.person)
    return get_object_or_404(mine.filter(state=State.REVOKED_BY_PERFORMER), pk=uuid_or_404(given))


def offered_anew(old: Commitment) -> dict[str, object]:
    """All but the day, which did not hold."""
    kept = {"what": old.what, "done_means": old.done_means, "why": old.why}
    return {"direction": Side.PERFORMER.value, "who": old.customer.name, **kept}


def reminder_meant(request: SignedInRequest) -> Reminder | None:
    """A note to oneself that is to become a promise to somebody; it is over once that is begun."""
    given = request.GET.get("reminder")
    mine = Reminder.objects.visible_to(request.person).open()
    return get_object_or_404(mine, pk=uuid_or_404(given)) if given else None


def why_of(area: Area | None) -> str:
    """What an area's numbers say, as the first words of a why."""
    figures = figures_of(area) if area else None
    return figures.finding.why if figures else ""


def cause_meant(request: SignedInRequest) -> str:
    given = request.GET.get("against")
    try:
        return why_of_cause(given) if given else ""
    except ValueError:
        raise Http404 from None


def area_meant(request: SignedInRequest) -> Area | None:
    given = request.GET.get("area")
    if given is None:
        return None
    if not request.has(PEOPLE_DATA):
        raise Http404
    seen = Area.objects.visible_to(request.person, request.today)
    return get_object_or_404(seen, pk=uuid_or_404(given))


def pair_meant(request: SignedInRequest) -> Pair | None:
    given = request.GET.get("pair")
    mine = Pair.objects.visible_to(request.person)
    return get_object_or_404(mine, pk=uuid_or_404(given)) if given else None


def person_meant(request: SignedInRequest) -> Person | None:
    given = request.GET.get("with")
    return somebody(uuid_or_404(given), request.person, request.today) if given else None


def uuid_or_404(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None


def about_meant(request: SignedInRequest) -> tuple[About, Thing] | None:
    """Of any kind a room has made known; what the reader may not know of is not there."""
    given = request.GET.get("about")
    if given is None:
        return None
    kind, _, pk = given.partition(":")
    about = About(kind, uuid_or_404(pk))
    there = thing(about, request.person, request.today)
    if there is None:
        raise Http404
    return about, there


def hangs_on_meant(area: Area | None, pair: Pair | None) -> About | None:
    if area:
        return About("area", area.pk)
    return About("pair", pair.pk) if pair else None
