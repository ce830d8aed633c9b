"""Acting leads and caretakers: who does a duty for a while without holding it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.access.roles import HRPartner, Leader
from tandem.organisation import actions, reorganising, standing_in
from tandem.organisation.models import (
    Area,
    Assignment,
    Duty,
    Employment,
    Grounds,
    Person,
    Spell,
    StandIn,
)
from tandem.organisation.seats import seats_of, vacancies
from tandem.organisation.standing_in import UnableToStandIn
from tandem.partnership.sides import around
from tandem.partnership.testing import HIRED, TUESDAY, Cast

DAY = timedelta(days=1)
TODAY = TUESDAY.date()
LAST = TODAY + timedelta(days=30)


def later(days: int) -> datetime:
    return TUESDAY + timedelta(days=days)


def acting(
    cast: Cast, who: Person, duty: Duty = Duty.LEADS, *, last: date = LAST, reason: str = "Leave"
) -> Assignment:
    return standing_in.appoint_acting(
        area=cast.areas.operations, duty=duty, person=who, last_day=last, reason=reason,
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip


def caretaker(
    cast: Cast, who: Person, duty: Duty = Duty.LEADS, *, reason: str = "Sam has left"
) -> Assignment:
    return standing_in.appoint_caretaker(
        area=cast.areas.operations, duty=duty, person=who, reason=reason,
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip


def leaves(person: Person, last_day: date) -> None:
    stay, spell = Employment.objects.of(person).get(), Spell.objects.of(person).get()
    stay.end_on = spell.end_on = last_day + DAY
    record("person.left", stay, spell, by=OPERATOR, at=TUESDAY)


def leading(cast: Cast, day: date = TODAY) -> tuple[str | None, str | None, date | None]:
    """Who leads Operations, who stands in, and since when nobody does."""
    seat = seats_of(cast.areas.operations, day)[Duty.LEADS]
    holder, stand_in = seat.holder, seat.stand_in
    return (
        holder.person.first_name if holder else None,
        stand_in.person.first_name if stand_in else None,
        seat.vacant_since,
    )


def sees(person: Person, day: date) -> set[str]:
    return {area.name for area in Area.objects.visible_to(person, day)}


def test_an_acting_lead_stands_beside_the_leader(cast: Cast) -> None:
    acting(cast, cast.kim)
    assert leading(cast) == ("Sam", "Kim", None)
    assert leading(cast, TODAY - DAY) == ("Sam", None, None)
    assert leading(cast, LAST) == ("Sam", "Kim", None)
    assert leading(cast, LAST + DAY) == ("Sam", None, None)
    event = Event.objects.get(what="area.leads.acting")
    assert event.who == cast.farid.pseudonym


def test_an_acting_lead_sees_what_a_lead_sees_while_it_lasts(cast: Cast) -> None:
    acting(cast, cast.kim)
    for day in (TODAY, LAST):
        assert sees(cast.kim, day) == {"Operations", "Night shift"}
        assert Leader in cast.kim.roles(day)
        assert cast.sam in Person.objects.visible_to(cast.kim, day)
    for day in (TODAY - DAY, LAST + DAY):
        assert sees(cast.kim, day) == set()
        assert Leader not in cast.kim.roles(day)
        assert list(Person.objects.visible_to(cast.kim, day)) == [cast.kim]
    assert around(cast.sam, [cast.kim.pk], TODAY).sides == {cast.kim.pk: "leader"}
    assert sees(cast.sam, TODAY) == {"Operations", "Night shift"}  # the leader loses nothing


def test_an_acting_hr_partner_sees_what_an_hr_partner_sees(cast: Cast) -> None:
    acting(cast, cast.leo, Duty.HR_PARTNER)
    assert "Operations" in sees(cast.leo, TODAY)
    assert HRPartner in cast.leo.roles(TODAY)


def test_the_reason_is_kept_and_asked_for(cast: Cast) -> None:
    held = acting(cast, cast.kim, reason=" Sam is on leave ")
    assert Grounds.objects.by_row([held.pk]) == {held.pk: "Sam is on leave"}
    with pytest.raises(UnableToStandIn, match="Say why"):
        acting(cast, cast.leo, Duty.HR_PARTNER, reason="  ")


def test_only_one_stands_in_at_a_time(cast: Cast) -> None:
    acting(cast, cast.kim)
    with pytest.raises(UnableToStandIn, match=r"Kim Bakker stands in already \(24 December 2026\)"):
        acting(cast, cast.ilse)
    assert acting(cast, cast.leo, Duty.HR_PARTNER).person == cast.leo  # the other side is free


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("sam", "Sam Lindqvist has this duty already"),
        ("mira", "other side of this area already"),
        ("otto", "Otto Kranz no longer works here"),
    ],
)
def test_who_cannot_act_is_told_why(cast: Cast, who: str, words: str) -> None:
    with pytest.raises(UnableToStandIn, match=words):
        acting(cast, getattr(cast, who))


def test_a_caretaker_is_for_a_vacant_side(cast: Cast) -> None:
    with pytest.raises(UnableToStandIn, match="Sam Lindqvist has this duty"):
        caretaker(cast, cast.kim)
    leaves(cast.sam, TODAY - DAY)
    caretaker(cast, cast.kim)
    assert leading(cast) == (None, "Kim", TODAY)
    assert sees(cast.kim, LAST) == {"Operations", "Night shift"}
    assert Event.objects.filter(what="area.leads.caretaker").count() == 1


def test_naming_a_leader_ends_the_caretaking(cast: Cast) -> None:
    leaves(cast.sam, TODAY - DAY)
    caretaker(cast, cast.kim)
    actions.set_leader(area=cast.areas.operations, person=cast.ilse, by=OPERATOR, at=later(7))
    day = TODAY + timedelta(days=7)
    assert leading(cast, day - DAY) == (None, "Kim", TODAY)
    assert leading(cast, day) == ("Ilse", None, None)
    assert sees(cast.kim, day) == set()


def test_who_acts_goes_on_beside_a_new_leader_unless_it_is_them(cast: Cast) -> None:
    acting(cast, cast.kim)
    actions.set_leader(area=cast.areas.operations, person=cast.ilse, by=OPERATOR, at=TUESDAY)
    assert leading(cast) == ("Ilse", "Kim", None)
    actions.set_leader(area=cast.areas.operations, person=cast.kim, by=OPERATOR, at=later(7))
    assert leading(cast, TODAY + timedelta(days=7)) == ("Kim", None, None)


def test_standing_in_can_end_early_and_ends_once(cast: Cast) -> None:
    held = acting(cast, cast.kim)
    for _ in range(2):
        standing_in.end_stand_in(assignment=held, by=OPERATOR, at=later(3))
    assert leading(cast, TODAY + timedelta(days=2))[1] == "Kim"
    assert leading(cast, TODAY + timedelta(days=3))[1] is None
    assert Event.objects.filter(what="area.leads.stand_in_ended").count() == 1


def test_a_side_is_vacant_from_the_day_its_holder_is_gone(cast: Cast) -> None:
    leaves(cast.sam, TODAY - DAY)
    assert leading(cast, TODAY - DAY) == ("Sam", None, None)
    assert leading(cast, TODAY) == (None, None, TODAY)
    assert leading(cast, TODAY + timedelta(days=90)) == (None, None, TODAY)


def test_a_side_nobody_ever_held_is_not_vacant_but_empty(cast: Cast) -> None:
    seat = seats_of(cast.areas.night_shift, TODAY)[Duty.HR_PARTNER]
    assert (seat.holder, seat.stand_in, seat.vacant_since) == (None, None, None)


def found(day: date) -> list[tuple[str, str, date]]:
    return [(each.area.name, each.duty.value, each.since) for each in vacancies(day)]


def test_vacancies_are_held_sides_without_anybody(cast: Cast) -> None:
    assert found(TODAY) == []
    leaves(cast.sam, TODAY - DAY)
    leaves(cast.mira, TODAY)
    assert found(TODAY) == [("Operations", "leads", TODAY)]
    assert found(TODAY + DAY)[0] == ("Operations", "leads", TODAY)  # the longest vacant first
    assert set(found(TODAY + DAY)[1:]) == {
        (name, "hr_partner", TODAY + DAY) for name in ("Customer Service", "Operations")
    }
    caretaker(cast, cast.kim)
    assert [each[1] for each in found(TODAY + DAY)] == ["hr_partner", "hr_partner"]
    leaves(cast.kim, TODAY)  # a stand-in who has left looks after nothing
    assert ("Operations", "leads", TODAY) in found(TODAY + DAY)


def test_an_earlier_leader_makes_no_vacancy_while_somebody_leads(cast: Cast) -> None:
    actions.set_leader(area=cast.areas.operations, person=cast.ilse, by=OPERATOR, at=TUESDAY)
    leaves(cast.sam, TODAY)
    assert found(TODAY + DAY) == []


def test_a_closed_area_has_no_vacancies(cast: Cast) -> None:
    reorganising.merge_areas(
        source=cast.areas.operations, into=cast.areas.finance, on=TODAY, by=OPERATOR, at=TUESDAY
    )
    assert found(TODAY + DAY) == []


def test_the_database_keeps_one_holder_and_one_caretaker(cast: Cast) -> None:
    leaves(cast.sam, TODAY - DAY)
    held = caretaker(cast, cast.kim)
    for stand_in, name in (
        ("", "one_leader_and_one_hr_partner_at_a_time"),
        (StandIn.CARETAKER, "one_caretaker_of_a_duty_at_a_time"),
    ):
        twin = Assignment(
            area=held.area, person=cast.ana, duty=held.duty, stand_in=stand_in,
            start_on=TODAY,
        )  # fmt: skip
        with pytest.raises(ValidationError, match=name):
            record("area.leads.set", twin, by=OPERATOR, at=HIRED)
