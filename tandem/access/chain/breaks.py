"""What can be wrong with the record, and saying so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tandem.access.chain import lines


class Kind(Enum):
    EDITED = "edited"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    TRUNCATED = "truncated"
    OLDER = "restored from an older copy"
    SEAL_ALTERED = "seal altered"
    SEAL_REMOVED = "seal removed"
    ANCHOR_MISSING = "anchor missing"
    ANCHOR_ALTERED = "anchor altered"
    KEY_MISSING = "key missing"
    ALL_GONE = "all gone"


@dataclass(frozen=True, slots=True)
class Named:
    """An event by what can still be said of it."""

    id: int
    what: str = ""
    at: str = ""

    @classmethod
    def of(cls, id_: int, line: bytes | None) -> Named:
        if line is None:
            return cls(id_)
        told = lines.parts(line)
        return cls(id_, told["what"], told["at"])

    def __str__(self) -> str:
        return f"{self.id} ({self.what}, {self.at})" if self.what else str(self.id)


class RecordBroken(Exception):
    """For the operator: the first thing that is wrong, which event it is, and what that means."""

    def __init__(self, kind: Kind, sentence: str, event: Named | None = None) -> None:
        self.kind, self.event = kind, event
        super().__init__(f"The record is broken ({kind.value}). {sentence}")


def edited(event: Named) -> RecordBroken:
    return RecordBroken(Kind.EDITED, f"Event {event} is not what was sealed.", event)


def removed(event: Named, after: Named | None) -> RecordBroken:
    came = f" It came after event {after}." if after else ""
    return RecordBroken(Kind.REMOVED, f"Event {event} was sealed and is gone.{came}", event)


def truncated(event: Named, after: Named | None) -> RecordBroken:
    last = f" The last that is there is event {after}." if after else " None is there."
    sentence = f"From event {event} on, what was sealed is gone.{last}"
    return RecordBroken(Kind.TRUNCATED, sentence, event)


def reordered(event: Named, was: int) -> RecordBroken:
    sentence = f"Event {event} stands where it was not: it was sealed as event {was}."
    return RecordBroken(Kind.REORDERED, sentence, event)


def inserted(event: Named) -> RecordBroken:
    sentence = f"Event {event} stands among events that were sealed without it."
    return RecordBroken(Kind.INSERTED, sentence, event)


def seal_altered(number: int, first: Named) -> RecordBroken:
    sentence = f"Seal {number}, from event {first} on, is not what the sealer made."
    return RecordBroken(Kind.SEAL_ALTERED, sentence, first)


def seal_removed(number: int, first: Named | None) -> RecordBroken:
    events = f"; the first event it covered was {first}" if first else ""
    return RecordBroken(Kind.SEAL_REMOVED, f"Seal {number} is gone{events}.", first)


def cut_off(number: int, known: int, first: Named) -> RecordBroken:
    sentence = (
        f"The seals after number {number} are gone, and the anchor knows of {known}. The first "
        f"event that has lost its seal is {first}."
    )
    return RecordBroken(Kind.TRUNCATED, sentence, first)


def older(number: int, known: int, events: int, last: Named | None) -> RecordBroken:
    after = f", after event {last}" if last else ""
    sentence = (
        f"The database ends with seal {number}{after}. The anchor knows of seal {known} and of "
        f"{events:,} events more. It is an older copy, or its end was cut off. If somebody put it "
        "back on purpose and not with `tandem restore`: `tandem record resume`."
    )
    return RecordBroken(Kind.OLDER, sentence, last)


def anchor_missing(path: object, count: int) -> RecordBroken:
    sentence = (
        f"{count:,} events are sealed, and the anchor {path} is not there. Put it back, or let "
        "TANDEM_ANCHOR_FILE name where it lies. If it is lost: `tandem record resume`."
    )
    return RecordBroken(Kind.ANCHOR_MISSING, sentence)


def anchor_altered(path: object, why: str) -> RecordBroken:
    sentence = f"In {path} {why}. Put an untouched copy of it back."
    return RecordBroken(Kind.ANCHOR_ALTERED, sentence)


def key_missing(name: str) -> RecordBroken:
    sentence = (
        f"What was sealed with the key {name} cannot be verified: it is not in the key file. "
        "Restore that from your key backup."
    )
    return RecordBroken(Kind.KEY_MISSING, sentence)


def all_gone(path: object) -> RecordBroken:
    sentence = (
        "There are accounts, each made by an act, and not one event, no seal and no anchor at "
        f"{path}. Restore the database from a backup, and look who could write both."
    )
    return RecordBroken(Kind.ALL_GONE, sentence)
