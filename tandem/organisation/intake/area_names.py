"""Which area a text means: a name, or a path of names as far up as is needed to tell it apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tandem.organisation.intake.paths import ANY_SEPARATOR
from tandem.organisation.intake.spelling import tidy
from tandem.organisation.models import Area

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """The text means more than one area: their whole paths, in order."""

    paths: list[str]


class AreaNames:
    """All areas there are, found without regard to case."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._parts: dict[object, Parts] = {}
        self._by_name: dict[str, list[Area]] = defaultdict(list)
        for area in sorted(areas, key=lambda each: len(each.path)):
            above = self._parts.get(area.parent_id, ())
            self._parts[area.pk] = (*above, area.name)
            self._by_name[area.name.casefold()].append(area)

    def path(self, area: Area) -> str:
        return " / ".join(self._parts[area.pk])

    def find(self, text: str) -> Area | Several | None:
        """A name may hold a separator itself, so the text as a whole is tried first."""
        text = tidy(text)
        split = tuple(part for part in ANY_SEPARATOR.split(text) if part)
        for parts in dict.fromkeys(((text,), split)):
            if found := self._ending_in(parts):
                return self._one_of(found, parts)
        return None

    def _ending_in(self, parts: Parts) -> list[Area]:
        wanted = folded(parts)
        if not wanted or not wanted[-1]:
            return []
        same_name = self._by_name.get(wanted[-1], [])
        return [one for one in same_name if folded(self._parts[one.pk])[-len(wanted) :] == wanted]

    def _one_of(self, found: list[Area], parts: Parts) -> Area | Several:
        if len(found) == 1:
            return found[0]
        whole = [one for one in found if folded(self._parts[one.pk]) == folded(parts)]
        return whole[0] if whole else Several(sorted(self.path(one) for one in found))


def folded(parts: Parts) -> Parts:
    return tuple(part.casefold() for part in parts)
