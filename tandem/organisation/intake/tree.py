"""The areas that department paths name. Paths are read from the top; nothing is invented above.

A department without a path is an area at the top. Names are compared without regard to case.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tandem.organisation.models import Area


class AreaTree:
    """All areas there are, growing by those that files name and nobody has saved yet."""

    def __init__(self) -> None:
        self.new: list[Area] = []  # parents before their children
        self._areas: dict[UUID, Area] = {}
        self._below: dict[tuple[UUID | None, str], Area] = {}
        self._paths: set[str] = set()
        for area in Area.objects.order_by("path"):
            self._plant(area)

    def _plant(self, area: Area) -> None:
        self._areas[area.id] = area
        self._paths.add(area.path)
        self._below.setdefault((area.parent_id, area.name.casefold()), area)

    def grow(self, path: Sequence[str]) -> Area:
        """The area at the end of the path, made with those above it where they are missing."""
        area: Area | None = None
        for name in path:
            parent = area
            area = self._below.get((parent.id if parent else None, name.casefold()))
            area = area or self._branch(parent, name)
        if area is None:
            raise ValueError("A path names at least one area.")
        return area

    def _branch(self, parent: Area | None, name: str) -> Area:
        area = Area.below(parent, name)
        while area.path in self._paths:  # the short step of a path may meet another's
            area = Area.below(parent, name)
        self._plant(area)
        self.new.append(area)
        return area

    def name(self, area: UUID) -> str:
        """From the top down, as a person reads it."""
        names = []
        here: Area | None = self._areas[area]
        while here is not None:
            names.append(here.name)
            here = self._areas[here.parent_id] if here.parent_id else None
        return " / ".join(reversed(names))
