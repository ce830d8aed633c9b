"""A promise's clock counts the days of its performer's site, as many as the company has set."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tandem.organisation import calendars, settings
from tandem.organisation.values import BY_KEY, Values
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.clocks import (
    answer_by,
    calendars_of,
    silence_leads_to,
    waits,
)
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rows import rows
from tandem.partnership.commitments.rules import Act
from tandem.partnership.commitments.timers import USUAL, Waits
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.partnership.tests.sites import LEEUWARDEN, ULM, keep, works_at

TODAY = TUESDAY.date()
NEXT_MONDAY, NEXT_TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
FRIDAY = date(2026, 11, 27)


def sam_asks_mira(cast: Cast) -> Commitment:
    said = Said(what="Exit themes, one page", due_on=date(2026, 12, 18))
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def free(cast: Cast, site: str, day: date) -> None:
    calendars.add_day(site=site, day=day, works=False, name="Fair", by=cast.farid, at=TUESDAY)


def choose(cast: Cast, key: str, number: int) -> None:
    settings.set_value(
        known=BY_KEY[key], value=Decimal(number), reason="Agreed.", by=cast.farid, at=TUESDAY
    )


def test_a_request_asked_on_monday_has_until_the_next_monday(cast: Cast) -> None:
    assert answer_by(sam_asks_mira(cast), TODAY) == NEXT_MONDAY


def test_a_holiday_at_the_performers_site_gives_a_day_more(cast: Cast) -> None:
    works_at(cast.mira, LEEUWARDEN)
    keep(cast.farid, LEEUWARDEN, "NL")
    free(cast, LEEUWARDEN, FRIDAY)
    assert answer_by(sam_asks_mira(cast), TODAY) == NEXT_TUESDAY


def test_a_holiday_at_the_customers_site_alone_changes_nothing(cast: Cast) -> None:
    works_at(cast.sam, ULM)
    keep(cast.farid, ULM, "DE")
    free(cast, ULM, FRIDAY)
    assert answer_by(sam_asks_mira(cast), TODAY) == NEXT_MONDAY


def test_a_calendar_that_changes_while_a_clock_runs_leaves_the_counted_days(cast: Cast) -> None:
    """Monday counted by Monday to Friday; from Tuesday on the site works Sunday to Thursday."""
    promise = sam_asks_mira(cast)
    works_at(cast.mira, ULM)
    keep(cast.farid, ULM, "", weekdays=[6, 0, 1, 2, 3], at=TUESDAY)
    # Tuesday, Wednesday, Thursday, Sunday, Monday are the five.
    assert answer_by(promise, TODAY) == NEXT_MONDAY
    keep(cast.farid, ULM, "", weekdays=[0, 1], at=TUESDAY + timedelta(days=1))
    # Tuesday by the old; then Monday, Tuesday, Monday, Tuesday.
    assert answer_by(promise, TODAY) == date(2026, 12, 8)


@pytest.mark.parametrize(("number", "until"), [(2, date(2026, 11, 25)), (7, date(2026, 12, 2))])
def test_the_days_to_answer_are_those_the_company_has_set(
    cast: Cast, number: int, until: date
) -> None:
    promise = sam_asks_mira(cast)
    choose(cast, "commitment_reply_days", number)
    assert answer_by(promise, TODAY) == until


def test_the_days_to_look_at_what_is_done_are_set_apart(cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    for act in (Act.PROMISE, Act.REPORT_DONE):
        promise = actions.take(commitment=promise, act=act, said=Said(), by=cast.mira, at=MONDAY)
    choose(cast, "commitment_reply_days", 20)
    assert answer_by(promise, TODAY) == NEXT_MONDAY
    choose(cast, "silent_accept_days", 10)
    leads = silence_leads_to(promise, TODAY)
    assert leads is not None
    assert (leads.act, leads.on) == (Act.TAKE_AS_DONE, date(2026, 12, 8))


def test_no_clock_runs_where_nobody_is_waited_for(cast: Cast) -> None:
    promise = actions.take(
        commitment=sam_asks_mira(cast), act=Act.PROMISE, said=Said(), by=cast.mira, at=MONDAY
    )
    assert silence_leads_to(promise, TODAY) is None


def test_an_answer_that_was_due_is_no_longer_asked_for_by_a_day(cast: Cast) -> None:
    promise = sam_asks_mira(cast)
    assert answer_by(promise, NEXT_MONDAY) == NEXT_MONDAY
    assert answer_by(promise, NEXT_TUESDAY) is None


def test_the_suggested_new_day_leaves_out_the_performers_holidays(cast: Cast) -> None:
    said = Said(what="Exit themes", due_on=MONDAY.date())
    promise = actions.offer(to=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    promise = actions.take(commitment=promise, act=Act.THANK, said=Said(), by=cast.mira, at=MONDAY)
    works_at(cast.sam, ULM)
    keep(cast.farid, ULM, "DE")

    def suggested() -> str:
        [row] = rows([promise], cast.sam, TODAY)
        return row.buttons[0].url

    assert suggested().endswith("due_on=2026-11-30")
    free(cast, ULM, FRIDAY)
    assert suggested().endswith("due_on=2026-12-01")


def test_the_usual_waits_are_the_defaults_of_the_registry() -> None:
    assert waits(Values()) == USUAL == Waits()


def test_no_calendar_is_asked_for_where_none_is_needed(
    cast: Cast, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        assert calendars_of([], TODAY) == {}
