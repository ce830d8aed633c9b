"""What the two say to an outcome: owned by both, un-accepted by a change, published, taken over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.sealed import SealedTextField
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.actions import make_pair
from tandem.partnership.models import CoOwnedOutcome, NotInThisPair, Outcome, OutcomeReading
from tandem.partnership.outcomes import actions, rules
from tandem.partnership.outcomes.acts import acts_of
from tandem.partnership.outcomes.owners import orphaned, unaccepted
from tandem.partnership.outcomes.rules import Act, State
from tandem.partnership.outcomes.tests.stories import (
    NAME,
    OTHERS,
    TERMS,
    accepted,
    changed,
    co_owned,
    holding,
    now,
    proposed,
    read,
)
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave, pair_up

TODAY = TUESDAY.date()


def events() -> list[str]:
    found = Event.objects.filter(what__startswith="outcome.").order_by("pk")
    return [each.what for each in found]


def names(person: Person, today: date = TODAY) -> set[str]:
    return {each.name for each in CoOwnedOutcome.objects.visible_to(person, today)}


# ---- both accept the same wording


def test_one_yes_is_not_yet_two(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam)
    assert outcome.state == State.PROPOSED
    assert accepted(outcome, cast.sam).state == State.BY_LEADER
    assert not CoOwnedOutcome.objects.exists()
    assert accepted(outcome, cast.mira, TUESDAY).state == State.CO_OWNED
    owned = holding(outcome)
    assert (owned.terms, owned.leader, owned.hr_partner) == (TERMS, cast.sam, cast.mira)
    assert (owned.number, owned.start_on, owned.tier) == (1, TODAY, Tier.AREA.value)
    assert events() == ["outcome.proposed", "outcome.accepted", "outcome.co_owned"]


def test_who_proposes_may_accept_in_the_same_breath(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.mira, accepting=True)
    assert (outcome.state, outcome.hr_accepted_on) == (State.BY_HR, MONDAY.date())
    assert events() == ["outcome.proposed", "outcome.accepted"]


def test_accepting_twice_changes_nothing(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    before = events()
    accepted(outcome, cast.sam)
    accepted(outcome, cast.mira)
    assert events() == before
    assert CoOwnedOutcome.objects.count() == 1


def test_nobody_accepts_a_wording_they_have_not_seen(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam)
    seen = outcome.terms.mark
    changed(outcome, cast.sam)
    with pytest.raises(NotPossible) as refused:
        actions.accept(outcome=outcome, seen=seen, by=cast.mira, at=TUESDAY)
    assert refused.value.sentence == rules.CHANGED
    with pytest.raises(NotPossible):
        actions.change(
            outcome=outcome, terms=TERMS, seen=seen, accepting=True, by=cast.mira, at=TUESDAY
        )
    assert now(outcome).state == State.PROPOSED


def test_a_change_un_accepts_and_what_both_had_accepted_holds(cast: Cast) -> None:
    outcome = changed(co_owned(cast.pair), cast.mira, at=TUESDAY)
    assert (outcome.state, outcome.leader_accepted_on, outcome.hr_accepted_on) == (
        State.PROPOSED, None, None,
    )  # fmt: skip
    assert (outcome.open_since, holding(outcome).terms) == (TODAY, TERMS)
    accepted(outcome, cast.mira, FRIDAY)
    accepted(outcome, cast.sam, FRIDAY)
    first, second = CoOwnedOutcome.objects.order_by("number")
    assert (first.end_on, second.start_on, second.end_on) == (FRIDAY.date(), FRIDAY.date(), None)
    assert (second.number, second.terms) == (2, OTHERS)


def test_it_is_open_since_both_last_owned_it_not_since_the_last_change(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam)
    outcome = changed(outcome, cast.sam, at=FRIDAY)
    assert outcome.open_since == MONDAY.date()


def test_the_line_begins_anew_only_with_another_end(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    outcome = changed(outcome, cast.sam, replace(TERMS, name="Other words"), at=TUESDAY)
    assert outcome.course.start_on == MONDAY.date()
    outcome = changed(outcome, cast.sam, replace(TERMS, target=Decimal(30)), at=TUESDAY)
    assert outcome.course.start_on == TODAY


def test_a_side_without_a_part_is_refused(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        proposed(cast.pair, cast.sam, replace(TERMS, hr_part=" "))
    assert refused.value.sentence == rules.ONE_SIDED
    assert not Outcome.objects.exists()


def test_a_very_long_sentence_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        proposed(cast.pair, cast.sam, replace(TERMS, hr_part="x" * 281))


def test_only_the_two_say_anything(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam)
    for who in (cast.vera, cast.helen, cast.farid, cast.ana, cast.leo):
        with pytest.raises(NotInThisPair):
            accepted(outcome, who)
        with pytest.raises(NotInThisPair):
            proposed(cast.pair, who)
        with pytest.raises(NotInThisPair):
            read(outcome, who, "40", MONDAY.date())


def test_without_its_event_nothing_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.access.audit.append", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        proposed(cast.pair, cast.sam)
    assert not Outcome.objects.exists()


# ---- values


def test_a_value_is_entered_by_either_and_put_right_on_the_same_day(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    read(outcome, cast.sam, "40.5", MONDAY.date(), "Before peak")
    read(outcome, cast.mira, "39", MONDAY.date(), "Two were counted twice", TUESDAY)
    reading = OutcomeReading.objects.get()
    assert (reading.read.value, reading.note, reading.by) == (
        Decimal(39), "Two were counted twice", cast.mira,
    )  # fmt: skip
    assert events()[-2:] == ["outcome.read", "outcome.read"]


def test_no_value_of_a_day_to_come(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    with pytest.raises(NotPossible) as refused:
        read(outcome, cast.sam, "40", TODAY)
    assert refused.value.sentence == rules.NOT_YET


def test_no_value_of_what_has_ended(cast: Cast) -> None:
    outcome = actions.end(outcome=co_owned(cast.pair), act=Act.MEET, by=cast.sam, at=MONDAY)
    with pytest.raises(NotPossible) as refused:
        read(outcome, cast.sam, "20", MONDAY.date())
    assert refused.value.sentence == rules.ENDED


# ---- how it ends


@pytest.mark.parametrize(
    ("act", "state"),
    [(Act.MEET, State.MET), (Act.NOT_MEET, State.NOT_MET), (Act.RETIRE, State.RETIRED)],
)
def test_what_became_of_it_is_the_areas_to_read(cast: Cast, act: Act, state: State) -> None:
    outcome = actions.end(outcome=co_owned(cast.pair), act=act, by=cast.mira, at=TUESDAY)
    assert (outcome.state, outcome.ended_on, outcome.open_since) == (state, TODAY, None)
    assert (holding(outcome).became, holding(outcome).became_on) == (state, TODAY)
    assert events()[-1] == f"outcome.{state}"


def test_what_only_one_accepted_is_not_met(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam, accepting=True)
    with pytest.raises(NotPossible) as refused:
        actions.end(outcome=outcome, act=Act.MEET, by=cast.sam, at=TUESDAY)
    assert refused.value.sentence == rules.NOT_BOTH


def test_the_other_takes_it_up_again(cast: Cast) -> None:
    outcome = actions.end(outcome=co_owned(cast.pair), act=Act.NOT_MEET, by=cast.sam, at=TUESDAY)
    outcome = actions.take_up(outcome=outcome, by=cast.mira, at=FRIDAY)
    assert (outcome.state, outcome.ended_on, holding(outcome).became) == (State.CO_OWNED, None, "")


def test_what_was_let_go_is_accepted_anew(cast: Cast) -> None:
    outcome = actions.end(outcome=co_owned(cast.pair), act=Act.RETIRE, by=cast.sam, at=TUESDAY)
    outcome = actions.take_up(outcome=outcome, by=cast.mira, at=FRIDAY)
    assert (outcome.state, outcome.open_since) == (State.PROPOSED, FRIDAY.date())
    assert holding(outcome).became == State.RETIRED
    accepted(outcome, cast.sam, FRIDAY)
    accepted(outcome, cast.mira, FRIDAY)
    assert (holding(outcome).number, holding(outcome).became) == (2, "")


# ---- who reads it


def test_while_it_is_being_agreed_it_is_the_two_s(cast: Cast) -> None:
    outcome = proposed(cast.pair, cast.sam, accepting=True)
    for who in vars(cast).values():
        if isinstance(who, Person):
            seen = outcome in Outcome.objects.visible_to(who)
            assert seen is (who in (cast.sam, cast.mira))
            assert names(who) == set()


def test_what_both_own_the_areas_people_read(cast: Cast) -> None:
    """Sam and Mira; Vera and Eva who lead above; Helen who sees every area. Nobody else."""
    co_owned(cast.pair)
    readers = {
        name for name, who in vars(cast).items() if isinstance(who, Person) and names(who) == {NAME}
    }
    assert readers == {"sam", "mira", "vera", "eva", "helen"}


def test_everybody_reads_it_once_both_say_so(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    assert not actions.publish(outcome=outcome, by=cast.sam, at=TUESDAY).is_published
    assert not actions.publish(outcome=outcome, by=cast.sam, at=TUESDAY).is_published  # once more
    assert names(cast.kim) == set()
    assert actions.publish(outcome=outcome, by=cast.mira, at=TUESDAY).is_published
    assert names(cast.kim) == {NAME}
    actions.take_back(outcome=outcome, by=cast.sam, at=FRIDAY)
    assert names(cast.kim) == set()


def test_another_wording_is_not_published_with_the_old_yes(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    for who in (cast.sam, cast.mira):
        actions.publish(outcome=outcome, by=who, at=TUESDAY)
    changed(outcome, cast.sam, accepting=True, at=FRIDAY)
    accepted(outcome, cast.mira, FRIDAY)
    assert holding(outcome).tier == Tier.AREA.value


def test_nothing_is_published_before_both_own_it(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        actions.publish(outcome=proposed(cast.pair, cast.sam), by=cast.sam, at=TUESDAY)


def test_its_words_are_sealed_while_they_are_the_two_s() -> None:
    sealed = {f.name for f in Outcome._meta.concrete_fields if isinstance(f, SealedTextField)}
    assert sealed >= {"name", "measured_by", "start", "target", "leader_part", "hr_part"}


# ---- without two owners


def test_unaccepted_is_told_since_when(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    proposed(cast.pair, cast.sam, accepting=True, at=TUESDAY)
    co_owned(cast.pair)
    assert sorted(since for _pair, since in unaccepted([cast.pair])) == [MONDAY.date(), TODAY]


def test_a_new_partner_takes_over_in_the_same_words(cast: Cast) -> None:
    before = co_owned(cast.pair)
    pair = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    [(found, owned, since)] = orphaned([pair], TUESDAY.date())
    assert (found, owned.name, since) == (pair, NAME, TODAY)
    outcome = actions.take_over(owned=owned, pair=pair, by=cast.leo, at=TUESDAY)
    assert (outcome.state, outcome.terms, outcome.instead_of) == (State.BY_HR, TERMS, before)
    assert [*orphaned([pair], TUESDAY.date())]  # until both own it, the old names stand
    accepted(outcome, cast.sam, FRIDAY)
    assert not [*orphaned([pair], TUESDAY.date())]
    old, new = CoOwnedOutcome.objects.order_by("number")
    assert (old.end_on, new.hr_partner, new.number) == (FRIDAY.date(), cast.leo, 2)


def test_the_pair_before_says_nothing_to_it_any_more(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    with pytest.raises(NotPossible) as refused:
        changed(outcome, cast.mira, at=FRIDAY)
    assert refused.value.sentence == rules.CLOSED


def test_nobody_takes_over_from_another_area(cast: Cast) -> None:
    owned = holding(co_owned(cast.pair))
    with pytest.raises(NotPossible):
        actions.take_over(owned=owned, pair=cast.other_pair, by=cast.leo, at=TUESDAY)


def test_once_one_has_left_nobody_can_agree_that_all_read_it(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    leave(cast.mira)
    owned = actions.publish(outcome=outcome, by=cast.sam, at=TUESDAY)
    assert owned.is_published  # who is left may say it: the other no longer reads it


# ---- what the record knows


def test_the_last_visible_act_of_each_side_is_read_from_the_record(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    read(outcome, cast.mira, "40", MONDAY.date(), at=TUESDAY)
    acts = acts_of([outcome.pk])[outcome.pk]
    mira, sam = acts.last_of(cast.mira.pseudonym), acts.last_of(cast.sam.pseudonym)
    assert (mira and mira.what, mira and mira.at) == ("outcome.read", TUESDAY)
    assert (sam and sam.what) == "outcome.accepted"
    assert acts.accepted_at(cast.mira.pseudonym) == MONDAY
    assert acts.last_of(cast.vera.pseudonym) is None


# ---- the database refuses what cannot be


def save(row: models.Model) -> None:
    with transaction.atomic():
        models.Model.save(row)


def test_impossible_rows_are_refused(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    owned = holding(outcome)
    wrong: list[tuple[models.Model, dict[str, object]]] = [
        (outcome, {"open_since": TODAY}),
        (outcome, {"leader_accepted_on": None}),
        (proposed(cast.pair, cast.sam), {"open_since": None}),
        (owned, {"hr_partner": cast.sam}),
        (owned, {"became": "met"}),
        (owned, {"end_on": owned.start_on - timedelta(days=1)}),
    ]
    for row, change in wrong:
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError):
            save(row)
        row.refresh_from_db()


def test_two_wordings_never_hold_at_once(cast: Cast) -> None:
    owned = holding(co_owned(cast.pair))
    twin = CoOwnedOutcome.objects.get(pk=owned.pk)
    twin.pk, twin._state.adding = None, True
    with pytest.raises(IntegrityError):
        save(twin)


def test_somebody_in_two_pairs_reads_of_each_its_own(cast: Cast) -> None:
    co_owned(cast.pair)
    finance = pair_up(cast.areas.finance, cast.eva, cast.leo)
    co_owned(finance, replace(TERMS, name="Another"))
    assert names(cast.leo) == {"Another"}
    assert names(cast.mira) == {NAME}


# ---- once one of the two has left


def test_nothing_is_agreed_on_with_somebody_who_has_left(cast: Cast) -> None:
    waiting, ours = proposed(cast.pair, cast.mira, accepting=True), co_owned(cast.pair)
    leave(cast.mira)
    with pytest.raises(NotPossible, match="Mira works here no more"):
        accepted(waiting, cast.sam, at=TUESDAY)
    with pytest.raises(NotPossible, match="Mira works here no more"):
        changed(ours, cast.sam, at=TUESDAY)
    with pytest.raises(NotPossible, match="Mira works here no more"):
        proposed(cast.pair, cast.sam, at=TUESDAY)
    assert now(waiting).state == State.BY_HR
    assert CoOwnedOutcome.objects.get().outcome == ours


def test_who_is_still_here_says_how_it_went_and_what_became_of_it(cast: Cast) -> None:
    outcome = co_owned(cast.pair)
    leave(cast.mira)
    read(outcome, cast.sam, "30", MONDAY.date(), at=TUESDAY)
    assert actions.end(outcome=outcome, act=Act.MEET, by=cast.sam, at=TUESDAY).state == State.MET
