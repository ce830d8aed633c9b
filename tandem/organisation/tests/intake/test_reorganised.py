"""Files that call areas as they were, or as they will be: no second tree without a word."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import intake, reorganising
from tandem.organisation.models import Area
from tandem.organisation.tests.intake.office import MONDAY, TODAY, Office, areas, csv, jobs

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


def roster(*places: tuple[str, str]) -> str:
    """Employee ids and the department each is in."""
    rows = "\n".join(f"{number} | {where} | 2020-01-01" for number, where in places)
    return csv(f"Employee ID | Department | Hire date\n{rows}")


def people(where: str, *numbers: int) -> list[tuple[str, str]]:
    return [(str(number), where) for number in numbers]


FLEET = [*people("Varnholm / Fleet", 1, 2, 3, 4, 5), *people("Varnholm / Finance", 6)]


def area(name: str) -> Area:
    return Area.objects.get(name=name)


def rename(name: str, to: str) -> None:
    reorganising.rename_area(area=area(name), name=to, on=MARCH, by=OPERATOR, at=MONDAY)


def said(report: intake.Report) -> list[tuple[str, str | None, str]]:
    return [(each.kind, each.value, each.reason) for each in report.problems]


def test_an_old_name_leads_to_the_area_as_it_is_called_now(office: Office) -> None:
    office.bring(roster(*FLEET))
    rename("Fleet", "Fleet and yard")
    report = office.look(roster(*FLEET))
    assert said(report) == [
        (
            "area_known_otherwise",
            "Varnholm / Fleet",
            "“Varnholm / Fleet” is known as “Varnholm / Fleet and yard”: its people stay there.",
        )
    ]
    assert office.bring(roster(*FLEET))["areas"] == 0
    assert areas() == ["Varnholm", "Varnholm / Finance", "Varnholm / Fleet and yard"]
    assert len(jobs("1")) == 1


def test_an_old_place_leads_to_where_the_area_lies_now(office: Office) -> None:
    office.bring(roster(*FLEET))
    reorganising.move_area(
        area=area("Fleet"), parent=area("Finance"), on=MARCH, by=OPERATOR, at=MONDAY
    )
    office.bring(roster(*FLEET))
    assert areas() == ["Varnholm", "Varnholm / Finance", "Varnholm / Finance / Fleet"]
    assert len(jobs("1")) == 1


def test_the_name_of_a_merged_area_leads_to_what_it_became_part_of(office: Office) -> None:
    """Otherwise the next export would take the merger back without a word."""
    office.bring(roster(*FLEET))
    reorganising.merge_areas(
        source=area("Fleet"), into=area("Finance"), on=MARCH, by=OPERATOR, at=MONDAY
    )
    assert [kind for kind, _, _ in said(office.look(roster(*FLEET)))] == ["area_known_otherwise"]
    office.bring(roster(*FLEET))
    assert [each.split(" | ")[1] for each in jobs("1")] == [
        "Varnholm / Fleet",
        "Varnholm / Finance",
    ]


def test_a_name_that_another_area_has_now_is_that_area(office: Office) -> None:
    office.bring(roster(*FLEET))
    rename("Fleet", "Yard")
    rename("Finance", "Fleet")
    office.bring(roster(*people("Varnholm / Fleet", 6)))
    assert len(jobs("6")) == 1


def test_a_closed_area_that_is_named_again_is_a_new_one(office: Office) -> None:
    office.bring(roster(*FLEET))
    office.bring(roster(*people("Varnholm / Finance", 1, 2, 3, 4, 5)))
    reorganising.close_area(area=area("Fleet"), on=TODAY, by=OPERATOR, at=MONDAY)
    office.bring(roster(*people("Varnholm / Fleet", 7)))
    assert sorted(str(each.end_on) for each in Area.objects.filter(name="Fleet")) == [
        str(TODAY),
        "None",
    ]


@pytest.mark.parametrize(
    ("moved", "stayed", "noted"),
    [
        (5, 0, True),
        (4, 0, True),  # one of five is not in the file: four in five
        (3, 0, False),
        (4, 1, False),  # the old name is still in the file
    ],
)
def test_most_people_under_one_new_name_are_noted(
    office: Office, moved: int, stayed: int, noted: bool
) -> None:
    office.bring(roster(*FLEET))
    file = people("Varnholm / Fleet and yard", *range(1, moved + 1))
    file += people("Varnholm / Fleet", *range(moved + 1, moved + stayed + 1))
    report = office.look(roster(*file, *people("Varnholm / Finance", 6)))
    assert [kind for kind, _, _ in said(report)] == ["area_seems_renamed"] * noted
    if noted:
        [(_, value, reason)] = said(report)
        assert value == "Varnholm / Fleet and yard"
        assert f"“Varnholm / Fleet” seems to have become “{value}”: {moved} of its 5" in reason
        assert "Rename or move it first" in report.problems[0].cure
        assert report.rejected == 0


def test_two_people_are_too_few_to_say(office: Office) -> None:
    office.bring(roster(*people("Varnholm / Post", 1, 2)))
    assert said(office.look(roster(*people("Varnholm / Mail", 1, 2)))) == []


def test_an_area_split_in_two_is_not_a_renaming(office: Office) -> None:
    office.bring(roster(*FLEET))
    file = [*people("Varnholm / Yard", 1, 2, 3), *people("Varnholm / Vans", 4, 5)]
    assert said(office.look(roster(*file, *people("Varnholm / Finance", 6)))) == []


def test_a_first_file_is_noted_nothing_of(office: Office) -> None:
    assert said(office.look(roster(*FLEET))) == []


def test_after_the_renaming_the_same_file_brings_nothing_new(office: Office) -> None:
    office.bring(roster(*FLEET))
    file = roster(*people("Varnholm / Fleet and yard", 1, 2, 3, 4, 5))
    rename("Fleet", "Fleet and yard")
    assert said(office.look(file)) == []
    assert office.bring(file)["areas"] == 0
    assert len(jobs("1")) == 1


def test_what_was_moved_since_stands_in_the_way_of_an_undo(office: Office) -> None:
    import_ = office.apply(office.keep(roster(*FLEET)))
    reorganising.move_area(
        area=area("Fleet"), parent=area("Finance"), on=MARCH, by=OPERATOR, at=MONDAY
    )
    sentences = [each.sentence for each in intake.in_the_way(import_, uploads=office.uploads)]
    assert "Areas were moved, merged or split after this import: Fleet." in sentences
