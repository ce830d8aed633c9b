"""Promises told in a line, and acted out by the rules, so that no test begins in a state nobody
can reach.

`ask 2 for 13; promise 2; report 12; thank 16` is a request of 2 November 2026 for the 13th. An act
is followed by its day and, after `for`, by the day it names; `c.` in front says that it is the
customer’s where either may say it. Days beyond 30 run on into December.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.commitments.in_time import Clock
from tandem.partnership.commitments.kept import Course, Story, Word, course_of
from tandem.partnership.commitments.refusals import not_open
from tandem.partnership.commitments.rules import (
    REASONS,
    TABLE,
    Act,
    Given,
    Reason,
    Side,
    Standing,
    other,
    step_for,
    take,
)
from tandem.partnership.commitments.standing import Need
from tandem.partnership.commitments.steps import stands_at

OCTOBER_END = date(2026, 10, 31)
SHORT = {
    "report": Act.REPORT_DONE,
    "silence": Act.TAKE_AS_DONE,
    "risk": Act.AT_RISK,
    "another": Act.ANOTHER_DATE,
    "keep": Act.DONT_AGREE,
}
ANYONES = (
    *(Act.AT_RISK, Act.RENEGOTIATE),
    *(Act.OUTSIDE_HANDS, Act.HAND_OVER, Act.REPLACE, Act.REOPEN),
)


def november(day: int | str) -> date:
    return OCTOBER_END + timedelta(days=int(day))


def told(line: str, *, reason: Reason = Reason.WAITING_FOR_SOMEONE) -> list[Word]:
    """Raises NotPossible where two people could not have said this."""
    return [word for word, _ in acted(line, reason)]


def standing_of(line: str) -> Standing:
    return [standing for _, standing in acted(line, Reason.WAITING_FOR_SOMEONE)][-1]


def acted(line: str, reason: Reason) -> Iterator[tuple[Word, Standing]]:
    standing: Standing | None = None
    for said in line.split(";"):
        spoken = said.split()
        name, on = spoken[0].removeprefix("c."), november(spoken[1])
        act = SHORT.get(name) or Act(name)
        due_on = november(spoken[3]) if len(spoken) > 2 else None
        side = whose(act, standing, customers=spoken[0].startswith("c."))
        given = needed(act, side, standing, due_on, reason)
        standing = take(standing, act, side, given, on)
        word = Word(
            act=act, side=side, on=on, to=standing.state, due_on=due_on, reason=given.reason
        )
        yield word, standing


def whose(act: Act, standing: Standing | None, *, customers: bool) -> Side:
    if act in ANYONES:
        return Side.CUSTOMER if customers else Side.PERFORMER
    open_now = [step for step in TABLE if step.act is act and stands_at(step, standing)]
    if not open_now:
        raise not_open(standing)
    step = open_now[0]
    if step.by in (Side.OTHER, Side.EITHER) and standing and standing.proposed_by:
        return standing.proposed_by if customers else other(standing.proposed_by)
    return standing.author if step.by is Side.AUTHOR and standing else step.by


def needed(
    act: Act, side: Side, standing: Standing | None, due_on: date | None, reason: Reason
) -> Given:
    step = step_for(standing, act, side)
    return Given(
        due_on=due_on,
        what=Need.WHAT in step.needs or (Need.CHANGE in step.needs and due_on is None),
        words=Need.WORDS in step.needs,
        person=Need.PERSON in step.needs,
        reason=of_list(act, reason) if Need.REASON in step.needs else None,
    )


def of_list(act: Act, reason: Reason) -> Reason:
    """The wanted one where the act knows it, or the first it does."""
    return reason if reason in REASONS[act] else REASONS[act][0]


def story(
    line: str,
    *,
    performer: Hashable = "Mira",
    customer: Hashable = "Sam",
    done_means: bool = True,
    reason: Reason = Reason.WAITING_FOR_SOMEONE,
) -> Story:
    return Story(
        customer=customer,
        performer=performer,
        words=told(line, reason=reason),
        done_means=done_means,
    )


def went(
    line: str, at: int | str, away: Iterable[int] = (), customer_away: Iterable[int] = ()
) -> Course:
    """How it went, asked on a day; the days of November on which Mira is off, and Sam."""
    clock = Clock(own=without(away), customers=without(customer_away))
    return course_of(story(line), november(at), clock)


def without(away: Iterable[int]) -> WorkingDays | None:
    days = frozenset(map(november, away))
    return WorkingDays(days) if days else None
