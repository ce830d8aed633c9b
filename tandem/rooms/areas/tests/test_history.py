"""The page of an area next to its siblings, over all its years, and where a move sits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import CHRO
from tandem.organisation import actions
from tandem.organisation.models import Area
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.areas.tests.test_pages import HEADER, Brings, brings, leader_of, month_end

__all__ = ["brings"]  # the fixture
MONTHS = 24
METHODS = Path(__file__).parents[4] / "docs" / "methods"
TEAMS = ("Bakery", "Dairy", "Depot", "Fleet", "Packing")
Left = Callable[[str, int], int]


def company(left: Left, teams: tuple[str, ...] = TEAMS, people: int = 40) -> str:
    """Teams below Varnholm / Supply, and a small one; `left(team, back)` quit months ago."""
    rows = []
    for team in (*teams, "Lab"):
        size = people if team != "Lab" else 4
        rows += [
            f"{team}{n},Ann{n},Maas,Varnholm / Supply / {team},,Baker,2019-03-01,,"
            for n in range(size)
        ]
        for back in range(1, MONTHS + 1):
            rows += [
                f"{team}L{back}-{n},Bo{back},Gone,Varnholm / Supply / {team},,Baker,"
                f"2019-03-01,{month_end(back)},quit"
                for n in range(left(team, back))
            ]
    return "\n".join([HEADER, *rows]) + "\n"


def usual(team: str, back: int) -> int:
    return 0 if team == "Lab" else 1


def rise_in_bakery(team: str, back: int) -> int:
    return 9 if (team, back) == ("Bakery", 1) else usual(team, back)


def page(area: Area, sign_in: SignIn) -> str:
    return sign_in(leader_of(area)).get(area.get_absolute_url()).text


@pytest.mark.slow
def test_nothing_unusual_is_said_to_be_noise(brings: Brings, sign_in: SignIn) -> None:
    text = page(brings(company(usual)), sign_in)
    assert "Next to its siblings: nothing unusual" in text
    assert "Each dot is one of 5 areas of this level." in text
    assert "All lie inside what chance and the usual differences between areas would give." in text
    assert "1 more has too few people to be compared." in text


@pytest.mark.slow
def test_an_area_far_off_differs(brings: Brings, sign_in: SignIn) -> None:
    def far_off(team: str, back: int) -> int:
        return 4 if team == "Bakery" and back <= 12 else usual(team, back)

    text = page(brings(company(far_off)), sign_in)
    assert "Next to its siblings: more than areas usually differ" in text
    assert "A difference" in text
    assert "It takes no account of who works here" in text


@pytest.mark.slow
def test_a_flag_is_shown_where_nobody_left_the_others(brings: Brings, sign_in: SignIn) -> None:
    """Of them there is no rate to draw a picture around."""

    def alone(team: str, back: int) -> int:
        return 4 if team == "Bakery" and back <= 12 else 0

    text = page(brings(company(alone)), sign_in)
    assert "Next to its siblings: more than areas usually differ" in text
    assert "nearest in size nobody chose to leave, so there is no picture of them." in text
    assert "Flagged: 48 people chose to leave" in text
    assert "This area next to its siblings" not in text


@pytest.mark.slow
def test_only_areas_the_reader_may_see_have_a_name(brings: Brings, sign_in: SignIn) -> None:
    area = brings(company(usual))
    text = page(area, sign_in)
    for other in ("Dairy", "Depot", "Fleet", "Packing", "Lab"):
        assert other not in text
    assert "4 areas that you do not see stand in the picture only." in text
    chief = actions.add_person(
        first_name="Helga", last_name="Chief", email="helga@varnholm.example",
        area=Area.objects.get(name="Varnholm"), by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    actions.grant_role(person=chief, role=CHRO, by=OPERATOR, at=TUESDAY)
    actions.open_account(person=chief, email=chief.email, by=OPERATOR, at=TUESDAY)
    chief.refresh_from_db()
    seen = sign_in(chief).get(area.get_absolute_url()).text
    dairy = Area.objects.get(name="Dairy")
    assert f'<a href="{dairy.get_absolute_url()}">Dairy</a>' in seen
    assert "stand in the picture only" not in seen
    rates = re.findall(
        r'<td class="num">(\d+)</td><td class="num">(\d+)</td><td class="num">[\d.]+%', seen
    )
    sizes = [int(people) for people, _left in rates[1:]]
    assert sizes == sorted(sizes)  # by size, never by rate


@pytest.mark.slow
def test_with_few_siblings_there_is_no_picture_of_them(brings: Brings, sign_in: SignIn) -> None:
    text = page(brings(company(usual, teams=TEAMS[:4])), sign_in)
    assert "Next to its siblings" not in text
    assert "<h1>Bakery: nothing unusual.</h1>" in text


@pytest.mark.slow
def test_a_move_that_sits_in_one_team_is_said_to(brings: Brings, sign_in: SignIn) -> None:
    bakery = brings(company(rise_in_bakery))
    text = page(Area.objects.get(name="Supply"), sign_in)
    assert "<h1>Supply: a real move, and it sits in one team.</h1>" in text
    assert f'Most of it sits in <a href="{bakery.get_absolute_url()}">Bakery</a>.' in text


@pytest.mark.slow
def test_a_move_in_every_team_sits_in_none(brings: Brings, sign_in: SignIn) -> None:
    brings(company(lambda team, back: 4 if back == 1 else usual(team, back)))
    text = page(Area.objects.get(name="Supply"), sign_in)
    assert "<h1>Supply: a real move.</h1>" in text
    assert "Most of it sits in" not in text


@pytest.mark.slow
def test_head_and_picture_compare_the_same_two_days_and_name_them(
    brings: Brings, sign_in: SignIn
) -> None:
    text = page(brings(company(usual)), sign_in)
    assert "here today, 24 November 2026" in text
    said = r"people at the end of October 2026, \d+ fewer than at the end of November 2024"
    [heading] = re.findall(rf"(\d+ people) {said.removeprefix('people ')}", text)
    [at_the_end] = re.findall(r"<b>(\d+ people)</b></p><p class=\"meta\">at the end of Oct", text)
    assert heading == at_the_end


@pytest.mark.slow
def test_the_whole_history_adds_up_in_every_row(brings: Brings, sign_in: SignIn) -> None:
    area = brings(company(usual))
    client = sign_in(leader_of(area))
    assert reverse("areas:years", args=[area.pk]) in client.get(area.get_absolute_url()).text
    text = client.get(reverse("areas:years", args=[area.pk])).text
    found = re.findall(r'<th scope="row">([^<]+)</th>((?:<td class="num">[\d,–]+</td>){6})', text)
    assert found[0][0] == "2026, to October"
    assert found[-1][0] == "2025"  # nobody is known to have left before November 2024
    for _name, cells in found:
        opening, joined, moved_in, left, moved_out, closing = re.findall(r">([\d,–]+)<", cells)
        assert (moved_in, moved_out) == ("–", "–")  # a row per person tells of no moves
        assert number(closing) == number(opening) + number(joined) - number(left)
    assert len(text.encode()) < 60 * 1024


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_years_say_how_they_are_counted_in_the_words_of_the_methods(
    brings: Brings, sign_in: SignIn
) -> None:
    area = brings(company(usual, teams=("Bakery",), people=12))
    text = sign_in(leader_of(area)).get(reverse("areas:years", args=[area.pk])).text
    said = text.partition("How this is counted")[2].partition("</details>")[0]
    written = " ".join(each.read_text(encoding="utf-8") for each in METHODS.glob("*.md"))
    sentences = re.findall(r"<dd>([^<]+)</dd>", said)
    assert len(sentences) == 3
    for sentence in " ".join(sentences).split(". "):
        assert sentence.rstrip(".") in written


def test_without_a_file_there_is_no_year(cast: Cast, sign_in: SignIn) -> None:
    url = reverse("areas:years", args=[cast.areas.operations.pk])
    assert "No year of this area is known yet" in sign_in(cast.sam).get(url).text


@pytest.mark.slow
def test_a_full_page_is_small_and_asks_little(brings: Brings, sign_in: SignIn) -> None:
    area = brings(company(usual))
    client = sign_in(leader_of(area))
    client.get(area.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(area.get_absolute_url())
    asked = [each for each in queries.captured_queries if each["sql"].startswith("SELECT")]
    assert len(asked) <= 16
    assert len(answer.content) < 60 * 1024
    assert answer.text.count("<svg") >= 8  # four pictures, each for a desk and for a phone


@pytest.mark.slow
def test_a_number_can_be_asked_for_with_the_why_filled_in(
    brings: Brings, cast: Cast, sign_in: SignIn
) -> None:
    area = brings(company(rise_in_bakery))
    leader = leader_of(area)
    actions.set_hr_partner(area=area, person=cast.mira, by=OPERATOR, at=TUESDAY)
    text = sign_in(leader).get(area.get_absolute_url()).text
    assert "Ask Mira for a number" in text
    assert f"with={cast.mira.pk}" in text
