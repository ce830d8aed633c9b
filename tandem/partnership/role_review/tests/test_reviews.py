"""Each answers alone, both read at once, and what goes up takes both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.access.moving import MoveRefused
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.actions import make_pair
from tandem.partnership.models import NotInThisPair, Pair, RoleReview
from tandem.partnership.refused import NotPossible
from tandem.partnership.role_review import actions
from tandem.partnership.role_review.asking import year_of
from tandem.partnership.role_review.keeping import clear_reviews, over
from tandem.partnership.role_review.rules import CANNOT_SAY, Band
from tandem.partnership.role_review.tests.stories import (
    LATER,
    MARCH,
    OPENED,
    THEIRS,
    WORDS,
    answered,
    sent,
    told,
)
from tandem.partnership.role_review.told import once, readers, told_to
from tandem.partnership.testing import HIRED, MONDAY, Cast, leave, pair_up
from tandem.partnership.two import PairIsOver

TODAY = MARCH.date()


def seen(who: Person, day: date = TODAY) -> list[str]:
    """By whom are the reviews this person sees."""
    return sorted(row.by.first_name for row in RoleReview.objects.visible_to(who, day))


def let(pair: Pair, who: Person, *, yes: bool = True) -> RoleReview:
    return actions.let_tell(pair=pair, opened_on=OPENED, yes=yes, by=who, at=LATER)


def kept(pair: Pair, by: Person, **given: int) -> RoleReview:
    return actions.keep(pair=pair, marks=given, words=WORDS, by=by, at=MARCH)


def test_half_filled_it_is_ones_own_and_is_gone_on_with(cast: Cast) -> None:
    kept(cast.pair, cast.sam, early=2)
    row = kept(cast.pair, cast.sam, early=3, hard=5)
    assert (row.answers, row.words, row.sent_on) == ({"early": 3, "hard": 5}, WORDS, None)
    assert (seen(cast.sam), seen(cast.mira)) == (["Sam"], [])


def test_both_read_it_in_the_moment_the_second_one_sends(cast: Cast) -> None:
    first = sent(cast.pair, cast.sam)
    assert first.tier == Tier.PRIVATE.value
    assert (seen(cast.sam), seen(cast.mira)) == (["Sam"], [])
    second = sent(cast.pair, cast.mira, words=THEIRS)
    assert second.tier == Tier.PAIR.value
    assert seen(cast.sam) == seen(cast.mira) == ["Mira", "Sam"]
    others = [one for one in vars(cast).values() if isinstance(one, Person)]
    assert [one for one in others if seen(one)] == [cast.sam, cast.mira]


def test_the_record_tells_each_act_and_the_consent_of_the_first(cast: Cast) -> None:
    kept(cast.pair, cast.sam)
    told(cast.pair)
    mine, theirs = (RoleReview.objects.get(by=who) for who in (cast.sam, cast.mira))
    sam, mira = cast.sam.pseudonym, cast.mira.pseudonym
    said = Event.objects.about(mine.pk).order_by("pk").values_list("what", "who")
    assert [*said] == [
        ("role_review.kept", sam), ("role_review.sent", sam), ("tier.agreed.pair", sam),
        ("role_review.opened", mira), ("role_review.may_be_told", sam),
    ]  # fmt: skip
    said = Event.objects.about(theirs.pk).order_by("pk").values_list("what", "who")
    assert [*said] == [("role_review.sent", mira), ("role_review.may_be_told", mira)]


def test_the_door_of_tiers_opens_nothing_on_the_word_of_the_other_alone(cast: Cast) -> None:
    """Whatever some later act forgets: what was only kept, its author has agreed to nothing of."""
    row = kept(cast.pair, cast.sam, early=1)
    row.tier, row.sent_on = Tier.PAIR.value, TODAY
    with pytest.raises(MoveRefused), transaction.atomic():
        record("role_review.opened", row, by=cast.mira, at=MARCH)


def test_until_both_have_answered_it_can_be_changed_and_taken_back(cast: Cast) -> None:
    sent(cast.pair, cast.sam, 5)
    kept(cast.pair, cast.sam, early=1)
    sent(cast.pair, cast.mira)
    assert RoleReview.objects.opened().count() == 0
    sent(cast.pair, cast.sam, 2, at=LATER)
    assert RoleReview.objects.opened().count() == 2
    for act in (sent, kept):
        with pytest.raises(NotPossible, match="Nothing can be changed"):
            act(cast.pair, cast.sam)
    with pytest.raises(NotPossible, match="Nothing can be changed"):
        actions.skip(pair=cast.pair, by=cast.mira, at=LATER)


def test_sending_wants_all_seven(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="Answer each of the seven"):
        actions.send(pair=cast.pair, marks={"early": 4}, words="", by=cast.sam, at=MARCH)
    assert not RoleReview.objects.exists()


def test_left_out_nothing_opens_and_one_may_change_ones_mind(cast: Cast) -> None:
    kept(cast.pair, cast.sam, early=2)
    row = actions.skip(pair=cast.pair, by=cast.sam, at=MARCH)
    assert (row.skipped_on, row.answers) == (TODAY, {"early": 2})
    sent(cast.pair, cast.mira)
    assert seen(cast.sam) == ["Sam"]
    row = sent(cast.pair, cast.sam, at=LATER)
    assert (row.skipped_on, row.is_open_to_both) == (None, True)


@pytest.mark.parametrize("days", [-1, 90])
def test_outside_its_days_nothing_is_answered(cast: Cast, days: int) -> None:
    at = MARCH + (OPENED - TODAY) + timedelta(days=days)
    with pytest.raises(NotPossible, match="not open now"):
        sent(cast.pair, cast.sam, at=at)


def test_nobody_but_the_two_answers_and_no_more_once_it_is_over(cast: Cast) -> None:
    with pytest.raises(NotInThisPair):
        sent(cast.pair, cast.helen)
    leave(cast.mira)
    with pytest.raises(PairIsOver):
        sent(cast.pair, cast.sam, at=MONDAY)


def test_what_is_no_answer_is_refused_by_the_row(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        kept(cast.pair, cast.sam, early=6)
    with pytest.raises(ValidationError):
        sent(cast.pair, cast.sam, words="x" * 281)


@pytest.mark.parametrize(
    "wrong", [{"tier": "pair"}, {"read_on": TODAY}, {"tells_on": TODAY}, {"heard_on": TODAY}]
)
def test_the_database_opens_nothing_that_was_not_sent(cast: Cast, wrong: dict[str, object]) -> None:
    row = kept(cast.pair, cast.sam)
    rows = RoleReview._base_manager.filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**wrong)


def test_of_two_areas_of_the_same_two_one_is_asked(cast: Cast) -> None:
    where = cast.areas.night_shift
    second = make_pair(area=where, leader=cast.sam, hr_partner=cast.mira, by=OPERATOR, at=HIRED)
    asked = [each for each in (cast.pair, second) if year_of(each, TODAY)]
    assert len(asked) == 1
    assert asked[0] == min((cast.pair, second), key=lambda each: each.pk)


def test_above_are_the_next_leader_and_the_head_of_hr_and_never_the_two(cast: Cast) -> None:
    assert once(readers(cast.pair, TODAY)) == [cast.vera, cast.helen]
    top = pair_up(cast.areas.varnholm, cast.eva, cast.helen)
    assert readers(top, TODAY) == {}


def test_one_word_goes_up_with_both_yeses_and_comes_back_with_one(cast: Cast) -> None:
    answered(cast.pair, 4, 4)
    above = (cast.vera, cast.helen)
    let(cast.pair, cast.sam)
    assert [told_to(who, TODAY) for who in above] == [[], []]
    let(cast.pair, cast.mira)
    for who in above:
        [one] = told_to(who, TODAY)
        assert (one.pair, one.band, one.waits) == (cast.pair, Band.STRONG, True)
        assert seen(who) == []
    others = [one for one in vars(cast).values() if isinstance(one, Person) and one not in above]
    assert [one for one in others if told_to(one, TODAY)] == []
    let(cast.pair, cast.mira, yes=False)
    assert [told_to(who, TODAY) for who in above] == [[], []]


def test_however_low_it_lies_nothing_goes_up_without_both(cast: Cast) -> None:
    answered(cast.pair, 1, 1)
    let(cast.pair, cast.mira)
    assert [told_to(who, TODAY) for who in (cast.vera, cast.helen, cast.eva)] == [[], [], []]


def test_there_is_no_word_where_one_could_not_say_and_for_the_two_at_the_top(cast: Cast) -> None:
    answered(cast.pair, CANNOT_SAY, 4)
    with pytest.raises(NotPossible, match="no word to tell"):
        let(cast.pair, cast.sam)
    top = pair_up(cast.areas.varnholm, cast.eva, cast.helen)
    answered(top)
    with pytest.raises(NotPossible, match="no word to tell"):
        let(top, cast.eva)


def test_nothing_is_said_of_what_is_not_open(cast: Cast) -> None:
    sent(cast.pair, cast.sam)
    with pytest.raises(NotPossible, match="both of you answer first"):
        let(cast.pair, cast.sam)
    with pytest.raises(NotPossible, match="both of you answer first"):
        actions.read(pair=cast.pair, opened_on=OPENED, by=cast.sam, at=MARCH)


def test_read_twice_is_read_once_and_a_yes_twice_one_yes(cast: Cast) -> None:
    answered(cast.pair)
    for at in (MARCH, LATER):
        row = actions.read(pair=cast.pair, opened_on=OPENED, by=cast.sam, at=at)
    assert row.read_on == TODAY
    assert let(cast.pair, cast.sam).tells_on == let(cast.pair, cast.sam).tells_on == LATER.date()
    acts = Event.objects.about(row.pk).values_list("what", flat=True)
    assert [*acts].count("role_review.read") == [*acts].count("role_review.may_be_told") == 1


def test_each_above_says_for_their_side_that_they_read_it(cast: Cast) -> None:
    told(cast.pair)
    with pytest.raises(NotPossible):
        actions.hear(pair=cast.pair, opened_on=OPENED, by=cast.eva, at=LATER)
    actions.hear(pair=cast.pair, opened_on=OPENED, by=cast.vera, at=LATER)
    waits = [told_to(who, TODAY)[0].waits for who in (cast.vera, cast.helen)]
    assert waits == [False, True]
    heard = dict(RoleReview.objects.values_list("by__first_name", "heard_on"))
    assert heard == {"Sam": LATER.date(), "Mira": None}


def test_one_yes_finds_no_row_for_those_above(cast: Cast) -> None:
    """Whatever is asked of what was told begins with this question, a signal too."""
    answered(cast.pair, leader=2, hr=2)
    assert not RoleReview.objects.told().exists()
    for who, rows in ((cast.sam, 0), (cast.mira, 2)):
        actions.let_tell(pair=cast.pair, opened_on=OPENED, yes=True, by=who, at=LATER)
        assert RoleReview.objects.told().count() == rows


def test_with_the_pair_what_was_told_ends_and_the_next_partner_never_reads_it(cast: Cast) -> None:
    told(cast.pair)
    new = pair_up(cast.areas.operations, cast.sam, cast.leo)
    assert Pair.objects.still().for_area(cast.areas.operations).get() == new
    assert told_to(cast.helen, MONDAY.date()) == []
    assert (seen(cast.leo), seen(cast.mira)) == ([], ["Mira", "Sam"])


def test_after_two_years_it_is_gone_and_before_the_worker_comes_nobody_reads_it(cast: Cast) -> None:
    answered(cast.pair)
    at = MARCH.replace(year=2028)
    last = date(2028, 2, 29)
    assert seen(cast.sam, last) == ["Mira", "Sam"]
    assert seen(cast.sam, date(2028, 3, 1)) == []
    assert not over(last).exists()
    assert clear_reviews(at=at) == 2
    assert clear_reviews(at=at) == 0
    assert not RoleReview.objects.exists()


def test_what_never_opened_is_removed_unread_once_the_year_is_over(cast: Cast) -> None:
    sent(cast.pair, cast.sam)
    actions.skip(pair=cast.pair, by=cast.mira, at=MARCH)
    end = MARCH + (OPENED - TODAY)
    assert clear_reviews(at=end + timedelta(days=89)) == 0
    assert clear_reviews(at=end + timedelta(days=90)) == 2
    gone = Event.objects.filter(what="role_review.cleared")
    assert {event.actor for event in gone} == {"system"}
