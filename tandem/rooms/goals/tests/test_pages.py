"""Goals side by side on their page, on the page of the pair, and in what bad input gets."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.partnership.actions import make_pair
from tandem.partnership.agendas import agenda_items
from tandem.partnership.charter.tests.stories import written
from tandem.partnership.goals.rules import Says
from tandem.partnership.goals.tests.stories import (
    FAST,
    HOW,
    at_odds,
    business,
    outcome,
    said,
    settled,
    two_goals,
)
from tandem.partnership.models import GoalMark, Pair
from tandem.partnership.registers import places
from tandem.partnership.telling import timeline
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave

TODAY = TUESDAY.date()


def at(pair: Pair, name: str = "page", mark: GoalMark | None = None) -> str:
    return reverse(f"goals:{name}", args=[pair.pk, *([mark.pk] if mark else [])])


def tap(client: Client, pair: Pair, two: tuple[UUID, UUID], says: str) -> str:
    data = {"one": two[0], "other": two[1], "says": says}
    return client.post(at(pair, "mark"), data, follow=True).text


def test_with_fewer_than_two_goals_it_says_where_they_come_from(
    cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in(cast.sam).get(at(cast.pair)).text
    assert "There are not two goals yet." in page
    assert reverse("outcomes:new", args=[cast.pair.pk]) in page
    outcome(cast.pair)
    page = sign_in(cast.sam).get(at(cast.pair)).text
    assert "There are not two goals yet." in page
    assert "Beside each other" not in page


def test_one_tap_marks_two_goals_and_both_read_who_said_so(cast: Cast, sign_in: SignIn) -> None:
    two = two_goals(cast.pair)
    mira = sign_in(cast.mira)
    page = mira.get(at(cast.pair)).text
    assert "0 of 1 looked at" in page
    assert 'aria-pressed="true"' not in page
    page = tap(mira, cast.pair, two, "conflicts")
    assert "You, today" in page
    assert "1 of 1 looked at" in page
    assert "Not at odds after all" in page, "who said so may think again"
    page = sign_in(cast.sam).get(at(cast.pair)).text
    assert "Mira said so on Tue 24 Nov." in page
    assert "How do you two settle it?" in page
    assert "Not at odds after all" not in page
    assert reverse("escalations:page", args=[cast.pair.pk]) in page
    assert page.count('aria-pressed="true"') == 1


def test_one_comes_back_to_the_goal_one_looked_at(cast: Cast, sign_in: SignIn) -> None:
    two = two_goals(cast.pair)
    data = {"one": two[1], "other": two[0], "says": "supports"}
    answer = sign_in(cast.sam).post(at(cast.pair, "mark"), data)
    assert answer.headers["Location"] == f"{at(cast.pair)}?goal={two[1]}#beside-{two[0]}"
    page = sign_in(cast.sam).get(answer.headers["Location"]).text
    assert "What is each of these to “Factor 1”?" in page


def test_they_settle_it_in_a_sentence_that_stays(cast: Cast, sign_in: SignIn) -> None:
    mark = at_odds(cast.pair, cast.mira)
    page = sign_in(cast.sam).post(at(cast.pair, "settle", mark), {"how": HOW}, follow=True).text
    assert "Settled. It stands below, in your words." in page
    assert 'id="at-odds"' not in page
    assert "Mira, Mon 23 Nov; settled by you, Tue 24 Nov" in page
    page = sign_in(cast.mira).get(at(cast.pair)).text
    assert HOW in page
    assert "You, Mon 23 Nov; settled by Sam, Tue 24 Nov" in page
    assert 'aria-pressed="true"' not in page, "it is none of the three any more"


@pytest.mark.parametrize(
    ("how", "why"),
    [("", "Say in a sentence how you two settle it"), (" ", "Say in a sentence"),
     ("x" * 401, "at most 400 characters")],
)  # fmt: skip
def test_a_sentence_that_is_none_comes_back_with_its_reason(
    cast: Cast, sign_in: SignIn, how: str, why: str
) -> None:
    mark = at_odds(cast.pair)
    answer = sign_in(cast.sam).post(at(cast.pair, "settle", mark), {"how": how})
    assert answer.status_code == 422
    assert why in answer.text
    assert how.strip() in answer.text, "what was typed is kept"
    assert GoalMark.objects.get().is_at_odds


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"says": "hates"}, "Choose one of the three."),
        ({"says": ""}, "Choose one of the three."),
        ({"one": "x"}, "Choose one of the three."),
        ({"other": ""}, "Choose one of the three."),
        ({"other": str(uuid4())}, "no longer there"),
    ],
)
def test_what_no_button_sends_gets_its_reason(
    cast: Cast, sign_in: SignIn, wrong: dict[str, str], why: str
) -> None:
    one, other = two_goals(cast.pair)
    data = {"one": one, "other": other, "says": "supports"} | wrong
    answer = sign_in(cast.sam).post(at(cast.pair, "mark"), data)
    assert answer.status_code == 422
    assert why in answer.text
    assert not GoalMark.objects.exists()


def test_a_goal_beside_itself_and_a_conflict_of_the_other_are_refused_in_words(
    cast: Cast, sign_in: SignIn
) -> None:
    mark = at_odds(cast.pair, cast.mira)
    sam = sign_in(cast.sam)
    page = tap(sam, cast.pair, (mark.one, mark.one), "neutral")
    assert "Choose two different goals." in page
    page = tap(sam, cast.pair, (mark.one, mark.other), "neutral")
    assert "Your partner sees these two at odds." in page
    assert GoalMark.objects.get().is_at_odds


@pytest.mark.parametrize("goal", ["x", "", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_an_address_without_a_goal_shows_the_first_to_look_at(
    cast: Cast, sign_in: SignIn, goal: str
) -> None:
    two_goals(cast.pair)
    answer = sign_in(cast.sam).get(at(cast.pair), {"goal": goal})
    assert answer.status_code == 200
    assert "Beside each other" in answer.text


def test_of_many_goals_twenty_stand_on_a_page(cast: Cast, sign_in: SignIn) -> None:
    for number in range(23):
        outcome(cast.pair, f"Outcome {number}")
    page = sign_in(cast.sam).get(at(cast.pair)).text
    assert "1 to 20 of 22" in page
    assert "0 of 22 looked at" in page


def test_a_very_long_goal_is_shortened_where_it_is_named(cast: Cast, sign_in: SignIn) -> None:
    written(cast.pair, "goals", cast.sam, "Longer and longer " * 80)
    outcome(cast.pair)
    page = sign_in(cast.sam).get(at(cast.pair)).text
    assert "…" in page
    assert "Longer and longer " * 10 not in page


def test_once_a_partner_has_left_it_is_read_and_nothing_is_said(
    cast: Cast, sign_in: SignIn
) -> None:
    mark = at_odds(cast.pair)
    leave(cast.mira)
    sam = sign_in(cast.sam)
    page = sam.get(at(cast.pair)).text
    assert "At odds" in page
    assert "How do you two settle it?" not in page
    assert sam.post(at(cast.pair, "settle", mark), {"how": HOW}).status_code == 404
    assert sam.post(at(cast.pair, "mark"), {}).status_code == 404


def test_a_mark_of_another_pair_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    mark = at_odds(cast.pair)
    other = make_pair(
        area=cast.areas.customer_service, leader=cast.ana, hr_partner=cast.mira, by=OPERATOR,
        at=MONDAY,
    )  # fmt: skip
    answer = sign_in(cast.mira).post(at(other, "settle", mark), {"how": HOW})
    assert answer.status_code == 404


# ---- what leads to it


def line(cast: Cast) -> tuple[str, str]:
    [one] = [each for each in places(cast.pair, cast.sam, TODAY) if "side by side" in each.name]
    return one.said, one.act


def test_its_line_on_the_page_of_the_pair_says_how_they_stand(cast: Cast) -> None:
    assert line(cast) == ("Which of your goals help each other, and which are at odds.", "")
    mark = at_odds(cast.pair)
    assert line(cast) == ("Two of your goals are at odds.", "Decide")
    said(cast.pair, (mark.one, outcome(cast.pair, "A third")), Says.CONFLICTS, cast.sam)
    assert line(cast) == ("In 2 places two of your goals are at odds.", "Decide")
    for each in GoalMark.objects.at_odds():
        settled(each, cast.sam)
    assert line(cast) == ("Looked at; none is at odds.", "")


def test_the_next_talk_holds_it_until_it_is_settled(cast: Cast) -> None:
    def held() -> list[str]:
        return [
            each.sentence for each in agenda_items(cast.pair, TODAY) if "at odds" in each.sentence
        ]

    assert held() == []
    mark = at_odds(cast.pair)
    assert held() == ["Two of your goals are at odds: what gives way?"]
    settled(mark, cast.sam)
    assert held() == []


def test_the_timeline_tells_it_without_its_words(cast: Cast) -> None:
    two = two_goals(cast.pair)
    mark = said(cast.pair, two, Says.CONFLICTS, cast.mira)
    settled(mark, cast.sam, at=TUESDAY)
    told = [each.sentence for each in timeline(cast.pair, cast.sam)]
    assert "Two of your goals were called at odds." in told
    assert "You settled what was at odds between two goals." in told
    assert not any(HOW in each for each in told)


def test_nobody_else_has_its_words_on_any_page(cast: Cast, sign_in: SignIn) -> None:
    business(cast.pair)
    settled(at_odds(cast.pair), cast.sam)
    for who in (cast.vera, cast.helen, cast.farid):
        client = sign_in(who)
        for url in ("/app/", "/app/partners/", cast.pair.area.get_absolute_url()):
            page = client.get(url).text
            assert HOW not in page
            assert FAST not in page
