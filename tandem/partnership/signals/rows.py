"""A signal as a card on a page: what it asks its reader, by which rule, and what was said.

Today and the pair page show the same card, the fragment `signals/_card.html`. Everything the
cards need is fetched for all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tandem.organisation.addresses import address
from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.organisation.values import Values
from tandem.organisation.written_once import written_once
from tandem.partnership.refused import NotPossible
from tandem.partnership.signals import rules
from tandem.partnership.signals.detectors import Detector, detectors
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.signals.reasons import WORDING, Reason
from tandem.partnership.signals.standing import Act
from tandem.partnership.words import day_words


@asked_with_the_person
def signals_are_open(day: date) -> dict[str, Any]:  # whatever day it is
    mine = Q(pair__leader=OuterRef("pk")) | Q(pair__hr_partner=OuterRef("pk"))
    return {"has_signals": Exists(Signal.objects.open().filter(mine))}


@dataclass(frozen=True, slots=True)
class SignalRow:
    signal: Signal
    detector: Detector
    reader: Person
    today: date
    values: Values
    last: SignalMove | None = None
    one_left: bool = False

    @property
    def id(self) -> str:
        return f"signal-{self.signal.pk}"

    @property
    def url(self) -> str:
        return self.signal.get_absolute_url()

    @property
    def partner(self) -> Person:
        return self.signal.pair.partner_of(self.reader)

    @property
    def left_words(self) -> str:
        """The name of a partner who works here no more; empty while both do."""
        return self.partner.called if self.one_left else ""

    @property
    def noticed(self) -> str:
        """The question: "We noticed that … Is this so?"."""
        return _(self.detector.noticed) % self.numbers

    @property
    def shown(self) -> str:
        """What was counted, in one line."""
        return _(self.detector.shown) % self.numbers

    @property
    def numbers(self) -> dict[str, int]:
        return {**self.signal.evidence, "days": self.signal.window_days}

    @property
    def looked_words(self) -> str:
        return day_words(self.signal.looked_on, self.today)

    @property
    def rule(self) -> str:
        return rule_words(self.detector, self.values)

    @property
    def step(self) -> str:
        return _(self.detector.step)

    @property
    def list_url(self) -> str:
        return self.detector.list_url(self.signal.pair)

    @property
    def speaks(self) -> bool:
        return rules.speaks(self.signal.standing, self.today) and not is_over(self)

    @property
    def is_open(self) -> bool:
        return self.signal.standing.is_open

    @property
    def is_new(self) -> bool:
        """Nobody has seen it yet: the page says once that somebody has."""
        return may(self.signal, Act.SEE)

    @property
    def may_start(self) -> bool:
        return may(self.signal, Act.START)

    @property
    def promise_url(self) -> str:
        return self.signal.promise.get_absolute_url() if self.signal.promise else ""

    @property
    def last_words(self) -> str:
        """What one of the two said to it last; that it was seen stands in its history alone."""
        said = self.last is not None and self.last.by and self.last.act != Act.SEE
        return told(self.last, self) if self.last is not None and said else ""

    @property
    def waits_words(self) -> str:
        """Why an open one asks nothing now; empty where it asks."""
        standing = self.signal.standing
        if standing.calm_since is not None:
            closes_on = standing.calm_since + timedelta(days=standing.window_days)
            days = {"since": day_words(standing.calm_since, self.today),
                    "until": day_words(closes_on, self.today)}  # fmt: skip
            return (
                _("It has not been so since %(since)s; if it stays, it closes on %(until)s.") % days
            )
        if rules.is_put_off(standing, self.today):
            return self.last_words
        return "" if self.speaks else _("It asks nobody any more.")

    @property
    def end_words(self) -> str:
        """How it ended; empty while it is open."""
        return told(self.last, self) if self.last is not None and not self.is_open else ""

    @property
    def came_of_it(self) -> str:
        """What became of it, in one sentence."""
        if not self.is_open:
            return self.end_words
        return self.waits_words or self.last_words or _("It still asks you both.")

    @property
    def fired_words(self) -> str:
        return day_words(self.signal.fired_on, self.today)

    def act_url(self, act: Act) -> str:
        return address("signals:act", self.signal.pk, act.value)

    @property
    def see_url(self) -> str:
        return self.act_url(Act.SEE)

    @property
    def start_url(self) -> str:
        return self.act_url(Act.START)

    @property
    def dismiss_url(self) -> str:
        return self.act_url(Act.DISMISS)

    @property
    def put_off_url(self) -> str:
        return self.act_url(Act.PUT_OFF)


def rows(
    signals: Iterable[Signal], reader: Person, today: date, values: Values | None = None
) -> list[SignalRow]:
    """For signals from `visible_to(reader)` that tell who left. One whose detector is no longer
    there is left out."""
    known = [one for one in signals if one.detector in detectors()]
    if not known:
        return []
    values = values or values_on(today)
    last = {each.signal_id: each for each in moves(reader.pk, [one.pk for one in known])}
    return [
        SignalRow(
            one, detectors()[one.detector], reader, today, values, last.get(one.pk), one.one_left
        )
        for one in known
        if detectors()[one.detector].is_there(values)
    ]  # fmt: skip


@written_once
def moves(reader: UUID, signals: Collection[UUID]) -> QuerySet[SignalMove]:
    """What was said to these, the latest last."""
    readable = SignalMove.objects.visible_to(Person.by_key(reader))
    return readable.filter(signal__in=signals).order_by("number")


def noticed_by(
    reader: Person, today: date, *, of: UUID | None = None, values: Values | None = None
) -> list[SignalRow]:
    """What asks the reader something today, the weightiest first; never more of a pair than set."""
    if not getattr(reader, "has_signals", True):  # asked with who is signed in
        return []
    signals = open_ones(today, reader.pk, of)
    speaking = [row for row in rows(signals, reader, today, values) if row.speaks]
    speaking.sort(key=weight)
    taken: Counter[UUID] = Counter()
    shown = []
    for row in speaking:
        taken[row.signal.pair_id] += 1
        if taken[row.signal.pair_id] <= row.values.whole("signals_open_max"):
            shown.append(row)
    return shown


@written_once
def open_ones(today: date, reader: UUID, pair: UUID | None) -> QuerySet[Signal]:
    """Those of one pair of the reader, or of all."""
    mine = Signal.objects.visible_to(Person.by_key(reader)).open().telling_who_left(today)
    return mine if pair is None else mine.of(pair)


def is_over(row: SignalRow) -> bool:
    """Nobody is asked about a pair that has ended, or of which one has left."""
    return row.one_left or row.signal.pair.is_over(row.today)


def weight(row: SignalRow) -> tuple[int, date, str]:
    matters = rules.rank(row.signal.standing.severity, row.detector.ease)
    return -matters, row.signal.fired_on, row.detector.key


def may(signal: Signal, act: Act) -> bool:
    try:
        rules.step_for(signal.standing, act)
    except NotPossible:
        return False
    return True


def rule_words(detector: Detector, values: Values) -> str:
    """The rule with what is in force, as anybody may read it."""
    return _(detector.rule) % {key: values.whole(key) for key in detector.values}


def told(move: SignalMove, row: SignalRow) -> str:
    """One act in one sentence, without its sealed words."""
    words = {"who": "", "until": "", "reason": ""}
    if move.by is not None:
        words["who"] = _("You") if move.by == row.reader else move.by.called
    if move.until is not None:
        words["until"] = day_words(move.until, row.today)
    if move.reason:
        words["reason"] = _(WORDING[Reason(move.reason)])
    return _(SENTENCES[Act(move.act)]) % words


def _mark(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


SENTENCES = {
    Act.FIRE: _mark("It was noticed."),
    Act.SEE: _mark("%(who)s saw it."),
    Act.START: _mark("%(who)s began with it."),
    Act.PUT_OFF: _mark("%(who)s put it off until %(until)s: %(reason)s."),
    Act.DISMISS: _mark("%(who)s said it is not true: %(reason)s."),
    Act.RESOLVE: _mark("It has not been so for the whole time it looks back on."),
    Act.EXPIRE: _mark("It ended without an answer."),
}
