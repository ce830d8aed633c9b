"""The look of the day: what is noticed, what is still so, what is over. Done by the worker.

Looking again on the same day changes nothing, so that two workers need not ask each other. What
all pairs need is asked for together; a pair costs questions of its own only where something is
written about it.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import working_days_of_people
from tandem.organisation.settings import values_on
from tandem.organisation.values import Values
from tandem.partnership.models import Pair
from tandem.partnership.signals import actions, rules
from tandem.partnership.signals.actions import Noticed
from tandem.partnership.signals.detectors import Detector, Finding, Look, detectors
from tandem.partnership.signals.models import Signal
from tandem.partnership.signals.review import review
from tandem.partnership.signals.standing import Act, Severity, State

logger = logging.getLogger(__name__)
Key = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What all detectors see on one day. Whoever could not look has no say."""

    today: date
    values: Values
    pairs: Mapping[UUID, Pair]
    findings: Mapping[Key, Finding]
    looked: frozenset[str]
    off: frozenset[str]

    def noticed(self, key: Key) -> Noticed | None:
        finding = self.findings.get(key)
        if finding is None:
            return None
        return Noticed(
            detector=key[1],
            window_days=self.values.whole(detectors()[key[1]].window),
            seen=rules.Seen(finding.severity, finding.count),
            evidence=finding.evidence,
        )


def look_for_signals(*, at: datetime) -> None:
    """Every pair, every detector that is on."""
    found = look(localdate(at))
    keep_what_is_open(found, at)
    open_what_is_new(found, at)
    for key in found.looked:
        review(detectors()[key], at=at)


def look(today: date) -> Found:
    values = values_on(today)
    off = frozenset(key for key, each in detectors().items() if not each.is_on(values))
    every = Pair.objects.on(today).select_related("leader", "hr_partner", "area")
    pairs = {pair.pk: pair for pair in every}
    counted = [pair for pair in pairs.values() if rules.is_past_grace(pair.days_old(today))]
    findings: dict[Key, Finding] = {}
    looked = set()
    for key, detector in detectors().items():
        if key in off:
            continue
        seen = look_with(detector, Look(counted, today, values))
        if seen is not None:
            looked.add(key)
            findings |= {(one.pair.pk, key): one for one in seen}
    return Found(today, values, pairs, findings, frozenset(looked), off)


def look_with(detector: Detector, to: Look) -> list[Finding] | None:
    """None where it could not look: its signals stay as they are, and the others go on."""
    try:
        with transaction.atomic():
            return [*detector.find(to)]
    except Exception:
        logger.exception("A detector could not look; later again.", extra={"duty": detector.key})
        return None


def keep_what_is_open(found: Found, at: datetime) -> None:
    signals = [*Signal.objects.open().with_pair()]
    urgent = [one for one in signals if needs_calendar(one, found)]
    calendars = working_days_of_people({one.pair.leader_id for one in urgent}, found.today)
    for signal in signals:
        calendar = calendars.get(signal.pair.leader_id, WorkingDays())
        if would_change(signal, found, calendar):
            with transaction.atomic():
                keep(signal, found, calendar, at)


def needs_calendar(signal: Signal, found: Found) -> bool:
    noticed = found.noticed((signal.pair_id, signal.detector))
    return noticed is not None and noticed.seen.severity is Severity.URGENT


def would_change(signal: Signal, found: Found, calendar: WorkingDays) -> bool:
    """Looked at without a lock, so that a quiet day writes nothing and locks nothing."""
    if is_gone(signal, found):
        return True
    if signal.detector not in found.looked:
        return False
    noticed = found.noticed((signal.pair_id, signal.detector))
    after = after_look(signal, noticed, found, calendar)
    news = noticed is not None and dict(noticed.evidence) != signal.evidence
    return news or after != signal.standing or rules.time_up(after, found.today) is not None


def is_gone(signal: Signal, found: Found) -> bool:
    """Its pair has ended, or nobody looks for it any more."""
    off = signal.detector in found.off or signal.detector not in detectors()
    return off or signal.pair_id not in found.pairs


def after_look(
    signal: Signal, noticed: Noticed | None, found: Found, calendar: WorkingDays
) -> rules.Standing:
    travel_days = found.values.whole("signal_travel_days")
    seen = noticed.seen if noticed else None
    return rules.looked_at(signal.standing, seen, found.today, calendar, travel_days)


def keep(signal: Signal, found: Found, calendar: WorkingDays, at: datetime) -> None:
    """Read again: one of the two may have answered, another worker may have looked."""
    signal_now = Signal.objects.locked(signal.pk)
    if not signal_now.standing.is_open:
        return
    if is_gone(signal_now, found):
        actions.end(signal=signal_now, act=Act.EXPIRE, standing=signal_now.standing, at=at)
        return
    noticed = found.noticed((signal_now.pair_id, signal_now.detector))
    after = after_look(signal_now, noticed, found, calendar)
    actions.keep_look(signal=signal_now, after=after, noticed=noticed, at=at)


def open_what_is_new(found: Found, at: datetime) -> None:
    open_now = {(one.pair_id, one.detector) for one in Signal.objects.open()}
    ended = Signal.objects.last_ended(since=longest_window(found))
    by_pair: dict[UUID, list[Noticed]] = defaultdict(list)
    for key in found.findings:
        noticed = found.noticed(key)
        if noticed and key not in open_now and may_fire(ended.get(key), noticed, found.today):
            by_pair[key[0]].append(noticed)
    for pair_id, new in by_pair.items():
        if pair_id in found.pairs:
            open_for(found.pairs[pair_id], new, found, at)


def longest_window(found: Found) -> date:
    days = (found.values.whole(each.window) for each in detectors().values())
    return found.today - timedelta(days=max(days, default=0))


def may_fire(before: Signal | None, noticed: Noticed, today: date) -> bool:
    ended = None
    if before is not None and before.ended_on is not None:
        ended = rules.Ended(
            State(before.state), before.ended_on, Severity(before.severity),
            before.count, before.window_days,
        )  # fmt: skip
    return rules.may_fire(ended, noticed.seen, today)


@transaction.atomic
def open_for(pair: Pair, new: Iterable[Noticed], found: Found, at: datetime) -> None:
    """The most severe and easiest to mend first, as many as there is room for; the rest waits.

    What has calmed down takes no room; what was put off does, or another would take its place.
    """
    # One worker at a time, and after whatever the two have just said.
    Pair.objects.select_for_update().get(pk=pair.pk)
    there = [*Signal.objects.open().of(pair.pk)]
    ended = Signal.objects.of(pair.pk).last_ended(since=longest_window(found))
    kinds = {one.detector for one in there}
    room = found.values.whole("signals_open_max") - sum(one.calm_since is None for one in there)
    still_new = [
        each
        for each in new
        if each.detector not in kinds
        and may_fire(ended.get((pair.pk, each.detector)), each, found.today)
    ]
    for noticed in sorted(still_new, key=order)[: max(room, 0)]:
        actions.fire(pair=pair, noticed=noticed, at=at)


def order(noticed: Noticed) -> tuple[int, str]:
    ease = detectors()[noticed.detector].ease
    return -rules.rank(noticed.seen.severity, ease), noticed.detector
