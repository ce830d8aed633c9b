"""What is said of an area held against all of its level: the sentences of `hotspot_words`.

Those are of the terminal and know no language but one; these are translated, and speak to a leader
and an HR partner. A flag says look here: never why, and nobody is put in an order.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.analytics.control import FEWEST_FOR_A_RISE
from tandem.analytics.hotspot_areas import FALSE_SHARE, TIMES, AtItsLevel, Judged
from tandem.bridge.words import percent

SMALL = 0.001  # a q that is smaller is not told more exactly


@dataclass(frozen=True, slots=True)
class FlagWords:
    """flagged: whether. why: flagged or not, and on what grounds. likely: where the true rate lies.

    visible: how small a difference can be seen at this size; empty where none could be.
    """

    flagged: bool
    why: str
    likely: str
    visible: str


def flag_words(found: AtItsLevel) -> FlagWords:
    judged = found.judged
    return FlagWords(
        flagged=judged.flag,
        why=_flagged(found) if judged.flag else _not_flagged(found),
        likely=_likely(judged),
        visible=_visible(judged),
    )


def _flagged(found: AtItsLevel) -> str:
    said = {
        "left": number_format(found.judged.leavers),
        "usual": _count(found.expected),
        "areas": number_format(found.areas),
        "q": q_of(found.judged.q or 0),
    }
    where = _(
        "Flagged: %(left)s people chose to leave where %(usual)s would be usual among the "
        "%(areas)s areas of this level. Chance and the usual differences between areas rarely "
        "give so many (%(q)s)."
    )
    mix = _(
        "It takes no account of who works here: areas of newer people, for one, lose more people."
    )
    return f"{where % said} {_('A flag says look here; it does not say why.')} {mix}"


def _not_flagged(found: AtItsLevel) -> str:
    judged, areas = found.judged, {"areas": number_format(found.areas)}
    if judged.leavers <= found.expected:
        said = _("No flag: the rate is not above that of the %(areas)s areas of this level.")
        return said % areas
    if judged.leavers < FEWEST_FOR_A_RISE:
        return _("No flag: fewer than %(fewest)s people chose to leave.") % {
            "fewest": FEWEST_FOR_A_RISE
        }
    if (judged.q or 0) > FALSE_SHARE:
        said = _(
            "No flag: chance and the usual differences between the %(areas)s areas of this level "
            "may well give so many (%(q)s)."
        )
        return said % {**areas, "q": q_of(judged.q or 0)}
    said = _(
        "No flag: %(times)s the rate of the %(areas)s areas of this level; it takes %(least)s."
    )
    times = judged.leavers / found.expected
    return said % {**areas, "times": _times(times), "least": _number(TIMES)}


def _likely(judged: Judged) -> str:
    if judged.median is None or judged.low is None or judged.high is None:
        return ""
    said = _(
        "With what all areas of the level tell, its true rate most likely lies near %(median)s: "
        "between %(low)s and %(high)s with a probability of 90%%."
    )
    return said % {
        "median": percent(judged.median, decimals=1),
        "low": percent(judged.low, decimals=1),
        "high": percent(judged.high, decimals=1),
    }


def _visible(judged: Judged) -> str:
    if judged.fewest is None or judged.visible is None:
        return ""
    flagged = ngettext(
        "At this size %(fewest)s person or more would be flagged.",
        "At this size %(fewest)s people or more would be flagged.",
        judged.fewest,
    ) % {"fewest": number_format(judged.fewest)}
    unseen = _(
        "The area is too small to see less than %(visible)s times the usual rate; so much would be "
        "flagged in 8 of 10 such years. Below it, numbers cannot tell: ask."
    ) % {"visible": _number(judged.visible)}
    return f"{flagged} {unseen}"


def q_of(q: float) -> str:
    """Never rounded down to what a flag takes from above it."""
    if q > FALSE_SHARE >= float(f"{q:.2g}"):
        return _("q just over %(limit)s") % {"limit": _number(FALSE_SHARE)}
    if q < SMALL:
        return _("q under %(limit)s") % {"limit": number_format(SMALL, 3)}
    return _("q %(q)s") % {"q": number_format(float(f"{q:.2g}"), _decimals(q))}


def _decimals(q: float) -> int:
    """Of two digits that tell something."""
    return len(f"{float(f'{q:.2g}'):.10f}".rstrip("0").partition(".")[2]) or 1


def _times(times: float) -> str:
    """Never rounded up to what a flag takes from below it."""
    if round(times, 2) >= TIMES:
        return _("just under %(least)s times") % {"least": _number(TIMES)}
    return _("%(times)s times") % {"times": number_format(round(times, 2), 2)}


def _count(expected: float) -> str:
    return number_format(round(expected, 1), 1)


def _number(value: float) -> str:
    return number_format(round(value, 1), 1)
