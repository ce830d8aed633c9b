"""Who may read a record, and how each of its fields is classified."""

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
