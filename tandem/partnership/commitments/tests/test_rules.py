"""The protocol against the domain reference, and what each side may say where."""

import re
from dataclasses import replace
from itertools import product

import pytest

from tandem.partnership.commitments import refusals
from tandem.partnership.commitments.reasons import MISS_REASONS, REASONS, WORDING
from tandem.partnership.commitments.rules import (
    ENDS,
    TABLE,
    Act,
    Given,
    Need,
    Reason,
    Side,
    Standing,
    State,
    steps_open_to,
    take,
    waits_for,
)
from tandem.partnership.commitments.tests import stories as s
from tandem.partnership.commitments.tests.telling import november, standing_of

# The rows of the domain reference in scope, copied by hand: from, act, by, to.
DOMAIN = """
    -                      | ask              | customer  | requested
    -                      | offer            | performer | requested
    requested              | thank            | customer  | promised
    requested              | take_as_promised | system    | promised
    requested              | promise          | performer | promised
    requested              | counter          | performer | countered_by_performer
    requested              | decline          | performer | declined
    requested              | clarify          | performer | requested
    requested              | withdraw         | customer  | withdrawn
    requested              | lapse            | system    | lapsed
    countered_by_performer | accept           | customer  | promised
    countered_by_performer | counter_back     | customer  | countered_by_customer
    countered_by_performer | no_thanks        | customer  | withdrawn
    countered_by_customer  | promise          | performer | promised
    countered_by_customer  | counter          | performer | countered_by_performer
    countered_by_customer  | decline          | performer | declined
    promised               | at_risk          | either    | promised
    promised               | renegotiate      | either    | renegotiating
    renegotiating          | agree            | other     | promised
    renegotiating          | dont_agree       | either    | promised
    promised               | report_done      | performer | reported_done
    reported_done          | thank            | customer  | satisfied
    reported_done          | not_yet          | customer  | promised
    reported_done          | take_as_done     | system    | satisfied
    promised               | release          | customer  | cancelled_by_customer
    promised               | take_back        | performer | revoked_by_performer
    promised               | replace          | either    | promised
    promised               | agree            | other     | superseded
    satisfied              | reopen           | customer  | requested
    satisfied              | reopen           | performer | promised
    declined               | reopen           | customer  | requested
    declined               | reopen           | performer | requested
    withdrawn              | reopen           | customer  | requested
    withdrawn              | reopen           | performer | requested
    cancelled_by_customer  | reopen           | customer  | requested
    cancelled_by_customer  | reopen           | performer | requested
    revoked_by_performer   | reopen           | customer  | requested
    revoked_by_performer   | reopen           | performer | promised
    lapsed                 | reopen           | customer  | requested
    lapsed                 | reopen           | performer | requested
    superseded             | reopen           | customer  | requested
    superseded             | reopen           | performer | requested
"""
# What later decisions added: drafts, lapsing counters, on track, the answer to a question, the
# replies to an offer, a third date, the reply to the day a "not yet" asks for, and what need not
# wait for the answer to a proposed day: either may let go of it. Then the play-back of an important
# request, the answers to a replacement, handing over, and the mark both agree to.
DECIDED = """
    -                      | save_draft       | either    | draft
    draft                  | save_draft       | author    | draft
    draft                  | send_draft       | author    | requested
    draft                  | discard_draft    | author    | withdrawn
    requested              | answer           | customer  | requested
    requested              | object           | customer  | requested
    requested              | no_thanks        | customer  | withdrawn
    requested              | withdraw         | performer | withdrawn
    countered_by_performer | lapse            | system    | lapsed
    countered_by_customer  | lapse            | system    | lapsed
    promised               | on_track         | performer | promised
    promised               | agree            | other     | promised
    promised               | another_date     | other     | renegotiating
    promised               | dont_agree       | other     | promised
    renegotiating          | another_date     | other     | renegotiating
    renegotiating          | report_done      | performer | reported_done
    renegotiating          | release          | customer  | cancelled_by_customer
    renegotiating          | take_back        | performer | revoked_by_performer
    requested              | let_go           | system    | superseded
    countered_by_performer | let_go           | system    | superseded
    countered_by_customer  | let_go           | system    | superseded
    promised               | let_go           | system    | superseded
    renegotiating          | let_go           | system    | superseded
    reported_done          | let_go           | system    | superseded
    requested              | play_back        | performer | requested
    requested              | confirm          | customer  | requested
    requested              | correct          | customer  | requested
    -                      | begin_instead    | system    | promised
    -                      | ask_instead      | system    | requested
    promised               | dont_agree       | either    | promised
    promised               | hand_over        | either    | promised
    promised               | agree            | other     | promised
    promised               | dont_agree       | either    | promised
    promised               | pass_on          | system    | superseded
    renegotiating          | pass_on          | system    | superseded
    promised               | outside_hands    | either    | promised
    promised               | agree            | other     | promised
    promised               | dont_agree       | either    | promised
    satisfied              | outside_hands    | either    | satisfied
    satisfied              | agree            | other     | satisfied
    satisfied              | dont_agree       | either    | satisfied
    revoked_by_performer   | outside_hands    | either    | revoked_by_performer
    revoked_by_performer   | agree            | other     | revoked_by_performer
    revoked_by_performer   | dont_agree       | either    | revoked_by_performer
    promised               | say_why          | performer | promised
    renegotiating          | say_why          | performer | renegotiating
    reported_done          | say_why          | performer | reported_done
    satisfied              | say_why          | performer | satisfied
"""

