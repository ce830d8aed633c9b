"""What a part of a charter says, and a whole one written down. Values only: no query, no clock."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from tandem.partnership.charter.starting_point import Kind, Part

FORM = 1  # of what is written down; a later form reads this one, too


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. answer: can, partly, cannot, or empty while it waits."""

    what: str
    measure: str = ""
    carried_by: str = ""
    answer: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a part says: one text, one of each side, a list; of the rhythm also its days."""

    text: str = ""
    leader: str = ""
    hr: str = ""
    days: int | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def mark(self) -> str:
        """Tells this from anything else said, so that nobody agrees to what they have not seen."""
        return sha256(json.dumps(asdict(self)).encode()).hexdigest()[:16]

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.leader or self.hr or self.entries)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a room of the house knows of a part already: what it begins with.

    lacks: why it cannot be agreed to yet, in a sentence; empty where it can. ready: the sides that
    can say their yes all the same, because they have done their own part.
    """

    text: str = ""
    leader: str = ""
    hr: str = ""
    lacks: str = ""
    ready: frozenset[str] = frozenset()

    def lacks_for(self, side: str) -> str:
        return "" if side in self.ready else self.lacks


@dataclass(frozen=True, slots=True)
class Written:
    """One part of a signed charter, as both read it."""

    number: int
    key: str
    name: str
    asks: str
    kind: Kind
    said: Said = field(default_factory=Said)


def write_down(parts: Sequence[Part], said: Mapping[str, Said]) -> str:
    """All that is needed to read it again without anything else."""
    rows = [
        {
            "number": part.number, "key": part.key, "name": part.name, "asks": part.asks,
            "kind": part.kind.value, "said": asdict(said[part.key]),
        }
        for part in parts
    ]  # fmt: skip
    return json.dumps({"form": FORM, "parts": rows}, ensure_ascii=False)


def read_again(words: str) -> list[Written]:
    """What `write_down` wrote, whatever the starting point says by now."""
    return [_written(row) for row in json.loads(words)["parts"]]


def _written(row: Mapping[str, Any]) -> Written:
    said = row["said"]
    entries = tuple(Entry(**entry) for entry in said["entries"])
    return Written(
        row["number"], row["key"], row["name"], row["asks"], Kind(row["kind"]),
        Said(said["text"], said["leader"], said["hr"], said["days"], entries),
    )  # fmt: skip
