"""The values the promise protocol speaks in: where a promise stands, and what may be said to it.

The protocol itself, as one table, is in `rules`. Nothing here knows a person, a text or a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where a promise is between the first word and the thanks. At risk is a flag, no state."""

    DRAFT = "draft"
    REQUESTED = "requested"
    COUNTERED_BY_PERFORMER = "countered_by_performer"
    COUNTERED_BY_CUSTOMER = "countered_by_customer"
    PROMISED = "promised"
    RENEGOTIATING = "renegotiating"
    REPORTED_DONE = "reported_done"
    SATISFIED = "satisfied"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED_BY_CUSTOMER = "cancelled_by_customer"
    REVOKED_BY_PERFORMER = "revoked_by_performer"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


ENDS = frozenset(
    {
        State.SATISFIED,
        State.DECLINED,
        State.WITHDRAWN,
        State.CANCELLED_BY_CUSTOMER,
        State.REVOKED_BY_PERFORMER,
        State.LAPSED,
        State.SUPERSEDED,
    }
)


class Act(StrEnum):
    """What somebody says to a promise; the last six are what the system says."""

    SAVE_DRAFT = "save_draft"
    SEND_DRAFT = "send_draft"
    DISCARD_DRAFT = "discard_draft"
    ASK = "ask"
    OFFER = "offer"
    PROMISE = "promise"
    COUNTER = "counter"
    ACCEPT = "accept"
    COUNTER_BACK = "counter_back"
    NO_THANKS = "no_thanks"
    DECLINE = "decline"
    PLAY_BACK = "play_back"
    CONFIRM = "confirm"
    CORRECT = "correct"
    CLARIFY = "clarify"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    OBJECT = "object"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    RENEGOTIATE = "renegotiate"
    AGREE = "agree"
    DONT_AGREE = "dont_agree"
    ANOTHER_DATE = "another_date"
    REPORT_DONE = "report_done"
    THANK = "thank"
    NOT_YET = "not_yet"
    RELEASE = "release"
    TAKE_BACK = "take_back"
    REPLACE = "replace"
    HAND_OVER = "hand_over"
    OUTSIDE_HANDS = "outside_hands"
    SAY_WHY = "say_why"
    REOPEN = "reopen"
    BEGIN_INSTEAD = "begin_instead"
    ASK_INSTEAD = "ask_instead"
    PASS_ON = "pass_on"
    LET_GO = "let_go"
    LAPSE = "lapse"
    TAKE_AS_PROMISED = "take_as_promised"
    TAKE_AS_DONE = "take_as_done"


class Side(StrEnum):
    """Who speaks. The last three stand in the table only, for whoever of the two it is."""

    PERFORMER = "performer"  # does it, and alone may promise it
    CUSTOMER = "customer"  # wants it, and alone may be satisfied
    SYSTEM = "system"  # a timer, or what follows from another promise
    EITHER = "either"
    OTHER = "other"  # the one who did not make the open proposal
    AUTHOR = "author"  # the one who wrote the draft


class Need(StrEnum):
    """What a form asks."""

    WHAT = "what"
    DUE_ON = "due_on"
    CHANGE = "change"  # a new what, a new day, or both
    GUESS_ON = "guess_on"  # a day nobody agrees to: it goes into `Given.due_on`
    REASON = "reason"  # from the short list of the act, `reasons.REASONS`
    WORDS = "words"
    DONE_MEANS = "done_means"
    WHY = "why"
    EVIDENCE = "evidence"  # a link
    USEFULNESS = "usefulness"  # 1 to 5
    PERSON = "person"  # a third one, who would do it instead
    HELPERS = "helpers"  # names, no more
    SIZE = "size"
    CONFIDENCE = "confidence"  # of the performer, when they promise
    BLOCKED_BY = "blocked_by"
    IMPORTANT = "important"


class Terms(StrEnum):
    """What a step does with the what and the when."""

    KEEP = "keep"  # all stays as it is, an open proposal too
    SET = "set"  # what the form says is now asked or offered
    PROPOSE = "propose"  # what the form says lies open; what it leaves out stays as last said
    LAY_OPEN = "lay_open"  # something lies open, but neither what nor when
    TAKE = "take"  # the open proposal becomes what counts
    DROP = "drop"  # the open proposal goes; what counted still counts


