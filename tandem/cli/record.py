"""`tandem record`: seal what happened, look whether it is as it was, and hand it to an auditor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tandem.website.home import HomeRefused, open_home, told_plainly

if TYPE_CHECKING:
    from tandem.access.chain.anchor import Line
    from tandem.access.chain.verifying import Whole
    from tandem.organisation.models import Person
    from tandem.website.env import Site

DAY = click.DateTime(["%Y-%m-%d"])
RESUME, FORGET = "go on from here", "forget"


@click.group()
def record() -> None:
    """Seal the record, look whether it is whole, hand it to an auditor."""


def opened() -> Site:
    from tandem.cli.migrated import refuse_unmigrated

    with told_plainly():
        site = open_home(set_up=False)
        refuse_unmigrated()
    return site


@contextmanager
def in_words() -> Iterator[None]:
    """What is wrong with the record is one sentence and exit code 1."""
    from tandem.access.chain.anchor import AnchorAltered, KeyMissing
    from tandem.access.chain.breaks import RecordBroken
    from tandem.access.chain.sealer import RecordApart

    try:
        yield
    except RecordBroken as error:
        raise click.ClickException(str(error)) from error
    except (RecordApart, AnchorAltered, KeyMissing) as error:
        words = f"{error} Nothing was sealed. `tandem record verify` says more."
        raise click.ClickException(words) from error


@record.command()
def seal() -> None:
    """Seal what happened since the last seal. The worker does so by itself, every few seconds."""
    opened()
    from tandem.access.chain.sealer import seal_events
    from tandem.website.clock import now

    count = 0
    with in_words(), told_plainly():
        while more := seal_events(at=now()):
            count += more
    click.echo(f"Events sealed: {count:,}." if count else "Nothing waits to be sealed.")


@record.command()
@click.option("--full", is_flag=True, help="From the first event on, not from the last look.")
def verify(full: bool) -> None:
    """Look whether every event is as it was sealed. Exit 1 names the first that is not."""
    opened()
    from tandem.access.chain.checkpoint import look
    from tandem.website.clock import now

    with in_words(), told_plainly(), shown() as told:
        whole = look(at=now(), full=full, told=told)
    for line in describe(whole):
        click.echo(line)


def describe(whole: Whole) -> Iterator[str]:
    state = whole.state
    yield (
        f"The record is whole. Events: {state.count:,}; seals: {state.number:,}; "
        f"looked at: {whole.looked_at:,}. Its head is {state.head.hex()}."
    )
    if whole.waiting:
        yield f"Waiting to be sealed: {whole.waiting:,}, the first of {whole.since}."
    for line in whole.restored:
        yield gone_on(line)


def gone_on(line: Line) -> str:
    was = f"then it had come to seal {line.was}" if line.was is not None else "no anchor was there"
    copy = f" from a backup of {line.backup_of}" if line.backup_of else " by hand"
    return f"On {line.at} it was put back{copy}, to seal {line.seal}; {was}."


@record.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--from", "first", type=DAY, help="Seals made from this day on (UTC).")
@click.option("--to", "last", type=DAY, help="Seals made up to and with this day (UTC).")
def export(file: Path, first: datetime | None, last: datetime | None) -> None:
    """Write the record into one new FILE for an auditor: lines of JSON, without names."""
    if first and last and last < first:
        raise click.UsageError("--to lies before --from.")
    opened()
    from tandem.access.chain.exporting import exported
    from tandem.website.clock import now

    begin, end = in_utc(first), in_utc(last)
    after = end + timedelta(days=1) if end else None
    with told_plainly():
        write_new(file.absolute(), exported(first=begin, after=after, at=now()))
    click.echo(f"{file}: the record, with how to verify it in its first line.")


def in_utc(day: datetime | None) -> datetime | None:
    return day and day.replace(tzinfo=UTC)


def write_new(file: Path, lines: Iterable[str]) -> None:
    """Whole or not at all, for its owner alone. Raises HomeRefused where one is there."""
    if file.exists():
        raise HomeRefused(f"{file} is there already. Name a new one.")
    if not file.parent.is_dir():
        raise HomeRefused(f"There is no folder {file.parent} to put it in.")
    beside = file.with_name(f".{file.name}.part")
    try:
        handle = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        beside.rename(file)
    finally:
        beside.unlink(missing_ok=True)


@record.command()
def resume() -> None:
    """Go on after rows or anchor were put back by other means than `tandem restore`.

    The rows must be whole in themselves. That it was done stays in the record and in the anchor.
    """
    opened()
    from tandem.access.chain.restoring import resume as go_on
    from tandem.website.clock import now

    click.echo(
        "From here on the record counts as put back by hand. What the anchor knew before stays in "
        "it, and everybody who verifies the record is told.",
        err=True,
    )
    confirm(RESUME)
    with in_words(), told_plainly():
        line = go_on(at=now())
    click.echo(gone_on(line))


@record.command()
@click.argument("person", metavar="PERSON")
def forget(person: str) -> None:
    """Cut a person who has left from what they did: events stay, and say nobody.

    PERSON is an address or a number, as HR's system has it. There is no way back.
    """
    site = opened()
    from django.utils.timezone import localdate

    from tandem.access.audit import OPERATOR
    from tandem.access.keys import SealBroken
    from tandem.organisation.forgetting import StillHere, forget_in_record, may_still_act
    from tandem.partnership.holds.actions import is_held
    from tandem.website.clock import now

    meant, at = find(person), now()
    today = localdate(at)
    here = click.ClickException(
        f"{meant.name} works here, and answers for what they do. Nothing was changed."
    )
    if may_still_act(meant, today):
        raise here
    if is_held(meant, at):
        raise click.ClickException(
            f"The law asks for what {meant.name} did to be kept, as two people said. Nothing was "
            "changed. A privacy officer asks for the legal hold to be lifted."
        )
    click.echo(
        f"No event will lead to {meant.name} any more; the events stay and verify. Their account "
        "goes, and addresses of pages about them and their promises change. Rows that name them "
        "(a promise, a role) stay and say on which day what was done: by that one can still guess. "
        "An import that touched such a row can no longer be undone. Backups made before still hold "
        "what leads to them. There is no way back.",
        err=True,
    )
    confirm(FORGET)
    try:
        count = forget_in_record(
            person=meant, today=today, by=OPERATOR, at=at, uploads=site.home / "uploads"
        )
    except StillHere as error:
        raise here from error
    except SealBroken as error:
        raise click.ClickException(
            "Sealed words of theirs do not open with the keys there are, and would be lost. See "
            "`tandem keys check`. Nothing was changed."
        ) from error
    click.echo(f"Events that now say nobody: {count:,}.")


def find(words: str) -> Person:
    from django.db.models import Q

    from tandem.organisation.models import Person

    asked = Q(number=words) | Q(email__iexact=words) | Q(account__email__iexact=words)
    found = list(Person.objects.filter(asked).distinct()[:2])
    if len(found) != 1:
        many = "Several people have" if found else "Nobody has"
        raise click.ClickException(f"{many} the address or number {words}. Nothing was changed.")
    return found[0]


def confirm(words: str) -> None:
    if click.prompt(f"To go on, type: {words}\n", prompt_suffix="", err=True) != words:
        raise click.ClickException("Those were other words. Nothing was changed.")


@contextmanager
def shown() -> Iterator[Callable[[int], None]]:
    """How far it is, on standard error, where a person is looking at it."""
    from rich.console import Console
    from rich.progress import Progress, TimeElapsedColumn, TimeRemainingColumn

    from tandem.access.chain.kept import newest

    console, last = Console(stderr=True), newest()
    columns = (*Progress.get_default_columns()[:3], TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        task = bars.add_task("Events", total=last.state.count if last else None)
        yield lambda more: bars.update(task, advance=more)
