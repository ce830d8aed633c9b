"""What each of a pair keeps up for a quarter, one thing for each of the four areas to master.

A habit is a promise of whoever chooses it: it has its day, and *On track* is the look at it.
"""

from __future__ import annotations

from datetime import date, timedelta

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment, CommitmentQuerySet
from tandem.partnership.commitments.refusals import KEPT_UP_ALREADY, NotPossible
from tandem.partnership.commitments.requests import habits
from tandem.partnership.commitments.spread import quarter_of
from tandem.partnership.models import Pair

SHORTEST = timedelta(days=28)  # with less than that left of a quarter, one begins with the next


def last_day(today: date, calendar: WorkingDays) -> date:
    """On which people work, of the quarter for which a habit chosen today is kept up."""
    quarter = quarter_of(today)
    if quarter.after - today < SHORTEST:
        quarter = quarter_of(quarter.after)
    return calendar.add_working_days(quarter.after, -1)


def chosen(pair: Pair, reader: Person) -> CommitmentQuerySet:
    """The habits of the two, those that are open and those that are over."""
    between = Commitment.objects.visible_to(reader).between(pair.leader, pair.hr_partner)
    return between.filter(request__in=[each.key for each in habits()], sent=True)


def refuse_a_second(habit: Commitment) -> None:
    """One of each kind at a time, for one partner. Raises NotPossible."""
    if habit.request not in {each.key for each in habits()}:
        return
    same = Commitment.objects.open().performed_by(habit.performer).filter(customer=habit.customer)
    if same.filter(request=habit.request).exclude(pk=habit.pk).exists():
        raise NotPossible(KEPT_UP_ALREADY)
