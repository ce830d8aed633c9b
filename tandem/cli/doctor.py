"""What is wrong with this installation, the first thing first. Reads only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click

from tandem.access.keys import KeyFileUnusable, Keyring
from tandem.website import swap
from tandem.website.env import SETTINGS, Site
from tandem.website.home import not_allowed
from tandem.website.identity import IdentityProvider

UNSEALED = timedelta(minutes=10)
NO_SETTINGS = ("TANDEM_DATA", "TANDEM_ONLY_DATABASE")  # of tests and tools
LITTLE = 1 << 29  # bytes: an import of a large company takes more


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at and found. `stops` means it is not safe to serve."""

    sentence: str
    stops: bool


Check = Callable[[Site], Iterator[Finding]]


@click.command()
def doctor() -> None:
    """Check settings, key, database and file permissions. Exit 1 names what stops safe service."""
    from django.core.exceptions import ImproperlyConfigured

    from tandem.website.env import site as read_site

    try:
        site = read_site(os.environ)
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    try:
        for finding in (each for check in CHECKS for each in check(site)):
            if finding.stops:
                raise click.ClickException(finding.sentence)
            click.echo(f"Note: {finding.sentence}")
    except PermissionError as error:
        raise click.ClickException(not_allowed(error)) from error
    click.echo(f"All is well in {site.home}.")


def home(site: Site) -> Iterator[Finding]:
    if not site.home.is_dir():
        yield Finding(
            f"Nothing is set up in {site.home} yet. If that is the folder you mean, run "
            "`tandem setup`; if not, mend TANDEM_HOME.",
            stops=True,
        )
        return
    if (site.home / ".setting-up").exists():
        yield Finding("Setting up was interrupted. Run `tandem setup` again.", stops=True)
    if swap.is_waiting(site.home):
        yield Finding("A restore was cut short. `tandem keys check` finishes it.", stops=True)
    yield from open_to_others(site.home, "The home folder")
    for folder in ("uploads", "snapshots"):
        if not os.access(site.home / folder, os.W_OK):
            yield Finding(f"{site.home / folder} cannot be written to.", stops=True)


def owners(site: Site) -> Iterator[Finding]:
    """As root: what belongs to others than the home does. Root may write it, who serves may not."""
    if os.geteuid():
        return  # who serves meets what may not be read or written in the checks that follow
    mine = site.home.stat().st_uid
    for path in (*sorted(site.home.iterdir()), site.key_file, site.anchor_file):
        if path.exists() and path.stat().st_uid != mine:
            whole = site.home if path.is_relative_to(site.home) else path
            yield Finding(
                f"{path} belongs to another account than {site.home}, which may not be able to "
                f"write it. Run `chown -R --reference={site.home} {whole}`.",
                stops=True,
            )


def names(_site: Site) -> Iterator[Finding]:
    """Settings that nobody reads are mostly a slip of the finger."""
    known = {*SETTINGS, *NO_SETTINGS}
    for name in sorted(each for each in os.environ if each.startswith("TANDEM_")):
        if name not in known:
            yield Finding(f"{name} is set, and Tandem knows no such setting.", stops=False)


def room(site: Site) -> Iterator[Finding]:
    free = shutil.disk_usage(site.home).free
    if free < LITTLE:
        yield Finding(
            f"Only {free // 2**20} MiB are free where {site.home} lies. Make room before it is "
            "full: then nothing more can be kept.",
            stops=False,
        )


def key(site: Site) -> Iterator[Finding]:
    try:
        Keyring.read(site.key_file)
    except KeyFileUnusable as error:
        yield Finding(str(error), stops=True)
        return
    yield from open_to_others(site.key_file, "The key file")
    if site.key_file.is_relative_to(site.home):
        yield Finding(
            f"The key lies in the same folder as the database ({site.home}): whoever copies the "
            "one has the other. TANDEM_KEY_FILE puts it elsewhere.",
            stops=False,
        )


def open_to_others(path: Path, what: str) -> Iterator[Finding]:
    mode = path.stat().st_mode & 0o077
    if mode:
        yield Finding(
            f"{what} {path} can be read by others on this machine. Run `chmod go= {path}`.",
            stops=path.is_file(),
        )


def database(site: Site) -> Iterator[Finding]:
    from tandem.website.home import HomeRefused, check_key, is_new

    if site.database_password_file:
        for finding in open_to_others(site.database_password_file, "The database password file"):
            yield Finding(finding.sentence, stops=False)
    try:
        if is_new(site):
            yield Finding("The database is empty. Restore it, or run `tandem setup`.", stops=True)
            return
    except HomeRefused as error:
        yield Finding(str(error), stops=True)
        return
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.website.settings")
    django.setup()
    from tandem.cli.migrated import refuse_unmigrated

    try:
        refuse_unmigrated()
        check_key(site)
    except (HomeRefused, KeyFileUnusable) as error:
        yield Finding(str(error), stops=True)


def imports(site: Site) -> Iterator[Finding]:
    """What an import that was cut short may have left."""
    from tandem.bridge.editions import ready
    from tandem.bridge.shelf import latest_snapshot
    from tandem.organisation import intake
    from tandem.website.clock import now

    cut_short = intake.leftovers(uploads=site.home / "uploads", at=now())
    if cut_short:
        yield Finding(
            f"{len(cut_short)} checks in {site.home / 'uploads'} were cut short. Nothing of them "
            "is in the database; the next `tandem import people` removes their files.",
            stops=False,
        )
    latest, counted = intake.latest_applied(), latest_snapshot(site.home)
    if (latest and str(latest.pk)) != (counted and counted.name):
        yield Finding(
            "The numbers are older than the people. `tandem serve` or `tandem worker` counts them "
            "anew; until then pages show those of before.",
            stops=False,
        )
        return
    found = ready()
    if found is not None and not found.whole:
        yield Finding(
            f"The numbers of {found.areas:,} of {found.of:,} areas are ready. `tandem serve` or "
            "`tandem worker` counts the others; until then pages show those of before.",
            stops=False,
        )


