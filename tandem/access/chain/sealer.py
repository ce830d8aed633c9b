"""The sealer: chains what happened since it last looked, and says so in the anchor.

Acts never wait for it. Ids become visible out of order on PostgreSQL and leave gaps where an act
was taken back; a gap stays open for an hour, so that what ends late is sealed then.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tandem.access.chain import kept, lines
from tandem.access.chain.anchor import SEALED, Anchor, Line
from tandem.access.chain.lines import Lines
from tandem.access.chain.seals import LATE, State, seal
from tandem.access.keys import Keyring
from tandem.access.models import Seal

BATCH = 2000  # events under one seal
AT_ONCE = 200  # seals in one go: the worker has other things to do as well


class RecordApart(Exception):
    """For the operator: record and anchor do not fit, so nothing is sealed over it."""


def seal_events(*, at: datetime) -> int:
    """Seal what waits; returns how many events that were. Safe to run again, and beside another.

    The database comes first: after a fall between the two the anchor is behind, which the next
    run mends, and never ahead, which would look like a record that lost its end.
    Raises RecordApart, AnchorAltered, KeyMissing or OSError; then what waits goes on waiting.
    """
    anchor = Anchor(settings.SITE.anchor_file)
    with anchor.alone():
        ring = Keyring.read(settings.SITE.key_file)  # anew: another process may have replaced it
        last, state = standing(anchor, ring)
        if last is None:
            last = Line.of(SEALED, state, at).sealed(ring, None)
            anchor.append(last)
        count = state.count
        for _ in range(AT_ONCE):
            made = seal_next(state, ring, at)
            if made is None:
                break
            begun, state = state, made
            if made.count - begun.count < BATCH:
                break  # what came meanwhile is of the next run
        if state.number > last.seal:
            anchor.append(Line.of(SEALED, state, at).sealed(ring, last))
    return state.count - count


def standing(anchor: Anchor, ring: Keyring) -> tuple[Line | None, State]:
    """The last line of the anchor and the newest seal, if the one belongs to the other."""
    last, newest = anchor.last(ring), kept.newest()
    if newest and (newest.key not in ring.keys or not newest.is_genuine(ring)):
        raise RecordApart(f"Seal {newest.state.number} does not open with the key file.")
    if last is None and newest:
        raise RecordApart(f"The anchor {anchor.path} is gone.")
    if last and last.fits != fits(last.seal):
        raise RecordApart("The anchor knows more than the database does.")
    return last, newest.state if newest else State()


def fits(number: int) -> tuple[int, int, str] | None:
    """Number, count and head of a seal, as the anchor says them."""
    there = kept.numbered(number)
    if there is None and number:
        return None
    state = there.state if there else State()
    return state.number, state.count, state.head.hex()


def seal_next(state: State, ring: Keyring, at: datetime) -> State | None:
    """One seal more, or None where nothing waits. Looks before it takes the lock."""
    if not waiting(state, at, 1).ids:
        return None
    with transaction.atomic():
        # The second look is of now: the first may have waited for another's seal.
        Seal.objects.select_for_update().order_by("-number").first()
        newest = kept.newest()
        state = newest.state if newest else State()
        found = waiting(state, at, BATCH)
        if not found.ids:
            return None
        made = seal(state, found.ids, found.texts, ring=ring, at=at)
        kept.keep(made)
    return made.state


def waiting(state: State, at: datetime, limit: int) -> Lines:
    """Events that no seal covers: what came late into a gap, and what came since."""
    found = Lines()
    places = [(gap.first - 1, gap.last) for gap in state.gaps if gap.since > at - LATE]
    for after, upto in [*sorted(places), (state.top, lines.LARGEST)]:
        more = lines.read(after=after, upto=upto, limit=limit - len(found.ids))
        found.ids += more.ids
        found.texts += more.texts
        if len(found.ids) >= limit:
            break
    return found
