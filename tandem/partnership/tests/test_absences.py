"""Days away and crunch periods are entered, ended early, and refused in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tandem.access.models import Event
from tandem.organisation import absences
from tandem.organisation.absences import UnableToBeAway
from tandem.organisation.calendar import DAY
from tandem.organisation.models import Absence, AbsenceKind, Crunch, Person
from tandem.partnership.testing import FRIDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
MON, WED, FRI = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27)
OPERATIONS: dict[str, Any] = {"first": TODAY, "last": FRI, "reason": "Line 4 moves"}


def away(
    person: Person, first: date, last: date | None, *, by: Person | None = None,
    kind: AbsenceKind = AbsenceKind.LEAVE,
) -> Absence:  # fmt: skip
    return absences.enter(
        person=person, first=first, last=last, kind=kind, by=by or person, at=TUESDAY
    )


def test_the_days_are_entered_with_one_event_by_whoever_entered_them(cast: Cast) -> None:
    entered = away(cast.ana, WED, FRI, by=cast.farid, kind=AbsenceKind.SICKNESS)
    assert (entered.start_on, entered.last_on) == (WED, FRI)
    event = Event.objects.get(about=entered.pk)
    assert (event.what, event.who) == ("absence.entered", cast.farid.pseudonym)


def test_the_kind_is_sealed_and_stands_in_no_event(cast: Cast) -> None:
    entered = away(cast.ana, WED, FRI, kind=AbsenceKind.SICKNESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM organisation_absence")
        [(kept,)] = cursor.fetchall()
    assert "sickness" not in kept
    assert "sickness" not in Event.objects.get(about=entered.pk).what
    assert Absence.objects.get(pk=entered.pk).kind_words == "Sickness"


def test_only_the_person_finds_the_entry(cast: Cast) -> None:
    away(cast.ana, WED, FRI)
    assert Absence.objects.visible_to(cast.ana).count() == 1
    for other in (cast.mira, cast.farid, cast.vera, cast.helen):
        assert not Absence.objects.visible_to(other).exists()


def test_entering_the_same_days_twice_keeps_the_first_and_others_may_overlap(cast: Cast) -> None:
    first = away(cast.ana, WED, FRI)
    assert away(cast.ana, WED, FRI, by=cast.farid) == first  # two at once: one entry
    away(cast.ana, WED, WED)
    assert Absence.objects.of(cast.ana).count() == 2


@pytest.mark.parametrize(
    ("first", "last", "by", "field"),
    [
        (FRI, WED, "ana", "last"),
        (TODAY - timedelta(days=8), FRI, "ana", "first"),
        (TODAY - timedelta(days=93), FRI, "farid", "first"),
        (TODAY, date(2062, 1, 1), "ana", "last"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(
    cast: Cast, first: date, last: date, by: str, field: str
) -> None:
    with pytest.raises(UnableToBeAway) as refused:
        away(cast.ana, first, last, by=getattr(cast, by))
    assert refused.value.field == field
    assert not Absence.objects.exists()


@pytest.mark.parametrize(("by", "days"), [("ana", 7), ("farid", 92)])
def test_days_that_are_over_can_be_said_for_a_while_afterwards(
    cast: Cast, by: str, days: int
) -> None:
    long_ago = TODAY - timedelta(days=days)
    entered = away(cast.ana, long_ago, long_ago, by=getattr(cast, by))
    assert entered.last_on == long_ago


def test_nobody_is_away_who_has_left(cast: Cast) -> None:
    with pytest.raises(UnableToBeAway, match="no longer works here"):
        away(cast.otto, WED, FRI, by=cast.farid)


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (MON, FRI, TODAY),  # back today
        (MON, None, TODAY),
        (WED, FRI, WED),  # taken back before it began: it holds on no day
        (MON, MON, TODAY),  # over already, so it stays
    ],
)
def test_the_person_is_back_early(cast: Cast, first: date, last: date | None, ends: date) -> None:
    entered = absences.end_early(absence=away(cast.ana, first, last), by=cast.ana, at=TUESDAY)
    assert entered.end_on == ends
    again = absences.end_early(absence=entered, by=cast.farid, at=FRIDAY)
    assert again.end_on == ends, "two at once: the first counts"


def test_the_leader_or_the_hr_partner_declares_a_crunch_and_nobody_else(cast: Cast) -> None:
    for who in (cast.kim, cast.vera, cast.ana, cast.farid, cast.helen):
        with pytest.raises(UnableToBeAway, match="Only who leads"):
            absences.declare_crunch(area=cast.areas.operations, **OPERATIONS, by=who, at=TUESDAY)
    for who in (cast.sam, cast.mira):  # twice the same is one
        absences.declare_crunch(area=cast.areas.operations, **OPERATIONS, by=who, at=TUESDAY)
    assert Crunch.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first": MON}, "first"),  # a miss is not undone by declaring it
        ({"last": TODAY - DAY}, "last"),
        ({"last": TODAY + timedelta(days=62)}, "last"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_a_crunch_that_cannot_be_is_refused_beside_its_field(
    cast: Cast, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(UnableToBeAway) as refused:
        absences.declare_crunch(
            area=cast.areas.operations,
            **OPERATIONS | changed,
            by=cast.sam,
            at=TUESDAY,
        )
    assert refused.value.field == field
    assert not Crunch.objects.exists()


def test_either_of_the_two_ends_a_crunch_and_the_days_before_stay(cast: Cast) -> None:
    area = cast.areas.operations
    declared = absences.declare_crunch(area=area, **OPERATIONS, by=cast.sam, at=TUESDAY)
    with pytest.raises(UnableToBeAway):
        absences.end_crunch(crunch=declared, by=cast.ana, at=FRIDAY)
    ended = absences.end_crunch(crunch=declared, by=cast.mira, at=FRIDAY)
    assert (ended.start_on, ended.end_on) == (TODAY, FRI)
