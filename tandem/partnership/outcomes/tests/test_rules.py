"""Every act of either side in every state, what waits for whom, and how it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.partnership.outcomes.rules import (
    ACCEPTED,
    CO_OWNED,
    ENDED,
    GOES_ON,
    NOT_BOTH,
    ONE_SIDED,
    SAME_DAY,
    Act,
    Because,
    Course,
    Going,
    Side,
    State,
    Value,
    is_without_two,
    judge,
    may,
    plain,
    refuse_poor_terms,
    share,
    take,
    waits_for,
)
from tandem.partnership.outcomes.tests.stories import TERMS
from tandem.partnership.refused import NotPossible

L, H = Side.LEADER, Side.HR
S = State
ACCEPT, CHANGE, READ, REVIEW = Act.ACCEPT, Act.CHANGE, Act.READ, Act.REVIEW
MEET, NOT_MEET, RETIRE, TAKE_UP = Act.MEET, Act.NOT_MEET, Act.RETIRE, Act.TAKE_UP
EVERY = [
    # state, act, of the leader, of the HR partner: where it leads, or why it does not
    (S.PROPOSED, ACCEPT, S.BY_LEADER, S.BY_HR),  # also who proposed: writing is no yes
    (S.PROPOSED, CHANGE, S.PROPOSED, S.PROPOSED),
    (S.PROPOSED, READ, S.PROPOSED, S.PROPOSED),  # where it stands is known before both agree
    (S.PROPOSED, REVIEW, S.PROPOSED, S.PROPOSED),
    (S.PROPOSED, MEET, NOT_BOTH, NOT_BOTH),
    (S.PROPOSED, NOT_MEET, NOT_BOTH, NOT_BOTH),
    (S.PROPOSED, RETIRE, S.RETIRED, S.RETIRED),
    (S.PROPOSED, TAKE_UP, GOES_ON, GOES_ON),
    (S.BY_LEADER, ACCEPT, ACCEPTED, S.CO_OWNED),
    (S.BY_LEADER, CHANGE, S.PROPOSED, S.PROPOSED),  # the yes was to another wording
    (S.BY_LEADER, READ, S.BY_LEADER, S.BY_LEADER),
    (S.BY_LEADER, REVIEW, S.BY_LEADER, S.BY_LEADER),
    (S.BY_LEADER, MEET, NOT_BOTH, NOT_BOTH),
    (S.BY_LEADER, NOT_MEET, NOT_BOTH, NOT_BOTH),
    (S.BY_LEADER, RETIRE, S.RETIRED, S.RETIRED),
    (S.BY_LEADER, TAKE_UP, GOES_ON, GOES_ON),
    (S.BY_HR, ACCEPT, S.CO_OWNED, ACCEPTED),
    (S.BY_HR, CHANGE, S.PROPOSED, S.PROPOSED),
    (S.BY_HR, READ, S.BY_HR, S.BY_HR),
    (S.BY_HR, REVIEW, S.BY_HR, S.BY_HR),
    (S.BY_HR, MEET, NOT_BOTH, NOT_BOTH),
    (S.BY_HR, NOT_MEET, NOT_BOTH, NOT_BOTH),
    (S.BY_HR, RETIRE, S.RETIRED, S.RETIRED),
    (S.BY_HR, TAKE_UP, GOES_ON, GOES_ON),
    (S.CO_OWNED, ACCEPT, CO_OWNED, CO_OWNED),
    (S.CO_OWNED, CHANGE, S.PROPOSED, S.PROPOSED),  # a change un-accepts
    (S.CO_OWNED, READ, S.CO_OWNED, S.CO_OWNED),
    (S.CO_OWNED, REVIEW, S.CO_OWNED, S.CO_OWNED),
    (S.CO_OWNED, MEET, S.MET, S.MET),
    (S.CO_OWNED, NOT_MEET, S.NOT_MET, S.NOT_MET),
    (S.CO_OWNED, RETIRE, S.RETIRED, S.RETIRED),
    (S.CO_OWNED, TAKE_UP, GOES_ON, GOES_ON),
    *(
        (state, act, ENDED, ENDED)
        for state in (S.MET, S.NOT_MET, S.RETIRED)
        for act in (ACCEPT, CHANGE, READ, REVIEW, MEET, NOT_MEET, RETIRE)
    ),
    (S.MET, TAKE_UP, S.CO_OWNED, S.CO_OWNED),
    (S.NOT_MET, TAKE_UP, S.CO_OWNED, S.CO_OWNED),
    (S.RETIRED, TAKE_UP, S.PROPOSED, S.PROPOSED),  # let go: both accept it anew
]


@pytest.mark.parametrize(("state", "act", "leader", "hr"), EVERY)
def test_every_act_in_every_state(
    state: State, act: Act, leader: State | str, hr: State | str
) -> None:
    for side, expected in ((L, leader), (H, hr)):
        if isinstance(expected, State):
            assert take(state, act, side) is expected
            assert may(state, act, side)
        else:
            with pytest.raises(NotPossible) as refused:
                take(state, act, side)
            assert refused.value.sentence == expected
            assert not may(state, act, side)


def test_the_table_names_every_act_in_every_state() -> None:
    assert {(state, act) for state, act, *_ in EVERY} == {(s, a) for s in State for a in Act}
    assert len(EVERY) == len(State) * len(Act)


@pytest.mark.parametrize(
    ("state", "worded_by", "for_leader", "for_hr"),
    [
        (S.PROPOSED, L, False, True),  # who put it into words knows it
        (S.PROPOSED, H, True, False),
        (S.BY_LEADER, L, False, True),
        (S.BY_LEADER, H, False, True),  # the leader has accepted HR's wording
        (S.BY_HR, H, True, False),
        (S.BY_HR, L, True, False),
        (S.CO_OWNED, L, False, False),
        (S.MET, L, False, False),
        (S.RETIRED, H, False, False),
    ],
)
def test_it_waits_for_who_has_not_answered(
    state: State, worded_by: Side, *, for_leader: bool, for_hr: bool
) -> None:
    assert waits_for(state, L, worded_by=worded_by) is for_leader
    assert waits_for(state, H, worded_by=worded_by) is for_hr


@pytest.mark.parametrize(("days", "without"), [(13, False), (14, False), (15, True)])
def test_after_a_fortnight_it_is_without_two_owners(days: int, *, without: bool) -> None:
    since = date(2026, 11, 2)
    assert is_without_two(since, since + timedelta(days=days), days=14) is without


# ---- the wording


def test_any_change_of_the_wording_changes_its_mark() -> None:
    others = [
        replace(TERMS, name="Another"),
        replace(TERMS, measured_by="Another"),
        replace(TERMS, unit="people"),
        replace(TERMS, measure="K03"),
        replace(TERMS, start=None),
        replace(TERMS, target=Decimal("20.5")),
        replace(TERMS, by_on=date(2027, 7, 1)),
        replace(TERMS, leader_part="Another"),
        replace(TERMS, hr_part="Another"),
    ]
    assert len({each.mark for each in [TERMS, *others]}) == 10
    assert replace(TERMS, target=Decimal("20.00")).mark == TERMS.mark  # the same number


@pytest.mark.parametrize(
    ("number", "words"),
    [("20", "20"), ("20.50", "20.5"), ("100", "100"), ("-3", "-3"), ("0", "0"), ("0.001", "0.001")],
)
def test_a_number_is_kept_plainly(number: str, words: str) -> None:
    assert plain(Decimal(number)) == words


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"leader_part": "  "}, ONE_SIDED),
        ({"hr_part": ""}, ONE_SIDED),
        ({"by_on": date(2026, 11, 23)}, SAME_DAY),
        ({"by_on": date(2026, 11, 22)}, SAME_DAY),
    ],
)
def test_one_side_alone_or_no_time_is_no_outcome(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotPossible) as refused:
        refuse_poor_terms(replace(TERMS, **change), date(2026, 11, 23))  # type: ignore[arg-type]  # fields of it
    assert refused.value.sentence == sentence
    refuse_poor_terms(replace(TERMS, by_on=date(2026, 11, 24)), date(2026, 11, 23))


# ---- how it goes: from 40 on 1 January to 20 by 11 April, a hundred days, a fifth each day

BEGAN, DAY = date(2026, 1, 1), date(2026, 4, 11)
COURSE = Course(Decimal(40), BEGAN, Decimal(20), DAY)
UPWARDS = Course(Decimal(5), BEGAN, Decimal(15), DAY)


def after(days: int, value: str) -> Value:
    return Value(BEGAN + timedelta(days=days), Decimal(value))


@pytest.mark.parametrize(
    ("course", "latest", "today", "going", "because"),
    [
        (COURSE, None, 50, Going.CANNOT_TELL, Because.NO_READING),
        (replace(COURSE, start=None), after(50, "30"), 50, Going.CANNOT_TELL, Because.NO_START),
        (
            replace(COURSE, start=Decimal(20)),
            after(50, "30"),
            50,
            Going.CANNOT_TELL,
            Because.NO_WAY,
        ),
        (COURSE, after(9, "40"), 9, Going.CANNOT_TELL, Because.EARLY),  # under a tenth of the time
        (COURSE, after(-30, "41"), 9, Going.CANNOT_TELL, Because.EARLY),  # from before it began
        (COURSE, after(10, "38"), 10, Going.ON_TRACK, Because.AHEAD),
        (COURSE, after(50, "30"), 50, Going.ON_TRACK, Because.AHEAD),  # exactly on the line
        (COURSE, after(50, "30.001"), 50, Going.OFF_TRACK, Because.BEHIND),
        (COURSE, after(50, "29"), 95, Going.ON_TRACK, Because.AHEAD),  # 45 days old still counts
        (COURSE, after(50, "29"), 96, Going.CANNOT_TELL, Because.OLD),
        (COURSE, after(5, "20"), 50, Going.ON_TRACK, Because.REACHED),  # there, however early
        (COURSE, after(5, "20"), 51, Going.CANNOT_TELL, Because.OLD),  # and lost again, perhaps
        (COURSE, after(50, "12"), 50, Going.ON_TRACK, Because.REACHED),  # and beyond
        (COURSE, after(100, "21"), 100, Going.OFF_TRACK, Because.OVER),
        (COURSE, after(99, "21"), 100, Going.OFF_TRACK, Because.BEHIND),
        (COURSE, after(99, "20.1"), 101, Going.CANNOT_TELL, Because.PASSED),
        (COURSE, after(99, "20"), 100, Going.ON_TRACK, Because.REACHED),
        (COURSE, after(99, "20"), 101, Going.CANNOT_TELL, Because.PASSED),
        (COURSE, after(50, "44"), 200, Going.CANNOT_TELL, Because.PASSED),
        (COURSE, after(100, "20"), 200, Going.ON_TRACK, Because.REACHED),  # its day was read
        (COURSE, after(100, "21"), 200, Going.OFF_TRACK, Because.OVER),
        (COURSE, after(120, "20"), 200, Going.ON_TRACK, Because.REACHED),
        (COURSE, after(50, "44"), 50, Going.OFF_TRACK, Because.BEHIND),  # the other way
        (UPWARDS, after(50, "10"), 50, Going.ON_TRACK, Because.AHEAD),
        (UPWARDS, after(50, "9.9"), 50, Going.OFF_TRACK, Because.BEHIND),
        (UPWARDS, after(50, "15"), 50, Going.ON_TRACK, Because.REACHED),
    ],
)
def test_how_it_goes(
    course: Course, latest: Value | None, today: int, going: Going, because: Because
) -> None:
    judged = judge(course, latest, BEGAN + timedelta(days=today))
    assert (judged.going, judged.because) == (going, because)


NUMBERS = st.decimals(-1000, 1000, places=2)


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(0, 100))
def test_up_and_down_are_told_alike(
    start: Decimal, target: Decimal, value: Decimal, day: int
) -> None:
    """Mirrored numbers go as well or as badly: nobody profits from counting the other way round."""
    course = Course(start, BEGAN, target, DAY)
    mirrored = Course(-start, BEGAN, -target, DAY)
    on = BEGAN + timedelta(days=day)
    assert judge(course, Value(on, value), on) == judge(mirrored, Value(on, -value), on)


@given(NUMBERS, NUMBERS)
def test_the_share_is_none_of_it_at_the_start_and_all_of_it_at_the_target(
    start: Decimal, target: Decimal
) -> None:
    if start != target:
        assert share(start, target, start) == Fraction(0)
        assert share(start, target, target) == Fraction(1)
