"""Seals as the database keeps them."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.access.chain.seals import Sealed, State, packed_gaps, unpacked_gaps
from tandem.access.models import Seal

PAGE = 100


def keep(made: Sealed) -> None:
    state = made.state
    Seal.objects.create(
        number=state.number,
        entries=made.entries,
        gaps=packed_gaps(state.gaps),
        top=state.top,
        count=state.count,
        head=state.head,
        key=made.key,
        mac=made.mac,
        at=made.at,
    )


def found(row: Seal) -> Sealed:
    gaps = unpacked_gaps(bytes(row.gaps))
    state = State(row.number, row.count, row.top, bytes(row.head), gaps)
    return Sealed(state, bytes(row.entries), row.key, row.at, bytes(row.mac))


def newest() -> Sealed | None:
    row = Seal.objects.order_by("-number").first()
    return found(row) if row else None


def numbered(number: int) -> Sealed | None:
    row = Seal.objects.filter(number=number).first()
    return found(row) if row else None


def seals(*, after: int, upto: int) -> Iterator[Sealed]:
    """In order, a page at a time: no statement is open while they are looked at."""
    while rows := list(Seal.objects.filter(number__gt=after, number__lte=upto)[:PAGE]):
        yield from map(found, rows)
        after = rows[-1].number
