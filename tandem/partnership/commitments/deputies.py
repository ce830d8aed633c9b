"""What a deputy may say to a promise of whom they act for, and who is named as having said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from tandem.organisation.deputies import stands_for
from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.refusals import NotPossible
from tandem.partnership.commitments.rules import Act, Side

FOR_ONESELF_ALONE = frozenset(
    {Act.PROMISE, Act.COUNTER, Act.PLAY_BACK, Act.REPLACE, Act.HAND_OVER, Act.REOPEN}
)
"""Nobody promises for somebody else, and a "yes, if" becomes a promise with one tap."""


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


NOT_FOR_SOMEBODY_ELSE = _(
    "Nobody promises for somebody else. Ask back, say no, or leave it until they are here again."
)


class NoLongerActing(PermissionDenied):
    """The message is shown to the person who tried."""


@dataclass(frozen=True, slots=True)
class Voice:
    """On which side somebody speaks, and for whom if not for themselves."""

    side: Side
    acted_for: Person | None = None


def voice_of(commitment: Commitment, by: Person, on: date) -> Voice:
    """Asked of the database, whatever the page knew: a deputy's time may be over meanwhile.

    Raises NoLongerActing.
    """
    if by.pk in (commitment.customer_id, commitment.performer_id):
        return Voice(commitment.side_of(by))
    by.stands_for = stands_for(by, on)
    try:
        side = commitment.side_of(by)
    except ValueError:
        raise NoLongerActing(gettext("Your time as a deputy here is over.")) from None
    return Voice(side, commitment.who_is(side))


def refuse_promising(act: Act, voice: Voice) -> None:
    if voice.acted_for is not None and act in FOR_ONESELF_ALONE:
        raise NotPossible(NOT_FOR_SOMEBODY_ELSE)
