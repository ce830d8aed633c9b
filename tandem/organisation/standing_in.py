"""Standing in for a leader or an HR partner: acting until a day, or caretaker of a vacant side."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record
from tandem.organisation.models import Area, Assignment, Duty, Grounds, Person, StandIn
from tandem.organisation.seats import Seat, seats_of

DAY = timedelta(days=1)
LONGEST = timedelta(days=366)  # longer than a year is no standing in


class UnableToStandIn(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def appoint_acting(
    *, area: Area, duty: Duty, person: Person, last_day: date, reason: str, by: Actor, at: datetime
) -> Assignment:
    """From today to the last day this person does the duty, beside who holds it.

    They see the area and all below it while it lasts: the event is "area.<duty>.acting", the
    reason is kept beside the assignment. Raises UnableToStandIn.
    """
    today = localdate(at)
    if last_day < today:
        raise UnableToStandIn(_("The last day lies in the past. Choose today or a later day."))
    if last_day - today > LONGEST:
        raise UnableToStandIn(_("Nobody acts for more than a year. Name who takes over instead."))
    seat = _free_seat(area, duty, person, today)
    if seat.holder is not None and seat.holder.person == person:
        raise UnableToStandIn(_("%(name)s has this duty already.") % {"name": person.name})
    return _stand_in(area, duty, person, StandIn.ACTING, last_day + DAY, reason, by, at)


@transaction.atomic
def appoint_caretaker(
    *, area: Area, duty: Duty, person: Person, reason: str, by: Actor, at: datetime
) -> Assignment:
    """Until somebody is named, this person looks after a side that nobody holds.

    They see the area and all below it while it lasts. Raises UnableToStandIn.
    """
    seat = _free_seat(area, duty, person, localdate(at))
    if seat.holder is not None:
        raise UnableToStandIn(
            _("%(name)s has this duty. A caretaker is for a side that nobody holds.")
            % {"name": seat.holder.person.name}
        )
    return _stand_in(area, duty, person, StandIn.CARETAKER, None, reason, by, at)


@transaction.atomic
def end_stand_in(*, assignment: Assignment, by: Actor, at: datetime) -> Assignment:
    """They stand in no more from today. What is over already stays as it is."""
    Area.objects.select_for_update().get(pk=assignment.area_id)
    held = Assignment.objects.standing_in().get(pk=assignment.pk)
    today = localdate(at)
    if held.end_on is None or held.end_on > today:
        held.end_on = max(today, held.start_on + DAY)
        record(f"area.{held.duty}.stand_in_ended", held, by=by, at=at)
    return held


def _free_seat(area: Area, duty: Duty, person: Person, today: date) -> Seat:
    """The side as it is today, under its lock, if this person may stand in there."""
    locked = Area.objects.select_for_update().get(pk=area.pk)
    if locked.end_on is not None:
        raise UnableToStandIn(_("This area is closed."))
    if not person.is_here(today):
        raise UnableToStandIn(_("%(name)s no longer works here.") % {"name": person.name})
    both = seats_of(area, today)
    seat = both[duty]
    if seat.stand_in is not None:
        until = seat.stand_in.end_on
        raise UnableToStandIn(
            _("%(name)s stands in already%(until)s. End that first.")
            % {
                "name": seat.stand_in.person.name,
                "until": f" ({date_format(until - DAY, 'j F Y')})" if until else "",
            }
        )
    _refuse_both_sides(both[other_side(duty)], person)
    return seat


def other_side(duty: Duty) -> Duty:
    return Duty.HR_PARTNER if duty is Duty.LEADS else Duty.LEADS


def _refuse_both_sides(other: Seat, person: Person) -> None:
    """Two people answer for an area: nobody is their own partner."""
    there = [each.person for each in (other.holder, other.stand_in) if each]
    if person in there:
        raise UnableToStandIn(
            _("%(name)s is on the other side of this area already: two people answer for it.")
            % {"name": person.name}
        )


def _stand_in(
    area: Area,
    duty: Duty,
    person: Person,
    kind: StandIn,
    end_on: date | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Assignment:
    if not reason.strip():
        raise UnableToStandIn(_("Say why: it opens the area to somebody."))
    assignment = Assignment(
        area=area, person=person, duty=duty, stand_in=kind,
        start_on=localdate(at), end_on=end_on,
    )  # fmt: skip
    # Beside the row, because that is open to everybody and why somebody is away is not.
    grounds = Grounds(about=assignment.id, words=" ".join(reason.split()))
    record(f"area.{duty.value}.{kind.value}", assignment, grounds, by=by, at=at)
    return assignment
