"""`tandem import watch`: a folder whose files are brought in as they come."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tandem.website.home import open_home, told_plainly

if TYPE_CHECKING:
    from tandem.bridge.watching import Looked, Watch
    from tandem.organisation import intake

DONE, UNUSABLE = 0, 2
MINUTE = 60


@click.command()
@click.argument(
    "folder", metavar="FOLDER", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("--mapping", metavar="NAME|M.toml", help="A saved mapping, or a mapping file.")
@click.option(
    "--shape",
    type=click.Choice(["person", "history", "counts"]),
    help="What one row stands for; by itself that of a saved mapping, or person.",
)
@click.option("--full-roster", is_flag=True, help="Who is missing from a file has left.")
@click.option(
    "--every",
    type=click.IntRange(min=1),
    default=15,
    show_default=True,
    help="Minutes between two looks.",
)
@click.option("--once", is_flag=True, help="Look once and stop: for a timer of the system.")
@click.pass_context
def watch(
    ctx: click.Context,
    folder: Path,
    mapping: str | None,
    shape: str | None,
    full_roster: bool,
    every: int,
    once: bool,
) -> None:
    """Bring in the files of a folder, each by the rules of a checked import.

    Where many people would leave or change, the file waits for an HR administrator. What came of
    each file is told to them on Today.
    """
    with told_plainly():
        open_home()
    from tandem.bridge.watching import Watch
    from tandem.organisation import intake

    try:
        read_as, saved_shape = mapping_named(mapping)
    except intake.FileUnusable as error:
        for problem in error.problems:
            click.echo(f"{problem.reason} {problem.cure}", err=True)
        ctx.exit(UNUSABLE)
    watched = Watch(folder, read_as, intake.Shape(shape or saved_shape), full_roster)
    look_once(watched)
    while not once:
        time.sleep(every * MINUTE)
        look_once(watched)


def mapping_named(said: str | None) -> tuple[intake.Mapping, str]:
    """A mapping saved under this name with its shape, else the file. Raises FileUnusable."""
    from tandem.organisation import intake
    from tandem.organisation.models import SavedMapping

    if said is None:
        return intake.GUESSED, intake.Shape.PERSON
    saved = SavedMapping.objects.filter(name=said).first()
    if saved is not None:
        return intake.mapping_from(saved.said, saved.name), saved.shape
    return intake.read_mapping(Path(said)), intake.Shape.PERSON


def look_once(watched: Watch) -> None:
    from tandem.bridge.watching import look
    from tandem.website.clock import now

    for looked in look(watched, at=now()):
        click.echo(in_a_line(looked), err=True)


def in_a_line(looked: Looked) -> str:
    from tandem.bridge.watching import Outcome

    said = {
        Outcome.TAKEN: "is in.",
        Outcome.WAITING: "waits for an HR administrator: many people would leave or change.",
        Outcome.UNUSABLE: "cannot be used; an HR administrator is told why.",
    }
    return f"{looked.name} {said[looked.outcome]} ({looked.import_id})"
