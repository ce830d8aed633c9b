"""`tandem survive`: how long people stay, from a file. Loads no Django."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table as Shown
from rich.text import Text

from tandem.cli.numbers.reading import (
    Kind,
    Refused,
    Row,
    Table,
    Unusable,
    read_table,
    today,
    told,
    working,
)

if TYPE_CHECKING:
    from tandem.analytics.staying import Employment, Group, Staying
    from tandem.analytics.survival import Share

DAYS = ("start", "end", "entry")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
WIDE = 200
FOR_EVER = "9999"  # the year HR systems write for "no end"
STYLES = "Write it as 2025-12-31, 20251231 or 31.12.2025."


class ShareAfter(BaseModel):
    """After so many months; all three shares are null where nobody was followed that far."""

    months: int
    value: float | None
    low: float | None
    high: float | None
    at_risk: int | None


class ReasonAfter(BaseModel):
    reason: str
    gone: list[ShareAfter]


class GroupFound(BaseModel):
    group: str
    n: int
    events: int
    since: int
    median: float | None
    median_low: float | None
    median_high: float | None
    survival: list[ShareAfter]
    reasons: list[ReasonAfter]


class LogRank(BaseModel):
    statistic: float
    degrees: int
    p: float


class Survived(BaseModel):
    """What `--json` prints; documented in docs/methods/survival.md."""

    as_of: date
    people: int
    events: int
    groups: list[GroupFound]
    logrank: LogRank | None
    level: float
    sentence: str


class Day(click.ParamType[date]):
    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        found = read_day(value)
        return found if found else self.fail(f"“{value}” is no day. {STYLES}", param, ctx)


@click.command(epilog="Example: tandem survive --people people.csv --by team --as-of 2025-12-31")
@click.option(
    "--people", "path", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="One row per employment: start, end (empty: still here); also person, entry, reason.",
)  # fmt: skip
@click.option("--by", metavar="COLUMN", help="Compare the groups this column names.")
@click.option(
    "--as-of", type=Day(),
    help="The day the file was taken. Without it: the latest day in it, today at most.",
)  # fmt: skip
@click.option("--since", type=Day(), help="The first day whose leavings are in the file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else.")
@click.pass_context
def survive(
    ctx: click.Context,
    path: Path,
    by: str | None,
    as_of: date | None,
    since: date | None,
    as_json: bool,
) -> None:
    """How long people stay: the share still here after 6, 12, 24 and 36 months, and the median."""
    from tandem.analytics.staying import staying

    table = read_people(path, by)
    until = as_of or followed_to(table)
    usable, employments = in_sight(table, by=by, as_of=until, since=since)
    if since and table.rows and not usable.rows and not usable.refused:
        raise Unusable(
            f"{path}: everybody was gone before {since}. Give an earlier day to --since."
        )
    code = told(usable)
    with working(f"Following {len(employments):,} employments"):
        found = staying(employments, as_of=until)
    if as_json:
        click.echo(as_model(found, reasons="reason" in _named(path)).model_dump_json(indent=2))
    else:
        show(found)
    ctx.exit(code)


# ---- the file


def read_people(path: Path, by: str | None) -> Table:
    """Raises Unusable. Every row of it has a start, and days that are days."""
    columns = {"start": Kind.TEXT}
    optional = dict.fromkeys(("end", "entry", "person", "reason"), Kind.TEXT)
    if by is not None and by != "start":
        columns[by] = Kind.TEXT
        optional.pop(by, None)
    table = read_table(path, columns, optional, check=_no_day)
    if "end" not in _named(path):
        raise Unusable(
            f"{path}, line 1: no column called end. Without last days nobody ever leaves. Name the "
            "column of last days “end”; it is empty for who is still here."
        )
    return table


def _named(path: Path) -> set[str]:
    """The names in line 1, however they are set apart; the file was read before."""
    with path.open(encoding="utf-8-sig") as file:
        return {name.strip(' "\r\n').casefold() for name in re.split("[,;\t]", file.readline())}


def _no_day(row: Row) -> str | None:
    for column in DAYS:
        written = row.text(column)
        if written and not _for_ever(column, written) and read_day(written) is None:
            return f"{column} is “{written}”, which is no day. {STYLES}"
    return None


def _for_ever(column: str, written: str) -> bool:
    day, *_time = re.split("[T ]", written)  # a fraction of a second may hold four nines, too
    return column == "end" and FOR_EVER in day


def read_day(written: str) -> date | None:
    """Year first, or day first with dots. Two numbers with strokes are never guessed."""
    iso = ISO.fullmatch(written) or COMPACT.fullmatch(written)
    dotted = DOTTED.fullmatch(written)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if dotted:
            return date(*map(int, reversed(dotted.groups())))
    except ValueError:
        return None
    return None


def followed_to(table: Table) -> date:
    """The latest day in the file, which it is said of; no last day that is still to come is."""
    latest, now = latest_day(table), today()
    if latest > now:
        click.echo(
            f"Followed up to {now}, today: the latest day in the file, {latest}, is still to come "
            "(--as-of).",
            err=True,
        )
    elif table.rows:
        click.echo(f"Followed up to {latest}, the latest day in the file (--as-of).", err=True)
    return min(latest, now)


def latest_day(table: Table) -> date:
    found = [_day(row, column) for row in table.rows for column in DAYS]
    known = [day for day in found if day is not None]
    return max(known) if known else date.min


def _day(row: Row, column: str) -> date | None:
    written = row.text(column)
    return None if not written or _for_ever(column, written) else read_day(written)


def in_sight(
    table: Table, *, by: str | None, as_of: date, since: date | None
) -> tuple[Table, list[Employment]]:
    """The rows that say something, and the employments in them; who was gone before `since` was
    never in sight, and is passed over in silence."""
    taken: list[tuple[Row, Employment]] = []
    refused = list(table.refused)
    before: dict[str, list[tuple[int, date, date]]] = {}
    for row in table.rows:
        employment = _employment(row, by, since)
        if since and employment.end and employment.end < since:
            continue
        reason = employment.unusable(as_of) or _twice(row, employment, before)
        if reason:
            refused.append(Refused(row.line, reason))
        else:
            taken.append((row, employment))
    refused.sort(key=lambda each: each.line)
    kept = replace(table, rows=[row for row, _ in taken], refused=refused)
    return kept, [employment for _, employment in taken]


def _employment(row: Row, by: str | None, since: date | None) -> Employment:
    from tandem.analytics.staying import EVERYBODY, Employment

    start, entry = _day(row, "start"), _day(row, "entry")
    assert start is not None
    if since is not None:
        entry = max(since, entry or since)
    seen_late = entry if entry is not None and entry > start else None
    return Employment(
        start=start,
        end=_day(row, "end"),
        entry=seen_late,
        reason=row.text("reason") or None,
        group=row.text(by) if by else EVERYBODY,
    )


def _twice(
    row: Row, employment: Employment, before: dict[str, list[tuple[int, date, date]]]
) -> str | None:
    """Where the file names persons, one is in one employment at a time."""
    person = row.text("person")
    if not person:
        return None
    first, last = employment.start, employment.end or date.max
    for line, start, end in before.setdefault(person, []):
        if first <= end and start <= last:
            return f"this person is employed in line {line} at the same time."
    before[person].append((row.line, first, last))
    return None


# ---- what comes out


def as_model(found: Staying, *, reasons: bool) -> Survived:
    from tandem.analytics.intervals import LEVEL
    from tandem.analytics.staying import sentence

    test = found.difference
    return Survived(
        as_of=found.as_of,
        people=found.people,
        events=found.leavers,
        groups=[_group(group, reasons=reasons) for group in found.groups],
        logrank=LogRank(statistic=test.statistic, degrees=test.degrees, p=test.p) if test else None,
        level=LEVEL,
        sentence=sentence(found),
    )


def _group(group: Group, *, reasons: bool) -> GroupFound:
    from tandem.analytics.staying import MONTHS

    low, high = group.median_range
    gone = {months: group.gone_after(months) or {} for months in MONTHS} if reasons else {}
    return GroupFound(
        group=group.name,
        n=group.people,
        events=group.leavers,
        since=group.curve.since,
        median=group.median,
        median_low=low,
        median_high=high,
        survival=[_after(months, group.after(months)) for months in MONTHS],
        reasons=[
            ReasonAfter(
                reason=reason, gone=[_after(months, gone[months].get(reason)) for months in MONTHS]
            )
            for reason in (group.reasons if reasons else ())
        ],
    )


def _after(months: int, share: Share | None) -> ShareAfter:
    if share is None:
        return ShareAfter(months=months, value=None, low=None, high=None, at_risk=None)
    return ShareAfter(
        months=months, value=share.value, low=share.low, high=share.high, at_risk=share.at_risk
    )


def show(found: Staying) -> None:
    from tandem.analytics.staying import MONTHS, sentence

    table = Shown(title=f"Still here, as of {found.as_of}", title_justify="left")
    table.add_column("group")
    for heading in ("people", "left", "half left after", *(f"{m} months" for m in MONTHS)):
        table.add_column(heading, justify="right")
    for group in found.groups:
        half = "–" if group.median is None else f"{group.median:.1f} months"
        shares = (_cell(group, months) for months in MONTHS)
        table.add_row(Text(group.name), f"{group.people:,}", f"{group.leavers:,}", half, *shares)
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)  # in a file or a pipe no table is squeezed
    console.print(table)
    console.print(Text(sentence(found)))


def _cell(group: Group, months: int) -> str:
    share = group.after(months)
    return f"{share.value:.0%} ({share.low:.0%}–{share.high:.0%})" if share else "–"
