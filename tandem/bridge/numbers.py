"""From a snapshot to the figures of every area, and from there to a page. No formula lives here."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from pydantic import TypeAdapter, ValidationError

from tandem.analytics.area import AreaNumbers
from tandem.analytics.months import month_number, month_of
from tandem.bridge.models import AreaFigures
from tandem.bridge.words import Finding, finding
from tandem.organisation.models import Area, Person

if TYPE_CHECKING:
    from tandem.analytics.facts import Facts
    from tandem.organisation.intake import NotTaken

logger = logging.getLogger(__name__)
BATCH = 500
AS_JSON = TypeAdapter(AreaNumbers)


@dataclass(frozen=True, slots=True)
class Figures:
    """One area's numbers and the snapshot they come from."""

    area: Area
    snapshot: str
    numbers: AreaNumbers

    @property
    def finding(self) -> Finding:
        return finding(self.numbers, self.area)


def compute(folder: Path, lacking: NotTaken | None = None) -> int:
    """Replace the figures of all areas by those of this snapshot. Returns how many areas.

    lacking: people of the files who were not taken, and so are in no snapshot.
    """
    # Read by the worker alone: pages do not carry the mathematics in their memory.
    from tandem.analytics.engine import open_engine
    from tandem.analytics.every_area import numbers_of_every_area
    from tandem.analytics.facts import Facts

    with closing(open_engine(settings.SITE.engine)) as engine:
        facts = Facts.open(folder, engine)
        of_areas = numbers_of_every_area(facts, before=horizon(facts))
    if lacking is not None:
        of_areas = {
            area: replace(numbers, not_taken=lacking.of(area), not_taken_in=str(lacking.latest))
            for area, numbers in of_areas.items()
        }
    rows = [
        AreaFigures(
            area_id=UUID(area), snapshot=facts.version, figures=AS_JSON.dump_json(numbers).decode()
        )
        for area, numbers in of_areas.items()
    ]
    with transaction.atomic():
        AreaFigures.objects.all().delete()
        AreaFigures.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def horizon(facts: Facts) -> date:
    """The day before whose month the numbers end: the snapshot's, or the last known leaving."""
    if not facts.only_leavers:
        return facts.as_of
    [(last,)] = facts.engine.rows(facts.spells.aggregate(last=facts.spells.end_on.max()))
    if last is None:  # nobody at all, or nobody yet
        return facts.as_of
    # `last` is the first day gone, so the day before it is the last day somebody was here.
    return min(facts.as_of, month_of(month_number(last - timedelta(days=1)) + 1))


def figures_of(area: Area) -> Figures | None:
    """None until a first snapshot holds this area, and while they are of an earlier version."""
    return read(area, AreaFigures.objects.filter(area=area))


def read(area: Area, found: QuerySet[AreaFigures]) -> Figures | None:
    stored = found.first()
    if stored is None:
        return None
    try:
        return Figures(area, stored.snapshot, AS_JSON.validate_json(stored.figures))
    except ValidationError:
        logger.warning("Figures of an area are of another version: run tandem migrate.")
        return None


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


def counted_from(import_id: UUID) -> bool:
    """Whether the figures on the pages come from this import."""
    return AreaFigures.objects.filter(snapshot=str(import_id)).exists()


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
