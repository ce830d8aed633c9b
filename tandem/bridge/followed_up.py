"""What became of what was asked of each side of all pairs, as a page prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext

from tandem.partnership.commitments.following_up import FollowUp, Together


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


CLASSES = (_("answered within the reply time"), _("answered later"), _("without an answer"))


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    number: int


def lines(told: Sequence[Together]) -> list[Line]:
    return [Line(words_of(each), each.number) for each in told]


def words_of(together: Together) -> str:
    words = get_text_list([gettext(CLASSES[at]) for at in together.classes], gettext("or"))
    return words[:1].upper() + words[1:]


def answered_words(asked: FollowUp) -> list[str]:
    """One side of a pair: what there is of each, in one order; nothing where nothing was asked."""
    counted = [
        (asked.in_time, gettext("Within the reply time: %(n)s.")),
        (asked.later, gettext("Later: %(n)s.")),
        (asked.waiting, gettext("Still waiting: %(n)s.")),
        (asked.unanswered, gettext("Without an answer: %(n)s.")),
    ]
    return [words % {"n": number} for number, words in counted if number]
