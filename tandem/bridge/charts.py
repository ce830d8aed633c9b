"""The pictures of the area page: numbers in, chart specifications out.

Words come from the caller, already translated; nothing here knows a language. Altair is
imported when the first picture is made: that is work for the task worker, not for a page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Any

from tandem.analytics.area import AreaNumbers, ShownMonth
from tandem.analytics.control import FEWEST_FOR_A_RISE, Judgement, Verdict
from tandem.analytics.results import Result
from tandem.analytics.theme import FONT_SIZE, LIGHT, printable, themed_svg
from tandem.bridge.labels import apart, round_numbers

if TYPE_CHECKING:
    import altair as alt

WIDE = 560  # pixels
PHONE = 320
LETTER = 6  # mean width of a letter at FONT_SIZE
DIGIT = 7
LINE = 18  # least distance between two labels, one above the other
AT_LEAST = FEWEST_FOR_A_RISE - 0.75  # a rise begins above it: the band holds two leavers
TOP, BOTTOM, RIGHT = 34, 26, 4  # around the plot, for the title and the months

QUIET: dict[str, Any] = {"fontSize": FONT_SIZE - 0.5, "color": LIGHT["ink-2"]}
STRONG: dict[str, Any] = {"fontWeight": 600}
ATTEND: dict[str, Any] = {"fontWeight": 600, "fontSize": 14, "color": LIGHT["attend"]}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that can be drawn by anyone: page, mail, PDF, slide."""

    spec: dict[str, Any]
    title: str
    description: str

    @property
    def key(self) -> str:
        """The same for the same picture, for ever; another for any other."""
        told = json.dumps([self.spec, self.title, self.description], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    def svg(self) -> str:
        """Inline SVG that follows the page's theme."""
        return themed_svg(self.spec, self.title, self.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What every chart of months says. months: one label per shown month, "Nov 24"."""

    title: str
    description: str
    axis: str
    months: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverWords(Words):
    usual: str  # beside the band: "usual"
    judged: str  # at the diamond of a real move: "6 in October"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateWords(Words):
    last: str  # at the end of the line: "17.6%"
    likely: str  # beside the band: "likely range"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadcountWords(Words):
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Another rate to read the line against, such as the whole organisation's."""

    rate: float  # as a Result's value
    label: str  # "14.2% Varnholm"


Row = dict[str, float]


def leavers_by_month(numbers: AreaNumbers, words: LeaverWords, *, width: int) -> Picture | None:
    """People who left by own choice, with the usual band; a diamond on a real move.

    None where the reasons are withheld, because the area is too small.
    """
    left = [month.own_choice for month in numbers.months if month.own_choice is not None]
    if len(left) < len(numbers.months):
        return None
    judgement = numbers.judgement
    moved = judgement.verdict is Verdict.REAL_MOVE
    fell = moved and not judgement.is_rise
    bands = _usual_bands(numbers.months, judgement)
    dots: list[Row] = [{"at": index, "people": people} for index, people in enumerate(left)]
    places = {words.usual: (bands[-1]["low"] + bands[-1]["high"]) / 2} if bands else {}
    places |= {words.judged: left[-1]} if fell else {}  # above it, the label would cross stems
    frame = _Frame(
        words,
        width=width,
        top=max([*left, *(band["high"] for band in bands)]),
        headroom=2 * LINE if moved else 0,
        beside=list(places),
        overhang=0.5 if bands else 0,
    )
    layers = [frame.band(bands, {"fill": LIGHT["sunken"]}), *frame.edges(bands)]
    layers += [frame.stems(dots, "people"), frame.dots(dots[:-1] if moved else dots, "people")]
    layers += [frame.diamond(dots[-1], "people")] if moved else []
    layers += [frame.above(words.judged, dots[-1], "people")] if moved and not fell else []
    layers += [
        frame.beside(text, place, ATTEND if text == words.judged else QUIET)
        for text, place in frame.apart(places).items()
    ]
    return frame.picture(layers)


def rolling_rate(
    numbers: AreaNumbers, words: RateWords, *, width: int, reference: Reference | None = None
) -> Picture | None:
    """Own-choice turnover of the year that ends with each month: context, never a verdict.

    None where the last month has no rate.
    """
    points = [_rate_point(index, result) for index, result in enumerate(numbers.own_choice)]
    last = points[-1]
    if "rate" not in last:
        return None
    places = {words.last: last["rate"]}
    if reference:
        places[reference.label] = 100 * reference.rate
    places[words.likely] = (last["low"] + last["rate"]) / 2
    top = max(*places.values(), *(point.get("high", 0) for point in points))
    frame = _Frame(words, width=width, top=top, beside=list(places))
    layers = [frame.band(points, {"fill": LIGHT["ink"], "opacity": 0.13})]
    if reference:
        layers += [frame.level(100 * reference.rate)]
    layers += [frame.line(points, "rate"), frame.dots([last], "rate")]
    layers += [
        frame.beside(text, place, STRONG if text == words.last else QUIET)
        for text, place in frame.apart(places).items()
    ]
    return frame.picture(layers)


def headcount(numbers: AreaNumbers, words: HeadcountWords, *, width: int) -> Picture | None:
    """People at the close of each month. None where the facts hold only people who left."""
    return headcount_line(numbers.headcounts, words, width=width)


def headcount_line(
    counts: Sequence[int], words: HeadcountWords, *, width: int, height: int = 110
) -> Picture | None:
    """People at the close of each of the periods that `words.months` names."""
    people: list[Row] = [{"at": index, "people": number} for index, number in enumerate(counts)]
    if not people:
        return None
    frame = _Frame(
        words, width=width, top=max(counts), beside=[words.last], headroom=LINE, height=height
    )
    ends = people[-1:] if len(people) == 1 else [people[0], people[-1]]
    layers = [frame.line(people, "people"), frame.dots(ends, "people")]
    layers += [frame.beside(words.last, people[-1]["people"], STRONG)]
    if len(people) > 1:
        layers += [frame.at_the_start(words.first, people, "people")]
    return frame.picture(layers)


def causes(
    counts: Mapping[str, Sequence[int | None]], words: Words, *, width: int
) -> Picture | None:
    """How often each cause was named, by period; the first one strong, the others quiet.

    Those of the last period alone, so that each line ends at its name. None where there is none.
    """
    told = {name: line for name, line in counts.items() if line[-1]}
    if not told:
        return None
    first = next(iter(told))
    top = max(number or 0 for line in told.values() for number in line)
    frame = _Frame(
        words, width=width, top=top, beside=list(told), height=max(150, LINE * len(told))
    )
    layers = []
    for name, line in reversed(told.items()):
        rows: list[Row] = [
            {"at": at} if number is None else {"at": at, "named": number}
            for at, number in enumerate(line)
        ]
        layers += [frame.line(rows, "named", strong=name == first)]
        layers += [frame.dots([row for row in rows if "named" in row], "named")]
    layers += [
        frame.beside(name, place, STRONG if name == first else QUIET)
        for name, place in frame.apart({name: line[-1] or 0 for name, line in told.items()}).items()
    ]
    return frame.picture(layers)


def _usual_bands(months: Sequence[ShownMonth], judgement: Judgement) -> list[Row]:
    """The usual range of every month, in people: the limits at its own headcount."""
    limits = judgement.limits
    if limits is None:
        return []
    bands: list[Row] = [
        {"at": index, "low": limits.lower * people, "high": max(limits.upper * people, AT_LEAST)}
        for index, people in enumerate(month.closing or 0 for month in months)
    ]
    return [bands[0] | {"at": -0.5}, *bands, bands[-1] | {"at": len(bands) - 0.5}]


def _rate_point(index: int, result: Result) -> Row:
    if result.value is None or result.interval is None:
        return {"at": index}
    low, high = result.interval.low, result.interval.high
    return {"at": index, "rate": 100 * result.value, "low": 100 * low, "high": 100 * high}


class _Frame:
    """Months to the right, numbers up from nought, room for labels beside the last month."""

    def __init__(
        self,
        words: Words,
        *,
        width: int,
        top: float,
        beside: Sequence[str],
        headroom: int = 0,
        height: int = 150,
        overhang: float = 0,  # months drawn after the last, which labels must clear
    ) -> None:
        self.words = words
        self.height = height
        self.months = len(words.months)
        self.last = self.months - 1 + overhang
        self.narrow = width < (WIDE + PHONE) / 2
        self.ticks = round_numbers(max(top, 1))
        self.top = max(self.ticks[-1], top * height / (height - headroom))
        self.left = 13 + DIGIT * len(str(self.ticks[-1]))
        self.width = width - self.left - RIGHT
        longest = max((len(label) for label in beside), default=0)
        self.margin = min(14 + LETTER * longest, 0.4 * self.width)
        self.month_width = (self.width - self.margin) / self.months

    def picture(self, layers: Sequence[alt.Chart]) -> Picture:
        import altair as alt

        # Without autosize: the page's font is not here to be measured, and all pictures of a
        # page must come out equally wide.
        chart = alt.layer(self._grid(), *layers).properties(
            width=self.width,
            height=self.height,
            autosize="none",
            padding={"left": self.left, "right": RIGHT, "top": TOP, "bottom": BOTTOM},
        )
        # Every part was validated when it was made; twice would take as long again.
        return Picture(chart.to_dict(validate=False), self.words.title, self.words.description)

    def band(self, rows: Sequence[Row], look: dict[str, Any]) -> alt.Chart:
        return self._layer(rows, {"type": "area"} | look, "low", "high")

    def edges(self, rows: Sequence[Row]) -> list[alt.Chart]:
        """The ends of the band, where they are not the ground: its fill alone is too faint."""
        mark = {"type": "line", "stroke": LIGHT["line-strong"], "strokeWidth": 1}
        seen = [end for end in ("low", "high") if rows and rows[-1][end] > 0]
        return [self._layer(rows, mark, end) for end in seen]

    def line(self, rows: Sequence[Row], field: str, *, strong: bool = True) -> alt.Chart:
        stroke = LIGHT["ink" if strong else "line-strong"]
        return self._layer(rows, {"type": "line", "stroke": stroke}, field)

    def stems(self, rows: Sequence[Row], field: str) -> alt.Chart:
        grounded = [{**row, "ground": 0} for row in rows]
        mark = {"type": "rule", "stroke": LIGHT["line-strong"], "strokeWidth": 1.5}
        return self._layer(grounded, mark, "ground", field)

    def level(self, height: float) -> alt.Chart:
        mark = {"type": "rule", "stroke": LIGHT["ink-3"], "strokeDash": [4, 3]}
        return self._across([height], mark, last=self.months - 1)

    def dots(self, rows: Sequence[Row], field: str) -> alt.Chart:
        mark = {"type": "point", "fill": LIGHT["ink"], "size": 34 if self.narrow else 60}
        return self._layer(rows, mark, field)

    def diamond(self, row: Row, field: str) -> alt.Chart:
        mark = {"type": "point", "shape": "diamond", "fill": LIGHT["attend"], "size": 190}
        return self._layer([row], mark, field)

    def above(self, text: str, row: Row, field: str) -> alt.Chart:
        """To the left over the point, in the colour that asks for a look."""
        return self._text(text, row, field, ATTEND | {"align": "right", "dx": 6, "dy": -18})

    def at_the_start(self, text: str, rows: Sequence[Row], field: str) -> alt.Chart:
        """Over the first point, clear of the axis; under it where more runs through there."""
        first, pixels = rows[0][field], self.height / self.top
        there = 1 + ceil((DIGIT * len(text) + 8) / self.month_width)
        lines = [pixels * (row[field] - first) for row in rows[:there]]
        grid = [pixels * (tick - first) for tick in self.ticks]
        crossed = {
            away: sum(max(0, 1 - 2 * abs(at - away) / LINE) for at in grid)
            + 2 * any(at / away > 0.5 for at in lines)
            for away in (LINE - 5, 5 - LINE)
        }
        away = min(crossed, key=lambda each: crossed[each])
        return self._text(text, rows[0], field, STRONG | {"align": "left", "dx": 6, "dy": -away})

    def beside(self, text: str, height: float, look: dict[str, Any]) -> alt.Chart:
        letters = int((self.margin - 9) / LETTER)
        short = text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
        row: Row = {"at": self.last, "height": height}
        return self._text(short, row, "height", look | {"align": "left", "dx": 9})

    def apart(self, places: Mapping[str, float]) -> dict[str, float]:
        """The labels a line or more apart; what is named first stands nearest to its place."""
        return apart(places, top=self.top, step=LINE * self.top / self.height)

    def _grid(self) -> alt.Chart:
        """Under the months only, so that no line runs through the labels beside them."""
        stroke = {"expr": f"datum.height ? '{LIGHT['line']}' : '{LIGHT['line-strong']}'"}
        return self._across(self.ticks, {"type": "rule", "stroke": stroke})

    def _across(
        self, heights: Sequence[float], mark: dict[str, Any], last: float | None = None
    ) -> alt.Chart:
        ends = {"at": -0.5, "to": self.months - 0.5 if last is None else last}
        rows: list[Row] = [ends | {"height": height} for height in heights]
        return self._layer(rows, mark, "height").encode(x2="to")

    def _text(self, text: str, row: Row, field: str, look: dict[str, Any]) -> alt.Chart:
        mark = {"type": "text", "text": text, "baseline": "middle"}
        return self._layer([row], mark | look, field)

    def _layer(
        self, rows: Sequence[Row], mark: dict[str, Any], field: str, to: str | None = None
    ) -> alt.Chart:
        import altair as alt

        x = alt.X("at:Q", title=None, scale=self._months_scale(), axis=self._months_axis())
        y = alt.Y(f"{field}:Q", title=self.words.axis, scale=self._scale(), axis=self._axis())
        chart = alt.Chart(alt.InlineData(values=list(rows)), mark=alt.MarkDef(**mark)).encode(
            x=x, y=y
        )
        return chart.encode(y2=alt.Y2(to)) if to else chart

    def _months_scale(self) -> alt.Scale:
        import altair as alt

        last = self.months - 0.5 + self.margin / self.month_width
        return alt.Scale(domain=[-0.5, last], nice=False)

    def _months_axis(self) -> alt.Axis:
        """As many month names as there is room for, the last one always."""
        import altair as alt

        widest = LETTER * max(map(len, self.words.months)) + 14
        every = next(step for step in count(1) if step * self.month_width >= widest)
        named = sorted(range(self.months - 1, -1, -every))
        names = json.dumps([printable(name) for name in self.words.months], ensure_ascii=False)
        label = f"{names}[datum.value]"
        return alt.Axis(values=named, labelExpr=label, labelOverlap=False, domain=False)

    def _scale(self) -> alt.Scale:
        import altair as alt

        return alt.Scale(domain=[0, self.top], nice=False)

    def _axis(self) -> alt.Axis:
        import altair as alt

        return alt.Axis(values=self.ticks, format="d", grid=False)
