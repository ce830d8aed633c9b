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
from tandem.analytics.hotspot_areas import AtItsLevel
from tandem.bridge.flags import FlagWords, flag_words
from tandem.bridge.words import percent


@dataclass(frozen=True, slots=True)
class SiblingsWords:
    """heading: over the picture. chip: the look of it. left_out: who is not in it, or nothing.

    flag: what is said of the area held against all of its level.
    """

    heading: str
    sentence: str
    chip: str
    chip_words: str
    left_out: str
    flag: FlagWords | None


@dataclass(frozen=True, slots=True)
class SiblingRow:
    """One dot as text. name: empty where the reader may not see that area."""

    name: str
    url: str
    own: bool
    people: str
    left: int
    rate: str


def siblings_words(
    siblings: Siblings | None, at_its_level: AtItsLevel | None = None
) -> SiblingsWords:
    """siblings: None where nobody left the nearest ones, and so there is no picture of them.

    at_its_level: None of figures that were counted before areas were held against a level.
    """
    flag = flag_words(at_its_level) if at_its_level else None
    flagged = flag is not None and flag.flagged
    heading, chip, chip_words = _judged(siblings.place if siblings else Place.INSIDE, flagged)
    return SiblingsWords(
        heading=heading,
        sentence=sentence(siblings) if siblings else _nobody_left(),
        chip=chip,
        chip_words=chip_words,
        left_out=_left_out(siblings) if siblings else "",
        flag=flag,
    )


def _nobody_left() -> str:
    return _(
        "In the areas of this level that are nearest in size nobody chose to leave, so there is no "
        "picture of them."
    )


def _judged(place: Place, flagged: bool) -> tuple[str, str, str]:
    """Heading and chip. A difference is claimed of a flag alone; a dot outside the lines is only
    said to lie there, because of many areas some always do."""
    if flagged:
        heading = _("Next to its siblings: more than areas usually differ")
        return heading, "real_move", _("A difference")
    if place is Place.INSIDE:
        heading = _("Next to its siblings: nothing unusual")
        return heading, "noise", pgettext("statistics", "Noise")
    heading = {
        Place.HIGH: _("Next to its siblings: more than most, without a flag"),
        Place.LOW: _("Next to its siblings: fewer than most"),
    }[place]
    return heading, "cannot_tell", _("Cannot tell")


def sentence(siblings: Siblings) -> str:
    """What the picture shows."""
    return f"{_each_dot(siblings)} {_outside(siblings)}"


def _each_dot(siblings: Siblings) -> str:
    return _("Each dot is one of %(count)s areas of this level.") % {"count": siblings.count}


def _outside(siblings: Siblings) -> str:
    if not siblings.outside:
        return _("All lie inside what chance and the usual differences between areas would give.")
    return ngettext(
        "%(count)s lies outside the shaded band, as one in ten does anyway.",
        "%(count)s lie outside the shaded band, as one in ten does anyway.",
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
    """The own area first, then by size those the reader may see. Of the others the picture tells
    people, leavers and rate as well, without a name."""
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
