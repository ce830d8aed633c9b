"""The sealing key: make, check, replace."""

from pathlib import Path

import click

from tandem.access.keys import Keyring
from tandem.website.home import HomeRefused, open_home, told_plainly


@click.group()
def keys() -> None:
    """Make, check or replace the sealing key."""


@keys.command()
def new() -> None:
    """Make the key of a new home. An existing key is never replaced by this."""
    import os

    from tandem.website.env import site

    with told_plainly():
        path = site(os.environ).key_file
        if path.exists():
            raise HomeRefused(f"There is a key at {path}. To replace it: `tandem keys rotate`.")
        open_home()


@keys.command()
def check() -> None:
    """Open every wrapped data key. Reads only."""
    with told_plainly():
        site = open_home()
    from tandem.access.rotation import unopened

    broken = unopened()
    if broken:
        for label, count in broken.items():
            click.echo(f"{label}: {count} do not open with the keys in {site.key_file}.")
        raise SystemExit(1)
    click.echo(f"Every sealed record opens with the keys in {site.key_file}.")


@keys.command()
def rotate() -> None:
    """Make a new key and wrap every data key by it. Texts stay as they are."""
    with told_plainly():
        site = open_home()
    from tandem.access.rotation import rotate as rotate_keys

    count = rotate_keys(Path(site.key_file))
    ring = Keyring.read(site.key_file)
    click.echo(f"{count} data keys are now wrapped by {ring.current}. Back the key file up again.")
