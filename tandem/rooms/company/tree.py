"""One look at the whole tree: who leads what, who is HR partner of what, which pairs there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from tandem.organisation.models import Area, Assignment, Duty, Person
from tandem.organisation.models.areas import STEP
from tandem.organisation.models.people import working_here
from tandem.partnership.models import Pair


@dataclass(frozen=True)
class Tree:
    """areas: of the day, by path, from the top down. holders: who is here, by area and duty.

    Who only stands in holds no duty, and nobody is paired with them.
    """

    areas: list[Area]
    holders: Mapping[tuple[UUID, str], Person]
    pairs: Mapping[UUID, Pair]

    @cached_property
    def by_path(self) -> Mapping[str, Area]:
        return {area.path: area for area in self.areas}

    def leader(self, area: Area) -> Person | None:
        return self.holders.get((area.pk, Duty.LEADS.value))

    def own_hr_partner(self, area: Area) -> Person | None:
        return self.holders.get((area.pk, Duty.HR_PARTNER.value))

    def upwards(self, area: Area) -> Iterator[Area]:
        """The area, the one above it, and so on."""
        for end in range(len(area.path), 0, -STEP):
            if here := self.by_path.get(area.path[:end]):
                yield here

    def nearest_hr_partner(
        self, area: Area, *, but: Person | None = None
    ) -> tuple[Person, Area] | None:
        """The area's own or the nearest one above, who is somebody else than `but`."""
        for each in self.upwards(area):
            hr_partner = self.own_hr_partner(each)
            if hr_partner is not None and hr_partner != but:
                return hr_partner, each
        return None


def look(today: date) -> Tree:
    """In three queries, however large the company."""
    working = working_here(today, "person")
    on_duty = Assignment.objects.held().on(today).filter(working)
    pairs = Pair.objects.still().select_related("leader", "hr_partner")
    return Tree(
        areas=[*Area.objects.on(today).order_by("path")],
        holders={
            (each.area_id, each.duty): each.person for each in on_duty.select_related("person")
        },
        pairs={each.area_id: each for each in pairs},
    )
