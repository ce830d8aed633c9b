"""Areas of one name under several codes, as two sections of one name in two departments are.

The codes are those of areas, and not of what somebody costs, where nearly every other name has one
alone. Then each code is an area, called by the name with the code behind it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.opened import Opened
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.staging import BETWEEN_AREAS, Staging
from tandem.organisation.intake.values import AREA_ROOM
from tandem.organisation.intake.ways import SameName

ONE_IN = 5  # names may have several codes
FEWEST = 2  # rows of a code: one alone may be a slip
NAMED = 3
OF_COSTS = ("cost", "kosten", "custo", "kst", "cout")
TOLD = """
SELECT t.department, json_extract(e.said, ?) AS code, count(*) FROM (
    SELECT file, line, department FROM rows UNION ALL SELECT file, line, department FROM spells
) t JOIN extras e ON e.file = t.file AND e.line = t.line
WHERE t.department <> '' AND code IS NOT NULL GROUP BY t.department, code ORDER BY min(t.line)
"""
CALL = """
UPDATE {0} SET department = department || ' (' || ? || ')' WHERE department = ? AND EXISTS (
    SELECT 1 FROM extras e WHERE e.file = {0}.file AND e.line = {0}.line
    AND json_extract(e.said, ?) = ?)
"""
CODE = f'$."{Field.DEPARTMENT_CODE}"'


def call_apart(staging: Staging, opened: list[Opened]) -> None:
    """Calls each of them by its code as well, and says so; unless somebody said they are one."""
    if any(is_of_costs(each) or Field.MOVED_FROM in each.layout.columns for each in opened):
        return
    several = under_several_codes(staging)
    if not several:
        return
    one = opened[0].layout.mapping.ways.same_name is SameName.ONE
    for department, codes in several.items():
        for code in () if one else codes:
            for table in ("rows", "spells"):
                staging.db.execute(CALL.format(table), (code, department, CODE, code))
    note(staging, opened[0], several, one=one)


def is_of_costs(opened: Opened) -> bool:
    """Whether the codes are of cost centres, and the names are of areas."""
    columns = opened.layout.columns
    said = [
        plain(columns.heading(each) or "") for each in (Field.DEPARTMENT_CODE, Field.DEPARTMENT)
    ]
    code, name = (any(word in each for word in OF_COSTS) for each in said)
    return code and not name


def under_several_codes(staging: Staging) -> dict[str, list[str]]:
    """Name to its codes; nothing where many names have several."""
    found: dict[str, dict[str, int]] = {}
    for department, code, rows in staging.db.execute(TOLD, (CODE,)):
        found.setdefault(department, {})[code] = rows
    several = {name: codes for name, codes in found.items() if len(codes) > 1}
    if len(several) * ONE_IN > len(found):
        return {}
    return {
        name: [*codes]
        for name, codes in several.items()
        if min(codes.values()) >= FEWEST and all(has_room(name, code) for code in codes)
    }


def has_room(name: str, code: str) -> bool:
    return len(name.rpartition(BETWEEN_AREAS)[2]) + len(code) + len(" ()") <= AREA_ROOM


def note(staging: Staging, opened: Opened, several: Mapping[str, list[str]], *, one: bool) -> None:
    place = Place(opened.layout.file, None, opened.layout.columns.heading(Field.DEPARTMENT_CODE))
    told = [
        _("“%(area)s” (%(codes)s)")
        % {"area": name.rpartition(BETWEEN_AREAS)[2], "codes": ", ".join(codes)}
        for name, codes in [*several.items()][:NAMED]
    ] + ["…"] * (len(several) > NAMED)
    how = _("Each name is one area.") if one else _("Each code is an area of its own.")
    facts = {"areas": ", ".join(told), "how": how}
    other = SameName.APART if one else SameName.ONE
    staging.note(0, place.found(Kind.SAME_NAME, None, **facts, offers=[other.value]))