# Who may say what, in every place a promise can stand: performer, customer, and time.
SPEAKERS = (Side.PERFORMER, Side.CUSTOMER, Side.SYSTEM)
ENDING = "replace hand_over outside_hands"
BEGUN = "at_risk on_track report_done take_back"
MINE = f"{BEGUN} renegotiate {ENDING}"
THEIRS = f"at_risk release renegotiate {ENDING}"
ANSWERS = "agree dont_agree"
MAY_SAY: dict[str, tuple[Standing | None, str, str, str]] = {
    "nothing yet": (None, "save_draft offer", "save_draft ask", "begin_instead ask_instead"),
    "the performer's draft": (s.HR_DRAFT, "save_draft send_draft discard_draft", "", ""),
    "the customer's draft": (s.LEADERS_DRAFT, "", "save_draft send_draft discard_draft", ""),
    "asked": (s.ASKED, "promise counter decline clarify", "withdraw", "lapse let_go"),
    "a question is open": (s.QUESTIONED, "promise counter decline", "answer withdraw", "let_go"),
    "important": (s.IMPORTANT, "play_back clarify", "withdraw", "lapse let_go"),
    "played back": (s.PLAYED_BACK, "decline", "confirm correct withdraw", "let_go"),
    "heard": (s.CONFIRMED, "promise counter decline clarify", "withdraw", "lapse let_go"),
    "offered": (s.OFFERED, "withdraw", "thank object no_thanks", "take_as_promised lapse let_go"),
    "countered": (s.COUNTERED, "", "accept counter_back no_thanks", "lapse let_go"),
    "countered back": (s.COUNTERED_BACK, "promise counter decline", "", "lapse let_go"),
    "promised": (s.PROMISED, MINE, THEIRS, "pass_on let_go"),
    "at risk": (s.AT_RISK, MINE, THEIRS, "pass_on let_go"),
    "not yet, by a new day": (
        s.NOT_YET,
        f"{BEGUN} renegotiate agree another_date dont_agree",
        "at_risk renegotiate release",
        "pass_on let_go",
    ),
    "to be replaced": (
        s.REPLACING,
        f"{BEGUN} dont_agree",
        f"at_risk release {ANSWERS}",
        "pass_on let_go",
    ),
    "to be handed over": (
        s.HANDING_OVER,
        f"{BEGUN} {ANSWERS}",
        "at_risk release dont_agree",
        "pass_on let_go",
    ),
    "marked": (s.MARKED, f"{BEGUN} dont_agree", f"at_risk release {ANSWERS}", "pass_on let_go"),
    "outside our hands": (
        s.OUTSIDE,
        f"{BEGUN} renegotiate replace hand_over",
        "at_risk release renegotiate replace hand_over",
        "pass_on let_go",
    ),
    "raised by the performer": (
        s.RAISED_BY_PERFORMER,
        "dont_agree report_done take_back",
        "agree another_date dont_agree release",
        "pass_on let_go",
    ),
    "raised by the customer": (
        s.RAISED_BY_CUSTOMER,
        "agree another_date dont_agree report_done take_back",
        "dont_agree release",
        "pass_on let_go",
    ),
    "reported done": (s.REPORTED, "", "thank not_yet", "take_as_done let_go"),
    "kept": (s.KEPT, "reopen outside_hands", "reopen outside_hands", ""),
    "kept, and marked": (s.KEPT_AND_MARKED, f"reopen {ANSWERS}", "reopen dont_agree", ""),
    "declined": (s.DECLINED, "reopen", "reopen", ""),
    "withdrawn": (s.WITHDRAWN, "reopen", "reopen", ""),
    "a draft thrown away": (s.say(s.HR_DRAFT, Act.DISCARD_DRAFT, s.PERFORMER), "", "", ""),
    "released": (s.RELEASED, "reopen", "reopen", ""),
    "taken back": (s.TAKEN_BACK, "reopen outside_hands", "reopen outside_hands", ""),
    "lapsed": (s.LAPSED, "reopen", "reopen", ""),
    "replaced": (s.REPLACED, "reopen", "reopen", ""),
}
PLACES = pytest.mark.parametrize(
    ("standing", "performer", "customer", "time"), MAY_SAY.values(), ids=MAY_SAY.keys()
)

