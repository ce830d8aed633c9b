"""Switched off, a page is there for nobody, no other page leads to it, and the others go on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import reorganising, settings, standing_in
from tandem.organisation.models import Area, Duty
from tandem.organisation.switches import AREA_PEOPLE, FEATURES, PEOPLE_DATA, Feature
from tandem.partnership.testing import COLUMNS, TUESDAY, Cast, Row, WholeCast
from tests.test_access_matrix import ROWS, everybodys

pytestmark = pytest.mark.alike

PAGES = [row for row in ROWS if row.method == "GET"]
HOUSES = ("areas:", "people:")
OF_PEOPLE = [row for row in PAGES if row.address.startswith(HOUSES)]
OTHERS = [row for row in PAGES if not row.address.startswith(HOUSES)]
LINK = re.compile(r'(?:href|action|hx-get|hx-post)="([^"#?]+)')
TODAY = TUESDAY.date()


def ident(row: Row) -> str:
    return f"{row.address} {row.about}".strip()


def switch(cast: Cast, feature: Feature, *, on: bool) -> None:
    settings.switch(feature=feature, on=on, reason="The council asks.", by=cast.farid, at=TUESDAY)


def client_of(who: str, cast: Cast, sign_in: SignIn) -> Client:
    return Client() if who == "nobody" else sign_in(getattr(cast, who))


def url_of(row: Row, cast: WholeCast) -> str:
    return reverse(row.address, kwargs=dict(row.where(cast)))


def visitors(row: Row) -> list[str]:
    """Two of those who get the page: the first and the last column."""
    shown = [who for who, status in row.columns.items() if status == 200 and who != "nobody"]
    return sorted({*shown[:1], *shown[-1:]})


def links(text: str) -> Iterator[str]:
    """Addresses of ours a page leads to, by name."""
    for path in LINK.findall(text):
        try:
            found = resolve(path)
        except Resolver404:
            continue
        yield f"{found.namespace}:{found.url_name}"


@pytest.mark.parametrize("row", OF_PEOPLE, ids=ident)
def test_no_page_of_people_data_is_there_for_anybody(
    row: Row, whole_cast: WholeCast, sign_in: SignIn
) -> None:
    url, asked = url_of(row, whole_cast), row.data(whole_cast)
    switch(whole_cast, PEOPLE_DATA, on=False)
    browsers = everybodys(whole_cast, sign_in)
    for who in COLUMNS:
        status = browsers[who].get(url, asked).status_code
        outside = row.columns[who] == 302 and who in ("nobody", "otto")
        assert (who, status) == (who, 302 if outside else 404)


@pytest.mark.parametrize("row", OF_PEOPLE, ids=ident)
def test_switched_on_again_everybody_gets_what_they_got(
    row: Row, whole_cast: WholeCast, sign_in: SignIn
) -> None:
    url, asked = url_of(row, whole_cast), row.data(whole_cast)
    for on in (False, True):
        switch(whole_cast, PEOPLE_DATA, on=on)
    browsers = everybodys(whole_cast, sign_in)
    for who in COLUMNS:
        status = browsers[who].get(url, asked).status_code
        assert (who, status) == (who, row.columns[who])


@pytest.mark.parametrize("row", OTHERS, ids=ident)
def test_every_other_page_goes_on_and_leads_to_none_of_them(
    row: Row, whole_cast: WholeCast, sign_in: SignIn
) -> None:
    url, asked = url_of(row, whole_cast), row.data(whole_cast)
    switch(whole_cast, PEOPLE_DATA, on=False)
    browsers = everybodys(whole_cast, sign_in)
    for who in visitors(row):
        answer = browsers[who].get(url, asked)
        if row.address == "commitments:new" and "area" in asked:
            assert answer.status_code == 404  # to decide from the numbers of an area
            continue
        assert (who, answer.status_code) == (who, 200)
        if answer.streaming:
            assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
        elif "text/html" in answer.headers["Content-Type"]:
            led = {each for each in links(answer.text) if each.startswith(HOUSES)}
            assert (who, led) == (who, set())


@pytest.mark.parametrize("feature", FEATURES, ids=lambda each: each.key)
def test_each_feature_alone_leaves_every_place_of_the_menu_there(
    feature: Feature, cast: Cast, sign_in: SignIn
) -> None:
    switch(cast, feature, on=False)
    for who in ("kim", "sam", "mira", "farid", "helen", "pia"):
        client = client_of(who, cast, sign_in)
        text = client.get(reverse("me")).text
        menu = re.findall(r'<a href="([^"]+)"', text.split("</nav>")[0])
        assert [client.get(place).status_code for place in menu] == [200] * len(menu)
        has_people_data = feature is not PEOPLE_DATA and who in ("sam", "mira", "helen")
        assert (reverse("areas:find") in menu) is has_people_data


# A day of before, and closed areas


def past(area: Area) -> tuple[str, dict[str, str]]:
    return area.get_absolute_url(), {"as_of": "2026-11-01"}


def test_without_names_the_page_of_a_day_of_before_shows_numbers_only(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.sam)
    url, asked = past(cast.areas.operations)
    assert "Kim Bakker" in client.get(url, asked).text
    switch(cast, AREA_PEOPLE, on=False)
    for day in ({}, asked):
        text = client.get(url, day).text
        assert "Kim Bakker" not in text
        assert "Sam Lindqvist leads" in text


def test_without_names_a_closed_area_shows_numbers_only(cast: Cast, sign_in: SignIn) -> None:
    reorganising.merge_areas(
        source=cast.areas.night_shift, into=cast.areas.customer_service, on=TODAY,
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    client = sign_in(cast.sam)
    url = cast.areas.night_shift.get_absolute_url()
    assert "Kim Bakker" in client.get(url).text
    switch(cast, AREA_PEOPLE, on=False)
    assert "Kim Bakker" not in client.get(url).text


def test_without_names_nobody_is_found_by_name(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    found = client.get(reverse("people:find"), {"q": "bakker"})
    assert found.headers["Location"] == cast.kim.get_absolute_url()
    switch(cast, AREA_PEOPLE, on=False)
    assert "Kim Bakker" not in client.get(reverse("people:find"), {"q": "bakker"}).text
    assert client.get(cast.kim.get_absolute_url()).status_code == 404
    assert client.get(cast.sam.get_absolute_url()).status_code == 200  # one's own card stays


# Those who set the company up


def test_the_tree_of_the_company_is_kept_up_without_people_data(
    cast: Cast, sign_in: SignIn
) -> None:
    switch(cast, PEOPLE_DATA, on=False)
    farid = sign_in(cast.farid)
    area = cast.areas.night_shift
    renamed = reverse("company:change_area", args=[area.pk, "rename"])
    farid.post(renamed, {"name": "Late shift", "on": TODAY.isoformat()})
    area.refresh_from_db()
    assert area.name == "Late shift"
    text = farid.get(reverse("company:area", args=[area.pk])).text
    assert "Late shift" in text
    assert area.get_absolute_url() not in text


def test_who_stands_in_gets_no_more_than_the_others(cast: Cast, sign_in: SignIn) -> None:
    switch(cast, PEOPLE_DATA, on=False)
    standing_in.appoint_acting(
        area=cast.areas.operations, duty=Duty.LEADS, person=cast.kim, last_day=TODAY,
        reason="Leave", by=cast.farid, at=TUESDAY,
    )  # fmt: skip
    client = sign_in(cast.kim)
    pages = [cast.areas.operations.get_absolute_url(), cast.sam.get_absolute_url()]
    assert [client.get(page).status_code for page in pages] == [404, 404]
