"""Deleting the words of old promises: one of a pair proposes it, and the other's yes does it.

The words go, with the key that opened them. Who, the days, the acts and the short reasons stay, so
what is counted is the same before and after, and the record still tells what it told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from tandem.access.audit import Bulk, record, record_bulk, record_each
from tandem.access.sealed import Sealed, SealedTextField
from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import Act, Side, State, take
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.deleting import which
from tandem.partnership.deleting.models import DROPPED, Deletion
from tandem.partnership.holds.actions import refuse_if_held
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import locked


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


S = TypeVar("S", bound=Sealed)
NOTHING_OLD = _("There are no words here that are old enough, or something open hangs on them.")
PROPOSED = _("One of you has proposed it already. Look at it again.")
CHANGED = _("It was taken back or done meanwhile. Nothing else has happened.")


@transaction.atomic
def propose(*, pair: Pair, by: Person, at: datetime) -> Deletion:
    """Of all that is old enough today. Nothing goes yet.

    Raises NotInThisPair, PairIsOver, KeptByLaw, NotPossible.
    """
    held = locked(pair, by, at)
    _refuse_if_kept(held, at)
    if Deletion.objects.filter(pair=held).open().exists():
        raise NotPossible(PROPOSED)
    today = localdate(at)
    before = which.old_before(today)
    if not which.may_go(held, before).exists():
        raise NotPossible(NOTHING_OLD)
    yes = take(State.DEFAULT, Act.AGREE, side_of(held, by))
    deletion = Deletion(pair=held, state=yes.value, before=before, proposed_on=today)
    record("deletion.proposed", deletion, by=by, at=at)
    return deletion


@transaction.atomic
def agree(*, pair: Pair, proposal: UUID, by: Person, at: datetime) -> Deletion:
    """The second yes: the words are gone with it, for both and for ever.

    What came to hang on something open since it was proposed stays. Raises what `propose` raises.
    """
    held = locked(pair, by, at)
    deletion = _open(held, proposal)
    _refuse_if_kept(held, at)
    deletion.state = take(State(deletion.state), Act.AGREE, side_of(held, by)).value
    those = [*which.may_go(held, deletion.before).select_for_update(of=("self",))]
    if not those:
        raise NotPossible(NOTHING_OLD)
    deletion.promises, deletion.settled_on = len(those), localdate(at)
    moves = [*Move.objects.filter(commitment__in=those)]
    wiped = Bulk(changed=[*map(without_words, moves)], fields=written_in(Move))
    record_bulk("deletion.agreed", deletion, [wiped] if moves else [], by=by, at=at)
    for each in those:
        each.done_was_said = bool(each.done_means)  # clear requests are counted
    gone = [*map(without_words, those)]
    fields = [*written_in(Commitment), "done_was_said"]
    record_each("commitment.words_deleted", gone, fields=fields, by=by, at=at)
    return deletion


@transaction.atomic
def drop(*, pair: Pair, proposal: UUID, by: Person, at: datetime) -> Deletion:
    """Either of the two: taken back by who proposed it, or not now. Raises as `agree` does."""
    held = locked(pair, by, at)
    deletion = _open(held, proposal)
    deletion.state, deletion.settled_on = DROPPED, localdate(at)
    record("deletion.dropped", deletion, by=by, at=at)
    return deletion


def side_of(pair: Pair, person: Person) -> Side:
    return Side.LEADER if person.pk == pair.leader_id else Side.HR


def waits_for(pair: Pair, deletion: Deletion, person: Person) -> bool:
    """Whether the other of the two has proposed it."""
    own = State.BY_LEADER if side_of(pair, person) is Side.LEADER else State.BY_HR
    return deletion.settled_on is None and deletion.state != own


def written_in(model: type[Sealed]) -> Sequence[str]:
    """Every sealed text, and the key without which none of them opens again."""
    fields = model._meta.concrete_fields
    return ["wrapped_key", *(each.name for each in fields if isinstance(each, SealedTextField))]


def without_words(row: S) -> S:
    key, *texts = written_in(type(row))
    setattr(row, key, None)
    for name in texts:
        setattr(row, name, "")
    return row


def _open(pair: Pair, proposal: UUID) -> Deletion:
    """As it was seen: a tap on an older page says yes to nothing newer."""
    found = Deletion.objects.filter(pair=pair, pk=proposal).open().first()
    if found is None:
        raise NotPossible(CHANGED)
    return found


def _refuse_if_kept(pair: Pair, at: datetime) -> None:
    """Promises are of the two, not of one pair: a hold of any of their pairs keeps them."""
    for each in Pair.objects.of_two(pair.leader, pair.hr_partner):
        refuse_if_held(each, at)


def proposed_to() -> Exists:
    """To be asked with a person: whether a partner of theirs has proposed it."""
    to_hr = Q(pair__hr_partner=OuterRef("pk"), state=State.BY_LEADER.value)
    to_leader = Q(pair__leader=OuterRef("pk"), state=State.BY_HR.value)
    return Exists(Deletion.objects.filter(to_hr | to_leader).order_by())


def proposals_waiting(person: Person, today: date) -> list[Deletion]:
    """Those a partner made and this person has not answered, in pairs that still are."""
    theirs = Deletion.objects.visible_to(person).open()
    found = theirs.select_related("pair__leader", "pair__hr_partner")
    mine = [each for each in found if waits_for(each.pair, each, person)]
    return [each for each in mine if not each.pair.is_over(today)]
