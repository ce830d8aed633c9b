"""What two goals are to each other, and who ends a conflict. Values in, decision out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from uuid import UUID

from tandem.partnership.refused import NotPossible

FEWEST_GOALS = 2


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


GONE = _("One of these goals is no longer there. Look at them as they are now.")
SAME = _("Choose two different goals.")
ASK_HOW = _(
    "Your partner sees these two at odds. It ends with a sentence of how you two settle it, "
    "not with a tap."
)
SAY_HOW = _("Say in a sentence how you two settle it: which goal gives way, or how both can be.")
SETTLED = _("This is settled already, or not at odds any more.")


class Says(StrEnum):
    SUPPORTS = "supports"
    NEUTRAL = "neutral"
    CONFLICTS = "conflicts"


def refuse_same(one: UUID, other: UUID) -> None:
    """Raises NotPossible for a goal beside itself."""
    if one == other:
        raise NotPossible(SAME)


def refuse_gone(two: Collection[UUID], there: Collection[UUID]) -> None:
    if not set(two) <= set(there):
        raise NotPossible(GONE)


def refuse_silencing(*, at_odds: bool, said_by: str, side: str, says: Says) -> None:
    """Who said that two goals are at odds may think again; the other answers in words.

    Raises NotPossible.
    """
    if at_odds and says is not Says.CONFLICTS and said_by != side:
        raise NotPossible(ASK_HOW)


def has_stood(since: date, today: date, *, days: int) -> bool:
    """Whether a conflict has been there for longer than so many days."""
    return (today - since).days > days
