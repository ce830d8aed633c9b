"""Answers as Altair charts in the shared theme. The only file here that knows Altair."""

from __future__ import annotations

from typing import Any

from tandem.analytics.asked import Answer
from tandem.analytics.shown import caption
from tandem.analytics.theme import LIGHT, configuration

HEIGHT_OF_A_ROW = 24


def chart_of(answer: Answer) -> Any:  # noqa: ANN401 - an altair.Chart; altair ships no types
    """By area: a dot with its likely range. Month by month: a line with a band."""
    import altair as alt

    rows = [
        {
            "area": told.name,
            "month": told.month.isoformat() if told.month else None,
            "value": told.result.value,
            "low": told.result.interval.low if told.result.interval else None,
            "high": told.result.interval.high if told.result.interval else None,
        }
        for told in answer
        if told.result.value is not None
    ]
    values: Any = alt.InlineData(values=rows)
    base = alt.Chart(values, title=title(answer))
    by_month = any(told.month for told in answer)
    drawn = _months(alt, base) if by_month else _areas(alt, base, answer)
    theme = {name: value for name, value in configuration("light").items() if value is not None}
    return drawn.configure(**theme).properties(description=caption(answer))


def title(answer: Answer) -> str:
    return f"{answer.measure.name} ({answer.measure.key}), {answer.measure.unit}"


def _areas(alt: Any, base: Any, answer: Answer) -> Any:  # noqa: ANN401 - as above
    # By name: an order by value would set small areas against each other by chance.
    area = alt.Y("area:N", title=None, sort="ascending")
    low, high = alt.X("low:Q", title=None), alt.X2("high:Q")
    ranges = base.mark_rule(color=LIGHT["line-strong"], strokeWidth=2).encode(
        y=area, x=low, x2=high
    )
    dots = base.mark_point(color=LIGHT["hr"], filled=True, size=60).encode(
        y=area, x=alt.X("value:Q", title=None)
    )
    return (ranges + dots).properties(height=HEIGHT_OF_A_ROW * max(len(answer), 2))


def _months(alt: Any, base: Any) -> Any:  # noqa: ANN401 - as above
    month = alt.X("month:T", title=None)
    band = base.mark_area(color=LIGHT["hr-tint"]).encode(
        x=month, y=alt.Y("low:Q", title=None), y2=alt.Y2("high:Q"), detail="area:N"
    )
    line = base.mark_line(color=LIGHT["hr"]).encode(
        x=month, y=alt.Y("value:Q", title=None), detail="area:N"
    )
    return band + line
