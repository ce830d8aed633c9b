"""What became of one promise: the table of the domain reference, read from what was said to it.

Values in, decision out: no query, no clock, no request. What is counted from many promises is in
`reliability`. A day counts whole: what is said on the agreed day itself is said in time.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tandem.partnership.commitments.in_time import Clock
from tandem.partnership.commitments.standing import ENDS, Act, Reason, Side, State
from tandem.partnership.commitments.timers import PAUSE_DAYS

LAST_MINUTE_PERCENT = 10  # of the time from the agreement to the agreed day

ANSWERS = (Act.PROMISE, Act.COUNTER, Act.DECLINE, Act.CLARIFY, Act.PLAY_BACK)
SETTLES = (Act.AGREE, Act.DONT_AGREE, Act.REOPEN)
ASKS = (Act.ASK, Act.SEND_DRAFT, Act.OBJECT)
COUNTERS = (Act.COUNTER, Act.COUNTER_BACK)
RAISES = (Act.RENEGOTIATE, Act.ANOTHER_DATE)
# Words about a slip that ask for no other day: what was agreed still counts.
SPEAKS = (Act.AT_RISK, Act.SAY_WHY, Act.REPLACE, Act.HAND_OVER, Act.OUTSIDE_HANDS)
ANSWERED = (Act.AGREE, Act.DONT_AGREE)  # to such a word, where no other day lies open
LEAVES_OUT = (State.CANCELLED_BY_CUSTOMER, State.SUPERSEDED)


class Became(StrEnum):
    """One row of the table each, and what is left between the rows: `NOT_KEPT`."""

    KEPT = "kept"
    KEPT_ON_NEW_DAY = "kept_on_new_day"  # raised in time and agreed to
    KEPT_LATE_WARNED = "kept_late_warned"
    TAKEN_BACK = "taken_back"  # with notice: on the agreed day at the latest
    KEPT_LATE = "kept_late"  # no word before the day, but one soon after it
    NOT_KEPT = "not_kept"  # a word came, the work did not, or not yet
    SILENT_MISS = "silent_miss"


HONOURED = (Became.KEPT, Became.KEPT_ON_NEW_DAY)
HALF = (Became.KEPT_LATE_WARNED, Became.TAKEN_BACK)
LATE = (Became.KEPT_LATE_WARNED, Became.KEPT_LATE, Became.NOT_KEPT, Became.SILENT_MISS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One move, as far as it counts."""

    act: Act
    side: Side
    on: date
    to: State
    due_on: date | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One promise with all that was said to it, in order."""

    customer: Hashable
    performer: Hashable
    words: Sequence[Word]
    done_means: bool = False  # the request said what "done" means


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a promise went, as told by what was said up to a day."""

    customer: Hashable
    performer: Hashable
    became: Became | None = None  # none: never promised, left out, or not decided yet
    judged_on: date | None = None  # the agreed day by which it counts
    duration: int | None = None  # days from the promise to its day
    renegotiated: bool = False
    last_minute: bool = False
    reason: Reason | None = None
    asked_on: date | None = None  # as a request; none for an offer
    reply_days: int | None = None  # working days to the first answer
    was_clear: bool = False  # nobody had to ask back, and it said what done means
    declined: bool = False
    countered: bool = False
    lapsed: bool = False
    waits: bool = False  # as a request, for its first answer
    acceptance_days: tuple[int, ...] = ()  # working days from each report to its answer
    accepted_on: date | None = None  # with thanks, by the customer
    by_silence: bool = False


Outcome = tuple[Became | None, date | None]  # what it became, and the agreed day it counts by


def course_of(story: Story, today: date, clock: Clock) -> Course:
    """Read by the words up to today alone, so that an earlier day can be told again."""
    words = [word for word in story.words if word.on <= today]
    reading = Reading(clock)
    for word in words:
        reading.take(word)
    became, judged_on = reading.became(today)
    counts = not reading.outside_hands and story.customer != story.performer
    return Course(
        customer=story.customer,
        performer=story.performer,
        became=became if counts else None,
        judged_on=judged_on,
        duration=reading.first_duration,
        renegotiated=reading.raised,
        last_minute=reading.last_minute,
        reason=reading.reason,
        lapsed=reading.state is State.LAPSED,
        acceptance_days=tuple(reading.answered_in),
        accepted_on=reading.accepted_on,
        by_silence=any(word.act is Act.TAKE_AS_DONE for word in words),
        **as_request(words, story, clock),
    )


def as_request(words: Sequence[Word], story: Story, clock: Clock) -> dict[str, Any]:
    """What a request became before it was a promise; nothing of an offer."""
    first = next((w for w in words if w.act in ASKS and w.side is Side.CUSTOMER), None)
    if first is None:
        return {}
    said = {word.act for word in words}
    later = words[words.index(first) :]
    answer = next((w.on for w in later if w.act in ANSWERS), None)
    return {
        "asked_on": first.on,
        "reply_days": clock.awaited(Side.PERFORMER, first.on, answer) if answer else None,
        "was_clear": story.done_means and Act.CLARIFY not in said,
        "waits": answer is None and words[-1].to is State.REQUESTED,
        "declined": Act.DECLINE in said,
        "countered": Act.COUNTER in said,
    }


