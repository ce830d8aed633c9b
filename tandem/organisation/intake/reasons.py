"""From the words of an HR system to the class of a leave reason.

The table is read from the top; the first fragment that stands in the reason decides. Where the
reason begins with who ended it ("resigned", "voluntary"), fragments that may as well be why are not
looked for: who resigned over a performance review was not dismissed. So
"involuntary" is found before "voluntary", "retirement – voluntary" is a retirement, and an
appointment that ended is no dismissal. A word that says nothing, such as "termination" alone
(some systems write it for every leaving), has no class: whoever imports says what it means. Nor has
one that means this in one house and that in another (`unsure`).

Moving to another employer of the same group ("transfer out") is a leaving for another reason:
only a move between two areas of this organisation is a transfer, and that is seen in the jobs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tandem.organisation.intake.reason_words import (
    ABANDONED,
    CLASSES,
    LEADS,
    MAY_BE_WHY,
    MOVED,
    OTHER_WORDS,
    TRANSFERS,
    WHOLE_WORDS,
)
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.unsure import (
    has_a_just_cause,
    is_for_the_employers_fault,
    is_personal,
)
from tandem.organisation.intake.words_withdrawn import is_taken_back
from tandem.organisation.models import Meaning, Reason

NO_LEAVING = Meaning.NOT_A_LEAVING.value


class Understood(NamedTuple):
    """What a reason means. `out`: it is a transfer to somewhere outside. `leaves`: not where
    somebody said that the word is about no leaving; then `reason` says nothing."""

    reason: Reason
    out: bool = False
    leaves: bool = True

    @classmethod
    def as_said(cls, meaning: Meaning) -> Understood:
        if meaning is Meaning.NOT_A_LEAVING:
            return cls(Reason.OTHER, leaves=False)
        return cls(Reason(meaning.value))

    @property
    def told(self) -> str:
        """As rows carry it through a check."""
        return self.reason.value if self.leaves else NO_LEAVING


@lru_cache(maxsize=1 << 12)
def understand(words: str) -> Understood | None:
    """The class of a leave reason in the words of a file, or None where they say nothing."""
    if is_taken_back("", words):
        return None  # "resignation withdrawn" is no leaving, and only somebody knows
    said = plain(words)
    if is_for_the_employers_fault(said):
        return None
    passed_over = MAY_BE_WHY if said.startswith(LEADS) else frozenset()
    for reason, fragments in CLASSES:
        if fragments is OTHER_WORDS and is_personal(said):
            return None  # nothing before says whose choice it was
        for fragment in fragments:
            if fragment not in passed_over and stands_in(fragment, said):
                unsure = reason is Reason.VOLUNTARY and has_a_just_cause(said)
                # "Voluntary – Job Abandonment": the one who did not come back, or the company?
                unsure |= fragment in ABANDONED and said.startswith(LEADS)
                return None if unsure else Understood(reason, out=fragment in (*TRANSFERS, *MOVED))
    return None


def is_of_leaving(words: str) -> bool:
    """Whether words are a leave reason, be it one that houses count in different ways."""
    said = plain(words)
    told = is_for_the_employers_fault(said) or is_personal(said) or has_a_just_cause(said)
    return told or understand(words) is not None


def stands_in(fragment: str, said: str) -> bool:
    if fragment in WHOLE_WORDS:
        return f" {fragment} " in f" {said} "
    return fragment in said


def why_left(kind: str, reason: str) -> str:
    """A reason behind the kind of leaving, where that stands in a column of its own: neither alone
    says whether somebody left by own choice.

    >>> why_left("Voluntary", "Relocation"), why_left("Death", "Death"), why_left("Voluntary", "")
    ('Voluntary – Relocation', 'Death', 'Voluntary')
    """
    if not kind or plain(kind) in plain(reason):
        return reason
    return f"{kind} – {reason}" if reason and plain(reason) not in plain(kind) else kind
