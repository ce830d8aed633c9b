"""Places that somebody left: told to the nearest pair, noticed after five working days (F06)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from tandem.access.audit import OPERATOR, record_each
from tandem.organisation import duties, standing_in
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import Area, Assignment, Duty, Person
from tandem.partnership.agendas import agenda_items
from tandem.partnership.commitments import actions as commitments
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.signals.detectors import detectors
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.signals.models import Signal
from tandem.partnership.signals.rows import noticed_by
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, lead, leave, pair_up
from tandem.rooms.ownership.gaps import gaps_of, unkept_of_pairs
from tandem.rooms.ownership.maps import in_force
from tandem.rooms.ownership.models import SignedRow
from tandem.rooms.ownership.rules import is_unowned
from tandem.rooms.ownership.starting_point import starting_point
from tandem.rooms.ownership.tests.stories import seen_differently, signed

EIGHT_DAYS_ON = TUESDAY + timedelta(days=8)  # Wednesday: six working days after Tuesday


def left(area: Area, duty: Duty) -> None:
    held = Assignment.objects.at(area).held().get(duty=duty)
    duties.end_duty(assignment=held, end_on=TUESDAY.date(), by=OPERATOR, at=TUESDAY)


def seen() -> list[tuple[object, dict[str, int]]]:
    return [(one.pair_id, one.evidence) for one in Signal.objects.filter(detector="unowned_work")]


@pytest.mark.parametrize(
    ("today", "fires"),
    [
        (date(2026, 11, 23), False),
        (date(2026, 11, 30), False),  # five working days: the weekend is none
        (date(2026, 12, 1), True),
    ],
)
def test_it_is_unowned_after_more_than_five_working_days(today: date, fires: bool) -> None:
    assert is_unowned(MONDAY.date(), today, WorkingDays(), 5) is fires


def test_holidays_of_the_site_do_not_count() -> None:
    holiday = WorkingDays(holidays=frozenset({date(2026, 11, 25)}))
    assert not is_unowned(MONDAY.date(), date(2026, 12, 1), holiday, 5)


@pytest.mark.parametrize(("days", "fires"), [(7, False), (8, True)])
def test_a_place_somebody_left_is_noticed_for_the_nearest_pair(
    cast: Cast, days: int, fires: bool
) -> None:
    pair_up(cast.areas.varnholm, cast.eva, cast.helen)  # further up, and not asked
    left(cast.areas.night_shift, Duty.LEADS)
    look_for_signals(at=TUESDAY + timedelta(days=days))
    assert seen() == ([(cast.pair.pk, {"places": 1})] if fires else [])


def test_a_caretaker_is_somebody(cast: Cast) -> None:
    left(cast.areas.night_shift, Duty.LEADS)
    standing_in.appoint_caretaker(
        area=cast.areas.night_shift, duty=Duty.LEADS, person=cast.vera, reason="Ilse has left",
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    look_for_signals(at=EIGHT_DAYS_ON)
    assert seen() == []
    assert gaps_of(cast.pair, EIGHT_DAYS_ON.date()) == []


def test_a_place_nobody_ever_held_is_no_gap(cast: Cast) -> None:
    """The HR partner of Operations answers for its night shift; nobody has to be named there."""
    look_for_signals(at=EIGHT_DAYS_ON)
    assert seen() == []


def test_the_card_names_places_and_nobody(cast: Cast) -> None:
    left(cast.areas.night_shift, Duty.LEADS)
    look_for_signals(at=EIGHT_DAYS_ON)
    for reader in (cast.sam, cast.mira):
        every = noticed_by(reader, EIGHT_DAYS_ON.date())
        [row] = [each for each in every if each.detector.key == "unowned_work"]
        assert row.noticed == (
            "We noticed work that nobody owns. Places on the map and promises that need somebody: "
            "1. Is this so?"
        )
        assert "more than 5 working days" in row.rule
        assert "Ilse" not in row.noticed + row.shown + row.rule + row.step
    assert not noticed_by(cast.vera, EIGHT_DAYS_ON.date())


def test_where_nothing_is_vacant_one_question_is_asked(cast: Cast) -> None:
    from_register = detectors()["unowned_work"]
    assert from_register.list_url(cast.pair) == f"/app/ownership/pair/{cast.pair.pk}/gaps/"
    with CaptureQueriesContext(connection) as asked:
        look_for_signals(at=EIGHT_DAYS_ON)
    assert len([each for each in asked if "organisation_assignment" in each["sql"]]) == 1


def test_the_list_is_of_the_two_and_says_since_when(cast: Cast, sign_in: SignIn) -> None:
    left(cast.areas.night_shift, Duty.LEADS)
    address = f"/app/ownership/pair/{cast.pair.pk}/gaps/"
    text = sign_in(cast.mira).get(address).text
    assert "Night shift" in text
    assert "Who leads it" in text
    assert 'datetime="2026-11-24"' in text
    for other in (cast.vera, cast.leo, cast.kim, cast.helen):
        assert sign_in(other).get(address).status_code == 404


def promised(to: Person, by: Person, what: str = "Bring the list") -> Commitment:
    said = Said(what=what, due_on=date(2026, 12, 18))
    return commitments.offer(to=to, said=said, by=by, at=MONDAY, source=Source.FORM)


@pytest.mark.parametrize(("days", "fires"), [(6, False), (7, True)])
def test_a_promise_between_the_two_of_who_has_left_needs_somebody(
    cast: Cast, days: int, fires: bool
) -> None:
    """Mira's is without a person; Sam's has him. Of what he was promised by others Mira hears
    nothing, be they gone too."""
    promised(cast.sam, by=cast.mira)
    promised(cast.mira, by=cast.sam, what="Read it")
    promised(cast.sam, by=cast.kim)
    leave(cast.mira)
    leave(cast.kim)
    today = MONDAY.date() + timedelta(days=days + 1)
    unkept = unkept_of_pairs([cast.pair, cast.other_pair], today, 5)
    assert [(one.promise.performer, one.long) for one in unkept[cast.pair.pk]] == [
        (cast.mira, fires)
    ]
    assert [*unkept] == [cast.pair.pk]


def test_a_draft_of_who_has_left_is_nobodys(cast: Cast) -> None:
    said = Said(what="Not sent")
    commitments.save_draft(
        customer=cast.sam, performer=cast.mira, said=said, by=cast.mira, at=MONDAY
    )
    leave(cast.mira)
    assert unkept_of_pairs([cast.pair], EIGHT_DAYS_ON.date(), 5) == {}


def test_the_list_leads_to_the_promise_of_who_has_left(cast: Cast, sign_in: SignIn) -> None:
    promise = promised(cast.sam, by=cast.mira)
    address = f"/app/ownership/pair/{cast.pair.pk}/gaps/"
    assert "Promised by who has left" not in sign_in(cast.sam).get(address).text
    leave(cast.mira)
    text = sign_in(cast.sam).get(address).text
    for said in ("Promised by who has left", "Bring the list", promise.get_absolute_url()):
        assert said in text
    assert "Every place has somebody." not in text


def test_an_empty_list_says_so(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(f"/app/ownership/pair/{cast.pair.pk}/gaps/").text
    assert "Every place has somebody." in text


def test_the_map_leads_the_two_to_what_needs_an_owner(cast: Cast, sign_in: SignIn) -> None:
    left(cast.areas.operations, Duty.HR_PARTNER)
    address = f"/app/ownership/{cast.areas.operations.pk}/"
    if cast.pair.is_over(TUESDAY.date()):
        pytest.fail("a pair outlives a duty that ended")
    assert "What needs an owner, and since when" in sign_in(cast.sam).get(address).text
    assert "What needs an owner, and since when" not in sign_in(cast.kim).get(address).text


def test_who_stands_on_both_sides_is_said(cast: Cast, sign_in: SignIn) -> None:
    """Nobody is named twice for one area; who leads one and is HR partner above it can be both."""
    area = cast.areas.night_shift
    left(area, Duty.LEADS)
    lead(area, cast.mira)
    text = sign_in(cast.kim).get(f"/app/ownership/{area.pk}/").text
    assert "Mira stands on both sides here." in text
    assert "both sides here" not in sign_in(cast.sam).get("/app/ownership/").text


def test_what_is_seen_differently_and_what_nobody_owns_is_for_the_next_talk(cast: Cast) -> None:
    def proposed(at: datetime = TUESDAY) -> list[str]:
        return [item.sentence for item in agenda_items(cast.pair, at.date())]

    assert proposed() == []
    seen_differently(cast.pair, cast.sam, "sealedwords")
    left(cast.areas.night_shift, Duty.LEADS)
    assert proposed() == [
        "You see “Onboard” differently.", "1 place on the map needs an owner.",
    ]  # fmt: skip
    signed(cast.pair)
    assert proposed() == ["1 place on the map needs an owner."]


def below(parent: Area, number: int, level: int) -> list[Area]:
    areas = [Area(name=f"Unit {level}-{n}", parent=parent) for n in range(number)]
    for area in areas:
        area.path = f"{parent.path}{area.pk.hex[:8]}/"
    record_each("area.added", areas, by=OPERATOR, at=MONDAY)
    return areas


@pytest.mark.slow
def test_a_map_of_three_thousand_areas_asks_no_more_than_a_small_one(
    cast: Cast, sign_in: SignIn
) -> None:
    """Every fifth area has rows of its own; the nearest above counts, whatever lies beside."""
    leaf = cast.areas.night_shift
    kim = sign_in(cast.kim)

    def asked(area: Area) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert kim.get(f"/app/ownership/{area.pk}/").status_code == 200
        return len(queries)

    asked(leaf)  # what a process asks once
    small = asked(leaf)
    units = below(cast.areas.operations, 100, 1)
    deep = [area for unit in units for area in below(unit, 29, 2)]
    assert len(units) + len(deep) == 3000
    text = starting_point().by_key["onboard"].text
    rows = [
        SignedRow(
            area=area, domain=key, number=1, leader_line=f"Of {area.name} under {area.parent}",
            hr_line=text.hr, outcome=text.outcome, leader=cast.sam, hr_partner=cast.mira,
            start_on=MONDAY.date(),
        )
        for key in ("onboard", "attract")
        for area in [*units, *deep[::5]]
    ]  # fmt: skip
    record_each("ownership.signed", rows, by=OPERATOR, at=MONDAY)
    for area, holds in ((deep[0], deep[0]), (deep[1], units[0]), (units[7], units[7])):
        found = in_force(area)["onboard"]
        assert found.signed is not None
        assert found.signed.area == holds
        assert found.text.leader == f"Of {holds.name} under {holds.parent}"
        assert asked(area) <= small + 1  # one more level lies above
