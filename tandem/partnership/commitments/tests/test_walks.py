"""Two people say whatever they may, in any order, for some hundred promises."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.commitments.rules import (
    ENDS,
    REASONS,
    TABLE,
    Act,
    Given,
    Need,
    NotPossible,
    Side,
    Standing,
    State,
    Step,
    Terms,
    day_in_question,
    steps_open_to,
    take,
    waits_for,
)
from tandem.partnership.commitments.standing import Proposal
from tandem.partnership.commitments.steps import change_open
from tandem.partnership.commitments.timers import time_up

SEED = 20261102
WALKS = 2800
LONGEST = 20
ENOUGH = 100
BEGINNING = date(2026, 11, 2)
CALENDAR = WorkingDays(frozenset({date(2026, 12, 25), date(2027, 1, 1)}))
PEOPLE = (Side.PERFORMER, Side.CUSTOMER)
BOUND = (State.PROMISED, State.RENEGOTIATING, State.REPORTED_DONE)  # there is an agreed day
FOLLOWING = (
    Act.BEGIN_INSTEAD,
    Act.ASK_INSTEAD,
    Act.PASS_ON,
    Act.LET_GO,
)  # by the system, but not of time
AFTERWARDS = (State.SATISFIED, State.REVOKED_BY_PERFORMER)
COUNTERED = (State.COUNTERED_BY_PERFORMER, State.COUNTERED_BY_CUSTOMER)


@dataclass(frozen=True, slots=True)
class Event:
    act: Act
    by: Side
    given: Given
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Keeps the words beside the standing, as a record in a database would."""

    performer: str = "Mira"
    customer: str = "Sam"
    standing: Standing | None = None
    what: str = ""
    proposed_what: str = ""
    events: tuple[Event, ...] = ()

    def after(self, step: Step, by: Side, given: Given, on: date) -> "Promise":
        text = f"version {len(self.events) + 1}" if given.what else ""
        what, proposed = self.what, self.proposed_what
        match step.terms:
            case Terms.SET:
                what = text or what
            case Terms.PROPOSE:
                proposed = text or proposed
            case Terms.TAKE:
                what, proposed = proposed or what, ""
            case Terms.DROP:
                proposed = ""
        return replace(
            self,
            standing=take(self.standing, step.act, by, given, on),
            what=what,
            proposed_what=proposed,
            events=(*self.events, Event(step.act, by, given, on, text)),
        )


@dataclass(frozen=True, slots=True)
class Stride:
    """One step of a walk, with the promise before and after it."""

    step: Step
    by: Side
    on: date
    earlier: Promise
    later: Promise

    @property
    def before(self) -> Standing | None:
        return self.earlier.standing

    @property
    def after(self) -> Standing:
        assert self.later.standing
        return self.later.standing


