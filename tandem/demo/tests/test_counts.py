"""The company told without persons, and what the real import makes of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from tandem.access.audit import OPERATOR
from tandem.bridge import importing
from tandem.bridge.numbers import figures_of
from tandem.bridge.results import AreaNumbers
from tandem.demo.company import Company
from tandem.demo.counts import headcounts_export, leavers_export, months
from tandem.demo.export import people_export
from tandem.organisation import intake
from tandem.organisation.models import Area, Person

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_leaver_of_the_three_years_is_one_row(varnholm: Company) -> None:
    rows = read(leavers_export(varnholm))
    told = months(varnholm)
    assert (told[0], told[-1], len(told)) == ("2023-10", "2026-10", 37)
    gone = [p for p in varnholm.people if p.last_day and f"{p.last_day:%Y-%m}" in told]
    assert len(rows) == len(gone) > 100
    assert {row["Month"] for row in rows} <= set(told)
    assert {row["Leave reason"] for row in rows} == {person.reason for person in gone}
    text = leavers_export(varnholm) + headcounts_export(varnholm)
    assert [p for p in varnholm.people if p.number in text or p.email in text] == []


def test_every_area_has_a_headcount_at_the_close_of_every_month(varnholm: Company) -> None:
    rows = read(headcounts_export(varnholm))
    assert len(rows) == 37 * len(varnholm.areas)
    october = [int(row["Headcount"]) for row in rows if row["Month"] == "2026-10"]
    close = date(2026, 10, 31)
    here = [p for p in varnholm.people if p.is_here(close) and p.last_day != close]
    assert sum(october) == len(here)


def test_headcounts_go_from_month_to_month_by_joiners_and_leavers(varnholm: Company) -> None:
    """Nobody moves: by the last job of each, as the export of people tells it."""
    left = [(row["Department"], row["Month"]) for row in read(leavers_export(varnholm))]
    rows = read(headcounts_export(varnholm))
    closing = {(row["Department"], row["Month"]): int(row["Headcount"]) for row in rows}
    told = months(varnholm)
    for row in rows:
        area, month = row["Department"], row["Month"]
        if month != told[0]:
            opening = closing[area, told[told.index(month) - 1]]
            gone = left.count((area, month))
            assert closing[area, month] == opening + int(row["Joiners"]) - gone


Give = Callable[[Path], intake.Report]


def brought(give: Give) -> dict[str, AreaNumbers]:
    """The numbers of each area, by its path, of a home that holds this alone; then it is empty."""
    with transaction.atomic():
        import_id = uuid4()
        report = give(intake.folder_of(importing.uploads(), import_id))
        assert report.rejected == 0
        kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=MORNING)
        importing.bring_in(import_=kept, by=OPERATOR, at=MORNING, expect_many=True)
        found = {path_of(area): numbers_of(area) for area in Area.objects.select_related("parent")}
        transaction.set_rollback(True)
    assert not Area.objects.exists()
    return found


def path_of(area: Area) -> str:
    return f"{path_of(area.parent)} / {area.name}" if area.parent else area.name


def numbers_of(area: Area) -> AreaNumbers:
    figures = figures_of(area)
    assert figures is not None
    return figures.numbers


@pytest.mark.slow
@pytest.mark.django_db
def test_told_by_counts_every_measure_is_the_same_as_told_by_persons(
    varnholm: Company, tmp_path: Path
) -> None:
    def file(name: str, text: str) -> intake.Incoming:
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return intake.Incoming(name, tmp_path / name)

    def of_persons(folder: Path) -> intake.Report:
        people = file("people.csv", people_export(varnholm))
        return intake.check([people], folder=folder, today=MORNING.date())

    def of_counts(folder: Path) -> intake.Report:
        return intake.check(
            [file("leavers.csv", leavers_export(varnholm))],
            folder=folder,
            today=MORNING.date(),
            shape=intake.Shape.COUNTS,
            headcounts=[file("heads.csv", headcounts_export(varnholm))],
        )

    persons, counts = brought(of_persons), brought(of_counts)
    assert set(persons) == set(counts)
    assert len(persons) == len(varnholm.areas)
    for area, told in persons.items():
        by_counts = counts[area]
        assert by_counts.counts is not None
        assert by_counts.window == told.window
        assert by_counts.headcounts == told.headcounts
        for one, other in zip(by_counts.months, told.months, strict=True):
            assert (one.month, one.leavers, one.joiners) == (
                other.month,
                other.leavers,
                other.joiners,
            )
            assert (one.opening, one.closing) == (other.opening, other.closing)
            assert (one.own_choice, one.retirements) == (other.own_choice, other.retirements)
        assert by_counts.own_choice == told.own_choice
        assert by_counts.total == told.total
        assert by_counts.judgement == told.judgement
    assert not Person.objects.exists()
