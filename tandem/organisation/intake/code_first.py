"""Paths that begin with the code of the area at their end ("CC3100 > Works > Care").

Read as a level, each code would be a tree of its own. So where nearly every path has another
code and what stands after the codes comes together above, the first part is read as the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.paths import Path
from tandem.organisation.intake.ways import FirstPart

CODE = re.compile(r"[A-Za-z]{0,3}[-_.]?\d{3,}[A-Za-z\d]{0,4}")
FEWEST, NEARLY = 3, 0.7  # codes; of the paths each has one that is no other's


def look_like_codes(paths: Iterable[Path]) -> bool:
    """
    >>> care, sales, mill = ("C100", "Works", "Care"), ("C200", "Works", "Sales"), ("C300", "Mill")
    >>> look_like_codes([care, sales, mill])
    True
    >>> look_like_codes([("C100", "Care"), ("C200", "Sales"), ("C300", "Mill")])  # nothing above
    False
    >>> look_like_codes([care, sales, ("C200", "Works", "Mill"), ("C100", "Works", "Shop")])
    False
    """
    known = set(paths)
    codes = {path[0] for path in known}
    if len(codes) < FEWEST or not all(len(path) > 1 and CODE.fullmatch(path[0]) for path in known):
        return False
    tops = {path[1] for path in known}
    return len(tops) < len(codes) and len(codes) >= NEARLY * len({path[1:] for path in known})


def code_of(path: Path) -> str:
    """The code that it begins with; empty where it does not."""
    return path[0] if len(path) > 1 and CODE.fullmatch(path[0]) else ""


def is_read_so(paths: Iterable[Path], columns: Columns, mapping: Mapping) -> bool:
    """Whether the first part is the code: as somebody says, else as it looks."""
    if columns.levels or Field.DEPARTMENT_CODE in columns:
        return False
    said = mapping.ways.code_first
    return said is FirstPart.CODE if said else look_like_codes(paths)


def note_code_first(
    paths: Iterable[Path], columns: Columns, mapping: Mapping, file: str
) -> Iterator[Problem]:
    """That it is read so, or that somebody says it is not."""
    known = set(paths)
    read_so = is_read_so(known, columns, mapping)
    if not read_so and not (mapping.ways.code_first and look_like_codes(known)):
        return
    first = min(known, default=())
    facts = {"code": first[0] if first else "", "area": " / ".join(first[1:])}
    facts["count"] = number_format(len({path[0] for path in known}))
    words = (
        _("Areas begin with their codes (%(count)s of them): %(code)s is the code of “%(area)s”.")
        if read_so
        else _("“%(code)s” above “%(area)s” is read as an area, and not as a code.")
    )
    other = FirstPart.NAME if read_so else FirstPart.CODE
    place = Place(file, None, columns.heading(Field.DEPARTMENT))
    yield place.found(Kind.CODE_FIRST, None, how=words % facts, offers=[other.value])
