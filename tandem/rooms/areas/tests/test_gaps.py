"""What a page says where counts lack a headcount, or the name under which somebody left."""

import pytest

from conftest import SignIn
from tandem.organisation.models import Area
from tandem.rooms.areas.tests.test_counted import (
    NO_RATE,
    TWO_YEARS,
    Brings,
    brings,  # noqa: F401 - a fixture
    leavers,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOT_KNOWN = "not known: the leavers lists do not tell of everybody here"


def heads(*areas: str, without: tuple[str, str] = ("", "")) -> str:
    rows = [
        f"Varnholm / {area},{m},60" for area in areas for m in TWO_YEARS if (area, m) != without
    ]
    return "\n".join(["Area,Month,Headcount", *rows, ""])


def test_an_area_that_may_have_another_name_has_no_rate_and_never_nought(
    brings: Brings,  # noqa: F811
    sign_in: SignIn,
) -> None:
    brings(
        leavers("Bakery", TWO_YEARS, "Quit") + "Webshop,2025-03,Quit\n", heads("Bakery", "Web Shop")
    )
    text = text_of(Area.objects.get(name="Web Shop"), sign_in)
    assert "<h1>Web Shop: not known.</h1>" in text
    assert text.count(NOT_KNOWN) == 2
    assert "0.0%" not in text
    assert (
        "No leavers list tells of Web Shop (12 months from January 2025 to December 2025)" in text
    )
    assert "The list also names “Webshop”, without a headcount" in text


def test_the_area_above_is_not_known_either_and_says_of_which_below(
    brings: Brings,  # noqa: F811
    sign_in: SignIn,
) -> None:
    brings(
        leavers("Bakery", TWO_YEARS, "Quit") + "Webshop,2025-03,Quit\n", heads("Bakery", "Web Shop")
    )
    text = text_of(Area.objects.get(name="Varnholm"), sign_in)
    assert text.count(NOT_KNOWN) == 2
    assert "No leavers list tells of Web Shop" in text
    assert "at least 1" in text


def test_an_area_whose_name_is_settled_keeps_its_rate(
    brings: Brings,  # noqa: F811
    sign_in: SignIn,
) -> None:
    told = leavers("Bakery", TWO_YEARS, "Quit") + "Webshop,2025-03,Quit\n"
    text = text_of(brings(told, heads("Bakery", "Web Shop")), sign_in)
    assert NOT_KNOWN not in text
    assert "20.0%" in text


def test_a_headcount_that_is_missing_is_named_with_its_month(
    brings: Brings,  # noqa: F811
    sign_in: SignIn,
) -> None:
    told = leavers("Bakery", TWO_YEARS, "Quit") + leavers("Dairy", TWO_YEARS, "Quit")
    brings(told, heads("Bakery", "Dairy", without=("Dairy", "2025-06")))
    text = text_of(Area.objects.get(name="Varnholm"), sign_in)
    assert "No headcount of Dairy (June 2025), so the rates that look back on it" in text
    assert "no rate, a headcount is missing" in text
    assert NO_RATE not in text


def test_an_area_that_lacks_one_month_itself_says_which_and_not_that_none_was_given(
    brings: Brings,  # noqa: F811
    sign_in: SignIn,
) -> None:
    told = leavers("Bakery", TWO_YEARS, "Quit") + leavers("Dairy", TWO_YEARS, "Quit")
    brings(told, heads("Bakery", "Dairy", without=("Dairy", "2025-06")))
    text = text_of(Area.objects.get(name="Dairy"), sign_in)
    assert "No headcount of Dairy (June 2025), so the rates that look back on it" in text
    assert text.count("no rate, a headcount is missing") == 2
    assert NO_RATE not in text
    assert "60 people" in text  # at the end of the last month
