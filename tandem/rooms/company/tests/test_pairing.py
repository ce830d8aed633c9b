"""Pairs suggested from the tree: who, why, and made in one go."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions, reorganising, standing_in
from tandem.organisation.models import Assignment, Duty, Grounds
from tandem.partnership.actions import make_pair
from tandem.partnership.models import Pair
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.rooms.company.pairing import lacking, make_suggested, suggestions
from tandem.rooms.company.tree import look

TODAY = TUESDAY.date()
PAGE = reverse("company:suggestions")


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def suggested() -> list[tuple[str, str, str]]:
    return [
        (each.area.name, each.leader.first_name, each.hr_partner.first_name)
        for each in suggestions(look(TODAY))
    ]


def missing() -> dict[str, str]:
    return {each.area.name: each.needs for each in lacking(look(TODAY))}


def test_the_nearest_hr_partner_above_is_suggested_with_the_reason(cast: Cast) -> None:
    assert suggested() == [("Night shift", "Ilse", "Mira")]
    [only] = suggestions(look(TODAY))
    assert only.reason == "Mira Okafor is HR partner of Operations, above Night shift."


def test_an_own_hr_partner_comes_before_one_above(cast: Cast) -> None:
    actions.set_hr_partner(area=cast.areas.night_shift, person=cast.leo, by=OPERATOR, at=MONDAY)
    [only] = suggestions(look(TODAY))
    assert (only.hr_partner, only.reason) == (
        cast.leo,
        "Leo Hartmann is HR partner of Night shift.",
    )


def test_who_stands_in_is_suggested_for_no_pair_and_replaces_nobody(cast: Cast) -> None:
    before = suggested()
    standing_in.appoint_acting(
        area=cast.areas.operations,
        duty=Duty.LEADS,
        person=cast.ilse,
        last_day=TODAY + timedelta(days=30),
        reason="Sam is away.",
        by=OPERATOR,
        at=TUESDAY,
    )
    assert suggested() == before


def test_a_closed_area_lacks_nothing(cast: Cast) -> None:
    empty = actions.add_area(name="Packing", parent=cast.areas.supply, by=OPERATOR, at=MONDAY)
    assert missing()["Packing"] == "needs a leader"
    reorganising.close_area(area=empty, on=TODAY, by=OPERATOR, at=TUESDAY)
    assert "Packing" not in missing()


def test_nobody_is_paired_with_themselves(cast: Cast) -> None:
    """Mira leads the night shift: the next HR partner above is asked for, and there is none."""
    actions.set_leader(area=cast.areas.night_shift, person=cast.mira, by=OPERATOR, at=MONDAY)
    assert suggested() == []
    assert missing()["Night shift"] == "needs an HR partner"
    actions.set_hr_partner(area=cast.areas.varnholm, person=cast.helen, by=OPERATOR, at=MONDAY)
    assert ("Night shift", "Mira", "Helen") in suggested()


def test_areas_that_lack_one_of_the_two_are_named(cast: Cast) -> None:
    assert missing() == {"Varnholm Foods": "needs an HR partner", "Supply": "needs an HR partner"}
    actions.add_area(name="Bakery", parent=cast.areas.supply, by=OPERATOR, at=MONDAY)
    assert missing()["Bakery"] == "needs a leader"


def test_a_pair_whose_leader_was_replaced_is_suggested_anew(cast: Cast) -> None:
    actions.set_leader(area=cast.areas.operations, person=cast.ilse, by=OPERATOR, at=TUESDAY)
    found = {each.area.name: each for each in suggestions(look(TODAY))}
    assert found["Operations"].leader == cast.ilse
    assert found["Operations"].reason.endswith("So far the pair is Sam Lindqvist and Mira Okafor.")


def test_who_has_left_is_suggested_for_nothing(cast: Cast) -> None:
    leave(cast.ilse)
    assert suggested() == []
    assert missing()["Night shift"] == "needs a leader"


def test_the_ticked_ones_are_made_with_one_event_each(farid: Client, cast: Cast) -> None:
    actions.set_hr_partner(area=cast.areas.varnholm, person=cast.helen, by=OPERATOR, at=MONDAY)
    text = farid.get(PAGE).text
    assert text.count("checked") == 3  # Varnholm, Supply, Night shift
    ticked = [each.key for each in suggestions(look(TODAY)) if each.area.name != "Supply"]
    answer = farid.post(PAGE, {"pair": ticked})
    assert answer.headers["Location"] == PAGE
    assert "2 pairs were made." in farid.get(PAGE).text
    assert suggested() == [("Supply", "Vera", "Helen")]
    pair = Pair.objects.for_area(cast.areas.night_shift).still().get()
    [event] = Event.objects.about(pair.pk)
    assert (event.what, event.who) == ("pair.made", cast.farid.pseudonym)


def test_the_reason_is_kept_with_the_duty_that_the_pair_brings(farid: Client, cast: Cast) -> None:
    [only] = suggestions(look(TODAY))
    farid.post(PAGE, {"pair": [only.key]})
    held = Assignment.objects.at(cast.areas.night_shift).partnering().get()
    words = Grounds.objects.by_row([held.pk])[held.pk]
    assert words == "Mira Okafor is HR partner of Operations, above Night shift."


def test_with_nothing_ticked_nothing_changes_and_it_says_so(farid: Client) -> None:
    before = Pair.objects.count()
    answer = farid.post(PAGE)
    assert answer.status_code == 422
    assert "Nothing was ticked." in answer.text
    assert Pair.objects.count() == before


def test_what_changed_meanwhile_is_not_made_and_is_counted(farid: Client, cast: Cast) -> None:
    [only] = suggestions(look(TODAY))
    actions.set_leader(area=cast.areas.night_shift, person=cast.kim, by=OPERATOR, at=TUESDAY)
    farid.post(PAGE, {"pair": [only.key, "made:up:key"]})
    assert "0 pairs were made. 2 no longer stand" in farid.get(PAGE).text
    assert not Pair.objects.for_area(cast.areas.night_shift).exists()


def test_of_several_all_are_made_or_none(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.set_hr_partner(area=cast.areas.varnholm, person=cast.helen, by=OPERATOR, at=MONDAY)
    calls = []

    def breaks_at_the_second(**said: object) -> Pair:
        calls.append(said)
        if len(calls) == 2:
            raise OSError("disk full")
        return make_pair(**said)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr("tandem.rooms.company.pairing.make_pair", breaks_at_the_second)
    before = Pair.objects.count()
    with pytest.raises(OSError, match="disk full"):
        make_suggested(
            [each.key for each in suggestions(look(TODAY))], today=TODAY, by=cast.farid, at=TUESDAY
        )
    assert Pair.objects.count() == before


def test_a_company_where_all_is_paired_is_calm(farid: Client) -> None:
    farid.post(PAGE, {"pair": [each.key for each in suggestions(look(TODAY))]})
    assert "No pair is waiting to be made." in farid.get(PAGE).text
