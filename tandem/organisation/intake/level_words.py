"""Headings that name a level of the organisation by its number."""

from __future__ import annotations

import re

from tandem.organisation.intake.spelling import plain

UNITS = (
    "org|orga|organisation|organization|department|dept|area|unit|org unit|organisation unit"
    "|organization unit|business unit|sup org|hierarchy|hierarchie|structure|abteilung|bereich|oe"
)
STEPS = "level|lvl|ebene|stufe|tier|niveau|nivel|livello|poziom|niva"
LEVEL = re.compile(
    rf"(?:(?:{UNITS}) ?)?(?:{STEPS}) ?(\d{{1,2}})"
    rf"|(?:{UNITS}) ?l? ?(\d{{1,2}})"
    rf"|(?:l|{STEPS}) ?(\d{{1,2}}) (?:{UNITS})"
)


def is_level(heading: str) -> bool:
    """Whether it names a level of the organisation by its number."""
    return level_number(heading) is not None


def level_number(heading: str) -> int | None:
    found = LEVEL.fullmatch(plain(heading))
    return int(next(filter(None, found.groups()))) if found else None