class Proposal(StrEnum):
    """What lies open. One thing at a time, so that an answer cannot be to another question."""

    CHANGE = "change"  # of what or when
    REPLACE = "replace"  # by another promise
    HAND_OVER = "hand_over"  # to another performer
    OUTSIDE = "outside"  # that what came of it was outside the hands of both


class Heard(StrEnum):
    """How far the play-back of an important request has come."""

    SAID = "said"  # the performer wrote what they heard
    CONFIRMED = "confirmed"  # the customer said: that’s it


class Size(StrEnum):
    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Blocked(StrEnum):
    """What a promise waits for before it can go on."""

    PROMISE = "promise"  # another one of the same two
    DECISION = "decision"
    OUTSIDE = "outside"


class Reason(StrEnum):
    """What got in the way. The first nine are the reasons for a miss, system causes first."""

    UNCLEAR_ASK = "unclear_ask"
    WAITING_FOR_DECISION = "waiting_for_decision"
    WAITING_FOR_SOMEONE = "waiting_for_someone"
    INFORMATION_MISSING = "information_missing"
    PRIORITIES_CHANGED = "priorities_changed"
    TOO_MUCH_AT_ONCE = "too_much_at_once"
    TOOK_LONGER = "took_longer"
    OUTSIDE_EVENT = "outside_event"
    FORGOT = "forgot"
    NOT_OURS = "not_ours"
    BETTER_PLACED = "better_placed"
    NO_LONGER_NEEDED = "no_longer_needed"
    SOLVED_OTHERWISE = "solved_otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All the rules need to know of one promise; its words, its two people are not among it."""

    state: State
    author: Side  # performer: began as an offer; customer: began as a request
    due_on: date | None = None  # asked or offered before the promise, agreed after it
    proposed_on: date | None = None  # none in an open proposal: the day is not in question
    proposed_what: bool = False
    proposed_by: Side | None = None  # none: no proposal is open
    proposal: Proposal | None = None  # of which kind the open one is
    offered: bool = False  # requested, but it is the performer's offer that stands
    question_open: bool = False
    at_risk: bool = False
    guessed_on: date | None = None  # the guess that came with the flag; binds nobody
    raised_on: date | None = None  # the day this round of renegotiation began
    rounds: int = 0  # how often a new day or a new what was agreed after the promise
    waiting_since: date | None = None  # since when the side of `waits_for` has the word
    sent: bool = False  # until then it is the author's alone, discarded or not
    by_silence: bool = False  # satisfied because nobody objected
    important: bool = False  # the performer says what they heard before they answer
    heard: Heard | None = None
    agreed_on: date | None = None  # when the agreed day became that
    on_track_on: date | None = None  # when the performer last said so, since the day was agreed
    reported_on: date | None = None  # when it was last reported done
    ended_on: date | None = None
    outside_hands: bool = False  # both say so: it counts for nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the form brought, as far as the rules ask; texts are only said to be there."""

    due_on: date | None = None
    what: bool = False
    words: bool = False
    reason: Reason | None = None
    person: bool = False
    important: bool = False


def other(side: Side) -> Side:
    """The other of the two people."""
    return Side.CUSTOMER if side is Side.PERFORMER else Side.PERFORMER


def waits_for(standing: Standing) -> Side | None:
    """Who has to answer now, and for Today: whom the other is waiting for.

    A promise under way waits for nobody's answer, unless a new day was asked for.
    """
    match standing.state:
        case State.REQUESTED:
            asked_back = standing.offered or standing.question_open
            return Side.CUSTOMER if asked_back else Side.PERFORMER
        case State.REPORTED_DONE:
            return Side.CUSTOMER
        case _ if standing.proposed_by:
            return other(standing.proposed_by)
        case _:
            return None


def day_in_question(standing: Standing) -> date | None:
    """The day as last said: the proposed one, where a proposal names one."""
    return standing.proposed_on or standing.due_on
