"""A department that was split and is run as one: said on the check, it is one with all its past."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Area, Import, Spell
from tandem.partnership.testing import Cast
from tandem.rooms.company import joined
from tandem.rooms.company.tests.checks import check

HEADING = "Employee ID,First name,Last name,Department,Hire date,Leave date,Leave reason\n"
ROWS = [
    "1,An,Reed,Plant / Logistics,2019-01-01,2025-12-31,Resigned",
    "2,Bo,Holm,Plant / Store,2019-01-01,,",
    "3,Cy,Ash,Plant / Haulage,2019-01-01,,",
    "4,Di,Lund,Plant / Quality,2019-01-01,,",
]
TITLE = "Areas that are one"
DAY = {"as_of": "2026-11-24"}


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def said(client: Client, these: list[str], one: str, name: str = "answer") -> str:
    url = reverse(f"company:{name}", args=[Import.objects.waiting().get().pk])
    return str(client.post(url, {**DAY, "join": these, "join-to": one}, follow=True).text)


def in_areas() -> dict[str, int]:
    return {
        area.name: n
        for area in Area.objects.filter(parent__name="Plant")
        if (n := Spell.objects.filter(area=area).count())
    }


def test_chosen_areas_are_the_one_that_is_named(farid: Client) -> None:
    assert TITLE in check(farid, HEADING + "\n".join(ROWS))
    text = unescape(said(farid, ["Plant / Store", "Plant / Haulage"], "Plant / Logistics"))
    assert "Plant / Store → Plant / Logistics" in " ".join(text.split()) or (
        "<code>Plant / Store</code> → Plant / Logistics" in text
    )
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]), DAY)
    assert in_areas() == {"Logistics": 3, "Quality": 1}
    assert not Area.objects.filter(name__in=["Store", "Haulage"]).exists()


def test_it_is_spelled_as_it_was_said(farid: Client) -> None:
    rows = ["5,Ed,Moor,Plant / LOGISTICS,2019-01-01,,", *ROWS]
    text = unescape(check(farid, HEADING + "\n".join(rows)))
    assert 'value="Plant / Logistics"' in text
    assert 'value="Plant / LOGISTICS"' not in text
    said(farid, ["Plant / Store"], "Plant / Logistics")
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]), DAY)
    assert in_areas() == {"Logistics": 3, "Haulage": 1, "Quality": 1}


def test_it_is_written_as_in_most_rows(farid: Client) -> None:
    rows = ["5,Ed,Moor,Plant / quality,2019-01-01,,", "6,Fa,Nord,Plant / Quality,2019-01-01,,"]
    text = unescape(check(farid, HEADING + "\n".join([*rows, *ROWS])))
    assert 'value="Plant / Quality"' in text
    assert 'value="Plant / quality"' not in text


def test_what_is_chosen_beside_applying_is_used_first(farid: Client) -> None:
    check(farid, HEADING + "\n".join(ROWS))
    said(farid, ["Plant / Store"], "Plant / Logistics", name="apply")
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]), DAY)
    assert in_areas() == {"Logistics": 2, "Haulage": 1, "Quality": 1}


@pytest.mark.parametrize(
    ("these", "one"),
    [
        ([], "Plant / Logistics"),
        (["Plant / Logistics"], "Plant / Logistics"),
        (["Plant / Store"], "Elsewhere"),
        (["Elsewhere"], "Plant / Logistics"),
    ],
)
def test_what_names_nothing_changes_nothing(farid: Client, these: list[str], one: str) -> None:
    check(farid, HEADING + "\n".join(ROWS))
    said(farid, these, one, name="apply")
    assert in_areas() == {"Logistics": 1, "Store": 1, "Haulage": 1, "Quality": 1}


EMPTIED = HEADING + "\n".join(
    [
        *(f"1{n},An,Reed,Plant / Logistics,2019-01-01,2025-0{n}-28,Resigned" for n in range(1, 7)),
        *(f"2{n},Bo,Holm,Plant / Store,2019-01-01,," for n in range(5)),
        "31,Cy,Ash,Plant / Store,2019-01-01,2026-09-30,Resigned",
        "32,Di,Lund,Above,2019-01-01,,",
    ]
)


def test_an_area_that_nearly_everybody_left_is_said_with_the_way_to_join_it(farid: Client) -> None:
    text = unescape(check(farid, EMPTIED))
    assert "“Logistics”: 6 of its 6 people have left, none since 29 June 2025. If it is" in text
    assert 'id="ask-' not in text  # no question waits for it
    [way] = re.findall(r'href="([?]join=[^"]*)#joined"', text)
    url = reverse("company:import", args=[Import.objects.waiting().get().pk])
    opened = unescape(farid.get(url + way).text)
    ticked = re.findall(r'name="join" value="([^"]*)" checked', opened)
    assert ticked == re.findall(r'<option value="([^"]*)" selected>', opened)
    assert ticked == ["Plant / Logistics"]
    beside = re.findall(r'name="join" value="([^"]*)"', opened)
    assert beside == ["Plant / Logistics", "Plant / Store", "Above"]
    assert '<details class="card joins" id="joined" open>' in opened
    assert '<details class="card joins" id="joined">' in text


def test_one_of_its_name_elsewhere_stands_next_to_it() -> None:
    areas = ["Care / Desk", "Care / Phones", "Field / Crew", "Field / Desk", "Staff"]
    begun = joined.begun_with(QueryDict("join=Field / Desk"), areas)
    assert begun["joinable"] == [
        "Field / Desk",
        "Care / Desk",
        "Field / Crew",
        "Care / Phones",
        "Staff",
    ]
    # It is where the other was moved to, most likely.
    assert (begun["join"], begun["join_to"]) == ({"Field / Desk", "Care / Desk"}, "Care / Desk")
    assert joined.begun_with(QueryDict(), areas) == {"join": {""}, "join_to": "", "joinable": areas}


def test_the_fold_comes_by_itself_so_that_answers_beside_it_stay(farid: Client) -> None:
    check(farid, EMPTIED)
    url = reverse("company:import", args=[Import.objects.waiting().get().pk])
    by_htmx = {"HX-Request": "true", "HX-Target": "joined"}
    came = farid.get(url, {"join": "Plant / Logistics"}, headers=by_htmx)
    assert "HX-Refresh" not in came
    assert 'id="joined" open' in came.text


def test_a_choice_of_very_many_is_none(farid: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined, "MOST", 3)
    assert TITLE not in check(farid, HEADING + "\n".join(ROWS))


def test_one_area_is_joined_with_none(farid: Client) -> None:
    assert TITLE not in check(farid, HEADING + "1,An,Reed,Plant,2019-01-01,,\n")


# By their codes, under a new name, and beside a question about one of them

OF_CODES = "Employee ID,Effective date,Action,Department,Department code\n" + "".join(
    f"{n},2024-01-01,Hire,{name},{code}\n{n + 50},2024-01-01,Hire,{name},{code}\n"
    for n, (name, code) in enumerate(
        [
            *(("Sales", "1.03.010"), ("Goods in", "1.04.010"), ("Picking", "1.04.020")),
            *(("Routes", "1.05.010"), ("Legal", "1.06.010")),
        ]
    )
)
FLEET = "".join(f"{n},2024-01-01,Hire,Fleet,1.04.050\n" for n in range(20, 26))
FLEET += "".join(f"{n},2026-04-01,Transfer,Fleet,1.05.030\n" for n in range(20, 26))


def now_in() -> dict[str, int]:
    return {
        name: n
        for name in ("Distribution", "Fleet (1.04.050)", "Fleet (1.05.030)", "Routes")
        if (n := Spell.objects.filter(area__name=name).count())
    }


def test_areas_stand_in_the_order_of_their_codes_with_them(farid: Client) -> None:
    text = unescape(check(farid, OF_CODES + FLEET))
    assert re.findall(r'name="join" value="([^"]*)"', text) == [
        *("Sales", "Goods in", "Picking", "Fleet (1.04.050)", "Routes", "Fleet (1.05.030)"),
        "Legal",
    ]
    assert '<span class="meta">1.04.020</span> Picking' in text
    assert '<span class="meta">1.04.050</span>' not in text  # its name says it


def answered(client: Client, these: list[str], asked: str) -> None:
    """The areas are one under a name that is typed, and a question is answered on one page."""
    text = unescape(check(client, OF_CODES + FLEET))
    [name] = set(re.findall(r'name="(choice-[0-9-]+)"', text))
    url = reverse("company:answer", args=[Import.objects.waiting().get().pk])
    posted = {"join": these, "join-to": "Sales", "join-name": " Distribution ", name: asked}
    client.post(url, posted | DAY, follow=True)
    client.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]), DAY)


CENTRE = ["Goods in", "Picking", "Fleet (1.04.050)"]


def test_that_one_is_joined_and_two_with_another_both_holds(farid: Client) -> None:
    answered(farid, CENTRE, "empty")
    assert now_in() == {"Distribution": 10, "Fleet (1.05.030)": 6, "Routes": 2}


def test_where_it_is_one_with_another_both_are_joined(farid: Client) -> None:
    answered(farid, CENTRE, "offer-0")
    assert now_in() == {"Distribution": 16, "Routes": 2}
