"""What a charter asks for on Today, notices, and tells on the page of a pair."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation.settings import values_on
from tandem.partnership.actions import make_pair
from tandem.partnership.agendas import agenda_items
from tandem.partnership.charter import actions
from tandem.partnership.charter.rules import NEEDED
from tandem.partnership.charter.tests.stories import (
    accepted,
    both,
    signed,
    the_map_is_signed,
    written,
)
from tandem.partnership.models import Pair
from tandem.partnership.outcomes.tests.stories import co_owned
from tandem.partnership.registers import obligations
from tandem.partnership.signals.detectors import Finding, Look, detectors
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave

TODAY = localdate(TUESDAY)
A_DAY = timedelta(days=1)


def asked(person: object, today: date = TODAY) -> list[str]:
    every = obligations(person, today)  # type: ignore[arg-type]  # of the cast
    return [each.sentence for each in every if "charter" in each.sentence]


def noticed(*pairs: Pair, today: date) -> list[Finding]:
    find = detectors()["no_framework"].find
    return [*find(Look(pairs, today, values_on(today)))]


def framework(cast: Cast, pair: Pair) -> None:
    with the_map_is_signed():
        for key in NEEDED:
            both(pair, key)
    co_owned(pair)


def test_today_asks_for_a_yes_to_what_the_partner_said(cast: Cast) -> None:
    accepted(cast.pair, "open", cast.sam)
    written(cast.pair, "goals", cast.sam)
    assert asked(cast.mira) == ["2 parts of your charter with Sam wait for you."]
    assert asked(cast.sam) == []
    accepted(cast.pair, "goals", cast.mira)
    accepted(cast.pair, "open", cast.mira)
    assert asked(cast.mira) == []


def test_nobody_is_asked_once_the_other_has_left(cast: Cast) -> None:
    accepted(cast.pair, "open", cast.mira)
    leave(cast.mira)
    assert asked(cast.sam) == []


@pytest.mark.parametrize(("days", "asks"), [(364, False), (365, True), (500, True)])
def test_a_charter_is_looked_at_again_from_its_day_on(cast: Cast, days: int, asks: bool) -> None:
    charter = signed(cast.pair, TUESDAY)
    for person in (cast.sam, cast.mira):
        found = asked(person, charter.signed_on + days * A_DAY)
        assert bool(found) is asks
        if asks:
            name = cast.pair.partner_of(person).called
            assert found == [f"It is time to look at your charter with {name} again."]


def test_after_a_change_of_partner_a_charter_is_asked_for_from_the_first_day(cast: Cast) -> None:
    new = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    sentence = "You and Leo are new partners: agree on a charter of your own."
    assert asked(cast.sam) == [sentence]
    accepted(new, "open", cast.sam, TUESDAY)
    assert asked(cast.sam) == []  # under way: the other is asked for a yes
    assert asked(cast.sam, new.start_on + 44 * A_DAY) == []
    assert asked(cast.sam, new.start_on + 45 * A_DAY) == [sentence]
    signed(new, TUESDAY)
    assert asked(cast.sam, new.start_on + 45 * A_DAY) == []


def test_a_pair_nobody_was_before_is_not_told_that_it_is_new(cast: Cast) -> None:
    make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    assert asked(cast.ilse) == []


@pytest.mark.parametrize(("days", "fires"), [(29, 0), (30, 0), (31, 1)])
def test_f04_no_framework_more_than_thirty_days_after_pairing(
    cast: Cast, days: int, fires: int
) -> None:
    pair = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    found = noticed(pair, today=pair.start_on + days * A_DAY)
    assert len(found) == fires
    if fires:
        assert found[0].evidence == {"missing": 5, "days": 30}


@pytest.mark.parametrize(("days", "fires"), [(45, 0), (46, 1)])
def test_f04_gives_new_partners_of_an_old_pair_forty_five_days(
    cast: Cast, days: int, fires: int
) -> None:
    pair = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    assert len(noticed(pair, today=pair.start_on + days * A_DAY)) == fires


def test_f04_is_silent_once_the_five_are_there(cast: Cast) -> None:
    assert len(noticed(cast.pair, cast.other_pair, today=TODAY)) == 2
    framework(cast, cast.pair)
    assert [each.pair for each in noticed(cast.pair, cast.other_pair, today=TODAY)] == [
        cast.other_pair
    ]
    actions.differ(pair=cast.pair, key="rights", view="Not so.", by=cast.sam, at=TUESDAY)
    assert noticed(cast.pair, today=TODAY)[0].evidence == {"missing": 1, "days": 30}


def test_the_page_of_the_pair_says_what_they_still_need(cast: Cast, sign_in: SignIn) -> None:
    sam, page = sign_in(cast.sam), cast.pair.get_absolute_url()
    assert "Not signed yet. To begin with you need who owns what" in sam.get(page).text
    framework(cast, cast.pair)
    assert "Not signed yet; what you need to begin with is there." in sam.get(page).text


def test_an_old_pair_with_a_signed_charter_is_established(cast: Cast, sign_in: SignIn) -> None:
    sam, page = sign_in(cast.sam), cast.pair.get_absolute_url()
    assert "Forming, no charter yet" in sam.get(page).text
    signed(cast.pair)
    assert "Established" in sam.get(page).text
    assert "Established" in sam.get("/app/partners/").text


def test_a_signed_charter_is_told_without_its_words(cast: Cast) -> None:
    signed(cast.pair)
    assert "You both signed a charter." in [
        moment.sentence for moment in timeline(cast.pair, cast.sam)
    ]


def test_what_is_seen_differently_comes_into_the_next_talk(cast: Cast) -> None:
    actions.differ(pair=cast.pair, key="rights", view="Not so.", by=cast.sam, at=TUESDAY)
    assert "You see “Decision rights” of your charter differently." in [
        item.sentence for item in agenda_items(cast.pair, TODAY)
    ]
