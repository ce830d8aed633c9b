"""Days away and crunch periods, as they are entered; and the working days that are left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record
from tandem.organisation.calendar import DAY, WorkingDays
from tandem.organisation.calendars import working_days_of_people
from tandem.organisation.elsewhere import NONE, time_off
from tandem.organisation.models import Absence, AbsenceKind, Area, Crunch, Person
from tandem.organisation.seats import seats_of

AFTERWARDS = timedelta(days=7)  # one may say afterwards that one was away
AFTERWARDS_FOR_OTHERS = timedelta(days=92)  # the office that knows of others, longer
LONGEST = timedelta(days=3 * 366)
LONGEST_CRUNCH = timedelta(days=62)


class UnableToBeAway(PermissionDenied):
    """The message is shown to the person who tried; `field` is what it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def calendar_of(person: Person, today: date) -> WorkingDays:
    """The days on which this person works: those of their site, without their days off."""
    return calendars_of_people([person.pk], today)[person.pk]


def calendars_of_people(people: Iterable[UUID], today: date) -> dict[UUID, WorkingDays]:
    """The same for many at once; nobody asked about, nothing asked."""
    wanted = set(people)
    off = time_off(wanted, today)
    sites = working_days_of_people(wanted, today)
    return {one: off.get(one, NONE).on_top_of(calendar) for one, calendar in sites.items()}


# ---- entering


@transaction.atomic
def enter(
    *,
    person: Person,
    first: date,
    last: date | None,
    kind: AbsenceKind,
    by: Person,
    at: datetime,
) -> Absence:
    """From the first day to the last this person is away. What stands there already is kept.

    by: the person, or somebody of the people office, who may say it longer afterwards. Days of
    two entries may overlap. Raises UnableToBeAway.
    """
    today = localdate(at)
    Person.objects.select_for_update().get(pk=person.pk)
    refuse_days(first, last, today, AFTERWARDS if by == person else AFTERWARDS_FOR_OTHERS)
    if not person.is_here(today):
        raise UnableToBeAway(_("%(name)s no longer works here.") % {"name": person.name})
    end_on = last + DAY if last else None
    same = Absence.objects.of(person).filter(start_on=first, end_on=end_on).first()
    if same is not None:
        return same
    absence = Absence(person=person, start_on=first, end_on=end_on, kind=kind.value)
    record("absence.entered", absence, by=by, at=at)
    return absence


def refuse_days(first: date, last: date | None, today: date, afterwards: timedelta) -> None:
    if last is not None and last < first:
        raise UnableToBeAway(_("The last day comes before the first one."), "last")
    if first < today - afterwards:
        words = _("This can be said up to %(days)s days afterwards. Choose a later first day.")
        raise UnableToBeAway(words % {"days": afterwards.days}, "first")
    if first > today + LONGEST or (last is not None and last - first > LONGEST):
        raise UnableToBeAway(_("That is more than three years. Check the year."), "last")


@transaction.atomic
def end_early(*, absence: Absence, by: Actor, at: datetime) -> Absence:
    """Back at work from today on; one that has not begun is taken back. Over stays over."""
    held = Absence.objects.select_for_update().get(pk=absence.pk)
    end_on = max(localdate(at), held.start_on)
    if held.end_on is None or held.end_on > end_on:
        held.end_on = end_on
        record("absence.ended", held, by=by, at=at)
    return held


# ---- crunch


def may_declare(person: Person, area: Area, today: date) -> bool:
    """Who leads the area or is its HR partner today, or stands in for one of them."""
    sitting = [
        each for seat in seats_of(area, today).values() for each in (seat.holder, seat.stand_in)
    ]
    return any(each is not None and each.person == person for each in sitting)


@transaction.atomic
def declare_crunch(
    *, area: Area, first: date, last: date, reason: str, by: Person, at: datetime
) -> Crunch:
    """From the first day to the last, promises of everybody in the area wait.

    Never for days that have passed: a miss is not undone by declaring it. Raises UnableToBeAway.
    """
    today = localdate(at)
    locked = Area.objects.select_for_update().get(pk=area.pk)
    if not may_declare(by, locked, today):
        raise UnableToBeAway(_("Only who leads the area, or is its HR partner, can say this."))
    if first < today:
        raise UnableToBeAway(_("A crunch begins today or later."), "first")
    if last < first:
        raise UnableToBeAway(_("The last day comes before the first one."), "last")
    if last - first >= LONGEST_CRUNCH or first > today + LONGEST:
        words = _("A crunch lasts %(days)s days at most. What lasts longer is the work itself.")
        raise UnableToBeAway(words % {"days": LONGEST_CRUNCH.days}, "last")
    if not reason.strip():
        raise UnableToBeAway(_("Say why: it is read by everybody whose promises wait."), "reason")
    words, end_on = " ".join(reason.split()), last + DAY
    same = Crunch.objects.filter(area=locked, start_on=first, end_on=end_on).first()
    if same is not None:
        return same
    crunch = Crunch(area=locked, start_on=first, end_on=end_on, reason=words)
    record("crunch.declared", crunch, by=by, at=at)
    return crunch


@transaction.atomic
def end_crunch(*, crunch: Crunch, by: Person, at: datetime) -> Crunch:
    """Clocks run again from today; one that has not begun is taken back. Over stays over."""
    today = localdate(at)
    held = Crunch.objects.select_for_update(of=("self",)).select_related("area").get(pk=crunch.pk)
    if not may_declare(by, held.area, today):
        raise UnableToBeAway(_("Only who leads the area, or is its HR partner, can say this."))
    if held.end_on > max(today, held.start_on):
        held.end_on = max(today, held.start_on)
        record("crunch.ended", held, by=by, at=at)
    return held
