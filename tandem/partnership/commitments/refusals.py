"""Why a step is not possible, said to the person who tried. Constant sentences, so that the
page can translate them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tandem.partnership import refused
from tandem.partnership.commitments.reasons import REASONS
from tandem.partnership.commitments.standing import (
    ENDS,
    Act,
    Given,
    Need,
    Proposal,
    Side,
    Standing,
    State,
    Terms,
    day_in_question,
)
from tandem.partnership.commitments.steps import Step


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


REOPEN_DAYS = 30  # after its end a promise can be opened again for so long
FARTHEST = timedelta(days=3653)  # ten years: what is meant for later is a slip of the finger
CLOSED = _("This is closed. Ask again if it is still needed.")
MOVED_ON = _("This is not possible now. Look again at what it needs.")
READ_AGAIN = _("Something else was said meanwhile. Read it again before you say yes.")
NOT_YOURS: Mapping[Side, str] = {
    Side.PERFORMER: _("Only the person who would do it can say this."),
    Side.CUSTOMER: _("Only the person it is for can say this."),
    Side.OTHER: _("The proposal is yours, so the answer is the other person's."),
    Side.AUTHOR: _("Only the person who wrote this draft can do this."),
    Side.EITHER: _("Only the two people of this promise can say this."),
    Side.SYSTEM: _("Only time can do this."),
}
MISSING: Mapping[Need, str] = {
    Need.WHAT: _("Say what it is about."),
    Need.DUE_ON: _("Pick a day."),
    Need.GUESS_ON: _("Pick the day you expect."),
    Need.CHANGE: _("Say what should be different: the day, or what it is about."),
    Need.REASON: _("Pick a reason."),
    Need.WORDS: _("Say it in one line."),
    Need.PERSON: _("Say who would do it instead."),
}
NOT_ASKED = _("What and when change only through a proposal that the other person agrees to.")
ONLY_WHAT_IS_ASKED = _("Only what you ask of somebody can be marked as important.")
ASKED_ALREADY = _("Somebody else has been asked already. Their answer comes first.")
KEPT_UP_ALREADY = _("One of these is kept up already. Report it done or give it back first.")
SETTLED_MEANWHILE = _("The two have settled this between them meanwhile, so it needs no yes.")
NOT_ON_THE_LIST = _("Pick a reason from the list.")
AFTER_TODAY = _("Pick a day after today.")
NOT_BEFORE_TODAY = _("Pick today or a later day.")
TOO_FAR = _("That is more than ten years away. Check the year.")
NOTHING_NEW = _("This is what was said last. Change the day, or what it is about.")
PICK_A_NEW_DAY = _("The day has passed. Pick a new one.")
DAY_HAS_PASSED = _("The day has passed. Propose a new one.")
ENDED_LONG_AGO = _("This ended more than 30 days ago. Ask or offer it anew.")
IN_TIME = _("Nothing slipped here, so nothing got in the way.")
SLIPPED = _("This slipped past its date. Propose a new one, or report it done.")


class NotPossible(refused.NotPossible):
    """`need` is the field it is about, if any."""

    def __init__(self, sentence: str, need: Need | None = None) -> None:
        super().__init__(sentence)
        self.need = need


def not_open(standing: Standing | None) -> NotPossible:
    return NotPossible(CLOSED if standing and standing.state in ENDS else MOVED_ON)


def check(step: Step, before: Standing, given: Given, on: date) -> None:
    """Raise NotPossible unless the form brought what the step needs, and nothing it does not."""
    check_needs(step, before, given)
    check_reason(step, given)
    check_day(step, before, given, on)
    check_something_is_new(step, before, given)


def check_needs(step: Step, before: Standing, given: Given) -> None:
    for need in step.needs:
        if not is_given(need, given):
            raise NotPossible(MISSING[need], need)
    if given.what and not step.asks_for(Need.WHAT, Need.CHANGE):
        raise NotPossible(NOT_ASKED)
    if given.due_on and not step.asks_for(Need.DUE_ON, Need.CHANGE, Need.GUESS_ON):
        raise NotPossible(NOT_ASKED)
    if given.important and not asks_the_other(step, before):
        raise NotPossible(ONLY_WHAT_IS_ASKED, Need.IMPORTANT)


def asks_the_other(step: Step, before: Standing) -> bool:
    """Only the customer can call a request important; an offer is the performer's own words."""
    return step.asks_for(Need.IMPORTANT) and before.author is Side.CUSTOMER


