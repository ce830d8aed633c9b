"""A list of people in which those who left carry an older name of their area: somebody is asked."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.lane import survey
from tandem.organisation.tests.intake.office import Office, areas, csv, found, jobs

pytestmark = pytest.mark.django_db

RENAMED = csv("""
    ID | Department                      | Hire date  | Leave date
    1  | 20 Yard > 2020 Dispatch > Early | 2015-01-01 | 2024-05-31
    2  | 20 YARD > 2020 Dispatch > Late  | 2016-01-01 | 2025-06-30
    3  | 20 Yard > 2020 Dispatch         | 2017-01-01 | 2026-03-31
    4  | 20 Yard > 2020 Outbound > Early | 2015-01-01 |
    5  | 20 Yard > 2020 Outbound > Late  | 2018-01-01 |
    6  | 20 Yard > 2020 Outbound         | 2026-05-01 |
    7  | 20 Yard > 2020 Outbound > Late  | 2019-01-01 | 2026-04-30
    8  | 20 Yard > 2010 Receiving        | 2019-01-01 |
    9  | 20 Yard > 2010 Receiving        | 2019-01-01 | 2025-04-30
""")
ONE = Amend(0, None, None, "20 Yard / 2020 Dispatch", "20 Yard / 2020 Outbound")
TWO = ONE._replace(value="")


def told(office: Office, text: str, *amends: Amend) -> list[tuple[str, str | None]]:
    report = office.look(text, amends=amends)
    return [(kind, value) for kind, _line, _column, value in found(report)]


@pytest.mark.parametrize("lane", [False, True])
def test_an_area_that_only_those_have_who_left_is_asked_about_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    report = office.look(RENAMED)
    assert found(report) == [("area_named_anew", 2, "Department", "20 Yard / 2020 Dispatch")]
    assert report.problems[0].offers == ("20 Yard / 2020 Outbound",)
    assert "3 in the file, left on 31 Mar 2026." in report.problems[0].reason
    assert (report.open_names, report.rejected) == (1, 0)


@pytest.mark.parametrize("lane", [False, True])
def test_said_to_be_one_who_left_is_in_it_whatever_the_case(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    assert told(office, RENAMED, ONE) == []
    office.apply(office.keep(RENAMED, amends=[ONE]))
    assert not [each for each in areas() if "Dispatch" in each]
    assert jobs("2") == ["2016-01-01 – 2025-07-01 | 20 Yard / 2020 Outbound / Late | . | ."]
    assert told(office, RENAMED, ONE) == []


def test_said_to_be_two_they_stay_two_and_nothing_is_asked(office: Office) -> None:
    assert told(office, RENAMED, TWO) == []
    office.apply(office.keep(RENAMED, amends=[TWO]))
    assert "20 Yard / 2020 Dispatch / Early" in areas()


def test_without_codes_the_same_areas_below_say_it(office: Office) -> None:
    text = RENAMED.replace("2020 ", "").replace("2010 ", "")
    assert told(office, text) == [("area_named_anew", "20 Yard / Dispatch")]
    assert told(office, text.replace("Outbound > Early", "Outbound > Noon")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2016-01-01,2025-06-30", "2016-01-01,"),  # somebody is there still
        ("2019-01-01,2026-04-30", "2019-01-01,2026-03-30"),  # left the newer one before
        ("2020 Outbound", "2021 Outbound"),
        ("20 Yard > 2020 Outbound", "30 Shop > 2020 Outbound"),
        ("3,20 Yard > 2020 Dispatch", "3,20 Yard > 2010 Receiving"),  # of two people nothing
    ],
)
def test_what_is_no_new_name_is_not_asked_about(office: Office, old: str, new: str) -> None:
    assert old in RENAMED
    assert told(office, RENAMED.replace(old, new)) == []


def test_a_name_nobody_has_is_no_answer(office: Office) -> None:
    asked = told(office, RENAMED, ONE._replace(value="20 Yard / 2020 Relief"))
    assert asked == [("area_named_anew", "20 Yard / 2020 Dispatch")]


def test_an_area_with_a_very_long_path_is_asked_about_and_answered(office: Office) -> None:
    above = f"20 Yard {'of the northern works and of the southern works ' * 4}".strip()
    text = RENAMED.replace("20 Yard", above).replace("20 YARD", above)
    old, new = f"{above} / 2020 Dispatch", f"{above} / 2020 Outbound"
    assert told(office, text) == [("area_named_anew", old)]
    assert told(office, text, Amend(0, None, None, old, new)) == []
