"""A job history that calls an area otherwise from one day on is asked about, and read as said."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.lane import survey
from tandem.organisation.tests.intake.office import Office, areas, csv, found, jobs

pytestmark = pytest.mark.django_db

HISTORY = intake.Shape.HISTORY
RENAMED = csv("""
    ID | Department       | From       | To
    1  | Home > Care > A  | 2020-01-01 | 2026-06-30
    1  | Home > Aid > A   | 2026-07-01 |
    2  | Home > Care > A  | 2021-01-01 | 2026-06-30
    2  | Home > Aid > A   | 2026-07-01 |
    3  | Home > Care > B  | 2021-01-01 | 2026-06-30
    3  | Home > Aid > B   | 2026-07-01 | 2026-09-30
    4  | Home > Care > B  | 2021-01-01 | 2022-12-31
    5  | Home > Aid > B   | 2026-08-01 |
    6  | Home             | 2020-01-01 |
""")
ONE = Amend(0, None, None, "Home / Care", "Home / Aid")
TWO = ONE._replace(value="")


def told(office: Office, text: str, *amends: Amend) -> list[tuple[str, int | None, str | None]]:
    report = office.look(text, shape=HISTORY, amends=amends)
    return [(kind, line, value) for kind, line, _column, value in found(report)]


@pytest.mark.parametrize("lane", [False, True])
def test_an_area_whose_people_all_go_on_under_a_new_name_is_asked_about_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    report = office.look(RENAMED, shape=HISTORY)
    assert found(report) == [("area_goes_on", 3, "Department", "Home / Care")]
    assert report.problems[0].offers == ("Home / Aid",)
    assert "nobody after 30 Jun 2026, and 3 of its 3 people" in report.problems[0].reason
    assert (report.open_names, report.rejected) == (1, 0)


@pytest.mark.parametrize("lane", [False, True])
def test_said_to_be_one_it_has_all_that_was_before(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    assert told(office, RENAMED, ONE) == []
    office.apply(office.keep(RENAMED, shape=HISTORY, amends=[ONE]))
    assert areas() == ["Home", "Home / Aid", "Home / Aid / A", "Home / Aid / B"]
    assert jobs("1") == [
        "2020-01-01 – 2026-07-01 | Home / Aid / A | . | .",
        "2026-07-01 – . | Home / Aid / A | . | .",
    ]


def test_said_to_be_two_they_stay_two_and_nothing_is_asked(office: Office) -> None:
    assert told(office, RENAMED, TWO) == []
    office.apply(office.keep(RENAMED, shape=HISTORY, amends=[TWO]))
    assert "Home / Care / A" in areas()


def test_a_name_nobody_has_is_no_answer(office: Office) -> None:
    assert told(office, RENAMED, ONE._replace(value="Home / Relief"))[0][0] == "area_goes_on"


def test_two_that_are_said_to_be_each_other_end_in_no_circle(office: Office) -> None:
    back = Amend(0, None, None, "Home / Aid", "Home / Care")
    assert office.look(RENAMED, shape=HISTORY, amends=[ONE, back]).rejected == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("B | 2026-07-01 | 2026-09-30", "B | 2026-07-02 | 2026-09-30"),
        ("3  | Home > Aid > B   | 2026-07-01", "3  | Home > Shop  | 2026-07-01"),  # 2 of 3 people
        ("5  | Home > Aid > B   | 2026-08-01", "5 | Home > Aid > A | 2026-06-01"),  # was there
        ("4  | Home > Care > B  | 2021-01-01 | 2022-12-31", "4  | Home > Care > A | 2021-01-01 | "),
    ],
)  # fmt: skip
def test_what_is_no_new_name_is_not_asked_about(office: Office, old: str, new: str) -> None:
    rows = RENAMED.replace(",".join(each.strip() for each in old.split("|")), "☐")
    assert "☐" in rows
    rows = rows.replace("☐", ",".join(each.strip() for each in new.split("|")))
    asked = [each for each in told(office, rows) if each[0] == "area_goes_on"]
    assert [each for each in asked if each[2] == "Home / Care"] == []


def test_a_move_of_two_people_makes_no_name(office: Office) -> None:
    rows = [line for line in RENAMED.splitlines() if not line.startswith("3")]
    assert told(office, "\n".join(rows)) == []


def test_one_code_for_both_names_answers_it(office: Office) -> None:
    header, *rows = RENAMED.splitlines()
    code = {"A": "71", "B": "72", "e": ""}
    coded = [f"{row},{code[row.split(',')[1][-1]]}" for row in rows]
    kinds = {each[0] for each in told(office, "\n".join([f"{header},Department code", *coded]))}
    assert kinds == {"area_renamed"}


LATE = (
    RENAMED
    + csv("""
    ID | Department       | From       | To
    7  | Home > Care > A  | 2020-01-01 | 2026-08-31
    7  | Home > Aid > A   | 2026-09-01 |
    8  | Home > Care > B  | 2021-01-01 | 2026-06-30
    8  | Home > Aid > B   | 2026-07-01 |
""").partition("\n")[2]
)


@pytest.mark.parametrize("lane", [False, True])
def test_one_who_is_moved_later_does_not_keep_the_old_name_alive(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    report = office.look(LATE, shape=HISTORY)
    assert found(report) == [("area_empties", 3, "Department", "Home / Care")]
    said = report.problems[0].reason
    assert "Nobody came into “Home / Care” after 30 Jun 2026, and 4 of its 5 people" in said
    assert report.waits
    assert told(office, LATE, ONE) == []
    office.apply(office.keep(LATE, shape=HISTORY, amends=[ONE]))
    assert not [each for each in areas() if "Care" in each]


def test_where_somebody_comes_in_later_or_several_stay_both_are_areas(office: Office) -> None:
    newcomer = LATE + "9,Home > Care > A,2026-07-15,\n"
    assert told(office, newcomer) == []
    stay = "".join(f"{n},Home > Care > B,2021-01-01,\n" for n in (11, 12))
    assert told(office, LATE + stay) == []
