"""A side of an area that nobody looks after comes up on the HR administrator's Today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation import actions, standing_in
from tandem.organisation.models import Duty, Employment, Person, Spell
from tandem.partnership.registers import obligations
from tandem.partnership.testing import TUESDAY, Cast

TODAY = TUESDAY.date()  # Tuesday 24 November 2026
DAY = timedelta(days=1)


def gone_since(person: Person, day: date) -> None:
    stay, spell = Employment.objects.of(person).get(), Spell.objects.of(person).get()
    stay.end_on = spell.end_on = day
    record("person.left", stay, spell, by=OPERATOR, at=TUESDAY)


def said(person: Person, day: date = TODAY) -> list[tuple[str, date]]:
    return [(each.sentence, each.since) for each in obligations(person, day)]


LEADER = "“Operations” needs somebody who leads it."


@pytest.mark.parametrize(
    ("gone", "asked"),
    [
        (date(2026, 11, 16), True),  # Monday a week ago
        (date(2026, 11, 17), True),  # five working days ago
        (date(2026, 11, 18), False),  # four
        (TODAY, False),
    ],
)
def test_five_working_days_are_left_alone(cast: Cast, gone: date, asked: bool) -> None:
    gone_since(cast.sam, gone)
    assert said(cast.farid) == ([(LEADER, gone)] if asked else [])


def test_only_who_sets_the_company_up_is_asked(cast: Cast) -> None:
    gone_since(cast.sam, TODAY - 10 * DAY)
    for person in (cast.mira, cast.vera, cast.helen, cast.pia, cast.kim):
        assert said(person) == []


def test_naming_anybody_ends_it(cast: Cast) -> None:
    gone_since(cast.sam, TODAY - 10 * DAY)
    area = cast.areas.operations
    held = standing_in.appoint_acting(
        area=area, duty=Duty.LEADS, person=cast.kim, last_day=TODAY, reason="Sam has left",
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip
    assert said(cast.farid) == []
    assert said(cast.farid, TODAY + DAY) == [(LEADER, TODAY - 10 * DAY)]  # the acting is over
    standing_in.end_stand_in(assignment=held, by=cast.farid, at=TUESDAY)
    standing_in.appoint_caretaker(
        area=area, duty=Duty.LEADS, person=cast.ilse, reason="Sam has left",
        by=cast.farid, at=TUESDAY + DAY,
    )  # fmt: skip
    assert said(cast.farid, TODAY + 90 * DAY) == []
    actions.set_leader(
        area=area, person=cast.ilse, by=cast.farid, at=TUESDAY + 2 * DAY, why="She does it already"
    )
    assert said(cast.farid, TODAY + 90 * DAY) == []


def test_an_hr_partner_is_asked_for_too(cast: Cast) -> None:
    gone_since(cast.leo, TODAY - 10 * DAY)
    assert said(cast.farid) == [("“Finance” needs an HR partner.", TODAY - 10 * DAY)]


def test_more_than_three_are_one_line(cast: Cast) -> None:
    for person, days in ((cast.mira, 10), (cast.leo, 11), (cast.sam, 12)):
        gone_since(person, TODAY - days * DAY)
    assert said(cast.farid) == [("4 sides of areas need somebody.", TODAY - 12 * DAY)]


def test_today_shows_it_quietly_with_a_link(cast: Cast, sign_in: SignIn) -> None:
    gone_since(cast.sam, TODAY - 10 * DAY)
    text = sign_in(cast.farid).get("/app/").text
    assert LEADER in text
    assert f"/app/company/areas/{cast.areas.operations.pk}/" in text
    assert "vacant since 14 November 2026" in text
    assert LEADER not in sign_in(cast.vera).get("/app/").text
