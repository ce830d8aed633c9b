"""An HR administrator says of which areas they are HR partner: several at once, and again."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.organisation.models import Area, Assignment, Grounds, Import
from tandem.partnership.testing import HIRED, TUESDAY, Cast
from tandem.rooms.company import mine
from tandem.rooms.company.tests.test_imports import upload

PAGE = "company:mine"
SUPPLY = "Varnholm Foods / Supply"
BELOW = [SUPPLY, f"{SUPPLY} / Operations / Night shift"]  # Operations has its HR partner


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def boxes(text: str) -> list[str]:
    """The areas with a box each."""
    found = re.findall(r'type="checkbox"[^>]*><span>([^<]+)</span>', text)
    return [each for each in found if each != "Of all of them"]


def top(*names: str) -> list[Area]:
    return [actions.add_area(name=each, parent=None, by=OPERATOR, at=HIRED) for each in names]


def test_areas_at_the_top_have_a_box_each_and_several_are_said_at_once(
    farid: Client, cast: Cast
) -> None:
    mill, shop, _yard = top("Mill", "Shop", "Yard")
    expected = ["Mill", "Shop", "Varnholm Foods", *BELOW, "Yard"]
    assert boxes(farid.get(reverse(PAGE)).text) == expected
    said = {"areas": [mill.pk, shop.pk], "why": "I see to both"}
    assert farid.post(reverse(PAGE), said).status_code == 302
    held = Assignment.objects.filter(person=cast.farid)
    assert [each.area.name for each in held.order_by("area__name")] == ["Mill", "Shop"]
    assert set(Grounds.objects.by_row(held.values_list("pk", flat=True)).values()) == {
        "I see to both"
    }
    assert boxes(farid.get(reverse(PAGE)).text) == ["Varnholm Foods", *BELOW, "Yard"]


def test_the_pictures_of_an_area_are_drawn_before_it_is_opened(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Area] = []
    monkeypatch.setattr(mine, "ahead", drawn.extend)
    [mill] = top("Mill")
    farid.post(reverse(PAGE), {"areas": [mill.pk], "why": "I see to it"})
    assert drawn == [mill]


def test_areas_below_have_boxes_too_each_by_its_path(farid: Client, cast: Cast) -> None:
    # Customer Service and Finance have their HR partners.
    assert boxes(farid.get(reverse(PAGE)).text) == ["Varnholm Foods", *BELOW]


def test_of_many_only_the_top_and_where_it_is_one_those_below_it(farid: Client, cast: Cast) -> None:
    for n in range(mine.MOST):
        actions.add_area(name=f"Team {n:02}", parent=cast.areas.finance, by=OPERATOR, at=HIRED)
    assert boxes(farid.get(reverse(PAGE)).text) == ["Varnholm Foods", "Supply"]


def test_of_very_many_the_first_have_boxes_and_the_others_are_found_by_name(
    farid: Client,
) -> None:
    top(*(f"Mill {n:02}" for n in range(mine.MOST)))
    text = farid.get(reverse(PAGE)).text
    assert len(boxes(text)) == mine.MOST
    assert "More by name" in text


def test_who_says_no_why_is_asked_for_it_and_nothing_is_said(farid: Client) -> None:
    [mill] = top("Mill")
    page = farid.post(reverse(PAGE), {"areas": [mill.pk]})
    assert page.status_code == 422
    assert not Assignment.objects.filter(area=mill).exists()


def test_no_area_and_one_that_has_its_hr_partner_are_refused(farid: Client, cast: Cast) -> None:
    for areas in ([], [cast.areas.finance.pk], ["nonsense"]):
        page = farid.post(reverse(PAGE), {"areas": areas, "why": "I see to it"})
        assert page.status_code == 422


def test_the_page_of_an_import_offers_the_others_still(farid: Client, cast: Cast) -> None:
    page = upload(farid, "1,Bo,Maas,Mill,,,01.03.2019,", "2,Al,Ek,Shop,,,01.03.2019,")
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]))
    mill = Area.objects.get(name="Mill")
    said = {"areas": [mill.pk], "why": "I see to it", "back": str(import_.pk)}
    farid.post(reverse(PAGE), said)
    text = farid.get(page).text
    assert "Those of Mill and of all below." in text
    assert boxes(text) == ["Shop", "Varnholm Foods", *BELOW]


def test_what_is_no_import_leads_to_the_company(farid: Client) -> None:
    [mill] = top("Mill")
    said = {"areas": [mill.pk], "why": "I see to it", "back": "//elsewhere.example"}
    answer = farid.post(reverse(PAGE), said)
    assert answer.headers["Location"] == reverse("company:page")


def test_nothing_is_left_to_say_where_every_area_has_its_hr_partner(
    farid: Client, cast: Cast
) -> None:
    for name in ("Varnholm Foods", "Supply", "Night shift"):
        area = Area.objects.get(name=name)
        actions.set_hr_partner(area=area, person=cast.mira, by=OPERATOR, at=TUESDAY)
    assert "Every area at the top has its HR partner." in farid.get(reverse(PAGE)).text


def test_all_areas_are_said_with_one_box(farid: Client, cast: Cast) -> None:
    tops = top("Mill", "Shop", "Yard")
    assert "Of all of them" in farid.get(reverse(PAGE)).text
    assert farid.post(reverse(PAGE), {"every": "on", "why": "I see to all"}).status_code == 302
    held = Assignment.objects.filter(person=cast.farid).values_list("area", flat=True)
    assert {each.pk for each in tops} < set(held)
    assert len(held) == 4


def test_of_one_or_two_there_is_no_box_for_all_and_it_says_nothing(
    farid: Client, cast: Cast
) -> None:
    actions.set_hr_partner(area=cast.areas.supply, person=cast.mira, by=OPERATOR, at=TUESDAY)
    assert "Of all of them" not in farid.get(reverse(PAGE)).text
    assert farid.post(reverse(PAGE), {"every": "on", "why": "I see to all"}).status_code == 422


def test_the_page_of_an_import_leads_to_the_numbers(farid: Client, cast: Cast) -> None:
    page = upload(farid, "1,Bo,Maas,Mill,,Head,01.03.2019,", "2,Li,Strom,Shop,,Head,01.03.2019,")
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert "Open the numbers of" not in farid.get(page).text
    mill = Area.objects.get(name="Mill")
    farid.post(reverse(PAGE), {"areas": [mill.pk], "why": "I see to it"})
    text = farid.get(page).text
    assert "Open the numbers of Mill" in text
    assert f'href="{mill.get_absolute_url()}"' in text
    assert "Open the numbers of Shop" not in text
