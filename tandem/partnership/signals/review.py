"""Whether a detector is right often enough. One that is not switches itself off for review."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from tandem.access.audit import SYSTEM, Actor
from tandem.organisation import settings
from tandem.organisation.models import Setting
from tandem.organisation.settings import ON, UnableToSet
from tandem.partnership.signals import rules
from tandem.partnership.signals.detectors import Detector
from tandem.partnership.signals.models import IS_OPEN, Signal
from tandem.partnership.signals.standing import State

FEWEST_PAIRS = 8  # below this a number of firings would point at somebody
BY_ITSELF = _("More than 40 percent of its last 20 firings were answered with “not true”.")


def review(detector: Detector, *, at: datetime) -> None:
    """Switch it off where too many of its last firings were not true."""
    if rules.is_doubtful(firings_since_review(detector)):
        with suppress(UnableToSet):  # another worker did it at the same moment
            switch(detector, on=False, reason=BY_ITSELF, by=SYSTEM, at=at)


def firings_since_review(detector: Detector) -> list[State]:
    """How the last firings ended, the latest last; none from before it was switched on again."""
    fired = Signal.objects.by_detector(detector.key)
    turned_on = Setting.objects.of(detector.setting).filter(value=ON).order_by("-number").first()
    if turned_on is not None:
        fired = fired.filter(fired_on__gt=turned_on.start_on)
    last = fired.order_by("-fired_on", "-id").values_list("state", flat=True)
    return [State(state) for state in last[: rules.REVIEWED_FIRINGS]][::-1]


def switch(detector: Detector, *, on: bool, reason: str, by: Actor, at: datetime) -> None:
    """Raises UnableToSet without a reason. Where it is so already nothing happens."""
    settings.turn(detector.setting, on=on, reason=reason, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a detector did in the whole company."""

    fired: int
    not_true: int
    travelling: int


def tallies() -> dict[str, Tally]:
    """By detector; without those that would point at somebody."""
    counted = (
        Signal.objects.order_by()
        .values("detector")
        .annotate(
            pairs=Count("pair", distinct=True),
            fired=Count("id"),
            not_true=Count("id", filter=Q(state=State.DISMISSED)),
            travelling=Count("id", filter=IS_OPEN & Q(travels_on__isnull=False)),
        )
    )
    return {
        each["detector"]: Tally(each["fired"], each["not_true"], each["travelling"])
        for each in counted.filter(pairs__gte=FEWEST_PAIRS)
    }
