"""Areas of a file that are one, as somebody says: a department that was split and is run as one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import QueryDict

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.places import Places
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.shapes import Shape
from tandem.rooms.company import uploads

MOST = 60  # areas to choose from; with more the page would be nothing but names
THESE, ONE = "join", "join-to"
FOLD = "joined"  # its id on the page


def told_areas(import_id: UUID, report: Report) -> list[str]:
    """The first areas of the files, A to Z, each with those above it; capitals make no other area,
    and it is written as in most rows."""
    lying = Places(folder_of(uploads.uploads(), import_id))
    of_counts = report.shape is Shape.COUNTS
    areas = lying.areas(2 * MOST, of_counts=of_counts) if lying.are_there else []
    once: dict[str, str] = {}
    for each in areas:
        once.setdefault(each.casefold(), each)
    return sorted(once.values())


def joinable(import_id: UUID, report: Report) -> list[str]:
    """The areas of the files, A to Z, with those above them; none where nothing can be joined."""
    areas = told_areas(import_id, report)
    return areas if 1 < len(areas) <= MOST else []


def begun_with(asked: QueryDict, areas: Sequence[str]) -> dict[str, object]:
    """The area whose parts somebody wants to join, empty for none; it, those of its name and those
    beside it stand first then. One of its name elsewhere is most likely where it was moved to."""
    area = asked.get(THESE, "")
    above, _, own = area.rpartition(" / ")

    def far(each: str) -> tuple[bool, ...]:
        over, _, name = each.rpartition(" / ")
        return each != area, name.casefold() != own.casefold(), over != above

    near = sorted(areas, key=far)
    of_its_name = [each for each in near[1:] if area and not far(each)[1]]
    return {
        "join": {area, *of_its_name},
        "join_to": next(iter(of_its_name), area),
        "joinable": near if area else areas,
    }


def hear(posted: QueryDict, areas: Sequence[str]) -> list[Amend]:
    """Each of the chosen ones is the one that is named. Names that are not there say nothing."""
    one = posted.get(ONE, "")
    if one not in areas:
        return []
    these = [each for each in posted.getlist(THESE) if each in areas and each != one]
    return [Amend(0, None, None, each, one) for each in these]
