"""What the two say to their charter, part by part, until both have signed it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.settings import values_on
from tandem.partnership.actions import make_pair
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter import actions, reading, rules, starting_point
from tandem.partnership.charter.content import read_again
from tandem.partnership.charter.minimum import days_of, due_on, known_of, minimum
from tandem.partnership.charter.models import (
    WHAT_LENGTH,
    Answer,
    Charter,
    CharterEntry,
    CharterPart,
    SignedStays,
)
from tandem.partnership.charter.starting_point import TEXT_LENGTH, Part
from tandem.partnership.charter.tests.stories import (
    EXPECTS,
    TODAY,
    accepted,
    all_but,
    answered,
    both,
    expected,
    factor,
    filled,
    mark,
    signed,
    stand,
    the_map_is_signed,
    written,
)
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.outcomes.tests.stories import co_owned
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave
from tandem.partnership.two import PairIsOver

YEAR = timedelta(days=365)


def state(pair: Pair, key: str) -> State:
    return stand(pair, key).state


# ---- part by part


def test_one_yes_of_each_takes_the_words_over(cast: Cast) -> None:
    proposed = stand(cast.pair, "disagree").said.text
    accepted(cast.pair, "disagree", cast.sam)
    assert state(cast.pair, "disagree") is State.BY_LEADER
    accepted(cast.pair, "disagree", cast.mira)
    assert state(cast.pair, "disagree") is State.SIGNED
    assert stand(cast.pair, "disagree").said.text == proposed
    events = Event.objects.filter(what="charter.agreed")
    assert [event.who for event in events] == [cast.sam.pseudonym, cast.mira.pseudonym]


def test_a_yes_twice_is_one_yes(cast: Cast) -> None:
    accepted(cast.pair, "disagree", cast.sam)
    accepted(cast.pair, "disagree", cast.sam)
    assert state(cast.pair, "disagree") is State.BY_LEADER
    assert Event.objects.filter(what="charter.agreed").count() == 1


def test_nobody_agrees_to_what_they_have_not_seen(cast: Cast) -> None:
    seen = mark(cast.pair, "goals")
    written(cast.pair, "goals", cast.sam)
    with pytest.raises(NotPossible, match="just changed this part"):
        actions.accept(pair=cast.pair, key="goals", seen=seen, by=cast.mira, at=MONDAY)
    assert state(cast.pair, "goals") is State.BY_LEADER


def test_a_change_un_accepts_only_its_own_part(cast: Cast) -> None:
    both(cast.pair, "disagree")
    both(cast.pair, "open")
    written(cast.pair, "open", cast.mira, "Everything, early.")
    assert state(cast.pair, "open") is State.BY_HR  # who words it has said yes to it
    assert state(cast.pair, "disagree") is State.SIGNED


def test_one_tap_accepts_all_that_is_as_proposed_and_nothing_else(cast: Cast) -> None:
    written(cast.pair, "open", cast.mira, "Everything, early.")
    actions.differ(pair=cast.pair, key="escalation", view="Too slow.", by=cast.mira, at=MONDAY)
    assert actions.accept_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY) == 6
    assert actions.accept_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY) == 0
    assert state(cast.pair, "open") is State.BY_HR
    assert state(cast.pair, "escalation") is State.UNDER_REVIEW
    assert actions.accept_the_rest(pair=cast.pair, by=cast.mira, at=MONDAY) == 6
    assert state(cast.pair, "rhythm") is State.SIGNED


@pytest.mark.parametrize("key", ["why", "goals", "of_hr", "of_leader", "success", "map", "wrong"])
def test_nobody_agrees_to_a_part_nobody_has_filled(cast: Cast, key: str) -> None:
    for by in (cast.sam, cast.mira):
        with pytest.raises(NotPossible):
            accepted(cast.pair, key, by)
    assert not CharterPart.objects.exists()


def test_what_is_seen_differently_stands_side_by_side_until_both_agree(cast: Cast) -> None:
    both(cast.pair, "rights")
    actions.differ(pair=cast.pair, key="rights", view="Pay goes up.", by=cast.sam, at=MONDAY)
    actions.differ(pair=cast.pair, key="rights", view="Pay stays.", by=cast.mira, at=MONDAY)
    row = stand(cast.pair, "rights").row
    assert (row.leader_view, row.hr_view) == ("Pay goes up.", "Pay stays.")
    assert row.differs_since == TODAY
    both(cast.pair, "rights")
    row = stand(cast.pair, "rights").row
    assert (row.leader_view, row.hr_view, row.differs_since) == ("", "", None)
    with pytest.raises(NotPossible, match="Say in a sentence"):
        actions.differ(pair=cast.pair, key="rights", view=" ", by=cast.sam, at=MONDAY)


# ---- what only the two can say


def test_why_is_said_by_each_and_agreed_once_both_have(cast: Cast) -> None:
    written(cast.pair, "why", cast.sam, "Of the leader.")
    assert state(cast.pair, "why") is State.EDITED  # half of it is nothing to agree to
    with pytest.raises(NotPossible, match="Each of you writes here"):
        accepted(cast.pair, "why", cast.sam)
    written(cast.pair, "why", cast.mira, "Of HR.")
    assert state(cast.pair, "why") is State.BY_HR
    assert stand(cast.pair, "why").said.leader == "Of the leader."


def test_the_pre_mortem_is_written_alone_so_both_still_say_yes(cast: Cast) -> None:
    written(cast.pair, "wrong", cast.sam, "Peak eats our talks.")
    written(cast.pair, "wrong", cast.mira, "We stop asking.")
    assert state(cast.pair, "wrong") is State.EDITED
    both(cast.pair, "wrong")
    assert state(cast.pair, "wrong") is State.SIGNED


@pytest.mark.parametrize(
    ("said", "why", "holds"),
    [
        (Answer.CAN, "", True),
        (Answer.PARTLY, "Themes, not names.", True),
        (Answer.CANNOT, "They work for you.", True),
        (Answer.PARTLY, " ", False),
        (Answer.CANNOT, "", False),
    ],
)
def test_an_expectation_is_answered_can_partly_or_cannot_and_why(
    cast: Cast, said: Answer, why: str, holds: bool
) -> None:
    entry = expected(cast.pair)
    if not holds:
        with pytest.raises(NotPossible, match="Say why"):
            answered(entry, said, why)
        return
    assert answered(entry, said, why).answer == said
    assert state(cast.pair, "of_hr") is State.BY_HR  # whose words the last ones are


def test_each_side_answers_the_other_and_writes_its_own(cast: Cast) -> None:
    entry = expected(cast.pair)
    with pytest.raises(NotPossible, match="your partner’s to say"):
        actions.answer(entry=entry, said=Answer.CAN, why="", by=cast.sam, at=MONDAY)
    with pytest.raises(NotPossible, match="your partner’s to say"):
        actions.add(pair=cast.pair, key="of_hr", what="Mine", by=cast.mira, at=MONDAY)
    with pytest.raises(NotPossible, match="your partner’s to say"):
        actions.change(entry=entry, what="Mine", by=cast.mira, at=MONDAY)


def test_an_unanswered_expectation_keeps_its_part_from_being_agreed(cast: Cast) -> None:
    answered(expected(cast.pair))
    expected(cast.pair, "And the second.")
    with pytest.raises(NotPossible, match="needs its answer first"):
        accepted(cast.pair, "of_hr", cast.sam)


def test_another_wording_asks_for_another_answer(cast: Cast) -> None:
    entry = answered(expected(cast.pair), Answer.CANNOT, "Not alone.")
    both(cast.pair, "of_hr")
    actions.change(entry=entry, what="Tell me early.", by=cast.sam, at=TUESDAY)
    held = CharterEntry.objects.get()
    assert (held.answer, held.why, held.answered_on) == ("", "", None)
    assert state(cast.pair, "of_hr") is State.EDITED


def test_five_expectations_are_enough(cast: Cast) -> None:
    for number in range(5):
        expected(cast.pair, f"Number {number}")
    with pytest.raises(NotPossible, match="Five are enough"):
        expected(cast.pair, "A sixth")


def test_a_very_long_expectation_is_refused_whole(cast: Cast) -> None:
    assert expected(cast.pair, "x" * WHAT_LENGTH).number == 1
    with pytest.raises(ValidationError):
        expected(cast.pair, "x" * (WHAT_LENGTH + 1))
    with pytest.raises(ValidationError):
        written(cast.pair, "goals", cast.sam, "x" * (TEXT_LENGTH + 1))
    assert CharterEntry.objects.count() == 1
    assert state(cast.pair, "goals") is State.DEFAULT


@pytest.mark.parametrize(("number", "holds"), [(2, False), (3, True), (5, True)])
def test_three_to_five_success_factors_make_the_part(cast: Cast, number: int, holds: bool) -> None:
    for each in range(number):
        factor(cast.pair, cast.sam, each)
    assert stand(cast.pair, "success").may_agree("hr") is holds
    if number == 5:
        with pytest.raises(NotPossible, match="Five are enough"):
            factor(cast.pair, cast.mira, 6)


def test_a_success_factor_has_its_measure(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="how you two will see it"):
        actions.add(
            pair=cast.pair, key="success", what="Better", measure=" ", by=cast.sam, at=MONDAY
        )


def test_letting_go_of_one_takes_it_out_for_both(cast: Cast) -> None:
    entry = factor(cast.pair, cast.sam)
    actions.let_go(entry=entry, by=cast.mira, at=MONDAY)
    with pytest.raises(CharterEntry.DoesNotExist):
        actions.let_go(entry=entry, by=cast.sam, at=MONDAY)
    assert Event.objects.filter(what="charter.entry_let_go").count() == 1
    assert state(cast.pair, "success") is State.DEFAULT  # as if nobody had said anything


def waiting(pair: Pair, key: str) -> tuple[bool, bool]:
    row = stand(pair, key).row
    return row.waits_for("leader"), row.waits_for("hr")


def test_what_is_half_said_waits_for_the_other_half_alone(cast: Cast) -> None:
    written(cast.pair, "why", cast.sam, "Of the leader.")
    assert waiting(cast.pair, "why") == (False, True)
    written(cast.pair, "why", cast.mira, "Of HR.")
    assert waiting(cast.pair, "why") == (True, False)  # for a yes
    written(cast.pair, "wrong", cast.mira, "No time.")
    assert waiting(cast.pair, "wrong") == (True, False)
    written(cast.pair, "wrong", cast.sam, "No words.")
    assert waiting(cast.pair, "wrong") == (True, True)  # both read it now
    factor(cast.pair, cast.sam)
    assert waiting(cast.pair, "success") == (False, False)


def test_an_expectation_waits_for_who_answers_until_all_are_answered(cast: Cast) -> None:
    first, second = expected(cast.pair), expected(cast.pair, "And the second.")
    assert waiting(cast.pair, "of_hr") == (False, True)
    answered(first)
    assert waiting(cast.pair, "of_hr") == (False, True)
    answered(second)
    assert waiting(cast.pair, "of_hr") == (True, False)


@pytest.mark.parametrize("days", [None, 0, 61])
def test_a_rhythm_has_its_days(cast: Cast, days: int | None) -> None:
    seen = mark(cast.pair, "rhythm")
    with pytest.raises(NotPossible, match="how often you talk"):
        actions.write(
            pair=cast.pair, key="rhythm", words="Often.", seen=seen, days=days, by=cast.sam,
            at=MONDAY,
        )  # fmt: skip


def test_the_rhythm_is_data_for_whoever_reckons_with_it(cast: Cast) -> None:
    def days() -> int:
        return days_of(known_of([cast.pair])[cast.pair.pk], values_on(TODAY))

    assert days() == 14  # as the company says
    written(cast.pair, "rhythm", cast.sam, "Mondays at nine.", days=7)
    assert days() == 14  # one has said yes
    accepted(cast.pair, "rhythm", cast.mira)
    assert days() == 7
    written(cast.pair, "rhythm", cast.sam, "Now and then.", days=28)
    assert days() == 14


def test_who_is_not_of_the_pair_says_nothing(cast: Cast) -> None:
    for by in (cast.vera, cast.helen, cast.pia):
        with pytest.raises(NotInThisPair):
            actions.accept_the_rest(pair=cast.pair, by=by, at=MONDAY)
    assert not CharterPart.objects.exists()


# ---- signing


def test_it_is_signed_the_moment_both_agreed_to_every_part(cast: Cast) -> None:
    all_but(cast.pair, "rights")
    accepted(cast.pair, "rights", cast.mira, TUESDAY)
    assert not Charter.objects.exists()
    accepted(cast.pair, "rights", cast.sam, TUESDAY)
    [charter] = Charter.objects.all()
    assert (charter.number, charter.signed_on) == (1, localdate(TUESDAY))
    assert charter.renew_on == charter.signed_on + YEAR
    assert (charter.leader, charter.hr_partner, charter.days) == (cast.sam, cast.mira, 14)
    event = Event.objects.get(what="charter.signed")
    assert (event.about, event.who) == (charter.pk, cast.sam.pseudonym)


def test_one_tap_of_the_last_may_sign_it(cast: Cast) -> None:
    filled(cast.pair)
    for key in ("why", "goals", "of_hr", "of_leader", "success", "wrong"):
        both(cast.pair, key)
    with the_map_is_signed():
        actions.accept_the_rest(pair=cast.pair, by=cast.sam, at=MONDAY)
        actions.accept_the_rest(pair=cast.pair, by=cast.mira, at=MONDAY)
    assert Charter.objects.count() == 1


def test_an_edit_begins_the_next_version_and_the_signed_one_stays(cast: Cast) -> None:
    first = signed(cast.pair)
    written(cast.pair, "goals", cast.sam, "Another goal.", at=TUESDAY)
    assert [charter.number for charter in Charter.objects.all()] == [1]
    accepted(cast.pair, "goals", cast.mira, FRIDAY)
    second = Charter.objects.get(number=2)
    said = [
        {each.key: each.said.text for each in read_again(charter.words)}["goals"]
        for charter in (Charter.objects.get(pk=first.pk), second)
    ]
    assert said == ["Peak season at 96 percent on time, by January.", "Another goal."]


def test_what_is_signed_cannot_be_written_again(cast: Cast) -> None:
    charter = signed(cast.pair)
    charter.words = "{}"
    with pytest.raises(SignedStays, match="next version"):
        record("charter.signed", charter, by=cast.sam, at=TUESDAY)


def test_a_charter_read_ten_years_later_says_what_both_signed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names and questions of its parts are stored, too: the starting point may be another then."""
    charter = signed(cast.pair)
    before = read_again(charter.words)
    others = tuple(
        Part(each.number, each.key, "Another name", each.kind, "Another question?", "Other words.")
        for each in starting_point.starting_point()
    )
    for where in (starting_point, reading, actions):
        monkeypatch.setattr(where, "starting_point", lambda: others)
    after = read_again(Charter.objects.get().words)
    assert after == before
    assert [each.number for each in after] == [*range(1, 16)]
    assert after[10].name == "How we disagree"
    assert after[3].said.entries[0].what == EXPECTS


