"""The life of a signal: one table of acts, and what time and a new look do to it.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.refused import NotPossible
from tandem.partnership.signals.standing import OPEN, Act, By, Severity, Standing, State

UNCOUNTED_DAYS = 30  # of a new pair: nothing is measured in them
REVIEWED_FIRINGS = 20
DOUBTFUL = (2, 5)  # more than 40 %, in whole numbers


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


CLOSED = _("This is over already. Look again at what was said.")
STARTED = _("Your partner has just begun with it. Look at the promise.")


def anyhow(standing: Standing) -> bool:
    return True


def nothing_promised(standing: Standing) -> bool:
    """A second promise about the same thing would only double it."""
    return not standing.promise_open


@dataclass(frozen=True, slots=True)
class Step:
    """One row: at this state, this act leads there. `only` narrows the state."""

    at: State | None  # none: there is nothing yet
    act: Act
    by: By
    to: State
    only: Callable[[Standing], bool] = anyhow


# fmt: off
TABLE: tuple[Step, ...] = (
    Step(None,          Act.FIRE,    By.SYSTEM,  State.FIRED),
    Step(State.FIRED,   Act.SEE,     By.PARTNER, State.SEEN),
    Step(State.FIRED,   Act.START,   By.PARTNER, State.ACTING),
    Step(State.SEEN,    Act.START,   By.PARTNER, State.ACTING),
    Step(State.ACTING,  Act.START,   By.PARTNER, State.ACTING, nothing_promised),
    Step(State.FIRED,   Act.PUT_OFF, By.PARTNER, State.SEEN),
    Step(State.SEEN,    Act.PUT_OFF, By.PARTNER, State.SEEN),
    Step(State.ACTING,  Act.PUT_OFF, By.PARTNER, State.ACTING),
    Step(State.FIRED,   Act.DISMISS, By.PARTNER, State.DISMISSED),
    Step(State.SEEN,    Act.DISMISS, By.PARTNER, State.DISMISSED),
    Step(State.ACTING,  Act.DISMISS, By.PARTNER, State.DISMISSED),
    Step(State.FIRED,   Act.RESOLVE, By.SYSTEM,  State.RESOLVED),
    Step(State.SEEN,    Act.RESOLVE, By.SYSTEM,  State.RESOLVED),
    Step(State.ACTING,  Act.RESOLVE, By.SYSTEM,  State.RESOLVED),
    Step(State.FIRED,   Act.EXPIRE,  By.SYSTEM,  State.EXPIRED),
    Step(State.SEEN,    Act.EXPIRE,  By.SYSTEM,  State.EXPIRED),
    Step(State.ACTING,  Act.EXPIRE,  By.SYSTEM,  State.EXPIRED),
)
# fmt: on


def step_for(standing: Standing | None, act: Act) -> Step:
    """Raises NotPossible with a sentence for who tried."""
    state = standing.state if standing else None
    for step in TABLE:
        if (step.at, step.act) == (state, act) and (standing is None or step.only(standing)):
            return step
    raise NotPossible(STARTED if standing and standing.is_open else CLOSED)


def take(standing: Standing, act: Act, on: date, *, until: date | None = None) -> Standing:
    """After what one of the two said. `until` belongs to putting off; who starts promises."""
    after = replace(standing, state=step_for(standing, act).to, said_on=max(on, standing.said_on))
    if act is Act.PUT_OFF:
        return replace(after, put_off_until=until)
    if act is Act.START:
        return replace(after, put_off_until=None, promise_open=True)
    return after


def is_put_off(standing: Standing, today: date) -> bool:
    return standing.put_off_until is not None and today < standing.put_off_until


def speaks(standing: Standing, today: date) -> bool:
    """Whether it is shown as a question: still so, and nobody asked for later."""
    return standing.is_open and standing.calm_since is None and not is_put_off(standing, today)


def rank(severity: Severity, ease: int) -> int:
    """The larger first. `ease`: from 1, hard to mend, to 3, mended in one talk."""
    return severity.weight * ease


@dataclass(frozen=True, slots=True)
class Seen:
    """What a detector sees now: how much it matters, and the number that tells more from less."""

    severity: Severity
    count: int


def looked_at(
    standing: Standing, seen: Seen | None, today: date, calendar: WorkingDays, travel_days: int
) -> Standing:
    """After a look on this day; `seen` is none where it is no longer so. The state stays."""
    if seen is None:
        calm_since = standing.calm_since or today
        return replace(standing, calm_since=calm_since, urgent_since=None, travels_on=None)
    urgent = seen.severity is Severity.URGENT
    urgent_since = (standing.urgent_since or today) if urgent else None
    after = replace(standing, severity=seen.severity, calm_since=None, urgent_since=urgent_since)
    if travels(after, today, calendar, travel_days):
        return replace(after, travels_on=standing.travels_on or today)
    return replace(after, travels_on=None)


def travels(standing: Standing, today: date, calendar: WorkingDays, days: int) -> bool:
    """Urgent for so many whole working days, and nobody has promised to do something about it."""
    if standing.urgent_since is None or standing.promise_open:
        return False
    return today > calendar.add_working_days(standing.urgent_since, days)


def time_up(standing: Standing, today: date) -> Act | None:
    """What time does to an open signal that has just been looked at."""
    if standing.calm_since is not None:
        was_calm = (today - standing.calm_since).days
        return Act.RESOLVE if was_calm >= standing.window_days else None
    if standing.promise_open or standing.severity is Severity.URGENT:
        return None
    last_word = max(standing.said_on, standing.put_off_until or standing.said_on)
    return Act.EXPIRE if (today - last_word).days >= standing.window_days else None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a signal of the same kind ended for the same pair, the last time."""

    state: State
    on: date
    severity: Severity
    count: int
    window_days: int


def may_fire(before: Ended | None, seen: Seen, today: date) -> bool:
    """What the two have answered is not asked again within its window, unless much has changed.

    After one that was resolved it is a new thing.
    """
    if before is None or before.state is State.RESOLVED:
        return True
    if (today - before.on).days >= before.window_days:
        return True
    return is_clearly_more(before, seen)


def is_clearly_more(before: Ended, seen: Seen) -> bool:
    """Half as many again and two more at least, or it matters more than it did."""
    grew = seen.count >= before.count + 2 and 2 * seen.count >= 3 * before.count
    return grew or seen.severity.weight > before.severity.weight


def is_doubtful(firings: list[State]) -> bool:
    """More than 40 % of the last 20 firings were answered with "not true"."""
    if len(firings) < REVIEWED_FIRINGS:
        return False
    last = firings[-REVIEWED_FIRINGS:]
    part, whole = DOUBTFUL
    return last.count(State.DISMISSED) * whole > part * len(last)


def is_past_grace(days_old: int) -> bool:
    """The first 30 days of a pair, its first day being 0, are never counted."""
    return days_old >= UNCOUNTED_DAYS


__all__ = ["OPEN", "TABLE", "Act", "By", "Severity", "Standing", "State"]
