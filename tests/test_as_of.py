"""Questions as of a day: the first day counts, the first day out does not, and null means still."""

from datetime import date, timedelta

import pytest

from tandem.access.audit import OPERATOR, record
from tandem.access.roles import HRPartner, Leader
from tandem.organisation import actions
from tandem.organisation.models import Area, Assignment, Employment, Person, Spell
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast

DAY = timedelta(days=1)
FIRST, OUT = HIRED.date(), MONDAY.date()  # Otto's first day here, and the first he was gone


@pytest.mark.parametrize(
    ("day", "here"),
    [
        (FIRST - DAY, False),
        (FIRST, True),
        (OUT - DAY, True),  # the last day at work
        (OUT, False),
        (date(2030, 1, 1), False),
    ],
)
def test_who_was_here_on_a_day(cast: Cast, day: date, here: bool) -> None:
    assert cast.otto.is_here(day) is here
    assert (cast.otto in Person.objects.here_on(day)) is here
    assert Employment.objects.of(cast.otto).on(day).exists() is here
    assert Spell.objects.of(cast.otto).on(day).exists() is here


def test_null_means_still(cast: Cast) -> None:
    assert cast.sam.is_here(date(2099, 1, 1))
    assert Employment.objects.of(cast.sam).still().count() == 1
    assert Employment.objects.of(cast.otto).still().count() == 0


def test_somebody_set_up_by_hand_without_a_stay_counts_as_here(cast: Cast) -> None:
    consultant = actions.add_person(
        first_name="Pat", last_name="Quill", email="pat@outside.example",
        area=None, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    assert consultant.is_here(date(2020, 1, 1))
    assert consultant not in Person.objects.here_on(TUESDAY.date())


def test_who_led_an_area_when(cast: Cast) -> None:
    area = cast.areas.operations
    actions.set_leader(area=area, person=cast.vera, by=OPERATOR, at=TUESDAY)
    leading = Assignment.objects.at(area).leading()
    assert leading.on(OUT).get().person == cast.sam
    assert leading.on(TUESDAY.date()).get().person == cast.vera
    assert not leading.on(FIRST - DAY).exists()


def test_a_role_follows_the_duty_day_by_day(cast: Cast) -> None:
    actions.set_leader(area=cast.areas.operations, person=cast.vera, by=OPERATOR, at=TUESDAY)
    assert Leader in cast.sam.roles(OUT)
    assert Leader not in cast.sam.roles(TUESDAY.date())
    assert HRPartner in cast.mira.roles(TUESDAY.date())


def test_people_of_an_area_are_those_below_it_too_a_to_z(cast: Cast) -> None:
    day = TUESDAY.date()
    there = Spell.objects.people_in(cast.areas.operations, day)
    names = [spell.employment.person.name for spell in there]
    assert names == ["Ilse Brandt", "Kim Bakker", "Sam Lindqvist"]
    before = Spell.objects.people_in(cast.areas.operations, OUT - DAY)
    assert "Otto Kranz" in [spell.employment.person.name for spell in before]


def test_headcounts_stand_under_the_area_people_are_in(cast: Cast) -> None:
    counts = Spell.objects.within(cast.areas.supply).headcounts(TUESDAY.date())
    assert counts == {
        cast.areas.supply.path: 1,
        cast.areas.operations.path: 1,
        cast.areas.night_shift.path: 2,
    }


def test_what_one_sees_changes_on_the_day_the_duty_does(cast: Cast) -> None:
    actions.set_hr_partner(area=cast.areas.supply, person=cast.leo, by=OPERATOR, at=TUESDAY)
    names = {area.name for area in Area.objects.visible_to(cast.leo, TUESDAY.date())}
    assert names == {"Finance", "Supply", "Operations", "Night shift"}
    assert {area.name for area in Area.objects.visible_to(cast.leo, OUT)} == {"Finance"}


def test_an_area_knows_those_above_it_from_the_top(cast: Cast) -> None:
    above = [area.name for area in Area.objects.above(cast.areas.night_shift)]
    assert above == ["Varnholm Foods", "Supply", "Operations"]
    assert cast.areas.night_shift.depth == 3


def test_a_path_is_no_prefix_of_its_sibling(cast: Cast) -> None:
    twin = actions.add_area(name="Operation", parent=cast.areas.supply, by=OPERATOR, at=TUESDAY)
    below = Area.objects.below_any_of([twin.path])
    assert set(below) == {twin}


def test_nobody_sees_the_people_of_another_area(cast: Cast) -> None:
    day = TUESDAY.date()
    assert cast.ana not in Person.objects.visible_to(cast.sam, day)
    assert cast.kim in Person.objects.visible_to(cast.sam, day)
    assert list(Person.objects.visible_to(cast.kim, day)) == [cast.kim]


def test_a_period_without_a_day_is_refused_by_the_database(cast: Cast) -> None:
    from django.core.exceptions import ValidationError

    stay = Employment.objects.of(cast.kim).get()
    stay.end_on = stay.start_on
    with pytest.raises(ValidationError, match="an_employment_is_not_empty"):
        record("person.left", stay, by=OPERATOR, at=TUESDAY)
