"""Every act of either side in every state, and what waits for whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.partnership.agreeing.rules import (
    AGREED,
    LOOKED_AT,
    NOTHING_SIGNED,
    SIGNED,
    Act,
    Side,
    Standing,
    State,
    may,
    take,
    waits_for,
)
from tandem.partnership.refused import NotPossible

L, H = Side.LEADER, Side.HR
AGREE, EDIT, DIFFER, REVIEW = Act.AGREE, Act.EDIT, Act.DIFFER, Act.REVIEW
EVERY = [
    # state, act, of the leader, of the HR partner: where it leads, or why it does not
    (State.DEFAULT, AGREE, State.BY_LEADER, State.BY_HR),
    (State.DEFAULT, EDIT, State.EDITED, State.EDITED),
    (State.DEFAULT, DIFFER, State.UNDER_REVIEW, State.UNDER_REVIEW),
    (State.DEFAULT, REVIEW, NOTHING_SIGNED, NOTHING_SIGNED),
    (State.EDITED, AGREE, State.BY_LEADER, State.BY_HR),  # also who edited: writing is no yes
    (State.EDITED, EDIT, State.EDITED, State.EDITED),
    (State.EDITED, DIFFER, State.UNDER_REVIEW, State.UNDER_REVIEW),
    (State.EDITED, REVIEW, NOTHING_SIGNED, NOTHING_SIGNED),
    (State.BY_LEADER, AGREE, AGREED, State.SIGNED),
    (State.BY_LEADER, EDIT, State.EDITED, State.EDITED),  # the yes was to another text
    (State.BY_LEADER, DIFFER, State.UNDER_REVIEW, State.UNDER_REVIEW),
    (State.BY_LEADER, REVIEW, NOTHING_SIGNED, NOTHING_SIGNED),
    (State.BY_HR, AGREE, State.SIGNED, AGREED),
    (State.BY_HR, EDIT, State.EDITED, State.EDITED),
    (State.BY_HR, DIFFER, State.UNDER_REVIEW, State.UNDER_REVIEW),
    (State.BY_HR, REVIEW, NOTHING_SIGNED, NOTHING_SIGNED),
    (State.SIGNED, AGREE, SIGNED, SIGNED),
    (State.SIGNED, EDIT, State.EDITED, State.EDITED),  # an edit un-signs
    (State.SIGNED, DIFFER, State.UNDER_REVIEW, State.UNDER_REVIEW),
    (State.SIGNED, REVIEW, State.UNDER_REVIEW, State.UNDER_REVIEW),
    (State.UNDER_REVIEW, AGREE, State.BY_LEADER, State.BY_HR),
    (State.UNDER_REVIEW, EDIT, State.EDITED, State.EDITED),
    (State.UNDER_REVIEW, DIFFER, State.UNDER_REVIEW, State.UNDER_REVIEW),  # the other's view
    (State.UNDER_REVIEW, REVIEW, LOOKED_AT, LOOKED_AT),
]


@pytest.mark.parametrize(("state", "act", "leader", "hr"), EVERY)
def test_every_act_in_every_state(
    state: State, act: Act, leader: State | str, hr: State | str
) -> None:
    for side, leads_to in ((L, leader), (H, hr)):
        if isinstance(leads_to, State):
            assert take(state, act, side) is leads_to
            assert may(state, act, side)
            continue
        with pytest.raises(NotPossible) as refused:
            take(state, act, side)
        assert refused.value.sentence == leads_to
        assert not may(state, act, side)


def test_no_act_in_no_state_is_left_out() -> None:
    assert {(state, act) for state, act, _, _ in EVERY} == {(s, a) for s in State for a in Act}


MIRROR = {L: H, H: L, State.BY_LEADER: State.BY_HR, State.BY_HR: State.BY_LEADER}


@given(st.sampled_from(State), st.sampled_from(Act), st.sampled_from((L, H)))
def test_both_sides_can_do_the_same(state: State, act: Act, side: Side) -> None:
    other, mirrored = MIRROR[side], MIRROR.get(state, state)
    assert may(state, act, side) == may(State(mirrored), act, Side(other))


@given(st.lists(st.tuples(st.sampled_from(Act), st.sampled_from((L, H))), max_size=12))
def test_nothing_is_ever_signed_without_a_yes_of_each_side_to_the_last_text(
    acts: list[tuple[Act, Side]],
) -> None:
    state, yes = State.DEFAULT, set[Side]()
    for act, side in acts:
        if not may(state, act, side):
            continue
        state = take(state, act, side)
        yes = yes | {side} if act is AGREE else set()
        assert (state is State.SIGNED) == (yes == {L, H})


def standing(state: State, **more: object) -> Standing:
    return Standing(state, **more)  # type: ignore[arg-type]  # fields of a standing


@pytest.mark.parametrize(
    ("stands", "leader", "hr"),
    [
        (standing(State.DEFAULT), False, False),  # nobody is asked before somebody began
        (standing(State.EDITED, edited_by=L), False, True),
        (standing(State.EDITED, edited_by=H), True, False),
        (standing(State.BY_LEADER), False, True),
        (standing(State.BY_HR, edited_by=H), True, False),
        (standing(State.SIGNED), False, False),
        (standing(State.UNDER_REVIEW), False, False),
        (standing(State.UNDER_REVIEW, differs=True, unsaid=frozenset({H})), False, True),
        (standing(State.UNDER_REVIEW, differs=True), False, False),  # both have said how
        (standing(State.EDITED, edited_by=L, differs=True), False, True),
    ],
)
def test_it_waits_for_whoever_has_not_answered(stands: Standing, leader: bool, hr: bool) -> None:
    assert (waits_for(stands, L), waits_for(stands, H)) == (leader, hr)
