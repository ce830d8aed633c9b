"""How even what two give each other is, shown to them alone, next to what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.bridge.counting import compute
from tandem.bridge.snapshots import write_snapshot
from tandem.organisation.calendar import DAY, Days
from tandem.organisation.settings import switch
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.actions import make_pair
from tandem.partnership.models import Pair
from tandem.partnership.outcomes import actions as outcomes
from tandem.partnership.outcomes.rules import Act
from tandem.partnership.outcomes.tests.stories import co_owned, read
from tandem.partnership.signals.detectors import Counting, Giving, detectors, given_both_ways
from tandem.partnership.signals.review import switch as switch_detector
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.rooms.pairs import rules
from tandem.rooms.pairs.reciprocal import reciprocity_of
from tandem.rooms.pairs.words import KINDS

TODAY = TUESDAY.date()
EVEN = {"promises": (6, 2), "requests": (2, 6), "heads_ups": (4, 4), "talk_points": (3, 0)}


def both_ways(pair: Pair) -> str:
    return reverse("pairs:both_ways", args=[pair.pk])


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> dict[str, tuple[int, int]]:
    """As if the two had given each other so much, all of it yesterday."""
    pair, on, numbers = cast.pair, TODAY - DAY, dict(EVEN)

    def counted(kind: str) -> Counting:
        def count(_pairs: object, days: Days) -> Iterator[Giving]:
            two = zip((pair.leader_id, pair.hr_partner_id), numbers[kind], strict=True)
            for by, number in two:
                for _ in range(number if on in days else 0):
                    yield Giving(pair.pk, by, on)

        return count

    kinds = {kind: counted(kind) for kind in EVEN}
    monkeypatch.setattr("tandem.partnership.signals.detectors._both_ways", kinds)
    return numbers


@pytest.mark.parametrize(
    ("index", "shown"),
    [(Fraction(0), 0), (Fraction(1), 100), (Fraction(2, 3), 67), (Fraction(1, 200), 1)],
)
def test_it_is_shown_of_a_hundred(index: Fraction, shown: int) -> None:
    assert rules.of_100(index) == shown


@pytest.mark.parametrize(("days", "told"), [(0, False), (59, False), (60, True)])
def test_nothing_is_told_in_the_first_sixty_days(days: int, told: bool) -> None:
    assert rules.is_told(days) is told


@pytest.mark.usefixtures("given")
def test_the_two_read_how_even_it_is_and_each_kind_of_four_or_more(
    cast: Cast, sign_in: SignIn
) -> None:
    for who in (cast.sam, cast.mira):
        page = text(sign_in(who), both_ways(cast.pair))
        assert "Even by 67 of 100" in page  # one less the mean of 1/2, 1/2 and 0
        assert "Promises made 6 2" in page
        assert "Requests 2 6" in page
        assert "Heads-ups 4 4" in page
        assert "Points for a talk fewer than four, not told" in page
        assert "What each gave the other, 90 days" in page


def test_with_two_kinds_it_says_why_it_is_silent(
    cast: Cast, given: dict[str, tuple[int, int]], sign_in: SignIn
) -> None:
    given["heads_ups"] = (2, 1)
    page = text(sign_in(cast.sam), both_ways(cast.pair))
    assert "It takes 3 kinds with 4 or more each to tell; there are 2." in page
    assert "of 100" not in page.replace("100 is both alike", "")
    assert "Promises made 6 2" in page


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize(("days_old", "silent"), [(59, True), (90, False)])
def test_of_a_young_pair_nothing_is_told(cast: Cast, days_old: int, silent: bool) -> None:
    cast.pair.start_on, cast.pair.one_left = TODAY - timedelta(days=days_old), False
    found = reciprocity_of(cast.pair, TODAY)
    assert (found.even is None) is silent
    assert bool(found.channels) is not silent
    if silent:
        assert found.silent == "Nothing is told in the first 60 days of a pair."


@pytest.mark.usefixtures("given")
def test_where_a_company_has_switched_the_counting_off_nothing_is_told(
    cast: Cast, sign_in: SignIn
) -> None:
    detector = detectors()["one_way"]
    switch_detector(detector, on=False, reason="As agreed with the works council.", by=OPERATOR,
                    at=MONDAY)  # fmt: skip
    page = text(sign_in(cast.sam), both_ways(cast.pair))
    assert "Your company has switched off counting this." in page
    assert "Promises made" not in page


@pytest.mark.usefixtures("given")
def test_once_one_has_left_nothing_is_counted(cast: Cast, sign_in: SignIn) -> None:
    leave(cast.mira)
    page = text(sign_in(cast.sam), both_ways(cast.pair))
    assert "you two are partners no longer" in page
    assert "Promises made" not in page


def test_every_kind_that_is_counted_has_a_name() -> None:
    assert set(given_both_ways([], Days(TODAY, TODAY + DAY))) == set(KINDS)


@pytest.mark.usefixtures("given")
def test_nobody_else_finds_it(cast: Cast, sign_in: SignIn) -> None:
    for who in (cast.vera, cast.helen, cast.eva, cast.farid, cast.ana, cast.leo):
        assert sign_in(who).get(both_ways(cast.pair)).status_code == 404
    for url in ("/app/partners/portfolio/", "/app/partners/all/"):
        page = sign_in(cast.helen).get(url).text
        assert "of 100" not in page


# ---- what it is for


def test_three_rows_stand_next_to_it(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(cast.sam), both_ways(cast.pair))
    for row in ("Recruitment", "Retention", "Strategic growth"):
        assert row in page
    assert page.count("No numbers of this area are there for you.") == 2
    assert "No outcome both of you own yet." in page
    assert "Of one pair nobody could tell whether one comes of the other" in page


def test_growth_tells_of_what_both_own(cast: Cast, sign_in: SignIn) -> None:
    outcome = co_owned(cast.pair)
    other = co_owned(cast.pair)
    read(outcome, cast.sam, "20", MONDAY.date())
    outcomes.end(outcome=other, act=Act.MEET, by=cast.sam, at=TUESDAY)
    page = text(sign_in(cast.mira), both_ways(cast.pair))
    assert "Outcomes of you both: 2; of them on track 1, met 1." in page


@pytest.mark.slow
def test_the_rows_come_from_the_numbers_of_the_area_where_one_may_see_them(
    cast: Cast, sign_in: SignIn, tmp_path: Path
) -> None:
    (tmp_path / "snapshots").mkdir()
    compute(write_snapshot(uuid4(), TODAY, tmp_path), counted_on=TODAY)
    page = text(sign_in(cast.mira), both_ways(cast.pair))
    assert "Too few people for a rate that points at nobody." in page
    assert "people at the end of" in page
    switch(feature=PEOPLE_DATA, on=False, reason="Not here.", by=OPERATOR, at=MONDAY)
    page = text(sign_in(cast.mira), both_ways(cast.pair))
    assert page.count("No numbers of this area are there for you.") == 2


def test_what_the_two_did_so_far_leads_there(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sam).get(reverse("pairs:so_far", args=[cast.pair.pk])).text
    assert f'hx-get="{both_ways(cast.pair)}"' in page
    assert f'href="{both_ways(cast.pair)}"' in page
    fetched = sign_in(cast.sam).get(both_ways(cast.pair), headers={"HX-Request": "true"}).text
    assert fetched.lstrip().startswith("<section")
    assert "<html" not in fetched


def test_a_pair_of_today_is_new_to_it(cast: Cast, sign_in: SignIn) -> None:
    young = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    page = text(sign_in(cast.ilse), both_ways(young))
    assert "Nothing is told in the first 60 days of a pair." in page
