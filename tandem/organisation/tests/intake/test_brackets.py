"""Areas that are printed with their manager in brackets are called without them."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.findings import Kind
from tandem.organisation.models import Area, Person
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db

HEADER = "Employee ID | Worker | Preferred name | Hire date | Leave date | Org unit | Manager\n"
LIST = (
    HEADER
    + """
    1 | Ann Reed               | Ann Reed | 2019-01-01 | | Support (Bo Holm)       | Bo Holm
    2 | Bo Holm (On Leave)     | Bo Holm  | 2018-01-01 | | Support (Di Lund)       | Di Lund
    3 | Cyrus Ash (Terminated) | Cy Ash   | 2018-01-01 | 2024-05-31 | Support (Di Lund) | Di Lund
    4 | Di Lund                | Di Lund  | 2018-01-01 | | Board (Di Lund)         | Di Lund
    5 | Ed Moor                | Ed Moor  | 2018-01-01 | | Care (North) (Ann Reed) | Ann Reed
    6 | Fay Moor               | Fay Moor | 2018-01-01 | | Board (Vacant)          |
"""
)


def areas() -> set[str]:
    return set(Area.objects.values_list("name", flat=True))


def test_an_area_is_one_whoever_leads_it(office: Office) -> None:
    [told] = office.look(csv(LIST)).first[Kind.MANAGER_IN_BRACKETS]
    assert "“Support (Bo Holm)” is read as “Support”" in told.reason
    assert told.offers == ("kept",)
    office.bring(csv(LIST))
    assert areas() >= {"Support", "Board", "Care (North)"}
    assert not any("Holm" in name or "Vacant" in name for name in areas())


def test_they_can_be_kept(office: Office) -> None:
    mapping = office.mapping('[department]\nmanager-in-brackets = "kept"')
    [told] = office.look(csv(LIST), mapping=mapping).first[Kind.MANAGER_IN_BRACKETS]
    assert told.offers == ("left-away",)
    office.bring(csv(LIST), mapping=mapping)
    assert areas() >= {"Support (Bo Holm)", "Support (Di Lund)"}


def test_other_brackets_are_part_of_a_name(office: Office) -> None:
    text = LIST.replace("(Bo Holm)", "(North)").replace("(Di Lund)", "(South)")
    text = text.replace("(Vacant)", "(East)").replace("(Ann Reed)", "(West)")
    assert Kind.MANAGER_IN_BRACKETS not in office.look(csv(text)).kinds
    office.bring(csv(text))
    assert "Support (North)" in areas()


def test_names_are_without_what_is_printed_behind_them(office: Office) -> None:
    office.bring(csv(LIST))
    found = dict(Person.objects.filter(number__in="123").values_list("number", "last_name"))
    assert found == {"1": "Reed", "2": "Holm", "3": "Ash"}
    assert Person.objects.get(number="3").first_name == "Cy"


def test_also_where_the_area_stands_in_several_columns(office: Office) -> None:
    head = "Employee ID | Hire date | Division | Department | Manager\n"
    rows = "".join(f"{n} | 2019-01-01 | Works | Care (Bo Holm) | Bo Holm\n" for n in range(1, 5))
    mapping = office.mapping('[department]\ncolumns = ["Division", "Department"]')
    office.bring(csv(head + rows), mapping=mapping)
    assert areas() >= {"Works", "Care"}
    assert "Care (Bo Holm)" not in areas()
