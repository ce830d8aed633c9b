"""Small parts of a page that need a little Python: glyphs, chips, readers, the likely range."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as in_context

from tandem.organisation.models import Person

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One glyph of static/icons.svg. It only accompanies a word, so it is hidden from readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


@register.simple_tag
def face(person: Person, side: str = "", big: object = "") -> SafeString:
    """Two letters of a name in the colour of a side. It only accompanies the name."""
    return format_html(
        '<span class="face{}" data-side="{}" aria-hidden="true">{}</span>',
        " big" if big else "", side, person.initials,
    )  # fmt: skip


@register.simple_tag
def direction(
    performer: Person, performer_side: str, customer: Person, customer_side: str
) -> SafeString:
    """From whom to whom, as two faces and in words."""
    words = gettext("%(performer)s to %(customer)s")
    return format_html(
        '<span class="dir">{}{}{}<span class="sr">{}</span></span>',
        face(performer, performer_side), icon("arrow"), face(customer, customer_side),
        words % {"performer": performer.name, "customer": customer.name},
    )  # fmt: skip


@register.filter
def as_json(value: object) -> str:
    """For an attribute of an element, where a script of ours reads it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: always a glyph and a word, never colour alone."""

    glyph: str
    words: str | Promise
    frame: str = "plain"


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        # of promises
        "draft": Look("pen", _("Draft"), "dashed"),
        "requested": Look("ring", _("Asked"), "dashed"),
        "countered_by_performer": Look("half", _("Answered “yes, if”")),
        "countered_by_customer": Look("half", _("Answered back")),
        "promised": Look("dot", _("Promised")),
        "due_soon": Look("clock", _("Due soon")),
        "due_tomorrow": Look("clock", _("Due tomorrow")),
        "due_today": Look("clock", _("Due today")),
        "at_risk": Look("info", _("Said early: may slip")),
        "renegotiating": Look("turn", _("New date proposed")),
        "reported_done": Look("check", _("Reported done")),
        "satisfied": Look("check", _("Kept, with thanks"), "filled"),
        "slipped": Look("diamond", _("Needs a new date"), "attend"),
        "declined": Look("bar", _("Answered “no, because”")),
        "withdrawn": Look("bar", _("Withdrawn")),
        "cancelled_by_customer": Look("bar", _("No longer needed")),
        "revoked_by_performer": Look("bar", _("Taken back")),
        "lapsed": Look("ring", _("Not answered"), "dashed"),
        "superseded": Look("turn", _("Replaced")),
        "handed_over": Look("turn", _("Handed over")),
        "let_go": Look("bar", _("Let go")),
        # of rows of the ownership map
        "map_default": Look("ring", _("A common starting point"), "dashed"),
        "map_edited": Look("pen", _("Changed")),
        "map_by_leader": Look("half", _("Agreed by the leader")),
        "map_by_hr": Look("half", _("Agreed by HR")),
        "map_signed": Look("check", _("Signed"), "filled"),
        "map_under_review": Look("eye", _("Looked at again")),
        "map_differ": Look("scales", _("We see it differently")),
        # of parts of a charter, as one side stands to them, and of answers in it
        "charter_accepted": Look("check", _("Accepted")),
        "charter_changed": Look("pen", _("Changed words"), "dashed"),
        "charter_to_read": Look("ring", _("To read"), "dashed"),
        "charter_written": Look("pen", _("Has written"), "dashed"),
        "charter_to_write": Look("ring", _("To write"), "dashed"),
        "charter_differs": Look("scales", _("Sees it differently")),
        "answer_can": Look("check", _("Can")),
        "answer_partly": Look("half", _("Can partly")),
        "answer_cannot": Look("bar", _("Cannot")),
        "answer_waits": Look("ring", _("Not answered yet"), "dashed"),
        # of outcomes
        "outcome_proposed": Look("ring", _("Proposed"), "dashed"),
        "outcome_by_leader": Look("half", _("Accepted by the leader")),
        "outcome_by_hr": Look("half", _("Accepted by HR")),
        "outcome_co_owned": Look("pair", _("Both own it")),
        "outcome_met": Look("check", _("Met"), "filled"),
        "outcome_not_met": Look("bar", _("Not met")),
        "outcome_retired": Look("bar", _("Let go")),
        "on_track": Look("arrow", _("On track")),
        "off_track": Look("diamond", _("Off track"), "attend"),
        "cannot_tell": Look("ring", _("Cannot tell"), "dashed"),
        # of numbers
        "real_move": Look("diamond", _("A real move"), "attend"),
        "noise": Look("ring", in_context("statistics", "Noise"), "dashed"),
        "context": Look("ring", _("Context"), "dashed"),
        "too_few": Look("ring", _("Too few people to say"), "dashed"),
        "too_short": Look("ring", _("Too early to say"), "dashed"),
        "no_rate": Look("ring", _("No rate"), "dashed"),
        # what is under way
        "waiting": Look("clock", _("Waiting")),
        "done": Look("check", _("Done"), "filled"),
        "noted": Look("info", _("Noted")),
        "left_out": Look("diamond", _("Left out"), "attend"),
        "plain": Look("dot", ""),
    }
)


@register.filter
def look(state: str) -> Look:
    """Raises KeyError for a state without a look: give it one in LOOKS."""
    return LOOKS[state]


@register.simple_tag
def chip(state: str, words: str = "", side: str = "") -> SafeString:
    """A state as a glyph and a word: its own, unless it is given others.

    Raises KeyError for a state without a look.
    """
    shown = look(state)
    return format_html(
        '<span class="chip" data-look="{}"{}>{}{}</span>',
        shown.frame, format_html(' data-side="{}"', side) if side else "",
        "" if state == "plain" else icon(shown.glyph), words if words.strip() else shown.words,
    )  # fmt: skip


@register.simple_tag
def every_state() -> list[str]:
    """Each state that has words of its own, for the page that shows them all."""
    return [state for state, shown in LOOKS.items() if shown.words]


TIER_GLYPHS: Mapping[str, str] = MappingProxyType(
    {
        "open": "globe",
        "area": "people",
        "restricted": "eye",
        "pair": "pair",
        "private": "lock",
        "advice": "shield",
        "case": "shield",
        "counsel": "shield",
        "aggregate": "chart",
    }
)


@register.filter
def tier_glyph(tier: str) -> str:
    return TIER_GLYPHS[tier]


@register.simple_tag
def readers(tier: str, partner: str = "", area: str = "", left: str = "") -> SafeString:
    """Who can read a block, named in words; the tier's own name is never shown.

    left: who could once, and no longer works here. Names come as text or escaped already, as the
    attribute of a component has them.
    Raises ValueError where the words would have to guess, such as a pair without its partner.
    """
    names = {"partner": conditional_escape(partner), "area": conditional_escape(area)}
    names["left"] = conditional_escape(left)
    return SafeString(_who_reads(tier, names) % names)


def _who_reads(tier: str, given: Mapping[str, str]) -> str:
    match tier:
        case "open":
            return gettext("Everyone here can read this")
        case "area" if given["area"]:
            return gettext("%(area)s leadership and its HR people")
        case "pair" if given["left"] and given["partner"]:
            return gettext("Only you and %(partner)s can read this; %(left)s has left")
        case "pair" if given["left"]:
            return gettext("Only you can read this; %(left)s has left")
        case "pair" if given["partner"]:
            return gettext("Only you and %(partner)s can read this")
        case "private":
            return gettext("Only you can read this")
        case "aggregate":
            return gettext("Nobody can read single answers")
    raise ValueError(f"Say who reads this {tier} block: <c-tier-chip …>in words</c-tier-chip>")


WIDTH = 200
EDGE = 2  # room at both ends, so that a round cap is not cut off


@register.inclusion_tag("face/interval.html")
def interval(
    *,
    low: float,
    high: float,
    value: float,
    start: float,
    stop: float,
    label: str,
    goal: float | None = None,
) -> dict[str, str]:
    """A value and its likely range on one line from start to stop, all in the same unit.

    What lies beyond the axis is drawn at its end; `label` says the numbers in words.
    Raises ValueError if the axis is empty.
    """
    if stop <= start:
        raise ValueError(f"An axis from {start} to {stop} has no room for a number.")
    places = {"low": low, "high": high, "value": value}
    if goal is not None:
        places["goal"] = goal
    drawn = {name: place(number, start, stop) for name, number in places.items()}
    axis = {"width": str(WIDTH), "first": str(EDGE), "last": str(WIDTH - EDGE)}
    return {"label": label, **axis, **drawn}


def place(number: float, start: float, stop: float) -> str:
    """Where a number stands on the drawn line, as SVG writes it: a point, whatever the language."""
    share = min(max((number - start) / (stop - start), 0), 1)
    return f"{EDGE + share * (WIDTH - 2 * EDGE):.1f}"
