"""Leavers and headcounts that call one area differently, sums under any name, single bad months."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from tandem.organisation.counted import left_open
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.counts.nearness import the_nearest
from tandem.organisation.intake.places import Places
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding, holding
from tandem.organisation.tests.intake.office import found

pytestmark = pytest.mark.django_db

LEAVERS = """
    Area    | Month   | Leavers
    Webshop | 2026-01 | 3
    Webshop | 2026-02 | 1
    Stores  | 2026-01 | 2
"""
HEADS = """
    Area     | 2026-01 | 2026-02
    Web Shop | 33      | 31
    Stores   | 90      | 88
    Finance  | 16      | 16
"""


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def said(area: str, value: str, file: int = 0) -> list[Amend]:
    return [Amend(file, None, None, area, value)]


def test_a_name_without_headcounts_is_asked_about_the_nearest_first(office: CountingOffice) -> None:
    report = office.look(LEAVERS, HEADS)
    assert found(report) == [("which_area", 2, "Area", "Webshop")]
    assert report.problems[0].offers == ("Web Shop", "Finance", "Stores")  # it has leavers
    assert "has 4 leavers" in report.problems[0].reason
    assert report.open_names == 1
    assert report.rejected == 0


def test_until_it_is_answered_nobody_left_is_said_of_no_area_without_a_leaver(
    office: CountingOffice,
) -> None:
    office.bring(LEAVERS, HEADS)
    assert holding() == [
        "Stores | 2026-01 | ? 2", "Stores | 2026-02",
        "Webshop | 2026-01 | ? 3", "Webshop | 2026-02 | ? 1",
    ]  # fmt: skip
    assert left_open() == ["Webshop"]


def test_the_same_files_once_more_change_nothing(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS)
    assert office.look(LEAVERS, HEADS).changes_nothing


def test_once_it_is_said_they_are_one_area_and_quiet_areas_are_known(
    office: CountingOffice,
) -> None:
    answer = said("Webshop", "Web Shop")
    assert found(office.look(LEAVERS, HEADS, amends=answer)) == []
    office.bring(LEAVERS, HEADS, amends=answer)
    assert holding() == [
        "Finance | 2026-01", "Finance | 2026-02",
        "Stores | 2026-01 | ? 2", "Stores | 2026-02",
        "Web Shop | 2026-01 | ? 3", "Web Shop | 2026-02 | ? 1",
    ]  # fmt: skip
    assert left_open() == []


def test_an_area_that_has_no_headcounts_leaves_the_others_known(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS, amends=said("Webshop", ""))
    assert "Web Shop | 2026-01" in holding()
    assert "Webshop | 2026-01 | ? 3" in holding()


def test_an_answer_to_an_area_that_is_no_longer_there_is_asked_anew(
    office: CountingOffice,
) -> None:
    report = office.look(LEAVERS, HEADS, amends=said("Webshop", "Online"))
    assert found(report) == [("which_area", 2, "Area", "Webshop")]


SHORT = """
    Area       | Month   | Leavers
    R&D        | 2026-01 | 1
    Production | 2026-01 | 2
    Finance    | 2026-01 | 1
    Recherche et développement | 2026-01 | 1
    Prod.      | 2026-01 | 5
"""
LONG = """
    Area                       | 2026-01
    Finance                    | 16
    Production                 | 980
    Recherche et développement | 39
