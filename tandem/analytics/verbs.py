"""What one types in a notebook: cards, facts and a measure of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tandem.analytics.asked import ask
from tandem.analytics.engine import engine_here
from tandem.analytics.facts import Facts
from tandem.analytics.measures.card import Card, Measure
from tandem.analytics.measures.headcount import DENOMINATORS
from tandem.analytics.measures.registry import CARDS, named
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.shown import Answer
from tandem.analytics.sources import UnusableFacts, today
from tandem.analytics.taking import Taken, order_from, take

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Cards(Mapping[str, Card]):
    """The cards by key; prints itself as a table."""

    cards: Mapping[str, Card]

    def __getitem__(self, key: str) -> Card:
        return self.cards[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cards)

    def __len__(self) -> int:
        return len(self.cards)

    def __rich__(self) -> Table:
        from tandem.analytics.shown import cards_table

        return cards_table(self.cards.values())


def measures() -> Cards:
    """Every measure there is, in the order of the catalogue."""
    return Cards(CARDS)


def facts(
    snapshot: str | Path | None = None,
    *,
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> Taken:
    """Facts of a snapshot folder, or of files and frames: see `taking.take`.

    Beside either, levels: those of jobs in order. They are counted where TANDEM_ENGINE says.
    Raises UnusableFacts or facts.UnusableSnapshot with the file, the line and the cure, or
    engine.EngineRefused.
    """
    if snapshot is None:
        return take(as_of=as_of, today=today(), **sources)
    levels = sources.pop("levels", None)
    order = {} if levels is None else order_from(levels)
    if any(source is not None for source in sources.values()):
        raise UnusableFacts(
            "A snapshot holds all of its facts: give it alone, or beside levels in order."
        )
    return Taken(replace(Facts.open(Path(snapshot), engine_here()), order=order))


def measure(
    name: str,
    *,
    of: Taken | Facts | None = None,
    snapshot: str | Path | None = None,
    by: str | Sequence[str] = (),
    window: tuple[str, str] | None = None,
    divided_by: str = "",
    as_of: date | None = None,
    **sources: Any,  # noqa: ANN401 - a path or a frame of any library
) -> Answer:
    """The results of the measure with this key or name.

    of: facts taken before; else snapshot or sources as in `facts`. by: "area", "month" or both.
    window: first and last month, both in it ("2025-01", "2025-12"); the last twelve whole months
    unless given. divided_by: "month-ends", "start-and-end" or "opening", where it is headcount.
    Raises NoSuchMeasure, UnusableFacts, UnusableWindow or ValueError (a month, a denominator).
    """
    card = named(name)
    if divided_by:
        card = otherwise(card, divided_by)
    found = of_these(of, snapshot, as_of, sources)
    chosen = months(*window) if window else None
    return ask(card, found, window=chosen, by=[by] if isinstance(by, str) else by)


def of_these(
    of: Taken | Facts | None,
    snapshot: str | Path | None,
    as_of: date | None,
    sources: Mapping[str, Any],
) -> Facts:
    """Facts taken before, or those of a snapshot or sources."""
    taken = of or facts(snapshot, as_of=as_of, **sources)
    return taken.facts if isinstance(taken, Taken) else taken


def otherwise(card: Measure, divided_by: str) -> Measure:
    """With another denominator. Raises ValueError where it has none, or none of this name."""
    if divided_by not in DENOMINATORS:
        raise ValueError(f"“{divided_by}” is none of {', '.join(DENOMINATORS)}.")
    if card.divided_by not in {words for words, _ in DENOMINATORS.values()} or card.key == "K01":
        raise ValueError(f"{card.name} is not divided by an average headcount.")
    return card.divided_otherwise(*DENOMINATORS[divided_by])


def months(first: str, last: str) -> Months:
    """Both in it, written 2025-01. Raises ValueError with the cure."""
    from tandem.analytics.cells import NotThis, read_month

    try:
        start, end = read_month(first), read_month(last)
    except NotThis as error:
        raise ValueError(f"“{first}” or “{last}” {error}") from None
    if end < start:
        raise ValueError(f"{last} comes before {first}.")
    return Months(start, month_of(month_number(end) + 1))
