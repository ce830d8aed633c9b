"""What is still true of a promise once the other one has left: nobody is there to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from tandem.partnership.commitments.rules import ENDS, Act, Side, State
from tandem.partnership.commitments.steps import Step


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


NOBODY_TO_ASK = _(
    "The other one no longer works here, so nobody is there to answer. You alone say what happens "
    "now: let it go, or ask somebody else."
)


def asks_nobody(step: Step) -> bool:
    """A note to oneself, thanks for what was reported, an answer to what was laid open at the end.

    Everything else waits for somebody, or tells somebody, and is settled by letting go.
    """
    if step.at is State.DRAFT:
        return step.act in (Act.SAVE_DRAFT, Act.DISCARD_DRAFT)
    if step.at in ENDS:
        return step.act in (Act.AGREE, Act.DONT_AGREE)
    return step.act is Act.THANK and step.at is State.REPORTED_DONE


def let_go_url(commitment: UUID) -> str:
    return reverse("commitments:let_go", args=[commitment])


def ask_instead_url(commitment: UUID) -> str:
    return f"{reverse('commitments:new')}?{urlencode({'instead': commitment})}"


def ways_out(commitment: UUID, side: Side) -> Iterator[tuple[Act, str, str]]:
    """Act, words and address of each. Whoever wanted it can ask another; who does it offers it
    anew to nobody."""
    if side is Side.CUSTOMER:
        yield Act.ASK, gettext("Ask somebody else"), ask_instead_url(commitment)
    yield Act.LET_GO, gettext("Let it go"), let_go_url(commitment)


def left_words(name: str, whose: str = "") -> str:
    """Where it stands. whose: whom the reader is deputy of."""
    words = {"name": name, "whose": whose}
    if whose:
        return gettext("%(name)s no longer works here. %(whose)s says what happens now.") % words
    return gettext("%(name)s no longer works here. You alone say what happens now.") % words
