"""What is said of an area among its siblings, in words. The mathematics decided it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tandem.analytics.funnel import Place, Siblings, Unit
from tandem.bridge.words import percent


@dataclass(frozen=True, slots=True)
class SiblingsWords:
    """heading: over the picture. chip: the look of it. left_out: who is not in it, or nothing."""

    heading: str
    sentence: str
    chip: str
    chip_words: str
    left_out: str


@dataclass(frozen=True, slots=True)
class SiblingRow:
    """One dot as text. name: empty where the reader may not see that area."""

    name: str
    url: str
    own: bool
    people: str
    left: int
    rate: str


def siblings_words(siblings: Siblings) -> SiblingsWords:
    inside = siblings.place is Place.INSIDE
    heading = {
        Place.INSIDE: _("Next to its siblings: nothing unusual"),
        Place.HIGH: _("Next to its siblings: more than chance alone would give"),
        Place.LOW: _("Next to its siblings: fewer than chance alone would give"),
    }[siblings.place]
    return SiblingsWords(
        heading=heading,
        sentence=f"{_each_dot(siblings)} {_outside(siblings)}",
        chip="noise" if inside else "real_move",
        chip_words=pgettext("statistics", "Noise") if inside else _("A real difference"),
        left_out=_left_out(siblings),
    )


def _each_dot(siblings: Siblings) -> str:
    return _("Each dot is one of %(count)s areas of this level.") % {"count": siblings.count}


def _outside(siblings: Siblings) -> str:
    if not siblings.outside:
        return _("All lie inside what chance alone would give.")
    return ngettext(
        "%(count)s lies outside the shaded band, where chance alone puts one in ten.",
        "%(count)s lie outside the shaded band, where chance alone puts one in ten.",
        siblings.outside,
    ) % {"count": siblings.outside}


def _left_out(siblings: Siblings) -> str:
    if not siblings.left_out:
        return ""
    words = ngettext(
        "%(count)s more has too few people to be compared.",
        "%(count)s more have too few people to be compared.",
        siblings.left_out,
    )
    return capfirst(words % {"count": siblings.left_out})


def sibling_rows(
    siblings: Siblings, *, own: str, names: Mapping[UUID, tuple[str, str]]
) -> list[SiblingRow]:
    """The own area first, then by size those the reader may see: exact figures of theirs alone."""
    rows = [_row(siblings.own, own, "", own=True)]
    for area, unit in zip(siblings.ids, siblings.others, strict=True):
        if seen := names.get(UUID(area)):
            rows.append(_row(unit, *seen, own=False))
    return rows


def unseen(siblings: Siblings, rows: Collection[SiblingRow]) -> str:
    """How many are dots of the picture and no rows of the table."""
    count = len(siblings.others) + 1 - len(rows)
    if not count:
        return ""
    words = ngettext(
        "%(count)s area that you do not see stands in the picture only.",
        "%(count)s areas that you do not see stand in the picture only.",
        count,
    )
    return words % {"count": count}


def _row(unit: Unit, name: str, url: str, *, own: bool) -> SiblingRow:
    people = number_format(round(unit.people))
    return SiblingRow(name, url, own, people, unit.leavers, percent(unit.rate, decimals=1))


def ids(siblings: Siblings) -> Collection[UUID]:
    return [UUID(area) for area in siblings.ids]
