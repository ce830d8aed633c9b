"""Whoever brought a file in compares what it comes to, for a week, and sees no people by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import role
from tandem.bridge import coming_to, importing
from tandem.bridge.editions import ready
from tandem.bridge.models import AreaFigures
from tandem.bridge.recounting import count_anew
from tandem.organisation import actions
from tandem.organisation.models import Area, Import, Person, RoleGrant
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company.tests.test_imports import upload

pytestmark = pytest.mark.slow
TITLE = "What it comes to"
HEADINGS = "Employee ID,First name,Last name,Department,Hire date,Leave date,Leave reason\n"


@pytest.fixture
def farid(tmp_path: Path, settings: Settings, cast: Cast, sign_in: SignIn) -> Iterator[Client]:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    for folder in ("charts", "uploads"):
        (tmp_path / folder).mkdir()
    yield sign_in(cast.farid)


def row(number: int, area: str, gone: str = "", why: str = "") -> str:
    return f"{number},A{number},B{number},{area},2020-01-01,{gone},{why}\n"


def people() -> str:
    """Of twenty in the bakery three quit and one retired, and ten more left the year before."""
    stayed = [row(n, "Plant / Bakery") for n in range(1, 17)]
    quit_ = [row(n, "Plant / Bakery", f"2026-0{n - 14}-10", "Resigned") for n in range(17, 20)]
    rest = [row(20, "Plant / Bakery", "2026-07-31", "Retired")]
    rest += [row(24 + n, "Plant / Bakery", f"2025-{n:02}-10", "Resigned") for n in range(1, 11)]
    yard = [row(n, "Plant / Yard") for n in range(21, 24)]
    return "".join(
        [*stayed, *quit_, *rest, *yard, row(24, "Plant / Yard", "2026-06-30", "Resigned")]
    )


def brought_in(client: Client, rows: str) -> str:
    file = SimpleUploadedFile("people.csv", (HEADINGS + rows).encode())
    page = client.post(reverse("company:new_import"), {"file": file}).headers["Location"]
    waiting = Import.objects.waiting().get()
    importing.apply(import_=waiting, by=OPERATOR, at=TUESDAY, expect_many=True)
    count_anew.call(TUESDAY.isoformat())
    return page


def table(text: str) -> dict[str, list[str]]:
    """By area, below what holds it: people, left, by own choice, the rate."""
    above: list[str] = []
    found = {}
    for depth, name, _url, cells in lines(text):
        above = [*above[: int(depth)], name]
        found[" / ".join(above)] = re.findall(r"<td[^>]*>(.*?)</td>", cells)
    return found


def lines(text: str) -> list[tuple[str, str, str, str]]:
    """Of each line: how far in it stands, its name, where that leads, its cells."""
    _before, _title, after = text.partition(f">{TITLE}</h2>")
    row = (
        r'<tr><th scope="row" data-depth="(\d)">(?:<a href="(.*?)">)?(.*?)(?:</a>)?</th>(.*?)</tr>'
    )
    found = re.findall(row, after.partition("</table>")[0])
    return [(depth, unescape(name), unescape(url), cells) for depth, url, name, cells in found]


def test_people_leavers_and_the_rate_of_each_area(farid: Client) -> None:
    """Three of 18 people on average, by the twelve month ends from November to October."""
    text = farid.get(brought_in(farid, people())).text
    found = table(text)
    assert found["Plant / Bakery"][:3] == ["16", "4", "3"]
    assert found["Plant / Bakery"][3] == "16.7%"
    assert found["Plant / Yard"] == ["3", "–", "–", "–"]  # so few that it would point at somebody
    assert [*found] == sorted(found)
    assert [each for each in found if each.startswith("Plant")] == [
        "Plant", "Plant / Bakery", "Plant / Yard",
    ]  # fmt: skip
    assert "People at the end of October 2026" in text
    assert "until 1 December" in text


def test_who_had_their_last_day_at_the_end_of_the_month_stands_beside_it(farid: Client) -> None:
    """Who counts them among its people finds them missing otherwise."""
    last = [
        row(40, "Plant / Bakery", "2026-10-31", "Resigned"),
        row(41, "Plant / Yard", "2026-10-31"),
    ]
    text = farid.get(brought_in(farid, "".join([people(), *last]))).text
    found = {name: cells for _depth, name, _url, cells in lines(text)}
    assert '<span class="meta">(+2)</span>' in found["Plant"]
    assert '16 <span class="meta">(+1)</span>' in found["Bakery"]
    assert "(+" not in found["Yard"]  # so few that it would point at somebody
    assert (
        "16 people at the end of October 2026 (and 1 on their last day)"
        in farid.get(Area.objects.get(name="Bakery").get_absolute_url()).text
    )


def test_who_left_for_a_reason_nobody_knows_stands_beside_own_choice(farid: Client) -> None:
    """Without it, whoever sends the number on does not see that it may be too low."""
    asked = [row(90, "Plant / Bakery", "2026-06-10"), row(91, "Plant / Bakery", "2026-05-10", "X9")]
    text = farid.get(brought_in(farid, people() + "".join(asked))).text
    cells = table(text)["Plant / Bakery"]
    assert cells[2] == '3 <span class="meta">(+2?)</span>'
    assert "(+1?): of one more who left, no reason is known" in text
    assert "(+1): one more had their last day then" not in text


def test_of_counts_too(farid: Client) -> None:
    leavers = (
        "Area,Month,Reason\nMill,2025-10,Quit\nMill,2026-08,\n" + "Mill,2026-09,Resignation\n" * 3
    )
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)][9:22]
    heads = f"Area,{','.join(months)}\nMill{',40' * len(months)}\n"
    sent = {
        "file": SimpleUploadedFile("left.csv", leavers.encode()),
        "headcounts": SimpleUploadedFile("heads.csv", heads.encode()),
        "shape": "counts",
    }
    page = farid.post(reverse("company:new_import"), sent).headers["Location"]
    waiting = Import.objects.waiting().get()
    importing.apply(import_=waiting, by=OPERATOR, at=TUESDAY, expect_many=True)
    count_anew.call(TUESDAY.isoformat())
    assert table(farid.get(page).text)["Mill"][2] == '3 <span class="meta">(+1?)</span>'


def test_a_name_leads_to_the_page_of_the_area_with_its_numbers_alone(
    farid: Client, cast: Cast
) -> None:
    [url] = [url for _, name, url, _ in lines(farid.get(brought_in(farid, people())).text)
             if name == "Bakery"]  # fmt: skip
    text = farid.get(url).text
    assert "Left by own choice" in text
    assert "until 1 December" in text
    for closed in (
        "People, A to Z",
        "portfolios owned together",
        "What could be decided",
        "Look back",
    ):
        assert closed not in text
    # Nor on a day, where its people would stand.
    assert "A16 B16" not in farid.get(url, {"as_of": "2026-03-01"}).text
    for room in ("years/", "pictures/months/"):
        assert farid.get(url + room).status_code == 200


def test_where_areas_are_set_up_the_numbers_are_a_link_away(farid: Client) -> None:
    brought_in(farid, people())
    bakery = Area.objects.get(name="Bakery")
    text = farid.get(reverse("company:area", args=[bakery.pk])).text
    assert f'<a href="{bakery.get_absolute_url()}">Its numbers</a>' in text


def test_from_there_one_says_that_one_is_its_hr_partner(farid: Client) -> None:
    page = brought_in(farid, people())
    bakery = Area.objects.get(name="Bakery")
    url = f"{reverse('company:mine')}?area={bakery.pk}"
    assert f'href="{url}"' in farid.get(bakery.get_absolute_url()).text
    asked = farid.get(url).text
    assert re.findall(r'type="checkbox"[^>]*checked[^>]*><span>([^<]+)', asked) == [
        "Plant / Bakery"
    ]
    assert farid.post(url, {"areas": [bakery.pk], "why": ""}).status_code == 422
    said = farid.post(url, {"areas": [bakery.pk], "why": "I see to it"})
    assert said.headers["Location"] == bakery.get_absolute_url()
    text = farid.get(bakery.get_absolute_url()).text
    assert "People, A to Z" in text
    assert "until 1 December" not in text
    assert "until 1 December" in farid.get(page).text


def test_of_an_area_that_has_another_hr_partner_one_is_offered_the_others(
    farid: Client, cast: Cast
) -> None:
    brought_in(farid, people())
    bakery = Area.objects.get(name="Bakery")
    actions.set_hr_partner(area=bakery, person=cast.mira, by=OPERATOR, at=TUESDAY)
    text = farid.get(reverse("company:mine"), {"area": str(bakery.pk)}).text
    assert "Plant / Bakery" not in text
    assert "Plant / Yard" in text


def test_what_is_no_area_is_as_if_none_was_named(farid: Client, cast: Cast) -> None:
    page = farid.get(reverse("company:mine"), {"area": "nonsense"})
    assert page.status_code == 200
    assert "Varnholm Foods / Supply" in page.text


def test_where_another_brought_a_file_in_too_nothing_is_seen(
    farid: Client, cast: Cast, sign_in: SignIn
) -> None:
    """What the other file told is not in the hands of whoever brought this one."""
    brought_in(another(cast, sign_in), people())
    page = brought_in(sign_in(cast.farid), row(30, "Plant / Bakery"))
    farid = sign_in(cast.farid)
    assert TITLE not in farid.get(page).text
    assert farid.get(Area.objects.get(name="Bakery").get_absolute_url()).status_code == 404


@pytest.mark.parametrize("room", ["", "years/", "pictures/months/"])
def test_for_another_and_after_a_week_the_page_is_closed(
    farid: Client, cast: Cast, sign_in: SignIn, it_is: ItIs, room: str
) -> None:
    brought_in(farid, people())
    url = Area.objects.get(name="Bakery").get_absolute_url() + room
    assert another(cast, sign_in).get(url).status_code == 404
    assert sign_in(cast.farid).get(url).status_code == 200
    with it_is(TUESDAY + coming_to.SEEN_FOR):
        assert sign_in(cast.farid).get(url).status_code == 404


def test_who_may_bring_in_no_more_files_sees_nothing(
    farid: Client, cast: Cast, sign_in: SignIn
) -> None:
    brought_in(farid, people())
    another(cast, sign_in)  # the role is never without somebody
    for grant in RoleGrant.objects.filter(person=cast.farid):
        actions.take_role_back(grant=grant, by=OPERATOR, at=TUESDAY)
    url = Area.objects.get(name="Bakery").get_absolute_url()
    assert sign_in(Person.objects.get(pk=cast.farid.pk)).get(url).status_code == 404


def another(cast: Cast, sign_in: SignIn) -> Client:
    actions.grant_role(
        person=cast.vera, role=role("hr_administrator"), why="Two of us", by=cast.farid, at=TUESDAY
    )
    return sign_in(Person.objects.get(pk=cast.vera.pk))


def test_another_administrator_is_not_shown_it(farid: Client, cast: Cast, sign_in: SignIn) -> None:
    page = brought_in(farid, people())
    text = another(cast, sign_in).get(page).text
    assert "34 rows are in." in text
    assert TITLE not in text


def test_it_ends_after_a_week(farid: Client, cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    page = brought_in(farid, people())
    with it_is(TUESDAY + coming_to.SEEN_FOR - timedelta(minutes=1)):
        assert TITLE in sign_in(cast.farid).get(page).text
    with it_is(TUESDAY + coming_to.SEEN_FOR):
        text = sign_in(cast.farid).get(page).text
    assert "34 rows are in." in text
    assert TITLE not in text


def test_it_ends_with_the_next_file(farid: Client) -> None:
    page = brought_in(farid, people())
    later = brought_in(farid, row(30, "Plant / Bakery"))
    assert TITLE not in farid.get(page).text
    assert table(farid.get(later).text)["Plant / Bakery"][0] == "17"


def test_of_many_areas_those_far_below_are_left_out_and_said(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming_to, "MOST", 2)
    text = farid.get(brought_in(farid, people())).text
    assert len(table(text)) == 2
    assert "Plant" in table(text)
    more = AreaFigures.objects.count() - 2
    assert more > 1
    assert f"{more} more areas are not shown here." in text


def test_many_areas_take_seven_questions(
    farid: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    brought_in(farid, "".join(row(n, f"Plant / Part {n} / Team {n}") for n in range(1, 20)))
    found, brought, today = ready(), Import.objects.get(), TUESDAY.date()
    with django_assert_num_queries(7):
        told = coming_to.comes_to(brought, cast.farid, found, at=TUESDAY, today=today)
    assert told is not None
    assert len(told.lines) > 19


def test_what_only_waits_has_none(farid: Client) -> None:
    page = upload(farid, "1,Bo,Maas,Plant,,,01.03.2019,")
    assert TITLE not in farid.get(page).text
    assert Import.objects.get().applied_at is None
