"""`tandem fairness`: whether one group is chosen much less often than another."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from tandem.analytics.fairness import Fairness, Group, Judged, cannot_be, compare
from tandem.cli.numbers.reading import Kind, Row, Unusable, plain, read_table, told

COLUMNS = {"group": Kind.TEXT, "chosen": Kind.COUNT, "considered": Kind.COUNT}
EXAMPLE = """\b
Example:
  tandem fairness --table promoted.csv
\b
  group,chosen,considered
  Women,45,100
  Men,60,100
"""


class OneGroup(BaseModel):
    """rate: 0 to 1; ratio: the same, above 1 only of fewer than ten people; null is "no rate".
    flag: null is "cannot tell"."""

    group: str
    rate: float | None
    ratio: float | None
    p: float | None
    low: float | None
    high: float | None
    flag: bool | None

    @classmethod
    def of(cls, judged: Judged) -> OneGroup:
        return cls(
            group=judged.group.name,
            rate=None if judged.rate is None else float(judged.rate),
            ratio=None if judged.ratio is None else float(judged.ratio),
            p=judged.p,
            low=judged.low,
            high=judged.high,
            flag=judged.flag,
        )


class Answer(BaseModel):
    """What `--json` prints."""

    groups: list[OneGroup]
    sentence: str


@click.command(epilog=EXAMPLE)
@click.option(
    "--table",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    help="A CSV file with the columns group, chosen and considered, one row per group.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
def fairness(path: Path, as_json: bool) -> None:
    """Compare how often people of each group were chosen.

    Each group is held against the one chosen most often: the four-fifths ratio, Fisher's exact
    test, and the gap between them. With too few people the answer is that nobody can tell.
    """
    table = read_table(path, COLUMNS, check=_unusable)
    left_out = told(table)
    _refuse_doubles(path, table.rows)
    found = compare(
        [
            Group(row.text("group"), row.count("chosen"), row.count("considered"))
            for row in table.rows
        ]
    )
    if as_json:
        groups = [OneGroup.of(each) for each in found.groups]
        click.echo(Answer(groups=groups, sentence=found.sentence).model_dump_json())
    else:
        _draw(found)
    raise SystemExit(left_out)


def _unusable(row: Row) -> str | None:
    return cannot_be(row.text("group"), row.count("chosen"), row.count("considered")) or None


def _refuse_doubles(path: Path, rows: Sequence[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        name = row.text("group")
        if name in first:
            raise Unusable(
                f"{path}: lines {first[name]} and {row.line} are both of {name}. Add them up in "
                "one row, or give each its own name."
            )
        first[name] = row.line


def _draw(found: Fairness) -> None:
    drawn = Drawn()
    for column in ("Group", "Chosen", "Rate", "Ratio", "p", "Gap, at 95 %", "Flag"):
        drawn.add_column(column, justify="left" if column in ("Group", "Flag") else "right")
    for each in found.groups:
        is_reference = each.group == found.reference
        drawn.add_row(
            Text(plain(each.group.name)),
            f"{each.group.chosen:,} of {each.group.considered:,}",
            _share(each.rate, "no rate"),
            _share(each.ratio, "no ratio"),
            "" if is_reference or each.p is None else f"{each.p:.3f}",
            "" if is_reference or each.low is None else _points(each),
            "held against" if is_reference else _flag(each.flag),
        )
    Console().print(drawn)
    click.echo(plain(found.sentence))


def _share(share: Fraction | None, otherwise: str) -> str:
    return otherwise if share is None else f"{float(share) * 100:.1f} %"


def _points(each: Judged) -> str:
    assert each.low is not None
    assert each.high is not None
    return f"{each.low * 100:+.1f} to {each.high * 100:+.1f} points"


def _flag(flag: bool | None) -> str:
    return {True: "look here", False: "no flag", None: "cannot tell"}[flag]
