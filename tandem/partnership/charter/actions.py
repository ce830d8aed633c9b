"""What the two of a pair say to their charter. The moment both have agreed to every part, the
version is written, once.

The rules decide; here the pair is locked and what stands is read again, so that two taps cannot
both count and nobody agrees to words they have not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import Audited, record, record_gone
from tandem.organisation.calendars import working_days_of
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.partnership.agreeing.rules import SAY_HOW, YES, Act, Side, State, take
from tandem.partnership.charter import rules
from tandem.partnership.charter.content import write_down
from tandem.partnership.charter.models import Answer, Charter, CharterEntry, CharterPart
from tandem.partnership.charter.reading import Stand, signs, stands
from tandem.partnership.charter.starting_point import Kind, Part, starting_point
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import locked

__all__ = [
    "NotPossible", "accept", "accept_the_rest", "accept_with_its_rows", "add", "answer", "change",
    "differ", "let_go", "look_again", "side_of", "write",
]  # fmt: skip


def side_of(pair: Pair, person: Person) -> Side:
    """Raises NotInThisPair."""
    pair.partner_of(person)
    return Side.LEADER if person == pair.leader else Side.HR


@dataclass(slots=True)
class Hand:
    """One of the two at the charter of their pair, nobody else writing."""

    pair: Pair
    side: Side
    by: Person
    at: datetime
    parts: dict[str, Stand]

    @classmethod
    def at_work(cls, pair: Pair, by: Person, at: datetime) -> Hand:
        """Raises NotInThisPair, PairIsOver."""
        held = locked(pair, by, at)
        return cls(held, side_of(held, by), by, at, stands(held, localdate(at)))

    def of(self, key: str) -> Stand:
        """Raises KeyError for a part there is none of."""
        return self.parts[key]

    @property
    def on(self) -> date:
        return localdate(self.at)

    def say(self, what: str, stand: Stand, *beside: Audited) -> CharterPart:
        """Write the part, and the version where with it the last one is agreed."""
        row = stand.row
        row.changed_on = self.on
        if row.state == State.SIGNED:
            row.edited_by = row.leader_view = row.hr_view = ""
            row.differs_since = None
        record(f"charter.{what}", row, *beside, by=self.by, at=self.at)
        if rules.is_signed(State(each.row.state) for each in self.parts.values()):
            self._sign()
        return row

    def agree(self, stand: Stand) -> CharterPart:
        rules.refuse_incomplete(stand.part, stand.said, stand.filled.lacks_for(self.side))
        stand.row.state = take(State(stand.row.state), Act.AGREE, self.side).value
        return self.say("agreed", stand)

    def changed(self, stand: Stand, what: str, *beside: Audited) -> CharterPart:
        said = stand.said
        if said.is_empty:  # the last entry was let go: as if nobody had said anything
            stand.row.state, stand.row.edited_by = State.DEFAULT.value, ""
            return self.say(what, stand, *beside)
        after = rules.after_a_change(State(stand.row.state), stand.part, said, self.side)
        stand.row.state, stand.row.edited_by = after.value, self.side.value
        return self.say(what, stand, *beside)

    def _sign(self) -> None:
        number = Charter.objects.of(self.pair).count() + 1
        said = {key: stand.said for key, stand in self.parts.items()}
        values, rhythm = values_on(self.on), said["rhythm"].days
        after_days = values.whole("charter_renew_days")
        calendar = working_days_of(self.pair.leader, self.on)
        charter = Charter(
            pair=self.pair, number=number, words=write_down(starting_point(), said),
            days=rhythm or values.whole("pair_1to1_days"), leader=self.pair.leader,
            hr_partner=self.pair.hr_partner, signed_on=self.on,
            renew_on=rules.renewal_due(self.on, calendar, after_days=after_days),
        )  # fmt: skip
        record("charter.signed", charter, by=self.by, at=self.at)


@transaction.atomic
def accept(*, pair: Pair, key: str, seen: str, by: Person, at: datetime) -> CharterPart:
    """Agree to one part as it stands; with the other's yes it is agreed by both.

    seen: the `mark` of what the person looked at. Agreeing twice changes nothing.
    Raises NotPossible, NotInThisPair, PairIsOver, KeyError for a part there is none of.
    """
    hand = Hand.at_work(pair, by, at)
    stand = hand.of(key)
    if stand.said.mark != seen:
        raise NotPossible(rules.CHANGED)
    if stand.row.state in (YES[hand.side], State.SIGNED):
        return stand.row
    return hand.agree(stand)


@transaction.atomic
def accept_the_rest(*, pair: Pair, by: Person, at: datetime) -> int:
    """One tap: agree to every part that is as it was proposed, or that the other agreed to so.

    What somebody has worded anew, sees differently, or has not finished is left for a look of its
    own. Returns how many were agreed to. Raises NotInThisPair, PairIsOver.
    """
    hand, said = Hand.at_work(pair, by, at), 0
    for stand in hand.parts.values():
        if stand.is_as_proposed and stand.may_agree(hand.side):
            hand.agree(stand)
            said += 1
    return said


@transaction.atomic
def accept_with_its_rows(*, pair: Pair, by: Person, at: datetime) -> bool:
    """The yes to the part on the map, given with one's yes to the last of its rows.

    Never the one that signs the charter: that is asked for in so many words. Returns whether it
    was given. Raises NotInThisPair, PairIsOver.
    """
    hand = Hand.at_work(pair, by, at)
    stand = next(each for each in hand.parts.values() if each.part.kind is Kind.MAP)
    can = stand.is_as_proposed and stand.may_agree(hand.side)
    if not can or signs([stand], hand.parts.values(), hand.side):
        return False
    hand.agree(stand)
    return True


@transaction.atomic
def write(
    *, pair: Pair, key: str, words: str, seen: str, days: int | None = None, by: Person,
    at: datetime,
) -> CharterPart:  # fmt: skip
    """Other words for one part, which is un-agreed; all others stay as they are.

    Where each side writes, these are one's own. days: of the rhythm. Raises as `accept`, and
    NotPossible without words and for a part that is not written.
    """
    hand = Hand.at_work(pair, by, at)
    stand = hand.of(key)
    if stand.part.kind in (Kind.LIST, Kind.MAP):
        raise NotPossible(rules.NOT_A_TEXT)
    if stand.said.mark != seen:
        raise NotPossible(rules.CHANGED)
    if not words.strip():
        raise NotPossible(rules.EMPTY)
    stand.row.days = days_meant(stand.part, days)
    stand.word(words.strip(), hand.side)
    return hand.changed(stand, "worded")


def days_meant(part: Part, days: int | None) -> int | None:
    """Raises NotPossible."""
    if part.key != "rhythm":
        return None
    if days is None or not 1 <= days <= rules.LONGEST_RHYTHM:
        raise NotPossible(rules.NO_RHYTHM)
    return days


@transaction.atomic
def differ(*, pair: Pair, key: str, view: str, by: Person, at: datetime) -> CharterPart:
    """ "We see it differently": one's own view beside the other's, until both agree again.

    Raises as `accept`, and NotPossible without words.
    """
    hand = Hand.at_work(pair, by, at)
    stand = hand.of(key)
    if not view.strip():
        raise NotPossible(SAY_HOW)
    stand.row.state = take(State(stand.row.state), Act.DIFFER, hand.side).value
    stand.row.differs_since = stand.row.differs_since or hand.on
    setattr(stand.row, "leader_view" if hand.side is Side.LEADER else "hr_view", view.strip())
    return hand.say("differed", stand)


@transaction.atomic
def look_again(*, pair: Pair, by: Person, at: datetime) -> int:
    """Renewing: every part both have agreed to is looked at again; what is signed holds meanwhile.

    Returns how many. Raises NotInThisPair, PairIsOver.
    """
    hand = Hand.at_work(pair, by, at)
    agreed = [stand for stand in hand.parts.values() if stand.row.state == State.SIGNED]
    for stand in agreed:
        stand.row.state = take(State(stand.row.state), Act.REVIEW, hand.side).value
        hand.say("looked_at", stand)
    return len(agreed)


# ---- the parts that are lists


@transaction.atomic
def add(
    *, pair: Pair, key: str, what: str, measure: str = "", carried_by: str = "", by: Person,
    at: datetime,
) -> CharterEntry:  # fmt: skip
    """One more expectation, or success factor.

    Raises as `accept`, NotPossible for the other side's list, a sixth, or a factor without its
    measure, and ValidationError for words that are none or too long.
    """
    hand = Hand.at_work(pair, by, at)
    stand = list_of(hand, key)
    if len(stand.entries) >= rules.most(key):
        raise NotPossible(rules.ENOUGH)
    number = max((each.number for each in stand.entries), default=0) + 1
    entry = CharterEntry(pair=hand.pair, key=key, number=number)
    word(entry, what, measure, carried_by, hand.on)
    stand.entries.append(entry)
    hand.changed(stand, "entry_added", entry)
    return entry


@transaction.atomic
def change(
    *, entry: CharterEntry, what: str, measure: str = "", carried_by: str = "", by: Person,
    at: datetime,
) -> CharterEntry:  # fmt: skip
    """Other words for one entry; it is answered anew. Raises as `add`, and DoesNotExist."""
    hand = Hand.at_work(entry.pair, by, at)
    stand = list_of(hand, entry.key)
    held = stand.entry(entry)
    word(held, what, measure, carried_by, hand.on)
    hand.changed(stand, "entry_changed", held)
    return held


@transaction.atomic
def let_go(*, entry: CharterEntry, by: Person, at: datetime) -> None:
    """By the side whose list it is. Raises as `add`, and DoesNotExist once it is gone."""
    hand = Hand.at_work(entry.pair, by, at)
    stand = list_of(hand, entry.key)
    held = stand.entry(entry)
    record_gone("charter.entry_let_go", held, by=by, at=at)
    stand.entries.remove(held)
    hand.changed(stand, "worded")


@transaction.atomic
def answer(
    *, entry: CharterEntry, said: Answer, why: str, by: Person, at: datetime
) -> CharterEntry:
    """Can, can partly, cannot; the last two say why.

    Raises NotInThisPair, PairIsOver, DoesNotExist, NotPossible for one's own expectation and
    without a why.
    """
    hand = Hand.at_work(entry.pair, by, at)
    stand = hand.of(entry.key)
    if not rules.answers_list(entry.key, hand.side):
        raise NotPossible(rules.NOT_YOURS)
    if said is not Answer.CAN and not why.strip():
        raise NotPossible(rules.SAY_WHY)
    held = stand.entry(entry)
    held.answer, held.why, held.answered_on = said.value, why.strip(), hand.on
    hand.changed(stand, "answered", held)
    return held


def list_of(hand: Hand, key: str) -> Stand:
    """Raises NotPossible where the side writes no list."""
    stand = hand.of(key)
    if stand.part.kind is not Kind.LIST:
        raise NotPossible(rules.NOT_A_LIST)
    if not rules.writes_list(key, hand.side):
        raise NotPossible(rules.NOT_YOURS)
    return stand


def word(entry: CharterEntry, what: str, measure: str, carried_by: str, on: date) -> None:
    is_factor = entry.key == rules.FACTORS
    if is_factor and not measure.strip():
        raise NotPossible(rules.NEEDS_MEASURE)
    entry.what, entry.said_on = what.strip(), on
    entry.measure = measure.strip() if is_factor else ""
    entry.carried_by = (carried_by or "both") if is_factor else ""
    entry.answer = entry.why = ""
    entry.answered_on = None