def holders(site: Site) -> Iterator[Finding]:
    """Whether somebody holds, and goes on holding, the roles without which nobody is let in."""
    from django.utils.timezone import localdate

    from tandem.access.models import Account
    from tandem.organisation.widening import last_ones
    from tandem.website.clock import now

    if not Account.objects.exists():  # the link of `tandem setup` is still to be used
        return
    for each in last_ones(localdate(now())):
        if each.person is None:
            yield Finding(
                f"Nobody who can sign in is {each.role.name}. `tandem setup` makes somebody both "
                "administrator and HR administrator.",
                stops=False,
            )
        else:
            yield Finding(
                f"{each.person.name} is the last {each.role.name} who can sign in, and is gone "
                f"from {each.leaves_on} on. Somebody else needs the role before that day.",
                stops=False,
            )


def doors(site: Site) -> Iterator[Finding]:
    if site.demo:
        yield Finding("TANDEM_DEMO is on: anybody can be anybody here.", stops=False)
    if not site.is_https and site.url:
        yield Finding(
            f"TANDEM_URL is {site.url}: without https passwords cross the network readably.",
            stops=False,
        )


def mail(site: Site) -> Iterator[Finding]:
    if site.mail is None:  # who sends no mail misses nothing that is needed
        return
    if not site.url:
        yield Finding(
            "TANDEM_URL is empty: no letters go out, because their links would lead nowhere.",
            stops=False,
        )
    yield from letters()
    if site.mail.shows_password:
        yield Finding(
            "TANDEM_MAIL_TLS is none: the mail password crosses the network readably.", stops=False
        )
    if site.mail.password_file:
        for finding in open_to_others(site.mail.password_file, "The mail password file"):
            yield Finding(finding.sentence, stops=False)


def letters() -> Iterator[Finding]:
    """Whether those of today are out."""
    from tandem.rooms.mail.posting import late
    from tandem.website.clock import now

    waiting = late(at=now())
    if waiting:
        yield Finding(
            f"Letters of today are late: {waiting:,} people. `tandem serve` or `tandem worker` "
            "sends them; `tandem mail test` says whether the mail server takes any.",
            stops=False,
        )


def sign_on(site: Site) -> Iterator[Finding]:
    """Where the provider must send people back to, and who could read its secret."""
    if site.identity is None:
        return
    if isinstance(site.identity, IdentityProvider):
        for finding in open_to_others(site.identity.secret_file, "The secret of the sign-on"):
            yield Finding(finding.sentence, stops=False)
    if not site.url:
        yield Finding("TANDEM_URL is empty: the sign-on cannot send people back.", stops=False)
        return
    yield Finding(f"The sign-on must be told of {site.url}{site.identity.told_of}", stops=False)


def record(site: Site) -> Iterator[Finding]:
    """Whether events are as they were sealed, all or since the last look."""
    from tandem.access.chain.breaks import RecordBroken
    from tandem.access.chain.checkpoint import glance
    from tandem.website.clock import now

    if site.anchor_file.is_relative_to(site.home):
        yield Finding(
            f"The anchor of the record lies in the same folder as the database ({site.home}): "
            "whoever puts back the one can put back the other. TANDEM_ANCHOR_FILE puts it "
            "elsewhere.",
            stops=False,
        )
    anchor = site.anchor_file
    folder = next(each for each in anchor.parents if each.exists())
    file_shut = anchor.exists() and not os.access(anchor, os.W_OK)
    if file_shut or not (folder.is_dir() and os.access(folder, os.W_OK)):
        yield Finding(
            f"The anchor of the record cannot be written to {folder}, so nothing is sealed. Give "
            "the account Tandem runs under that folder, or name another in TANDEM_ANCHOR_FILE.",
            stops=True,
        )
        return
    try:
        whole = glance(at=now())
    except (RecordBroken, OSError) as error:
        yield Finding(str(error), stops=True)
        return
    if whole.waiting and moment(whole.since) < now() - UNSEALED:
        yield Finding(
            f"Events wait to be sealed: {whole.waiting:,}, the first since {whole.since}. The "
            "worker does that; `tandem record seal` does it now.",
            stops=False,
        )


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def background(_site: Site) -> Iterator[Finding]:
    """Whether what people asked for in the background is done."""
    from tandem.cli.queued import LONG, queued
    from tandem.website.clock import now

    tasks = queued()
    stopped = [each for each in tasks if each.state == "stopped"]
    late = [each for each in tasks if each.state == "waiting" and each.since < now() - LONG]
    if stopped:
        yield Finding(
            f"Stopped by an error in the background: {len(stopped)}; see `tandem queue show`.",
            stops=False,
        )
    if late:
        first = late[0].since.strftime("%Y-%m-%d %H:%M UTC")
        yield Finding(
            f"Waiting in the background: {len(late)}, the first since {first}. `tandem serve` or "
            "`tandem worker` does it.",
            stops=False,
        )


CHECKS: tuple[Check, ...] = (
    home, owners, names, room, key, database, record, imports, background, holders, doors, mail,
    sign_on,
)  # fmt: skip
