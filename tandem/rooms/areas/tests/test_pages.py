"""What an area's page says, on people brought in from a file."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.bridge import importing, pictures
from tandem.bridge.numbers import figures_of
from tandem.organisation import actions, intake
from tandem.organisation.models import Area, Person
from tandem.partnership.testing import TUESDAY, Cast

HEADER = (
    "Employee ID,First name,Last name,Department,Manager ID,Title,Hire date,Leave date,Leave reason"
)
TODAY = TUESDAY.date()
MONTHS = 24


def month_end(back: int) -> date:
    """The 20th of the month that many months before November 2026."""
    year, month = divmod(2026 * 12 + 10 - back, 12)
    return date(year, month + 1, 20)


def export(people: int, left: Callable[[int], int]) -> str:
    """So many people here today, and `left(back)` who quit that many months ago."""
    rows = [f"{n},Ann{n},Maas,Varnholm / Bakery,,Baker,2020-01-01,," for n in range(people)]
    for back in range(1, MONTHS + 1):
        rows += [
            f"L{back}-{n},Bo{back},Gone,Varnholm / Bakery,,Baker,2020-01-01,{month_end(back)},quit"
            for n in range(left(back))
        ]
    return "\n".join([HEADER, *rows]) + "\n"


Brings = Callable[[str], Area]


@pytest.fixture
def brings(db: None, tmp_path: Path) -> Brings:
    def bring(text: str) -> Area:
        file = tmp_path / "people.csv"
        file.write_text(text, encoding="utf-8")
        import_id = uuid.uuid4()
        report = intake.check(
            [intake.Incoming("people.csv", file)],
            folder=intake.folder_of(importing.uploads(), import_id),
            today=TODAY,
        )
        import_ = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=TUESDAY)
        importing.bring_in(import_=import_, by=OPERATOR, at=TUESDAY, expect_many=True)
        return Area.objects.get(name="Bakery")

    return bring


def leader_of(area: Area) -> Person:
    leader = actions.add_person(
        first_name="Greta", last_name="Moss", email="greta@varnholm.example",
        area=area, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    actions.open_account(person=leader, email=leader.email, by=OPERATOR, at=TUESDAY)
    actions.set_leader(area=area, person=leader, by=OPERATOR, at=TUESDAY)
    leader.refresh_from_db()
    return leader


def page_of(area: Area, sign_in: SignIn) -> str:
    return str(sign_in(leader_of(area)).get(area.get_absolute_url()).text)


@pytest.mark.slow
def test_a_month_outside_its_usual_range_is_a_real_move(brings: Brings, sign_in: SignIn) -> None:
    text = page_of(brings(export(60, lambda back: 8 if back == 1 else 1)), sign_in)
    assert "<h1>Bakery: a real move.</h1>" in text
    assert "Eight people chose to leave in October; up to two is usual." in text
    assert "October is outside the usual range" in text
    assert text.count('data-state="real_move"') + text.count("A real move") >= 1


@pytest.mark.slow
def test_a_month_inside_its_usual_range_is_noise(brings: Brings, sign_in: SignIn) -> None:
    text = page_of(brings(export(60, lambda back: 1 + back % 2)), sign_in)
    assert "<h1>Bakery: nothing unusual.</h1>" in text
    assert "Two people chose to leave in October; up to" in text


@pytest.mark.slow
def test_of_nine_people_nothing_is_said(brings: Brings, sign_in: SignIn) -> None:
    area = brings(export(8, lambda back: 1 if back == 1 else 0))  # with their leader nine today
    text = page_of(area, sign_in)
    assert "<h1>Bakery: too few people to say.</h1>" in text
    assert "Under 10 people a rate would be about persons" in text
    assert "chose to leave" not in text


@pytest.mark.slow
def test_a_rate_carries_its_range_window_and_denominator(brings: Brings, sign_in: SignIn) -> None:
    text = page_of(brings(export(60, lambda back: 1)), sign_in)
    assert "12 of 65.5 people on average, Nov 2025 to Oct 2026. Somewhere between" in text
    assert "likely range" in text
    assert "No rate under 10 people on average." in text
    assert "mean of the headcounts at the close of each month" in text


@pytest.mark.slow
def test_a_file_of_leavers_alone_gives_months_and_no_rate(brings: Brings, sign_in: SignIn) -> None:
    lines = export(1, lambda back: 3).splitlines()
    area = brings("\n".join(line for line in lines if ",Ann" not in line) + "\n")
    text = page_of(area, sign_in)
    assert "This file holds only people who left: no rate." in text
    assert '<td class="num">3</td>' in text


@pytest.mark.slow
def test_who_is_here_today_and_who_was_at_the_end_of_the_month_stand_side_by_side(
    brings: Brings, sign_in: SignIn
) -> None:
    """The figures of the page are those of the month: both weigh the same, each with its day."""
    text = page_of(brings(export(60, lambda back: 1)), sign_in)
    told = re.findall(r'<p><b>(\d+) people</b></p><p class="meta">(.*?)</p>', text)
    assert [said.partition(",")[0] for _people, said in told] == [
        "here today", "at the end of October 2026",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("left", "word", "meaning"),
    [
        (lambda back: 1 + back % 2, "Noise", "The month lies inside its usual range"),
        (lambda back: 8 if back == 1 else 1, "A real move", "The month lies outside its usual"),
    ],
)
def test_what_a_badge_means_is_one_tap_away(
    brings: Brings, sign_in: SignIn, left: Callable[[int], int], word: str, meaning: str
) -> None:
    text = page_of(brings(export(60, left)), sign_in)
    badge = r'class="means"[^>]*><summary>.*?</svg>(.*?)</span></summary><p>(.*?)</p>'
    told = dict(re.findall(badge, text))
    assert told[word].startswith(meaning)
    assert told["Context"].startswith("For comparison.")


def test_without_a_file_the_page_says_so(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(cast.areas.operations.get_absolute_url()).text
    assert "No people file has been brought in yet" in text
    assert "Sam Lindqvist leads" in text
    assert "Decide together" not in text


def test_who_sees_a_subtree_sees_its_people_and_teams(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(cast.areas.operations.get_absolute_url()).text
    assert "Ilse Brandt" in text
    assert "Night shift" in text
    assert "Ana Duarte" not in text
    assert "Otto Kranz" not in text  # has left


def test_ancestors_out_of_sight_are_named_and_not_linked(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(cast.areas.operations.get_absolute_url()).text
    assert "Varnholm Foods" in text
    assert cast.areas.supply.get_absolute_url() not in text
    above = sign_in(cast.vera).get(cast.areas.operations.get_absolute_url()).text
    assert cast.areas.supply.get_absolute_url() in above


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("sam", {"Operations", "Night shift"}),
        ("ilse", {"Night shift"}),
        ("mira", {"Operations", "Night shift", "Customer Service"}),
        ("leo", {"Finance"}),
        ("vera", {"Supply", "Operations", "Night shift"}),
        ("kim", set()),
        ("farid", set()),
        ("pia", set()),
    ],
)
def test_the_list_holds_exactly_the_areas_one_may_see(
    cast: Cast, sign_in: SignIn, who: str, seen: set[str]
) -> None:
    text = sign_in(getattr(cast, who)).get(reverse("areas:find")).text
    every = {area.name: area.get_absolute_url() for area in Area.objects.all()}
    assert {name for name, url in every.items() if f'href="{url}"' in text} == seen


def test_one_hit_opens_the_area(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).get(reverse("areas:find"), {"q": "night"})
    assert answer.headers["Location"] == cast.areas.night_shift.get_absolute_url()


def test_a_slip_in_a_name_is_forgiven_and_nothing_is_opened(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.helen).get(reverse("areas:find"), {"q": "operatoins"}).text
    assert "Areas spelled nearly like that" in text
    assert f'href="{cast.areas.operations.get_absolute_url()}"' in text
    assert f'href="{cast.areas.night_shift.get_absolute_url()}"' not in text


def test_a_slip_opens_no_name_out_of_sight(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    texts = [client.get(reverse("areas:find"), {"q": q}).text for q in ("Finacne", "Nowhere")]
    assert texts[0].replace("Finacne", "Nowhere") == texts[1]


def test_a_name_out_of_sight_reads_like_one_that_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    texts = [client.get(reverse("areas:find"), {"q": q}).text for q in ("Finance", "Nowhere")]
    assert texts[0].replace("Finance", "Nowhere") == texts[1]


def test_words_typed_are_shown_as_words(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(reverse("areas:find"), {"q": "<b>x</b>"}).text
    assert "<b>x</b>" not in text


@pytest.mark.slow
def test_decide_together_brings_the_why_along(brings: Brings, cast: Cast, sign_in: SignIn) -> None:
    area = brings(export(60, lambda back: 8 if back == 1 else 1))
    leader = leader_of(area)
    actions.set_hr_partner(area=area, person=cast.mira, by=OPERATOR, at=TUESDAY)
    text = sign_in(leader).get(area.get_absolute_url()).text
    assert f"with={cast.mira.pk}" in text
    assert "why=" not in text  # no finding travels in an address
    new = f"{reverse('commitments:new')}?area={area.pk}&with={cast.mira.pk}"
    assert "Bakery: Eight people chose to leave in October" in sign_in(leader).get(new).text


@pytest.mark.slow
def test_a_picture_is_drawn_once_and_follows_the_figures(brings: Brings, sign_in: SignIn) -> None:
    area = brings(export(60, lambda back: 1))
    client = sign_in(leader_of(area))
    url = reverse("areas:picture", args=[area.pk, "months"])
    first = client.get(url).text
    assert first.count("<svg") == 2  # one for a desk, one for a phone
    assert 'role="img"' in first
    assert client.get(url).text == first
    assert client.get(reverse("areas:picture", args=[area.pk, "nonsense"])).status_code == 404


@pytest.mark.slow
def test_people_come_in_pages(brings: Brings, sign_in: SignIn) -> None:
    area = brings(export(60, lambda back: 1))
    leader = leader_of(area)
    last = sign_in(leader).get(area.get_absolute_url(), {"page": "3"}).text
    assert "51 to 61 of 61" in last


@pytest.mark.slow
def test_the_heading_and_the_picture_say_the_same_rate(brings: Brings, sign_in: SignIn) -> None:
    bakery = brings(export(140, lambda back: 2 if back <= 12 else 1))  # 24 of 151: 15.89 %
    figures = figures_of(bakery)
    assert figures is not None
    text = page_of(bakery, sign_in)
    assert "24 of 151 people on average" in text
    assert "Twelve months back: 15.9%" in text
    assert "15.9%" in str(pictures.of_area(figures, ("rate",))["rate"])