"""


def test_every_name_without_headcounts_is_asked_about_most_leavers_first(
    office: CountingOffice,
) -> None:
    """Production reads too low without the leavers of "Prod.", though it has some of its own."""
    import_id = uuid4()
    report = office.look(SHORT, LONG, import_id=import_id)
    asked = Places(office.folder_of(import_id)).first("which_area", 5)
    assert [each.problem.value for each in asked] == ["Prod.", "R&D"]
    assert asked[0].problem.offers[0] == "Production"
    assert asked[1].problem.offers[0] == "Recherche et développement"
    assert {len(each.problem.offers) for each in asked} == {3}  # there is no other to choose
    assert report.open_names == 2
    office.bring(SHORT, LONG)
    assert left_open() == ["Prod.", "R&D"]


def test_a_team_below_an_area_with_headcounts_is_counted_within_it(office: CountingOffice) -> None:
    leavers = "Area | Month \n Care / Phone | 2026-01 \n Care | 2026-01"
    report = office.look(leavers, "Area | 2026-01 \n Care | 90")
    assert found(report) == [("no_headcounts", None, "Area", "Care / Phone")]


@pytest.mark.parametrize(
    ("name", "offers", "proposed"),
    [
        ("Prod.", ["Production", "Finance"], "Production"),
        ("Prod.", ["Production", "Products"], ""),
        ("IT", ["Italy", "Finance"], ""),
        ("RH", ["Ressources humaines", "Recherche"], "Ressources humaines"),
    ],
)
def test_only_the_one_likely_name_is_proposed(name: str, offers: list[str], proposed: str) -> None:
    assert the_nearest(name, offers) == proposed


def test_a_later_list_that_is_settled_speaks_of_what_an_earlier_one_left_open(
    office: CountingOffice,
) -> None:
    office.bring(LEAVERS, HEADS)
    office.bring(LEAVERS, HEADS, amends=said("Webshop", "Web Shop"))
    assert "Web Shop | 2026-01 | ? 3" in holding()


# Sums under any name

WITH_ALL = HEADS + "    All      | 139     | 135\n"


def test_what_the_others_come_to_month_after_month_is_a_total(office: CountingOffice) -> None:
    report = office.look(LEAVERS.replace("Webshop", "Web Shop"), WITH_ALL)
    assert found(report) == [("total_by_figures", 5, "Area", "All")]
    assert "2 months (135 in February 2026)" in report.problems[0].reason
    assert (report.rows, report.headcounts) == (6, 6)
    office.bring(LEAVERS.replace("Webshop", "Web Shop"), WITH_ALL)
    assert not any(line.startswith("All") for line in heads_holding())


def test_a_total_that_is_said_to_be_an_area_is_one(office: CountingOffice) -> None:
    leavers = LEAVERS.replace("Webshop", "Web Shop")
    office.bring(leavers, WITH_ALL, amends=said("All", "All", file=1))
    assert "All | 2026-02 | 135 . . ." in heads_holding()


@pytest.mark.parametrize(
    "row",
    [
        "All | 139 | 134",  # not in every month
        "All | 0 | 0",
    ],
)
def test_an_area_that_is_no_sum_stays_one(office: CountingOffice, row: str) -> None:
    report = office.look(LEAVERS.replace("Webshop", "Web Shop"), f"{HEADS}    {row}\n")
    assert "total_by_figures" not in report.kinds


def test_one_of_three_in_one_month_may_be_as_large_as_the_other_two(
    office: CountingOffice,
) -> None:
    heads = "Area | 2026-01 \n Web Shop | 30 \n Stores | 20 \n Finance | 10"
    report = office.look(LEAVERS.replace("Webshop", "Web Shop"), heads)
    assert "total_by_figures" not in report.kinds


def test_a_total_is_found_beside_a_month_that_could_not_be_read(office: CountingOffice) -> None:
    heads = WITH_ALL.replace("| 16      | 16", "| 16      | 1x")
    report = office.look(LEAVERS.replace("Webshop", "Web Shop"), heads)
    assert [kind for kind, *_rest in found(report)] == ["month_not_read", "total_by_figures"]


# A month that cannot be read

BAD = HEADS.replace("| 33      |", "| 22.6    |")


def test_one_bad_month_costs_the_month_and_not_the_area(office: CountingOffice) -> None:
    report = office.look(LEAVERS, BAD, amends=said("Webshop", "Web Shop"))
    assert found(report) == [("month_not_read", 2, "2026-01", "22.6")]
    assert "the row is taken without January 2026" in report.problems[0].reason
    assert report.rejected == 0
    office.bring(LEAVERS, BAD, amends=said("Webshop", "Web Shop"))
    assert "Web Shop | 2026-02 | 31 . . ." in heads_holding()
    assert not any(line.startswith("Web Shop | 2026-01") for line in heads_holding())


def test_a_bad_month_can_be_answered(office: CountingOffice) -> None:
    answers = [*said("Webshop", "Web Shop"), Amend(1, 2, "2026-01", "22.6", "33")]
    office.bring(LEAVERS, BAD, amends=answers)
    assert "Web Shop | 2026-01 | 33 . . ." in heads_holding()


LACKING = "“%s” has no headcount of %s, and other areas have."


@pytest.mark.parametrize("empty", ["n/a", "   ", "-  "])
def test_a_month_that_is_left_empty_is_told_with_its_area(
    office: CountingOffice, empty: str
) -> None:
    heads = HEADS.replace("| 33      |", f"| {empty}     |")
    report = office.look(LEAVERS, heads, amends=said("Webshop", "Web Shop"))
    [problem] = report.problems
    assert (problem.kind, problem.line, problem.column) == ("headcount_lacking", 2, "Area")
    assert problem.reason == LACKING % ("Web Shop", "January 2026")
    assert report.rejected == 0


def test_rows_that_a_file_does_not_have_are_told_of_each_area_once(office: CountingOffice) -> None:
    rows = [f"Sales | 2026-0{month} | 40" for month in range(1, 7)]
    heads = "\n".join(["Area | Month | Headcount", *rows, "IT | 2026-06 | 20", "HR | 2026-05 | 9"])
    report = office.look("Area | Month \n Sales | 2026-01", heads)
    assert [each.reason for each in report.problems if each.kind == "headcount_lacking"] == [
        LACKING % ("IT", "5 months from January 2026 to May 2026"),
        LACKING % ("HR", "5 months from January 2026 to June 2026"),
    ]


def test_a_row_that_was_refused_is_not_called_missing_as_well(office: CountingOffice) -> None:
    heads = "Area | Month | Headcount \n IT | 2026-05 | 9 \n IT | 2026-06 | x \n HR | 2026-06 | 9"
    report = office.look("Area | Month \n IT | 2026-05", heads)
    assert [each.value for each in report.problems if each.kind == "headcount_lacking"] == ["HR"]


def test_a_row_of_which_no_month_can_be_read_is_not_taken(office: CountingOffice) -> None:
    report = office.look(LEAVERS, HEADS.replace("33      | 31", "x       | y "))
    assert report.rejected == 1
    assert report.kinds["bad_count"] == 2


# Names that were joined, cut short or typed in two ways


def test_one_of_two_names_that_were_joined_is_proposed(office: CountingOffice) -> None:
    heads = "Area | 2026-01 \n Salg og marked | 40 \n Montasje | 90 \n Verksted | 20"
    leavers = "Area | Month \n Salg | 2026-01 \n Verkst. | 2026-01 \n Montasje | 2026-01"
    import_id = uuid4()
    office.look(leavers, heads, import_id=import_id)
    asked = Places(office.folder_of(import_id)).first("which_area", 5)
    proposed = {
        each.problem.value: the_nearest(each.problem.value or "", each.problem.offers)
        for each in asked
    }
    assert proposed == {"Salg": "Salg og marked", "Verkst.": "Verksted"}
    assert [each.rows for each in asked] == [1, 1]  # leavers


@pytest.mark.parametrize("name", ["HR / EHS", "HR & EHS", "hr  ehs"])
def test_a_slash_within_a_name_makes_no_other_area(office: CountingOffice, name: str) -> None:
    heads = "Area | 2026-01 \n HR and EHS | 12 \n Sales | 40"
    report = office.look(f"Area | Month \n {name} | 2026-01 \n Sales | 2026-01", heads)
    assert [each.kind for each in report.problems] == ["area_taken_as"]


def test_a_name_in_two_spellings_is_asked_about_once(office: CountingOffice) -> None:
    leavers = "Area | Month \n Almacén | 2026-01 \n ALMACEN | 2026-02 \n Almacén | 2026-02"
    heads = "Area | 2026-01 | 2026-02 \n Logística | 40 | 39 \n Ventas | 9 | 9"
    report = office.look(leavers, heads)
    asked = [each for each in report.problems if each.kind == "which_area"]
    assert [each.value for each in asked] == ["Almacén"]
    assert "has 3 leavers" in asked[0].reason
    office.bring(leavers, heads, amends=said("Almacén", "Logística"))
    assert "Logística | 2026-02 | ? 2" in holding()
    assert left_open() == []


def test_a_sum_below_its_block_is_no_area_whatever_its_sign(office: CountingOffice) -> None:
    heads = (
        "Division | Area | 2026-01 | 2026-02 \n Industrie | Production | 40 | 41 \n"
        " | Maintenance | 10 | 9 \n | S/T Industrie | 50 | 50 \n Vente | Magasin | 5 | 5 \n"
        " | Export | 4 | 4 \n | S/T Vente | 9 | 9"
    )
    office.bring("Area | Month \n Production | 2026-01", heads)
    assert not [line for line in heads_holding() if "S/T" in line]


# Rows that say little


@pytest.mark.parametrize("line", ["  |   | TOTAL LIST | 2", "  |   | Total | 2"])
def test_a_line_that_counts_the_list_is_no_leaver(office: CountingOffice, line: str) -> None:
    rows = "Sales | 2026-01 | Resigned | 1 \n Sales | 2026-01 | Retired | 1"
    report = office.look(f"Area | Month | Reason | Count \n {rows} \n {line}")
    assert [each.kind for each in report.problems] == ["totals"]
    assert (report.leavers, report.rejected) == (2, 0)


def test_a_row_without_area_and_month_is_asked_about_once(office: CountingOffice) -> None:
    import_id = uuid4()
    rows = "Sales | 2026-01 | Resigned \n Sales | 2026-02 | Resigned"
    leavers = f"Area | Month | Reason \n {rows} \n  |  | left us"
    report = office.look(leavers, import_id=import_id)
    assert [each.kind for each in report.problems if each.rejects] == ["bad_month"]
    [asked] = Places(office.folder_of(import_id)).first("bad_month", 5)
    assert asked.whose is not None
    assert asked.whose.name == "left us"


def test_a_total_by_its_name_and_its_figures_is_not_asked_about(office: CountingOffice) -> None:
    heads = f"{HEADS}    TOTAL STAFF | 139 | 135\n"
    report = office.look(LEAVERS.replace("Webshop", "Web Shop"), heads)
    assert [(each.kind, each.line) for each in report.problems] == [("totals", 5)]
    assert report.headcounts == 6


def test_names_that_share_a_part_are_offered_first_and_not_proposed(office: CountingOffice) -> None:
    heads = "Area | 2026-01 \n Admin | 9 \n Logística y Almacén | 40 \n Ventas | 9"
    leavers = "Area | Month \n Almacén y Expediciones | 2026-01"
    [asked] = office.look(leavers, heads).problems
    assert asked.offers[0] == "Logística y Almacén"
    assert the_nearest(asked.value or "", asked.offers) == ""


def test_what_lies_in_an_area_with_headcounts_is_proposed_as_that(office: CountingOffice) -> None:
    heads = "Area | 2026-01 \n Lager | 30 \n Salg | 9 \n Stab | 9"
    leavers = "Area | Month \n Lager/logistik | 2026-01 \n Lager | 2026-01"
    [asked] = [each for each in office.look(leavers, heads).problems if each.offers]
    assert (asked.value, the_nearest(asked.value or "", asked.offers)) == (
        "Lager / logistik",
        "Lager",
    )


WITH_IDS = "Emp no | Area | Last day | Reason \n 7 | Sales | 2026-01-10 | Quit \n"


@pytest.mark.parametrize(
    ("row", "leavers"),
    [
        ("7 | Sales | 2026-01-31 | Quit", 1),
        ("7 | Sale's | 2026-01-10 | Quit", 1),  # by another hand
        ("7 | Sales | 2026-03-10 | Quit", 2),  # came back, and left again
        ("8 | Sales | 2026-01-10 | Quit", 2),
        (" | Sales | 2026-01-10 | Quit", 2),
    ],
)
def test_who_is_noted_twice_is_counted_once(office: CountingOffice, row: str, leavers: int) -> None:
    more = "\n".join(f"{n} | Care | 2026-02-01 | Quit" for n in range(10, 30))
    report = office.look(f"{WITH_IDS}{row}\n{more}")
    assert report.leavers == leavers + 20
    assert ("leaver_again" in report.kinds) is (leavers == 1)


def test_a_number_of_people_is_no_id(office: CountingOffice) -> None:
    rows = "\n".join("1 | Sales | 2026-01-10 | Quit" for _n in range(12))
    assert office.look(f"Nr | Area | Last day | Reason \n{rows}").leavers == 12
