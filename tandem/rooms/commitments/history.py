"""What was said about a promise, move by move, to one of its two people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tandem.organisation.models import Person
from tandem.partnership.commitments.models import OPEN, UNDER_WAY, Commitment, Move
from tandem.partnership.commitments.reasons import WORDING
from tandem.partnership.commitments.rows import PromiseRow
from tandem.partnership.commitments.rules import TABLE, Act, Reason, Terms
from tandem.partnership.commitments.timers import TimeUp
from tandem.partnership.words import day_words
from tandem.rooms.commitments.words import told

SILENCE = {
    Act.LAPSE: gettext_noop("Without an answer it is over."),
    Act.TAKE_AS_PROMISED: gettext_noop("Without an objection it is a promise."),
    Act.TAKE_AS_DONE: gettext_noop("Without an objection it counts as done."),
}
# Nobody said these, and no day brought them: they follow from what people agreed.
FOLLOWS = {Act.BEGIN_INSTEAD, Act.ASK_INSTEAD, Act.PASS_ON}
# What each step did with the what and the when, by its act and where it led.
TERMS = {(step.act.value, step.to.value): step.terms for step in TABLE}


@dataclass(frozen=True, slots=True)
class Entry:
    """One move: our sentence about it, the terms it named, the reason, and what was said."""

    on: date
    on_words: str
    sentence: str
    terms: str
    reason: str
    words: str
    evidence: str
    by_time: bool  # nobody said it: the days for it were over
    by_letter: bool  # with a link of a letter, without signing in


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that lies ahead."""

    on: date
    on_words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Days:
    """The day that counts, and the one that is proposed instead."""

    counts: date | None = None
    proposed: date | None = None

    def after(self, move: Move) -> Days:
        match TERMS.get((move.act, move.to), Terms.KEEP):
            case Terms.SET:
                return Days(move.due_on or self.counts)
            case Terms.PROPOSE:
                return Days(self.counts, move.due_on or self.proposed)
            case Terms.TAKE:
                return Days(self.proposed or self.counts)
            case Terms.DROP:
                return Days(self.counts)
            case _:
                return self


def history(commitment: Commitment, reader: Person, today: date) -> list[Entry]:
    """What was said, in the order in which it was."""
    told_so_far, days = [], Days()
    for move in Move.objects.visible_to(reader).of(commitment):
        before, days = days, days.after(move)
        told_so_far.append(
            _entry(move, commitment, reader, _terms(move, before, days, today), today)
        )
    return told_so_far


def coming(row: PromiseRow, silence: TimeUp | None) -> list[Coming]:
    """What the days ahead will bring. silence: what it leads to, where that is known."""
    commitment, ahead = row.commitment, list[tuple[date, str]]()
    if silence:
        ahead.append((silence.on, _(SILENCE[silence.act])))
    if commitment.due_on and commitment.due_on >= row.today and commitment.state in OPEN:
        promised = commitment.state in UNDER_WAY
        words = _("The agreed day") if promised else _("The day asked for")
        ahead.append((commitment.due_on, words))
    return [Coming(on, day_words(on, row.today), words) for on, words in sorted(ahead)]


def _entry(move: Move, commitment: Commitment, reader: Person, terms: str, today: date) -> Entry:
    speaker = move.acted_for or move.by
    other = commitment.other_than(speaker) if speaker else commitment.customer
    asked_instead = commitment.instead_of if move.act == Act.ASK_INSTEAD else None
    return Entry(
        on=move.on,
        on_words=day_words(move.on, today),
        sentence=told(
            Act(move.act),
            by=move.by,
            other=other,
            reader=reader,
            acted_for=move.acted_for,
            before=asked_instead.performer if asked_instead else None,
        ),
        terms=terms,
        reason=_(WORDING[Reason(move.reason)]) if move.reason else "",
        words=move.words,
        evidence=move.evidence,
        by_time=move.by is None and move.act not in FOLLOWS,
        by_letter=move.by_letter,
    )


def _terms(move: Move, before: Days, after: Days, today: date) -> str:
    """The what it named, and which day it moved where."""
    said = [_("“%(what)s”") % {"what": move.what}] if move.what else []
    days = {"day": _day(move.due_on, today), "old": _day(before.counts, today)}
    if move.act == Act.AT_RISK:
        said.append(_("Expected %(day)s, agreed %(old)s") % days)
    elif after.proposed and move.due_on:
        said.append(_("%(day)s instead of %(old)s") % days)
    elif before.proposed and after.counts == before.counts:
        said.append(_("%(old)s stays") % days)
    elif after.counts != before.counts:
        days["day"] = _day(after.counts, today)
        said.append((_("By %(day)s, was %(old)s") if before.counts else _("By %(day)s")) % days)
    return " · ".join(said)


def _day(day: date | None, today: date) -> str:
    return day_words(day, today) if day else ""
