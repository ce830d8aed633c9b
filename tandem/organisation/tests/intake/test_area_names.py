"""Which area a text means."""

import pytest

from tandem.organisation.intake.area_names import AreaNames, Several
from tandem.organisation.models import Area


@pytest.fixture(scope="module")
def names() -> AreaNames:
    top = Area.below(None, "Varnholm")
    supply = Area.below(top, "Supply")
    sales = Area.below(top, "Sales / Export")
    areas = [
        top, supply, sales, Area.below(supply, "Night"), Area.below(sales, "Night"),
        Area.below(None, "Night"),
    ]  # fmt: skip
    return AreaNames(reversed(areas))  # in any order


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Supply", "Varnholm / Supply"),
        ("  sUPPLY ", "Varnholm / Supply"),
        ("Varnholm/Supply", "Varnholm / Supply"),
        ("Varnholm > Supply", "Varnholm / Supply"),
        ("Sales / Export", "Varnholm / Sales / Export"),  # a name with a separator in it
        ("Supply / Night", "Varnholm / Supply / Night"),
        ("Night", "Night"),  # the whole path of one of them
    ],
)
def test_a_name_or_the_end_of_a_path_is_enough(names: AreaNames, text: str, path: str) -> None:
    found = names.find(text)
    assert isinstance(found, Area)
    assert names.path(found) == path


@pytest.mark.parametrize("text", ["", " ", "/", "Nowhere", "Sales / Night", "Varnholm / Night"])
def test_what_is_nowhere_is_not_guessed(names: AreaNames, text: str) -> None:
    assert names.find(text) is None


def test_several_of_a_name_are_told_apart_by_their_paths() -> None:
    one, other = Area.below(None, "One"), Area.below(None, "Other")
    names = AreaNames([one, other, Area.below(one, "Night"), Area.below(other, "Night")])
    assert names.find("night") == Several(["One / Night", "Other / Night"])
