"""What is printed as Altair charts in the shared theme. The only file here that knows Altair."""

from __future__ import annotations

from datetime import date
from typing import Any

from tandem.analytics.sheets import Sheet
from tandem.analytics.theme import LIGHT, configuration, printable

HEIGHT_OF_A_ROW = 24


def chart_of(sheet: Sheet) -> Any:  # noqa: ANN401 - an altair.Chart; altair ships no types
    """By name: a dot with its likely range. Along time: a line with a band."""
    import altair as alt

    rows = [
        {
            "name": printable(mark.name),
            "at": mark.at.isoformat() if isinstance(mark.at, date) else mark.at,
            "value": mark.value,
            "low": mark.low,
            "high": mark.high,
        }
        for mark in sheet.marks
    ]
    values: Any = alt.InlineData(values=rows)
    base = alt.Chart(values, title=f"{printable(sheet.title)}, {sheet.unit}")
    by_time = any(mark.at is not None for mark in sheet.marks)
    drawn = _lines(alt, base, sheet) if by_time else _dots(alt, base, sheet)
    theme = {name: value for name, value in configuration("light").items() if value is not None}
    return drawn.configure(**theme).properties(description=printable(sheet.said))


def _dots(alt: Any, base: Any, sheet: Sheet) -> Any:  # noqa: ANN401 - as above
    # By name: an order by value would set small areas against each other by chance.
    name = alt.Y("name:N", title=None, sort="ascending")
    low, high = alt.X("low:Q", title=None), alt.X2("high:Q")
    ranges = base.mark_rule(color=LIGHT["line-strong"], strokeWidth=2).encode(
        y=name, x=low, x2=high
    )
    dots = base.mark_point(color=LIGHT["hr"], filled=True, size=60).encode(
        y=name, x=alt.X("value:Q", title=None)
    )
    return (ranges + dots).properties(height=HEIGHT_OF_A_ROW * max(len(sheet.marks), 2))


def _lines(alt: Any, base: Any, sheet: Sheet) -> Any:  # noqa: ANN401 - as above
    days = any(isinstance(mark.at, date) for mark in sheet.marks)
    at = alt.X("at:T" if days else "at:Q", title=None if days else "months")
    band = base.mark_area(color=LIGHT["hr-tint"]).encode(
        x=at, y=alt.Y("low:Q", title=None), y2=alt.Y2("high:Q"), detail="name:N"
    )
    line = base.mark_line(color=LIGHT["hr"]).encode(
        x=at, y=alt.Y("value:Q", title=None), detail="name:N"
    )
    if len({mark.name for mark in sheet.marks}) == 1:
        return band + line
    # Several lines have one colour, as no name is first: each says its own at its end.
    at_the_end = alt.X("at:T" if days else "at:Q", aggregate="max")
    name = base.mark_text(align="left", dx=4).encode(
        x=at_the_end,
        y=alt.Y("value:Q", aggregate=alt.ArgmaxDef(argmax="at")),
        text="name:N",
    )
    return band + line + name
