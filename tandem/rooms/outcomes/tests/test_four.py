"""The four portfolios on their page, on those that lead there, and the day to look again."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.partnership.actions import make_pair
from tandem.partnership.agendas import agenda_items
from tandem.partnership.models import Outcome
from tandem.partnership.outcomes.rules import State
from tandem.partnership.outcomes.tests.stories import (
    accepted,
    begun,
    holding,
    portfolio_owned,
    read,
)
from tandem.partnership.registers import obligations
from tandem.partnership.signals.models import Signal
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave

TODAY = TUESDAY.date()


def four(cast: Cast) -> str:
    return reverse("outcomes:four", args=[cast.areas.operations.pk])


def begin(cast: Cast, key: str = "growth") -> str:
    return reverse("outcomes:begin", args=[cast.pair.pk, key])


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_four_stand_there_and_ask_nobody_anything(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(cast.sam), four(cast))
    assert "0 of 4 owned together" in page
    assert page.count("A common starting point. It asks nobody anything") == 4
    assert page.count("Own it together") == 4
    for name in ("Succession", "Diversity and inclusion", "Leadership", "Growth"):
        assert f": {name}" in page
    assert "To 40 % by 24 Nov 2027" in page, "what is taken over is read before the tap"
    assert "Open roles filled by people who were here already" in page
    assert not Outcome.objects.exists()
    assert [*obligations(cast.sam, TODAY)] == [*obligations(cast.mira, TODAY)] == []
    assert not Signal.objects.exists()


def test_two_accept_one_with_a_tap_each(cast: Cast, sign_in: SignIn) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    answer = sam.post(begin(cast), follow=True)
    assert answer.redirect_chain[-1][0] == f"{four(cast)}#four-growth"
    assert 'id="four-growth" tabindex="-1"' in answer.text, "what changed takes the focus"
    assert "Taken over, for your part. Mira is asked, too." in answer.text
    assert "Accepted by Sam" in answer.text
    page = mira.get(four(cast)).text
    assert "Waiting for your yes since" in page
    assert "With your yes both of you own it, and the leaders and HR people of Operations" in page
    outcome = Outcome.objects.get()
    mira.post(f"/app/outcomes/{outcome.pk}/accept/", {"seen": outcome.terms.mark})
    page = text(mira, four(cast))
    assert "1 of 4 owned together" in page
    assert "Sam Lindqvist and Mira Okafor answer for it. Next look at it: Mon 22 Feb." in page
    assert page.count("Own it together") == 3


def test_a_tap_on_what_the_other_has_taken_says_that_it_waits(cast: Cast, sign_in: SignIn) -> None:
    begun(cast.pair, cast.sam)
    mira = sign_in(cast.mira)
    assert "Sam has taken it over already." in mira.post(begin(cast), follow=True).text
    assert Outcome.objects.get().state == State.BY_LEADER
    accepted(Outcome.objects.select_related("pair").get(), cast.mira)
    assert "You both own this already." in mira.post(begin(cast), follow=True).text
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize("key", ["more", "growth2"])
def test_there_is_no_fifth(cast: Cast, sign_in: SignIn, key: str) -> None:
    assert sign_in(cast.sam).post(begin(cast, key)).status_code == 404
    assert not Outcome.objects.exists()


def test_the_areas_people_read_what_both_own_and_nothing_under_way(
    cast: Cast, sign_in: SignIn
) -> None:
    portfolio_owned(cast.pair, "growth")
    begun(cast.pair, cast.sam, "succession")
    for who in (cast.vera, cast.helen):
        page = text(sign_in(who), four(cast))
        assert "1 of 4 owned together" in page
        assert "Own it together" not in page
        assert "Accepted by Sam" not in page, "what two are agreeing on is theirs"
        assert "Waiting" not in page
        assert page.count("A common starting point. It asks nobody anything") == 3


def test_one_that_names_a_partner_who_went_says_so_and_is_not_begun_twice(
    cast: Cast, sign_in: SignIn
) -> None:
    owned = holding(portfolio_owned(cast.pair))
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    leo = sign_in(cast.leo)
    page = text(leo, four(cast))
    assert "0 of 4 owned together" in page
    assert "It names Sam Lindqvist and Mira Okafor, who are not both partners here now." in page
    assert page.count("Own it together") == 3
    owned._meta.model._base_manager.filter(pk=owned.pk).update(review_on=MONDAY.date())
    page = text(leo, four(cast))
    assert "who are not both partners here now. The day to look at it again was" in page
    leads = leo.get(four(cast)).text
    assert owned.get_absolute_url() in leads
    assert "Take it over" in leo.get(owned.get_absolute_url()).text


def test_pages_of_the_area_the_pair_and_outcomes_lead_there(cast: Cast, sign_in: SignIn) -> None:
    portfolio_owned(cast.pair)
    vera, sam = sign_in(cast.vera), sign_in(cast.sam)
    area = vera.get(cast.areas.operations.get_absolute_url()).text
    assert "<b>1 of 4</b>" in area
    assert four(cast) in area
    assert "1 of 4 owned together" in sam.get("/app/outcomes/").text
    assert four(cast) in sam.get("/app/outcomes/").text
    assert four(cast) in sam.get(cast.pair.get_absolute_url()).text


def test_it_is_a_count_and_never_a_rank(cast: Cast, sign_in: SignIn) -> None:
    """Of other areas nothing stands beside it."""
    portfolio_owned(cast.pair)
    page = text(sign_in(cast.helen), four(cast))
    assert page.count("of 4") == 1
    assert "Customer Service" not in page
    make_pair(
        area=cast.areas.customer_service, leader=cast.ana, hr_partner=cast.mira, by=OPERATOR,
        at=MONDAY,
    )  # fmt: skip
    mine = text(sign_in(cast.mira), "/app/outcomes/")
    assert "Customer Service" in mine
    assert "of 4" not in mine


# ---- the day to look again


def look_again(outcome: Outcome) -> str:
    return reverse("outcomes:look_again", args=[outcome.pk])


def test_the_two_name_the_day_to_look_at_it_again(cast: Cast, sign_in: SignIn) -> None:
    outcome = portfolio_owned(cast.pair)
    sam = sign_in(cast.sam)
    assert "Next look at it: Mon 22 Feb." in sam.get(outcome.get_absolute_url()).text
    answer = sam.post(look_again(outcome), {"day": "2027-03-01"}, follow=True)
    assert "Set. It stands in your next talk once the day has come." in answer.text
    assert "Next look at it: Mon 1 Mar." in answer.text
    assert "Sam named the day to look at it again." in answer.text
    assert "Next look" not in sign_in(cast.vera).get(holding(outcome).get_absolute_url()).text


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("", "Name the day."),
        ("soon", "Name the day."),
        ("2026-11-24", "Name a day after today, and within two years."),
        ("2206-11-24", "Name a day after today, and within two years."),
    ],
)
def test_a_day_that_is_none_comes_back_with_its_reason(
    cast: Cast, sign_in: SignIn, day: str, why: str
) -> None:
    outcome = portfolio_owned(cast.pair)
    answer = sign_in(cast.sam).post(look_again(outcome), {"day": day})
    assert answer.status_code == 422
    assert why in answer.text
    assert Outcome.objects.get().review_on == date(2027, 2, 22)


def test_the_next_talk_holds_it_once_its_day_has_come(cast: Cast) -> None:
    outcome = portfolio_owned(cast.pair)
    day = outcome.review_on
    assert day is not None
    read(outcome, cast.sam, "40", MONDAY.date())
    said = "The day has come to look again at an outcome you both own."
    before, then = (
        [each.sentence for each in agenda_items(cast.pair, each_day)]
        for each_day in (day - timedelta(days=1), day)
    )
    assert said not in before
    assert then == [said]


def test_nothing_is_begun_with_somebody_who_has_left(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    leave(cast.mira)
    assert begin(cast) not in sam.get(four(cast)).text
    assert "Mira works here no more." in sam.post(begin(cast), follow=True).text
    assert not Outcome.objects.exists()
