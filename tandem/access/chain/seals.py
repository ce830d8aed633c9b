"""How a batch of events is chained to the one before. Values in, bytes out: no database, no clock.

A seal has an open head, which anybody can compute who has the events, and a keyed seal over it,
which only who holds the key file can make. A short keyed digest for each event lets a look at a
broken batch name the event.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tandem.access.keys import Keyring, derive

HEAD_BYTES = 32
START = bytes(HEAD_BYTES)  # the head before the first seal
LATE = timedelta(hours=1)  # no act is under way for longer
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

ENTRY = struct.Struct(">q8s")
GAP = struct.Struct(">qqq")
FACTS = struct.Struct(">qqqq")


@dataclass(frozen=True, slots=True)
class Gap:
    """Ids, both inclusive, that were not there when a later one was sealed."""

    first: int
    last: int
    since: datetime


@dataclass(frozen=True, slots=True)
class State:
    """Where the chain stands: after how many seals and events, at which head, up to which id."""

    number: int = 0
    count: int = 0
    top: int = 0
    head: bytes = START
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal, whole, as it is kept."""

    state: State
    entries: bytes
    key: str
    at: datetime
    mac: bytes = field(default=b"")

    def packed(self) -> bytes:
        """All that the keyed seal covers. The events themselves are in the head."""
        facts = FACTS.pack(self.state.number, self.state.count, self.state.top, micros(self.at))
        gaps = packed_gaps(self.state.gaps)
        return b"".join((b"tandem-seal-1", facts, len(gaps).to_bytes(8), self.state.head, gaps,
                         self.entries))  # fmt: skip

    def is_genuine(self, ring: Keyring) -> bool:
        return self.mac == keyed(self.packed(), sealing_key(ring, self.key), HEAD_BYTES)

    @property
    def ids(self) -> list[int]:
        return [id_ for id_, _ in ENTRY.iter_unpack(self.entries)]


def seal(
    before: State, ids: Sequence[int], lines: Sequence[bytes], *, ring: Keyring, at: datetime
) -> Sealed:
    """The next seal, over these events in the order of their ids."""
    key = sealing_key(ring, ring.current)
    state = State(
        number=before.number + 1,
        count=before.count + len(ids),
        top=max(before.top, ids[-1]),
        head=chained(before.head, lines),
        gaps=gaps_after(before, ids, at),
    )
    entries = b"".join(map(ENTRY.pack, ids, (digest(line, key) for line in lines)))
    made = Sealed(state, entries, ring.current, at)
    return Sealed(state, entries, ring.current, at, keyed(made.packed(), key, HEAD_BYTES))


def chained(head: bytes, lines: Iterable[bytes]) -> bytes:
    """The open head: BLAKE2b with 32 bytes over the head before and the lines."""
    return hashlib.blake2b(head + b"".join(lines), digest_size=HEAD_BYTES).digest()


def digest(line: bytes, key: bytes) -> bytes:
    return keyed(line, key, 8)


def keyed(content: bytes, key: bytes, size: int) -> bytes:
    return hashlib.blake2b(content, key=key, digest_size=size).digest()


def sealing_key(ring: Keyring, name: str) -> bytes:
    """Raises KeyError where the key file no longer holds it."""
    return derive(ring.keys[name], "record")


# Ids that are not there


def gaps_after(before: State, ids: Sequence[int], at: datetime) -> tuple[Gap, ...]:
    """What is still open once these are sealed. What stayed empty for too long is closed."""
    still = [gap for gap in before.gaps if gap.since > at - LATE]
    new, top = list[Gap](), before.top
    for id_ in ids:
        if id_ <= before.top:
            still = [part for gap in still for part in without(gap, id_)]
        else:
            if id_ > top + 1:
                new.append(Gap(top + 1, id_ - 1, at))
            top = id_
    return (*still, *new)


def without(gap: Gap, id_: int) -> list[Gap]:
    if not gap.first <= id_ <= gap.last:
        return [gap]
    sides = (Gap(gap.first, id_ - 1, gap.since), Gap(id_ + 1, gap.last, gap.since))
    return [side for side in sides if side.first <= side.last]


def packed_gaps(gaps: Iterable[Gap]) -> bytes:
    return b"".join(GAP.pack(gap.first, gap.last, micros(gap.since)) for gap in gaps)


def unpacked_gaps(packed: bytes) -> tuple[Gap, ...]:
    return tuple(Gap(a, b, moment(since)) for a, b, since in GAP.iter_unpack(packed))


def micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
