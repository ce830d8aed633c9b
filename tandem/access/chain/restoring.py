"""After a restore the chain goes on from where the backup had it, and the anchor says so."""

from __future__ import annotations

import os
import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tandem.access.audit import OPERATOR, append
from tandem.access.chain import kept
from tandem.access.chain.anchor import (
    RESTORED,
    RESUMED,
    Anchor,
    AnchorAltered,
    KeyMissing,
    Line,
    whole_lines,
    written,
)
from tandem.access.chain.seals import State
from tandem.access.chain.verifying import verify_alone
from tandem.access.disk import synced
from tandem.access.keys import Keyring


def note_restore(
    *, anchor: Path, new: Path, ring: Keyring, backup_of: datetime, at: datetime
) -> None:
    """Write to `new` what the anchor has to say once the rows that Django sees are in use.

    Every line of before stays, and one follows: restored, from a backup of when, to which seal, and
    which seal was known until then. Whoever restores puts `new` in the anchor's place.
    """
    before = anchor.read_bytes() if anchor.exists() else b""
    line = gone_on(RESTORED, Anchor(anchor), ring, at, backup_of=written(backup_of))
    kept_lines = whole_lines(before) if line.before else []
    new.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(b"".join(kept_lines) + line.written())
        file.flush()
        os.fsync(file.fileno())
    synced(new.parent)


def resume(*, at: datetime) -> Line:
    """Go on after rows or anchor were put back by hand. The rows must be whole in themselves.

    Raises RecordBroken. An anchor that cannot be read is kept aside.
    """
    anchor = Anchor(settings.SITE.anchor_file)
    with anchor.alone():
        ring = Keyring.read(settings.SITE.key_file)
        verify_alone(ring, at=at)
        append("record.resumed", about=uuid.uuid4(), actor=OPERATOR.actor, who=None, at=at)
        line = gone_on(RESUMED, anchor, ring, at)
        if not line.before and anchor.path.exists():
            anchor.path.rename(anchor.path.with_name(f"{anchor.path.name}.{at:%Y%m%d-%H%M%S}"))
        anchor.append(line)
    return line


def gone_on(what: str, anchor: Anchor, ring: Keyring, at: datetime, backup_of: str = "") -> Line:
    try:
        last = anchor.last(ring)
    except (AnchorAltered, KeyMissing):
        last = None  # whoever goes on from it has kept it aside
    newest = kept.newest()
    line = Line.of(what, newest.state if newest else State(), at, backup_of=backup_of)
    return line.sealed(ring, last)
