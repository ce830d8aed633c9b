"""Areas as department paths name them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager
from unittest.mock import patch

import pytest

from tandem.access.audit import OPERATOR
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