def is_given(need: Need, given: Given) -> bool:
    match need:
        case Need.WHAT:
            return given.what
        case Need.DUE_ON | Need.GUESS_ON:
            return given.due_on is not None
        case Need.CHANGE:
            return given.what or given.due_on is not None
        case Need.REASON:
            return given.reason is not None
        case Need.PERSON:
            return given.person
        case _:
            return given.words


def check_reason(step: Step, given: Given) -> None:
    if given.reason and given.reason not in REASONS.get(step.act, ()):
        raise NotPossible(NOT_ON_THE_LIST, Need.REASON)


def check_day(step: Step, before: Standing, given: Given, on: date) -> None:
    check_named_day(step, given, on)
    too_late = too_late_for(step, before, on)
    if too_late:
        raise NotPossible(too_late)
    says_the_day = step.terms in (Terms.SET, Terms.PROPOSE) or step.act is Act.HAND_OVER
    says_the_day = says_the_day and step.to is not State.DRAFT
    if says_the_day and not given.due_on and has_passed(day_in_question(before), on):
        raise NotPossible(PICK_A_NEW_DAY, Need.DUE_ON)


def check_named_day(step: Step, given: Given, on: date) -> None:
    """What is asked or offered may be due today; a new date for it may not, nor a counter."""
    if given.due_on is None:
        return
    if given.due_on - on > FARTHEST:
        raise NotPossible(TOO_FAR, Need.DUE_ON)
    if given.due_on > on:
        return
    if step.terms is not Terms.SET:
        raise NotPossible(AFTER_TODAY, Need.DUE_ON)
    if given.due_on < on:
        raise NotPossible(NOT_BEFORE_TODAY, Need.DUE_ON)


def too_late_for(step: Step, before: Standing, on: date) -> str | None:
    """Why the day that is open or agreed rules the step out, or None.

    Nothing is promised for a day that has passed: it would slip with the tap.
    """
    another = before.proposal in (Proposal.REPLACE, Proposal.HAND_OVER)
    opens = step.act is Act.AGREE and another
    if (step.terms is Terms.TAKE or opens) and has_passed(day_in_question(before), on):
        return DAY_HAS_PASSED
    if step.at in ENDS and step.act in (Act.REOPEN, Act.OUTSIDE_HANDS):
        return ENDED_LONG_AGO if too_long_ago(before.ended_on, on) else None
    if step.act is Act.SAY_WHY:
        return nothing_to_say(before, on)
    if step.act is Act.ON_TRACK and has_passed(before.due_on, on):
        return SLIPPED
    return None


def nothing_to_say(before: Standing, on: date) -> str | None:
    """Until its day is over, and once it ended too long ago."""
    if before.state in ENDS:
        return ENDED_LONG_AGO if too_long_ago(before.ended_on, on) else None
    return None if has_passed(before.due_on, on) else IN_TIME


def too_long_ago(ended_on: date | None, on: date) -> bool:
    return ended_on is None or on - ended_on > timedelta(days=REOPEN_DAYS)


def has_passed(day: date | None, on: date) -> bool:
    return day is not None and day < on


def check_something_is_new(step: Step, before: Standing, given: Given) -> None:
    """A proposal changes something; only "not yet" may leave the day as it is."""
    proposes = step.terms is Terms.PROPOSE and step.act is not Act.NOT_YET
    if not (proposes or step.act is Act.OBJECT) or given.what:
        return
    if given.due_on == day_in_question(before):
        raise NotPossible(NOTHING_NEW, Need.DUE_ON)