# Generous forms: whatever a step may need, one of them brings it.
FORMS = [
    Given(),
    Given(words=True),
    Given(what=True, due_on=s.LATER_STILL),
    Given(due_on=s.LATER_STILL, words=True),
    *(Given(reason=reason, words=True) for reason in Reason),
    *(Given(due_on=s.LATER_STILL, reason=reason) for reason in Reason),
]


def rows(picture: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in picture.split("\n")[1:-1]]


def test_the_table_has_every_row_of_the_domain_reference_and_those_decided_since() -> None:
    table = [tuple(map(str, (step.at or "-", step.act, step.by, step.to))) for step in TABLE]
    assert sorted(table) == sorted(rows(DOMAIN) + rows(DECIDED))


@PLACES
def test_each_side_may_say_what_it_may_and_nothing_else(
    standing: Standing | None, performer: str, customer: str, time: str
) -> None:
    for side, acts in zip(SPEAKERS, (performer, customer, time), strict=True):
        steps = steps_open_to(standing, side, on=s.TUE)
        assert sorted(step.act for step in steps) == sorted(acts.split())
        for step in steps:
            after = take(standing, step.act, side, s.enough(step, s.FAR), s.TUE)
            assert after.state is step.to
        assert len({step.act for step in steps}) == len(steps)  # a word says one thing


@PLACES
def test_all_that_is_not_in_the_table_is_refused_however_full_the_form(
    standing: Standing | None, performer: str, customer: str, time: str
) -> None:
    may = {
        *product([Side.PERFORMER], performer.split()),
        *product([Side.CUSTOMER], customer.split()),
        *product([Side.SYSTEM], time.split()),
        (Side.PERFORMER, Act.SAY_WHY),  # what decides is the day: below
    }
    for side, act, form in product(Side, Act, FORMS):
        if (side, act) not in may:
            assert s.told(standing, act, side, form, s.TUE).sentence in {
                refusals.MOVED_ON,
                refusals.CLOSED,
                *refusals.NOT_YOURS.values(),
            }


def test_a_step_lacking_what_it_needs_is_refused_and_names_the_field() -> None:
    seen = set()
    for standing, *_ in MAY_SAY.values():
        for side in (Side.PERFORMER, Side.CUSTOMER):
            for step in steps_open_to(standing, side):
                for need in step.needs:
                    lacking = without(need, s.enough(step, s.FAR))
                    assert s.told(standing, step.act, side, lacking, s.TUE).need is need
                    seen.add(need)
    assert seen == {
        Need.WHAT, Need.DUE_ON, Need.CHANGE, Need.GUESS_ON, Need.REASON, Need.WORDS, Need.PERSON,
    }  # fmt: skip


def without(need: Need, given: Given) -> Given:
    match need:
        case Need.DUE_ON | Need.GUESS_ON | Need.CHANGE:
            return replace(given, due_on=None)
        case Need.WHAT:
            return replace(given, what=False)
        case Need.REASON:
            return replace(given, reason=None)
        case Need.PERSON:
            return replace(given, person=False)
        case _:
            return replace(given, words=False)


def test_only_the_performer_comes_to_promise() -> None:
    """Every way into promised is the performer's word, or the answer to the performer's own."""
    for step in TABLE:
        if step.to is State.PROMISED and step.at not in (State.PROMISED, State.RENEGOTIATING):
            if step.act is Act.BEGIN_INSTEAD:
                continue  # what both agreed to, each with a tap of their own
            answers_the_performer = step.act in (
                Act.THANK,  # to an offer
                Act.TAKE_AS_PROMISED,  # of an offer
                Act.ACCEPT,  # of a counter
                Act.NOT_YET,  # back to what was promised
            )
            assert step.by is Side.PERFORMER or answers_the_performer


@pytest.mark.parametrize("side", [Side.CUSTOMER, Side.SYSTEM, Side.EITHER, Side.OTHER])
def test_nobody_can_promise_for_the_performer(side: Side) -> None:
    refusal = s.told(s.ASKED, Act.PROMISE, side, s.NOTHING, s.TUE)
    assert refusal.sentence == "Only the person who would do it can say this."


