"""Where the numbers of an axis and the labels of a picture stand, so that none touches another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from math import ceil


def round_numbers(top: float) -> list[int]:
    """From nought to the first that is not under the top; six at most."""
    sizes = (base * 10**power for power in count() for base in (1, 2, 5))
    step = next(size for size in sizes if top / size <= 5)
    return [step * at for at in range(ceil(top / step) + 1)]


def apart(places: Mapping[str, float], *, top: float, step: float) -> dict[str, float]:
    """The labels at least a step apart, none under nought or over the top.

    Each as near to its place as those before it leave room: what matters most is named first.
    """
    stand: dict[str, float] = {}
    for label, place in places.items():
        wish = min(max(place, 0), top)
        edges = [each + way for each in stand.values() for way in (-step, step)]
        free = [
            at
            for at in (wish, *edges)
            if 0 <= at <= top and all(abs(at - each) >= 0.999 * step for each in stand.values())
        ]
        if not free:
            return _packed(places, top=top, step=step)
        stand[label] = min(free, key=lambda at: abs(at - wish))
    return stand


def _packed(places: Mapping[str, float], *, top: float, step: float) -> dict[str, float]:
    """Of more than there is room to choose in: from the highest down, a step apart."""
    stand: dict[str, float] = {}
    ceiling, under = top, len(places) - 1
    for label in sorted(places, key=lambda each: -places[each]):
        stand[label] = max(min(places[label], ceiling), step * under)
        ceiling, under = stand[label] - step, under - 1
    return stand
