"""Who leads and who is HR partner, said by hand: days that have come, and nobody twice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import duties, standing_in
from tandem.organisation.duties import UnableToSet, in_the_way
from tandem.organisation.models import Area, Assignment, Duty, Grounds, Person
from tandem.organisation.widening import NoGrounds
from tandem.partnership.testing import HIRED, TUESDAY, Cast

TODAY = TUESDAY.date()
LAST_WEEK = TODAY - timedelta(days=7)
WHY = "Vera asked for it"


def give(cast: Cast, who: Person, duty: Duty, since: date = TODAY, why: str = WHY) -> Assignment:
    return duties.give_duty(
        area=cast.areas.operations, person=who, duty=duty, since=since, why=why,
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip


def leads(area: Area, day: date) -> list[str]:
    on_day = Assignment.objects.at(area).leading().on(day)
    return [each.person.first_name for each in on_day]


def test_the_former_one_ends_on_the_day_the_new_one_begins(cast: Cast) -> None:
    put = give(cast, cast.ana, Duty.LEADS, LAST_WEEK)
    assert leads(cast.areas.operations, LAST_WEEK - timedelta(days=1)) == ["Sam"]
    assert leads(cast.areas.operations, LAST_WEEK) == ["Ana"]
    [event] = Event.objects.about(put.pk)
    assert (event.what, event.who) == ("area.leads.set", cast.farid.pseudonym)
    assert Grounds.objects.by_row([put.pk]) == {put.pk: WHY}


def test_where_a_caretaker_is_somebody_is_named_and_the_caretaker_ends(cast: Cast) -> None:
    [sam] = Assignment.objects.at(cast.areas.operations).leading()
    duties.end_duty(assignment=sam, end_on=LAST_WEEK, by=cast.farid, at=TUESDAY)
    standing_in.appoint_caretaker(
        area=cast.areas.operations, duty=Duty.LEADS, person=cast.ilse, reason="Vacant.",
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    give(cast, cast.ana, Duty.LEADS)
    assert leads(cast.areas.operations, TODAY + timedelta(days=1)) == ["Ana"]


def test_who_is_acting_goes_on_beside_somebody_new(cast: Cast) -> None:
    standing_in.appoint_acting(
        area=cast.areas.operations, duty=Duty.LEADS, person=cast.kim, reason="Away.",
        last_day=TODAY + timedelta(days=30), by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    give(cast, cast.ana, Duty.LEADS)
    assert {*leads(cast.areas.operations, TODAY + timedelta(days=1))} == {"Ana", "Kim"}


def test_without_a_reason_nothing_changes(cast: Cast) -> None:
    with pytest.raises(NoGrounds):
        give(cast, cast.ana, Duty.LEADS, why=" ")
    assert leads(cast.areas.operations, TODAY) == ["Sam"]


def test_naming_who_has_it_already_corrects_the_day(cast: Cast) -> None:
    held = give(cast, cast.sam, Duty.LEADS, date(2023, 1, 9))
    assert held.start_on == date(2023, 1, 9)
    assert Assignment.objects.at(cast.areas.operations).leading().count() == 1
    assert Event.objects.about(held.pk).latest("id").what == "area.leads.corrected"


@pytest.mark.parametrize(
    ("who", "duty", "since", "said"),
    [
        ("ana", Duty.LEADS, TODAY + timedelta(days=1), "has not come yet"),
        ("otto", Duty.LEADS, TODAY, "Otto Kranz no longer works here."),
        ("mira", Duty.LEADS, TODAY, "Mira Okafor is the other of the two here already"),
        ("sam", Duty.HR_PARTNER, TODAY, "Sam Lindqvist is the other of the two here already"),
        ("ana", Duty.LEADS, HIRED.date(), "Sam Lindqvist has it since 1 Mar 2024"),
        ("ana", Duty.LEADS, date(2024, 2, 1), "Sam Lindqvist has it since 1 Mar 2024"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, who: str, duty: Duty, since: date, said: str
) -> None:
    before = [*Assignment.objects.values_list("pk", "start_on", "end_on")]
    with pytest.raises(UnableToSet, match=said):
        give(cast, getattr(cast, who), duty, since)
    assert [*Assignment.objects.values_list("pk", "start_on", "end_on")] == before


def test_the_day_between_two_leaders_moves_for_both(cast: Cast) -> None:
    held = give(cast, cast.ana, Duty.LEADS, LAST_WEEK)
    earlier = LAST_WEEK - timedelta(days=30)
    duties.correct_since(assignment=held, since=earlier, by=cast.farid, at=TUESDAY)
    assert leads(cast.areas.operations, earlier - timedelta(days=1)) == ["Sam"]
    assert leads(cast.areas.operations, earlier) == ["Ana"]
    duties.correct_since(assignment=held, since=TODAY, by=cast.farid, at=TUESDAY)
    assert leads(cast.areas.operations, TODAY - timedelta(days=1)) == ["Sam"]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (TODAY + timedelta(days=1), "has not come yet"),
        (HIRED.date(), "Sam Lindqvist had it up to 16 Nov 2026"),
    ],
)
def test_a_day_that_cannot_be_corrected_to(cast: Cast, since: date, said: str) -> None:
    held = give(cast, cast.ana, Duty.LEADS, LAST_WEEK)
    with pytest.raises(UnableToSet, match=said):
        duties.correct_since(assignment=held, since=since, by=cast.farid, at=TUESDAY)
    assert Assignment.objects.get(pk=held.pk).start_on == LAST_WEEK


def test_correcting_to_the_same_day_leaves_no_event(cast: Cast) -> None:
    held = Assignment.objects.at(cast.areas.operations).leading().get()
    before = Event.objects.count()
    duties.correct_since(assignment=held, since=held.start_on, by=cast.farid, at=TUESDAY)
    assert Event.objects.count() == before


def test_a_slip_of_today_is_mended_today(cast: Cast) -> None:
    give(cast, cast.vera, Duty.LEADS)
    give(cast, cast.ana, Duty.LEADS)
    tomorrow = TODAY + timedelta(days=1)
    assert leads(cast.areas.operations, tomorrow) == ["Ana"]
    assert leads(cast.areas.operations, TODAY - timedelta(days=1)) == ["Sam"]


def test_ended_it_is_over_from_that_day_on_and_once(cast: Cast) -> None:
    held = Assignment.objects.at(cast.areas.operations).leading().get()
    for day in (TODAY, LAST_WEEK):
        duties.end_duty(assignment=held, end_on=day, by=cast.farid, at=TUESDAY)
    assert leads(cast.areas.operations, TODAY) == []
    assert leads(cast.areas.operations, TODAY - timedelta(days=1)) == ["Sam"]
    assert Event.objects.about(held.pk).filter(what="area.leads.ended").count() == 1


@pytest.mark.parametrize(
    ("end_on", "said"),
    [
        (HIRED.date(), "began on 1 Mar 2024: choose a later day"),
        (TODAY + timedelta(days=1), "has not come yet"),
    ],
)
def test_a_day_it_cannot_end_on(cast: Cast, end_on: date, said: str) -> None:
    held = Assignment.objects.at(cast.areas.operations).leading().get()
    with pytest.raises(UnableToSet, match=said):
        duties.end_duty(assignment=held, end_on=end_on, by=cast.farid, at=TUESDAY)


DAYS = st.integers(0, 60).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@given(st.lists(DAYS, min_size=3, max_size=3, unique=True), DAYS)
def test_a_day_that_is_free_never_makes_two_have_it_at_once(days: list[date], since: date) -> None:
    """Two earlier ones, one after the other; a third is put in from some day on."""
    first, second, third = sorted(days)
    known = [
        Assignment(duty=Duty.LEADS, start_on=first, end_on=second),
        Assignment(duty=Duty.LEADS, start_on=second, end_on=third),
    ]
    free = in_the_way(known, since, ending=None) is None
    assert free == all(each.end_on is not None and each.end_on <= since for each in known)
