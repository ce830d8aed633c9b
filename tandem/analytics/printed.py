"""What a verb answers with prints itself: a table in the terminal, HTML in a notebook, a chart.

A result says in `sheet` what is read of it, in words, and in the sheet what a picture shows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from tandem.analytics.sheets import Mark, Sheet

if TYPE_CHECKING:
    from rich.table import Table

NOTHING = "–"
MOST_ROWS = 500  # that are printed; all are in the result
HUNDRED = 100


class Printed(ABC):
    """A result that prints itself."""

    __slots__ = ()

    @abstractmethod
    def sheet(self) -> Sheet:
        """What is read of it, in words."""

    def __rich__(self) -> Table:
        return as_table(self.sheet())

    def _repr_html_(self) -> str:
        return as_html(self.sheet())


class Drawn(Printed):
    """A result that a picture helps to see, too."""

    __slots__ = ()

    def chart(self) -> Any:  # noqa: ANN401 - an altair.Chart; altair ships no types
        """An Altair chart in the shared theme: values with their likely ranges."""
        from tandem.analytics.pictures import chart_of

        return chart_of(self.sheet())


def as_table(sheet: Sheet) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(sheet.title),
        caption=Text(said(sheet)),
        title_justify="left",
        caption_justify="left",
    )
    for place, heading in enumerate(sheet.columns):
        words = not place or heading in sheet.words
        table.add_column(heading, justify="left" if words else "right")
    for row in sheet.rows[:MOST_ROWS]:
        table.add_row(*map(Text, row))  # a name in brackets is a name, and no colour
    return table


def as_html(sheet: Sheet) -> str:
    heads = "".join(f"<th>{escape(each)}</th>" for each in sheet.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in sheet.rows[:MOST_ROWS]
    )
    return (
        f"<table><caption>{escape(sheet.title)}. {escape(said(sheet))}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def said(sheet: Sheet) -> str:
    """What stands beside it, and that there is more than is printed."""
    more = len(sheet.rows) - MOST_ROWS
    return f"{sheet.said} {more:,} more rows are not shown." if more > 0 else sheet.said


class Ratio(Protocol):
    """By what something is multiplied, with its likely range."""

    @property
    def name(self) -> str: ...
    @property
    def ratio(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def p(self) -> float: ...


def ratios(title: str, found: Sequence[Ratio], said: str) -> Sheet:
    return Sheet(
        title=title,
        columns=("Term", "Ratio", "Likely range", "p"),
        rows=tuple(
            (each.name, f"{each.ratio:.3g}", f"{each.low:.3g} to {each.high:.3g}", chance(each.p))
            for each in found
        ),
        said=said,
        marks=tuple(Mark(each.name, each.ratio, each.low, each.high) for each in found),
        unit="ratio; 1 is no difference",
    )


# ---- cells


def plain(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}".removesuffix(".00")


def percent(share: float | None) -> str:
    return NOTHING if share is None else f"{share * HUNDRED:.1f} %"


def between(low: float | None, high: float | None) -> str:
    """Of two shares. Empty where there is no range."""
    return "" if low is None or high is None else f"{percent(low)} to {percent(high)}"


def chance(p: float | None) -> str:
    """A probability; empty where nothing was tested."""
    if p is None:
        return ""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
