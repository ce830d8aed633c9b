"""Which pairs are asked for a two-way review, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractDay, ExtractMonth

from tandem.organisation.calendars import working_days_of
from tandem.organisation.models import Person
from tandem.organisation.settings import value
from tandem.partnership.models import Pair, PairQuerySet, RoleReview
from tandem.partnership.role_review import rules

MONTH = 100  # so that 31 December is 1231, and days of a year compare as numbers


def asked(today: date) -> PairQuerySet:
    """Pairs of today. Of the same two, who share several areas, the one that began first."""
    return Pair.objects.on(today).exclude(began_before(today))


def began_before(today: date) -> Exists:
    """To be asked with a pair: whether the same two are one in another area, and for longer."""
    twins = Pair.objects.on(today).order_by()
    same = twins.filter(leader=OuterRef("leader"), hr_partner=OuterRef("hr_partner"))
    before = Q(start_on__lt=OuterRef("start_on")) | Q(
        start_on=OuterRef("start_on"), pk__lt=OuterRef("pk")
    )
    return Exists(same.filter(before))


def lately_opened(today: date) -> PairQuerySet:
    """Of these, whose year opened a short time ago: a few too many, `rules` says which exactly."""
    first = today - rules.ASKED_LONGEST
    low, high = (day.month * MONTH + day.day for day in (first, today))
    within = Q(day_of_year__gte=low, day_of_year__lte=high)
    if low > high:  # the turn of the year lies between
        within = Q(day_of_year__gte=low) | Q(day_of_year__lte=high)
    told = asked(today).annotate(
        day_of_year=ExtractMonth("start_on") * MONTH + ExtractDay("start_on")
    )
    return told.filter(within, start_on__lt=first)


def year_of(pair: Pair, today: date) -> date | None:
    """The year these two can answer today, by the day it opened; None where none is open."""
    opened = None if pair.is_over(today) else rules.open_year(pair.start_on, today)
    if opened is None or not asked(today).filter(pk=pair.pk).exists():
        return None
    return opened


def until(opened: date, who: Person, today: date) -> date:
    """The last day on which Today asks this one, as their own site counts."""
    days = int(value("review_asked_days", today))
    return rules.asked_until(opened, working_days_of(who, today), days)


def unsettled(today: date, person: str = "pk") -> dict[str, Any]:
    """To be asked with a person: whether a pair of theirs may still be waiting for them."""
    settled = RoleReview.objects.settled().order_by().filter(
        pair=OuterRef("pk"), by=OuterRef(OuterRef(person)),
        opened_on__gte=today - rules.ASKED_LONGEST,
    )  # fmt: skip
    mine = Q(leader=OuterRef(person)) | Q(hr_partner=OuterRef(person))
    waiting = lately_opened(today).order_by().filter(mine).exclude(Exists(settled))
    return {"has_review_to_answer": Exists(waiting)}


def unread(today: date, person: str = "pk") -> dict[str, Any]:
    """The same of what both have answered and this one has not read yet."""
    open_ones = RoleReview.objects.opened().kept(today).order_by()
    mine = open_ones.filter(by=OuterRef(person), read_on=None)
    return {"has_review_to_read": Exists(mine)}


def both_answered(pairs: Iterable[Pair], *, since: date) -> int:
    """In how many of these both have answered since then: that they have, and nothing of it."""
    there = RoleReview.objects.opened().order_by().filter(pair__in=pairs, opened_on__gte=since)
    return there.values("pair").distinct().count()