class Reading:
    """Follows one promise word by word. `agreed` moves only with a new day agreed to in time."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.state: State | None = None
        self.due_on: date | None = None  # as last said, before the promise
        self.proposed_on: date | None = None
        self.begun_on: date | None = None
        self.agreed: date | None = None
        self.duration: int | None = None  # of the agreement that holds
        self.first_duration: int | None = None
        self.paused = 0  # working days on which the clock stood still
        self.open_since: date | None = None  # a proposal waits for the other side
        self.open_in_time = False
        self.asked_by: Side | None = None
        self.warned = False  # a word before the day
        self.late_word_on: date | None = None  # the performer’s first after it
        self.reported_on: date | None = None
        self.taken_back_on: date | None = None
        self.raised = False
        self.moved = False
        self.last_minute = False
        self.reason: Reason | None = None
        self.answered_in: list[int] = []
        self.accepted_on: date | None = None
        self.mark_open = False  # one says that it was outside the hands of both
        self.outside_hands = False
        self.late: Outcome | None = None  # before it was opened again

    def take(self, word: Word) -> None:
        self.mark(word)
        if self.state in ENDS:
            self.after_its_end(word)
        elif self.begun_on is None:
            self.before_the_promise(word)
        else:
            self.after_the_promise(word)
        if self.begun_on is not None:
            self.reason = word.reason or self.reason  # one for each promise, the last one given
        ends = word.to in ENDS and self.state not in ENDS
        self.state = word.to
        if ends and self.begun_on:
            self.remember(word.on)

    def remember(self, on: date) -> None:
        """What was late when it ended stays so: a day asked for afterwards replaces none.

        What was let go of was late only if it had passed without a word.
        """
        became = self.judged(on)
        let_go = self.state in LEAVES_OUT and became is not Became.SILENT_MISS
        if became in LATE and not let_go:
            self.late = self.or_worse(became)

    def mark(self, word: Word) -> None:
        """Outside the hands of both, once both say so; opened again, it counts like any other."""
        if word.act is Act.REOPEN and self.outside_hands:
            self.outside_hands, self.late = False, None
        if self.mark_open and word.act is Act.AGREE:
            self.outside_hands = True
        proposes = word.act is Act.OUTSIDE_HANDS
        self.mark_open = proposes or (self.mark_open and word.act not in SETTLES)

    def before_the_promise(self, word: Word) -> None:
        if word.act in COUNTERS:
            self.proposed_on = word.due_on or self.proposed_on
        else:
            self.due_on = word.due_on or self.due_on
        day = self.proposed_on or self.due_on
        if word.to is State.PROMISED and day:  # none where the clock was ahead when it was named
            self.agree(day, word.on)

    def after_its_end(self, word: Word) -> None:
        """Opened again, it begins anew. Any other word leaves what became of it."""
        if word.to in ENDS:
            return
        self.reported_on = self.taken_back_on = self.accepted_on = None
        self.moved = False
        self.close()
        if word.to is State.REQUESTED:
            self.begun_on = self.agreed = None
            self.due_on = word.due_on or self.due_on
        elif word.due_on:
            self.agree(word.due_on, word.on)

    def agree(self, day: date | None, on: date) -> None:
        self.begun_on, self.agreed, self.paused = on, day, 0
        self.warned, self.late_word_on = False, None
        self.duration = (day - on).days if day else None
        if self.first_duration is None:
            self.first_duration = self.duration
        self.close()

    def close(self) -> None:
        self.open_since = self.proposed_on = self.asked_by = None

    def after_the_promise(self, word: Word) -> None:
        in_time = word.on <= self.last_day()
        match word.act:
            case act if act in SPEAKS or (act in ANSWERED and self.open_since is None):
                self.speak(word, in_time)
            case act if act in RAISES:
                self.propose(word, in_time)
            case Act.AGREE:
                self.answer(word)
                self.take_proposal(word)
            case Act.DONT_AGREE:
                self.answer(word)
                self.close()
            case Act.REPORT_DONE:
                self.report(word, in_time)
            case Act.NOT_YET:
                self.not_yet(word)
            case Act.THANK | Act.TAKE_AS_DONE:
                self.close_the_loop(word)
            case Act.TAKE_BACK:
                self.answer(word)
                self.close()
                self.speak(word, in_time=False)
                self.taken_back_on = word.on

    def last_day(self) -> date:
        if self.agreed is None:
            raise ValueError("Nothing was promised yet, so no day is agreed.")
        return self.clock.last_day(self.agreed, self.paused)

    def speak(self, word: Word, in_time: bool) -> None:
        """Before the day either side’s word warns both; after it only the performer’s counts."""
        if in_time:
            self.warned = True
        elif word.side is Side.PERFORMER:
            self.late_word_on = self.late_word_on or word.on

    def propose(self, word: Word, in_time: bool) -> None:
        """Another date is an answer too, within a round that was in time or was not."""
        if self.open_since is not None:
            in_time = self.open_in_time
            self.answer(word)
        self.speak(word, in_time)
        if in_time and word.act is Act.RENEGOTIATE:
            self.last_minute = self.last_minute or self.is_last_minute(word.on)
        self.raised = True
        self.wait_for_answer(word, in_time)

    def wait_for_answer(self, word: Word, in_time: bool) -> None:
        self.proposed_on = word.due_on or self.proposed_on
        self.open_since, self.open_in_time, self.asked_by = word.on, in_time, word.side

    def is_last_minute(self, on: date) -> bool:
        left = (self.last_day() - on).days
        return left * 100 <= LAST_MINUTE_PERCENT * (self.duration or 0)

    def answer(self, word: Word) -> None:
        """A customer silent for more than two working days stopped the clock from the asking.

        It goes on with the answer, or with the performer’s own next word where none came. The
        performer’s own silence stops nothing.
        """
        if self.open_since is None:
            return
        waited = self.clock.between(self.open_since, word.on)
        if self.open_in_time and self.asked_by is Side.PERFORMER and waited > PAUSE_DAYS:
            self.paused += waited
        if not self.open_in_time:
            self.speak(word, in_time=False)

    def take_proposal(self, word: Word) -> None:
        in_time, day = self.open_in_time, self.proposed_on
        self.close()
        if in_time:
            self.moved, self.warned = True, False
            if day:
                self.agree(day, word.on)

    def report(self, word: Word, in_time: bool) -> None:
        """Done by the day the customer asked for with "not yet" is as good as agreed to it."""
        self.answer(word)
        in_time = in_time or word.on <= self.last_day()
        asked_for = self.proposed_on if self.asked_by is Side.CUSTOMER else None
        if asked_for and self.open_since and self.open_in_time and not in_time:
            self.moved = True
            self.agree(asked_for, self.open_since)
            in_time = word.on <= self.last_day()
        self.close()
        if not in_time:
            self.speak(word, in_time=False)
        self.reported_on = word.on

    def not_yet(self, word: Word) -> None:
        """While the customer looked at what was reported in time, the clock stood still."""
        reported_on = self.reported_on or word.on
        in_time = reported_on <= self.last_day()
        self.accept(word)
        self.reported_on = None
        if in_time:
            self.warned = True
            self.paused += self.clock.between(reported_on, word.on)
        if word.due_on:
            self.wait_for_answer(word, in_time)

    def close_the_loop(self, word: Word) -> None:
        if word.act is Act.THANK:
            self.accept(word)
            self.accepted_on = word.on

    def accept(self, word: Word) -> None:
        reported_on = self.reported_on or word.on
        self.answered_in.append(self.clock.awaited(Side.CUSTOMER, reported_on, word.on))

    def became(self, today: date) -> Outcome:
        if self.state in LEAVES_OUT:
            return None, self.agreed
        return self.or_worse(self.judged(today) if self.begun_on else None)

    def or_worse(self, now: Became | None) -> Outcome:
        """What was late before it was opened again, unless it is a silent miss only now."""
        silent = now is Became.SILENT_MISS
        if self.late and not (silent and self.late[0] is not now):
            return self.late
        return now, self.agreed

    def judged(self, today: date) -> Became | None:
        """None while it is not decided: before its day, or while an answer is awaited."""
        last = self.last_day()
        if self.state is State.SATISFIED and self.reported_on and self.reported_on <= last:
            return Became.KEPT_ON_NEW_DAY if self.moved else Became.KEPT
        if self.taken_back_on and self.taken_back_on <= last:
            return Became.TAKEN_BACK
        if today <= last or self.waits_in_time(today, last):
            return None
        if self.warned:
            return self.late_as(Became.KEPT_LATE_WARNED)
        return self.without_warning(today, last)

    def waits_in_time(self, today: date, last: date) -> bool:
        """The customer was asked, or told that it is done, in time and has the word; a day the
        customer asked for holds the judgement until it is over, and no longer.
        """
        if self.state is State.REPORTED_DONE:
            return self.reported_on is not None and self.reported_on <= last
        if self.open_since is None or not self.open_in_time:
            return False
        by_customer = self.asked_by is Side.CUSTOMER
        return not by_customer or (self.proposed_on is not None and today <= self.proposed_on)

    def without_warning(self, today: date, last: date) -> Became | None:
        soon_enough = self.clock.soon_enough(last)
        if self.late_word_on and self.late_word_on <= soon_enough:
            return self.late_as(Became.KEPT_LATE)
        return Became.SILENT_MISS if today > soon_enough else None

    def late_as(self, kept: Became) -> Became | None:
        """Done after its day; whether it is done the customer says."""
        if self.state is State.REPORTED_DONE:
            return None
        return kept if self.state is State.SATISFIED else Became.NOT_KEPT
