"""What the two say to a signal, and what a look does to it. Every act is one move, one event.

The rules decide; here the row is read again under a lock, so that two taps cannot both count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM, record
from tandem.organisation.models import Person
from tandem.partnership.commitments import actions as commitments
from tandem.partnership.commitments.about import About
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Source
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.signals import rules
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.signals.reasons import Reason
from tandem.partnership.signals.standing import Act, Standing, State

__all__ = ["NotPossible", "Noticed", "dismiss", "fire", "put_off", "see", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What a detector found, ready to be kept."""

    detector: str
    window_days: int
    seen: rules.Seen
    evidence: Mapping[str, int]


@transaction.atomic
def see(*, signal: Signal, by: Person, at: datetime) -> Signal:
    """One of the two has it before their eyes. Seeing it again changes nothing."""
    signal = locked(signal, by, localdate(at))
    if signal.state != State.FIRED:
        return signal
    return _say(signal, Act.SEE, rules.take(signal.standing, Act.SEE, localdate(at)), by, at)


@transaction.atomic
def start(*, signal: Signal, said: Said, by: Person, at: datetime) -> Signal:
    """ "Yes": a promise to the partner. Raises NotPossible, and what promising raises."""
    signal = locked(signal, by, localdate(at))
    after = rules.take(signal.standing, Act.START, localdate(at))
    signal.promise = commitments.offer(
        to=signal.pair.partner_of(by), said=said, by=by, at=at,
        about=About("pair", signal.pair_id), source=Source.SIGNAL,
    )  # fmt: skip
    return _say(signal, Act.START, after, by, at)


@transaction.atomic
def put_off(
    *, signal: Signal, reason: Reason, until: date, words: str = "", by: Person, at: datetime
) -> Signal:
    """ "Later": not shown before that day. Raises NotPossible."""
    signal = locked(signal, by, localdate(at))
    after = rules.take(signal.standing, Act.PUT_OFF, localdate(at), until=until)
    return _say(signal, Act.PUT_OFF, after, by, at, reason=reason, until=until, words=words.strip())


@transaction.atomic
def dismiss(*, signal: Signal, reason: Reason, words: str = "", by: Person, at: datetime) -> Signal:
    """ "Not true because …" Raises NotPossible."""
    signal = locked(signal, by, localdate(at))
    after = rules.take(signal.standing, Act.DISMISS, localdate(at))
    return _say(signal, Act.DISMISS, after, by, at, reason=reason, words=words.strip())


def locked(signal: Signal, by: Person, on: date) -> Signal:
    """Read again, nobody else writing. Raises NotInThisPair, NotPossible."""
    found = Signal.objects.locked(signal.pk)
    found.pair.partner_of(by)
    if found.pair.is_over(on):
        raise NotPossible(rules.CLOSED)
    return found


def fire(*, pair: Pair, noticed: Noticed, at: datetime) -> Signal:
    """The caller holds the pair's row. Raises ValidationError where one of its kind is open."""
    on = localdate(at)
    signal = Signal(
        pair=pair,
        detector=noticed.detector,
        window_days=noticed.window_days,
        evidence=dict(noticed.evidence),
        count=noticed.seen.count,
        fired_on=on,
        looked_on=on,
        said_on=on,
        urgent_since=on if noticed.seen.severity is rules.Severity.URGENT else None,
        severity=noticed.seen.severity,
        state=rules.step_for(None, Act.FIRE).to,
    )
    return _append(signal, Act.FIRE, None, at)


def keep_look(*, signal: Signal, after: Standing, noticed: Noticed | None, at: datetime) -> None:
    """What a look has changed. Nothing is written where nothing has. The caller holds the row."""
    on = localdate(at)
    before = signal.standing
    act = rules.time_up(after, on)
    news = noticed is not None and dict(noticed.evidence) != signal.evidence
    if noticed is not None and news:
        signal.evidence, signal.count = dict(noticed.evidence), noticed.seen.count
        signal.looked_on = on
    if act is not None:
        end(signal=signal, act=act, standing=after, at=at)
    elif after != before or news:
        _stand(signal, after)
        record("signal.looked_at", signal, by=SYSTEM, at=at)


def end(*, signal: Signal, act: Act, standing: Standing, at: datetime) -> None:
    """It is no longer so, or nobody can say anything to it any more."""
    _stand(signal, standing)
    signal.state = rules.step_for(standing, act).to
    signal.ended_on = localdate(at)
    _append(signal, act, None, at)


def _say(
    signal: Signal, act: Act, after: Standing, by: Person, at: datetime, **said: object
) -> Signal:
    _stand(signal, after)
    if not after.is_open:
        signal.ended_on = localdate(at)
    return _append(signal, act, by, at, **said)


def _stand(signal: Signal, standing: Standing) -> None:
    fields = asdict(standing)
    del fields["promise_open"]  # follows from the promise
    for name, value in fields.items():
        setattr(signal, name, value)


def _append(signal: Signal, act: Act, by: Person | None, at: datetime, **said: object) -> Signal:
    move = SignalMove(
        signal=signal,
        number=SignalMove.objects.of(signal).count() + 1,
        act=act,
        by=by,
        on=localdate(at),
        to=signal.state,
        **said,
    )
    record(f"signal.{act.value}", signal, move, by=by or SYSTEM, at=at)
    return signal
