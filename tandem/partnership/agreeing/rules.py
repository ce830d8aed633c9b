"""How two come to agree on a text, one yes of each: one table, and what waits for whom.

A row of the map goes this way, and a part of a charter. Values in, decision out: no query, no
clock, no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tandem.partnership.agreeing.steps import Step, leads_to
from tandem.partnership.refused import NotPossible


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


AGREED = _("You have agreed to this already. It waits for your partner.")
SIGNED = _("Both of you have agreed to this. Look at it again together, or change it.")
SAY_HOW = _("Say in a sentence how you see it.")
NOTHING_SIGNED = _("Nothing is agreed here yet. Agree to it, or change it.")
LOOKED_AT = _("You are looking at this again already.")


class Side(StrEnum):
    """Whoever agrees. Others may know more sides: they are told apart by their value."""

    LEADER = "leader"
    HR = "hr"


class State(StrEnum):
    DEFAULT = "default"
    EDITED = "edited"
    BY_LEADER = "by_leader"
    BY_HR = "by_hr"
    SIGNED = "signed"
    UNDER_REVIEW = "under_review"


class Act(StrEnum):
    AGREE = "agree"
    EDIT = "edit"
    DIFFER = "differ"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Standing:
    """edited_by: who wrote the text last. unsaid: whose view of a difference is missing."""

    state: State
    edited_by: str | None = None
    differs: bool = False
    unsaid: frozenset[str] = frozenset()


TABLE: tuple[Step[State, Act], ...] = (
    Step(State.DEFAULT, Act.AGREE, Side.LEADER, State.BY_LEADER),
    Step(State.DEFAULT, Act.AGREE, Side.HR, State.BY_HR),
    Step(State.EDITED, Act.AGREE, Side.LEADER, State.BY_LEADER),
    Step(State.EDITED, Act.AGREE, Side.HR, State.BY_HR),
    Step(State.BY_LEADER, Act.AGREE, Side.HR, State.SIGNED),
    Step(State.BY_HR, Act.AGREE, Side.LEADER, State.SIGNED),
    Step(State.UNDER_REVIEW, Act.AGREE, Side.LEADER, State.BY_LEADER),
    Step(State.UNDER_REVIEW, Act.AGREE, Side.HR, State.BY_HR),
    *(Step(at, Act.EDIT, None, State.EDITED) for at in State),
    *(Step(at, Act.DIFFER, None, State.UNDER_REVIEW) for at in State),
    Step(State.SIGNED, Act.REVIEW, None, State.UNDER_REVIEW),
)
REFUSED: dict[tuple[State, Act], str] = {
    (State.BY_LEADER, Act.AGREE): AGREED,
    (State.BY_HR, Act.AGREE): AGREED,
    (State.SIGNED, Act.AGREE): SIGNED,
    (State.UNDER_REVIEW, Act.REVIEW): LOOKED_AT,
}
YES: dict[str, State] = {Side.LEADER: State.BY_LEADER, Side.HR: State.BY_HR}
OTHER: dict[str, Side] = {Side.LEADER: Side.HR, Side.HR: Side.LEADER}


def take(state: State, act: Act, by: str) -> State:
    """Where the act leads. Raises NotPossible with the sentence that says why not."""
    to = leads_to(TABLE, state, act, by)
    if to is None:
        raise NotPossible(REFUSED.get((state, act), NOTHING_SIGNED))
    return to


def may(state: State, act: Act, by: str) -> bool:
    return leads_to(TABLE, state, act, by) is not None


def waits_for(standing: Standing, side: str) -> bool:
    """Whether the other of the two has said something that this one has not answered.

    What nobody has touched waits for nobody: it may be walked at any time.
    """
    if standing.differs and standing.state is State.UNDER_REVIEW:
        return side in standing.unsaid
    if standing.state is State.EDITED:
        return standing.edited_by != side
    return standing.state is YES[OTHER[side]]