def test_a_signed_charter_is_sealed(cast: Cast) -> None:
    charter = signed(cast.pair)
    stored = Charter.objects.filter(pk=charter.pk).values_list("words", flat=True)[0]
    assert EXPECTS not in str(stored)
    assert EXPECTS in json.dumps(json.loads(charter.words), ensure_ascii=False)


def test_renewing_looks_at_every_part_again_and_what_is_signed_holds(cast: Cast) -> None:
    signed(cast.pair)
    assert actions.look_again(pair=cast.pair, by=cast.mira, at=TUESDAY) == 15
    assert Charter.objects.count() == 1
    known = known_of([cast.pair])[cast.pair.pk]
    assert minimum(known).missing == ("one goal you both answer for",)
    with the_map_is_signed():
        actions.accept_the_rest(pair=cast.pair, by=cast.mira, at=TUESDAY)
        actions.accept_the_rest(pair=cast.pair, by=cast.sam, at=FRIDAY)
    a_year_on = [each.renew_on - each.signed_on - YEAR for each in Charter.objects.all()]
    assert a_year_on == [timedelta(0), timedelta(days=2)]  # the second would be a Saturday
    assert Charter.objects.get(number=2).signed_on == localdate(FRIDAY)


# ---- the minimum, and when it is due


def test_a_pair_is_active_once_map_goal_rhythm_rights_and_escalation_hold(cast: Cast) -> None:
    def missing() -> int:
        return len(minimum(known_of([cast.pair])[cast.pair.pk]).missing)

    assert missing() == 5
    for number, key in enumerate(rules.NEEDED, start=1):
        with the_map_is_signed():
            both(cast.pair, key)
        assert missing() == 5 - number
    co_owned(cast.pair)
    assert missing() == 0


