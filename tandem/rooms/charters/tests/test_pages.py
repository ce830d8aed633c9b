"""The charter as its two see it: part by part, one tap for the rest, signed, and read again."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.partnership.actions import make_pair
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter import actions
from tandem.partnership.charter.models import WHAT_LENGTH, Answer
from tandem.partnership.charter.tests.stories import (
    EXPECTS,
    accepted,
    all_but,
    answered,
    both,
    expected,
    factor,
    filled,
    mark,
    signed,
    stand,
    the_map_is_signed,
    written,
)
from tandem.partnership.models import Charter, CharterEntry, CharterPart, Pair
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave

SIGNS = "With this yes the charter is signed."


def at(pair: Pair, name: str = "page", *more: object) -> str:
    return reverse(f"charters:{name}", args=[pair.pk, *more])


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_it_begins_with_words_that_one_tap_takes_over(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    page = read(sam, at(cast.pair))
    assert "None of 15 parts stand." in page
    assert "8 parts are as they were proposed." in page
    assert "who owns what, who decides what by when, when you meet" in page
    answer = sam.post(at(cast.pair, "rest"), follow=True)
    assert "Accepted 8 parts." in answer.text
    assert "Accept all" not in answer.text
    mira = read(sign_in(cast.mira), at(cast.pair))
    assert "Eight parts wait for you" in mira


def test_a_part_is_accepted_where_it_is_read(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    part = at(cast.pair, "part", "disagree")
    assert "Candid in private" in read(sam, part)
    seen = {"seen": mark(cast.pair, "disagree"), "part": "1"}
    answer = sam.post(at(cast.pair, "accept", "disagree"), seen)
    assert (answer.status_code, answer["location"]) == (302, part)
    answer = sam.post(at(cast.pair, "accept", "open"), {"seen": mark(cast.pair, "open")})
    assert answer["location"] == at(cast.pair) + "#part-open"
    assert stand(cast.pair, "open").state is State.BY_LEADER


def test_a_part_changed_meanwhile_is_shown_as_it_is_now(cast: Cast, sign_in: SignIn) -> None:
    seen = {"seen": mark(cast.pair, "open")}
    written(cast.pair, "open", cast.mira, "Everything, early.")
    sam = sign_in(cast.sam)
    for more in ({}, {"part": "1"}):
        answer = sam.post(at(cast.pair, "accept", "open"), seen | more)
        assert answer.status_code == 422
        assert "Your partner has just changed this part." in answer.text
        assert "Everything, early." in answer.text


def test_who_words_a_part_asks_the_other_and_tells_who_changed_it(
    cast: Cast, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    url = at(cast.pair, "write", "goals")
    answer = sam.post(url, {"words": " ", "seen": mark(cast.pair, "goals")})
    assert answer.status_code == 422
    assert "Say something here." in answer.text
    answer = sam.post(url, {"words": "Calm closes", "seen": mark(cast.pair, "goals")}, follow=True)
    assert "Written. Mira is asked to accept it." in answer.text
    mira = read(sign_in(cast.mira), at(cast.pair))
    assert "Calm closes Sam changed it, today" in mira.replace("yesterday", "today")
    assert "One part waits for you" in mira


def test_the_rhythm_is_chosen_in_days(cast: Cast, sign_in: SignIn) -> None:
    sam, url = sign_in(cast.sam), at(cast.pair, "write", "rhythm")
    assert "Every two weeks" in read(sam, url)
    seen = mark(cast.pair, "rhythm")
    answer = sam.post(url, {"words": "Mondays.", "seen": seen})
    assert (answer.status_code, "Choose how often you talk." in answer.text) == (422, True)
    sam.post(url, {"words": "Mondays.", "days": "7", "seen": seen})
    assert stand(cast.pair, "rhythm").row.days == 7
    assert "1:1 every week. Mondays." in read(sam, at(cast.pair))


def test_an_expectation_is_answered_with_a_reason(cast: Cast, sign_in: SignIn) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    sam.post(at(cast.pair, "add", "of_hr"), {"what": EXPECTS})
    entry = CharterEntry.objects.get()
    assert "One expectation, one not answered yet" in read(sam, at(cast.pair))
    url = at(cast.pair, "answer", entry.pk)
    assert EXPECTS in read(mira, url)
    answer = mira.post(url, {"said": "cannot", "why": ""})
    assert answer.status_code == 422
    assert "Say why, or what would be possible." in answer.text
    answer = mira.post(url, {"said": "partly", "why": "Themes, yes."}, follow=True)
    assert "Answered. Sam reads it." in answer.text
    assert "Can partly Themes, yes." in read(sam, at(cast.pair))


def test_a_very_long_expectation_says_how_long_it_is(cast: Cast, sign_in: SignIn) -> None:
    words = "x" * (WHAT_LENGTH + 5)
    answer = sign_in(cast.sam).post(at(cast.pair, "add", "of_hr"), {"what": words})
    assert answer.status_code == 422
    assert "at most 600 characters; there are 605 now" in answer.text
    assert words in answer.text  # what was typed stays
    assert not CharterEntry.objects.exists()


def test_a_sixth_success_factor_is_refused_with_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    sam, url = sign_in(cast.sam), at(cast.pair, "add", "success")
    answer = sam.post(url, {"what": "Calm", "measure": "", "carried_by": "both"})
    assert "Say how you two will see it" in answer.text
    for number in range(5):
        factor(cast.pair, cast.sam, number)
    assert sam.get(url).status_code == 404


def test_each_writes_the_pre_mortem_alone_and_both_read_it_at_once(
    cast: Cast, sign_in: SignIn
) -> None:
    written(cast.pair, "wrong", cast.sam, "Peak eats our talks.")
    mira, url = sign_in(cast.mira), at(cast.pair, "part", "wrong")
    page = read(mira, url)
    assert "Peak eats" not in page + read(mira, at(cast.pair))
    assert "You read it once you have written yours." in page
    assert "Peak eats our talks." in read(sign_in(cast.sam), url)
    written(cast.pair, "wrong", cast.mira, "I stop asking.")
    assert "Peak eats our talks." in read(mira, url)


def test_the_last_yes_signs_it_and_says_so(cast: Cast, sign_in: SignIn) -> None:
    filled(cast.pair)
    for key in ("why", "goals", "of_hr", "of_leader", "success", "wrong"):
        both(cast.pair, key)
    with the_map_is_signed():
        actions.accept_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY)
    mira = sign_in(cast.mira)
    with the_map_is_signed():
        assert SIGNS in read(mira, at(cast.pair)), "said before it is done"
        answer = mira.post(at(cast.pair, "rest"), follow=True)
    assert "version 1 ·" in read(mira, at(cast.pair)), "no longer the first version to come"
    assert "Signed by both of you. It stands, in these words." in answer.text
    assert "Your charter is signed by both" in answer.text
    assert "Version 1, as signed on" in answer.text
    assert "Version 1, signed by both on" in read(mira, cast.pair.get_absolute_url())


def test_whoever_gives_the_last_yes_is_told_before(cast: Cast, sign_in: SignIn) -> None:
    all_but(cast.pair, "rights")
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    url = at(cast.pair, "part", "rights")
    assert SIGNS not in read(sam, url) + read(sam, at(cast.pair)), "another yes is missing"
    accepted(cast.pair, "rights", cast.sam)
    assert SIGNS in read(mira, url)
    assert SIGNS in read(mira, at(cast.pair))
    assert SIGNS not in read(sam, url) + read(sam, at(cast.pair))
    seen = {"seen": mark(cast.pair, "rights"), "part": "1"}
    answer = mira.post(at(cast.pair, "accept", "rights"), seen, follow=True)
    assert answer.redirect_chain[-1][0] == at(cast.pair), "where all of it stands, signed"
    assert "Your charter is signed by both" in answer.text


def test_who_sees_a_part_differently_is_not_asked_for_a_yes_in_the_table(
    cast: Cast, sign_in: SignIn
) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    sam.post(at(cast.pair, "differ", "rights"), {"view": "Pay goes to the executive."})
    accept = at(cast.pair, "accept", "rights")
    assert accept not in sam.get(at(cast.pair)).text
    assert accept in mira.get(at(cast.pair)).text
    part = sam.get(at(cast.pair, "part", "rights")).text
    assert accept in part
    assert "Accept it after all" in part


def test_a_later_edit_begins_the_next_version_and_the_signed_one_is_read_as_it_was(
    cast: Cast, sign_in: SignIn
) -> None:
    signed(cast.pair)
    written(cast.pair, "goals", cast.sam, "Another goal.", at=TUESDAY)
    mira = sign_in(cast.mira)
    page = read(mira, at(cast.pair))
    assert "14 of 15 parts stand." in page
    assert "Version 1 holds until then." in page
    version = read(mira, at(cast.pair, "version", 1))
    assert "Peak season at 96 percent on time, by January." in version
    assert "Another goal." not in version
    assert "Signed by Sam Lindqvist and Mira Okafor." in version
    assert mira.get(at(cast.pair, "version", 2)).status_code == 404


def test_looking_at_it_again_is_one_tap(cast: Cast, sign_in: SignIn) -> None:
    signed(cast.pair)
    sam = sign_in(cast.sam)
    with the_map_is_signed():
        answer = sam.post(at(cast.pair, "renew"), follow=True)
    assert "What is signed holds meanwhile." in answer.text
    assert "15 parts are as they were proposed." in answer.text
    assert Charter.objects.count() == 1


def test_what_is_seen_differently_stands_on_its_part(cast: Cast, sign_in: SignIn) -> None:
    sam, url = sign_in(cast.sam), at(cast.pair, "differ", "rights")
    assert sam.post(url, {"view": ""}).status_code == 422
    sam.post(url, {"view": "Pay goes to the executive."})
    page = read(sign_in(cast.mira), at(cast.pair, "part", "rights"))
    assert "“Pay goes to the executive.”" in page
    assert "None of 15 parts stand. One needs a talk." in read(sam, at(cast.pair))


def test_a_former_pair_reads_its_charter_and_writes_nothing_more(
    cast: Cast, sign_in: SignIn
) -> None:
    signed(cast.pair)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    mira = sign_in(cast.mira)
    page = read(mira, at(cast.pair))
    assert "What you two wrote stays readable for both of you." in page
    assert "See it differently" not in read(mira, at(cast.pair, "part", "open"))
    for name, more in (
        ("rest", ()), ("renew", ()), ("accept", ("open",)), ("write", ("open",)),
        ("differ", ("open",)),
    ):  # fmt: skip
        assert mira.post(at(cast.pair, name, *more)).status_code == 404
    assert mira.get(at(cast.pair, "version", 1)).status_code == 200


def test_when_a_partner_leaves_halfway_the_other_reads_and_is_asked_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    written(cast.pair, "open", cast.mira, "Everything, early.")
    leave(cast.mira)
    sam = sign_in(cast.sam)
    page = read(sam, at(cast.pair))
    assert "Everything, early." in page
    assert "wait" not in page
    assert sam.post(at(cast.pair, "rest")).status_code == 404
    assert CharterPart.objects.count() == 1


def test_new_partners_of_an_old_pair_see_what_goes_on(cast: Cast, sign_in: SignIn) -> None:
    signed(cast.pair)
    new = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    page = read(sign_in(cast.leo), at(new))
    assert "What goes on, and what begins anew" in page
    assert "Planned for Thu 7 Jan, day 45." in page
    assert page.count("Thu 7 Jan") == 2, "the plan of the first hundred days names no other day"
    assert "Peak season" not in page
    assert sign_in(cast.leo).get(at(cast.pair)).status_code == 404
    sam = sign_in(cast.sam).get(at(new)).text
    assert at(cast.pair) in sam  # who stays finds what was signed before


def test_the_first_hundred_days_stand_beside_it_and_go(cast: Cast, sign_in: SignIn) -> None:
    new = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    ilse = sign_in(cast.ilse)
    assert "What is planned when, and what is done." in ilse.get(new.get_absolute_url()).text
    html = ilse.get(at(new)).text
    assert "First 100 days" in html
    assert html.count('aria-current="step"') == 1
    assert "Meet, and tell each other why you do this" in read(ilse, at(new))
    assert "First 100 days" not in read(sign_in(cast.sam), at(cast.pair))


@pytest.mark.parametrize("key", ["of_hr", "map", "success"])
def test_a_list_and_the_map_are_not_written_as_text(cast: Cast, sign_in: SignIn, key: str) -> None:
    assert sign_in(cast.sam).get(at(cast.pair, "write", key)).status_code == 404


def test_a_part_there_is_none_of_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    assert sam.get(at(cast.pair, "part", "nonsense")).status_code == 404
    assert sam.post(at(cast.pair, "accept", "nonsense")).status_code == 404


def test_the_answer_of_another_day_can_be_changed(cast: Cast, sign_in: SignIn) -> None:
    entry = answered(expected(cast.pair), Answer.CAN)
    accepted(cast.pair, "of_hr", cast.sam)
    sign_in(cast.mira).post(at(cast.pair, "answer", entry.pk), {"said": "cannot", "why": "No."})
    assert stand(cast.pair, "of_hr").state is State.BY_HR
