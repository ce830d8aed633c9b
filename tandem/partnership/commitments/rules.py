"""The promise protocol: who may say what, where it leads, what the form asks.

`TABLE` is the protocol, to be read beside the state machine of the domain reference; what comes
after it only looks things up. Values in, decision out: no query, no clock, no request. What
becomes of a promise nobody answers is in `timers`; here it is a step the system takes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tandem.partnership.commitments.reasons import REASONS
from tandem.partnership.commitments.refusals import (
    NOT_YOURS,
    NotPossible,
    check,
    not_open,
    too_late_for,
)
from tandem.partnership.commitments.standing import (
    ENDS,
    Act,
    Given,
    Heard,
    Need,
    Proposal,
    Reason,
    Side,
    Standing,
    State,
    Terms,
    day_in_question,
    other,
    waits_for,
)
from tandem.partnership.commitments.steps import (
    Step,
    answer_is_due,
    asked,
    change_open,
    hand_over_open,
    heard_out,
    is_the_word_of,
    mark_open,
    may_be_marked,
    not_reported_in_time,
    nothing_but_a_change_open,
    nothing_open,
    offered,
    played_back,
    replacement_open,
    stands_at,
    to_be_played_back,
    understood,
    was_sent,
    with_question,
    without_question,
)

__all__ = [
    "ENDS", "REASONS", "TABLE", "Act", "Given", "Need", "NotPossible", "Reason", "Side",
    "Standing", "State", "Step", "Terms", "day_in_question", "other", "steps_open_to", "take",
    "waits_for",
]  # fmt: skip


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


OPENS = {
    Act.REPLACE: Proposal.REPLACE,
    Act.HAND_OVER: Proposal.HAND_OVER,
    Act.OUTSIDE_HANDS: Proposal.OUTSIDE,
}
FURTHER = (Need.DONE_MEANS, Need.WHY, Need.HELPERS, Need.SIZE)
OWN_ENDS = (State.SATISFIED, State.REVOKED_BY_PERFORMER)
BESIDE = (Act.AT_RISK, Act.ON_TRACK, Act.SAY_WHY)  # words beside the matter: no answer to it


# fmt: off
# Kept by hand, because it is read by rows: from, act, by, to, button, terms; then what it needs.
TABLE: tuple[Step, ...] = (
    # Nothing yet, or a draft. A draft is its author's alone: nobody else learns of it, and a
    # discarded one ends as withdrawn with `sent` false, so that it stays unseen.
    Step(None, Act.SAVE_DRAFT, Side.EITHER, State.DRAFT, _("Keep as a draft"), Terms.SET,
         needs=(Need.WHAT,), may=(Need.DUE_ON, *FURTHER, Need.IMPORTANT, Need.CONFIDENCE)),
    Step(None, Act.ASK, Side.CUSTOMER, State.REQUESTED, _("Could you …?"), Terms.SET,
         needs=(Need.WHAT, Need.DUE_ON), may=(*FURTHER, Need.IMPORTANT)),
    Step(None, Act.OFFER, Side.PERFORMER, State.REQUESTED, _("I’ll …"), Terms.SET,
         needs=(Need.WHAT, Need.DUE_ON), may=(*FURTHER, Need.CONFIDENCE)),
    Step(None, Act.BEGIN_INSTEAD, Side.SYSTEM, State.PROMISED,
         _("Both agreed to it in another’s place"), Terms.SET, needs=(Need.WHAT, Need.DUE_ON)),
    Step(None, Act.ASK_INSTEAD, Side.SYSTEM, State.REQUESTED,
         _("Both ask somebody else to do it"), Terms.SET, needs=(Need.WHAT, Need.DUE_ON)),
    Step(State.DRAFT, Act.SAVE_DRAFT, Side.AUTHOR, State.DRAFT, _("Keep as a draft"), Terms.SET,
         needs=(Need.WHAT,), may=(Need.DUE_ON, *FURTHER, Need.IMPORTANT, Need.CONFIDENCE)),
    Step(State.DRAFT, Act.SEND_DRAFT, Side.AUTHOR, State.REQUESTED, _("Send"), Terms.SET,
         needs=(Need.WHAT, Need.DUE_ON), may=(*FURTHER, Need.IMPORTANT, Need.CONFIDENCE)),
    Step(State.DRAFT, Act.DISCARD_DRAFT, Side.AUTHOR, State.WITHDRAWN, _("Discard"), Terms.DROP),
    # Requested by the customer. An important request is played back first: the performer writes
    # what they heard, the customer says "that’s it" or corrects; the reply clock stands still
    # while it is the customer's word, as with an open question.
    Step(State.REQUESTED, Act.PLAY_BACK, Side.PERFORMER, State.REQUESTED, _("What I heard …"),
         needs=(Need.WORDS,), only=to_be_played_back),
    Step(State.REQUESTED, Act.CONFIRM, Side.CUSTOMER, State.REQUESTED, _("Yes, that’s it"),
         may=(Need.WORDS,), only=played_back),
    Step(State.REQUESTED, Act.CORRECT, Side.CUSTOMER, State.REQUESTED, _("Not quite: …"),
         needs=(Need.WORDS,), only=played_back),
    # An open question stops the reply clock; its answer starts the clock again from the
    # beginning, which is why answering is an act. The performer may say yes or no without
    # waiting for the answer.
    Step(State.REQUESTED, Act.PROMISE, Side.PERFORMER, State.PROMISED, _("Yes, I will"),
         Terms.TAKE, may=(Need.CONFIDENCE,), only=understood),
    Step(State.REQUESTED, Act.COUNTER, Side.PERFORMER, State.COUNTERED_BY_PERFORMER,
         _("Yes, if / by …"), Terms.PROPOSE, needs=(Need.CHANGE,),
         may=(Need.WORDS, Need.CONFIDENCE), only=understood),
    Step(State.REQUESTED, Act.DECLINE, Side.PERFORMER, State.DECLINED, _("No, because …"),
         Terms.DROP, needs=(Need.REASON,), may=(Need.WORDS,), only=heard_out),
    Step(State.REQUESTED, Act.CLARIFY, Side.PERFORMER, State.REQUESTED, _("Ask to clarify"),
         needs=(Need.WORDS,), only=without_question),
    Step(State.REQUESTED, Act.ANSWER, Side.CUSTOMER, State.REQUESTED, _("Answer"),
         needs=(Need.WORDS,), only=with_question),
    Step(State.REQUESTED, Act.WITHDRAW, Side.CUSTOMER, State.WITHDRAWN, _("Withdraw"),
         Terms.DROP, may=(Need.WORDS,), only=asked),
    # Requested, but it is the performer's offer that stands. "Not quite" makes a request of it,
    # which the performer then answers like any other: nobody is bound by the other's wording.
    # "No thanks" ends it as withdrawn, as after a counter: nothing was promised yet, and
    # declined is the performer's own no, which is counted as such.
    Step(State.REQUESTED, Act.THANK, Side.CUSTOMER, State.PROMISED, _("Thanks, yes"),
         Terms.TAKE, may=(Need.WORDS,), only=offered),
    Step(State.REQUESTED, Act.OBJECT, Side.CUSTOMER, State.REQUESTED, _("Not quite, …"),
         Terms.SET, needs=(Need.CHANGE,), may=(Need.WORDS,), only=offered),
    Step(State.REQUESTED, Act.NO_THANKS, Side.CUSTOMER, State.WITHDRAWN, _("No thanks"),
         Terms.DROP, may=(Need.WORDS,), only=offered),
    Step(State.REQUESTED, Act.WITHDRAW, Side.PERFORMER, State.WITHDRAWN, _("Withdraw"),
         Terms.DROP, may=(Need.WORDS,), only=offered),
    Step(State.REQUESTED, Act.TAKE_AS_PROMISED, Side.SYSTEM, State.PROMISED,
         _("The days to object are over"), Terms.TAKE, only=offered),
    Step(State.REQUESTED, Act.LAPSE, Side.SYSTEM, State.LAPSED,
         _("The days to answer are over"), Terms.DROP, only=answer_is_due),
    # Countered: the word goes back and forth. What a counter leaves out stays as last said.
    Step(State.COUNTERED_BY_PERFORMER, Act.ACCEPT, Side.CUSTOMER, State.PROMISED, _("Accept"),
         Terms.TAKE, may=(Need.WORDS,)),
    Step(State.COUNTERED_BY_PERFORMER, Act.COUNTER_BACK, Side.CUSTOMER,
         State.COUNTERED_BY_CUSTOMER, _("Counter back"), Terms.PROPOSE,
         needs=(Need.CHANGE,), may=(Need.WORDS,)),
    Step(State.COUNTERED_BY_PERFORMER, Act.NO_THANKS, Side.CUSTOMER, State.WITHDRAWN,
         _("No thanks"), Terms.DROP, may=(Need.WORDS,)),
    Step(State.COUNTERED_BY_PERFORMER, Act.LAPSE, Side.SYSTEM, State.LAPSED,
         _("The days to answer are over"), Terms.DROP),
    Step(State.COUNTERED_BY_CUSTOMER, Act.PROMISE, Side.PERFORMER, State.PROMISED,
         _("Yes, I will"), Terms.TAKE, may=(Need.CONFIDENCE,)),
    Step(State.COUNTERED_BY_CUSTOMER, Act.COUNTER, Side.PERFORMER, State.COUNTERED_BY_PERFORMER,
         _("Yes, if / by …"), Terms.PROPOSE, needs=(Need.CHANGE,),
         may=(Need.WORDS, Need.CONFIDENCE)),
    Step(State.COUNTERED_BY_CUSTOMER, Act.DECLINE, Side.PERFORMER, State.DECLINED,
         _("No, because …"), Terms.DROP, needs=(Need.REASON,), may=(Need.WORDS,)),
    Step(State.COUNTERED_BY_CUSTOMER, Act.LAPSE, Side.SYSTEM, State.LAPSED,
         _("The days to answer are over"), Terms.DROP),
    # Promised. "On track" is an event without a change of state, and it lowers the flag: a flag
    # beside it would say the opposite. The early word itself stays in the record and counts.
    Step(State.PROMISED, Act.AT_RISK, Side.EITHER, State.PROMISED, _("At risk, because …"),
         needs=(Need.WORDS, Need.GUESS_ON), may=(Need.BLOCKED_BY,)),
    Step(State.PROMISED, Act.ON_TRACK, Side.PERFORMER, State.PROMISED, _("On track"),
         may=(Need.WORDS,)),
    Step(State.PROMISED, Act.RENEGOTIATE, Side.EITHER, State.RENEGOTIATING, _("Renegotiate"),
         Terms.PROPOSE, needs=(Need.CHANGE, Need.REASON), may=(Need.WORDS, Need.BLOCKED_BY),
         only=nothing_but_a_change_open),
    Step(State.PROMISED, Act.REPORT_DONE, Side.PERFORMER, State.REPORTED_DONE, _("Report done"),
         Terms.DROP, may=(Need.EVIDENCE, Need.WORDS)),
    Step(State.PROMISED, Act.RELEASE, Side.CUSTOMER, State.CANCELLED_BY_CUSTOMER,
         _("No longer needed"), Terms.DROP, needs=(Need.REASON,), may=(Need.WORDS,)),
    Step(State.PROMISED, Act.TAKE_BACK, Side.PERFORMER, State.REVOKED_BY_PERFORMER,
         _("Take it back"), Terms.DROP, needs=(Need.REASON,), may=(Need.WORDS,)),
    # Promised, and a "not yet" asked for a new day. It is promised still, for the old day, since
    # the customer cannot promise for the performer, who answers as to any proposed date.
    Step(State.PROMISED, Act.AGREE, Side.OTHER, State.PROMISED, _("Agree"),
         Terms.TAKE, may=(Need.WORDS,), only=change_open),
    Step(State.PROMISED, Act.ANOTHER_DATE, Side.OTHER, State.RENEGOTIATING, _("Another date"),
         Terms.PROPOSE, needs=(Need.DUE_ON,), may=(Need.WHAT, Need.WORDS), only=change_open),
    Step(State.PROMISED, Act.DONT_AGREE, Side.OTHER, State.PROMISED, _("Keep the old date"),
         Terms.DROP, may=(Need.WORDS,), only=change_open),
    # Promised, and another end than done. Each is proposed by one and agreed to by the other, and
    # until then the promise goes on as it is. A replacement opens another promise in its place; a
    # hand-over asks a third person, and with their yes the system ends this one; a mark that what
    # came of it was outside the hands of both changes no state, and counts for nobody.
    Step(State.PROMISED, Act.REPLACE, Side.EITHER, State.PROMISED, _("Replace it"),
         Terms.PROPOSE, needs=(Need.WHAT, Need.DUE_ON), may=(Need.WORDS,), only=nothing_open),
    Step(State.PROMISED, Act.AGREE, Side.OTHER, State.SUPERSEDED, _("Agree to the new one"),
         Terms.DROP, may=(Need.WORDS,), only=replacement_open),
    Step(State.PROMISED, Act.DONT_AGREE, Side.EITHER, State.PROMISED, _("Keep this one"),
         Terms.DROP, may=(Need.WORDS,), only=replacement_open),
    Step(State.PROMISED, Act.HAND_OVER, Side.EITHER, State.PROMISED, _("Hand it over"),
         Terms.LAY_OPEN, needs=(Need.PERSON,), may=(Need.DUE_ON, Need.WORDS), only=nothing_open),
    Step(State.PROMISED, Act.AGREE, Side.OTHER, State.PROMISED, _("Agree to hand it over"),
         Terms.DROP, may=(Need.WORDS,), only=hand_over_open),
    Step(State.PROMISED, Act.DONT_AGREE, Side.EITHER, State.PROMISED, _("Keep it between us"),
         Terms.DROP, may=(Need.WORDS,), only=hand_over_open),
    Step(State.PROMISED, Act.PASS_ON, Side.SYSTEM, State.SUPERSEDED,
         _("Somebody else has promised it"), Terms.DROP),
    Step(State.RENEGOTIATING, Act.PASS_ON, Side.SYSTEM, State.SUPERSEDED,
         _("Somebody else has promised it"), Terms.DROP),
    *(step for state in (State.PROMISED, State.SATISFIED, State.REVOKED_BY_PERFORMER) for step in (
        Step(state, Act.OUTSIDE_HANDS, Side.EITHER, state, _("Outside our hands"),
             Terms.LAY_OPEN, needs=(Need.WORDS,), only=may_be_marked),
        Step(state, Act.AGREE, Side.OTHER, state, _("Yes, outside our hands"),
             Terms.DROP, may=(Need.WORDS,), only=mark_open),
        Step(state, Act.DONT_AGREE, Side.EITHER, state, _("Take the mark away"),
             Terms.DROP, may=(Need.WORDS,), only=mark_open),
    )),
    # It slipped: what got in the way may be said, by who does it, and need not. It changes nothing
    # else, so it stays possible once the work is reported or thanked for.
    *(Step(state, Act.SAY_WHY, Side.PERFORMER, state, _("What got in the way?"),
           needs=(Need.REASON,), may=(Need.WORDS,), only=not_reported_in_time)
      for state in (State.PROMISED, State.RENEGOTIATING, State.REPORTED_DONE, State.SATISFIED)),
    # Renegotiating: the old date counts until the other side agrees to a new one.
    Step(State.RENEGOTIATING, Act.AGREE, Side.OTHER, State.PROMISED, _("Agree"),
         Terms.TAKE, may=(Need.WORDS,)),
    Step(State.RENEGOTIATING, Act.ANOTHER_DATE, Side.OTHER, State.RENEGOTIATING,
         _("Another date"), Terms.PROPOSE, needs=(Need.DUE_ON,), may=(Need.WHAT, Need.WORDS)),
    # Whoever proposed may let go of it too, and work that is done or no longer needed need not
    # wait for the answer: otherwise a silent other would hold the promise fast.
    Step(State.RENEGOTIATING, Act.DONT_AGREE, Side.EITHER, State.PROMISED, _("Keep the old date"),
         Terms.DROP, may=(Need.WORDS,)),
    Step(State.RENEGOTIATING, Act.REPORT_DONE, Side.PERFORMER, State.REPORTED_DONE,
         _("Report done"), Terms.DROP, may=(Need.EVIDENCE, Need.WORDS)),
    Step(State.RENEGOTIATING, Act.RELEASE, Side.CUSTOMER, State.CANCELLED_BY_CUSTOMER,
         _("No longer needed"), Terms.DROP, needs=(Need.REASON,), may=(Need.WORDS,)),
    Step(State.RENEGOTIATING, Act.TAKE_BACK, Side.PERFORMER, State.REVOKED_BY_PERFORMER,
         _("Take it back"), Terms.DROP, needs=(Need.REASON,), may=(Need.WORDS,)),
    # Reported done: the loop closes with thanks, or by silence, which is marked so. "Not yet"
    # may leave the day open only while the agreed one is still ahead.
    Step(State.REPORTED_DONE, Act.THANK, Side.CUSTOMER, State.SATISFIED, _("Accept with thanks"),
         may=(Need.WORDS, Need.USEFULNESS)),
    Step(State.REPORTED_DONE, Act.NOT_YET, Side.CUSTOMER, State.PROMISED,
         _("Not yet, because …"), Terms.PROPOSE, needs=(Need.WORDS,), may=(Need.DUE_ON,)),
    Step(State.REPORTED_DONE, Act.TAKE_AS_DONE, Side.SYSTEM, State.SATISFIED,
         _("The days to object are over")),
    # One of the two has left. The one who is still here says it, and the system takes the step:
    # nobody is there to agree, and it counts for neither.
    *(Step(state, Act.LET_GO, Side.SYSTEM, State.SUPERSEDED, _("The other one has left"),
           Terms.DROP)
      for state in State if state not in (*ENDS, State.DRAFT)),
    # Any end can be opened again for a while. Nobody is bound by the other's tap: the customer
    # asks again, the performer offers again; only what they themselves let go of or reported the
    # performer promises again.
    *(Step(end, Act.REOPEN, Side.CUSTOMER, State.REQUESTED, _("Open it again"), Terms.SET,
           needs=(Need.DUE_ON, Need.WORDS), may=(Need.WHAT,), only=was_sent)
      for end in State if end in ENDS),
    *(Step(end, Act.REOPEN, Side.PERFORMER, State.PROMISED if end in OWN_ENDS else State.REQUESTED,
           _("Open it again"), Terms.SET,
           needs=(Need.DUE_ON, Need.WORDS), may=(Need.WHAT,), only=was_sent)
      for end in State if end in ENDS),
)
# fmt: on


def steps_open_to(
    standing: Standing | None, side: Side, *, on: date | None = None
) -> tuple[Step, ...]:
    """What this side may say now, in the order of the table.

    None as standing is a promise not yet begun. With `on`, the steps for which that day is too
    late are left out, such as a yes to a day that has passed.
    """
    steps = (step for step in TABLE if stands_at(step, standing))
    mine = (step for step in steps if is_the_word_of(side, step, standing))
    if standing is None or on is None:
        return tuple(mine)
    return tuple(step for step in mine if not too_late_for(step, standing, on))


def take(standing: Standing | None, act: Act, by: Side, given: Given, on: date) -> Standing:
    """Where the promise stands once this side has said this on this day.

    None as standing begins a promise. Raises NotPossible with a sentence for the person.
    """
    step = step_for(standing, act, by)
    author = Side.CUSTOMER if by is Side.SYSTEM else by
    before = standing or Standing(state=step.to, author=author)
    check(step, before, given, on)
    after = with_days(step, before, with_terms(step, before, by, given), on)
    flagged = keeps_flag(step)
    agreed = act is Act.AGREE
    offers = makes_an_offer(step, before, by)
    important = given.important if step.asks_for(Need.IMPORTANT) else before.important
    after = replace(
        after,
        state=step.to,
        offered=offers,
        question_open=act in (Act.CLARIFY, Act.PLAY_BACK),
        important=important and not offers,
        heard=heard(step, before),
        at_risk=act is Act.AT_RISK or (flagged and before.at_risk),
        guessed_on=given.due_on if act is Act.AT_RISK else before.guessed_on if flagged else None,
        rounds=before.rounds + (agreed and before.proposal is Proposal.CHANGE),
        sent=before.sent or not (step.to is State.DRAFT or act is Act.DISCARD_DRAFT),
        by_silence=act is Act.TAKE_AS_DONE or (step.to is step.at and before.by_silence),
        outside_hands=act is not Act.REOPEN
        and (before.outside_hands or (agreed and before.proposal is Proposal.OUTSIDE)),
    )
    return replace(after, waiting_since=clock(step, before, after, on))


def with_days(step: Step, before: Standing, after: Standing, on: date) -> Standing:
    """The days on which something began to hold."""
    again = step.terms is Terms.SET
    binds = step.terms is Terms.TAKE or (again and step.to is State.PROMISED)
    anew = binds or again
    on_track_on = on if step.act is Act.ON_TRACK else before.on_track_on
    return replace(
        after,
        agreed_on=on if binds else None if anew else before.agreed_on,
        on_track_on=None if anew else on_track_on,
        raised_on=(before.raised_on or on) if step.to is State.RENEGOTIATING else None,
        reported_on=reported(step, before, on),
        ended_on=(before.ended_on or on) if step.to in ENDS else None,
    )


def reported(step: Step, before: Standing, on: date) -> date | None:
    if step.act is Act.REPORT_DONE:
        return on
    return before.reported_on if step.to in (State.REPORTED_DONE, State.SATISFIED) else None


def heard(step: Step, before: Standing) -> Heard | None:
    """What is asked anew is heard anew."""
    if step.terms is Terms.SET or step.act is Act.CORRECT:
        return None
    said = {Act.PLAY_BACK: Heard.SAID, Act.CONFIRM: Heard.CONFIRMED}
    return said.get(step.act, before.heard)


def step_for(standing: Standing | None, act: Act, by: Side) -> Step:
    rows = [step for step in TABLE if step.act is act and stands_at(step, standing)]
    if not rows:
        raise not_open(standing)
    for step in rows:
        if is_the_word_of(by, step, standing):
            return step
    raise NotPossible(NOT_YOURS[rows[0].by])


def with_terms(step: Step, before: Standing, by: Side, given: Given) -> Standing:
    """The same promise with its what and when as the step leaves them, and what lies open."""
    settled = replace(
        before, proposed_on=None, proposed_what=False, proposed_by=None, proposal=None
    )
    match step.terms:
        case Terms.SET:
            kept = None if step.to is State.DRAFT else before.due_on  # a draft may lose its day
            return replace(settled, due_on=given.due_on or kept)
        case Terms.TAKE:
            return replace(settled, due_on=day_in_question(before))
        case Terms.PROPOSE if given.what or given.due_on not in (None, day_in_question(before)):
            return replace(
                before,
                proposed_on=given.due_on or before.proposed_on,
                proposed_what=given.what or before.proposed_what,
                proposed_by=by,
                proposal=OPENS.get(step.act, Proposal.CHANGE),
            )
        case Terms.LAY_OPEN:
            return replace(
                settled, proposed_on=given.due_on, proposed_by=by, proposal=OPENS[step.act]
            )
        case Terms.DROP:
            return settled
        case _:
            return before


def makes_an_offer(step: Step, before: Standing, by: Side) -> bool:
    if step.act is Act.SEND_DRAFT:
        return before.author is Side.PERFORMER
    again = step.act is Act.REOPEN and by is Side.PERFORMER and step.to is State.REQUESTED
    return again or step.act is Act.OFFER


def keeps_flag(step: Step) -> bool:
    """The flag goes with "on track", with a new agreed day, and when the work is over."""
    under_way = step.to in (State.PROMISED, State.RENEGOTIATING)
    return under_way and step.act is not Act.ON_TRACK and step.terms is not Terms.TAKE


def clock(step: Step, before: Standing, after: Standing, on: date) -> date | None:
    """Since when an answer is awaited. A word beside the matter does not start it anew."""
    if waits_for(after) is None:
        return None
    return before.waiting_since if step.act in BESIDE else on
