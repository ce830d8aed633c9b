"""How many people are where today. In a large company the answer is kept until something changes.

Counting a million and a half jobs takes PostgreSQL a second, every page needs it, and between two
imports it hardly changes. What is kept is thrown away with the next act that is not about a promise
(those are most of a day's acts, and move nobody), and after ten minutes in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Max, QuerySet

from tandem.access.models import Event
from tandem.organisation.models import Area, Employment, Spell

LARGE = 50_000  # people: below this, counting is faster than asking whether anything has changed
KEPT, SECONDS = "organisation.counting", 600


@dataclass(frozen=True, slots=True)
class Kept:
    """by_path: people directly in each area. latest: the act after which they were counted."""

    day: date
    latest: int
    by_path: dict[str, int]
    here: int


def headcounts(day: date, *, below: Area | None = None) -> dict[str, int]:
    """People directly in each area by its path: of the whole company, or of one area's tree."""
    kept = standing(day)
    if kept is None:
        there = Spell.objects.within(below) if below else Spell.objects.all()
        counts = there.headcounts(day)
        if sum(counts.values()) < LARGE:
            return counts
        kept = keep(day)
    if below is None:
        return kept.by_path
    return {path: n for path, n in kept.by_path.items() if path.startswith(below.path)}


def people_here(day: date) -> int:
    """Everybody employed on this day, whether in an area or in none."""
    kept = standing(day)
    if kept is not None:
        return kept.here
    here = Employment.objects.on(day).count()
    return here if here < LARGE else keep(day).here


def standing(day: date) -> Kept | None:
    """What is kept, if it still holds. A small company keeps nothing and is asked nothing."""
    kept: Kept | None = cache.get(KEPT)
    if kept is None or kept.day != day or kept.latest != latest_act():
        return None
    return kept


def keep(day: date) -> Kept:
    latest = latest_act()  # before counting: what happens meanwhile is counted again
    counts = Spell.objects.headcounts(day)
    kept = Kept(day, latest, counts, Employment.objects.on(day).count())
    cache.set(KEPT, kept, SECONDS)
    return kept


def moving_acts() -> QuerySet[Event]:
    """Those after which what is kept may have changed."""
    return Event.objects.exclude(what__startswith="commitment.")


def latest_act() -> int:
    return moving_acts().aggregate(latest=Max("id"))["latest"] or 0
