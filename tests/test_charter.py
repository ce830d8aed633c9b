"""A charter in the whole house: what rooms know of its parts, and all the way to both names."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import localdate

from conftest import SignIn
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter.reading import Stand, stands
from tandem.partnership.charter.tests.stories import (
    accepted,
    answered,
    both,
    expected,
    factor,
    needed,
    written,
)
from tandem.partnership.models import Charter
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.openness import actions as openness
from tandem.rooms.ownership import actions as ownership
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
    both(cast.pair, "map")
    written_anew = part(cast, "map")
    assert written_anew.state is State.SIGNED


def stands_on_the_map(cast: Cast) -> str:
    assert "recruit" in starting_point().by_key
    return starting_point().by_key["recruit"].text.mark


def test_looked_at_again_the_part_on_the_map_says_how_it_is_now(cast: Cast) -> None:
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=MONDAY)
    assert part(cast, "map").said.text == "All 14 rows are signed by both."


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