class Walker:
    """Begins promises, and goes back to earlier ones where a word was seldom heard so far."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.hits: Counter[tuple[Step, Side]] = Counter()
        self.strides: list[Stride] = []
        self.promises: list[Promise] = []
        self.places: dict[tuple[Step, Side], tuple[Promise, date]] = {}

    def walk(self) -> None:
        promise, on = self.start()
        for _ in range(LONGEST):
            on += timedelta(days=self.random.choice((0, 0, 0, 1, 1, 2, 3)))
            chosen = self.silence(promise, on) or self.word(promise, on)
            if chosen is None:
                break
            step, by, given, on = chosen
            later = promise.after(step, by, given, on)
            self.hits[step, by] += 1
            self.strides.append(Stride(step, by, on, promise, later))
            promise = later
        self.promises.append(promise)

    def start(self) -> tuple[Promise, date]:
        if not self.places or self.coin():
            return Promise(), BEGINNING
        return self.places[min(self.places, key=lambda place: self.hits[place])]

    def silence(self, promise: Promise, on: date) -> tuple[Step, Side, Given, date] | None:
        """Now and then nobody says anything for two weeks."""
        if promise.standing is None or self.random.random() > 0.2:
            return None
        up = time_up(promise.standing, on + timedelta(days=14), CALENDAR)
        if up is None:
            return None
        open_now = steps_open_to(promise.standing, Side.SYSTEM)
        step = next(step for step in open_now if step.act is up.act)
        return step, Side.SYSTEM, Given(), up.on

    def word(self, promise: Promise, on: date) -> tuple[Step, Side, Given, date] | None:
        """Any word of either side; seldom heard ones a little more often."""
        said = [(step, by) for by in PEOPLE for step in steps_open_to(promise.standing, by, on=on)]
        by_itself = steps_open_to(promise.standing, Side.SYSTEM, on=on)
        said += [(step, Side.SYSTEM) for step in by_itself if step.act in FOLLOWING]
        if not said:
            return None
        self.places.update(dict.fromkeys(said, (promise, on)))
        weights = [1 / (1 + self.hits[one]) for one in said]
        [(step, by)] = self.random.choices(said, weights)
        return step, by, self.form(step, by, promise.standing, on), on

    def form(self, step: Step, by: Side, standing: Standing | None, on: date) -> Given:
        asks_day = step.asks_for(Need.DUE_ON, Need.CHANGE, Need.GUESS_ON)
        asks_what = step.asks_for(Need.WHAT, Need.CHANGE)
        last_said = day_in_question(standing) if standing else None
        days = [on + timedelta(days=ahead) for ahead in range(1, 21)]
        day = self.random.choice([one for one in days if one != last_said])
        needs_day = Need.CHANGE in step.needs or (last_said is not None and last_said < on)
        day_is_optional = (
            asks_day and not needs_day and set(step.needs).isdisjoint({Need.DUE_ON, Need.GUESS_ON})
        )
        return Given(
            due_on=None if not asks_day or (day_is_optional and self.coin()) else day,
            what=Need.WHAT in step.needs or (asks_what and self.coin()),
            words=Need.WORDS in step.needs or self.coin(),
            reason=self.random.choice(REASONS[step.act]) if Need.REASON in step.needs else None,
            person=Need.PERSON in step.needs,
            important=step.asks_for(Need.IMPORTANT) and by is Side.CUSTOMER and self.coin(),
        )

    def coin(self) -> bool:
        return self.random.random() < 0.5


pytestmark = pytest.mark.slow  # together under two seconds


@pytest.fixture(scope="module")
def walker() -> Walker:
    walker = Walker(SEED)
    for _ in range(WALKS):
        walker.walk()
    return walker


def transitions() -> Iterator[tuple[Step, Side]]:
    """Every row of the table with every side that can come to say it."""
    for step in TABLE:
        if step.only is change_open:
            yield step, Side.PERFORMER  # it is the customer who asked for the day
        elif step.by in (Side.EITHER, Side.OTHER, Side.AUTHOR):
            yield from ((step, side) for side in PEOPLE)
        else:
            yield step, step.by


def test_every_transition_is_walked_a_hundred_times(walker: Walker) -> None:
    assert set(walker.hits) == set(transitions())
    seldom = {(step.at, step.act, by): n for (step, by), n in walker.hits.items() if n < ENOUGH}
    assert not seldom


def test_no_walk_reaches_an_impossible_standing(walker: Walker) -> None:
    for stride in walker.strides:
        assert not list(impossible(stride.after)), stride


def impossible(standing: Standing) -> Iterator[str]:
    state, proposal = standing.state, standing.proposed_by is not None
    changes = standing.proposal in (Proposal.CHANGE, Proposal.REPLACE)
    claims = {
        "a proposal of no kind": proposal is (standing.proposal is None),
        "an end without its day": (state in ENDS) is (standing.ended_on is None),
        "promised at no time": state in BOUND and standing.agreed_on is None,
        "promised before it was": state in (State.REQUESTED, *COUNTERED)
        and standing.agreed_on is not None,
        "heard, but not important": standing.heard is not None and not standing.important,
        "an important offer": standing.important and standing.offered,
        "sent without a day": standing.sent and standing.due_on is None,
        "a draft that was sent": state is State.DRAFT and standing.sent,
        "a countered request without a counter": state in COUNTERED and not proposal,
        "a round without a proposal": state is State.RENEGOTIATING and not proposal,
        "a proposal where none can lie": proposal
        and state not in (*COUNTERED, State.RENEGOTIATING, State.PROMISED)
        and not (standing.proposal is Proposal.OUTSIDE and state in AFTERWARDS),
        "a proposal of nothing": changes and not (standing.proposed_on or standing.proposed_what),
        "proposed by nobody": not proposal and bool(standing.proposed_on or standing.proposed_what),
        "an offer that is none": standing.offered and state is not State.REQUESTED,
        "a question about nothing": standing.question_open and state is not State.REQUESTED,
        "a question about an offer": standing.question_open and standing.offered,
        "at risk without a promise": standing.at_risk
        and state not in (State.PROMISED, State.RENEGOTIATING),
        "a flag without a guess": standing.at_risk is (standing.guessed_on is None),
        "a round without its day": (state is State.RENEGOTIATING) is (standing.raised_on is None),
        "waiting for nobody": (waits_for(standing) is None) is not (standing.waiting_since is None),
        "an end somebody waits at": state in ENDS
        and waits_for(standing) is not None
        and standing.proposal is not Proposal.OUTSIDE,
        "silence that is none": standing.by_silence and state is not State.SATISFIED,
    }
    return (claim for claim, holds in claims.items() if holds)


def test_the_impossible_is_recognised() -> None:
    good = take(None, Act.ASK, Side.CUSTOMER, Given(what=True, due_on=date(2027, 1, 8)), BEGINNING)
    assert not list(impossible(good))
    assert list(impossible(replace(good, proposed_by=Side.CUSTOMER)))
    assert list(impossible(replace(good, state=State.RENEGOTIATING)))
    assert list(impossible(replace(good, at_risk=True)))
    assert list(impossible(replace(good, waiting_since=None)))


def test_an_agreed_day_changes_only_when_the_other_side_agrees(walker: Walker) -> None:
    moved = 0
    for stride in walker.strides:
        before, after = stride.before, stride.after
        if before and before.state in BOUND and before.due_on != after.due_on:
            assert stride.step.act is Act.AGREE
            assert stride.by is not before.proposed_by
            assert after.due_on == before.proposed_on
            moved += 1
    assert moved >= ENOUGH


def test_no_day_is_made_up(walker: Walker) -> None:
    for promise in walker.promises:
        assert promise.standing
        named = {event.given.due_on for event in promise.events}
        assert {promise.standing.due_on, promise.standing.proposed_on} <= named | {None}


def test_nobody_begins_a_promise_after_its_own_day(walker: Walker) -> None:
    for stride in walker.strides:
        if stride.step.terms is Terms.TAKE:
            assert stride.after.due_on and stride.after.due_on >= stride.on


def test_what_is_promised_and_by_whom_never_vanishes(walker: Walker) -> None:
    for stride in walker.strides:
        assert stride.later.what
        assert (stride.later.performer, stride.later.customer) == ("Mira", "Sam")
        if stride.before:
            assert stride.after.author is stride.before.author
            assert stride.after.sent >= stride.before.sent
            assert stride.after.rounds >= stride.before.rounds


def test_what_is_promised_changes_only_when_the_other_side_agrees(walker: Walker) -> None:
    changed = 0
    for stride in walker.strides:
        if (
            stride.before
            and stride.before.state in BOUND
            and stride.earlier.what != stride.later.what
        ):
            assert stride.step.act is Act.AGREE
            assert stride.later.what == stride.earlier.proposed_what
            changed += 1
    assert changed >= ENOUGH


def test_the_words_of_a_proposal_lie_open_exactly_as_long_as_the_rules_say(
    walker: Walker,
) -> None:
    for stride in walker.strides:
        assert bool(stride.later.proposed_what) is stride.after.proposed_what


def test_every_word_is_kept_and_from_them_alone_the_promise_is_told_again(
    walker: Walker,
) -> None:
    for stride in walker.strides:
        assert stride.later.events[:-1] == stride.earlier.events
    for promise in walker.promises:
        standing = None
        for event in promise.events:
            standing = take(standing, event.act, event.by, event.given, event.on)
        assert standing == promise.standing


def test_no_walk_ends_where_nobody_can_go_on(walker: Walker) -> None:
    for stride in walker.strides:
        if stride.after.state not in ENDS:
            words = [
                step
                for side in PEOPLE
                for step in steps_open_to(stride.after, side, on=stride.on + timedelta(days=60))
            ]
            assert words, stride.after


def test_words_out_of_turn_are_refused_wherever_the_walk_stands(walker: Walker) -> None:
    random = Random(SEED)
    refused = 0
    for stride in random.sample(walker.strides, 3000):
        act, by = random.choice(list(Act)), random.choice(list(Side))
        if act in [step.act for step in steps_open_to(stride.after, by)]:
            continue
        given = Given(
            due_on=stride.on + timedelta(days=random.randint(1, 9)),
            what=True,
            words=True,
            reason=random.choice(REASONS.get(act, (None,))),
        )
        with pytest.raises(NotPossible):
            take(stride.after, act, by, given, stride.on)
        refused += 1
    assert refused > 2000
