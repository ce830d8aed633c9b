"""Worker types of a check, each to be counted as employed or left out with a button."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy

from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.ways import WORKER_TYPES, Counted
from tandem.rooms.company.guessed import kept_guesses
from tandem.rooms.company.statuses import uploads
from tandem.rooms.company.uploads import incoming
from tandem.rooms.company.wishes import Wish

TURNED: Mapping[str, Counted] = {
    Kind.NOT_EMPLOYED: Counted.EMPLOYED,
    Kind.EMPLOYED: Counted.LEFT_OUT,
}
"""What a button beside a note of this kind makes of the type it names."""
BUTTONS: Mapping[str, object] = {
    Kind.NOT_EMPLOYED: gettext_lazy("Count “%(type)s”"),
    Kind.EMPLOYED: gettext_lazy("Leave “%(type)s” out"),
}


def unread(import_id: UUID, wish: Wish) -> list[tuple[str, str]]:
    """Columns that are not read and in which some are not employed, with the words for these."""
    said = wish.mapping.get("columns", {})
    return [
        (one.heading, ", ".join(f"“{word}”" for word in one.outside))
        for each in kept_guesses(incoming(import_id))
        for one in each.columns
        if one.outside and one.heading not in said
    ]


def turned(import_id: UUID, posted: Mapping[str, str], wish: Wish) -> Wish | None:
    """With the type of the button that was pressed read the other way; None where none was."""
    kind = next((each for each in TURNED if each in posted), None)
    if kind is None:
        return None
    try:
        report = Report.read(folder_of(uploads(), import_id))
    except FileNotFoundError:
        return None
    offered = {word for problem in report.first.get(kind, ()) for word in problem.offers}
    said = posted[kind]
    return wish.read_as(WORKER_TYPES, said, TURNED[kind].value) if said in offered else None
