"""What the two of a pair say to an outcome. Every act is one event.

The rules decide; here the pair is locked and the outcome read again, so that two taps cannot both
count and nobody accepts a wording they have not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access import moving
from tandem.access.audit import Audited, record
from tandem.access.tiers import Tier
from tandem.organisation.calendars import working_days_of
from tandem.organisation.models import Person
from tandem.partnership.models import CoOwnedOutcome, Outcome, OutcomeReading, Pair
from tandem.partnership.outcomes import rules
from tandem.partnership.outcomes.portfolios import Portfolio
from tandem.partnership.outcomes.rules import Act, Side, State, Terms, plain
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import gone_words

__all__ = [
    "NotPossible", "accept", "begin_with", "change", "end", "look_again_on", "propose", "publish",
    "read", "side_of", "take_back", "take_over", "take_up",
]  # fmt: skip

BECAME = {
    Act.MEET: State.MET,
    Act.NOT_MEET: State.NOT_MET,
    Act.RETIRE: State.RETIRED,
}


def side_of(pair: Pair, person: Person) -> Side:
    """Raises NotInThisPair."""
    pair.partner_of(person)
    return Side.LEADER if person == pair.leader else Side.HR


@transaction.atomic
def propose(
    *,
    pair: Pair,
    terms: Terms,
    accepting: bool,
    by: Person,
    at: datetime,
    instead_of: Outcome | None = None,
    portfolio: str = "",
    review_on: date | None = None,
) -> Outcome:
    """An outcome for the two to agree on. accepting: who proposes says yes to it at once.

    Raises NotPossible where a side has no part, the target’s day is over, the other one has left,
    or the two have one of this portfolio; NotInThisPair.
    """
    held, side, on = lock(pair, by, at), side_of(pair, by), localdate(at)
    refuse_once_left(held, by, at)
    rules.refuse_poor_terms(terms, on)
    refuse_second(held, portfolio)
    outcome = Outcome(
        pair=held, made_on=on, open_since=on, instead_of=instead_of, portfolio=portfolio,
        review_on=review_on,
    )  # fmt: skip
    outcome.word(terms, on)
    outcome.worded_by = side
    record("outcome.proposed", outcome, by=by, at=at)
    return _accept(outcome, side, by, at) if accepting else outcome


def take_over(*, owned: CoOwnedOutcome, pair: Pair, by: Person, at: datetime) -> Outcome:
    """What a pair before them owned, proposed among these two in the same words, and accepted by
    who takes it over. Raises as `propose`, and NotPossible where the area is another."""
    if owned.area_id != pair.area_id or owned.end_on is not None or owned.became:
        raise NotPossible(rules.CLOSED)
    return propose(
        pair=pair, terms=owned.terms, accepting=True, instead_of=owned.outcome,
        portfolio=owned.portfolio, review_on=owned.review_on, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def begin_with(*, pair: Pair, start: Portfolio, by: Person, at: datetime) -> Outcome:
    """One of the four as it is proposed to all, with one's yes: the other is asked for theirs.

    Where the two have one already nothing is written, and it is that one: two taps at once are one.
    Raises as `propose`.
    """
    held, on = lock(pair, by, at), localdate(at)
    there = Outcome.objects.of_pair(held.pk).open().filter(portfolio=start.key).first()
    if there is not None:
        return there
    calendar = working_days_of(held.leader, on)
    review_on = calendar.first_from(on + timedelta(days=start.review_days))
    return propose(
        pair=held, terms=start.terms(on), accepting=True, portfolio=start.key,
        review_on=review_on, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def look_again_on(*, outcome: Outcome, day: date, by: Person, at: datetime) -> Outcome:
    """When both look at it next. It is no part of the wording: no yes ends with it.

    Raises NotPossible for a day that is not ahead and an outcome that has ended, NotInThisPair.
    """
    outcome, on = locked(outcome, by, at), localdate(at)
    rules.take(State(outcome.state), Act.REVIEW, side_of(outcome.pair, by))
    rules.refuse_no_review(day, on)
    if outcome.review_on == day:
        return outcome
    outcome.review_on = day
    holding = holding_of(outcome)
    for each in holding:
        each.review_on = day
    record("outcome.review_set", outcome, *holding, by=by, at=at)
    return outcome


@transaction.atomic
def change(
    *, outcome: Outcome, terms: Terms, seen: str, accepting: bool, by: Person, at: datetime
) -> Outcome:
    """Another wording: neither has accepted it. What both had accepted holds until both do again.

    Raises as `propose`, and NotPossible where it has ended or was changed meanwhile.
    """
    outcome, side, on = locked(outcome, by, at), side_of(outcome.pair, by), localdate(at)
    refuse_once_left(outcome.pair, by, at)
    refuse_unseen(outcome, seen)
    rules.refuse_poor_terms(terms, on)
    outcome.state = rules.take(State(outcome.state), Act.CHANGE, side)
    outcome.word(terms, on)
    outcome.worded_by = side
    outcome.open_since = outcome.open_since or on
    outcome.leader_accepted_on = outcome.hr_accepted_on = None
    record("outcome.changed", outcome, by=by, at=at)
    return _accept(outcome, side, by, at) if accepting else outcome


@transaction.atomic
def accept(*, outcome: Outcome, seen: str, by: Person, at: datetime) -> Outcome:
    """Yes, to the wording as it stands; with the other’s yes both own it.

    seen: the `mark` of the wording the person looked at. Accepting twice changes nothing.
    Raises NotPossible, NotInThisPair.
    """
    outcome, side = locked(outcome, by, at), side_of(outcome.pair, by)
    refuse_once_left(outcome.pair, by, at)
    refuse_unseen(outcome, seen)
    if outcome.state in (rules.YES[side], State.CO_OWNED):
        return outcome
    return _accept(outcome, side, by, at)


@transaction.atomic
def read(
    *, outcome: Outcome, on: date, value: Decimal, note: str, by: Person, at: datetime
) -> OutcomeReading:
    """What one of the two read off on a day. The same day entered again puts it right.

    Raises NotPossible for a day to come or an outcome that has ended, NotInThisPair.
    """
    outcome = locked(outcome, by, at)
    rules.take(State(outcome.state), Act.READ, side_of(outcome.pair, by))
    if on > localdate(at):
        raise NotPossible(rules.NOT_YET)
    reading = OutcomeReading.objects.filter(outcome=outcome, on=on).first()
    reading = reading or OutcomeReading(outcome=outcome, on=on)
    reading.value, reading.note, reading.by = plain(value), note.strip(), by
    record("outcome.read", outcome, reading, by=by, at=at)
    return reading


@transaction.atomic
def end(*, outcome: Outcome, act: Act, by: Person, at: datetime) -> Outcome:
    """Met, not met, or let go. Whichever of the two says so, the other can take it up again.

    Raises NotPossible, NotInThisPair.
    """
    outcome, on = locked(outcome, by, at), localdate(at)
    outcome.state = rules.take(State(outcome.state), act, side_of(outcome.pair, by))
    outcome.open_since, outcome.ended_on = None, on
    holding = holding_of(outcome)
    for each in holding:
        each.became, each.became_on = BECAME[act], on
    record(f"outcome.{outcome.state}", outcome, *holding, by=by, at=at)
    return outcome


@transaction.atomic
def take_up(*, outcome: Outcome, by: Person, at: datetime) -> Outcome:
    """It goes on; what was let go is agreed on anew. Raises NotPossible, NotInThisPair."""
    outcome, side, on = locked(outcome, by, at), side_of(outcome.pair, by), localdate(at)
    outcome.state = rules.take(State(outcome.state), Act.TAKE_UP, side)
    refuse_second(outcome.pair, outcome.portfolio)
    outcome.ended_on = None
    holding = []
    if outcome.state == State.PROPOSED:
        outcome.worded_by, outcome.open_since = side, on
        outcome.leader_accepted_on = outcome.hr_accepted_on = None
    else:
        holding = holding_of(outcome)
        for each in holding:
            each.became, each.became_on = "", None
    record("outcome.taken_up", outcome, *holding, by=by, at=at)
    return outcome


@transaction.atomic
def publish(*, outcome: Outcome, by: Person, at: datetime) -> CoOwnedOutcome:
    """Everybody here may read it, once both say so of this wording.

    Raises NotPossible where nothing holds, NotInThisPair, MoveRefused where one has left.
    """
    outcome = locked(outcome, by, at)
    owned = next(iter(holding_of(outcome)), None)
    if owned is None:
        raise NotPossible(rules.NOT_BOTH)
    others = owned.authors(localdate(at)) - {by.pseudonym}
    if owned.is_published:
        return owned
    if others - moving.agreed(owned, Tier.OPEN):
        moving.agree(owned, to=Tier.OPEN, by=by, at=at)
        return owned
    owned.tier = Tier.OPEN.value
    record("outcome.published", owned, by=by, at=at)
    return owned


@transaction.atomic
def take_back(*, outcome: Outcome, by: Person, at: datetime) -> None:
    """For the area’s people alone again: one of the two is enough. Raises NotInThisPair."""
    outcome = locked(outcome, by, at)
    for owned in holding_of(outcome):
        owned.tier = Tier.AREA.value
        record("outcome.taken_back", owned, by=by, at=at)


def wants_published(owned: CoOwnedOutcome) -> frozenset[object]:
    """Pseudonyms of who has said so of this wording, while the other has not."""
    return frozenset(moving.agreed(owned, Tier.OPEN))


def lock(pair: Pair, by: Person, at: datetime) -> Pair:
    """The pair, nobody else writing. Raises NotInThisPair, NotPossible."""
    Pair.objects.select_for_update().get(pk=pair.pk)
    held = Pair.objects.select_related("area", "leader", "hr_partner").get(pk=pair.pk)
    held.partner_of(by)
    if held.is_over(localdate(at)):
        raise NotPossible(rules.CLOSED)
    return held


def locked(outcome: Outcome, by: Person, at: datetime) -> Outcome:
    """As it is now, its pair locked. Raises NotInThisPair, NotPossible."""
    pair = lock(outcome.pair, by, at)
    found = Outcome.objects.select_related("instead_of").get(pk=outcome.pk)
    found.pair = pair
    return found


def refuse_second(pair: Pair, portfolio: str) -> None:
    """Raises NotPossible: of each of the four, two have one at a time."""
    if not portfolio:
        return
    if Outcome.objects.of_pair(pair.pk).open().filter(portfolio=portfolio).exists():
        raise NotPossible(rules.TAKEN)


def refuse_once_left(pair: Pair, by: Person, at: datetime) -> None:
    """Nobody agrees with somebody who is gone. What is one's own to say stays so.

    Raises NotPossible.
    """
    other = pair.partner_of(by)
    if not other.is_here(localdate(at)):
        raise NotPossible(gone_words(other))


def refuse_unseen(outcome: Outcome, seen: str) -> None:
    if outcome.terms.mark != seen:
        raise NotPossible(rules.CHANGED)


def holding_of(outcome: Outcome) -> list[CoOwnedOutcome]:
    """The wording of it that both have accepted: one, or none yet."""
    own = CoOwnedOutcome.objects.still().filter(outcome=outcome)
    return [*own.select_related("leader", "hr_partner")]


def _accept(outcome: Outcome, side: Side, by: Person, at: datetime) -> Outcome:
    on = localdate(at)
    outcome.state = rules.take(State(outcome.state), Act.ACCEPT, side)
    if side is Side.LEADER:
        outcome.leader_accepted_on = on
    else:
        outcome.hr_accepted_on = on
    if outcome.state != State.CO_OWNED:
        record("outcome.accepted", outcome, by=by, at=at)
        return outcome
    outcome.open_since = None
    record("outcome.co_owned", outcome, *_versions(outcome, on), by=by, at=at)
    return outcome


def _versions(outcome: Outcome, on: date) -> Sequence[Audited]:
    """The wording both own from now on, after the one it takes the place of."""
    before = holding_of(outcome)
    if outcome.instead_of is not None:
        before += holding_of(outcome.instead_of)
    for each in before:
        each.end_on = max(on, each.start_on)
    terms = outcome.terms
    owned = CoOwnedOutcome(
        outcome=outcome,
        area=outcome.pair.area,
        number=max((each.number for each in before), default=0) + 1,
        name=terms.name,
        measured_by=terms.measured_by,
        unit=terms.unit,
        measure=terms.measure,
        start=terms.start,
        target=terms.target,
        by_on=terms.by_on,
        leader=outcome.pair.leader,
        hr_partner=outcome.pair.hr_partner,
        leader_part=terms.leader_part,
        hr_part=terms.hr_part,
        start_on=on,
        portfolio=outcome.portfolio,
        review_on=outcome.review_on,
    )
    return [*before, owned]
