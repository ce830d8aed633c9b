"""Whose days count when a promise is judged: until when something is in time, and how long it took.

Values in, decision out, for `kept`; read once for many promises in `reliable`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.commitments.standing import Side

WORD_DAYS = 2  # working days after the agreed day in which a word still comes soon enough


@dataclass(frozen=True, slots=True)
class Clock:
    """The days of the performer’s site, and which of them each of the two was there.

    Leave, sickness and declared crunch are days of the site that are none of somebody’s own.
    """

    site: WorkingDays = field(default_factory=WorkingDays)
    own: WorkingDays | None = None  # the performer’s
    customers: WorkingDays | None = None

    @property
    def performers(self) -> WorkingDays:
        return self.own or self.site

    def between(self, day: date, until: date) -> int:
        return passed(self.site, day, until)

    def awaited(self, side: Side, day: date, until: date) -> int:
        """How long this side took to answer: no day counts on which they were away."""
        theirs = self.performers if side is Side.PERFORMER else self.customers or self.site
        return passed(theirs, day, until)

    def last_day(self, agreed: date, paused: int) -> date:
        """The last day in time: the agreed one, or the first at work after days away around it.

        Later by every working day on which the clock stood still.
        """
        own = self.performers
        off = own.is_away(agreed) or (agreed in self.site and agreed not in own)
        number = paused + off
        return self.performers.add_working_days(agreed, number)

    def soon_enough(self, last: date) -> date:
        """The last day for a first word about what slipped."""
        return self.performers.add_working_days(last, WORD_DAYS)


def passed(calendar: WorkingDays, day: date, until: date) -> int:
    """None between words whose days are in the other order: the machine’s clock was set back."""
    return calendar.working_days_between(day, until) if day < until else 0
