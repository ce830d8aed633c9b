"""From a snapshot to the figures of every area, stored in portions. No formula lives here."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tandem.analytics.area import AreaNumbers
from tandem.analytics.months import month_number, month_of
from tandem.bridge.editions import edition_of, tell
from tandem.bridge.models import AreaFigures, Edition
from tandem.bridge.numbers import AS_JSON
from tandem.bridge.shelf import FOLDER
from tandem.organisation.intake.progress import Progress, Step, silent
from tandem.organisation.models import Area

if TYPE_CHECKING:
    from tandem.analytics.facts import Facts
    from tandem.organisation.intake import NotTaken

PORTION = 200  # areas that are stored together
LOCK = ".counting"
STORED = ("snapshot", "number", "definitions", "counted_on", "told_until", "figures")


def compute(
    folder: Path,
    lacking: NotTaken | None = None,
    *,
    counted_on: date,
    told_until: date | None = None,
    progress: Progress = silent,
) -> int:
    """Store the figures of every area of this snapshot that are not there yet.

    Portion by portion: what was stored stays where the rest is cut short, and is not counted
    again. Those of before are shown until then, and go at the end. lacking: people of the files who
    were not taken, and so are in no snapshot. told_until: the last day the files tell of. Returns
    how many areas have figures.
    """
    edition, numbers = edition_of(folder), numbers_of(folder, lacking)
    tell(folder, len(numbers), done=False)
    there = set(AreaFigures.objects.of(edition).values_list("area", flat=True))
    left = [area for area in numbers if area not in there]
    done = len(numbers) - len(left)
    for at in range(0, len(left), PORTION):
        portion = left[at : at + PORTION]
        store(edition, {area: numbers[area] for area in portion}, counted_on, told_until)
        done += len(portion)
        progress(Step.COUNTING, done, len(numbers))
    stored = AreaFigures.objects.of(edition)
    AreaFigures.objects.exclude(pk__in=stored.values("pk")).delete()
    tell(folder, stored.count(), done=True)
    return stored.count()


def numbers_of(folder: Path, lacking: NotTaken | None) -> dict[UUID, AreaNumbers]:
    """By area, from one pass over the facts."""
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
    return {UUID(area): numbers for area, numbers in of_areas.items()}


def store(
    edition: Edition,
    numbers: Mapping[UUID, AreaNumbers],
    counted_on: date,
    told_until: date | None,
) -> None:
    """In place of what these areas had. An area that is gone meanwhile is left out."""
    with transaction.atomic():
        still = Area.objects.filter(pk__in=numbers).values_list("pk", flat=True)
        rows = [
            AreaFigures(
                area_id=area,
                snapshot=edition.snapshot,
                number=edition.number,
                definitions=edition.definitions,
                counted_on=counted_on,
                told_until=told_until,
                figures=AS_JSON.dump_json(numbers[area]).decode(),
            )
            for area in still
        ]
        AreaFigures.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["area"], update_fields=STORED
        )


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One at a time takes snapshots and counts; who comes second waits, and then finds it done.

    The operating system lets go of the lock however its holder ends.
    """
    (home / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / FOLDER / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def horizon(facts: Facts) -> date:
    """The day before whose month the numbers end: the snapshot's, or the last known leaving."""
    if not facts.only_leavers:
        return facts.as_of
    [(last,)] = facts.engine.rows(facts.spells.aggregate(last=facts.spells.end_on.max()))
    if last is None:  # nobody at all, or nobody yet
        return facts.as_of
    # `last` is the first day gone, so the day before it is the last day somebody was here.
    return min(facts.as_of, month_of(month_number(last - timedelta(days=1)) + 1))
