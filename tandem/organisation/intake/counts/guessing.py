"""A first guess at which column of files of counts is which, for somebody to correct."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from tandem.organisation.intake.counts.codes_of_areas import are_codes_of, is_area
from tandem.organisation.intake.counts.fields import CountField, fields_of
from tandem.organisation.intake.counts.months import are_years, read_month
from tandem.organisation.intake.counts.placing import (
    PlacedCounts,
    are_numbers,
    months_in,
    placed_counts,
)
from tandem.organisation.intake.counts.said import SaidOfCounts, said_of_counts
from tandem.organisation.intake.counts.turned import upright
from tandem.organisation.intake.counts.whole import whole_number
from tandem.organisation.intake.dates import Order, short_month
from tandem.organisation.intake.fields import RANKED, Field
from tandem.organisation.intake.guessing import (
    ColumnGuess,
    FileGuess,
    Why,
    column_guess,
    first_values,
)
from tandem.organisation.intake.likeness import FEWEST, PATH, Column, mostly, nested
from tandem.organisation.intake.mapping import GUESSED, Mapping
from tandem.organisation.intake.reading import open_source
from tandem.organisation.intake.reasons import is_of_leaving
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.sources import Incoming, Source
from tandem.organisation.intake.spelling import squeezed

FEWEST_NAMES = 4  # of a level that surely lies within another: of fewer it may be chance
SOME = 0.5  # of words for leaving are known
FEW_LEAVERS = 20  # of one row; a column of larger numbers says something else


def guess_counts(
    leavers: Sequence[Incoming],
    heads: Sequence[Incoming],
    *,
    folder: Path,
    mapping: Mapping = GUESSED,
) -> list[FileGuess]:
    """One guess for each file. Raises FileUnusable for one that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy, said = folder / "guessed", said_of_counts(mapping)
    files = [*((each, False) for each in leavers), *((each, True) for each in heads)]
    try:
        found = [
            _guess(open_source(each, copy, mapping), mapping, said, is_heads, bool(heads))
            for each, is_heads in files
        ]
        return [*_of_one_depth(found)]
    finally:
        copy.unlink(missing_ok=True)


def _guess(
    source: Source, mapping: Mapping, said: SaidOfCounts, heads: bool, beside_heads: bool
) -> FileGuess:
    source = upright(source, said.columns) if heads else source
    values = first_values(source)
    placed = placed_counts(
        source.header,
        mapping,
        said,
        values=lambda: values,
        heads=heads,
        beside_heads=beside_heads,
    )
    likened = liken_counts(values, placed, _free(source.header, placed, said))
    levels = _levels(source.header, values, placed, said)
    found = {*placed.position, *likened.values()}
    return FileGuess(
        name=source.name,
        encoding=source.encoding,
        header_line=source.header_line,
        shape=Shape.COUNTS,
        columns=[
            _column(at, heading, values[at], placed, likened, said)
            for at, heading in enumerate(source.header)
        ],
        levels=[source.header[at] for at in levels],
        sure=all(is_area(source.header[at]) for at in levels)
        and each_within_one([values[at] for at in levels]),
        missing=[each for each in placed.missing if each not in found],
        heads=placed.heads,
        sheet=source.sheet,
        sheets=list(source.sheets),
    )


def _free(header: Sequence[str], placed: PlacedCounts, said: SaidOfCounts) -> list[int]:
    taken = {*placed.position.values(), *placed.levels, *placed.months, *placed.reasons}
    return [
        at
        for at, heading in enumerate(header)
        if at not in taken and squeezed(heading) not in said.columns
    ]


def _column(
    at: int,
    heading: str,
    values: Column,
    placed: PlacedCounts,
    likened: dict[int, CountField],
    said: SaidOfCounts,
) -> ColumnGuess:
    """What it holds, by its heading or by what was said, else by its values."""
    if at in placed.months:
        number = CountField.HEADCOUNT if placed.heads else CountField.COUNT
        headed = column_guess(heading, values, (number, Why.NAME))
        return replace(headed, month=placed.months[at])
    if at in placed.reasons:
        headed = column_guess(heading, values, (CountField.COUNT, Why.NAME))
        return replace(headed, is_a_reason=True)
    why = Why.SAID if squeezed(heading) in said.columns else Why.NAME
    fields = {at: (field, why) for field, at in placed.position.items()}
    fields |= {at: (field, _why(heading, field)) for at, field in likened.items()}
    return column_guess(heading, values, fields.get(at))


def _why(heading: str, field: CountField) -> Why:
    """“Nº” above small numbers is how many, by its heading too."""
    is_number = RANKED.get(squeezed(heading), (None, 0))[0] is Field.NUMBER
    return Why.BOTH if is_number and field is CountField.COUNT else Why.VALUES


