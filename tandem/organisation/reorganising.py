"""Changing the tree of areas: rename, move, merge, close, split off. What was before stays known.

Each change holds from a day on, today or earlier, and leaves one event. Nothing is overwritten:
name and place of before become a version, people's jobs end and begin.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.access.audit import Actor, Audited, Bulk, record, record_bulk
from tandem.organisation.models import Area, AreaVersion, Assignment, Import, Person, Spell
from tandem.organisation.models.areas import STEP

EARLIEST = date(1950, 1, 1)
DEEPEST = 100  # levels of a tree: what the length of a path has room for
NAMED = 5  # people or areas that a refusal names
DAY = timedelta(days=1)
JOB = ("employment_id", "manager_id", "title", "level", "location", "fte")
SPELL_CHANGES = ("area", "start_on", "end_on")


class UnableToReorganise(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def rename_area(*, area: Area, name: str, on: date, by: Actor, at: datetime) -> Area:
    """From this day on the area has another name. The name it has changes nothing."""
    area = _current(area)
    name = " ".join(name.split())
    if name == area.name:
        return area
    if not name:
        raise UnableToReorganise(_("An area needs a name."))
    _refuse_day(on, at, [area])
    _refuse_name(area.parent, name, than=area)
    versions = _versions([area], on)
    area.name = name
    record("area.renamed", area, *versions, by=by, at=at)
    return area


@transaction.atomic
def move_area(*, area: Area, parent: Area | None, on: date, by: Actor, at: datetime) -> Area:
    """From this day on the area, with all below it, lies below another one; None is the top.

    Raises UnableToReorganise for a circle, a name that is taken there, or a day before the
    latest change.
    """
    area = _current(area)
    parent = _current(parent) if parent else None
    if parent == area.parent:
        return area
    _refuse_circle(area, parent)
    _refuse_name(parent, area.name)
    below = _below(area)
    _refuse_day(on, at, [area, *([parent] if parent else [])], below=area)
    versions = _versions(below, on)
    _replant(below, area, parent)
    moved = next(each for each in below if each == area)
    moved.parent = parent
    parts = [Bulk(new=versions), Bulk(changed=below, fields=("path", "parent"))]
    record_bulk("area.moved", moved, parts, by=by, at=at)
    return moved


@transaction.atomic
def merge_areas(*, source: Area, into: Area, on: date, by: Actor, at: datetime) -> Area:
    """From this day on the people of one area belong to another, and the first is closed.

    Areas below it come to lie below the other one. Earlier jobs and duties stay where they were.
    """
    source, into = _current(source), _current(into)
    _refuse_circle(source, into)
    below = _below(source)
    _refuse_day(on, at, [source, into], below=source)
    _refuse_first_day(source, on)
    children = [each for each in below if each.parent_id == source.pk and each.end_on is None]
    for child in children:
        _refuse_name(into, child.name)
    moving = [e for e in below if any(e.path.startswith(child.path) for child in children)]
    versions = _versions(moving, on)
    for child in children:
        branch = [each for each in moving if each.path.startswith(child.path)]
        _replant(branch, child, into)
        child.parent = into
    source.end_on, source.merged_into = on, into
    parts = [
        Bulk(new=versions),
        Bulk(changed=moving, fields=("path", "parent")),
        *_moved_jobs(Spell.objects.filter(area=source), into, on),
        _ended_duties(source, on),
    ]
    record_bulk("area.merged", source, parts, by=by, at=at)
    return source


@transaction.atomic
def close_area(*, area: Area, on: date, by: Actor, at: datetime) -> Area:
    """From this day on the area is no more. Refused while somebody or another area is in it."""
    area = _current(area)
    _refuse_day(on, at, [area])
    _refuse_first_day(area, on)
    inside = Spell.objects.filter(Q(end_on=None) | Q(end_on__gt=on), area=area)
    people = Person.objects.filter(pk__in=inside.values("employment__person"))
    _refuse_full(area, [person.name for person in people[:NAMED]], people.count())
    areas = Area.objects.still().filter(parent=area)
    _refuse_full(area, [each.name for each in areas[:NAMED]], areas.count())
    area.end_on = on
    record_bulk("area.closed", area, [_ended_duties(area, on)], by=by, at=at)
    return area


@transaction.atomic
def split_area(
    *, area: Area, name: str, people: Collection[Person], on: date, by: Actor, at: datetime
) -> Area:
    """From this day on there is a new area beside this one, with some of its people."""
    area = _current(area)
    name = " ".join(name.split())
    _refuse_day(on, at, [area])
    if not name:
        raise UnableToReorganise(_("An area needs a name."))
    _refuse_name(area.parent, name)
    new = Area.below(area.parent, name)
    new.start_on = on
    jobs = Spell.objects.filter(area=area, employment__person__in=list(people))
    there = set(jobs.on(on).values_list("employment__person", flat=True))
    if missing := [person.name for person in people if person.pk not in there]:
        raise UnableToReorganise(
            _("Not in “%(area)s” on that day: %(names)s.")
            % {"area": area.name, "names": ", ".join(missing[:NAMED])}
        )
    parts = [Bulk(new=[new]), *_moved_jobs(jobs, new, on)]
    record_bulk("area.split", area, parts, by=by, at=at)
    return new


# Reading under the lock


def _current(area: Area) -> Area:
    """As it is now, while every other reorganisation and every import waits."""
    list(Import.objects.order_by("pk").select_for_update().values_list("pk"))
    list(Area.objects.filter(parent=None).order_by("pk").select_for_update().values_list("pk"))
    now = Area.objects.select_related("parent").get(pk=area.pk)
    if now.end_on is not None:
        raise UnableToReorganise(
            _("“%(name)s” was closed on %(day)s.")
            % {"name": now.name, "day": date_format(now.end_on, "j F Y")}
        )
    return now


def _below(area: Area) -> list[Area]:
    """The area and all below it, closed ones too: their paths hang on it."""
    return list(Area.objects.filter(path__startswith=area.path).order_by("path"))


def _versions(areas: Iterable[Area], on: date) -> list[AreaVersion]:
    """What these areas were until that day; what lasted no day at all is not kept."""
    areas = [each for each in areas if each.start_on is None or each.start_on < on]
    twice = set(AreaVersion.objects.filter(end_on=on).values_list("area", flat=True))
    return [
        AreaVersion(area=each, name=each.name, parent_id=each.parent_id, path=each.path, end_on=on)
        for each in areas
        if each.pk not in twice
    ]


def _replant(branch: Iterable[Area], area: Area, parent: Area | None) -> None:
    """Paths as they are once the area lies below that parent."""
    before = area.path[:-STEP]
    for each in branch:
        each.path = (parent.path if parent else "") + each.path[len(before) :]
        if len(each.path) > DEEPEST * STEP:
            raise UnableToReorganise(_("That would be more than 100 areas below one another."))


def _moved_jobs(jobs: Iterable[Spell], into: Area, on: date) -> list[Bulk]:
    """Jobs that last beyond the day, ended there and begun in the other area."""
    changed: list[Audited] = []
    new: list[Audited] = []
    for job in jobs:
        if job.start_on >= on:
            job.area = into
        elif job.end_on is None or job.end_on > on:
            same = {name: getattr(job, name) for name in JOB}
            new.append(Spell(area=into, start_on=on, end_on=job.end_on, **same))
            job.end_on = on
        else:
            continue
        changed.append(job)
    return [Bulk(changed=changed, fields=SPELL_CHANGES), Bulk(new=new)]


def _ended_duties(area: Area, on: date) -> Bulk:
    """Who led or was HR partner of an area that is no more, was so until then."""
    lasting = Assignment.objects.filter(Q(end_on=None) | Q(end_on__gt=on), area=area)
    for each in (held := list(lasting)):
        each.end_on = max(on, each.start_on + DAY)
    return Bulk(changed=held, fields=("end_on",))


# Refusals, each with its cure


def _refuse_day(on: date, at: datetime, areas: Sequence[Area], below: Area | None = None) -> None:
    """Not in the future, and not before a change of these areas, or of any below one of them."""
    if on > localdate(at):
        raise UnableToReorganise(
            _("That day is still to come. Make the change when it has come, or choose today.")
        )
    if on < EARLIEST:
        raise UnableToReorganise(_("That day is too long ago: choose one from 1950 on."))
    for area in areas:
        if area.start_on is not None and on < area.start_on:
            raise _already(_("“%(name)s” began on %(day)s."), area.name, area.start_on)
    touched = Q(area__in=[area.pk for area in areas])
    if below is not None:
        touched |= Q(area__path__startswith=below.path)
    later = AreaVersion.objects.filter(touched, end_on__gt=on).select_related("area")
    latest = later.order_by("-end_on").first()
    if latest is not None:
        words = _("“%(name)s” was changed on %(day)s.")
        raise _already(words, latest.area.name, latest.end_on)


def _already(words: str, name: str, day: date) -> UnableToReorganise:
    known = words % {"name": name, "day": date_format(day, "j F Y")}
    return UnableToReorganise(f"{known} {_('Choose that day or a later one.')}")


def _refuse_first_day(area: Area, on: date) -> None:
    if area.start_on is not None and on <= area.start_on:
        words = _("“%(name)s” began on that day: it can end on a later one.")
        raise UnableToReorganise(words % {"name": area.name})


def _refuse_circle(area: Area, parent: Area | None) -> None:
    if parent is None:
        return
    if parent == area:
        raise UnableToReorganise(_("Choose another area than “%(area)s”.") % {"area": area.name})
    if parent.path.startswith(area.path):
        raise UnableToReorganise(
            _("“%(parent)s” lies below “%(area)s”: they would hang in a circle. Move it out first.")
            % {"parent": parent.name, "area": area.name}
        )


def _refuse_name(parent: Area | None, name: str, than: Area | None = None) -> None:
    """Compared as files are: without regard to case."""
    same = Area.objects.still().filter(parent=parent, name__iexact=name)
    if than is not None:
        same = same.exclude(pk=than.pk)
    if same.exists():
        there = {"name": name, "parent": parent.name if parent else _("at the top")}
        raise UnableToReorganise(
            _("There is an area “%(name)s” there already (%(parent)s). Rename one of them first.")
            % there
        )


def _refuse_full(area: Area, names: Sequence[str], count: int) -> None:
    if not count:
        return
    listed = ", ".join(names)
    if more := count - len(names):
        listed += " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
    raise UnableToReorganise(
        _("Still in “%(area)s”: %(names)s. Move or merge them first.")
        % {"area": area.name, "names": listed}
    )
