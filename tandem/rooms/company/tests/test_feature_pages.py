"""What is switched off is not there: no page, no menu entry, no part of another page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation import settings
from tandem.organisation.models import Setting
from tandem.organisation.switches import (
    AREA_PEOPLE,
    FEATURES,
    KEPT_PROMISES,
    PAIR_TIMELINE,
    PEOPLE_DATA,
    QUICK_LINE,
    Feature,
)
from tandem.partnership.testing import TUESDAY, Cast

LIST = reverse("company:features")
CHANGES = reverse("company:changes")


def off(cast: Cast, feature: Feature) -> None:
    settings.switch(feature=feature, on=False, reason="Not agreed yet.", by=cast.farid, at=TUESDAY)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


@pytest.fixture
def sam(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.sam)


def test_people_data_off_leaves_no_area_page_no_entry_and_no_search(
    sam: Client, cast: Cast
) -> None:
    area = cast.areas.operations.get_absolute_url()
    picture = reverse("areas:picture", args=[cast.areas.operations.pk, "months"])
    today = reverse("today:page")
    pages = [area, reverse("areas:find"), picture]
    assert sam.get(area).status_code == 200
    assert "People data" in sam.get(today).text
    off(cast, PEOPLE_DATA)
    assert [sam.get(each).status_code for each in pages] == [404, 404, 404]
    assert "People data" not in sam.get(today).text
    assert reverse("areas:find") not in sam.get(today).text
    new = reverse("commitments:new")
    assert sam.get(new, {"area": str(cast.areas.operations.pk)}).status_code == 404


def test_names_off_leaves_the_numbers_of_an_area(sam: Client, cast: Cast) -> None:
    area = cast.areas.operations.get_absolute_url()
    assert "Kim Bakker" in sam.get(area).text
    off(cast, AREA_PEOPLE)
    text = sam.get(area).text
    assert "Kim Bakker" not in text
    assert "Sam Lindqvist leads" in text


def test_names_off_are_off_on_every_page_that_lists_people(sam: Client, cast: Cast) -> None:
    area, kim = cast.areas.operations.get_absolute_url(), cast.kim.get_absolute_url()
    a_month_ago = {"as_of": "2026-02-01"}
    find = {"q": "Kim Bakker"}
    assert "Kim Bakker" in sam.get(area, a_month_ago).text
    assert sam.get(reverse("people:find"), find).headers["Location"] == kim
    off(cast, AREA_PEOPLE)
    assert "Kim Bakker" not in sam.get(area, a_month_ago).text
    assert kim not in sam.get(reverse("people:find"), find).text
    assert sam.get(kim).status_code == 404


def test_the_quick_line_off_leaves_the_form(sam: Client, cast: Cast) -> None:
    line = {"line": "ask Mira for coffee by Friday"}
    off(cast, QUICK_LINE)
    text = sam.get(reverse("today:page")).text
    assert 'name="line"' not in text
    assert reverse("commitments:new") in text
    for address in ("today:quick", "today:reading"):
        assert sam.post(reverse(address), line).status_code == 404


def test_the_timeline_of_a_pair_off_leaves_its_promises(sam: Client, cast: Cast) -> None:
    so_far = reverse("pairs:so_far", args=[cast.pair.pk])
    assert 'id="timeline"' in sam.get(so_far).text
    off(cast, PAIR_TIMELINE)
    assert 'id="timeline"' not in sam.get(so_far).text
    assert "Promises, both ways" in sam.get(cast.pair.get_absolute_url()).text


def test_how_promises_went_off_is_nowhere(sam: Client, cast: Cast, sign_in: SignIn) -> None:
    pair, promises = reverse("pairs:so_far", args=[cast.pair.pk]), reverse("commitments:list")
    own, every = reverse("commitments:kept"), reverse("pairs:all_pairs")
    helen = sign_in(cast.helen)
    assert 'id="went"' in sam.get(pair).text
    assert own in sam.get(promises).text
    assert every in helen.get(reverse("pairs:list")).text
    assert (sam.get(own).status_code, helen.get(every).status_code) == (200, 200)
    off(cast, KEPT_PROMISES)
    assert 'id="went"' not in sam.get(pair).text
    assert own not in sam.get(promises).text
    assert every not in helen.get(reverse("pairs:list")).text
    assert (sam.get(own).status_code, helen.get(every).status_code) == (404, 404)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda each: each.key)
def test_a_feature_goes_off_and_on_again_with_its_reason(farid: Client, feature: Feature) -> None:
    page = reverse("company:feature", args=[feature.key])
    text = farid.post(page, {"to": "off", "reason": "Not agreed yet."}, follow=True).text
    assert f"{feature.name}: switched off." in text
    assert f"Switch on: {feature.name}" in text
    again = farid.post(page, {"to": "off", "reason": "Twice."}, follow=True)
    assert again.status_code == 200
    text = farid.post(page, {"to": "on", "reason": "Agreed."}, follow=True).text
    assert f"Switch off: {feature.name}" in text
    assert [each.reason for each in Setting.objects.all()] == ["Agreed.", "Not agreed yet."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"to": "off", "reason": ""}, "This field is required"),
        ({"to": "sideways", "reason": "x"}, "Say whether to switch it on or off."),
        ({"reason": "x"}, "Say whether to switch it on or off."),
    ],
)
def test_without_a_reason_or_a_way_nothing_is_switched(
    farid: Client, typed: dict[str, str], said: str
) -> None:
    answer = farid.post(reverse("company:feature", args=["quick_line"]), typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert not Setting.objects.exists()


def test_a_feature_that_is_none_is_not_there(farid: Client) -> None:
    assert farid.get(reverse("company:feature", args=["moods"])).status_code == 404


def test_the_list_says_what_each_is_for_and_whom_it_touches(farid: Client) -> None:
    text = farid.get(LIST).text
    for feature in FEATURES:
        assert feature.name in text and feature.meaning in text and feature.touches in text
    assert "With a works council" in text
