"""An area that differs from one beside it by a slip of the pen: somebody is asked."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.lane import survey
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.slips import Known, may_be_one, slips
from tandem.organisation.tests.intake.office import Office, areas, csv, found

pytestmark = pytest.mark.django_db

LIST = csv("""
    ID | Department               | Hire date
    1  | Technik / Entwicklung    | 2015-01-01
    2  | Technik / Entwickung     | 2016-01-01
    3  | Technik / Entwicklung    | 2017-01-01
    4  | Vertrieb / Kundenservice | 2015-01-01
    5  | Vertrieb / Kundenservice | 2015-01-01
    6  | Vertrieb / Kunden service  | 2018-01-01
    7  | Vertrieb / Team 12345    | 2018-01-01
    8  | Vertrieb / Team 12346    | 2018-01-01
    9  | Vertrieb / Team 12346    | 2018-01-01
""")
HISTORY = csv("""
    ID | Department  | From       | To
    1  | Warehousing | 2015-01-01 | 2020-01-31
    1  | Warehousing | 2020-02-01 |
    2  | Warehuosing | 2016-01-01 |
""")
ONE = Amend(0, None, None, "Technik / Entwickung", "Technik / Entwicklung")
TWO = ONE._replace(value="")


@pytest.mark.parametrize("lane", [False, True])
def test_a_slip_is_asked_about_and_two_numbers_are_not(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    report = office.look(LIST)
    asked = [each for each in report.problems if each.kind == "area_misspelt"]
    assert [(each.line, each.value, each.offers) for each in asked] == [
        (3, "Technik / Entwickung", ("Technik / Entwicklung",)),
        (7, "Vertrieb / Kunden service", ("Vertrieb / Kundenservice",)),
    ]
    assert "in 1 row is written almost as “Technik / Entwicklung” in 2." in asked[0].reason
    assert (report.open_names, report.rejected, report.waits) == (2, 0, True)


def test_said_to_be_one_it_is_one_and_said_to_be_two_it_is_two(office: Office) -> None:
    report = office.look(LIST, amends=[ONE])
    assert [value for _kind, _line, _column, value in found(report)] == [
        "Vertrieb / Kunden service"
    ]
    office.apply(office.keep(LIST, amends=[ONE, TWO._replace(said="Vertrieb / Kunden service")]))
    names = [each for each in areas() if "12" not in each]
    assert names == [
        *("Technik", "Technik / Entwicklung", "Vertrieb"),
        *("Vertrieb / Kunden service", "Vertrieb / Kundenservice"),
    ]


@pytest.mark.parametrize("lane", [False, True])
def test_in_a_job_history_too(office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    report = office.look(HISTORY, shape=Shape.HISTORY)
    asked = [each.offers for each in report.problems if each.kind == "area_misspelt"]
    assert asked == [("Warehousing",)]


INITIALS = csv("""
    ID | Department                    | Hire date  | Leave date
    1  | Plant / Ricerca e Sviluppo    | 2015-01-01 |
    2  | Plant / Ricerca e Sviluppo    | 2016-01-01 |
    3  | Plant / R&S                   | 2017-01-01 | 2025-05-31
    4  | Plant / HR                    | 2015-01-01 |
    5  | Plant / HR                    | 2015-01-01 |
    6  | Plant / Human Resources       | 2018-01-01 |
    7  | Plant / IT                    | 2018-01-01 |
    8  | Stores / Internal Transport   | 2018-01-01 |
""")


@pytest.mark.parametrize("lane", [False, True])
def test_initials_are_asked_about_on_the_same_card(
    office: Office, monkeypatch: pytest.MonkeyPatch, lane: bool
) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if lane else 1 << 60)
    report = office.look(INITIALS)
    asked = [each for each in report.problems if each.kind == "area_misspelt"]
    assert [(each.value, each.offers) for each in asked] == [
        ("Plant / R&S", ("Plant / Ricerca e Sviluppo",)),
        ("Plant / Human Resources", ("Plant / HR",)),
    ]
    assert "in 1 row is perhaps “Plant / Ricerca e Sviluppo” in 2." in asked[0].reason


RENAMED = csv("""
    ID | Department | From       | To
    1  | R&D        | 2015-01-01 | 2024-12-31
    1  | Research and Development | 2025-01-01 |
    2  | R&D        | 2015-01-01 | 2024-12-31
    2  | Research and Development | 2025-01-01 |
    3  | R&D        | 2015-01-01 | 2024-12-31
    3  | Research and Development | 2025-01-01 |
    4  | R&D        | 2015-01-01 | 2020-12-31
    5  | Depot      | 2015-01-01 |
""")


def test_two_areas_are_asked_about_once(office: Office) -> None:
    """By the day on which the one went on as the other, and not by its initials again."""
    report = office.look(RENAMED, shape=Shape.HISTORY)
    assert [each for each in report.kinds if each.startswith("area_")] == ["area_goes_on"]


def test_an_area_misspelt_above_its_teams_is_asked_about_once() -> None:
    told = {
        ("ost", "tecnik"): 3, ("ost", "technik"): 9, ("ost", "technik", "bau"): 9,
        ("ost", "tecnik", "bau"): 3, ("west", "technik"): 1,
    }  # fmt: skip
    areas = {path: Known(path, (0, 2), rows) for path, rows in told.items()}
    assert [(few.path, many.path) for few, many in slips(areas)] == [
        (("ost", "tecnik"), ("ost", "technik"))
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schicht a", "schicht b"), ("einkauf", "verkauf"), ("hr", "hs"), ("lager 1", "lager 2"),
        ("team 1 1", "team 11"), ("planung nord", "planung ost"), ("verkauf innen", "verkauf"),
        ("finanzen", "finanz"), ("it", "italy"), ("r&s", "r & d"),
        ("sn", "sales north america"), ("s1", "shop 1"), ("10 it", "20 internal trade"),
    ],
)  # fmt: skip
def test_what_is_two_areas_in_most_companies_is_not_asked_about(one: str, other: str) -> None:
    assert not may_be_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("c10 - relation clients", "relation clients"),
        ("etudes et methodes", "\u00e9tudes et m\u00e9thodes"),
        ("l20 - achats", "achats"),
        ("member svcs", "member services"),
        ("kitchen and bar", "kitchen & bar"),
        ("lager und versand", "lager & versand"),
        ("r&d", "research and development"),
        ("f&e", "forschung & entwicklung"),
        ("hr", "human resources"),
        ("c10 - hr", "human resources"),
    ],
)
def test_codes_accents_and_short_forms_may_be_one(one: str, other: str) -> None:
    assert may_be_one(one, other)
    assert may_be_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("c10 - sales", "c20 - sales"),
        ("1. schicht", "2. schicht"),
        ("halle 1", "halle 2"),
        ("sales nord", "sales nordost"),
        ("team ost", "team osterode"),
    ],
)
def test_two_codes_and_parts_of_words_are_two(one: str, other: str) -> None:
    assert not may_be_one(one, other)
    assert not may_be_one(other, one)


def test_thousands_of_coded_names_are_not_compared_each_with_each() -> None:
    path = ("Shops",)
    areas: dict[tuple[str, ...], Known] = {
        (*path, f"{n:05} shop"): Known((*path, f"{n:05} shop"), (0, n), n) for n in range(20_000)
    }
    assert list(slips(areas)) == []
