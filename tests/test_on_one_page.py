"""The partnership on one page: what three rooms know of two people, beside each other."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.charter.models import Answer
from tandem.partnership.charter.tests import stories as charters
from tandem.partnership.models import NotInThisPair
from tandem.partnership.outcomes.tests import stories as outcomes
from tandem.partnership.registers import MapRow, Share, map_rows
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.charters.on_the_map import first_sentence
from tandem.rooms.ownership.on_the_map import gist
from tandem.rooms.ownership.tests import stories as ownership

TODAY = TUESDAY.date()


def row(cast: Cast, share: Share) -> MapRow:
    found = {each.share: each for each in map_rows(cast.pair, cast.sam, TODAY)}
    return found[share]


def address(cast: Cast) -> str:
    return reverse("pairs:on_one_page", args=[cast.pair.pk])


def test_its_rows_are_who_owns_what_how_they_work_and_what_it_leads_to(cast: Cast) -> None:
    """On the first day, too: nothing is said of what is not there."""
    found = map_rows(cast.pair, cast.mira, TODAY)
    assert [each.share for each in found] == [*Share]
    assert [each.said for each in found] == [
        "0 of 14 rows signed",
        "No charter signed yet",
        "None you both own yet",
    ]
    assert [bool(each.leader or each.both or each.hr) for each in found] == [True, False, False]


def test_a_row_without_anything_says_once_what_will_stand_there(
    cast: Cast, sign_in: SignIn
) -> None:
    text = sign_in(cast.sam).get(address(cast)).text
    for share, would in (
        (Share.FRAMEWORK, "How you two work, and what each of you can do"),
        (Share.OUTCOMES, "A result both answer for, and what each of you does for it"),
    ):
        assert row(cast, share).is_empty
        assert text.count(would) == 1
    assert "Nothing here yet." not in text


def test_once_something_stands_there_it_says_that_instead(cast: Cast, sign_in: SignIn) -> None:
    outcomes.co_owned(cast.pair)
    assert not row(cast, Share.OUTCOMES).is_empty
    text = sign_in(cast.sam).get(address(cast)).text
    assert outcomes.NAME in text
    assert "A result both answer for" not in text


def test_the_row_of_ownership_names_first_what_both_have_signed(cast: Cast) -> None:
    ownership.signed(cast.pair, "culture")
    owns = row(cast, Share.OWNERSHIP)
    assert owns.said == "1 of 14 rows signed"
    assert owns.both == ["14 shared outcomes, two names on each"]
    signed = ownership.text_of(cast.pair, "culture")
    [leader], [hr] = owns.leader, owns.hr
    assert leader.split(" · ")[0] == gist(signed.leader)
    assert hr.split(" · ")[0] == gist(signed.hr)
    assert len(leader.split(" · ")) == len(hr.split(" · ")) == 5


def test_a_change_that_only_one_has_agreed_to_is_not_on_it(cast: Cast) -> None:
    text = replace(ownership.text_of(cast.pair, "attract"), leader="Knocks on every door")
    ownership.edited(cast.pair, cast.sam, text, domain="attract")
    assert "Knocks" not in row(cast, Share.OWNERSHIP).leader[0]


def test_what_two_see_differently_is_named_for_the_two(cast: Cast) -> None:
    ownership.seen_differently(cast.pair, cast.sam, domain="onboard")
    assert row(cast, Share.OWNERSHIP).differs == ["Onboard"]


def test_the_row_of_the_framework_is_by_the_charter_both_signed(cast: Cast) -> None:
    partly = charters.needed(cast.pair, "Two hours with shift leads per month")
    charters.answered(partly, Answer.PARTLY, "One hour before peak.")
    cannot = charters.needed(cast.pair, "A seat in the board")
    charters.answered(cannot, Answer.CANNOT, "Not mine to give.")
    charter = charters.signed(cast.pair)
    framework = row(cast, Share.FRAMEWORK)
    assert framework.said.startswith(f"Charter, version {charter.number}, to look at again on ")
    assert framework.leader == [charters.NEEDS, "Partly: Two hours with shift leads per month"]
    assert framework.hr == [charters.EXPECTS]
    rhythm = "A 1:1 of 30 minutes every two weeks, every week while the pair is new or much is"
    assert framework.both == [
        f"{rhythm} changing.",
        "Candid in private, united in public once it is decided.",
    ]
    charters.written(cast.pair, "rhythm", cast.sam, "We talk when it burns.")
    assert row(cast, Share.FRAMEWORK) == framework


def test_the_row_of_outcomes_names_what_each_does_for_what_both_own(cast: Cast) -> None:
    outcomes.co_owned(cast.pair)
    outcomes.proposed(cast.pair, cast.sam, replace(outcomes.TERMS, name="Only asked for"))
    leads_to = row(cast, Share.OUTCOMES)
    assert leads_to.said == "1 you both own"
    assert leads_to.leader == ["Talks about staying, every month"]
    assert leads_to.hr == ["Shift patterns to choose from"]
    assert leads_to.both == [f"{outcomes.NAME}: From 42 % to 20 % by 30 Jun 2027"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Vision and tone; honest picture of the work", "Vision and tone"),
        ("Legal steps, exit interview; benefits", "Legal steps"),
        ("A respectful goodbye.", "A respectful goodbye"),
        ("", ""),
    ],
)
def test_the_first_thing_of_a_line_is_named(line: str, named: str) -> None:
    assert gist(line) == named


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("We meet on Mondays. And once a month for longer.", "We meet on Mondays."),
        ("At 9.30, each week", "At 9.30, each week"),
        ("Why not? We do.", "Why not?"),
    ],
)
def test_the_first_sentence_is_whole(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_it_is_for_the_two_alone(cast: Cast) -> None:
    with pytest.raises(NotInThisPair):
        map_rows(cast.pair, cast.helen, TODAY)


def test_the_page_of_the_pair_fetches_it_and_without_script_leads_there(
    cast: Cast, sign_in: SignIn
) -> None:
    ownership.seen_differently(cast.pair, cast.sam, domain="onboard")
    sam, url = sign_in(cast.sam), address(cast)
    page = sam.get(cast.pair.get_absolute_url()).text
    assert f'hx-get="{url}" hx-trigger="load"' in page
    assert f'<a href="{url}">' in page
    alone, fetched = sam.get(url).text, sam.get(url, headers={"hx-request": "true"}).text
    for shown in (alone, fetched):
        assert "Only you and Mira can read this" in shown
        assert "You see it differently: Onboard" in shown
        assert re.search(r"Sam: how work is lived.*Mira: the systems behind it", shown, re.S)
    assert fetched.lstrip().startswith('<section aria-labelledby="map"')
    assert cast.pair.get_absolute_url() in alone
