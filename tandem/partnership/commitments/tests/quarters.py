"""Promises of the last weeks, said act by act, for tests that need some to count."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from tandem.organisation.models import Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, Reason

Saying = tuple[Act, int, Said]
MONDAY = date(2026, 10, 5)
REPORT: Saying = (Act.REPORT_DONE, 8, Said())
THANKS: Saying = (Act.THANK, 9, Said())
LATE: tuple[Saying, ...] = ((Act.REPORT_DONE, 11, Said()), (Act.THANK, 12, Said()))
WAITED = Said(reason=Reason.WAITING_FOR_DECISION)
TAKEN_BACK: Saying = (Act.TAKE_BACK, 3, WAITED)


def at(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=UTC)


def promised(
    performer: Person,
    customer: Person,
    *sayings: Saying,
    asked_on: date = MONDAY,
    done_means: str = "",
) -> Commitment:
    """Asked for, ten days ahead, and promised at once; then what was said, so many days later."""
    said = Said(what="A page", due_on=asked_on + timedelta(days=10), done_means=done_means)
    made = actions.ask(of=performer, said=said, by=customer, at=at(asked_on), source=Source.FORM)
    say(made, Act.PROMISE, performer, asked_on)
    for act, later, words in sayings:
        by = customer if act is Act.THANK else performer
        say(made, act, by, asked_on + timedelta(days=later), words)
    return made


def say(made: Commitment, act: Act, by: Person, on: date, said: Said | None = None) -> None:
    actions.take(commitment=made, act=act, said=said or Said(), by=by, at=at(on))


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def kept(performer: Person, customer: Person, times: int, first: date = MONDAY) -> None:
    for number in range(times):
        promised(performer, customer, REPORT, THANKS, asked_on=first + timedelta(days=number))
