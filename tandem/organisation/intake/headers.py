"""Finding the header: the line that says most about the columns, however many stand above it.

Exports put titles and days of printing above their headings, and groups of headings above
headings. A group and what stands under it are read together: "Employee" over "ID". A line of
units below the headings ("DD.MM.YYYY", "%") is no row.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tandem.organisation.intake.dates import read_month
from tandem.organisation.intake.fields import RANKED
from tandem.organisation.intake.level_words import is_level
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.sources import Record
from tandem.organisation.intake.spelling import squeezed

WITHIN = 20  # rows in which the header stands
CONVINCING = 3  # headings that are known: an employee id, a department and a date
FEWEST_MONTHS = 2  # below their years
YEAR = re.compile(r"(?:19|20)\d\d")
OVER_TWO = re.compile(r"((?:19|20)\d\d) ?[/–-] ?((?:19|20)?\d\d)")  # a financial year
FULL = 0.6  # of the usual number of cells: less is a title

NOTED = " *†‡"  # behind the name of a month, a footnote

UNIT = re.compile(
    r"[(\[].{0,30}[)\]]|%|[€$£]|eur|usd|gbp|chf|fte|text|texte|texto|string|date|datum|fecha|data"
    r"|number|numeric|integer|zahl|nombre|numero|getal|percent|prozent|hours|stunden"
    r"|[dtmyja]{1,4}([-./ ])[dtmyja]{1,4}\1[dtmyja]{1,4}",
    re.IGNORECASE,
)

Known = Callable[[str], str | None]
"""What a heading means, or None."""


class Header(NamedTuple):
    line: int
    cells: tuple[str, ...]


def known_in(mapping: Mapping) -> Known:
    def known(heading: str) -> str | None:
        key = squeezed(heading)
        if key in mapping.headings or is_level(heading):
            return key
        return RANKED[key][0] if key in RANKED else None

    return known


def header_of(rows: Sequence[Record], known: Known) -> Header:
    """The most telling of the rows, which are at least one and not blank."""
    rows = rows[:WITHIN]
    header = _under_years(rows, known) or _header(rows, known)
    following = next((row for row in rows if row.line > header.line), None)
    if following and _are_units(following.cells):
        return header._replace(line=following.line)
    return header


def _are_units(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(UNIT.fullmatch(cell) for cell in filled)


def _header(rows: Sequence[Record], known: Known) -> Header:
    best = max(rows, key=lambda row: _telling(row.cells, known))
    together = max(
        _grouped(rows, known), key=lambda each: _telling(each.cells, known), default=None
    )
    most = _telling(best.cells, known)
    if together and _telling(together.cells, known) > max(most, CONVINCING - 1):
        return together
    if most < CONVINCING and not (most and _is_widest(best, rows)):
        best = _first_full(rows)
    return Header(best.line, _clean(best.cells))


def _under_years(rows: Sequence[Record], known: Known) -> Header | None:
    """Names of months, each below its year, which is written once."""
    for over, below in pairwise(rows):
        above = over._replace(cells=_calendar_years(over.cells, below.cells))
        years = _carried(_clean(above.cells))
        months = [_is_month_of(*each) for each in zip(years, _clean(below.cells), strict=False)]
        if sum(months) >= FEWEST_MONTHS:
            return next(_grouped([above, below], known), None)
    return None


def _calendar_years(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """With the year each month is in, where years from one into the next stand above them.

    A financial year that follows another begins with its first column; so does one alone.
    """
    found = [*map(_two_years, _clean(above))]
    begun = [at for at, each in enumerate(found) if each]
    if len(above) != len(below) or not begun:
        return [*above]
    names = [name.rstrip(NOTED) for name in _clean(below)]
    months = [read_month(f"{name} 2000") if name[:1].isalpha() else None for name in names]
    first = months[begun[1] if len(begun) > 1 else begun[0]]
    years, of = [*above], None
    for at, (two, month) in enumerate(zip(found, months, strict=True)):
        of = two or (None if above[at].strip() else of)
        if of and isinstance(first, date) and isinstance(month, date):
            years[at] = str(of if month >= first else of + 1)
    return years


def _two_years(heading: str) -> int | None:
    """The first of two years that follow each other; "2025-11" is a month.

    >>> _two_years("2024/25"), _two_years("2024–2025"), _two_years("2025-11")
    (2024, 2024, None)
    """
    found = OVER_TWO.fullmatch(heading)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]) % 100:
        return None
    return int(found[1])


def _is_month_of(year: str, heading: str) -> bool:
    if YEAR.fullmatch(year) is None or isinstance(read_month(heading), date):
        return False
    return isinstance(read_month(f"{heading.rstrip(NOTED)} {year}"), date)


def _telling(cells: Sequence[str], known: Known) -> int:
    return len({known(cell) for cell in cells} - {None})


def _grouped(rows: Sequence[Record], known: Known) -> Iterator[Header]:
    for above, below in pairwise(rows):
        if len(above.cells) == len(below.cells):
            headings, seen = [], set()
            pairs = zip(_carried(_clean(above.cells)), _clean(below.cells), strict=True)
            for group, heading in pairs:
                together = _heading(group, heading, known)
                if together == heading and heading in seen:
                    together = f"{group} {heading}".strip()  # a name, and then a manager's
                headings.append(together)
                seen.add(heading)
            yield Header(below.line, tuple(headings))


def _carried(cells: Sequence[str]) -> Iterator[str]:
    """A group is written once, above the first of its columns."""
    group = ""
    for cell in cells:
        group = cell or group
        yield group


def _heading(group: str, heading: str, known: Known) -> str:
    """Both, where they say together what the heading alone does not: "ID" below "Manager", "May"
    below "2026"."""
    if not heading:
        return group
    if _is_month_of(group, heading):
        return f"{heading.rstrip(NOTED)} {group}"
    alone = known(heading)
    parted = [group[:-1] + heading] if group.endswith("-") else []  # "Depart-" over "ment"
    for together in (*parted, f"{group} {heading}", f"{heading} {group}"):
        said = known(together)
        if said and (said != alone or _rank(together) < _rank(heading)):
            return together
    return heading


def _rank(heading: str) -> int:
    return RANKED.get(squeezed(heading), ("", 0))[1]


def _is_widest(row: Record, rows: Sequence[Record]) -> bool:
    """Whether no row fills more cells, and those above it fewer: rows of sparse tables fill so few
    that a title looks as full as they do."""
    width = _width(row)
    above = [_width(each) for each in rows if each.line < row.line]
    return bool(above) and max(above) < width == max(map(_width, rows))


def _width(row: Record) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _first_full(rows: Sequence[Record]) -> Record:
    """The first row as wide as most: a title above fills a cell or two."""
    filled = [*map(_width, rows)]
    usual = statistics.median(filled)
    return next(row for row, cells in zip(rows, filled, strict=True) if cells >= FULL * usual)


def _clean(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.replace("\0", "").strip() for cell in cells)
