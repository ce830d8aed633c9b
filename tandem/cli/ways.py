"""What can be said of whole files at the terminal, where HR systems differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

OPTIONS = (
    click.option(
        "--second-jobs",
        type=click.Choice(["left-out", "moves"]),
        help="Of a history: what becomes of a job beside another; left out where nobody says it.",
    ),
    click.option(
        "--leaving-day",
        type=click.Choice(["first-away", "last-worked"]),
        help="Of a history: what the day of a leaving event is; the first day away by itself.",
    ),
    click.option(
        "--reason-rows",
        type=click.Choice(["left", "still-here"]),
        help="Of a history: what a row says that has a leave reason and nothing else of leaving.",
    ),
    click.option(
        "--same-name",
        type=click.Choice(["by-code", "one"]),
        help="What areas of one name are that stand under several codes.",
    ),
    click.option(
        "--code-first",
        type=click.Choice(["code", "name"]),
        help="What the first part of an area is, such as CC3100 > Works > Care.",
    ),
    click.option(
        "--manager-in-brackets",
        type=click.Choice(["left-away", "kept"]),
        help="What becomes of the brackets of areas such as Care (Ann Reed).",
    ),
    click.option(
        "--withdrawn-by-remark",
        type=click.Choice(["stays", "left"]),
        help="What rows are whose remark takes the leaving back; no leavings by itself.",
    ),
    click.option(
        "--reason-by-remark",
        type=click.Choice(["remark", "as-read"]),
        help="Where leavings have their reason from, if it says little; as read by itself.",
    ),
)


def said_of_whole_files(command: Callable[..., Any]) -> Callable[..., Any]:
    """With an option for each of `intake.ways.PLACES`, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
