"""Areas on an earlier day: their names, places, people and duties of then.

Who may look is decided by today's rights alone, area by area: what lay below an area then and is
not the reader's to see today is named, and neither opened nor counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.bridge.numbers import figures_of
from tandem.organisation.as_of import AsOf
from tandem.organisation.http import SignedInRequest
from tandem.organisation.models import Area, Duty, Spell
from tandem.organisation.models.areas import EVERYWHERE, AreaQuerySet, paths_above
from tandem.organisation.seats import NOBODY, partner_from_above, seats_in
from tandem.rooms.areas.page import Crumb

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Then:
    """An area as it was on a day; `opens` where it is the reader's to see today."""

    id: UUID
    name: str
    path: str
    opens: bool
    query: str

    @property
    def url(self) -> str:
        return reverse("areas:page", args=[self.id]) + self.query if self.opens else ""


@dataclass(frozen=True, slots=True)
class ThenRow:
    area: Then
    people: int | None

    @property
    def url(self) -> str:
        return self.area.url


def then(found: AreaQuerySet, day: date, sight: tuple[str, ...], query: str) -> list[Then]:
    """Areas as they were on a day, by path, with whether today's rights open them: two queries.

    sight: as `AreaQuerySet.sight_of`.
    """
    rows = found.rows_on(day)
    areas = (Then(pk, name, path, now.startswith(sight), query) for pk, name, path, now in rows)
    return sorted(areas, key=lambda area: area.path)


def counted(areas: Iterable[Then], day: date) -> Mapping[str, int]:
    """People of a day by the path of then, in each of these areas and all below it."""
    paths = {each.id: each.path for each in areas if each.opens}
    there = Spell.objects.on(day).order_by()
    below: Counter[str] = Counter()
    for area, n in there.values_list("area").annotate(n=Count("id")):
        if path := paths.get(area):
            for above in (*paths_above(path), path):
                below[above] += n
    return below


def find(request: SignedInRequest, asked: AsOf, at_most: int) -> HttpResponse:
    """Areas one may see today whose name of then holds the words."""
    mine = Area.objects.visible_to(request.person, request.today, closed=True)
    every = then(mine, asked.day, (EVERYWHERE,), asked.query)
    said = [word.casefold() for word in asked.words.split()]
    found = [each for each in every if all(word in each.name.casefold() for word in said)]
    if said and len(found) == 1:
        return redirect(found[0].url)
    counts = counted(every, asked.day)
    context = {
        "words": asked.words,
        "asked": asked,
        "rows": [ThenRow(each, counts[each.path]) for each in found[:at_most]],
        "more": len(found) > at_most,
        "sees_any": bool(every),
    }
    return render(request, "areas/find.html", context)


def page(
    request: SignedInRequest, mine: AreaQuerySet, area: Area, asked: AsOf, per_page: int
) -> HttpResponse:
    """mine: the areas that today's rights open, closed ones too."""
    day = day_shown(area, asked)
    sight = Area.objects.all().sight_of(request.person, request.today)
    areas = then(Area.objects.all(), day, sight, asked_again(day))
    here = next(each for each in areas if each.id == area.pk)
    path, above = here.path, paths_above(here.path)
    below = [each for each in areas if each.path.startswith(path)]
    counts = counted(below, day)
    open_now = Area.objects.as_of(day).under(path).filter(pk__in=mine.values("pk"))
    there = Spell.objects.people_among(open_now, day)
    people = Paginator(there, per_page)
    people.count = counts[path]  # known already: one question less
    context = {
        "area": here,
        "asked": AsOf(day, request.today, asked.said),
        "note": note(area, asked, day),
        "merged_into": into(area, mine, request.today),
        "crumbs": [Crumb(each.name, each.url) for each in areas if each.path in above],
        "below": [
            ThenRow(each, counts[each.path] if each.opens else None)
            for each in sorted(below, key=lambda team: team.name)
            if paths_above(each.path)[-1:] == [path]
        ],
        **sides([*(each for each in areas if each.path in above), here], day),
        "counts_only": not people.count and is_known_by_counts(area),
        "people": with_teams(people.get_page(request.GET.get("page")), below),
        "last_day": there.filter(employment__end_on=day + DAY).count(),
        "query": asked_again(day)[1:] + "&",
    }
    return render(request, "areas/as_was.html", context, status=asked.status)


def day_shown(area: Area, asked: AsOf) -> date:
    """The day asked for, or the nearest on which the area was there."""
    day = asked.day
    if area.end_on is not None:
        day = min(day, area.end_on - DAY)
    return max(day, area.start_on) if area.start_on else day


def asked_again(day: date) -> str:
    return AsOf(day, day + DAY).query


def note(area: Area, asked: AsOf, day: date) -> str:
    """Why the page shows another day than the one that was asked for."""
    if day == asked.day:
        return ""
    if day > asked.day:
        return _("It began on %(day)s. This is its first day.") % {"day": date_format(day, "j F Y")}
    closed = date_format(day + DAY, "j F Y")
    return _("It was closed on %(day)s. This is its last day.") % {"day": closed}


def into(area: Area, mine: AreaQuerySet, today: date) -> Area | None:
    """What it became part of, where that is the reader's to see."""
    if area.merged_into_id is None:
        return None
    return mine.on(today).filter(pk=area.merged_into_id).first()


def is_known_by_counts(area: Area) -> bool:
    """Known without persons, so that nobody can be named or counted on a day."""
    figures = figures_of(area)
    return figures is not None and figures.numbers.counts is not None


def sides(around: Sequence[Then], day: date) -> dict[str, Any]:
    """around: the area, last, below all that lay above it."""
    sitting = seats_in([each.id for each in around], day)
    here = sitting.get(around[-1].id, NOBODY)
    return {
        "leads": here[Duty.LEADS],
        "hr_partner": here[Duty.HR_PARTNER],
        "above": partner_from_above(around, sitting),
    }


def with_teams(people: Any, below: Iterable[Then]) -> Any:  # noqa: ANN401 - a page of Django's
    """Each job with the name its team had then."""
    names = {each.id: each.name for each in below}
    for spell in people:
        spell.team = names.get(spell.area_id, "")
    return people
