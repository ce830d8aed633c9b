"""Who may read a record, and how each of its fields is classified."""

from collections.abc import Mapping
from enum import Enum


class Tier(Enum):
    """The nine visibility tiers. Every model has exactly one, or a `tier` field."""

    OPEN = "open"
    AREA = "area"
    RESTRICTED = "restricted"
    PAIR = "pair"
    PRIVATE = "private"
    ADVICE = "advice"
    CASE = "case"
    COUNSEL = "counsel"
    AGGREGATE = "aggregate"


class Moving(Enum):
    """How a record comes from one tier to another."""

    SILENTLY = "silently"
    AGREED = "agreed"
    NEVER = "never"


WIDTH: Mapping[Tier, int] = {
    Tier.OPEN: 3,  # everybody who works here
    # Side by side: a list may name somebody of another area, a promise joins any two people. So
    # whoever reads one of these need not have read another, and none is narrower than another.
    Tier.AREA: 2,
    Tier.RESTRICTED: 2,
    Tier.PAIR: 2,
    Tier.PRIVATE: 1,  # its author, who could read it anywhere else too
}
"""Where each reader of the narrower tier could read the record before, whoever it is about."""
CHOSEN = frozenset({Tier.ADVICE, Tier.CASE, Tier.COUNSEL})
"""Readers somebody chose and was promised. One comes in where the authors agree, and nothing goes
out: advice is never taken back, a case stays behind its wall, counsel's word stays counsel's."""


def moving(before: Tier, after: Tier) -> Moving:
    """Silently only where every reader afterwards was surely one before; otherwise on consent.

    Nothing leaves the anonymous: no author can be asked. And nothing with an author comes in.
    """
    if before is after:
        return Moving.SILENTLY
    if before in CHOSEN or Tier.AGGREGATE in (before, after):
        return Moving.NEVER
    if after in CHOSEN or WIDTH[after] >= WIDTH[before]:
        return Moving.AGREED
    return Moving.SILENTLY


class Privacy(Enum):
    """The class of one field; the purpose register is generated from it."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SEALED = "sealed"
    ANONYMOUS = "anonymous"


def classified(**fields: str) -> dict[str, Privacy]:
    """Field name to class, from `class="field field"`. An unknown class raises."""
    return {name: Privacy(kind) for kind, names in fields.items() for name in names.split()}
