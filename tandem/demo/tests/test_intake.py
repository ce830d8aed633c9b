"""What the real import makes of the invented files."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tandem.demo.company import Company
from tandem.demo.export import export_with_three_mistakes, people_export
from tandem.organisation import intake
from tandem.organisation.intake.leaders import Chart, Job, leaders
from tandem.organisation.intake.reasons import understand
from tandem.organisation.models import Reason

TUESDAY = date(2026, 11, 24)


def check(text: str, folder: Path) -> intake.Report:
    file = folder / "personnel-november.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return intake.check([intake.Incoming(file.name, file)], folder=folder / "in", today=TUESDAY)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_export_is_taken_without_a_word(varnholm: Company, tmp_path: Path) -> None:
    report = check(people_export(varnholm), tmp_path)
    assert report.problems == []
    assert report.rows == report.accepted == report.new == len(varnholm.people)
    assert report.areas == len(varnholm.areas)


@pytest.mark.slow
@pytest.mark.django_db
def test_of_the_hurried_file_exactly_the_three_mistakes_are_told(
    varnholm: Company, tmp_path: Path
) -> None:
    mistaken = export_with_three_mistakes(varnholm)
    report = check(mistaken.text, tmp_path)
    told = [(each.kind.value, each.line, each.column, each.value) for each in report.problems]
    assert sorted(told, key=lambda one: one[1] or 0) == [
        (each.kind, each.line, each.column, each.value) for each in mistaken.mistakes
    ]
    assert report.rejected == 2  # without a manager one can be taken
    assert report.accepted == len(varnholm.people) - 1


def test_who_leads_what_can_be_read_from_the_export(varnholm: Company) -> None:
    # But for areas with two leads or none of their own: those are set by hand.
    ids: dict[object, UUID] = {each: uuid4() for each in (*varnholm.areas, *varnholm.by_number)}
    jobs = {
        ids[number]: Job(
            area=ids[job.area],
            manager=ids[job.manager] if job.manager else None,
            start_on=job.start_on,
        )
        for number, job in varnholm.last_jobs.items()
        if varnholm.by_number[number].is_here(TUESDAY)
    }
    above = {
        ids[area]: frozenset(ids[area[:depth]] for depth in range(1, len(area) + 1))
        for area in varnholm.areas
    }
    found = leaders(Chart.of(jobs, above), above)
    unclear = {area[-1] for area in varnholm.areas if ids[area] not in found}
    assert unclear == {"Night shift", "Head office"}
    for area in varnholm.areas:
        if area[-1] not in unclear:
            assert found[ids[area]] == ids[varnholm.leader_of(area[-1]).number]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Resignation", Reason.VOLUNTARY),
        ("Retirement", Reason.RETIREMENT),
        ("Dismissal", Reason.INVOLUNTARY),
        ("End of contract", Reason.OTHER),
        ("Death in service", Reason.OTHER),
    ],
)
def test_payrolls_words_are_understood(words: str, reason: Reason) -> None:
    understood = understand(words)
    assert understood is not None
    assert understood.reason is reason
