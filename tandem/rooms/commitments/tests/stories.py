"""What may have happened before a test begins. All of it is said through the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tandem.organisation.models import Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)
LAST_FRIDAY = date(2026, 11, 20)
NEXT_MONDAY = date(2026, 11, 30)
IN_DECEMBER = date(2026, 12, 3)

Story = Callable[[Cast], Commitment]

THEMES = "Exit themes for the night shift, one page"
CALL = "Sit in on the complaint call with the Reeve depot"


def asks(by: Person, of: Person, *, due_on: date = FRIDAY, what: str = THEMES) -> Commitment:
    said = Said(what=what, due_on=due_on)
    return actions.ask(of=of, said=said, by=by, at=MONDAY, source=Source.FORM)


def offers(by: Person, to: Person, *, due_on: date = FRIDAY) -> Commitment:
    said = Said(what=THEMES, due_on=due_on)
    return actions.offer(to=to, said=said, by=by, at=MONDAY, source=Source.FORM)


def drafts(by: Person, to: Person, *, due_on: date | None = None) -> Commitment:
    said = Said(what=THEMES, due_on=due_on)
    return actions.save_draft(customer=to, performer=by, said=said, by=by, at=MONDAY)


def drafts_an_ask(by: Person, of: Person) -> Commitment:
    return actions.save_draft(customer=by, performer=of, said=Said(what=THEMES), by=by, at=MONDAY)


def says(
    commitment: Commitment, act: Act, by: Person, said: Said | None = None, at: datetime = MONDAY
) -> Commitment:
    return actions.take(commitment=commitment, act=act, said=said or Said(), by=by, at=at)


def sam_asks_mira(cast: Cast) -> Commitment:
    return asks(cast.sam, cast.mira)


def mira_offers_sam(cast: Cast) -> Commitment:
    return offers(cast.mira, cast.sam)


def mira_promised_sam(cast: Cast, *, due_on: date = FRIDAY) -> Commitment:
    return says(asks(cast.sam, cast.mira, due_on=due_on), Act.PROMISE, cast.mira)


def mira_promised_otto(cast: Cast) -> Commitment:
    """In October, when he still worked here."""
    earlier = datetime(2026, 10, 12, 8, tzinfo=MONDAY.tzinfo)
    said = Said(what=THEMES, due_on=IN_DECEMBER)
    asked = actions.ask(of=cast.mira, said=said, by=cast.otto, at=earlier, source=Source.FORM)
    return says(asked, Act.PROMISE, cast.mira, at=earlier)


def it_slipped(cast: Cast) -> Commitment:
    """Promised on a Monday two weeks ago for a Friday, and today is the Tuesday after it."""
    earlier = datetime(2026, 11, 9, 8, tzinfo=MONDAY.tzinfo)
    said = Said(what=THEMES, due_on=LAST_FRIDAY)
    asked = actions.ask(of=cast.mira, said=said, by=cast.sam, at=earlier, source=Source.FORM)
    return says(asked, Act.PROMISE, cast.mira, at=earlier)


def mira_asks_back(cast: Cast) -> Commitment:
    return says(sam_asks_mira(cast), Act.CLARIFY, cast.mira, Said(words="For which months?"))


def mira_says_yes_if(cast: Cast) -> Commitment:
    said = Said(due_on=IN_DECEMBER, words="If it can wait.")
    return says(sam_asks_mira(cast), Act.COUNTER, cast.mira, said)


def mira_says_yes_if_it_is_half_a_page(cast: Cast) -> Commitment:
    said = Said(what="Half a page on the night shift", due_on=IN_DECEMBER)
    return says(sam_asks_mira(cast), Act.COUNTER, cast.mira, said)


def sam_counters_back(cast: Cast) -> Commitment:
    return says(mira_says_yes_if(cast), Act.COUNTER_BACK, cast.sam, Said(due_on=NEXT_MONDAY))


def mira_proposes_december(cast: Cast) -> Commitment:
    said = Said(due_on=IN_DECEMBER, reason=Reason.WAITING_FOR_DECISION)
    return says(mira_promised_sam(cast), Act.RENEGOTIATE, cast.mira, said)


def mira_proposes_half_a_page(cast: Cast) -> Commitment:
    """For the same day."""
    said = Said(what="Half a page on the night shift", reason=Reason.TOO_MUCH_AT_ONCE)
    return says(mira_promised_sam(cast), Act.RENEGOTIATE, cast.mira, said)


def mira_reports_it_done(cast: Cast) -> Commitment:
    said = Said(words="It is in the shared folder.")
    return says(mira_promised_sam(cast), Act.REPORT_DONE, cast.mira, said)


def sam_asks_something_important(cast: Cast) -> Commitment:
    said = Said(what=THEMES, due_on=FRIDAY, important=True)
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def mira_says_what_she_heard(cast: Cast) -> Commitment:
    said = Said(words="One page on why people leave the night shift.")
    return says(sam_asks_something_important(cast), Act.PLAY_BACK, cast.mira, said)


def mira_would_replace_it(cast: Cast) -> Commitment:
    said = Said(what="A talk instead of a page", due_on=IN_DECEMBER)
    return says(mira_promised_sam(cast), Act.REPLACE, cast.mira, said)


def sam_would_hand_it_to_leo(cast: Cast) -> Commitment:
    return says(mira_promised_sam(cast), Act.HAND_OVER, cast.sam, Said(person=cast.leo))


def mira_says_outside_our_hands(cast: Cast) -> Commitment:
    said = Said(words="The supplier closed for a month.")
    return says(mira_promised_sam(cast), Act.OUTSIDE_HANDS, cast.mira, said)


def sam_withdrew(cast: Cast) -> Commitment:
    return says(sam_asks_mira(cast), Act.WITHDRAW, cast.sam)


def sam_says_not_yet(cast: Cast) -> Commitment:
    said = Said(words="The last page is missing.", due_on=IN_DECEMBER)
    return says(mira_reports_it_done(cast), Act.NOT_YET, cast.sam, said)


def sam_thanked(cast: Cast, *, days_ago: int = 0) -> Commitment:
    """Asked, promised, reported and thanked for on one day."""
    at = TUESDAY - timedelta(days=days_ago)
    said = Said(what=THEMES, due_on=at.date() + timedelta(days=3))
    promise = actions.ask(of=cast.mira, said=said, by=cast.sam, at=at, source=Source.FORM)
    for act, by in ((Act.PROMISE, cast.mira), (Act.REPORT_DONE, cast.mira), (Act.THANK, cast.sam)):
        promise = says(promise, act, by, at=at)
    return promise


# ---- how it may have ended, and what may have been said to it afterwards


def mira_declined(cast: Cast) -> Commitment:
    return says(sam_asks_mira(cast), Act.DECLINE, cast.mira, Said(reason=Reason.NOT_OURS))


def nobody_answered(cast: Cast) -> Commitment:
    """Asked on a Monday two weeks ago, and the five working days were over a week ago."""
    earlier = datetime(2026, 11, 9, 8, tzinfo=MONDAY.tzinfo)
    said = Said(what=THEMES, due_on=LAST_FRIDAY)
    asked = actions.ask(of=cast.mira, said=said, by=cast.sam, at=earlier, source=Source.FORM)
    take_time(at=earlier + timedelta(days=8))
    asked.refresh_from_db()
    return asked


def sam_released_it(cast: Cast) -> Commitment:
    said = Said(reason=Reason.SOLVED_OTHERWISE)
    return says(mira_promised_sam(cast), Act.RELEASE, cast.sam, said)


def mira_took_it_back(cast: Cast) -> Commitment:
    said = Said(reason=Reason.WAITING_FOR_DECISION)
    return says(mira_promised_sam(cast), Act.TAKE_BACK, cast.mira, said)


def it_was_replaced(cast: Cast) -> Commitment:
    return says(mira_would_replace_it(cast), Act.AGREE, cast.sam)


def mira_calls_what_was_done_outside_our_hands(cast: Cast) -> Commitment:
    said = Said(words="The road was closed.")
    return says(sam_thanked(cast), Act.OUTSIDE_HANDS, cast.mira, said, at=TUESDAY)


def mira_calls_what_she_took_back_outside_our_hands(cast: Cast) -> Commitment:
    said = Said(words="The road was closed.")
    return says(mira_took_it_back(cast), Act.OUTSIDE_HANDS, cast.mira, said)


def it_slipped_with_another_day_open(cast: Cast) -> Commitment:
    in_time = datetime(2026, 11, 18, 8, tzinfo=MONDAY.tzinfo)
    said = Said(due_on=IN_DECEMBER, reason=Reason.WAITING_FOR_DECISION)
    return says(it_slipped(cast), Act.RENEGOTIATE, cast.mira, said, at=in_time)


def it_was_reported_late(cast: Cast) -> Commitment:
    return says(it_slipped(cast), Act.REPORT_DONE, cast.mira)


def it_was_late_and_sam_thanked(cast: Cast) -> Commitment:
    return says(it_was_reported_late(cast), Act.THANK, cast.sam)
