"""Addresses that stand dozens of times on a page, as every promise in a list has several.

Django looks through all patterns for each of them; here it does so once for each kind.
"""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import get_script_prefix, reverse

HOLE = UUID("00000000-0000-4000-8000-000000000000")


def address(name: str, key: UUID, *rest: str) -> str:
    """As `reverse` gives it for a key and, after it, one of a few words."""
    return _with_hole(get_script_prefix(), name, *rest).replace(str(HOLE), str(key))


@cache
def _with_hole(_prefix: str, name: str, *rest: str) -> str:
    return reverse(name, args=[HOLE, *rest])
