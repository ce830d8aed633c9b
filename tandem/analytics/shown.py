"""An answer and the cards as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tandem.analytics.measures.card import Card, Measure, Reads
from tandem.analytics.measures.spans import day_of
from tandem.analytics.months import Months
from tandem.analytics.printed import NOTHING, Drawn, percent, plain
from tandem.analytics.results import Hidden, Result, annualised
from tandem.analytics.sheets import Mark, Sheet

if TYPE_CHECKING:
    from rich.table import Table

PEOPLE = "people"
ONE_DAY = timedelta(days=1)
WHY = {
    Hidden.ONLY_LEAVERS: "no rate: only people who left are known",
    Hidden.NO_HEADCOUNTS: "no rate: not all headcounts of the time were given",
    Hidden.NO_LEAVERS: "not known: the leavers lists do not tell of everybody here",
    Hidden.NO_CLASSES: "no rate: nobody said which reasons are own choice",
    Hidden.NO_DENOMINATOR: "no rate: 0 of 0",
    Hidden.TOO_FEW: "too few people to show",
    Hidden.NOT_TOLD: "nothing is told of it",
    Hidden.TOO_SHORT: "the facts do not reach back over the window",
    Hidden.NO_JOBS: "no jobs: these facts do not say who had which level and manager",
    Hidden.NO_LEVELS: "too many jobs without a level: nine in ten need one",
    Hidden.NO_ORDER: "nobody said which of the levels is higher",
    Hidden.NO_MANAGERS: "too many people without a manager who is here: nine in ten need one",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One result, of an area (null: of everybody) and, month by month, the month it ends with."""

    area: str | None
    name: str
    result: Result
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Answer(Drawn):
    """What one measure says. Iterate over it, or print it in a terminal or a notebook.

    noted: sentences about all of it, such as what it lacks to say more.
    """

    measure: Measure
    told: tuple[Told, ...]
    as_of: date
    version: str
    noted: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Told]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    def sheet(self) -> Sheet:
        return sheet_of(self)


def sheet_of(answer: Answer) -> Sheet:
    part = _part_of_a_year(answer)  # once: it looks at every row
    return Sheet(
        title=f"{answer.measure.key} {answer.measure.name}",
        columns=tuple(_headings(answer, part)),
        rows=tuple(tuple(_cells(answer.measure, told, part)) for told in answer),
        said=caption(answer),
        words=frozenset({"Month", ""}),
        marks=tuple(
            Mark(
                told.name,
                told.result.value,
                told.result.interval.low if told.result.interval else None,
                told.result.interval.high if told.result.interval else None,
                told.month,
            )
            for told in answer
            if told.result.value is not None
        ),
        unit=answer.measure.unit,
    )


def caption(answer: Answer) -> str:
    """What must stand beside every number of it."""
    measure = answer.measure
    windows = {told.result.window for told in answer}
    spans = {_span(window) for window in windows}
    over = spans.pop() if len(spans) == 1 else "each over the twelve months that end with it"
    if measure.reads is Reads.SPANS:
        over = (
            f"on {day_of(windows.pop(), answer.as_of)}"
            if len(windows) == 1
            else "each on its last day"
        )
    names = {told.result.denominator_name for told in answer}
    by = names.pop() if len(names) == 1 else measure.divided_by
    return (
        f"{measure.unit}; {over}. Divided by: {by} {measure.population} "
        f"Facts of {answer.as_of}; definition {measure.key}, version {measure.version}."
        + "".join(f" {sentence}" for sentence in answer.noted)
    )


def _span(window: Months) -> str:
    return f"{window.first} to {window.after - ONE_DAY}"


def _headings(answer: Answer, part_of_a_year: bool) -> list[str]:
    month = ["Month"] if any(told.month for told in answer) else []
    year = ["A year like this"] if part_of_a_year else []
    return ["Area", *month, "Value", *year, "Likely range", "Count", "Divided by", ""]


def _part_of_a_year(answer: Answer) -> bool:
    return answer.measure.annualises and any(len(told.result.window) != 12 for told in answer)


def _cells(measure: Measure, told: Told, part_of_a_year: bool) -> list[str]:
    result = told.result
    month = [f"{told.month:%Y-%m}"] if told.month else []
    year = [amount(measure, annualised(result))] if part_of_a_year else []
    likely = ""
    if result.interval:
        low, high = (amount(measure, end) for end in (result.interval.low, result.interval.high))
        likely = f"{low} to {high}"
    return [
        told.name,
        *month,
        amount(measure, result.value),
        *year,
        likely,
        plain(result.n),
        plain(result.denominator),
        why(result, measure.group),
    ]


def amount(measure: Measure, value: float | None) -> str:
    """Shares and rates per head in percent, everything else as it is."""
    if value is None:
        return NOTHING
    if measure.unit.startswith("share") or "per head in the window" in measure.unit:
        return percent(value)
    return plain(value)


def cards_table(measures: Iterable[Card]) -> Table:
    from rich.table import Table

    table = Table(title="Measures", title_justify="left")
    for heading in ("Key", "Measure", "Formula", "Unit", "Caution"):
        table.add_column(heading)
    for each in measures:
        table.add_row(each.key, each.name, each.formula, each.unit, each.caveat)
    return table


def why(result: Result, group: str = PEOPLE) -> str:
    """Empty for a shown one. group: what the card calls those it needs enough of."""
    if result.hidden is Hidden.TOO_FEW:
        return WHY[result.hidden].replace(PEOPLE, group)
    return WHY[result.hidden] if result.hidden else ""
