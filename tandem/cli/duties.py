"""`tandem import duties`: who leads which area and who is its HR partner, from a file."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tandem.cli.import_words import several
from tandem.website.home import open_home, told_plainly

if TYPE_CHECKING:
    from tandem.organisation.intake.duty_file import DutyFile
    from tandem.organisation.intake.duty_plan import Plan
    from tandem.organisation.intake.findings import Problem

ALL_TAKEN, SOME_REJECTED, UNUSABLE = 0, 1, 2
PROBLEMS_TOLD = 20
REJECTED = "duties-not-taken.csv"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    dry_run: bool
    as_json: bool
    why: str = ""


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--why", metavar="WORDS", default="", help="Kept with every duty that is given.")
@click.pass_context
def duties(ctx: click.Context, /, file: Path, dry_run: bool, as_json: bool, why: str) -> None:
    """Set leaders and HR partners of areas from a CSV file, one row per area.

    Exit code 0: every row was taken. 1: some rows were not; the others were. 2: the file cannot
    be used; nothing was changed.
    """
    with told_plainly():
        site = open_home()
    from tandem.website.clock import now

    ctx.exit(run(file, Wish(dry_run, as_json, why), site.home / "uploads", now()))


def run(path: Path, wish: Wish, uploads: Path, at: datetime) -> int:
    """The exit code. Django must be loaded."""
    from django.utils.timezone import localdate

    from tandem.access.audit import OPERATOR
    from tandem.organisation.intake.duty_file import read_duties
    from tandem.organisation.intake.duty_plan import apply_plan, plan
    from tandem.organisation.intake.findings import FileUnusable
    from tandem.organisation.intake.reading import Incoming

    with tempfile.TemporaryDirectory() as apart:
        try:
            file = read_duties(Incoming(path.name, path), Path(apart) / "copy")
        except FileUnusable as error:
            return tell_unusable([*error.problems], wish)
        found = plan(file, localdate(at))
        if not wish.dry_run:
            apply_plan(file, mark=found.mark, why=wish.why, by=OPERATOR, at=at)
        tell(found, wish)
        give_back(found, file, uploads)
    return SOME_REJECTED if found.rejected else ALL_TAKEN


def tell_unusable(problems: list[Problem], wish: Wish) -> int:
    if wish.as_json:
        none = {"given": 0, "corrected": 0, "same": 0}
        counts = {"rows": 0, "accepted": 0, "rejected": 0, "duties": none}
        print_json(counts, problems, applied=False)
    for problem in problems:
        click.echo(in_a_line(problem), err=True)
    click.echo("Nothing was changed.", err=True)
    return UNUSABLE


def tell(found: Plan, wish: Wish) -> None:
    if wish.as_json:
        print_json(found.counts(), found.problems, applied=not wish.dry_run)
    else:
        rows = several(found.rows, "row")
        click.echo(f"{rows}, {found.accepted} taken, {found.rejected} not taken.")
        given, corrected = len(found.given), len(found.corrected)
        click.echo(f"Duties: {given} given, {corrected} corrected, {found.same} as they were.")
        click.echo("This was a check." if wish.dry_run else "Applied.")
        for problem in found.problems[:PROBLEMS_TOLD]:
            click.echo(in_a_line(problem))
        if more := len(found.problems[PROBLEMS_TOLD:]):
            click.echo(f"… and {more} more, in the file of rows not taken.")
    if wish.dry_run:
        click.echo("Nothing was changed.", err=True)


def give_back(found: Plan, file: DutyFile, uploads: Path) -> None:
    """The rows that were not taken, with the reason beside each; those of the last run go."""
    from tandem.organisation.intake.duty_file import write_refused

    target = uploads / REJECTED
    target.unlink(missing_ok=True)
    if found.rejected:
        with target.open("w", encoding="utf-8-sig", newline="") as out:
            write_refused(file, found.by_line, out)
        click.echo(f"Rows not taken, each with its reason: {target}", err=True)


def in_a_line(problem: Problem) -> str:
    line = f", line {problem.line}" if problem.line else ""
    column = f", {problem.column}" if problem.column else ""
    return f"{problem.file}{line}{column}: {problem.reason} {problem.cure}"


def print_json(counts: dict[str, object], problems: list[Problem], *, applied: bool) -> None:
    told = {**counts, "problems": [each.as_json() for each in problems], "applied": applied}
    click.echo(json.dumps(told))
