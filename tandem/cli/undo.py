"""`tandem import undo`: take an import back as a whole."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tandem.cli.room import told_of_room
from tandem.website.home import open_home, told_plainly

if TYPE_CHECKING:
    from tandem.organisation.intake import Block
    from tandem.organisation.models import Import

DONE, IN_THE_WAY = 0, 2
AS_A_WHOLE = (
    "An import is undone as a whole, so these would have to go first. "
    "Where that is not wanted, import a corrected file instead."
)


@click.command()
@click.argument("import_id", metavar="[ID]", required=False, type=click.UUID)
@click.option("--dry-run", is_flag=True, help="Say what stands in the way, and change nothing.")
@click.pass_context
def undo(ctx: click.Context, /, import_id: uuid.UUID | None, *, dry_run: bool) -> None:
    """Undo the latest import, or the one of this id, as a whole.

    Exit code 0: it is undone (with --dry-run: it could be). 2: something stands in the way and is
    named, or there is no such import; nothing was changed.
    """
    with told_plainly():
        open_home()
    with told_of_room("Nothing was changed."):
        code = run(import_id, dry_run=dry_run)
    ctx.exit(code)


def run(import_id: uuid.UUID | None, *, dry_run: bool) -> int:
    """The exit code. Django must be loaded."""
    from tandem.access.audit import OPERATOR
    from tandem.bridge import importing
    from tandem.organisation import intake
    from tandem.website.clock import now

    import_ = meant(import_id)
    if import_ is None:
        return refused("There is no such import." if import_id else "No import has been applied.")
    click.echo(summary(import_))
    if dry_run:
        return looked(intake.in_the_way(import_, uploads=importing.uploads()), import_)
    try:
        taken_back = importing.take_back(import_=import_, by=OPERATOR, at=now())
    except intake.UnableToUndo as error:
        return in_the_way(error.blocks)
    click.echo("Undone.")
    if taken_back.snapshot is None and intake.latest_applied() is not None:
        click.echo("The numbers could not be refreshed; import again to retry.", err=True)
    return DONE


def meant(import_id: uuid.UUID | None) -> Import | None:
    from tandem.organisation import intake
    from tandem.organisation.models import Import

    if import_id is None:
        return intake.latest_applied()
    return Import.objects.filter(pk=import_id).first()


def summary(import_: Import) -> str:
    from django.utils.timezone import localtime

    people = import_.counts.get("people", {})
    counted = ", ".join(f"{people.get(kind, 0)} {kind}" for kind in ("new", "changed", "left"))
    when = f"{localtime(import_.applied_at):%Y-%m-%d %H:%M}" if import_.applied_at else "never"
    return f"{import_.file_name}, applied {when}. People: {counted}. Import {import_.pk}."


def looked(blocks: Sequence[Block], import_: Import) -> int:
    from tandem.organisation.models import ImportState

    if import_.state != ImportState.APPLIED:
        return refused("This import is not applied, so there is nothing to undo.")
    if blocks:
        return in_the_way(blocks)
    click.echo("Nothing stands in the way. This was a look; nothing was changed.")
    return DONE


def in_the_way(blocks: Sequence[Block]) -> int:
    for block in blocks:
        click.echo(block.sentence, err=True)
    return refused(AS_A_WHOLE)


def refused(why: str) -> int:
    click.echo(f"{why} Nothing was changed.", err=True)
    return IN_THE_WAY
