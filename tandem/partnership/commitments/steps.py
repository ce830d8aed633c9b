"""One row of the promise protocol, and whose word it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tandem.partnership.commitments.standing import (
    Act,
    Heard,
    Need,
    Proposal,
    Side,
    Standing,
    State,
    Terms,
    other,
)

PEOPLE = (Side.PERFORMER, Side.CUSTOMER)


def anyhow(standing: Standing) -> bool:
    return True


def asked(standing: Standing) -> bool:
    return not standing.offered


def offered(standing: Standing) -> bool:
    return standing.offered


def understood(standing: Standing) -> bool:
    """A yes needs the customer's "that’s it" first, where the request is important."""
    return asked(standing) and (not standing.important or standing.heard is Heard.CONFIRMED)


def heard_out(standing: Standing) -> bool:
    """A no needs what was heard, but not the customer's leave."""
    return asked(standing) and (not standing.important or standing.heard is not None)


def to_be_played_back(standing: Standing) -> bool:
    important = asked(standing) and standing.important
    return important and standing.heard is None and not standing.question_open


def played_back(standing: Standing) -> bool:
    return standing.question_open and standing.heard is Heard.SAID


def answer_is_due(standing: Standing) -> bool:
    """The reply clock runs; it stands still while a question to the customer is open."""
    return not standing.question_open


def without_question(standing: Standing) -> bool:
    return not (standing.offered or standing.question_open)


def with_question(standing: Standing) -> bool:
    return standing.question_open and standing.heard is not Heard.SAID


def nothing_open(standing: Standing) -> bool:
    return standing.proposed_by is None


def change_open(standing: Standing) -> bool:
    """Promised, and a "not yet" asked for a new day that nobody has answered."""
    return standing.proposal is Proposal.CHANGE


def nothing_but_a_change_open(standing: Standing) -> bool:
    return standing.proposal in (None, Proposal.CHANGE)


def replacement_open(standing: Standing) -> bool:
    return standing.proposal is Proposal.REPLACE


def hand_over_open(standing: Standing) -> bool:
    return standing.proposal is Proposal.HAND_OVER


def mark_open(standing: Standing) -> bool:
    return standing.proposal is Proposal.OUTSIDE


def may_be_marked(standing: Standing) -> bool:
    return nothing_open(standing) and not standing.outside_hands


def not_reported_in_time(standing: Standing) -> bool:
    """Under way, or reported when its day was over."""
    if standing.state in (State.PROMISED, State.RENEGOTIATING):
        return True
    done_on, due_on = standing.reported_on, standing.due_on
    return done_on is not None and due_on is not None and due_on < done_on


def was_sent(standing: Standing) -> bool:
    """A draft that was discarded was never anybody else's, and stays so."""
    return standing.sent


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
