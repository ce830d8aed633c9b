"""What the page of an area says it does not know, and what it tells of whole calendar years."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import role
from tandem.organisation import actions
from tandem.organisation.models import Area, Person
from tandem.partnership.testing import TUESDAY
from tandem.rooms.areas.tests.test_pages import Brings, brings, export, leader_of, page_of

__all__ = ["brings"]  # the fixture
pytestmark = pytest.mark.slow
UNKNOWN = "Moves between areas are not known before December 2026"
LACKING = "2 people of the files who may belong here were not taken, so the numbers lack them."
SEE = "See what was not taken"
BAD = "".join(
    f"{n},Bad,Maas,Varnholm / Bakery,,Baker,2020-01-01,2019-01-01,\n" for n in ("B1", "B2")
)


def roster(*, moved: bool) -> str:
    """Thirty in the Bakery; if told, five of them came from the Dairy in March 2025."""
    lines = export(30, lambda back: 1).splitlines()
    if not moved:
        return "\n".join(lines) + "\n"
    told = [f"{lines[0]},Transfer date,Previous department"]
    told += [
        f"{line},2025-03-01,Varnholm / Dairy" if re.match(r"[0-4],", line) else f"{line},,"
        for line in lines[1:]
    ]
    return "\n".join(told) + "\n"


def years_of(area: Area, sign_in: SignIn) -> str:
    url = reverse("areas:years", args=[area.pk])
    return str(sign_in(leader_of(area)).get(url).text)


def cells(text: str, year: str) -> list[str]:
    """The row of a year in the table of movements."""
    [row] = re.findall(rf'<th scope="row">{year}</th>((?:<td class="num">[^<]*</td>)+)</tr>', text)
    return re.findall(">([^<]*)</td>", row)


def test_a_row_per_person_says_that_moves_are_not_known(brings: Brings, sign_in: SignIn) -> None:
    area = brings(roster(moved=False))
    assert UNKNOWN in page_of(area, sign_in)


def test_its_years_have_a_dash_for_moves_and_never_a_nought(
    brings: Brings, sign_in: SignIn
) -> None:
    text = years_of(brings(roster(moved=False)), sign_in)
    assert UNKNOWN in text
    _start, _joined, moved_in, _left, moved_out, _end = cells(text, "2025")
    assert (moved_in, moved_out) == ("–", "–")


def test_moves_that_the_file_tells_are_counted(brings: Brings, sign_in: SignIn) -> None:
    area = brings(roster(moved=True))
    text = years_of(area, sign_in)
    assert UNKNOWN not in text
    assert cells(text, "2025")[2] == "5"
    dairy = Area.objects.get(name="Dairy")
    assert cells(str(sign_in(dairy_leader(dairy)).get(years_url(dairy)).text), "2025")[4] == "5"


def years_url(area: Area) -> str:
    return reverse("areas:years", args=[area.pk])


def dairy_leader(area: Area) -> Person:
    leader = actions.add_person(
        first_name="Ida", last_name="Holm", email="ida@varnholm.example", area=area,
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    actions.open_account(person=leader, email=leader.email, by=OPERATOR, at=TUESDAY)
    actions.set_leader(area=area, person=leader, by=OPERATOR, at=TUESDAY)
    leader.refresh_from_db()
    return leader


def test_a_whole_calendar_year_has_its_average_and_its_rates(
    brings: Brings, sign_in: SignIn
) -> None:
    text = page_of(brings(export(30, lambda back: 1)), sign_in)
    [row] = re.findall(r'<tr><th scope="row">2025</th>(.*?)</tr>', text)
    average = sum(30 + 22 - n for n in range(1, 13)) / 12  # one left before each close
    assert f'<td class="num">{average:.1f}</td>' in row
    assert f"{12 / average:.1%}" in row
    assert "12 people, " in row
    assert "All years" in text


def test_under_ten_people_on_average_the_year_has_a_dash(brings: Brings, sign_in: SignIn) -> None:
    text = page_of(brings(export(4, lambda back: 0)), sign_in)
    [row] = re.findall(r'<tr><th scope="row">2025</th>(.*?)</tr>', text)
    assert row.count("–") == 2
    assert "%" not in row


def test_the_running_year_has_no_rate_yet(brings: Brings, sign_in: SignIn) -> None:
    text = page_of(brings(export(30, lambda back: 1)), sign_in)
    assert '<tr><th scope="row">2026</th>' not in text


def test_people_who_were_not_taken_are_told_of(brings: Brings, sign_in: SignIn) -> None:
    area = brings(export(30, lambda back: 1) + BAD)
    text = page_of(area, sign_in)
    assert LACKING in text
    assert SEE not in text


def test_the_years_say_it_too(brings: Brings, sign_in: SignIn) -> None:
    assert LACKING in years_of(brings(export(30, lambda back: 1) + BAD), sign_in)


def test_who_brings_people_in_is_led_to_the_rows(brings: Brings, sign_in: SignIn) -> None:
    area = brings(export(30, lambda back: 1) + BAD)
    leader = leader_of(area)
    actions.grant_role(person=leader, role=role("hr_administrator"), by=OPERATOR, at=TUESDAY)
    text = sign_in(leader).get(area.get_absolute_url()).text
    assert SEE in text


def test_an_area_that_lacks_nobody_says_nothing(brings: Brings, sign_in: SignIn) -> None:
    area = brings(export(30, lambda back: 1))
    text = page_of(area, sign_in)
    assert "not taken" not in text
