"""What somebody had before their eyes when they said yes.

A page may stand open while the other one says something else. So a mark of the terms goes with
what is shown and comes back with the tap: nobody is bound by a day or words they have not read.
Keyed, since what it is made of is sealed.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.refusals import READ_AGAIN, NotPossible
from tandem.partnership.commitments.rules import Act

BINDS = frozenset({Act.PROMISE, Act.ACCEPT, Act.AGREE, Act.THANK})
LENGTH = 16
BETWEEN = "\x1f"  # in no text that somebody types


def mark_of(commitment: Commitment) -> str:
    """The same as long as state, days, words and what lies open are the same."""
    one = commitment
    open_now = (
        one.proposal,
        one.proposed_by,
        one.proposed_on,
        one.proposed_text,
        one.handing_to_id,
    )
    terms = (one.pk, one.state, one.offered, one.due_on, one.what, *open_now)
    return salted_hmac("tandem.commitment.read", BETWEEN.join(map(str, terms))).hexdigest()[:LENGTH]


def refuse_unread(commitment: Commitment, act: Act, read: str) -> None:
    """read: the mark that came back; empty where nothing was shown beside the tap.

    Raises NotPossible.
    """
    if read and act in BINDS and read != mark_of(commitment):
        raise NotPossible(READ_AGAIN)
