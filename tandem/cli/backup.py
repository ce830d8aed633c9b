"""`tandem backup` and `tandem restore`: one file, made while people work, put back as it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tandem.cli.room import told_of_end
from tandem.website.env import Site
from tandem.website.home import HomeRefused, is_new, open_home, told_plainly

if TYPE_CHECKING:
    from tandem.cli.safekeeping.manifest import Manifest
    from tandem.cli.safekeeping.putting_back import Aside


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--check", is_flag=True, help="Read a backup whole and say whether it is sound.")
def backup(file: Path, check: bool) -> None:
    """Write the database and what the home cannot make again into one new FILE.

    People go on working meanwhile. The key file is never in it: keep that apart.
    """
    file = file.absolute()
    if check:
        check_file(file)
        return
    with told_plainly():
        site = open_for_backup()
    make(site, file)


def open_for_backup() -> Site:
    from tandem.website.env import site as read_site

    if is_new(read_site(os.environ)):
        raise HomeRefused("There is no database, so there is nothing to back up.")
    return open_home(set_up=False)


def make(site: Site, file: Path) -> Manifest:
    """Make a backup and tell of it. Django must be loaded."""
    from tandem.cli.migrated import is_up_to_date
    from tandem.cli.safekeeping.making import make_backup, note_made
    from tandem.website.clock import now

    at = now()

    def noted(manifest: Manifest) -> None:
        if is_up_to_date():
            note_made(manifest, at)

    nothing = f"{file} was not made, and nothing of it is left."
    with told_plainly(), told_of_end(nothing), shown("Rows packed") as told:
        made = make_backup(site, file, at=at, told=told, noted=noted)
    for path in made.keys_left_out:
        click.echo(f"Note: {path} holds a key, so it is not in the backup.", err=True)
    for path in made.gone:
        click.echo(f"Note: {path} was removed meanwhile, so it is not in the backup.", err=True)
    rows, files = made.manifest.rows, len(made.manifest.files)
    click.echo(f"{file}: {rows:,} rows, {files:,} files, {made.size / 2**20:,.1f} MiB.")
    click.echo("The key file is not in it. Keep a copy of that somewhere else.", err=True)
    return made.manifest


def check_file(file: Path) -> None:
    """Exit 1 names what is wrong with it. Needs no home; with the key at hand the seal is tried."""
    from tandem.access.keys import KeyFileUnusable, Keyring
    from tandem.cli.safekeeping.manifest import check_parts, read_manifest
    from tandem.cli.safekeeping.packing import BackupUnusable, Unpacker, verify
    from tandem.website.env import site as read_site

    with told_plainly():
        path = read_site(os.environ).key_file
    if not file.is_file():
        raise click.ClickException(f"There is no file {file}.")
    try:
        ring = Keyring.read(path)
    except KeyFileUnusable:
        ring = None
    try:
        with shown("Bytes read") as told:
            verify(file, ring, lambda size: told("", size))
        with Unpacker(file) as opened:
            said = read_manifest(opened)
            check_parts(opened, said)
    except (BackupUnusable, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file} is sound: {described(said)}.")
    if ring is None:
        click.echo("Note: its seal was not tried, because there is no key file here.", err=True)


def described(said: Manifest) -> str:
    when = f"{said.made_at:%Y-%m-%d %H:%M} UTC"
    return f"{said.rows:,} rows and {len(said.files):,} files, by Tandem {said.version} on {when}"


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--key", type=click.Path(path_type=Path), help="The key file that belongs to it.")
@click.option(
    "--replace", is_flag=True, help="Put it in the place of a database; that is kept aside."
)
def restore(file: Path, key: Path | None, replace: bool) -> None:
    """Put a backup back, whole or not at all. Never asks anything.

    Without a database there it restores, whatever else lies in the home.
    """
    from tandem.cli.safekeeping.packing import BackupUnusable
    from tandem.website.env import site as read_site

    with told_plainly():
        site = read_site(os.environ)
        nothing = "Nothing was changed."
        with told_of_end(nothing), shown("Rows restored") as told:
            try:
                said, aside = restored(site, file.absolute(), key, replace, told)
            except BackupUnusable as error:
                raise HomeRefused(f"{error} {nothing}") from error
            except FileNotFoundError as error:
                raise HomeRefused(f"There is no file {error.filename}. {nothing}") from error
    click.echo(f"Restored into {site.home}: {described(said)}.")
    tell_aside(aside)
    tell_owner(site)
    click.echo("Everybody signs in again. Look with `tandem doctor`, then serve.", err=True)


def restored(
    site: Site, file: Path, key: Path | None, replace: bool, told: Callable[[str, int], None]
) -> tuple[Manifest, Aside]:
    from tandem.cli.safekeeping.putting_back import Wish, load_django, put_back
    from tandem.website.clock import now
    from tandem.website.swap import is_waiting, stage_of

    key = key and key.absolute()
    load_django(stage_of(site.home), key or site.key_file)
    wish = Wish(file, key, replace, now())
    try:
        return put_back(site, wish, seen=lambda _size: None, told=told)
    except OSError as error:
        if not is_waiting(site.home):
            raise
        raise click.ClickException(
            f"Everything is restored but could not take its place yet ({error}). Make that "
            "possible; the next `tandem keys check` finishes it."
        ) from error


def tell_aside(aside: Aside) -> None:
    if aside.schema:
        click.echo(f"The database of before is kept in its schema {aside.schema}.", err=True)
    if aside.folder.exists():
        click.echo(f"What lay there before is kept in {aside.folder}.", err=True)
    if aside.key.exists():
        click.echo(f"The key of before is kept in {aside.key}.", err=True)


def tell_owner(site: Site) -> None:
    """What root has put back is root's, and the account that serves could not write it."""
    if os.geteuid() == 0:
        click.echo(
            "All of it belongs to root. Where Tandem serves as another account, give that one "
            f"{site.home}, {site.key_file} and {site.anchor_file}, with `chown -R`.",
            err=True,
        )


@contextmanager
def shown(what: str) -> Iterator[Callable[[str, int], None]]:
    """How far it is, on standard error, where a person is looking at it."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn(what),
        TextColumn("{task.completed:,.0f} {task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        task = bars.add_task("", total=None)
        yield lambda name, more: bars.update(task, advance=more, description=name)
