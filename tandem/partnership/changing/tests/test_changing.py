"""A different partner is asked for past the partner, and answered by whom it was asked of."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tandem.access.audit import OPERATOR
from tandem.organisation import actions as organisation
from tandem.organisation.models import Person
from tandem.partnership.actions import UnableToPair, make_pair
from tandem.partnership.changing import actions
from tandem.partnership.changing.actions import UnableToAsk, whom_to_turn_to
from tandem.partnership.changing.models import State
from tandem.partnership.models import NotInThisPair, PartnerWish
from tandem.partnership.registers import obligations
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, WholeCast, leave, pair_up

TODAY = TUESDAY.date()
WORDS = "We talk past each other, and I have tried."


def asked(cast: Cast, by: Person | None = None, to: Person | None = None) -> PartnerWish:
    return actions.ask(
        pair=cast.pair, to=to or cast.helen, words=WORDS, by=by or cast.sam, at=MONDAY
    )


def answered(wish: PartnerWish, state: State = State.TALK) -> PartnerWish:
    return actions.answer(wish=wish, state=state, words="Monday?", by=wish.to, at=TUESDAY)


# ---- whom one can turn to


def test_the_nearest_hr_partner_above_comes_first_then_the_head_of_hr(cast: Cast) -> None:
    assert whom_to_turn_to(cast.pair, TODAY) == [cast.helen]
    organisation.set_hr_partner(
        area=cast.areas.supply, person=cast.leo, by=OPERATOR, at=MONDAY, why="Leads the team"
    )
    assert whom_to_turn_to(cast.pair, TODAY) == [cast.leo, cast.helen]


def test_an_independent_reviewer_is_asked_where_the_head_of_hr_is_one_of_the_two(
    whole_cast: WholeCast,
) -> None:
    """The pair at the top: the managing director and the head of HR."""
    top = pair_up(whole_cast.areas.varnholm, whole_cast.eva, whole_cast.helen)
    assert whom_to_turn_to(top, TODAY) == [whole_cast.iris]
    wish = actions.ask(pair=top, to=whole_cast.iris, words=WORDS, by=whole_cast.eva, at=MONDAY)
    assert wish not in PartnerWish.objects.visible_to(whole_cast.helen)


def test_nobody_is_named_who_has_left(cast: Cast) -> None:
    leave(cast.helen)
    assert whom_to_turn_to(cast.pair, TODAY) == []


def test_the_pair_at_the_top_is_two_people_as_every_pair(cast: Cast) -> None:
    top = pair_up(cast.areas.varnholm, cast.eva, cast.helen)
    assert (top.leader, top.hr_partner) == (cast.eva, cast.helen)
    with pytest.raises(UnableToPair):
        make_pair(
            area=cast.areas.varnholm, leader=cast.eva, hr_partner=cast.eva, by=OPERATOR, at=MONDAY
        )


# ---- asking


def test_either_of_the_two_asks_and_the_other_learns_nothing(cast: Cast) -> None:
    for by, partner in ((cast.sam, cast.mira), (cast.mira, cast.sam)):
        wish = asked(cast, by=by)
        readers = {
            name
            for name, who in vars(cast).items()
            if isinstance(who, Person) and wish in PartnerWish.objects.visible_to(who)
        }
        assert readers == {by.first_name.lower(), "helen"}
        assert obligations(partner, TODAY) == []
        actions.withdraw(wish=wish, by=by, at=TUESDAY)


def test_one_open_wish_is_enough(cast: Cast) -> None:
    wish = asked(cast)
    with pytest.raises(UnableToAsk):
        asked(cast)
    actions.withdraw(wish=wish, by=cast.sam, at=TUESDAY)
    assert asked(cast).is_open


def test_only_those_who_are_named_are_asked(cast: Cast) -> None:
    for to in (cast.mira, cast.kim, cast.leo):
        with pytest.raises(UnableToAsk):
            asked(cast, to=to)
    with pytest.raises(NotInThisPair):
        asked(cast, by=cast.vera)


def test_without_words_or_with_very_many_it_is_refused(cast: Cast) -> None:
    for words in ("  ", "x" * 601):
        with pytest.raises(ValidationError):
            actions.ask(pair=cast.pair, to=cast.helen, words=words, by=cast.sam, at=MONDAY)


def test_a_pair_that_is_over_needs_no_other_partner(cast: Cast) -> None:
    pair_up(cast.areas.operations, cast.sam, cast.leo)
    with pytest.raises(UnableToAsk):
        actions.ask(pair=cast.pair, to=cast.helen, words=WORDS, by=cast.sam, at=TUESDAY)


# ---- answering


@pytest.mark.parametrize("state", [State.TALK, State.ANOTHER, State.STAYS])
def test_who_was_asked_answers_and_who_asked_reads_it(cast: Cast, state: State) -> None:
    wish = asked(cast)
    [waiting] = obligations(cast.helen, TODAY)
    assert waiting.sentence == "A confidential question about a pair waits for you."
    wish = answered(wish, state)
    assert (wish.state, wish.answer, wish.answered_on) == (state, "Monday?", TODAY)
    assert obligations(cast.helen, TODAY) == []
    [waiting] = obligations(cast.sam, TODAY)
    assert waiting.sentence == "What you asked in confidence was answered."
    for _ in range(2):
        actions.read(wish=wish, by=cast.sam, at=FRIDAY)
    assert obligations(cast.sam, FRIDAY.date()) == []


def test_nobody_answers_for_another_and_nothing_twice(cast: Cast) -> None:
    wish = asked(cast)
    for who in (cast.sam, cast.mira, cast.eva):
        with pytest.raises(UnableToAsk):
            actions.answer(wish=wish, state=State.STAYS, words="", by=who, at=TUESDAY)
    with pytest.raises(UnableToAsk):
        actions.read(wish=wish, by=cast.sam, at=TUESDAY)
    answered(wish)
    with pytest.raises(UnableToAsk):
        answered(wish, State.STAYS)
    with pytest.raises(UnableToAsk):
        actions.withdraw(wish=wish, by=cast.sam, at=FRIDAY)


def test_who_was_asked_withdraws_nothing(cast: Cast) -> None:
    with pytest.raises(UnableToAsk):
        actions.withdraw(wish=asked(cast), by=cast.helen, at=TUESDAY)


def test_the_database_holds_one_open_wish(cast: Cast) -> None:
    twin = asked(cast)
    twin.pk, twin._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(twin)
