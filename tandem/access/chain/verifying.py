"""Looking whether the record is as it was sealed. Reads only.

Everything is read a page at a time, first the anchor, then seals, then events: each is appended
before the one that is read before it, so nobody has to wait for a look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from tandem.access.chain import breaks, kept, lines
from tandem.access.chain.anchor import SEALED, Anchor, AnchorAltered, KeyMissing, Line
from tandem.access.chain.breaks import Named
from tandem.access.chain.naming import altered, name_break
from tandem.access.chain.seals import LATE, Gap, Sealed, State, chained
from tandem.access.keys import Keyring
from tandem.access.models import Account

Told = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Whole:
    """The record is whole. waiting: events not sealed yet, the oldest from `since`."""

    state: State
    looked_at: int
    waiting: int
    since: str
    restored: tuple[Line, ...]


@dataclass(slots=True)
class Stream:
    """Events in the order of their ids; those passed over wait for the seal they came late to."""

    after: int
    passed: dict[int, bytes]
    ids: list[int]
    texts: list[bytes]
    at: int = 0

    @classmethod
    def behind(cls, state: State) -> Stream:
        """From the first event that this seal does not cover."""
        passed: dict[int, bytes] = {}
        for gap in state.gaps:
            found = lines.read(after=gap.first - 1, upto=gap.last, limit=lines.LARGEST)
            passed |= zip(found.ids, found.texts, strict=True)
        # None was ever given an id below one, but somebody could put one there.
        return cls(state.top if state.number else -lines.LARGEST, passed, [], [])

    def take(self, wanted: list[int]) -> list[bytes | None]:
        """The lines of these events, None where one is not there."""
        self.fill(len(wanted))
        end = self.at + len(wanted)
        if self.ids[self.at : end] == wanted:
            found: list[bytes | None] = [*self.texts[self.at : end]]
            self.at = end
            return found
        return [self.one(id_) for id_ in wanted]

    def one(self, id_: int) -> bytes | None:
        if id_ in self.passed:
            return self.passed.pop(id_)
        while self.fill(1) and self.ids[self.at] <= id_:
            found, text = self.ids[self.at], self.texts[self.at]
            self.at += 1
            if found == id_:
                return text
            self.passed[found] = text
        return None

    def fill(self, wanted: int) -> bool:
        """Whether so many are at hand, or as many as there are, and at least one."""
        if len(self.ids) - self.at < wanted:
            more = lines.read(after=self.after)
            self.ids = self.ids[self.at :] + more.ids
            self.texts = self.texts[self.at :] + more.texts
            self.at = 0
            self.after = more.ids[-1] if more.ids else self.after
        return self.at < len(self.ids)

    def rest(self) -> Iterator[tuple[int, bytes]]:
        yield from sorted(self.passed.items())
        while self.fill(1):
            yield self.ids[self.at], self.texts[self.at]
            self.at += 1


def verify(*, at: datetime, since: State | None = None, told: Told = lambda _events: None) -> Whole:
    """Look from the first event on, or from what was whole before. Raises RecordBroken.

    Raises KeyFileUnusable too. told: is called with how many events more were looked at.
    """
    kept_at = Anchor(settings.SITE.anchor_file)
    ring = Keyring.read(settings.SITE.key_file)
    try:
        known = anchored(kept_at, ring, whole=since is None)
        newest = kept.newest()
        compare(kept_at, known, newest)
        start = since or State()
        state, stream = walk(start, newest, known, ring, told)
    except AnchorAltered as error:
        raise breaks.anchor_altered(kept_at.path, str(error)) from error
    except KeyMissing as error:
        raise breaks.key_missing(str(error)) from error
    waiting, first = look_at_rest(state, stream, at)
    if not (known or newest or waiting) and Account.objects.exists():
        raise breaks.all_gone(kept_at.path)
    return Whole(state, state.count - start.count, waiting, first, tuple(restores(known)))


def verify_alone(ring: Keyring, *, at: datetime) -> None:
    """Whether the rows are whole in themselves, whatever the anchor says. Raises RecordBroken."""
    try:
        state, stream = walk(State(), kept.newest(), [], ring, lambda _events: None)
    except KeyMissing as error:
        raise breaks.key_missing(str(error)) from error
    look_at_rest(state, stream, at)


def restores(known: list[Line]) -> list[Line]:
    return [each for each in known if each.what != SEALED]


# The anchor


def anchored(anchor: Anchor, ring: Keyring, *, whole: bool) -> list[Line]:
    """All lines, or the last alone; none where there is no anchor."""
    last = anchor.last(ring)
    if last is None:
        return []
    return [*anchor.lines(ring)] if whole else [last]


def compare(anchor: Anchor, known: list[Line], newest: Sealed | None) -> None:
    """What the anchor said last, and what the database has."""
    state = newest.state if newest else State()
    if not known:
        if newest:
            raise breaks.anchor_missing(anchor.path, state.count)
        return
    last = known[-1]
    if last.seal <= state.number:
        there = kept.numbered(last.seal)
        check_said(last, there.state if there else State())
        return
    lost = last.count - state.count
    unsealed = lines.read(after=state.top, limit=lost)
    if len(unsealed.ids) >= lost:
        first = Named.of(unsealed.ids[0], unsealed.texts[0])
        raise breaks.cut_off(state.number, last.seal, first)
    raise breaks.older(state.number, last.seal, lost, at_top(state))


def at_top(state: State) -> Named | None:
    found = lines.read(after=state.top - 1, upto=state.top)
    return Named.of(found.ids[0], found.texts[0]) if found.ids else None


def in_force(known: list[Line]) -> dict[int, Line]:
    """What the anchor says of each seal; what a restore took back is said no more."""
    said: dict[int, Line] = {}
    for line in known:
        if line.what != SEALED:
            said = {number: each for number, each in said.items() if number <= line.seal}
        said[line.seal] = line
    return said


# Seals and events


def walk(
    start: State, newest: Sealed | None, known: list[Line], ring: Keyring, told: Told
) -> tuple[State, Stream]:
    """From seal to seal. Raises RecordBroken at the first that is not as it was made."""
    state, stream, said = start, Stream.behind(start), in_force(known)
    upto = newest.state.number if newest else 0
    check_said(said.get(state.number), state)
    for each in kept.seals(after=state.number, upto=upto):
        if each.state.number != state.number + 1:
            raise breaks.seal_removed(state.number + 1, first_after(stream))
        if each.key not in ring.keys:
            raise KeyMissing(each.key)
        found = stream.take(each.ids)
        check(each, state, found, ring)
        check_said(said.get(each.state.number), each.state)
        state = each.state
        told(len(found))
    if state.number < upto:
        raise breaks.seal_removed(state.number + 1, first_after(stream))
    return state, stream


def check(each: Sealed, before: State, found: list[bytes | None], ring: Keyring) -> None:
    there = [line for line in found if line is not None]
    fits = len(there) == len(found) and chained(before.head, there) == each.state.head
    if not fits:
        raise name_break(each, found, ring)
    if not each.is_genuine(ring):
        raise altered(each, found)


def check_said(said: Line | None, state: State) -> None:
    if said and said.fits != (state.number, state.count, state.head.hex()):
        raise AnchorAltered(f"what it says of seal {said.seal} is not what the seal says")


def first_after(stream: Stream) -> Named | None:
    return next((Named.of(id_, text) for id_, text in stream.rest()), None)


def look_at_rest(state: State, stream: Stream, at: datetime) -> tuple[int, str]:
    """How many wait to be sealed, and the moment of the first. Raises RecordBroken."""
    open_gaps = [gap for gap in state.gaps if gap.since > at - LATE]
    count, first = 0, ""
    for id_, text in stream.rest():
        if id_ <= state.top and not any(is_in(gap, id_) for gap in open_gaps):
            raise breaks.inserted(Named.of(id_, text))
        first = first or Named.of(id_, text).at
        count += 1
    return count, first


def is_in(gap: Gap, id_: int) -> bool:
    return gap.first <= id_ <= gap.last