def liken_counts(
    values: Sequence[Column], placed: PlacedCounts, free: Sequence[int]
) -> dict[int, CountField]:
    """Position to field, for columns that no heading explains and fields that have none yet."""
    found: dict[int, CountField] = {}
    number = CountField.HEADCOUNT if placed.heads else CountField.COUNT
    looks: tuple[tuple[CountField, Callable[[Column], bool]], ...] = (
        (CountField.MONTH, _are_months),
        (CountField.REASON, _are_reasons),
        (number, are_numbers if placed.heads else _are_leavers),
        (CountField.AREA, _are_areas),
    )
    wanted = {*fields_of(heads=placed.heads)} - placed.position.keys()
    if placed.months:
        wanted -= {CountField.MONTH, number}
    if placed.reasons:
        wanted -= {CountField.REASON, number}
    for field, look in looks:
        like = [at for at in free if at not in found and _says(values[at], look)]
        if field is CountField.MONTH:  # of several, the one that is read in most rows
            like.sort(key=lambda at: -months_in(values[at]))
        if field in wanted and (len(like) == 1 or (field is CountField.MONTH and like)):
            found[like[0]] = field
    return found


def _says(column: Column, look: Callable[[Column], bool]) -> bool:
    return sum(map(bool, column)) >= FEWEST and look(column)


def _are_months(column: Column) -> bool:
    short = are_years(filter(None, map(short_month, column)))
    return mostly(column, lambda each: read_month(each, Order.DAY_FIRST, short=short) is not None)


def _are_reasons(column: Column) -> bool:
    """Half of the words are enough: each company has some of its own."""
    said = [each for each in column if each]
    return sum(is_of_leaving(each) for each in said) >= SOME * len(said)


def _are_leavers(column: Column) -> bool:
    """Small numbers that come again and again: large or all different ones count nobody."""
    again = len({*column}) < len(column)
    return again and mostly(column, lambda each: whole_number(each) in range(FEW_LEAVERS + 1))


def _are_areas(column: Column) -> bool:
    """Paths, or words that come again and again and are no numbers."""
    said = [each for each in column if each]
    return len({*said}) < len(said) and (
        mostly(column, PATH.search) or mostly(column, lambda each: not any(map(str.isdigit, each)))
    )


def _levels(
    header: Sequence[str], values: list[Column], placed: PlacedCounts, said: SaidOfCounts
) -> Sequence[int]:
    """Said or numbered columns; or several that may all be areas, each within the next."""
    open_ = [at for at, heading in enumerate(header) if squeezed(heading) not in said.columns]
    areas = [at for at in open_ if is_area(header[at])]
    own = placed.position.get(CountField.AREA)
    if own is not None:
        areas = [at for at in areas if not are_codes_of(values[at], values[own])]
    return [*placed.levels] or nested(values, areas) or _below_a_site(header, values, open_)


def each_within_one(levels: Sequence[Column]) -> bool:
    """Whether each name lies within one of the level above it, and several within some.

    A name above may stand on the first row of its block alone.
    """
    for above, below in pairwise(levels):
        carried = [*above]
        for at, name in enumerate(carried[1:], start=1):
            carried[at] = name or carried[at - 1]
        pairs = {(one, other) for one, other in zip(below, carried, strict=True) if one}
        own, around = {one for one, _other in pairs}, {other for _one, other in pairs}
        if not (FEWEST_NAMES <= len(own) == len(pairs) > len(around) > 1):
            return False
    return len(levels) > 1


def _is_site(heading: str) -> bool:
    return RANKED.get(squeezed(heading), (None, 0))[0] is Field.LOCATION


def _below_a_site(
    header: Sequence[str], values: list[Column], places: Sequence[int]
) -> Sequence[int]:
    """The site, and the area within it, where there are several sites and one column of each."""
    sites = [at for at in places if _is_site(header[at])]
    areas = [at for at in places if is_area(header[at])]
    if len(sites) != 1 or len(areas) != 1:
        return []
    [site], [area] = sites, areas
    return [site, area] if _lies_within(values[area], values[site]) else []


def _lies_within(areas: Column, sites: Column) -> bool:
    """Whether most areas are of one site. Some names may be on several: “Finance”, say.

    A site may be said on the first row of its block alone.
    """
    met: set[tuple[str, str]] = set()
    last = ""
    for area, site in zip(areas, sites, strict=True):
        last = site or last
        if area and last:
            met.add((area, last))
    own, others = len({area for area, _site in met}), len({site for _area, site in met})
    return 1 < others < own and 2 * len(met) < own * (1 + others)


def _of_one_depth(guesses: Sequence[FileGuess]) -> Iterator[FileGuess]:
    """A site lies over areas in every file or in none: else they would meet under two names."""
    everywhere = all(each.levels for each in guesses)
    for each in guesses:
        by_site = any(_is_site(heading) for heading in each.levels)
        yield each if everywhere or not by_site else replace(each, levels=[])
