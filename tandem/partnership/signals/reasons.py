"""Why a signal is not true, or comes later: short lists for every detector. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tandem.partnership.signals.standing import Act


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


class Reason(StrEnum):
    NOT_SO = "not_so"
    AGREED_ELSEWHERE = "agreed_elsewhere"
    DONE_ALREADY = "done_already"
    IS_OVER = "is_over"
    NEXT_TALK = "next_talk"
    SOMEBODY_AWAY = "somebody_away"
    TOO_MUCH_AT_ONCE = "too_much_at_once"
    WAITING_FOR_DECISION = "waiting_for_decision"
    SOMETHING_ELSE = "something_else"


WORDING: Mapping[Reason, str] = {
    Reason.NOT_SO: _("The numbers miss something"),
    Reason.AGREED_ELSEWHERE: _("We agreed on it elsewhere"),
    Reason.DONE_ALREADY: _("It is done, only nobody said so here"),
    Reason.IS_OVER: _("It was so, and is over"),
    Reason.NEXT_TALK: _("We take it up when we talk"),
    Reason.SOMEBODY_AWAY: _("One of us is away"),
    Reason.TOO_MUCH_AT_ONCE: _("Too much at once"),
    Reason.WAITING_FOR_DECISION: _("Waiting for a decision"),
    Reason.SOMETHING_ELSE: _("Something else"),
}

# The order is the order of the form. An act without a list takes no reason.
REASONS: Mapping[Act, tuple[Reason, ...]] = {
    Act.DISMISS: (
        Reason.DONE_ALREADY,
        Reason.AGREED_ELSEWHERE,
        Reason.NOT_SO,
        Reason.IS_OVER,
        Reason.SOMETHING_ELSE,
    ),
    Act.PUT_OFF: (
        Reason.NEXT_TALK,
        Reason.TOO_MUCH_AT_ONCE,
        Reason.SOMEBODY_AWAY,
        Reason.WAITING_FOR_DECISION,
        Reason.SOMETHING_ELSE,
    ),
}
