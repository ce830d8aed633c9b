"""Whole names told apart: by comma, capitals, heading, or as somebody says."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.findings import FileUnusable
from tandem.organisation.intake.mapping import mapping_from
from tandem.organisation.intake.naming import NameOrder, beside, order_of, told_apart
from tandem.organisation.models import Person
from tandem.organisation.tests.intake.office import Office

GIVEN, FAMILY = NameOrder.GIVEN_FIRST, NameOrder.FAMILY_FIRST


@pytest.mark.parametrize(
    ("name", "order", "told"),
    [
        ("Anna Müller", GIVEN, ("Anna", "Müller")),
        ("Anna van Dijk", GIVEN, ("Anna", "van Dijk")),
        ("Müller, Anna", GIVEN, ("Anna", "Müller")),
        ("Müller, Anna", FAMILY, ("Anna", "Müller")),
        ("Müller Anna", FAMILY, ("Anna", "Müller")),
        ("van der Berg Anna Maria", FAMILY, ("Anna Maria", "van der Berg")),
        ("De Luca", FAMILY, ("Luca", "De")),
        ("Müller", FAMILY, ("Müller", "")),
        ("García López Ana", NameOrder.FAMILY_NAMES_FIRST, ("Ana", "García López")),
        ("DUPONT Jean", NameOrder.CAPITALS, ("Jean", "DUPONT")),
        ("Jean-Pierre DE LA TOUR", NameOrder.CAPITALS, ("Jean-Pierre", "DE LA TOUR")),
        ("Müller Anna", NameOrder.CAPITALS, ("Anna", "Müller")),
    ],
)
def test_a_name_is_told_apart(name: str, order: NameOrder, told: tuple[str, str]) -> None:
    assert told_apart(name, order) == told


@pytest.mark.parametrize(
    ("heading", "names", "said", "order"),
    [
        ("Nom Prénom", ["Dupont Jean"], None, FAMILY),
        ("Nachname, Vorname", ["Müller Anna"], None, FAMILY),
        ("Name, Vorname", [], None, FAMILY),
        ("Apellidos y nombre", ["López Ana"], None, NameOrder.FAMILY_NAMES_FIRST),
        ("Name", ["Anna Müller"], None, GIVEN),
        ("Prénom Nom", ["Jean Dupont"], None, GIVEN),
        ("Name", ["DUPONT Jean", "MARTIN Léa"], None, NameOrder.CAPITALS),
        ("Name", ["Jean DUPONT", "MARTIN, Léa"], None, NameOrder.CAPITALS),
        ("Name", ["DUPONT JEAN", "MARTIN LÉA"], None, GIVEN),
        ("Name", ["JP Morgan", "Anna Müller"], None, GIVEN),
        ("Name", ["J. Dupont"], None, GIVEN),
        ("Nom Prénom", ["Jean Dupont"], GIVEN, GIVEN),
        ("Name", ["Müller Anna"], FAMILY, FAMILY),
        ("Name", ["DUPONT Jean"], GIVEN, GIVEN),
    ],
)
def test_the_order_of_a_column_is_found(
    heading: str, names: list[str], said: NameOrder | None, order: NameOrder
) -> None:
    assert order_of(heading, names, said) is order


@pytest.mark.parametrize("name", ["Müller", "Anna Müller", "Müller Anna", "Müller, Anna"])
def test_beside_first_names_a_name_is_the_family_name(name: str) -> None:
    assert beside("Anna", name) == "Müller"


def named(office: Office, header: str, *cells: str, toml: str = "") -> list[tuple[str, str]]:
    rows = [f"{n};{cell};Mill;2020-01-01" for n, cell in enumerate(cells, 1)]
    content = "\n".join([f"ID;{header};Department;Hired", *rows, ""])
    mapping = office.mapping(toml) if toml else None
    office.apply(office.keep(content, **({"mapping": mapping} if mapping else {})))  # type: ignore[arg-type]  # one argument
    return [*Person.objects.order_by("number").values_list("first_name", "last_name")]


@pytest.mark.django_db
def test_a_file_is_read_in_the_order_of_its_heading(office: Office) -> None:
    assert named(office, "Nom Prénom", "Dupont Jean") == [("Jean", "Dupont")]


@pytest.mark.django_db
def test_a_mapping_goes_before_the_heading(office: Office) -> None:
    toml = '[names]\norder = "given-first"\n'
    assert named(office, "Nom Prénom", "Jean Dupont", toml=toml) == [("Jean", "Dupont")]


@pytest.mark.django_db
def test_a_column_name_beside_first_names_is_not_lost(office: Office) -> None:
    assert named(office, "Vorname;Name", "Anna;Müller") == [("Anna", "Müller")]


def test_another_order_is_refused() -> None:
    with pytest.raises(FileUnusable, match="the order of names is “sideways”"):
        mapping_from({"names": {"order": "sideways"}}, "said")
