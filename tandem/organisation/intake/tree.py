"""The areas that department paths name. Paths are read from the top; nothing is invented above.

A department without a path is an area at the top. Names are compared without regard to case. A
department whose code is known is the area of that code, whatever the file calls it. A path that
an area had before it was renamed, moved or merged leads to what it is today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from tandem.organisation.models import Area, AreaVersion


class AreaTree:
    """All areas there are, growing by those that files name and nobody has saved yet."""

    def __init__(self, codes: Mapping[tuple[str, ...], str] | None = None) -> None:
        """codes: those that the files give to departments, by path."""
        self.new: list[Area] = []  # parents before their children
        self.coded: list[Area] = []  # known areas that had no code before
        self._codes = codes or {}
        self._by_code: dict[str, Area] = {}
        self._areas: dict[UUID, Area] = {}
        self._below: dict[tuple[UUID | None, str], Area] = {}
        self._paths: set[str] = set()
        for area in Area.objects.order_by("path"):
            self._plant(area)
        self._former = self._former_places()

    def _former_places(self) -> dict[tuple[UUID | None, str], Area]:
        """Where areas lay, and what they were called, to what they are today; the latest wins."""
        before = AreaVersion.objects.order_by("end_on").values_list("parent", "name", "area")
        closed = [each for each in self._areas.values() if each.merged_into_id]
        places = [(parent, name, self._areas[area]) for parent, name, area in before]
        places += [(each.parent_id, each.name, each) for each in closed]
        found = {}
        for parent, name, area in places:
            today: Area | None = area
            while today is not None and today.end_on is not None:
                today = self._areas[today.merged_into_id] if today.merged_into_id else None
            if today is not None:
                found[parent, name.casefold()] = today
        return found

    def _plant(self, area: Area) -> None:
        self._areas[area.id] = area
        self._paths.add(area.path)
        if area.end_on is not None:
            return
        self._below.setdefault((area.parent_id, area.name.casefold()), area)
        if area.code:
            self._by_code.setdefault(area.code, area)

    def grow(self, path: Sequence[str]) -> Area:
        """The area of the path's code, or else at its end, made with those above it if missing."""
        code = self._codes.get(tuple(path), "")
        if code in self._by_code:
            return self._by_code[code]
        area: Area | None = None
        for name in path:
            parent = area
            place = (parent.id if parent else None, name.casefold())
            area = self._below.get(place) or self._former.get(place)
            area = area or self._branch(parent, name)
        if area is None:
            raise ValueError("A path names at least one area.")
        if code and not area.code:
            self._give(area, code)
        return area

    def nearest(self, path: Sequence[str]) -> Area | None:
        """The area at the end of the path, or the last one above it that there is."""
        area: Area | None = None
        for name in path:
            place = (area.id if area else None, name.casefold())
            below = self._below.get(place) or self._former.get(place)
            if below is None:
                break
            area = below
        return area

    def _give(self, area: Area, code: str) -> None:
        area.code = code
        self._by_code[code] = area
        if not area._state.adding:
            self.coded.append(area)

    def _branch(self, parent: Area | None, name: str) -> Area:
        area = Area.below(parent, name)
        while area.path in self._paths:  # the short step of a path may meet another's
            area = Area.below(parent, name)
        self._plant(area)
        self.new.append(area)
        return area

    def is_code(self, path: Sequence[str]) -> bool:
        """Whether the files say nothing of a department but its code."""
        return (self._codes.get(tuple(path)),) == tuple(path)

    def ids(self) -> set[UUID]:
        return set(self._areas)

    def name(self, area: UUID) -> str:
        """From the top down, as a person reads it."""
        names = []
        here: Area | None = self._areas[area]
        while here is not None:
            names.append(here.name)
            here = self._areas[here.parent_id] if here.parent_id else None
        return " / ".join(reversed(names))
