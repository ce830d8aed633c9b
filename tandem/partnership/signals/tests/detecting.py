"""Detectors for tests: they see what a test says they see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tandem.access.audit import OPERATOR, record_each
from tandem.organisation import actions as organisation
from tandem.partnership.models import Pair
from tandem.partnership.signals import detectors
from tandem.partnership.signals.detectors import Detector, Finding, Look
from tandem.partnership.signals.looking import look_for_signals
from tandem.partnership.signals.models import Signal
from tandem.partnership.signals.standing import Severity
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

WINDOW = "stall_days"  # 30 days unless the company says otherwise


@dataclass
class Planted:
    """A detector that finds what `sees` holds for a pair: how much it matters, and a number."""

    key: str
    ease: int = 2
    sees: dict[UUID, tuple[Severity, int]] = field(default_factory=dict)
    looks: list[int] = field(default_factory=list)
    broken: bool = False

    def find(self, look: Look) -> Iterator[Finding]:
        if self.broken:
            raise ZeroDivisionError
        self.looks.append(len(look.pairs))
        for pair in look.pairs:
            if pair.pk in self.sees:
                severity, count = self.sees[pair.pk]
                yield Finding(pair, severity, {"weeks": count}, count=count)

    def see(self, pair: Pair, count: int = 3, severity: Severity = Severity.ATTENTION) -> None:
        self.sees[pair.pk] = severity, count

    def see_nothing(self, pair: Pair) -> None:
        self.sees.pop(pair.pk, None)


def plant(key: str = "quiet", *, ease: int = 2) -> Planted:
    """Registered beside those of the rooms; the fixture `only_planted` clears up."""
    planted = Planted(key, ease)
    detectors._detectors[key] = Detector(
        key=key,
        name="Quiet weeks",
        rule="No word for more than %(stall_days)s days.",
        noticed="We noticed %(weeks)s weeks without a word. Is this so?",
        shown="%(weeks)s weeks in %(days)s days.",
        values=(WINDOW,),
        window=WINDOW,
        step="Yes, let us talk",
        promise="Ring up, and find a day to talk",
        list_url=lambda pair: pair.get_absolute_url(),
        ease=ease,
        find=planted.find,
    )
    return planted


def noticed(planted: Planted, pair: Pair, count: int = 3, *, at: datetime = TUESDAY) -> Signal:
    """What the worker makes of it."""
    planted.see(pair, count)
    look_for_signals(at=at)
    return Signal.objects.with_pair().get(pair=pair, detector=planted.key, fired_on=at.date())


def many_pairs(cast: Cast, number: int) -> None:
    """Each in an area of its own, for a year."""
    areas = [
        organisation.add_area(name=f"Depot {n}", parent=cast.areas.supply, by=OPERATOR, at=MONDAY)
        for n in range(number)
    ]
    pairs = [
        Pair(area=area, leader=cast.vera, hr_partner=cast.leo, start_on=date(2025, 11, 1))
        for area in areas
    ]
    record_each("pair.made", pairs, by=OPERATOR, at=MONDAY)
