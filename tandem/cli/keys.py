"""The sealing key: make, check, replace."""

from collections.abc import Mapping
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
    """Open every wrapped data key, and say by which key how much is wrapped. Reads only."""
    with told_plainly():
        site = open_home()
    from tandem.access.rotation import unopened

    tell_wrappings(Keyring.read(site.key_file).current)
    end_if_shut(unopened(), site.key_file)
    click.echo(f"Every sealed record opens with the keys in {site.key_file}.")


@keys.command()
def rotate() -> None:
    """Make a new key and wrap every data key by it. Texts stay as they are."""
    with told_plainly():
        site = open_home()
        from tandem.access.rotation import rotate as rotate_keys

        done = rotate_keys()
    ring = Keyring.read(site.key_file)
    click.echo(
        f"{done.count} data keys are now wrapped by {ring.current}. Back the key file up again."
    )
    end_if_shut(done.shut, site.key_file)


def tell_wrappings(newest: str) -> None:
    from tandem.access.rotation import wrappings

    found = wrappings()
    if newest in found:
        click.echo(f"Wrapped by the newest key, {newest}: {listed(found.pop(newest))}.")
    for name, kinds in found.items():
        click.echo(
            f"Still wrapped by another key, {name}: {listed(kinds)}. "
            "`tandem keys rotate` wraps that by a new one."
        )


def end_if_shut(shut: Mapping[str, int], key_file: Path) -> None:
    for label, count in shut.items():
        click.echo(f"{label}: {count} do not open with the keys in {key_file}.")
    if shut:
        raise SystemExit(1)


def listed(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{many} {kind}" for kind, many in sorted(kinds.items()))
