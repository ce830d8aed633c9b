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
from tandem.organisation.intake.spelling import tidy
from tandem.organisation.intake.values import AREA_ROOM
from tandem.rooms.company import uploads

MOST = 60  # areas to choose from; with more the page would be nothing but names
FEWEST = 2  # areas that have a new name together
THESE, ONE, ANEW = "join", "join-to", "join-name"
FOLD = "joined"  # its id on the page


class Told(str):
    """An area by its path. code: as the files give it, empty where its name says it, or none."""

    code = ""

    @classmethod
    def under(cls, path: str, code: str) -> Told:
        told = cls(path)
        told.code = "" if code in path else code
        return told


def told_areas(import_id: UUID, report: Report) -> list[Told]:
    """The first areas of the files, by their codes or else A to Z, each with those above it;
    capitals make no other area, and it is written as in most rows."""
    lying = Places(folder_of(uploads.uploads(), import_id))
    of_counts = report.shape is Shape.COUNTS
    areas = lying.areas(2 * MOST, of_counts=of_counts) if lying.are_there else []
    codes = lying.codes() if areas and not of_counts else {}
    once: dict[str, str] = {}
    for each in areas:
        once.setdefault(each.casefold(), each)
    in_order = sorted(once.values(), key=lambda each: (codes.get(each, ""), each))
    return [Told.under(each, codes.get(each, "")) for each in in_order]


def joinable(import_id: UUID, report: Report) -> list[Told]:
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


def hear(posted: QueryDict, areas: Sequence[str], *, of_counts: bool = False) -> list[Amend]:
    """Each of the chosen ones is the one that is named, or several have the name that is
    typed. Names that are not there say nothing; of counts no new one is typed."""
    one = "" if of_counts else name_typed(posted)
    if not one and (one := posted.get(ONE, "")) not in areas:
        return []
    these = [each for each in posted.getlist(THESE) if each in areas and each != one]
    if one not in areas and len(these) < FEWEST:
        return []
    return [Amend(0, None, None, each, one) for each in these]


def name_typed(posted: QueryDict) -> str:
    """Empty for none, and for one that no area can have."""
    name = tidy(posted.get(ANEW, ""))
    return name if name.isprintable() and len(name) <= AREA_ROOM else ""


def beside(joins: Sequence[Amend], answers: Sequence[Amend]) -> list[Amend]:
    """Both, where an area that is joined is asked about as well.

    That it and another are two areas still holds when it is joined to a third. Where it is one
    with another, that other one is joined as well, unless it is joined to something already.
    """
    to = {each.said: each.value for each in joins}
    found = [*joins]
    for each in answers:
        one = to.get(each.said) if each.is_of_an_area else None
        if one is None:
            found.append(each)
        elif each.value and each.value not in {each.said, one, *to}:
            found.append(each._replace(said=each.value, value=one))
    return found
