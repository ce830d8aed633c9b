"""The home of an installation: set up once, and refused when its parts do not belong together."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tandem.access.full import is_full
from tandem.access.keys import KeyFileUnusable, Keyring
from tandem.website import swap
from tandem.website.env import Site

FOLDERS = ("uploads", "snapshots", "charts", "static")
MARKER = ".setting-up"
NO_ROOM = "There is no room left on the disk, not even to open what is there. Make some"
IN_USE = ".in-use"  # locked by every process that has the home open
_held: dict[Path, int] = {}  # until the process ends


class HomeRefused(Exception):
    """For the operator: what does not fit together, and the cure."""


def is_new(site: Site) -> bool:
    """Whether the database holds nothing yet. Raises HomeRefused if it cannot be asked."""
    if "sqlite3" in str(site.database["ENGINE"]):
        file = Path(str(site.database["NAME"]))
        return not file.exists() or file.stat().st_size == 0
    import psycopg

    try:
        with psycopg.connect(conninfo(site), connect_timeout=10) as connected:
            found = connected.execute("SELECT to_regclass('django_migrations')").fetchone()
    except psycopg.OperationalError as error:
        raise HomeRefused(
            f"The database in DATABASE_URL does not answer ({str(error).strip()}). "
            "Start it, or correct the address."
        ) from error
    return found is None or found[0] is None


def conninfo(site: Site) -> str:
    """Where the PostgreSQL of a site is, as its driver wants to be told."""
    from psycopg.conninfo import make_conninfo

    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    names["PORT"] = "port"
    given = {ours: str(site.database[key]) for key, ours in names.items() if site.database[key]}
    return make_conninfo("", **given)


def prepare(site: Site) -> bool:
    """Make folders and key of an empty home. True if the database is still to be made.

    Raises HomeRefused for a key without its database, KeyFileUnusable for the reverse.
    """
    unfinished = (site.home / MARKER).exists()
    new = is_new(site)
    if not new and not unfinished:
        Keyring.read(site.key_file)
        return False
    if site.key_file.exists() and not unfinished:
        raise HomeRefused(
            f"There is a key at {site.key_file}, and no database to go with it. Restore the "
            "database from its backup. To begin anew instead, move the key file away first."
        )
    make_folders(site)
    (site.home / MARKER).touch()
    if not site.key_file.exists():
        Keyring.new().write(site.key_file)
    return True


def make_folders(site: Site) -> None:
    for folder in (site.home, *(site.home / name for name in FOLDERS)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    site.home.chmod(0o700)


def make_database(site: Site) -> None:
    """Create every table and note which key belongs to it. Django must be loaded."""
    from tandem.access.models import KeyMark
    from tandem.website.tables import make_tables

    make_tables()
    KeyMark.objects.get_or_create(fingerprint=Keyring.read(site.key_file).current)
    (site.home / MARKER).unlink(missing_ok=True)
    click.echo(
        f"Set up a new Tandem in {site.home}. Its key is {site.key_file}: "
        "keep a copy away from this machine, without it sealed texts cannot be read.",
        err=True,
    )


def check_key(site: Site) -> None:
    """The key file must hold every key this database was ever given. Raises KeyFileUnusable."""
    from tandem.access.models import KeyMark

    ring = Keyring.read(site.key_file)
    marks = set(KeyMark.objects.values_list("fingerprint", flat=True))
    if marks and not marks & set(ring.keys):
        raise KeyFileUnusable(
            f"The key in {site.key_file} is not the one this database was set up with. "
            "Restore the right key file from your key backup; nothing was changed."
        )
    if missing := ", ".join(sorted(marks - set(ring.keys))):
        raise KeyFileUnusable(
            f"{site.key_file} is a copy from before a key was replaced: {missing} is not in it, "
            "and what was wrapped by that would not open. Restore the newest copy from your key "
            "backup; nothing was changed."
        )


# Who has the home open


def hold(site: Site) -> None:
    """Keep the home from being replaced under this process, and finish a restore cut short."""
    if site.home in _held or not site.home.is_dir():
        return
    file = os.open(site.home / IN_USE, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if swap.stage_of(site.home).exists():
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            finish_restore(site)
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise HomeRefused(
            f"{site.home} is being restored, or brought up to a new version. "
            "Wait until that is done."
        ) from error
    _held[site.home] = file


def hold_alone(site: Site) -> None:
    """From now on nobody else has the home open, until this process ends, which holds it already.

    Raises HomeRefused where somebody has: a server of an earlier version would go on writing
    into tables that are other ones now.
    """
    lock_alone(site, _held[site.home])


@contextlib.contextmanager
def alone(site: Site) -> Iterator[None]:
    """Nobody else has the home open meanwhile. Raises HomeRefused where somebody has."""
    site.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (site.home / IN_USE).open("ab") as file:
        lock_alone(site, file.fileno())
        yield


def lock_alone(site: Site, file: int) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise HomeRefused(f"Tandem is running in {site.home}. Stop it first.") from error


def finish_restore(site: Site) -> None:
    """What a restore has left to do past its point of no return, or to throw away before it."""
    swap.finish(site.home, lambda proof: is_restored(site, proof))
    for place in (site.key_file, site.anchor_file):
        swap.staged(place).unlink(missing_ok=True)
    make_folders(site)


def is_restored(site: Site, proof: str) -> bool:
    """Whether the PostgreSQL of the site came from the restore that left this proof."""
    import psycopg

    with psycopg.connect(conninfo(site), connect_timeout=10) as connected:
        found = connected.execute(
            "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"
        ).fetchone()
    return found is not None and found[0] == proof


@contextlib.contextmanager
def told_plainly() -> Iterator[None]:
    """What stops the start is one sentence on standard error and exit code 2, no traceback."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        yield
    except (HomeRefused, KeyFileUnusable, ImproperlyConfigured) as error:
        click.echo(f"tandem: {error}", err=True)
        sys.exit(2)
    except click.ClickException:
        raise
    except PermissionError as error:
        click.echo(f"tandem: {not_allowed(error)}", err=True)
        sys.exit(2)
    except Exception as error:
        if not is_full(error):
            raise
        click.echo(f"tandem: {NO_ROOM} ({error}).", err=True)
        sys.exit(2)


def not_allowed(error: PermissionError) -> str:
    return (
        f"{error.filename or 'Something'} may not be read or written by this account. Run this as "
        "the account Tandem runs under, and give it its folders: see Installing."
    )


def open_home(*, set_up: bool = True) -> Site:
    """Load Django on this home, setting an empty one up first."""
    import django

    from tandem.website.env import site as read_site

    site = read_site(os.environ)
    hold(site)
    new = prepare(site) if set_up else False
    hold(site)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.website.settings")
    gc.disable()  # all that is loaded here stays: nothing of it is garbage
    try:
        django.setup()
    finally:
        gc.enable()
    if new:
        make_database(site)
    check_key(site)
    return site
