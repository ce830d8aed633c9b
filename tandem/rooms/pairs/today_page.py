"""What Today shows of pairs: what an HR partner carries, and new pairs that are to be set up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Duty, Person
from tandem.organisation.models.people import one_has_left
from tandem.organisation.settings import values_on
from tandem.partnership.charter import minimum
from tandem.partnership.charter.rules import first_hundred_days
from tandem.partnership.models import Charter, Pair
from tandem.partnership.registers import Part, shows_on_today
from tandem.partnership.words import day_words
from tandem.rooms.pairs.how_set_up import how_set_up

NEW_DAYS = timedelta(days=100)
JUST_SIGNED = timedelta(days=14)  # so long it is told what comes after the charter
MOST = 3  # of several new pairs the newest are shown; all have it on their own page


@shows_on_today
def what_you_carry(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    """Costs no question."""
    if any(duty == Duty.HR_PARTNER for duty, _path in person.held(today)):
        yield Part("pairs/_carrying.html", None)


def to_set_up(day: date) -> Any:  # noqa: ANN401 - a QuerySet of pairs
    """New pairs of today that have signed no charter yet, or have just done so."""
    signed = Charter.objects.order_by().filter(pair=OuterRef("pk"))
    before = signed.filter(signed_on__lte=day - JUST_SIGNED)
    return Pair.objects.on(day).filter(~Exists(before), start_on__gt=day - NEW_DAYS).order_by()


@asked_with_the_person
def pairs_are_to_be_set_up(day: date) -> dict[str, Any]:
    mine = Q(leader=OuterRef("pk")) | Q(hr_partner=OuterRef("pk"))
    return {"has_pair_to_set_up": Exists(to_set_up(day).filter(mine))}


AFTER_THE_CHARTER = 3  # in the plan of the first hundred days


@dataclass(frozen=True, slots=True)
class ToSetUp:
    """Where a new pair stands on the way to its charter, and what comes next when."""

    pair: Pair
    partner: Person
    today: date

    @property
    def is_signed(self) -> bool:
        return vars(self.pair)["charter_number"] is not None

    @property
    def calendar(self) -> Callable[[], WorkingDays]:
        return partial(working_days_of, self.pair.leader, self.today)

    @property
    def due(self) -> str:
        """The day the charter is planned for; nothing is said of one that has passed."""
        known, values = vars(self.pair), values_on(self.today)
        day = minimum.due_on(known, self.pair.start_on, values, self.calendar)
        return day_words(day, self.today) if day >= self.today else ""

    @property
    def next(self) -> tuple[str, str] | None:
        """The day of the plan that comes next once the charter is signed, and what it is for."""
        signed_on = vars(self.pair)["charter_signed_on"]
        plan = first_hundred_days(self.pair.start_on, self.calendar(), charter_on=signed_on)
        to_come = [each for each in plan[AFTER_THE_CHARTER:] if each[0] >= self.today]
        return next(((day_words(day, self.today), _(words)) for day, words in to_come), None)


@shows_on_today
def set_up_your_pair(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    if not (in_pair and getattr(person, "has_pair_to_set_up", True)):
        return
    mine = to_set_up(today).filter(Q(leader=person) | Q(hr_partner=person))
    both_here = mine.exclude(one_has_left(today, "leader", "hr_partner"))
    newest = both_here.select_related("area", "leader", "hr_partner").order_by("-start_on")
    for pair in newest.annotate(**how_set_up(), **minimum.asked())[:MOST]:
        about = ToSetUp(pair, pair.partner_of(person), today)
        yield Part("pairs/_to_set_up.html", about, leads=True)
