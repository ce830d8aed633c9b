"""Why somebody says no, asks for a new date or lets go: short lists, causes before people."""

from __future__ import annotations

from collections.abc import Mapping

from tandem.partnership.commitments.standing import Act, Reason


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


WORDING: Mapping[Reason, str] = {
    Reason.UNCLEAR_ASK: _("It was not clear what was asked"),
    Reason.WAITING_FOR_DECISION: _("Waiting for a decision"),
    Reason.WAITING_FOR_SOMEONE: _("Waiting for someone"),
    Reason.INFORMATION_MISSING: _("Information is missing"),
    Reason.PRIORITIES_CHANGED: _("The business changed its priorities"),
    Reason.TOO_MUCH_AT_ONCE: _("Too much at once"),
    Reason.TOOK_LONGER: _("It takes longer than thought"),
    Reason.OUTSIDE_EVENT: _("Something happened outside"),
    Reason.FORGOT: _("It was forgotten"),
    Reason.NOT_OURS: _("This is decided elsewhere"),
    Reason.BETTER_PLACED: _("Someone else is better placed"),
    Reason.NO_LONGER_NEEDED: _("No longer needed"),
    Reason.SOLVED_OTHERWISE: _("Solved another way"),
}

MISS_REASONS = (
    Reason.UNCLEAR_ASK,
    Reason.WAITING_FOR_DECISION,
    Reason.WAITING_FOR_SOMEONE,
    Reason.INFORMATION_MISSING,
    Reason.PRIORITIES_CHANGED,
    Reason.TOO_MUCH_AT_ONCE,
    Reason.TOOK_LONGER,
    Reason.OUTSIDE_EVENT,
    Reason.FORGOT,
)

TAPPED = (Act.SAY_WHY, Act.RENEGOTIATE)  # each reason is a button that says it, so none is chosen

# The order is the order of the form. An act without a list takes no reason.
REASONS: Mapping[Act, tuple[Reason, ...]] = {
    Act.DECLINE: (
        Reason.TOO_MUCH_AT_ONCE,
        Reason.WAITING_FOR_DECISION,
        Reason.INFORMATION_MISSING,
        Reason.PRIORITIES_CHANGED,
        Reason.NOT_OURS,
        Reason.BETTER_PLACED,
    ),
    Act.RENEGOTIATE: MISS_REASONS,
    Act.TAKE_BACK: MISS_REASONS,
    Act.SAY_WHY: MISS_REASONS,
    Act.RELEASE: (
        Reason.PRIORITIES_CHANGED,
        Reason.WAITING_FOR_DECISION,
        Reason.OUTSIDE_EVENT,
        Reason.SOLVED_OTHERWISE,
        Reason.NO_LONGER_NEEDED,
    ),
}
