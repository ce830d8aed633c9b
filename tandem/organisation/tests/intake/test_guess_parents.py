"""A column of the area that the row's area lies in: two of them are a path, more are none."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.tests.intake.office import Office, areas, csv

pytestmark = pytest.mark.django_db

HEADING = "Employee ID | Naam | Organisatorische eenheid | {above} | Datum in dienst\n"
TWO = [
    ("Magazijn", "Prefab"), ("Transport", "Prefab"), ("Noord", "Service"), ("Zuid", "Service"),
    ("Prefab", ""), ("Service", ""),
]  # fmt: skip


def rows(pairs: list[tuple[str, str]], above: str = "Bovenliggende OE") -> str:
    people = [pair for pair in pairs for _n in range(4)]
    lines = [
        f"{100 + n} | Ann Reed{n} | {area} | {around} | 2024-01-0{1 + n % 9}"
        for n, (area, around) in enumerate(people)
    ]
    return HEADING.format(above=above) + "\n".join(lines) + "\n"


@pytest.mark.parametrize("heading", ["Bovenliggende OE", "Parent department", "Overordnet enhet"])
def test_it_is_the_level_above_wherever_it_stands(office: Office, heading: str) -> None:
    [guess] = intake.guess([office.file(csv(rows(TWO, heading)))], folder=office.folder)
    assert guess.levels == [heading, "Organisatorische eenheid"]
    assert guess.sure


def test_of_more_levels_two_columns_are_no_path(office: Office) -> None:
    deep = [*TWO, ("Prefab", "Works"), ("Works", "")]
    [guess] = intake.guess([office.file(csv(rows(deep)))], folder=office.folder)
    assert guess.levels == []


def test_areas_come_in_below_the_one_they_lie_in(office: Office) -> None:
    said = office.mapping(
        '[department]\ncolumns = ["Bovenliggende OE", "Organisatorische eenheid"]\n'
    )
    office.bring(csv(rows(TWO)), mapping=said)
    assert {*areas()} >= {"Prefab / Magazijn", "Service / Zuid", "Prefab", "Service"}


def test_ids_below_a_word_for_somebody_are_sure(office: Office) -> None:
    people = rows(TWO).replace("Employee ID |", "Medewerker |")
    [guess] = intake.guess([office.file(csv(people))], folder=office.folder)
    assert {each.heading: each.why for each in guess.columns}["Medewerker"] == "both"
