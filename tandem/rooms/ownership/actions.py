"""What the two of a pair say to a row of their map. Every act is one move, one event.

The rules decide; here the pair is locked and the row read again, so that two taps cannot both
count and nobody agrees to a text they have not seen.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import Audited, record
from tandem.organisation.models import Person
from tandem.partnership.charter.actions import accept_with_its_rows
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import gone_words
from tandem.rooms.ownership import rules
from tandem.rooms.ownership.maps import InForce, in_force
from tandem.rooms.ownership.models import MapRow, RowMove, SignedRow
from tandem.rooms.ownership.rules import Act, State
from tandem.rooms.ownership.standing import agreed_by
from tandem.rooms.ownership.starting_point import Side, Text

__all__ = [
    "NotPossible",
    "agree",
    "agree_to_the_rest",
    "differ",
    "edit",
    "keep_for_now",
    "look_again",
    "side_of",
]

OTHER = {Side.LEADER: Side.HR, Side.HR: Side.LEADER}
YES = {Side.LEADER: State.BY_LEADER, Side.HR: State.BY_HR}


def side_of(pair: Pair, person: Person) -> Side:
    """Raises NotInThisPair."""
    pair.partner_of(person)
    return Side.LEADER if person == pair.leader else Side.HR


@transaction.atomic
def agree(*, pair: Pair, domain: str, seen: str, by: Person, at: datetime) -> MapRow:
    """ "Agree": to the text as it stands; with the other's yes the row is signed.

    seen: the `mark` of the text the person looked at. Agreeing twice changes nothing.
    Raises NotPossible, NotInThisPair, KeyError for a domain that is none.
    """
    row, side = locked(pair, domain, by, at), side_of(pair, by)
    if row.text.mark != seen:
        raise NotPossible(rules.CHANGED)
    if row.state in (YES[side], State.SIGNED):
        return row
    _agree(row, side, by, at)
    _say_yes_to_the_part(pair, by, at)
    return row


@transaction.atomic
def agree_to_the_rest(*, pair: Pair, by: Person, at: datetime) -> int:
    """One tap: agree to every row that is still as it began, or that the other has agreed to so.

    A row begins as what holds: the starting point, or what the two before them signed. Rows
    somebody has edited or sees differently, or looks at again, are left for a look of their own.
    Returns how many rows were agreed to.
    """
    side, said = side_of(pair, by), 0
    for domain in in_force(pair.area):
        row = locked(pair, domain, by, at)
        as_it_began = row.edited_by == "" and row.differs_since is None
        untouched = row._state.adding  # of what was signed before them, too
        if as_it_began and (untouched or row.state in (State.DEFAULT, YES[OTHER[side]])):
            _agree(row, side, by, at)
            said += 1
    _say_yes_to_the_part(pair, by, at)
    return said


@transaction.atomic
def edit(
    *, pair: Pair, domain: str, text: Text, seen: str, agreeing: bool, by: Person, at: datetime
) -> MapRow:
    """Another text for one row, which is signed no more; all others stay as they are.

    agreeing: who edits says yes to it at once, as a second act. Raises as `agree`, and
    NotPossible where a side has no line.
    """
    row, side = locked(pair, domain, by, at), side_of(pair, by)
    if row.text.mark != seen:
        raise NotPossible(rules.CHANGED)
    rules.refuse_one_sided(text.leader, text.hr)
    row.state = rules.take(State(row.state), Act.EDIT, side)
    set_text(row, Text(text.leader.strip(), text.hr.strip(), text.outcome.strip()))
    row.edited_by = side
    row.kept_until = None  # what was meant so was another text
    _append(row, Act.EDIT, by, at, with_text=True)
    if agreeing:
        _agree(row, side, by, at)
        _say_yes_to_the_part(pair, by, at)
    return row


@transaction.atomic
def differ(*, pair: Pair, domain: str, view: str, by: Person, at: datetime) -> MapRow:
    """ "We see it differently": one's own view beside the other's, until the row is signed again.

    Saying it once more replaces one's view. Raises as `agree`, and NotPossible without words.
    """
    row, side = locked(pair, domain, by, at), side_of(pair, by)
    if not view.strip():
        raise NotPossible(rules.SAY_HOW)
    row.state = rules.take(State(row.state), Act.DIFFER, side)
    row.differs_since = row.differs_since or localdate(at)
    if side is Side.LEADER:
        row.leader_view = view.strip()
    else:
        row.hr_view = view.strip()
    return _append(row, Act.DIFFER, by, at, view=view.strip())


@transaction.atomic
def look_again(*, pair: Pair, domain: str, by: Person, at: datetime) -> MapRow:
    """A signed row is looked at together. What was signed holds until something else is."""
    row, side = locked(pair, domain, by, at), side_of(pair, by)
    row.state = rules.take(State(row.state), Act.REVIEW, side)
    return _append(row, Act.REVIEW, by, at)


@transaction.atomic
def keep_for_now(*, pair: Pair, domain: str, until: date, by: Person, at: datetime) -> MapRow:
    """ "Intentional for now": a task out of its lane is not asked about until that day.

    Nothing is un-signed by it, and nobody has to agree. Raises as `agree`, and NotPossible for a
    day that is none.
    """
    row = locked(pair, domain, by, at)
    rules.refuse_for_ever(until, localdate(at))
    row.kept_until = until
    record("ownership.kept_for_now", row, by=by, at=at)
    return row


def locked(pair: Pair, domain: str, by: Person, at: datetime) -> MapRow:
    """The row of the pair, nobody else writing; not stored yet where nobody has said anything.

    Raises NotInThisPair, NotPossible once the pair is over or the other one has left, KeyError.
    """
    held = Pair.objects.select_for_update().get(pk=pair.pk)
    other = held.partner_of(by)
    if held.is_over(localdate(at)):
        raise NotPossible(rules.CLOSED)
    if not other.is_here(localdate(at)):
        raise NotPossible(gone_words(other))
    found = MapRow.objects.of(pair).filter(domain=domain).first()
    row = found or begun(pair, in_force(pair.area, only=domain)[domain])
    row.pair = pair
    return row


def begun(pair: Pair, holds: InForce) -> MapRow:
    """A row with the text that holds. What others have signed for the area is looked at again."""
    signed_before = holds.is_own(pair.area)
    row = MapRow(pair=pair, domain=holds.domain.key, changed_on=pair.start_on)
    row.state = State.UNDER_REVIEW if signed_before else State.DEFAULT
    return set_text(row, holds.text)


def set_text(row: MapRow, text: Text) -> MapRow:
    row.leader_line, row.hr_line, row.outcome = text.leader, text.hr, text.outcome
    return row


def _agree(row: MapRow, side: Side, by: Person, at: datetime) -> MapRow:
    rules.refuse_one_sided(row.leader_line, row.hr_line)
    row.state = rules.take(State(row.state), Act.AGREE, side)
    if row.state != State.SIGNED:
        return _append(row, Act.AGREE, by, at)
    row.edited_by = row.leader_view = row.hr_view = ""
    row.differs_since = None
    return _append(row, Act.AGREE, by, at, beside=_signed(row, at), what="signed")


def _say_yes_to_the_part(pair: Pair, by: Person, at: datetime) -> None:
    """Who has agreed to every row they can has said yes to the charter's part on the map, too.

    In the same act, with an event of its own.
    """
    if side_of(pair, by).value in agreed_by(pair):
        accept_with_its_rows(pair=pair, by=by, at=at)


def _signed(row: MapRow, at: datetime) -> list[Audited]:
    """The new version, and the one before it with its last day."""
    pair, text, on = row.pair, row.text, localdate(at)
    versions = SignedRow.objects.versions_of(pair.area, row.domain)
    before = versions.first()
    new = SignedRow(
        area=pair.area, domain=row.domain, number=before.number + 1 if before else 1,
        leader_line=text.leader, hr_line=text.hr, outcome=text.outcome,
        leader=pair.leader, hr_partner=pair.hr_partner, start_on=on,
    )  # fmt: skip
    if before is None:
        return [new]
    before.end_on = max(on, before.start_on)
    return [before, new]


def _append(
    row: MapRow,
    act: Act,
    by: Person,
    at: datetime,
    *,
    with_text: bool = False,
    view: str = "",
    beside: list[Audited] | None = None,
    what: str = "",
) -> MapRow:
    row.number += 1
    row.changed_on = localdate(at)
    move = RowMove(row=row, number=row.number, act=act, by=by, on=row.changed_on, to=row.state)
    move.view = view
    if with_text:
        move.leader_line, move.hr_line, move.outcome = row.leader_line, row.hr_line, row.outcome
    record(f"ownership.{what or act}", row, move, *(beside or []), by=by, at=at)
    return row
