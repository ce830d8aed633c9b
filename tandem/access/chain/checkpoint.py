"""Up to where the record was whole when it was last looked at, so that a look takes a moment.

Kept beside the anchor and sealed with the key. Without it, or where it does not fit, everything is
looked at; a look at everything that finds a break removes it, so that the next one finds it too.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tandem.access.chain import kept
from tandem.access.chain.breaks import RecordBroken
from tandem.access.chain.seals import State, keyed, sealing_key
from tandem.access.chain.verifying import Told, Whole, verify
from tandem.access.keys import Keyring

DAY = timedelta(days=1)
FEW = 100_000  # events: so many are looked at each time


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """full_at: when everything was last looked at."""

    seal: int
    head: str
    full_at: str
    key: str
    mac: str = ""

    def written(self) -> bytes:
        return json.dumps(asdict(replace(self, mac="")), sort_keys=True).encode()

    def seal_by(self, ring: Keyring) -> str:
        return keyed(b"checkpoint" + self.written(), sealing_key(ring, self.key), 16).hex()


def place() -> Path:
    anchor: Path = settings.SITE.anchor_file
    return anchor.with_name(f"{anchor.name}.verified")


def look(*, at: datetime, full: bool = False, told: Told = lambda _events: None) -> Whole:
    """Verify, from the checkpoint on unless all is asked for, and remember how far it is whole."""
    point = checkpoint()
    since = None if full or point is None else state_of(point)
    try:
        whole = verify(at=at, since=since, told=told)
    except RecordBroken:
        place().unlink(missing_ok=True)
        raise
    if whole.state.number:
        remember(whole.state, at.isoformat() if since is None or point is None else point.full_at)
    return whole


def look_by_itself(*, at: datetime) -> Whole:
    """What is new, and once a day everything."""
    point = checkpoint()
    full = point is None or datetime.fromisoformat(point.full_at) < at - DAY
    return look(at=at, full=full)


def glance(*, at: datetime) -> Whole:
    """Verify and leave no trace: all, where that takes a moment; else from the checkpoint on."""
    newest, point = kept.newest(), checkpoint()
    few = newest is None or newest.state.count <= FEW
    return verify(at=at, since=None if few or point is None else state_of(point))


def checkpoint() -> Checkpoint | None:
    """None where there is none to be relied on."""
    try:
        point = Checkpoint(**json.loads(place().read_bytes()))
        ring = Keyring.read(settings.SITE.key_file)
        return point if point.mac == point.seal_by(ring) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def state_of(point: Checkpoint) -> State | None:
    """Where the chain stood then, if the seal is still the one that was looked at."""
    there, ring = kept.numbered(point.seal), Keyring.read(settings.SITE.key_file)
    if there is None or there.key not in ring.keys or not there.is_genuine(ring):
        return None
    return there.state if there.state.head.hex() == point.head else None


def remember(state: State, full_at: str) -> None:
    """Whole or not at all. Where it cannot be written, the next look takes longer."""
    ring = Keyring.read(settings.SITE.key_file)
    open_ = Checkpoint(state.number, state.head.hex(), full_at, ring.current)
    point = replace(open_, mac=open_.seal_by(ring))
    beside = place().with_name(f".{place().name}.new")
    beside.write_bytes(json.dumps(asdict(point)).encode())
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(place())
