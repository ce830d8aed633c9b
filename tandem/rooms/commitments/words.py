"""What the pages say about an act: on its form, and once it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from tandem.organisation.models import Person
from tandem.partnership.commitments.left import left_words
from tandem.partnership.commitments.rows import PromiseRow
from tandem.partnership.commitments.rules import Act, Side, Standing, State
from tandem.partnership.commitments.standing import Heard, Proposal


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


WITH_A_WORD = _("A word with it")
IN_THE_WAY = _("What got in the way?")


@dataclass(frozen=True, slots=True)
class Wording:
    """`lede` stands over the form, `words` and `reason` over its fields, `taken` follows the act.

    `told` is the act as its history tells it; %(who)s and %(other)s are names or "you".
    """

    told: str
    taken: str
    lede: str = ""
    words: str = WITH_A_WORD
    reason: str = IN_THE_WAY


SPEAKS: Mapping[Act, Wording] = {
    Act.SAVE_DRAFT: Wording(
        told=_("%(who)s kept a draft."), taken=_("Kept. Only you can read it.")
    ),
    Act.SEND_DRAFT: Wording(
        told=_("%(who)s sent it to %(other)s."),
        taken=_("Sent. %(other)s can answer now."),
        lede=_("Until you send it, only you can read it."),
    ),
    Act.DISCARD_DRAFT: Wording(told=_("%(who)s discarded the draft."), taken=_("Discarded.")),
    Act.ASK: Wording(
        told=_("%(who)s asked %(other)s for something."),
        taken=_("Asked. %(other)s can say yes, yes if, or no."),
    ),
    Act.OFFER: Wording(
        told=_("%(who)s offered %(other)s something."),
        taken=_("Offered. It is a promise with %(other)s’s thanks."),
    ),
    Act.PROMISE: Wording(
        told=_("%(who)s said yes."), taken=_("Promised. %(other)s can count on it.")
    ),
    Act.COUNTER: Wording(
        told=_("%(who)s said “yes, if”."),
        taken=_("Answered. %(other)s says whether that works."),
        lede=_("Say what would make it a yes: another day, something else, or both."),
    ),
    Act.ACCEPT: Wording(told=_("%(who)s accepted."), taken=_("Agreed. It is a promise now.")),
    Act.COUNTER_BACK: Wording(
        told=_("%(who)s answered back."),
        taken=_("Answered. %(other)s has the word now."),
        lede=_("Say what would work for you: another day, something else, or both."),
    ),
    Act.NO_THANKS: Wording(
        told=_("%(who)s said “no, thanks”."), taken=_("Closed. Nothing was promised yet.")
    ),
    Act.DECLINE: Wording(
        told=_("%(who)s said “no, because”."),
        taken=_("Said. A clear no is worth more than a weak yes."),
        lede=_("A no is a full answer, and it counts against nobody."),
        reason=_("What speaks against it?"),
    ),
    Act.PLAY_BACK: Wording(
        told=_("%(who)s said back what was heard."),
        taken=_("Said. %(other)s tells you whether that is it."),
        lede=_("One sentence, in your own words. Then %(other)s says whether that is it."),
        words=_("What did you hear?"),
    ),
    Act.CONFIRM: Wording(
        told=_("%(who)s said “that’s it”."), taken=_("Said. %(other)s can answer now.")
    ),
    Act.CORRECT: Wording(
        told=_("%(who)s put it differently."),
        taken=_("Said. %(other)s will say again what they hear."),
        words=_("What is it instead?"),
    ),
    Act.CLARIFY: Wording(
        told=_("%(who)s asked back."),
        taken=_("Asked. There is no hurry until %(other)s has answered."),
        lede=_("Ask before you answer. No clock runs until you have heard back."),
        words=_("What would you like to know?"),
    ),
    Act.ANSWER: Wording(
        told=_("%(who)s answered."),
        taken=_("Answered. %(other)s has the word now."),
        words=_("Your answer"),
    ),
    Act.WITHDRAW: Wording(
        told=_("%(who)s withdrew it."), taken=_("Withdrawn. Nothing was promised yet.")
    ),
    Act.OBJECT: Wording(
        told=_("%(who)s asked for something else."),
        taken=_("Answered. %(other)s says whether that works."),
        lede=_("Say what would help you instead."),
    ),
    Act.AT_RISK: Wording(
        told=_("%(who)s said early that it may slip."),
        taken=_("Good call. Telling early keeps trust."),
        lede=_("An early word costs nothing. The agreed day stays until you both change it."),
        words=_("What is in the way?"),
    ),
    Act.ON_TRACK: Wording(
        told=_("%(who)s said it is on track."), taken=_("%(other)s can see that it is on track.")
    ),
    Act.RENEGOTIATE: Wording(
        told=_("%(who)s proposed a change."),
        taken=_("Good call. Telling early keeps trust. %(other)s will be asked."),
        lede=_("%(other)s will be asked. Until then the day you agreed on counts."),
    ),
    Act.AGREE: Wording(told=_("%(who)s agreed."), taken=_("Agreed. Thank you for making room.")),
    Act.DONT_AGREE: Wording(
        told=_("%(who)s kept what was agreed."), taken=_("What you agreed on stays.")
    ),
    Act.ANOTHER_DATE: Wording(
        told=_("%(who)s proposed another day."),
        taken=_("Proposed. %(other)s will be asked."),
        lede=_("Which day would work for you?"),
    ),
    Act.REPORT_DONE: Wording(
        told=_("%(who)s reported it done."), taken=_("Thank you. %(other)s will have a look.")
    ),
    Act.THANK: Wording(
        told=_("%(who)s said thanks."), taken=_("Thanked. %(other)s will be glad to hear it.")
    ),
    Act.NOT_YET: Wording(
        told=_("%(who)s said “not yet”."),
        taken=_("Said. %(other)s knows what is missing."),
        words=_("What is missing?"),
    ),
    Act.RELEASE: Wording(
        told=_("%(who)s no longer needs it."),
        taken=_("Released. Thank you for telling %(other)s."),
        reason=_("Why is it no longer needed?"),
    ),
    Act.TAKE_BACK: Wording(
        told=_("%(who)s took it back."),
        taken=_("Taken back. Better said than left open."),
        lede=_("Better said than left to slip."),
    ),
    Act.REPLACE: Wording(
        told=_("%(who)s proposed another promise instead."),
        taken=_("Proposed. Until %(other)s agrees, this one counts."),
        lede=_(
            "Say what would be promised instead. With %(other)s’s yes it takes this one’s place."
        ),
    ),
    Act.HAND_OVER: Wording(
        told=_("%(who)s proposed that somebody else does it."),
        taken=_("Proposed. %(other)s answers first, then whoever would do it."),
        lede=_(
            "Three people agree: you two, then whoever would do it. They are asked once %(other)s "
            "agrees, and read what it is, what done means and why it matters. Until their yes "
            "this promise counts."
        ),
    ),
    Act.OUTSIDE_HANDS: Wording(
        told=_("%(who)s said it was outside the hands of both."),
        taken=_("Said. With %(other)s’s yes it counts for nobody."),
        lede=_("For what neither of you could change. With %(other)s’s yes it counts for nobody."),
        words=_("What was outside your hands?"),
    ),
    Act.SAY_WHY: Wording(
        told=_("%(who)s said what got in the way."),
        taken=_("Thank you. It helps to mend what gets in the way, and counts for nobody."),
        lede=_("Only if you like. %(other)s can read it, and nobody is scored by it."),
    ),
    Act.REOPEN: Wording(
        told=_("%(who)s opened it again."),
        taken=_("Open again. %(other)s can see it."),
        lede=_("It goes on where it ended, with a new day."),
        words=_("Why again?"),
    ),
    Act.BEGIN_INSTEAD: Wording(told=_("Both agreed on this in another promise’s place."), taken=""),
    Act.ASK_INSTEAD: Wording(told=_("Asked instead of %(before)s, who hands it over."), taken=""),
    Act.PASS_ON: Wording(told=_("Somebody else has promised it in its place."), taken=""),
    Act.LET_GO: Wording(told=_("%(who)s let it go, since the other one has left."), taken=""),
    Act.LAPSE: Wording(told=_("Nobody answered in the days for it."), taken=""),
    Act.TAKE_AS_PROMISED: Wording(told=_("Two days without objection: promised."), taken=""),
    Act.TAKE_AS_DONE: Wording(told=_("No objection in the days for it: done."), taken=""),
}


SLIPPED = Wording(
    told=SPEAKS[Act.RENEGOTIATE].told,
    taken=_("Good to have a new day in sight. %(other)s will be asked."),
    lede=_("This slipped past its date. Which day will work now?"),
)


IMPORTANT_SENT = _("Sent. %(other)s first says what they heard, then answers.")
TO_NOBODY = Wording(told=SPEAKS[Act.THANK].told, taken=_("Closed with thanks."))
PASSES_ON = Wording(
    told=SPEAKS[Act.AGREE].told,
    taken=_("Agreed. %(third)s is asked next, and until their yes this one counts."),
)


def wording(
    act: Act, *, slipped: bool = False, handed: bool = False, left: bool = False
) -> Wording:
    """left: the other one works here no more."""
    if left and act is Act.THANK:
        return TO_NOBODY
    if handed and act is Act.AGREE:
        return PASSES_ON
    return SLIPPED if slipped and act is Act.RENEGOTIATE else SPEAKS[act]


BOTH_LEFT = _("Both had left, so it ended.")


def told(
    act: Act,
    *,
    by: Person | None,
    other: Person,
    reader: Person | None = None,
    acted_for: Person | None = None,
    before: Person | None = None,
) -> str:
    """The act in one sentence without its words; the reader, if one is given, is "you".

    before: who had promised what somebody else is asked for now.
    """
    who = gettext("You") if by and by == reader else by.called if by else ""
    if acted_for is not None:
        whom = gettext("you") if acted_for == reader else acted_for.called
        who = gettext("%(deputy)s for %(name)s") % {"deputy": who, "name": whom}
    names = {
        "who": who,
        "other": gettext("you") if other == reader else other.called,
        "before": before.called if before else gettext("somebody"),
    }
    by_system = act is Act.LET_GO and by is None
    return gettext(BOTH_LEFT if by_system else SPEAKS[act].told) % names


def standing_words(row: PromiseRow) -> str:
    """Where the promise stands, in one or two sentences to its reader."""
    standing, name = row.commitment.standing, row.other.called
    if row.other_left and not row.is_over and standing.sent:
        return left_words(name, row.whose_words)
    if standing.proposal in OPEN_WORDS:
        mine, theirs = OPEN_WORDS[standing.proposal]
        words = {"name": name, "third": row.handing_to_words}
        return gettext(mine if standing.proposed_by is row.side else theirs) % words
    if standing.state in (State.PROMISED, State.RENEGOTIATING):
        return _under_way(row, standing)
    if standing.state is State.SUPERSEDED and row.last and row.last.act in ENDED_BY:
        by_system = row.last.act == Act.LET_GO and row.last.by_id is None
        return gettext(BOTH_LEFT if by_system else ENDED_BY[Act(row.last.act)])
    by_performer, by_customer = STANDS[_key(standing)]
    sentence = by_performer if row.side is Side.PERFORMER else by_customer
    return gettext(sentence) % {"name": name}


# What took the place of a promise, by what was said last.
ENDED_BY: Mapping[Act, str] = {
    Act.AGREE: _("It is over here: the two of you agreed on another promise instead."),
    Act.PASS_ON: _("It is over here: somebody else does it now."),
    Act.LET_GO: _("It is over: one of you has left, and the other let it go."),
}


def _key(standing: Standing) -> str:
    if standing.state is State.REQUESTED and standing.offered:
        return "offered"
    if standing.question_open:
        return "played_back" if standing.heard is Heard.SAID else "question"
    if standing.state is State.REQUESTED and standing.important and standing.heard is None:
        return "to_play_back"
    if standing.state is State.SATISFIED and standing.by_silence:
        return "by_silence"
    return standing.state.value if standing.sent or standing.state is State.DRAFT else "discarded"


def _under_way(row: PromiseRow, standing: Standing) -> str:
    words = {"name": row.other.called, "day": row.due_words}
    if standing.proposed_by:
        mine = standing.proposed_by is row.side
        words["new"] = row.proposed_words or gettext("a change")
        if row.paused_words:
            words["since"] = row.paused_words
            still = gettext("The clock stands still since %(since)s, until the answer.") % words
            return f"{_proposed(mine) % words} {still}"
        return _proposed(mine) % words
    if row.look == "slipped":
        return gettext("This slipped past its date. What happens now?")
    if row.side is Side.PERFORMER:
        return gettext("You promised this to %(name)s by %(day)s.") % words
    return gettext("%(name)s promised you this by %(day)s.") % words


def _proposed(mine: bool) -> str:
    if mine:
        return gettext("You propose %(new)s. %(name)s answers next; until then %(day)s counts.")
    return gettext("%(name)s proposes %(new)s. Until you answer, %(day)s counts.")


# To who laid it open, and to the other.
OPEN_WORDS: Mapping[Proposal | None, tuple[str, str]] = {
    Proposal.REPLACE: (
        _("You propose another promise instead. %(name)s answers next."),
        _("%(name)s proposes another promise instead. Until you agree, this one counts."),
    ),
    Proposal.HAND_OVER: (
        _("You propose that %(third)s does it. %(name)s answers next."),
        _("%(name)s proposes that %(third)s does it. If you agree, %(third)s is asked."),
    ),
    Proposal.OUTSIDE: (
        _("You say this was outside the hands of you both. %(name)s answers next."),
        _("%(name)s says this was outside the hands of you both. Do you say so too?"),
    ),
}

# To the one who does it, and to the one it is for.
STANDS: Mapping[str, tuple[str, str]] = {
    "draft": (
        _("A draft. Only you can read it, and %(name)s does not learn of it."),
        _("A draft. Only you can read it, and %(name)s does not learn of it."),
    ),
    "discarded": (_("You discarded this draft."), _("You discarded this draft.")),
    "requested": (
        _("%(name)s asks you for this. Yes, “yes, if” and no are equally good answers."),
        _("You asked %(name)s for this. The answer is still open."),
    ),
    "offered": (
        _("You offered this to %(name)s. With %(name)s’s thanks it is a promise."),
        _("%(name)s offers you this. With your thanks it is a promise."),
    ),
    "question": (
        _("You asked back. %(name)s answers next."),
        _("%(name)s has a question before answering."),
    ),
    "to_play_back": (
        _("%(name)s asks you for this, and it is important to them. First say what you heard."),
        _("You asked %(name)s for this. First %(name)s says what they heard."),
    ),
    "played_back": (
        _("You said what you heard. %(name)s says whether that is it."),
        _("%(name)s says what they heard. Is that it?"),
    ),
    "countered_by_performer": (
        _("You said what would make it a yes. %(name)s answers next."),
        _("%(name)s says what would make it a yes. Does that work for you?"),
    ),
    "countered_by_customer": (
        _("%(name)s says what would work. Does that work for you too?"),
        _("You said what would work for you. %(name)s answers next."),
    ),
    "reported_done": (
        _("You reported it done. %(name)s has a look."),
        _("%(name)s reported it done. Is it what you needed?"),
    ),
    "satisfied": (_("Kept. %(name)s said thanks."), _("Kept. You said thanks.")),
    "by_silence": (_("Done, and nobody objected."), _("Done, and nobody objected.")),
    "declined": (_("You said no, and why."), _("%(name)s said no, and why.")),
    "withdrawn": (
        _("Withdrawn before anything was promised."),
        _("Withdrawn before anything was promised."),
    ),
    "cancelled_by_customer": (
        _("%(name)s no longer needs it, and said why."),
        _("You no longer need it, and said why."),
    ),
    "revoked_by_performer": (
        _("You took it back, and said why."),
        _("%(name)s took it back, and said why."),
    ),
    "lapsed": (
        _("Nobody answered. %(name)s can ask again."),
        _("Nobody answered. Ask again if it is still needed."),
    ),
    "superseded": (
        _("It is over: something else took its place, or one of you has left."),
        _("It is over: something else took its place, or one of you has left."),
    ),
}
