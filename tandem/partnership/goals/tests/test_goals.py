"""Two of a pair say how two of their goals stand to each other, and settle what is at odds."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.renumbering import renumber
from tandem.partnership.actions import make_pair
from tandem.partnership.charter import actions as charter
from tandem.partnership.charter.models import CharterEntry
from tandem.partnership.charter.tests.stories import factor, needed
from tandem.partnership.goals.models import HOW_LENGTH
from tandem.partnership.goals.reading import goals_of, ids_of
from tandem.partnership.goals.rules import Says
from tandem.partnership.goals.tests.stories import (
    FAST,
    HOW,
    at_odds,
    business,
    outcome,
    said,
    settled,
    two_goals,
)
from tandem.partnership.models import GoalMark, NotInThisPair, Outcome
from tandem.partnership.outcomes import actions as outcomes
from tandem.partnership.outcomes.rules import Act
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave
from tandem.partnership.two import PairIsOver


def test_goals_are_what_the_two_have_agreed_on_elsewhere(cast: Cast) -> None:
    business(cast.pair)
    factor(cast.pair, cast.sam)
    outcome(cast.pair)
    needed(cast.pair)  # an expectation is no goal
    found = goals_of(cast.pair)
    assert [(each.kind, each.words, each.whose) for each in found] == [
        ("business", "Peak season at 96 percent on time, by January.", "leader"),
        ("factor", "Factor 1", "both"),
        ("outcome", FAST, "both"),
    ]
    assert {each.id for each in found} == ids_of(cast.pair)


def test_one_tap_says_it_and_the_next_ends_that(cast: Cast) -> None:
    two = two_goals(cast.pair)
    first = said(cast.pair, two, Says.SUPPORTS, cast.sam)
    turned = said(cast.pair, (two[1], two[0]), Says.NEUTRAL, cast.mira, TUESDAY)
    former = GoalMark.objects.get(pk=first.pk)
    assert (former.says, former.end_on) == ("supports", TUESDAY.date())
    assert [each.pk for each in GoalMark.objects.holding()] == [turned.pk]
    assert turned.two == former.two


def test_the_same_said_again_changes_nothing(cast: Cast) -> None:
    first = at_odds(cast.pair)
    again = said(cast.pair, (first.one, first.other), Says.CONFLICTS, cast.sam, TUESDAY)
    assert (again.pk, again.said_by) == (first.pk, "hr")
    assert Event.objects.filter(what="goals.marked").count() == 1


def test_the_record_tells_the_act_and_not_what_was_said(cast: Cast) -> None:
    mark = settled(at_odds(cast.pair), cast.sam, at=TUESDAY)
    events = Event.objects.about(mark.pk).order_by("pk").values_list("what", "who")
    assert [*events] == [
        ("goals.marked", cast.mira.pseudonym), ("goals.settled", cast.sam.pseudonym)
    ]  # fmt: skip


def test_a_conflict_is_ended_by_a_sentence_and_not_by_a_tap_of_the_other(cast: Cast) -> None:
    mark = at_odds(cast.pair, cast.mira)
    with pytest.raises(NotPossible, match="Your partner sees these two at odds"):
        said(cast.pair, (mark.one, mark.other), Says.SUPPORTS, cast.sam, TUESDAY)
    assert [*GoalMark.objects.at_odds()] == [mark]
    settled(mark, cast.sam, at=TUESDAY)
    assert not GoalMark.objects.at_odds().exists()
    found = GoalMark.objects.get()
    assert (found.how, found.settled_by, found.settled_on) == (HOW, "leader", TUESDAY.date())


def test_who_said_so_may_think_again(cast: Cast) -> None:
    mark = at_odds(cast.pair, cast.mira)
    said(cast.pair, (mark.one, mark.other), Says.NEUTRAL, cast.mira, TUESDAY)
    assert not GoalMark.objects.at_odds().exists()


def test_what_was_settled_can_be_at_odds_again_and_both_stay(cast: Cast) -> None:
    mark = settled(at_odds(cast.pair), cast.sam)
    again = said(cast.pair, (mark.one, mark.other), Says.CONFLICTS, cast.sam, FRIDAY)
    assert [each.pk for each in GoalMark.objects.at_odds()] == [again.pk]
    kept = GoalMark.objects.get(pk=mark.pk)
    assert (kept.how, kept.end_on) == (HOW, FRIDAY.date())


def test_it_is_settled_once(cast: Cast) -> None:
    mark = settled(at_odds(cast.pair), cast.sam)
    with pytest.raises(NotPossible, match="settled already"):
        settled(mark, cast.mira, "Otherwise.")
    assert GoalMark.objects.get().how == HOW


@pytest.mark.parametrize("how", ["", "  \n"])
def test_without_a_sentence_nothing_is_settled(cast: Cast, how: str) -> None:
    mark = at_odds(cast.pair)
    with pytest.raises(NotPossible, match="Say in a sentence"):
        settled(mark, cast.sam, how)
    assert GoalMark.objects.at_odds().exists()


def test_too_long_a_sentence_is_refused_whole(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    with pytest.raises(ValidationError):
        settled(mark, cast.sam, "x" * (HOW_LENGTH + 1))
    assert GoalMark.objects.at_odds().exists()


def test_an_outcome_that_ended_is_at_odds_with_nothing(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    found = Outcome.objects.select_related("pair").get()
    outcomes.end(outcome=found, act=Act.RETIRE, by=cast.sam, at=TUESDAY)
    assert not GoalMark.objects.at_odds().exists()
    with pytest.raises(NotPossible, match="no longer there"):
        said(cast.pair, (mark.one, mark.other), Says.NEUTRAL, cast.mira, TUESDAY)
    outcomes.take_up(outcome=found, by=cast.sam, at=FRIDAY)
    assert GoalMark.objects.at_odds().exists(), "it is there again, and so is what was said"


def test_a_success_factor_that_was_let_go_leaves_what_was_said_of_it(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    entry = CharterEntry.objects.select_related("pair").get()
    charter.let_go(entry=entry, by=cast.sam, at=TUESDAY)
    assert not GoalMark.objects.at_odds().exists()
    assert GoalMark.objects.get() == mark


def test_a_goal_of_another_pair_is_none_of_theirs(cast: Cast) -> None:
    mine = outcome(cast.pair)
    other = make_pair(
        area=cast.areas.customer_service, leader=cast.ana, hr_partner=cast.mira, by=OPERATOR,
        at=MONDAY,
    )  # fmt: skip
    theirs = outcome(other)
    for pk in (theirs, uuid4()):
        with pytest.raises(NotPossible, match="no longer there"):
            said(cast.pair, (mine, pk), Says.CONFLICTS, cast.mira)
    assert not GoalMark.objects.exists()


def test_the_set_one_sees_is_that_of_ones_own_pairs(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    for who in (cast.sam, cast.mira):
        assert [*GoalMark.objects.visible_to(who)] == [mark]
    for who in (cast.vera, cast.helen, cast.eva, cast.farid, cast.ana, cast.leo, cast.kim):
        assert not GoalMark.objects.visible_to(who).exists()


def test_a_goal_under_another_id_keeps_what_was_said_of_it(cast: Cast) -> None:
    """As it gets one once somebody is forgotten."""
    mark = at_odds(cast.pair)
    renumber(Outcome.objects.get())
    kept = GoalMark.objects.at_odds().get()
    assert kept.two == ids_of(cast.pair) != mark.two
    one, other = sorted(kept.two, key=str)
    for two in ((one, other), (other, one)):
        assert said(cast.pair, two, Says.CONFLICTS, cast.mira, TUESDAY) == kept


def test_nobody_else_says_anything(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    for who in (cast.vera, cast.helen, cast.leo):
        with pytest.raises(NotInThisPair):
            said(cast.pair, (mark.one, mark.other), Says.NEUTRAL, who)
        with pytest.raises(NotInThisPair):
            settled(mark, who)


def test_once_one_has_left_it_stays_to_be_read(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    leave(cast.mira)
    with pytest.raises(PairIsOver):
        settled(mark, cast.sam, at=FRIDAY)
    assert GoalMark.objects.visible_to(cast.sam).exists()


def test_the_sentence_is_sealed(cast: Cast) -> None:
    mark = settled(at_odds(cast.pair), cast.sam)
    [stored] = GoalMark.objects.filter(pk=mark.pk).values_list("how", flat=True)
    assert HOW not in stored


def test_the_database_holds_what_the_rules_say(cast: Cast) -> None:
    mark = at_odds(cast.pair)
    for wrong in (
        {"other": mark.one},
        {"settled_on": TUESDAY.date()},
        {"says": "neutral", "settled_on": TUESDAY.date(), "settled_by": "hr"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            GoalMark._base_manager.filter(pk=mark.pk).update(**wrong)
    assert GoalMark.objects.get().is_at_odds
