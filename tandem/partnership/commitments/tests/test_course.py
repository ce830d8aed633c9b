"""How a promise goes from the first word to the thanks, and what becomes of its day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tandem.partnership.commitments import refusals
from tandem.partnership.commitments.rules import (
    Act,
    Given,
    Need,
    Reason,
    Side,
    Standing,
    State,
    Terms,
    steps_open_to,
    take,
    waits_for,
)
from tandem.partnership.commitments.tests import stories as s


@pytest.mark.parametrize(
    ("standing", "act", "by"),
    [
        (None, Act.ASK, s.CUSTOMER),
        (None, Act.OFFER, s.PERFORMER),
        (None, Act.SAVE_DRAFT, s.CUSTOMER),
        (s.HR_DRAFT, Act.SEND_DRAFT, s.PERFORMER),
        (s.ASKED, Act.COUNTER, s.PERFORMER),
        (s.COUNTERED, Act.COUNTER_BACK, s.CUSTOMER),
        (s.OFFERED, Act.OBJECT, s.CUSTOMER),
        (s.PROMISED, Act.AT_RISK, s.PERFORMER),
        (s.PROMISED, Act.RENEGOTIATE, s.PERFORMER),
        (s.RAISED_BY_PERFORMER, Act.ANOTHER_DATE, s.CUSTOMER),
        (s.REPORTED, Act.NOT_YET, s.CUSTOMER),
    ],
)
def test_a_new_date_lies_after_today_and_a_first_one_may_be_today(
    standing: Standing | None, act: Act, by: Side
) -> None:
    step = next(step for step in steps_open_to(standing, by) if step.act is act)
    first = step.terms is Terms.SET
    said = "Pick today or a later day." if first else "Pick a day after today."
    for ahead, possible in ((-1, False), (0, first), (1, True)):
        given = replace(s.enough(step, s.TUE), due_on=s.TUE + timedelta(days=ahead))
        if possible:
            take(standing, act, by, given, s.TUE)
        else:
            refusal = s.told(standing, act, by, given, s.TUE)
            assert refusal.sentence == said


@pytest.mark.parametrize(
    ("standing", "act", "by", "last_day"),
    [
        (s.ASKED, Act.PROMISE, s.PERFORMER, s.DUE),
        (s.OFFERED, Act.THANK, s.CUSTOMER, s.DUE),
        (s.OFFERED, Act.TAKE_AS_PROMISED, s.SYSTEM, s.DUE),
        (s.COUNTERED, Act.ACCEPT, s.CUSTOMER, s.LATER),
        (s.COUNTERED_BACK, Act.PROMISE, s.PERFORMER, s.LATER_STILL),
        (s.RAISED_BY_PERFORMER, Act.AGREE, s.CUSTOMER, s.LATER),
        (s.NOT_YET, Act.AGREE, s.PERFORMER, s.LATER),
        (s.PROMISED, Act.ON_TRACK, s.PERFORMER, s.DUE),
    ],
)
def test_nothing_is_promised_for_a_day_that_has_passed(
    standing: Standing, act: Act, by: Side, last_day: date
) -> None:
    next_day = last_day + timedelta(days=1)
    assert take(standing, act, by, s.NOTHING, last_day).due_on == last_day
    assert act in [step.act for step in steps_open_to(standing, by, on=last_day)]
    assert "Propose a new one" in s.told(standing, act, by, s.NOTHING, next_day).sentence
    assert act not in [step.act for step in steps_open_to(standing, by, on=next_day)]


def test_a_day_given_where_none_is_asked_is_refused_not_dropped() -> None:
    for act in (Act.PROMISE, Act.DECLINE, Act.CLARIFY):
        given = Given(due_on=s.LATER, words=True, reason=Reason.TOO_MUCH_AT_ONCE)
        allowed = given if act is Act.DECLINE else replace(given, reason=None)
        assert s.told(s.ASKED, act, s.PERFORMER, allowed, s.TUE).sentence == refusals.NOT_ASKED
    on_track = s.told(s.PROMISED, Act.ON_TRACK, s.PERFORMER, Given(what=True), s.TUE)
    assert on_track.sentence == refusals.NOT_ASKED


def test_a_day_that_slipped_can_still_be_renegotiated() -> None:
    late = s.say(s.PROMISED, Act.RENEGOTIATE, s.PERFORMER, s.NEW_DAY, on=s.DAY_AFTER)
    assert (late.state, late.due_on, late.proposed_on) == (State.RENEGOTIATING, s.DUE, s.LATER)
    agreed = s.say(late, Act.AGREE, s.CUSTOMER, on=s.DAY_AFTER)
    assert (agreed.due_on, agreed.rounds) == (s.LATER, 1)


def test_after_its_day_a_new_what_alone_is_not_enough() -> None:
    smaller = Given(what=True, reason=s.WAITING)
    assert s.say(s.PROMISED, Act.RENEGOTIATE, s.PERFORMER, smaller, on=s.DUE).proposed_what
    refusal = s.told(s.PROMISED, Act.RENEGOTIATE, s.PERFORMER, smaller, s.DAY_AFTER)
    assert (refusal.sentence, refusal.need) == (refusals.PICK_A_NEW_DAY, Need.DUE_ON)


@pytest.mark.parametrize(
    ("standing", "act", "by", "said_last"),
    [
        (s.ASKED, Act.COUNTER, s.PERFORMER, s.DUE),
        (s.OFFERED, Act.OBJECT, s.CUSTOMER, s.DUE),
        (s.COUNTERED, Act.COUNTER_BACK, s.CUSTOMER, s.LATER),
        (s.PROMISED, Act.RENEGOTIATE, s.CUSTOMER, s.DUE),
        (s.RAISED_BY_CUSTOMER, Act.ANOTHER_DATE, s.PERFORMER, s.LATER),
    ],
)
def test_a_proposal_that_proposes_nothing_is_refused(
    standing: Standing, act: Act, by: Side, said_last: date
) -> None:
    reason = s.WAITING if act is Act.RENEGOTIATE else None
    same = Given(due_on=said_last, reason=reason)
    assert s.told(standing, act, by, same, s.TUE).sentence == refusals.NOTHING_NEW
    changed = take(standing, act, by, replace(same, what=True), s.TUE)
    assert changed.proposed_what is (act is not Act.OBJECT)


def test_asked_and_promised_the_asked_day_is_the_agreed_one() -> None:
    assert (s.ASKED.state, s.ASKED.due_on, s.ASKED.author) == (State.REQUESTED, s.DUE, s.CUSTOMER)
    assert (s.PROMISED.state, s.PROMISED.due_on, s.PROMISED.rounds) == (State.PROMISED, s.DUE, 0)


def test_accepting_takes_what_was_said_last() -> None:
    accepted = s.say(s.COUNTERED, Act.ACCEPT, s.CUSTOMER)
    assert (accepted.state, accepted.due_on, accepted.proposed_on) == (
        State.PROMISED,
        s.LATER,
        None,
    )
    assert s.say(s.COUNTERED_BACK, Act.PROMISE, s.PERFORMER).due_on == s.LATER_STILL


def test_what_a_counter_leaves_out_stays_as_last_said() -> None:
    what_too = s.say(s.COUNTERED, Act.COUNTER_BACK, s.CUSTOMER, Given(what=True))
    assert (what_too.proposed_on, what_too.proposed_what) == (s.LATER, True)
    day_again = s.say(what_too, Act.COUNTER, s.PERFORMER, Given(due_on=s.LATER_STILL))
    assert (day_again.proposed_on, day_again.proposed_what) == (s.LATER_STILL, True)
    assert day_again.proposed_by is s.PERFORMER


def test_a_no_leaves_the_request_as_it_was_asked() -> None:
    declined = s.say(s.COUNTERED_BACK, Act.DECLINE, s.PERFORMER, Given(reason=Reason.NOT_OURS))
    assert (declined.state, declined.due_on, declined.proposed_on) == (
        State.DECLINED,
        s.DUE,
        None,
    )


def test_an_answered_question_starts_the_reply_clock_again() -> None:
    assert (s.QUESTIONED.state, waits_for(s.QUESTIONED)) == (State.REQUESTED, s.CUSTOMER)
    answered = s.say(s.QUESTIONED, Act.ANSWER, s.CUSTOMER, s.WORDS, on=s.THU)
    assert (answered.question_open, answered.waiting_since) == (False, s.THU)
    assert waits_for(answered) is s.PERFORMER
    assert s.say(answered, Act.CLARIFY, s.PERFORMER, s.WORDS).question_open


def test_a_yes_need_not_wait_for_the_answer() -> None:
    promised = s.say(s.QUESTIONED, Act.PROMISE, s.PERFORMER)
    assert (promised.state, promised.question_open) == (State.PROMISED, False)


def test_thanks_make_a_promise_of_an_offer() -> None:
    assert (s.OFFERED.offered, waits_for(s.OFFERED)) == (True, s.CUSTOMER)
    promised = s.say(s.OFFERED, Act.THANK, s.CUSTOMER)
    assert (promised.state, promised.due_on, promised.offered) == (State.PROMISED, s.DUE, False)


def test_not_quite_makes_a_request_of_an_offer() -> None:
    changed = s.say(s.OFFERED, Act.OBJECT, s.CUSTOMER, s.ANOTHER_DAY, on=s.TUE)
    assert (changed.state, changed.offered, changed.due_on) == (State.REQUESTED, False, s.LATER)
    assert (waits_for(changed), changed.waiting_since) == (s.PERFORMER, s.TUE)
    only_what = s.say(s.OFFERED, Act.OBJECT, s.CUSTOMER, Given(what=True))
    assert only_what.due_on == s.DUE


def test_a_draft_is_its_authors_and_becomes_what_its_author_is() -> None:
    asked = s.say(s.LEADERS_DRAFT, Act.SEND_DRAFT, s.CUSTOMER, s.TERMS, on=s.TUE)
    assert asked == replace(s.ASKED, waiting_since=s.TUE)
    offered = s.say(s.HR_DRAFT, Act.SEND_DRAFT, s.PERFORMER, s.TERMS)
    assert offered == s.OFFERED
    theirs = s.told(s.HR_DRAFT, Act.SEND_DRAFT, s.CUSTOMER, s.TERMS, s.MON)
    assert theirs.sentence == "Only the person who wrote this draft can do this."


def test_a_draft_can_lose_its_day_again() -> None:
    assert s.say(s.LEADERS_DRAFT, Act.SAVE_DRAFT, s.CUSTOMER, Given(what=True)).due_on is None


@pytest.mark.parametrize(
    ("standing", "act", "by"),
    [
        (None, Act.ASK, s.CUSTOMER),
        (None, Act.OFFER, s.PERFORMER),
        (None, Act.SAVE_DRAFT, s.PERFORMER),
        (s.ASKED, Act.COUNTER, s.PERFORMER),
        (s.PROMISED, Act.RENEGOTIATE, s.PERFORMER),
        (s.PROMISED, Act.AT_RISK, s.PERFORMER),
    ],
)
def test_a_day_more_than_ten_years_away_is_asked_about(
    standing: Standing | None, act: Act, by: Side
) -> None:
    given = Given(what=True, words=True, reason=s.WAITING if act is Act.RENEGOTIATE else None)
    nearest = s.MON + refusals.FARTHEST
    s.say(standing, act, by, replace(given, what=act is not Act.AT_RISK, due_on=nearest))
    too_far = replace(given, what=act is not Act.AT_RISK, due_on=nearest + timedelta(days=1))
    refusal = s.told(standing, act, by, too_far, s.MON)
    assert (refusal.sentence, refusal.need) == (refusals.TOO_FAR, Need.DUE_ON)


def test_a_draft_may_lie_past_its_day_but_is_not_sent_with_it() -> None:
    kept = s.say(s.LEADERS_DRAFT, Act.SAVE_DRAFT, s.CUSTOMER, Given(what=True), on=s.DAY_AFTER)
    assert kept.state is State.DRAFT
    refusal = s.told(s.LEADERS_DRAFT, Act.SEND_DRAFT, s.CUSTOMER, s.TERMS, s.DAY_AFTER)
    assert (refusal.sentence, refusal.need) == (refusals.NOT_BEFORE_TODAY, Need.DUE_ON)


def test_a_discarded_draft_was_never_sent() -> None:
    discarded = s.say(s.HR_DRAFT, Act.DISCARD_DRAFT, s.PERFORMER)
    assert (discarded.state, discarded.sent) == (State.WITHDRAWN, False)
    assert not s.HR_DRAFT.sent
    assert s.WITHDRAWN.sent and s.ASKED.sent and s.OFFERED.sent


def test_agreeing_is_the_only_way_to_a_new_day() -> None:
    assert s.RAISED_BY_PERFORMER.due_on == s.DUE
    agreed = s.say(s.RAISED_BY_PERFORMER, Act.AGREE, s.CUSTOMER)
    assert (agreed.state, agreed.due_on, agreed.rounds) == (State.PROMISED, s.LATER, 1)
    kept = s.say(s.RAISED_BY_PERFORMER, Act.DONT_AGREE, s.CUSTOMER)
    assert kept == s.PROMISED


def test_another_date_keeps_the_round_open_and_turns_the_question_round() -> None:
    third = Given(due_on=s.LATER_STILL)
    turned = s.say(s.RAISED_BY_PERFORMER, Act.ANOTHER_DATE, s.CUSTOMER, third, on=s.WED)
    assert (turned.state, turned.due_on) == (State.RENEGOTIATING, s.DUE)
    assert (turned.proposed_on, turned.proposed_by) == (s.LATER_STILL, s.CUSTOMER)
    assert (turned.raised_on, turned.waiting_since) == (s.MON, s.WED)
    refusal = s.told(turned, Act.AGREE, s.CUSTOMER, s.NOTHING, s.WED)
    assert refusal.sentence == "The proposal is yours, so the answer is the other person's."
    assert s.say(turned, Act.AGREE, s.PERFORMER).due_on == s.LATER_STILL


@pytest.mark.parametrize("answer", [Act.AGREE, Act.DONT_AGREE])
def test_who_raises_a_renegotiation_makes_no_difference(answer: Act) -> None:
    to_customer = s.say(s.RAISED_BY_PERFORMER, answer, s.CUSTOMER)
    to_performer = s.say(s.RAISED_BY_CUSTOMER, answer, s.PERFORMER)
    assert to_customer == to_performer
    mirrored = replace(s.RAISED_BY_CUSTOMER, proposed_by=s.PERFORMER)
    assert mirrored == s.RAISED_BY_PERFORMER


def test_the_flag_comes_from_either_side_and_moves_no_date() -> None:
    from_customer = s.say(s.PROMISED, Act.AT_RISK, s.CUSTOMER, Given(words=True, due_on=s.LATER))
    assert from_customer == s.AT_RISK
    assert (s.AT_RISK.at_risk, s.AT_RISK.guessed_on, s.AT_RISK.due_on) == (True, s.LATER, s.DUE)


@pytest.mark.parametrize(
    ("act", "by", "given", "still_at_risk"),
    [
        (Act.ON_TRACK, s.PERFORMER, s.NOTHING, False),
        (Act.REPORT_DONE, s.PERFORMER, s.NOTHING, False),
        (Act.TAKE_BACK, s.PERFORMER, Given(reason=s.WAITING), False),
        (Act.RENEGOTIATE, s.PERFORMER, s.NEW_DAY, True),
    ],
)
def test_the_flag_goes_when_the_danger_does(
    act: Act, by: Side, given: Given, still_at_risk: bool
) -> None:
    after = s.say(s.AT_RISK, act, by, given)
    assert after.at_risk is still_at_risk
    assert (after.guessed_on is not None) is still_at_risk


def test_a_new_agreed_day_lowers_the_flag_and_the_old_one_keeps_it() -> None:
    raised = s.say(s.AT_RISK, Act.RENEGOTIATE, s.PERFORMER, s.NEW_DAY)
    assert not s.say(raised, Act.AGREE, s.CUSTOMER).at_risk
    assert s.say(raised, Act.DONT_AGREE, s.CUSTOMER) == s.AT_RISK


def test_not_yet_asks_for_a_day_that_the_performer_answers() -> None:
    assert (s.NOT_YET.state, s.NOT_YET.due_on) == (State.PROMISED, s.DUE)
    assert (s.NOT_YET.proposed_on, waits_for(s.NOT_YET)) == (s.LATER, s.PERFORMER)
    agreed = s.say(s.NOT_YET, Act.AGREE, s.PERFORMER)
    assert (agreed.due_on, agreed.rounds, waits_for(agreed)) == (s.LATER, 1, None)
    assert s.say(s.NOT_YET, Act.DONT_AGREE, s.PERFORMER) == s.PROMISED
    another = s.say(s.NOT_YET, Act.ANOTHER_DATE, s.PERFORMER, Given(due_on=s.LATER_STILL))
    assert (another.state, another.proposed_by) == (State.RENEGOTIATING, s.PERFORMER)


@pytest.mark.parametrize("day", [None, s.DUE])
def test_not_yet_before_the_day_may_leave_the_day(day: date | None) -> None:
    given = Given(words=True, due_on=day)
    assert s.say(s.REPORTED, Act.NOT_YET, s.CUSTOMER, given, on=s.TUE) == s.PROMISED


def test_not_yet_after_the_day_asks_for_a_new_one() -> None:
    assert s.say(s.REPORTED, Act.NOT_YET, s.CUSTOMER, s.WORDS, on=s.DUE) == s.PROMISED
    refusal = s.told(s.REPORTED, Act.NOT_YET, s.CUSTOMER, s.WORDS, s.DAY_AFTER)
    assert (refusal.sentence, refusal.need) == (refusals.PICK_A_NEW_DAY, Need.DUE_ON)


def test_thanks_and_silence_both_close_the_loop_and_are_told_apart() -> None:
    by_silence = s.say(s.REPORTED, Act.TAKE_AS_DONE, s.SYSTEM)
    assert s.KEPT.state is by_silence.state is State.SATISFIED
    assert (s.KEPT.by_silence, by_silence.by_silence) == (False, True)


@pytest.mark.parametrize(
    ("standing", "waits"),
    [
        (s.HR_DRAFT, None),
        (s.ASKED, s.PERFORMER),
        (s.QUESTIONED, s.CUSTOMER),
        (s.OFFERED, s.CUSTOMER),
        (s.COUNTERED, s.CUSTOMER),
        (s.COUNTERED_BACK, s.PERFORMER),
        (s.PROMISED, None),
        (s.NOT_YET, s.PERFORMER),
        (s.RAISED_BY_PERFORMER, s.CUSTOMER),
        (s.RAISED_BY_CUSTOMER, s.PERFORMER),
        (s.REPORTED, s.CUSTOMER),
        (s.KEPT, None),
    ],
)
def test_today_knows_whose_answer_is_awaited(standing: Standing, waits: Side | None) -> None:
    assert waits_for(standing) is waits
    assert (standing.waiting_since is None) is (waits is None)


def test_a_word_beside_the_matter_does_not_make_the_wait_younger() -> None:
    flagged = s.say(s.NOT_YET, Act.AT_RISK, s.PERFORMER, Given(words=True, due_on=s.LATER), s.THU)
    assert flagged.waiting_since == s.MON
