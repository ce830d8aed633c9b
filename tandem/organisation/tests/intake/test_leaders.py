"""Who leads an area, read from who manages whom."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.organisation.intake.leaders import Chart, Job, leaders
from tandem.organisation.models import Area, Assignment, Person
from tandem.organisation.tests.intake import office as pictures
from tandem.organisation.tests.intake.office import LATER, MONDAY, Office, csv

SOME_DAY = date(2020, 1, 1)
SPACE = UUID(int=7)


def name_id(name: str) -> UUID:
    return uuid5(SPACE, name)


def chart(picture: str) -> tuple[Chart, list[str]]:
    """person | area as a path of letters | manager, "." for none."""
    rows = [
        [cell.strip() for cell in line.split("|")]
        for line in picture.strip().splitlines()
        if line.strip()
    ]
    paths = sorted({path[:end] for _, path, _ in rows for end in range(1, len(path) + 1)})
    above = {
        name_id(path): frozenset(name_id(path[:end]) for end in range(1, len(path) + 1))
        for path in paths
    }
    jobs = {
        name_id(person): Job(name_id(path), None if manager == "." else name_id(manager), SOME_DAY)
        for person, path, manager in rows
    }
    return Chart.of(jobs, above), paths


def led(picture: str) -> dict[str, str]:
    drawn, paths = chart(picture)
    people = {
        name_id(line.split("|")[0].strip()): line.split("|")[0].strip()
        for line in picture.strip().splitlines()
    }
    found = leaders(drawn, [name_id(path) for path in paths])
    return {path: people[found[name_id(path)]] for path in paths if name_id(path) in found}


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(
            """
            Eva | V  | .
            Sam | VS | Eva
            Kim | VS | Sam
            """,
            {"V": "Eva", "VS": "Sam"},
            id="whoever manages somebody in it and is managed from outside",
        ),
        pytest.param(
            """
            Eva  | V   | .
            Vera | VS  | Eva
            Sam  | VSO | Vera
            Kim  | VSO | Sam
            """,
            {"V": "Eva", "VS": "Vera", "VSO": "Sam"},
            id="level by level",
        ),
        pytest.param(
            """
            Eva | V  | .
            Kim | VS | Eva
            Per | VS | Eva
            """,
            {"V": "Eva", "VS": "Eva"},
            id="else the one manager from outside whom everybody in it has",
        ),
        pytest.param(
            """
            Eva | V  | .
            Sam | V  | Eva
            Kim | VS | Eva
            Per | VS | Sam
            """,
            {"V": "Eva"},
            id="two managers from outside leave it open",
        ),
        pytest.param(
            """
            Eva | V  | .
            Sam | VS | Eva
            Ana | VS | Eva
            Kim | VS | Sam
            Per | VS | Ana
            """,
            {"V": "Eva"},
            id="two heads side by side leave it open",
        ),
        pytest.param(
            """
            Eva | V  | .
            Max | V  | .
            Kim | V  | Eva
            Per | V  | Max
            """,
            {},
            id="so do two at the top",
        ),
        pytest.param(
            """
            Eva | V  | .
            Max | V  | .
            Kim | V  | Eva
            """,
            {"V": "Eva"},
            id="somebody without a manager who manages nobody does not matter",
        ),
        pytest.param(
            """
            Ana | W  | .
            Sam | VS | Ana
            Kim | VS | Sam
            """,
            {"V": "Sam", "VS": "Sam"},
            id="an area without people of its own is led by the head of those below it",
        ),
        pytest.param(
            """
            Eva | V   | .
            Sam | VS  | Eva
            Kim | VSO | Sam
            Per | VSO | Sam
            """,
            {"V": "Eva", "VS": "Sam", "VSO": "Sam"},
            id="managing below is managing in the area",
        ),
        pytest.param(
            """
            Eva | V  | .
            Sam | VS | Eva
            Kim | W  | Sam
            """,
            {"V": "Eva", "VS": "Eva", "W": "Sam"},
            id="managing only people elsewhere is not leading here",
        ),
        pytest.param(
            """
            Sam | VS | Old
            Kim | VS | Sam
            """,
            {"V": "Sam", "VS": "Sam"},
            id="a manager who is not here any more is none",
        ),
        pytest.param(
            """
            Kim | VS | .
            Per | VS | .
            """,
            {},
            id="nobody manages, nobody leads",
        ),
        pytest.param(
            """
            Eva | V  | .
            Kim | VS | Eva
            Per | VS | .
            """,
            {"V": "Eva"},
            id="one member without a manager leaves it open",
        ),
    ],
)
def test_a_leader_is_read_only_where_it_is_beyond_doubt(
    picture: str, expected: dict[str, str]
) -> None:
    assert led(picture) == expected


def test_a_circle_of_managers_gives_no_leader_and_no_endless_search() -> None:
    assert led("Kim | VS | Per\nPer | VS | Kim") == {}


# After an import


pytestmark = pytest.mark.django_db

FILE = csv(
    """
    ID | Name | Department    | Manager ID | Hired      | Left on
    1  | Eva  | Varnholm      |            | 2019-01-01 |
    2  | Sam  | Varnholm/Ops  | 1          | 2020-02-01 |
    3  | Kim  | Varnholm/Ops  | 2          | 2021-03-01 |
    4  | Per  | Varnholm/Ops  | 2          | 2021-03-01 |
    5  | Ana  | Varnholm/Help | 1          | 2022-05-01 |
    6  | Ida  | Varnholm/Help | 5          | 2022-05-01 |
    """
)
AS_READ = {"Varnholm": "1", "Varnholm / Ops": "2", "Varnholm / Help": "5"}


@pytest.fixture
def later(office: Office) -> Office:
    office.bring(FILE)
    office.at = LATER
    return office


def assignment(area: str) -> list[tuple[str | None, str, str]]:
    found = Assignment.objects.filter(area__name=area).select_related("person")
    return [(each.person.number, str(each.start_on), pictures.day(each.end_on)) for each in found]


def test_an_import_finds_the_leaders(office: Office) -> None:
    office.bring(FILE)
    assert pictures.leaders() == AS_READ
    assert assignment("Ops") == [("2", "2020-02-01", ".")]  # since the job began


def test_the_same_file_again_changes_no_leader(later: Office) -> None:
    later.bring(FILE)
    assert pictures.leaders() == AS_READ
    assert Assignment.objects.count() == len(AS_READ)


def test_a_leader_set_by_hand_stays(later: Office) -> None:
    ops = Area.objects.get(name="Ops")
    kim = Person.objects.get(number="3")
    actions.set_leader(area=ops, person=kim, by=OPERATOR, at=LATER)
    later.bring(FILE)
    assert pictures.leaders()["Varnholm / Ops"] == "3"


def test_a_leader_who_has_left_leads_no_longer_and_the_next_one_follows(later: Office) -> None:
    gone = FILE.replace("1,2020-02-01,", "1,2020-02-01,2026-11-30").replace(
        "Ops,2,2021", "Ops,1,2021", 1
    )
    later.bring(gone.replace("Per,Varnholm/Ops,2", "Per,Varnholm/Ops,3"))
    assert assignment("Ops") == [("2", "2020-02-01", "2026-12-01"), ("3", "2026-12-23", ".")]


def test_the_next_one_leads_from_the_day_the_former_was_gone(later: Office) -> None:
    """Kim has been there since 2021, and led nobody before Sam had left."""
    gone = FILE.replace("1,2020-02-01,", "1,2020-02-01,2026-11-30")
    later.bring(gone.replace("Per,Varnholm/Ops,2", "Per,Varnholm/Ops,3"))
    assert assignment("Ops") == [("2", "2020-02-01", "2026-12-01"), ("3", "2026-12-01", ".")]


def test_where_nobody_follows_the_area_waits_for_somebody(later: Office) -> None:
    later.bring(FILE.replace("1,2020-02-01,", "1,2020-02-01,2026-11-30"))
    assert pictures.leaders() == {"Varnholm": "1", "Varnholm / Help": "5"}


def test_a_leader_leads_until_their_last_day(later: Office) -> None:
    later.bring(FILE.replace("1,2020-02-01,", "1,2020-02-01,2027-01-31"))
    assert assignment("Ops") == [("2", "2020-02-01", "2027-02-01")]


def test_a_leader_who_has_moved_away_leads_no_longer(later: Office) -> None:
    later.bring(FILE.replace("2,Sam,Varnholm/Ops", "2,Sam,Varnholm/Help"))
    assert assignment("Ops")[0] == ("2", "2020-02-01", "2026-12-23")


def test_a_leader_who_moves_within_the_area_still_leads_it(later: Office) -> None:
    later.bring(FILE.replace("2,Sam,Varnholm/Ops", "2,Sam,Varnholm/Ops/Night"))
    assert assignment("Ops") == [("2", "2020-02-01", ".")]


def test_a_leader_who_never_sat_in_the_area_is_not_one_who_moved_away(later: Office) -> None:
    ops = Area.objects.get(name="Ops")
    ana = Person.objects.get(number="5")
    actions.set_leader(area=ops, person=ana, by=OPERATOR, at=MONDAY)
    later.bring(FILE.replace("5,Ana,Varnholm/Help", "5,Ana,Varnholm"))
    assert pictures.leaders()["Varnholm / Ops"] == "5"


def test_an_hr_partner_who_has_left_is_one_no_longer(later: Office) -> None:
    ops, ida = Area.objects.get(name="Ops"), Person.objects.get(number="6")
    actions.set_hr_partner(area=ops, person=ida, by=OPERATOR, at=MONDAY)
    later.bring(FILE.replace("5,2022-05-01,", "5,2022-05-01,2026-12-11"))
    assert ("6", "2026-11-23", "2026-12-12") in assignment("Ops")


def test_an_assignment_of_a_day_is_not_emptied_by_a_leave_date_before_it(later: Office) -> None:
    ops, ida = Area.objects.get(name="Ops"), Person.objects.get(number="6")
    actions.set_hr_partner(area=ops, person=ida, by=OPERATOR, at=LATER)
    later.bring(FILE.replace("5,2022-05-01,", "5,2022-05-01,2026-12-11"))
    assert ("6", "2026-12-23", "2026-12-24") in assignment("Ops")


def test_an_areas_hr_partner_does_not_become_its_leader(office: Office) -> None:
    office.bring(FILE.replace("2,Sam,Varnholm/Ops,1", "2,Sam,Varnholm/Ops,99"))
    ops, sam = Area.objects.get(name="Ops"), Person.objects.get(number="2")
    assert pictures.leaders()["Varnholm / Ops"] == "2"
    other = Person.objects.get(number="3")
    actions.set_leader(area=ops, person=other, by=OPERATOR, at=MONDAY)
    actions.set_hr_partner(area=ops, person=sam, by=OPERATOR, at=MONDAY)
    office.at = LATER
    office.bring(FILE.replace("2,2021-03-01,\n", "2,2021-03-01,2026-12-01\n", 1))
    assert "Varnholm / Ops" not in pictures.leaders()


def test_people_set_up_by_hand_without_a_stay_keep_their_duties(later: Office) -> None:
    ops = Area.objects.get(name="Ops")
    mira = actions.add_person(
        first_name="Mira", last_name="Okafor", email="", area=None, by=OPERATOR, at=MONDAY
    )
    actions.set_hr_partner(area=ops, person=mira, by=OPERATOR, at=MONDAY)
    later.bring(FILE)
    assert (None, "2026-11-23", ".") in assignment("Ops")
