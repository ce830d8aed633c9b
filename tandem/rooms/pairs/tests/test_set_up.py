"""Three steps over what the rooms have: taken with one tap, left, and gone on with later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership.actions import make_pair
from tandem.partnership.charter.tests import stories
from tandem.partnership.models import CharterPart
from tandem.partnership.registers import Walk, footings
from tandem.partnership.testing import TUESDAY, Cast
from tandem.partnership.two import Two
from tandem.rooms.pairs.set_up import Step, steps_of, where

TODAY = TUESDAY.date()


def url(cast: Cast, step: int | str = "") -> str:
    address = f"/app/partners/{cast.pair.pk}/set-up/"
    return f"{address}?step={step}" if step else address


def steps(cast: Cast, person: object = None) -> list[Step]:
    return steps_of(Two(cast.pair, person or cast.sam, TODAY))  # type: ignore[arg-type]


def take(client: Client, cast: Cast, key: str) -> str:
    return client.post(url(cast), {"take": key}, follow=True).text


def test_there_are_exactly_three_steps_and_each_holds_what_it_needs(cast: Cast) -> None:
    found = steps(cast)
    assert [step.walk for step in found] == [Walk.OWNERSHIP, Walk.FRAMEWORK, Walk.OPENNESS]
    needed = [{each.key for each in step.needed} for step in found]
    assert needed == [
        {"map"},
        {"rhythm", "rights", "escalation", "goal"},
        {"why", "context", "open", "feedback"},
    ]
    extra = {each.key for step in found for each in step.footings if each.is_extra}
    assert extra == {"sheet", "charter", "heads_ups"}


def test_one_tap_of_each_takes_what_is_usual_in_a_step(cast: Cast, sign_in: SignIn) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    assert "Agreed to 14." in take(sam, cast, "map")
    own, _, _ = steps(cast)
    assert (own.is_mine_done, own.is_done) == (True, False)
    assert "Waits for Mira" in sam.get(url(cast, 1)).text
    assert "Waits for you" in mira.get(url(cast, 1)).text
    take(mira, cast, "map")
    assert steps(cast)[0].is_done
    said_before = sam.get(url(cast, 2)).text
    assert "Accept 8 parts as they stand" in said_before
    assert "How we disagree" in said_before, "more than this step shows, by name"
    assert "Agreed to" in take(sam, cast, "rhythm")
    take(mira, cast, "rights")
    _, framework, openness = steps(cast)
    assert {each.key for each in framework.needed if each.is_done} == {
        "rhythm", "rights", "escalation",
    }  # fmt: skip
    assert framework.said == "You: 3 of 4 · Mira: 3 of 4"  # the goal is theirs to word
    assert {each.key for each in openness.needed if each.is_done} == {"open", "feedback"}


def test_taking_twice_says_so_and_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    take(sam, cast, "map")
    before = Event.objects.count()
    assert "You have agreed to that already." in take(sam, cast, "map")
    assert "You have agreed to that already." in take(sam, cast, "sheet")
    assert Event.objects.count() == before


@pytest.mark.parametrize("given", [{}, {"take": ""}, {"take": "everything"}, {"take": "1"}])
def test_what_is_no_footing_is_refused(cast: Cast, sign_in: SignIn, given: dict[str, str]) -> None:
    before = Event.objects.count()
    assert sign_in(cast.sam).post(url(cast), given).status_code == 400
    assert Event.objects.count() == before


def test_it_goes_on_where_the_reader_left_off_and_any_step_can_be_opened(
    cast: Cast, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    assert "step 1 of 3" in sam.get(url(cast)).text
    take(sam, cast, "map")
    text = sam.get(url(cast)).text
    assert "step 2 of 3" in text
    assert "Leave it for now" in text
    assert f"{url(cast, 3)}" in text
    assert "step 3 of 3" in sam.get(url(cast, 3)).text
    assert "step 1 of 3" in sign_in(cast.mira).get(url(cast)).text


@pytest.mark.parametrize("asked", ["0", "4", "x", "-1", "1.5", "%00", "²"])
def test_a_step_there_is_none_of_leads_where_one_left_off(cast: Cast, asked: str) -> None:
    assert where(steps(cast), asked).walk is Walk.OWNERSHIP


def test_who_has_done_all_is_shown_what_waits_for_both(cast: Cast, sign_in: SignIn) -> None:
    """An HR partner writes no context card: without it the step waits for the leader alone."""
    context = next(each for each in footings(cast.pair, cast.mira, TODAY) if each.key == "context")
    assert (context.mine, context.theirs) == (True, False)
    context = next(each for each in footings(cast.pair, cast.sam, TODAY) if each.key == "context")
    assert (context.mine, context.theirs) == (False, True)


def test_a_row_seen_differently_has_been_looked_at(cast: Cast, sign_in: SignIn) -> None:
    area = cast.pair.area_id
    sam = sign_in(cast.sam)
    sam.post(f"/app/ownership/{area}/onboard/differ/", {"view": "Leads hold it."})
    take(sam, cast, "map")
    [own, *_] = steps(cast)
    assert own.is_mine_done
    assert "1 seen differently." in own.needed[0].said


def test_a_part_seen_differently_says_so_and_asks_for_the_view_that_is_missing(
    cast: Cast, sign_in: SignIn
) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    sam.post(f"/app/partners/{cast.pair.pk}/charter/rights/differ/", {"view": "Pay is mine."})
    for client, act in ((sam, "Look at it"), (mira, "Say how you see it")):
        row = row_of(client.get(url(cast, 2)).text, "rights")
        assert "We see it differently" in row
        assert f"{act}<" in row
        assert "Pay is mine" not in row
    # The other words it anew, and it is a yes again that is waited for.
    stories.written(cast.pair, "rights", cast.mira, "Pay up to 3 % is the leader’s.")
    row = row_of(sam.get(url(cast, 2)).text, "rights")
    assert "Waits for you" in row
    assert "Read and accept<" in row


def test_what_one_tap_takes_is_named_once_with_a_way_to_change_it(
    cast: Cast, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    text = sam.get(url(cast, 2)).text
    for key in ("rhythm", "rights", "escalation"):
        assert row_of(text, key) == ""
        assert f'<a href="{reverse("charters:part", args=[cast.pair.pk, key])}">' in text
    assert "Propose one" in row_of(text, "goal")
    # Once it is taken, or one of them is no longer usual, each stands there again.
    stories.written(cast.pair, "rights", cast.mira, "Pay up to 3 % is the leader’s.")
    assert "Waits for you" in row_of(sam.get(url(cast, 2)).text, "rights")
    sam.post(url(cast), {"take": "rhythm"})
    assert "Waits for Mira" in row_of(sam.get(url(cast, 2)).text, "rhythm")


def test_of_the_map_one_row_is_left_to_read_it_row_by_row(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(url(cast, 1)).text
    assert "Agree to all that is usual" in text
    assert "Read and agree" in row_of(text, "map")
    row = reverse("ownership:row", args=[cast.areas.operations.pk, "attract"])
    assert f'<a href="{row}">Attract</a>' in text


def row_of(text: str, key: str) -> str:
    return text.partition(f'id="footing-{key}"')[2].partition("</li>")[0]


def test_the_walk_is_linked_until_the_charter_is_signed(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    sam = sign_in(cast.sam)
    assert url(cast) in sam.get(cast.pair.get_absolute_url()).text
    stories.signed(cast.pair)
    assert url(cast) not in sam.get(cast.pair.get_absolute_url()).text
    assert url(cast) not in sam.get("/app/").text
    assert sam.get(url(cast)).status_code == 200  # it stays readable by its address


def test_partners_no_more_have_nothing_to_set_up(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    make_pair(area=cast.pair.area, leader=cast.ana, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY)
    with it_is(TUESDAY + timedelta(days=2)):
        sam = sign_in(cast.sam)
        assert sam.get(url(cast)).status_code == 404
        assert sam.post(url(cast), {"take": "map"}).status_code == 404
        assert url(cast) not in sam.get(cast.pair.get_absolute_url()).text
    assert not CharterPart.objects.of(cast.pair).exists()


def test_a_new_pair_finds_it_on_today(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    pair = make_pair(
        area=cast.pair.area, leader=cast.ana, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY
    )
    address = f"/app/partners/{pair.pk}/set-up/"
    for days, shown in ((1, True), (99, True), (100, False)):
        with it_is(TUESDAY + timedelta(days=days)):
            for who in (cast.ana, cast.mira):
                assert (address in sign_in(who).get("/app/").text) is shown, days
