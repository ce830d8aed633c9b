"""A department that was split stands in a list of people under its old name for those who left."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.lane import survey
from tandem.organisation.tests.intake.office import Office

HEADER = "ID,Department,Hire date,Leave date\n"
GONE = ["2024-02-29", "2024-07-31", "2024-12-31", "2025-06-30", "2025-11-30", "2026-02-28"]
pytestmark = pytest.mark.django_db


def rows(area: str, left: list[str], here: int, first: int, hired: str = "2019-01-01") -> list[str]:
    gone = [f"{first + at},{area},2019-01-01,{day}" for at, day in enumerate(left)]
    return gone + [f"{first + len(left) + at},{area},{hired},\n".strip() for at in range(here)]


SPLIT = [
    *rows("Yard / Haulage", GONE, 0, 100),
    *rows("Yard / Store", ["2026-09-30"], 8, 200),
    *rows("Yard / Dispatch", ["2026-10-31"], 8, 300),
]


def said(office: Office, lines: list[str], *amends: Amend) -> tuple[str, tuple[str, ...]] | None:
    report = office.look(HEADER + "\n".join(lines), amends=amends)
    found = report.first.get(Kind.AREA_EMPTIED)
    assert not report.waits
    return (found[0].reason, found[0].offers) if found else None


@pytest.mark.parametrize("lane", [False, True])
def test_it_is_said_with_how_many_left_and_since_when_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    words = "“Haulage”: 6 of its 6 people have left, none since 1 March 2026."
    assert said(office, SPLIT) == (words, ("Yard / Haulage",))


def test_who_is_away_may_stand_under_the_old_name_still(office: Office) -> None:
    still = rows("Yard / Haulage", [*GONE, *GONE], 1, 400)
    found = said(office, [*SPLIT[len(GONE) :], *still])
    assert found is not None
    assert "12 of its 13 people" in found[0]


def test_of_several_the_largest_three_are_named(office: Office) -> None:
    many = [
        line
        for at, name in enumerate(["Aa", "Bb", "Cc", "Dd"])
        for line in rows(f"Yard / {name}{name}", GONE + GONE[:at], 0, 1000 + at * 100)
    ]
    found = said(office, [*SPLIT, *many, *rows("Yard / Quality", [], 40, 2000)])
    assert found is not None
    assert found[0].startswith("Areas that nearly all people have left: “DdDd” (9 of 9, none ")
    assert found[0].endswith(" and 2 more.")
    assert found[1] == ("Yard / DdDd", "Yard / CcCc", "Yard / BbBb")


@pytest.mark.parametrize(
    "lines",
    [
        rows("Yard / Haulage", GONE[2:], 0, 100),  # of four people nothing is said
        rows("Yard / Haulage", GONE, 1, 100),  # one of seven is here
        rows("Yard / Haulage", [*GONE, "2026-10-25"], 0, 100),  # people leave it still
        rows("Yard / Haulage", [*GONE, *GONE], 1, 100, hired="2026-04-01"),  # and come to it
        rows("Yard / Haulage", GONE, 20, 100),
    ],
)
def test_an_ordinary_area_is_not_named(office: Office, lines: list[str]) -> None:
    assert said(office, [*SPLIT[len(GONE) :], *lines]) is None


def test_a_list_of_leavers_says_nothing_of_its_areas(office: Office) -> None:
    lines = [
        *rows("Yard / Haulage", GONE, 0, 100),
        *rows("Yard / Store", ["2026-09-30"] * 9, 1, 200),
    ]
    assert said(office, lines) is None


def test_where_a_slip_is_asked_about_nothing_is_said_twice(office: Office) -> None:
    slip = [line.replace("Haulage", "Dispatsh") for line in SPLIT]
    report = office.look(HEADER + "\n".join(slip))
    assert Kind.AREA_MISSPELT in report.kinds
    assert Kind.AREA_EMPTIED not in report.kinds


def test_once_its_parts_are_joined_it_is_not_named(office: Office) -> None:
    joined = Amend(0, None, None, "Yard / Store", "Yard / Haulage")
    assert said(office, SPLIT, joined) is None
