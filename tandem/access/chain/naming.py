"""Which event of a broken seal it is, and what was done to it."""

from __future__ import annotations

from tandem.access.chain import breaks, kept, lines
from tandem.access.chain.breaks import Named, RecordBroken
from tandem.access.chain.seals import ENTRY, Sealed, digest, sealing_key
from tandem.access.keys import Keyring


def name_break(seal: Sealed, found: list[bytes | None], ring: Keyring) -> RecordBroken:
    key, before = sealing_key(ring, seal.key), None
    for (id_, sealed), line in zip(ENTRY.iter_unpack(seal.entries), found, strict=True):
        if line is None:
            return gone(id_, before)
        if digest(line, key) != sealed:
            return another(id_, line, ring)
        before = Named.of(id_, line)
    return altered(seal, found)  # each event is what it was, so it is the seal that is not


def altered(seal: Sealed, found: list[bytes | None]) -> RecordBroken:
    first = Named.of(seal.ids[0], found[0]) if found else Named(seal.state.top)
    return breaks.seal_altered(seal.state.number, first)


def gone(id_: int, before: Named | None) -> RecordBroken:
    if before is None:
        last = lines.last_before(id_)
        before = Named.of(last.ids[0], last.texts[0]) if last.ids else None
    if lines.read(after=id_, limit=1).ids:
        return breaks.removed(Named(id_), before)
    return breaks.truncated(Named(id_), before)


def another(id_: int, line: bytes, ring: Keyring) -> RecordBroken:
    """Edited, unless it is, word for word, what was sealed under an id that holds it no more."""
    for seal in kept.seals(after=0, upto=lines.LARGEST):
        if seal.key not in ring.keys:
            continue
        key = sealing_key(ring, seal.key)
        for other, sealed in ENTRY.iter_unpack(seal.entries):
            moved = lines.renumbered(line, other)
            if digest(moved, key) == sealed and lines.at(other) != moved:
                return breaks.reordered(Named.of(id_, line), other)
    return breaks.edited(Named.of(id_, line))
