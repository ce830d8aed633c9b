"""Areas as department paths name them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager
from unittest.mock import patch

import pytest

from tandem.access.audit import OPERATOR, record
from tandem.organisation import actions
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import Area
from tandem.organisation.tests.intake.office import MONDAY

pytestmark = pytest.mark.django_db


def grown(*paths: str) -> AreaTree:
    tree = AreaTree()
    for path in paths:
        tree.grow(path.split("/"))
    return tree


def new(tree: AreaTree) -> list[str]:
    return [tree.name(area.id) for area in tree.new]


def test_areas_are_made_from_the_top_down_and_once() -> None:
    tree = grown("Varnholm/Supply/Operations", "Varnholm/Supply", "Varnholm/Finance")
    assert new(tree) == [
        "Varnholm",
        "Varnholm / Supply",
        "Varnholm / Supply / Operations",
        "Varnholm / Finance",
    ]


def test_a_department_without_a_path_stands_at_the_top() -> None:
    """Nothing is invented above it, even where another top area has one of its name."""
    tree = grown("Varnholm/Sales", "Sales")
    assert new(tree) == ["Varnholm", "Varnholm / Sales", "Sales"]


def test_what_is_stored_is_found_and_not_made_again() -> None:
    top = actions.add_area(name="Varnholm", parent=None, by=OPERATOR, at=MONDAY)
    supply = actions.add_area(name="Supply", parent=top, by=OPERATOR, at=MONDAY)
    tree = AreaTree()
    assert tree.grow(["VARNHOLM", "supply"]) == supply
    assert tree.new == []


def test_the_path_of_a_new_area_begins_with_that_of_its_parent() -> None:
    tree = grown("Varnholm/Supply")
    top, supply = tree.new
    assert supply.path.startswith(top.path)
    assert supply.parent_id == top.id


def test_two_areas_whose_ids_begin_alike_still_have_paths_of_their_own() -> None:
    """A path holds the first eight characters of an id; among thousands two may be the same."""
    alike = iter([*(uuid.UUID(int=(7 << 96) + last) for last in range(3)), uuid.UUID(int=8 << 96)])
    with given_ids(alike):
        tree = grown("One", "Other")
    one, other = tree.new
    assert one.path != other.path


def given_ids(ids: Iterator[uuid.UUID]) -> AbstractContextManager[object]:
    field = Area._meta.get_field("id")
    return patch.object(field, "_get_default", lambda: next(ids))


def test_an_empty_path_names_no_area() -> None:
    with pytest.raises(ValueError, match="at least one"):
        AreaTree().grow([])


# Codes of the HR system


def coded(codes: dict[str, str], *paths: str) -> AreaTree:
    tree = AreaTree({tuple(path.split("/")): code for path, code in codes.items()})
    for path in paths:
        tree.grow(path.split("/"))
    return tree


def stored(name: str, code: str = "") -> Area:
    area = Area.below(None, name)
    area.code = code
    record("area.added", area, by=OPERATOR, at=MONDAY)
    return area


def test_a_new_area_has_the_code_of_its_path_and_those_above_have_none() -> None:
    tree = coded({"Supply/Night": "D11"}, "Supply/Night")
    assert [(area.name, area.code) for area in tree.new] == [("Supply", ""), ("Night", "D11")]
    assert tree.coded == []


def test_an_area_that_is_known_is_given_its_code_once() -> None:
    area = stored("Supply")
    tree = coded({"Supply": "D10", "SUPPLY": "D10"}, "Supply", "SUPPLY")
    assert (tree.coded, tree.coded[0].code, tree.new) == ([area], "D10", [])


def test_a_code_that_is_known_goes_before_any_name() -> None:
    area, other = stored("Supply", "D10"), stored("Logistics")
    tree = AreaTree({("Logistics",): "D10"})
    assert tree.grow(["Logistics"]) == area
    assert (tree.coded, tree.new) == ([], [])
    assert AreaTree().grow(["Logistics"]) == other  # without a code the name says it


def test_a_code_is_never_written_over_another() -> None:
    stored("Supply", "D10")
    tree = coded({"Supply": "D99"}, "Supply")
    assert (tree.coded, tree.new) == ([], [])


def test_a_path_that_is_a_code_and_nothing_else_is_known_as_one() -> None:
    tree = coded({"D10": "D10", "Supply": "D11"})
    assert tree.is_code(["D10"])
    assert not tree.is_code(["Supply"])
    assert not tree.is_code(["Legal"])
