"""From the invented company to one's own, in the same home. One way, and never a real home."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from tandem.website.env import Site
from tandem.website.home import HomeRefused

LOADED = "demo.json"  # as tandem.demo.stored names it
WORDS = "remove the demonstration"


@contextmanager
def being_served(home: Path) -> Iterator[None]:
    """As long as a demonstration is served, its home cannot be emptied."""
    with (home / LOADED).open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def leave_demonstration(site: Site) -> None:
    """Empty a home that holds the demonstration and nothing else, after typed words.

    Raises HomeRefused, and changes nothing, wherever this is not certain.
    """
    refuse_unless_demonstration(site)
    with (site.home / LOADED).open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HomeRefused("The demonstration is being served. Stop it first.") from error
        click.echo(
            f"Everything in {site.home} goes: the invented company, its accounts and links, its "
            "key, and whatever was tried out in it. There is no way back.",
            err=True,
        )
        if click.prompt(f"To go on, type: {WORDS}\n", prompt_suffix="", err=True) != WORDS:
            raise click.ClickException("Those were other words. Nothing was changed.")
        empty(site.home)


def refuse_unless_demonstration(site: Site) -> None:
    if site.demo:
        raise HomeRefused(
            "TANDEM_DEMO is on, and it would open your own company to everybody. Unset it first."
        )
    if "sqlite3" not in str(site.database["ENGINE"]):
        raise HomeRefused(
            "DATABASE_URL is set, and the demonstration never lies there. Unset it while leaving."
        )
    if not (site.home / LOADED).is_file():
        raise HomeRefused(f"{site.home} holds no demonstration. It is left as it is.")
    if not site.key_file.is_relative_to(site.home) and site.key_file.exists():
        raise HomeRefused(f"There is a key at {site.key_file} already. Move it away first.")
    if not site.anchor_file.is_relative_to(site.home) and site.anchor_file.exists():
        raise HomeRefused(f"There is an anchor at {site.anchor_file} already. Move it away first.")
    if not holds_only_invented(site):
        raise HomeRefused(
            f"{site.home} says it holds the demonstration, but the people in its database are "
            "others. It is left as it is."
        )


def holds_only_invented(site: Site) -> bool:
    """Whether the database holds the cast that was written down when it was loaded.

    True as well where it is gone: an emptying that was interrupted is taken up again.
    """
    cast = set(json.loads((site.home / LOADED).read_text(encoding="utf-8"))["numbers"].values())
    file = Path(str(site.database["NAME"]))
    if not file.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connected:
            known = {n for (n,) in connected.execute("SELECT number FROM organisation_person")}
    except sqlite3.Error:
        return False
    return bool(cast) and cast <= known


def empty(home: Path) -> None:
    """What names it a demonstration goes last, so that an interruption can be taken up again."""
    for path in sorted(home.iterdir(), key=lambda one: one.name == LOADED):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
