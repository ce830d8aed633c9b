"""Who leads an area and who is its HR partner, said by hand: with its day, and never overlapping.

Over `actions.set_leader` and `actions.set_hr_partner`, which anybody's file uses too, stand the
rules for somebody at a page: a day that has come, somebody who is here, two different people.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.dateformat import format as formatted
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record, record_gone
from tandem.organisation import actions
from tandem.organisation.models import Area, Assignment, Duty, Person

SET = {Duty.LEADS: actions.set_leader, Duty.HR_PARTNER: actions.set_hr_partner}
OTHER = {Duty.LEADS: Duty.HR_PARTNER, Duty.HR_PARTNER: Duty.LEADS}


class UnableToSet(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def give_duty(
    *, area: Area, person: Person, duty: Duty, since: date, why: str, by: Actor, at: datetime
) -> Assignment:
    """From a day that has come this person has the duty; who had it before ends on that day.

    Naming who has it already corrects the day. Raises UnableToSet, NoGrounds.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    refuse_day(since, localdate(at))
    if not person.is_here(localdate(at)):
        raise UnableToSet(_("%(name)s no longer works here.") % {"name": person.name})
    held = Assignment.objects.at(area).held().still()
    if held.filter(duty=OTHER[duty], person=person).exists():
        raise UnableToSet(
            _("%(name)s is the other of the two here already: an area has two people.")
            % {"name": person.name}
        )
    former = held.filter(duty=duty).first()
    if former and former.person == person:
        return correct_since(assignment=former, since=since, by=by, at=at)
    known = Assignment.objects.at(area).held().filter(duty=duty)
    if other := in_the_way(known, since, ending=former, today=localdate(at)):
        raise UnableToSet(began(other))
    return SET[duty](area=area, person=person, since=since, why=why, by=by, at=at)


@transaction.atomic
def correct_since(*, assignment: Assignment, since: date, by: Actor, at: datetime) -> Assignment:
    """Another first day. Who had the duty up to the old day has it up to the new one.

    Raises UnableToSet for a day to come, or one on which somebody earlier began.
    """
    Area.objects.select_for_update().get(pk=assignment.area_id)
    held = Assignment.objects.select_related("area", "person").get(pk=assignment.pk)
    if held.start_on == since and held.told_on is None:
        return held
    refuse_day(since, localdate(at))
    if held.end_on and since >= held.end_on:
        raise UnableToSet(_("It ended on %(day)s.") % {"day": said(held.end_on)})
    others = Assignment.objects.at(held.area).held().filter(duty=held.duty).exclude(pk=held.pk)
    before = others.filter(end_on=held.start_on).first()
    if other := in_the_way(others, since, ending=before, moving=held):
        raise UnableToSet(began(other))
    if before is not None:
        before.end_on = since
        record(f"area.{held.duty}.corrected", before, by=by, at=at)
    held.start_on, held.told_on = since, None
    record(f"area.{held.duty}.corrected", held, by=by, at=at)
    return held


@transaction.atomic
def end_duty(*, assignment: Assignment, end_on: date, by: Actor, at: datetime) -> Assignment:
    """From this day on the area has nobody in the duty. Ending twice keeps the first day."""
    Area.objects.select_for_update().get(pk=assignment.area_id)
    held = Assignment.objects.select_related("area", "person").get(pk=assignment.pk)
    if held.end_on is not None:
        return held
    refuse_day(end_on, localdate(at))
    if end_on <= held.start_on:
        raise UnableToSet(
            _("%(name)s began on %(day)s: choose a later day.")
            % {"name": held.person.name, "day": said(held.start_on)}
        )
    held.end_on = end_on
    record(f"area.{held.duty}.ended", held, by=by, at=at)
    return held


@transaction.atomic
def take_back(*, assignment: Assignment, by: Actor, at: datetime) -> None:
    """It was a slip and never so. Only while it is held: what has ended was so."""
    Area.objects.select_for_update().get(pk=assignment.area_id)
    held = Assignment.objects.filter(pk=assignment.pk).first()
    if held is None:
        return
    if held.end_on is not None:
        raise UnableToSet(_("It ended on %(day)s.") % {"day": said(held.end_on)})
    record_gone(f"area.{held.duty}.taken_back", held, by=by, at=at)


def refuse_day(day: date, today: date) -> None:
    if day > today:
        raise UnableToSet(_("This day has not come yet. What begins later is said on that day."))


def in_the_way(
    known: Iterable[Assignment],
    since: date,
    *,
    ending: Assignment | None,
    moving: Assignment | None = None,
    today: date | None = None,
) -> Assignment | None:
    """Who had the duty on this day or after it, of all who are known to have had it.

    ending: whose time will end on the day, unless they began no earlier; who began today may be
    replaced today, since a slip must not have to wait. moving: whose first day becomes this one.
    """
    if ending is not None and not (since > ending.start_on or since == ending.start_on == today):
        return ending
    apart = {each.pk for each in (ending, moving) if each}
    others = [
        each
        for each in known
        if each.pk not in apart
        and (each.end_on is None or each.end_on > since)
        and (moving is None or each.start_on < moving.start_on)
    ]
    return max(others, key=lambda each: each.start_on, default=None)


def began(other: Assignment) -> str:
    """Why a day cannot be: this one had the duty then."""
    if other.end_on is None:
        words = _("%(name)s has it since %(day)s: choose a day after that.")
        return words % {"name": other.person.name, "day": said(other.start_on)}
    last = other.end_on - timedelta(days=1)
    words = _("%(name)s had it up to %(day)s: choose a day after that.")
    return words % {"name": other.person.name, "day": said(last)}


def said(day: date) -> str:
    return formatted(day, "j M Y")
