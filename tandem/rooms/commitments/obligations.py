"""What a person's promises ask of them today, without their words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.commitments.rules import Side, State
from tandem.partnership.registers import Matter, Obligation, asks

ROW = "commitments/_row.html"


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
    "reported_done": _("%(name)s reported something done for you."),
}
SLIPPED_BY_ME = _("Something you promised %(name)s needs a new date.")
SLIPPED_FOR_ME = _("Something %(name)s promised you needs a new date.")


@asks
def answer_promises(person: Person, today: date) -> Iterator[Obligation]:
    """One for each promise in which the person has the word, or whose day has slipped."""
    mine = Commitment.objects.visible_to(person)
    for row in rows(mine.asking(person, today), person, today, with_last=True):
        standing = row.commitment.standing
        if row.waits_for_reader:
            since = standing.waiting_since or row.commitment.made_on
            yield Obligation(Matter.ANSWER, ROW, waiting_words(row), since, row.url, about=row)
        elif row.needs_new_date and standing.due_on:
            words = slipped_words(row)
            yield Obligation(Matter.NEW_DATE, ROW, words, standing.due_on, row.url, about=row)


def waiting_words(row: PromiseRow) -> str:
    standing = row.commitment.standing
    key = standing.state.value
    if standing.state is State.REQUESTED and row.side is Side.CUSTOMER:
        key = "offered" if standing.offered else "question"
    return gettext(WAITS.get(key, WAITS["proposed"])) % {"name": row.other.called}


def slipped_words(row: PromiseRow) -> str:
    sentence = SLIPPED_BY_ME if row.side is Side.PERFORMER else SLIPPED_FOR_ME
    return gettext(sentence) % {"name": row.other.called}
