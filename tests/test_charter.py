"""A charter in the whole house: what rooms know of its parts, and all the way to both names."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership.actions import make_pair
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter.actions import differ
from tandem.partnership.charter.content import Filled
from tandem.partnership.charter.reading import Stand, stands
from tandem.partnership.charter.tests.stories import (
    accepted,
    all_but,
    answered,
    both,
    expected,
    factor,
    needed,
    written,
)
from tandem.partnership.models import Charter, Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.openness import actions as openness
from tandem.rooms.ownership import actions as ownership
from tandem.rooms.ownership.in_the_charter import how_far_the_map_is_signed, who_signed
from tandem.rooms.ownership.starting_point import starting_point


def part(cast: Cast, key: str) -> Stand:
    return stands(cast.pair, localdate(TUESDAY))[key]


def test_the_part_on_the_map_says_how_far_its_rows_are_signed(cast: Cast) -> None:
    assert "Sign at least one row" in part(cast, "map").lacks
    for by in (cast.sam, cast.mira):
        seen = stands_on_the_map(cast)
        ownership.agree(pair=cast.pair, domain="recruit", seen=seen, by=by, at=MONDAY)
    said = part(cast, "map").said.text
    assert said == "1 of 14 rows is signed by both; the others hold as they began."
    accepted(cast.pair, "map", cast.sam)
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=MONDAY)
    assert part(cast, "map").said.text == said  # what one has agreed to stays as it was read
    assert part(cast, "map").state is State.SIGNED  # Mira's yes came with her last rows


def stands_on_the_map(cast: Cast) -> str:
    assert "recruit" in starting_point().by_key
    return starting_point().by_key["recruit"].text.mark


RULE = "The rows of the map hold as both sign them; the others hold as they began."


def test_who_agrees_to_every_row_says_yes_to_the_part_in_the_same_act(cast: Cast) -> None:
    ownership.agree_to_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY)
    found = part(cast, "map")
    assert (found.state, found.said.text) == (State.BY_LEADER, RULE)
    assert Event.objects.filter(what="charter.agreed").count() == 1
    assert found.lacks_for("hr"), "Nothing is signed by both yet, so the second yes waits."
    with pytest.raises(NotPossible):
        accepted(cast.pair, "map", cast.mira)
    ownership.agree_to_the_rest(pair=cast.pair, by=cast.mira, at=MONDAY)
    assert part(cast, "map").state is State.SIGNED
    assert Event.objects.filter(what="charter.agreed").count() == 2


def test_row_by_row_the_yes_comes_with_the_last_of_them(cast: Cast) -> None:
    *most, last = starting_point().domains
    for each in most:
        ownership.agree(
            pair=cast.pair, domain=each.key, seen=each.text.mark, by=cast.sam, at=MONDAY
        )
    assert part(cast, "map").state is State.DEFAULT
    ownership.agree(pair=cast.pair, domain=last.key, seen=last.text.mark, by=cast.sam, at=MONDAY)
    assert part(cast, "map").state is State.BY_LEADER


def test_a_row_seen_differently_keeps_nobody_from_their_yes(cast: Cast) -> None:
    ownership.differ(
        pair=cast.pair, domain="recruit", view="Leads hold it.", by=cast.sam, at=MONDAY
    )
    ownership.agree_to_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY)
    assert part(cast, "map").state is State.BY_LEADER


def test_the_yes_that_signs_the_charter_never_comes_with_a_row(cast: Cast) -> None:
    all_but(cast.pair, "map")
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=MONDAY)
    assert part(cast, "map").state is State.BY_LEADER
    assert not Charter.objects.exists()
    accepted(cast.pair, "map", cast.mira)  # asked for in so many words
    assert Charter.objects.exists()


def test_a_part_seen_differently_waits_for_a_look_of_its_own(cast: Cast) -> None:
    differ(pair=cast.pair, key="map", view="Not without pay.", by=cast.mira, at=MONDAY)
    ownership.agree_to_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY)
    assert part(cast, "map").state is State.UNDER_REVIEW


def test_once_rows_are_signed_the_part_says_how_many(cast: Cast) -> None:
    differ(pair=cast.pair, key="map", view="Not without pay.", by=cast.mira, at=MONDAY)
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=MONDAY)
    assert part(cast, "map").said.text == "All 14 rows are signed by both."


def test_rows_that_those_before_signed_are_not_said_to_be_signed_by_both(cast: Cast) -> None:
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=MONDAY)
    new = make_pair(
        area=cast.pair.area, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    held = in_the_charter(new)
    assert (held.text, held.lacks) == ("All 14 rows hold as those before you signed them.", "")
    for by in (cast.sam, cast.leo):
        seen = stands_on_the_map(cast)
        ownership.agree(pair=new, domain="recruit", seen=seen, by=by, at=TUESDAY)
    assert in_the_charter(new).text == (
        "1 of 14 rows is signed by both; 13 of 14 rows hold as those before you signed them."
    )
    for by in (cast.sam, cast.leo):
        ownership.agree_to_the_rest(pair=new, by=by, at=TUESDAY)
    assert in_the_charter(new).text == "All 14 rows are signed by both."


def in_the_charter(pair: Pair) -> Filled:
    return how_far_the_map_is_signed(pair, localdate(TUESDAY))


@pytest.mark.parametrize(
    ("ours", "before", "said"),
    [
        (9, 0, "9 of 14 rows are signed by both; the others hold as they began."),
        (0, 1, "1 of 14 rows holds as those before you signed it; the others hold as they began."),
        (1, 2, "1 of 14 rows is signed by both; 2 of 14 rows hold as those before you signed them; "
         "the others hold as they began."),
    ],
)  # fmt: skip
def test_the_part_on_the_map_says_who_signed_what(ours: int, before: int, said: str) -> None:
    assert who_signed(ours, before, 14) == said


def test_what_both_told_each_other_fills_the_part_on_why(cast: Cast) -> None:
    openness.write_why(pair=cast.pair, why="For the night shift.", by=cast.sam, at=MONDAY)
    assert part(cast, "why").lacks  # one of two
    openness.write_why(pair=cast.pair, why="For rules one can explain.", by=cast.mira, at=MONDAY)
    both(cast.pair, "why")
    openness.write_why(pair=cast.pair, why="Another reason.", by=cast.sam, at=TUESDAY)
    said = part(cast, "why").said
    assert (said.leader, said.hr) == ("For the night shift.", "For rules one can explain.")


def test_a_pair_comes_to_a_signed_charter_in_one_sitting(cast: Cast, sign_in: SignIn) -> None:
    """Eleven things said, four taps of each, and the last of them signs."""
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=MONDAY)
        openness.write_why(pair=cast.pair, why="Because.", by=by, at=MONDAY)
        written(cast.pair, "wrong", by, "No time.")
    written(cast.pair, "goals", cast.sam)
    answered(expected(cast.pair))
    answered(needed(cast.pair))
    for number in range(3):
        factor(cast.pair, cast.mira, number)
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    rest = reverse("charters:rest", args=[cast.pair.pk])
    for client in (sam, mira):
        client.post(rest)
    for key in ("of_leader", "wrong"):
        both(cast.pair, key)
    both(cast.pair, "of_hr")
    accepted(cast.pair, "success", cast.sam)
    assert not Charter.objects.exists()
    accepted(cast.pair, "goals", cast.mira)
    assert Charter.objects.get().number == 1
