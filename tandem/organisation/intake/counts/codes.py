"""Code tables: from the codes of a column to the words they stand for.

A table that is missing, or a code without its row, loses nothing: the code is shown as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext as _

from tandem.organisation.intake.counts.said import SaidTable
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.reading import Incoming, Source, open_source
from tandem.organisation.intake.spelling import squeezed, tidy

LARGEST_TABLE = 20_000_000  # bytes: a table is held in memory
CODES_NOTED = 1000  # different codes without a row that are noted

Path_ = tuple[str, ...]
"""What a code stands for: one text, or an area's names from the top down."""


@dataclass(slots=True)
class Codes:
    """The words of one column's codes. unknown: codes that had none, with how often."""

    table: str
    words: dict[str, Path_] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)

    def said(self, code: str) -> Path_:
        """What the code stands for; the code itself where nothing says it."""
        found = self.words.get(code) or self.words.get(code.casefold())
        if found is not None:
            return found
        if self.words and (code in self.unknown or len(self.unknown) < CODES_NOTED):
            self.unknown[code] += 1
        return (code,)


def read_codes(said: SaidTable, folder: Path | None, copy: Path) -> tuple[Codes, Problem | None]:
    """The table, or an empty one and the problem that says why."""
    try:
        source = open_table(said.table, folder, copy)
        rows = list(_rows(said, source))
    except FileUnusable as error:
        why = error.problems[0].reason.rstrip(".")
        place = Place(said.table).found(Kind.CODE_TABLE, None, table=said.table, why=why)
        return Codes(said.table), place
    if circle := _circle(rows):
        shown = " → ".join(circle)
        place = Place(said.table).found(Kind.CODE_CIRCLE, None, table=said.table, circle=shown)
        return Codes(said.table, words=_words([replace(row, parent="") for row in rows])), place
    return Codes(said.table, words=_words(rows)), None


def _circle(rows: Sequence[_Row]) -> Path_:
    """The first areas that lie above each other in a circle; none, as it should be."""
    above = {path[-1]: path[0] for path in (row.path() for row in rows) if len(path) > 1}
    settled: set[str] = set()
    for name in above:
        way: dict[str, None] = {}
        while name in above and name not in settled and name not in way:
            way[name] = None
            name = above[name]
        if name in way:
            round_ = [*way]
            return (*round_[round_.index(name) :], name)
        settled.update(way)
    return ()


def open_table(table: str, folder: Path | None, copy: Path) -> Source:
    """Raises FileUnusable where it is missing, too large or no table."""
    place = Place(table)
    if folder is None:
        raise FileUnusable(place.found(Kind.UNREADABLE, why=_("no folder of codes was given")))
    named = {each.name.casefold(): each for each in folder.glob("*") if each.is_file()}
    path = named.get(table.casefold(), folder / table)
    if path.exists() and path.stat().st_size > LARGEST_TABLE:
        raise FileUnusable(place.found(Kind.UNREADABLE, why=_("it is larger than 20 MB")))
    return open_source(Incoming(table, path), copy)


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    text: str
    parent: str
    parent_code: str

    def path(self, *, with_code: bool = False) -> Path_:
        """An area named as the one above it is that one."""
        parent = _without(self.parent_code, self.parent)
        text = self.text if with_code else _without(self.code, self.text)
        return (text,) if not parent or parent == text else (parent, text)


def _rows(said: SaidTable, source: Source) -> Iterator[_Row]:
    headings = [squeezed(heading) for heading in source.header]
    wanted = [said.key, said.text, said.parent, said.parent_key]
    missing = [each for each in wanted if each and squeezed(each) not in headings]
    if missing:
        why = _("it has no heading “%s”") % missing[0]
        raise FileUnusable(source.place.found(Kind.UNREADABLE, why=why))
    at = [headings.index(squeezed(each)) if each else None for each in wanted]
    for record in source.records():
        code, text, parent, parent_code = (_cell(record.cells, place) for place in at)
        if code and text:
            yield _Row(code, text, parent, parent_code)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return tidy(cells[at]) if at is not None and at < len(cells) else ""


def _without(code: str, text: str) -> str:
    """“AF02-AIR FORCE ACADEMY” is the text of AF02: it need not be said twice.

    >>> _without("AF02", "AF02-AIR FORCE ACADEMY"), _without("1", "1st Squadron")
    ('AIR FORCE ACADEMY', '1st Squadron')
    """
    rest = text.removeprefix(code) if code else text
    return (
        rest.strip(" -–:") if rest != text and rest[:1] in "-–: " and rest.strip(" -–:") else text
    )


def _words(rows: Sequence[_Row]) -> dict[str, Path_]:
    """Two codes of one text keep their codes, so that they stay two. A code that a spreadsheet has
    robbed of its leading zeros is still found, where it can be no other, and one in other case.
    """
    first = {row.code: row for row in reversed(rows)}
    often = Counter(row.path() for row in first.values())
    words = {code: row.path(with_code=often[row.path()] > 1) for code, row in first.items()}
    in_case = {small: words[code] for small, code in without_case(words).items()}
    return in_case | {without_zeros(code): path for code, path in words.items()} | words


def without_case(codes: Collection[str]) -> dict[str, str]:
    """Without regard to case, where that tells codes apart still.

    >>> without_case(["EK", "a", "A"])
    {'ek': 'EK'}
    """
    often = Counter(code.casefold() for code in codes)
    return {small: code for code in codes if often[small := code.casefold()] == 1}


def without_zeros(code: str) -> str:
    """
    >>> without_zeros("007"), without_zeros("0"), without_zeros("0A")
    ('7', '0', '0A')
    """
    return (code.lstrip("0") or "0") if code.isdecimal() else code
