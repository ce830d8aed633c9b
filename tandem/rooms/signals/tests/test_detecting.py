"""What an HR administrator sees of detectors: rules and counts, no pair; and the switch."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import SignIn
from tandem.access.audit import SYSTEM, record
from tandem.organisation import settings
from tandem.organisation.models import Setting
from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import detectors
from tandem.partnership.signals.models import Signal
from tandem.partnership.signals.review import BY_ITSELF, switch
from tandem.partnership.signals.tests.detecting import many_pairs
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.signals.tests.stories import BROKEN, broken

ALL, ONE = "/app/signals/rules/", f"/app/signals/rules/{BROKEN}/"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_every_detector_stands_there_with_its_rule(farid: Client) -> None:
    page = farid.get(ALL).text
    assert "Promises that passed their date without a word" in page
    assert "more than 15 percent passed that day" in page
    assert 'Switch off<span class="sr">: Promises that passed' in page
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert main.count("<h2") == len(detectors())


def test_few_pairs_are_not_counted_and_no_pair_is_named(cast: Cast, farid: Client) -> None:
    broken(cast.pair)
    page = farid.get(ALL).text
    assert "fewer would point at somebody" in page
    assert "Fired" not in page
    for name in ("Sam", "Mira", "Operations"):
        assert name not in page


def test_from_eight_pairs_on_it_is_told_how_often(cast: Cast, farid: Client) -> None:
    many_pairs(cast, 8)
    for pair in Pair.objects.filter(area__name__startswith="Depot"):
        broken(pair)
    page = farid.get(ALL).text
    assert "Fired 8 times in all pairs together; 0 percent were answered with" in page


def test_how_many_urgent_ones_have_stayed_for_weeks_is_told_of_all_pairs_together(
    cast: Cast, farid: Client
) -> None:
    """What travels is this number alone: no pair, no word."""
    many_pairs(cast, 8)
    for pair in Pair.objects.filter(area__name__startswith="Depot"):
        broken(pair)
    assert "open for weeks" not in farid.get(ALL).text
    for number, one in enumerate(Signal.objects.all()[:2], start=1):
        one.travels_on = TUESDAY.date()
        record("signal.looked_at", one, by=SYSTEM, at=TUESDAY)
        said = "1 is urgent and has" if number == 1 else "2 are urgent and have"
        page = farid.get(ALL).text
        assert f"{said} been open for weeks." in page
        assert "Depot" not in page


def test_one_that_switched_itself_off_says_why_and_is_switched_on_with_a_reason(
    farid: Client,
) -> None:
    switch(detectors()[BROKEN], on=False, reason=BY_ITSELF, by=SYSTEM, at=MONDAY)
    page = farid.get(ONE).text
    assert "It is off." in page
    assert "More than 40 percent of its last 20 firings were answered with “not true”." in page
    assert farid.post(ONE, {"to": "on", "reason": ""}).status_code == 422
    answer = farid.post(ONE, {"to": "on", "reason": "Higher threshold"}, follow=True)
    assert "Promises that passed their date without a word: switched on." in answer.text
    assert Setting.objects.of(f"signal.{BROKEN}").first().value == 1  # type: ignore[union-attr]


def test_a_second_tap_does_not_turn_it_back(farid: Client) -> None:
    for _ in range(2):
        farid.post(ONE, {"to": "off", "reason": "The council wishes it"})
    assert "It is off." in farid.get(ONE).text
    assert Setting.objects.of(f"signal.{BROKEN}").count() == 1
    assert farid.post(ONE, {"to": "sideways", "reason": "x"}).status_code == 422


def test_switching_stands_in_the_list_of_changes(farid: Client) -> None:
    switch(detectors()[BROKEN], on=False, reason=BY_ITSELF, by=SYSTEM, at=TUESDAY)
    page = farid.get("/app/company/changes/").text
    assert "Promises that passed their date without a word: switched off" in page
    assert "by itself" in page
    assert "More than 40 percent" in page


def test_a_detector_nobody_knows_is_not_there(farid: Client) -> None:
    assert farid.get("/app/signals/rules/nonsense/").status_code == 404


def test_the_page_of_switches_leads_here(farid: Client) -> None:
    assert 'href="/app/signals/rules/"' in farid.get("/app/company/features/").text


def test_off_with_what_it_is_a_part_of_it_says_so_and_takes_no_switch(
    cast: Cast, farid: Client
) -> None:
    settings.switch(
        feature=KEPT_PROMISES, on=False, reason="The council asks.", by=cast.farid, at=TUESDAY
    )
    for address in (ALL, ONE):
        page = farid.get(address).text
        assert "It is off while “How promises went” is switched off" in page
        assert "Switch on" not in page
    answer = farid.post(ONE, {"to": "on", "reason": "We want it"})
    assert answer.status_code == 422
    assert "It is off while “How promises went” is." in answer.text
    assert not Setting.objects.of(f"signal.{BROKEN}")
