"""What a person's promises ask of them today, without their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from tandem.organisation.elsewhere import TimeOff
from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.models.people import working_here
from tandem.organisation.settings import values_on
from tandem.partnership.commitments.clocks import calendars_of, nudge
from tandem.partnership.commitments.lists import first, needing_a_word
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.commitments.rules import Side, Standing, State
from tandem.partnership.commitments.standing import Heard, Proposal
from tandem.partnership.commitments.timers import asks_how_it_goes
from tandem.partnership.deleting.actions import proposals_waiting, proposed_to
from tandem.partnership.partings import Partings, partings
from tandem.partnership.registers import LINE, MOST, Line, Matter, Obligation, asks, reminds
from tandem.rooms.commitments.leaving import settle_day, settle_sentence
from tandem.rooms.commitments.rules import asked_since

ROW = "commitments/_row.html"
NO_DAYS_OFF: Mapping[UUID, TimeOff] = {}


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


WAITS = {
    "requested": _("%(name)s asked you for something."),
    "offered": _("%(name)s offers you something."),
    "question": _("%(name)s asks back before answering you."),
    "countered_by_performer": _("%(name)s answered “yes, if”."),
    "countered_by_customer": _("%(name)s answered your “yes, if”."),
    "proposed": _("%(name)s proposes a change to a promise."),
    "important": _("%(name)s asked you for something important. First say what you heard."),
    "played_back": _("%(name)s says what they heard. Is that it?"),
    "replace": _("%(name)s proposes another promise instead of one."),
    "hand_over": _("%(name)s proposes to hand a promise over."),
    "outside": _("%(name)s says of a promise that it was outside your hands, both of you."),
    "reported_done": _("%(name)s reported something done for you."),
}
SLIPPED_BY_ME = _("What you promised %(name)s slipped past its date. What happens now?")
SLIPPED_FOR_ME = _("What %(name)s promised you slipped past its date. What happens now?")

NEAR = _("The day of something you promised %(name)s is near. How does it go?")
LEFT_OPEN = _("A change between you and %(name)s has waited for a week. What happens now?")


@asks
def answer_promises(person: Person, today: date) -> Iterator[Obligation]:
    """One for each promise in which the person has the word, or which both are asked about.

    Of many, the longest waiting and the longest slipped are named, and the others counted. And
    one line for all that is open with anybody who leaves, until that is settled: once they have
    left, nobody is there to be answered, and it stands in that line alone.
    """
    apart = partings(person, today)
    settling, more = ([], 0) if apart.is_empty else first(apart.to_settle(), MOST)
    yield from settle_before_somebody_goes(apart, settling, more)
    waiting = needing_a_word(person, today, MOST, apart.left)
    left_out = {Matter.ANSWER: waiting.more_answers, Matter.NEW_DATE: waiting.more_slipped}
    for obligation in asked(rows(waiting.those, person, today, with_last=True)):
        yield replace(obligation, more=left_out.pop(obligation.matter, 0))


@asked_with_the_person
def old_words_wait(_day: date) -> dict[str, Any]:
    return {"has_old_words_proposed": proposed_to()}


@asks
def answer_about_old_words(person: Person, today: date) -> Iterator[Obligation]:
    """Once for each pair in which the other proposes to delete the words of old promises."""
    if not getattr(person, "has_old_words_proposed", True):
        return
    for deletion in proposals_waiting(person, today):
        name = deletion.pair.partner_of(person).called
        sentence = gettext("%(name)s proposes to delete the words of old promises.")
        sentence %= {"name": name}
        url = reverse("commitments:old_words", args=[deletion.pair_id])
        known = gettext("Nothing goes before your yes.")
        line = Line(f"old-words-{deletion.pk}", sentence, known, gettext("Look at it"), url, "file")
        since = deletion.proposed_on
        yield Obligation(Matter.ANSWER, LINE, sentence, since, url, about=line)


@reminds
def say_how_it_goes(person: Person, today: date) -> Iterator[Obligation]:
    """Before the agreed day and on it, to who does it and nobody else, for somebody who is here.

    And to the deputy of who does it, on the days on which they themselves would be asked: for them
    the days away stop no clock. All that may be near are read, since only the rules tell which are;
    of many the nearest are named and opened, and the others counted.
    """
    mine = Commitment.objects.visible_to(person).filter(working_here(today, "customer"))
    near = [*mine.near(person, today)]
    theirs = [one for one in near if one.performer_id in person.stands_for]
    own_days = calendars_of([one for one in near if one.performer_id == person.pk], today)
    calendars, ahead = own_days | calendars_of(theirs, today, NO_DAYS_OFF), nudge(values_on(today))
    asking = [
        one for one in near
        if asks_how_it_goes(one.standing, today, calendars[one.performer_id], ahead)
    ]  # fmt: skip
    more = max(len(asking) - MOST, 0)
    for row in rows(asking[:MOST], person, today):
        words = for_whom(row, gettext(NEAR) % {"name": row.other.called})
        calendar = calendars[row.performer.pk]
        since = asked_since(row.commitment.standing, today, calendar, ahead)
        yield Obligation(Matter.NEAR, ROW, words, since, row.url, about=row, more=more)
        more = 0


def asked(shown: Sequence[PromiseRow]) -> Iterator[Obligation]:
    for row in shown:
        standing = row.commitment.standing
        if row.asks_both and standing.waiting_since:
            words = gettext(LEFT_OPEN) % {"name": row.other.called}
            yield Obligation(Matter.ANSWER, ROW, words, standing.waiting_since, row.url, about=row)
        elif row.waits_for_reader:
            since = standing.waiting_since or row.commitment.made_on
            yield Obligation(Matter.ANSWER, ROW, waiting_words(row), since, row.url, about=row)
        elif row.needs_new_date and standing.due_on:
            words = slipped_words(row)
            yield Obligation(Matter.NEW_DATE, ROW, words, standing.due_on, row.url, about=row)


def settle_before_somebody_goes(
    apart: Partings, first_ones: Sequence[Commitment], more: int
) -> Iterator[Obligation]:
    if first_ones:
        sentence = settle_sentence(apart, first_ones, more=more)
        until = settle_day(apart, first_ones, more=more)
        url = reverse("commitments:before_you_go")
        known = f"{until} {gettext('Nothing closes by itself.')}".strip()
        look = gettext("Look at them")
        about = Line("before-you-go", sentence, known, look, url, glyph="turn")
        since = min(one.made_on for one in first_ones)
        yield Obligation(Matter.ANSWER, LINE, sentence, since, url, about=about)


def waiting_words(row: PromiseRow) -> str:
    standing = row.commitment.standing
    key = _asked_by(standing) if standing.state is State.REQUESTED else standing.state.value
    if standing.proposal and standing.proposal is not Proposal.CHANGE:
        key = standing.proposal.value
    return for_whom(row, gettext(WAITS.get(key, WAITS["proposed"])) % {"name": row.other.called})


def _asked_by(standing: Standing) -> str:
    if standing.question_open:
        return "played_back" if standing.heard is Heard.SAID else "question"
    if standing.offered:
        return "offered"
    return "important" if standing.important and standing.heard is None else "requested"


def slipped_words(row: PromiseRow) -> str:
    sentence = SLIPPED_BY_ME if row.side is Side.PERFORMER else SLIPPED_FOR_ME
    return for_whom(row, gettext(sentence) % {"name": row.other.called})


def for_whom(row: PromiseRow, sentence: str) -> str:
    """ "For Mira: Sam asked you for something." """
    if row.acted_for is None:
        return sentence
    return gettext("For %(name)s: %(said)s") % {"name": row.acted_for.called, "said": sentence}
