"""The record for an auditor: events in order with their seals, without names and without a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from tandem.access.chain import kept, lines
from tandem.access.chain.anchor import Anchor, whole_lines, written
from tandem.access.chain.breaks import RecordBroken
from tandem.access.chain.checkpoint import glance
from tandem.access.chain.seals import Sealed, State
from tandem.access.chain.verifying import Stream
from tandem.access.models import Seal

HOW = (
    "Each object with `event` is one event; each with `seal` ends a batch of events.",
    "The line of an event is its seven values in the order they stand in, with a tab between two "
    "and a line feed at the end, in UTF-8.",
    "The head of a seal is BLAKE2b with 32 bytes over the head before (32 bytes) followed by the "
    "lines of its events. The head before the first seal here is `head_before`.",
    "If a head comes out as one that you noted at another time, no event up to it was changed, "
    "removed, moved or put in since. Heads that fit each other prove no more than that: who can "
    "write to the database can compute them anew. The seals that cannot be made anew need the key, "
    "and are verified by `tandem record verify --full` on the machine.",
    "`anchor` objects are what the file outside the database said, each time something was sealed. "
    "`restored` and `resumed` say that the rows came from another copy, and `was` up to which seal "
    "they had come before.",
    "Persons stand as pseudonyms. An empty `who` is the terminal or a timer, as `actor` says.",
)


def exported(*, first: datetime | None, after: datetime | None, at: datetime) -> Iterator[str]:
    """Lines of JSON. Whole seals, made from `first` on and before `after`."""
    before, upto = bounds(first, after)
    start = state_at(before)
    yield told(
        tandem_record=1,
        made_at=written(at),
        looked_at=how_it_looks(at),
        head_before=start.head.hex(),
        events_before=start.count,
        how=HOW,
    )
    stream = Stream.behind(start)
    for each in kept.seals(after=before, upto=upto):
        yield from events(each, stream)
        yield told(seal=seal_told(each))
    anchor = Anchor(settings.SITE.anchor_file)
    if anchor.path.exists():
        for text in whole_lines(anchor.path.read_bytes()):
            yield told(anchor=as_told(text))


def bounds(first: datetime | None, after: datetime | None) -> tuple[int, int]:
    """The number before the first seal, and that of the last."""
    numbers = Seal.objects.order_by("-number").values_list("number", flat=True)
    before = numbers.filter(at__lt=first).first() if first else 0
    last = (numbers.filter(at__lt=after) if after else numbers).first()
    return before or 0, last or 0


def state_at(number: int) -> State:
    there = kept.numbered(number)
    return there.state if there else State()


def how_it_looks(at: datetime) -> str:
    try:
        whole = glance(at=at)
    except RecordBroken as error:
        return str(error)
    return f"The record is whole. Events: {whole.state.count}; seals: {whole.state.number}."


def events(seal: Sealed, stream: Stream) -> Iterator[str]:
    ids = seal.ids
    for id_, line in zip(ids, stream.take(ids), strict=True):
        yield told(event=lines.parts(line)) if line else told(missing=id_)


def seal_told(each: Sealed) -> dict[str, object]:
    state = each.state
    facts = {"number": state.number, "count": state.count, "head": state.head.hex()}
    return {**facts, "at": written(each.at)}


def as_told(text: bytes) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text.decode(errors="replace")


def told(**what: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(what, ensure_ascii=False) + "\n"
