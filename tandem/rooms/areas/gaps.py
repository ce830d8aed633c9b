"""Which months and areas a rate of counts lacks, in words: nobody should have to look for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.bridge.results import Gap
from tandem.organisation.counted import left_open, open_areas
from tandem.organisation.intake.counts.nearness import NEAR, nearness
from tandem.organisation.models import Area

TOLD = 3  # areas


def told(gaps: Sequence[Gap]) -> list[str]:
    """One sentence for headcounts that are missing, one for leavers nobody tells of."""
    if not gaps:
        return []
    found = Area.objects.in_bulk({UUID(gap.area) for gap in gaps})
    names = {key.hex: area.name for key, area in found.items()}
    return [
        *heads_missing([gap for gap in gaps if not gap.of_leavers], names),
        *leavers_unknown([gap for gap in gaps if gap.of_leavers], names),
    ]


def heads_missing(gaps: Sequence[Gap], names: dict[str, str]) -> list[str]:
    words = _("No headcount of %(areas)s, so the rates that look back on it are not known.")
    return [words % {"areas": by_area(gaps, names)}] if gaps else []


def leavers_unknown(gaps: Sequence[Gap], names: dict[str, str]) -> list[str]:
    if not gaps:
        return []
    words = _("No leavers list tells of %(areas)s: whether nobody left there is not known.")
    said = words % {"areas": by_area(gaps, names)}
    if not (open_ := left_open()):
        return [said]
    may = ngettext(
        "The list also names %(names)s, without a headcount: the same area, perhaps. Bring the "
        "files in again and answer which it is.",
        "The list also names %(names)s, without headcounts: the same areas, perhaps. Bring the "
        "files in again and answer which they are.",
        len(open_),
    )
    return [f"{said} {may % {'names': in_a_row([f'“{each}”' for each in open_])}}"]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Leavers under names without headcounts, who may be of an area: what its page says of them.

    title: in place of what its numbers seem to say, where one of the names is likely its own.
    """

    said: str = ""
    title: str = ""


def unplaced(area: Area, *, has_heads: bool) -> Unplaced:
    """Those at or below the area are counted in it; whoever else they are of reads too low."""
    open_ = open_areas()
    if not has_heads:
        if area not in open_:
            return Unplaced()
        return Unplaced(
            _(
                "The headcounts may call it otherwise. If they do, bring the files in again and "
                "answer which area it is: that one reads too low until then."
            )
        )
    others = [each.name for each in open_ if not each.path.startswith(area.path)]
    if not others:
        return Unplaced()
    words = ngettext(
        "The leavers list also names %(names)s, without a headcount. If it is this area, its "
        "leavers and rates are too low: bring the files in again and answer which it is.",
        "The leavers list also names %(names)s, without headcounts. If one of them is this area, "
        "its leavers and rates are too low: bring the files in again and answer which they are.",
        len(others),
    )
    said = words % {"names": in_a_row([f"“{each}”" for each in others])}
    likely = any(nearness(each, area.name) >= NEAR for each in others)
    title = _("%(area)s: some who left may be missing.") % {"area": area.name}
    return Unplaced(said, title if likely else "")


def by_area(gaps: Sequence[Gap], names: dict[str, str]) -> str:
    """Each area with its months, the first few of them."""
    months: dict[str, list[date]] = defaultdict(list)
    for gap in gaps:
        months[names.get(gap.area, _("an area"))].append(gap.month)
    parts = [
        _("%(area)s (%(months)s)") % {"area": name, "months": span(of)}
        for name, of in sorted(months.items())
    ]
    return in_a_row(parts)


def span(months: Sequence[date]) -> str:
    first, last = date_format(min(months), "F Y"), date_format(max(months), "F Y")
    if first == last:
        return first
    return _("%(count)s months from %(first)s to %(last)s") % {
        "count": len(months), "first": first, "last": last,
    }  # fmt: skip


def in_a_row(parts: Sequence[str]) -> str:
    more = len(parts) - TOLD
    if more > 0:
        rest = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
        parts = [*parts[:TOLD], rest]
    return get_text_list(list(parts), _("and"))
