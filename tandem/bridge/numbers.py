"""From the stored figures of an area to a page. No formula lives here; `counting` stores them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from pydantic import TypeAdapter, ValidationError

from tandem.analytics.area import AreaNumbers
from tandem.bridge.models import AreaFigures, Edition
from tandem.bridge.words import Finding, finding
from tandem.organisation.models import Area, Person

logger = logging.getLogger(__name__)
AS_JSON = TypeAdapter(AreaNumbers)


@dataclass(frozen=True, slots=True)
class Figures:
    """One area's numbers, what they were counted from, and when.

    edition: a name for that, other for other figures. counted_on, told_until: the day, and the
    last day the files told of; None of figures that an earlier version stored.
    """

    area: Area
    snapshot: str
    edition: str
    numbers: AreaNumbers
    counted_on: date | None = None
    told_until: date | None = None

    @property
    def finding(self) -> Finding:
        return finding(self.numbers, self.area)


def figures_of(area: Area) -> Figures | None:
    """None until a first snapshot holds this area, and while they are of an earlier version."""
    return read(area, AreaFigures.objects.filter(area=area))


def read(area: Area, found: QuerySet[AreaFigures]) -> Figures | None:
    stored = found.first()
    if stored is None:
        return None
    try:
        numbers = AS_JSON.validate_json(stored.figures)
    except ValidationError:
        logger.warning("Figures of an area are of another version: the worker counts them anew.")
        return None
    name = Edition(stored.snapshot, stored.number, stored.definitions).name
    return Figures(area, stored.snapshot, name, numbers, stored.counted_on, stored.told_until)


@dataclass(frozen=True, slots=True)
class LeaversBelow:
    """known: false where there may be more, or any."""

    people: int
    known: bool


def leavers_below(area: Area) -> dict[UUID, LeaversBelow]:
    """By area directly below that is known by counts alone: leavers in its shown window."""
    rows = AreaFigures.objects.filter(area__parent=area).values_list("area", "figures")
    read = ((child, AS_JSON.validate_json(figures)) for child, figures in rows)
    return {
        child: LeaversBelow(found.counts.leavers, all(m.leavers_known for m in found.months))
        for child, found in read
        if found.counts is not None
    }


@dataclass(frozen=True, slots=True)
class LastHeadcount:
    """people: None where nobody gave any; month: the one it is of."""

    people: int | None
    month: date | None = None


def last_headcounts(areas: Sequence[Area]) -> dict[UUID, LastHeadcount]:
    """Of areas without a person today, those of which anything is known: one query, or none."""
    if not areas:
        return {}
    rows = AreaFigures.objects.filter(area__in=[each.pk for each in areas])
    return {area: _last_headcount(said) for area, said in rows.values_list("area", "figures")}


def _last_headcount(figures: str) -> LastHeadcount:
    try:
        numbers = AS_JSON.validate_json(figures)
    except ValidationError:  # of another version, until `tandem migrate`
        return LastHeadcount(None)
    if numbers.counts is None:
        return LastHeadcount(0)
    known = [each for each in numbers.months if each.closing is not None]
    return LastHeadcount(known[-1].closing, known[-1].month) if known else LastHeadcount(None)


@dataclass(frozen=True, slots=True)
class WhatMoved:
    """One sentence for the pair page, and where it leads."""

    sentence: str
    chip: str
    chip_words: str
    url: str


def what_moved(area: Area, reader: Person, today: date) -> WhatMoved | None:
    """For somebody who may see the area; None where nothing is known yet."""
    seen = Area.objects.visible_to(reader, today)
    figures = read(area, AreaFigures.objects.filter(area=area, area__in=seen))
    if figures is None:
        return None
    found = figures.finding
    return WhatMoved(found.sentence, found.chip, found.chip_words, area.get_absolute_url())
