"""The invented company out of its own export again: measures find what a recount finds."""

from __future__ import annotations

import uuid
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_django.fixtures import Settings

from tandem.access.audit import OPERATOR
from tandem.analytics.engine import Engine
from tandem.analytics.every_area import months_of_every_area
from tandem.analytics.facts import Facts
from tandem.analytics.months import Months
from tandem.bridge import importing
from tandem.bridge.shelf import whole_snapshots
from tandem.demo.company import Company, invent
from tandem.demo.export import jobs_export, people_export
from tandem.demo.history import Job
from tandem.demo.load import path_of
from tandem.organisation import intake
from tandem.organisation.models import Area, Employment, Spell
from tandem.partnership.testing import TUESDAY

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

MONTHS = Months.last(36, before=TUESDAY.date())


class Counts(NamedTuple):
    """Headcount, joiners and leavers by area (a path) and month (its first day)."""

    closing: Counter[tuple[tuple[str, ...], date]]
    joiners: Counter[tuple[tuple[str, ...], date]]
    leavers: Counter[tuple[tuple[str, ...], date]]


@pytest.fixture(scope="module")
def varnholm() -> Company:
    """The company on the day of the pictures."""
    return invent(TUESDAY.date())


@pytest.fixture
def home(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    # The snapshot is what is measured here; the figures of pages are made from it elsewhere.
    monkeypatch.setattr(importing, "compute", lambda _folder, _not_taken, **_said: 0)
    settings.SITE = replace(settings.SITE, home=tmp_path)
    (tmp_path / "charts").mkdir()
    return tmp_path


def bring(home: Path, text: str, shape: intake.Shape) -> intake.Report:
    file, import_id = home / "varnholm.csv", uuid.uuid4()
    file.write_text(text, encoding="utf-8", newline="")
    report = intake.check(
        [intake.Incoming(file.name, file)],
        folder=intake.folder_of(importing.uploads(), import_id),
        today=TUESDAY.date(),
        shape=shape,
    )
    kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=TUESDAY)
    assert (
        importing.bring_in(import_=kept, by=OPERATOR, at=TUESDAY, expect_many=True).snapshot
        is not None
    )
    return report


def measured(home: Path) -> Counts:
    counts = Counts(Counter(), Counter(), Counter())
    paths = {area.pk.hex: path_of(area) for area in Area.objects.select_related("parent")}
    [snapshot] = whole_snapshots(home)
    with closing(Engine()) as engine:
        by_area = months_of_every_area(Facts.open(snapshot, engine), MONTHS)
    for area, months in by_area.items():
        for month in months:
            key = paths[area], month.month
            counts.closing[key] += month.closing
            counts.joiners[key] += month.joiners
            counts.leavers[key] += month.leavers
    return counts


def recounted(jobs: list[Job]) -> Counts:
    """By going through the jobs. Who leaves is not counted at the close of their last day."""
    counts = Counts(Counter(), Counter(), Counter())
    for _number, of_person in groupby(jobs, key=lambda job: job.person):
        own = list(of_person)
        for area in above(own[0].area):
            counts.joiners[area, own[0].start_on.replace(day=1)] += 1
        for job, following in zip(own, [*own[1:], None], strict=True):
            # A mover is elsewhere on the first day there; a leaver is gone after the last day.
            gone = job.end_on if following or not job.end_on else job.end_on - timedelta(days=1)
            for last_day in MONTHS.month_ends():
                if job.start_on <= last_day and (gone is None or gone > last_day):
                    counts.closing.update((a, last_day.replace(day=1)) for a in above(job.area))
            if gone is not None and following is None:
                counts.leavers.update((a, gone.replace(day=1)) for a in above(job.area))
    return counts


def above(area: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [area[:depth] for depth in range(1, len(area) + 1)]


def in_the_window(counts: Counter[tuple[tuple[str, ...], date]]) -> Counter[object]:
    months = {day.replace(day=1) for day in MONTHS.month_ends()}
    return Counter({key: n for key, n in counts.items() if n and key[1] in months})


def test_its_job_history_comes_back_to_the_person_by_area_and_month(
    varnholm: Company, home: Path
) -> None:
    report = bring(home, jobs_export(varnholm), intake.Shape.HISTORY)
    assert report.problems == []
    assert report.rows == report.accepted == len(varnholm.history) == Spell.objects.count()
    assert report.new == len(varnholm.people) == Employment.objects.count()
    for found, expected in zip(measured(home), recounted(list(varnholm.history)), strict=True):
        assert in_the_window(found) == in_the_window(expected)


def test_one_row_per_person_comes_back_as_if_all_had_always_been_in_their_last_job(
    varnholm: Company, home: Path
) -> None:
    bring(home, people_export(varnholm), intake.Shape.PERSON)
    known = [
        replace(job, start_on=varnholm.by_number[number].hired_on)
        for number, job in sorted(varnholm.last_jobs.items())
    ]
    top = varnholm.areas[0][:1]
    whole = recounted(list(varnholm.history))
    for found, expected, truth in zip(measured(home), recounted(known), whole, strict=True):
        assert in_the_window(found) == in_the_window(expected)
        of_all = {key: n for key, n in in_the_window(found).items() if key[0] == top}  # type: ignore[index]
        assert of_all == {key: n for key, n in in_the_window(truth).items() if key[0] == top}  # type: ignore[index]


def test_the_history_after_the_plain_export_tells_the_same_as_the_history_alone(
    varnholm: Company, home: Path
) -> None:
    bring(home, people_export(varnholm), intake.Shape.PERSON)
    [older] = whole_snapshots(home)
    report = bring(home, jobs_export(varnholm), intake.Shape.HISTORY)
    assert report.new == 0
    assert report.needs_asking  # nearly everybody's days change
    older.rename(home / "older")
    for found, expected in zip(measured(home), recounted(list(varnholm.history)), strict=True):
        assert in_the_window(found) == in_the_window(expected)
