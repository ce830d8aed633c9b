"""Raising a point for the next talk, and what becomes of it. Each is one event without words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import record
from tandem.organisation.models import Person
from tandem.partnership.agendas import AgendaItem
from tandem.partnership.models import Pair
from tandem.partnership.two import locked
from tandem.rooms.talks.models import WHAT_LENGTH, Became, TalkPoint


@transaction.atomic
def raise_point(*, pair: Pair, what: str, by: Person, at: datetime) -> TalkPoint:
    """For both to read.

    Raises NotInThisPair, PairIsOver, ValidationError (nothing said, too long).
    """
    held = locked(pair, by, at)
    point = TalkPoint(pair=held, raiser=by, what=what.strip(), raised_on=localdate(at))
    record("talk_point.raised", point, by=by, at=at)
    return point


@transaction.atomic
def leave_out(*, pair: Pair, item: AgendaItem, by: Person, at: datetime) -> TalkPoint:
    """Of what Tandem prepared, not this time: off the list for both, as long as any other point.

    The first tap counts. Raises NotInThisPair, PairIsOver.
    """
    held, today = locked(pair, by, at), localdate(at)
    known = TalkPoint.objects.of(held).filter(prepared=item.url)
    if (left_out := known.current(today).first()) is not None:
        return left_out
    point = known.first() or TalkPoint(pair=held, prepared=item.url)
    point.raiser, point.what = by, item.sentence[:WHAT_LENGTH]
    point.became, point.raised_on, point.over_on = Became.ASIDE, today, today
    record("talk_point.left_out", point, by=by, at=at)
    return point


def speak_about(*, point: TalkPoint, by: Person, at: datetime) -> TalkPoint:
    """Either may say so, whoever raised it. Raises DoesNotExist, PairIsOver."""
    return _over(point, Became.SPOKEN, by, at)


def put_aside(*, point: TalkPoint, by: Person, at: datetime) -> TalkPoint:
    """Without having spoken about it. Raises as `speak_about`."""
    return _over(point, Became.ASIDE, by, at)


@transaction.atomic
def bring_back(*, point: TalkPoint, by: Person, at: datetime) -> TalkPoint:
    """It waits again, since the day it was raised. Raises as `speak_about`."""
    there = _locked(point, by, at)
    if there.is_over:
        there.became, there.over_on = "", None
        record("talk_point.brought_back", there, by=by, at=at)
    return there


@transaction.atomic
def _over(point: TalkPoint, became: Became, by: Person, at: datetime) -> TalkPoint:
    """The first tap counts: of two at once, the second changes nothing."""
    there = _locked(point, by, at)
    if not there.is_over:
        there.became = became
        there.over_on = max(localdate(at), there.raised_on)  # a clock may be set back
        record(f"talk_point.{became}", there, by=by, at=at)
    return there


def _locked(point: TalkPoint, by: Person, at: datetime) -> TalkPoint:
    """Read again under a lock: both may tap at once during their talk."""
    mine = TalkPoint.objects.visible_to(by).select_for_update(of=("self",))
    there = mine.get(pk=point.pk)
    locked(there.pair, by, at)
    return there
