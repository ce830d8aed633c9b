"""`tandem link`: whether a driver and an outcome are linked, said no stronger than it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table as Drawn

from tandem.cli.numbers.reading import (
    Kind,
    Refused,
    Row,
    Table,
    Unusable,
    read_table,
    told,
    working,
)

EXAMPLE = """\b
Example:
  tandem link --panel areas.csv --unit area --period quarter \\
      --driver trust --outcome sales --lag 1
\b
  area,quarter,trust,sales
  North,2024-Q1,3.9,102
  North,2024-Q2,4.1,108
"""


class OneEstimate(BaseModel):
    """b: raw. beta: in standard deviations. se: of b."""

    name: str
    b: float
    beta: float
    se: float
    p: float
    n: int


class Answer(BaseModel):
    """What `--json` prints."""

    estimators: list[OneEstimate]
    verdict: str
    sentence: str


@click.command(epilog=EXAMPLE)
@click.option(
    "--panel",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    help="A CSV file with one row per unit and period.",
)
@click.option("--unit", required=True, help="The column that names the unit, such as an area.")
@click.option("--period", required=True, help="The column of the period, such as 2024-Q1.")
@click.option("--driver", required=True, help="The column that may come first.")
@click.option("--outcome", required=True, help="The column that may go along with it.")
@click.option(
    "--lag",
    default=0,
    show_default=True,
    type=click.IntRange(min=0),
    help="How many periods the driver lies before the outcome.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
def link(
    path: Path, unit: str, period: str, driver: str, outcome: str, lag: int, as_json: bool
) -> None:
    """See whether a driver and an outcome go together, and how much may be said of it.

    The driver of a period is put beside the outcome K periods later. An empty cell of driver or
    outcome is "not known"; a period that is missing is never bridged by the one before it.
    """
    _refuse_same([unit, period, driver, outcome])
    values = {driver: Kind.NUMBER, outcome: Kind.NUMBER}
    table = read_table(path, {unit: Kind.TEXT, period: Kind.TEXT, **values}, optional=values)
    table = _with_known_periods(table, period)
    table = _without_doubles(table, unit, period)
    left_out = told(table)
    from tandem.analytics.linkage import link as linked
    from tandem.analytics.panels import Panel, PanelRefused

    rows = table.rows
    try:
        panel = Panel.of(
            [row.text(unit) for row in rows],
            [row.text(period) for row in rows],
            [_known(row, driver) for row in rows],
            [_known(row, outcome) for row in rows],
        )
    except PanelRefused as error:
        lines = " and ".join(str(rows[place].line) for place in error.rows)
        raise Unusable(f"{path}, line {lines}: {error}") from error
    with working(f"Looking at {len(rows):,} rows"):
        found = linked(panel, lag=lag, driver=driver, outcome=outcome)
    estimates = [
        OneEstimate(name=each.name, b=each.b, beta=each.beta, se=each.se, p=each.p, n=each.n)
        for each in found.estimates
    ]
    answer = Answer(estimators=estimates, verdict=found.verdict, sentence=found.sentence)
    if as_json:
        click.echo(answer.model_dump_json())
    else:
        _draw(answer)
    raise SystemExit(left_out)


def _refuse_same(columns: Sequence[str]) -> None:
    for at, column in enumerate(columns):
        if column in columns[:at]:
            raise Unusable(f"The column {column} is named twice. Name four different columns.")


def _known(row: Row, column: str) -> float | None:
    return None if row.cells[column] is None else row.number(column)


def _with_known_periods(table: Table, period: str) -> Table:
    """Without rows whose period cannot be read. Raises Unusable where the rest have no order."""
    from tandem.analytics.periods import EXAMPLES, PeriodsRefused, in_order, style_of

    rows = [row for row in table.rows if style_of(row.text(period))]
    refused = [
        Refused(row.line, f"{period} is “{row.text(period)}”, which is no period: {EXAMPLES}.")
        for row in table.rows
        if not style_of(row.text(period))
    ]
    if rows:
        try:
            in_order([row.text(period) for row in rows])
        except PeriodsRefused as error:
            lines = " and ".join(str(rows[place].line) for place in error.where)
            where = f", line{'s' if len(error.where) > 1 else ''} {lines}" if lines else ""
            raise Unusable(f"{table.path}{where}: {error}") from error
    return _joined(table, rows, refused)


def _without_doubles(table: Table, unit: str, period: str) -> Table:
    """Without all rows of a unit and period that has several: nobody knows which is right."""
    from tandem.analytics.periods import in_order

    if not table.rows:
        return table
    numbers = in_order([row.text(period) for row in table.rows]).numbers
    same: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for row, number in zip(table.rows, numbers, strict=True):
        same[row.text(unit), number].append(row)
    kept = {id(rows[0]) for rows in same.values() if len(rows) == 1}
    refused = [
        Refused(row.line, _double(row, rows, unit, period))
        for rows in same.values()
        if len(rows) > 1
        for row in rows
    ]
    return _joined(table, [row for row in table.rows if id(row) in kept], refused)


def _double(row: Row, rows: Sequence[Row], unit: str, period: str) -> str:
    others = " and ".join(str(other.line) for other in rows if other is not row)
    return (
        f"{row.text(unit)} has {row.text(period)} in line {others}, too. Keep one row per unit "
        "and period."
    )


def _joined(table: Table, rows: Sequence[Row], refused: Sequence[Refused]) -> Table:
    both = sorted([*table.refused, *refused], key=lambda each: each.line)
    return Table(table.path, rows, both)


def _draw(answer: Answer) -> None:
    if answer.estimators:
        drawn = Drawn()
        for column in ("Estimate", "b", "beta", "Error of b", "p", "Rows"):
            drawn.add_column(column, justify="left" if column == "Estimate" else "right")
        for each in answer.estimators:
            drawn.add_row(
                each.name.replace("_", " "),
                f"{each.b:.4g}",
                f"{each.beta:.2f}",
                f"{each.se:.2g}",
                f"{each.p:.4f}",
                f"{each.n:,}",
            )
        Console().print(drawn)
    click.echo(answer.sentence)
