"""Promises begun so many working days ago: for a test that lets the real worker find them.

Run in a home that is set up: `begin` makes them, `tell` prints where they stand. Everything is said
through the actions, on the day it is said.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from typing import TypedDict

WAITED_FOR = {
    "a request": ["lapse"],
    "a yes-if": ["lapse"],
    "a yes-if answered back": ["lapse"],
    "an offer": ["take_as_promised"],
    "an offer for tomorrow": ["lapse"],
    "a report": ["take_as_done"],
    "between two who have left": ["let_go"],
    "a hand-over, asked of a third": ["ask_instead", "lapse"],
    "a hand-over, due a working day later, asked of a third": ["ask_instead"],
}
DAY = timedelta(days=1)


class Told(TypedDict):
    state: str
    by_system: list[str]
    events: list[str]
    taken_on: str
    holds_from: str
    paused: bool
    asked: list[str]


def tell() -> dict[str, Told]:
    from tandem.partnership.commitments.models import Commitment

    every = Commitment.objects.select_related()
    third = ", asked of a third"  # by the words of the old one
    return {one.what + (third if one.instead_of_id else ""): told(one) for one in every}


def told(promise: Commitment) -> Told:
    from tandem.access.models import Event
    from tandem.partnership.commitments.models import Move
    from tandem.partnership.commitments.timers import paused_since
    from tandem.partnership.registers import obligations

    moves = Move.objects.of(promise)
    by_system = [move for move in moves if move.by is None]
    events = Event.objects.filter(about=promise.pk, actor="system")
    asked = [
        side
        for side in ("customer", "performer")
        for one in obligations(getattr(promise, side), TODAY)
        if one.url == promise.get_absolute_url()
    ]
    last = [move for move in moves if move.by or len(moves) == len(by_system)][-1]
    return Told(
        state=promise.state,
        by_system=[move.act for move in by_system],
        events=[f"{event.what} by {event.actor}" for event in events],
        taken_on=str(by_system[0].on) if by_system else "",
        holds_from=str(CALENDAR.add_working_days(last.on, days_of(promise.what)) + DAY),
        paused=paused_since(promise.standing, TODAY, CALENDAR) is not None,
        asked=asked,
    )


def days_of(name: str) -> int:
    return 2 if name == "an offer" else 5


def since(days: int) -> date:
    """The last day on which an answer that has so many working days was over by today."""
    day = TODAY
    while CALENDAR.add_working_days(day, days) + DAY > TODAY:
        day -= DAY
    return day


def begin() -> dict[str, Told]:
    cast = Cast.gather()
    for days, later in ((5, ""), (4, ", due a working day later")):
        asked(cast, f"a request{later}", since(days))
        countered(cast, f"a yes-if{later}", since(days))
        countered_back(cast, f"a yes-if answered back{later}", since(days))
        reported(cast, f"a report{later}", since(days))
        offered(cast, f"an offer{later}", since(days - 3))
    offered(cast, "an offer for tomorrow", since(5), due_on=since(5) + DAY)
    says(
        asked(cast, "a question", since(9)), Act.CLARIFY, cast.mira, since(9), Said(words="Which?")
    )
    for days, later in ((3, ""), (2, ", due a working day later")):
        handed_over(cast, f"a hand-over{later}", since(days))
    for days, word in ((1, "one day"), (2, "two days"), (5, "five days")):
        raised(cast, f"a new day, unanswered for {word}", since(days))
    at_a_site_with_a_holiday(cast)
    between_two_who_have_left(cast)
    return tell()


def at(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=MONDAY.tzinfo) + timedelta(hours=9)


def says(
    promise: Commitment, act: Act, by: Person, on: date, said: Said | None = None
) -> Commitment:
    return actions.take(commitment=promise, act=act, said=said or Said(), by=by, at=at(on))


def asked(cast: Cast, name: str, on: date, *, of: Person | None = None) -> Commitment:
    said = Said(what=name, due_on=TODAY + 60 * DAY)
    return actions.ask(of=of or cast.mira, said=said, by=cast.sam, at=at(on), source=Source.FORM)


def offered(cast: Cast, name: str, on: date, *, due_on: date | None = None) -> Commitment:
    said = Said(what=name, due_on=due_on or TODAY + 60 * DAY)
    return actions.offer(to=cast.sam, said=said, by=cast.mira, at=at(on), source=Source.FORM)


def countered(cast: Cast, name: str, on: date) -> Commitment:
    return says(asked(cast, name, on), Act.COUNTER, cast.mira, on, Said(due_on=TODAY + 70 * DAY))


def countered_back(cast: Cast, name: str, on: date) -> Commitment:
    return says(
        countered(cast, name, on), Act.COUNTER_BACK, cast.sam, on, Said(due_on=TODAY + 65 * DAY)
    )


def reported(cast: Cast, name: str, on: date) -> Commitment:
    promised = says(asked(cast, name, on), Act.PROMISE, cast.mira, on)
    return says(promised, Act.REPORT_DONE, cast.mira, on)


def handed_over(cast: Cast, name: str, on: date) -> Commitment:
    """Both have agreed to it, and Leo is asked."""
    promised = says(asked(cast, name, on), Act.PROMISE, cast.mira, on)
    says(promised, Act.HAND_OVER, cast.sam, on, Said(person=cast.leo))
    return says(promised, Act.AGREE, cast.mira, on)


def raised(cast: Cast, name: str, on: date) -> Commitment:
    promised = says(asked(cast, name, on), Act.PROMISE, cast.mira, on)
    return says(
        promised,
        Act.RENEGOTIATE,
        cast.mira,
        on,
        Said(due_on=TODAY + 70 * DAY, reason=Reason.FORGOT),
    )


def at_a_site_with_a_holiday(cast: Cast) -> None:
    begun = since(5)
    works_at(cast.ana, LEEUWARDEN)
    keep(cast.farid, LEEUWARDEN, "", at=at(begun - 30 * DAY))
    holiday = CALENDAR.add_working_days(begun, 2)
    calendars.add_day(
        site=LEEUWARDEN, day=holiday, works=False, name="Fair", by=cast.farid, at=at(begun)
    )
    asked(cast, "a request at a site with a holiday", begun, of=cast.ana)


def between_two_who_have_left(cast: Cast) -> None:
    on = TODAY - 20 * DAY
    said = Said(what="between two who have left", due_on=TODAY + 60 * DAY)
    promise = actions.ask(of=cast.kim, said=said, by=cast.ilse, at=at(on), source=Source.FORM)
    says(promise, Act.PROMISE, cast.kim, on)
    for who in (cast.kim, cast.ilse):
        leaves(who, TODAY - BOTH_GONE)


if __name__ == "__main__":
    from tandem.website.home import open_home

    open_home()

    from tandem.organisation import calendars
    from tandem.organisation.calendar import WorkingDays
    from tandem.organisation.models import Person
    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.actions import Said
    from tandem.partnership.commitments.models import Commitment, Source
    from tandem.partnership.commitments.rules import Act, Reason
    from tandem.partnership.leaving import BOTH_GONE
    from tandem.partnership.testing import MONDAY, Cast
    from tandem.partnership.tests.sites import LEEUWARDEN, keep, works_at
    from tandem.partnership.tests.test_leaving import leaves
    from tandem.website.clock import today

    CALENDAR, TODAY = WorkingDays(), today()
    json.dump({"begin": begin, "tell": tell}[sys.argv[1]](), sys.stdout)
