"""How far counts tell: not into months to come, nor over years for one leaver typed wrongly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding, holding

pytestmark = pytest.mark.django_db

LEAVERS = """
    Department | Month   | Leave reason
    Sales      | 2026-01 | Quit
    Service    | 2026-03 | Quit
"""
HEADS = """
    Department | Month   | Headcount
    Sales      | 2026-03 | 40
    Service    | 2026-03 | 12
"""


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def asks(report: intake.Report) -> list[str]:
    return [each.kind for each in report.asks]


@pytest.mark.parametrize("heads", [None, HEADS])
def test_one_leaver_far_after_all_else_is_asked_about(
    office: CountingOffice, heads: str | None
) -> None:
    slip = LEAVERS.replace("2026-01", "2025-01").replace("2026-03", "2026-10")
    before = "2025-01" if heads is None else "2026-03"
    [asked] = office.look(slip, heads).asks
    assert asked.kind == "far_leaver"
    assert (
        f"2026-10 (1, in Service), and all else in these files ends with {before}" in asked.reason
    )
    with pytest.raises(intake.ManyChanges, match="nobody would have left"):
        office.bring(slip, heads, expect_many=False)


def test_half_a_year_is_not_far(office: CountingOffice) -> None:
    assert asks(office.look(LEAVERS.replace("2026-03", "2026-07"))) == []
    assert asks(office.look(LEAVERS.replace("2026-03", "2026-08"))) == ["far_leaver"]
    assert asks(office.look(LEAVERS, HEADS)) == []


def test_months_to_come_are_left_out_and_said(office: CountingOffice) -> None:
    """A leaver of 2062 made quiet months of thirty-five years."""
    content = LEAVERS + "    Sales | 2062-03 | Quit\n"
    report = office.look(content, HEADS + "    Sales | 2026-12 | 41\n")
    assert ("months_to_come", None) in [(each.kind, each.line) for each in report.problems]
    assert (report.leavers, report.headcounts, report.as_of) == (2, 2, "2026-03-31")
    office.bring(content, HEADS)
    assert len(holding()) == 2 * 3


def test_counts_end_with_the_day_that_is_said(office: CountingOffice) -> None:
    report = office.look(LEAVERS, HEADS, as_of=date(2026, 2, 28))
    assert (report.leavers, report.headcounts) == (1, 0)
    assert [each.reason for each in report.problems if each.kind == "months_to_come"] == [
        "Some months lie after 2026-02-28, the last day that may be counted. Leavers in them: 1; "
        "headcounts: 2."
    ]


def test_what_is_left_out_is_not_written(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS + "    Sales | 2027-01 | 50\n")
    assert heads_holding() == ["Sales | 2026-03 | 40 . . .", "Service | 2026-03 | 12 . . ."]
