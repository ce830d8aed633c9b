"""One row of the promise protocol, and whose word it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tandem.partnership.commitments.standing import Act, Need, Side, Standing, State, Terms, other

PEOPLE = (Side.PERFORMER, Side.CUSTOMER)


def anyhow(standing: Standing) -> bool:
    return True


def asked(standing: Standing) -> bool:
    return not standing.offered


def offered(standing: Standing) -> bool:
    return standing.offered


def answer_is_due(standing: Standing) -> bool:
    """The reply clock runs; it stands still while a question to the customer is open."""
    return not standing.question_open


def without_question(standing: Standing) -> bool:
    return not (standing.offered or standing.question_open)


def with_question(standing: Standing) -> bool:
    return standing.question_open


def day_asked_for(standing: Standing) -> bool:
    """Promised, and a "not yet" asked for a new day that nobody has answered."""
    return standing.proposed_by is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One row: at this state, this act, by this side, leads there.

    `says` is the button, or the remark for a timer. The form asks for `needs` and offers `may`.
    `only` narrows the state where its name alone does not decide.
    """

    at: State | None  # none: there is nothing yet
    act: Act
    by: Side
    to: State
    says: str
    terms: Terms = Terms.KEEP
    needs: tuple[Need, ...] = ()
    may: tuple[Need, ...] = ()
    only: Callable[[Standing], bool] = anyhow

    def asks_for(self, *needs: Need) -> bool:
        """True when the form shows one of these, needed or not."""
        return any(need in self.needs + self.may for need in needs)


def stands_at(step: Step, standing: Standing | None) -> bool:
    if standing is None:
        return step.at is None
    return step.at is standing.state and step.only(standing)


def is_the_word_of(side: Side, step: Step, standing: Standing | None) -> bool:
    """Whether this side may take the step, wherever it stands in the protocol."""
    match step.by:
        case Side.EITHER:
            return side in PEOPLE
        case Side.AUTHOR:
            return standing is not None and side is standing.author
        case Side.OTHER:
            proposer = standing.proposed_by if standing else None
            return proposer is not None and side is other(proposer)
        case _:
            return side is step.by
