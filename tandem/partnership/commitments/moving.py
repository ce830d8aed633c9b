"""One act upon a row in memory: its standing, its words, and the move that tells of it.

Whoever calls this holds the row under a lock, and writes both together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import CharField, Max

from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.commitments import rules
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.requests import Passed
from tandem.partnership.commitments.rules import Act, Given, Need, Reason, Side, Step, Terms
from tandem.partnership.commitments.standing import Blocked, Confidence, Size

MOVED = (
    *(field.name for field in fields(rules.Standing)), "waits_for", "proposed_text", "handing_to",
)  # fmt: skip
"""The columns in which a step without words leaves its trace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the form brought with an act. Empty means: not said."""

    what: str = ""
    due_on: date | None = None
    words: str = ""
    reason: Reason | None = None
    usefulness: int | None = None
    done_means: str = ""
    why: str = ""
    helpers: str = ""
    size: Size | None = None
    confidence: Confidence | None = None
    blocked_by: Blocked | Commitment | None = None
    evidence: str = ""
    person: Person | None = None
    important: bool = False
    request: str = ""  # the key of what a request is about
    passed_because: Passed | None = None

    def given(self) -> Given:
        return Given(
            due_on=self.due_on,
            what=bool(self.what.strip()),
            words=bool(self.words.strip()),
            reason=self.reason,
            person=self.person is not None,
            important=self.important,
        )


def move(
    commitment: Commitment,
    act: Act,
    side: Side,
    said: Said,
    *,
    by: Person | None,
    on: date,
    number: int,
) -> Move:
    """The row stands where the act leads; nothing is written. Raises NotPossible.

    by: None for a step that time takes.
    """
    before = None if commitment._state.adding else commitment.standing
    step = rules.step_for(before, act, side)
    after = rules.take(before, act, side, said.given(), on)
    _write_terms(commitment, step, said)
    _write_further(commitment, step, said)
    _stand(commitment, after)
    if before is None:
        commitment.made_on = on
    if commitment.sent and commitment.first_due_on is None:
        commitment.first_due_on = commitment.due_on
    return Move(
        commitment=commitment,
        number=number,
        act=act.value,
        by=by,
        on=on,
        to=after.state.value,
        what=said.what.strip(),
        words=said.words.strip(),
        reason=said.reason.value if said.reason else "",
        due_on=said.due_on,
        evidence=said.evidence.strip(),
        usefulness=said.usefulness,
        tier=commitment.tier,
    )


def last_numbers(commitments: Iterable[Commitment]) -> dict[UUID, int]:
    """Of the last move of each, in one question."""
    moves = Move.objects.filter(commitment__in=commitments).order_by().values_list("commitment")
    return dict(moves.annotate(last=Max("number")))


def _stand(commitment: Commitment, standing: rules.Standing) -> None:
    """Copy the standing into the row, and the tier and the side that follow from it."""
    for name, value in asdict(standing).items():
        setattr(commitment, name, stored(name, value))
    commitment.waits_for = stored("waits_for", rules.waits_for(standing))
    # Sending a draft is its author's consent to one more reader: they alone wrote it, and do it.
    commitment.tier = (Tier.PAIR if standing.sent else Tier.PRIVATE).value


def stored(name: str, value: Any) -> Any:  # noqa: ANN401 - any column's
    """As the column takes it: a word that is not there is an empty text."""
    if value is None and isinstance(Commitment._meta.get_field(name), CharField):
        return ""
    return value.value if isinstance(value, Enum) else value


def _write_terms(commitment: Commitment, step: Step, said: Said) -> None:
    """The words of what and why go where the rules put the day."""
    match step.terms:
        case Terms.SET:
            commitment.what = said.what.strip() or commitment.what
            if step.asks_for(Need.DONE_MEANS):
                commitment.done_means = said.done_means.strip()
                commitment.why = said.why.strip()
        case Terms.PROPOSE:
            commitment.proposed_text = said.what.strip() or commitment.proposed_text
        case Terms.TAKE if commitment.proposed_text:
            commitment.what = commitment.proposed_text
            commitment.proposed_text = ""
        case Terms.DROP:
            commitment.proposed_text = ""
        case _:
            pass


def _write_further(commitment: Commitment, step: Step, said: Said) -> None:
    """What says more about the promise, and is agreed to by nobody."""
    if step.asks_for(Need.HELPERS):
        commitment.helpers = said.helpers.strip()
        commitment.size = said.size.value if said.size else ""
    if said.confidence and step.asks_for(Need.CONFIDENCE):
        commitment.confidence = said.confidence.value
    if step.act is Act.ON_TRACK or said.blocked_by:
        _write_blocked(commitment, said.blocked_by)
    if step.act is Act.HAND_OVER:
        commitment.handing_to = said.person
    elif step.terms is Terms.DROP:
        commitment.handing_to = None


def _write_blocked(commitment: Commitment, by: Blocked | Commitment | None) -> None:
    promise = by if isinstance(by, Commitment) else None
    commitment.blocked_by_promise = promise
    commitment.blocked_by = Blocked.PROMISE.value if promise else stored("blocked_by", by)