def test_what_has_ended_stays_ended_and_says_so() -> None:
    ends = [standing for standing, *_ in MAY_SAY.values() if standing and standing.state in ENDS]
    assert {standing.state for standing in ends} == ENDS
    for standing in ends:
        assert waits_for(standing) is None or standing == s.KEPT_AND_MARKED
        assert s.told(standing, Act.RENEGOTIATE, s.CUSTOMER, s.NEW_DAY, s.TUE).sentence == (
            "This is closed. Ask again if it is still needed."
        )


def test_no_renegotiation_no_refusal_and_no_letting_go_without_a_reason() -> None:
    asking = {step.act for step in TABLE if Need.REASON in step.needs}
    assert asking == set(REASONS)
    assert asking == {Act.DECLINE, Act.RENEGOTIATE, Act.RELEASE, Act.TAKE_BACK, Act.SAY_WHY}


@pytest.mark.parametrize(
    ("line", "day", "refusal"),
    [
        ("ask 2 for 13; promise 2", 13, refusals.IN_TIME),
        ("ask 2 for 13; promise 2", 14, None),
        ("ask 2 for 13; promise 2; renegotiate 12 for 20", 14, None),
        ("ask 2 for 13; promise 2; report 13", 16, refusals.MOVED_ON),
        ("ask 2 for 13; promise 2; report 16", 16, None),
        ("ask 2 for 13; promise 2; report 16; thank 17", 17, None),
        ("ask 2 for 13; promise 2; report 16; thank 17", 47, None),
        ("ask 2 for 13; promise 2; report 16; thank 17", 48, refusals.ENDED_LONG_AGO),
        ("ask 2 for 13; promise 2; report 13; thank 17", 17, refusals.CLOSED),
        ("ask 2 for 13; promise 2; report 16; not_yet 17 for 20; report 19", 19, None),
        ("ask 2 for 13; promise 2; take_back 16", 17, refusals.CLOSED),
        ("ask 2 for 13", 14, refusals.MOVED_ON),
    ],
)
def test_what_got_in_the_way_may_be_said_once_it_slipped_and_changes_nothing_else(
    line: str, day: int, refusal: str | None
) -> None:
    before, forgot = standing_of(line), Given(reason=Reason.FORGOT)
    if refusal:
        said = s.told(before, Act.SAY_WHY, s.PERFORMER, forgot, november(day))
        assert said.sentence == refusal
        return
    assert take(before, Act.SAY_WHY, s.PERFORMER, forgot, november(day)) == before
    assert s.told(before, Act.SAY_WHY, s.CUSTOMER, forgot, november(day)).sentence == (
        "Only the person who would do it can say this."
    )


def test_causes_come_before_people() -> None:
    assert [WORDING[reason] for reason in MISS_REASONS[:5]] == [
        "It was not clear what was asked",
        "Waiting for a decision",
        "Waiting for someone",
        "Information is missing",
        "The business changed its priorities",
    ]
    assert MISS_REASONS[-1] is Reason.FORGOT
    assert all(len(reasons) == len(set(reasons)) <= 9 for reasons in REASONS.values())


def test_a_reason_from_another_list_is_refused() -> None:
    forgot = Given(reason=Reason.FORGOT)
    assert s.told(s.ASKED, Act.DECLINE, s.PERFORMER, forgot, s.TUE).need is Need.REASON
    assert s.told(s.ASKED, Act.PROMISE, s.PERFORMER, forgot, s.TUE).need is Need.REASON


def test_every_reason_is_on_a_list_and_has_its_words() -> None:
    assert {reason for reasons in REASONS.values() for reason in reasons} == set(Reason)
    assert set(WORDING) == set(Reason)


def test_yes_if_and_no_stand_beside_yes() -> None:
    assert [step.says for step in steps_open_to(s.ASKED, Side.PERFORMER)] == [
        "Yes, I will",
        "Yes, if / by …",
        "No, because …",
        "Ask to clarify",
    ]


def test_what_people_read_is_plain() -> None:
    sentences = [text for text in vars(refusals).values() if isinstance(text, str) and " " in text]
    words = [
        *(step.says for step in TABLE),
        *WORDING.values(),
        *refusals.NOT_YOURS.values(),
        *refusals.MISSING.values(),
        *(text for text in sentences if text != refusals.__doc__),
    ]
    assert len(words) > 70
    for text in words:
        assert not re.search(r"overdue|fail|violat|complian|blame|monitor|!", text, re.IGNORECASE)
        assert text == text.strip() and text[0].isupper()