def test_the_minimum_of_many_pairs_is_one_question(
    cast: Cast, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's
        assert {*known_of([cast.pair, cast.other_pair])} == {cast.pair.pk, cast.other_pair.pk}


def test_a_first_charter_is_due_thirty_days_on_and_after_a_change_forty_five(cast: Cast) -> None:
    values = values_on(TODAY)
    fresh = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    follows = make_pair(
        area=cast.areas.finance, leader=cast.other_pair.leader, hr_partner=cast.mira, by=OPERATOR,
        at=MONDAY,
    )  # fmt: skip
    known = known_of([fresh, follows])
    days = [
        (due_on(known[pair.pk], pair.start_on, values, WorkingDays) - pair.start_on).days
        for pair in (fresh, follows)
    ]
    assert days == [30, 45]


def test_a_change_of_partner_keeps_the_history_and_begins_a_charter_of_its_own(cast: Cast) -> None:
    charter = signed(cast.pair)
    new = make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    assert [*Charter.objects.visible_to(cast.mira)] == [charter]
    assert [*Charter.objects.visible_to(cast.sam)] == [charter]
    assert not Charter.objects.visible_to(cast.leo).exists()
    assert all(each.state is State.DEFAULT for each in reading.stands(new, TODAY).values())
    with pytest.raises(PairIsOver):
        actions.accept_the_rest(pair=cast.pair, by=cast.sam, at=TUESDAY)


def test_when_a_partner_leaves_halfway_it_stays_as_it_was(cast: Cast) -> None:
    both(cast.pair, "disagree")
    written(cast.pair, "goals", cast.sam)
    leave(cast.mira)
    with pytest.raises(PairIsOver, match="works here no more"):
        written(cast.pair, "goals", cast.sam, "Another goal.")
    assert state(cast.pair, "disagree") is State.SIGNED
    assert state(cast.pair, "goals") is State.BY_LEADER
    assert not Charter.objects.exists()
