"""A leader and an HR partner share an area; nobody else looks in."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation.models import Assignment, Duty
from tandem.partnership.actions import UnableToPair, make_pair
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.testing import HIRED, TUESDAY, Cast

TODAY = TUESDAY.date()


@pytest.mark.parametrize(
    ("who", "areas"),
    [
        ("sam", {"Operations"}),
        ("mira", {"Operations", "Customer Service"}),
        ("ana", {"Customer Service"}),
        ("leo", {"Finance"}),
        ("vera", set()),  # being above somebody opens nothing
        ("eva", set()),
        ("helen", set()),  # sees every area's numbers, and no pair
        ("farid", set()),  # made the pair, and reads nothing of it
        ("pia", set()),
        ("kim", set()),
        ("otto", set()),
    ],
)
def test_a_pair_is_seen_by_its_two_partners_alone(cast: Cast, who: str, areas: set[str]) -> None:
    seen = Pair.objects.visible_to(getattr(cast, who))
    assert {pair.area.name for pair in seen} == areas


def test_each_partner_knows_the_other_and_nobody_else_does(cast: Cast) -> None:
    assert cast.pair.partner_of(cast.sam) == cast.mira
    assert cast.pair.partner_of(cast.mira) == cast.sam
    with pytest.raises(NotInThisPair, match="Only the two partners"):
        cast.pair.partner_of(cast.vera)


def test_two_people_are_found_whoever_of_them_is_named_first(cast: Cast) -> None:
    assert Pair.objects.of_two(cast.sam, cast.mira).get() == cast.pair
    assert Pair.objects.of_two(cast.mira, cast.sam).get() == cast.pair
    assert not Pair.objects.of_two(cast.sam, cast.ana).exists()


def test_making_a_pair_gives_both_their_duty(cast: Cast) -> None:
    area = cast.areas.supply
    make_pair(area=area, leader=cast.vera, hr_partner=cast.leo, by=cast.farid, at=TUESDAY)
    duties = {each.duty: each.person for each in Assignment.objects.at(area).on(TODAY)}
    assert duties == {Duty.LEADS: cast.vera, Duty.HR_PARTNER: cast.leo}


def test_the_same_pair_again_changes_nothing(cast: Cast) -> None:
    events = Event.objects.count()
    again = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY
    )
    assert again == cast.pair
    assert Event.objects.count() == events


def test_a_new_partner_ends_the_pair_before_and_keeps_it_in_the_past(cast: Cast) -> None:
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=cast.farid, at=TUESDAY
    )
    pairs = Pair.objects.for_area(cast.areas.operations)
    assert pairs.on(TODAY).get().hr_partner == cast.leo
    assert pairs.on(TODAY - timedelta(days=1)).get() == cast.pair
    assert Event.objects.about(cast.pair.pk).filter(what="pair.ended").count() == 1


def test_a_pair_that_began_today_can_end_today(cast: Cast) -> None:
    area = cast.areas.supply
    first = make_pair(area=area, leader=cast.vera, hr_partner=cast.leo, by=cast.farid, at=TUESDAY)
    make_pair(area=area, leader=cast.vera, hr_partner=cast.mira, by=cast.farid, at=TUESDAY)
    first.refresh_from_db()
    assert first.end_on == TODAY + timedelta(days=1)
    assert Pair.objects.for_area(area).still().get().hr_partner == cast.mira


def test_one_person_is_no_pair(cast: Cast) -> None:
    with pytest.raises(UnableToPair, match="A pair is two people"):
        make_pair(
            area=cast.areas.supply, leader=cast.vera, hr_partner=cast.vera, by=OPERATOR, at=TUESDAY
        )
    assert not Assignment.objects.at(cast.areas.supply).partnering().exists()


def test_since_says_when_it_began(cast: Cast) -> None:
    pair = make_pair(
        area=cast.areas.supply, leader=cast.vera, hr_partner=cast.leo,
        since=date(2025, 3, 3), by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    assert pair.start_on == date(2025, 3, 3)
    assert pair.days_old(TODAY) == 631


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"hr_partner": "sam"}, "a_pair_is_two_people"),
        ({"end_on": HIRED.date()}, "a_pair_is_not_empty"),
    ],
)
def test_the_database_refuses_what_is_no_pair(
    cast: Cast, changes: dict[str, object], constraint: str
) -> None:
    for name, value in changes.items():
        setattr(cast.pair, name, getattr(cast, value) if isinstance(value, str) else value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        models.Model.save(cast.pair)


def test_the_database_refuses_two_open_pairs_for_one_area(cast: Cast) -> None:
    twin = Pair(area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, start_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(twin)
