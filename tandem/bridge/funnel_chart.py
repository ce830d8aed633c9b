"""The picture of one area among its siblings: a funnel. Only the own area has a name in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tandem.analytics.funnel import Limit, Siblings, Unit
from tandem.analytics.theme import LIGHT
from tandem.bridge.charts import (
    DIGIT,
    LETTER,
    LINE,
    PHONE,
    QUIET,
    RIGHT,
    STRONG,
    TOP,
    WIDE,
    Picture,
)
from tandem.bridge.labels import apart, round_numbers

if TYPE_CHECKING:
    import altair as alt

HEIGHT = 170
BELOW = 46  # under the plot, for the sizes and what they are


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelWords:
    title: str
    description: str
    axis: str
    across: str
    own: str  # at the own dot: "Operations 17.6%"
    middle: str  # beside the line of the others together: "14.2% the others"
    far: str  # beside the outer line: "1-in-100 line"
    usual: str  # beside the band: "usual differences"


Row = dict[str, float]


def siblings_chart(siblings: Siblings, words: FunnelWords, *, width: int) -> Picture:
    """Size to the right, rate up; band and lines are the limits, hollow dots the others."""
    return _Funnel(siblings, words, width).picture()


class _Funnel:
    def __init__(self, siblings: Siblings, words: FunnelWords, width: int) -> None:
        self.siblings, self.words = siblings, words
        self.limits = [_in_percent(limit) for limit in siblings.limits()]
        units = (siblings.own, *siblings.others)
        self.first = min(unit.people for unit in units)
        self.last = max(unit.people for unit in units)
        self.top = 1.08 * max(
            *(100 * unit.rate for unit in units), *(each["far_high"] for each in self.limits)
        )
        self.ticks = round_numbers(self.top)
        self.top = max(self.top, self.ticks[-1])
        self.left = 13 + DIGIT * len(str(self.ticks[-1]))
        self.width = width - self.left - RIGHT
        self.narrow = width < (WIDE + PHONE) / 2
        longest = max(len(words.middle), len(words.far), len(words.usual))
        self.margin = min(14 + LETTER * longest, 0.4 * self.width)

    def picture(self) -> Picture:
        import altair as alt

        chart = alt.layer(*self._ground(), *self._lines(), *self._dots()).properties(
            width=self.width,
            height=HEIGHT,
            autosize="none",
            padding={"left": self.left, "right": RIGHT, "top": TOP, "bottom": BELOW},
        )
        return Picture(chart.to_dict(validate=False), self.words.title, self.words.description)

    def _ground(self) -> list[alt.Chart]:
        stroke = {"expr": f"datum.height ? '{LIGHT['line']}' : '{LIGHT['line-strong']}'"}
        ends = {"people": self._from, "to": self.last}
        grid = [ends | {"height": tick} for tick in self.ticks]
        band = {"type": "area", "fill": LIGHT["sunken"]}
        edge = {"type": "line", "stroke": LIGHT["line-strong"], "strokeWidth": 1}
        return [
            self._layer(self.limits, band, "low", to="high"),
            self._layer(grid, {"type": "rule", "stroke": stroke}, "height").encode(x2="to"),
            self._layer(self.limits, edge, "high"),
            self._layer(self.limits, edge, "low"),
        ]

    def _lines(self) -> list[alt.Chart]:
        dashed = {
            "type": "line", "stroke": LIGHT["ink-3"], "strokeWidth": 1.2, "strokeDash": [4, 3]
        }  # fmt: skip
        middle = 100 * self.siblings.rate
        level: Row = {"people": self._from, "to": self.last, "height": middle}
        rule = {"type": "rule", "stroke": LIGHT["ink-2"], "strokeWidth": 1.2}
        end = self.limits[-1]
        places = {
            self.words.middle: middle,
            self.words.far: end["far_high"],
            self.words.usual: (end["low"] + middle) / 2,
        }
        beside = [self._text(text, self.last, at, QUIET | {"align": "left", "dx": 7})
                  for text, at in self._apart(places).items()]  # fmt: skip
        return [
            self._layer(self.limits, dashed, "far_high"),
            self._layer(self.limits, dashed, "far_low"),
            self._layer([level], rule, "height").encode(x2="to"),
            *beside,
        ]

    def _dots(self) -> list[alt.Chart]:
        own = self.siblings.own
        size = 34 if self.narrow else 60
        hollow = {
            "type": "point", "filled": True, "fill": LIGHT["surface"],
            "stroke": LIGHT["ink-3"], "strokeWidth": 1.4, "size": size,
        }  # fmt: skip
        solid = {"type": "point", "fill": LIGHT["ink"], "size": 1.6 * size}
        right = (own.people - self.first) > 0.5 * (self.last - self.first)
        look = STRONG | {"align": "right" if right else "left", "dx": -9 if right else 9, "dy": -13}
        ground = look | {"stroke": LIGHT["surface"], "strokeWidth": 4}  # lines run through there
        return [
            self._layer([_dot(unit) for unit in self.siblings.others], hollow, "rate"),
            self._layer([_dot(own)], solid, "rate"),
            self._text(self.words.own, own.people, 100 * own.rate, ground),
            self._text(self.words.own, own.people, 100 * own.rate, look),
        ]

    @property
    def _from(self) -> float:
        return self.first - 0.06 * (self.last - self.first or 1)

    def _apart(self, places: dict[str, float]) -> dict[str, float]:
        """A line or more apart; what is named first stands nearest to its place."""
        return apart(places, top=self.top, step=LINE * self.top / HEIGHT)

    def _text(self, text: str, people: float, height: float, look: dict[str, Any]) -> alt.Chart:
        mark = {"type": "text", "text": text, "baseline": "middle"} | look
        return self._layer([{"people": people, "height": height}], mark, "height")

    def _layer(
        self, rows: Sequence[Row], mark: dict[str, Any], field: str, *, to: str | None = None
    ) -> alt.Chart:
        import altair as alt

        share = self.width / (self.width - self.margin)
        end = self._from + (self.last - self._from or 1) * share
        across = alt.Scale(domain=[self._from, end], nice=False)
        # The sizes are named under the plot alone, not under the labels beside it.
        sizes = [tick for tick in _sizes(self.first, self.last) if self._from <= tick <= self.last]
        x_axis = alt.Axis(values=sizes, format="d", domain=False, grid=False, titleAnchor="start")
        y_axis = alt.Axis(values=self.ticks, format="d", grid=False)
        upward = alt.Scale(domain=[0, self.top], nice=False)
        chart = alt.Chart(alt.InlineData(values=list(rows)), mark=alt.MarkDef(**mark)).encode(
            x=alt.X("people:Q", title=self.words.across, scale=across, axis=x_axis),
            y=alt.Y(f"{field}:Q", title=self.words.axis, scale=upward, axis=y_axis),
        )
        return chart.encode(y2=alt.Y2(to)) if to else chart


def _dot(unit: Unit) -> Row:
    return {"people": unit.people, "rate": 100 * unit.rate}


def _in_percent(limit: Limit) -> Row:
    shares = {
        "low": limit.low, "high": limit.high, "far_low": limit.far_low, "far_high": limit.far_high
    }  # fmt: skip
    return {"people": limit.people} | {name: round(100 * at, 3) for name, at in shares.items()}


def _sizes(first: float, last: float) -> list[int]:
    """Round numbers of people between the smallest and the largest."""
    step = max(1, round_numbers(max(last - first, 1))[1])
    return [tick for tick in range(0, int(last) + 1, step) if tick >= first - step / 2]
