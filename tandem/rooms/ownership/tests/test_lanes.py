"""A task on the other side than usual: asked about gently, of the two alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from conftest import SignIn
from tandem.access.models import Event
from tandem.partnership.models import NotInThisPair
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.ownership import actions
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.rules import OutOfLane, moved_back, out_of_lane
from tandem.rooms.ownership.starting_point import Side, Text, starting_point
from tandem.rooms.ownership.tests.stories import DOMAIN, LANE, edited, signed

ASKED = "“a buddy” looks like an experience task sitting with HR. Intentional?"
USUAL = Text("Welcome; a buddy", "Access, a programme", "They stay")


@pytest.mark.parametrize(
    ("leader", "hr", "out"),
    [
        ("Welcome; a buddy", "Access, a programme", []),
        ("Welcome", "Access; A Buddy", [OutOfLane("a buddy", Side.HR)]),
        ("Welcome; a buddy", "Access; a buddy", []),  # on both sides
        ("Welcome", "Access, finding a buddy for each", []),  # words of one's own
        ("Welcome", "Access, a programme", []),  # on neither
        ("Welcome; a programme", "Access", [OutOfLane("a programme", Side.LEADER)]),
    ],
)
def test_a_task_moved_as_it_stood_is_asked_about(
    leader: str, hr: str, out: list[OutOfLane]
) -> None:
    text = Text(leader, hr, "They stay")
    assert out_of_lane(USUAL, text) == out
    assert out_of_lane(USUAL, moved_back(text, out)) == []


def test_the_starting_point_is_in_its_lanes() -> None:
    for domain in starting_point().domains:
        assert out_of_lane(domain.text, domain.text) == []


def row(client: Client, cast: Cast, rest: str = "") -> str:
    return client.get(f"/app/ownership/{cast.areas.operations.pk}/{DOMAIN}/{rest}").text


def test_it_is_asked_of_the_two_alone(cast: Cast, sign_in: SignIn) -> None:
    """Signed or not: others read the row, and not that somebody might ask about it."""
    edited(cast.pair, cast.sam, LANE)
    signed(cast.pair)
    for who in (cast.sam, cast.mira):
        assert ASKED in row(sign_in(who), cast)
        assert ASKED in sign_in(who).get(f"/app/ownership/{cast.areas.operations.pk}/").text
    for who in (cast.kim, cast.vera, cast.helen, cast.leo):
        page = row(sign_in(who), cast)
        assert LANE.hr in page
        assert "Intentional" not in page


def test_meant_for_now_it_is_asked_again_on_that_day(cast: Cast, sign_in: SignIn) -> None:
    edited(cast.pair, cast.sam, LANE)
    signed(cast.pair)
    sam = sign_in(cast.sam)
    address = f"/app/ownership/{cast.areas.operations.pk}/{DOMAIN}/for-now/"
    answer = sam.post(address, {"until": "2026-12-24"}, follow=True)
    assert "You two are asked again on that day." in answer.text
    assert ASKED not in answer.text
    assert ASKED not in row(sign_in(cast.mira), cast)
    kept = MapRow.objects.get()
    assert (kept.state, kept.kept_until) == ("signed", date(2026, 12, 24))
    assert Event.objects.filter(what="ownership.kept_for_now").count() == 1
    edited(cast.pair, cast.mira, LANE)  # another text, another question
    assert MapRow.objects.get().kept_until is None


@pytest.mark.parametrize("until", ["", "never", "2020-01-01", "2031-01-01"])
def test_for_now_needs_a_day_within_a_year(cast: Cast, sign_in: SignIn, until: str) -> None:
    edited(cast.pair, cast.sam, LANE)
    address = f"/app/ownership/{cast.areas.operations.pk}/{DOMAIN}/for-now/"
    answer = sign_in(cast.sam).post(address, {"until": until})
    assert answer.status_code == 422
    assert "a day from tomorrow on, within a year" in answer.text
    assert MapRow.objects.get().kept_until is None


@pytest.mark.parametrize(("days", "refused"), [(0, True), (1, False), (366, False), (367, True)])
def test_the_day_lies_ahead_and_within_a_year(cast: Cast, days: int, refused: bool) -> None:
    edited(cast.pair, cast.sam, LANE)
    until = TUESDAY.date() + timedelta(days=days)

    def kept() -> MapRow:
        return actions.keep_for_now(
            pair=cast.pair, domain=DOMAIN, until=until, by=cast.sam, at=TUESDAY
        )

    if refused:
        with pytest.raises(NotPossible):
            kept()
    else:
        assert kept().kept_until == until


def test_nobody_else_says_that_it_is_meant_so(cast: Cast) -> None:
    with pytest.raises(NotInThisPair):
        actions.keep_for_now(
            pair=cast.pair, domain=DOMAIN, until=date(2026, 12, 24), by=cast.vera, at=MONDAY
        )


def test_moving_it_opens_the_change_filled_in(cast: Cast, sign_in: SignIn) -> None:
    edited(cast.pair, cast.sam, LANE)
    form = row(sign_in(cast.sam), cast, "edit/?move=1")
    assert "First-day welcome; a first win; a buddy" in form
    assert "the core programme</textarea>" in form
    assert "A buddy" not in form
