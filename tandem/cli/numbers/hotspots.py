"""`tandem hotspots`: which areas of a table of counts stand out, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from tandem.analytics.hotspot_areas import FALSE_SHARE, Area, Hotspots, Judged, circles
from tandem.analytics.hotspots import hotspots as judged_together
from tandem.cli.numbers.reading import Kind, Refused, Row, Table, plain, read_table, told, working

COLUMNS = {"area": Kind.TEXT, "leavers": Kind.COUNT, "headcount": Kind.NUMBER}
OPTIONAL = {"parent": Kind.TEXT}
SHOWN = 200  # rows a person reads on a terminal; of more the flagged ones


class AreaAnswer(BaseModel):
    """One row of the file. rate: null where the headcount is 0. q: null where not tested.

    median, low, high: leavers per head; null only where no row has a headcount above 0.
    """

    area: str
    leavers: int
    headcount: float
    rate: float | None
    median: float | None
    low: float | None
    high: float | None
    q: float | None
    flag: bool
    why: str


class Answer(BaseModel):
    """What `--json` prints: one object. areas: in the order of the file."""

    tested: int
    reference: float | None
    areas: list[AreaAnswer]


@click.command()
@click.option(
    "--counts",
    "path",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="A table with the columns area, leavers, headcount and, if you like, parent.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and nothing else.")
@click.pass_context
def hotspots(ctx: click.Context, path: Path, as_json: bool) -> None:
    """Say which areas more people leave than chance and usual differences would give.

    Leavers and average headcount of each area over one period, a row per area. A headcount may be
    a fraction. Rows that others name as their parent, and that hold what these hold, are totals:
    shown, and not tested a second time.

    Exit code 0: every row was used. 1: some rows were left out, and are named. 2: the file cannot
    be used.

    \b
    Example:
      tandem hotspots --counts counts.csv
      with counts.csv:
        area,leavers,headcount
        Basel,4,61.5
        Lyon,19,58
    """
    table = without_circles(read_table(path, COLUMNS, optional=OPTIONAL, check=wrong))
    code = told(table)
    with working(f"Looking at {counted(len(table.rows))}"):
        found = judged_together([area_of(row) for row in table.rows])
    if as_json:
        click.echo(answer(found).model_dump_json())
    else:
        show(found)
    ctx.exit(code)


def area_of(row: Row) -> Area:
    return Area(
        area=row.text("area"),
        leavers=row.count("leavers"),
        headcount=row.number("headcount"),
        parent=row.text("parent"),
    )


def without_circles(table: Table) -> Table:
    found = circles([area_of(row) for row in table.rows])
    refused = [Refused(table.rows[at].line, reason) for at, reason in found.items()]
    return replace(
        table,
        rows=[row for at, row in enumerate(table.rows) if at not in found],
        refused=sorted([*table.refused, *refused], key=lambda each: each.line),
    )


def wrong(row: Row) -> str | None:
    return area_of(row).wrong() or None


def answer(found: Hotspots) -> Answer:
    rows = [AreaAnswer.model_validate(area, from_attributes=True) for area in found.areas]
    return Answer(tested=found.tested, reference=found.reference, areas=rows)


def show(found: Hotspots) -> None:
    console = Console()
    flagged = [area for area in found.areas if area.flag]
    shown = found.areas if len(found.areas) <= SHOWN else flagged
    if shown:
        console.print(grid(shown))
    for line in lines(found, flagged):
        console.print(Text(line))


def grid(areas: tuple[Judged, ...] | list[Judged]) -> Grid:
    """In the order of the file: never by rate."""
    made = Grid(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    made.add_column("area", overflow="fold", min_width=14)
    for name in ("leavers", "people", "rate", "likely rate", "q", "seen at", "flag"):
        made.add_column(name, justify="right", no_wrap=True)
    for area in areas:
        made.add_row(*(Text(cell) for cell in cells(area)))
    return made


def cells(area: Judged) -> Iterator[str]:
    yield plain(area.area)
    yield f"{area.leavers:,}"
    yield f"{area.headcount:,.10g}"
    yield "no rate" if area.rate is None else percent(area.rate)
    if area.median is None or area.low is None or area.high is None:
        yield ""
    else:
        yield f"{percent(area.median)} ({100 * area.low:.1f}–{100 * area.high:.1f})"
    yield "" if area.q is None else q_shown(area.q)
    yield "" if area.visible is None else f"{area.visible:.1f} ×"
    yield "yes" if area.flag else ""


def q_shown(q: float) -> str:
    """Never rounded down to what a flag takes from above it."""
    shown = f"{q:.2g}"
    return f"> {shown}" if q > FALSE_SHARE >= float(shown) else shown


def counted(areas: int) -> str:
    return "1 area" if areas == 1 else f"{areas:,} areas"


def percent(rate: float) -> str:
    return f"{100 * rate:.1f} %"


def lines(found: Hotspots, flagged: list[Judged]) -> Iterator[str]:
    yield ""
    if found.reference is None:
        yield "Nobody is in any of these areas, so there is no rate."
        return
    for area in flagged:
        yield f"{plain(area.area)}. {area.why}"
    many = len(found.areas) > SHOWN
    if many:
        yield f"{len(found.areas):,} areas were read; the flagged ones are shown, all with --json."
    yield (
        f"{counted(found.tested)} tested, {len(flagged):,} flagged. Reference: "
        f"{percent(found.reference)}, the rate of all areas that are not flagged. A flag says "
        f"look here; on average one in {1 / FALSE_SHARE:.0f} flags at most is chance. Likely rate: "
        "where the true rate lies with 90 % probability. Seen at: the true rate, in times of the "
        "reference, that an area of this size would be flagged for in 8 of 10 such periods."
    )
