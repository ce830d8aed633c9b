"""Headings that name a level of the organisation: by its number, or as the one above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tandem.organisation.intake.spelling import plain, squeezed

if TYPE_CHECKING:
    from tandem.organisation.intake.mapping import Mapping

FEWEST_LEVELS = 2  # one numbered column alone is no path

UNITS = (
    "org|orga|organisation|organization|department|dept|area|unit|org unit|organisation unit"
    "|organization unit|business unit|sup org|hierarchy|hierarchie|structure|abteilung|bereich|oe"
)
STEPS = "level|lvl|ebene|stufe|tier|niveau|nivel|livello|poziom|niva"
# Headings of the area that the row's area lies in.
AREA_ABOVE = """
    parent department | parent dept | parent org unit | parent unit | parent organisation
    | parent organization | parent area | department parent | superior department
    | superior organization | superior organisation | ubergeordnete abteilung
    | ubergeordneter bereich | ubergeordnete organisationseinheit | ubergeordnete orgeinheit
    | ubergeordnete oe | service parent | departement parent | direction parente
    | service de rattachement | entite superieure | bovenliggende oe | bovenliggende afdeling
    | bovenliggende organisatorische eenheid | bovenliggende eenheid | departamento superior
    | unidad superior | departamento padre | area superiore | ufficio superiore
    | reparto superiore | departamento pai | area superior | nadrzedna jednostka
    | jednostka nadrzedna | dział nadrzedny | overordnet avdeling | overordnet enhet
    | overordnet afdeling | overordnet enhed | overordnad enhet | overordnad avdelning
    | nadrizeny utvar | nadrizene oddeleni | ylempi yksikko | ylempi osasto"""
ABOVE = frozenset(" ".join(each.split()) for each in AREA_ABOVE.split("|"))
LEVEL = re.compile(
    rf"(?:(?:{UNITS}) ?)?(?:{STEPS}) ?(\d{{1,2}})"
    rf"|(?:{UNITS}) ?l? ?(\d{{1,2}})"
    rf"|(?:l|{STEPS}) ?(\d{{1,2}}) (?:{UNITS})"
)


def is_level(heading: str) -> bool:
    """Whether it names a level of the organisation by its number."""
    return level_number(heading) is not None


def is_above(heading: str) -> bool:
    """Whether it names the area that the row's area lies in."""
    return plain(heading) in ABOVE


def level_number(heading: str) -> int | None:
    found = LEVEL.fullmatch(plain(heading))
    return int(next(filter(None, found.groups()))) if found else None


def levels_of(header: tuple[str, ...], mapping: Mapping) -> tuple[int, ...]:
    """Said levels in their order, or numbered ones by their numbers."""
    squeezed_header = [squeezed(heading) for heading in header]
    if mapping.levels:
        said = [squeezed(heading) for heading in mapping.levels]
        return tuple(squeezed_header.index(key) for key in said if key in squeezed_header)
    numbered = [
        (number, at)
        for at, heading in enumerate(header)
        if squeezed_header[at] not in mapping.columns
        and (number := level_number(heading)) is not None
    ]
    return tuple(at for _n, at in sorted(numbered)) if len(numbered) >= FEWEST_LEVELS else ()
